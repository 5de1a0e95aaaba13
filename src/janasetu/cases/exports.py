"""A case as one JSON object for scripts: the shape that `janasetu cases --json` promises."""

from typing import Any

from janasetu.cases.choices import EventCode, Lane
from janasetu.cases.models import Case, CaseEvent
from janasetu.lib.moments import rfc3339

# What the events of a case may say whose complainant is hidden: nothing that anybody wrote or sent.
_OF_OFFICE = frozenset(
    {
        *("officer", "former", "role", "level", "from", "to", "department", "ready", "call", "tries", "word"),
        *("why", "days", "untold", "stars", "stage", "move", "question", "state"),
    }
)


def as_json(case: Case) -> dict[str, Any]:
    """`case` comes from queries.for_export(): nothing is looked up here."""
    service = case.service
    return {
        "ref": case.ref,
        "body": case.body.code,
        "service": service.code,
        "kind": service.kind,
        "lane": case.lane,
        "urgent": case.lane != Lane.NORMAL,
        "intent": service.reached_intent,
        "category": case.category or None,
        "status": case.status,
        "stage": _stage(case),
        "level": case.level,
        "channel": case.channel,
        "ward": case.ward or None,
        "department": case.department.code if case.department else None,
        "officer": case.officer.post if case.officer else None,
        "opened_at": rfc3339(case.opened_at),
        "promise_due_at": rfc3339(case.promise_due_at),
        "statutory_due_at": rfc3339(case.statutory_due_at),
        "first_action_due_at": rfc3339(case.first_action_due_at),
        "first_action_at": rfc3339(case.first_action_at),
        "closes_at": rfc3339(case.closes_at),
        "ended_at": rfc3339(case.ended_at),
        "stars": case.stars,
        "resolved_by": case.resolved_by.post if case.resolved_by else None,
        "fields": dict.fromkeys(case.fields) if case.confidential else case.fields,
        "attachments": case.attachment_count,  # type: ignore[attr-defined]  # annotated by for_export()
        "supporters": case.supporters,
        "events": [_event(event, is_told=not case.confidential) for event in case.events.all()],
        "parent": case.parent.ref if case.parent else _beside(case),
        "incident": _incident(case),
    }


def _stage(case: Case) -> str | None:
    """Where an application lies now; of desks side by side the stage around them."""
    lying = [row for row in case.desks.all() if row.left_at is None]
    return (lying[0].beside or lying[0].stage) if lying else None


def _beside(case: Case) -> str | None:
    """The case of the other problem that was told in the same words, where this one was told second."""
    opened = (event.params.get("beside") for event in case.events.all() if event.code == EventCode.OPENED)
    return next(filter(None, opened), None)


def _incident(case: Case) -> dict[str, Any] | None:
    """Of a known incident its wards, none where it is everywhere, and when it is expected to be solved."""
    if case.incident_wards is None:
        return None
    return {"wards": case.incident_wards, "expected_at": rfc3339(case.expected_at)}


def _event(event: CaseEvent, *, is_told: bool) -> dict[str, Any]:
    """`is_told`: with what was said; where who complains is hidden, only what the office did."""
    params = (
        event.params if is_told else {key: told for key, told in event.params.items() if key in _OF_OFFICE}
    )
    return {"at": rfc3339(event.at), "code": event.code, "by": event.by, **params}
