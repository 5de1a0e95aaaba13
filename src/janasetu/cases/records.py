"""An application held against a register: who its answers name, which entry that is, what differs."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from janasetu.cases.models import Case, CaseEntry
from janasetu.cases.notices import PHRASES
from janasetu.catalogue.fields import KINDS as FIELD_KINDS
from janasetu.catalogue.fields.wording import short_of
from janasetu.catalogue.schema import Service
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
_SCRIPTS: tuple[Lang, Lang] = ("bn", "en")


def register_of(service: Service) -> Register | None:
    """In which register the cases of this service are looked up; None where in none."""
    return next((stage.looks_in for stage in service.all_stages() if stage.looks_in), None)


def chosen(case: Case) -> CaseEntry | None:
    """The entry that the case is about, as somebody of the office said. One query."""
    rows = CaseEntry.objects.filter(body_id=case.body_id, case_id=case.id, left_at__isnull=True)
    return rows.select_related("entry").first()


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


def named_in(case: Case, register: Register, lang: Lang) -> str:
    """Whom the answers name, in a line: what was given of name, day, family and number."""
    asked = [name for _, name in register.questions()]
    return " · ".join(_shown(case, name, lang) for name in asked if case.fields.get(name))


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
    return {"": str(answer)} if answer else {}


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
    written: str
    stands: str
    same: bool
    alike: bool


def compared(case: Case, register: Register, entry: RegisterEntry, lang: Lang) -> list[Compared]:
    """The answers by which an entry was found beside what it says, those that were not given left out."""
    return [
        Compared(
            name, short_of(case.service.field(name), lang), _shown(case, name, lang), *_met(beside, lang)
        )
        for name, beside in _beside(case.fields, register, entry)
    ]


def differing(case: Case, register: Register, entry: RegisterEntry) -> list[str]:
    """The questions whose answers the register has otherwise."""
    return [one.question for one in compared(case, register, entry, "bn") if not one.same]


@dataclass(frozen=True, slots=True)
class _Beside:
    """What was written and what stands there, by script; of a day or a number in one form."""

    written: Mapping[str, str]
    stands: Mapping[str, str]
    shown: Mapping[Lang, str]
    may_be_spelt: bool = True


def _met(beside: _Beside, lang: Lang) -> tuple[str, bool, bool]:
    shared = [script for script in beside.written if beside.stands.get(script)]
    pairs = [(beside.written[one], beside.stands[one]) for one in shared] or [
        (one, other) for one in beside.written.values() for other in beside.stands.values()
    ]
    same = bool(pairs) and all(_plain(one) == _plain(other) for one, other in pairs)
    if not shared and beside.may_be_spelt:  # in two scripts nothing is spelt otherwise
        same = any(likeness(one, other) == 1.0 for one, other in pairs)
    near = max((likeness(one, other) for one, other in pairs), default=0.0) if beside.may_be_spelt else 0.0
    return beside.shown[lang], same, not same and near >= MEETS


def _beside(
    answers: Mapping[str, Any], register: Register, entry: RegisterEntry
) -> Iterator[tuple[str, _Beside]]:
    if register.name and (spelt := _spellings(answers.get(register.name))):
        yield register.name, _name_beside(spelt, entry, ["name"])
    day = _day(answers, register)
    if register.on and day:
        shown = {lang: bn.date(entry.date, lang) for lang in _SCRIPTS}
        told, stands = {"": day.isoformat()}, {"": entry.date.isoformat()}
        yield register.on, _Beside(told, stands, shown, may_be_spelt=False)
    for name in register.parents:
        if spelt := _spellings(answers.get(name)):
            yield name, _name_beside(spelt, entry, PEOPLE[1:])
    if register.number and (number := number_key(str(answers.get(register.number) or ""))):
        known = entry.number_key
        stands = {"": number if known.startswith(f"{number}/") else known}
        yield register.number, _Beside({"": number}, stands, _in_both(entry.number), may_be_spelt=False)


def _name_beside(spelt: Mapping[str, str], entry: RegisterEntry, who: Sequence[str]) -> _Beside:
    """A name beside whoever of these of the entry is likest it."""
    standing = [_of(entry, one) for one in who]
    best = max(standing, key=lambda one: _nearest(spelt, one), default={})
    return _Beside(spelt, best, {lang: _of_both(best, lang) for lang in _SCRIPTS})


def _of(entry: RegisterEntry, who: str) -> dict[str, str]:
    """A name as the register has it, by script."""
    names: dict[str, str] = {script: getattr(entry, f"{who}_{script}") for script in _SCRIPTS}
    return {script: name for script, name in names.items() if name}


def _nearest(spelt: Mapping[str, str], stands: Mapping[str, str]) -> float:
    return max((likeness(a, b) for a in spelt.values() for b in stands.values()), default=0.0)


def _of_both(stands: Mapping[str, str], lang: Lang) -> str:
    other: Lang = "en" if lang == "bn" else "bn"
    return stands.get(lang) or stands.get(other, "")


def _in_both(text: str) -> dict[Lang, str]:
    return dict.fromkeys(_SCRIPTS, text)


def _plain(name: str) -> str:
    return " ".join(bn.normalise(name).casefold().replace(".", " ").split())


def _shown(case: Case, name: str, lang: Lang) -> str:
    field = case.service.field(name)
    return FIELD_KINDS[field.kind].show(field, case.fields.get(name), lang)
