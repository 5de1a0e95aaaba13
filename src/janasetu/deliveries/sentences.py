"""The sentences of the doorstep, how a slot is said, and what a refusal says to whoever was refused."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from janasetu.deliveries.rules import HOURS, RefusedError, Slot
from janasetu.lib import bn, moments
from janasetu.lib.clock import local
from janasetu.lib.dates import day_and_month
from janasetu.lib.phrases import Phrases
from janasetu.lib.words import WEEKDAYS, Lang

PHRASES = Phrases.load(Path(__file__).with_name("phrases.yaml"))


def refusal(error: RefusedError, lang: Lang, now: datetime) -> str:
    """Why it was refused."""
    return why_words(error.key, error.values, lang, now)


def why_words(key: str, values: Mapping[str, str | int], lang: Lang, now: datetime) -> str:
    """A refusal in words; `at` stands there as RFC 3339."""
    said = dict(values)
    if said.get("at"):
        said["at"] = bn.moment(moments.read(str(said["at"])), lang, now)
    return PHRASES.say(key, lang, **said)


def slot_words(slot: Slot, lang: Lang, now: datetime) -> str:
    """«আগামীকাল, মঙ্গলবার ২৪ নভেম্বর, সকাল ১০টা থেকে দুপুর ১টা»: it is read again on other days."""
    begins = bn.lasting_moment(slot.begins, lang, now)
    key = {0: "slot_today", 1: "slot_tomorrow"}.get((slot.day - local(now).date()).days, "slot_later")
    return PHRASES.say(key, lang, begins=begins, ends=bn.time_of_day(slot.ends, lang))


def day_words(slot: Slot, lang: Lang) -> str:
    """«মঙ্গলবার ২৪ নভেম্বর», for a row of a list."""
    return f"{WEEKDAYS[lang][slot.day.weekday()]} {day_and_month(slot.day, lang)}"


def hours_words(part: str, lang: Lang) -> str:
    """«সকাল ১০টা থেকে দুপুর ১টা»."""
    opens, closes = HOURS[part]
    return PHRASES.say("hours", lang, begins=bn.time_of_day(opens, lang), ends=bn.time_of_day(closes, lang))
