"""A phone that somebody else reads too: only numbers are told there, and the office calls at one hour."""

import datetime as dt

from janasetu.conversations.engine import standing
from janasetu.conversations.engine.effects import BeHeard, BeQuiet, Say, Turn
from janasetu.conversations.engine.here import Here
from janasetu.conversations.engine.saying import PHRASES, choice, phrase, with_remark
from janasetu.lib import bn
from janasetu.messaging.values import Choice, Message

# The hours that are offered for a call; each is one hour long.
HOURS = (8, 10, 12, 14, 16, 18, 20)
_NEVER = "never"


def begin(here: Here) -> Turn:
    """Quiet at once, whatever hour is chosen; the talk stands where it stood."""
    rows = [Choice(f"quiet:{hour}", hour_words(hour, here)) for hour in HOURS]
    never = choice(f"quiet:{_NEVER}", "quiet_never", here.lang)
    text, see = PHRASES.say("quiet_which_hour", here.lang), PHRASES.say("quiet_see_hours", here.lang)
    return Turn(here.session, (BeQuiet(), Say(Message(text, (*rows, never), see))))


def chosen(here: Here, rest: list[str]) -> Turn | None:
    """The hour, or that nobody is to call; None for what was not offered."""
    if rest == [_NEVER]:
        said = phrase("quiet_without_call", here.lang)
        return with_remark(standing.stand(here), said).after(BeQuiet())
    hour = next((hour for hour in HOURS if rest == [str(hour)]), None)
    if hour is None:
        return None
    said = phrase("quiet_with_call", here.lang, hour=hour_words(hour, here))
    return with_remark(standing.stand(here), said).after(BeQuiet(dt.time(hour), dt.time(hour + 1)))


def end(here: Here) -> Turn:
    """Everything is told again."""
    return with_remark(standing.stand(here), phrase("quiet_no_more", here.lang)).after(BeHeard())


def hour_words(hour: int, here: Here) -> str:
    """«দুপুর ২টো–দুপুর ৩টে», short enough for the title of a row."""
    began, ended = bn.time_of_day(dt.time(hour), here.lang), bn.time_of_day(dt.time(hour + 1), here.lang)
    return PHRASES.say("quiet_hour", here.lang, from_hour=began, to_hour=ended)
