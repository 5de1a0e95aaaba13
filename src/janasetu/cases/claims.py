"""A claim that the work is done: who made it, how long it waits for a word, what takes it away."""

from collections.abc import Callable
from datetime import datetime

from django.conf import settings
from django.utils.crypto import salted_hmac

from janasetu.bodies.models import Officer
from janasetu.cases import rules
from janasetu.cases.choices import CallReason, Status
from janasetu.cases.clocks import Clock
from janasetu.cases.models import CallBack, Case
from janasetu.catalogue.schema import Confirm
from janasetu.lib import bn
from janasetu.lib.clock import local
from janasetu.lib.words import Lang

CITIZEN = "citizen"  # whose yes it was, where they wrote it themselves
# What a word on a claim changes of a case.
COLUMNS = (
    *("status", "level", "officer", "covers", "escalates_at", "claimed_at", "ended_at", "closes_at"),
    "reminds_at",
    *("confirmed_by", "resolved_by", "resolved_in", "stars", "rated_at"),
)
_LOTS = 2**64


def terms_of(case: Case) -> Confirm:
    """How long its claims wait, by the terms of the day on which it was opened."""
    return case.service.confirm_on(local(case.opened_at).date())


def make(case: Case, *, by: Officer, now: datetime) -> None:
    """The office says it is done; where the definition asks nobody about that, it is done."""
    case.claimed_at, case.resolved_by, case.resolved_in = now, by, case.department
    if case.service.asks_the_citizen:
        open_window(case, since=now)
    else:
        case.status, case.ended_at = Status.RESOLVED_UNCONFIRMED, now


def open_window(case: Case, *, since: datetime) -> None:
    """From now on the citizen's word is waited for, and once more asked for half-way: of a matter that many
    have nobody is asked twice, for each of them may say no.
    """
    case.closes_at = Clock(since, terms_of(case).within).due
    case.reminds_at = None if case.supporters else rules.reminds_at(since, case.closes_at)


def close_window(case: Case) -> None:
    case.closes_at = case.reminds_at = None


def end(case: Case, *, now: datetime) -> None:
    """Nobody has answered, and nobody is waited for any longer."""
    case.status, case.ended_at = Status.RESOLVED_UNCONFIRMED, now
    close_window(case)


def confirm(case: Case, *, by: str, now: datetime) -> None:
    """The citizen's yes. One that comes after the silence changes nothing of when the case ended."""
    case.status, case.confirmed_by, case.ended_at = Status.RESOLVED_CONFIRMED, by, case.ended_at or now
    close_window(case)


def void(case: Case) -> None:
    """The citizen's no: the work goes on, and nothing is left of the claim or credited for it."""
    case.status, case.ended_at, case.confirmed_by = Status.IN_PROGRESS, None, ""
    case.claimed_at = case.resolved_by = case.resolved_in = case.stars = case.rated_at = None
    close_window(case)


def standing(case: Case, *, by_telephone: bool = False, by_another: bool = False) -> rules.Claimed:
    """The case as a word on it is judged; `by_telephone`: one that the office hears; `by_another`: of
    somebody else than the complainant, whose matter it is too.
    """
    return rules.Claimed(
        case.status, reopens_until(case), by_telephone or case.confirmed_by not in ("", CITIZEN), by_another
    )


def reopens_until(case: Case) -> datetime | None:
    """How long a word of the citizen's still counts after the end; None where none is asked for."""
    if case.ended_at is None or not case.service.asks_the_citizen:
        return None
    return Clock(case.ended_at, terms_of(case).reopen_within).due


def until_in_words(case: Case, *, now: datetime) -> Callable[[Lang], str]:
    """The same of a case that has ended, as a citizen reads it."""
    until = reopens_until(case)
    assert until
    return lambda lang: bn.lasting_moment(until, lang, now, weekday=False)


def asks_for_word(call: CallBack, *, now: datetime) -> bool:
    """Whether the citizen is to be asked on this call whether the work is really done."""
    if call.case is None:
        return False
    return call.reason == CallReason.CHECKING or rules.takes_yes(standing(call.case), now)


def is_checked(case: Case) -> bool:
    """Whether this claim is among those that are checked by a call, which nobody can foresee.

    The lot is made from case and claim with this installation's secret: whoever asks again gets the same.
    """
    return rules.is_drawn(_lot(case), terms_of(case).called)


def check_of(case: Case) -> str:
    """What asks for the call that checks this claim: one for each claim."""
    return f"check:{case.id}:{case.claimed_at:%Y%m%dT%H%M%S.%f}"


def _lot(case: Case) -> float:
    drawn = salted_hmac("janasetu.checks", check_of(case), settings.SECRET_KEY, algorithm="sha256").digest()
    return int.from_bytes(drawn[:8]) / _LOTS
