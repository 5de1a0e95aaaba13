"""What a benchmark tells: its figures, and the goals they are held to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Goal:
    """A figure that must reach its bar; with `below`, must not pass it."""

    goal: str
    value: float
    bar: float
    below: bool = False

    @property
    def ok(self) -> bool:
        """Whether it is reached."""
        return self.value <= self.bar if self.below else self.value >= self.bar


@dataclass(frozen=True)
class Report:
    """One run of one benchmark. `notes`: what a reader must know to weigh the figures."""

    name: str
    rounds: int
    figures: Mapping[str, float]
    goals: Sequence[Goal]
    notes: Sequence[str] = ()

    def as_json(self) -> dict[str, Any]:
        """In the shape that scripts read."""
        goals = [
            {"goal": goal.goal, "value": goal.value, "bar": goal.bar, "ok": goal.ok} for goal in self.goals
        ]
        return {"name": self.name, "rounds": self.rounds, "figures": dict(self.figures), "goals": goals}

    def as_table(self) -> str:
        """For a person."""
        width = max(map(len, self.figures), default=0)
        lines = [f"{name:<{width}}  {value:>12,.2f}" for name, value in self.figures.items()]
        lines += [
            f"{'reached' if goal.ok else 'MISSED':<8} {goal.goal}: {goal.value:,.2f}"
            f" ({'at most' if goal.below else 'at least'} {goal.bar:,.2f})"
            for goal in self.goals
        ]
        return "\n".join([*lines, *self.notes])
