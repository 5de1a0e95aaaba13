"""Cases as rows of a list."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from janasetu.bodies.models import LocalBody
from janasetu.bodies.queries import titles
from janasetu.cases.choices import Lane, Status
from janasetu.cases.models import Case
from janasetu.cases.notices import PHRASES
from janasetu.catalogue.fields import KINDS
from janasetu.console.answers import ward_words
from janasetu.console.due import Due, due_of
from janasetu.lib.words import Lang


@dataclass(frozen=True, slots=True)
class Row:
    """What a list says of one case. `body` is empty where the list is of one body only."""

    ref: str
    number: str
    url: str
    title: str
    body: str
    place: str
    department: str
    status: str
    due: Due
    urgent: bool
    holder: str


def rows_of(
    cases: Iterable[Case], *, lang: Lang, now: datetime, read_in: LocalBody | None = None
) -> list[Row]:
    """A row for each case; one query for all of them.

    `read_in`: the body in which a list of many bodies is read; without it no row names its body.
    """
    listed = list(cases)
    named = titles({case.body_id for case in listed}, {case.level_role for case in listed})
    return [
        Row(
            ref=case.ref,
            number=case.grouped_ref,
            url=reverse("console:case", args=[case.ref]),
            title=case.title_in(lang),
            body=body_of(case, lang, read_in=read_in) if read_in else "",
            place=place_of(case, lang),
            department=department_of(case, lang),
            status=status_of(case, lang),
            due=due_of(case, lang=lang, now=now),
            urgent=case.lane != Lane.NORMAL,
            holder=named.name(case.body_id, case.level_role, lang, at=now),
        )
        for case in listed
    ]


def body_of(case: Case, lang: Lang, *, read_in: LocalBody) -> str:
    """The case's body, and what it lies in unless that is read here: one district has a name many times."""
    body, above = case.body, case.body.parent
    if above is None or read_in.id in {body.id, above.id}:
        return body.name_in(lang)
    return f"{body.name_in(lang)}, {above.name_in(lang)}"


def status_of(case: Case, lang: Lang) -> str:
    """Where it stands; of what no citizen is asked about, no answer of theirs is awaited."""
    unasked = case.status == Status.RESOLVED_UNCONFIRMED and not case.service.asks_the_citizen
    return PHRASES.say("status_answered" if unasked else f"status_{case.status}", lang)


def department_of(case: Case, lang: Lang) -> str:
    return case.department.name_in(lang) if case.department else PHRASES.say("no_department", lang)


def place_of(case: Case, lang: Lang) -> str:
    """The ward, or else the place in its own words, or else its coordinates."""
    return ward_words(case.ward, lang) or next(_places(case, lang), "")


def _places(case: Case, lang: Lang) -> Iterator[str]:
    for asked in case.service.fields():
        if asked.kind == "place" and case.fields.get(asked.field):
            yield KINDS[asked.kind].show(asked, case.fields[asked.field], lang)
