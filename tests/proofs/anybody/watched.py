"""A talk of which every step is looked at: what was said, where it stood, what came of it."""

import datetime as dt
import json
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from janasetu.conversations.engine.effects import (
    AnswerClaim,
    AnswerQuestion,
    CaseLine,
    Effect,
    Facts,
    FieldWord,
    FreeSlots,
    OfCase,
    OpenCase,
    PersonLine,
    Question,
    Say,
    SlotLine,
    Turn,
)
from janasetu.conversations.engine.office import Office
from janasetu.conversations.engine.session import Session
from janasetu.conversations.tests.talking import Talk
from janasetu.lib.references import compose
from janasetu.lib.words import Lang
from janasetu.messaging.values import Choice, Message, Offered, Said
from proofs.anybody.world import OFFICE_WRITES

MOST_PERSONS = 8
FACTS: dict[Lang, str] = {"bn": "সোম থেকে শুক্র", "en": "Monday to Friday", "hi": "सोम से शुक्र"}


@dataclass(frozen=True)
class Step:
    """One thing said and all that came of it."""

    said: Said
    file: str
    at: dt.datetime
    before: Session
    after: Session
    office: Office
    office_after: Office
    lang: Lang
    lang_after: Lang
    offered: Offered
    effects: tuple[Effect, ...]

    @property
    def messages(self) -> tuple[Message, ...]:
        """What the engine itself says to it."""
        return tuple(effect.message for effect in self.effects if isinstance(effect, Say))

    @property
    def answers(self) -> int:
        """How many messages the person gets: what is done about a case says one itself."""
        return sum(isinstance(effect, Say | OfCase) for effect in self.effects)

    @property
    def of_case(self) -> AnswerClaim | AnswerQuestion | FieldWord | None:
        """The word on a case that this is, of a citizen who was asked or of an officer in the field."""
        words = AnswerClaim | AnswerQuestion | FieldWord
        return next((one for one in self.effects if isinstance(one, words)), None)

    @property
    def opened(self) -> list[OpenCase]:
        return [effect for effect in self.effects if isinstance(effect, OpenCase)]

    @property
    def gap(self) -> dt.timedelta:
        """How long nothing had been said."""
        return self.at - self.before.at if self.before.at else dt.timedelta(0)


@dataclass
class Watched(Talk):
    """Shows each step to `look`, and keeps a small world: cases that were opened, persons who were named."""

    look: Callable[[Step], None] = lambda step: None
    effects: tuple[Effect, ...] = ()
    offers_slots: bool = False
    serial: int = 0
    case_titles: dict[str, str] = field(default_factory=dict)

    def hears(self, said: Said, file: str = "") -> list[str]:
        before, office, lang, offered = self.session, self.office, self.lang, self.offered
        texts = super().hears(said, file)
        step = Step(
            said=said,
            file=file,
            at=self.now,
            before=before,
            after=self.session,
            office=office,
            office_after=self.office,
            lang=lang,
            lang_after=self.lang,
            offered=offered,
            effects=self.effects,
        )
        self.look(step)
        for opened in step.opened:
            self._remember(opened)
        return texts

    def new_case(self, owner: str, title: str, *, awaits_word: bool = False) -> None:
        """A case of this person (id), or of nobody in particular (`other`)."""
        self.serial += 1
        ref = compose(year=2026, body=1002, serial=self.serial)
        line = CaseLine(ref, f"{ref} · {title}", awaits_word)
        self.case_titles[line.shown] = owner
        self.cases_of = {**self.cases_of, owner: (*self.cases_of.get(owner, ()), line)[-3:]}
        self.cases = tuple(line for lines in self.cases_of.values() for line in lines)

    def asks_about_a_case(self, about: str) -> None:
        """The office writes, and offers the acts of this (see world.OFFICE_WRITES)."""
        kind, acts = OFFICE_WRITES[about]
        self.new_case("other", "একটি অভিযোগ", awaits_word="yes" in acts)
        ref = self.cases[-1].ref
        self.office_writes(about, *(Choice(f"{kind}:{ref}:{act}", title) for act, title in acts.items()))

    def _remember(self, opened: OpenCase) -> None:
        """What an office knows afterwards: the case, and the person it concerns."""
        concerned = opened.concerned
        if concerned is None:
            self.new_case("other", "নাগরিকের কাজ")
            return
        known = concerned.id or f"{len(self.persons):08d}-0000-4000-8000-0000000000ff"
        if not concerned.id and any(concerned.name.values()) and len(self.persons) < MOST_PERSONS:
            self.persons = (*self.persons, PersonLine(known, concerned.name, concerned.relation or "other"))
        self.new_case(known, "পরিবারের কাজ")

    def _known_of_office(self, question: Question[Any]) -> Any:
        match question:
            case FreeSlots():
                return self._free_slots()
            case Facts(about):
                return FACTS[self.lang] if about == "hours" else ""
        return super()._known_of_office(question)

    def _free_slots(self) -> tuple[SlotLine, ...]:
        """Two mornings to come, where the office publishes slots."""
        if not self.offers_slots:
            return ()
        days = [(self.now + dt.timedelta(days=ahead)).date() for ahead in (2, 3)]
        return tuple(SlotLine(f"{day}T10:30+05:30", f"{day.day}/{day.month}, 10:30") for day in days)

    def _carry_out(self, decided: Turn) -> None:
        self.effects = decided.effects
        super()._carry_out(decided)


def holds(session: Session, text: str) -> bool:
    """Whether this is kept anywhere in the session."""
    kept = replace(session, at=None, album_at=None)
    parked = [draft.fields for draft in kept.parked]
    return text in json.dumps([kept.fields, parked, kept.held], ensure_ascii=False)
