"""Writes of papers: draft one, keep what came back from ink or another system, end one that holds no more."""

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction

from janasetu.bodies.models import LocalBody
from janasetu.documents import snapshots, store
from janasetu.documents.choices import Born, PaperState, SigningState, Standing
from janasetu.documents.errors import PaperClosedError, Reason
from janasetu.documents.marks.codes import new_code
from janasetu.documents.models import Paper, SigningOrder
from janasetu.documents.queries import UNDER_WAY
from janasetu.documents.signing.bells import ring
from janasetu.lib import clock
from janasetu.lib.ids import uuid7

_TAKE = """
INSERT INTO documents_seriescounter (id, body_id, series, last)
SELECT given.id, given.body_id, given.series, given.count
  FROM unnest(%s::uuid[], %s::uuid[], %s::text[], %s::int[]) AS given (id, body_id, series, count)
 ORDER BY given.body_id, given.series
    ON CONFLICT (body_id, series) DO UPDATE SET last = documents_seriescounter.last + EXCLUDED.last
RETURNING body_id, series, last
"""


@dataclass(frozen=True, slots=True)
class PaperOrder:
    """A paper to be drafted.

    `says`: the snapshot without what is known only now: number, code, day, and whether it is a specimen.
    `number`: how its number is printed, with `{serial}` in it, as in `FAL/RES/2026/{serial:04}`. `layout`:
    by name, with its hash; empty where nothing of ours is pressed. `draft`: the finished PDF, where who asks
    has pressed it; else the signer's process does.
    """

    body: LocalBody
    service: str
    type: str
    born: Born
    series: str
    number: str
    says: Mapping[str, Any] = field(default_factory=dict)
    layout: str = ""
    layout_sha256: str = ""
    case_id: UUID | None = None
    valid_until: date | None = None
    supersedes: Paper | None = None
    draft: bytes = b""


@dataclass(frozen=True, slots=True)
class Finished:
    """The bytes of a paper as they came in, which are kept and handed out unchanged."""

    content: bytes
    mime: str = "application/pdf"


def draft_paper(order: PaperOrder, *, now: datetime) -> Paper:
    """One paper with its number and code; the last act of its transaction, as it holds the series."""
    (paper,) = draft_papers([order], now=now)
    return paper


@transaction.atomic
def draft_papers(orders: Sequence[PaperOrder], *, now: datetime) -> list[Paper]:
    """Papers with their numbers and codes, in the order given; two statements for any number of them.

    A serial is taken last and in the order of the bodies, so that no two wait for each other, and a
    transaction that fails leaves no gap.
    """
    serials = _serials(orders)
    papers = [_drafted(one, serial, now) for one, serial in zip(orders, serials, strict=True)]
    Paper.objects.bulk_create(papers)
    ring()
    return papers


def _serials(orders: Sequence[PaperOrder]) -> list[int]:
    """The serial of each: the next ones of its series, in the order given."""
    counts: dict[tuple[UUID, str], int] = {}
    for one in orders:
        counts[one.body.id, one.series] = counts.get((one.body.id, one.series), 0) + 1
    keys = sorted(counts)
    with connection.cursor() as cursor:
        cursor.execute(
            _TAKE,
            [
                [uuid7() for _ in keys],
                [key[0] for key in keys],
                [key[1] for key in keys],
                [counts[key] for key in keys],
            ],
        )
        free = {(body, series): last - counts[body, series] for body, series, last in cursor.fetchall()}
    serials = []
    for one in orders:
        free[one.body.id, one.series] += 1
        serials.append(free[one.body.id, one.series])
    return serials


def _drafted(order: PaperOrder, serial: int, now: datetime) -> Paper:
    code = new_code(order.body.number or 0)
    number = order.number.format(serial=serial)
    says = _said(order, number=number, code=code, now=now)
    return Paper(
        body=order.body,
        case_id=order.case_id,
        service=order.service,
        type=order.type,
        series=order.series,
        serial=serial,
        number=number,
        code=code,
        born=order.born,
        layout=order.layout,
        layout_sha256=order.layout_sha256,
        snapshot=says,
        snapshot_sha256=snapshots.digest(says),
        made_at=now.replace(microsecond=0),
        draft_sha256=store.keep(settings.MEDIA_FOLDER, order.draft) if order.draft else "",
        state=PaperState.DRAFTED,
        supersedes=order.supersedes,
        valid_until=order.valid_until,
    )


def _said(order: PaperOrder, *, number: str, code: str, now: datetime) -> dict[str, Any]:
    """The whole snapshot, in the form in which texts are kept."""
    until = order.valid_until
    whole = {
        "v": snapshots.VERSION,
        **order.says,
        "type": order.type,
        "number": number,
        "code": code,
        "issued": clock.local(now).date().isoformat(),
        "valid_until": until.isoformat() if until else None,
        "specimen": order.born == Born.HERE and settings.SIGNING_KEYS.is_specimen(order.body.code),
        **({"ink": True} if order.born == Born.INK else {}),
    }
    normal: dict[str, Any] = snapshots.normal(whole)
    return normal


@transaction.atomic
def take_draft(paper: Paper, draft: bytes) -> bool:
    """Keep the unsigned PDF of a paper that was drafted; False where it has one already."""
    sha256 = store.keep(settings.MEDIA_FOLDER, draft)
    waiting = Paper.objects.filter(body_id=paper.body_id, id=paper.id, draft_sha256="")
    if not waiting.update(draft_sha256=sha256):
        return False
    paper.draft_sha256 = sha256
    return True


@transaction.atomic
def note_printed(*, paper: Paper) -> Paper:
    """Ink: it lies on the table; once more changes nothing. PaperClosedError where it is none of ink."""
    found = _waits_for_ink(paper)
    found.state = PaperState.PRINTED
    found.save(update_fields=["state"])
    return found


@transaction.atomic
def withdraw_paper(*, paper: Paper) -> Paper:
    """The office draws a paper back that is signed by hand, before it is. PaperClosedError."""
    found = _waits_for_ink(paper)
    found.state = PaperState.REFUSED
    found.save(update_fields=["state"])
    return found


@transaction.atomic
def withdraw_drafts(keys: Collection[tuple[UUID, UUID]]) -> None:
    """The papers of these cases, by (body, case), are not made any further; two statements for any number."""
    if not keys:
        return
    under_way = Paper.objects.filter(
        body_id__in={body for body, _ in keys}, case_id__in=[case for _, case in keys], state__in=UNDER_WAY
    )
    SigningOrder.objects.filter(
        body_id__in={body for body, _ in keys},
        paper__in=under_way,
        state__in=(SigningState.WAITING, SigningState.ORDERED),
    ).update(state=SigningState.WITHDRAWN, note=Reason.WITHDRAWN.value)
    under_way.update(state=PaperState.REFUSED)


@transaction.atomic
def take_sealed(*, paper: Paper, finished: Finished, now: datetime) -> Paper:
    """Ink: the paper with signature and seal came back as a photo or scan. PaperClosedError."""
    found = _waits_for_ink(paper)
    return issue(found, PaperState.SEALED, finished, now=now)


@transaction.atomic
def file_paper(order: PaperOrder, finished: Finished, *, now: datetime) -> Paper:
    """State portal: its own file, with its own number, kept byte for byte. The same file twice is one paper.

    `number` is the portal's, as it is; it is in no series of ours.
    """
    sha256 = hashlib.sha256(finished.content).hexdigest()
    before = Paper.objects.filter(body=order.body, case_id=order.case_id, sha256=sha256).first()
    if before is not None:
        return before
    says = snapshots.normal({"v": snapshots.VERSION, **order.says, "type": order.type, "specimen": False})
    paper = Paper(
        body=order.body,
        case_id=order.case_id,
        service=order.service,
        type=order.type,
        series=order.series,
        number=order.number,
        code=new_code(order.body.number or 0),
        born=Born.STATE_PORTAL,
        snapshot=says,
        snapshot_sha256=snapshots.digest(says),
        made_at=now.replace(microsecond=0),
        state=PaperState.DRAFTED,
        supersedes=order.supersedes,
        valid_until=order.valid_until,
    )
    paper.save(force_insert=True)
    return issue(paper, PaperState.FILED, finished, now=now)


def issue(paper: Paper, state: PaperState, finished: Finished, *, now: datetime) -> Paper:
    """The final bytes are on disk before the row says so; it holds from now on, and what it supersedes does
    not.

    Within the transaction of its caller, who has locked the paper.
    """
    paper.sha256 = store.keep(settings.MEDIA_FOLDER, finished.content)
    paper.mime, paper.size = finished.mime, len(finished.content)
    paper.state, paper.issued_at = state, now
    paper.save(update_fields=["sha256", "mime", "size", "state", "issued_at"])
    if paper.supersedes_id is not None:
        before = Paper.objects.filter(body_id=paper.body_id, id=paper.supersedes_id, standing=Standing.VALID)
        before.update(
            standing=Standing.SUPERSEDED, standing_at=now, standing_by="system", standing_reason=paper.number
        )
    return paper


def supersede(*, paper: Paper, by: str, reason: str, now: datetime) -> Paper:
    """A later paper says it anew. PaperClosedError, as of the next two, where it was not issued or ended."""
    return _end(paper, Standing.SUPERSEDED, by=by, reason=reason, now=now)


def cancel(*, paper: Paper, by: str, reason: str, now: datetime) -> Paper:
    """It was made in error."""
    return _end(paper, Standing.CANCELLED, by=by, reason=reason, now=now)


def revoke(*, paper: Paper, by: str, reason: str, now: datetime) -> Paper:
    """It was right, and holds no more."""
    return _end(paper, Standing.REVOKED, by=by, reason=reason, now=now)


@transaction.atomic
def _end(paper: Paper, standing: Standing, *, by: str, reason: str, now: datetime) -> Paper:
    found = _locked(paper)
    if not found.is_issued:
        raise PaperClosedError("paper_not_issued")
    if found.standing != Standing.VALID:
        raise PaperClosedError("paper_ended_before")
    if not reason.strip():
        raise PaperClosedError("paper_needs_reason")
    found.standing, found.standing_at = standing, now
    found.standing_by, found.standing_reason = by, reason.strip()
    found.save(update_fields=["standing", "standing_at", "standing_by", "standing_reason"])
    return found


def _waits_for_ink(paper: Paper) -> Paper:
    """The paper, locked, while it may still be signed by hand. PaperClosedError."""
    found = _locked(paper)
    if found.born != Born.INK or found.state not in (PaperState.DRAFTED, PaperState.PRINTED):
        raise PaperClosedError("paper_not_for_ink")
    return found


def _locked(paper: Paper) -> Paper:
    return Paper.objects.select_for_update().get(body_id=paper.body_id, id=paper.id)
