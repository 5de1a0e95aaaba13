"""Ready-made texts of a talk: what a line still carries when nobody has written on it for a day."""

from pathlib import Path
from typing import Any

from janasetu.cases import notices
from janasetu.deliveries import notices as deliveries
from janasetu.lib.phrases import Phrases
from janasetu.lib.words import Lang
from janasetu.messaging.templates import Template, filled, in_every_language, template_of
from janasetu.messaging.values import Message
from janasetu.payments import notices as payments

PHRASES = Phrases.load(Path(__file__).with_name("phrases.yaml"))
_READY = "ready_"
_PREFIX = "talk"
_KEYS = PHRASES.keys()
READY = tuple(key.removeprefix(_READY) for key in _KEYS if key.startswith(_READY))


def ready_message(ready: str, lang: Lang) -> tuple[Message, dict[str, Any]]:
    """The text of this name in the citizen's language; the same as a template, filled."""
    key = f"{_READY}{ready}"
    template = template_of(PHRASES, key, lang, prefix=_PREFIX)
    return Message(PHRASES.say(key, lang)), filled(template, PHRASES.fillings(key, lang))


def all_declared() -> list[Template]:
    """Every template that the product sends: of talks, of cases, of visits and of money."""
    return [*notices.declared(), *payments.declared(), *deliveries.declared(), *declared()]


def declared() -> list[Template]:
    """Every such text as the template that a provider is asked to approve."""
    return [
        template
        for ready in READY
        for template in in_every_language(PHRASES, f"{_READY}{ready}", prefix=_PREFIX)
    ]
