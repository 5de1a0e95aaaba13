"""When a case is due, in words: the moment, what is left or how late it is, and how pressing that is."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from janasetu.cases.choices import WITH_OFFICE, Status
from janasetu.cases.models import Case
from janasetu.lib import bn
from janasetu.lib.words import Lang

_PRESSING = timedelta(hours=24)  # with less than this left it is time to look


@dataclass(frozen=True, slots=True)
class Due:
    """`at` is the due moment, or the one since which the clock rests; `left` says what it is.

    `tone` is a colour of the sheet and `icon` stands beside it: nothing is told by colour alone.
    `began`: when the case was opened; `promise`: the whole time that was promised.
    """

    at: str
    left: str
    tone: str
    icon: str
    percent: int
    runs: bool
    began: str = ""
    promise: str = ""


def due_of(case: Case, *, lang: Lang, now: datetime) -> Due:
    """The clock of the case, as it stands at `now`."""
    if case.status not in WITH_OFFICE:
        return _resting(case, lang, now)
    percent = _used(case, now)
    at = bn.moment(case.promise_due_at, lang, now)
    age = bn.age(case.promise_due_at - now, lang)
    told = {"began": bn.moment(case.opened_at, lang, now), "promise": _promise(case, lang)}
    tone = tone_of(case.promise_due_at - now)
    if tone == "bad":
        return Due(at, _("%(age)s late") % {"age": age}, tone, "late", 100, runs=True, **told)
    return Due(at, _("%(age)s left") % {"age": age}, tone, "clock", percent, runs=True, **told)


def tone_of(left: timedelta) -> str:
    """How pressing a promise is with so much time left: late, in its last 24 hours, or with time in hand.

    By what is left alone, never by its share of what was promised: in one list the case with less time left
    must not look easier than the one with more.
    """
    if left < timedelta(0):
        return "bad"
    return "warn" if left < _PRESSING else "ok"


def _promise(case: Case, lang: Lang) -> str:
    """«৩ দিনের মধ্যে»."""
    age = bn.age(case.promise_due_at - case.opened_at, lang)
    return _("within %(age)s") % {"age": bn.genitive(age) if lang == "bn" else age}


def _used(case: Case, now: datetime) -> int:
    """How much of the promised time is used up, in percent."""
    promised = case.promise_due_at - case.opened_at
    return max(0, min(100, int(100 * (now - case.opened_at) / promised))) if promised else 100


def _resting(case: Case, lang: Lang, now: datetime) -> Due:
    """Why the clock does not run, and since when."""
    words, since = _("The clock is paused"), None
    if case.status == Status.AWAITING_CONFIRMATION:
        words, since = _("Reported done"), case.claimed_at
    elif case.ended_at:
        words, since = _("Closed"), case.ended_at
    return Due(bn.moment(since, lang, now) if since else "", words, "plain", "tick", 0, runs=False)
