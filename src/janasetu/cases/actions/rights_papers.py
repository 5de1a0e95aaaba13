"""The papers of the law on public services: asked for with a case, pressed and sent behind the scenes."""

from collections.abc import Sequence
from datetime import datetime

import structlog
from django.conf import settings
from django.db import transaction
from procrastinate.contrib.django import app

from janasetu.cases import queries
from janasetu.cases.appeals import appealed
from janasetu.cases.choices import RightsForm
from janasetu.cases.models import Case, CaseParty, RightsPaper
from janasetu.cases.notices import Notice, tell
from janasetu.cases.reaching import Reached, listening
from janasetu.cases.rights_papers import Snapshot, appeal_of, receipt_of
from janasetu.documents import snapshots, store
from janasetu.documents.papers import layout
from janasetu.documents.papers.apart import Order, press_apart
from janasetu.documents.papers.errors import PaperError
from janasetu.lib import bn
from janasetu.lib.clock import local
from janasetu.lib.ids import uuid7
from janasetu.lib.words import Lang
from janasetu.messaging.queries import abilities
from janasetu.messaging.values import Enclosed
from janasetu.people import queries as people
from janasetu.people.values import ContactKey

log = structlog.get_logger("rights")

TASK = "cases.press_rights_papers"
AT_ONCE = 20
_TOLD = {RightsForm.ONE: "receipt_paper", RightsForm.TWO: "appeal_paper"}
_PDF = "application/pdf"


def ask_for_receipts(cases: Sequence[Case], *, now: datetime) -> None:
    """A receipt by the law (Form 1) for each of these that has a limit in law; it comes a moment later.

    Two statements, none where none has.
    """
    ask_for_papers([one for one in cases if _has_receipt(one)], RightsForm.ONE, now=now)


def _has_receipt(case: Case) -> bool:
    """Not of an appeal, whose paper is the appeal itself, nor where who it is may stand on no paper."""
    return case.statutory_due_at is not None and not case.service.is_appeal and not case.confidential


def ask_for_papers(cases: Sequence[Case], form: RightsForm, *, now: datetime) -> None:
    """One of these papers for each case; the worker is rung when this commits."""
    if not cases:
        return
    RightsPaper.objects.bulk_create(
        [
            RightsPaper(id=uuid7(), body_id=case.body_id, case_id=case.id, form=form, asked_at=now)
            for case in cases
        ]
    )
    app.configure_task(TASK).defer()


def press_rights_papers(*, now: datetime) -> int:
    """Press and send all that are asked for; how many. Some at a time, each lot in a transaction of its own:
    one that is cut off is done again, and sent once. PressAwayError where the process that presses dies.
    """
    pressed = 0
    while some := _press_some(now=now):
        pressed += some
    return pressed


@transaction.atomic
def _press_some(*, now: datetime) -> int:
    waiting = RightsPaper.objects.select_for_update(of=("self",), skip_locked=True)
    rows = list(
        waiting.select_related("case__body")
        .filter(pressed_at__isnull=True)
        .order_by("asked_at", "id")[:AT_ONCE]
    )
    for row in rows:
        row.snapshot = row.snapshot or _says(row, now=now)
        row.snapshot_sha256, row.pressed_at = snapshots.digest(row.snapshot), now
    for row, content in zip(rows, _pressed(rows), strict=True):
        if content:
            row.sha256 = store.keep(settings.MEDIA_FOLDER, content)
        row.save()
        if content:
            _send(row, now=now)
    return len(rows)


def _says(row: RightsPaper, *, now: datetime) -> Snapshot:
    if row.form == RightsForm.ONE:
        return receipt_of(row.case)
    return appeal_of(appealed([row.case])[row.case_id], now=now)


def _pressed(rows: Sequence[RightsPaper]) -> list[bytes]:
    """The PDF of each; empty where a letter of it cannot be printed, and the row says which."""
    if not rows:
        return []
    try:
        return _pressed_apart(rows)
    except PaperError:  # of one of them: each by itself
        return [_pressed_alone(row) for row in rows]


def _pressed_alone(row: RightsPaper) -> bytes:
    try:
        return press_again(row)
    except PaperError as error:
        row.why_not = str(error)[:400]
        log.warning("rights_paper_not_pressed", form=row.form, paper=str(row.id), error=type(error).__name__)
        return b""


def press_again(row: RightsPaper) -> bytes:
    """The PDF from what was frozen, the same bytes each time; PaperError says why not."""
    (content,) = _pressed_apart([row])
    return content


def _pressed_apart(rows: Sequence[RightsPaper]) -> list[bytes]:
    """Pressed in a process of its own: that of the jobs does not keep the press."""
    from janasetu.documents.marks import qr  # noqa: PLC0415 - a slow library, in the process that presses

    orders = []
    for row in rows:
        assert row.snapshot
        found = layout.ours(row.form)
        row.layout_sha256 = found.sha256
        made_at = row.asked_at.replace(microsecond=0)
        orders.append(Order(found, row.snapshot, made_at, mark_svg=qr.svg(row.snapshot["page"])))
    return [one.pdf for one in press_apart(orders)]


def _takes_files(party: CaseParty, *, now: datetime) -> bool:
    if party.line_id is None or party.contact_bucket is None or party.contact_id is None:
        return False
    key = ContactKey(party.contact_bucket, party.contact_id)
    contact = people.contacts([key]).get(key)
    if (contact and contact.quiet) or not abilities({party.line_id})[party.line_id].photos:
        return False
    return bool(listening({Reached(key, party.line_id)}, now=now))


def _send(row: RightsPaper, *, now: datetime) -> None:
    """To whose case it is, where their line shows files now. On one that only tells words, to who has not
    written for a day, and on a phone that somebody else reads, nothing is said: the acknowledgement was.
    """
    case = row.case
    parties = queries.parties([case.body_id], [case.id])
    if case.id not in parties or not _takes_files(parties[case.id], now=now):
        return
    law_due = case.statutory_due_at

    def until(lang: Lang) -> str:
        return bn.date(local(law_due).date(), lang) if law_due else ""

    file = Enclosed(row.sha256, "document", _PDF, f"{row.form}-{case.grouped_ref}.pdf")
    notice = Notice(case, _TOLD[RightsForm(row.form)], f"rights:{row.id}", {"until": until}, photo=file)
    tell([notice], parties, now=now)
