"""Hear a voice that nobody has heard: take it, write it down, or have it said again; call the desk to it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from janasetu.audit.acting import acting as acting_as
from janasetu.bodies.models import Officer
from janasetu.cases import listening, queries, rules
from janasetu.cases.actions.alarming import Call, begin_alarms
from janasetu.cases.actions.moving import ask_in_ready_words
from janasetu.cases.actions.opening import CaseOrder, parted_case_of
from janasetu.cases.actions.pausing import CLOCK_COLUMNS, set_dues
from janasetu.cases.charges import MOST_WORDS, Charge, tell_officers
from janasetu.cases.choices import WITH_OFFICE, AttachmentRole, EventCode, Lane
from janasetu.cases.counting import clocks_of, pauses_of
from janasetu.cases.models import Case, CaseAttachment, CaseEvent, CaseParty, VoiceNote
from janasetu.cases.notices import PHRASES, Notice, tell
from janasetu.catalogue.fields import KINDS, Given
from janasetu.catalogue.fields.wards import ANYWHERE
from janasetu.lib import bn
from janasetu.lib.clock import local
from janasetu.lib.ids import uuid7
from janasetu.lib.text import shorten, tame
from janasetu.lib.words import Lang
from janasetu.rows.waiting import Waiting
from janasetu.understanding.ports import Transcript

AT_ONCE = 500
MOST_TRANSCRIPT = 4000  # characters
_SYSTEM = "system"
_AGAIN, _WHERE = "ask_voice_again", "ask_place"  # of `notices.READY`
# What is another when it is known what a case is about.
_TURNED = frozenset(
    {"lane", "confidential", "category", "level", "ward", "department", "officer", "covers"}
    | {"fields", "search", "lat", "lon", *CLOCK_COLUMNS}
)


@transaction.atomic
def take_voice(*, officer: Officer, ref: str, wall: datetime, now: datetime) -> VoiceNote:
    """Let this officer have the voice for some minutes; whoever had it before them, while it is still theirs.

    RefusedError `voice_heard_already` of one that waits for nobody.
    """
    _require_listener(officer, now=now)
    note = _waiting(officer, ref)
    if note.listener_id not in (None, officer.id) and _is_theirs(note, wall):
        return note
    note.listener, note.listens_until = officer, wall + listening.LEASE
    note.save(update_fields=["listener", "listens_until"])
    return note


@transaction.atomic
def let_voice_go(*, officer: Officer, ref: str, now: datetime) -> None:
    """Somebody else may hear it: this officer does not."""
    _require_listener(officer, now=now)
    mine = VoiceNote.objects.filter(body_id=officer.body_id, case__ref=ref, listener=officer)
    mine.update(listener=None, listens_until=None)


@transaction.atomic
def hear_voice(
    *,
    officer: Officer,
    ref: str,
    fields: Mapping[str, Any],
    voices: int,
    wall: datetime,
    now: datetime,
) -> Case:
    """Write down what a voice says: from now on the case is what these answers make of it, from the moment at
    which it was sent. The citizen is told what was understood; where no place was said, they are asked.

    `fields`: the answers, of the question that takes a voice its words; `voices`: how many were listened to.
    RefusedError with the sentence for the officer: for a voice that waits for nobody or is somebody else's
    now, and where another came meanwhile.
    """
    _require_listener(officer, now=now)
    note = _mine(officer, ref, wall=wall)
    case = queries.case_for_update(officer, ref)
    if len(listening.voices_of(note)) != voices:
        raise rules.RefusedError("voice_more_came")
    party = queries.parties([case.body_id], [case.id]).get(case.id)
    before, lane = case.department, case.lane
    with acting_as(by=officer.post):
        _turn(case, party, _answers(case, fields), now=now)
        event = _event(case, EventCode.VOICE_HEARD, officer.post, _of_turning(before, case), now=now)
        event.save(force_insert=True)
        _end(note, officer, now=now)
    if case.lane == Lane.EMERGENCY != lane:
        begin_alarms([Call(case, officer.post, note.contact_id)], now=now)
    tell([_notice(case, event, fields, now=now)], {case.id: party} if party else {}, now=now)
    tell_officers([Charge(case, EventCode.OPENED, f"heard:{case.id}", by=officer)], now=now)
    if case.status in WITH_OFFICE and _lacks_place(case) and not case.confidential:
        ask_in_ready_words(case, _WHERE, officer=officer, now=now)
    return case


@transaction.atomic
def ask_to_say_again(*, officer: Officer, ref: str, wall: datetime, now: datetime) -> Case:
    """Ask the citizen to say it again, for nothing can be made out. It is heard when they have answered."""
    _require_listener(officer, now=now)
    note = _mine(officer, ref, wall=wall)
    case = queries.case_for_update(officer, ref)
    ask_in_ready_words(case, _AGAIN, officer=officer, now=now)
    note.listener = note.listens_until = note.alarms_at = None
    note.save(update_fields=["listener", "listens_until", "alarms_at"])
    return case


@transaction.atomic
def keep_transcript(*, body_id: UUID, note_id: UUID, heard: Transcript) -> None:
    """Keep what an engine heard as a draft for whoever listens; of several voices one below the other. What
    somebody has heard meanwhile needs none.
    """
    rows = VoiceNote.objects.select_for_update().filter(body_id=body_id, id=note_id, heard_at__isnull=True)
    note = rows.first()
    if note is None:
        return
    text = tame(bn.normalise(heard.text)).strip()
    note.transcript = "\n".join(filter(None, (note.transcript, text)))[:MOST_TRANSCRIPT]
    note.transcript_by, note.confidence = heard.engine[:80], heard.confidence
    note.save(update_fields=["transcript", "transcript_by", "confidence"])


# --- whose it is ---


def _require_listener(officer: Officer, *, now: datetime) -> None:
    officer.require_office(at=now)
    if not listening.may_listen(officer.tenure, now):
        raise rules.RefusedError("voice_not_yours")


def _waiting(officer: Officer, ref: str) -> VoiceNote:
    """The unheard voice of this case, locked."""
    rows = listening.unheard(officer).select_for_update(of=("self", "case"))
    note = rows.filter(case__ref=ref).first()
    if note is None:
        raise rules.RefusedError("voice_heard_already")
    return note


def _mine(officer: Officer, ref: str, *, wall: datetime) -> VoiceNote:
    """The same, where nobody else has it now."""
    note = _waiting(officer, ref)
    if note.listener_id not in (None, officer.id) and _is_theirs(note, wall):
        raise rules.RefusedError("voice_with_another")
    return note


def _is_theirs(note: VoiceNote, wall: datetime) -> bool:
    return note.listens_until is not None and note.listens_until > wall


# --- what it becomes ---


def _answers(case: Case, fields: Mapping[str, Any]) -> dict[str, Any]:
    """The answers, with the voices of the case beside the words for them."""
    asked = case.service.voice_question
    assert asked
    kind, today = KINDS[asked.kind], local(case.opened_at).date()
    words = Given(text=str(fields.get(asked.field) or ""))
    voices = case.fields.get(asked.field)
    said = (
        kind.read_in(asked, words, territory=ANYWHERE, today=today, earlier=voices) if kind.words else voices
    )
    return {**case.fields, **fields, asked.field: said}


def _turn(case: Case, party: CaseParty | None, fields: Mapping[str, Any], *, now: datetime) -> None:
    """Make the case, which is locked, what these answers would have opened; what was hastened stays so."""
    made, answers = parted_case_of(_order(case, party, fields), ref=case.ref, now=now)
    lane = made.lane if case.lane == Lane.NORMAL else case.lane
    for column in _TURNED:
        setattr(case, column, getattr(made, column))
    case.lane = lane
    set_dues(case, clocks_of([case], pauses_of([case]))[case.id])
    case.save(update_fields=_TURNED)
    if party and case.confidential:
        party.withheld, party.search = {"fields": dict(answers.withheld)}, ""
        party.save(update_fields=["withheld", "search"])
        given = CaseAttachment.objects.filter(body_id=case.body_id, case=case, role=AttachmentRole.GIVEN)
        given.update(role=AttachmentRole.HELD)


def _order(case: Case, party: CaseParty | None, fields: Mapping[str, Any]) -> CaseOrder:
    return CaseOrder(
        body_id=case.body_id,
        version_id=case.version_id,
        source=case.source,
        channel=case.channel,
        fields=fields,
        opened_at=case.opened_at,
        name=party.name if party else "",
        phone=party.phone if party else "",
        outside_ref=case.outside_ref,
    )


def _lacks_place(case: Case) -> bool:
    asked = (one.field for one in case.service.fields() if one.kind == "place" and one.required)
    return any(case.fields.get(name) is None for name in asked)


def _end(note: VoiceNote, officer: Officer, *, now: datetime) -> None:
    """It was heard; what an engine made of it is needed no more."""
    VoiceNote.objects.filter(body_id=note.body_id, id=note.id).update(
        heard_at=now,
        heard_by=officer.post,
        listener=None,
        listens_until=None,
        alarms_at=None,
        transcript="",
    )


def _of_turning(before: Any, case: Case) -> dict[str, str]:
    """What the event says of it."""
    department = case.department.code if case.department else ""
    params = {"from": before.code if before else "", "department": department, "category": case.category}
    return {name: value for name, value in params.items() if value}


def _event(case: Case, code: EventCode, by: str, params: dict[str, str], *, now: datetime) -> CaseEvent:
    return CaseEvent(id=uuid7(), body_id=case.body_id, case=case, code=code, by=by, params=params, at=now)


def _notice(case: Case, event: CaseEvent, fields: Mapping[str, Any], *, now: datetime) -> Notice:
    """What was understood, and that it can be set right."""

    def place(lang: Lang) -> str:
        asked = (one for one in case.service.fields() if one.kind == "place")
        told = (KINDS[one.kind].show(one, answer, lang) for one in asked if (answer := fields.get(one.field)))
        return next(told, "") or PHRASES.say("place_not_told", lang)

    def department(lang: Lang) -> str:
        return case.department.name_in(lang) if case.department else PHRASES.say("no_department", lang)

    def until(lang: Lang) -> str:
        return bn.lasting_moment(case.promise_due_at, lang, now, weekday=False)

    asked = case.service.voice_question
    values = {
        "place": place,
        "department": department,
        "until": until,
        "words": shorten(str(fields.get(asked.field) or ""), MOST_WORDS) if asked else "",
    }
    return Notice(case, "voice_heard", f"event:{event.id}", values)


# --- the desk is called ---


def call_desks_to_voices(*, now: datetime) -> int:
    """Write down of every voice that nobody has heard in time that it is so; how many. The event rings the
    desks of its body. Safe to run twice, or twice at once.
    """
    called = 0
    while _UNHEARD.at(now) and (batch := _call_some(now=now)):
        called += batch
    return called


def _unheard(now: datetime) -> QuerySet[VoiceNote]:
    return VoiceNote.objects.filter(alarms_at__lte=now, heard_at__isnull=True)


_UNHEARD = Waiting(_unheard)


@transaction.atomic
def _call_some(*, now: datetime) -> int:
    due = list(
        _unheard(now)
        .select_for_update(of=("self",), skip_locked=True)
        .select_related("case")
        .order_by("alarms_at", "id")[:AT_ONCE]
    )
    if not due:
        return 0
    late = [note for note in due if note.case.status in WITH_OFFICE and not note.case.category]
    rows = VoiceNote.objects.filter(
        body_id__in={note.body_id for note in due}, id__in=[one.id for one in due]
    )
    rows.update(alarms_at=None)
    rows.filter(id__in=[one.id for one in late]).update(alarmed_at=now)
    CaseEvent.objects.bulk_create(
        _event(note.case, EventCode.VOICE_UNHEARD, _SYSTEM, {}, now=now) for note in late
    )
    return len(due)
