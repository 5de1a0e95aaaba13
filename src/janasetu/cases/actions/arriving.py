"""Applications come to desks: each gets its visits, its officers there and when each is due, in bulk."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from janasetu.bodies import queries as bodies
from janasetu.bodies.calendars import Calendar
from janasetu.bodies.models import Officer
from janasetu.cases import desks, outside, rules
from janasetu.cases.actions import paying
from janasetu.cases.actions.drafting import draft_arrived
from janasetu.cases.actions.sending_on import SYSTEM, referral_to, write_down
from janasetu.cases.actions.vacancies import tell_of_vacancies
from janasetu.cases.charges import Reminder, remind_officers
from janasetu.cases.choices import AT_WORK, ReferredBy, Status
from janasetu.cases.counting import pauses_of
from janasetu.cases.models import Case, CaseAttachment, CaseDesk, CasePaper, Referral
from janasetu.cases.notices import PHRASES, Notice
from janasetu.cases.owning import owners
from janasetu.cases.stages import Visit, Way
from janasetu.catalogue import queries as catalogue
from janasetu.catalogue.fields import KINDS
from janasetu.catalogue.form import slots, unfolded
from janasetu.catalogue.schema.stages import ISSUE
from janasetu.lib import bn
from janasetu.lib.ids import uuid7
from janasetu.lib.words import Lang
from janasetu.rows import bulk

AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Coming:
    """A case that comes to these desks. `by`: whose move brought it there."""

    case: Case
    visits: tuple[Visit, ...]
    by: str = SYSTEM


@dataclass(frozen=True, slots=True)
class Arrived:
    """What is to be written of cases that have come to desks; nothing is saved yet."""

    rows: Sequence[CaseDesk] = ()
    letters: Sequence[Referral] = ()


def begun(cases: Sequence[Case], *, now: datetime) -> Arrived:
    """Where applications that have just come in lie first; nothing is looked up where none is among them.

    What lies at an outside desk awaits its answer: the case knows that before it is saved.
    """
    coming = [Coming(case, first_of(case, ())) for case in cases if case.is_staged]
    return arrive(coming, now=now) if coming else Arrived()


def first_of(case: Case, been: Sequence[Visit]) -> tuple[Visit, ...]:
    """Where a case lies first; where no stage applies to it, its paper is made at once."""
    visits = [visit for visit in been if visit.stage != ISSUE]
    return Way(case.service, case.fields, visits).begun().comes_to or (making(been),)


def making(been: Sequence[Visit]) -> Visit:
    """The wait for the paper itself, which the desk makes that the case came to first."""
    return Visit(ISSUE, time=1 + sum(visit.stage == ISSUE for visit in been))


def arrive(coming: Sequence[Coming], *, now: datetime) -> Arrived:
    """Come to these desks: whose each is there, and when it is due. Queries do not grow with them."""
    each = [(one, visit) for one in coming for visit in one.visits]
    calendars = bodies.calendars({one.case.body_id for one in coming})
    made = [_desk(one.case, visit, calendars, now=now) for one, visit in each]
    inside = [row for row in made if row.role]
    acting = owners([desks.matter_at(row.case, row.role) for row in inside], at=now)
    for row, found in zip(inside, acting, strict=True):
        row.officer = found.officer
    return Arrived(made, list(_letters(each, now=now)))


def write(arrived: Arrived, *, now: datetime) -> None:
    """Keep what has come where, send the letters, and tell whose desk it is. Nothing is done for none."""
    if not arrived.rows:
        return
    CaseDesk.objects.bulk_create(arrived.rows)
    write_down(arrived.letters)
    remind_officers([_told(row, now=now) for row in arrived.rows if row.officer], now=now)
    tell_of_vacancies(arrived.rows, now=now)


def note_papers(cases: Sequence[Case], files: Sequence[CaseAttachment]) -> None:
    """The papers that came with these applications, as far as their files did. One query, none for none."""
    buckets = {file.file_id: file.file_bucket for file in files}
    papers = [paper for case in cases if case.is_staged for paper in _papers(case, buckets)]
    if papers:
        CasePaper.objects.bulk_create(papers, ignore_conflicts=True)


def _papers(case: Case, buckets: Mapping[UUID, int]) -> Iterator[CasePaper]:
    answers = unfolded(case.service, case.fields)
    for slot in slots(case.service, answers):
        if slot.field.kind != desks.PAPER_KIND or slot.asks_for_more:
            continue
        for file in KINDS[slot.field.kind].files(answers.get(slot.path)):
            if UUID(file) in buckets:
                yield paper_of(case, slot.path, (buckets[UUID(file)], UUID(file)), at=case.opened_at)


def paper_of(case: Case, question: str, file: tuple[int, UUID], *, at: datetime) -> CasePaper:
    """A paper as it comes; not saved."""
    return CasePaper(
        id=uuid7(),
        body_id=case.body_id,
        case=case,
        question=question,
        file_bucket=file[0],
        file_id=file[1],
        at=at,
    )


def _desk(case: Case, visit: Visit, calendars: Mapping[UUID, Calendar], *, now: datetime) -> CaseDesk:
    stage = desks.stage_in(case.service, visit.stage)
    calendar = calendars.get(case.body_id, Calendar())
    clock = desks.clock_at(case, stage, calendar, came_at=now) if stage else None
    role = stage.role_in(case.body.kind) if stage else desks.maker_of(case)
    return CaseDesk(
        id=uuid7(),
        body_id=case.body_id,
        case=case,
        stage=visit.stage,
        beside=visit.beside,
        time=visit.time,
        role=role or "",
        also=desks.shared_by(stage, role) if stage else [],
        agency=(stage.agency if stage else "") or "",
        came_at=now,
        due_at=clock.due if clock else None,
    )


def _letters(each: Sequence[tuple[Coming, Visit]], *, now: datetime) -> Iterator[Referral]:
    """What goes to offices outside whose desk it has come to, as far as the body knows them."""
    outward = [
        (one, stage)
        for one, visit in each
        if (stage := desks.stage_in(one.case.service, visit.stage)) and stage.agency
    ]
    known = catalogue.agencies_of({one.case.body_id for one, _ in outward}) if outward else {}
    for one, stage in outward:
        code = stage.agency or ""
        agency = known[one.case.body_id].get(code)
        if agency is None:
            continue
        to = outside.outsider(code, agency)
        letter = referral_to(one.case, replace(to, within=stage.within or to.within), by=one.by, now=now)
        letter.how = ReferredBy.LETTER
        one.case.awaited_answers += 1
        one.case.status = Status(rules.while_referred(one.case.status, one.case.awaited_answers))
        yield letter


# --- what its officer is told ---


def _told(row: CaseDesk, *, now: datetime) -> Reminder:
    return Reminder(row.officer, Notice(row.case, "desk_came", f"desk:{row.id}", desk_values(row, now=now)))


def desk_values(row: CaseDesk, *, now: datetime) -> dict[str, Any]:
    """What fills a sentence about a desk: its stage, and until when it is to be done there."""
    return {
        "stage": lambda lang: desks.stage_name(row.case.service, row.stage, lang),
        "until": until_words(row.due_at, now=now),
    }


def until_words(due_at: datetime | None, *, now: datetime) -> Callable[[Lang], str]:
    def said(lang: Lang) -> str:
        if due_at is None:
            return PHRASES.say("stage_no_due", lang)
        return bn.lasting_moment(due_at, lang, now, weekday=False)

    return said


# --- the applicant's time ---


def put_off(cases: Sequence[Case], *, now: datetime) -> None:
    """The applicant is not waited for any longer: what lies at desks is due by as much later.

    At most four queries, none where none of the cases goes from desk to desk.
    """
    staged = {case.id: case for case in cases if case.is_staged}
    rows = list(_open_desks(staged.values())) if staged else []
    if not rows:
        return
    pauses, calendars = pauses_of(list(staged.values())), bodies.calendars({row.body_id for row in rows})
    for row in rows:
        case = staged[row.case_id]
        stage = desks.stage_in(case.service, row.stage)
        calendar = calendars.get(row.body_id, Calendar())
        told = pauses.get(case.id, ())
        clock = desks.clock_at(case, stage, calendar, came_at=row.came_at, pauses=told) if stage else None
        row.due_at = clock.due if clock else row.due_at
    bulk.update(rows, key=("body_id", "id"), columns=("due_at",))


def _open_desks(cases: Any) -> Any:
    return CaseDesk.objects.filter(
        body_id__in={case.body_id for case in cases},
        case_id__in=[case.id for case in cases],
        left_at__isnull=True,
        due_at__isnull=False,
    )


# --- what lies at no desk ---


def bring_to_desks(*, now: datetime) -> int:
    """Bring applications to their first desk that lie at none: those of former releases, and those that are
    opened again; how many. Safe to run twice, or twice at once.
    """
    known = Case.objects.filter(status__in=AT_WORK).values_list("version_id", flat=True).distinct()
    staged = [version for version, one in catalogue.services(set(known)).items() if one.stages]
    brought = 0
    while staged and (batch := _bring_some(staged, now=now)):
        brought += batch
    return brought


@transaction.atomic
def _bring_some(staged: Sequence[UUID], *, now: datetime) -> int:
    lying = CaseDesk.objects.filter(body_id=OuterRef("body_id"), case_id=OuterRef("id"), left_at__isnull=True)
    rows = Case.objects.select_for_update(of=("self",), skip_locked=True).select_related("body")
    nowhere = rows.filter(~Exists(lying), status__in=AT_WORK, version_id__in=staged)
    cases = list(nowhere.order_by("id")[:AT_ONCE])
    if not cases:
        return 0
    been: dict[UUID, list[Visit]] = {}
    earlier = CaseDesk.objects.filter(
        body_id__in={case.body_id for case in cases}, case_id__in=[case.id for case in cases]
    )
    for row in earlier.order_by("came_at", "id"):
        been.setdefault(row.case_id, []).append(row.visit)
    coming = [Coming(case, first_of(case, been.get(case.id, ()))) for case in cases]
    arrived = arrive(coming, now=now)
    owed = paying.come_due(arrived.rows, now=now, told_elsewhere=False)
    Case.objects.bulk_update(cases, ["status", "awaited_answers"])
    write(arrived, now=now)
    paying.write(owed, now=now)
    draft_arrived(arrived.rows, now=now)
    note_papers([case for case in cases if case.id not in been], _files(cases))
    return len(cases)


def _files(cases: Sequence[Case]) -> list[CaseAttachment]:
    return list(
        CaseAttachment.objects.filter(
            body_id__in={case.body_id for case in cases}, case_id__in=[case.id for case in cases]
        )
    )


def find_officers(*, now: datetime) -> int:
    """Give desks whose officer is gone or away, or that have none, to who acts for the post now; how many.

    Of those that nobody has any more, whoever is above is told.
    """
    gone = bodies.out_of_office(at=now)
    open_rows = CaseDesk.objects.select_related("case__body").filter(left_at__isnull=True, agency="")
    idle = list(open_rows.filter(officer__isnull=True).exclude(role="").order_by("id")[:AT_ONCE])
    left = list(open_rows.filter(officer_id__in=gone.values("id")).order_by("id")[:AT_ONCE])
    rows = [*idle, *left]
    found = owners([desks.matter_at(row.case, row.role) for row in rows], at=now) if rows else []
    moved = [row for row, acting in zip(rows, found, strict=True) if _passes_to(row, acting.officer)]
    bulk.update(moved, key=("body_id", "id"), columns=("officer_id",))
    remind_officers([_told(row, now=now) for row in moved if row.officer], now=now)
    nobodys = [row for row, acting in zip(rows, found, strict=True) if row.officer_id and not acting.officer]
    return len(moved) + (_leave_empty([row.id for row in nobodys], gone, now=now) if nobodys else 0)


@transaction.atomic
def _leave_empty(desk_ids: Sequence[UUID], gone: "QuerySet[Officer]", *, now: datetime) -> int:
    """Nobody has these desks from now on; the cases are locked first, as everywhere."""
    rows = CaseDesk.objects.filter(id__in=desk_ids, left_at__isnull=True, officer_id__in=gone.values("id"))
    locked = Case.objects.select_for_update(of=("self",), skip_locked=True)
    cases = {
        case.id: case
        for case in locked.filter(
            body_id__in=rows.values("body_id"), id__in=rows.values("case_id")
        ).select_related("body")
    }
    left = list(rows.filter(case_id__in=list(cases)))
    for row in left:
        row.case, row.officer = cases[row.case_id], None
    bulk.update(left, key=("body_id", "id"), columns=("officer_id",))
    tell_of_vacancies(left, now=now)
    return len(left)


def _passes_to(row: CaseDesk, officer: Officer | None) -> bool:
    if officer is None or officer.id == row.officer_id:
        return False
    row.officer = officer
    return True
