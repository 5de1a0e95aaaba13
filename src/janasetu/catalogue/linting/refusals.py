"""Say what the format refuses in the words of somebody who writes a definition, and guess what was meant."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from difflib import get_close_matches
from itertools import islice
from typing import Any

from janasetu.catalogue.editors import keys_at
from janasetu.catalogue.problems import Steps
from janasetu.catalogue.schema import BUTTON, QUESTION, ROW
from janasetu.catalogue.schema.parts import DESCRIPTION
from janasetu.lib.text import units

KEY = "[key]"  # how pydantic calls the key of a mapping
_MOST_COMPARED = 200  # words; comparing is slow, and nobody confuses so many
_FITS = {
    BUTTON: "a button",
    ROW: "a row of a list",
    DESCRIPTION: "the description of a row",
    QUESTION: "a question",
}
_LANGUAGES = {"bn": ("T301", "the Bengali text `bn`"), "en": ("T305", "the English text `en`")}
_QUOTED = re.compile(r"'([^']*)'|\b(True|False)\b")
_EXPECTED = {
    "string_type": "a text",
    "bool_type": "true or false",
    "int_type": "a whole number",
    "int_parsing": "a whole number",
    "int_from_float": "a whole number",
    "decimal_type": "a number",
    "decimal_parsing": "a number",
    "tuple_type": "a list",
    "frozen_set_type": "a list",
    "dict_type": "a mapping",
    "mapping_type": "a mapping",
    "model_type": "a mapping",
}
_SHAPES = {  # what our own validators refuse, by their names
    "span": "F207",
    "day": "F210",
    "nearness": "F213",
    "topic_shape": "F208",
    "way_shape": "F208",
    "stage_shape": "S405",
    "stage_agency": "F203",
    "stage_register": "S405",
    "stage_ask": "S405",
    "register_shape": "S411",
    "condition": "Q806",
}
_BOUNDS = ("greater_than", "less_than", "decimal_", "finite_number")
_WELL_FORMED = {
    "number": "a telephone number is made of digits, spaces and hyphens",
    "document": "the document is a file of the folder: `noc.typ`",
}
_CODE = "a code is a small Latin letter, then small letters, digits, - or _; 40 at most"


@dataclass(frozen=True, slots=True)
class Refusal:
    """One thing the format refuses: where, and what to say of it."""

    code: str
    steps: Steps
    message: str
    at_key: bool = False


@dataclass(frozen=True, slots=True)
class Refused:
    """One error of pydantic: what it is called, where it stands, the value that stands there."""

    type: str
    steps: Steps
    value: Any
    message: str = ""
    context: Mapping[str, Any] = field(default_factory=dict)

    @property
    def is_of_key(self) -> bool:
        """Whether the key of a mapping is refused, not what stands under it."""
        return self.steps[-1:] == (KEY,)

    @property
    def key(self) -> str:
        """The last key on the way."""
        return next((str(step) for step in reversed(self.steps) if isinstance(step, str)), "")

    @property
    def called(self) -> str:
        """What to call the value."""
        is_entry = bool(self.steps) and isinstance(self.steps[-1], int)
        return f"an entry of `{self.key}`" if is_entry else f"`{self.key}`"


def refusals(error: Refused) -> Iterator[Refusal]:
    """What to say of an error; several things where several languages of a text are too long."""
    if error.is_of_key:
        yield _of_key(error)
    elif error.type == "too_long" and isinstance(error.value, Mapping):
        yield from _too_long(error)
    else:
        yield _teller(error.type)(error)


def nearest(word: str, known: Iterable[str]) -> str:
    """«; did you mean `within`?» where a known word is near to this one."""
    found = get_close_matches(word, islice(known, _MOST_COMPARED), n=1, cutoff=0.6)
    return f"; did you mean `{found[0]}`?" if found else ""


def _teller(kind: str) -> Callable[[Refused], Refusal]:
    if kind in _TELLERS:
        return _TELLERS[kind]
    if kind in _EXPECTED:
        return _wrong_type
    if kind in _SHAPES:
        return _shape
    if kind.startswith(_BOUNDS):
        return _out_of_bounds
    return _other


def _unknown_key(error: Refused) -> Refusal:
    meant = nearest(error.key, keys_at(error.steps[:-1]))
    return Refusal("F201", error.steps, f"`{error.key}` is not a key here{meant}", at_key=True)


def _missing(error: Refused) -> Refusal:
    code, called = _LANGUAGES.get(error.key, ("F203", f"`{error.key}`"))
    return Refusal(code, error.steps, f"{called} is missing", at_key=True)


def _empty(error: Refused) -> Refusal:
    code, called = _LANGUAGES.get(error.key, ("F204", f"`{error.key}`"))
    return Refusal(code, error.steps, f"{called} is empty")


def _unknown_value(error: Refused) -> Refusal:
    known = _words_in(error) or [str(error.context.get("expected"))]
    said = f"{error.called} is {_one_of(known)}, not {_found(error.value)}"
    is_near = isinstance(error.value, str) and error.value not in known
    meant = nearest(error.value, known) if is_near else ""
    return Refusal("F205", error.steps, said + meant)


def _words_in(error: Refused) -> list[str]:
    """The words that may stand there."""
    found = _QUOTED.findall(str(error.context.get("expected")))
    return [quoted or flag.lower() for quoted, flag in found]


def _of_key(error: Refused) -> Refusal:
    steps, key = error.steps[:-1], str(error.steps[-2])
    if error.type == "literal_error":
        known = _words_in(error)
        return Refusal("F205", steps, f"`{key}` is not {_one_of(known)}{nearest(key, known)}", at_key=True)
    return Refusal("F206", steps, f"`{key}`: {_CODE}", at_key=True)


def _not_well_formed(error: Refused) -> Refusal:
    return Refusal("F206", error.steps, f"{_found(error.value)}: {_WELL_FORMED.get(error.key, _CODE)}")


def _wrong_type(error: Refused) -> Refusal:
    expected = error.context.get("expected") or _EXPECTED[error.type]
    quotes = "; put it in quotes" if expected == "a text" and isinstance(error.value, int | Decimal) else ""
    return Refusal("F202", error.steps, f"{error.called} is {expected}, not {_found(error.value)}{quotes}")


def _shape(error: Refused) -> Refusal:
    return Refusal(_SHAPES[error.type], error.steps, error.message)


def _out_of_bounds(error: Refused) -> Refusal:
    said = error.message.removeprefix("Input should ").removeprefix("Decimal input should ")
    return Refusal("F209", error.steps, f"{error.called} should {said}")


def _other(error: Refused) -> Refusal:
    return Refusal("F200", error.steps, f"{error.called}: {error.message}")


def _too_long(error: Refused) -> Iterator[Refusal]:
    limit = int(error.context["limit"])
    for lang, text in error.value.items():
        if units(str(text)) > limit:
            yield Refusal("T302", (*error.steps, lang), too_long(str(text), limit))


def too_long(text: str, limit: int) -> str:
    """What to say of a text that does not fit."""
    return f"{units(text)} units; {limit} fit {_FITS.get(limit, 'here')}"


def _one_of(known: list[str]) -> str:
    return known[0] if len(known) == 1 else f"one of {', '.join(known)}"


def _found(value: Any) -> str:
    match value:
        case None:
            return "nothing"
        case bool():
            return "true" if value else "false"
        case int() | Decimal():
            return f"the number {value}"
        case str():
            return f"`{value}`" if len(value) <= 40 else "a long text"
        case list() | tuple():
            return "a list"
    return "a mapping"


_TELLERS: Mapping[str, Callable[[Refused], Refusal]] = {
    "extra_forbidden": _unknown_key,
    "missing": _missing,
    "string_too_short": _empty,
    "too_short": _empty,
    "literal_error": _unknown_value,
    "string_pattern_mismatch": _not_well_formed,
}
