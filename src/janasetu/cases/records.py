"""An application held against a register: who its answers name, which entry that is, what differs."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import product
from typing import Any, Final
from uuid import UUID

from janasetu.cases.models import Case, CaseEntry
from janasetu.cases.notices import PHRASES
from janasetu.catalogue.fields.wording import short_of
from janasetu.catalogue.schema import Output, Service
from janasetu.catalogue.schema.stages import Register
from janasetu.lib import bn
from janasetu.lib.words import Lang
from janasetu.registers.actions import SearchOrder
from janasetu.registers.choices import RecordSearchState, RegisterKind
from janasetu.registers.matching import MEETS, likeness
from janasetu.registers.models import RecordSearch, RegisterEntry
from janasetu.registers.queries import searches_of_case
from janasetu.registers.register_file import PEOPLE, number_key
from janasetu.registers.searching import Asked, When, when_of

KINDS: Final[Mapping[str, RegisterKind]] = {"births": RegisterKind.BIRTH, "deaths": RegisterKind.DEATH}
Spelt = tuple[tuple[str, str], ...]  # what is said, and before it in which language; empty: the reader's

_SCRIPTS: tuple[Lang, Lang] = ("bn", "en")
_BENGALI = re.compile("[\u0985-\u09b9]")


def register_of(service: Service) -> Register | None:
    """In which register the cases of this service are looked up; None where in none."""
    return next((stage.looks_in for stage in service.all_stages() if stage.looks_in), None)


def chosen(case: Case) -> CaseEntry | None:
    """The entry that the case is about, as somebody of the office said. One query."""
    rows = CaseEntry.objects.filter(body_id=case.body_id, case_id=case.id, left_at__isnull=True)
    return rows.select_related("entry").first()


def entries_of(cases: Collection[Case]) -> dict[UUID, UUID]:
    """The entry that each of these is about, by the case. One query."""
    rows = CaseEntry.objects.filter(
        body_id__in={one.body_id for one in cases},
        case_id__in=[one.id for one in cases],
        left_at__isnull=True,
    )
    return dict(rows.values_list("case_id", "entry_id"))


def is_settled(case: Case) -> bool:
    """Whether an entry is chosen, and says what it said then. One query."""
    found = chosen(case)
    return found is not None and found.still_says_so


def last_search(case: Case) -> RecordSearch | None:
    """What the record room was asked last for this case. One query."""
    return searches_of_case(case.body_id, case.id).select_related("entry").first()


def is_looked_for(search: RecordSearch | None) -> bool:
    """Whether the record room still looks."""
    return search is not None and search.state == RecordSearchState.ASKED


def missing_among(cases: Collection[Case]) -> set[UUID]:
    """Those of these that are about somebody who is in no register: the record room has looked last and found
    nobody, and no entry is chosen. Two queries; none where no service has a paper for that.
    """
    asked = [one for one in cases if one.service.output and one.service.output.unfound]
    if not asked:
        return set()
    ids, bodies = [one.id for one in asked], {one.body_id for one in asked}
    searched = RecordSearch.objects.filter(body_id__in=bodies, case_id__in=ids).order_by("id")
    last = dict(searched.values_list("case_id", "state"))
    chosen_for = CaseEntry.objects.filter(body_id__in=bodies, case_id__in=ids, left_at__isnull=True)
    missed = {one for one, state in last.items() if one and state == RecordSearchState.NOT_FOUND}
    return missed - set(chosen_for.values_list("case_id", flat=True))


def is_missing(case: Case) -> bool:
    """Whether the case is about somebody who is in no register."""
    return case.id in missing_among([case])


def output_of(case: Case) -> Output | None:
    """The paper in which the case ends as it stands: of whom nobody was found, the one that says so."""
    output = case.service.output
    if output is None or output.unfound is None or not is_missing(case):
        return output
    return output.where_nobody_is_found()


def named_in(case: Case, register: Register, lang: Lang) -> list[tuple[str, Spelt]]:
    """Whom the answers name: what was given of name, day, family and number, and what it is called."""
    day = _day(case.fields, register)
    told: dict[str, Spelt] = {register.on: _plainly(bn.date(day, lang))} if register.on and day else {}
    for key, name in register.questions():
        if key != "on" and (answer := case.fields.get(name)):
            told[name] = _plainly(str(answer)) if key == "number" else tuple(_spellings(answer).items())
    asked = [name for _, name in register.questions() if name in told]
    return [(short_of(case.service.field(name), lang), told[name]) for name in asked]


def why_missed(search: RecordSearch | None, lang: Lang) -> str:
    """Why an application cannot go on of which the record room found nothing; empty where it is not so."""
    if search is None or search.state != RecordSearchState.NOT_FOUND:
        return ""
    return PHRASES.say("records_missed_why", lang, where=search.searched)


# --- who is looked up ---


def tries(case: Case, register: Register) -> list[Asked]:
    """In which ways the register is asked for whom the answers name: by number and name, by name and day in
    the one script and the other, by name alone; a child without a name by its family and day.
    """
    said = _Said(case.fields, register)
    names = said.names() or [""]
    whole = Asked(KINDS[register.of], names[0], "\n".join(said.family()), "", said.when())
    ways = [replace(whole, number=said.number())] if said.number() else []
    ways += [replace(whole, name=name) for name in names]
    ways += [replace(whole, name=name, when=None) for name in names if name and whole.when]
    return [way for way in ways if not way.is_empty]


def order_for(case: Case, register: Register) -> SearchOrder:
    """What the record room is asked to look for, by the answers."""
    said, day = _Said(case.fields, register), _day(case.fields, register)
    return SearchOrder(
        KINDS[register.of],
        name=next(iter(said.names()), ""),
        parents=", ".join(said.family()),
        number=said.number(),
        year_from=day.year - 1 if day else None,
        year_to=day.year + 1 if day else None,
        note=PHRASES.say("records_note", "bn", ref=case.grouped_ref),
        case_id=case.id,
    )


@dataclass(frozen=True, slots=True)
class _Said:
    """What the answers say of who is looked up."""

    answers: Mapping[str, Any]
    register: Register

    def names(self) -> list[str]:
        """The name in each script in which it was given."""
        return list(_spellings(self.answers.get(self.register.name or "")).values())

    def family(self) -> list[str]:
        """Each of the family in one script."""
        each = (_spellings(self.answers.get(name)) for name in self.register.parents)
        return [next(iter(spelt.values())) for spelt in each if spelt]

    def number(self) -> str:
        return str(self.answers.get(self.register.number or "") or "").strip()

    def when(self) -> When | None:
        day = _day(self.answers, self.register)
        return when_of(day.isoformat()) if day else None


def _spellings(answer: Any) -> dict[str, str]:
    """A name by script; of a plain text only one."""
    if isinstance(answer, Mapping):
        return {script: str(answer[script]) for script in _SCRIPTS if answer.get(script)}
    return {("bn" if _BENGALI.search(str(answer)) else "en"): str(answer)} if answer else {}


def _day(answers: Mapping[str, Any], register: Register) -> date | None:
    written = answers.get(register.on or "")
    return date.fromisoformat(written) if written else None


# --- what the register says otherwise ---


@dataclass(frozen=True, slots=True)
class Compared:
    """One thing as the applicant wrote it and as it stands in the register. `question`: its name in the form;
    `same`: letter by letter; `alike`: it is spelt otherwise and may well be the same.
    """

    question: str
    label: str
    written: Spelt
    stands: Spelt
    same: bool
    alike: bool


def compared(case: Case, register: Register, entry: RegisterEntry, lang: Lang) -> list[Compared]:
    """The answers by which an entry was found beside what it says, those that were not given left out."""
    return [
        Compared(
            name,
            short_of(case.service.field(name), lang),
            one.written,
            one.stands,
            same=(same := one.is_same()),
            alike=not same and one.is_alike(),
        )
        for name, one in _beside(case.fields, register, entry, lang)
    ]


def differing(case: Case, register: Register, entry: RegisterEntry) -> list[str]:
    """The questions whose answers the register has otherwise."""
    return [one.question for one in compared(case, register, entry, "bn") if not one.same]


@dataclass(frozen=True, slots=True)
class _Beside:
    """What was written and what stands there: a name by script; else in one form. `is_same_thing`: of what
    is no name, whether it says the same.
    """

    written: Spelt
    stands: Spelt
    is_same_thing: bool | None = None

    def is_same(self) -> bool:
        """Letter by letter in a script that both have; where they share none, in sound."""
        if self.is_same_thing is not None:
            return self.is_same_thing
        shared = [(one, other) for one, other in self._pairs() if one[0] == other[0]]
        if shared:
            return all(_plain(one) == _plain(other) for (_, one), (_, other) in shared)
        return self._nearest() == 1.0

    def is_alike(self) -> bool:
        return self.is_same_thing is None and self._nearest() >= MEETS

    def _nearest(self) -> float:
        return max((likeness(one, other) for (_, one), (_, other) in self._pairs()), default=0.0)

    def _pairs(self) -> Iterator[tuple[tuple[str, str], tuple[str, str]]]:
        return product(self.written, self.stands)


def _beside(
    answers: Mapping[str, Any], register: Register, entry: RegisterEntry, lang: Lang
) -> Iterator[tuple[str, _Beside]]:
    if register.name and (spelt := _spellings(answers.get(register.name))):
        yield register.name, _name_beside(spelt, entry, ["name"])
    day = _day(answers, register)
    if register.on and day:
        told, stands = bn.date(day, lang), bn.date(entry.date, lang)
        yield register.on, _Beside(_plainly(told), _plainly(stands), day == entry.date)
    for name in register.parents:
        if spelt := _spellings(answers.get(name)):
            yield name, _name_beside(spelt, entry, PEOPLE[1:])
    number = str(answers.get(register.number or "") or "")
    if register.number and (key := number_key(number)):
        is_same = entry.number_key == key or entry.number_key.startswith(f"{key}/")
        yield register.number, _Beside(_plainly(number), _plainly(entry.number), is_same)


def _name_beside(spelt: Mapping[str, str], entry: RegisterEntry, who: Sequence[str]) -> _Beside:
    """A name beside whoever of these of the entry is likest it; where nobody is, beside them all."""
    standing = [_of(entry, one) for one in who]
    best = max(standing, key=lambda one: _nearest(spelt, one), default={})
    if _nearest(spelt, best) >= MEETS:
        standing = [best]
    return _Beside(tuple(spelt.items()), tuple(name for one in standing for name in one.items()))


def _of(entry: RegisterEntry, who: str) -> dict[str, str]:
    """A name as the register has it, by script."""
    names: dict[str, str] = {script: getattr(entry, f"{who}_{script}") for script in _SCRIPTS}
    return {script: name for script, name in names.items() if name}


def _nearest(spelt: Mapping[str, str], stands: Mapping[str, str]) -> float:
    return max((likeness(a, b) for a in spelt.values() for b in stands.values()), default=0.0)


def _plainly(text: str) -> Spelt:
    return (("", text),)


def _plain(name: str) -> str:
    return " ".join(bn.normalise(name).casefold().replace(".", " ").split())
