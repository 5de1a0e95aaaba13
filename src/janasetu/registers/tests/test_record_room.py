"""Who is not in the register is looked for in the record room; what it finds is an entry with its scan."""

import io
from datetime import date
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from PIL import Image

from janasetu.bodies.models import Officer
from janasetu.documents.actions import receive
from janasetu.documents.models import ReceivedFile
from janasetu.registers.actions import SearchOrder, ask_record_room, enter_found, note_not_found
from janasetu.registers.choices import RecordSearchState
from janasetu.registers.models import RecordSearch, RegisterEntry
from janasetu.registers.queries import answered_lately, record_room, searches_of_case
from janasetu.registers.register_file import FaultsError
from janasetu.registers.rules import RefusedError
from janasetu.registers.searching import Asked, find
from janasetu.registers.tests.factories import NOW, a_clerk, as_csv, taken

CELLS = {"number": "১২/১৯৫২", "date": "০১/০৫/১৯৫২", "name_bn": "মোঃ রহমান", "volume": "৩", "page": "১৪"}


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_FOLDER = tmp_path


def a_scan(shade: int = 200) -> ReceivedFile:
    out = io.BytesIO()
    Image.new("RGB", (60, 80), (shade, shade, shade)).save(out, "JPEG")
    return receive(out.getvalue(), now=NOW)


def asked(registrar: Officer, **order: Any) -> RecordSearch:
    wanted = SearchOrder("birth", **({"name": "Md Rahaman"} | order))
    return ask_record_room(body_id=registrar.body_id, order=wanted, officer=registrar, now=NOW)


def refused(act: Any, **given: Any) -> str:
    with pytest.raises(RefusedError) as error:
        act(now=NOW, **given)
    return error.value.key


def keys(act: Any, **given: Any) -> list[tuple[str, str]]:
    with pytest.raises(FaultsError) as error:
        act(now=NOW, **given)
    return [(fault.key, fault.column) for fault in error.value.faults]


def test_the_record_room_is_asked_and_has_seven_days(registrar: Officer) -> None:
    search = asked(registrar, year_from=1950, year_to=1955, note="পুরনো বাড়ি")

    assert (search.state, search.role, search.due_on) == ("asked", "registrar", date(2026, 11, 30))
    assert list(record_room(registrar.body_id)) == [search]


@pytest.mark.parametrize(
    ("order", "key"),
    [
        ({"name": "শ্রী"}, "search_needs_name"),
        ({"year_from": 1955, "year_to": 1950}, "search_years"),
        ({"due_on": date(2026, 11, 22)}, "search_due"),
    ],
)
def test_a_search_that_cannot_be_made_says_why(registrar: Officer, order: dict[str, Any], key: str) -> None:
    with pytest.raises(RefusedError) as error:
        asked(registrar, **order)
    assert error.value.key == key


def test_an_application_asks_once_while_it_waits(registrar: Officer) -> None:
    case_id = uuid4()
    order = SearchOrder("birth", name="Rahman", case_id=case_id)
    first, again = (
        ask_record_room(body_id=registrar.body_id, order=order, officer=None, now=NOW) for _ in range(2)
    )

    assert first == again
    assert list(searches_of_case(registrar.body_id, case_id)) == [first]
    assert first.asked_by == "citizen"


def test_what_is_found_becomes_an_entry_with_its_page_and_scan(registrar: Officer) -> None:
    search, scan = asked(registrar), a_scan()

    entry = enter_found(officer=registrar, search_id=search.id, cells=CELLS, scan=scan, now=NOW)

    search.refresh_from_db()
    assert (search.state, search.entry, search.searched) == (RecordSearchState.FOUND, entry, "৩ · ১৪")
    assert (entry.scan_id, entry.scan_sha256, entry.year) == (scan.id, scan.sha256, 1952)
    assert [hit.entry for hit in find(registrar.body_id, Asked("birth", name="Md Rahaman")).hits] == [entry]
    assert (
        refused(enter_found, officer=registrar, search_id=search.id, cells=CELLS, scan=scan)
        == "search_moved_on"
    )
    assert list(answered_lately(registrar.body_id)) == [search]


def test_what_is_wrong_in_a_found_entry_is_told_by_column_and_the_search_waits(registrar: Officer) -> None:
    search = asked(registrar)
    given = {"officer": registrar, "search_id": search.id}

    assert keys(enter_found, **given, cells=CELLS | {"date": "x"}, scan=a_scan()) == [
        ("day_unreadable", "date")
    ]
    assert keys(enter_found, **given, cells=CELLS | {"page": ""}, scan=a_scan()) == [
        ("page_needed", "volume")
    ]
    assert keys(enter_found, **given, cells=CELLS, scan=None) == [("scan_needed", "page")]
    assert list(record_room(registrar.body_id)) == [search]


def test_an_entry_that_stands_there_already_gets_the_scan_and_another_is_not_written_over(
    registrar: Officer,
) -> None:
    taken(registrar, as_csv(list(CELLS.values()), headings=list(CELLS)))
    scan, search = a_scan(), asked(registrar)
    other = CELLS | {"name_bn": "মোঃ রহিম"}

    assert keys(enter_found, officer=registrar, search_id=search.id, cells=other, scan=scan) == [
        ("entry_stands", "number")
    ]
    entry = enter_found(officer=registrar, search_id=search.id, cells=CELLS, scan=scan, now=NOW)
    assert RegisterEntry.objects.get() == entry
    assert entry.scan_id == scan.id


def test_what_is_not_found_says_where_was_looked(registrar: Officer) -> None:
    search = asked(registrar)
    given = {"officer": registrar, "search_id": search.id}

    assert refused(note_not_found, **given, searched=" ") == "page_needed"
    found_not = note_not_found(**given, searched="১৯৫০-৫৫, বই ১-৬", now=NOW)
    assert (found_not.state, found_not.answered_by) == (RecordSearchState.NOT_FOUND, registrar.post)


def test_a_clerk_of_another_department_has_no_business_there(registrar: Officer) -> None:
    stranger = a_clerk(registrar.body, "m_lighting")
    search = asked(registrar)

    assert refused(note_not_found, officer=stranger, search_id=search.id, searched="১") == "not_yours"
