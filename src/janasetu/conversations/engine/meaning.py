"""What a message means here: a choice that was offered, a word of command, or free words."""

from dataclasses import dataclass

from janasetu.catalogue.fields import Given, Problem
from janasetu.conversations.engine import words
from janasetu.conversations.engine.here import Here
from janasetu.lib import bn, references
from janasetu.messaging.values import Choice

# Kinds whose answers are numbers themselves: «২» is two rooms, not the second button.
_NUMERIC = frozenset({"count", "money", "date", "phone", "place"})


@dataclass(frozen=True, slots=True)
class Chosen:
    """Something that was offered, by its id, however the person named it."""

    id: str


@dataclass(frozen=True, slots=True)
class Command:
    """A word that means the same everywhere: menu, cancel, stop, a language."""

    act: str


@dataclass(frozen=True, slots=True)
class Free:
    """Anything else: words, a photo, a place."""


Meaning = Chosen | Command | Free


def meaning(here: Here) -> Meaning:
    """A tap is what it is; typed words are first held against what was last offered."""
    said = here.heard.said
    if said.choice:
        return Chosen(said.choice)
    if said.kind != "text" or not said.text:
        return Free()
    offered = here.heard.offered.choices if _answers_offer(here) else ()
    named = by_title(said.text, offered)
    act = words.act_of(said.text)
    if not named and not _is_beyond_the_card(here):
        named = _by_number(here, said.text, offered) or (_by_act(act, offered) if act else None)
    if named:
        return Chosen(named.id)
    return Command(act) if act and act not in words.ANSWERS else Free()


def _answers_offer(here: Here) -> bool:
    """Words that answer an open question, or a person of the office, are not held against older choices."""
    session = here.session
    if here.heard.offered.newest:
        return True
    if session.state != "asking" or not session.in_form:
        return session.state != "handed_over"
    return any(one.id.startswith(f"{session.draft}:{session.step}:") for one in here.heard.offered.choices)


def _is_beyond_the_card(here: Here) -> bool:
    """Something else was told after the card: a bare «হ্যাঁ» may answer that, and hands nothing in."""
    return here.session.state == "confirming" and not here.heard.offered.newest


def _by_number(here: Here, text: str, offered: tuple[Choice, ...]) -> Choice | None:
    """The choice with this number in its title, else the one in this place: lists show no numbers."""
    typed = bn.match_key(text)
    if not (typed.isascii() and typed.isdigit() and len(typed) < 4) or _answers_by_number(here, text):
        return None
    place = int(typed)
    return _with_number(typed, offered) or (offered[place - 1] if 1 <= place <= len(offered) else None)


def _with_number(number: str, offered: tuple[Choice, ...]) -> Choice | None:
    """The one choice in whose title this number stands: «২» is «২ নং বরো», wherever it stands in the list."""
    named = [choice for choice in offered if number in bn.match_key(choice.title).split()]
    return named[0] if len(named) == 1 else None


def _answers_by_number(here: Here, text: str) -> bool:
    """The number is itself an answer to the question that waits."""
    awaited = here.form().awaited() if here.session.in_form else None
    if awaited is None or awaited.field.kind not in _NUMERIC:
        return False
    return not isinstance(here.form().read(awaited, Given(text=text)), Problem)


def by_title(text: str, offered: tuple[Choice, ...]) -> Choice | None:
    """The choice of this title; of several with the same title none, for nobody knows which is meant."""
    key = bn.match_key(text)
    named = [choice for choice in offered if key and bn.match_key(choice.title) == key]
    return named[0] if len(named) == 1 else None


def is_free(here: Here) -> bool:
    """It may answer freely what was asked last: it is no tap, names no button, and is no word of command."""
    said, offered = here.heard.said, here.heard.offered
    names_button = said.choice or (said.kind == "text" and by_title(said.text, offered.choices))
    return bool(offered.newest and not names_button and not isinstance(meaning(here), Command))


def case_asked(here: Here, kind: str, *acts: str) -> str:
    """The one case that what was asked last offers one of these acts for; empty where it is none, or several.

    Only what was asked last, or what is quoted, is answered freely; a word of command stays one, and a button
    stays a button when its title is typed.
    """
    if not is_free(here):
        return ""
    parts = (one.id.split(":") for one in here.heard.offered.choices)
    asked = {part[1] for part in parts if len(part) == 3 and part[0] == kind and part[2] in acts}
    known = [ref for ref in asked if references.read(ref) == ref]
    return known[0] if len(known) == 1 else ""


def _by_act(act: str, offered: tuple[Choice, ...]) -> Choice | None:
    meant = words.MEANS.get(act, ())
    return next((choice for wanted in meant for choice in offered if choice.act == wanted), None)
