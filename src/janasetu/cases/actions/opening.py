"""Open cases: one or many, each once, with its clock, its officer and its acknowledgement."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, connection, transaction

from janasetu.bodies import queries as bodies
from janasetu.bodies.calendars import Calendar
from janasetu.bodies.covering import Acting
from janasetu.bodies.models import Department, LocalBody, Officer
from janasetu.cases import codes, numbers, seeing
from janasetu.cases.actions import arriving, joining, paying
from janasetu.cases.actions.alarming import Call, begin_alarms
from janasetu.cases.actions.arriving import Arrived
from janasetu.cases.actions.drafting import draft_arrived
from janasetu.cases.actions.joining import Wanted
from janasetu.cases.actions.paying import Falling, Owed
from janasetu.cases.actions.rights_papers import ask_for_receipts
from janasetu.cases.actions.sending_on import send_on, values_of, write_down
from janasetu.cases.actions.thanking import Thanks, credit_thanks
from janasetu.cases.actions.unkept import without_files
from janasetu.cases.actions.voice_notes import await_listeners, told_with_earlier
from janasetu.cases.charges import Charge, tell_officers
from janasetu.cases.choices import AttachmentRole, EventCode, Lane, PartyRole
from janasetu.cases.clocks import Clocks, terms_of
from janasetu.cases.likeness import NOWHERE, Where, place_in
from janasetu.cases.models import Case, CaseAttachment, CaseDesk, CaseEvent, CaseParty, CaseReading
from janasetu.cases.notices import PHRASES, Notice, tell
from janasetu.cases.owning import Matter, owners
from janasetu.cases.reminders import next_look
from janasetu.cases.searching import words_of_case, words_of_party, words_told
from janasetu.cases.seeing import OFFICE, Parted
from janasetu.cases.understood import MOST_LABEL, Reading, key_of, label_of
from janasetu.catalogue import queries as catalogue
from janasetu.catalogue.schema import EmergencyNumber, Service
from janasetu.documents import queries as documents
from janasetu.lib import bn
from janasetu.lib.ids import uuid7
from janasetu.lib.words import Lang
from janasetu.payments.notices import Payer
from janasetu.people.values import ContactKey
from janasetu.rows import bulk

APPLICATION = "application"
BESIDE = "beside"  # of `opened`: the number of the case that was told in the same words


@dataclass(frozen=True, slots=True)
class Original:
    """Of a correction: the version of the case whose paper it corrects, and the ward of that case."""

    version_id: UUID
    ward: str = ""


@dataclass(frozen=True, slots=True)
class CaseOrder:
    """Everything a case is opened from, whoever brought it. `source`: the same source opens it once.

    `by`: who typed it in, as ROLE@BODY where it was not the citizen. `ref`: the number that a printed slip
    has carried since before; else the next one is taken. `outside_ref`: the number of a letter. `draft`: the
    form of the talk that it comes from. `joins`: the number of the case that it is the same matter as: where
    that is still at work none is opened, and whoever tells it hears of that one. `beside`: the source of the
    order in the same words; the case knows the number of that one. `told_elsewhere`: the citizen hears of it
    under another number. `reading`: what was understood of free words that it began with. `corrects`: of a
    correction whose paper it is about.
    """

    body_id: UUID
    version_id: UUID
    source: str
    channel: str
    fields: Mapping[str, Any]
    opened_at: datetime
    contact: ContactKey | None = None
    contact_epoch: int = 1
    person_id: UUID | None = None
    line_id: UUID | None = None
    lang: Lang = "bn"
    name: str = ""
    phone: str = ""
    files: Sequence[tuple[int, UUID]] = field(default_factory=tuple)
    caused_by: UUID | None = None
    by: str = "citizen"
    ref: str = ""
    outside_ref: str = ""
    draft: str = ""
    told_elsewhere: bool = False
    joins: str = ""
    beside: str = ""
    reading: Reading | None = None
    corrects: Original | None = None


class NotServedError(LookupError):
    """A body of the directory, which no case can be opened with: we know its name only."""


@dataclass(frozen=True, slots=True)
class _Offices:
    """What the orders' bodies look like: read once for all of them."""

    bodies: Mapping[UUID, LocalBody]
    departments: Mapping[tuple[UUID, str], Department]


def open_cases(orders: Sequence[CaseOrder], *, now: datetime) -> list[Case]:
    """Open a case for each order and queue its acknowledgement; a number of statements that does not grow.

    An order whose source has opened a case before is left out: it was heard. Whose matter is a known
    incident, or has a case that they said is theirs too, joins that one; what was opened comes back.
    """
    try:
        return _open_unheard(orders, now=now)
    except IntegrityError:  # another process heard one of them at this very moment; now that is seen
        return _open_unheard(orders, now=now)


@transaction.atomic
def _open_unheard(orders: Sequence[CaseOrder], *, now: datetime) -> list[Case]:
    fresh = told_with_earlier(_with_kept_files(_unheard(orders)), now=now)
    if not fresh:
        return []
    offices = _offices(fresh)
    refs = _refs(fresh, offices, now=now)
    clocks, answers = _clocks(fresh), [_answers(order, offices) for order in fresh]
    acting = owners([_matter(order, offices) for order in fresh], at=now)
    each = zip(fresh, refs, answers, clocks, acting, strict=True)
    wanted = [Wanted(one[0], _case(*one, offices)) for one in each]
    parted = {one.case.id: told for one, told in zip(wanted, answers, strict=True)}
    calendars = {one.case.id: told.calendar for one, told in zip(wanted, clocks, strict=True)}
    found = joining.sort_out(wanted, now=now)
    fresh, cases = [one.order for one in found.opened], [one.case for one in found.opened]
    sent_on, at_desks = send_on(cases), arriving.begun(cases, now=now)
    owed = paying.fall_due(_falling(fresh, cases, at_desks, sent_on), now=now)
    Case.objects.bulk_create(cases)
    parties = [_party(order, case, parted[case.id]) for order, case in zip(fresh, cases, strict=True)]
    CaseParty.objects.bulk_create(parties)
    files = [
        _attachment(order, case, file)
        for order, case in zip(fresh, cases, strict=True)
        for file in order.files
    ]
    CaseAttachment.objects.bulk_create(files)
    opened = {order.source: case for order, case in zip(fresh, cases, strict=True)}
    CaseEvent.objects.bulk_create(
        _event(order, case, opened.get(order.beside)) for order, case in zip(fresh, cases, strict=True)
    )
    bulk.insert(_readings(fresh, cases))
    write_down(list(sent_on.values()))
    arriving.write(at_desks, now=now)
    paying.write(owed, now=now)
    arriving.note_papers(cases, files)
    await_listeners(list(zip(fresh, cases, strict=True)))
    begin_alarms(list(_calls(fresh, cases)), now=now)
    notices = [
        replace(
            notice, key="opened_referred", values={**notice.values, **values_of(sent_on[case.id], now=now)}
        )
        if case.id in sent_on
        else notice
        for order, case in zip(fresh, cases, strict=True)
        if not order.told_elsewhere
        for notice in [_acknowledgement(order, case, calendars[case.id], owed, now=now)]
    ]
    tell(notices, {party.case_id: party for party in parties}, now=now)
    credit_thanks(
        [Thanks(case, party, order.by) for order, case, party in zip(fresh, cases, parties, strict=True)]
    )
    # Of an application those are told who have a desk where it lies.
    known = [case for case in cases if not case.is_unheard and not case.is_staged]
    tell_officers([Charge(case, EventCode.OPENED, f"opened:{case.id}") for case in known], now=now)
    joining.write(found, now=now)
    ask_for_receipts(cases, now=now)
    draft_arrived(at_desks.rows, now=now)
    return cases


def _falling(
    orders: Sequence[CaseOrder], cases: Sequence[Case], at_desks: Arrived, sent_on: Mapping[UUID, Any]
) -> list[Falling]:
    """What may fall due with these applications; their receipt says so, where it speaks of money."""
    rows: dict[UUID, list[CaseDesk]] = {}
    for row in at_desks.rows:
        rows.setdefault(row.case_id, []).append(row)
    return [
        Falling(
            case,
            Payer(order.contact, order.line_id, order.lang, order.contact_epoch)
            if order.contact and order.line_id
            else None,
            paying.dues_at_opening(case, rows.get(case.id, ())),
            told_elsewhere=paying.tells_fees(case) and not order.told_elsewhere and case.id not in sent_on,
        )
        for order, case in zip(orders, cases, strict=True)
        if case.service.fee
    ]


def _calls(orders: Sequence[CaseOrder], cases: Sequence[Case]) -> Iterator[Call]:
    """Those of the cases that call the duty officer."""
    for order, case in zip(orders, cases, strict=True):
        if case.lane == Lane.EMERGENCY:
            yield Call(case, order.by, order.contact.id if order.contact else None)


def _readings(orders: Sequence[CaseOrder], cases: Sequence[Case]) -> Iterator[CaseReading]:
    """What was understood of the words with which these cases began; nothing of who is hidden."""
    for order, case in zip(orders, cases, strict=True):
        if order.reading and not case.confidential:
            yield _reading(order.reading, case)


def _reading(reading: Reading, case: Case) -> CaseReading:
    label = label_of(case.service, case.fields)
    return CaseReading(
        id=uuid7(),
        body_id=case.body_id,
        case=case,
        understood=reading.label[:MOST_LABEL],
        probability=reading.probability,
        decision=reading.decision,
        model=reading.model[:64],
        language=reading.language,
        text_hash=key_of(words_told(case.service, case.fields)),
        begun_as=label,
        stands_as=label,
        at=case.opened_at,
    )


def case_of(order: CaseOrder, *, ref: str, now: datetime) -> Case:
    """The case of an order under a number that there is, as it would be opened; not saved."""
    return parted_case_of(order, ref=ref, now=now)[0]


def parted_case_of(order: CaseOrder, *, ref: str, now: datetime) -> tuple[Case, Parted]:
    """The same, with its answers as they are parted where who complains is hidden."""
    offices = _offices([order])
    (clocks,), (acting,) = _clocks([order]), owners([_matter(order, offices)], at=now)
    answers = _answers(order, offices)
    return _case(order, ref, answers, clocks, acting, offices), answers


# Those of the sources that have opened a case, or joined one.
_HEARD = f"""
SELECT asked.body_id, asked.source FROM unnest(%s::uuid[], %s::text[]) AS asked (body_id, source)
 WHERE EXISTS (SELECT FROM {Case._meta.db_table} AS one
                WHERE one.body_id = asked.body_id AND one.source = asked.source)
    OR EXISTS (SELECT FROM {CaseParty._meta.db_table} AS party
                WHERE party.body_id = asked.body_id AND party.source = asked.source AND party.source <> '')
"""  # noqa: S608 - table names only


def _unheard(orders: Sequence[CaseOrder]) -> list[CaseOrder]:
    by_source = {(order.body_id, order.source): order for order in orders}
    if not by_source:
        return []
    with connection.cursor() as cursor:
        cursor.execute(_HEARD, [list(one) for one in zip(*by_source, strict=True)])
        heard = set(cursor.fetchall())
    return [order for key, order in by_source.items() if key not in heard]


def _with_kept_files(orders: Sequence[CaseOrder]) -> list[CaseOrder]:
    """The orders without the files that were refused or lost meanwhile."""
    given = {file for order in orders for file in order.files}
    gone = documents.not_kept(given) if given else frozenset()
    if not gone:
        return list(orders)
    names = {str(file_id) for file_id in gone}
    return [
        replace(
            order,
            fields=without_files(order.fields, names),
            files=[file for file in order.files if file[1] not in gone],
        )
        for order in orders
    ]


def _offices(orders: Sequence[CaseOrder]) -> _Offices:
    found = bodies.bodies({order.body_id for order in orders})
    return _Offices(found, bodies.departments(found))


def _matter(order: CaseOrder, offices: _Offices) -> Matter:
    """By which it is known whose it is."""
    service, kind = _service(order), offices.bodies[order.body_id].kind
    department = _department(order, offices)
    return Matter(
        order.body_id,
        service.levels_in(kind, order.fields),
        department.id if department else None,
        _ward(service, order),
        about_office=_hidden(order, offices) == OFFICE,
    )


def _service(order: CaseOrder) -> Service:
    """The definition by which it is opened; of a correction with what the paper's own says of papers."""
    if order.corrects is not None:
        return catalogue.correcting(order.version_id, order.corrects.version_id)
    return catalogue.service(order.version_id)


def _hidden(order: CaseOrder, offices: _Offices) -> str:
    """What is hidden of it, as the case keeps it."""
    service, kind = _service(order), offices.bodies[order.body_id].kind
    return seeing.word_for(service.hidden_in(kind, order.fields))


def _department(order: CaseOrder, offices: _Offices) -> Department | None:
    """Whose work it is; none of the body's own where the case is about the body."""
    if _hidden(order, offices) == OFFICE:
        return None
    service, body = _service(order), offices.bodies[order.body_id]
    return offices.departments.get((body.id, service.department_in(body.kind, order.fields) or ""))


def _answers(order: CaseOrder, offices: _Offices) -> Parted:
    """The answers as the case keeps them, and what is held back where who complains is hidden."""
    service, kind = _service(order), offices.bodies[order.body_id].kind
    if not service.hidden_in(kind, order.fields):
        return Parted(dict(order.fields))
    return seeing.parted(service, order.fields, names=[order.name], phone=order.phone)


def _refs(orders: Sequence[CaseOrder], offices: _Offices, *, now: datetime) -> list[str]:
    """The number of each: the one on its slip, or a new one."""
    unnumbered = [order.body_id for order in orders if not order.ref]
    fresh = iter(numbers.take([(body, _number_of(offices.bodies[body])) for body in unnumbered], now=now))
    return [order.ref or next(fresh) for order in orders]


def _number_of(body: LocalBody) -> int:
    """The body's own digits in its case numbers."""
    if body.number is None:
        raise NotServedError(body.code)
    return body.number


def _clocks(orders: Sequence[CaseOrder]) -> list[Clocks]:
    """The clocks of each, by the terms of its day and the calendar of its body. Of an application that is
    known in any case: its acknowledgement says when the office begins.
    """
    terms = [terms_of(_service(one), one.fields, one.opened_at) for one in orders]
    by_days = {
        order.body_id
        for order, one in zip(orders, terms, strict=True)
        if one.count_open_days or _service(order).kind == APPLICATION
    }
    calendars = bodies.calendars(by_days) if by_days else {}
    return [
        Clocks(one, order.opened_at, calendars.get(order.body_id, Calendar()))
        for order, one in zip(orders, terms, strict=True)
    ]


def _case(
    order: CaseOrder, ref: str, answers: Parted, clocks: Clocks, acting: Acting[Officer], offices: _Offices
) -> Case:
    service, body = _service(order), offices.bodies[order.body_id]
    fields, dues = dict(order.fields), clocks.dues
    confidential = _hidden(order, offices)
    levels = service.levels_in(body.kind, fields)
    where = Where.of(place_in(service, answers.shown)) if service.alike_in(fields) else NOWHERE
    # What is about the office begins at the lowest level that anybody holds above it.
    level = acting.height if confidential == OFFICE else 0
    return Case(
        id=uuid7(),
        body=body,
        ref=ref,
        version_id=order.version_id,
        corrects_version=order.corrects.version_id if order.corrects else None,
        source=order.source,
        channel=order.channel,
        lane=_lane(service, fields),
        confidential=confidential,
        category=service.category(fields)[:40],
        level=level,
        ward=_ward(service, order),
        department=_department(order, offices),
        officer=acting.officer,
        covers=acting.away if acting.officer else None,
        fields=dict(answers.shown),
        outside_ref=order.outside_ref,
        search=words_of_case(service, answers.shown, outside_ref=order.outside_ref),
        opened_at=order.opened_at,
        promise_due_at=dues.promise,
        statutory_due_at=dues.statutory,
        first_action_due_at=dues.first_action,
        escalates_at=dues.promise if level < len(levels) - 1 else None,
        looks_at=next_look(clocks, reminded=0),
        lat=where.lat,
        lon=where.lon,
    )


def _lane(service: Service, fields: Mapping[str, Any]) -> Lane:
    """Before which others it comes."""
    if service.alarm_of(fields):
        return Lane.EMERGENCY
    option = service.option(fields)
    return Lane.URGENT if option and option.urgent else Lane.NORMAL


def _ward(service: Service, order: CaseOrder) -> str:
    """The ward of the first place that names one; of a correction that of the first case."""
    if order.corrects is not None:
        return order.corrects.ward
    places = [order.fields.get(asked.field) for asked in service.fields() if asked.kind == "place"]
    return next((str(place["ward"]) for place in places if place and place.get("ward")), "")


def _party(order: CaseOrder, case: Case, answers: Parted) -> CaseParty:
    return CaseParty(
        id=uuid7(),
        body_id=order.body_id,
        case=case,
        role=PartyRole.COMPLAINANT,
        name=order.name,
        phone=order.phone,
        lang=order.lang,
        contact_bucket=order.contact.bucket if order.contact else None,
        contact_id=order.contact.id if order.contact else None,
        contact_epoch=order.contact_epoch,
        person_id=order.person_id,
        line_id=order.line_id,
        search="" if case.confidential else words_of_party(order.name, order.phone),
        withheld={"fields": dict(answers.withheld)} if case.confidential else None,
    )


def _attachment(order: CaseOrder, case: Case, file: tuple[int, UUID]) -> CaseAttachment:
    return CaseAttachment(
        id=uuid7(),
        body_id=order.body_id,
        case=case,
        role=AttachmentRole.HELD if case.confidential else AttachmentRole.GIVEN,
        file_bucket=file[0],
        file_id=file[1],
        at=order.opened_at,
    )


def _event(order: CaseOrder, case: Case, beside: Case | None) -> CaseEvent:
    """`beside`: the case of the other problem in the same words."""
    return CaseEvent(
        id=uuid7(),
        body_id=order.body_id,
        case=case,
        code=EventCode.OPENED,
        by=order.by,
        params={BESIDE: beside.ref} if beside else {},
        at=order.opened_at,
    )


def _acknowledgement(
    order: CaseOrder, case: Case, calendar: Calendar, owed: Owed, *, now: datetime
) -> Notice:
    begins_at = calendar.at_work(case.opened_at)
    is_closed = case.service.kind == APPLICATION and begins_at > case.opened_at

    def department(lang: Lang) -> str:
        if case.is_about_the_office and case.officer:
            return f"{case.officer.role.name_in(lang)}, {case.officer.body.name_in(lang)}"
        return case.department.name_in(lang) if case.department else PHRASES.say("no_department", lang)

    def numbers(lang: Lang) -> str:
        return "\n".join(f"{one.name.in_(lang)}: {one.number}" for one in _numbers(case))

    return Notice(
        case,
        _receipt(case, is_closed=is_closed),
        source=f"opened:{case.id}",
        values={
            "department": department,
            **_at("due", "until", case.promise_due_at, now=now),
            **_at("begins", "starts", begins_at, now=now),
            "numbers": numbers,
            "code": codes.code_of(case.ref),
            **paying.opening_values(case, owed),
        },
        photo=owed.picture(case),
        caused_by=order.caused_by,
        draft=order.draft,
    )


def _at(name: str, brief: str, at: datetime, *, now: datetime) -> dict[str, Callable[[Lang], str]]:
    """A moment in words under this name, and without its day of the week under the other."""
    return {
        name: lambda lang: bn.lasting_moment(at, lang, now),
        brief: lambda lang: bn.lasting_moment(at, lang, now, weekday=False),
    }


def _receipt(case: Case, *, is_closed: bool) -> str:
    """The sentence that acknowledges it."""
    if case.is_unheard:
        return "opened_unheard"
    if case.lane == Lane.EMERGENCY:
        return "opened_emergency"
    return "opened_closed" if is_closed else "opened"


def _numbers(case: Case) -> tuple[EmergencyNumber, ...]:
    """Whom to call in a matter like this; of what nobody knows yet, in any danger."""
    unheard = case.service.unheard if case.is_unheard else None
    return unheard.emergency if unheard else case.service.numbers_of(case.fields)
