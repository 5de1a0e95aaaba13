"""A draft with its definition and all that its next question depends on. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from typing import Any

from janasetu.catalogue import form as catalogue
from janasetu.catalogue.fields import KINDS, Given, Problem
from janasetu.catalogue.fields.wards import ANYWHERE, Territory
from janasetu.catalogue.form import FOR_WHOM, OTHER, SELF, Slot
from janasetu.catalogue.schema import EmergencyNumber, Fee, Field, Option, Service, Texts
from janasetu.conversations.engine import whereabouts
from janasetu.conversations.engine.effects import (
    Concerned,
    Heard,
    MyPersons,
    OpenCase,
    PersonLine,
    World,
    row_titles,
)
from janasetu.conversations.engine.reading import ReadOnce, Taken, taken_of, understood
from janasetu.conversations.engine.session import NOBODY_KNOWN, Session
from janasetu.lib.words import Lang
from janasetu.payments.fees import fees_with
from janasetu.understanding.values import Understood

CORRECTS, LINE = "corrects.case", "corrects.line"  # kept beside the answers, of a correction
_CHOSEN = "for_whom.person"  # kept beside the answers: which of the persons we know was chosen


@dataclass(frozen=True)
class Form:
    """One draft in one talk: its questions in order, what is missing, what it becomes."""

    service: Service
    session: Session
    heard: Heard
    world: World
    territory: Territory = ANYWHERE
    reader: ReadOnce | None = None

    @property
    def understood(self) -> Understood | None:
        """What was said means by itself, whatever was asked; None where nobody can read it."""
        return understood(self.reader, self.heard.said, self.heard.today)

    @property
    def lang(self) -> Lang:
        return self.heard.lang

    def at(self, session: Session) -> "Form":
        """The form with another session; its questions are worked out anew only where an answer changed."""
        other = replace(self, session=session)
        if session.fields is self.session.fields and "_slots" in vars(self):
            vars(other)["_slots"] = self._slots
        return other

    # --- questions ---

    def slots(self) -> Sequence[Slot]:
        """The questions that apply now, in order."""
        return self._slots

    @cached_property
    def _slots(self) -> Sequence[Slot]:
        asked = catalogue.slots(self.service, self.session.fields)
        return [self._with_persons(slot) if slot.path == FOR_WHOM else slot for slot in asked]

    def slot(self, path: str) -> Slot | None:
        return next((slot for slot in self.slots() if slot.path == path), None)

    def missing(self) -> Slot | None:
        return next((slot for slot in self.slots() if not slot.answered(self.session.fields)), None)

    def before(self, path: str) -> Slot | None:
        """The question asked before this one; of the card, the last one."""
        earlier: Slot | None = None
        for slot in self.slots():
            if slot.path == path:
                return earlier
            earlier = slot
        return earlier

    def awaited(self) -> Slot | None:
        return self.slot(self.session.step) if self.session.state == "asking" else None

    def lacking(self, slot: Slot) -> str | None:
        """The follow-up question that the answer so far still needs."""
        answer = self.session.fields.get(slot.path)
        return KINDS[slot.field.kind].lacking(slot.field, answer) if answer is not None else None

    # --- answers ---

    def read(self, slot: Slot, given: Given) -> Any | Problem:
        """The answer to keep at this slot; the kind knows which earlier answers are completed by it.

        The question that waits, asked for the first time or anew, is answered by what replaces an answer
        that was whole; beside it the kind may join the two.
        """
        earlier = self.session.fields.get(slot.path)
        ward = self.session.poster_ward
        lies = whereabouts.on_the_map(slot, given, self.world, self.territory.name, ward=ward)
        told = replace(given, beside=slot.path != self.session.step, lies=lies)
        return KINDS[slot.field.kind].read_in(
            slot.field, told, territory=self.territory, today=self.heard.today, earlier=earlier
        )

    def keep(self, slot: Slot, answer: Any) -> "Form":
        """The form with this answer; who it is for brings along what we know of that person."""
        if slot.path == FOR_WHOM:
            return self.at(self._for_person(answer))
        return self.at(self.session.with_answer(slot.path, answer))

    def applying(self) -> dict[str, Any]:
        """The answers that count now: those of questions that apply."""
        fields = self.session.fields
        return {slot.path: fields[slot.path] for slot in self.slots() if slot.path in fields}

    def told(self, slot: Slot) -> Any:
        """The answer as it is shown; «for whom?» names the person who was chosen."""
        chosen = _code_of(self._chosen()) if slot.path == FOR_WHOM else ""
        return chosen if chosen in slot.field.options else self.session.fields.get(slot.path)

    # --- whose matter it is ---

    def _with_persons(self, slot: Slot) -> Slot:
        """The question "for whom?" with those we know on this phone; oneself only while we know nobody."""
        persons = self._persons()
        if not persons:
            return slot
        titles = zip(row_titles(persons, "bn"), row_titles(persons, "en"), strict=True)
        known = {
            _code_of(person.id): Option(name=Texts(bn=bn, en=en))
            for person, (bn, en) in zip(persons, titles, strict=True)
        }
        said_self = self.session.fields.get(FOR_WHOM) == SELF and not self._chosen()
        codes = (SELF, OTHER) if said_self else (OTHER,)
        fixed = {code: slot.field.options[code] for code in codes}
        return replace(slot, field=slot.field.model_copy(update={"options": known | fixed}))

    def _persons(self) -> tuple[PersonLine, ...]:
        return self.world.know(MyPersons())[:8]

    def _chosen(self) -> str:
        """The id of the person chosen of those we know; empty where it is nobody of them."""
        return str(self.session.fields.get(_CHOSEN) or "")

    def _for_person(self, answer: str) -> Session:
        """Who was chosen is remembered; a name we know is not asked again, that of another does not stay."""
        fields = self.session.fields
        person = next((one for one in self._persons() if _code_of(one.id) == answer), None)
        chosen = person.id if person else ""
        whom = answer if person is None else SELF if person.relation == SELF else OTHER
        if (chosen, whom) == (self._chosen(), fields.get(FOR_WHOM)):
            return self.session
        speaks = chosen or (NOBODY_KNOWN if self.session.person else "")
        session = replace(
            self.session.with_answer(FOR_WHOM, whom).with_answer(_CHOSEN, chosen), person=speaks
        )
        asked = self._name_field()
        if asked is None or (person is None and FOR_WHOM not in fields):
            return session
        return session.with_answer(asked, _name_of(person)) if person else session.without_answer(asked)

    def _name_field(self) -> str | None:
        return _name_field(self.service)

    def _concerned(self) -> Concerned | None:
        """Whom the case is for, where the service concerns a person."""
        fields = self.session.fields
        if self.service.concerns != "person":
            return None
        return Concerned(self._chosen(), fields.get(FOR_WHOM, SELF), concerned_name(self.service, fields))

    # --- the end ---

    def handed_in(self, *, joins: str = "") -> tuple[OpenCase, ...]:
        """What becomes of it: a case, or a part of the one of this number; and a case for the other problem
        that was told in the same words.
        """
        taken = taken_of(self.session.fields)
        first = self._opened(self.session.fields, joins, taken)
        asked = self.service.titled_by
        if taken is None or not taken.also or asked is None:
            return (first,)
        other = {**self.session.fields, asked: taken.also}
        return first, replace(self._opened(other, "", taken.of_other()), beside=True)

    def _opened(self, fields: Mapping[str, Any], joins: str, taken: Taken | None) -> OpenCase:
        kept = catalogue.folded(self.service, fields)
        said = self.session.fields
        return OpenCase(
            self.session.version,
            kept,
            self._concerned(),
            self.session.draft,
            joins,
            taken,
            corrects=str(said.get(CORRECTS, "")),
            line=str(said.get(LINE, "")),
        )

    def emergency(self) -> tuple[EmergencyNumber, ...]:
        """The numbers to call at once in a matter like this."""
        return self.service.numbers_of(self.applying())

    def fees(self) -> list[tuple[Fee, Decimal]]:
        """What it costs on that day with these answers, each fee with its amount in rupees."""
        return fees_with(self.service, self.applying(), on=self.heard.today)


def concerned_name(service: Service, answers: Mapping[str, Any]) -> Mapping[str, str | None]:
    """The name, by script, of the person whom a matter concerns; empty where none is given."""
    asked = _name_field(service) if service.concerns == "person" else None
    name: Mapping[str, str | None] = answers.get(asked) or {} if asked else {}
    return name


def _name_field(service: Service) -> str | None:
    """The first question for a name that is asked once: that of whom the matter concerns."""
    asked = (one for one in service.ask if isinstance(one, Field) and one.repeat is None)
    return next((field.field for field in asked if field.kind == "person_name"), None)


def _code_of(person_id: str) -> str:
    """A person as the code of an option."""
    return f"p{person_id.replace('-', '')}"


def _name_of(person: PersonLine) -> dict[str, str | None]:
    """The name as an answer to the question for it; a script in which it is not known is left out."""
    return {"bn": None, "en": None} | {script: name for script, name in person.name.items() if name}
