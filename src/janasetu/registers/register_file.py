"""Read the file of a register: entries of births or deaths, and what is wrong in which row. Pure."""

import datetime as dt
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import sha256
from typing import NamedTuple

from janasetu.bodies.csv_file import (
    Cells,
    Columns,
    Fault,
    cells_of,
    digits,
    header_faults,
    one_line,
    without_empty_ends,
    word,
)
from janasetu.bodies.errors import PHRASES as SHARED
from janasetu.bodies.holiday_file import day_written
from janasetu.lib.numerals import ascii_digits
from janasetu.lib.words import Lang
from janasetu.registers.phrases import PHRASES
from janasetu.registers.rules import OLDEST
from janasetu.registers.table_file import UnreadableError, records

PEOPLE = ("name", "father", "mother", "spouse")
NAMES = tuple(f"{who}_{lang}" for who in PEOPLE for lang in ("bn", "en"))
TEXTS = (*NAMES, "place", "address", "volume", "page")
COLUMNS = Columns(needed=("number", "date"), optional=("registered_on", "year", "sex", *TEXTS))
MOST_LETTERS: Mapping[str, int] = {
    **dict.fromkeys(NAMES, 150),
    "number": 40,
    "place": 200,
    "address": 300,
    "volume": 40,
    "page": 20,
}

# What a column is called in registers as offices keep them.
_CALLED: Mapping[str, str] = {
    **dict.fromkeys(("নিবন্ধন_নম্বর", "নিবন্ধন_নং", "রেজিস্ট্রেশন_নম্বর", "রেজিস্ট্রেশন_নং"), "number"),
    **dict.fromkeys(("registration_number", "registration_no", "reg_no", "regn_no"), "number"),
    **dict.fromkeys(("জন্ম_তারিখ", "জন্মের_তারিখ", "মৃত্যুর_তারিখ", "মৃত্যু_তারিখ", "তারিখ"), "date"),
    **dict.fromkeys(("date_of_birth", "date_of_death", "dob", "dod"), "date"),
    **dict.fromkeys(("নিবন্ধনের_তারিখ", "নিবন্ধন_তারিখ"), "registered_on"),
    **dict.fromkeys(("registration_date", "date_of_registration"), "registered_on"),
    **dict.fromkeys(("সাল", "বছর", "registration_year"), "year"),
    **dict.fromkeys(("লিঙ্গ", "gender"), "sex"),
    **dict.fromkeys(("নাম", "নাম_বাংলা", "নাম_বাংলায়", "name_bengali"), "name_bn"),
    **dict.fromkeys(("নাম_ইংরেজি", "নাম_ইংরেজিতে", "name_english", "name"), "name_en"),
    **dict.fromkeys(("পিতার_নাম", "বাবার_নাম", "পিতা"), "father_bn"),
    **dict.fromkeys(("পিতার_নাম_ইংরেজি", "father_name", "fathers_name", "father"), "father_en"),
    **dict.fromkeys(("মাতার_নাম", "মায়ের_নাম", "মাতা"), "mother_bn"),
    **dict.fromkeys(("মাতার_নাম_ইংরেজি", "mother_name", "mothers_name", "mother"), "mother_en"),
    **dict.fromkeys(("স্বামী_বা_স্ত্রীর_নাম", "স্বামীর_নাম", "স্ত্রীর_নাম"), "spouse_bn"),
    **dict.fromkeys(("spouse_name", "husband_name", "wife_name", "spouse"), "spouse_en"),
    **dict.fromkeys(("স্থান", "জন্মস্থান", "মৃত্যুর_স্থান", "জন্মের_স্থান", "place_of_birth", "place_of_death"), "place"),
    "ঠিকানা": "address",
    **dict.fromkeys(("খণ্ড", "খন্ড", "ভলিউম", "বই_নম্বর", "book"), "volume"),
    **dict.fromkeys(("পাতা", "পৃষ্ঠা", "পৃষ্ঠা_নম্বর", "page_no"), "page"),
}  # fmt: skip
_SEXES = {
    **dict.fromkeys(("f", "female", "girl", "woman", "মহিলা", "স্ত্রী", "নারী", "মেয়ে", "কন্যা", "বালিকা"), "female"),
    **dict.fromkeys(("m", "male", "boy", "man", "পুরুষ", "ছেলে", "পুত্র", "বালক", "পুং"), "male"),
    **dict.fromkeys(("o", "t", "other", "others", "transgender", "অন্য", "অন্যান্য", "রূপান্তরকামী"), "other"),
}  # fmt: skip
_BENGALI, _LATIN = re.compile("[\u0985-\u09b9\u09ce]"), re.compile("[A-Za-z]")
# Letters that the fonts of Bijoy draw as Bengali; in names of people and places they are nothing else.
_BIJOY = re.compile(
    "[\u2020\u2021\u02c6\u2030\u2039\u203a\u0160\u0152\xa8-\xb4\xb6-\xbf\xd0\xd7\xde\xf7\xfe\u0192]"
)
_KEPT_IN_A_NUMBER = re.compile(r"[^0-9A-Z\u0985-\u09ce/-]+")
_NOUGHTS = re.compile(r"(?<![0-9])0+(?=[0-9])")
_MIDNIGHT = re.compile(r"[ T]00:00(?::00)?$")


class RegisterFault(Fault):
    """A fault in a row of a register: in the words of this room where it has them, with its column's name."""

    def sentence(self, lang: Lang) -> str:
        """What the clerk is told, with the row."""
        if not _is_ours(self.key):
            return Fault.sentence(self, lang)
        row = digits(self.row, lang)
        fault = self.told(lang)
        if self.column:
            return SHARED.say("in_cell", lang, row=row, column=self.column_in(lang), fault=fault)
        return SHARED.say("in_row", lang, row=row, fault=fault)

    def told(self, lang: Lang) -> str:
        """What is wrong, without the row."""
        values = dict(self.values)
        if "columns" in values:
            values["columns"] = ", ".join(column_name(one, lang) for one in values["columns"].split())
        return PHRASES.say(self.key, lang, other=digits(self.other, lang), **values)

    def column_in(self, lang: Lang) -> str:
        """The name of its column; empty where it has none."""
        return column_name(self.column, lang) if self.column else ""


class FaultsError(ValueError):
    """What is wrong with an entry that was typed, by column."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__(f"{len(faults)} faults")
        self.faults = faults


def _is_ours(key: str) -> bool:
    return key in PHRASES.keys()  # noqa: SIM118 - no mapping


def column_name(column: str, lang: Lang) -> str:
    """What a column is called."""
    return PHRASES.say(f"column_{column}", lang)


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a register as a file tells it. `written`: its cells as they stood there."""

    row: int
    number: str
    number_key: str
    year: int
    date: dt.date
    registered_on: dt.date | None
    sex: str
    texts: Mapping[str, str]
    written: Mapping[str, str] = field(default_factory=dict)

    @property
    def key(self) -> tuple[int, str]:
        """By which it is told from every other entry of its register."""
        return self.year, self.number_key

    @property
    def said(self) -> dict[str, str]:
        """All that it says, by column, in one form: two entries that say the same are the same."""
        days = {"date": self.date.isoformat(), "registered_on": _iso(self.registered_on)}
        return {"number": self.number_key, "sex": self.sex, **days, **self.texts}

    @property
    def digest(self) -> str:
        """The hash of what it says."""
        told = json.dumps({name: value for name, value in self.said.items() if value}, sort_keys=True)
        return sha256(told.encode()).hexdigest()[:32]


class Told(NamedTuple):
    """One row of a file: an entry, or what is wrong in it."""

    row: int
    entry: Entry | None
    faults: list[Fault]


def read(content: bytes, kind: str, *, today: dt.date) -> Iterator[Told]:
    """The rows of a register's file one after the other. What is wrong with the file as a whole is told of
    the row where it shows, and nothing follows.
    """
    header: list[str] = []
    first: dict[tuple[int, str], int] = {}
    try:
        for number, cells in enumerate(records(content), start=1):
            if not any(cell.strip() for cell in cells):
                continue
            if not header:
                header = [column_of(cell) for cell in without_empty_ends(cells)]
                if wrong := list(header_faults(header, COLUMNS)):
                    yield Told(number, None, [_as_ours(one) for one in wrong])
                    return
            else:
                yield _told(number, cells_of(number, cells, header), kind, today, first)
    except UnreadableError as error:
        yield Told(error.row, None, [RegisterFault(error.row, error.key)])
        return
    if not header:
        yield Told(1, None, [_as_ours(one) for one in header_faults([], COLUMNS)])


def read_one(cells: Mapping[str, str], kind: str, *, today: dt.date) -> Told:
    """An entry that somebody types; its faults name their columns."""
    return _told(1, Cells(1, cells), kind, today, {})


def column_of(heading: str) -> str:
    """The column that is meant by this heading."""
    said = word(heading).replace(".", "").replace("'", "").replace("’", "")
    return _CALLED.get(said, said)


def number_key(number: str) -> str:
    """A registration number as it is compared: Latin digits and capitals, no spaces, no leading noughts."""
    plain = _KEPT_IN_A_NUMBER.sub("", ascii_digits(number).upper())
    return _NOUGHTS.sub("", plain).strip("/-")


def _told(
    row: int, cells: Cells | None, kind: str, today: dt.date, first: dict[tuple[int, str], int]
) -> Told:
    if cells is None:
        return Told(row, None, [RegisterFault(row, "wrong_number_of_cells")])
    texts = {column: _line(cells[column]) for column in TEXTS}
    number = _line(cells["number"])
    happened, registered = _day(cells["date"]), _day(cells["registered_on"])
    faults = [
        *_wrong_number(number),
        *_wrong_days(cells, happened, registered, today),
        *_wrong_texts(texts),
        *_unnamed(texts, kind),
    ]
    sex = _sex(cells["sex"])
    if sex is None:
        faults.append(("sex_unknown", "sex"))
    year = _year(cells["year"], registered or happened)
    if year is None and happened is not None:
        faults.append(("year_unreadable", "year"))
    if faults or happened is None or year is None or sex is None:
        return Told(row, None, [RegisterFault(row, key, column=column) for key, column in faults])
    entry = Entry(row, number, number_key(number), year, happened, registered, sex, texts, _written(cells))
    if entry.key in first:
        return Told(row, None, [RegisterFault(row, "number_twice", other=first[entry.key], column="number")])
    first[entry.key] = row
    return Told(row, entry, [])


_Wrong = Iterator[tuple[str, str]]  # a sentence by its key, and the column


def _wrong_number(number: str) -> _Wrong:
    if not number:
        yield "number_needed", "number"
    elif not any(letter.isdigit() for letter in number_key(number)):
        yield "number_unreadable", "number"
    elif len(number) > MOST_LETTERS["number"]:
        yield "cell_too_long", "number"


def _wrong_days(cells: Cells, happened: dt.date | None, registered: dt.date | None, today: dt.date) -> _Wrong:
    for column, day in (("date", happened), ("registered_on", registered)):
        if day is None:
            if column == "date" and not cells[column].strip():
                yield "date_needed", column
            elif cells[column].strip():
                yield "day_unreadable", column
        elif day > today:
            yield "day_in_future", column
        elif day < OLDEST:
            yield "day_too_early", column
    if happened and registered and registered < happened:
        yield "registered_before", "registered_on"


def _wrong_texts(texts: Mapping[str, str]) -> _Wrong:
    for column, text in texts.items():
        if not text:
            continue
        if _BIJOY.search(text):
            yield "cell_not_unicode", column
        elif column.endswith("_bn") and not _BENGALI.search(text):
            yield "cell_not_bengali", column
        elif column.endswith("_en") and (not _LATIN.search(text) or _BENGALI.search(text)):
            yield "cell_not_latin", column
        elif len(text) > MOST_LETTERS[column]:
            yield "cell_too_long", column


def _unnamed(texts: Mapping[str, str], kind: str) -> _Wrong:
    """A child may be registered before it has a name, by its mother's or father's; the dead have one."""
    who = ("name", "mother", "father") if kind == "birth" else ("name",)
    if not any(texts[f"{one}_{lang}"] for one in who for lang in ("bn", "en")):
        yield "child_needs_parent" if kind == "birth" else "name_needed", "name_bn"


def _day(cell: str) -> dt.date | None:
    return day_written(_MIDNIGHT.sub("", _line(cell)))


def _year(cell: str, day: dt.date | None) -> int | None:
    """The year in whose register it stands: as it is told, else that of its registration."""
    if not cell.strip():
        return day.year if day else None
    told = ascii_digits(_line(cell))
    return int(told) if re.fullmatch("[0-9]{4}", told) and int(told) >= OLDEST.year else None


def _sex(cell: str) -> str | None:
    """None where it says something that we do not know."""
    return _SEXES.get(word(cell)) if cell.strip() else ""


@lru_cache(1 << 15)
def _line(cell: str) -> str:
    return one_line(cell)


def _written(cells: Cells) -> dict[str, str]:
    return {column: cell.strip() for column, cell in cells.by_column.items() if cell.strip()}


def _iso(day: dt.date | None) -> str:
    return day.isoformat() if day else ""


def _as_ours(fault: Fault) -> Fault:
    return RegisterFault(fault.row, fault.key, fault.values, fault.other, fault.column)


def told_of(fault: Fault, lang: Lang) -> str:
    """What is wrong with an entry that was typed, without a row."""
    return fault.told(lang) if isinstance(fault, RegisterFault) else fault.sentence(lang)


def cells_told(fault: Fault, lang: Lang) -> list[str]:
    """A fault as a row of a table: the row of the file, its column, what is wrong."""
    if isinstance(fault, RegisterFault) and _is_ours(fault.key):
        return [str(fault.row), fault.column_in(lang), fault.told(lang)]
    return [str(fault.row), "", SHARED.say(fault.key, lang, **fault.values)]


def columns_of(said: Mapping[str, str], other: Mapping[str, str]) -> list[str]:
    """In which columns two entries of one number say different things, in the file's order."""
    return [column for column in COLUMNS.all if said.get(column, "") != other.get(column, "")]


def faults_as_json(faults: Iterable[Fault]) -> list[dict[str, object]]:
    """The faults as they are kept with a file."""
    return [
        {"row": one.row, "key": one.key, "values": dict(one.values), "other": one.other, "column": one.column}
        for one in faults
    ]


def faults_from_json(kept: Iterable[Mapping[str, object]]) -> list[Fault]:
    """As they were."""
    return [RegisterFault(**one) for one in kept]  # type: ignore[arg-type]  # of `faults_as_json`
