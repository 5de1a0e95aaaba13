"""Give many cases to one officer: an act for each, so that what one may not do stops none of the others."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.translation import gettext as _

from janasetu.bodies.models import Officer
from janasetu.cases.actions import MoveOrder, make_move
from janasetu.cases.notices import PHRASES
from janasetu.cases.queries import NoSuchCaseError, case_visible_to
from janasetu.cases.rules import MOVES, RefusedError, status_after
from janasetu.lib import references
from janasetu.lib.words import Lang

MOST = 50  # cases at once


@dataclass(frozen=True, slots=True)
class Given:
    """Which cases were given, and for each reason which were not, by their numbers as people read them."""

    done: list[str] = field(default_factory=list)
    refused: dict[str, list[str]] = field(default_factory=dict)


def assign_all(refs: Iterable[str], to: Officer, *, officer: Officer, lang: Lang, now: datetime) -> Given:
    """Assign each of these cases. A number that is none, or another body's, is refused like any other."""
    given = Given()
    for ref in refs:
        shown = references.grouped(ref) if references.read(ref) == ref else ref[:20]
        refusal = _assign(ref, to, officer=officer, lang=lang, now=now)
        if refusal:
            given.refused.setdefault(refusal, []).append(shown)
        else:
            given.done.append(shown)
    return given


def _assign(ref: str, to: Officer, *, officer: Officer, lang: Lang, now: datetime) -> str:
    """Why it was not assigned; empty where it was."""
    try:
        if _is_at_work(ref, to, officer):
            return ""
        make_move(officer=officer, ref=ref, order=MoveOrder("assign", to=to), now=now)
    except RefusedError as error:
        return PHRASES.say(error.key, lang)
    except NoSuchCaseError:
        return _("There is no such case in your office.")
    return ""


def _is_at_work(ref: str, to: Officer, officer: Officer) -> bool:
    """Whether it is with that officer and taken on: the button was pressed twice."""
    case = case_visible_to(officer, references.read(ref) or "")
    return case.officer_id == to.id and status_after(MOVES["assign"], case.status) == case.status
