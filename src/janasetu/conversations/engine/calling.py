"""Words of danger call for help: one tap opens the case with them, and nothing is asked before it."""

from dataclasses import replace

from janasetu.catalogue.schema import Field, Service
from janasetu.conversations.engine import asking, standing, telling
from janasetu.conversations.engine.effects import OpenCase, Say, Turn
from janasetu.conversations.engine.here import Here
from janasetu.conversations.engine.saying import PHRASES, choice, with_choices, with_remark
from janasetu.messaging.values import Choice, Message

CALL = "alarm"
DANGER = "danger"  # how the ids of the soft question begin
_MOST_WORDS = 1000  # characters
_ANSWERING = frozenset({"idle", "asking", "confirming"})


def offered(here: Here, decided: Turn) -> Turn:
    """What follows, and a button that calls the office; the words are kept for it. Nothing where the office
    has nobody to call, or a case is just being opened.
    """
    found, said = here.office.alarmed, here.heard.said
    if found is None or not said.text or any(isinstance(one, OpenCase) for one in decided.effects):
        return decided
    kept = replace(decided.session, danger=said.text[:_MOST_WORDS])
    following, call = Turn(kept, decided.effects), _call(here, found[1])
    is_card = kept.state == "confirming"  # which stays the newest, so that a typed «হ্যাঁ» is for it
    return following.after(call) if is_card else following.then(call)


def asked_softly(here: Here, decided: Turn) -> Turn:
    """What follows, and beside it whether somebody is in danger, where the words might tell that."""
    said = [one for one in decided.effects if isinstance(one, Say)]
    is_asked = telling.danger(here) == "perhaps" and not here.heard.said.choice
    if not is_asked or not said or decided.session.state not in _ANSWERING:
        return decided
    if any(one.number in text.message.text for text in said for one in here.office.numbers_in_danger):
        return decided
    kept = replace(decided.session, danger=here.heard.said.text[:_MOST_WORDS])
    choices = tuple(choice(f"{DANGER}:{act}", f"danger_{act}", here.lang) for act in ("yes", "no"))
    asked = Say(Message(PHRASES.say("danger_perhaps", here.lang), choices))
    following = Turn(kept, decided.effects)
    if said[-1].message.choices:  # which stay the newest, so that a typed «হ্যাঁ» is for them
        return following.after(asked)
    return with_choices(with_remark(following, asked), choices)


def asked(here: Here, rest: list[str]) -> Turn | None:
    """The answer to that: whom to call and how the office is called; or the talk goes on."""
    if rest == ["no"]:
        return standing.stand(here.at(replace(here.session, danger="")))
    if rest != ["yes"]:
        return None
    session = here.session.reached("emergency")
    numbers = asking.numbers_to_call(here.office.numbers_in_danger, here.lang)
    return Turn(session, (numbers, _call(here, here.office.alarmed[1]))) if here.office.alarmed else None


def _call(here: Here, service: Service) -> Say:
    button = Choice(f"{CALL}:{service.code}", PHRASES.say("alarm_call", here.lang))
    return Say(Message(PHRASES.say("alarm_ask", here.lang), (button,)))


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
