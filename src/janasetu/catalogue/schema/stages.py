"""The way of an application through the office: stages, desks side by side, moves from one to the next."""

from collections.abc import Iterator, Mapping
from typing import Any, Literal

from pydantic import Field as Checked
from pydantic import model_validator
from pydantic_core import PydanticCustomError

from janasetu.catalogue.schema.asking import Asked, fields_in
from janasetu.catalogue.schema.parts import BodyKindCode, Code, Part, Sentence, Span, Title, When

END, ISSUE, APPLICANT = "end", "issue", "applicant"
TARGETS = (END, ISSUE, APPLICANT)


class Move(Part):
    """Where a move leads: another stage, `applicant` (back to the person; the clock pauses), `issue`, `end`.

    May be written as the bare target: `accept: inspection`. `needs`: an `entry` of the register, `no_entry`
    where the record room has found none, `register` for either.
    """

    to: Code
    needs: tuple[Literal["note", "photo", "paper", "entry", "no_entry", "register", "lines"], ...] = ()
    pauses: Sentence | None = None
    name: Title | None = None

    @model_validator(mode="before")
    @classmethod
    def _bare(cls, written: Any) -> Any:
        return {"to": written} if isinstance(written, str) else written


class Register(Part):
    """In which register a desk looks somebody up, and which questions of the form say whom: the name, the
    day, the family, the registration number.
    """

    of: Literal["births", "deaths"]
    name: Code | None = None
    on: Code | None = None
    parents: tuple[Code, ...] = ()
    number: Code | None = None

    @model_validator(mode="after")
    def _names_somebody(self) -> "Register":
        if not (self.name or self.parents or self.number):
            raise PydanticCustomError(
                "register_shape", "say by `name`, `parents` or `number` who is looked up"
            )
        return self

    def questions(self) -> Iterator[tuple[str, str]]:
        """The questions that it names, each with the key under which it does."""
        for key in ("name", "on", "number"):
            if asked := getattr(self, key):
                yield key, asked
        yield from (("parents", asked) for asked in self.parents)


class Stage(Part):
    """One step: a desk with a role, an outside desk that answers by letter, or several side by side.

    `recommends`: who decides here is named on the paper as the one who recommends it. `ask`: what whoever has
    the desk writes down there, such as what an inspection found. `margin`: only the correction of a paper
    that is copied from a register comes here; who lets it go on orders what is entered in the margin there.
    """

    stage: Code
    name: Title | None = None
    role: Code | Mapping[BodyKindCode, Code] | None = None
    desk: Literal["external"] | None = None
    agency: Code | None = None
    within: Span | None = None
    when: When | None = None
    moves: Mapping[Code, Move] = {}
    together: tuple["Stage", ...] = ()
    then: Code | None = None
    also: tuple[Code, ...] = ()
    approvals: int = Checked(default=1, ge=1, le=3)
    looks_in: Register | None = Checked(default=None, alias="register")
    recommends: bool = False
    margin: bool = False
    ask: tuple[Asked, ...] = ()

    @model_validator(mode="after")
    def _one_shape(self) -> "Stage":
        if (self.role is not None) + (self.desk is not None) + bool(self.together) != 1:
            raise PydanticCustomError("stage_shape", "a stage has one of `role`, `desk` and `together`")
        if self.desk and not self.agency:
            raise PydanticCustomError("stage_agency", "an outside desk names its `agency`")
        if self.looks_in and self.role is None:
            raise PydanticCustomError(
                "stage_register", "a desk of ours looks in a `register`: it has a `role`"
            )
        if self.margin and self.role is None:
            raise PydanticCustomError("stage_margin", "a desk of ours orders the margin: it has a `role`")
        if self.ask and self.role is None:
            raise PydanticCustomError(
                "stage_ask", "a desk of ours fills in what it is asked: it has a `role`"
            )
        if any(one.repeat for one in (*self.ask, *fields_in(self.ask))):
            raise PydanticCustomError("stage_ask", "what a desk fills in is asked once, without `repeat`")
        return self

    @property
    def concerns(self) -> None:
        """The form of a desk is about the case, and never asks for whom."""

    def role_in(self, body_kind: str) -> str | None:
        """Whose desk it is in a body of this kind; None for an outside desk."""
        if isinstance(self.role, Mapping):
            return self.role.get(body_kind)  # type: ignore[call-overload,no-any-return]  # any kind may ask
        return self.role

    def leads_to(self) -> Iterator[str]:
        """Every target that this stage can go to."""
        yield from (move.to for move in self.moves.values())
        if self.then:
            yield self.then

    def desks(self) -> Iterator["Stage"]:
        """The stage, or those that run side by side in it."""
        yield from self.together or (self,)
