"""The receipt for a fee as a paper of its own: drafted when money came, and sent once it is pressed."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from janasetu.cases import paperwork, queries
from janasetu.cases.models import Case, CaseParty
from janasetu.documents import store
from janasetu.documents.actions.papers import Finished, PaperOrder, draft_papers, issue
from janasetu.documents.choices import Born, PaperState
from janasetu.documents.models import Paper
from janasetu.documents.papers import layout
from janasetu.lib import amounts
from janasetu.lib.ids import uuid7
from janasetu.lib.references import grouped
from janasetu.lib.words import Lang
from janasetu.messaging.values import Enclosed
from janasetu.payments import notices
from janasetu.payments.fees import Line, year_in_numbers
from janasetu.payments.models import Demand, Receipt, ReceiptPaper
from janasetu.payments.notices import news_of
from janasetu.payments.sentences import PHRASES
from janasetu.rows.waiting import Waiting

AT_ONCE = 100
TYPE, LAYOUT = "receipt", "receipt"
_LANGS: tuple[Lang, ...] = ("bn", "en")


def draft(paid: Sequence[tuple[Demand, Case]], *, now: datetime) -> None:
    """Draft the receipts of what was paid, within the transaction of the caller: last in it, for the series.
    A receipt is no paper of the case, which has one of its own: it names the case by number alone.

    Where one is there already nothing more is made. Nothing for none.
    """
    receipts = {one.id: one for demand, _ in paid for one in demand.receipts.all()}
    if not receipts:
        return
    bodies = {one.body_id for one in receipts.values()}
    made = ReceiptPaper.objects.filter(body_id__in=bodies, receipt_id__in=list(receipts))
    known = set(made.values_list("receipt_id", flat=True))
    cases = {case.id: case for _, case in paid}
    parties = queries.parties(bodies, list(cases))
    fresh = [(one, demand) for demand, _ in paid for one in demand.receipts.all() if one.id not in known]
    for day in dict.fromkeys(one.day for one, _ in fresh):
        _draft_of(day, [each for each in fresh if each[0].day == day], cases, parties)


def _draft_of(
    day: date,
    fresh: Sequence[tuple[Receipt, Demand]],
    cases: Mapping[UUID, Case],
    parties: Mapping[UUID, CaseParty],
) -> None:
    """Those of one day, which stands on them."""
    found = layout.ours(LAYOUT)
    orders = [
        PaperOrder(
            body=demand.body,
            service=demand.service,
            type=TYPE,
            born=Born.HERE,
            series=f"{TYPE}-{year_in_numbers(receipt.year)}",
            number=receipt.number,
            says=says(receipt, demand, _payer(cases[demand.case_id], parties)),
            layout=found.name,
            layout_sha256=found.sha256,
        )
        for receipt, demand in fresh
    ]
    papers = draft_papers(orders, now=max(receipt.at for receipt, _ in fresh))
    ReceiptPaper.objects.bulk_create(
        ReceiptPaper(id=uuid7(), body_id=receipt.body_id, receipt=receipt, paper=paper)
        for (receipt, _), paper in zip(fresh, papers, strict=True)
    )


def _payer(case: Case, parties: Mapping[UUID, CaseParty]) -> str:
    """As a receipt names them: nobody who is hidden."""
    party = parties.get(case.id)
    return "" if party is None or case.confidential else party.name


def says(receipt: Receipt, demand: Demand, payer: str) -> dict[str, Any]:
    """All that the receipt says, in both languages; see docs/reference/papers.md."""
    rows = [_row("payer", "receipt_from", payer)] if payer else []
    reference = receipt.reference
    officer = receipt.officer
    return {
        "body": paperwork.letterhead(demand.body),
        "title": _both("receipt_title"),
        "case": demand.ref,
        "person": None,
        "rows": [*rows, _row("case", "receipt_case", grouped(demand.ref))],
        "money": {
            "lines": [
                {
                    "label": {lang: _for_what(line, lang) for lang in _LANGS},
                    "amount": _money(line.amount),
                }
                for line in receipt.fees
            ],
            "total": _money(receipt.amount),
            "words": {lang: amounts.rupees_in_words(receipt.amount, lang) for lang in _LANGS},
            "mode": _both(f"by_{receipt.mode}"),
            "reference": reference,
        },
        **({"signatory": _who(officer.role.name, officer.name)} if officer else {}),
        "verify": settings.PUBLIC_ADDRESS,
    }


def _for_what(line: Line, lang: Lang) -> str:
    times = notices.times_of(line, lang)
    return f"{notices.name_of(line, lang)} ({times})" if times else notices.name_of(line, lang)


def _row(name: str, label: str, value: str) -> dict[str, Any]:
    return {"name": name, "label": _both(label), "value": dict.fromkeys(_LANGS, value)}


def _both(key: str) -> dict[str, str]:
    return {lang: PHRASES.say(key, lang) for lang in _LANGS}


def _money(amount: Decimal) -> dict[str, str]:
    return {lang: amounts.rupees(amount, lang) for lang in _LANGS}


def _who(title: Mapping[str, str], name: Mapping[str, str]) -> dict[str, Any]:
    return {
        "title": {lang: title.get(lang, "") for lang in _LANGS},
        "name": {lang: name.get(lang, "") for lang in _LANGS},
        "acting": None,
        "order": None,
    }


# --- once it is pressed ---


def send_receipts(*, now: datetime) -> int:
    """Let the receipts that are pressed be finished papers, and send each to who paid; how many. Safe to run
    twice, or twice at once.
    """
    sent = 0
    while _PRESSED.at(now) and (batch := _send_some(now=now)):
        sent += batch
    return sent


def _pressed(_: datetime) -> QuerySet[ReceiptPaper]:
    waiting = ReceiptPaper.objects.filter(sent_at=None, paper__state=PaperState.DRAFTED)
    return waiting.exclude(paper__draft_sha256="")


_PRESSED = Waiting(_pressed)


@transaction.atomic
def _send_some(*, now: datetime) -> int:
    locked = _pressed(now).select_for_update(skip_locked=True, of=("self", "paper"))
    rows = list(locked.select_related("paper", "receipt__demand").order_by("id")[:AT_ONCE])
    news = []
    for row in rows:
        _finish(row.paper, now=now)
        row.sent_at = now
        news += news_of(row.receipt.demand, "told_receipt", source="receipt", receipt=row.receipt.number)
    ReceiptPaper.objects.bulk_update(rows, ["sent_at"])
    files = {f"demand:{row.receipt.demand_id}:receipt": _enclosed(row) for row in rows}
    notices.tell([notices.with_file(one, files[one.source]) for one in news], now=now)
    return len(rows)


def _finish(paper: Paper, *, now: datetime) -> None:
    """The very bytes that were pressed: a receipt is signed by nobody, its QR vouches for it."""
    content = store.path_of(settings.MEDIA_FOLDER, paper.draft_sha256).read_bytes()
    issue(paper, PaperState.FILED, Finished(content), now=now)


def _enclosed(row: ReceiptPaper) -> Enclosed:
    name = row.receipt.number.replace("/", "-")
    return Enclosed(row.paper.sha256, "document", "application/pdf", f"{name}.pdf")
