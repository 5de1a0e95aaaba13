"""The text messages that were handed in, and the templates against which they are held."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from linesim.sms.texts import matches, parts_of

State = Literal["delivered", "scrubbed"]


@dataclass(frozen=True, slots=True)
class SmsTemplate:
    """A registered text with {#var#} in it; of every entity where none is named."""

    template_id: str
    header: str
    text: str
    entity_id: str = ""


@dataclass(frozen=True, slots=True)
class Order:
    """What the product asked to be sent."""

    to: str
    header: str
    entity_id: str
    template_id: str
    text: str
    reference: str = ""
    callback: str = ""  # where the delivery report goes; empty where none is wanted


@dataclass(frozen=True, slots=True)
class Sms:
    """One text message and what became of it."""

    id: str
    order: Order
    state: State
    at: datetime

    @property
    def parts(self) -> int:
        """How many parts it was sent in."""
        return parts_of(self.order.text)


class SmsBook:
    """Everything that was handed in, oldest first, and the register."""

    def __init__(self) -> None:
        self._taken: list[Sms] = []
        self._templates: list[SmsTemplate] = []

    def register(self, templates: list[SmsTemplate]) -> None:
        """Let these be all the templates."""
        self._templates = list(templates)

    def registered(self) -> list[SmsTemplate]:
        """Every template, in the order in which they were written."""
        return list(self._templates)

    def take(self, order: Order, *, sms_id: str, at: datetime) -> Sms:
        """Accept one: it is delivered, or nobody ever hears of it again."""
        taken = Sms(sms_id, order, "delivered" if self._passes(order) else "scrubbed", at)
        self._taken.append(taken)
        return taken

    def to(self, number: str | None) -> list[Sms]:
        """What was handed in for one number, or for all."""
        return [sms for sms in self._taken if number in (None, sms.order.to)]

    def forget(self) -> None:
        """Forget what was handed in; what is registered stays."""
        self._taken.clear()

    def _passes(self, order: Order) -> bool:
        """Whether it is what the entity registered under that template and header, if it registered any."""
        theirs = [each for each in self._templates if each.entity_id in ("", order.entity_id)]
        return not theirs or any(
            (each.template_id, each.header) == (order.template_id, order.header)
            and matches(each.text, order.text)
            for each in theirs
        )
