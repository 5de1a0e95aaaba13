"""Where a talk stands: what the person is answering, and the draft so far."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

State = Literal["idle", "asking", "confirming", "handed_over", "stopped"]

MOST_INTENTS = 50


@dataclass(frozen=True, slots=True)
class Session:
    """One talk of one contact on one line. `version` pins the definition that the draft began with."""

    state: State = "idle"
    version: str = ""
    draft: str = ""
    step: str = ""
    page: int = 0
    fields: Mapping[str, Any] = field(default_factory=dict)
    intents: tuple[str, ...] = ()

    @property
    def in_form(self) -> bool:
        return self.state in ("asking", "confirming")

    def reached(self, intent: str) -> "Session":
        """Remember that the talk came to this intent."""
        if self.intents[-1:] == (intent,):
            return self
        return replace(self, intents=(*self.intents, intent)[-MOST_INTENTS:])

    def idle(self) -> "Session":
        """The talk goes on without a draft."""
        return Session(intents=self.intents)

    def with_answer(self, name: str, answer: Any) -> "Session":
        return replace(self, fields={**self.fields, name: answer})
