"""However many people write at once, and whatever they ask of the world: the statements do not grow."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import count

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from janasetu.bodies.actions import index_names
from janasetu.bodies.models import LocalBody
from janasetu.bodies.tests.factories import make_area
from janasetu.cases.models import Case
from janasetu.cases.tests.factories import Town, make_town, resolved_case
from janasetu.catalogue.loader import BUNDLED, read
from janasetu.catalogue.tests.factories import complaint_with, publish
from janasetu.conversations.pump import AT_ONCE, pump_once
from janasetu.lib import clock
from janasetu.messaging.models import Line, OutboundMessage
from janasetu.messaging.tests.factories import NOW, SECOND, arrival, take_in
from janasetu.messaging.values import Media, Said, Spot
from janasetu.people import actions as people
from janasetu.people.models import ConsentEntry
from janasetu.people.tests.factories import make_contact
from janasetu.people.values import PersonOrder

PHOTO = Said("image", text="নর্দমা উপচে পড়ছে রাস্তায়", media=Media("1", "image", "image/jpeg", "aGFzaA=="))
SAID: tuple[str | Said, ...] = (
    "নমস্কার",
    "আমার অভিযোগ",
    "হ্যাঁ",
    "অফিসের সময়",
    "কে কোন দায়িত্বে",
    "কত টাকা লাগে",
    "জল আসছে না",
    "আমাদের পাড়ায় দুই দিন জল আসছে না",
    PHOTO,
    Said("location", spot=Spot(26.5, 89.25)),
    "English",
    "stop",
    "কর্মীর সঙ্গে কথা",
    Said("choice", choice="draft1:submit"),
    Said("sticker"),
    "বেগুনি",
)
ON_AREA_LINE: tuple[str | Said, ...] = (
    "গোপালপুর",
    "#falakata",
    "নমস্কার",
    Said("choice", choice="office:under:"),
    "দুই দিন ধরে জল আসছে না",
    "English",
)
_numbers = count(1)


@pytest.fixture(autouse=True)
def _noon() -> Iterator[None]:
    with clock.fixed(NOW):
        yield


@pytest.fixture
def town(db: None) -> Town:
    for code in ("information", "residence-recommendation"):
        publish(read(BUNDLED / code / "service.yaml"))
    nobody_drawn = complaint_with(limits={"confirm": {"called": 0}})  # to be rung, which costs statements
    return replace(make_town(), version=publish(nobody_drawn))


def come(line: Line, said: Sequence[str | Said], senders: Sequence[str], *, after: int = 0) -> None:
    """Everybody of these says the same, one thing a second, beginning so many seconds after NOW."""
    take_in(
        *(
            arrival(
                one if isinstance(one, str) else "",
                said=one if isinstance(one, Said) else None,
                sender=sender,
                at=NOW + (after + number) * SECOND,
                line=line.provider_id,
            )
            for sender in senders
            for number, one in enumerate(said)
        )
    )


def new_people(number: int) -> list[str]:
    return [f"91000008{next(_numbers):04}" for _ in range(number)]


def statements() -> int:
    with CaptureQueriesContext(connection) as seen:
        assert 0 < pump_once() <= AT_ONCE
    return len(seen)


def statements_of_mixed(line: Line, said: Sequence[str | Said], *, each: int) -> int:
    """How many statements it takes when so many people say each of these, all at once."""
    for one in said:
        come(line, [one], new_people(each))
    return statements()


def test_with_one_and_with_many_of_every_sort_of_message(town: Town) -> None:
    statements_of_mixed(town.line, SAID, each=1)  # what is read once a process

    assert statements_of_mixed(town.line, SAID, each=1) == statements_of_mixed(town.line, SAID, each=5)


def test_with_one_and_with_many_who_ask_for_their_office(town: Town) -> None:
    district = make_area("birbhum", "district", {"bn": "বীরভূম", "en": "Birbhum"})
    make_area("gopalpur", "block", {"bn": "গোপালপুর", "en": "Gopalpur"}, district)
    index_names(LocalBody.objects.all())
    line = Line.objects.create(channel="whatsapp", provider_id="200000000009999", display="+91 00000 09999")
    statements_of_mixed(line, ON_AREA_LINE, each=1)

    assert statements_of_mixed(line, ON_AREA_LINE, each=1) == statements_of_mixed(line, ON_AREA_LINE, each=10)


def test_with_one_and_with_fifty_who_hand_in_a_complaint(town: Town) -> None:
    def handing_in(number: int) -> int:
        people_ = new_people(number)
        come(town.line, ["রাস্তার আলো জ্বলছে না", "দুই দিন আলো নেই", "৫ নং ওয়ার্ড", "ছবি নেই"], people_)
        while (
            OutboundMessage.objects.filter(text__startswith="একবার দেখে নিন").count()
            < number + Case.objects.count()
        ):
            pump_once()
        come(town.line, ["জমা দিন"], people_, after=10)
        return statements()

    handing_in(1)
    assert handing_in(1) == handing_in(50)
    assert Case.objects.count() == 52


def test_with_one_and_with_fifty_who_join_what_is_known(town: Town) -> None:
    """Four hand in what is the same, the fifth makes it known, and all after that join it at once."""

    def told(number: int, *, after: int) -> int:
        people_ = new_people(number)
        come(town.line, ["জল আসছে না", "দুই দিন জল নেই"], people_, after=after)
        while pump_once():
            pass
        come(town.line, ["৫ নং ওয়ার্ড"], people_, after=after + 5)
        return statements()

    for sender in new_people(5):
        come(town.line, ["জল আসছে না", "দুই দিন জল নেই", "৫ নং ওয়ার্ড", "ছবি নেই", "জমা দিন"], [sender])
        while pump_once():
            pass
    assert Case.objects.filter(incident_wards__isnull=False).count() == 1

    told(1, after=60)
    assert told(1, after=120) == told(50, after=180)
    assert Case.objects.get(parent=None).supporters == 56


def test_with_one_and_with_several_families_who_hand_in_a_form_with_consent(town: Town) -> None:
    steps = [
        *("প্রধানের সার্টিফিকেট", "নিজের জন্য", "সোমরা ওরাওঁ / Somra Oraon", "বুধু ওরাওঁ", "৪ নং ওয়ার্ড, বাগান"),
        *("১২", "অন্য কাজ", "মোবাইলের নতুন সিম নেওয়ার জন্য", "কাগজ নেই", "ফুলমণি টোপ্পো", "9000000015"),
        *("দিলীপ লাকড়া", "9000000016", "না", "রাজি"),
    ]

    def handing_in(number: int) -> int:
        people_ = new_people(number)
        come(town.line, steps, people_)
        while pump_once():
            pass
        come(town.line, ["জমা দিন"], people_, after=60)
        return statements()

    handing_in(1)
    assert handing_in(1) == handing_in(8)
    assert ConsentEntry.objects.count() == 10


def test_with_one_and_with_many_who_share_a_phone_or_answer_a_claim(town: Town) -> None:
    def asking(number: int) -> int:
        for sender in new_people(number):
            contact = make_contact(sender)
            resolved_case(town, contact=contact)
            people.remember_persons(
                [PersonOrder(town.body.id, contact, 1, {"bn": name}) for name in ("রহিমা", "করিম")], now=NOW
            )
            come(town.line, ["আমার অভিযোগ"], [sender])
            come(town.line, [Said("choice", choice="mine:other")], new_people(1))
            come(town.line, ["হ্যাঁ"], [sender], after=5)
        return statements()

    asking(1)
    assert asking(1) == asking(6)
