"""Beside the talk: a question about a case, an officer in the field, a call, words by hand."""

import pytest

from janasetu.conversations.engine.effects import AnswerClaim, AnswerQuestion, FieldWord
from janasetu.conversations.offices import AREA
from janasetu.conversations.tests.talking import Talk
from janasetu.lib.references import compose
from janasetu.messaging.values import Choice, Said

REF = compose(year=2026, body=1002, serial=1)
ANSWER, LATER = Choice(f"case:{REF}:answer", "উত্তর দিই"), Choice(f"case:{REF}:later", "পরে জানাব")
CHARGE = (
    Choice(f"field:{REF}:seen", "দেখেছি"),
    Choice(f"field:{REF}:coming", "রওনা হয়েছি"),
    Choice(f"field:{REF}:done", "কাজ শেষ"),
)
NOT_NOW = Choice(f"field:{REF}:later", "এখন নয়")


def asked() -> Talk:
    """In the middle of a form, and the office has just asked about a case."""
    return Talk().goes_through("নমস্কার", "অভিযোগ জানান").office_writes("পোলের নম্বর কত?", ANSWER)


def on_the_card() -> Talk:
    """A complaint that is ready to be handed in."""
    talk = Talk().goes_through("নমস্কার", "অভিযোগ জানান", "রাস্তার আলো জ্বলছে না", "তিন দিন আলো নেই")
    return talk.goes_through("৫ নং ওয়ার্ড", "ছবি নেই")


def in_the_field(*choices: Choice) -> Talk:
    return Talk().office_writes("একটি কাজ", *choices)


# --- a question of the office ---


@pytest.mark.parametrize("words", ["আটশো বাইশ", "১", "হ্যাঁ", "২২ নভেম্বর"])
def test_words_after_a_question_are_its_answer_and_the_form_stays(words: str) -> None:
    talk = asked()
    stood = talk.stands

    talk.says(words)

    assert talk.words_on_cases == [AnswerQuestion(REF, words)]
    assert talk.stands == stood


def test_a_photo_with_its_words_is_an_answer() -> None:
    talk = asked()

    talk.sends_photo("এই যে পোল")

    assert talk.words_on_cases == [AnswerQuestion(REF, "এই যে পোল", f"photo-{talk.sent}")]


def test_a_place_is_an_answer_by_its_name_and_degrees() -> None:
    talk = asked()

    talk.sends_pin(26.5, 89.25, "বাজার")

    assert talk.words_on_cases == [AnswerQuestion(REF, "", place="বাজার, 26.50000, 89.25000")]


def test_what_cannot_be_opened_is_no_answer() -> None:
    talk = asked()

    talk.hears(Said("sticker"))

    assert talk.words_on_cases == []


@pytest.mark.parametrize("press", [ANSWER.id, ANSWER.title])
def test_who_presses_answer_is_told_to_write_whether_by_a_tap_or_by_its_words(press: str) -> None:
    talk = asked()

    (told,) = talk.taps_id(press) if press == ANSWER.id else talk.says(press)

    assert told.endswith("নম্বর নিয়ে আপনার উত্তর লিখুন, অথবা ছবি পাঠান।")
    assert (talk.choices, talk.words_on_cases) == ((LATER,), [])


@pytest.mark.parametrize("press", [LATER.id, LATER.title])
def test_an_answer_may_be_put_off(press: str) -> None:
    talk = asked()
    talk.taps("উত্তর দিই")

    (told,) = talk.taps_id(press) if press == LATER.id else talk.says(press)

    assert told.startswith("ঠিক আছে। যখন সুবিধা হয়, উত্তর দেবেন।")
    assert talk.words_on_cases == []


def test_a_command_stays_one_and_after_it_words_answer_nothing() -> None:
    talk = asked()

    talk.says("মেনু")
    talk.says("আটশো বাইশ")

    assert talk.words_on_cases == []


@pytest.mark.parametrize("made_up", ["case:261002000100:answer", "case:x:yes", f"case:{REF}:maybe", "case:x"])
def test_a_button_that_nobody_offered_changes_nothing(made_up: str) -> None:
    talk = Talk().goes_through("নমস্কার")

    (told,) = talk.taps_id(made_up)

    assert told.startswith("ওই বোতামটি পুরনো হয়ে গেছে")


def test_a_question_about_a_number_that_is_none_takes_no_words() -> None:
    talk = Talk().office_writes("?", Choice("case:261002000100:answer", "উত্তর দিই"))

    talk.says("আটশো বাইশ")

    assert talk.words_on_cases == []


def test_the_word_on_a_claim_leaves_the_talk_with_the_person_of_the_office() -> None:
    talk = Talk().goes_through("কর্মীর সঙ্গে কথা")
    talk.office_writes("কাজ হয়ে গেছে?", Choice(f"case:{REF}:yes", "হ্যাঁ, হয়েছে"))

    talk.says("হ্যাঁ")

    assert talk.words_on_cases == [AnswerClaim(REF, yes=True)]
    assert talk.session.state == "handed_over"


def test_a_yes_to_a_person_of_the_office_is_no_word_on_an_older_claim() -> None:
    talk = Talk().office_writes("কাজ হয়ে গেছে?", Choice(f"case:{REF}:yes", "হ্যাঁ, হয়েছে"))
    talk.goes_through("কর্মীর সঙ্গে কথা")

    assert talk.says("হ্যাঁ") == []
    assert (talk.words_on_cases, talk.session.state) == ([], "handed_over")


# --- an officer in the field ---


@pytest.mark.parametrize(("title", "act"), [("দেখেছি", "seen"), ("রওনা হয়েছি", "coming"), ("কাজ শেষ", "done")])
def test_each_button_of_a_charge_is_a_word_on_its_case(title: str, act: str) -> None:
    tapped, typed = in_the_field(*CHARGE), in_the_field(*CHARGE)

    tapped.taps(title)
    typed.says(title)

    assert tapped.words_on_cases == [FieldWord(REF, act)]
    assert typed.words_on_cases == [FieldWord(REF, act, title)]


def test_a_photo_that_was_asked_for_proves_the_work() -> None:
    talk = in_the_field(NOT_NOW)

    talk.sends_photo("হয়ে গেল")

    assert talk.words_on_cases == [FieldWord(REF, "photo", "হয়ে গেল", "photo-1")]


def test_words_in_place_of_the_photo_ask_for_it_again() -> None:
    talk = in_the_field(NOT_NOW)

    talk.says("হয়ে গেছে কাজ")

    assert talk.words_on_cases == [FieldWord(REF, "done", "হয়ে গেছে কাজ")]


@pytest.mark.parametrize("press", [NOT_NOW.id, NOT_NOW.title])
def test_the_photo_may_be_put_off(press: str) -> None:
    talk = in_the_field(NOT_NOW)

    talk.taps_id(press) if press == NOT_NOW.id else talk.says(press)

    assert [(word.ref, getattr(word, "act", "")) for word in talk.words_on_cases] == [(REF, "later")]


def test_a_paper_is_no_photo_of_the_work() -> None:
    talk = in_the_field(NOT_NOW)

    talk.sends_file("document", "application/pdf")

    assert talk.words_on_cases == []


# --- a call, and words by hand ---


def test_who_rings_is_told_that_the_office_rings_back() -> None:
    (told,) = Talk().hears(Said("call"))

    assert told == (
        "আপনি ফোন করেছিলেন। এই নম্বরে ফোন ধরা হয় না, অফিস থেকে আপনাকে ফোন করবে। চাইলে এখনই এখানে লিখে জানাতে পারেন।"
    )


@pytest.mark.parametrize("word", ["হ্যাঁ", "১", "ok"])
def test_a_bare_yes_after_a_call_hands_nothing_in_but_the_words_of_the_button_do(word: str) -> None:
    talk = on_the_card()
    talk.hears(Said("call"))

    (again,) = talk.says(word)
    assert (talk.opened, talk.titles[0]) == ([], "জমা দিন")
    assert again.startswith("ঠিক বুঝতে পারলাম না।")
    talk.hears(Said("call"))
    talk.says("জমা দিন")

    assert len(talk.opened) == 1


def test_who_rings_before_an_office_is_chosen_is_asked_which_one() -> None:
    (told,) = Talk(AREA).hears(Said("call"))

    assert told == ("আপনি ফোন করেছিলেন। এই নম্বরে ফোন ধরা হয় না। আপনার পঞ্চায়েত বা পুরসভার নাম এখানে লিখে জানান।")


def test_between_the_words_of_staff_the_service_keeps_silent_and_the_draft_waits() -> None:
    talk = Talk().goes_through("নমস্কার", "অভিযোগ জানান")
    draft = talk.session.draft

    assert talk.hears(Said("echo", text="লোক পাঠাচ্ছি")) == []
    assert talk.says("কখন আসবেন?") == []
    assert (talk.session.state, talk.session.draft) == ("handed_over", draft)


def test_who_wants_no_messages_is_not_woken_by_what_staff_write() -> None:
    talk = Talk().goes_through("বন্ধ")

    assert talk.hears(Said("echo", text="লোক পাঠাচ্ছি")) == []
    assert talk.session.state == "stopped"
    talk.says("নমস্কার")

    assert (talk.session.state, talk.opted_out) == ("idle", False)
