"""What came of a claim: how long the citizen may answer, how many stars they gave, whose work it was."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from janasetu.bodies.queries import Titles
from janasetu.cases import claims
from janasetu.cases.choices import Status
from janasetu.cases.models import Case
from janasetu.lib import bn
from janasetu.lib.texts import in_language
from janasetu.lib.words import Lang

MOST_STARS = 5


@dataclass(frozen=True, slots=True)
class Outcome:
    """Each is empty where there is nothing to say. `waits`: what ends the case or opens it again, when."""

    waits: str = ""
    stars: str = ""
    credited: str = ""


def outcome_of(case: Case, named: Titles, *, lang: Lang, now: datetime) -> Outcome:
    """Nothing is looked up: `named` knows the post of who made the claim."""
    return Outcome(_waits(case, lang, now), _stars(case, lang), _credited(case, named, lang, now))


def _waits(case: Case, lang: Lang, now: datetime) -> str:
    if case.status == Status.AWAITING_CONFIRMATION:
        if case.closes_at is None:
            return _("Ends when the citizen has been rung")
        return _("The citizen’s time to answer: until %(at)s") % {"at": bn.moment(case.closes_at, lang, now)}
    until = claims.reopens_until(case) if case.status == Status.RESOLVED_UNCONFIRMED else None
    if until is None or until < now:
        return ""
    return _("The citizen may open it again until %(at)s") % {"at": bn.moment(until, lang, now)}


def _stars(case: Case, lang: Lang) -> str:
    """«★★★★☆ ৪»."""
    if case.stars is None:
        return ""
    return f"{'★' * case.stars}{'☆' * (MOST_STARS - case.stars)} {bn.number(case.stars, lang)}"


def _credited(case: Case, named: Titles, lang: Lang, now: datetime) -> str:
    """Who said that it is done, and for which department."""
    worker = case.resolved_by
    if worker is None:
        return ""
    title = in_language(named.of_officer(worker, at=now), lang)
    team = case.resolved_in.name_in(lang) if case.resolved_in else ""
    return " · ".join(filter(None, (worker.name_in(lang), title, team)))
