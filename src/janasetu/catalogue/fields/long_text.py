"""Words of the person's own on several lines: what happened, a whole letter."""

from janasetu.catalogue.fields import typed
from janasetu.catalogue.fields.text import TextKind


class LongTextKind(TextKind):
    """Free words, kept with their line breaks."""

    code = "long_text"
    longest = 4000  # characters; what one WhatsApp message can carry

    def _words(self, text: str) -> str:
        return typed.lines(text)
