"""What somebody of good will answers to a question, so that a form gets filled."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from janasetu.catalogue.fields import KINDS, bounds
from janasetu.catalogue.form import FOR_WHOM, OTHER, Slot
from janasetu.catalogue.schema import Field

BENGALI, ENGLISH = "কখগঘঙচছজটঠ", "abcdefghij"
_DOTS = "।"


@dataclass(frozen=True)
class Reply:
    """One of these: words, the code of something to tap, a file by kind and type, a place on the map."""

    words: str = ""
    code: str = ""
    file: tuple[str, str] | None = None
    is_place: bool = False


@dataclass(frozen=True)
class Asked:
    """The question that waits, its answer so far, the day, and the codes offered beside it.

    `secret` makes words that nobody else has said. `turn` goes up by one with every question: of several
    good answers another one is taken each time.
    """

    slot: Slot
    answer: Any
    today: dt.date
    offered: tuple[str, ...]
    secret: Callable[[str], str]
    turn: int

    @property
    def field(self) -> Field:
        return self.slot.field

    @property
    def lacking(self) -> str | None:
        return KINDS[self.field.kind].lacking(self.field, self.answer) if self.answer is not None else None


def reply(asked: Asked) -> Reply:
    """An answer that will be taken, or a part of one that brings it nearer."""
    if asked.slot.path == FOR_WHOM:
        return Reply(code=asked.offered[asked.turn % len(asked.offered)] if asked.offered else OTHER)
    return _BY_KIND[asked.field.kind](asked)


def _text(asked: Asked) -> Reply:
    least, most = bounds.counts(asked.field, least=1, most=200)
    return Reply(f"{asked.secret('')} {_DOTS * least}"[:most])


def _choice(asked: Asked) -> Reply:
    codes = list(asked.field.options)
    return Reply(code=codes[asked.turn % len(codes)])


def _choices(asked: Asked) -> Reply:
    """One option after another, until there are enough."""
    if asked.lacking == "choices_more":
        return Reply(code="done")
    chosen = asked.answer["so_far"] if isinstance(asked.answer, dict) else asked.answer or ()
    return Reply(code=next(code for code in asked.field.options if code not in chosen))


def _yes_no(asked: Asked) -> Reply:
    """Yes at times; but never more of the same, else there is no end."""
    return Reply(code="no" if asked.slot.asks_for_more or asked.turn % 2 else "yes")


def _count(asked: Asked) -> Reply:
    least, most = bounds.counts(asked.field, least=1, most=1000)
    return Reply(str(min(max(least, 2), most)))


def _money(asked: Asked) -> Reply:
    return Reply("৫০০ টাকা")


def _date(asked: Asked) -> Reply:
    return Reply(_day(asked).strftime("%d/%m/%Y"))


def _day(asked: Asked) -> dt.date:
    """A day that the question allows, near the border that it has."""
    earliest, latest = bounds.days(asked.field, asked.today)
    if asked.field.toward == "past":
        return max(filter(None, (earliest, (latest or asked.today) - dt.timedelta(days=2))))
    return min(filter(None, (latest, (earliest or asked.today) + dt.timedelta(days=1 + asked.turn % 3))))


def _person_name(asked: Asked) -> Reply:
    bengali, english = f"{asked.secret(BENGALI)} বিবি", f"{asked.secret(ENGLISH)} Bibi"
    if asked.lacking:
        return Reply(english if asked.lacking == "person_name_en" else bengali)
    return Reply((bengali, english, f"{bengali} / {english}")[asked.turn % 3])


def _phone(asked: Asked) -> Reply:
    return Reply("033 2200 0000")


def _place(asked: Asked) -> Reply:
    if asked.lacking == "place_pin":
        return Reply(is_place=True)
    if asked.lacking == "place_ward":
        return Reply("৫")
    return Reply(f"{asked.secret('')} বড় বটগাছের পাশে")


def _files(asked: Asked) -> Reply:
    accepted = KINDS[asked.field.kind].accepted(asked.field)  # type: ignore[attr-defined]  # of the files' kinds
    files = {
        "image": ("image", "image/jpeg"),
        "pdf": ("document", "application/pdf"),
        "audio": ("audio", "audio/ogg"),
    }
    return Reply(file=next(files[one] for one in accepted if one in files))


def _slot(asked: Asked) -> Reply:
    days = [code for code in asked.offered if code.startswith("2026-")]
    if days:
        return Reply(code=days[asked.turn % len(days)])
    if asked.lacking == "slot_part":
        return Reply("সকাল")
    return _date(asked)


def _consent(asked: Asked) -> Reply:
    return Reply(code="yes")


_BY_KIND: Mapping[str, Callable[[Asked], Reply]] = {
    "text": _text,
    "long_text": _text,
    "choice": _choice,
    "choices": _choices,
    "yes_no": _yes_no,
    "count": _count,
    "money": _money,
    "date": _date,
    "person_name": _person_name,
    "phone": _phone,
    "place": _place,
    "photo": _files,
    "document": _files,
    "voice": _files,
    "slot": _slot,
    "consent": _consent,
}
