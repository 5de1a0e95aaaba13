"""Where a pin or a typed place lies: its ward, another office, none at all. The engine alone."""

from dataclasses import replace

import pytest

from janasetu.catalogue.fields.wards import Territory
from janasetu.catalogue.tests.factories import choice, question, service
from janasetu.conversations.engine.effects import LandmarkLine, OfficeLine, Spotted
from janasetu.conversations.engine.office import Office
from janasetu.conversations.offices import AREA
from janasetu.conversations.tests.talking import Directory, Talk, office, version
from janasetu.messaging.values import Said, Spot

HERE = (26.5, 89.25)
PHOTO = "একটা ছবি পাঠালে কাজের সুবিধা হয়। ছবি না থাকলে «ছবি নেই» বেছে নিন।"
EDGE = (
    "লোকেশনটা আমাদের মানচিত্রের কোনো ওয়ার্ডে পড়ছে না। ফালাকাটা পুরসভার কিছু ওয়ার্ড এখনও মানচিত্রে ওঠেনি। তার একটা হলে জানান, "
    "না হলে ঠিক লোকেশন আবার পাঠান।"
)
NOT_SERVED = "এই লোকেশনটি জয়গাঁ গ্রাম পঞ্চায়েতের এলাকায়, তাই রাখা হল না। ওই অফিস এখনও জনসেতুতে নেই। সেখানে সরাসরি কথা বলুন।"
WHICH_WARD = "জায়গাটা কত নম্বর ওয়ার্ডে? শুধু নম্বরটি লিখলেই হবে।"
WHERE = "জায়গাটা কোথায়? লোকেশন পাঠান, অথবা ওয়ার্ড নম্বর আর কাছের কোনো চেনা জায়গা লিখুন।"
BASIRHAT = OfficeLine("b1", "basirhat", "বসিরহাট পুরসভা", kind="municipality")
JAIGAON = OfficeLine("b2", "jaigaon", "জয়গাঁ গ্রাম পঞ্চায়েত", kind="gram_panchayat", served=False)
BIRBHUM = OfficeLine("d1", "birbhum", "বীরভূম", kind="district")


def falakata(**changes: object) -> Office:
    plain = office()
    return replace(plain, territory=Territory.of(plain.name, map(str, range(1, 19))), **changes)  # type: ignore[arg-type]


def asked_where(spotted: Spotted | None = None, **more: object) -> Talk:
    """In the middle of a complaint, and the place is asked for; the pin that may be sent lies so."""
    talk = Talk(office=falakata(), **more)  # type: ignore[arg-type]
    talk.spots = {HERE: spotted} if spotted else {}
    talk.goes_through("নমস্কার", "অভিযোগ জানান", "রাস্তার আলো জ্বলছে না", "তিন দিন আলো নেই")
    assert talk.session.step == "place"
    return talk


def sends(talk: Talk, name: str = "") -> str:
    (said,) = talk.sends_pin(*HERE, name)
    return said


def kept(talk: Talk) -> dict[str, object]:
    return dict(talk.session.fields["place"])


def place(text: str = "", **parts: object) -> dict[str, object]:
    lat, lon = HERE
    return {"text": text, "ward": None, "landmark": None, "lat": lat, "lon": lon} | parts


# --- in a ward ---


def test_a_pin_sets_the_ward_and_the_ward_is_not_asked() -> None:
    talk = asked_where(Spotted("ward", "8"))

    assert sends(talk) == PHOTO
    assert kept(talk) == place(ward="8")


def test_without_a_map_a_pin_is_kept_as_it_was_before() -> None:
    talk = asked_where()

    assert sends(talk) == PHOTO
    assert kept(talk) == place()


def test_the_map_of_the_wards_counts_more_than_the_name_that_a_telephone_has_for_a_spot() -> None:
    talk = asked_where(Spotted("ward", "8"))

    sends(talk, "সুভাষপল্লী, ৫ নং ওয়ার্ড")

    assert kept(talk)["ward"] == "8"


def test_on_a_border_both_wards_are_told_and_the_other_one_may_be_said_instead() -> None:
    talk = asked_where(Spotted("ward", "8", ("9",)))

    assert sends(talk) == (
        "লোকেশনটা ৮ আর ৯ নম্বর ওয়ার্ডের সীমানায়। ৮ নম্বর ধরে নিলাম। ভুল হলে শেষে «কিছু বদলাব» টিপুন।\n\n" + PHOTO
    )
    talk.says("ওয়ার্ড ৯")
    assert kept(talk) == place("ওয়ার্ড ৯", ward="9")


def test_a_ward_that_was_told_stands_and_it_is_said_that_the_pin_lies_in_another() -> None:
    talk = asked_where(Spotted("ward", "8"))
    talk.says("৫ নং ওয়ার্ড, বাজার")

    told = "লোকেশনটা পড়ছে ৮ নম্বর ওয়ার্ডে, আপনি লিখেছেন ৫। ৫ নম্বরই রাখলাম। ভুল হলে শেষে «কিছু বদলাব» টিপুন।"
    assert sends(talk) == f"জায়গাটা পেয়েছি।\n\n{told}\n\n{PHOTO}"
    assert kept(talk) == place("৫ নং ওয়ার্ড, বাজার", ward="5")


def test_of_an_earlier_pin_the_ward_does_not_stay() -> None:
    talk = asked_where(Spotted("ward", "8"))
    sends(talk)
    talk.spots[26.6, 89.3] = Spotted("ward", "9")

    talk.sends_pin(26.6, 89.3)

    assert kept(talk) == place(ward="9", lat=26.6, lon=89.3)


def test_a_pin_begins_a_complaint_with_its_ward() -> None:
    talk = Talk(office=falakata(), spots={HERE: Spotted("ward", "8")})

    talk.sends_pin(*HERE)

    assert kept(talk) == place(ward="8")


def test_a_ward_may_have_a_letter() -> None:
    talk = asked_where(Spotted("ward", "12A"))

    sends(talk)
    talk.says("বাজারের পাশে")

    assert kept(talk) == place("বাজারের পাশে", ward="12A")


# --- in no ward that is on the map ---


@pytest.mark.parametrize(
    ("where", "remark"),
    [
        ("unmapped", "লোকেশনটা ফালাকাটা পুরসভার এলাকাতেই, কিন্তু ওখানকার ওয়ার্ড আমাদের মানচিত্রে নেই।"),
        ("edge", EDGE),
    ],
)
def test_where_the_map_has_no_ward_it_is_asked_among_those_that_are_not_on_it(
    where: str, remark: str
) -> None:
    talk = asked_where(Spotted(where, unmapped=("14", "15", "16")))  # type: ignore[arg-type]

    assert sends(talk) == f"{remark}\n\n{WHICH_WARD}"
    assert talk.titles == ["ওয়ার্ড ১৪", "ওয়ার্ড ১৫", "ওয়ার্ড ১৬", "জানা নেই"]
    assert talk.taps("ওয়ার্ড ১৫") == [PHOTO]
    assert kept(talk) == place(ward="15")


@pytest.mark.parametrize(("said", "ward"), [("১৫", "15"), ("৩ নং ওয়ার্ড", "3"), ("জানি না", None)])
def test_the_ward_may_be_typed_or_left_out(said: str, ward: str | None) -> None:
    talk = asked_where(Spotted("edge", unmapped=("14", "15", "16")))
    sends(talk)

    assert talk.says(said) == [PHOTO]
    assert kept(talk) == place(ward=ward)


def test_another_location_may_be_sent_in_its_place() -> None:
    talk = asked_where(Spotted("edge", unmapped=("14", "15", "16")))
    sends(talk)
    talk.spots[26.6, 89.3] = Spotted("ward", "9")

    assert talk.sends_pin(26.6, 89.3) == [PHOTO]
    assert kept(talk) == place(ward="9", lat=26.6, lon=89.3)


def test_many_wards_are_not_offered_but_asked_for() -> None:
    talk = asked_where(Spotted("edge", unmapped=tuple(map(str, range(1, 11)))))

    sends(talk)

    assert talk.titles == ["জানা নেই"]


def test_a_made_up_ward_is_no_answer() -> None:
    talk = asked_where(Spotted("unmapped", unmapped=("16",)))
    sends(talk)

    for made_up in ("ward:99", "ward:", "ward:<b>"):
        talk.taps_id(f"{talk.session.draft}:place:{made_up}")
    assert "ward" not in kept(talk)


def test_a_ward_that_was_told_is_not_asked_again() -> None:
    talk = asked_where(Spotted("unmapped", unmapped=("16",)))
    talk.says("১৬ নং ওয়ার্ড, বাজার")

    assert sends(talk) == f"জায়গাটা পেয়েছি।\n\n{PHOTO}"
    assert kept(talk) == place("১৬ নং ওয়ার্ড, বাজার", ward="16")


# --- outside ---


@pytest.mark.parametrize(
    ("spotted", "told"),
    [
        (
            Spotted("outside"),
            "এই লোকেশনটি ফালাকাটা পুরসভার এলাকার বাইরে, তাই রাখা হল না।",
        ),
        (
            Spotted("outside", office=BIRBHUM),
            "এই লোকেশনটি ফালাকাটা পুরসভার এলাকার বাইরে, বীরভূমের মধ্যে, তাই রাখা হল না।",
        ),
        (
            Spotted("elsewhere", office=JAIGAON),
            NOT_SERVED,
        ),
    ],
)
def test_a_pin_outside_is_said_so_and_the_place_is_asked_again(spotted: Spotted, told: str) -> None:
    talk = asked_where(spotted)

    assert sends(talk) == f"{told}\n\n{WHERE}"
    assert "place" not in talk.session.fields
    assert talk.says("৫ নং ওয়ার্ড, বাজার") == [PHOTO]


def test_a_pin_outside_takes_nothing_away_from_a_place_that_was_told() -> None:
    talk = asked_where(Spotted("outside"))
    talk.says("৫ নং ওয়ার্ড, বাজার")

    sends(talk)

    assert kept(talk) == place("৫ নং ওয়ার্ড, বাজার", ward="5", lat=None, lon=None)


def test_a_pin_outside_that_begins_something_is_said_so_before_anything_else() -> None:
    talk = Talk(office=falakata(), spots={HERE: Spotted("outside")})

    (said,) = talk.sends_pin(*HERE)

    assert said.startswith("এই লোকেশনটি ফালাকাটা পুরসভার এলাকার বাইরে,")
    assert "place" not in talk.session.fields


@pytest.mark.parametrize("odd", [(float("nan"), 89.0), (91.0, 0.0), (0.0, float("inf")), (26.0, 181.0)])
def test_of_what_is_no_place_on_earth_nothing_is_asked(odd: tuple[float, float]) -> None:
    (said,) = asked_where().sends_pin(*odd)

    assert said.startswith("এই লোকেশনটি মানচিত্রে পাওয়া যাচ্ছে না।")


# --- in another office of ours, on a line of one body ---

THEIRS = Spotted("elsewhere", "3", office=BASIRHAT, number="+91 00000 01003", phone="+91 00000 11003")


def test_on_the_line_of_a_body_it_is_said_whose_the_place_is_and_how_they_are_reached() -> None:
    talk = asked_where(THEIRS)

    assert sends(talk) == (
        "এই জায়গাটা বসিরহাট পুরসভার এলাকায়, ফালাকাটা পুরসভার নয়। কাজটা ওই অফিসের:\n"
        "মেসেজ: +91 00000 01003\nফোন: +91 00000 11003\n"
        "তবু এখানে জানাতে চাইলে «এখানেই থাক» টিপুন।"
    )
    assert talk.titles == ["এখানেই থাক", "অন্য জায়গা"]


def test_where_nobody_knows_how_they_are_reached_that_is_said() -> None:
    talk = asked_where(Spotted("elsewhere", office=BASIRHAT))

    assert "ওই অফিসে সরাসরি কথা বলুন।" in sends(talk)


@pytest.mark.parametrize("stays", ["এখানেই থাক", "হ্যাঁ"])
def test_it_may_be_told_here_all_the_same(stays: str) -> None:
    talk = asked_where(THEIRS)
    sends(talk)

    assert talk.goes_through(stays).received[-1].text == PHOTO
    assert kept(talk) == place()


@pytest.mark.parametrize("other", ["অন্য জায়গা", "না"])
def test_or_another_place_is_meant(other: str) -> None:
    talk = asked_where(THEIRS)
    sends(talk)

    assert talk.goes_through(other).received[-1].text == WHERE
    assert "place" not in talk.session.fields
    talk.says("৫ নং ওয়ার্ড, বাজার")
    assert kept(talk) == place("৫ নং ওয়ার্ড, বাজার", ward="5", lat=None, lon=None)


def test_who_types_another_place_at_once_need_press_nothing() -> None:
    talk = asked_where(THEIRS)
    sends(talk)

    assert talk.says("৫ নং ওয়ার্ড, বাজার") == [PHOTO]
    assert kept(talk) == place("৫ নং ওয়ার্ড, বাজার", ward="5", lat=None, lon=None)


def test_there_is_no_way_to_send_it_from_here() -> None:
    talk = asked_where(THEIRS)
    sends(talk)

    (said,) = talk.taps_id(f"{talk.session.draft}:there:basirhat:yes")

    assert said.startswith("ওই বোতামটি পুরনো হয়ে গেছে")
    assert talk.chose == []


# --- in another office of ours, on a line of many ---


def on_area_line(spotted: Spotted, **more: object) -> Talk:
    there = office(body="basirhat", name="বসিরহাট পুরসভা", on_area_line=True)
    there = replace(there, territory=Territory.of(there.name, map(str, range(1, 24))), **more)  # type: ignore[arg-type]
    talk = Talk(office=falakata(on_area_line=True))
    talk.directory = Directory({"b1": BASIRHAT, "b2": JAIGAON}, offices={"b1": there})
    talk.spots = {HERE: spotted}
    talk.goes_through("নমস্কার", "অভিযোগ জানান", "রাস্তার আলো জ্বলছে না", "তিন দিন আলো নেই")
    return talk


MOVABLE = replace(THEIRS, movable=True)


def test_on_a_line_of_many_it_is_offered_to_send_it_there() -> None:
    talk = on_area_line(MOVABLE)

    assert sends(talk) == ("এই জায়গাটা বসিরহাট পুরসভার এলাকায়, ফালাকাটা পুরসভার নয়। যা লিখেছেন, সব সঙ্গে যাবে। সেখানে পাঠাব?")
    assert talk.titles == ["সেখানে পাঠান", "এখানেই থাক", "অন্য জায়গা"]


@pytest.mark.parametrize("goes", ["সেখানে পাঠান", "হ্যাঁ"])
def test_what_was_told_goes_along_and_the_ward_is_that_of_the_other_office(goes: str) -> None:
    talk = on_area_line(MOVABLE)
    sends(talk, "৫ নং ওয়ার্ড, ঘাট")
    talk.spots = {HERE: Spotted("ward", "3")}  # as that office is asked

    talk.goes_through(goes)

    assert talk.chose == ["b1"]
    assert talk.office.body == "basirhat"
    assert talk.received[-1].text == (
        f"এখন কথা হচ্ছে এই অফিসের সঙ্গে: বসিরহাট পুরসভা। বদলাতে চাইলে «অন্য অফিস» লিখুন।\n\n{PHOTO}"
    )
    assert "alike.seen" in talk.session.fields  # what is told there is looked for in that office
    assert {path: answer for path, answer in talk.session.fields.items() if path != "alike.seen"} == {
        "category": "streetlight_out",
        "description": "তিন দিন আলো নেই",
        "place": place("৫ নং ওয়ার্ড, ঘাট", ward="3", landmark="৫ নং ওয়ার্ড, ঘাট"),
    }


def test_or_it_stays_or_another_place_is_meant() -> None:
    stays, other = on_area_line(MOVABLE), on_area_line(MOVABLE)
    sends(stays), sends(other)

    assert stays.taps("এখানেই থাক") == [PHOTO]
    assert other.taps("অন্য জায়গা") == [WHERE]
    assert (stays.chose, other.chose) == ([], [])


def test_where_the_other_office_does_not_offer_it_it_stays_and_that_is_said() -> None:
    talk = on_area_line(MOVABLE, services={})
    sends(talk)

    assert talk.taps("সেখানে পাঠান") == [
        f"বসিরহাট পুরসভার এই পরিষেবা এখনও জনসেতুতে নেই, তাই এটি এখানেই রইল।\n\n{PHOTO}"
    ]
    assert talk.chose == []


def test_answers_that_the_other_office_does_not_take_are_asked_there() -> None:
    fewer = service(choice(2, field="category"), question("place"), code="complaint")
    talk = on_area_line(MOVABLE)
    talk.directory.offices["b1"] = replace(talk.directory.offices["b1"], services={version(4): fewer})
    sends(talk)
    talk.spots = {HERE: Spotted("ward", "3")}

    talk.taps("সেখানে পাঠান")

    assert dict(talk.session.fields) == {"place": place(ward="3")}
    assert talk.session.step == "category"


def test_who_it_is_for_is_asked_by_the_other_office_anew() -> None:
    asks_person = service(choice(2), question("place"), question("text"), concerns="person", code="sample")
    talk = on_area_line(MOVABLE)
    for one in (talk.office, talk.directory.offices["b1"]):
        talk.directory.offices[one.body] = replace(one, services={version(0): asks_person})
    talk.office, talk.session = talk.directory.offices["falakata"], replace(talk.session.idle(), intents=())
    talk.directory.offices["b1"] = talk.directory.offices["basirhat"]
    talk.goes_through("নমুনা", "নিজের জন্য", "বিষয় ১")
    sends(talk)

    talk.taps("সেখানে পাঠান")

    assert (talk.session.step, sorted(talk.session.fields)) == ("for_whom", ["place", "topic"])


# --- before there is an office ---


def test_a_pin_chooses_the_office_and_begins_a_complaint_there() -> None:
    talk = on_area_line(MOVABLE)
    talk.office, talk.session = AREA, replace(talk.session.idle(), intents=())
    talk.anywhere = {HERE: Spotted("ward", "3", office=BASIRHAT)}
    talk.spots = {HERE: Spotted("ward", "3")}

    said = sends(talk)

    assert talk.chose == ["b1"]
    assert said.startswith("এখন কথা হচ্ছে এই অফিসের সঙ্গে: বসিরহাট পুরসভা।")
    assert kept(talk) == place(ward="3")


@pytest.mark.parametrize(
    ("spotted", "begins"),
    [
        (Spotted("unmapped", office=JAIGAON), "এই জায়গাটা জয়গাঁ গ্রাম পঞ্চায়েতের এলাকায়। ওই অফিস এখনও"),
        (Spotted("edge", office=BASIRHAT), "যা পাঠালেন, এখনও রাখা যায়নি।"),
        (Spotted("outside", office=BIRBHUM), "যা পাঠালেন, এখনও রাখা যায়নি।"),
        (Spotted("outside"), "যা পাঠালেন, এখনও রাখা যায়নি।"),
    ],
)
def test_a_pin_that_chooses_none_leads_to_the_usual_question(spotted: Spotted, begins: str) -> None:
    talk = Talk(office=AREA, directory=Directory({"b1": BASIRHAT}), anywhere={HERE: spotted})

    said = sends(talk)

    assert said.startswith(begins)
    assert talk.chose == []


# --- a typed place ---


def test_a_landmark_in_the_words_sets_landmark_and_ward() -> None:
    talk = asked_where()
    talk.landmarks = {"রাসবিহারী": LandmarkLine("রাসবিহারী মোড়", "9")}

    assert talk.says("রাসবিহারী মোড়ের কাছে") == [PHOTO]
    assert kept(talk) == place("রাসবিহারী মোড়ের কাছে", ward="9", landmark="রাসবিহারী মোড়", lat=None, lon=None)


def test_a_ward_that_the_words_tell_stands_before_that_of_the_landmark() -> None:
    talk = asked_where()
    talk.landmarks = {"রাসবিহারী": LandmarkLine("রাসবিহারী মোড়", "9")}

    talk.says("৫ নং ওয়ার্ড, রাসবিহারী মোড়")

    assert (kept(talk)["ward"], kept(talk)["landmark"]) == ("5", "রাসবিহারী মোড়")


def test_a_landmark_where_several_wards_meet_sets_no_ward() -> None:
    talk = asked_where()
    talk.landmarks = {"রাসবিহারী": LandmarkLine("রাসবিহারী মোড়")}

    talk.says("রাসবিহারী মোড়")

    assert (kept(talk)["ward"], kept(talk)["landmark"]) == (None, "রাসবিহারী মোড়")


def test_the_card_shows_ward_and_landmark_so_that_they_can_be_changed() -> None:
    talk = asked_where()
    talk.landmarks = {"rasbihari": LandmarkLine("রাসবিহারী মোড়", "9")}

    talk.goes_through("rasbihari more", "ছবি নেই")

    assert "জায়গা: rasbihari more, ওয়ার্ড ৯, রাসবিহারী মোড়" in talk.received[-1].text


def test_the_questions_are_asked_in_the_persons_language() -> None:
    talk = asked_where(Spotted("edge", unmapped=("16",)), lang="en")

    assert "which ward" in sends(talk).lower()
    assert talk.titles[0] == "Ward 16"


def test_a_pin_beside_the_card_is_told_of_too() -> None:
    talk = asked_where(THEIRS).goes_through("৫ নং ওয়ার্ড, বাজার", "ছবি নেই")

    said = talk.hears(Said("location", spot=Spot(*HERE)))

    assert said[0].startswith("এই জায়গাটা বসিরহাট পুরসভার এলাকায়")
    talk.taps("এখানেই থাক")
    assert talk.session.state == "confirming"
