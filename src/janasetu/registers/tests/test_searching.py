"""Somebody is found in a register however they are spelt; who looked is written down."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from janasetu.audit.models import Look
from janasetu.bodies.models import LocalBody, Officer
from janasetu.bodies.tests.factories import make_body, make_officer
from janasetu.registers.actions import look_through, open_entry
from janasetu.registers.rules import RefusedError
from janasetu.registers.searching import Asked, find, when_of
from janasetu.registers.tests.factories import NOW, a_registrar, entered


def names(registrar: Officer, **asked: object) -> list[str]:
    found = find(registrar.body_id, Asked("birth", **asked))  # type: ignore[arg-type]
    return [hit.entry.name_bn or hit.entry.name_en or hit.entry.mother_bn for hit in found.hits]


@pytest.fixture
def people(registrar: Officer) -> Officer:
    entered(
        registrar,
        {"name_bn": "মহঃ রহমান", "father_bn": "আব্দুল গাজি", "date": "04/03/1987"},
        {"name_bn": "মোঃ রহমান", "father_bn": "শেখ কালাম", "date": "09/10/1991", "number": "2/1991"},
        {"name_bn": "মহঃ রহিম", "father_bn": "আব্দুল গাজি"},
        {"name_bn": "লক্ষ্মী দাস", "mother_bn": "সরস্বতী দাস"},
        {"mother_bn": "সরস্বতী দাস", "father_bn": "নিমাই দাস"},
        {"name_en": "Subrata Mukherjee"},
    )
    return registrar


def test_md_rahaman_finds_both_and_not_the_other(people: Officer) -> None:
    assert names(people, name="Md Rahaman") == ["মহঃ রহমান", "মোঃ রহমান"]


@pytest.mark.parametrize(
    ("typed", "stands"),
    [
        ("সুব্রত মুখোপাধ্যায়", "Subrata Mukherjee"),
        ("mukherji subroto", "Subrata Mukherjee"),
        ("Laxmi", "লক্ষ্মী দাস"),
        ("লক্ষী দাশ", "লক্ষ্মী দাস"),
        ("রহমন", "মহঃ রহমান"),
    ],
)
def test_somebody_is_found_in_any_script_order_and_spelling(people: Officer, typed: str, stands: str) -> None:
    assert names(people, name=typed)[0] == stands


def test_a_parent_and_a_day_bring_the_one_that_is_meant_to_the_top(people: Officer) -> None:
    assert names(people, name="Rahman", parents="Kalam Sk")[0] == "মোঃ রহমান"
    assert names(people, name="Rahman", when=when_of("১০/০৯/১৯৯১"))[0] == "মোঃ রহমান"
    assert names(people, name="Rahman", when=when_of("1991")) == ["মোঃ রহমান"]


def test_a_child_without_a_name_is_found_by_its_parents(people: Officer) -> None:
    assert names(people, parents="নিমাই দাস") == ["সরস্বতী দাস"]
    assert "সরস্বতী দাস" in names(people, name="পূজা দাস", parents="নিমাই দাস")


def test_a_number_is_found_in_any_digits_with_its_year_or_without(people: Officer) -> None:
    assert names(people, number="২/১৯৯১") == names(people, number="02") == ["মোঃ রহমান"]


def test_nobody_is_named_so_nobody_is_shown(people: Officer) -> None:
    assert names(people, when=when_of("1987")) == names(people, name="শ্রী") == names(people) == []
    assert names(people, name="পেম্বা লামা") == []


def test_a_search_stays_in_its_body_and_its_register(people: Officer) -> None:
    elsewhere = a_registrar(make_body("basirhat", number=1003))

    assert names(elsewhere, name="Rahman") == []
    assert find(people.body_id, Asked("death", name="Rahman")).hits == []


def test_a_search_has_the_same_cost_whoever_is_found(people: Officer) -> None:
    costs = []
    for name in ("Rahman", "Lama"):
        with CaptureQueriesContext(connection) as asked:
            find(people.body_id, Asked("birth", name=name))
        costs.append(len(asked))

    assert costs == [4, 4]  # a savepoint, the threshold, the entries, its release


@pytest.mark.parametrize(
    ("typed", "since", "until"),
    [
        ("১৯৮৭", date(1986, 1, 1), date(1988, 12, 31)),
        ("1985-1990", date(1985, 1, 1), date(1990, 12, 31)),
        ("১৯৯০ থেকে ১৯৮৫", date(1985, 1, 1), date(1990, 12, 31)),
        ("04/03/1987", date(1985, 3, 3), date(1989, 3, 4)),
    ],
)
def test_a_day_a_year_and_years_are_understood(typed: str, since: date, until: date) -> None:
    when = when_of(typed)

    assert when is not None
    assert (when.since, when.until) == (since, until)


def test_what_is_no_day_is_refused_and_nothing_is_nothing() -> None:
    assert when_of("  ") is None
    with pytest.raises(ValueError, match="গত বছর"):
        when_of("গত বছর")


def test_who_looked_and_at_whom_is_written_down_without_the_words(people: Officer) -> None:
    found = look_through(officer=people, asked=Asked("birth", name="Md Rahaman"), now=NOW)
    entry = open_entry(officer=people, entry_id=found.hits[0].entry.id, now=NOW)

    assert entry == found.hits[0].entry
    searched, opened = Look.objects.order_by("id")
    shown = ",".join(str(hit.entry.id) for hit in found.hits)
    assert (searched.what, searched.by, searched.rows) == ("register", people.post, 2)
    assert searched.asked == {"register": "birth", "by": "name", "entries": shown}
    assert (opened.about, opened.asked) == (found.hits[0].entry.id, {"register": "birth"})


def test_others_of_the_office_and_of_other_bodies_see_nobody(people: Officer, body: LocalBody) -> None:
    entry = find(people.body_id, Asked("birth", name="Rahman")).hits[0].entry
    councillor = make_officer(body, "councillor")

    with pytest.raises(RefusedError, match="not_yours"):
        look_through(officer=councillor, asked=Asked("birth", name="Rahman"), now=NOW)
    with pytest.raises(RefusedError, match="not_yours"):
        open_entry(officer=councillor, entry_id=entry.id, now=NOW)
    elsewhere = a_registrar(make_body("basirhat", number=1003))
    assert open_entry(officer=elsewhere, entry_id=entry.id, now=NOW) is None
    assert not Look.objects.exists()
