"""The registrar orders it: what was found wrong in an entry is entered in the margin of it."""

from datetime import datetime

from janasetu.bodies.models import Officer
from janasetu.cases import corrections
from janasetu.cases.choices import EventCode
from janasetu.cases.models import Case, CaseEvent
from janasetu.cases.rules import RefusedError
from janasetu.lib.ids import uuid7
from janasetu.registers.actions import MarginOrder, write_margin
from janasetu.registers.models import MarginalEntry
from janasetu.registers.register_file import FaultsError
from janasetu.registers.rules import RefusedError as NotTheirsError


def order_margin(case: Case, *, officer: Officer, now: datetime) -> None:
    """Correct the register as the desk has written it down; nothing where it says so by now. In the
    transaction of the move that orders it.

    RefusedError for who does not keep the register, and where no entry can say that any more.
    """
    correction = corrections.correction_of(case)
    entry = corrections.entry_of(correction) if correction else None
    if correction is None or entry is None:
        return
    order = MarginOrder(entry.id, correction.margin, case.id, case.ref)
    try:
        note = write_margin(officer=officer, order=order, now=now)
    except NotTheirsError as error:
        raise RefusedError("margin_registrar_only") from error
    except FaultsError as error:
        raise RefusedError("margin_stale") from error
    if note is not None:
        _event(case, note, number=entry.number, year=entry.year).save(force_insert=True)


def _event(case: Case, note: MarginalEntry, *, number: str, year: int) -> CaseEvent:
    was = {column: before for column, (before, _) in note.lines.items()}
    words = corrections.margin_words({column: said for column, (_, said) in note.lines.items()}, was, "bn")
    params = {"number": number, "year": year, "margin": note.number, "note": "\n".join(words)}
    return CaseEvent(
        id=uuid7(),
        body_id=case.body_id,
        case=case,
        code=EventCode.MARGIN_WRITTEN,
        by=note.by,
        params=params,
        at=note.at,
    )
