"""Writes of casework, by noun: one act, one function, one transaction. Every door enters here."""

from janasetu.cases.actions.confirming import CitizenAnswer, answer_claims
from janasetu.cases.actions.escalating import escalate_overdue
from janasetu.cases.actions.handing_over import hand_over_due
from janasetu.cases.actions.moving import make_move
from janasetu.cases.actions.opening import CaseOrder, open_cases

__all__ = [
    "CaseOrder",
    "CitizenAnswer",
    "answer_claims",
    "escalate_overdue",
    "hand_over_due",
    "make_move",
    "open_cases",
]
