"""Split what a gateway posts of its text messages: how far each has come, or why it failed.

Shape: one report `{"id", "reference", "state", "reason", "at"}` or a list of them; `reference` is what we
sent along. The states are those of SMPP 3.4 (appendix B), by their names there or in plain words.
"""

from datetime import UTC, datetime
from typing import Any

from janasetu.channels.loose import (
    LATEST,
    MOST_STATUS,
    Json,
    UnreadableError,
    as_dict,
    as_text,
    identifier,
    items,
    moment,
    read_json,
    unknown,
)
from janasetu.channels.sms.errors import meaning_of_reason
from janasetu.lib.clock import KOLKATA
from janasetu.messaging.choices import OutboundState
from janasetu.messaging.values import Parts, StatusReport

CHANNEL = "sms"
MOST_REFERENCE, MOST_REASON = 512, 200
_EARLIEST = datetime(2000, 1, 1, tzinfo=UTC)
_STATES: dict[OutboundState, tuple[str, ...]] = {
    OutboundState.SENT: ("submitted", "enroute"),
    OutboundState.DELIVERED: ("delivrd",),
    OutboundState.FAILED: ("undelivered", "undeliv", "rejected", "rejectd", "expired", "deleted"),
}
_MEANING = {word: state for state, words in _STATES.items() for word in words}


def split(body: bytes, *, received_at: datetime) -> Parts:
    """Every report in these bytes; UnreadableError if there is none at all."""
    given = items(read_json(body))
    if not any(given):
        raise UnreadableError("no report")
    parts, others = Parts(), []
    for one in given:
        if report := _report(as_dict(one), received_at):
            parts.reports.append(report)
        else:
            others.append(one)
    if others:  # one thing, however many: what is no report can be two million of them
        parts.arrivals.append(unknown(CHANNEL, "", others[0] if len(others) == 1 else others, received_at))
    return parts


def _report(given: Json, received_at: datetime) -> StatusReport | None:
    """The line is not told, and not needed: the reference says which message it is."""
    provider_id, state = identifier(given.get("id")), _state(given.get("state"))
    if not provider_id or not state:
        return None
    reason = _reason(given) if state == OutboundState.FAILED else ""
    return StatusReport(
        channel=CHANNEL,
        line="",
        provider_id=provider_id,
        status=state,
        at=_moment(given.get("at"), received_at),
        opaque=as_text(given.get("reference"))[:MOST_REFERENCE],
        error=reason,
        refusal=meaning_of_reason(reason),
    )


def _reason(given: Json) -> str:
    """Why it failed; the state's own word tells something too."""
    return (as_text(given.get("reason")) or as_text(given.get("state")))[:MOST_REASON]


def _state(given: Any) -> str:
    """The state in our own words; one that we do not know as it stands, which moves nothing."""
    word = as_text(given).casefold()[:MOST_STATUS]
    return _MEANING.get(word, word)


def _moment(given: Any, received_at: datetime) -> datetime:
    """A time of RFC 3339, of India where it names no zone, or a provider's second; else that of arrival."""
    try:
        at = datetime.fromisoformat(given) if isinstance(given, str) else None
    except ValueError:
        at = None
    if at is None:
        return moment(given, received_at)
    at = at if at.tzinfo else at.replace(tzinfo=KOLKATA)
    return at.astimezone(UTC) if _EARLIEST < at < LATEST else received_at
