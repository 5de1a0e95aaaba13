"""Known incidents as rows of a page, and the subjects of which one may be declared."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from janasetu.bodies.models import LocalBody, Officer
from janasetu.cases.clocks import Clocks
from janasetu.cases.counting import clocks_of
from janasetu.cases.models import Case
from janasetu.cases.queries import known_incidents
from janasetu.cases.standing import statuses
from janasetu.console.answers import ward_words
from janasetu.console.due import Due, due_of
from janasetu.console.subjects import offered_to_register
from janasetu.lib import bn
from janasetu.lib.words import Lang


@dataclass(frozen=True, slots=True)
class IncidentRow:
    """One that is not over. `people`: how many have reported it; `expected`: when it is to be solved."""

    number: str
    url: str
    title: str
    wards: str
    people: str
    since: str
    expected: str
    status: str
    due: Due


def incident_rows(officer: Officer, *, lang: Lang, now: datetime) -> list[IncidentRow]:
    """Those of the officer's body, the newest first; one query, one more where a clock counts open days."""
    known = list(known_incidents(officer))
    clocks = clocks_of(known)
    said = statuses(known, lang)
    return [_row(case, clocks[case.id], said[case.id], lang, now) for case in known]


def _row(case: Case, clocks: Clocks, status: str, lang: Lang, now: datetime) -> IncidentRow:
    wards = ", ".join(ward_words(ward, lang) for ward in case.incident_wards or ())
    return IncidentRow(
        number=case.grouped_ref,
        url=reverse("console:case", args=[case.ref]),
        title=case.title_in(lang),
        wards=wards or _("everywhere"),
        people=bn.number(1 + case.supporters, lang),
        since=bn.moment(case.opened_at, lang, now),
        expected=bn.moment(case.expected_at, lang, now) if case.expected_at else "",
        status=status,
        due=due_of(case, clocks, lang=lang, now=now),
    )


def subjects_of_incidents(body: LocalBody, lang: Lang) -> list[tuple[str, str]]:
    """What may be everybody's matter, as `VERSION:CATEGORY` and words: first that of whole wards."""
    found = list(_subjects(body, lang))
    return [(code, name) for _, code, name in sorted(found, key=lambda one: one[0])]


def _subjects(body: LocalBody, lang: Lang) -> Iterator[tuple[bool, str, str]]:
    for version, service in offered_to_register(body).items():
        for code, option in service.subjects.items():
            rule = service.alike_in({service.titled_by or "": code})
            if rule:
                yield rule.metres is not None, f"{version}:{code}", option.name.in_(lang)


def subject_in(code: str) -> tuple[UUID, str]:
    """The version and the category of one of them."""
    version, _colon, category = code.partition(":")
    return UUID(version), category
