"""Rules on texts: in which letters, how long, and what no button can show."""

import re
from collections import Counter

from janasetu.catalogue.linting.draft import Draft
from janasetu.catalogue.linting.refusals import too_long
from janasetu.catalogue.linting.walking import every_question, options, texts
from janasetu.catalogue.schema import BUTTON, Service
from janasetu.catalogue.schema.parts import BUTTONS
from janasetu.lib.text import units

_SCRIPTS = (
    ("Bengali", re.compile("[\u0980-\u09ff]")),
    ("Devanagari", re.compile("[\u0900-\u097f]")),
    ("Latin", re.compile("[A-Za-z\u00c0-\u024f]")),
)
_OF_LANGUAGE = {"bn": "Bengali", "en": "Latin", "hi": "Devanagari"}
_MOSTLY = 0.6  # share of the words; «PDF পাঠান» and «WhatsApp নম্বর» are good Bengali
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
_ONE_LINE = frozenset({"name", "short", "menu", "skip"})


def in_their_own_letters(draft: Draft, service: Service) -> None:
    """T303: a text is not mostly in the letters of another language."""
    for steps, lang, text in texts(service):
        foreign = _foreign_letters(text, _OF_LANGUAGE[lang])
        if foreign:
            draft.tell("T303", steps, f"`{lang}` is mostly in {foreign} letters")


def without_hidden_marks(draft: Draft, service: Service) -> None:
    """T306: nothing turns the direction of writing."""
    for steps, lang, text in texts(service):
        mark = _TURNING.search(text)
        if mark:
            draft.tell("T306", steps, f"`{lang}` holds the hidden mark U+{ord(mark[0]):04X}")


def on_one_line(draft: Draft, service: Service) -> None:
    """T307: what a button, a row or a heading shows has no line break."""
    for steps, lang, text in texts(service):
        if steps[-2] in _ONE_LINE and "\n" in text.strip():
            draft.tell("T307", steps, f"`{lang}` has a line break, and `{steps[-2]}` is shown on one line")


def without_outer_space(draft: Draft, service: Service) -> None:
    """T308: no text begins or ends with a space."""
    for steps, lang, text in texts(service):
        if text != text.strip():
            hint = "; write `|-` or `>-` before it" if text.endswith("\n") else ""
            draft.tell("T308", steps, f"`{lang}` begins or ends with a space or line break{hint}")


def fit_buttons(draft: Draft, service: Service) -> None:
    """T302: few options are buttons, whose titles are shorter than rows."""
    for asked in every_question(service):
        if len(asked.field.options) + (asked.field.skip is not None) > BUTTONS:
            continue
        for steps, _, option in options(asked):
            for lang in ("bn", "en", "hi"):
                title = getattr(option.name, lang)
                if units(title) > BUTTON:
                    draft.tell("T302", (*steps, "name", lang), too_long(title, BUTTON))


def in_hindi_throughout(draft: Draft, service: Service) -> None:
    """W304: Hindi everywhere or nowhere; where it is missing, Bengali is said."""
    with_hindi = {steps[:-1] for steps, lang, _ in texts(service) if lang == "hi"}
    spoken = [steps[:-1] for steps, lang, _ in texts(service) if lang == "bn"]
    lacking = [steps for steps in spoken if steps not in with_hindi]
    if with_hindi and lacking:
        said = f"Hindi is missing here; {len(with_hindi)} of {len(spoken)} texts have it"
        draft.tell("W304", lacking[0], said)


RULES = (
    in_their_own_letters,
    without_hidden_marks,
    on_one_line,
    without_outer_space,
    fit_buttons,
    in_hindi_throughout,
)


def _foreign_letters(text: str, own: str) -> str | None:
    """The letters of another language in which most words are written, if so."""
    written = Counter(script for word in text.split() if (script := _script(word)))
    foreign, words = max(
        ((script, count) for script, count in written.items() if script != own),
        key=lambda pair: pair[1],
        default=("", 0),
    )
    return foreign if words > _MOSTLY * written.total() else None


def _script(word: str) -> str | None:
    """The letters in which a word begins; None for a number or a sign."""
    for letter in word:
        for name, letters in _SCRIPTS:
            if letters.match(letter):
                return name
    return None
