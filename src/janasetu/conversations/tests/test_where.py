"""Pins and typed places with the map in the database: from the message to the case."""

from dataclasses import dataclass

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from janasetu.bodies.actions.mapping import MapOrder, import_landmarks
from janasetu.bodies.models import LocalBody
from janasetu.bodies.tests.factories import make_body, make_officer
from janasetu.bodies.tests.maps import NOW, draw, feature, middle, outline, row_of_squares, square
from janasetu.cases.models import Case
from janasetu.catalogue.tests.factories import publish
from janasetu.conversations.models import Conversation
from janasetu.conversations.pump import pump_once
from janasetu.conversations.tests.phone import Phone
from janasetu.lib import clock
from janasetu.messaging.models import Line
from janasetu.messaging.tests.factories import arrival, take_in
from janasetu.messaging.values import Said, Spot

BASIRHAT = {"bn": "বসিরহাট পুরসভা", "en": "Basirhat Municipality"}


@dataclass(frozen=True)
class Map:
    """Falakata's wards 1 and 2 side by side, ward 3 on no map; Basirhat's ward 7 a little to the east."""

    falakata: LocalBody
    basirhat: LocalBody
    own: Line
    area: Line


@pytest.fixture
def two_towns(db: None) -> Map:
    falakata, basirhat = make_body(), make_body("basirhat", number=1003, name=BASIRHAT)
    basirhat.facts = {"phone": "+91 00000 11003"}
    basirhat.save()
    for body in (falakata, basirhat):
        make_officer(body)
    draw(falakata, row_of_squares("1", "2"), wards=["1", "2", "3"])
    outline(falakata, feature(square(0, wide=3)))
    draw(basirhat, row_of_squares("7", row=5), wards=["7"])
    publish()
    lines = [
        Line.objects.create(
            channel="whatsapp", provider_id=number, display=f"+91 00000 {number[-5:]}", body_id=body
        )
        for number, body in (
            ("200000000001002", falakata.id),
            ("200000000001003", basirhat.id),
            ("200000000009999", None),
        )
    ]
    return Map(falakata, basirhat, lines[0], lines[2])


def pin(column: int, row: int = 0) -> Said:
    return Said("location", spot=Spot(*middle(column, row)))


def complains(phone: Phone, where: Said | str) -> list[str]:
    """A complaint up to its place."""
    phone.says("অভিযোগ", "রাস্তার আলো জ্বলছে না", "তিন দিন আলো নেই")
    return phone.hears(where) if isinstance(where, Said) else phone.says(where)


def the_case() -> Case:
    return Case.objects.select_related("body").get()


def test_the_ward_of_a_pin_is_the_ward_of_the_case(two_towns: Map) -> None:
    phone = Phone(two_towns.own)

    complains(phone, pin(1))
    phone.says("ছবি নেই", "জমা দিন")

    case, (lat, lon) = the_case(), middle(1)
    assert case.ward == "2"
    assert case.fields["place"] == {"text": "", "ward": "2", "landmark": None, "lat": lat, "lon": lon}


def test_a_pin_in_a_ward_that_is_not_on_the_map_is_in_the_town_and_the_ward_is_asked(two_towns: Map) -> None:
    phone = Phone(two_towns.own)

    (asked,) = complains(phone, pin(2))
    titles = [choice.title for choice in phone.choices]
    phone.says("ওয়ার্ড ৩", "ছবি নেই", "জমা দিন")

    assert asked.startswith("লোকেশনটা ফালাকাটা পুরসভার এলাকাতেই")
    assert titles == ["ওয়ার্ড ৩", "জানা নেই"]
    assert the_case().ward == "3"


def test_on_a_line_of_one_body_it_is_told_how_the_other_office_is_reached(two_towns: Map) -> None:
    (told,) = complains(Phone(two_towns.own), pin(0, 5))

    assert told == (
        "এই জায়গাটা বসিরহাট পুরসভার এলাকায়, ফালাকাটা পুরসভার নয়। কাজটা ওই অফিসের:\n"
        "মেসেজ: +91 00000 01003\nফোন: +91 00000 11003\n"
        "তবু এখানে জানাতে চাইলে «এখানেই থাক» টিপুন।"
    )


def test_an_office_without_a_number_of_its_own_is_reached_by_that_of_its_area(two_towns: Map) -> None:
    Line.objects.filter(body_id=two_towns.basirhat.id).delete()

    (told,) = complains(Phone(two_towns.own), pin(0, 5))

    assert "মেসেজ: +91 00000 09999 (#basirhat)" in told


def test_on_a_line_of_many_the_complaint_goes_to_the_office_in_which_the_pin_lies(two_towns: Map) -> None:
    phone = Phone(two_towns.area)
    phone.says("#falakata")

    complains(phone, pin(0, 5))
    phone.says("সেখানে পাঠান", "ছবি নেই", "জমা দিন")

    case = the_case()
    assert (case.body, case.ward) == (two_towns.basirhat, "7")
    assert Conversation.objects.get().body_id == two_towns.basirhat.id


def test_a_pin_before_there_is_an_office_chooses_it(two_towns: Map) -> None:
    phone = Phone(two_towns.area)

    (told,) = phone.hears(pin(0, 5))

    assert told.startswith("এখন কথা হচ্ছে এই অফিসের সঙ্গে: বসিরহাট পুরসভা।")
    talk = Conversation.objects.get()
    assert (talk.body_id, talk.fields["place"]["ward"]) == (two_towns.basirhat.id, "7")


def test_a_place_that_is_typed_has_the_ward_of_its_landmark(two_towns: Map) -> None:
    order = MapOrder(two_towns.falakata.id, "name_bn,ward\nহাটখোলা বাজার,2\n".encode())
    import_landmarks(order=order, now=NOW)
    phone = Phone(two_towns.own)

    complains(phone, "হাটখোলা বাজারের পাশে")
    phone.says("ছবি নেই", "জমা দিন")

    case = the_case()
    assert (case.ward, case.fields["place"]["landmark"]) == ("2", "হাটখোলা বাজার")


@pytest.mark.parametrize("where", [pin(1), pin(2), pin(0, 5), pin(30, 30), "হাটখোলা বাজারের পাশে"])
def test_the_statements_do_not_grow_with_those_who_tell_a_place_at_once(
    two_towns: Map, where: Said | str
) -> None:
    with clock.fixed(NOW):  # the map is in memory, as it is but for the first pin after a change
        complains(Phone(two_towns.own, "919000000077"), pin(1))

    def cost(*senders: str) -> int:
        phones = [Phone(two_towns.own, sender) for sender in senders]
        for phone in phones:
            phone.says("অভিযোগ", "রাস্তার আলো জ্বলছে না", "তিন দিন আলো নেই")
        now = phones[0].now
        with clock.fixed(now):
            for phone in phones:
                said = where if isinstance(where, Said) else Said("text", text=where)
                take_in(arrival(said=said, sender=phone.number, at=now, line=phone.line.provider_id), now=now)
            with CaptureQueriesContext(connection) as seen:
                assert pump_once() == len(phones)
        return len(seen)

    assert cost("919000000001") == cost("919000000002", "919000000003", "919000000004")
