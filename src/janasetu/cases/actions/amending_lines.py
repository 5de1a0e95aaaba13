"""At the desk of a correction somebody of the office writes what the new paper is to say."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import transaction

from janasetu.audit.acting import acting as acting_as
from janasetu.bodies.models import Officer
from janasetu.cases import corrections, desks, queries
from janasetu.cases.actions.staging import event_of
from janasetu.cases.choices import EventCode
from janasetu.cases.corrections import MOST_SAID, Said
from janasetu.cases.models import Case, CaseDesk, Correction
from janasetu.cases.rules import RefusedError
from janasetu.lib import bn
from janasetu.lib.clock import local
from janasetu.lib.text import tame
from janasetu.lib.words import Lang
from janasetu.registers.entries import changes, said_by
from janasetu.registers.rules import may_read

_LANGS: tuple[Lang, Lang] = ("bn", "en")


@dataclass(frozen=True, slots=True)
class LinesOrder:
    """What the new paper is to say. `lines`: by the name of the line in the paper, in both languages; what
    is left out stays. `cells`: of a paper that is copied from a register what is to stand there, by its
    columns, likewise. `fault`: whose mistake it was, as the desk finds.
    """

    desk: UUID
    fault: str
    lines: Mapping[str, Said] = field(default_factory=dict)
    cells: Mapping[str, str] = field(default_factory=dict)


@transaction.atomic
def correct_lines(*, officer: Officer, ref: str, order: LinesOrder, now: datetime) -> Correction:
    """Write what the new paper is to say. It stands on the timeline and in the note sheet, line by line; what
    was answered in the application stays as it was.

    RefusedError for who has not this desk, for lines the paper does not have, and where nothing is changed;
    of a paper that is copied from a register FaultsError too, by column, where no entry can say that.
    """
    officer.require_office(at=now)
    case = queries.case_for_update(officer, ref)
    correction = corrections.correction_of(case)
    row = next((one for one in desks.desks_of(case) if one.id == order.desk), None)
    if correction is None or row is None or row.left_at is not None or not case.is_open:
        raise RefusedError("stage_left")
    if not desks.may_work_at(officer, row, case, now=now):
        raise RefusedError("stage_not_yours")
    if order.fault not in case.service.field("fault").options:
        raise RefusedError("fault_needed")
    entry = corrections.entry_of(correction)
    if entry is not None:
        check_reader(officer, now=now)
        correction.lines, correction.margin = {}, changes(entry, order.cells, today=local(now).date())
        note = corrections.margin_words(correction.margin, said_by(entry), "bn")
    else:
        correction.lines, correction.margin = _changed(correction, order.lines), {}
        note = _line_words(correction)
    if not corrections.is_settled(correction):
        raise RefusedError("lines_needed")
    with acting_as(by=officer.post):
        _write(case, row, correction, note, order.fault, officer=officer, now=now)
    return correction


def check_reader(officer: Officer, *, now: datetime) -> None:
    """RefusedError for who has the desk and no business in the registers."""
    department = officer.department.code if officer.department else None
    if not may_read(officer.tenure, department, now):
        raise RefusedError("margin_not_yours")


def _changed(correction: Correction, written: Mapping[str, Said]) -> dict[str, Said]:
    """The lines that are to say something else than they do."""
    known = {one.name: one for one in corrections.lines_of(correction.paper)}
    if not written.keys() <= known.keys():
        raise RefusedError("no_such_line")
    told = {name: _tidy(said, known[name].value) for name, said in written.items()}
    return {name: said for name, said in told.items() if said != known[name].value}


def _tidy(said: Said, before: Said) -> Said:
    """In both languages; what is left empty in one stays as it stood there."""
    written = {lang: " ".join(tame(bn.normalise(said.get(lang, ""))).split()) for lang in _LANGS}
    if any(len(one) > MOST_SAID for one in written.values()):
        raise RefusedError("note_too_long")
    return {lang: written[lang] or before.get(lang, "") for lang in _LANGS}


def _write(
    case: Case,
    row: CaseDesk,
    correction: Correction,
    note: Sequence[str],
    fault: str,
    *,
    officer: Officer,
    now: datetime,
) -> None:
    correction.noted_by, correction.noted_at = officer.post, now
    correction.save(update_fields=["lines", "margin", "noted_by", "noted_at"])
    case.fields = {**case.fields, "fault": fault}
    case.first_action_at = case.first_action_at or now
    case.save(update_fields=["fields", "first_action_at"])
    params = {"stage": row.stage, "fault": fault, "number": correction.paper.number}
    params |= {"note": "\n".join(note)} if note else {}
    event_of(case, EventCode.LINES_CORRECTED, params, by=officer.post, now=now).save(force_insert=True)


def _line_words(correction: Correction) -> list[str]:
    """Each line as it was and as it will be."""
    return [
        f"{one.label['bn']}: {one.value['bn']} → {one.becomes['bn']}"
        for one in corrections.lines_of(correction.paper, correction.lines)
        if one.becomes
    ]
