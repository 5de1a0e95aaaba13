"""Words as people write them: thanks, a number, a sentence beside the question, a title of the menu."""

import pytest

from janasetu.catalogue.loader import BUNDLED, read
from janasetu.catalogue.schema import Service
from janasetu.conversations.engine.effects import AnswerQuestion, CaseLine
from janasetu.conversations.tests.talking import Talk, office
from janasetu.lib.references import compose, grouped
from janasetu.messaging.values import Said

REF = compose(year=2026, body=1002, serial=119)
CASE = CaseLine(REF, f"{grouped(REF)} · জল আসছে না · কাজ চলছে", awaits_word=False)
THANKS_TOO = "আপনাকেও ধন্যবাদ। আর কিছু লাগলে লিখুন।"
NOT_YOURS = "এই নম্বরে আপনার কোনো বিষয় খুঁজে পাওয়া গেল না।"
PHOTO = "একটা ছবি পাঠালে কাজের সুবিধা হয়। ছবি না থাকলে «ছবি নেই» বেছে নিন।"


def bundled(code: str) -> Service:
    return read(BUNDLED / code / "service.yaml").service


def begun(*answers: str) -> Talk:
    return Talk(office(bundled("complaint"))).goes_through("নমস্কার", "অভিযোগ জানান", *answers)


def at_the_photo() -> Talk:
    return begun("রাস্তার আলো জ্বলছে না", "তিন দিন আলো নেই", "৫ নং ওয়ার্ড, বাজার")


# --- a number ---


def test_a_number_in_the_middle_of_a_form_is_told_of_and_the_question_asked_again() -> None:
    talk = at_the_photo()
    talk.cases = (CASE,)
    stood = talk.stands.fields

    assert talk.says(grouped(REF)) == [f"এই নম্বরের খবর:\n{CASE.shown}\n\n{PHOTO}"]
    assert (talk.session.step, talk.stands.fields) == ("photo", stood)


def test_a_number_that_the_question_takes_is_its_answer() -> None:
    talk = begun("রাস্তার আলো জ্বলছে না")

    talk.says(grouped(REF))

    assert talk.session.fields["description"] == grouped(REF)


def test_a_number_with_a_wrong_digit_and_a_telephone_number_are_words_like_others() -> None:
    wrong = REF[:-1] + str((int(REF[-1]) + 1) % 10)
    talk = Talk().goes_through("নমস্কার")

    assert NOT_YOURS not in talk.says(wrong)[0]
    assert NOT_YOURS not in talk.says("919800000003")[0]


# --- words where a photo is asked for ---


def test_a_sentence_where_a_photo_is_asked_for_joins_the_description() -> None:
    talk = at_the_photo()

    assert talk.says("খুঁটির নম্বর ১৭, তার ঝুলছে") == [f"কথাটি লিখে রাখলাম।\n\n{PHOTO}"]
    assert talk.session.step == "photo"
    assert talk.session.fields["description"] == "তিন দিন আলো নেই\nখুঁটির নম্বর ১৭, তার ঝুলছে"


def test_a_sentence_there_joins_a_voice_that_described_the_matter() -> None:
    talk = begun("রাস্তার আলো জ্বলছে না")
    talk.sends_file("audio", "audio/ogg")
    voice = f"audio-{talk.sent}"
    talk.goes_through("৫ নং ওয়ার্ড, বাজার")

    talk.says("খুঁটির নম্বর ১৭, তার ঝুলছে")

    assert talk.session.step == "photo"
    assert talk.session.fields["description"] == {"text": "খুঁটির নম্বর ১৭, তার ঝুলছে", "voice": [voice]}


def test_a_word_or_two_there_are_not_kept() -> None:
    talk = at_the_photo()

    assert talk.says("পরে দেব") == [f"দয়া করে একটি ছবি পাঠান।\n\n{PHOTO}"]
    assert talk.session.fields["description"] == "তিন দিন আলো নেই"


def test_what_the_description_has_no_room_for_is_not_said_to_be_kept() -> None:
    talk = at_the_photo()

    (told,) = talk.says("তার ঝুলছে " * 400)

    assert told.startswith("দয়া করে একটি ছবি পাঠান।")
    assert talk.session.fields["description"] == "তিন দিন আলো নেই"


# --- thanks ---


@pytest.mark.parametrize("words", ["ধন্যবাদ", "Thank you!", "thanks", "dhonnobad", "शुक्रिया"])
def test_a_lone_thanks_is_answered_in_kind_and_begins_nothing(words: str) -> None:
    talk = Talk(office(bundled("complaint"), bundled("thanks"))).goes_through("নমস্কার")

    assert talk.says(words) == [THANKS_TOO]
    assert not talk.session.in_form


def test_thanks_in_the_middle_of_a_form_leaves_its_question() -> None:
    assert at_the_photo().says("ধন্যবাদ") == [f"{THANKS_TOO}\n\n{PHOTO}"]


# --- words for the office ---


def test_a_word_or_two_of_who_has_an_open_case_are_not_passed_on() -> None:
    talk = Talk(cases=(CASE,)).goes_through("নমস্কার")

    talk.says("কী হল")

    assert talk.words_on_cases == []


def test_a_sentence_that_begins_something_is_not_passed_on() -> None:
    talk = Talk(office(bundled("complaint")), cases=(CASE,)).goes_through("নমস্কার")

    talk.says("রাস্তায় বড় গর্ত হয়েছে")

    assert (talk.words_on_cases, talk.session.fields["category"]) == ([], "road_damage")


def test_a_sentence_that_begins_nothing_is_asked_about_and_said_again_joins_the_case() -> None:
    talk = Talk(cases=(CASE,))

    (asked,) = talk.says("এখনও কেউ আসেনি")
    before = list(talk.words_on_cases)
    talk.says("এখনও কেউ আসেনি, তিন দিন হল")

    assert asked.startswith("কোন বিষয়ে বলছেন?")
    assert before == []
    assert talk.words_on_cases == [AnswerQuestion(REF, "এখনও কেউ আসেনি, তিন দিন হল")]


# --- how matters are called ---


@pytest.mark.parametrize(
    ("sentence", "subject"),
    [
        ("রাস্তায় বড় গর্ত হয়েছে", "road_damage"),
        ("রাস্তাতে আবার গর্ত", "road_damage"),
        ("রাস্তাটা খুব খারাপ", "road_damage"),
        ("রাস্তায় আলো নেই", "streetlight_out"),
        ("কলে আজ জল নেই", "water_no_supply"),
    ],
)
def test_a_matter_is_known_with_another_ending_or_a_word_between(sentence: str, subject: str) -> None:
    talk = Talk(office(bundled("complaint"))).goes_through("নমস্কার")

    talk.says(sentence)

    assert talk.session.fields["category"] == subject


@pytest.mark.parametrize("sentence", ["রাস্তায় দেখা হবে", "আলো আর জল দুটোই আছে আজ", "গর্ত আছে আমার রাস্তায়"])
def test_words_that_only_stand_apart_name_no_matter(sentence: str) -> None:
    talk = Talk(office(bundled("complaint"))).goes_through("নমস্কার")

    talk.says(sentence)

    assert not talk.session.in_form


def test_a_title_of_the_menu_is_understood_when_no_menu_is_open() -> None:
    talk = Talk(cases=(CASE,)).goes_through("নমস্কার")
    talk.office_writes("কাজ এগোচ্ছে।")

    (told,) = talk.says("আমার অভিযোগ, আবেদন")

    assert told.startswith(f"চলতি অভিযোগ ও আবেদন:\n{CASE.shown}")


# --- nothing that can be read ---


def test_letters_that_cannot_be_seen_are_told_what_the_question_wants() -> None:
    talk = begun("রাস্তার আলো জ্বলছে না", "তিন দিন আলো নেই")
    asked = talk.received[-1].text

    assert talk.hears(Said("text", text="")) == [f"জায়গাটা কোথায়, কথায় লিখুন, অথবা লোকেশন পাঠান।\n\n{asked}"]
