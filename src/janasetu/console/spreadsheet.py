"""A list of cases as a file for a spreadsheet: CSV in UTF-8 with a mark that says so, and no citizen in it.

Dates, numbers and digits are written so that a spreadsheet counts with them, in every language.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from uuid import UUID

from django.utils import translation
from django.utils.translation import gettext as _

from janasetu.bodies.models import Officer
from janasetu.bodies.queries import titles
from janasetu.bodies.rules import in_office
from janasetu.cases.choices import DONE, WITH_OFFICE
from janasetu.cases.lists import of_list
from janasetu.cases.models import Case
from janasetu.cases.standing import statuses
from janasetu.console.rows import CHANNELS, department_of
from janasetu.lib.clock import local
from janasetu.lib.words import Lang

MARK = "\ufeff".encode()  # at the head of a file: that it is UTF-8
A_CHUNK = 500  # cases that are held in memory at once; four queries each at most
# What a spreadsheet may take for the beginning of a formula; the last four are = + - @ in full width.
_FORMULA = tuple("=+-@|\t\r\uff1d\uff0b\uff0d\uff20")


def sheet(officer: Officer, case_ids: Sequence[UUID], *, lang: Lang, now: datetime) -> Iterator[bytes]:
    """The file in parts: the headings, then the cases in their order, as they are when they are written."""
    with translation.override(lang):
        headings = lines([columns()])
    yield MARK + headings
    for start in range(0, len(case_ids), A_CHUNK):
        yield _part(of_list(officer, case_ids[start : start + A_CHUNK]), lang, now)


def columns() -> list[str]:
    """The headings, in the language of the moment."""
    return [
        _("Number"),
        _("Local body"),
        _("Service"),
        _("Subject"),
        _("Status"),
        _("Answers for it"),
        _("Ward"),
        _("Department"),
        _("Officer"),
        _("How it came"),
        _("Opened at"),
        _("Due"),
        _("Ended at"),
        _("Late by (hours)"),
    ]


def late_by(case: Case, now: datetime) -> float | None:
    """Hours by which the promise was missed, or is so far; None where it was kept or the clock rests."""
    judged = _judged_at(case, now)
    late = (judged - case.promise_due_at).total_seconds() if judged else 0
    return round(late / 3600, 1) if late > 0 else None


def _judged_at(case: Case, now: datetime) -> datetime | None:
    """A promise is judged when the work is claimed to be done; a citizen's "no" voids the claim."""
    if case.status in WITH_OFFICE:
        return now
    return case.claimed_at if case.status in DONE and case.claimed_at else case.ended_at


def _part(cases: Sequence[Case], lang: Lang, now: datetime) -> bytes:
    roles = [case.level_role for case in cases]
    named, said = titles({case.body_id for case in cases}, set(roles)), statuses(cases, lang)
    with translation.override(lang):
        return lines(
            _row(case, said[case.id], named.name(case.body_id, role, lang, at=now), lang, now)
            for case, role in zip(cases, roles, strict=True)
        )


def _row(case: Case, status: str, answers_for_it: str, lang: Lang, now: datetime) -> list[str]:
    late = late_by(case, now)
    return [
        case.grouped_ref,
        case.body.name_in(lang),
        case.service.name.in_(lang),
        case.title_in(lang),
        status,
        answers_for_it,
        case.ward,
        department_of(case, lang),
        case.officer.name_in(lang) if case.officer and in_office(case.officer.tenure, now) else "",
        str(CHANNELS.get(case.channel, case.channel)),
        moment(case.opened_at),
        moment(case.promise_due_at),
        moment(case.ended_at),
        "" if late is None else str(late),
    ]


def moment(moment: datetime | None) -> str:
    """2026-11-24 10:00, Kolkata's clock: what every spreadsheet reads as a date."""
    return f"{local(moment):%Y-%m-%d %H:%M}" if moment else ""


def lines(rows: Iterable[Sequence[str]]) -> bytes:
    """The rows as CSV, every cell as text that no spreadsheet calculates."""
    out = io.StringIO()
    csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerows(
        [_harmless(cell) for cell in row] for row in rows
    )
    return out.getvalue().encode()


def _harmless(cell: str) -> str:
    """The text as text: one that a spreadsheet would calculate gets an apostrophe before it (OWASP)."""
    text = cell.replace("\x00", "")
    begins = text.lstrip(" \u00a0\n\u200b\ufeff").startswith(_FORMULA)
    return f"'{text}" if begins else text
