"""When a case is due, in words: the moment, what is left or how late it is, and how pressing that is."""

from dataclasses import dataclass, replace
from datetime import datetime

from django.utils.translation import gettext as _

from janasetu.cases.choices import WITH_OFFICE, Status
from janasetu.cases.clocks import SOON, Clock, Clocks
from janasetu.cases.explaining import said_length
from janasetu.cases.models import Case
from janasetu.lib import bn
from janasetu.lib.words import Lang

MARK = round(100 * SOON)  # where the clock has its mark, in percent
_TONES = {"late": "bad", "soon": "warn", "in_time": "ok"}


@dataclass(frozen=True, slots=True)
class Due:
    """`at` is the due moment, or the one since which the clock rests; `left` says what it is.

    `tone` is a colour of the sheet and `icon` stands beside it: nothing is told by colour alone.
    `began`: when the case was opened; `promise`: the whole time that was promised; `percent`: how much of it
    is used up; `mark`: from which percent on it is pressing; `day`: which day of how many it is, of an
    application on its way through the office.
    """

    at: str
    left: str
    tone: str
    icon: str
    percent: int
    runs: bool
    began: str = ""
    promise: str = ""
    mark: int = MARK
    day: str = ""


def due_of(case: Case, clocks: Clocks, *, day: str = "", lang: Lang, now: datetime) -> Due:
    """The promise of the case, as its clock stands at `now`. `day`: which day of how many it is, in words."""
    if case.status not in WITH_OFFICE:
        return _resting(case, lang, now)
    shown = running(clocks.promise, case.promise_due_at, lang=lang, now=now)
    return replace(
        shown,
        began=bn.moment(case.opened_at, lang, now),
        promise=_promise(clocks.promise, lang),
        day=day,
    )


def running(clock: Clock, due_at: datetime, *, lang: Lang, now: datetime) -> Due:
    """A clock that is due then, of a case or of anything else that was promised."""
    urgency = clock.urgency(now, due_at=due_at)
    at, age, tone = bn.moment(due_at, lang, now), bn.age(due_at - now, lang), _TONES[urgency]
    if urgency == "late":
        return Due(at, _("%(age)s late") % {"age": age}, tone, "late", 100, runs=True)
    percent = min(100, int(100 * clock.used(now, due_at=due_at)))
    return Due(at, _("%(age)s left") % {"age": age}, tone, "clock", percent, runs=True)


def due_at_desk(due_at: datetime, *, lang: Lang, now: datetime) -> Due:
    """Of a desk at which something lies, and by when it is to be done there."""
    at, age = bn.moment(due_at, lang, now), bn.age(due_at - now, lang)
    if due_at < now:
        return Due(at, _("%(age)s late") % {"age": age}, "bad", "late", 100, runs=True)
    return Due(at, _("%(age)s left") % {"age": age}, "ok", "clock", 0, runs=True)


def resting_desk() -> Due:
    """Of a desk whose time stands still, since the applicant owes something."""
    return Due("", _("The clock is paused"), "plain", "tick", 0, runs=False)


def _promise(clock: Clock, lang: Lang) -> str:
    """«৩ দিনের মধ্যে»; working days, months and years as they are counted."""
    is_fixed = clock.within.unit in ("minutes", "hours", "days")
    age = bn.age(clock.length, lang) if is_fixed else said_length(clock.within, lang)
    return _("within %(age)s") % {"age": bn.genitive(age) if lang == "bn" else age}


def _resting(case: Case, lang: Lang, now: datetime) -> Due:
    """Why the clock does not run, and since when."""
    words, since = _("The clock is paused"), None
    if case.status == Status.AWAITING_CONFIRMATION:
        words, since = _("Reported done"), case.claimed_at
    elif case.ended_at:
        words, since = _("Closed"), case.ended_at
    return Due(bn.moment(since, lang, now) if since else "", words, "plain", "tick", 0, runs=False)
