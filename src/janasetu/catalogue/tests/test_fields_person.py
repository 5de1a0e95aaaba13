"""Answers about a person: the name in both scripts, the telephone number, the consent."""

import hashlib

import pytest

from janasetu.catalogue.fields import KINDS, Given, Problem
from janasetu.catalogue.fields.wording import label_of, problem_words
from janasetu.catalogue.tests.answering import asks_next, faults, offered, read, say, show, tap
from janasetu.catalogue.tests.factories import question

NAME, PHONE = question("person_name"), question("phone")
PURPOSE = {"bn": "আবেদন যাচাই", "en": "To check the application"}
CONSENT = question("consent", purpose=PURPOSE)

# --- names ---


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("রহিমা বিবি", {"bn": "রহিমা বিবি"}),
        ("Rahima Bibi", {"en": "Rahima Bibi"}),
        ("मीना देवी", {"hi": "मीना देवी"}),
        ("  মোঃ   আব্দুল রহিম ", {"bn": "মোঃ আব্দুল রহিম"}),
        ("মো: রহিম", {"bn": "মো: রহিম"}),
        ("Md. Abdul Rahim", {"en": "Md. Abdul Rahim"}),
        ("এস. কে. দাস", {"bn": "এস. কে. দাস"}),
        ("A P J Das", {"en": "A P J Das"}),
        ("O'Brien-Roy", {"en": "O'Brien-Roy"}),
        ("D’Souza", {"en": "D’Souza"}),
        ("José Núñez", {"en": "José Núñez"}),
        ("শ্রীমতী উমা", {"bn": "শ্রীমতী উমা"}),
        ("৺রামচন্দ্র দে", {"bn": "৺রামচন্দ্র দে"}),
        ("র‍্যাচেল", {"bn": "র‍্যাচেল"}),
        ("Li", {"en": "Li"}),
        ("মা", {"bn": "মা"}),
        ("Rahima Bibi.", {"en": "Rahima Bibi"}),
        ("- Rahima - ", {"en": "Rahima"}),
        ("Rahima - Bibi", Problem("person_name_signs")),
        ("Ram . Das", {"en": "Ram . Das"}),
    ],
)
def test_a_name_is_kept_as_it_is_written(words: str, names: object) -> None:
    assert say(NAME, words) == names


@pytest.mark.parametrize(
    "words",
    [
        "রহিমা বিবি / Rahima Bibi",
        "রহিমা বিবি Rahima Bibi",
        "Rahima Bibi (রহিমা বিবি)",
        "রহিমা বিবি\nRahima Bibi",
        "রহিমা বিবি, Rahima Bibi।",
        "আমার নাম রহিমা বিবি, Rahima Bibi",
        "My name is রহিমা বিবি / Rahima Bibi",
        "নাম: রহিমা বিবি - Rahima Bibi",
    ],
)
def test_one_message_may_hold_both_scripts(words: str) -> None:
    assert say(NAME, words) == {"bn": "রহিমা বিবি", "en": "Rahima Bibi"}


@pytest.mark.parametrize(
    "words", ["আমার নাম কমল", "নাম: কমল", "আমার নাম হল কমল", "নাম - কমল", "আমার নাম নাম: কমল", "নাম:কমল"]
)
def test_what_people_write_before_a_name_is_no_part_of_it(words: str) -> None:
    assert say(NAME, words) == {"bn": "কমল"}


def test_the_other_script_is_asked_for_and_never_made_up() -> None:
    bengali, english = say(NAME, "রহিমা বিবি"), say(NAME, "Rahima Bibi")

    assert asks_next(NAME, bengali) == "নামটি ইংরেজি হরফেও লিখে দিন, যেমন কাগজে থাকবে।"
    assert asks_next(NAME, english) == "নামটি বাংলা হরফেও লিখে দিন, যেমন কাগজে থাকবে।"
    assert say(NAME, "Rahima Bibi", earlier=bengali) == {"bn": "রহিমা বিবি", "en": "Rahima Bibi"}
    assert say(NAME, "রহিমা বিবি", earlier=english) == {"bn": "রহিমা বিবি", "en": "Rahima Bibi"}
    assert asks_next(NAME, {"bn": "রহিমা বিবি", "en": "Rahima Bibi"}) is None


def test_the_other_script_may_be_left_out() -> None:
    bengali, english = say(NAME, "রহিমা বিবি"), say(NAME, "Rahima Bibi")

    assert KINDS["person_name"].without(NAME, bengali) == {"bn": "রহিমা বিবি", "en": None}
    assert tap(NAME, "skip", earlier=english) == {"bn": None, "en": "Rahima Bibi"}
    assert asks_next(NAME, {"bn": None, "en": "Rahima Bibi"}) is None
    assert offered(NAME, bengali) == {"skip": "বাদ দিন"}
    assert offered(NAME) == {}


def test_who_writes_devanagari_is_not_asked_for_bengali() -> None:
    hindi = say(NAME, "मीना देवी")

    assert asks_next(NAME, hindi, "hi") == "नाम अंग्रेज़ी अक्षरों में भी लिख दीजिए, जैसा काग़ज़ पर रहेगा।"
    assert say(NAME, "Meena Devi", earlier=hindi) == {"en": "Meena Devi", "hi": "मीना देवी"}
    assert asks_next(NAME, {"en": "Meena Devi", "hi": "मीना देवी"}) is None
    assert KINDS["person_name"].without(NAME, hindi) == {"bn": None, "en": None, "hi": "मीना देवी"}


def test_a_name_may_be_asked_in_one_script_only() -> None:
    visitor = question("person_name", scripts="one")
    bengali, english = say(visitor, "রহিমা বিবি"), say(visitor, "Rahima Bibi")

    assert (bengali, english) == ({"bn": "রহিমা বিবি"}, {"en": "Rahima Bibi"})
    assert [asks_next(visitor, answer) for answer in (bengali, english)] == [None, None]
    assert [offered(visitor, answer) for answer in (bengali, english)] == [{}, {}]
    assert say(visitor, "করিম শেখ", earlier=english) == {"bn": "করিম শেখ"}
    assert say(visitor, "30/11/2026") == Problem("person_name_signs")


def test_who_writes_both_scripts_unasked_keeps_both() -> None:
    visitor = question("person_name", scripts="one")
    both = say(visitor, "Rahima Bibi (রহিমা বিবি)")

    assert both == {"bn": "রহিমা বিবি", "en": "Rahima Bibi"}
    assert read(visitor, *KINDS["person_name"].again(visitor, both)) == both


def test_a_correction_of_one_script_leaves_the_other_while_the_answer_is_open() -> None:
    assert say(NAME, "রহিমা বিবী", "রহিমা বিবি", "Rahima Bibi") == {"bn": "রহিমা বিবি", "en": "Rahima Bibi"}


def test_another_name_in_the_same_script_does_not_take_the_place_of_the_first() -> None:
    said = say(NAME, "তপতী মণ্ডল", "রামপদ মণ্ডল")

    assert said == Problem("person_name_has_bn", {"name": "তপতী মণ্ডল"})
    assert "«তপতী মণ্ডল» লেখা আছে। এবার নামটি ইংরেজি হরফে চাই।" in problem_words(said, "bn")
    assert say(NAME, "Tapati Mondal", "Rampada Mondal") == Problem(
        "person_name_has_en", {"name": "Tapati Mondal"}
    )
    assert say(NAME, "तपती", "रामपद") == Problem("person_name_has_hi", {"name": "तपती"})


def test_a_new_name_replaces_a_whole_one_in_every_script() -> None:
    assert say(NAME, "করিম শেখ", earlier={"bn": "রহিমা বিবি", "en": "Rahima Bibi"}) == {"bn": "করিম শেখ"}


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("", "person_name_needed"),
        ("...", "person_name_needed"),
        ("👍", "person_name_needed"),
        ("Md.", "person_name_needed"),
        ("নাম:", "person_name_needed"),
        ("রহিম 2", "person_name_signs"),
        ("রহিম২", "person_name_signs"),
        ("রহিম 👍", "person_name_signs"),
        ("রহিম, করিম", "person_name_signs"),
        ("Rahim S/O Karim", "person_name_signs"),
        ("www.rahim.com", "person_name_signs"),
        ("rahim@example.org", "person_name_signs"),
        ("https://example.org/rahim", "person_name_signs"),
        ("Md. রহিম", "person_name_mixed"),
        ("রহিম Sheikh করিম", "person_name_mixed"),
        ("রhim", "person_name_mixed"),
        ("رحیم", "person_name_script"),
        ("Рахим", "person_name_script"),
        ("ক", "person_name_too_short"),
        ("ক" * 121, "person_name_too_long"),
        ("ক " * 200, "person_name_too_long"),
    ],
)
def test_what_is_no_name_is_asked_again(words: str, key: str) -> None:
    told = say(NAME, words)

    assert isinstance(told, Problem)
    assert told.key == key
    assert problem_words(told, "bn")


@pytest.mark.parametrize(
    "words",
    [
        *("না", "হ্যাঁ", "হ্যাঁ।", "না না", "ঠিক আছে", "জানি না", "আমি জানি না", "আমি বুঝতে পারছি না", "বুঝলাম না"),
        *("অফিস", "মেনু", "বাদ দিন", "নাম: নেই", "ok", "OK!", "Yes", "no", "na", "haan", "jani na", "Menu"),
        *(
            "ami bujhte parchi na",
            "I don't understand",
            "I do not know.",
            "office",
            "हाँ",
            "नहीं",
            "ठीक है",
            "पता नहीं",
        ),
        *("मुझे समझ नहीं आया", "दफ़्तर", "मेनू", "না / no", "রহিমা বিবি / no"),
    ],
)
def test_an_answer_or_a_command_is_no_name(words: str) -> None:
    assert say(NAME, words) == Problem("person_name_needed")


def test_an_answer_to_the_other_script_leaves_the_name_as_it_was() -> None:
    bengali = say(NAME, "রহিমা বিবি")

    assert say(NAME, "না", earlier=bengali) == Problem("person_name_needed")


@pytest.mark.parametrize(
    ("words", "script"),
    [
        *((name, "bn") for name in ("নাজমা", "হানা", "নানু", "নানা", "আমিনা", "না মু", "মেনকা", "সালাম", "জয়", "থাকমণি")),
        *(
            (name, "en")
            for name in ("Nazma", "Hana", "Nanu", "Naina", "Okil Das", "Yesmin", "Na Li", "Nil Roy")
        ),
        *((name, "hi") for name in ("नाज़मा", "हाना", "नानू", "नीना")),
    ],
)
def test_a_name_that_holds_such_a_word_stays_a_name(words: str, script: str) -> None:
    assert say(NAME, words) == {script: words}


def test_a_name_is_shown_in_the_readers_script_first() -> None:
    both = {"bn": "রহিমা বিবি", "en": "Rahima Bibi"}

    assert [show(NAME, both, lang) for lang in ("bn", "en", "hi")] == [
        "রহিমা বিবি (Rahima Bibi)",
        "Rahima Bibi (রহিমা বিবি)",
        "রহিমা বিবি (Rahima Bibi)",
    ]
    assert show(NAME, {"bn": None, "en": "Rahima Bibi"}) == "Rahima Bibi"
    assert show(NAME, {"bn": None, "en": None}) == ""


# --- telephone numbers ---


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("90000 00001", "+919000000001"),
        ("৯০০০০০০০০১", "+919000000001"),
        ("+91 90000-00001", "+919000000001"),
        ("আমার নম্বর 9000000001", "+919000000001"),
        ("033 2000 0001", "+913320000001"),
    ],
)
def test_an_indian_number_is_kept_in_its_international_form(words: str, number: str) -> None:
    assert say(PHONE, words) == number
    assert read(PHONE, *KINDS["phone"].again(PHONE, number)) == number


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        ("", Problem("phone_needed")),
        ("বাড়ির নম্বর", Problem("phone_needed")),
        ("90000 0001", Problem("phone_digits", {"digits": 9})),
        ("900000000012", Problem("phone_digits", {"digits": 12})),
        *(
            (words, Problem("phone_no_such"))
            for words in ("5555555555", "1234567890", "০০০০০০০০০০", "9999999999")
        ),
        ("+880 1711 000000", Problem("phone_abroad")),
        ("9" * 400, Problem("phone_needed")),
    ],
)
def test_what_is_wrong_with_a_number_is_told(words: str, problem: Problem) -> None:
    assert say(PHONE, words) == problem


def test_a_wrong_number_is_told_its_digits() -> None:
    assert problem_words(say(PHONE, "90000 0001"), "bn") == (
        "নম্বরটিতে ৯টি সংখ্যা আছে। মোবাইলে থাকে ১০টি, আর ল্যান্ডলাইন হলে আগে এসটিডি কোড দিন।"
    )


def test_a_number_is_shown_in_groups_of_latin_digits() -> None:
    assert show(PHONE, "+919000000001") == "+91 90000 00001"


# --- consent ---


def agreed_to(*wordings: str) -> str:
    return hashlib.sha256("\n".join(wordings).encode()).hexdigest()


@pytest.mark.parametrize(
    "one", [Given(code="yes"), Given(text="রাজি আছি"), Given(text="হ্যাঁ"), Given(text="I agree.")]
)
def test_consent_is_kept_with_the_words_that_were_agreed_to(one: Given) -> None:
    assert read(CONSENT, one) == {"given": True, "text": agreed_to("বলুন", "বলুন", "বলুন")}


def test_other_words_make_another_consent() -> None:
    other = question("consent", purpose=PURPOSE, label={"bn": "রাজি?", "en": "Agree?", "hi": "सहमत?"})
    own = question("consent", purpose=PURPOSE, label=None)

    assert tap(other, "yes")["text"] == agreed_to("রাজি?", "Agree?", "सहमत?")
    assert tap(own, "yes")["text"] == agreed_to(*(label_of(own, lang) for lang in ("bn", "en", "hi")))


@pytest.mark.parametrize(
    "one", [Given(code="no"), Given(text="রাজি নই"), Given(text="না"), Given(text="I don't agree")]
)
def test_what_needs_consent_does_not_go_on_without(one: Given) -> None:
    assert read(CONSENT, one) == Problem("consent_needed")


def test_consent_that_is_not_required_may_be_refused() -> None:
    field = question("consent", purpose=PURPOSE, required=False)
    refused = tap(field, "no")

    assert refused == {"given": False, "text": agreed_to("বলুন", "বলুন", "বলুন")}
    assert show(field, refused) == "সম্মতি দেননি"
    assert show(field, tap(field, "yes")) == "সম্মতি দিয়েছেন"


def test_what_is_neither_is_asked_again() -> None:
    assert say(CONSENT, "দেখি") == Problem("consent_unclear")


def test_consent_is_offered_in_full_words() -> None:
    assert offered(CONSENT) == {"yes": "রাজি আছি", "no": "রাজি নই"}


def test_a_consent_without_a_purpose_is_told() -> None:
    assert faults(question("consent")) == ["a consent needs a `purpose`"]
