"""`janasetu holidays` and `janasetu hours`: the calendar of offices by commands, and what follows."""

import argparse
import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from types import ModuleType

import pytest

from janasetu.bodies.models import LocalBody
from janasetu.bodies.queries import calendars
from janasetu.bodies.tests.factories import make_area
from janasetu.cases.models import Case
from janasetu.cases.tests.factories import Town, events, make_town, open_case
from janasetu.config import sweeps
from janasetu.config.cli import holidays, hours
from janasetu.config.errors import FrontDoorError
from janasetu.lib import clock

pytestmark = pytest.mark.django_db

OPENED = datetime(2026, 11, 23, 6, 30, tzinfo=UTC)  # Monday noon in Kolkata
ORDER = ("--order", "1234-F", "--order-date", "2025-11-27")
Told = Callable[..., tuple[int, str, str]]


@pytest.fixture
def town() -> Town:
    town = make_town()
    state = make_area("wb", "state", {"bn": "পশ্চিমবঙ্গ", "en": "West Bengal"})
    LocalBody.objects.filter(id=town.body.id).update(parent=state)
    return town


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Told:
    """Run a command; its exit code, what it printed, what it complained of."""

    def told(module: ModuleType, *arguments: str) -> tuple[int, str, str]:
        parser = argparse.ArgumentParser()
        module.add_arguments(parser)
        code = module.run(parser.parse_args(arguments))
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return told


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "holidays.csv"
    path.write_text("date,name_bn,name_en\n25/11/2026,রাজ্যজুড়ে ছুটি,State holiday\n", encoding="utf-8")
    return path


def test_the_yearly_order_is_imported_for_the_state_and_listed_in_every_body(
    town: Town, run: Told, file: Path
) -> None:
    assert run(holidays, "import", str(file), *ORDER) == (0, "wb: 1 new, 0 changed, 0 as they were.\n", "")
    assert run(holidays, "import", str(file), *ORDER)[1] == "wb: 0 new, 0 changed, 1 as they were.\n"

    code, printed, _ = run(holidays, "list", "--body", "falakata", "--year", "2026")

    assert (code, json.loads(printed)) == (
        0,
        {
            "day": "2026-11-25",
            "name": {"bn": "রাজ্যজুড়ে ছুটি", "en": "State holiday"},
            "body": "wb",
            "kind": "order",
            "order": "1234-F",
            "order_date": "2025-11-27",
        },
    )
    assert run(holidays, "list", "--year", "2027") == (0, "", "")


def test_what_is_wrong_in_a_file_is_told_and_nothing_is_written(town: Town, run: Told, file: Path) -> None:
    file.write_text("date,name_bn,name_en\nকাল,ছুটি,Holiday\n", encoding="utf-8")

    code, printed, complained = run(holidays, "import", str(file))

    assert (code, printed) == (1, "")
    assert complained.splitlines() == [
        "সারি ২, কলাম date: তারিখটা পড়া যাচ্ছে না। এভাবে লিখুন, 2026-10-19 বা 19/10/2026।",
        "Row 2, column date: The date cannot be read. Write it as 2026-10-19 or 19/10/2026.",
        "1 fault; nothing is written.",
    ]
    assert run(holidays, "list")[1] == ""


def test_a_holiday_for_the_day_after_tomorrow_moves_what_is_due_with_the_next_sweep(
    town: Town, run: Told, file: Path
) -> None:
    case = open_case(town, fields={"category": "encroachment"}, opened_at=OPENED)
    before = case.promise_due_at
    with clock.fixed(OPENED):
        run(holidays, "import", str(file), *ORDER)
        sweeps.sweep()

        assert (Case.objects.get().promise_due_at - before).days == 1
        assert events(case)[-1] == ("due_moved", "system")
        assert run(holidays, "withdraw", "2026-11-25") == (0, "wb: 1 day withdrawn.\n", "")
        sweeps.sweep()

    assert Case.objects.get().promise_due_at == before


def test_an_order_needs_its_date_and_a_day_must_be_declared(town: Town, run: Told, file: Path) -> None:
    with pytest.raises(FrontDoorError, match="an order has a date"):
        run(holidays, "import", str(file), "--order", "1234-F")
    with pytest.raises(FrontDoorError, match="wb has declared none of these days"):
        run(holidays, "withdraw", "2026-11-25")
    with pytest.raises(FrontDoorError, match="there is no body nowhere"):
        run(holidays, "list", "--body", "nowhere")


def test_without_a_state_the_body_has_to_be_named(run: Told) -> None:
    with pytest.raises(FrontDoorError, match="there is no state yet"):
        run(holidays, "list")


def test_the_hours_of_an_office_are_set_from_a_day_on(town: Town, run: Told) -> None:
    times = ("--opens", "10:30", "--closes", "18:00", "--off", "Sun", "--from", "2026-12-01")

    with clock.fixed(OPENED):
        done = run(hours, "set", "falakata", *times)
        shown = run(hours, "show", "falakata")

    assert done == (0, "falakata: open 10:30 to 18:00, closed sun from 2026-12-01.\n", "")
    assert shown[1] == "falakata: open 10:00 to 17:30, closed sat, sun.\n"
    calendar = calendars([town.body.id])[town.body.id]
    assert [calendar.is_open(date(2026, *day)) for day in ((11, 28), (12, 5), (12, 6))] == [
        False,
        True,
        False,
    ]


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        (("--closes", "09:00"), "The office must close after it opens."),
        (
            ("--off", "mon,tue,wed,thu,fri,sat,sun"),
            "The office must be open on one day of the week at least.",
        ),
    ],
)
def test_hours_that_cannot_be_are_refused_in_both_languages(
    town: Town, run: Told, changed: tuple[str, str], told: str
) -> None:
    times = {"--opens": "10:00", "--closes": "17:00", "--from": "2026-12-01"} | dict([changed])

    code, _, complained = run(hours, "set", "falakata", *[word for pair in times.items() for word in pair])

    assert code == 1
    assert complained.splitlines()[-1] == told


@pytest.mark.parametrize("wrong", [("--off", "someday"), ("--opens", "ten"), ("--from", "tomorrow")])
def test_wrong_arguments_are_misuse(town: Town, run: Told, wrong: tuple[str, str]) -> None:
    times = {"--opens": "10:00", "--closes": "17:00", "--from": "2026-12-01"} | dict([wrong])

    with pytest.raises(SystemExit) as ended:
        run(hours, "set", "falakata", *[word for pair in times.items() for word in pair])

    assert ended.value.code == 2
