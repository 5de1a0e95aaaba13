"""An entry is corrected in its margin: what was written stays, both spellings find it, no file undoes it."""

import pytest

from janasetu.bodies.models import LocalBody, Officer
from janasetu.registers.actions import MarginOrder, write_margin
from janasetu.registers.entries import said_by
from janasetu.registers.models import MarginalEntry, RegisterEntry
from janasetu.registers.register_file import faults_from_json
from janasetu.registers.rules import RefusedError
from janasetu.registers.searching import Asked, find
from janasetu.registers.tests.factories import NOW, RAHMAN, a_clerk, as_csv, sent, taken


@pytest.fixture
def entry(registrar: Officer) -> RegisterEntry:
    taken(registrar, as_csv(RAHMAN))
    return RegisterEntry.objects.get()


def margin(officer: Officer, entry: RegisterEntry, **cells: str) -> MarginalEntry | None:
    order = MarginOrder(entry.id, cells, case_ref="26100200017")
    note = write_margin(officer=officer, order=order, now=NOW)
    entry.refresh_from_db()
    return note


def test_each_correction_has_its_number_and_says_what_was(registrar: Officer, entry: RegisterEntry) -> None:
    before = said_by(entry)

    first = margin(registrar, entry, name_bn="মহম্মদ আতাউর রহমান", date="০৫/০৩/১৯৮৭")
    second = margin(registrar, entry, name_bn="মহম্মদ আতাউল রহমান")

    assert first
    assert second
    assert (first.number, first.lines) == (
        1,
        {"date": ["1987-03-04", "1987-03-05"], "name_bn": ["মহঃ রহমান", "মহম্মদ আতাউর রহমান"]},
    )
    assert (second.number, second.lines) == (2, {"name_bn": ["মহম্মদ আতাউর রহমান", "মহম্মদ আতাউল রহমান"]})
    assert entry.original == before
    assert entry.written["name_bn"] == "মহঃ রহমান"
    assert margin(registrar, entry, name_bn="মহম্মদ আতাউল রহমান") is None  # it says so already
    assert (entry.margins, entry.margin_on) == (2, NOW.date())


@pytest.mark.parametrize("name", ["মহঃ রহমান", "Shahjahan Gazi"])
def test_whoever_knows_either_spelling_finds_it(registrar: Officer, entry: RegisterEntry, name: str) -> None:
    margin(registrar, entry, name_bn="শাহজাহান গাজি", mother_bn="মনোয়ারা বেওয়া")

    (hit,) = find(entry.body_id, Asked("birth", name=name)).hits

    assert (hit.entry.name_bn, hit.is_sure) == ("শাহজাহান গাজি", True)
    for mother in ("সাবিনা বিবি", "মনোয়ারা বেওয়া"):
        assert find(entry.body_id, Asked("birth", parents=mother)).hits


def test_the_same_file_again_does_not_undo_it_and_says_so_row_by_row(
    registrar: Officer, entry: RegisterEntry
) -> None:
    margin(registrar, entry, father_bn="আব্দুর রহমান")
    third = (*RAHMAN[:3], "আবদুল গফুর", RAHMAN[4])
    also_otherwise = (*RAHMAN[:3], "আবদুল গফুর", "রাবেয়া বিবি")
    corrected = (*RAHMAN[:3], "আব্দুর রহমান", RAHMAN[4])

    told = {}
    for row in (RAHMAN, third, also_otherwise, corrected):
        one = sent(registrar, as_csv(row), whole_only=True)
        told[row] = [fault.sentence("en") for fault in faults_from_json([*one.notes, *one.faults])]
        told[row] += [f"{one.same} same, {one.kept} kept, {one.wrong} wrong"]

    kept = (
        "Row 2: This entry was corrected in its margin since (no. 1), and the file says otherwise: "
        "Father’s name (Bengali). The correction stays."
    )
    assert told[RAHMAN] == told[third] == [kept, "1 same, 1 kept, 0 wrong"]
    assert told[also_otherwise][0].endswith(
        "differs in: Mother’s name (Bengali). What stands there was not changed."
    )
    assert told[corrected] == ["1 same, 0 kept, 0 wrong"]
    entry.refresh_from_db()
    assert entry.father_bn == "আব্দুর রহমান"


def test_only_the_registrar_writes_there(body: LocalBody, registrar: Officer, entry: RegisterEntry) -> None:
    with pytest.raises(RefusedError, match="registrar_only"):
        margin(a_clerk(body, "m_certificates"), entry, name_bn="রফিকুল শেখ")
