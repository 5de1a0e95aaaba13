"""Words that are understood, with the database behind the talk: two linked cases, one opened again."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from janasetu.cases import queries as cases
from janasetu.cases.exports import as_json
from janasetu.cases.models import Case, CaseEvent, CaseReading
from janasetu.cases.tests.factories import Town, resolved_case
from janasetu.cases.understood import key_of
from janasetu.catalogue.loader import read
from janasetu.catalogue.tests.factories import COMPLAINT
from janasetu.conversations import readers
from janasetu.conversations.tests.phone import Phone
from janasetu.conversations.tests.reading import Reader, meant
from janasetu.lib.references import grouped
from janasetu.understanding.values import Margins

KNOWN = {
    "নর্দমা": meant("streetlight_out", second="drain_blocked", ward="5"),
    "সারানো হয়নি": meant("reopen"),
    "আলো নেই": meant("streetlight_out", ward="5"),
}
DARK = "গলিতে আলো নেই, ৫ নং ওয়ার্ড"


@pytest.fixture(autouse=True)
def reader() -> Iterator[Reader]:
    made = Reader(KNOWN)
    readers.use(lambda urgent, margins: made, version="m7")
    yield made
    readers.use(None)


@pytest.fixture
def phone(town: Town) -> Phone:
    return Phone(town.line)


def the_cases() -> list[Case]:
    return list(cases.for_export().order_by("id"))


def test_a_problem_in_words_is_a_case_in_two_turns(phone: Phone) -> None:
    phone.says(DARK, "হ্যাঁ, জমা দিন")

    (case,) = the_cases()
    assert (case.category, case.ward, case.fields["description"]) == ("streetlight_out", "5", DARK)


def test_what_the_words_were_taken_for_is_kept_with_the_case(phone: Phone) -> None:
    phone.says(DARK, "হ্যাঁ, জমা দিন")

    kept = CaseReading.objects.get()
    assert (kept.understood, kept.decision, kept.model) == ("streetlight_out", "accept", "m7")
    assert (kept.language, kept.begun_as) == ("bn", "streetlight_out")
    assert kept.text_hash == key_of(DARK)


def test_a_case_that_began_by_taps_keeps_nothing(phone: Phone) -> None:
    readers.use(None)
    phone.says("রাস্তার আলো জ্বলছে না", "৫ নং ওয়ার্ড")

    assert CaseReading.objects.count() == 0


def test_two_problems_in_one_message_are_two_cases_that_know_each_other(phone: Phone) -> None:
    phone.says("আলো নেই আর নর্দমাও বন্ধ, ৫ নং ওয়ার্ড", "হ্যাঁ, দুটোই", "হ্যাঁ, জমা দিন")

    first, second = map(as_json, the_cases())
    assert (first["category"], first["parent"]) == ("streetlight_out", None)
    assert (second["category"], second["parent"]) == ("drain_blocked", first["ref"])
    assert {grouped(one["ref"]) for one in (first, second)} <= set("\n".join(phone.told).split())


def test_what_was_called_done_and_is_not_is_opened_again_with_the_words(town: Town, phone: Phone) -> None:
    case, _ = resolved_case(town, contact=phone.contact)

    phone.says("কিছুই সারানো হয়নি এখনও পর্যন্ত")

    event = CaseEvent.objects.get(case=case, code="reopened")
    assert event.params["note"] == "কিছুই সারানো হয়নি এখনও পর্যন্ত"
    assert phone.talk.intents == ["reopen"]


def test_a_message_is_read_once_and_asks_the_database_nothing_more(reader: Reader, phone: Phone) -> None:
    phone.says("নমস্কার")
    with CaptureQueriesContext(connection) as read:
        phone.says(DARK)
    assert reader.read_so_far == [DARK]

    readers.use(None)
    phone.says("বাতিল")
    with CaptureQueriesContext(connection) as unread:
        phone.says("রাস্তার আলো জ্বলছে না তিন দিন")

    assert len(read) - len(unread) <= 2  # the map and the likes, which are asked when the place is told


def test_a_body_says_how_sure_it_wants_to_be() -> None:
    own = readers.margins_of(
        {"margins": {"accept": 0.5, "choose": "very", "danger_now": True, "danger_beside": None, "colour": 1}}
    )

    assert own == replace(Margins(), accept=0.5)
    for nothing in ({}, {"margins": None}, {"margins": [0.5]}, {"margins": "0.5"}):
        assert readers.margins_of(nothing) == Margins()


def test_what_cannot_wait_is_told_by_the_definitions() -> None:
    urgent = readers.urgent_of([read(COMPLAINT).service])

    assert {"pole_wire", "manhole", "dangerous_building"} <= urgent
    assert "park" not in urgent
