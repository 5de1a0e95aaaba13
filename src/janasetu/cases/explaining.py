"""Why a case is due when it is, in sentences: which limit, since when, what was left out and why. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from janasetu.bodies.calendars import ClosedDay
from janasetu.cases.clocks import Clock, Clocks, Pause, Term
from janasetu.catalogue.schema import Span, Statutory
from janasetu.lib import bn
from janasetu.lib.clock import local
from janasetu.lib.dates import day_and_month
from janasetu.lib.phrases import Phrases
from janasetu.lib.texts import in_language
from janasetu.lib.words import Lang

PHRASES = Phrases.load(Path(__file__).with_name("phrases.yaml"))
MOST_NAMED = 3  # holidays that are told by name; the rest are counted


@dataclass(frozen=True, slots=True)
class Explanation:
    """One clock in words. `due`: the whole in one line; `limit`: whose limit it is and since when; `began`:
    since when it is counted. `law` and `source` are as the definition has them, in whatever language.
    """

    due: str
    limit: str
    began: str
    law: str = ""
    source: str = ""


def explained(clocks: Clocks, *, lang: Lang, now: datetime) -> list[Explanation]:
    """The promise of a case, and the law's limit where it is another."""
    found = [_explained(clocks.promise, clocks.terms.promise, lang, now)]
    if clocks.statutory and clocks.terms.statutory and clocks.terms.statutory != clocks.terms.promise:
        found.append(_explained(clocks.statutory, clocks.terms.statutory, lang, now))
    return found


def _explained(clock: Clock, term: Term, lang: Lang, now: datetime) -> Explanation:
    return Explanation(
        due=why_due(clock, lang=lang, now=now),
        limit=_limit(term, lang),
        law=term.law if isinstance(term, Statutory) else "",
        source=term.source,
        began=PHRASES.say("why_began", lang, began=bn.lasting_moment(clock.began_at, lang, now)),
    )


def why_due(clock: Clock, *, lang: Lang, now: datetime) -> str:
    """«মঙ্গলবার ১৪ অক্টোবর, দুপুর ২টো: ৪৮ ঘণ্টা; উত্তরের অপেক্ষায় ৬ ঘণ্টা বাদ; ৯ অক্টোবর মহাসপ্তমীর ছুটি বাদ»."""
    parts = "; ".join([said_length(clock.within, lang), *_left_out(clock, lang, now)])
    return f"{bn.lasting_moment(clock.due, lang, now)}: {parts}"


def said_length(within: Span, lang: Lang) -> str:
    """«৪৮ ঘণ্টা», "7 working days", as the definition has it."""
    if within.unit == "working days":
        return bn.working_days(within.count, lang)
    return PHRASES.say(f"length_{within.unit}", lang, count=within.count)


def _limit(term: Term, lang: Lang) -> str:
    said = [PHRASES.say("why_law" if isinstance(term, Statutory) else "why_promise", lang)]
    if term.from_:
        said.append(PHRASES.say("why_since", lang, day=bn.date(term.from_, lang)))
    return " · ".join(said)


def _left_out(clock: Clock, lang: Lang, now: datetime) -> Iterator[str]:
    for pause in clock.pauses:
        yield from _pause(clock, pause, lang, now)
    if clock.calendar is not None:
        yield from _closed(clock, lang)


def _pause(clock: Clock, pause: Pause, lang: Lang, now: datetime) -> Iterator[str]:
    key = f"why_{pause.reason}"
    if pause.ended_at is None:
        yield PHRASES.say(f"{key}_now", lang, since=bn.lasting_moment(pause.began_at, lang, now))
        return
    length = clock.run(pause.began_at, pause.ended_at)
    if length >= timedelta(minutes=1):
        yield PHRASES.say(key, lang, length=bn.age(length, lang))


def _closed(clock: Clock, lang: Lang) -> Iterator[str]:
    """The holidays by name, the first of them, and how many weekly days off."""
    assert clock.calendar
    first, last = local(clock.began_at).date(), local(clock.due).date()
    end = last + timedelta(days=1)
    holidays = list(clock.calendar.holidays(first, end))
    yield from (_holiday(one, lang) for one in holidays[:MOST_NAMED])
    if len(holidays) > MOST_NAMED:
        yield PHRASES.say("why_more_holidays", lang, count=len(holidays) - MOST_NAMED)
    if days_off := clock.calendar.days_off(first, end):
        yield PHRASES.say("why_days_off", lang, count=days_off)


def named_days(days: Sequence[Mapping[str, Any]], lang: Lang) -> str:
    """«৯ অক্টোবর (মহাসপ্তমী), ১০ অক্টোবর (মহাষ্টমী)»: the first of them by name, the rest counted."""
    told = [_named(day, lang) for day in days[:MOST_NAMED]]
    if len(days) > MOST_NAMED:
        told.append(PHRASES.say("more_days", lang, count=len(days) - MOST_NAMED))
    return ", ".join(told)


def _named(day: Mapping[str, Any], lang: Lang) -> str:
    told = day_and_month(date.fromisoformat(day["day"]), lang)
    return f"{told} ({in_language(day['name'], lang)})"


def _holiday(one: ClosedDay, lang: Lang) -> str:
    name = in_language(one.name, lang)
    return PHRASES.say("why_holiday", lang, day=day_and_month(one.day, lang), name=name)
