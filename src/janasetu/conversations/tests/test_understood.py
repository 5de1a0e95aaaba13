"""What follows from free words by what they mean, with a reader that knows what it was told."""

from dataclasses import replace

import pytest

from janasetu.catalogue.fields.wards import Territory
from janasetu.catalogue.tests.factories import bundled
from janasetu.conversations.engine.effects import (
    AnswerClaim,
    AnswerQuestion,
    CaseLine,
    FieldLine,
    LandmarkLine,
    LikeLine,
)
from janasetu.conversations.engine.office import Office
from janasetu.conversations.engine.reading import ReadOnce
from janasetu.conversations.tests.reading import Reader, meant, perhaps
from janasetu.conversations.tests.talking import Talk, office
from janasetu.lib.references import compose, grouped
from janasetu.messaging.values import Said
from janasetu.understanding.values import Understood

REF, OTHER_REF = (compose(year=2026, body=1002, serial=n) for n in (119, 120))
CASE = CaseLine(REF, f"{grouped(REF)} · জল আসছে না · কাজ শেষ", awaits_word=True)
OTHER = CaseLine(OTHER_REF, f"{grouped(OTHER_REF)} · মশা বা ডেঙ্গু · কাজ শেষ", awaits_word=True)

DARK = "আমাদের গলিতে আলো নেই, ৫ নং ওয়ার্ড"
HELLO = "নমস্কার। আপনার কথা পেয়েছি।"
PLACE = "জায়গাটা কোথায়? লোকেশন পাঠান, অথবা ওয়ার্ড নম্বর আর কাছের কোনো চেনা জায়গা লিখুন।"
DARK_CARD = f"""\
লিখে নিলাম: রাস্তার আলো জ্বলছে না, ওয়ার্ড ৫
বিবরণ: {DARK}
ঠিক আছে তো? ছবি থাকলে এখনই পাঠাতে পারেন।"""


def town(**known: Understood) -> Office:
    """Falakata with all that it can offer, and a reader that knows these words."""
    services = [one.service for one in bundled() if "municipality" in one.service.offered_by]
    reader = Reader({words.replace("_", " "): heard for words, heard in known.items()})
    wards = Territory({"bn": "ফালাকাটা পুরসভা"}, frozenset(range(1, 19)))
    return replace(office(*services, languages=("bn", "en", "hi")), reader=ReadOnce(reader), territory=wards)


def talk(known: dict[str, Understood], **more: object) -> Talk:
    begun = Talk(town(), **more)  # type: ignore[arg-type]  # as Talk takes them
    begun.office = replace(begun.office, reader=ReadOnce(Reader(known)))
    return begun


def dark(**more: object) -> Talk:
    return talk({"আলো নেই": meant("streetlight_out", ward="5")}, **more)


def known_to(talk_: Talk) -> list[str]:
    """The messages that were read."""
    assert isinstance(talk_.office.reader, ReadOnce)
    assert isinstance(talk_.office.reader.reader, Reader)
    return talk_.office.reader.reader.read_so_far


# --- sure ---


def test_a_problem_with_its_place_is_a_case_in_two_turns() -> None:
    person = dark()

    assert person.says(DARK) == [f"{HELLO}\n\n{DARK_CARD}"]
    assert person.titles == ["হ্যাঁ, জমা দিন", "কিছু বদলাব", "বাতিল করুন"]
    person.says("হ্যাঁ")

    place = {"text": "ওয়ার্ড ৫", "ward": "5", "landmark": None, "lat": None, "lon": None}
    assert person.opened == [
        {"category": "streetlight_out", "description": DARK, "place": place, "photo": None}
    ]


def test_without_a_place_only_that_is_asked() -> None:
    person = talk({"আলো নেই": meant("streetlight_out")})

    assert person.says("আলো নেই তিন দিন") == [f"{HELLO}\n\nলিখে নিলাম: রাস্তার আলো জ্বলছে না।\n\n{PLACE}"]
    person.says("৫ নং ওয়ার্ড, বাজার")
    assert person.session.state == "confirming"
    person.says("ha")

    assert [case["place"]["ward"] for case in person.opened] == ["5"]


def test_a_photo_sent_beside_the_card_is_taken() -> None:
    person = dark()
    person.says(DARK)

    person.sends_photo()
    person.says("হ্যাঁ")

    assert person.opened[0]["photo"] == ["photo-2"]


def test_a_photo_with_the_words_is_kept() -> None:
    person = dark()

    person.sends_photo(DARK)

    assert person.session.state == "confirming"
    assert (person.session.fields["photo"], person.session.fields["description"]) == (["photo-1"], DARK)


@pytest.mark.parametrize("first", ["photo", "pin"])
def test_what_came_before_the_words_is_kept(first: str) -> None:
    person = dark()
    person.sends_photo() if first == "photo" else person.sends_pin()

    person.says(DARK)

    assert person.session.state == "confirming"
    assert (person.session.fields["category"], person.session.fields["description"]) == (
        "streetlight_out",
        DARK,
    )
    kept = person.session.fields["photo"] == ["photo-1"], person.session.fields["place"]["lat"] == 26.5
    assert kept == (first == "photo", first == "pin")


def test_a_landmark_of_the_map_is_a_place() -> None:
    person = talk(
        {"আলো নেই": meant("streetlight_out")}, landmarks={"কলেজ মোড়": LandmarkLine("কলেজ মোড়", "7")}
    )

    person.says("কলেজ মোড়ে আলো নেই")

    assert person.session.state == "confirming"
    assert (person.session.fields["place"]["ward"], person.session.fields["place"]["text"]) == (
        "7",
        "কলেজ মোড়",
    )


def test_what_the_words_are_near_to_is_kept_with_the_ward() -> None:
    person = talk({"আলো নেই": meant("streetlight_out", ward="5", landmark="কলেজের সামনে")})

    person.says("কলেজের সামনে আলো নেই, পাঁচ নম্বর ওয়ার্ড")

    place = person.session.fields["place"]
    assert (place["text"], place["ward"], place["landmark"]) == ("কলেজের সামনে, ওয়ার্ড ৫", "5", "কলেজের সামনে")


def test_a_ward_that_is_not_there_is_told_and_asked_for() -> None:
    person = talk({"আলো নেই": meant("streetlight_out", ward="88")})

    (told,) = person.says("৮৮ নম্বর ওয়ার্ডে আলো নেই")

    assert person.session.state == "asking"
    assert "18" in told or "১৮" in told


def test_words_that_name_a_service_are_no_question_of_what_they_mean() -> None:
    person = dark()

    person.says("অভিযোগ জানান")

    assert (person.session.step, known_to(person)) == ("category", [])


def test_a_message_is_read_once_whatever_the_turn_asks_of_the_world() -> None:
    person = dark()

    person.says(DARK)
    person.says("হ্যাঁ")

    assert known_to(person) == [DARK]


def test_a_service_that_is_wanted_begins() -> None:
    person = talk({"ট্রেড": meant("svc_trade_noc")})
    person.office = replace(person.office, kind="gram_panchayat")
    services = [one.service for one in bundled() if one.service.code == "residence-recommendation"]
    person = talk({"বাসিন্দা": meant("svc_residence_certificate")})
    person.office = replace(office(*services, kind="gram_panchayat"), reader=person.office.reader)

    (told,) = person.says("বাসিন্দা সার্টিফিকেট লাগবে")

    assert "তাই তো? তাহলে শুরু করি।" in told
    assert person.session.in_form


def test_of_several_services_one_is_chosen() -> None:
    person = talk({"ঘর ভাড়া": meant("booking")})
    services = [
        one for one in person.office.services.values() if one.code in ("guest-house", "vaccination-slot")
    ]
    assert services

    person.says("ঘর ভাড়া নেব দুই দিন")

    assert person.session.in_form or len(person.choices) > 1


def test_what_this_office_does_not_do_is_said_with_what_it_can_tell() -> None:
    person = talk({"সেপটিক": meant("svc_cesspool")})

    (told,) = person.says("সেপটিক ট্যাঙ্ক সাফ করাতে চাই")

    assert "এটা এখনও এখানে করা যায় না।" in told
    assert any(choice.id.startswith("info:information:") for choice in person.choices)


def test_how_it_stands_is_told() -> None:
    person = talk({"কী হল": meant("status_query")}, cases=(CASE,))

    (told,) = person.says("আমার কমপ্লেনটার কী হল")

    assert CASE.shown in told
    assert person.session.intents == ("status_query",)


def test_a_number_that_is_none_of_ours_is_said_to_be_so_beside_their_cases() -> None:
    person = talk({"কী হল": meant("status_query", reference="CMP/2026/118")}, cases=(CASE,))

    (told,) = person.says("CMP/2026/118 এর কী হল")

    assert "এটা আমাদের দেওয়া নম্বর নয়।" in told
    assert CASE.shown in told


def test_work_that_is_not_done_is_opened_again_with_the_words() -> None:
    person = talk({"সারানো হয়নি": meant("reopen")}, done=(CASE,))

    person.says("বলল হয়ে গেছে কিন্তু কিছুই সারানো হয়নি")

    assert person.words_on_cases == [AnswerClaim(REF, yes=False, text="বলল হয়ে গেছে কিন্তু কিছুই সারানো হয়নি")]


def test_of_several_that_were_done_it_is_asked_which() -> None:
    person = talk({"সারানো হয়নি": meant("reopen")}, done=(CASE, OTHER))
    person.says("বলল হয়ে গেছে কিন্তু কিছুই সারানো হয়নি")

    person.taps(grouped(OTHER_REF))

    assert person.words_on_cases == [
        AnswerClaim(OTHER_REF, yes=False, text="বলল হয়ে গেছে কিন্তু কিছুই সারানো হয়নি")
    ]


def test_where_nothing_was_done_it_is_told_anew() -> None:
    person = talk({"সারানো হয়নি": meant("reopen", ("streetlight_out", 0.05))})

    (told,) = person.says("লাইট সারানো হয়নি এখনও পর্যন্ত")

    assert "তাই নতুন করে লিখছি।" in told
    assert person.session.fields["category"] == "streetlight_out"


def test_a_cited_case_that_is_at_work_gets_the_words() -> None:
    person = talk({"হয়নি": meant("reopen")}, cases=(CASE,))

    person.says(f"{grouped(REF)} এর কাজ হয়নি")

    assert person.words_on_cases == [AnswerQuestion(REF, f"{grouped(REF)} এর কাজ হয়নি")]


def test_thanks_in_a_sentence_are_passed_on_with_one_tap() -> None:
    said = "কাল লাইট সারিয়ে দিয়ে গেছে, খুব ভালো কাজ"
    person = talk({"ভালো কাজ": meant("thanks")})

    person.says(said)
    person.says("হ্যাঁ")

    assert [(case["for_what"], case["reference"]) for case in person.opened] == [(said, None)]


def test_a_mere_thank_you_begins_nothing() -> None:
    person = talk({"ধন্যবাদ": meant("thanks")}).goes_through("নমস্কার")

    assert person.says("ধন্যবাদ দাদা") == ["আপনাকেও ধন্যবাদ। আর কিছু লাগলে লিখুন।"]


def test_the_matter_of_another_office_goes_to_the_service_that_helps_with_it() -> None:
    person = talk({"মিটার": meant("other_agency", topic="power_wbsedcl")})

    person.says("বাড়ির মিটার পুড়ে গেছে, বিদ্যুৎ দপ্তর আসছে না")

    assert (person.session.state, person.session.fields["whose"]) == ("confirming", "electricity")


def test_who_asks_for_a_person_gets_one() -> None:
    person = talk({"কথা বলতে": meant("talk_to_person")})

    person.says("একটু কারও সঙ্গে কথা বলতে পারি কি")

    assert person.session.state == "handed_over"


def test_abuse_around_a_problem_is_a_problem() -> None:
    person = talk({"আলো নেই": meant("abuse", ("streetlight_out", 0.3))})

    person.says("শালা চোরের দল, পাঁচ দিন আলো নেই")

    assert person.session.fields["category"] == "streetlight_out"


def test_abuse_alone_is_met_calmly() -> None:
    person = talk({"চোর": meant("abuse")}).goes_through("নমস্কার")

    (told,) = person.says("তোরা সব চোর")

    assert told.startswith("অসুবিধা হয়ে থাকলে দুঃখিত।")


# --- danger ---


def test_danger_is_heard_in_whatever_words_and_the_office_is_called_with_one_tap() -> None:
    person = talk({"ধোঁয়া": meant("emergency", danger="now")})

    told = person.says("দোকান থেকে ধোঁয়া বেরোচ্ছে গলগল করে")

    assert "112" in told[0]
    person.taps("এখনই ডাকুন")
    assert [case["what"] for case in person.opened] == ["দোকান থেকে ধোঁয়া বেরোচ্ছে গলগল করে"]


def test_after_words_of_danger_nobody_is_greeted_like_a_newcomer() -> None:
    person = talk({"ধোঁয়া": meant("emergency", danger="now")})
    person.says("দোকান থেকে ধোঁয়া বেরোচ্ছে")

    (told,) = person.says("তাড়াতাড়ি করুন না একটু")

    assert "স্বাগত" not in told


def test_where_there_may_be_danger_it_is_asked_beside_what_follows() -> None:
    person = talk({"তার": meant("streetlight_out", danger="perhaps")})

    (told,) = person.says("খুঁটির তার থেকে ফুলকি বেরোচ্ছে")

    assert told.startswith("কারও কি এখনই বিপদ হতে পারে?")
    assert told.endswith(PLACE)
    assert [choice.id for choice in person.choices] == ["danger:yes", "danger:no"]
    told = person.taps("হ্যাঁ, বিপদ আছে")
    assert "112" in told[0]
    person.taps("এখনই ডাকুন")
    assert person.opened[0]["what"] == "খুঁটির তার থেকে ফুলকি বেরোচ্ছে"


def test_beside_the_card_the_card_stays_the_newest() -> None:
    person = talk({"তার": meant("streetlight_out", ward="5", danger="perhaps")})

    first, card = person.says("খুঁটির তার ঝুলছে ৫ নং ওয়ার্ডে")

    assert first.startswith("কারও কি এখনই বিপদ")
    assert card.startswith("লিখে নিলাম") or HELLO in card
    person.says("হ্যাঁ")
    assert person.opened[0]["category"] == "streetlight_out"


def test_no_danger_goes_on() -> None:
    person = talk({"তার": meant("streetlight_out", danger="perhaps")})
    person.says("খুঁটির তার থেকে ফুলকি বেরোচ্ছে")

    assert person.taps("না, বিপদ নেই") == [PLACE]


# --- less sure ---

UNSURE = perhaps(("streetlight_out", 0.4), ("pole_wire", 0.3), ("streetlight_new", 0.2), ward="5")


def test_between_the_likeliest_it_is_asked_and_the_words_are_kept() -> None:
    person = talk({"ল্যাম্প": UNSURE})

    (told,) = person.says("ল্যাম্প পোস্টে কিছু একটা গোলমাল, ৫ নং ওয়ার্ড")

    assert told.endswith("কোনটা বলছেন? যা লিখেছেন, রাখা আছে।")
    assert [choice.id for choice in person.choices] == [
        "meant:streetlight_out",
        "meant:pole_wire",
        "meant:streetlight_new",
        "meant:other",
    ]
    person.taps_id("meant:pole_wire")
    assert person.session.state == "confirming"
    assert person.session.fields["category"] == "pole_wire"
    assert person.session.fields["description"] == "ল্যাম্প পোস্টে কিছু একটা গোলমাল, ৫ নং ওয়ার্ড"


def test_something_else_is_the_list_with_the_words_kept() -> None:
    person = talk({"ল্যাম্প": UNSURE})
    person.says("ল্যাম্প পোস্টে কিছু একটা গোলমাল")

    person.taps("অন্য কিছু")

    assert person.session.step == "category"
    assert person.session.fields["description"] == "ল্যাম্প পোস্টে কিছু একটা গোলমাল"


def test_a_tap_on_what_was_offered_long_ago_asks_for_the_words() -> None:
    person = talk({"ল্যাম্প": UNSURE})
    person.says("ল্যাম্প পোস্টে কিছু একটা গোলমাল")
    person.says("মেনু")

    person.taps_id("meant:pole_wire")

    assert person.session.step == "description"


def test_the_third_is_offered_only_where_it_is_likely() -> None:
    person = talk({"ল্যাম্প": perhaps(("streetlight_out", 0.5), ("pole_wire", 0.45), ("tree", 0.01))})

    person.says("ল্যাম্প পোস্টে কিছু একটা গোলমাল")

    assert [choice.act for choice in person.choices] == ["streetlight_out", "pole_wire", "other"]


# --- two problems ---


def test_two_problems_are_two_cases_with_one_question_for_the_place() -> None:
    person = talk({"নর্দমা": meant("streetlight_out", second="drain_blocked")})
    (told,) = person.says("আলো নেই আর নর্দমাও বন্ধ")
    assert "দুটোই লিখব?" in told
    assert person.choices[-1].id == "meant:streetlight_out:drain_blocked:both"

    person.taps("হ্যাঁ, দুটোই")
    (card,) = person.says("৫ নং ওয়ার্ড")
    assert "রাস্তার আলো জ্বলছে না আর নর্দমা আটকে বা ভাঙা" in card
    person.says("হ্যাঁ")

    assert [(case["category"], case["place"]["ward"]) for case in person.opened] == [
        ("streetlight_out", "5"),
        ("drain_blocked", "5"),
    ]


def test_of_two_problems_one_may_be_enough() -> None:
    person = talk({"নর্দমা": meant("streetlight_out", second="drain_blocked")})
    person.says("আলো নেই আর নর্দমাও বন্ধ")

    person.taps_id("meant:drain_blocked")
    person.says("৫ নং ওয়ার্ড")
    person.says("হ্যাঁ")

    assert [case["category"] for case in person.opened] == ["drain_blocked"]


# --- not sure ---


def test_nobody_is_told_twice_that_they_are_not_understood() -> None:
    person = talk({})

    (first,) = person.says("অনেক কিছু জানতে চাই")
    (second,) = person.says("অনেক কিছু জানতে চাই")

    assert "ঠিক বুঝতে পারলাম না" in first
    assert second == "আপনার কথা অফিসের একজন কর্মীকে জানালাম। অফিসের সময়ে তিনি এখানেই উত্তর দেবেন।"
    assert (person.session.state, person.titles) == ("handed_over", ["মূল মেনু"])


def test_who_was_handed_over_so_and_then_is_clear_gets_on_at_once() -> None:
    person = dark().goes_through("অনেক কিছু জানতে চাই", "অনেক কিছু জানতে চাই", "কী ব্যাপার কে জানে")

    (card,) = person.says(DARK)

    assert card == DARK_CARD


def test_who_asked_for_a_person_is_left_to_them() -> None:
    person = dark().goes_through("কর্মীর সঙ্গে কথা")

    assert person.says(DARK) == []


def test_an_officer_with_a_case_is_not_taken_for_a_complainant() -> None:
    charged = (FieldLine(REF, "জল আসছে না · ৫ নং ওয়ার্ড"),)

    dark(field_cases=charged).says(DARK)

    assert dark(field_cases=charged).opened == []


def test_without_a_reader_everything_goes_on_as_ever() -> None:
    person = dark()
    person.office = replace(person.office, reader=None)

    (told,) = person.says("অনেক কিছু জানতে চাই")

    assert "ঠিক বুঝতে পারলাম না" in told


# --- in a form ---


def at_the_subject() -> Talk:
    person = talk({"ল্যাম্প": UNSURE, "আলো নেই": meant("streetlight_out", ward="5")})
    return person.goes_through("অভিযোগ জানান")


def test_where_the_subject_is_asked_for_words_tell_it_and_all_the_rest() -> None:
    person = at_the_subject()

    person.says(DARK)

    assert person.session.state == "confirming"
    assert (person.session.fields["category"], person.session.fields["description"]) == (
        "streetlight_out",
        DARK,
    )


def test_where_they_may_mean_several_the_list_is_narrowed() -> None:
    person = at_the_subject()

    person.says("ল্যাম্প পোস্টে কিছু একটা গোলমাল")

    assert person.session.narrowed == ("streetlight_out", "pole_wire", "streetlight_new")


@pytest.mark.parametrize(
    "said", ["ওয়ার্ড ৬ হবে", "na 6 no ward", "৫ না, ৬ নং ওয়ার্ড", "ভুল হয়েছে, ৬ নম্বর ওয়ার্ড হবে"]
)
def test_a_ward_is_put_right_on_the_card(said: str) -> None:
    person = dark()
    person.says(DARK)

    (card,) = person.says(said)

    assert card == DARK_CARD.replace("জ্বলছে না, ওয়ার্ড ৫", "জ্বলছে না, ওয়ার্ড ৬")
    assert (person.session.fields["place"]["ward"], person.session.fields["place"]["text"]) == ("6", "ওয়ার্ড ৬")


def test_the_subject_is_put_right_on_the_card() -> None:
    person = talk({"আলো নেই": meant("streetlight_out", ward="5"), "নতুন আলো": meant("streetlight_new")})
    person.says(DARK)

    (card,) = person.says("না, নতুন আলো চাই")

    assert card.startswith("লিখে নিলাম: নতুন আলো চাই, ওয়ার্ড ৫")


def test_a_ward_that_is_not_there_changes_nothing() -> None:
    person = dark()
    person.says(DARK)

    person.says("ওয়ার্ড ৮৮ হবে")

    assert person.session.fields["place"]["ward"] == "5"


def test_a_strong_wish_in_the_middle_of_a_form_is_asked_about() -> None:
    person = talk({"কথা বলতে": meant("talk_to_person")}).goes_through("অভিযোগ জানান", "রাস্তার আলো জ্বলছে না")

    (told,) = person.says("একজন কর্মীর সাথে একটু কথা বলতে চাই আমি")

    assert "শেষ হয়নি" in told
    person.taps("হ্যাঁ, শুরু করুন")
    assert person.session.state == "handed_over"


def test_or_it_is_the_answer_after_all() -> None:
    person = talk({"কথা বলতে": meant("talk_to_person")}).goes_through("অভিযোগ জানান", "রাস্তার আলো জ্বলছে না")
    person.says("একজন কর্মীর সাথে একটু কথা বলতে চাই আমি")

    person.taps("না, আগেরটাই")

    assert person.session.fields["description"] == "একজন কর্মীর সাথে একটু কথা বলতে চাই আমি"


def test_how_it_stands_is_told_at_once_and_the_question_asked_again() -> None:
    person = talk({"কী হল": meant("status_query")}, cases=(CASE,))
    person.goes_through("অভিযোগ জানান", "রাস্তার আলো জ্বলছে না", "তিন দিন হল")

    (told,) = person.says("আমার আগের কমপ্লেনটার কী হল")

    assert CASE.shown in told
    assert told.endswith(PLACE)


def test_a_mistyped_number_is_no_place() -> None:
    person = talk({}).goes_through("অভিযোগ জানান", "রাস্তার আলো জ্বলছে না", "তিন দিন হল")
    wrong = grouped(REF)[:-1] + str((int(REF[-1]) + 1) % 10)

    (told,) = person.says(wrong)

    assert told == f"নম্বরটি মিলছে না, একবার দেখে নিন।\n\n{PLACE}"
    assert "place" not in person.session.fields


def test_one_that_is_known_is_still_asked_about() -> None:
    person = dark(likes=(LikeLine(REF, "রাস্তার আলো, একই জায়গা"),))

    person.says(DARK)
    person.says("আমারও একই সমস্যা")

    assert person.joined == [REF]


# --- languages ---


def test_who_first_writes_in_english_is_answered_in_english() -> None:
    person = talk({"light": meant("streetlight_out", reply="en", language="en")})

    (told,) = person.says("The street light is out since Monday")

    assert told.startswith("Hello. We have your message.")
    assert person.lang == "en"


def test_a_tap_and_a_number_are_not_read() -> None:
    person = dark().goes_through("অভিযোগ জানান")
    read = len(known_to(person))

    person.hears(Said("text", text="৩"))

    assert len(known_to(person)) == read


# --- what comes with the words ---


def test_a_photo_with_words_of_several_meanings_is_kept_and_the_subject_asked_for() -> None:
    person = talk({"ল্যাম্প": UNSURE})

    person.sends_photo("ল্যাম্প পোস্টে কিছু একটা গোলমাল, ৫ নং ওয়ার্ড")

    assert person.session.fields["photo"] == ["photo-1"]
    assert person.session.narrowed == ("streetlight_out", "pole_wire", "streetlight_new")
    person.taps("বিপজ্জনক খুঁটি বা তার")
    assert person.session.state == "confirming"


def test_a_suggestion_is_about_what_it_names() -> None:
    said = "পার্কে আরও কয়েকটা বেঞ্চ দিলে ভালো হয়"
    person = talk({"বেঞ্চ": meant("suggestion", topic="park")})

    person.says(said)
    person.says("হ্যাঁ")

    assert [(case["subject"], case["suggestion"]) for case in person.opened] == [("greenery", said)]


def test_who_writes_which_they_mean_instead_of_tapping_is_understood() -> None:
    person = talk({"ল্যাম্প": UNSURE, "তারটা": meant("pole_wire")})
    person.says("ল্যাম্প পোস্টে কিছু একটা গোলমাল, ৫ নং ওয়ার্ড")

    person.says("তারটা ঝুলছে")

    fields = person.session.fields
    assert fields["category"] == "pole_wire"
    assert fields["description"] == "ল্যাম্প পোস্টে কিছু একটা গোলমাল, ৫ নং ওয়ার্ড\nতারটা ঝুলছে"


def test_a_yes_to_the_only_one_that_was_offered_is_that_one() -> None:
    person = talk({"কল": perhaps(("tubewell_tap", 0.8), ward="5")})
    person.says("পাড়ার কল ভাঙা ৫ নং ওয়ার্ড")

    person.says("হ্যাঁ")

    assert (person.session.state, person.session.fields["category"]) == ("confirming", "tubewell_tap")


def test_a_no_is_something_else() -> None:
    person = talk({"কল": perhaps(("tubewell_tap", 0.8), ward="5")})
    person.says("পাড়ার কল ভাঙা ৫ নং ওয়ার্ড")

    person.says("না")

    assert (person.session.step, person.session.fields["description"]) == ("category", "পাড়ার কল ভাঙা ৫ নং ওয়ার্ড")


def test_what_the_words_tell_is_kept_where_the_list_is_narrowed() -> None:
    person = at_the_subject()
    person.says("ল্যাম্প পোস্টে কিছু একটা গোলমাল")

    person.taps("বিপজ্জনক খুঁটি বা তার")

    assert (person.session.state, person.session.fields["place"]["ward"]) == ("confirming", "5")


# --- what is finer than an intent ---


def certificates(known: dict[str, Understood], *codes: str) -> Talk:
    """A talk with an office that offers these services."""
    services = [one.service for one in bundled() if one.service.code in codes]
    return Talk(replace(office(*services), reader=ReadOnce(Reader(known))))


def test_of_services_that_share_an_intent_the_finer_one_is_begun_and_counted_as_the_intent() -> None:
    both = ("residence-recommendation", "character-recommendation")
    person = certificates({"ক্যারেক্টার": meant("svc_character_certificate")}, *both)

    (told,) = person.says("ক্যারেক্টার সার্টিফিকেট কীভাবে পাব")

    assert "চারিত্রিক সুপারিশপত্র, তাই তো?" in told
    assert set(person.session.intents) == {"svc_residence_certificate"}


def test_where_the_finer_service_is_not_offered_that_of_the_intent_is() -> None:
    person = certificates({"ক্যারেক্টার": meant("svc_character_certificate")}, "residence-recommendation")

    (told,) = person.says("ক্যারেক্টার সার্টিফিকেট কীভাবে পাব")

    assert "বাসিন্দা সুপারিশপত্র, তাই তো?" in told


def test_who_is_asked_which_certificate_gets_the_one_that_they_choose() -> None:
    both = ("residence-recommendation", "character-recommendation")
    unsure = perhaps(
        ("svc_residence_certificate", 0.5),
        ("svc_character_certificate", 0.45),
        topic="svc_residence_certificate",
    )
    person = certificates({"দুটো": unsure}, *both)
    person.says("দুটো সার্টিফিকেট লাগবে চাকরিতে")

    person.taps("চারিত্রিক সুপারিশ")

    assert person.office.services[person.session.version].code == "character-recommendation"
