"""The pure rules: who may make which move, who hears of it next."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from janasetu.cases import choices, rules
from janasetu.cases.notices import PHRASES
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
        further = ["refer", "resolve", "reject", "refer_outside", "alarm", "merge", "declare", "correct"]
        assert offered[6:] == further
    elif status == "duplicate":
        assert offered == ["note", "split"]
    else:
        assert offered == ["note"]


def test_who_is_not_on_the_way_up_is_offered_no_move() -> None:
    assert rules.moves_open_to("received", frozenset({"payroll"}), levels=LEVELS) == []


def test_whoever_acts_for_a_post_on_the_way_up_is_offered_its_moves() -> None:
    acting = frozenset({"administrator", "chairman"})

    assert len(rules.moves_open_to("received", acting, levels=LEVELS)) == 15


@pytest.mark.parametrize(
    ("roles", "note", "refusal"),
    [
        ({"officer"}, "আজই চাই", "move_top_only"),
        ({"secretary"}, "আজই চাই", "move_top_only"),
        ({"mayor"}, "আজই চাই", "move_not_yours"),
        ({"chairman"}, " ", "why_needed"),
    ],
)
def test_nobody_goes_before_others_but_by_who_has_the_last_word_and_says_why(
    roles: set[str], note: str, refusal: str
) -> None:
    attempt = rules.Attempt("hasten", "received", frozenset(roles), note=note, photos=0)

    with pytest.raises(rules.RefusedError, match=refusal):
        rules.check_move(attempt, levels=LEVELS, evidence=frozenset())
    assert "hasten" not in [move.code for move in rules.moves_open_to("received", OFFICER, levels=LEVELS)]


@pytest.mark.parametrize("awaited", [0, 1])
@pytest.mark.parametrize("status", choices.Status.values)
@pytest.mark.parametrize("move", choices.MoveCode.values)
def test_what_a_page_offers_is_what_the_rules_allow(status: str, move: str, awaited: int) -> None:
    attempt = rules.Attempt(
        move, status, OFFICER, note="লেখা", photos=1, reason="nothing_found", awaited=awaited
    )
    open_now = rules.moves_open_to(status, OFFICER, levels=LEVELS, awaited=awaited)
    offered = move in [one.code for one in open_now]

    if offered:
        assert rules.check_move(attempt, levels=LEVELS, evidence=frozenset({"resolve"})).code == move
    else:
        with pytest.raises(rules.RefusedError):
            rules.check_move(attempt, levels=LEVELS, evidence=frozenset({"resolve"}))


@pytest.mark.parametrize("move", choices.MoveCode.values)
def test_a_case_that_only_changes_hands_or_is_read_waits_on_for_the_citizen(move: str) -> None:
    after = rules.status_after(rules.MOVES[move], "waiting_citizen")
    taken_on = rules.status_after(rules.MOVES[move], "received")

    kept = {"assign", "see", "refer", "ask", "reply", "note", "declare", "hasten"}
    kept |= {"alarm", "refer_outside", "chase", "take_answer", "take_back", "correct"}
    assert (after == "waiting_citizen") == (move in kept)
    begun = {"assign", "see", "set_out", "refer", "refer_outside", "split", "correct"}
    assert (taken_on == "in_progress") == (move in begun)


@pytest.mark.parametrize(
    ("status", "awaited", "stands"),
    [
        ("received", 1, "referred"),
        ("in_progress", 2, "referred"),
        ("referred", 1, "referred"),
        ("referred", 0, "in_progress"),
        ("received", 0, "received"),
        ("waiting_citizen", 1, "waiting_citizen"),
        ("awaiting_confirmation", 0, "awaiting_confirmation"),
    ],
)
def test_a_case_is_with_somebody_outside_while_any_of_them_owes_an_answer(
    status: str, awaited: int, stands: str
) -> None:
    assert rules.while_referred(status, awaited) == stands


@pytest.mark.parametrize("move", ["resolve", "reject"])
def test_what_others_have_not_answered_is_not_ended(move: str) -> None:
    attempt = rules.Attempt(
        move, "waiting_citizen", OFFICER, note="হয়েছে", photos=1, reason="not_our_work", awaited=1
    )

    with pytest.raises(rules.RefusedError, match="answer_awaited"):
        rules.check_move(attempt, levels=LEVELS, evidence=frozenset())


def test_evidence_is_asked_for_only_where_the_service_wants_it() -> None:
    attempt = rules.Attempt("resolve", "received", OFFICER, note="", photos=0)

    assert rules.check_move(attempt, levels=LEVELS, evidence=frozenset()).code == "resolve"


def test_the_way_up_ends_at_the_top() -> None:
    assert [rules.next_level(level, LEVELS) for level in range(4)] == [1, 2, 2, 2]


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
    assert {key.removeprefix("my_status_") for key in keys if key.startswith("my_status_")} <= set(
        choices.Status.values
    )
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
        "evidence_is_theirs",
        *("answer_awaited", "no_answer_awaited", "answer_of_whom", "answer_by_whom"),
        *("refer_to_whom", "refer_to_which_body", "refer_how", "referred_there_already"),
        *("call_own_work", "call_not_yours"),
        *("call_word_unheard", "call_word_needed", "call_word_too_late"),
        *(f"reject_{reason}" for reason in rules.REJECT_REASONS),
    }
    assert refusals <= keys
    assert all(PHRASES.say(key, lang) for key in refusals)  # type: ignore[arg-type]


# --- the citizen's word ---

CLAIM_ENDS = NOW + timedelta(days=7)


@pytest.mark.parametrize(
    ("status", "by_telephone", "in_term", "after_it"),
    [
        ("received", False, (False, False), (False, False)),
        ("awaiting_confirmation", False, (True, True), (True, True)),
        ("resolved_unconfirmed", False, (True, True), (False, False)),
        ("resolved_confirmed", False, (False, False), (False, False)),
        ("resolved_confirmed", True, (False, True), (False, False)),
        ("rejected", False, (False, True), (False, True)),
        ("withdrawn", False, (False, False), (False, False)),
    ],
)
def test_a_word_counts_while_its_term_lasts(
    status: str, by_telephone: bool, in_term: tuple[bool, bool], after_it: tuple[bool, bool]
) -> None:
    claimed = rules.Claimed(status, CLAIM_ENDS, by_telephone=by_telephone)
    late = CLAIM_ENDS + timedelta(microseconds=1)

    assert (rules.takes_yes(claimed, CLAIM_ENDS), rules.takes_no(claimed, CLAIM_ENDS)) == in_term
    assert (rules.takes_yes(claimed, late), rules.takes_no(claimed, late)) == after_it


def test_where_nobody_was_asked_no_word_counts_after_the_end() -> None:
    ended = rules.Claimed("resolved_unconfirmed")

    assert not rules.takes_yes(ended, NOW)
    assert not rules.takes_no(ended, NOW)
    assert not rules.is_past_term(ended, NOW)


@pytest.mark.parametrize(
    ("claimed", "reminded"),
    [
        ("2026-11-21 08:00", "2026-11-25 09:00"),  # half-way is eight in the evening
        ("2026-11-21 07:59", "2026-11-24 19:59"),
        ("2026-11-21 20:59", "2026-11-25 09:00"),
        ("2026-11-21 21:00", "2026-11-25 09:00"),
        ("2026-11-21 12:00", "2026-11-25 09:00"),
    ],
)
def test_nobody_is_reminded_at_night(claimed: str, reminded: str) -> None:
    at = datetime.fromisoformat(claimed).replace(tzinfo=KOLKATA)

    due = rules.reminds_at(at, at + timedelta(days=7))

    assert due == datetime.fromisoformat(reminded).replace(tzinfo=KOLKATA)


def test_a_window_of_a_night_has_its_reminder_at_its_end_at_the_latest() -> None:
    at = datetime(2026, 11, 21, 22, 0, tzinfo=KOLKATA)

    assert rules.reminds_at(at, at + timedelta(hours=6)) == at + timedelta(hours=6)


@pytest.mark.parametrize(
    ("lot", "called", "drawn"),
    [
        (0.0, "0", False),
        (0.0, "0.01", True),
        (0.0499, "5", True),
        (0.05, "5", False),
        (0.9999, "100", True),
    ],
)
def test_so_many_of_a_hundred_are_drawn(lot: float, called: str, drawn: bool) -> None:
    assert rules.is_drawn(lot, Decimal(called)) is drawn
