"""Reads of files and papers: which to fetch or show, which to press or sign, and by whose word."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q

from janasetu.bodies.models import Officer
from janasetu.documents.choices import FileState, InkPen, PaperState, SigningState, Standing
from janasetu.documents.models import Approval, InkPage, Paper, ReceivedFile, SigningOrder
from janasetu.documents.signing.policy import Given, Office
from janasetu.documents.signing.seals import Terms, Word
from janasetu.lib.ids import BUCKETS

UNDER_WAY = (PaperState.DRAFTED, PaperState.ORDERED, PaperState.PRINTED)
ISSUED = (PaperState.SIGNED, PaperState.SEALED, PaperState.FILED)


def to_fetch(
    limit: int, *, wall: datetime, buckets: tuple[int, int] = (0, BUCKETS - 1)
) -> list[ReceivedFile]:
    """Wanted files of these buckets, first to last, whose time has come; oldest first."""
    wanted = ReceivedFile.objects.filter(state=FileState.WANTED, bucket__range=buckets)
    return list(wanted.filter(Q(retry_at=None) | Q(retry_at__lte=wall)).order_by("id")[:limit])


def files(keys: Iterable[tuple[int, UUID]]) -> dict[UUID, ReceivedFile]:
    """Files by (bucket, id), in one query."""
    wanted = list(keys)
    rows = ReceivedFile.objects.filter(
        bucket__in={bucket for bucket, _ in wanted}, id__in=[i for _, i in wanted]
    )
    return {row.id: row for row in rows}


def files_for_update(keys: Iterable[tuple[int, UUID]]) -> dict[UUID, ReceivedFile]:
    """The same, locked for this transaction: nobody stores them meanwhile."""
    wanted = list(keys)
    rows = ReceivedFile.objects.select_for_update().filter(
        bucket__in={bucket for bucket, _ in wanted}, id__in=[i for _, i in wanted]
    )
    return {row.id: row for row in rows.order_by("id")}


def not_kept(keys: Iterable[tuple[int, UUID]]) -> frozenset[UUID]:
    """Those of these files, by (bucket, id), that were refused or lost; one query."""
    wanted = list(keys)
    rows = ReceivedFile.objects.filter(
        bucket__in={bucket for bucket, _ in wanted},
        id__in=[i for _, i in wanted],
        state__in=(FileState.REFUSED, FileState.LOST),
    )
    return frozenset(rows.values_list("id", flat=True))


def files_on_line(
    bucket: int, contact_id: UUID, line_id: UUID, provider_ids: Collection[str]
) -> dict[str, ReceivedFile]:
    """What a contact sent on a line, by the line's own ids of the files; one query, none without an id."""
    rows = ReceivedFile.objects.filter(
        bucket=bucket, contact_id=contact_id, line_id=line_id, provider_id__in=provider_ids
    )
    return {row.provider_id: row for row in rows.order_by("id")}


# --- papers ---


def papers_of_case(body_id: UUID, case_id: UUID) -> list[Paper]:
    """The papers of a case, oldest first."""
    return list(Paper.objects.filter(body_id=body_id, case_id=case_id).order_by("id"))


def papers_by_id(keys: Iterable[tuple[UUID, UUID]]) -> dict[UUID, Paper]:
    """Papers by (body, id), in one query."""
    wanted = list(keys)
    rows = Paper.objects.filter(body_id__in={body for body, _ in wanted}, id__in=[i for _, i in wanted])
    return {row.id: row for row in rows}


def paper_under_way(body_id: UUID, case_id: UUID) -> Paper | None:
    """The paper of a case that is being made; None where none is."""
    return Paper.objects.filter(body_id=body_id, case_id=case_id, state__in=UNDER_WAY).order_by("-id").first()


def issued_papers(keys: Iterable[tuple[UUID, UUID]]) -> dict[UUID, Paper]:
    """The paper that holds, else the newest issued one, of cases by (body, case): of one that another took
    the place of, that other one, whatever its case. One query, and one more for each time that happened.
    """
    wanted = list(keys)
    rows = Paper.objects.filter(
        body_id__in={body for body, _ in wanted}, case_id__in=[case for _, case in wanted], state__in=ISSUED
    )
    found = {row.case_id: row for row in rows.order_by("id") if row.case_id}
    while replaced := {row.id for row in found.values() if row.standing == Standing.SUPERSEDED}:
        later = _in_place_of(replaced, {body for body, _ in wanted})
        if not later:
            break
        found = {case_id: later.get(row.id, row) for case_id, row in found.items()}
    return found


def _in_place_of(papers: Collection[UUID], bodies: Collection[UUID]) -> dict[UUID, Paper]:
    """The issued papers that took the place of these, by the earlier one."""
    rows = Paper.objects.filter(body_id__in=bodies, supersedes_id__in=papers, state__in=ISSUED)
    return {row.supersedes_id: row for row in rows.order_by("id") if row.supersedes_id}


def issued_between(body_id: UUID, start: datetime, end: datetime) -> list[Paper]:
    """The papers that a body issued from one instant to another, by series and serial."""
    rows = Paper.objects.filter(body_id=body_id, issued_at__gte=start, issued_at__lt=end, state__in=ISSUED)
    return list(rows.order_by("series", "serial", "issued_at", "id"))


def numbered_between(body_id: UUID, spans: Mapping[str, tuple[int, int]]) -> list[Paper]:
    """The papers with these serials, both ends included, by series; one query, none for none."""
    if not spans:
        return []
    wanted = Q()
    for series, (first, last) in spans.items():
        wanted |= Q(series=series, serial__gte=first, serial__lte=last)
    return list(Paper.objects.filter(wanted, body_id=body_id).order_by("series", "serial"))


def order_of(paper: Paper) -> SigningOrder | None:
    """The order to sign this paper; None of a paper that is not signed here."""
    return SigningOrder.objects.filter(body_id=paper.body_id, paper=paper).first()


def signatories(papers: Iterable[Paper]) -> dict[UUID, Officer]:
    """Who signed each of these, by the paper; two queries for any number."""
    bodies = {paper.id: paper.body_id for paper in papers}
    words = Approval.objects.filter(
        body_id__in=set(bodies.values()), order__paper_id__in=list(bodies), signs=True
    )
    rows = words.select_related("officer__role", "officer__body", "order")
    return {word.order.paper_id: word.officer for word in rows}


def running_out(*, today: date, until: date, after: UUID | None, limit: int) -> list[Paper]:
    """Papers of cases that hold and run out from today until then, in the order of their ids, after this one;
    of all bodies.
    """
    rows = Paper.objects.filter(
        standing=Standing.VALID,
        state__in=ISSUED,
        case_id__isnull=False,
        valid_until__gte=today,
        valid_until__lte=until,
    )
    return list((rows.filter(id__gt=after) if after else rows).order_by("id")[:limit])


def paper_of_code(body_id: UUID, code: str) -> Paper | None:
    """The paper by which anybody checks it; None where the body has none of this code."""
    return Paper.objects.filter(body_id=body_id, code=code).first()


def ink_pages(paper: Paper) -> list[InkPage]:
    """The photographed pages of a paper signed by hand, in the order in which they came."""
    rows = InkPage.objects.filter(body_id=paper.body_id, paper=paper, away_at__isnull=True)
    return list(rows.order_by("id"))


def is_pen_missing(pages: Sequence[InkPage]) -> bool:
    """Whether the page is among them on which pen and seal are due, and they are seen on none."""
    seen = {page.pen for page in pages}
    return InkPen.MISSING in seen and InkPen.SEEN not in seen


def to_press(limit: int) -> list[Paper]:
    """Drafted papers of our own layouts that are not yet pressed, oldest first, of all bodies."""
    unpressed = Paper.objects.filter(state__in=(PaperState.DRAFTED, PaperState.ORDERED), draft_sha256="")
    return list(unpressed.exclude(layout="").select_related("body").order_by("id")[:limit])


def to_sign(limit: int, *, but: Collection[UUID] = ()) -> list[SigningOrder]:
    """Orders that have all approvals, oldest first, of all bodies but those of whom it stopped."""
    ordered = SigningOrder.objects.filter(state=SigningState.ORDERED).exclude(body_id__in=but)
    return list(ordered.order_by("id")[:limit])


def approvals(order: SigningOrder) -> list[Approval]:
    """The approvals of an order, oldest first."""
    return list(Approval.objects.filter(body_id=order.body_id, order=order).order_by("id"))


def terms_of(order: SigningOrder) -> Terms:
    """What an order asks, as it is sealed."""
    return Terms(
        order=order.id,
        body=order.body_id,
        paper=order.paper_id,
        snapshot_sha256=order.snapshot_sha256,
        draft_sha256=order.draft_sha256,
        type=order.type,
        roles=tuple(order.roles),
        seconds=tuple(order.seconds),
        needed=order.needed,
        ward=order.ward,
    )


def given_of(approval: Approval) -> Given:
    """An approval as the policy knows it."""
    word = Word(
        officer=approval.officer_id,
        user=approval.user_id,
        role=approval.role,
        signs=approval.signs,
        title_bn=approval.title.get("bn", ""),
        title_en=approval.title.get("en", ""),
        order_number=approval.order_number,
        order_date=approval.order_date,
        at=approval.at,
        nonce=approval.nonce,
    )
    return Given(word, approval.seal)


def office_of(officer: Officer) -> Office:
    """The office of who approves, as the policy knows it."""
    return Office(
        id=officer.id,
        user=officer.user_id,
        body=officer.body_id,
        tenure=officer.tenure,
        ward=officer.ward.number if officer.ward else "",
        order_number=officer.order_number,
        order_date=officer.order_date,
    )


def offices(officer_ids: Collection[UUID]) -> dict[UUID, Office]:
    """The offices of these officers as they stand now, by id."""
    found = Officer.objects.filter(id__in=officer_ids).select_related("ward")
    return {officer.id: office_of(officer) for officer in found}
