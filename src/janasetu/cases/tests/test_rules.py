"""The pure rules: who may make which move, who hears of it next."""

from datetime import UTC, datetime

import pytest

from janasetu.cases import choices, rules
from janasetu.cases.notices import PHRASES

LEVELS = ("officer", "secretary", "chairman")
OFFICER = frozenset({"officer"})
NOW = datetime(2026, 11, 21, tzinfo=UTC)


@pytest.mark.parametrize("status", choices.Status.values)
def test_moves_are_open_only_while_the_case_is(status: str) -> None:
    offered = [move.code for move in rules.moves_open_to(status, OFFICER, levels=LEVELS)]

    if status == "awaiting_confirmation":
        assert offered == ["reply", "note"]
    elif status in choices.OPEN:
        assert offered == ["assign", "see", "set_out", "reply", "ask", "note", "refer", "resolve", "reject"]
    else:
        assert offered == ["note"]


def test_who_is_not_on_the_way_up_is_offered_no_move() -> None:
    assert rules.moves_open_to("received", frozenset({"payroll"}), levels=LEVELS) == []


def test_whoever_acts_for_a_post_on_the_way_up_is_offered_its_moves() -> None:
    acting = frozenset({"administrator", "chairman"})

    assert len(rules.moves_open_to("received", acting, levels=LEVELS)) == 10


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

    kept = {"assign", "see", "refer", "ask", "reply", "note", "hasten"}
    assert (after == "waiting_citizen") == (move in kept)
    assert (taken_on == "in_progress") == (move in {"assign", "see", "set_out", "refer"})


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
    assert at_work == set(choices.OPEN) - {"awaiting_confirmation"}
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
