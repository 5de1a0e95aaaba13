"""The registers in the reader's words: who was found, what became of a file, what the record room does."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from janasetu.bodies.models import Officer
from janasetu.bodies.queries import Titles, titles
from janasetu.lib import bn, references
from janasetu.lib.clock import local
from janasetu.lib.numerals import numerals
from janasetu.lib.words import Lang
from janasetu.registers.choices import ImportState, RecordSearchState, RegisterKind
from janasetu.registers.entries import kept_columns
from janasetu.registers.models import MarginalEntry, RecordSearch, RegisterEntry, RegisterImport
from janasetu.registers.queries import Extent, margins_of, said_in
from janasetu.registers.register_file import COLUMNS, column_name, faults_from_json
from janasetu.registers.rules import is_late
from janasetu.registers.searching import Found

KINDS = {RegisterKind.BIRTH: gettext_lazy("Births"), RegisterKind.DEATH: gettext_lazy("Deaths")}
STATES = {
    ImportState.SENT: gettext_lazy("being read"),
    ImportState.CHECKED: gettext_lazy("waits for a decision"),
    ImportState.WANTED: gettext_lazy("being taken into the register"),
    ImportState.DONE: gettext_lazy("stands in the register"),
    ImportState.DROPPED: gettext_lazy("dropped"),
}
ANSWERS = {
    RecordSearchState.ASKED: gettext_lazy("looked for"),
    RecordSearchState.FOUND: gettext_lazy("found"),
    RecordSearchState.NOT_FOUND: gettext_lazy("not found"),
}
SEXES = {
    "female": gettext_lazy("female"),
    "male": gettext_lazy("male"),
    "other": gettext_lazy("other"),
}
_BENGALI = re.compile("[\u0985-\u09b9]")
WORKING = (ImportState.SENT, ImportState.WANTED)


@dataclass(frozen=True, slots=True)
class FoundRow:
    """Somebody who was found, in words. `sure`: the name is the one that was asked for."""

    id: UUID
    url: str
    name: str
    number: str
    day: str
    parents: str
    place: str
    sure: bool

    @property
    def name_lang(self) -> str:
        return _lang(self.name)

    @property
    def parents_lang(self) -> str:
        return _lang(self.parents)

    @property
    def place_lang(self) -> str:
        return _lang(self.place)


@dataclass(frozen=True, slots=True)
class ImportRow:
    """A file and what became of it. `faults`: sentences, where they were read."""

    id: UUID
    url: str
    name: str
    kind: str
    state: str
    code: str
    sent: str
    by: str
    rows: str
    new: str
    same: str
    wrong: str
    faults: Sequence[str] = ()
    untold: str = ""
    kept: str = ""
    notes: Sequence[str] = ()

    @property
    def lang(self) -> str:
        """Of what the file is called."""
        return _lang(self.name)

    @property
    def is_working(self) -> bool:
        """Whether the worker has it."""
        return self.code in WORKING


@dataclass(frozen=True, slots=True)
class MarginRow:
    """What was entered in the margin: its number, line by line what was and what is, by whose order and when,
    and the application in which it was given.
    """

    number: str
    lines: Sequence[tuple[str, str, str]]
    by: str
    at: str
    ref: str
    url: str


@dataclass(frozen=True, slots=True)
class SearchRow:
    """A search in the record room."""

    id: UUID
    url: str
    who: str
    kind: str
    told: str
    due: str
    late: bool
    asked: str
    by: str
    state: str
    searched: str
    note: str
    entry_url: str

    @property
    def lang(self) -> str:
        """In which who is looked for is written."""
        return _lang(f"{self.who} {self.told} {self.note}")


@dataclass(frozen=True, slots=True)
class ExtentRow:
    """How much of a register is here."""

    kind: str
    told: str


def _lang(text: str) -> str:
    return "bn" if _BENGALI.search(text) else "en"


def extents_in_words(extents: dict[str, Extent], lang: Lang) -> list[ExtentRow]:
    """Each register, the empty ones too."""
    return [ExtentRow(str(name), _extent(extents.get(kind), lang)) for kind, name in KINDS.items()]


def _extent(extent: Extent | None, lang: Lang) -> str:
    if extent is None:
        return _("nothing yet")
    return _("%(count)s entries, %(first)s to %(last)s") % {
        "count": bn.number(extent.entries, lang),
        "first": numerals(extent.first or 0, lang),
        "last": numerals(extent.last or 0, lang),
    }


def found_rows(found: Found, lang: Lang) -> list[FoundRow]:
    """Who was found, the best first."""
    return [
        FoundRow(
            id=hit.entry.id,
            url=reverse("console:register_entry", args=[hit.entry.id]),
            name=name_of(hit.entry, lang),
            number=hit.entry.number,
            day=bn.date(hit.entry.date, lang),
            parents=", ".join(_parents(hit.entry, lang)),
            place=hit.entry.place,
            sure=hit.is_sure,
        )
        for hit in found.hits
    ]


def name_of(entry: RegisterEntry, lang: Lang) -> str:
    """The name in the reader's script where the register has it; a child may have none."""
    return _in(entry, "name", lang) or _("no name yet")


def _in(entry: RegisterEntry, who: str, lang: Lang) -> str:
    bengali, latin = getattr(entry, f"{who}_bn"), getattr(entry, f"{who}_en")
    return str((latin or bengali) if lang == "en" else (bengali or latin))


def _parents(entry: RegisterEntry, lang: Lang) -> list[str]:
    return [told for who in ("father", "mother", "spouse") if (told := _in(entry, who, lang))]


def entry_facts(entry: RegisterEntry, lang: Lang) -> list[tuple[str, str]]:
    """All that an entry says, by the name of its column."""
    told = ((column, _fact(entry, column, lang)) for column in COLUMNS.all)
    return [(column_name(column, lang), said) for column, said in told if said]


def margin_rows(entry: RegisterEntry, lang: Lang, now: datetime) -> list[MarginRow]:
    """What was entered in the margin of an entry, the first first. Three queries, none for none."""
    notes = list(margins_of(entry)) if entry.margins else []
    if not notes:
        return []
    roles = {one.by.partition("@")[0] for one in notes}
    named = titles([entry.body_id], roles)
    people = Officer.objects.filter(body_id=entry.body_id, id__in=[one.officer_id for one in notes])
    names = {one.id: one.name_in(lang) for one in people}
    return [_margin(one, entry, named, names, lang, now) for one in notes]


def _margin(
    one: MarginalEntry,
    entry: RegisterEntry,
    named: Titles,
    names: Mapping[UUID, str],
    lang: Lang,
    now: datetime,
) -> MarginRow:
    title = named.name(entry.body_id, one.by.partition("@")[0], lang, at=one.at)
    return MarginRow(
        number=numerals(one.number, lang),
        lines=[
            (column_name(column, lang), said_in(column, was, lang), said_in(column, becomes, lang))
            for column, (was, becomes) in sorted(one.lines.items(), key=lambda line: _place(line[0]))
        ],
        by=" · ".join(filter(None, (names.get(one.officer_id, ""), title))),
        at=bn.moment(one.at, lang, now),
        ref=references.grouped(one.case_ref) if one.case_ref else "",
        url=reverse("console:case", args=[one.case_ref]) if one.case_ref else "",
    )


def _place(column: str) -> int:
    return COLUMNS.all.index(column)


def original_facts(entry: RegisterEntry, lang: Lang) -> list[tuple[str, str]]:
    """What stands in the book of that which the margin corrects, by the name of its column."""
    return [
        (column_name(one, lang), said_in(one, (entry.original or {}).get(one, ""), lang))
        for one in kept_columns(entry)
    ]


def _fact(entry: RegisterEntry, column: str, lang: Lang) -> str:
    value = getattr(entry, column)
    if isinstance(value, date):
        return bn.date(value, lang)
    if column == "year":
        return numerals(value, lang)
    if column == "sex":
        return str(SEXES[value]) if value else ""
    return str(value or "")


def import_rows(imports: Iterable[RegisterImport], lang: Lang, now: datetime) -> list[ImportRow]:
    """Files in words, without their faults."""
    return [_import(one, lang, now) for one in imports]


def import_report(one: RegisterImport, lang: Lang, now: datetime) -> ImportRow:
    """A file in words, with what is wrong in it."""
    faults = [fault.sentence(lang) for fault in faults_from_json(one.faults)]
    untold = max(one.wrong - len({fault["row"] for fault in one.faults}), 0)
    notes = [fault.sentence(lang) for fault in faults_from_json(one.notes)]
    told = _import(one, lang, now, faults, bn.number(untold, lang) if untold else "")
    return replace(told, notes=notes, kept=bn.number(one.kept, lang) if one.kept else "")


def _import(
    one: RegisterImport, lang: Lang, now: datetime, faults: Sequence[str] = (), untold: str = ""
) -> ImportRow:
    return ImportRow(
        id=one.id,
        url=reverse("console:register_import", args=[one.id]),
        name=one.name,
        kind=str(KINDS[RegisterKind(one.kind)]),
        state=str(STATES[ImportState(one.state)]),
        code=one.state,
        sent=bn.moment(one.sent_at, lang, now),
        by=one.sent_by,
        rows=bn.number(one.rows, lang),
        new=bn.number(one.new, lang),
        same=bn.number(one.same, lang),
        wrong=bn.number(one.wrong, lang),
        faults=faults,
        untold=untold,
    )


def search_rows(searches: Iterable[RecordSearch], lang: Lang, now: datetime) -> list[SearchRow]:
    """Searches of the record room in words."""
    return [search_row(one, lang, now) for one in searches]


def search_row(one: RecordSearch, lang: Lang, now: datetime) -> SearchRow:
    """One of them."""
    years = [numerals(year, lang) for year in dict.fromkeys((one.year_from, one.year_to)) if year]
    told = [one.parents, "–".join(years), one.number]
    return SearchRow(
        id=one.id,
        url=reverse("console:record_search", args=[one.id]),
        who=one.name or one.parents or one.number,
        kind=str(KINDS[RegisterKind(one.kind)]),
        told=" · ".join(word for word in told if word and word != one.name),
        due=bn.date(one.due_on, lang),
        late=one.state == RecordSearchState.ASKED and is_late(one.due_on, local(now).date()),
        asked=bn.moment(one.asked_at, lang, now),
        by=one.asked_by if "@" in one.asked_by else _("A citizen"),
        state=str(ANSWERS[RecordSearchState(one.state)]),
        searched=one.searched,
        note=one.note,
        entry_url=reverse("console:register_entry", args=[one.entry_id]) if one.entry_id else "",
    )
