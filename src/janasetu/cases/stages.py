"""The way of an application through the office: to which desks it comes, and what a move leads to. Pure.

A case lies at one desk, or at several side by side. A visit is its time at one; what a move leads to is the
next visits, the applicant, the paper, or the end.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

from janasetu.cases.rules import RefusedError
from janasetu.catalogue import conditions
from janasetu.catalogue.schema import Service
from janasetu.catalogue.schema.stages import APPLICANT, END, ISSUE, Move, Stage

REPORT: Final = "report"  # what a desk beside others does that has no moves of its own
ANSWERED: Final = "answered"  # an outside desk has
PASSED: Final = "passed"  # a visit that ended because the case went on without it
_REPORT: Final = Move(to=END, needs=("note",))
_ANSWER: Final = Move(to=END, needs=("note",))
_FILLED: Final = Move(to=END)  # of a desk whose form says it all

COPIED: Final = "copied"  # a fact of a correction: its paper is copied from a register

Ending = Literal["", "issue", "end", "applicant"]


def comes_to(stage: Stage, answers: Mapping[str, Any]) -> bool:
    """Whether a case with these answers comes to this stage, as far as its own terms say."""
    holds = stage.when is None or conditions.condition(stage.when).holds(answers)
    return holds and (not stage.margin or bool(answers.get(COPIED)))


@dataclass(frozen=True, slots=True)
class Visit:
    """A case at a desk. `beside`: the stage in which it lies side by side with others, empty where it lies
    there alone; `time`: which visit to this stage; `outcome`: the move by which it was over.
    """

    stage: str
    beside: str = ""
    time: int = 1
    outcome: str = ""
    approved_by: tuple[str, ...] = ()

    @property
    def is_open(self) -> bool:
        return not self.outcome


@dataclass(frozen=True, slots=True)
class Step:
    """What a move leads to. `comes_to`: new visits; `over`: open visits that end, by what; `approved`: the
    visit stays, and one more has approved; `ending`: nothing of the kind, the paper, the end, the applicant.
    """

    comes_to: tuple[Visit, ...] = ()
    over: Mapping[Visit, str] | None = None
    approved: bool = False
    ending: Ending = ""


@dataclass(frozen=True, slots=True)
class Way:
    """The way of one case: its definition, its answers, and where it has been."""

    service: Service
    answers: Mapping[str, Any]
    visits: Sequence[Visit] = ()

    def begun(self) -> Step:
        """Where an application that has just come in lies first."""
        if not self.service.stages:
            return Step()
        return self._on_to(self.service.stages[0].stage, over={})

    def moves_at(self, visit: Visit) -> Mapping[str, Move]:
        """What may be done at this desk, by the code of the move."""
        stage = self.stage(visit)
        if stage.desk:
            return {ANSWERED: _ANSWER}
        return stage.moves or {REPORT: _FILLED if stage.ask else _REPORT}

    def fills_in(self, visit: Visit, code: str) -> bool:
        """Whether this move is made with what the desk is asked: one that brings the case on, and none that
        asks, returns or refuses.
        """
        stage = self.stage(visit)
        if not stage.ask:
            return False
        return not stage.moves or (code in stage.moves and self._leads_on(stage, stage.moves[code].to))

    def signs(self, visit: Visit, code: str) -> bool:
        """Whether somebody puts their name to the case with this move: it leads to the paper, it is one of
        several approvals, or its author stands on the paper as who recommends it. A one-time code is asked.
        """
        moves, stage = self.moves_at(visit), self.stage(visit)
        if code not in moves:
            return False
        if moves[code] in (_REPORT, _FILLED):
            return stage.recommends
        named = stage.approvals > 1 or stage.recommends
        return self._leads_on(stage, moves[code].to) and (named or moves[code].to == ISSUE)

    def after(self, visit: Visit, code: str, *, by: str) -> Step:
        """What this move at an open visit leads to. `by`: the login that makes it: nobody approves twice.

        RefusedError where the desk has no such move, or the visit is over.
        """
        moves = self.moves_at(visit)
        if not visit.is_open:
            raise RefusedError("stage_left")
        if code not in moves:
            raise RefusedError("stage_move_unknown")
        stage, target = self.stage(visit), moves[code].to
        if target == APPLICANT:
            return Step(ending="applicant")
        if stage.approvals > 1 and self._leads_on(stage, target):
            if by in visit.approved_by:
                raise RefusedError("approved_already")
            if len(visit.approved_by) + 1 < stage.approvals:
                return Step(approved=True)
        if code in (REPORT, ANSWERED) and (stage.desk or not stage.moves):
            return self._reported(visit, code)
        return self._on_to(target, over=self._all_over(visit, code))

    def back(self) -> Step:
        """From the paper to the desk, or the desks side by side, that let it pass last."""
        last = self.visits[-1]
        return self._on_to(last.beside or last.stage, over={})

    def stage(self, visit: Visit) -> Stage:
        """The stage of a visit in the definition that the case is pinned to."""
        return self._known[visit.stage]

    def open_visits(self) -> Iterator[Visit]:
        return (visit for visit in self.visits if visit.is_open)

    # --- where it goes ---

    @property
    def _known(self) -> Mapping[str, Stage]:
        return {stage.stage: stage for stage in self.service.all_stages()}

    def _reported(self, visit: Visit, code: str) -> Step:
        """A desk beside others is done; the case goes on when the last of them is."""
        others = [one for one in self.open_visits() if one != visit]
        if others or not visit.beside:
            return Step(over={visit: code})
        then = self._known[visit.beside].then
        assert then, "a stage of several says where it leads (S404)"
        return self._on_to(then, over={visit: code})

    def _all_over(self, visit: Visit, code: str) -> dict[Visit, str]:
        """A move that leads to another stage ends every open visit: its own, and those beside it."""
        return {one: code if one == visit else PASSED for one in self.open_visits()}

    def _on_to(self, target: str, *, over: Mapping[Visit, str]) -> Step:
        """The visits that begin with this target; a stage whose condition does not hold is passed over."""
        while target not in (ISSUE, END):
            stage = self._known[target]
            desks = [desk for desk in stage.desks() if self._applies(desk)] if self._applies(stage) else []
            if desks:
                beside = stage.stage if stage.together else ""
                return Step(tuple(self._visit(desk, beside) for desk in desks), over)
            target = self._past(stage)
        return Step(over=over, ending="issue" if target == ISSUE else "end")

    def _visit(self, desk: Stage, beside: str) -> Visit:
        return Visit(desk.stage, beside, 1 + sum(one.stage == desk.stage for one in self.visits))

    def _applies(self, stage: Stage) -> bool:
        return comes_to(stage, self.answers)

    def _past(self, stage: Stage) -> str:
        """Where the case goes on that need not come to this stage."""
        if stage.then:
            return stage.then
        return next(move.to for move in stage.moves.values() if self._leads_on(stage, move.to))

    def _leads_on(self, stage: Stage, target: str) -> bool:
        """Whether a target lies further on than the stage: the paper, or a later stage."""
        order = [one.stage for one in self.service.stages]
        if target == ISSUE:
            return True
        if target not in order:
            return False
        own = next(one.stage for one in self.service.stages if stage in one.desks() or stage == one)
        return order.index(target) > order.index(own)
