"""`janasetu verify-audit`: what it tells, what it ends with, and what somebody outside keeps of the chain."""

import argparse
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from janasetu.audit.anchors import AnchorError, Line, read, written
from janasetu.audit.models import AuditRow, AuditSeal
from janasetu.audit.sealing import seal_all
from janasetu.audit.tests.history import by_sql, nobody_looking
from janasetu.cases.models import Case, CaseEvent
from janasetu.cases.tests.factories import NOW, Town, make_town, open_case
from janasetu.config import cli
from janasetu.config.cli import doctor, verify_audit
from janasetu.config.errors import FrontDoorError
from janasetu.lib.clock import local

pytestmark = pytest.mark.django_db

Told = Callable[..., tuple[int, list[str]]]


@pytest.fixture
def town() -> Town:
    """A town with one case, all sealed."""
    town = make_town()
    open_case(town)
    seal_all(wall=NOW)
    return town


@pytest.fixture
def told(capsys: pytest.CaptureFixture[str]) -> Told:
    """What the command prints, line by line, and what it ends with."""

    def run(*arguments: str) -> tuple[int, list[str]]:
        parser = argparse.ArgumentParser()
        verify_audit.add_arguments(parser)
        code = verify_audit.run(parser.parse_args(arguments))
        return code, capsys.readouterr().out.splitlines()

    return run


def test_whole_history_is_told_in_a_line_and_ends_with_0(town: Town, told: Told) -> None:
    open_case(town)
    rows = AuditRow.objects.count()

    assert told() == (0, [f"Whole: {rows} rows of history, 2 seals of 2 chains; 3 rows not yet sealed."])
    of_town = AuditRow.objects.filter(body_id=town.body.id).count()
    assert told("--body", "falakata") == (
        0,
        [f"Whole: {of_town} rows of history, 1 seal of 1 chain; 3 rows not yet sealed."],
    )


def test_the_first_row_that_was_edited_is_named_with_body_moment_and_hand(town: Town, told: Told) -> None:
    event = CaseEvent.objects.get()
    row = AuditRow.objects.get(key=str(event.id))
    with nobody_looking("cases_caseevent"):
        by_sql("UPDATE cases_caseevent SET by = 'system'")

    code, lines = told()

    assert code == 1
    assert lines[0] == (
        f"falakata: cases_caseevent {event.id} was edited; history wrote of it last on"
        f" {local(row.at):%Y-%m-%d %H:%M:%S}, by system."
    )
    assert lines[1].startswith("NOT WHOLE, 1 finding: ")


def test_the_earliest_of_several_findings_comes_first(town: Town, told: Told) -> None:
    later = open_case(town)
    seal_all(wall=NOW + timedelta(minutes=1))
    first = Case.objects.earliest("id")
    with nobody_looking("cases_caseevent", "audit_auditrow"):
        by_sql("DELETE FROM cases_caseevent WHERE case_id = %s", later.id)
        by_sql("UPDATE audit_auditrow SET actor = 'x' WHERE key = %s", str(first.id))

    _, (one, other, summary) = told()

    assert f"(cases_case {first.id}) was edited" in one
    assert "cases_caseevent" in other
    assert "was deleted; history wrote of it last on" in other
    assert summary.startswith("NOT WHOLE, 2 findings: ")


def test_a_body_that_there_is_not_is_refused(town: Town, told: Told) -> None:
    with pytest.raises(FrontDoorError, match="there is no body howrah"):
        told("--body", "howrah")


# --- what stands outside ---


def test_the_heads_are_written_down_and_compared_the_next_time(
    town: Town, told: Told, tmp_path: Path
) -> None:
    file = tmp_path / "heads.txt"

    code, lines = told("--anchor", str(file))
    assert (code, lines[1]) == (
        0,
        f"The heads of 2 chains are in {file}: keep a copy where no officer can write.",
    )
    head = AuditSeal.objects.get(body_id=town.body.id)
    assert read(file.read_text())["falakata"].digest == bytes(head.digest).hex()

    open_case(town)
    seal_all(wall=NOW + timedelta(minutes=1))
    assert told("--body", "falakata", "--anchor", str(file))[0] == 0
    kept = read(file.read_text())
    assert (kept["falakata"].number, kept["-"].number) == (2, 1)


def test_a_head_that_is_another_now_is_told_and_not_written_over(
    town: Town, told: Told, tmp_path: Path
) -> None:
    file = tmp_path / "heads.txt"
    text = written({"falakata": Line("falakata", 1, "0" * 64)})
    file.write_text(text)

    code, lines = told("--anchor", str(file))

    assert code == 1
    assert lines[0] == "falakata: audit_auditseal 1 is not the seal that was anchored."
    assert file.read_text() == text


def test_changes_by_hand_are_told_until_they_were_seen(town: Town, told: Told, tmp_path: Path) -> None:
    file = tmp_path / "heads.txt"
    by_sql("UPDATE cases_case SET lane = 'urgent'")
    seal_all(wall=NOW + timedelta(minutes=1))

    code, lines = told("--anchor", str(file))
    assert (code, file.exists()) == (1, False)
    assert "was changed by hand on" in lines[0]
    assert lines[0].endswith(", and nobody said why.")

    assert told("--anchor", str(file), "--seen")[0] == 1
    assert told("--anchor", str(file))[0] == 0
    assert told()[0] == 1


def test_a_file_that_holds_something_else_is_refused(town: Town, told: Told, tmp_path: Path) -> None:
    file = tmp_path / "heads.txt"
    file.write_text("# ok\nfalakata one 00\n")

    with pytest.raises(FrontDoorError, match="line 2 is not: body, number, digest"):
        told("--anchor", str(file))
    with pytest.raises(FrontDoorError, match="cannot be written"):
        told("--anchor", str(tmp_path / "nowhere" / "heads.txt"))


@pytest.mark.parametrize("line", ["falakata", "falakata x " + "0" * 64, "falakata 1 " + "G" * 64, "- 1 00"])
def test_a_line_that_is_no_head_is_named(line: str) -> None:
    with pytest.raises(AnchorError, match="line 1 is not"):
        read(line)


# --- the doctor ---


def test_the_doctor_says_whether_history_is_kept(town: Town) -> None:
    well = list(doctor._history())
    by_sql("ALTER TABLE cases_case DISABLE TRIGGER audit_update")
    ill = list(doctor._history())

    assert [(one.state, one.fact) for one in well] == [
        (doctor.State.OK, "every change is written down by the database")
    ]
    assert [(one.state, one.fact) for one in ill] == [
        (doctor.State.BROKEN, "the trigger audit_update of cases_case is missing, changed or off")
    ]


def test_what_a_command_changes_says_so(town: Town) -> None:
    def change() -> int:
        return Case.objects.update(level=1)

    cli.with_database(change, why="bodies")

    row = AuditRow.objects.latest("number")
    assert (row.actor, row.reason, row.changed) == ("command", "bodies", {"level": [0, 1]})
