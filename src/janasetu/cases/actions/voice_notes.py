"""Voices that open a case before anybody has heard them: they await a listener; further ones join them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from janasetu.bodies import queries as bodies
from janasetu.cases import queries
from janasetu.cases.actions.hearing import answered, given
from janasetu.cases.choices import WITH_OFFICE
from janasetu.cases.clocks import Clock
from janasetu.cases.listening import TOGETHER
from janasetu.cases.models import Case, CaseAttachment, CaseEvent, CaseParty, VoiceNote
from janasetu.cases.notices import Notice, tell
from janasetu.catalogue import queries as catalogue
from janasetu.catalogue.fields import KINDS, Given, Problem
from janasetu.catalogue.fields.text import VOICE
from janasetu.catalogue.fields.wards import ANYWHERE
from janasetu.lib.clock import local
from janasetu.lib.ids import uuid7

if TYPE_CHECKING:
    from janasetu.cases.actions.opening import CaseOrder

_Whose = tuple[UUID, UUID, int]  # body, contact, epoch


def await_listeners(opened: Sequence[tuple["CaseOrder", Case]]) -> None:
    """Let those of these new cases that are a voice wait for a listener. Two queries, none for none.

    The desk is called after the time that the definition says, counted in office hours.
    """
    unheard = [(order, case) for order, case in opened if case.is_unheard]
    if not unheard:
        return
    calendars = bodies.calendars({case.body_id for _, case in unheard})
    VoiceNote.objects.bulk_create(
        VoiceNote(
            id=uuid7(),
            body_id=case.body_id,
            case=case,
            contact_id=order.contact.id if order.contact else None,
            contact_epoch=order.contact_epoch,
            arrived_at=case.opened_at,
            alarms_at=_alarms_at(case, calendars[case.body_id].at_work(case.opened_at)),
        )
        for order, case in unheard
    )


def _alarms_at(case: Case, since: datetime) -> datetime | None:
    unheard = case.service.unheard
    return Clock(since, unheard.within).due if unheard else None


# --- a further voice of the same person ---


def told_with_earlier(orders: Sequence["CaseOrder"], *, now: datetime) -> list["CaseOrder"]:
    """The orders but those voices that follow an unheard one of the same person: they join it.

    Who speaks in pieces has one number. Seven queries at most, none where no order is a voice alone.
    """
    voices = [one for one in orders if catalogue.service(one.version_id).is_unheard(one.fields)]
    waiting = _waiting(voices, now=now) if voices else {}
    joined = [
        (order, case)
        for order in voices
        if (key := _whose(order)) and (case := waiting.get(key)) and _takes(case, order)
    ]
    if joined:
        _write(joined, now=now)
    gone = {order.source for order, _ in joined}
    return [order for order in orders if order.source not in gone]


def _waiting(voices: Sequence["CaseOrder"], *, now: datetime) -> Mapping[_Whose, Case]:
    """The newest case of each of these persons that is a voice of just now and still unheard, locked."""
    contacts = {one.contact.id for one in voices if one.contact}
    notes = (
        VoiceNote.objects.select_for_update(of=("case",))
        .select_related("case__body", "case__department")
        .filter(
            body_id__in={one.body_id for one in voices},
            contact_id__in=contacts,
            heard_at__isnull=True,
            arrived_at__gt=now - TOGETHER,
            case__status__in=WITH_OFFICE,
        )
        .order_by("arrived_at", "id")
    )
    return {
        (note.body_id, note.contact_id, note.contact_epoch): note.case for note in notes if note.contact_id
    }


def _whose(order: "CaseOrder") -> _Whose | None:
    return (order.body_id, order.contact.id, order.contact_epoch) if order.contact else None


def _takes(case: Case, order: "CaseOrder") -> bool:
    """Take the voice of the order into the answers of this case; False where it can hold no more."""
    asked = case.service.voice_question
    if asked is None or case.service.code != catalogue.service(order.version_id).code:
        return False
    said = Given(files=tuple(str(file) for _, file in order.files), media=VOICE)
    answer = KINDS[asked.kind].read_in(
        asked,
        said,
        territory=ANYWHERE,
        today=local(order.opened_at).date(),
        earlier=case.fields.get(asked.field),
    )
    if isinstance(answer, Problem):
        return False
    case.fields = {**case.fields, asked.field: answer}
    return True


def _write(joined: Sequence[tuple["CaseOrder", Case]], *, now: datetime) -> None:
    """Keep the further voices with their cases, and say under which number they are."""
    cases = {case.id: case for _, case in joined}
    Case.objects.bulk_update(cases.values(), ["fields"])
    CaseAttachment.objects.bulk_create(
        file for order, case in joined for file in given(case, order.files, now=now)
    )
    CaseEvent.objects.bulk_create(
        answered(case, {"photos": [str(file) for _, file in order.files]}, now=now) for order, case in joined
    )
    parties = queries.parties({case.body_id for case in cases.values()}, list(cases))
    tell([_notice(order, case, parties) for order, case in joined], parties, now=now)


def _notice(order: "CaseOrder", case: Case, parties: Mapping[UUID, CaseParty]) -> Notice:
    source = f"{order.source}:voice"
    return Notice(case, "voice_added", source, caused_by=order.caused_by, draft=order.draft)
