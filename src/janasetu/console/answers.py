"""The answers of a case's form as its page shows them: a renderer for each kind of field."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from janasetu.cases import desks
from janasetu.cases.models import Case, CaseEvent
from janasetu.catalogue.fields import KINDS
from janasetu.catalogue.fields.text import in_full
from janasetu.catalogue.fields.wording import short_of
from janasetu.catalogue.form import Form, Slot, slots, unfolded
from janasetu.catalogue.schema import Field, Service
from janasetu.lib import bn
from janasetu.lib.wards import ward_in
from janasetu.lib.words import Lang

Renderer = Callable[[Field, Any, Lang], list[str]]


@dataclass(frozen=True, slots=True)
class Shown:
    """One answer: what was asked, and the lines of what was said."""

    label: str
    lines: list[str]


def answers_of(case: Case, lang: Lang) -> list[Shown]:
    """What the citizen answered, in the order of the form; files have a place of their own on the page."""
    return list(shown(case.service, case.fields, lang))


def ward_words(ward: str, lang: Lang) -> str:
    """«ওয়ার্ড ১১»; empty where no ward is known."""
    return _("Ward %(ward)s") % {"ward": bn.digits(ward) if lang == "bn" else ward} if ward else ""


def told_at_desk(case: Case, event: CaseEvent, lang: Lang) -> list[Shown]:
    """What the form of a desk was filled with when it was left by this; nothing of any other event."""
    stage = desks.stage_in(case.service, str(event.params.get("stage", "")))
    kept = event.params.get("answers")
    if stage is None or not kept:
        return []
    return list(shown(stage, kept, lang, beside=unfolded(case.service, case.fields)))


def words_at_desk(case: Case, event: CaseEvent, lang: Lang) -> str:
    """The words of a note: a line for each answer of the desk's form, then what was written."""
    lines = [f"{one.label}: {', '.join(one.lines)}" for one in told_at_desk(case, event, lang)]
    return "\n".join(filter(None, (*lines, str(event.params.get("note", "")))))


def shown(
    service: Form, kept: Mapping[str, Any], lang: Lang, *, beside: Mapping[str, Any] | None = None
) -> Iterator[Shown]:
    """What a case keeps, a question after the other; what is asked several times once for each. `beside`:
    other answers at which the conditions look.
    """
    answers = unfolded(service, kept)
    for slot in slots(service, {**(beside or {}), **answers}):
        answer = answers.get(slot.path)
        if answer is None or slot.asks_for_more:
            continue
        lines = RENDERERS[slot.field.kind](slot.field, answer, lang)
        if lines:
            yield Shown(_label(slot, lang), lines)


def file_names(service: Service, kept: Mapping[str, Any], lang: Lang) -> dict[UUID, str]:
    """What the form calls each file of the answers, by its id: «নকশা», «ওয়ারিশ ২, পরিচয়পত্র», «ছবি ৩»."""
    answers = unfolded(service, kept)
    named: dict[UUID, str] = {}
    for slot in slots(service, answers):
        if sent := KINDS[slot.field.kind].files(answers.get(slot.path)):
            names = _numbered(slot, len(sent), lang)
            named |= {UUID(file): name for file, name in zip(sent, names, strict=True)}
    return named


def file_questions(service: Service, kept: Mapping[str, Any]) -> dict[UUID, str]:
    """Which question each file of the answers belongs to, by its id: `plan`, `heirs-2-paper`, `photos-3`."""
    answers = unfolded(service, kept)
    asked: dict[UUID, str] = {}
    for slot in slots(service, answers):
        if sent := KINDS[slot.field.kind].files(answers.get(slot.path)):
            name = slot.path.replace(".", "-").replace("_", "-")
            numbers = [f"{name}-{number}" for number in range(1, len(sent) + 1)]
            asked |= {
                UUID(file): one for file, one in zip(sent, numbers if len(sent) > 1 else [name], strict=False)
            }
    return asked


def _numbered(slot: Slot, count: int, lang: Lang) -> list[str]:
    """The name of each of so many files of one answer; a single one needs no number."""
    label = _label(slot, lang)
    between = ", " if slot.time else " "
    several = [f"{label}{between}{bn.number(number, lang)}" for number in range(1, count + 1)]
    return several if count > 1 else [label] * count


def _label(slot: Slot, lang: Lang) -> str:
    """What was asked; of what is asked several times, also of which: «ওয়ারিশ ২, নাম», «ফোন নম্বর ২»."""
    asked = short_of(slot.field, lang)
    around = slot.group.short.in_(lang) if slot.group and slot.group.repeat else ""
    if around:
        return f"{around} {bn.number(slot.time, lang)}, {asked}"
    return f"{asked} {bn.number(slot.time, lang)}" if slot.time else asked


# --- renderers ---


def _in_a_word(field: Field, answer: Any, lang: Lang) -> list[str]:
    return [KINDS[field.kind].show(field, answer, lang)]


def _in_full(field: Field, answer: Any, lang: Lang) -> list[str]:
    """Everything that was written: the officer must not miss the end of it."""
    return in_full(answer, lang).splitlines()


def _each(field: Field, answer: Any, lang: Lang) -> list[str]:
    """A line for each option that was chosen."""
    return [KINDS["choice"].show(field, code, lang) for code in answer]


def _both_scripts(field: Field, answer: Mapping[str, str | None], lang: Lang) -> list[str]:
    """The name in each script as the citizen wrote it: papers need both."""
    return [name for name in answer.values() if name]


def _place(field: Field, answer: Any, lang: Lang) -> list[str]:
    """The words, the ward and the landmark where these do not tell them, and the coordinates to copy."""
    text, landmark = answer.get("text") or "", answer.get("landmark") or ""
    number = str(answer.get("ward") or "")
    ward = ward_words(number, lang) if ward_in(text) != number else ""
    has_point = answer.get("lat") is not None and answer.get("lon") is not None
    point = f"{answer['lat']:.6f}, {answer['lon']:.6f}" if has_point else ""
    near = landmark if landmark not in text else ""
    return [line for line in (text, ward, near, point) if line]


def _elsewhere(field: Field, answer: Any, lang: Lang) -> list[str]:
    return []


RENDERERS: dict[str, Renderer] = {
    "text": _in_full,
    "long_text": _in_full,
    "choice": _in_a_word,
    "choices": _each,
    "yes_no": _in_a_word,
    "count": _in_a_word,
    "money": _in_a_word,
    "date": _in_a_word,
    "person_name": _both_scripts,
    "phone": _in_a_word,
    "place": _place,
    "photo": _elsewhere,
    "document": _elsewhere,
    "voice": _elsewhere,
    "slot": _in_a_word,
    "consent": _in_a_word,
}
