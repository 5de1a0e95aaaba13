"""An operator's form as it stands: the caller, the service, its questions, and what is wrong."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from janasetu.bodies import queries as bodies
from janasetu.bodies.models import LocalBody
from janasetu.cases.actions import Concerned, LostCall, Registration
from janasetu.cases.reaching import ways_to_write
from janasetu.catalogue import form as catalogue
from janasetu.catalogue.fields import KINDS, Problem, typed
from janasetu.catalogue.fields.wards import Territory
from janasetu.catalogue.fields.wording import problem_words, short_of
from janasetu.catalogue.fields.yes_no import YES
from janasetu.catalogue.form import FOR_WHOM, OTHER, SELF, Filled, Slot
from janasetu.catalogue.schema import EmergencyNumber, Field, Group, Service
from janasetu.console.forms.intake import MOST_NAME, CallerForm
from janasetu.console.forms.questions import Box, KeptFile, Said, boxes_of, given_by, id_of
from janasetu.console.subjects import pinned
from janasetu.lib import bn, clock
from janasetu.lib.texts import as_lang
from janasetu.lib.words import Lang
from janasetu.people.choices import Relation

_WHOM = f"{FOR_WHOM}:code"
_OF_THE_CLICK = frozenset({"csrfmiddlewaretoken", "_lost", "_register", "_call"})


@dataclass(frozen=True, slots=True)
class Question:
    """One question on the page. `ask`: the words to read to the caller, in the caller's language `lang`.

    `steers`: whether other questions depend on it, so that the page must ask again; `when`: under which
    answers a page without a network shows it, as JSON.
    """

    slot: Slot
    name: str
    ask: str
    lang: Lang
    boxes: Sequence[Box]
    wrong: Sequence[str]
    steers: bool
    when: str = ""

    @property
    def path(self) -> str:
        return self.slot.path

    @property
    def id(self) -> str:
        """The id of its first control, to which the summary of errors leads."""
        first = self.boxes[0]
        return f"{first.id}-0" if first.shape in {"radio", "ticks"} else first.id

    @property
    def block_id(self) -> str:
        """Names this question in this language: a page that has it keeps it with what is typed in it."""
        return f"{id_of(self.path)}-block-{self.lang}"

    @property
    def optional(self) -> bool:
        return not self.slot.field.required

    # What janasetu/ui/error_summary.html asks of a field.
    @property
    def errors(self) -> list[str]:
        return [f"{self.name}: {words}" for words in self.wrong]

    @property
    def id_for_label(self) -> str:
        return self.id

    auto_id = id_for_label


@dataclass(frozen=True, slots=True)
class Wrong:
    """All that is wrong with the form, as janasetu/ui/error_summary.html wants it."""

    fields: Sequence[Any]
    general: Sequence[str] = ()

    @property
    def errors(self) -> bool:
        return bool(self.general) or any(field.errors for field in self.fields)

    def non_field_errors(self) -> Sequence[str]:
        return self.general

    def visible_fields(self) -> Sequence[Any]:
        return self.fields


class Sheet:
    """One form on the desk. `judged`: whether it was sent to be registered, so that it says what is wrong."""

    def __init__(
        self,
        said: Said,
        *,
        body: LocalBody,
        lang: Lang,
        today: dt.date,
        judged: bool = False,
        initial: dict[str, str] | None = None,
    ) -> None:
        self.lang = lang
        self.judged = judged
        self.refused: list[tuple[str, str]] = []  # what the gate or an act said: a path or nothing, words
        self.earlier: tuple[str, str] | None = (
            None  # the case of a slip that is used: its number, its address
        )
        self._body = body
        self._today = today
        picked = next(filter(None, said.all("_pick")), "")
        version, _colon, code = picked.partition(":")
        self.version = version or said.one("_service")
        self.said = self._as_picked(said, code)
        told = {f"_{name}": self.said.one(f"_{name}") for name in CallerForm.base_fields}
        self.caller = CallerForm(
            told if said.values else None, today=today, ways=ways_to_write(body.id), initial=initial
        )

    def _as_picked(self, said: Said, code: str) -> Said:
        """With the subject that was picked in the list as the answer that names the case, and for the caller
        unless it is said to be for somebody else.
        """
        if self.service is None:
            return said
        more: dict[str, Sequence[str]] = {}
        if code and (asked := self.service.titled_by):
            more = {f"{asked}:code": [code], asked: [""]}
        if self.service.concerns == "person" and not said.one(_WHOM):
            more[_WHOM] = [SELF]
        return said.with_values(more)

    # --- the service ---

    @cached_property
    def _pinned(self) -> tuple[UUID, Service] | None:
        return pinned(self._body, self.version) if self.version else None

    @property
    def service(self) -> Service | None:
        return self._pinned[1] if self._pinned else None

    @property
    def subject(self) -> str:
        """What was typed to find it."""
        return self.said.one("_subject")

    @property
    def service_name(self) -> str:
        return self.service.name.in_(self.lang) if self.service else ""

    # --- the questions ---

    @cached_property
    def filled(self) -> Filled | None:
        """What the definition makes of the answers; read again, for a repeated question grows with them."""
        if self.service is None:
            return None
        given = given_by(self._slots, self._said_for)
        return catalogue.fill(self.service, given, today=self._today, territory=self._territory)

    @cached_property
    def _territory(self) -> Territory:
        """The wards of this body as they are drawn now."""
        wards = bodies.wards([self._body.id], clock.now())[self._body.id]
        return Territory.of(self._body.name, (ward.number for ward in wards))

    @cached_property
    def _said_for(self) -> Said:
        """A matter of the caller's own needs the name only once."""
        asked = _name_asked(self.service) if self.service else None
        name = self.said.one("_name").strip()
        if not asked or self.said.one(_WHOM) != SELF or not name or self.said.one(asked).strip():
            return self.said
        return self.said.with_values({asked: [name]})

    @cached_property
    def _slots(self) -> list[Slot]:
        """The questions that apply to what was typed; one more of a repeated one where that is ticked."""
        assert self.service
        answers: dict[str, Any] = {}
        slots: list[Slot] = []
        for slot in catalogue.slots(self.service, answers):
            slots.append(slot)
            answers[slot.path] = self._wants_more(slot) if slot.asks_for_more else self._read(slot)
        return slots

    def _read(self, slot: Slot) -> Any:
        """The answer as far as it can be read; None else."""
        kind, answer = KINDS[slot.field.kind], None
        for part in given_by([slot], self._said_for)[slot.path]:
            if part.text.strip() or part.code or part.files:
                answer = kind.read_in(
                    slot.field, part, territory=self._territory, today=self._today, earlier=answer
                )
                if isinstance(answer, Problem):
                    return None
        return answer

    def _wants_more(self, slot: Slot) -> bool:
        """Whether one more is ticked, or it or a later one has been written into already."""
        name, time, _more = slot.path.split(".")
        if YES in self.said.all(slot.path):
            return True
        written = (path.split(".") for path, many in self.said.values.items() if any(many))
        return any(
            steps[0] == name and steps[1].isdecimal() and int(steps[1][:3]) >= int(time)
            for steps in written
            if len(steps) > 1 and not steps[-1].startswith("more")
        )

    @cached_property
    def questions(self) -> list[Question]:
        """The questions as they stand on the page; none before a service is chosen."""
        if self.service is None:
            return []
        steering = _steering(self.service)
        return [self._question(slot, steering) for slot in self._slots]

    def _question(self, slot: Slot, steering: frozenset[str]) -> Question:
        spoken = as_lang(self.caller.lang_now)
        name = _name_of(slot, self.lang)
        aloud = "" if slot.asks_for_more else KINDS[slot.field.kind].read_out(slot.field, spoken)
        return Question(
            slot=slot,
            name=name,
            ask="" if aloud == name else aloud,
            lang=spoken,
            boxes=boxes_of(slot, self.said, self.lang),
            wrong=self._errors(slot.path),
            steers=slot.asks_for_more or slot.field.field in steering,
        )

    def _errors(self, path: str) -> list[str]:
        told = [words for place, words in self.refused if place == path]
        problem = self.filled.problems.get(path) if self.judged and self.filled else None
        return [*([problem_words(problem, self.lang)] if problem else []), *told]

    # --- what is wrong ---

    def refuse(self, words: str, *, path: str = "") -> None:
        """Say why it was not taken, beside a question or above all."""
        self.refused.append((path, words))
        self.__dict__.pop("questions", None)

    def take_files(self, files: Mapping[str, Sequence[KeptFile]]) -> None:
        """Add files that have come through the gate to what was said."""
        more = {
            f"{path}:kept": [*self.said.all(f"{path}:kept"), *(file.sealed() for file in taken)]
            for path, taken in files.items()
        }
        self.said = self.said.with_values(more)
        for derived in ("_said_for", "_slots", "filled", "questions"):
            self.__dict__.pop(derived, None)

    def file_slots(self) -> Iterator[Slot]:
        """The questions that files answer."""
        yield from (slot for slot in self._slots if KINDS[slot.field.kind].media)

    @property
    def whole(self) -> bool:
        """Whether it can be registered as it is."""
        filled = self.filled
        return self.caller.is_valid() and filled is not None and not filled.problems and not self.refused

    @property
    def wrong(self) -> Wrong:
        if not self.judged:
            return Wrong(())
        general = [words for path, words in self.refused if not path]
        if self.service is None:
            general.append(_("Choose first what it is about."))
        return Wrong([*self.caller.visible_fields(), *self.questions], general)

    @property
    def emergency(self) -> Sequence[EmergencyNumber]:
        """Whom to call at once in a matter like this."""
        if self.service is None or self.filled is None:
            return ()
        option = self.service.option(self.filled.answers)
        return option.emergency if option and option.emergency else self.service.emergency

    # --- the end ---

    def registration(self) -> Registration:
        """The whole form, to be registered. It must be whole."""
        assert self.filled
        assert self._pinned
        version, service = self._pinned
        said, answers = self.caller.cleaned_data, self.filled.answers
        return Registration(
            version_id=version,
            fields=catalogue.folded(service, answers),
            channel=said["channel"],
            caller=self.caller.caller(),
            nonce=self.caller.nonce_now,
            concerned=_concerned(service, answers),
            files=[
                (file.bucket, UUID(file.id))
                for slot in self.file_slots()
                for file in self.said.files(slot.path)
            ],
            slip=said["slip"],
            outside_ref=self.caller.outside_ref(),
            joins=self.said.one("_joins"),
            call_back_id=self.call_back_id,
        )

    def lost_call(self) -> LostCall:
        """The form as it stands, of a caller who was cut off; what is no number is told beside it."""
        phone = self.caller.phone_alone()
        return LostCall(
            phone=phone,
            name=typed.one_line(self.said.one("_name"))[:MOST_NAME],
            lang=as_lang(self.caller.lang_now),
            nonce=self.caller.nonce_now,
            draft={name: many for name, many in self.said.values.items() if name not in _OF_THE_CLICK},
            call_back_id=self.call_back_id,
        )

    @property
    def call_back_id(self) -> UUID | None:
        """The call-back in which it is told."""
        try:
            return UUID(self.said.one("_call"))
        except ValueError:
            return None


def _steering(service: Service) -> frozenset[str]:
    """The questions whose answers decide whether others are asked."""
    inner = [one for group in service.ask if isinstance(group, Group) for one in group.ask]
    conditions = (one.condition() for one in (*service.ask, *inner))
    names = {name for condition in conditions if condition for name in condition.names()}
    return frozenset({FOR_WHOM, *(name.rpartition(".")[2] for name in names)})


def _name_asked(service: Service) -> str | None:
    """The question for the name of whom the matter concerns."""
    if service.concerns != "person":
        return None
    asked = (one for one in service.ask if isinstance(one, Field) and one.repeat is None)
    return next((field.field for field in asked if field.kind == "person_name"), None)


def _concerned(service: Service, answers: Mapping[str, Any]) -> Concerned | None:
    asked = _name_asked(service)
    if asked is None:
        return None
    relation = Relation.OTHER if answers.get(FOR_WHOM) == OTHER else Relation.SELF
    return Concerned(answers.get(asked) or {}, relation)


def _name_of(slot: Slot, lang: Lang) -> str:
    """What the question is called; of what is asked several times, also which."""
    if slot.asks_for_more:
        return _("One more")
    asked = short_of(slot.field, lang)
    around = slot.group.short.in_(lang) if slot.group and slot.group.repeat else ""
    if around:
        return f"{around} {bn.number(slot.time, lang)}, {asked}"
    return f"{asked} {bn.number(slot.time, lang)}" if slot.time else asked
