"""The pure rules: who may make which move, who hears of it next."""

from datetime import UTC, datetime, timedelta

import pytest

from janasetu.cases import choices, rules
from janasetu.cases.notices import PHRASES
from janasetu.catalogue.schema import Span
from janasetu.lib.clock import KOLKATA

LEVELS = ("officer", "secretary", "chairman")
OFFICER = frozenset({"officer"})
NOW = datetime(2026, 11, 21, tzinfo=UTC)


@pytest.mark.parametrize("status", choices.Status.values)
def test_moves_are_open_only_while_the_case_is(status: str) -> None:
    offered = [move.code for move in rules.moves_open_to(status, OFFICER, levels=LEVELS)]

    if status == "awaiting_confirmation":
        assert offered == ["reply", "note"]
    elif status in choices.OPEN:
        assert offered[:6] == ["assign", "see", "set_out", "reply", "ask", "note"]
        assert offered[6:] == ["refer", "resolve", "reject", "merge", "declare"]
    elif status == "duplicate":
        assert offered == ["note", "split"]
    else:
        assert offered == ["note"]


def test_who_is_not_on_the_way_up_is_offered_no_move() -> None:
    assert rules.moves_open_to("received", frozenset({"payroll"}), levels=LEVELS) == []


def test_whoever_acts_for_a_post_on_the_way_up_is_offered_its_moves() -> None:
    acting = frozenset({"administrator", "chairman"})

    assert len(rules.moves_open_to("received", acting, levels=LEVELS)) == 11


@pytest.mark.parametrize("status", choices.Status.values)
@pytest.mark.parametrize("move", choices.MoveCode.values)
def test_what_a_page_offers_is_what_the_rules_allow(status: str, move: str) -> None:
    attempt = rules.Attempt(move, status, OFFICER, note="লেখা", photos=1, reason="nothing_found")
    offered = move in [one.code for one in rules.moves_open_to(status, OFFICER, levels=LEVELS)]

    if offered:
        assert rules.check_move(attempt, levels=LEVELS, evidence=frozenset({"resolve"})).code == move
    else:
        with pytest.raises(rules.RefusedError):
            rules.check_move(attempt, levels=LEVELS, evidence=frozenset({"resolve"}))


@pytest.mark.parametrize("move", choices.MoveCode.values)
def test_a_case_that_only_changes_hands_or_is_read_waits_on_for_the_citizen(move: str) -> None:
    after = rules.status_after(rules.MOVES[move], "waiting_citizen")
    taken_on = rules.status_after(rules.MOVES[move], "received")

    kept = {"assign", "see", "refer", "ask", "reply", "note", "declare"}
    assert (after == "waiting_citizen") == (move in kept)
    assert (taken_on == "in_progress") == (move in {"assign", "see", "set_out", "refer", "split"})


def test_evidence_is_asked_for_only_where_the_service_wants_it() -> None:
    attempt = rules.Attempt("resolve", "received", OFFICER, note="", photos=0)

    assert rules.check_move(attempt, levels=LEVELS, evidence=frozenset()).code == "resolve"


@pytest.mark.parametrize(
    ("opened", "within", "due"),
    [
        ("2026-11-21 23:50", "20 minutes", "2026-11-22 00:10"),
        ("2026-02-28 13:00", "48 hours", "2026-03-02 13:00"),
        ("2026-12-10 13:00", "27 days", "2027-01-06 13:00"),
        ("2026-11-20 13:00", "1 working day", "2026-11-23 13:00"),  # Friday; then comes Monday
        ("2026-11-21 13:00", "7 working days", "2026-12-01 13:00"),  # Saturday
        ("2026-11-23 02:00", "5 working days", "2026-11-30 02:00"),  # Monday here, Sunday in UTC
        ("2026-11-21 13:00", "1 month", "2026-12-21 13:00"),
        ("2026-11-21 13:00", "2 months", "2027-01-21 13:00"),
        ("2026-01-31 13:00", "1 month", "2026-02-28 13:00"),
        ("2026-01-29 13:00", "2 months", "2026-03-29 13:00"),
        ("2026-12-31 13:00", "4 months", "2027-04-30 13:00"),
        ("2028-01-30 13:00", "1 month", "2028-02-29 13:00"),
        ("2026-10-31 02:00", "1 month", "2026-11-30 02:00"),  # the 31st here, the 30th in UTC
        ("2026-02-01 02:00", "1 month", "2026-03-01 02:00"),  # the 1st here, the 31st in UTC
        ("2028-02-29 13:00", "1 year", "2029-02-28 13:00"),
        ("2026-11-21 13:00", "3 years", "2029-11-21 13:00"),
    ],
)
def test_a_limit_falls_due_by_the_calendar_on_the_wall(opened: str, within: str, due: str) -> None:
    opened_at = datetime.fromisoformat(opened).replace(tzinfo=KOLKATA).astimezone(UTC)

    due_at = rules.due(opened_at, Span.read(within))

    assert f"{due_at.astimezone(KOLKATA):%Y-%m-%d %H:%M}" == due
    assert due_at.tzinfo is UTC


@pytest.mark.parametrize("promised", [timedelta(minutes=20), timedelta(hours=48), timedelta(days=27)])
def test_a_promise_is_pressing_from_three_quarters_of_its_time_whatever_it_was(promised: timedelta) -> None:
    due_at, second = NOW + promised, timedelta(seconds=1)
    moments = [NOW, NOW + promised * 0.75 - second, NOW + promised * 0.75, due_at, due_at + second]

    urgencies = [rules.urgency(NOW, due_at, moment) for moment in moments]

    assert urgencies == ["in_time", "in_time", "soon", "soon", "late"]


def test_the_share_that_is_used_begins_at_the_opening_and_goes_past_the_end() -> None:
    due_at = NOW + timedelta(hours=8)

    shares = [rules.used(NOW, due_at, NOW + timedelta(hours=hours)) for hours in (-1, 0, 2, 8, 16)]

    assert shares == [0, 0, 0.25, 1, 2]
    assert rules.used(NOW, NOW, NOW) == 1


def test_the_way_up_ends_at_the_top() -> None:
    assert [rules.next_level(level, LEVELS) for level in range(4)] == [1, 2, 2, 2]
    assert rules.escalates_next(NOW, timedelta(hours=6), level=1, levels=LEVELS) == NOW + timedelta(hours=6)
    assert rules.escalates_next(NOW, timedelta(hours=6), level=2, levels=LEVELS) is None


def test_the_pure_rules_know_every_move_and_status_of_the_database() -> None:
    assert set(rules.MOVES) == set(choices.MoveCode.values)
    assert {status for move in rules.MOVES.values() for status in move.allowed_in} == set(
        choices.Status.values
    )
    at_work = {status for move in rules.MOVES.values() if move.leads_to for status in move.allowed_in}
    assert at_work == set(choices.AT_WORK) | {"duplicate"}  # of which one is split off
    assert {move.leads_to for move in rules.MOVES.values()} - {None} <= set(choices.Status.values)


@pytest.mark.parametrize("lang", ["bn", "en"])
def test_every_status_event_and_refusal_has_its_words(lang: str) -> None:
    keys = set(PHRASES.keys())

    assert {f"status_{status}" for status in choices.Status.values} <= keys
    assert {f"event_{code}" for code in choices.EventCode.values} <= keys
    refusals = {
        "move_unknown",
        "move_not_yours",
        "move_after_the_end",
        "move_while_asked",
        "note_needed",
        "evidence_needed",
        "note_too_long",
        "moved_on",
        "reason_needed",
        "refer_where",
        "no_such_ready_text",
        *(f"reject_{reason}" for reason in rules.REJECT_REASONS),
    }
    assert refusals <= keys
    assert all(PHRASES.say(key, lang) for key in refusals)  # type: ignore[arg-type]
