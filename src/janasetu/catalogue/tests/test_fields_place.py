"""Where: words with a ward and a landmark, a pin, and what is asked for when a part is missing."""

from dataclasses import replace
from typing import Any

import pytest

from janasetu.catalogue.fields import KINDS, Given, Point, Problem
from janasetu.catalogue.fields.wards import Territory
from janasetu.catalogue.fields.wording import problem_words
from janasetu.catalogue.tests.answering import TODAY, asks_next, faults, offered, read, say, show, tap
from janasetu.catalogue.tests.factories import question
from janasetu.lib.wards import ward_in, ward_meant

PLACE = question("place")
WARD = question("place", needs=["ward"])
LANDMARK = question("place", needs=["landmark"])
PIN = question("place", needs=["pin"])
ALL = question("place", needs=["ward", "landmark", "pin"])


def place(text: str = "", **parts: Any) -> dict[str, Any]:
    return {"text": text, "ward": None, "landmark": None, "lat": None, "lon": None} | parts


def pin(lat: float = 22.5, lon: float = 88.25, name: str = "") -> Given:
    return Given(point=Point(lat, lon, name))


def but(answer: dict[str, Any], *left: str) -> dict[str, Any]:
    return {key: value for key, value in answer.items() if key not in left}


# --- wards ---


@pytest.mark.parametrize(
    ("words", "ward"),
    [
        ("৫ নং ওয়ার্ড, বাজারের পাশে", "5"),
        ("ওয়ার্ড নম্বর ১২", "12"),
        ("ওয়ার্ড ৪ স্কুলের সামনে", "4"),
        ("৫ নং ওয়ার্ডে", "5"),
        ("৯ নং ওয়ার্ডের ৩ নম্বর রাস্তা", "9"),
        ("৯ নম্বর ওয়ার্ড ৩ নম্বর গলি", "9"),
        ("বাড়ি ৫ ওয়ার্ড ৩", "3"),
        ("৬ ওয়ার্ড", "6"),
        ("পাঁচ নম্বর ওয়ার্ড", "5"),
        ("ওয়ার্ড বারো, স্কুলের কাছে", "12"),
        ("ward no. 3", "3"),
        ("Ward-18", "18"),
        ("5 no ward", "5"),
        ("5no.ward", "5"),
        ("ward5", "5"),
        ("ward five", "5"),
        ("ward 007", "7"),
        ("वार्ड नंबर 5", "5"),
        ("5 नंबर वार्ड", "5"),
        ("স্টেশন রোড, ৫৬/২", None),
        ("the lamp at ward office", None),
        ("ward do", None),
        ("আমাদের নয়, ওয়ার্ড অফিসের", None),
        ("এটা ওই ওয়ার্ড নয়", None),
        ("ward 0", None),
        ("ward 1234", None),
        ("forward 3 houses", None),
        ("password 5", None),
        ("", None),
    ],
)
def test_a_ward_number_is_found_in_the_words(words: str, ward: str | None) -> None:
    assert ward_in(words) == ward


@pytest.mark.parametrize(
    ("words", "ward"),
    [
        ("৫", "5"),
        ("৫ নং", "5"),
        ("৫নং।", "5"),
        ("৫ নম্বরে", "5"),
        ("পাঁচ", "5"),
        ("পাঁচ নম্বর ওয়ার্ড", "5"),
        ("ward no 12", "12"),
        ("12 no ward", "12"),
        ("০", None),
        ("১২৩৪", None),
        ("বাজারের পাশে", None),
        ("", None),
    ],
)
def test_a_bare_number_answers_the_question_for_the_ward(words: str, ward: str | None) -> None:
    assert ward_meant(words) == ward


# --- one answer ---


def test_a_place_in_words_is_kept_with_its_ward() -> None:
    assert say(PLACE, " ৫ নং ওয়ার্ড,  বাজার ") == place("৫ নং ওয়ার্ড, বাজার", ward="5")


def test_a_pin_is_kept_to_a_tenth_of_a_metre_with_what_the_map_calls_it() -> None:
    assert read(PLACE, pin(26.51834567, 89.20491234, "ফালাকাটা  বাজার")) == place(
        "ফালাকাটা বাজার", landmark="ফালাকাটা বাজার", lat=26.518346, lon=89.204912
    )
    assert read(PLACE, pin(26.5, 89, "📍")) == place(lat=26.5, lon=89.0)


@pytest.mark.parametrize(
    "point",
    [Point(91, 0), Point(0, 181), Point(float("nan"), 0), Point(0, float("inf")), Point(1e300, -1e300)],
)
def test_a_pin_that_is_not_on_the_map_is_asked_again(point: Point) -> None:
    assert read(PLACE, Given(point=point)) == Problem("place_not_on_map")


@pytest.mark.parametrize("words", ["", " ", "📍", "—"])
def test_a_place_without_a_letter_is_asked_again(words: str) -> None:
    assert say(PLACE, words) == Problem("place_needs_words")


def test_a_place_longer_than_a_page_is_asked_again() -> None:
    assert say(PLACE, "ক" * 501) == Problem("text_too_long", {"most": 500})
    assert say(PLACE, "ক" * 50_000) == Problem("text_too_long", {"most": 500})


def test_a_new_place_replaces_a_whole_one() -> None:
    old = place("থানার মোড়", ward="5", lat=22.5, lon=88.25)

    assert say(PLACE, "কলেজ মোড়", earlier=old) == place("কলেজ মোড়")
    assert read(PLACE, pin(), earlier=old) == place(lat=22.5, lon=88.25)


# --- what is still needed ---


def test_the_ward_is_asked_for_where_the_words_do_not_tell_it() -> None:
    begun = say(WARD, "স্টেশন রোড")

    assert begun == but(place("স্টেশন রোড"), "ward")
    assert asks_next(WARD, begun) == "জায়গাটা কত নম্বর ওয়ার্ডে? শুধু নম্বরটি লিখলেই হবে।"
    assert offered(WARD, begun) == {"skip": "জানা নেই"}
    assert offered(WARD) == {}
    assert asks_next(WARD, say(WARD, "৫ নং ওয়ার্ড")) is None


@pytest.mark.parametrize("words", ["৫", "৫ নং", "পাঁচ নম্বর", "ward 5"])
def test_a_bare_number_completes_the_place_and_takes_nothing_away(words: str) -> None:
    assert say(WARD, "স্টেশন রোড", words) == place("স্টেশন রোড", ward="5")


def test_a_number_alone_may_be_the_whole_place() -> None:
    assert say(WARD, "৫") == place("৫", ward="5")
    assert say(PLACE, "৫") == place("৫", ward="5")


def test_more_words_instead_of_the_ward_are_kept_and_it_is_asked_again() -> None:
    told = say(WARD, "স্টেশন রোড", "দোকানের উপরে")

    assert told == but(place("স্টেশন রোড, দোকানের উপরে"), "ward")
    assert say(WARD, "স্টেশন রোড", "বাজার, ৮ নং ওয়ার্ড") == place("স্টেশন রোড, বাজার, ৮ নং ওয়ার্ড", ward="8")
    assert say(WARD, "ক" * 490, "খ" * 20) == Problem("text_too_long", {"most": 500})


@pytest.mark.parametrize("words", ["১২৩৪", "০", "👍", "?"])
def test_what_is_no_ward_is_asked_again(words: str) -> None:
    assert say(WARD, "স্টেশন রোড", words) == Problem("place_ward_unclear")


@pytest.mark.parametrize("one", [Given(text="জানি না"), Given(text="I don't know"), Given(code="skip")])
def test_who_does_not_know_leaves_it_out(one: Given) -> None:
    begun = say(WARD, "স্টেশন রোড")

    assert read(WARD, one, earlier=begun) == place("স্টেশন রোড")
    assert KINDS["place"].without(WARD, begun) == place("স্টেশন রোড")
    assert asks_next(WARD, place("স্টেশন রোড")) is None


def test_the_landmark_is_found_in_the_words_or_asked_for() -> None:
    begun = say(LANDMARK, "৫ নং ওয়ার্ড, স্টেশন রোড")

    assert say(LANDMARK, "স্টেশন রোড, বাজারের পাশে") == place("স্টেশন রোড, বাজারের পাশে", landmark="বাজারের পাশে")
    assert begun == but(place("৫ নং ওয়ার্ড, স্টেশন রোড", ward="5"), "landmark")
    assert asks_next(LANDMARK, begun) == "কাছাকাছি চেনা জায়গা কী আছে? যেমন স্কুল, মন্দির, মসজিদ, বাজার।"
    assert say(LANDMARK, "বড় বাজার", earlier=begun) == place(
        "৫ নং ওয়ার্ড, স্টেশন রোড", ward="5", landmark="বড় বাজার"
    )
    assert say(LANDMARK, "📍", earlier=begun) == Problem("place_needs_words")


def test_the_pin_is_asked_for_and_completes_the_words() -> None:
    begun = say(PIN, "স্টেশন রোড")

    assert begun == but(place("স্টেশন রোড"), "lat", "lon")
    assert asks_next(PIN, begun) == "জায়গাটার লোকেশন পাঠান, তাহলে খুঁজে পেতে সুবিধা হবে।"
    assert offered(PIN, begun) == {"skip": "পাঠাতে পারছি না"}
    assert read(PIN, pin(), earlier=begun) == place("স্টেশন রোড", lat=22.5, lon=88.25)
    assert read(PIN, pin(name="বড় বাজার"), earlier=begun) == place(
        "স্টেশন রোড", landmark="বড় বাজার", lat=22.5, lon=88.25
    )


def test_who_writes_instead_of_sending_a_pin_is_not_asked_for_it_again() -> None:
    assert say(PIN, "স্টেশন রোড", "বাজারের পাশে") == place("স্টেশন রোড, বাজারের পাশে")
    assert say(PIN, "স্টেশন রোড", "পারছি না") == place("স্টেশন রোড")


def test_what_is_needed_is_asked_for_in_the_order_of_the_definition() -> None:
    begun = read(ALL, pin())
    after = [begun, say(ALL, "৫", earlier=begun), say(ALL, "৫", "বড় বাজার", earlier=begun)]

    assert [KINDS["place"].lacking(ALL, answer) for answer in after] == ["place_ward", "place_landmark", None]
    assert after[-1] == place("", ward="5", landmark="বড় বাজার", lat=22.5, lon=88.25)


def test_words_may_tell_what_is_asked_for_later() -> None:
    assert say(ALL, "স্টেশন রোড", "বাজারের পাশে") == but(
        place("স্টেশন রোড, বাজারের পাশে", landmark="বাজারের পাশে"), "ward", "lat", "lon"
    )


# --- told while something else was asked ---

TOLD = "ওয়ার্ড ৮, সুভাষপল্লি মোড়"


def beside(given: Given) -> Given:
    return replace(given, beside=True)


@pytest.mark.parametrize("name", ["", "ফালাকাটা, ওয়ার্ড ৯"])
def test_a_later_pin_joins_what_was_said(name: str) -> None:
    told = place(TOLD, ward="8", landmark="ক্লাবের কাছে")

    assert read(PLACE, beside(pin(26.5, 89.25, name)), earlier=say(PLACE, TOLD)) == place(
        TOLD, ward="8", lat=26.5, lon=89.25
    )
    assert read(LANDMARK, beside(pin(26.5, 89.25, name)), earlier=told) == place(
        TOLD, ward="8", landmark="ক্লাবের কাছে", lat=26.5, lon=89.25
    )
    assert told_in(EIGHTEEN, TOLD, beside(pin(26.5, 89.25, name))) == place(
        TOLD, ward="8", lat=26.5, lon=89.25
    )


def test_the_name_of_a_later_pin_is_taken_where_there_were_no_words() -> None:
    sent = read(PLACE, pin())

    assert read(PLACE, beside(pin(26.5, 89.25, "বাজার")), earlier=sent) == place(
        "বাজার", landmark="বাজার", lat=26.5, lon=89.25
    )


def test_nothing_of_the_map_stays_when_another_pin_comes() -> None:
    sent = read(PLACE, pin(name="স্টেশন, ৪ নং ওয়ার্ড"))

    assert read(PLACE, beside(pin(26.5, 89.25, "বাজার")), earlier=sent) == place(
        "বাজার", landmark="বাজার", lat=26.5, lon=89.25
    )
    assert read(PLACE, beside(pin(26.5, 89.25)), earlier=sent) == place(lat=26.5, lon=89.25)


def test_a_later_pin_that_is_not_on_the_map_is_none() -> None:
    assert read(PLACE, beside(pin(91)), earlier=say(PLACE, TOLD)) == Problem("place_not_on_map")


def test_later_words_join_the_pin() -> None:
    sent, named = read(PLACE, pin()), read(PLACE, pin(name="বাজার"))

    assert read(PLACE, beside(Given(text=TOLD)), earlier=sent) == place(TOLD, ward="8", lat=22.5, lon=88.25)
    assert read(PLACE, beside(Given(text="৮ নং ওয়ার্ড")), earlier=named) == place(
        "বাজার, ৮ নং ওয়ার্ড", ward="8", landmark="বাজার", lat=22.5, lon=88.25
    )
    assert told_in(EIGHTEEN, pin(), beside(Given(text="১৯ নং ওয়ার্ড, বাজার"))) == Problem(
        "place_ward_beyond", BEYOND, but(place("১৯ নং ওয়ার্ড, বাজার", lat=22.5, lon=88.25), "ward")
    )


def test_a_pin_left_out_may_come_later() -> None:
    without = say(PIN, "স্টেশন রোড", "পারছি না")

    assert read(PIN, beside(pin()), earlier=without) == place("স্টেশন রোড", lat=22.5, lon=88.25)


@pytest.mark.parametrize(
    ("words", "earlier", "joins"),
    [
        (TOLD, place(lat=22.5, lon=88.25), True),
        ("বাজারের পাশে", place(lat=22.5, lon=88.25), True),
        ("তিন দিন আলো নেই", place(lat=22.5, lon=88.25), False),
        (TOLD, place("থানার মোড়"), False),
        (TOLD, place(ward="5", lat=22.5, lon=88.25), True),
        (TOLD, place("থানার মোড়", ward="5", lat=22.5, lon=88.25), False),
        (TOLD, None, False),
    ],
)
def test_only_words_of_where_belong_to_a_pin_alone(words: str, earlier: Any, joins: bool) -> None:
    assert KINDS["place"].is_joined_by(PLACE, words, earlier) is joins


# --- a form with a box for each part ---


def test_parts_from_a_form_complete_each_other() -> None:
    parts = [
        Given(code="ward", text="৫"),
        Given(code="text", text="স্টেশন রোড"),
        Given(code="landmark", text="বড় বাজার"),
        pin(),
    ]

    assert read(PLACE, *parts[:3]) == place("স্টেশন রোড", ward="5", landmark="বড় বাজার")
    assert read(ALL, *parts) == place("স্টেশন রোড", ward="5", landmark="বড় বাজার", lat=22.5, lon=88.25)


def test_a_ward_alone_is_no_place() -> None:
    ward = read(PLACE, Given(code="ward", text="ward 5"))

    assert ward == place(ward="5")
    assert asks_next(PLACE, ward) == "জায়গাটা কোথায়, ঠিকানা লিখুন অথবা লোকেশন পাঠান।"
    assert offered(PLACE, ward) == {}
    assert (KINDS["place"].without(PLACE, ward), tap(PLACE, "skip", earlier=ward)) == (ward, ward)
    assert say(PLACE, "না", earlier=ward) == place("না", ward="5")
    assert read(PLACE, pin(), earlier=ward) == place(ward="5", lat=22.5, lon=88.25)
    assert read(PLACE, Given(code="ward", text="অনেক")) == Problem("place_ward_unclear")


# --- shown ---


def test_a_pin_alone_is_shown_as_people_say_it() -> None:
    sent = read(PLACE, pin(26.5, 89.25))

    assert [show(PLACE, sent, lang) for lang in ("bn", "en", "hi")] == [
        "পাঠানো লোকেশন",
        "the location sent",
        "भेजी गई लोकेशन",
    ]
    assert show(PLACE, sent | {"ward": "8", "landmark": "স্কুল"}) == "পাঠানো লোকেশন, ওয়ার্ড ৮, স্কুল"
    assert show(PLACE, say(PLACE, "থানার মোড়")) == "থানার মোড়"


def test_who_has_to_go_there_reads_the_degrees_of_a_pin_without_an_address() -> None:
    sent, place_kind = read(PLACE, pin(26.5, 89.25)), KINDS["place"]
    told = place("থানার মোড়", ward="8", lat=26.5, lon=89.25)

    assert place_kind.show_to_go(PLACE, sent, "bn") == "পাঠানো লোকেশন (26.50000, 89.25000)"
    assert place_kind.show_to_go(PLACE, told, "bn") == "থানার মোড়, ওয়ার্ড ৮"


def test_ward_and_landmark_are_shown_where_the_words_do_not_tell_them() -> None:
    whole = place("স্টেশন রোড", ward="5", landmark="বড় বাজার")

    assert [show(PLACE, whole, lang) for lang in ("bn", "en", "hi")] == [
        "স্টেশন রোড, ওয়ার্ড ৫, বড় বাজার",
        "স্টেশন রোড, Ward 5, বড় বাজার",
        "স্টেশন রোড, वार्ड 5, বড় বাজার",
    ]
    assert show(PLACE, place("৫ নং ওয়ার্ড, বড় বাজার", ward="5", landmark="বড় বাজার")) == "৫ নং ওয়ার্ড, বড় বাজার"
    assert show(WARD, say(WARD, "স্টেশন রোড")) == "স্টেশন রোড"


def test_nothing_but_a_place_needs_a_ward() -> None:
    assert faults(question("text", needs=["ward"])) == ["a text has no `needs`"]


# --- the wards that the body has ---

NAME = {"bn": "ফালাকাটা পুরসভা", "en": "Falakata Municipality", "hi": "फालाकाटा नगरपालिका"}
EIGHTEEN = Territory.of(NAME, [str(number) for number in range(1, 19)])
BEYOND = {"body": NAME, "most": 18}


def told_in(territory: Territory, *given: Given | str, field: Any = PLACE, earlier: Any = None) -> Any:
    """What is kept in the end in a body with these wards; the first problem ends it."""
    for one in given:
        part = one if isinstance(one, Given) else Given(text=one)
        earlier = KINDS["place"].read_in(field, part, territory=territory, today=TODAY, earlier=earlier)
        if isinstance(earlier, Problem):
            break
    return earlier


@pytest.mark.parametrize("words", ["১৯ নং ওয়ার্ড", "ওয়ার্ড ৯৯৯", "ward 111"])
def test_a_ward_alone_that_the_body_does_not_have_is_no_place(words: str) -> None:
    assert told_in(EIGHTEEN, words) == Problem("place_ward_beyond", BEYOND)


@pytest.mark.parametrize("words", ["১ নং ওয়ার্ড", "১৮ নং ওয়ার্ড, বাজার", "বাজারের পাশে"])
def test_a_place_in_one_of_its_wards_or_in_none_is_taken_as_before(words: str) -> None:
    assert told_in(EIGHTEEN, words) == say(PLACE, words)


def test_of_a_place_with_a_wrong_ward_the_words_stay_and_only_the_ward_is_asked_again() -> None:
    found = told_in(EIGHTEEN, "১১১ নং ওয়ার্ড, বাজারের পাশে")

    kept = but(place("১১১ নং ওয়ার্ড, বাজারের পাশে"), "ward")
    assert found == Problem("place_ward_beyond", BEYOND, kept)
    assert asks_next(PLACE, kept) == "জায়গাটা কত নম্বর ওয়ার্ডে? শুধু নম্বরটি লিখলেই হবে।"
    assert told_in(EIGHTEEN, "১১", earlier=kept) == place("১১১ নং ওয়ার্ড, বাজারের পাশে", ward="11")
    assert told_in(EIGHTEEN, "১২১", earlier=kept) == Problem("place_ward_beyond", BEYOND)


def test_who_does_not_know_the_ward_after_all_is_not_asked_for_ever() -> None:
    kept = told_in(EIGHTEEN, "১১১ নং ওয়ার্ড, বাজার", field=ALL).kept

    assert told_in(EIGHTEEN, "জানি না", "মন্দিরের পাশে", field=ALL, earlier=kept) == but(
        place("১১১ নং ওয়ার্ড, বাজার", landmark="মন্দিরের পাশে"), "lat", "lon"
    )


def test_a_ward_in_the_name_that_a_map_has_is_left_out_without_a_word() -> None:
    assert told_in(EIGHTEEN, pin(name="Ward 86, Kolkata")) == place(
        "Ward 86, Kolkata", landmark="Ward 86, Kolkata", lat=22.5, lon=88.25
    )


def test_a_ward_told_in_a_box_of_its_own_stands_whatever_the_address_says() -> None:
    ward, address = Given(code="ward", text="৫"), Given(code="text", text="১১১ নং ওয়ার্ড, বাজার")

    assert told_in(EIGHTEEN, ward, address) == place("১১১ নং ওয়ার্ড, বাজার", ward="5")
    assert told_in(EIGHTEEN, Given(code="ward", text="৯৯৯")) == Problem("place_ward_beyond", BEYOND)


def test_a_body_without_wards_of_its_own_takes_every_number() -> None:
    assert told_in(Territory(NAME), "৯৯৯ নং ওয়ার্ড") == place("৯৯৯ নং ওয়ার্ড", ward="999")


def test_wards_that_are_no_row_are_refused_one_by_one() -> None:
    gaps = Territory.of(NAME, ["1", "3", "12A"])

    assert told_in(gaps, "২ নং ওয়ার্ড") == Problem("place_ward_not_there", {"body": NAME, "ward": 2})
    assert told_in(gaps, "১২ নং ওয়ার্ড") == place("১২ নং ওয়ার্ড", ward="12")


@pytest.mark.parametrize(
    ("lang", "beyond", "not_there"),
    [
        (
            "bn",
            "ফালাকাটা পুরসভার ওয়ার্ড ১৮টি। ১ থেকে ১৮ পর্যন্ত একটি নম্বর লিখুন।",
            "ফালাকাটা পুরসভার ২ নম্বর ওয়ার্ড নেই। ঠিক নম্বরটি লিখুন।",
        ),
        (
            "en",
            "Falakata Municipality has 18 wards. Please write a number from 1 to 18.",
            "Falakata Municipality has no ward 2. Please write the right number.",
        ),
        (
            "hi",
            "फालाकाटा नगरपालिका में 18 वार्ड हैं। 1 से 18 के बीच का नंबर लिखिए।",
            "फालाकाटा नगरपालिका में 2 नंबर वार्ड नहीं है। सही नंबर लिखिए।",
        ),
    ],
)
def test_a_wrong_ward_is_told_with_the_name_of_the_body(lang: Any, beyond: str, not_there: str) -> None:
    assert problem_words(Problem("place_ward_beyond", BEYOND), lang) == beyond
    assert problem_words(Problem("place_ward_not_there", {"body": NAME, "ward": 2}), lang) == not_there
