"""Words of danger call for help: one tap opens the case with them, and nothing is asked before it."""

from dataclasses import replace

from janasetu.catalogue.schema import Field
from janasetu.conversations.engine.effects import OpenCase, Say, Turn
from janasetu.conversations.engine.here import Here
from janasetu.conversations.engine.saying import PHRASES
from janasetu.messaging.values import Choice, Message

CALL = "alarm"
_MOST_WORDS = 1000  # characters


def offered(here: Here, decided: Turn) -> Turn:
    """What follows, and a button that calls the office; the words are kept for it. Nothing where the office
    has nobody to call, or a case is just being opened.
    """
    found, said = here.office.alarmed, here.heard.said
    if found is None or not said.text or any(isinstance(one, OpenCase) for one in decided.effects):
        return decided
    _, service = found
    button = Choice(f"{CALL}:{service.code}", PHRASES.say("alarm_call", here.lang))
    ask = Say(Message(PHRASES.say("alarm_ask", here.lang), (button,)))
    kept = replace(decided.session, danger=said.text[:_MOST_WORDS])
    return Turn(kept, decided.effects).then(ask)


def called(here: Here, rest: list[str]) -> Turn | None:
    """The case, with the words that were said; None for a service that the office does not have."""
    found = here.office.by_code(rest[0]) if len(rest) == 1 else None
    if found is None or found[1].alarm is None:
        return None
    version, service = found
    asked = (one for one in service.ask if isinstance(one, Field) and one.kind == "long_text")
    words = here.session.danger or service.name.in_(here.lang)
    fields = {one.field: words for one in list(asked)[:1]}
    session = replace(here.session, danger="").reached(service.reached_intent)
    return Turn(session, (OpenCase(version, fields),))
