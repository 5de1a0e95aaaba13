"""The sentences of this room, and what a refusal says to whoever was refused."""

from decimal import Decimal
from pathlib import Path

from janasetu.lib import amounts
from janasetu.lib.phrases import Phrases
from janasetu.lib.words import Lang
from janasetu.payments.rules import RefusedError

PHRASES = Phrases.load(Path(__file__).with_name("phrases.yaml"))


def refusal(error: RefusedError, lang: Lang) -> str:
    """Why it was refused, amounts in the reader's digits."""
    values = {
        name: amounts.rupees(value, lang) if isinstance(value, Decimal) else value
        for name, value in error.values.items()
    }
    return PHRASES.say(error.key, lang, **values)
