"""Corrections: a holder says what is wrong in their paper, and the office what the new one is to say."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

from django.db import transaction

from janasetu.audit.acting import acting as acting_as
from janasetu.bodies.models import Officer
from janasetu.cases import corrections, desks, queries
from janasetu.cases.actions.hearing import CitizenWord, Heard, heard, is_theirs, too_late, unheard
from janasetu.cases.actions.linking import check_link_secret, look_at_link
from janasetu.cases.actions.opening import CaseOrder, Original, open_cases
from janasetu.cases.actions.staging import event_of
from janasetu.cases.choices import EventCode
from janasetu.cases.corrections import Said
from janasetu.cases.models import Case, CaseDesk, CaseEvent, Correction
from janasetu.cases.models.corrections import MOST_LINE
from janasetu.cases.rules import RefusedError
from janasetu.catalogue import queries as catalogue
from janasetu.documents import queries as documents
from janasetu.documents.models import Paper
from janasetu.lib import bn
from janasetu.lib.clock import local
from janasetu.lib.ids import uuid7
from janasetu.lib.text import tame
from janasetu.lib.words import Lang
from janasetu.messaging import outbox
from janasetu.messaging.values import Outgoing
from janasetu.people.values import ContactKey

CITIZEN, WEB = "citizen", "web"
MOST_SAID = 400  # characters of what a line is to say
_LANGS: tuple[Lang, Lang] = ("bn", "en")


@dataclass(frozen=True, slots=True)
class CorrectionWish:
    """The holder's word that something is wrong in the paper of the case of this number. `order`: the case
    that the correction becomes, as the form of it was answered; `line`: the name of the line they chose.
    """

    ref: str
    order: CaseOrder
    line: str = ""


@dataclass(frozen=True, slots=True)
class _Taken:
    """A wish that is granted: of which paper, first given for which case."""

    wish: CorrectionWish
    paper: Paper
    application: Case


@transaction.atomic
def ask_corrections(wishes: Sequence[CorrectionWish], *, now: datetime) -> list[Case]:
    """Open the correction of each of these papers: by whose it is, on a phone that has not changed hands; of
    a paper that still holds and is not being corrected. What was opened comes back; all others hear why not.
    Statements do not grow with their number.
    """
    found = heard({wish.ref for wish in wishes})
    granted, vain = _sorted(wishes, found)
    opened = _open(granted, now=now)
    outbox.queue(vain, now=now)
    return opened


def _sorted(wishes: Sequence[CorrectionWish], found: Heard) -> tuple[list[_Taken], list[Outgoing]]:
    papers = documents.issued_papers({(case.body_id, case.id) for case in found.each}) if found.each else {}
    under_way = corrections.open_of(list(papers.values()))
    origins = corrections.origins(found.each)
    granted: list[_Taken] = []
    vain: list[Outgoing] = []
    for wish in wishes:
        word, case, party = _word(wish), found.cases.get(wish.ref), found.parties.get(wish.ref)
        paper = papers.get(case.id) if case else None
        if case is None or not is_theirs(word, party) or found.supports(wish.ref):
            vain.append(too_late(word))
        elif paper is None or not corrections.may_be_corrected(case, paper):
            vain.append(unheard(word, "correction_not_here"))
        elif paper.id in under_way or any(one.paper.id == paper.id for one in granted):
            vain.append(unheard(word, "correction_made_already"))
        else:
            granted.append(_Taken(wish, paper, origins[case.id]))
    return granted, vain


def _word(wish: CorrectionWish) -> CitizenWord:
    order = wish.order
    assert order.contact, "only who writes from somewhere is answered there"
    assert order.line_id
    return CitizenWord(
        wish.ref,
        order.contact,
        order.contact_epoch,
        order.line_id,
        order.lang,
        f"{order.source}:correct",
        order.caused_by,
    )


def _open(granted: Sequence[_Taken], *, now: datetime) -> list[Case]:
    """Their cases, each with what it corrects; the paper's own case knows of it too."""
    orders = {one.wish.order.source: (one, _order(one)) for one in granted}
    opened = open_cases([order for _, order in orders.values()], now=now) if orders else []
    made = [(orders[case.source][0], case) for case in opened]
    Correction.objects.bulk_create(_correction(one, case, now=now) for one, case in made)
    CaseEvent.objects.bulk_create(
        event_of(one.application, EventCode.CORRECTION_ASKED, {"ref": case.ref}, by=CITIZEN, now=now)
        for one, case in made
    )
    return opened


def _order(one: _Taken) -> CaseOrder:
    """The case as it is opened: the facts of the paper are its own, whatever stood in the form."""
    order, application = one.wish.order, one.application
    issued = one.paper.issued_at
    days = (local(order.opened_at).date() - local(issued).date()).days if issued else 0
    facts = {"paper": one.paper.number, "days": max(days, 0)}
    original = Original(application.version_id, application.ward)
    return replace(order, fields={**order.fields, **facts}, corrects=original)


def _correction(one: _Taken, case: Case, *, now: datetime) -> Correction:
    known = {line.name for line in corrections.lines_of(one.paper)}
    return Correction(
        id=uuid7(),
        body_id=case.body_id,
        case=case,
        application=one.application,
        paper=one.paper,
        line=one.wish.line[:MOST_LINE] if one.wish.line in known else "",
        at=now,
    )


# --- on the page of a link ---


@dataclass(frozen=True, slots=True)
class Told:
    """What is wrong, as the page of a link asks it. `line`: by its name in the paper, or empty."""

    line: str
    should_be: str
    fault: str


class NothingSaidError(Exception):
    """Nothing was said of what it should be."""


def correct_by_link(*, token: str, secret: str, told: Told, now: datetime, wall: datetime) -> Case:
    """The correction of the paper behind a link, by who could fetch it there; of one that is being corrected
    the case that does so.

    DeadLinkError, where this paper cannot be corrected too; WrongSecretError; TooManyTriesError;
    NothingSaidError.
    """
    link = look_at_link(token, wall=wall)
    if link.asks_secret:
        check_link_secret(link, secret, wall=wall)
    said = tame(bn.normalise(told.should_be)).strip()[:MOST_SAID]
    if not said:
        raise NothingSaidError
    return _corrected_by_link(link.case, replace(told, should_be=said), now=now)


@transaction.atomic
def _corrected_by_link(found: Case, told: Told, *, now: datetime) -> Case:
    (case,) = queries.cases_locked({found.body_id}, [found.id])
    paper = documents.issued_papers([(case.body_id, case.id)]).get(case.id)
    versions = corrections.versions_for({case.body_id})
    if paper is None or case.body_id not in versions or not corrections.may_be_corrected(case, paper):
        raise CannotCorrectError
    if under_way := corrections.open_of([paper]).get(paper.id):
        return under_way
    party = queries.parties([case.body_id], [case.id]).get(case.id)
    line = next((one for one in corrections.lines_of(paper) if one.name == told.line), None)
    service = catalogue.service(versions[case.body_id])
    fault = told.fault if told.fault in service.field("fault").options else None
    fields = {
        "line": line.label["bn"] if line else "",
        "should_be": told.should_be,
        "fault": fault,
        "proof": None,
    }
    contact = (
        ContactKey(party.contact_bucket, party.contact_id)
        if party and party.contact_bucket is not None and party.contact_id is not None
        else None
    )
    order = CaseOrder(
        body_id=case.body_id,
        version_id=versions[case.body_id],
        source=f"correct:{paper.id}:{uuid7()}",
        channel=WEB,
        fields=fields,
        opened_at=now,
        contact=contact,
        contact_epoch=party.contact_epoch if party else 1,
        person_id=party.person_id if party else None,
        line_id=party.line_id if party else None,
        lang="en" if party and party.lang == "en" else "bn",
        name=party.name if party else "",
        phone=party.phone if party else "",
    )
    application = corrections.origins([case])[case.id]
    (opened,) = _open([_Taken(CorrectionWish(case.ref, order, told.line), paper, application)], now=now)
    return opened


class CannotCorrectError(Exception):
    """A paper that holds no more, or of an office that corrects none this way."""


# --- at the desk ---


@dataclass(frozen=True, slots=True)
class LinesOrder:
    """What the new paper is to say. `lines`: by the name of the line in the paper, in both languages; what
    is left out stays. `fault`: whose mistake it was, as the desk finds.
    """

    desk: UUID
    fault: str
    lines: Mapping[str, Said] = field(default_factory=dict)


@transaction.atomic
def correct_lines(*, officer: Officer, ref: str, order: LinesOrder, now: datetime) -> Correction:
    """Write what the new paper is to say. It stands on the timeline and in the note sheet, line by line; what
    was answered in the application stays as it was.

    RefusedError for who has not this desk, for lines the paper does not have, and where nothing is changed.
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
    lines = _changed(correction, order.lines)
    if not lines and not corrections.is_copied(correction):
        raise RefusedError("lines_needed")
    with acting_as(by=officer.post):
        _write(case, row, correction, lines, order.fault, officer=officer, now=now)
    return correction


def _changed(correction: Correction, written: Mapping[str, Said]) -> dict[str, Said]:
    """The lines that are to say something else than they do; a paper copied from a register has none."""
    known = {one.name: one for one in corrections.lines_of(correction.paper)}
    if corrections.is_copied(correction):
        return {}
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
    lines: Mapping[str, Said],
    fault: str,
    *,
    officer: Officer,
    now: datetime,
) -> None:
    correction.lines, correction.noted_by, correction.noted_at = dict(lines), officer.post, now
    correction.save(update_fields=["lines", "noted_by", "noted_at"])
    case.fields = {**case.fields, "fault": fault}
    case.first_action_at = case.first_action_at or now
    case.save(update_fields=["fields", "first_action_at"])
    note = "\n".join(
        f"{one.label['bn']}: {one.value['bn']} → {one.becomes['bn']}"
        for one in corrections.lines_of(correction.paper, lines)
        if one.becomes
    )
    params = {"stage": row.stage, "fault": fault, "number": correction.paper.number}
    params |= {"note": note} if note else {}
    event_of(case, EventCode.LINES_CORRECTED, params, by=officer.post, now=now).save(force_insert=True)


# --- the new paper is there ---


def note_replaced(cases: Sequence[tuple[Case, Paper]], *, now: datetime) -> None:
    """Let the case for which a paper was first given know of the one that took its place. Two statements,
    none where none of these is a correction.
    """
    papers = {case.id: paper for case, paper in cases if case.corrects_version is not None}
    if not papers:
        return
    rows = Correction.objects.filter(
        body_id__in={paper.body_id for paper in papers.values()}, case_id__in=list(papers)
    ).select_related("application", "paper", "case")
    CaseEvent.objects.bulk_create(
        event_of(row.application, EventCode.PAPER_REPLACED, _replaced(row, papers), by="system", now=now)
        for row in rows
    )


def _replaced(row: Correction, papers: Mapping[UUID, Paper]) -> dict[str, str]:
    return {"ref": row.case.ref, "number": papers[row.case_id].number, "before": row.paper.number}
