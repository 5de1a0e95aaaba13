"""Offices outside as the desk shows them: to whom a case may go, what is awaited from whom, since when."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from janasetu.bodies.models import Officer
from janasetu.bodies.rules import may_sign
from janasetu.cases.clocks import Clock
from janasetu.cases.letters import TYPE as LETTER
from janasetu.cases.letters import letters_of
from janasetu.cases.models import Case, Referral
from janasetu.cases.notices import PHRASES
from janasetu.cases.outside import awaited
from janasetu.catalogue import queries as catalogue
from janasetu.catalogue.schema import Span
from janasetu.console.due import Due, running
from janasetu.documents.choices import PaperState
from janasetu.documents.models import Paper
from janasetu.lib import bn
from janasetu.lib.words import Lang


@dataclass(frozen=True, slots=True)
class Awaited:
    """An answer that has not come. `number`: under which they have it. `letter`: its memo number, where one
    was written; `made`: it can be printed, `gone`: it has left. `writes`: the reader may write it.
    """

    id: str
    name: str
    contact: str
    how: str
    sent: str
    number: str
    chased: str
    why: str
    due: Due
    letter: str = ""
    made: bool = False
    gone: bool = False
    writes: bool = False


@dataclass(frozen=True, slots=True)
class AwaitedRow:
    """The same in a list of all that are awaited, with the case."""

    awaited: Awaited
    title: str
    case_number: str
    case_url: str


def awaited_of(case: Case, *, lang: Lang, now: datetime, reader: Officer | None = None) -> list[Awaited]:
    """What this case waits for; one query where it waits for anything, one more for letters."""
    waiting = awaited(case)
    papers = letters_of(case, waiting)
    may = reader is not None and may_sign(reader.tenure, LETTER, now) and reader.body_id == case.body_id
    return [_with_letter(_awaited(one, lang, now), papers.get(one.id), writes=may) for one in waiting]


def _with_letter(one: Awaited, paper: Paper | None, *, writes: bool) -> Awaited:
    if paper is None:
        return replace(one, writes=writes)
    gone = paper.state == PaperState.SEALED
    return replace(one, letter=paper.number, made=bool(paper.draft_sha256), gone=gone, writes=writes)


def rows_of(referrals: Iterable[Referral], *, lang: Lang, now: datetime) -> list[AwaitedRow]:
    """A row for each; nothing is looked up."""
    return [
        AwaitedRow(
            awaited=_awaited(one, lang, now),
            title=one.case.title_in(lang),
            case_number=one.case.grouped_ref,
            case_url=reverse("console:case", args=[one.case.ref]),
        )
        for one in referrals
    ]


def agencies_for(case: Case, lang: Lang) -> list[tuple[str, str]]:
    """The agencies as this body knows them, by code and name, with what for one turns to each. One query."""
    known = catalogue.agencies_of([case.body_id])[case.body_id]
    return [(code, f"{one.name.in_(lang)}: {one.does.in_(lang)}") for code, one in known.items()]


def _awaited(referral: Referral, lang: Lang, now: datetime) -> Awaited:
    clock = Clock(referral.sent_at, Span.read(referral.again))
    return Awaited(
        id=str(referral.id),
        name=referral.name_in(lang),
        contact=referral.contact_in(lang),
        how=PHRASES.say(f"how_{referral.how}", lang),
        sent=bn.moment(referral.sent_at, lang, now),
        number=referral.outside_ref,
        chased=_chased(referral, lang),
        why=referral.why,
        due=running(clock, referral.due_at, lang=lang, now=now),
    )


def _chased(referral: Referral, lang: Lang) -> str:
    if not referral.chased:
        return ""
    return _("asked again %(times)s times") % {"times": bn.number(referral.chased, lang)}
