"""Call-backs as lists and pages show them: who is to be called, why, by when, on which number."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from janasetu.cases.actions.calling import WITHIN
from janasetu.cases.choices import BY_THE_CALLER, CallOutcome, CallReason
from janasetu.cases.claims import asks_for_word
from janasetu.cases.clocks import Clock
from janasetu.cases.models import CallBack
from janasetu.catalogue.schema import Span
from janasetu.console.due import Due, running
from janasetu.lib import bn, phones
from janasetu.lib.clock import local
from janasetu.lib.words import Lang

_WITHIN = Span(WITHIN // timedelta(minutes=1), "minutes")
REASONS = {
    CallReason.RANG: gettext_lazy("Rang the message number, which takes no calls"),
    CallReason.UNREACHED: gettext_lazy("No message reaches them, or they cannot answer one"),
    CallReason.ALARM: gettext_lazy("An emergency: this officer has not answered"),
    CallReason.CHECKING: gettext_lazy("To hear whether the work is really done"),
    CallReason.LOST: gettext_lazy("The line broke off while they were telling it"),
    CallReason.QUIET: gettext_lazy("Somebody else reads their messages: speak with nobody but them"),
}
OUTCOMES = {
    CallOutcome.SPOKEN: gettext_lazy("Spoken"),
    CallOutcome.NO_ANSWER: gettext_lazy("No answer, try again later"),
    CallOutcome.WRONG_NUMBER: gettext_lazy("Wrong number"),
    CallOutcome.ANSWERED: gettext_lazy("The citizen has written meanwhile"),
}


@dataclass(frozen=True, slots=True)
class CallRow:
    """What is said of one call-back. `number`: to read; `dial`: for a telephone; both masked or empty where
    they stand behind a case and were not asked for.
    """

    id: UUID
    url: str
    name: str
    reason: str
    asked: str
    due: Due
    tried: str
    number: str
    dial: str
    title: str
    case_number: str
    case_url: str
    is_open: bool
    said: str
    asks: bool  # whether the work is really done
    is_hidden: bool
    hour: str
    goes_on: bool  # the form stands as it was when the line broke
    may_be_entered: bool  # as a matter of their own


def call_rows(calls: Iterable[CallBack], *, lang: Lang, now: datetime) -> list[CallRow]:
    """A row for each."""
    return [call_row(call, lang=lang, now=now) for call in calls]


def call_row(call: CallBack, *, lang: Lang, now: datetime, number: str = "") -> CallRow:
    """One call-back. `number`: the one that was revealed; one that belongs to no case is shown anyway."""
    shown = number or ("" if call.case else call.phone)
    return CallRow(
        id=call.id,
        url=reverse("console:call", args=[call.id]),
        name=call.name,
        reason=str(REASONS[CallReason(call.reason)]),
        asked=bn.moment(call.asked_at, lang, now),
        due=_due(call, lang, now),
        tried=_tried(call, lang),
        number=phones.grouped(_e164(shown)) if shown else _masked(call),
        dial=_e164(shown) if shown else "",
        title=call.case.title_in(lang) if call.case else "",
        case_number=call.case.grouped_ref if call.case else "",
        case_url=reverse("console:case", args=[call.case.ref]) if call.case else "",
        is_open=call.done_at is None,
        said=str(OUTCOMES[CallOutcome(call.outcome)]) if call.outcome else "",
        asks=asks_for_word(call, now=now),
        is_hidden=bool(call.case and call.case.confidential),
        hour=_hour(call, lang),
        goes_on=call.draft is not None,
        may_be_entered=call.done_at is None and call.reason in BY_THE_CALLER,
    )


def _tried(call: CallBack, lang: Lang) -> str:
    if call.outcome != CallOutcome.NO_ANSWER:
        return ""
    if call.tries < 2:
        return _("Tried: no answer")
    return _("Tried %(times)s times: no answer") % {"times": bn.number(call.tries, lang)}


def _hour(call: CallBack, lang: Lang) -> str:
    """The only time at which they may be called; empty where any will do."""
    if call.not_before is None:
        return ""
    began, ended = (bn.time_of_day(local(at), lang) for at in (call.not_before, call.due_at))
    return _("Only between %(began)s and %(ended)s") % {"began": began, "ended": ended}


def _masked(call: CallBack) -> str:
    return phones.masked(_e164(call.phone)) if call.phone else ""


def _e164(phone: str) -> str:
    """The number with its country code, as a line's row of digits has it; a line's own id as it is."""
    digits = phones.wa_key(phone)
    return f"+{digits}" if digits.isdigit() else phone


def _due(call: CallBack, lang: Lang, now: datetime) -> Due:
    if call.done_at is not None:
        return Due(bn.moment(call.done_at, lang, now), _("Done"), "plain", "tick", 0, runs=False)
    return running(Clock(call.asked_at, _WITHIN), call.due_at, lang=lang, now=now)
