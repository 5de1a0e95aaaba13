"""The questions of a form that apply now, as slots with a path each: for every face alike. No Django.

A service is such a form, and so is what a desk on its way writes down; whose conditions may look at what the
application said, too (`beside`).

Answers are kept flat by path while a form is filled: `place`, `heirs.0.name`, `phones.1`; `heirs.1.more`
says whether there is a second one. `folded` makes of them what a case keeps: lists of mappings.
"""

import datetime as dt
from collections import ChainMap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from types import MappingProxyType
from typing import Any, Protocol

from janasetu.catalogue.conditions import Condition
from janasetu.catalogue.fields import KINDS, Given, Problem
from janasetu.catalogue.fields.wards import ANYWHERE, Territory
from janasetu.catalogue.fields.wording import titles
from janasetu.catalogue.schema import Field, Group, Option, Repeat, Texts, Words

Answers = Mapping[str, Any]
_NOTHING: Answers = MappingProxyType({})

FOR_WHOM = "for_whom"
SELF, OTHER = "self", "other"


def _whom(code: str) -> Option:
    """«নিজের জন্য», «অন্য কারও জন্য», and what people say instead."""
    said = {lang: words.split(", ") for lang, words in titles(f"for_{code}_words").items()}
    return Option(name=Texts.model_validate(titles(f"for_{code}")), words=Words.model_validate(said))


# Asked once, before anything else, of a service that concerns a person.
_FOR_WHOM = Field(
    field=FOR_WHOM,
    kind="choice",
    label=Texts.model_validate(titles("ask_for_whom")),
    spoken=Texts.model_validate(titles("ask_for_whom")),
    short=Texts.model_validate(titles("short_for_whom")),
    options={code: _whom(code) for code in (SELF, OTHER)},
)


class Form(Protocol):
    """What is asked: of a service, or at a desk."""

    @property
    def ask(self) -> tuple[Field | Group, ...]: ...
    @property
    def concerns(self) -> str | None: ...


@dataclass(frozen=True, slots=True)
class Slot:
    """One question where it stands: its path, and of a repeated one which time it is asked (from 1)."""

    path: str
    field: Field
    time: int = 0
    group: Group | None = None

    @property
    def asks_for_more(self) -> bool:
        return self.path.endswith(".more")

    def answered(self, answers: Answers) -> bool:
        """Answered whole, or left out on purpose."""
        if self.path not in answers:
            return False
        answer = answers[self.path]
        return answer is None or KINDS[self.field.kind].lacking(self.field, answer) is None


def slots(service: Form, answers: Answers) -> Iterator[Slot]:
    """The questions that apply to these answers, in order; a repeated one as often as it is filled.

    A condition sees only answers of questions that apply themselves: what was answered before a change of
    mind elsewhere decides nothing any more. The answer to a question may be put into `answers` before the
    next question is taken.
    """
    if service.concerns == "person":
        yield Slot(FOR_WHOM, _FOR_WHOM)
    asked = {_name(one) for one in service.ask}
    known = {path: answer for path, answer in answers.items() if path.split(".")[0] not in asked}
    for one in service.ask:
        if _applies(one.condition(), known):
            for slot in _slots_of(one, answers, known):
                yield slot
                if slot.path in answers:
                    known[slot.path] = answers[slot.path]


def missing(service: Form, answers: Answers) -> Slot | None:
    """The first question without an answer."""
    return next((slot for slot in slots(service, answers) if not slot.answered(answers)), None)


def slot_at(service: Form, answers: Answers, path: str) -> Slot | None:
    """The question at this path, if it applies."""
    return next((slot for slot in slots(service, answers) if slot.path == path), None)


def folded(service: Form, answers: Answers, *, beside: Answers = _NOTHING) -> dict[str, Any]:
    """What a case keeps: only questions that apply, repeated ones as lists, left-out ones as None."""
    kept: dict[str, Any] = {}
    for slot in slots(service, {**beside, **answers}):
        if slot.asks_for_more:
            kept.setdefault(slot.path.split(".")[0], [])
        else:
            _put(kept, slot.path.split("."), answers.get(slot.path))
    return kept


def unfolded(service: Form, kept: Mapping[str, Any]) -> dict[str, Any]:
    """The flat answers of what a case keeps: the reverse of `folded`."""
    answers: dict[str, Any] = {FOR_WHOM: kept[FOR_WHOM]} if FOR_WHOM in kept else {}
    for one in service.ask:
        if _name(one) in kept:
            answers |= _flat(_name(one), one, kept[_name(one)])
    return answers


@dataclass(frozen=True, slots=True)
class Filled:
    """A form handed in as a whole: the answers that could be taken, and what is wrong by path."""

    answers: Mapping[str, Any]
    problems: Mapping[str, Problem]


def fill(
    service: Form,
    given: Mapping[str, Sequence[Given]],
    *,
    today: dt.date,
    territory: Territory = ANYWHERE,
    beside: Answers = _NOTHING,
) -> Filled:
    """Read a whole form as a web page, an operator or a program hands it in; nothing given is lost.

    An empty box is nothing given. A required question without an answer is the problem `answer_needed`. What
    was given for questions that do not apply is left out.
    """
    told = {path: parts for path in given if (parts := [part for part in given[path] if _is_told(part)])}
    last = _last_times(told)
    answers: dict[str, Any] = {}
    problems: dict[str, Problem] = {}
    for slot in slots(service, ChainMap(answers, dict(beside))):
        answer = _has_more(slot, last) if slot.asks_for_more else _filled(slot, told, today, territory)
        if isinstance(answer, Problem):
            problems[slot.path] = answer
            answer = None
        answers[slot.path] = answer
    problems |= _too_many(service, answers, last)
    return Filled({path: answer for path, answer in answers.items() if path not in problems}, problems)


def _filled(slot: Slot, given: Mapping[str, Sequence[Given]], today: dt.date, territory: Territory) -> Any:
    kind = KINDS[slot.field.kind]
    answer: Any = None
    for part in given.get(slot.path, ()):
        answer = kind.read_in(slot.field, part, territory=territory, today=today, earlier=answer)
        if isinstance(answer, Problem):
            return answer
    if answer is None:
        return Problem("answer_needed") if slot.field.required else None
    return _whole(slot, answer)


def _is_told(given: Given) -> bool:
    """Whether there is anything in it: a form hands in its empty boxes too."""
    return bool(given.text.strip() or given.code or given.point or given.files)


def _has_more(slot: Slot, last: Mapping[str, int]) -> bool:
    """Whether this or a later time was given; of a gap between them the empty ones are told as missing."""
    name, time, _ = slot.path.split(".")
    return last.get(name, -1) >= int(time)


def _last_times(given: Iterable[str]) -> dict[str, int]:
    """Of each repeated question the last time, from 0, for which anything was given."""
    last: dict[str, int] = {}
    for path in given:
        name, step = (*path.split("."), "")[:2]
        if step.isascii() and step.isdecimal() and len(step) < 10:
            last[name] = max(int(step), last.get(name, -1))
    return last


def _too_many(service: Form, answers: Answers, last: Mapping[str, int]) -> dict[str, Problem]:
    """What was given beyond the last time a question is asked."""
    applying = {path.split(".")[0] for path in answers}
    return {
        f"{_name(one)}.{one.repeat.most}": Problem("too_many", {"most": one.repeat.most})
        for one in service.ask
        if one.repeat and _name(one) in applying and last.get(_name(one), -1) >= one.repeat.most
    }


def _whole(slot: Slot, answer: Any) -> Any:
    """The answer without the parts that were not given; the problem, where it cannot be without them."""
    kind = KINDS[slot.field.kind]
    while lacking := kind.lacking(slot.field, answer):
        left = kind.without(slot.field, answer)
        if left == answer:
            return Problem(lacking)
        answer = left
    return answer


# --- every question, whatever is answered ---


@dataclass(frozen=True, slots=True)
class Posed:
    """A question and when it is asked: each condition with the names that it knows, as paths."""

    slot: Slot
    when: tuple[tuple[Condition, Mapping[str, str]], ...] = ()


def posed(form: Form) -> Iterator[Posed]:
    """Every question of a form that repeats nothing, in order: for a page that has to decide by itself, where
    there is no network, which of them apply.
    """
    known: dict[str, str] = {}
    for one in form.ask:
        name = _name(one)
        outer = _posed_when(one.condition(), known)
        if isinstance(one, Field):
            yield Posed(Slot(name, one), outer)
            known[name] = name
            continue
        paths = {inner.field: f"{name}.{inner.field}" for inner in one.ask}
        for inner in one.ask:
            inside = _posed_when(inner.condition(), {**known, **paths})
            yield Posed(Slot(paths[inner.field], inner, group=one), (*outer, *inside))
        known |= {path: path for path in paths.values()}


def _posed_when(
    found: Condition | None, known: Mapping[str, str]
) -> tuple[tuple[Condition, Mapping[str, str]], ...]:
    return () if found is None else ((found, dict(known)),)


# --- slots ---


def _applies(condition: Condition | None, answers: Answers) -> bool:
    return condition is None or condition.holds(answers)


def _name(one: Field | Group) -> str:
    return one.group if isinstance(one, Group) else one.field


def _slots_of(one: Field | Group, answers: Answers, known: dict[str, Any]) -> Iterator[Slot]:
    """The slots of one question or group; `known` grows while they are taken one by one."""
    name = _name(one)
    if one.repeat is None:
        yield from _once(one, name, known, time=0)
        return
    for time in range(one.repeat.most):
        if time >= one.repeat.least:
            yield _more_slot(name, time, one.repeat)
            if not answers.get(_more(name, time)):
                return
        yield from _once(one, f"{name}.{time}", known, time=time + 1)


def _more(name: str, time: int) -> str:
    return f"{name}.{time}.more"


def _more_slot(name: str, time: int, repeat: Repeat) -> Slot:
    """Whether there is one more of them, once as many are given as there must be."""
    asked = Field(field="more", kind="yes_no", label=repeat.more)
    return Slot(_more(name, time), asked, time=time)


def _once(one: Field | Group, path: str, known: dict[str, Any], *, time: int) -> Iterator[Slot]:
    if isinstance(one, Field):
        yield Slot(path, one, time=time)
        return
    for inner in one.ask:
        if _applies(inner.condition(), ChainMap(_siblings(one, path, known), known)):
            yield Slot(f"{path}.{inner.field}", inner, time=time, group=one)


def _siblings(group: Group, path: str, answers: Answers) -> dict[str, Any]:
    """The answers of the same group, by their bare names."""
    paths = {inner.field: f"{path}.{inner.field}" for inner in group.ask}
    return {name: answers[here] for name, here in paths.items() if here in answers}


# --- folding ---


def _put(kept: dict[str, Any], steps: list[str], answer: Any) -> None:
    place: Any = kept
    for step, following in pairwise(steps):
        empty: Any = [] if following.isdigit() else {}
        if isinstance(place, list):
            if int(step) == len(place):
                place.append(empty)
            place = place[int(step)]
        else:
            place = place.setdefault(step, empty)
    if isinstance(place, list):
        place.append(answer)
    else:
        place[steps[-1]] = answer


def _flat(path: str, one: Field | Group, kept: Any) -> dict[str, Any]:
    if one.repeat is None:
        return _flat_once(path, one, kept)
    answers: dict[str, Any] = {}
    several = list(kept or ())
    for time, each in enumerate(several):
        answers |= _flat_once(f"{path}.{time}", one, each)
    for time in range(one.repeat.least, min(len(several) + 1, one.repeat.most)):
        answers[_more(path, time)] = time < len(several)
    return answers


def _flat_once(path: str, one: Field | Group, kept: Any) -> dict[str, Any]:
    if isinstance(one, Field):
        return {path: kept}
    return {f"{path}.{name}": answer for name, answer in (kept or {}).items()}
