"""A line that serves an area, with the directory in the database: from the first word to the case."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from janasetu.bodies.actions import index_names
from janasetu.bodies.models import LocalBody
from janasetu.bodies.tests.factories import make_area, make_body, make_officer
from janasetu.cases.models import Case
from janasetu.catalogue.loader import BUNDLED, read
from janasetu.catalogue.tests.factories import publish
from janasetu.conversations.models import Conversation
from janasetu.conversations.pump import pump_once
from janasetu.conversations.tests.phone import Phone
from janasetu.lib import clock
from janasetu.messaging.models import Line
from janasetu.messaging.tests.factories import NOW, SALIM, arrival, take_in
from janasetu.messaging.values import Said
from janasetu.people.actions import begin_epochs, remember_persons
from janasetu.people.choices import EpochReason, Relation
from janasetu.people.values import PersonOrder

GREETING = "নমস্কার! জনসেতুতে স্বাগত। আপনার পঞ্চায়েত বা পুরসভার নাম লিখুন, অথবা জেলা বেছে নিন।"
WHICH_OF_NAME = "এই নামে একাধিক জায়গা আছে। ব্লক আর জেলা দেখে নিজেরটি বেছে নিন।"
NOT_SERVED = "এই অফিস এখনও জনসেতুতে আসেনি। সেখানে সরাসরি কথা বলুন, অথবা অন্য অফিস বেছে নিন।"
STALE = "ওই বোতামটি পুরনো হয়ে গেছে, তাই কিছু বদলানো হয়নি।"
MENU = "আর কী করতে চান, বেছে নিন।"
DISTRICT = "কোন জেলা?"


def chosen(office: str) -> str:
    return f"এখন কথা হচ্ছে এই অফিসের সঙ্গে: {office}। বদলাতে চাইলে «অন্য অফিস» লিখুন।"


@dataclass(frozen=True)
class Area:
    """Two districts, three panchayats of one name, of which the one in Bolpur is served, and a town."""

    line: Line
    version: UUID
    gopalpur: LocalBody
    falakata: LocalBody


@pytest.fixture
def area(db: None) -> Area:
    birbhum = make_area("birbhum", "district", {"bn": "বীরভূম", "en": "Birbhum"})
    nadia = make_area("nadia", "district", {"bn": "নদিয়া", "en": "Nadia"})
    bolpur = make_area("bolpur", "block", {"bn": "বোলপুর ব্লক", "en": "Bolpur Block"}, birbhum)
    karimpur = make_area("karimpur", "block", {"bn": "করিমপুর ব্লক", "en": "Karimpur Block"}, nadia)
    tehatta = make_area("tehatta", "block", {"bn": "তেহট্ট ব্লক", "en": "Tehatta Block"}, nadia)
    gopalpur = panchayat("gopalpur", bolpur, number=2001)
    for code, block in (("gopalpur-2", karimpur), ("gopalpur-3", tehatta)):
        panchayat(code, block, served=False)
    falakata = make_body(parent=nadia)
    index_names(LocalBody.objects.all())
    make_officer(gopalpur, "ea")
    line = Line.objects.create(channel="whatsapp", provider_id="200000000009999", display="+91 00000 09999")
    return Area(line, publish(), gopalpur, falakata)


def panchayat(code: str, block: LocalBody, *, number: int | None = None, served: bool = True) -> LocalBody:
    name = {"bn": "গোপালপুর", "en": "Gopalpur"}
    return make_body(code, number=number, kind="gram_panchayat", name=name, parent=block, served=served)


@pytest.fixture
def phone(area: Area) -> Phone:
    return Phone(area.line)


def test_who_writes_first_is_asked_for_the_office(phone: Phone) -> None:
    assert phone.says("নমস্কার") == [GREETING]
    assert phone.titles == ["নদিয়া", "বীরভূম"]
    assert phone.talk.body_id is None


def test_of_three_places_of_one_name_block_and_district_decide(area: Area, phone: Phone) -> None:
    assert phone.says("গোপালপুর") == [WHICH_OF_NAME]
    assert [(choice.title, choice.description) for choice in phone.choices] == [
        ("গোপালপুর, বোলপুর ব্লক", "বোলপুর ব্লক, বীরভূম"),
        ("গোপালপুর, করিমপুর ব্লক", "করিমপুর ব্লক, নদিয়া"),
        ("গোপালপুর, তেহট্ট ব্লক", "তেহট্ট ব্লক, নদিয়া"),
        ("জেলা ধরে খুঁজি", ""),
    ]

    assert phone.says("১") == [f"{chosen('গোপালপুর')}\n\n{MENU}"]
    assert phone.talk.body_id == area.gopalpur.id


def test_a_name_that_is_not_quite_it_is_shown_and_not_taken(area: Area, phone: Phone) -> None:
    assert phone.says("falakata") == ["এগুলির মধ্যে কোনটা? ব্লক আর জেলা দেখে নিজেরটি বেছে নিন।"]
    assert phone.titles == ["ফালাকাটা পুরসভা, নদিয়া", "জেলা ধরে খুঁজি"]
    phone.says("১")

    assert phone.talk.body_id == area.falakata.id


def test_one_that_is_not_served_is_said_so_and_not_chosen(phone: Phone) -> None:
    phone.says("গোপালপুর")

    assert phone.says("২") == [f"{NOT_SERVED}\n\n{DISTRICT}"]
    assert phone.talk.body_id is None


def test_danger_is_heard_before_any_office_is_chosen(area: Area, phone: Phone) -> None:
    publish(read(BUNDLED / "information" / "service.yaml"))

    (reply,) = phone.says("আগুন লেগেছে")

    assert reply.startswith("বিপদের ভয় থাকলে আগে ফোন করুন:\nযে কোনো বিপদে: 112\n")


def test_the_code_of_a_poster_is_seen_among_words_and_the_words_are_taken_there(
    area: Area, phone: Phone
) -> None:
    (reply,) = phone.says("নমস্কার #gopalpur")

    assert reply == f"{chosen('গোপালপুর')}\n\nনমস্কার! গোপালপুরের জনসেতুতে স্বাগত। কী করতে চান, বেছে নিন।"


def test_through_the_districts(area: Area, phone: Phone) -> None:
    phone.says("নমস্কার", "বীরভূম")
    assert phone.titles == ["বোলপুর ব্লক", "জেলা ধরে খুঁজি"]

    phone.says("বোলপুর ব্লক", "১")

    assert phone.talk.body_id == area.gopalpur.id


def test_choices_end_in_codes(phone: Phone) -> None:
    phone.says("নমস্কার")
    ids = [choice.id for choice in phone.choices]
    phone.says("বীরভূম", "বোলপুর ব্লক")

    assert ids == ["office:under:nadia", "office:under:birbhum"]
    assert [choice.id for choice in phone.choices] == ["office:found:gopalpur", "office:under:districts"]


def test_a_button_with_the_id_from_before_still_chooses_its_office(area: Area, phone: Phone) -> None:
    phone.taps_id(f"office:under:{area.gopalpur.parent_id}")
    assert phone.titles == ["গোপালপুর", "জেলা ধরে খুঁজি"]

    phone.taps_id(f"office:found:{area.gopalpur.id}")

    assert phone.talk.body_id == area.gopalpur.id


@pytest.mark.parametrize("place", ["office:found:{code}", "office:under:{area}"])
def test_the_statements_do_not_grow_with_those_who_choose_at_once(area: Area, place: str) -> None:
    def statements(count: int) -> int:
        phones = [Phone(area.line, f"9198{count:04}{number:04}") for number in range(count)]
        for phone in phones:
            phone.says("নমস্কার")
        for number, phone in enumerate(phones):
            code, parent = ("gopalpur", "bolpur") if number % 2 else ("falakata", "nadia")
            tap = Said("choice", choice=place.format(code=code, area=parent))
            at = phone.now + timedelta(seconds=1)
            take_in(arrival(said=tap, sender=phone.number, at=at, line=area.line.provider_id), now=at)
        with clock.fixed(NOW + timedelta(minutes=1)), CaptureQueriesContext(connection) as asked:
            assert pump_once() == count
        return len(asked)

    statements(2)
    assert statements(4) == statements(8)


def test_the_choice_is_remembered(area: Area, phone: Phone) -> None:
    phone.says("#gopalpur")
    phone.waits(days=30)

    assert phone.says("নমস্কার") == ["নমস্কার! গোপালপুরের জনসেতুতে স্বাগত। কী করতে চান, বেছে নিন।"]
    assert "অন্য অফিস" in phone.titles


def test_a_word_gives_the_choice_up_and_another_is_made(area: Area, phone: Phone) -> None:
    phone.says("#gopalpur")

    assert phone.says("অফিস বদলান") == ["কোন পঞ্চায়েত বা পুরসভা? নাম লিখুন, অথবা জেলা বেছে নিন।"]
    assert phone.talk.body_id is None
    assert phone.says("Falakata Municipality") == [f"{chosen('ফালাকাটা পুরসভা')}\n\n{MENU}"]
    assert phone.talk.body_id == area.falakata.id


def test_the_code_of_a_poster_changes_the_choice_at_once(area: Area, phone: Phone) -> None:
    phone.says("#gopalpur")

    assert phone.says("#falakata") == [f"{chosen('ফালাকাটা পুরসভা')}\n\n{MENU}"]
    assert phone.talk.body_id == area.falakata.id


def test_a_code_that_nobody_has_is_said_so(phone: Phone) -> None:
    assert phone.says("#atlantis") == [
        "এই নামে কোনো পঞ্চায়েত বা পুরসভা পাওয়া গেল না। বানানটি আর একবার দেখুন, অথবা জেলা বেছে নিন।"
    ]


@pytest.mark.parametrize("made_up", ["office:found:", "office:found:x", f"office:found:{UUID(int=7)}"])
def test_a_made_up_office_is_nobodys(phone: Phone, made_up: str) -> None:
    assert phone.taps_id(made_up) == [f"{NOT_SERVED}\n\n{DISTRICT}"]


def test_a_made_up_area_shows_the_districts(phone: Phone) -> None:
    phone.taps_id("office:under:nowhere")

    assert phone.titles == ["নদিয়া", "বীরভূম", "জেলা ধরে খুঁজি"]


def test_a_complaint_said_first_becomes_a_case_of_the_office_named_after_it(area: Area, phone: Phone) -> None:
    phone.says("দুই দিন ধরে কলে জল আসছে না", "গোপালপুর", "১")

    phone.says("সংসদ ৪, স্কুলের পাশে", "ছবি নেই", "জমা দিন")

    case = Case.objects.get()
    assert (case.body_id, case.category) == (area.gopalpur.id, "water_no_supply")
    assert case.fields["description"] == "দুই দিন ধরে কলে জল আসছে না"


def test_two_people_on_the_line_are_with_two_offices(area: Area, phone: Phone) -> None:
    other = Phone(area.line, SALIM)

    phone.says("#gopalpur")
    other.says("#falakata")

    assert {row.body_id for row in Conversation.objects.all()} == {area.gopalpur.id, area.falakata.id}
    assert phone.says("মেনু")[0].startswith("নমস্কার! গোপালপুর")
    assert other.says("মেনু")[0].startswith("নমস্কার! ফালাকাটা")


def test_own_cases_are_those_with_the_office_spoken_with(area: Area, phone: Phone) -> None:
    phone.says("#gopalpur", "জল আসছে না", "দুই দিন জল নেই", "স্কুলের পাশে", "ছবি নেই", "জমা দিন")
    assert phone.says("আমার অভিযোগ")[0].startswith("চলতি অভিযোগ ও আবেদন:")

    phone.says("#falakata")

    assert phone.says("আমার অভিযোগ") == [f"চলতি কোনো অভিযোগ বা আবেদন নেই।\n\n{MENU}"]


def test_what_was_asked_first_is_answered_by_the_office_named_after_it(area: Area, phone: Phone) -> None:
    publish(read(BUNDLED / "information" / "service.yaml"))
    LocalBody.objects.filter(id=area.gopalpur.id).update(
        facts={"hours": {"bn": "১১টা থেকে ৫টা", "en": "11 to 5"}}
    )

    phone.says("অফিস কখন খোলে")
    (reply,) = phone.says("#gopalpur")

    assert reply == f"{chosen('গোপালপুর')}\n\nঅফিসের সময়:\n১১টা থেকে ৫টা"


def test_a_form_asked_for_first_knows_the_persons_of_the_office_named_after_it(
    area: Area, phone: Phone
) -> None:
    publish(read(BUNDLED / "residence-recommendation" / "service.yaml"))
    known = PersonOrder(area.gopalpur.id, phone.contact, 1, {"bn": "রহিমা বিবি"}, Relation.OTHER)
    remember_persons([known], now=phone.now)

    phone.says("প্রধানের সার্টিফিকেট", "#gopalpur")

    assert phone.titles == ["রহিমা বিবি", "অন্য কারও জন্য"]


def test_whoever_has_the_phone_next_has_no_office_yet(area: Area, phone: Phone) -> None:
    phone.says("#gopalpur", "জল আসছে না")

    begin_epochs([phone.contact], EpochReason.REPORTED, now=phone.now)

    assert phone.says("নমস্কার") == [GREETING]
    assert (phone.talk.body_id, phone.talk.fields) == (None, {})


def test_an_old_button_before_there_is_an_office_is_answered(phone: Phone) -> None:
    assert phone.taps_id("menu:complaint") == [f"{STALE}\n\n{DISTRICT}"]
