"""A correction as the page of its case shows it: the old paper by lines, and what the new one is to say."""

import datetime as dt
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.urls import reverse

from janasetu.bodies.models import Officer
from janasetu.cases import corrections, desks
from janasetu.cases.corrections import Said
from janasetu.cases.models import Case, Correction
from janasetu.console.registers import SEXES
from janasetu.lib.texts import in_language
from janasetu.lib.words import Lang
from janasetu.registers import queries as registers
from janasetu.registers.actions import open_entry
from janasetu.registers.entries import CORRECTED, said_by
from janasetu.registers.models import RegisterEntry
from janasetu.registers.register_file import column_name
from janasetu.registers.rules import may_read

_DAYS = ("date", "registered_on")


@dataclass(frozen=True, slots=True)
class Refused:
    """What was typed and not taken. `lines`: by the name of the line, `cells`: by the column of the register;
    `wrong`: why not; `faults`: what is wrong in which column.
    """

    lines: Mapping[str, Said] = field(default_factory=dict)
    cells: Mapping[str, str] = field(default_factory=dict)
    wrong: str = ""
    faults: Mapping[str, str] = field(default_factory=dict)


NOTHING_REFUSED = Refused()


@dataclass(frozen=True, slots=True)
class LineShown:
    """A line of the paper: what it says, what is to stand there, and whether the holder named it."""

    name: str
    label: str
    says: Said
    bn: str
    en: str
    named: bool

    @property
    def differs(self) -> bool:
        """Whether something else is to stand there."""
        return {"bn": self.bn, "en": self.en} != {lang: self.says.get(lang, "") for lang in ("bn", "en")}


@dataclass(frozen=True, slots=True)
class CellShown:
    """A column of the register's entry: what stands there, and what the box has. `kind`: `day`, `sex`, else a
    line of text in that language; `is_told`: the register says something there.
    """

    name: str
    label: str
    stands: str
    value: str
    kind: str
    lang: str
    wrong: str
    differs: bool
    is_told: bool


@dataclass(frozen=True, slots=True)
class CellsShown:
    """The columns of one thing that the register tells, such as a name in both scripts."""

    label: str
    cells: Sequence[CellShown]
    named: bool

    @property
    def says(self) -> str:
        """What stands there, in the first script that has it."""
        return next((one.stands for one in self.cells if one.is_told), self.cells[0].stands)

    @property
    def is_open(self) -> bool:
        return self.named or any(one.differs or one.wrong for one in self.cells)


@dataclass(frozen=True, slots=True)
class EntryShown:
    """The entry of the register that the paper copies, for who may read it. `margins`: what was entered in
    its margin before; `words`: the correction that is written down, line by line.
    """

    number: str
    url: str
    things: Sequence[CellsShown]
    sexes: Sequence[tuple[str, str]]
    margins: int
    words: Sequence[str]


@dataclass(frozen=True, slots=True)
class CorrectionShown:
    """What the page says of a correction. `desk`: where the reader writes the lines, if they do; `copied`:
    the paper says what stands in a register; `entry`: of such a one what stands there, where the reader has a
    desk and business in the registers; `orders`: their desk is the one that orders it; `wrong`: why lines
    were refused.
    """

    number: str
    application: tuple[str, str]
    lines: Sequence[LineShown]
    should_be: str
    faults: Sequence[tuple[str, str]]
    fault: str
    desk: UUID | None
    copied: bool
    settled: bool
    entry: EntryShown | None
    orders: bool
    wrong: str = ""

    @property
    def names_none(self) -> bool:
        """Whether the holder named none of its lines."""
        return not any(one.named for one in self.lines)


def correction_of(
    case: Case, reader: Officer, mine: Collection[UUID], refused: Refused, *, lang: Lang, now: datetime
) -> CorrectionShown | None:
    """All that the page says of it; None of a case that corrects nothing. A constant number of queries.

    `mine`: the desks that the reader has; `refused`: what was typed last, and why it was not taken. That the
    entry of a register was shown is on record.
    """
    correction = corrections.correction_of(case)
    if correction is None:
        return None
    first = correction.application
    options = case.service.field("fault").options
    row = _desk(case, mine) if case.is_open else None
    entry = corrections.entry_of(correction)
    stage = desks.stage_in(case.service, row[1]) if row else None
    return CorrectionShown(
        number=correction.paper.number,
        application=(first.grouped_ref, reverse("console:case", args=[first.ref])),
        lines=_lines(correction, refused.lines, lang),
        should_be=str(case.fields.get("should_be") or ""),
        faults=[(code, option.name.in_(lang)) for code, option in options.items()],
        fault=str(case.fields.get("fault") or ""),
        desk=row[0] if row else None,
        copied=entry is not None,
        settled=corrections.is_settled(correction),
        entry=_entry(correction, entry, reader, refused, lang, now) if row and entry else None,
        orders=bool(stage and stage.margin),
        wrong=refused.wrong,
    )


def _lines(correction: Correction, typed: Mapping[str, Said], lang: Lang) -> list[LineShown]:
    now = {row["name"]: row["value"] for row in corrections.rows_to_come(correction)}
    return [
        LineShown(
            one.name,
            in_language(one.label, lang),
            one.value,
            **_words(typed.get(one.name) or now.get(one.name) or one.value),
            named=one.name == correction.line,
        )
        for one in corrections.lines_of(correction.paper)
    ]


def _words(said: Said) -> dict[str, str]:
    return {lang: said.get(lang, "") for lang in ("bn", "en")}


def _desk(case: Case, mine: Collection[UUID]) -> tuple[UUID, str] | None:
    """The desk of the reader at which it lies, where lines are written, and its stage."""
    rows = desks.desks_of(case) if mine else []
    stages = {stage.stage for stage in case.service.all_stages()}
    return next(
        (
            (row.id, row.stage)
            for row in rows
            if row.id in mine and row.left_at is None and row.stage in stages
        ),
        None,
    )


# --- the entry of a register ---


def _entry(
    correction: Correction,
    entry: RegisterEntry,
    reader: Officer,
    refused: Refused,
    lang: Lang,
    now: datetime,
) -> EntryShown | None:
    department = reader.department.code if reader.department else None
    if reader.body_id != entry.body_id or not may_read(reader.tenure, department, now):
        return None
    open_entry(officer=reader, entry_id=entry.id, now=now)
    stands = said_by(entry)
    return EntryShown(
        number=entry.number,
        url=reverse("console:register_entry", args=[entry.id]),
        things=list(_things(correction, entry, stands, refused, lang)),
        sexes=[(code, str(name)) for code, name in SEXES.items()],
        margins=entry.margins,
        words=corrections.margin_words(_still(correction, stands), stands, lang),
    )


def _still(correction: Correction, stands: Mapping[str, str]) -> dict[str, str]:
    """What is written down and does not stand there yet."""
    return {one: said for one, said in correction.margin.items() if stands.get(one, "") != said}


def _things(
    correction: Correction,
    entry: RegisterEntry,
    stands: Mapping[str, str],
    refused: Refused,
    lang: Lang,
) -> Iterator[CellsShown]:
    """What the register tells, in the order of a paper: the columns of a name together."""
    things: dict[str, list[CellShown]] = {}
    for column in CORRECTED:
        thing = column.removesuffix("_bn").removesuffix("_en")
        things.setdefault(thing, []).append(_cell(column, stands, correction.margin, refused, lang))
    order = ("name", "sex", "date", "place", "father", "mother", "spouse", "address", "registered_on")
    for thing in order:
        label = registers.label_of(entry, thing)[lang if lang == "en" else "bn"]
        yield CellsShown(label, things[thing], named=thing == correction.line)


def _cell(
    column: str, stands: Mapping[str, str], becomes: Mapping[str, str], refused: Refused, lang: Lang
) -> CellShown:
    known = stands.get(column, "")
    value = becomes.get(column, known)
    kind = "day" if column in _DAYS else column if column == "sex" else "text"
    typed = refused.cells.get(column)
    return CellShown(
        column,
        column_name(column, lang),
        registers.said_in(column, known, lang),
        typed if typed is not None else _typed(value, kind),
        kind,
        "en" if column.endswith("_en") else "bn",
        refused.faults.get(column, ""),
        value != known or (typed is not None and typed != _typed(known, kind)),
        bool(known),
    )


def _typed(said: str, kind: str) -> str:
    """As an office writes it in a box."""
    return f"{dt.date.fromisoformat(said):%d/%m/%Y}" if said and kind == "day" else said
