"""What follows from the citizen's word on a claim, whoever heard it: yes ends the case, no opens it again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from janasetu.cases import claims, rules
from janasetu.cases.actions.calling import ask_call_backs, call_back_about, end_calls, ringable
from janasetu.cases.actions.climbing import Climb
from janasetu.cases.charges import Charge, tell_officers
from janasetu.cases.choices import CallReason, EventCode
from janasetu.cases.models import Case, CaseEvent, CaseParty
from janasetu.cases.notices import Notice, tell
from janasetu.lib.ids import uuid7


@dataclass(frozen=True, slots=True)
class Word:
    """A yes or a no on a claim. `by`: `citizen`, or ROLE@BODY of who heard it on the telephone.

    `source`: what brought it, which is answered once. `speaker`: whose it is, where that is not the
    complainant but somebody else whose matter it is. `note`: what they said of it, without who they are where
    that is hidden.
    """

    case: Case
    yes: bool
    by: str
    source: str
    caused_by: UUID | None = None
    speaker: CaseParty | None = None
    note: str = ""

    @property
    def by_telephone(self) -> bool:
        return self.by != claims.CITIZEN

    @property
    def decides(self) -> bool:
        """Whether anything follows: the complainant's yes ends a case, and everybody's no opens it again."""
        return self.speaker is None or not self.yes


class Judging:
    """Takes words on cases that are locked, one after the other, and then writes all that follows."""

    def __init__(self, cases: Sequence[Case], parties: Mapping[UUID, CaseParty], *, now: datetime) -> None:
        self._cases, self._parties, self._now = cases, parties, now
        self._climb = Climb(cases, now=now)
        self._before = {case.id: case.officer for case in cases}
        self._taken: list[tuple[Word, CaseEvent]] = []

    def is_awaited(self, word: Word) -> bool:
        """Whether this word still changes anything."""
        standing = claims.standing(
            word.case, by_telephone=word.by_telephone, by_another=word.speaker is not None
        )
        return (rules.takes_yes if word.yes else rules.takes_no)(standing, self._now)

    def take(self, word: Word) -> None:
        """Do as it says. The word must be awaited."""
        case = word.case
        if word.yes and word.decides:
            claims.confirm(case, by=word.by, now=self._now)
        elif not word.yes:
            claims.void(case)
            self._climb.one_level(case)
        self._taken.append((word, self._event(word)))

    def write(self) -> None:
        """Save the cases and what happened, and tell citizens and officers; queries do not grow."""
        Case.objects.bulk_update(self._cases, claims.COLUMNS)
        CaseEvent.objects.bulk_create(event for _, event in self._taken)
        tell([self._notice(word, event) for word, event in self._taken], self._parties, now=self._now)
        tell_officers([self._charge(word) for word, _ in self._taken if not word.yes], now=self._now)
        end_calls([word.case for word, _ in self._taken if word.decides], by=claims.CITIZEN, now=self._now)
        self._check_some()

    def _check_some(self) -> None:
        """Some of those who have written yes are rung, drawn by lot."""
        drawn = [
            word.case
            for word, _ in self._taken
            if word.yes and word.decides and not word.by_telephone and claims.is_checked(word.case)
        ]
        reached = ringable(drawn, self._parties) if drawn else set()
        ask_call_backs(
            [
                call_back_about(
                    case,
                    self._parties.get(case.id),
                    reason=CallReason.CHECKING,
                    source=claims.check_of(case),
                    now=self._now,
                )
                for case in drawn
                if case.id in reached
            ]
        )

    def _event(self, word: Word) -> CaseEvent:
        params: dict[str, Any] = {} if word.yes else self._climb.params(word.case)
        params |= {"ref": word.speaker.number} if word.speaker else {}
        params |= {"note": word.note} if word.note else {}
        return CaseEvent(
            id=uuid7(),
            body_id=word.case.body_id,
            case=word.case,
            code=_happened(word),
            by=word.by,
            params=params | ({"call": "spoken"} if word.by_telephone else {}),
            at=self._now,
        )

    def _notice(self, word: Word, event: CaseEvent) -> Notice:
        """What the citizen hears of it. That a yes was heard on the telephone they may deny."""
        if not word.yes:
            return Notice(
                word.case,
                "reopened",
                word.source,
                self._values(word.case),
                caused_by=word.caused_by,
                to=word.speaker,
            )
        if not word.decides:
            key, to = "agreed", word.speaker
            return Notice(word.case, key, word.source, caused_by=word.caused_by, missed=False, to=to)
        until = {"until": claims.until_in_words(word.case, now=self._now)}
        if word.by_telephone:
            return Notice(word.case, "confirmed_by_telephone", f"event:{event.id}", until)
        return Notice(word.case, "confirmed", word.source, until, caused_by=word.caused_by, missed=False)

    def _charge(self, word: Word) -> Charge:
        before = self._before[word.case.id]
        return Charge(word.case, EventCode.REOPENED, word.source, before, values=self._values(word.case))

    def _values(self, case: Case) -> dict[str, Any]:
        return {"officer": self._climb.title_of(case)}


def _happened(word: Word) -> EventCode:
    if not word.yes:
        return EventCode.REOPENED
    return EventCode.CONFIRMED if word.decides else EventCode.AGREED
