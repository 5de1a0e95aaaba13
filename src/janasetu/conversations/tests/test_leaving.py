"""A talk that is left: taken up again after days, set aside for another service, or handed to a person."""

import pytest

from janasetu.catalogue.tests.factories import complaint, question, service
from janasetu.conversations.engine.effects import AnswerClaim
from janasetu.conversations.tests.talking import ACKNOWLEDGED, Talk, office
from janasetu.lib.references import compose
from janasetu.messaging.values import Choice, Message, Said

WHAT = "কী হয়েছে, লিখে বা ভয়েস মেসেজে জানান। ছবি থাকলে ছবির সঙ্গেই লিখে পাঠান।"
WHERE = "জায়গাটা কোথায়? লোকেশন পাঠান, অথবা ওয়ার্ড নম্বর আর কাছের কোনো চেনা জায়গা লিখুন।"
UNANSWERED = "দুঃখিত, এখনও কেউ উত্তর দিতে পারেননি। আপনার কথা অফিসে জমা আছে। তালিকায় ফিরতে «মেনু» লিখুন।"
UNFINISHED = "আপনার «অভিযোগ জানান» এখনও শেষ হয়নি। যা লিখেছেন, রাখা আছে।"
SWITCH = "«অভিযোগ জানান» এখনও শেষ হয়নি। সেটা রেখে দিয়ে «নমুনা» শুরু করব?"
HANDED = "আপনার কথা অফিসের কর্মীকে জানালাম। তিনি এখানেই উত্তর দেবেন। তালিকায় ফিরতে «মেনু» লিখুন।"
COMFORT = "আপনার লেখা পৌঁছেছে। কর্মী দেখে উত্তর দেবেন। তালিকায় ফিরতে «মেনু» লিখুন।"
SAMPLE = service(question("text"), title_by=None)


def drafting() -> Talk:
    """In the middle of a complaint: the description is asked for."""
    talk = Talk(office(complaint().service, SAMPLE))
    return talk.goes_through("নমস্কার", "অভিযোগ জানান", "রাস্তার আলো জ্বলছে না")


# --- days later ---


def test_after_days_the_person_is_asked_whether_to_go_on_and_what_was_said_is_kept() -> None:
    talk = drafting().waits(days=3)

    assert talk.says("তিন দিন ধরে আলো নেই") == [UNFINISHED]
    assert talk.taps("চালিয়ে যান") == [WHERE]
    assert talk.session.fields["description"] == "তিন দিন ধরে আলো নেই"


def test_after_days_a_greeting_is_no_answer() -> None:
    talk = drafting().waits(days=3)

    assert talk.says("নমস্কার") == [UNFINISHED]
    assert talk.taps("চালিয়ে যান") == [WHAT]


def test_after_days_the_draft_can_be_left() -> None:
    talk = drafting().waits(days=3).goes_through("তিন দিন আলো নেই", "বাতিল করুন")

    assert (talk.session.state, talk.session.fields, talk.session.held) == ("idle", {}, "")


def test_within_hours_the_talk_simply_goes_on() -> None:
    assert drafting().waits(hours=11).says("তিন দিন আলো নেই") == [WHERE]


# --- two things at once ---


def test_another_service_in_the_middle_asks_which_one_to_go_on_with() -> None:
    talk = drafting()

    assert talk.says("নমুনা") == [SWITCH]
    assert talk.taps("না, আগেরটাই") == [WHAT]


def test_the_first_form_waits_while_the_second_is_filled() -> None:
    talk = drafting().goes_through("নমুনা", "হ্যাঁ, শুরু করুন", "একটা কথা", "জমা দিন")

    assert talk.opened == [{"text": "একটা কথা"}]
    assert talk.received[-1] == ACKNOWLEDGED
    assert talk.says("নমস্কার") == [UNFINISHED]
    assert talk.taps("চালিয়ে যান") == [WHAT]
    talk.goes_through("তিন দিন আলো নেই", "৫ নং ওয়ার্ড", "ছবি নেই", "জমা দিন")
    assert len(talk.opened) == 2


def test_a_form_that_waits_can_be_left() -> None:
    talk = drafting().goes_through("নমুনা", "হ্যাঁ, শুরু করুন", "একটা কথা", "জমা দিন", "নমস্কার")

    (reply,) = talk.taps("বাতিল করুন")

    assert reply.startswith("ঠিক আছে, বাতিল করা হল।")
    assert talk.session.parked == ()
    assert talk.says("নমস্কার")[0].startswith("নমস্কার! ")


def test_words_of_the_same_service_are_words() -> None:
    talk = drafting()

    assert talk.says("সমস্যা") == [WHERE]
    assert talk.session.fields["description"] == "সমস্যা"


# --- to a person and back ---


@pytest.mark.parametrize("word", ["কর্মীর সঙ্গে কথা", "talk to a person", "অপারেটর", "operator"])
def test_a_word_hands_the_talk_to_a_person(word: str) -> None:
    talk = drafting()
    kept = talk.session.fields

    assert talk.says(word) == [HANDED]
    assert (talk.session.state, talk.session.fields) == ("handed_over", kept)


def test_while_a_person_has_the_talk_the_service_is_quiet() -> None:
    talk = drafting().goes_through("কর্মীর সঙ্গে কথা")

    assert talk.says("নমস্কার") == []
    assert talk.says("আপনি কি আছেন?") == []
    assert talk.waits(minutes=15).says("কেউ আছেন?") == [COMFORT]
    assert talk.says("আলো নেই") == []
    assert talk.session.fields == {"category": "streetlight_out"}


def test_the_word_menu_takes_the_talk_back_with_its_draft() -> None:
    talk = drafting().goes_through("কর্মীর সঙ্গে কথা")

    assert talk.says("মেনু") == [UNFINISHED]
    assert talk.taps("চালিয়ে যান") == [WHAT]


def test_a_word_to_the_office_presses_no_button_from_before() -> None:
    talk = drafting()
    draft = talk.session.draft
    talk.session = talk.session.park()
    talk.office_writes("এখনও শেষ হয়নি।", Choice(f"{draft}:cancel", "বাতিল করুন"))
    talk.says("কর্মীর সঙ্গে কথা")

    talk.says("বাতিল করুন")

    assert [one.name for one in talk.session.parked] == [draft]


def test_a_button_takes_the_talk_back() -> None:
    talk = Talk().goes_through("নমস্কার")
    begin = next(choice.id for choice in talk.choices if choice.title == "অভিযোগ")
    talk.says("কর্মীর সঙ্গে কথা")

    assert talk.taps_id(begin)[0].endswith("তালিকা থেকে বেছে নিন।")


def test_after_a_day_without_an_answer_the_talk_is_still_with_the_office() -> None:
    talk = Talk().goes_through("নমস্কার", "কর্মীর সঙ্গে কথা").waits(hours=25)

    assert talk.says("কেউ কি আছেন?") == [UNANSWERED]
    assert talk.session.state == "handed_over"
    assert talk.says("মেনু")[0].startswith("নমস্কার! ")


def test_a_day_after_the_answer_the_service_answers_again() -> None:
    talk = Talk().goes_through("নমস্কার", "কর্মীর সঙ্গে কথা").answered().waits(hours=25)

    assert talk.says("নমস্কার")[0].startswith("নমস্কার! ")


def test_who_writes_again_after_the_answer_waits_for_another_one() -> None:
    talk = Talk().goes_through("নমস্কার", "কর্মীর সঙ্গে কথা").answered().goes_through("আর একটা কথা")

    assert talk.waits(hours=25).says("কেউ কি আছেন?") == [UNANSWERED]


def test_stop_is_heard_while_a_person_has_the_talk() -> None:
    talk = Talk().goes_through("নমস্কার", "কর্মীর সঙ্গে কথা", "বন্ধ করুন")

    assert (talk.session.state, talk.opted_out) == ("stopped", True)


# --- days later, more closely ---

REF = compose(year=2026, body=1002, serial=1)
CLAIM = Message("কাজ হয়ে গেছে?", (Choice(f"case:{REF}:yes", "হ্যাঁ, হয়েছে"), Choice(f"case:{REF}:no", "না, হয়নি")))


@pytest.mark.parametrize(("word", "yes"), [("হ্যাঁ", True), ("না", False), ("হয়নি", False)])
def test_after_days_the_word_on_a_newer_claim_counts(word: str, *, yes: bool) -> None:
    talk = drafting().waits(days=3)
    talk.received.append(CLAIM)

    talk.says(word)

    assert talk.words_on_cases == [AnswerClaim(REF, yes)]
    assert talk.session.step == "description"


def test_after_days_the_answer_to_what_was_asked_last_counts() -> None:
    talk = drafting().goes_through("নমুনা")
    assert talk.titles == ["হ্যাঁ, শুরু করুন", "না, আগেরটাই"]

    talk.waits(days=3).says("হ্যাঁ, শুরু করুন")

    assert (talk.session.step, len(talk.session.parked)) == ("text", 1)


@pytest.mark.parametrize(("word", "reply"), [("বাতিল", "ঠিক আছে, বাতিল করা হল।"), ("আমার অভিযোগ", "চলতি কোনো")])
def test_after_days_a_command_is_a_command(word: str, reply: str) -> None:
    assert drafting().waits(days=3).says(word)[0].startswith(reply)


def test_after_days_the_answer_to_a_list_is_taken_when_the_person_goes_on() -> None:
    talk = Talk().goes_through("অভিযোগ").waits(days=3)

    assert talk.says("রাস্তার আলো জ্বলছে না") == [UNFINISHED]
    assert talk.taps("চালিয়ে যান") == [WHAT]
    assert talk.session.fields == {"category": "streetlight_out"}


def test_after_days_a_photo_is_taken_at_once() -> None:
    talk = drafting().waits(days=3)

    assert talk.sends_photo("তিন দিন আলো নেই") == [WHERE]


def test_words_held_back_are_taken_in_once() -> None:
    talk = drafting().waits(days=3).goes_through("তিন দিন আলো নেই", "চালিয়ে যান")

    assert talk.session.held == ""
    assert talk.taps_id(f"{talk.session.draft}:resume") == [WHERE]


# --- handed over, more closely ---


def test_while_a_person_has_the_talk_after_a_day_it_is_the_services_again_with_its_draft() -> None:
    talk = drafting().goes_through("কর্মীর সঙ্গে কথা").answered().waits(hours=25)

    assert talk.says("তিন দিন আলো নেই") == [UNFINISHED]
    assert talk.taps("চালিয়ে যান") == [WHERE]


def test_a_card_taken_back_is_a_card() -> None:
    talk = drafting().goes_through("তিন দিন আলো নেই", "৫ নং ওয়ার্ড", "ছবি নেই", "কর্মীর সঙ্গে কথা")

    talk.says("চালিয়ে যান")

    assert talk.session.state == "confirming"


def test_a_reaction_while_a_person_has_the_talk_is_silent() -> None:
    talk = Talk().goes_through("নমস্কার", "কর্মীর সঙ্গে কথা").waits(hours=1)

    assert talk.hears(Said("reaction")) == []
