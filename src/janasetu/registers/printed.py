"""What an entry of a register says on a paper: its rows, in Bengali and in English. Pure."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import TypedDict

from janasetu.lib import bn
from janasetu.lib.numerals import numerals
from janasetu.lib.words import Lang
from janasetu.registers.models import RegisterEntry
from janasetu.registers.phrases import PHRASES
from janasetu.registers.register_file import PEOPLE


class Said(TypedDict):
    """One text in both languages."""

    bn: str
    en: str


class PaperRow(TypedDict):
    """One row of a paper: the name of its column, what it is called, what stands there."""

    name: str
    label: Said
    value: Said


def paper_rows(entry: RegisterEntry) -> list[PaperRow]:
    """All that the register says of this birth or death, as a paper has it: what is empty has no row, but
    that a child has no name yet is said, and that something was corrected in the margin.
    """
    return [_row(entry, name, value) for name, value in _values(entry) if value is not None]


def person_of(entry: RegisterEntry) -> Said | None:
    """Whose birth or death it is; None of a child that has no name."""
    return _name(entry, "name")


def said_in(column: str, said: str, lang: Lang) -> str:
    """What an entry says in a column, as its reader reads it; that it says nothing, too."""
    if not said:
        return PHRASES.say("says_nothing", lang)
    if column in ("date", "registered_on"):
        return bn.date(date.fromisoformat(said), lang)
    return PHRASES.say(f"paper_{said}", lang) if column == "sex" else said


def _values(entry: RegisterEntry) -> Iterator[tuple[str, Said | None]]:
    yield "name", _name(entry, "name") or _said("paper_no_name")
    yield "sex", _said(f"paper_{entry.sex}") if entry.sex else None
    yield "date", _each(lambda lang: bn.date(entry.date, lang))
    yield "place", _plain(entry.place)
    yield from ((who, _name(entry, who)) for who in PEOPLE[1:])
    yield "address", _plain(entry.address)
    yield "number", _plain(entry.number)
    registered = entry.registered_on
    yield "registered_on", _each(lambda lang: bn.date(registered, lang)) if registered else None
    yield "margin", _margin(entry)


def _margin(entry: RegisterEntry) -> Said | None:
    """By which note in the margin it says so, and since when."""
    day = entry.margin_on
    if day is None:
        return None
    return _each(
        lambda lang: PHRASES.say(
            "paper_margin_last", lang, number=numerals(entry.margins, lang), day=bn.date(day, lang)
        )
    )


def _row(entry: RegisterEntry, name: str, value: Said) -> PaperRow:
    return {"name": name, "label": label_of(entry, name), "value": value}


def label_of(entry: RegisterEntry, name: str) -> Said:
    """What a row of such a paper is called."""
    of_its_own = f"paper_{entry.kind}_{name}"
    key = of_its_own if of_its_own in PHRASES.keys() else f"paper_{name}"  # noqa: SIM118 - no mapping
    return _said(key)


def _name(entry: RegisterEntry, who: str) -> Said | None:
    """In both scripts, as far as the register has them; never transliterated."""
    bengali, latin = getattr(entry, f"{who}_bn"), getattr(entry, f"{who}_en")
    return {"bn": bengali or latin, "en": latin or bengali} if bengali or latin else None


def _plain(text: str) -> Said | None:
    return {"bn": text, "en": text} if text else None


def _said(key: str) -> Said:
    return _each(lambda lang: PHRASES.say(key, lang))


def _each(said: Callable[[Lang], str]) -> Said:
    return {"bn": said("bn"), "en": said("en")}
