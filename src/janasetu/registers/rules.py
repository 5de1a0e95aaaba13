"""Pure rules of the registers: who may read them, and who takes a file into one. No Django."""

from datetime import date, datetime, timedelta

from janasetu.bodies.rules import Tenure, authority, in_office

REGISTRAR = "registrar"
# Who works for the registrar at the desk. A clerk of another department has no business in the registers.
_DESKS = frozenset({"clerk", "sahayak", "health_officer"})
_DEPARTMENTS = frozenset(
    {"health", "central_records", "m_health", "m_certificates", "m_office", "gp_health", "gp_office"}
)
ANSWERED_WITHIN = timedelta(days=7)  # the record room's own promise, where nobody says another day
OLDEST = date(1850, 1, 1)  # no register of Bengal begins before


class RefusedError(Exception):
    """An act that the rules do not allow; `key` is its sentence in phrases.yaml beside this module."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


def may_read(tenure: Tenure, department: str | None, at: datetime) -> bool:
    """Whether somebody with this time in office searches the registers of their body at this instant.

    The registrar, whoever acts for the registrar, and the desks that work for one. `department`: the code of
    theirs; a desk of no department works for all of the office.
    """
    if not in_office(tenure, at):
        return False
    posts = authority(tenure)
    at_the_desk = not _DESKS.isdisjoint(posts) and (department is None or department in _DEPARTMENTS)
    return REGISTRAR in posts or at_the_desk


def may_take(tenure: Tenure, at: datetime) -> bool:
    """Whether they say that a file becomes part of the register: its registrar alone."""
    return in_office(tenure, at) and REGISTRAR in authority(tenure)


def is_late(due_on: date, today: date) -> bool:
    """Whether an answer of the record room should have come before today."""
    return due_on < today
