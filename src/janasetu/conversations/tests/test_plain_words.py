"""Words as people write them: thanks, a number, a sentence beside the question, a title of the menu."""

from dataclasses import replace
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from janasetu.catalogue.loader import BUNDLED, read
from janasetu.catalogue.schema import Service
from janasetu.conversations.engine import words as words_module
from janasetu.conversations.engine.effects import AnswerQuestion, CaseLine, FieldLine, PersonLine
from janasetu.conversations.engine.words import act_of
from janasetu.conversations.tests.talking import ACKNOWLEDGED, Talk, office
from janasetu.lib.bn import match_key
from janasetu.lib.numerals import digits
from janasetu.lib.references import compose, grouped
from janasetu.messaging.values import Choice, Said

REF = compose(year=2026, body=1002, serial=119)
OTHER_REF = compose(year=2026, body=1002, serial=120)
OTHER = CaseLine(OTHER_REF, f"{grouped(OTHER_REF)} · মশা বা ডেঙ্গু · জমা পড়েছে", awaits_word=False)
NOBODY_CAME = "এখনও কেউ আসেনি"
MISTYPED = "নম্বরটি মিলছে না, একবার দেখে নিন।"
MENU = "আর কী করতে চান, বেছে নিন।"
CASE = CaseLine(REF, f"{grouped(REF)} · জল আসছে না · কাজ চলছে", awaits_word=False)
THANKS_TOO = "আপনাকেও ধন্যবাদ। আর কিছু লাগলে লিখুন।"
NOT_YOURS = "এই নম্বরে আপনার কিছু খুঁজে পেলাম না।"
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


@pytest.mark.parametrize("written", ["{}", "{} এর কি খবর", "{} er ki khobor"])
def test_a_number_with_a_wrong_digit_is_said_to_be_mistyped(written: str) -> None:
    wrong = grouped(REF)[:-1] + str((int(REF[-1]) + 1) % 10)
    talk = Talk().goes_through("নমস্কার")

    assert talk.says(written.format(wrong)) == [f"{MISTYPED}\n\n{MENU}"]


def test_of_a_mistyped_number_in_words_for_a_case_it_is_asked_which() -> None:
    wrong = grouped(REF)[:-1] + str((int(REF[-1]) + 1) % 10)
    talk = Talk(cases=(CASE,))

    (told,) = talk.says(f"{wrong} এর কি খবর")

    assert told.startswith(f"{MISTYPED}\n\nকোন বিষয়ে বলছেন?")


@pytest.mark.parametrize("number", ["919800000003", "03322000000", "1234"])
def test_a_telephone_number_is_words_like_others(number: str) -> None:
    (told,) = Talk().goes_through("নমস্কার").says(number)

    assert NOT_YOURS not in told
    assert MISTYPED not in told


ASKED = ["{} এর কি খবর?", "{} er ki khobor?", "{} নম্বর কাজটার খবর কী"]


@pytest.mark.parametrize("written", ASKED)
@pytest.mark.parametrize("number", [grouped(REF), digits(grouped(REF))])
def test_a_number_in_a_sentence_tells_its_case_and_the_words_may_join_it(written: str, number: str) -> None:
    talk = Talk(cases=(CASE,))
    said = written.format(number)

    assert talk.says(said) == [f"এই নম্বরের খবর:\n{CASE.shown}"]
    assert talk.titles == ["এ বিষয়ে জানাব", "মূল মেনু"]
    talk.taps("এ বিষয়ে জানাব")

    assert talk.words_on_cases == [AnswerQuestion(REF, said)]


def test_a_number_in_a_sentence_tells_no_case_before_it_is_clear_whose() -> None:
    sharing = (PersonLine("a", {"bn": "রিতা"}), PersonLine("b", {"bn": "সেলিম"}))
    talk = Talk(cases=(CASE,), persons=sharing)

    assert talk.says(f"{grouped(REF)} এর কি খবর?") == ["কার অভিযোগ বা আবেদনের খবর চান?"]


def test_a_number_of_nobody_here_in_a_sentence_is_not_found() -> None:
    (told,) = Talk().goes_through("নমস্কার").says(f"{grouped(REF)} এর কি খবর?")

    assert told == f"{NOT_YOURS}\n\n{MENU}"


def test_a_number_in_a_sentence_that_a_question_asked_for_is_its_answer() -> None:
    talk = begun("রাস্তার আলো জ্বলছে না")
    talk.cases = (CASE,)

    talk.says(f"{grouped(REF)} এর কাজ হয়নি")

    assert talk.session.fields["description"] == f"{grouped(REF)} এর কাজ হয়নি"


def test_a_new_matter_said_after_a_number_is_no_answer_about_it() -> None:
    talk = Talk(office(bundled("complaint")), cases=(CASE,)).goes_through(
        "নমস্কার", f"{grouped(REF)} এর কি খবর?"
    )

    talk.says("রাস্তায় বড় গর্ত হয়েছে")

    assert (talk.words_on_cases, talk.session.fields["category"]) == ([], "road_damage")


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

    assert talk.says("পরে দেব") == [f"একটা ছবি পাঠান।\n\n{PHOTO}"]
    assert talk.session.fields["description"] == "তিন দিন আলো নেই"


def test_what_the_description_has_no_room_for_is_not_said_to_be_kept() -> None:
    talk = at_the_photo()

    (told,) = talk.says("তার ঝুলছে " * 400)

    assert told.startswith("একটা ছবি পাঠান।")
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


@pytest.mark.parametrize(
    ("more", "answer"),
    [
        ("এখনও কেউ আসেনি, তিন দিন হল", "এখনও কেউ আসেনি, তিন দিন হল"),
        ("তিন দিন হল", f"{NOBODY_CAME}\nতিন দিন হল"),
        ("হ্যাঁ", NOBODY_CAME),
        ("১", NOBODY_CAME),
        (grouped(REF), NOBODY_CAME),
    ],
)
def test_what_is_said_after_it_was_asked_of_which_case_brings_both_to_the_one(more: str, answer: str) -> None:
    talk = Talk(cases=(CASE,))

    (asked,) = talk.says(NOBODY_CAME)
    before = list(talk.words_on_cases)
    talk.says(more)

    assert asked.startswith("কোন বিষয়ে বলছেন?")
    assert before == []
    assert talk.words_on_cases == [AnswerQuestion(REF, answer)]


def test_a_photo_under_which_stands_yes_goes_with_the_words() -> None:
    talk = Talk(cases=(CASE,)).goes_through(NOBODY_CAME)

    talk.sends_photo("হ্যাঁ")

    assert talk.words_on_cases == [AnswerQuestion(REF, f"{NOBODY_CAME}\nহ্যাঁ", f"photo-{talk.sent}")]


def test_the_words_are_those_of_the_case_that_is_chosen_and_of_none_after() -> None:
    talk = Talk(cases=(CASE, OTHER)).goes_through(NOBODY_CAME)
    chosen = talk.choices[1].id

    talk.taps_id(chosen)
    assert talk.words_on_cases == [AnswerQuestion(OTHER.ref, NOBODY_CAME)]
    (told,) = talk.taps_id(chosen)

    assert told.endswith("নম্বর নিয়ে আপনার উত্তর লিখুন, অথবা ছবি পাঠান।")
    assert len(talk.words_on_cases) == 1


def test_of_several_a_bare_yes_or_more_words_ask_again_and_lose_nothing() -> None:
    talk = Talk(cases=(CASE, OTHER)).goes_through(NOBODY_CAME, "তিন দিন হয়ে গেল", "হ্যাঁ")
    assert talk.words_on_cases == []

    talk.taps_id(talk.choices[0].id)

    assert talk.words_on_cases == [AnswerQuestion(REF, f"{NOBODY_CAME}\nতিন দিন হয়ে গেল")]


@pytest.mark.parametrize("word", ["মূল মেনু", "না", "মেনু", "আমার অভিযোগ"])
def test_anything_else_lets_the_words_go(word: str) -> None:
    waits = replace(CASE, awaits_word=True)
    talk = Talk(cases=(waits,)).goes_through(NOBODY_CAME, word)

    talk.taps_id(f"case:{REF}:answer")

    assert (talk.words_on_cases, talk.session.unplaced) == ([], "")


def test_a_question_of_an_officer_that_comes_between_is_not_answered_by_words_before_it() -> None:
    talk = Talk(cases=(CASE,)).goes_through(NOBODY_CAME)
    talk.office_writes("পোলের নম্বর কত?", Choice(f"case:{REF}:answer", "উত্তর দিই"))

    talk.taps("উত্তর দিই")

    assert talk.words_on_cases == []


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


# --- a voice before anything else ---


def heard_at_once() -> Service:
    """The complaint, which opens no case by a voice alone."""
    return bundled("complaint").model_copy(update={"unheard": None})


def test_a_voice_as_the_very_first_message_opens_a_case_of_which_nobody_knows_yet_what_it_is_about() -> None:
    talk = Talk(office(bundled("complaint"), bundled("thanks"), bundled("commissioner-appointment")))

    assert talk.sends_file("audio", "audio/ogg; codecs=opus") == [ACKNOWLEDGED.text]

    voice = {"text": "", "voice": ["audio-1"]}
    assert talk.opened == [{"category": None, "description": voice, "place": None, "photo": None}]
    assert (talk.session.state, talk.session.intents) == ("idle", ("complaint",))


@pytest.mark.parametrize("minutes", [9, 11])
def test_what_is_written_soon_after_a_voice_is_of_the_same_case(minutes: int) -> None:
    talk = Talk(office(bundled("complaint")))
    talk.sends_file("audio", "audio/ogg")
    talk.cases = (CASE,)

    talk.waits(minutes=minutes).says("৫ নং ওয়ার্ড")

    assert talk.words_on_cases == ([AnswerQuestion(REF, "৫ নং ওয়ার্ড")] if minutes == 9 else [])


def test_a_service_named_soon_after_a_voice_begins() -> None:
    talk = Talk(office(bundled("complaint")), cases=(CASE,))
    talk.sends_file("audio", "audio/ogg")

    talk.says("অভিযোগ জানান")

    assert talk.session.in_form


def test_a_voice_from_an_officer_with_a_case_opens_none() -> None:
    talk = Talk(office(bundled("complaint")), field_cases=(FieldLine(REF, "আলো নেই"),))

    talk.sends_file("audio", "audio/ogg")

    assert talk.opened == []


def test_a_voice_begins_a_complaint_that_is_not_opened_unheard_and_is_said_to_be_kept() -> None:
    talk = Talk(office(heard_at_once(), bundled("thanks"), bundled("commissioner-appointment")))

    (told,) = talk.sends_file("audio", "audio/ogg")

    assert told.startswith("ভয়েস মেসেজটা পেয়েছি।\n\nসমস্যাটা কী নিয়ে?")
    assert talk.session.fields["description"] == {"text": "", "voice": ["audio-1"]}


def test_a_voice_that_two_complaints_take_begins_neither() -> None:
    other = heard_at_once().model_copy(update={"code": "complaint-of-water"})
    talk = Talk(office(heard_at_once(), other))

    (told,) = talk.sends_file("audio", "audio/ogg")

    assert "যা পাঠালেন, তা রাখা হয়নি।" in told
    assert not talk.session.in_form


# --- words that mean an act ---


@pytest.mark.parametrize(
    ("act", "words"),
    [
        ("person", "মানুষের সাথে কথা বলব"),
        ("person", "manusher sathe kotha bolbo"),
        ("stop", "bondho"),
        ("stop", "Bandho korun"),
        ("mine", "kaj kotodur holo"),
        ("menu", "shuru"),
        ("office", "অন্য অফিস"),
    ],
)
def test_an_act_is_known_as_people_spell_it(act: str, words: str) -> None:
    assert act_of(words) == act


def test_no_word_means_two_acts() -> None:
    written = YAML(typ="safe").load(Path(words_module.__file__).with_name("words.yaml"))
    acts: dict[str, set[str]] = {}
    for act, spelt in written.items():
        for word in spelt:
            acts.setdefault(match_key(word), set()).add(act)

    assert {word: meant for word, meant in acts.items() if len(meant) > 1} == {}
