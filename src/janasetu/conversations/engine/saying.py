"""Say a sentence of the talk, alone or joined to another."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from janasetu.catalogue.fields import Problem
from janasetu.catalogue.fields.wording import problem_words
from janasetu.conversations.engine.effects import Say, Turn
from janasetu.lib.phrases import Phrases
from janasetu.lib.words import Lang
from janasetu.messaging.values import Choice, Message

PHRASES = Phrases.load(Path(__file__).with_name("phrases.yaml"))


def phrase(key: str, lang: Lang, **values: Any) -> Say:
    return Say(Message(PHRASES.say(key, lang, **values)))


def problem(found: Problem, lang: Lang) -> Say:
    return Say(Message(problem_words(found, lang)))


def choice(place: str, key: str, lang: Lang) -> Choice:
    """A choice that means an act: its title is the act's own word."""
    return Choice(place, PHRASES.say(key, lang))


def join(first: Say, second: Say) -> Say:
    """Two things to say as one message: each one sent costs the office money."""
    message = second.message
    return Say(Message(f"{first.message.text}\n\n{message.text}", message.choices, message.menu))


def with_postscript(turn: Turn, said_after: Say) -> Turn:
    """What the turn says and something after it, as one message with the choices of the first."""
    place, said = next((at, one) for at, one in enumerate(turn.effects) if isinstance(one, Say))
    text = f"{said.message.text}\n\n{said_after.message.text}"
    merged = Say(replace(said.message, text=text))
    return Turn(turn.session, (*turn.effects[:place], merged, *turn.effects[place + 1 :]))


def with_choices(turn: Turn, choices: tuple[Choice, ...]) -> Turn:
    """The turn with these choices beside the first thing it says, which has none."""
    place, said = next((at, one) for at, one in enumerate(turn.effects) if isinstance(one, Say))
    chosen = Say(replace(said.message, choices=choices))
    return Turn(turn.session, (*turn.effects[:place], chosen, *turn.effects[place + 1 :]))


def with_remark(turn: Turn, remark: Say) -> Turn:
    """The remark and what follows it, as one message."""
    for place, effect in enumerate(turn.effects):
        if isinstance(effect, Say):
            merged = (*turn.effects[:place], join(remark, effect), *turn.effects[place + 1 :])
            return Turn(turn.session, merged)
    return turn.after(remark)
