"""The money of a case as its page shows it, a receipt as it is printed, and the book of a day."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from janasetu.bodies.models import Officer
from janasetu.cases.models import Case
from janasetu.console.spreadsheet import moment
from janasetu.lib import amounts, bn
from janasetu.lib.clock import local
from janasetu.lib.ids import uuid7
from janasetu.lib.words import Lang
from janasetu.payments import qr, queries, rules
from janasetu.payments.choices import DemandState, Mode, ReliefKind
from janasetu.payments.fees import ON_DELIVERY
from janasetu.payments.models import Checkout, DayClosing, Demand, Receipt, Relief
from janasetu.payments.notices import line_in_words, payment_link
from janasetu.payments.queries import Book
from janasetu.payments.sentences import PHRASES

STATES = {
    DemandState.DUE: _("To be paid"),
    DemandState.PAID: _("Paid"),
    DemandState.WAIVED: _("Let go"),
    DemandState.REFUNDED: _("Given back"),
    DemandState.DROPPED: _("Not due any more"),
}
_LOOKS = {DemandState.DUE: "warn", DemandState.PAID: "ok"}
MODES = {Mode.CASH: _("Cash"), Mode.UPI: _("UPI"), Mode.GATEWAY: _("Online")}
KINDS = {ReliefKind.WAIVER: _("To let it go"), ReliefKind.REFUND: _("To give it back")}
_WHY_STRAY = {
    "paid_twice": _("It was paid twice."),
    "not_due": _("It was not due any more when the money came."),
    "other_amount": _("Another amount came than was due."),
}


@dataclass(frozen=True, slots=True)
class Refusal:
    """What was typed for a fee and not taken, and why. `act`: cash, upi or relief."""

    demand_id: UUID
    act: str
    sentence: str
    typed: str = ""


@dataclass(frozen=True, slots=True)
class FeeRow:
    """One demand of a case, in words. `source`: who said so, before it its language; `asked`: what one
    asked of it, and waits for a second officer; `may_*`: what this officer may do with it now; `holds_up`:
    the case cannot go on before it is paid; `goes_back`: it is to be given back by its rule; `once`: the mark
    of its forms.
    """

    id: UUID
    state: str
    look: str
    amount: str
    plain_amount: str
    lines: Sequence[str]
    source: Sequence[tuple[str, str]]
    since: str
    receipt: str
    receipt_url: str
    told: str
    asked: str
    link: str
    code: SafeString | str
    may_take: bool
    may_waive: bool
    may_refund: bool
    holds_up: bool
    goes_back: bool
    once: UUID
    refused: Mapping[str, Refusal] = field(default_factory=dict)

    @property
    def lost(self) -> str:
        """Why something was refused whose form is open no more; empty where it stands in its form."""
        is_open = {"cash": self.may_take, "upi": self.may_take, "relief": self.may_waive or self.may_refund}
        return next((one.sentence for act, one in self.refused.items() if not is_open[act]), "")


def fee_rows(
    case: Case, officer: Officer, refusal: Refusal | None, *, lang: Lang, now: datetime
) -> list[FeeRow]:
    """What a case owes or owed. Nobody looks where its service costs nothing."""
    if not case.service.fee:
        return []
    is_own = officer.body_id == case.body_id
    takes = is_own and rules.may_take(officer.tenure, now)
    asks = takes or (is_own and rules.may_agree(officer.tenure, now))
    demands = queries.demands_of(case.body_id, case.id)
    return [_fee_row(one, case, refusal, takes=takes, asks=asks, lang=lang, now=now) for one in demands]


def _fee_row(
    demand: Demand,
    case: Case,
    refusal: Refusal | None,
    *,
    takes: bool,
    asks: bool,
    lang: Lang,
    now: datetime,
) -> FeeRow:
    state, receipt = DemandState(demand.state), next(iter(demand.receipts.all()), None)
    asked = _waiting(demand.reliefs.all(), now=now)
    is_due = state == DemandState.DUE
    link = payment_link(demand, case.body) if is_due and takes else ""
    return FeeRow(
        id=demand.id,
        state=str(STATES[state]),
        look=_LOOKS.get(state, ""),
        amount=amounts.rupees(demand.amount, lang),
        plain_amount=f"{demand.amount:.2f}",
        lines=[line_in_words(line, lang) for line in demand.fees],
        source=[(_written_in(source), source) for source in dict.fromkeys(one.source for one in demand.fees)],
        since=bn.moment(demand.raised_at, lang, now),
        receipt=receipt.number if receipt else "",
        receipt_url=reverse("console:receipt", args=[receipt.id]) if receipt else "",
        told=_how_it_ended(demand, receipt, lang, now),
        asked=_asked(asked, lang, now) if asked else "",
        link=link,
        code=mark_safe(qr.svg(link)) if link else "",  # noqa: S308 - black squares of our own
        may_take=is_due and takes,
        may_waive=is_due and asks and asked is None,
        may_refund=state == DemandState.PAID and asks and asked is None,
        holds_up=is_due and demand.due != ON_DELIVERY,
        goes_back=state == DemandState.PAID and demand.goes_back_at is not None,
        once=uuid7(),
        refused={refusal.act: refusal} if refusal and refusal.demand_id == demand.id else {},
    )


def _written_in(words: str) -> str:
    """The language of an order that somebody wrote down in one or the other."""
    return "bn" if any("\u0980" <= letter <= "\u09ff" for letter in words) else "en"


def _waiting(reliefs: Iterable[Relief], *, now: datetime) -> Relief | None:
    return next((one for one in reliefs if one.decided_at is None and now < one.asked_at + rules.WAITS), None)


def _asked(relief: Relief, lang: Lang, now: datetime) -> str:
    kind, at = KINDS[ReliefKind(relief.kind)], bn.moment(relief.asked_at, lang, now)
    return f"{kind} · {relief.asked_by.name_in(lang)} · {at} · {relief.reason}"


def _how_it_ended(demand: Demand, receipt: Receipt | None, lang: Lang, now: datetime) -> str:
    """When and how, in one line; empty while it is due."""
    if demand.state == DemandState.PAID and receipt:
        return f"{MODES[Mode(receipt.mode)]} · {receipt.by} · {bn.moment(receipt.at, lang, now)}"
    agreed = next((one for one in demand.reliefs.all() if one.agreed), None)
    if agreed and agreed.decided_at:
        return f"{agreed.reason} · {bn.moment(agreed.decided_at, lang, now)}"
    return bn.moment(demand.ended_at, lang, now) if demand.ended_at else ""


# --- a receipt ---


@dataclass(frozen=True, slots=True)
class Said:
    """One thing on a receipt in both languages: its name, and what stands there."""

    name_bn: str
    name_en: str
    bn: str
    en: str = ""


@dataclass(frozen=True, slots=True)
class Paper:
    """A receipt to print."""

    office_bn: str
    office_en: str
    number: str
    rows: Sequence[Said]
    case_url: str
    book_url: str


def receipt_paper(receipt: Receipt, *, name: str) -> Paper:
    """The receipt in both languages, amounts in figures and in words. `name`: who paid; empty where it is
    kept secret.
    """
    body = receipt.body
    return Paper(
        office_bn=body.name_in("bn"),
        office_en=body.name_in("en"),
        number=receipt.number,
        rows=list(_on_paper(receipt, name)),
        case_url=reverse("console:case", args=[receipt.demand.ref]),
        book_url=book_url(receipt.day),
    )


def _on_paper(receipt: Receipt, name: str) -> Iterator[Said]:
    lines, mode = receipt.fees, f"by_{receipt.mode}"
    yield _said("receipt_day", bn.date(receipt.day, "bn"), bn.date(receipt.day, "en"))
    if name:
        yield _said("receipt_from", name)
    yield _said("receipt_case", receipt.demand.grouped_ref)
    yield _said(
        "receipt_for",
        "; ".join(line_in_words(line, "bn") for line in lines),
        "; ".join(line_in_words(line, "en") for line in lines),
    )
    yield _said("receipt_amount", amounts.rupees(receipt.amount, "bn"), amounts.rupees(receipt.amount, "en"))
    yield _said(
        "receipt_words",
        amounts.rupees_in_words(receipt.amount, "bn"),
        amounts.rupees_in_words(receipt.amount, "en"),
    )
    yield _said(
        "receipt_mode",
        " ".join(part for part in (PHRASES.say(mode, "bn"), receipt.reference) if part),
        PHRASES.say(mode, "en"),
    )
    if receipt.officer:
        yield _said("receipt_by", receipt.officer.name_in("bn"), receipt.officer.name_in("en"))
    if receipt.demand.state == DemandState.REFUNDED:
        ended = receipt.demand.ended_at or receipt.at
        yield _said(
            "receipt_given_back", bn.date(local(ended).date(), "bn"), bn.date(local(ended).date(), "en")
        )


def _said(key: str, in_bn: str, in_en: str = "") -> Said:
    return Said(PHRASES.say(key, "bn"), PHRASES.say(key, "en"), in_bn, in_en if in_en != in_bn else "")


# --- the book of a day ---


@dataclass(frozen=True, slots=True)
class BookRow:
    """A receipt, or money given back, in the book."""

    number: str
    url: str
    ref: str
    case_url: str
    what: str
    mode: str
    amount: str
    at: str
    by: str


@dataclass(frozen=True, slots=True)
class Total:
    """What came and went by one way."""

    mode: str
    count: str
    came: str
    went: str


@dataclass(frozen=True, slots=True)
class Wish:
    """What a colleague asked to be let go or given back."""

    id: UUID
    is_refund: bool
    kind: str
    ref: str
    case_url: str
    amount: str
    who: str
    reason: str
    at: str


@dataclass(frozen=True, slots=True)
class Stray:
    """Money that came and that nobody owed."""

    id: UUID
    ref: str
    amount: str
    transaction: str
    why: str
    at: str


@dataclass(frozen=True, slots=True)
class Closed:
    """How the day was closed."""

    counted: str
    expected: str
    differs: str
    note: str
    by: str
    at: str
    pieces: Sequence[tuple[str, str]]


def book_url(day: date) -> str:
    return f"{reverse('console:cash')}?day={day.isoformat()}"


def book_rows(book: Book, lang: Lang) -> list[BookRow]:
    """The receipts of the day in their order, then what was given back."""
    return [
        *(_receipt_row(one, lang) for one in book.receipts),
        *(_refund_row(one, lang) for one in book.refunds),
    ]


def _receipt_row(receipt: Receipt, lang: Lang) -> BookRow:
    return BookRow(
        number=receipt.number,
        url=reverse("console:receipt", args=[receipt.id]),
        ref=receipt.demand.grouped_ref,
        case_url=reverse("console:case", args=[receipt.demand.ref]),
        what="; ".join(line_in_words(line, lang) for line in receipt.fees),
        mode=" ".join(part for part in (str(MODES[Mode(receipt.mode)]), receipt.reference) if part),
        amount=amounts.rupees(receipt.amount, lang),
        at=bn.time_of_day(receipt.at, lang),
        by=receipt.officer.name_in(lang) if receipt.officer else str(MODES[Mode.GATEWAY]),
    )


def _refund_row(relief: Relief, lang: Lang) -> BookRow:
    return BookRow(
        number=relief.number,
        url="",
        ref=relief.demand.grouped_ref,
        case_url=reverse("console:case", args=[relief.demand.ref]),
        what=f"{STATES[DemandState.REFUNDED]}: {relief.reason}",
        mode=" ".join(part for part in (str(MODES[Mode(relief.mode)]), relief.reference) if part),
        amount=amounts.rupees(-relief.amount, lang),
        at=bn.time_of_day(relief.decided_at, lang) if relief.decided_at else "",
        by=relief.decided_by.name_in(lang) if relief.decided_by else "",
    )


def totals(book: Book, lang: Lang) -> list[Total]:
    """What came and went by each way that there was."""
    return [
        Total(str(MODES[mode]), bn.number(count, lang), amounts.rupees(came, lang), _or_nothing(went, lang))
        for mode, count, came, went in book.totals()
        if count or went
    ]


def _or_nothing(amount: Decimal, lang: Lang) -> str:
    return amounts.rupees(amount, lang) if amount else ""


def wishes(found: Iterable[Relief], *, lang: Lang, now: datetime) -> list[Wish]:
    return [
        Wish(
            id=one.id,
            is_refund=one.kind == ReliefKind.REFUND,
            kind=str(KINDS[ReliefKind(one.kind)]),
            ref=one.demand.grouped_ref,
            case_url=reverse("console:case", args=[one.demand.ref]),
            amount=amounts.rupees(one.amount, lang),
            who=one.asked_by.name_in(lang),
            reason=one.reason,
            at=bn.moment(one.asked_at, lang, now),
        )
        for one in found
    ]


def strays(found: Iterable[Checkout], *, lang: Lang, now: datetime) -> list[Stray]:
    return [
        Stray(
            id=one.id,
            ref=one.demand.grouped_ref,
            amount=amounts.rupees(one.told or one.amount, lang),
            transaction=one.transaction,
            why=str(_WHY_STRAY.get(one.why, "")),
            at=bn.moment(one.told_at, lang, now) if one.told_at else "",
        )
        for one in found
    ]


@dataclass(frozen=True, slots=True)
class GoingBack:
    """What was paid and is to be given back by the rule of its fee."""

    ref: str
    case_url: str
    amount: str
    since: str


def going_back(found: Iterable[Demand], *, lang: Lang, now: datetime) -> list[GoingBack]:
    return [
        GoingBack(
            ref=one.grouped_ref,
            case_url=reverse("console:case", args=[one.ref]),
            amount=amounts.rupees(one.amount, lang),
            since=bn.moment(one.goes_back_at, lang, now) if one.goes_back_at else "",
        )
        for one in found
    ]


def closed(closing: DayClosing, *, lang: Lang, now: datetime) -> Closed:
    difference = closing.counted - closing.expected
    return Closed(
        counted=amounts.rupees(closing.counted, lang),
        expected=amounts.rupees(closing.expected, lang),
        differs=amounts.rupees(difference, lang) if difference else "",
        note=closing.note,
        by=closing.officer.name_in(lang),
        at=bn.moment(closing.at, lang, now),
        pieces=[
            (amounts.rupees(value, lang), bn.number(closing.pieces[str(value)], lang))
            for value in rules.DENOMINATIONS
            if str(value) in closing.pieces
        ],
    )


# --- the book as a file ---


def columns() -> list[str]:
    """The headings, in the language of the moment."""
    return [
        gettext("Receipt or voucher"),
        gettext("Number"),
        gettext("What for"),
        gettext("Paid by"),
        gettext("Number of the payment"),
        gettext("Came (rupees)"),
        gettext("Went (rupees)"),
        gettext("At"),
        gettext("Officer"),
    ]


def file_lines(book: Book, lang: Lang) -> Iterator[list[str]]:
    """The rows of the file; amounts so that a spreadsheet counts with them."""
    for receipt in book.receipts:
        yield [
            receipt.number,
            receipt.demand.grouped_ref,
            "; ".join(line_in_words(line, lang) for line in receipt.fees),
            str(MODES[Mode(receipt.mode)]),
            receipt.reference,
            f"{receipt.amount:.2f}",
            "",
            moment(receipt.at),
            receipt.by,
        ]
    for relief in book.refunds:
        yield [
            relief.number,
            relief.demand.grouped_ref,
            relief.reason,
            str(MODES[Mode(relief.mode)]),
            relief.reference,
            "",
            f"{relief.amount:.2f}",
            moment(relief.decided_at),
            relief.decided_by.post if relief.decided_by else "",
        ]
