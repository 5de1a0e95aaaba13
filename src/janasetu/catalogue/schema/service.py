"""A whole definition of a service."""

import datetime as dt
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Annotated, Any, Literal, get_args

from pydantic import BeforeValidator
from pydantic import Field as Checked

from janasetu.catalogue.fields import KINDS, wording
from janasetu.catalogue.fields.text import VOICE
from janasetu.catalogue.schema.asking import Asked, Field, Group, Option, fields_in
from janasetu.catalogue.schema.parts import (
    BodyKindCode,
    ButtonTitle,
    Code,
    Confidential,
    FullName,
    Hidden,
    Part,
    Running,
    Sentence,
    Span,
    Texts,
    Words,
    keys,
)
from janasetu.catalogue.schema.stages import Stage
from janasetu.catalogue.schema.terms import (
    Alarm,
    Alike,
    Assurance,
    Confirm,
    EmergencyNumber,
    Fee,
    FirstAction,
    Kept,
    Limits,
    Output,
    Promise,
    Statutory,
    Topic,
    Unheard,
    listed,
    on,
)
from janasetu.lib.words import Lang

Kind = Literal[
    "complaint",
    "suggestion",
    "feedback",
    "thanks",
    "application",
    "booking",
    "appointment",
    "record",
    "information",
    "appeal",
]
KINDS_OF_SERVICE: tuple[str, ...] = get_args(Kind)
_GROUPS: Mapping[str, str] = {
    "complaint": "complaints",
    "suggestion": "voice",
    "feedback": "voice",
    "thanks": "voice",
    "application": "papers",
    "booking": "bookings",
    "appointment": "bookings",
    "record": "staff",
    "information": "information",
    "appeal": "papers",
}


_SPOKEN: tuple[Lang, ...] = ("bn", "en", "hi")
# What a correction has of the service whose paper it is.
_OF_THE_PAPER = ("output", "assurance", "deliver", "department", "confidential", "renewal")


class Service(Part):
    """A whole definition. `corrects`: it is opened from a paper in which something is wrong, and a new one is
    given out in its place: its `output` is that of the service which gave the first.
    """

    format: Literal[1]
    code: Code
    kind: Kind
    intent: Code | None = None
    meant_by: Code | None = None
    group: Code | None = None
    offered_by: tuple[BodyKindCode, ...] = Checked(min_length=1)
    name: FullName
    short: ButtonTitle
    words: Words = Words()
    about: Sentence | None = None
    assurance: Assurance = Assurance()
    concerns: Literal["person", "place"] | None = None
    department: Code | Mapping[BodyKindCode, Code] | None = None
    refers: Code | None = None
    ask: tuple[Asked, ...] = ()
    topics: dict[Code, Topic] = {}
    title_by: Code | None = None
    fee: Annotated[tuple[Fee, ...], BeforeValidator(listed)] = ()
    stages: tuple[Stage, ...] = ()
    levels: tuple[Code, ...] | Mapping[BodyKindCode, tuple[Code, ...]] = ()
    confidential: Confidential = False
    limits: Limits | None = None
    calendar: Running = "always"
    evidence: frozenset[Literal["resolve"]] = frozenset()
    closes: Literal["by_citizen", "by_office"] | None = None
    credits: Code | None = None
    output: Output | None = None
    deliver: tuple[Literal["chat", "portal", "doorstep", "counter", "post"], ...] = ()
    renewal: Span | None = None
    corrects: Literal["papers"] | None = None
    keep: Kept | None = None
    emergency: tuple[EmergencyNumber, ...] = ()
    alarm: Alarm | None = None
    alike: Alike | None = None
    unheard: Unheard | None = None

    # --- names ---

    @property
    def menu_group(self) -> str:
        return self.group or _GROUPS[self.kind]

    @property
    def reached_intent(self) -> str:
        """The code under which statistics count talks that reach this service."""
        of_its_own = f"svc_{self.code.replace('-', '_')}" if self.kind == "application" else self.kind
        return self.intent or of_its_own

    @property
    def label(self) -> str:
        """The code of the phrase bank by which it is meant: finer than the intent where it says so."""
        return self.meant_by or self.reached_intent

    @property
    def opens_cases(self) -> bool:
        """Whether whoever answers its questions opens a case: not of what is only told, nor of an appeal or a
        correction, which are opened from the case and the paper that they are about.
        """
        return self.kind not in ("information", "appeal") and not self.is_correction

    @property
    def is_appeal(self) -> bool:
        """Whether its cases are appeals against how another case was dealt with."""
        return self.kind == "appeal"

    @property
    def is_correction(self) -> bool:
        """Whether its cases correct papers that others ended in."""
        return self.corrects is not None

    def correcting(self, other: "Service") -> "Service":
        """How a paper is corrected in which a case of this other service ended: asked, charged and promised
        as we say, but at the first desk of the other's way, signed and handed out as its papers are. A
        register is corrected by whom we name.
        """
        roles = (stage.role for stage in other.all_stages() if stage.role)
        role = next(roles, None)
        desks = (
            stage.model_copy(update={"role": role}) if stage.role and not stage.margin else stage
            for stage in self.stages
        )
        return self.model_copy(
            update={
                "name": _beside(self.name, other.short),
                "stages": tuple(desks) if role else self.stages,
                "levels": other.levels or self.levels,
                **{key: getattr(other, key) for key in _OF_THE_PAPER},
            }
        )

    @property
    def steps_of_appeal(self) -> Mapping[str, Option]:
        """Of an appeal the steps it may be at, each with who decides it: `appeal`, `review`."""
        return self.subjects if self.is_appeal else {}

    @property
    def asks_the_citizen(self) -> bool:
        """Whether the citizen's word closes a case: of a complaint, unless the definition says else."""
        return self.closes == "by_citizen" or (self.closes is None and self.kind == "complaint")

    def words_to_match(self) -> frozenset[str]:
        return keys((*self.name.all(), *self.short.all(), *self.words.all()))

    def missing_languages(self, wanted: tuple[Lang, ...]) -> tuple[Lang, ...]:
        """Those of the languages in which not even the name of the service is given."""
        return tuple(lang for lang in wanted if not getattr(self.name, lang))

    # --- questions ---

    def fields(self) -> Iterator[Field]:
        """Every question, those of groups too."""
        return fields_in(self.ask)

    def field(self, name: str) -> Field:
        """The question of this name; `group.field` for one in a group. KeyError when there is none."""
        for one in self.ask:
            if isinstance(one, Field) and one.field == name:
                return one
            if isinstance(one, Group):
                for inner in one.ask:
                    if f"{one.group}.{inner.field}" == name:
                        return inner
        raise KeyError(name)

    @cached_property
    def titled_by(self) -> str | None:
        """The question whose answer names a case: `title_by`, else the first choice that decides anything."""
        if self.title_by:
            return self.title_by
        deciding = (
            one.field
            for one in self.ask
            if isinstance(one, Field) and any(option.department for option in one.options.values())
        )
        return next(deciding, None)

    @property
    def subjects(self) -> Mapping[str, Option]:
        """What its cases may be about: the options of that question, by code; none where it has none."""
        return self.field(self.titled_by).options if self.titled_by else {}

    def option(self, fields: Mapping[str, Any]) -> Option | None:
        """The option that decides department, promise and urgency of a case with these answers."""
        return self.subjects.get(str(fields.get(self.titled_by or "")))

    def category(self, fields: Mapping[str, Any]) -> str:
        """The code of that option; empty where nothing is decided by one."""
        return str(fields.get(self.titled_by or "")) if self.option(fields) else ""

    @cached_property
    def may_be_alike(self) -> bool:
        """Whether any case of it is taken for the same matter as another."""
        options = (option for field in self.fields() for option in field.options.values())
        return self.alike is not None or any(option.alike for option in options)

    def alike_in(self, fields: Mapping[str, Any]) -> Alike | None:
        """By what a case with these answers is taken for the same matter as another; None where it never is.

        Nobody is told of a matter whose complainant is kept secret, in whatever kind of body.
        """
        option = self.option(fields)
        if self.confidential or (option and option.confidential):
            return None
        return (option.alike if option else None) or self.alike

    def title(self, fields: Mapping[str, Any], lang: Lang) -> str:
        """What a case with these answers is called in lists and messages."""
        option, name = self.option(fields), self.titled_by
        if option:
            return option.name.in_(lang)
        answer = fields.get(name) if name else None
        if not name or answer in (None, ""):
            return wording.say("not_heard_yet", lang) if self.is_unheard(fields) else self.name.in_(lang)
        field = self.field(name)
        return KINDS[field.kind].show(field, answer, lang)

    # --- a voice that nobody has heard ---

    @cached_property
    def voice_question(self) -> Field | None:
        """The first question, asked once, that a voice answers."""
        asked = (one for one in self.ask if isinstance(one, Field) and one.repeat is None)
        taking = (one for one in asked if one.kind in KINDS and VOICE in KINDS[one.kind].media_for(one))
        return next(taking, None)

    def is_unheard(self, fields: Mapping[str, Any]) -> bool:
        """Whether a case with these answers is a voice of which nobody knows yet what it is about: of all
        that is opened otherwise the question that names it is answered.
        """
        return self.unheard is not None and self.option(fields) is None

    # --- terms ---

    def levels_in(self, body_kind: str, fields: Mapping[str, Any] | None = None) -> tuple[str, ...]:
        """The roles that answer for a case with these answers in a body of this kind, lowest first."""
        option = self.option(fields) if fields else None
        own = levels_of(option.levels, body_kind) if option else ()
        return own or levels_of(self.levels, body_kind)

    def hidden_in(self, body_kind: str, fields: Mapping[str, Any] | None = None) -> Hidden:
        """What is hidden of a case with these answers in a body of this kind: nothing, who complains, or from
        that body the whole case.
        """
        option = self.option(fields) if fields else None
        return (hidden_of(option.confidential, body_kind) if option else False) or hidden_of(
            self.confidential, body_kind
        )

    def department_in(self, body_kind: str, fields: Mapping[str, Any]) -> str | None:
        """Which department of a body of this kind does the work of a case with these answers."""
        option = self.option(fields)
        own = option.department_in(body_kind) if option else None
        if own:
            return own
        if isinstance(self.department, Mapping):
            return self.department.get(body_kind)  # type: ignore[call-overload,no-any-return]  # any kind may ask
        return self.department

    def alarm_of(self, fields: Mapping[str, Any]) -> Alarm | None:
        """How a case with these answers calls the duty officer; None where it does not."""
        option = self.option(fields)
        return option.alarm if option and option.alarm else self.alarm

    def numbers_of(self, fields: Mapping[str, Any]) -> tuple[EmergencyNumber, ...]:
        """The numbers to call at once in a matter like this."""
        option = self.option(fields)
        return option.emergency if option and option.emergency else self.emergency

    def refers_to(self, fields: Mapping[str, Any]) -> str | None:
        """The agency whose work a case with these answers is; None where it is the body's own."""
        option = self.option(fields)
        return option.refers if option and option.refers else self.refers

    def promise_on(self, day: dt.date, fields: Mapping[str, Any]) -> Span | None:
        """How soon the office promised on that day to be done with a case with these answers."""
        promise = self.promised_on(day, fields)
        return promise.within if promise else None

    def promised_on(self, day: dt.date, fields: Mapping[str, Any]) -> Promise | None:
        """The promise of that day, with its source; that of an option has none of its own."""
        option = self.option(fields)
        if option and option.promise:
            return Promise(within=option.promise)
        return on(self.limits.promise, day) if self.limits else None

    def first_action_on(self, day: dt.date) -> FirstAction | None:
        return on(self.limits.first_action, day) if self.limits else None

    def calendar_of(self, fields: Mapping[str, Any]) -> str:
        """When the clocks of a case with these answers run."""
        option = self.option(fields)
        return option.calendar if option and option.calendar else self.calendar

    def statutory_on(self, day: dt.date) -> Statutory | None:
        return on(self.limits.statutory, day) if self.limits else None

    def confirm_on(self, day: dt.date) -> Confirm:
        """How a claim on a case that was opened on this day waits for the citizen's word."""
        return (on(self.limits.confirm, day) if self.limits else None) or Confirm()

    def fees_on(self, day: dt.date) -> list[Fee]:
        """Of each fee (told apart by name and due time) the amount that holds on this day."""
        found: dict[tuple[str, str, str], list[Fee]] = {}
        for fee in self.fee:
            found.setdefault((fee.name.bn if fee.name else "", fee.due, fee.when or ""), []).append(fee)
        held = (on(tuple(same), day) for same in found.values())
        return [fee for fee in held if fee is not None]

    def papers(self) -> Iterator[Field]:
        """The papers that an applicant brings."""
        return (field for field in self.fields() if field.kind == "document")

    def all_stages(self) -> Iterator[Stage]:
        """Every stage, those that run side by side too."""
        for stage in self.stages:
            yield stage
            yield from stage.together

    def roles(self) -> Iterator[str]:
        """Every role the definition counts on, whatever the kind of body."""
        options = (option for field in self.fields() for option in field.options.values())
        for levels in (self.levels, *(option.levels for option in options)):
            yield from (role for kind in self.offered_by for role in levels_of(levels, kind))
        for stage in self.all_stages():
            yield from (role for kind in self.offered_by if (role := stage.role_in(kind)))
            yield from stage.also
        for statutory in self.limits.statutory if self.limits else ():
            yield from (role for role in (statutory.officer, statutory.appeal, statutory.review) if role)
        yield from self.output.signed_by if self.output else ()


def _beside(name: Texts, other: Texts) -> Texts:
    """«কাগজ সংশোধন: ট্রেড এনওসি», in the languages of the first."""
    spoken: dict[str, Any] = {
        str(lang): f"{said}: {other.in_(lang)}" for lang in _SPOKEN if (said := getattr(name, lang))
    }
    return name.model_copy(update=spoken)


def hidden_of(written: Confidential, body_kind: str) -> Hidden:
    """One word for all kinds of body, or one for each; of those that are not named nothing is hidden."""
    if isinstance(written, Mapping):
        return written.get(body_kind, False)  # type: ignore[call-overload,no-any-return]  # any kind may ask
    return written


def levels_of(
    written: tuple[str, ...] | Mapping[BodyKindCode, tuple[str, ...]], body_kind: str
) -> tuple[str, ...]:
    """Levels may be one list, or one for each kind of body."""
    if isinstance(written, Mapping):
        return written.get(body_kind, ())  # type: ignore[call-overload,no-any-return]  # any kind may ask
    return written
