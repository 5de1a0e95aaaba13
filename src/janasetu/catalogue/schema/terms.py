"""The terms of a service: limits with their law, fees with their source, what comes out and how."""

import datetime as dt
import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Any, Literal, TypeVar

from pydantic import AfterValidator, BeforeValidator, model_validator
from pydantic import Field as Checked
from pydantic_core import PydanticCustomError

from janasetu.catalogue.schema.parts import Code, Day, Part, Sentence, Span, Title, When, Words, keys
from janasetu.lib.dates import financial_year, months_later

DOCUMENT_TYPES = ("certificate", "licence", "noc", "permit", "recommendation", "receipt", "letter", "slip")
_Dated = TypeVar("_Dated", bound="Dated")
_METRES = re.compile(r"([1-9]\d{0,3}) m", re.ASCII)
WARD = "ward"
FOR_GOOD, THIS_YEAR = "until revoked", "this financial year"
_MONTHS = {"months": 1, "years": 12}


def listed(written: Any) -> Any:
    """A single term may be written without the list around it."""
    return [written] if isinstance(written, Mapping) else written


class Dated(Part):
    """A term that holds from a day on, and who said so."""

    from_: Day | None = Checked(default=None, alias="from")
    source: str = ""


def on(terms: tuple[_Dated, ...], day: dt.date) -> _Dated | None:
    """Of several dated terms the one that holds on this day; None before the first."""
    begun = [term for term in terms if term.from_ is None or term.from_ <= day]
    return max(begun, key=lambda term: term.from_ or dt.date.min, default=None)


class Promise(Dated):
    """What the office promises."""

    within: Span


class Fine(Part):
    """Between what amounts in rupees the law lets an officer be fined who was late for no good reason."""

    least: Decimal = Checked(ge=0, max_digits=12, decimal_places=2)
    most: Decimal = Checked(ge=0, max_digits=12, decimal_places=2)
    source: str = Checked(min_length=1)

    @model_validator(mode="after")
    def _in_order(self) -> "Fine":
        if self.least > self.most:
            raise PydanticCustomError("fine_order", "`least` is more than `most`")
        return self


class Statutory(Dated):
    """What the law demands: who must decide, to whom one may turn after that, and what lateness may cost the
    officer, which officers alone are told.
    """

    within: Span
    law: str = Checked(min_length=1)
    officer: Code
    appeal: Code | None = None
    review: Code | None = None
    fine: Fine | None = None


class FirstAction(Dated):
    """How soon somebody of the office does something about a case, or answers."""

    within: Span


class Confirm(Dated):
    """How long a claim that the work is done waits for the citizen's word, and what follows when none comes.

    `within`: after so long a silent claim ends, unconfirmed. `reopen_within`: so long after that a no still
    opens the case again. `called`: of a hundred claims that end so many citizens are rung, drawn by lot.
    """

    within: Span = Span(7, "days")
    reopen_within: Span = Span(30, "days")
    called: Decimal = Checked(default=Decimal(5), ge=0, le=100, max_digits=5, decimal_places=2)


class Limits(Part):
    """The clocks of a case. `referred`: whether the promise waits with us for an outside answer, at most
    until the day on which it is expected; what the law demands never does. `records`: the same of the time
    in which the record room looks for who is not in the register.
    """

    promise: Annotated[tuple[Promise, ...], BeforeValidator(listed)] = Checked(min_length=1)
    statutory: Annotated[tuple[Statutory, ...], BeforeValidator(listed)] = ()
    first_action: Annotated[tuple[FirstAction, ...], BeforeValidator(listed)] = ()
    confirm: Annotated[tuple[Confirm, ...], BeforeValidator(listed)] = ()
    referred: Literal["runs", "pauses"] = "runs"
    records: Literal["runs", "pauses"] = "runs"


class Fee(Dated):
    """An amount in rupees, when it falls due.

    `due`: `with application`, `before STAGE`, `before issue` or `on delivery`. `times`: the counts it is
    multiplied by, such as rooms and nights; `per` says so in words. `pauses`: the clocks stand still while it
    is due and not paid. `returns`: after which ends it is given back. `of`: for which of two papers it is
    asked, where `output` has an `unfound`; for both, where none is said.
    """

    name: Title | None = None
    amount: Decimal = Checked(ge=0, max_digits=12, decimal_places=2)
    per: Sentence | None = None
    times: tuple[Code, ...] = ()
    due: str = "with application"
    when: When | None = None
    pauses: bool = False
    returns: tuple[Literal["withdrawn", "rejected"], ...] = ()
    of: Literal["output", "unfound"] | None = None


class Assurance(Part):
    """How sure the office must be of a person who asks, and of one who fetches what comes out.

    A0: a phone. A1: and the secret of the case. A2: and an independent proof, at the office or the door.
    May be written as one level for both.
    """

    ask: Literal["A0", "A1", "A2"] = "A0"
    fetch: Literal["A0", "A1", "A2"] = "A0"

    @model_validator(mode="before")
    @classmethod
    def _one_level(cls, written: Any) -> Any:
        return {"ask": written, "fetch": written} if isinstance(written, str) else written


def _validity(written: str) -> str:
    if written in (FOR_GOOD, THIS_YEAR):
        return written
    unit = Span.read(written).unit
    if unit not in (*_MONTHS, "days"):
        raise PydanticCustomError(
            "validity", "a paper holds for days, months or years, or as `this financial year`"
        )
    return written


class Unfound(Part):
    """The paper that says of somebody that they do not stand in the register, where the record room has
    looked and found nobody: `name` is its title. Who signs it is who signs the other.
    """

    name: Sentence
    document: str = Checked(default="", pattern=r"^([a-z0-9-]+\.typ)?$")
    from_: Literal["here", "ink"] = Checked(default="here", alias="from")
    serial: Code | None = None
    conditions: tuple[Sentence, ...] = ()


class Output(Part):
    """The paper that a service ends in, and where it is born.

    `from`: `here` (made and signed by us), `state_portal` (the law's own system; its bytes go out
    unchanged), `ink` (printed, signed and sealed by hand, photographed). `officers`: how many must want it
    before it is signed electronically, who signs among them. `prints`: the questions whose answers stand on
    it, in this order; all of them that a paper can say where none is named. `unfound`: the paper in its
    place, where somebody is in no register.
    """

    document: str = Checked(default="", pattern=r"^([a-z0-9-]+\.typ)?$")
    type: Literal["certificate", "licence", "noc", "permit", "recommendation", "receipt", "letter", "slip"]
    from_: Literal["here", "state_portal", "ink"] = Checked(alias="from")
    signed_by: Annotated[
        tuple[Code, ...], BeforeValidator(lambda one: [one] if isinstance(one, str) else one)
    ] = ()
    officers: int = Checked(default=2, ge=1, le=3)
    valid: Annotated[str, AfterValidator(_validity)] = FOR_GOOD
    serial: Code | None = None
    prints: tuple[Code, ...] = ()
    conditions: tuple[Sentence, ...] = ()
    unfound: Unfound | None = None

    def where_nobody_is_found(self) -> "Output":
        """The same for the paper that says so; it holds of what was looked through that day."""
        if self.unfound is None:
            return self
        other = self.unfound
        return self.model_copy(
            update={
                "document": other.document,
                "from_": other.from_,
                "serial": other.serial,
                "conditions": other.conditions,
                "valid": FOR_GOOD,
            }
        )

    def valid_until(self, day: dt.date) -> dt.date | None:
        """The last day of a paper of this day; None where it holds until somebody ends it."""
        if self.valid == FOR_GOOD:
            return None
        if self.valid == THIS_YEAR:
            return dt.date(financial_year(day) + 1, 3, 31)
        span = Span.read(self.valid)
        if span.unit in _MONTHS:
            return months_later(day, span.count * _MONTHS[span.unit]) - dt.timedelta(1)
        return day + dt.timedelta(span.count)


def _nearness(written: str) -> str:
    if written != WARD and not _METRES.fullmatch(written):
        raise PydanticCustomError("nearness", "write a distance as `100 m`, or `ward`")
    return written


class KnownIncident(Part):
    """How many like reports in one ward, and within how long, are one known incident."""

    reports: int = Checked(ge=2, le=1000)
    within: Span


class Alike(Part):
    """By what an open case and a new one are taken for the same matter: how near, and since when.

    `within`: a distance, or `ward`, where it is the whole ward's matter. `incident`: of so many in a ward one
    is made, which later ones join.
    """

    within: Annotated[str, AfterValidator(_nearness)]
    for_: Span = Checked(alias="for")
    incident: KnownIncident | None = None

    @property
    def metres(self) -> int | None:
        """The distance; None where it is the whole ward's matter."""
        found = _METRES.fullmatch(self.within)
        return int(found[1]) if found else None


class EmergencyNumber(Part):
    """A number to call at once, who published it and when somebody last looked."""

    name: Title
    number: str = Checked(pattern=r"^\+?[0-9 -]{3,20}$")
    source: str = ""
    checked: Day | None = None


class Alarm(Part):
    """That a case calls the duty officer at once, and whom after that, until somebody has heard it.

    `again`: after how long it is told once more; `up`: after how long the next on the way up is told too.
    """

    again: Span = Span(5, "minutes")
    up: Span = Span(10, "minutes")


class Unheard(Part):
    """That a voice from somebody who fills in no form opens a case at once: what it is about is not known
    before somebody of the office has heard it.

    `within`: after so long in office hours the desk is called to what nobody has heard. `emergency`: numbers
    that are told with the receipt, for nobody knows what was said.
    """

    within: Span = Span(2, "minutes")
    emergency: tuple[EmergencyNumber, ...] = ()


class Topic(Part):
    """One thing that an information service can tell: a text, numbers, or what the office knows of itself.

    `says`: `hours` and `address` (facts of the body), `officers` (who is who), `fees` and `papers` (of each
    service). `alarm`: words that tell of danger; they are heard inside a longer message too, whatever is
    being asked, and the numbers are told before anything else. `next`: the service that helps on from here;
    where the office does not offer it, none is named.
    """

    name: Title
    words: Words = Words()
    intent: Code | None = None
    text: Sentence | None = None
    says: Literal["hours", "address", "officers", "fees", "papers"] | None = None
    numbers: tuple[EmergencyNumber, ...] = ()
    alarm: Words = Words()
    next: Code | None = None

    @model_validator(mode="after")
    def _one_answer(self) -> "Topic":
        if (self.text is not None) + (self.says is not None) + bool(self.numbers) != 1:
            raise PydanticCustomError("topic_shape", "a topic has one of `text`, `says` and `numbers`")
        return self

    def words_to_match(self) -> frozenset[str]:
        return keys((*self.name.all(), *self.words.all(), *self.alarm.all()))

    def alarms(self) -> frozenset[str]:
        """The words of danger, by what a typed word meets them."""
        return keys(self.alarm.all())


class Kept(Part):
    """How long a case of this service is kept, and why anything personal is asked at all."""

    for_: Span = Checked(alias="for")
    purpose: Sentence
    law: str = ""
