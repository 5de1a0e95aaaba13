"""Why a paper cannot be pressed, each with the sentence for whoever wanted it."""

from pathlib import Path

from janasetu.lib.phrases import Phrases
from janasetu.lib.words import Lang

PHRASES = Phrases.load(Path(__file__).with_name("phrases.yaml"))


class PaperError(Exception):
    """A paper cannot be made; nothing of it was."""

    def sentence(self, lang: Lang) -> str:
        """For a person."""
        raise NotImplementedError


class LetterError(PaperError):
    """A letter that no font of ours can print, or that no paper may carry, and the field in which it stands.

    `field`: the way through the snapshot, `rows.trade_name.value.bn`; "" where it is the layout's own text.
    `label`: what the form calls the field, by language, where it is an answer.
    """

    def __init__(self, field: str, letter: str, label: dict[Lang, str] | None = None) -> None:
        super().__init__(f"{field or 'the layout'}: {letter!r} (U+{ord(letter[0]):04X}) cannot be printed")
        self.field = field
        self.letter = letter
        self.label = label or {}

    def sentence(self, lang: Lang) -> str:
        shown = self.letter if self.letter.isprintable() else f"U+{ord(self.letter[0]):04X}"
        return PHRASES.say("letter", lang, field=self.label.get(lang) or self.field or "?", letter=shown)


class PagesError(PaperError):
    """A paper of one page does not fit, not even with the smallest letters."""

    def __init__(self, layout: str) -> None:
        super().__init__(f"{layout}: more than one page in the smallest letters")
        self.layout = layout

    def sentence(self, lang: Lang) -> str:
        return PHRASES.say("too_long", lang)


class LayoutError(PaperError):
    """A layout that cannot be pressed: it asks for what the snapshot has not, or is written wrongly."""

    def __init__(self, layout: str, said: str) -> None:
        super().__init__(f"{layout}: {said}")
        self.layout = layout
        self.said = said

    def sentence(self, lang: Lang) -> str:
        return PHRASES.say("layout", lang, layout=self.layout)
