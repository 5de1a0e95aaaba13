"""Who may: each act of the registers asks here first, whatever the page showed."""

from datetime import datetime

from janasetu.bodies.models import Officer
from janasetu.registers.rules import RefusedError, may_read, may_take


def require_reader(officer: Officer, *, now: datetime) -> None:
    """RefusedError for a post that has no business in the registers."""
    department = officer.department.code if officer.department else None
    if not may_read(officer.tenure, department, now):
        raise RefusedError("not_yours")


def require_registrar(officer: Officer, *, now: datetime) -> None:
    """RefusedError for whoever does not keep the register."""
    if not may_take(officer.tenure, now):
        raise RefusedError("registrar_only")
