"""A talk that was left: handed over to a person of the office, or taken up again after hours or days."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

from janasetu.conversations.engine import menus
from janasetu.conversations.engine.draft import concerned_name
from janasetu.conversations.engine.effects import MyPersons, PersonLine, Say, Turn
from janasetu.conversations.engine.here import MOST_HELD, Here
from janasetu.conversations.engine.saying import join, phrase
from janasetu.conversations.engine.session import NEW, NOBODY_KNOWN, Draft
from janasetu.conversations.engine.words import act_of
from janasetu.messaging.values import Offered

# After this long a draft is not simply gone on with: the person is asked.
RESUME_AFTER = timedelta(hours=12)
# After this long somebody else of the family may hold the phone.
OTHER_HANDS_AFTER = timedelta(minutes=30)
# A person of the office has the talk this long, then the service answers again.
HANDED_FOR = timedelta(hours=24)
# While a person of the office has it, the service says a word of comfort no more often than this.
COMFORT_AFTER = timedelta(minutes=10)


def gap(here: Here) -> timedelta:
    """How long nothing was said."""
    return here.heard.at - here.session.at if here.session.at else timedelta(0)


def hand_over(here: Here) -> Turn:
    """A person of the office takes the talk; the draft is kept."""
    session = replace(here.session, state="handed_over", answered=False).reached("talk_to_person")
    return Turn(session, (phrase("handed_over", here.lang),))


def is_back(here: Here) -> bool:
    """The service answers again: it was asked for, or the talk was answered and left for a day."""
    return here.heard.said.kind == "choice" or (here.session.answered and gap(here) > HANDED_FOR)


def is_clear_now(here: Here) -> bool:
    """Who was handed over because nobody understood them, and now says what everybody understands."""
    heard = here.understood if here.session.lost and not here.session.answered else None
    return heard is not None and heard.decision == "accept"


def taken_back(here: Here) -> Here:
    """The talk as it stood when it was handed over; words answer nothing that was offered long before."""
    session = here.session
    state = "idle" if not session.version else "asking" if session.step else "confirming"
    if not here.heard.offered.newest:
        here = replace(here, heard=replace(here.heard, offered=Offered()))
    return here.at(replace(session, state=state))  # type: ignore[arg-type]  # three of the states


def wait(here: Here) -> Turn:
    """The person of the office is to answer; after a while the service says that it knows."""
    lost = here.session.lost + 1 if here.session.lost else 0  # remembered until somebody answers
    session = replace(here.session, answered=False, lost=lost)
    if gap(here) < COMFORT_AFTER:
        return Turn(session)
    key = "still_handed_over" if gap(here) <= HANDED_FOR else "still_unanswered"
    return Turn(session, (phrase(key, here.lang),))


def persons_to_ask(here: Here) -> tuple[PersonLine, ...]:
    """Those who share the phone, when it must be asked whose matter it is before a draft is shown."""
    has_drafts = here.session.in_form or bool(here.session.parked)
    said = here.heard.said
    shows_none = said.kind == "choice" or act_of(said.text) == "stop"
    if not has_drafts or shows_none or gap(here) < OTHER_HANDS_AFTER:
        return ()
    sharing = who_share(here.at(here.session.park()))
    return sharing if len(sharing) > 1 else ()


def who_share(here: Here) -> tuple[PersonLine, ...]:
    """All who share the phone: those the office knows, and those whose first matter is a draft that waits."""
    known = here.world.know(MyPersons())
    sharing = list(known)
    for draft in reversed(here.session.parked):
        name = newcomer(here, draft)
        if name and not any(_is_same(name, person.name) for person in sharing):
            sharing.append(PersonLine(f"{NEW}{draft.name}", name))
    return tuple(sharing)


def is_theirs(here: Here, draft: Draft) -> bool:
    """Whether a draft may be shown to whoever speaks now; what names somebody is shown to nobody else."""
    speaks = here.session.person
    if name := newcomer(here, draft):
        known_by = (person.name for person in who_share(here) if person.id == speaks)
        return not speaks or any(_is_same(name, own) for own in known_by)
    return draft.person == here.session.known_person


def _is_same(name: Mapping[str, str | None], other: Mapping[str, str | None]) -> bool:
    """One name, as far as it is written in the same script."""
    return any(written and written == other.get(script) for script, written in name.items())


def newcomer(here: Here, draft: Draft) -> Mapping[str, str | None]:
    """The name in a draft that is for nobody the office knows; empty where there is none yet."""
    service = here.office.service(draft.version)
    if service is None or draft.person:
        return {}
    name = concerned_name(service, draft.fields)
    return {script: written for script, written in name.items() if written}


def ask_whose(here: Here, known: tuple[PersonLine, ...]) -> Turn:
    """Set the draft aside and ask whose matter it is; what was said is held back."""
    aside = here.session.park()
    held = replace(aside, held=here.heard.said.text[:MOST_HELD], person=NOBODY_KNOWN)
    asked = menus.persons("whose", "who", known, here.lang)
    return Turn(held, (_not_held(here, asked),))


def _not_held(here: Here, asked: Say) -> Say:
    """The question that comes first; a file or a place cannot be held back, so it must be sent again."""
    lost = here.heard.file or here.heard.said.spot
    return join(phrase("send_again", here.lang), asked) if lost else asked
