"""What a message means here: a choice that was offered, a word of command, or free words."""

from dataclasses import dataclass

from janasetu.catalogue.fields import KINDS
from janasetu.conversations.engine import words
from janasetu.conversations.engine.effects import Heard
from janasetu.conversations.engine.office import Office
from janasetu.conversations.engine.session import Session
from janasetu.lib import bn
from janasetu.messaging.values import Choice


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


def meaning(office: Office, session: Session, heard: Heard) -> Meaning:
    """A tap is what it is; typed words are first held against what was last offered."""
    said = heard.said
    if said.choice:
        return Chosen(said.choice)
    if said.kind != "text" or not said.text:
        return Free()
    offered = heard.offered.choices if _answers_offer(office, session, heard) else ()
    named = _by_number(said.text, offered) or _by_title(said.text, offered)
    act = words.act_of(said.text)
    if named is None and act:
        named = _by_act(act, offered)
    if named:
        return Chosen(named.id)
    return Command(act) if act and act not in ("yes", "no", "skip") else Free()


def _answers_offer(office: Office, session: Session, heard: Heard) -> bool:
    """Words that answer an open question are not held against choices from before that question."""
    service = office.service(session.version)
    if heard.offered.newest or not service or session.state != "asking":
        return True
    return not KINDS[service.field(session.step).kind].words


def _by_number(text: str, offered: tuple[Choice, ...]) -> Choice | None:
    typed = bn.match_key(text)
    if typed.isascii() and typed.isdigit() and len(typed) < 4 and 1 <= int(typed) <= len(offered):
        return offered[int(typed) - 1]
    return None


def _by_title(text: str, offered: tuple[Choice, ...]) -> Choice | None:
    key = bn.match_key(text)
    return next((choice for choice in offered if key and bn.match_key(choice.title) == key), None)


def _by_act(act: str, offered: tuple[Choice, ...]) -> Choice | None:
    meant = words.MEANS.get(act, ())
    return next((choice for wanted in meant for choice in offered if choice.act == wanted), None)
