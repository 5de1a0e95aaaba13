"""What a reader of a case leaves behind: that they are there, a draft, that they saw a number."""

from datetime import datetime, timedelta

from django.db import transaction

from janasetu.audit.choices import LookKind
from janasetu.audit.looking import Looked
from janasetu.bodies.models import Officer
from janasetu.cases import queries
from janasetu.cases.actions.looking import note_look
from janasetu.cases.choices import EventCode
from janasetu.cases.models import Case, CaseDraft, CaseEvent, CaseViewer
from janasetu.cases.rules import RefusedError
from janasetu.lib.ids import uuid7

STILL_THERE = timedelta(seconds=20)  # wall time; a page looks again more often
_REFRESH = timedelta(seconds=8)
MOST_DRAFT = 10_000  # characters


def watch(case: Case, officer: Officer, *, wall: datetime, now: datetime) -> list[Officer]:
    """Say that this officer has the case open at `wall`; who else has. A write now and then.

    Whoever was not there a moment ago has come to look, which is kept; a page that stays open is one look.
    """
    viewers = {
        viewer.officer_id: viewer
        for viewer in CaseViewer.objects.filter(
            body_id=case.body_id, case=case, seen_at__gt=wall - STILL_THERE
        ).select_related("officer__body", "officer__role")
    }
    mine = viewers.pop(officer.id, None)
    if mine is None or mine.seen_at < wall - _REFRESH:
        _is_there(case, officer, wall=wall, looks_at=now if mine is None else None)
    return [viewer.officer for viewer in viewers.values()]


def _is_there(case: Case, officer: Officer, *, wall: datetime, looks_at: datetime | None) -> None:
    with transaction.atomic(savepoint=False):
        if looks_at:
            note_look(Looked(LookKind.CASE, case.body_id, case.id), officer=officer, now=looks_at)
        CaseViewer.objects.bulk_create(
            [CaseViewer(id=uuid7(), body_id=case.body_id, case=case, officer=officer, seen_at=wall)],
            update_conflicts=True,
            unique_fields=["body", "case", "officer"],
            update_fields=["seen_at"],
        )


def keep_draft(case: Case, officer: Officer, *, move: str, text: str, now: datetime) -> None:
    """Keep what the officer is typing for a move; an empty text is no draft any more."""
    with transaction.atomic():
        draft = queries.draft_for_update(case, officer)
        texts = {**draft.texts, move: text[:MOST_DRAFT]} if draft else {move: text[:MOST_DRAFT]}
        CaseDraft.objects.bulk_create(
            [
                CaseDraft(
                    id=uuid7(),
                    body_id=case.body_id,
                    case=case,
                    user_id=officer.user_id,
                    texts={code: words for code, words in texts.items() if words},
                    at=now,
                )
            ],
            update_conflicts=True,
            unique_fields=["body", "case", "user"],
            update_fields=["texts", "at"],
        )


@transaction.atomic
def reveal_number(*, officer: Officer, ref: str, now: datetime) -> str:
    """The complainant's number, and on record that this officer saw it; empty where there is none.

    RefusedError where who complains is hidden from this officer.
    """
    officer.require_office(at=now)
    case = queries.case_for_update(officer, ref)
    seen = queries.seen_by(officer, case, now=now)
    if not seen.is_whole:
        raise RefusedError("unmask_first")
    party = seen.party
    if party is None or not party.phone:
        return ""
    note_look(Looked(LookKind.REVEAL, case.body_id, case.id), officer=officer, now=now)
    CaseEvent.objects.create(
        id=uuid7(), body_id=case.body_id, case=case, code=EventCode.REVEALED, by=officer.post, at=now
    )
    return party.phone
