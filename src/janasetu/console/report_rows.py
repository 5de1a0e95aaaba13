"""Cases as rows of the list behind a figure, and as lines of its file: what they are about, and nobody."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from janasetu.bodies.models import Officer
from janasetu.cases.models import Case
from janasetu.cases.queries import cases_visible_to
from janasetu.cases.standing import statuses
from janasetu.console.answers import ward_words
from janasetu.console.rows import CHANNELS, body_of, department_of
from janasetu.console.spreadsheet import late_by, moment
from janasetu.console.workbook import Cell
from janasetu.lib import bn
from janasetu.lib.words import Lang

A_CHUNK = 500  # cases that are in memory at once


@dataclass(frozen=True, slots=True)
class Row:
    """A case in the list. Number, address and department are empty of one that does not lie with the reader:
    it is counted with the body that has it, and opened there.
    """

    number: str
    url: str
    title: str
    body: str
    ward: str
    department: str
    status: str
    opened: str
    due: str
    ended: str
    is_late: bool


def rows_of(cases: QuerySet[Case], officer: Officer, *, lang: Lang, now: datetime) -> list[Row]:
    """A row for each. Two queries, two more where some wait for their citizen and cost something."""
    listed, opens = _read(cases, officer)
    said = statuses(listed, lang)
    return [_row(case, said[case.id], officer, lang, now, opens=case.id in opens) for case in listed]


def _read(cases: QuerySet[Case], officer: Officer) -> tuple[list[Case], set[UUID]]:
    """The cases, and which of them open for this officer."""
    listed = list(cases.select_related("body__parent", "department"))
    seen = cases_visible_to(officer).select_related(None).filter(id__in=[case.id for case in listed])
    return listed, set(seen.values_list("id", flat=True))


def _row(case: Case, status: str, officer: Officer, lang: Lang, now: datetime, *, opens: bool) -> Row:
    return Row(
        number=case.grouped_ref if opens else "",
        url=reverse("console:case", args=[case.ref]) if opens else "",
        title=case.title_in(lang),
        body=body_of(case, lang, read_in=officer.body) if case.body_id != officer.body_id else "",
        ward=ward_words(case.ward, lang),
        department=department_of(case, lang) if opens else "",
        status=status,
        opened=bn.date(case.opened_at, lang),
        due=bn.moment(case.promise_due_at, lang, now),
        ended=bn.date(case.ended_at, lang) if case.ended_at else "",
        is_late=late_by(case, now) is not None,
    )


# --- the file ---


def columns() -> list[str]:
    """The headings, in the language of the moment."""
    return [
        _("Number"),
        _("Local body"),
        _("Service"),
        _("Subject"),
        _("Status"),
        _("Ward"),
        _("Department"),
        _("How it came"),
        _("Opened at"),
        _("Due"),
        _("Limit in law"),
        _("First action"),
        _("Reported done at"),
        _("Ended at"),
        _("Late by (hours)"),
        _("Stars"),
    ]


def lines_of(
    cases: QuerySet[Case], case_ids: Sequence[UUID], officer: Officer, *, lang: Lang, now: datetime
) -> Iterator[list[Cell]]:
    """A line for each of these cases, in their order, as they are when they are written."""
    for start in range(0, len(case_ids), A_CHUNK):
        ids = case_ids[start : start + A_CHUNK]
        listed, opens = _read(cases.filter(id__in=ids).order_by(), officer)
        by_id = {case.id: case for case in listed}
        with translation.override(lang):
            said = statuses(listed, lang)
            lines = [
                _line(by_id[one], said[one], lang, now, opens=one in opens) for one in ids if one in by_id
            ]
        yield from lines


def _line(case: Case, status: str, lang: Lang, now: datetime, *, opens: bool) -> list[Cell]:
    late = late_by(case, now)
    return [
        case.grouped_ref if opens else "",
        case.body.name_in(lang),
        case.service.name.in_(lang),
        case.title_in(lang),
        status,
        case.ward,
        department_of(case, lang) if opens else "",
        str(CHANNELS.get(case.channel, case.channel)),
        case.opened_at,
        case.promise_due_at,
        case.statutory_due_at,
        case.first_action_at,
        case.claimed_at,
        case.ended_at,
        None if late is None else Decimal(str(late)),
        case.stars,
    ]


def as_text(cell: Cell) -> str:
    """As a CSV file has it: a moment in the form that every spreadsheet reads."""
    if cell is None:
        return ""
    return moment(cell) if isinstance(cell, datetime) else str(cell)
