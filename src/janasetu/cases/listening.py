"""Voices that nobody of the office has heard yet: who may hear them, which come next, how soon."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Func, IntegerField, Q, QuerySet, Subquery

from janasetu.bodies.models import LocalBody, Officer
from janasetu.bodies.rules import Tenure
from janasetu.cases import queries
from janasetu.cases.choices import FROM_CITIZENS, WITH_OFFICE
from janasetu.cases.models import CaseAttachment, VoiceNote
from janasetu.cases.periods import Period
from janasetu.cases.registering import may_register
from janasetu.catalogue.fields import KINDS
from janasetu.documents import queries as documents
from janasetu.documents.models import ReceivedFile
from janasetu.lib.texts import as_lang
from janasetu.lib.words import Lang

LEASE = timedelta(minutes=5)  # wall time: so long a voice is that of whoever opened it
TOGETHER = timedelta(hours=1)  # what one person says within it, and nobody has heard, is one matter
IN_TIME = timedelta(minutes=30)  # after which the shift asks why it was not heard

# Nobody has heard it, and nobody knows yet what its case is about.
WAITS = Q(heard_at__isnull=True, case__status__in=WITH_OFFICE, case__category="")


def may_listen(tenure: Tenure, at: datetime) -> bool:
    """Whether somebody with this time in office hears voices: whoever enters what others tell."""
    return may_register(tenure, at)


def unheard(officer: Officer) -> QuerySet[VoiceNote]:
    """The voices of the officer's body that nobody has heard, the oldest first.

    What ended otherwise, waits for the citizen to say it again, or was given a subject by an officer who has
    the case, is not among them.
    """
    return _voices(officer).filter(WAITS).order_by("arrived_at", "id")


def note_of(officer: Officer, ref: str) -> VoiceNote | None:
    """The voice that opened this case, heard or not; None for other cases, and those of other bodies."""
    return _voices(officer).filter(case__ref=ref).first()


def _voices(officer: Officer) -> QuerySet[VoiceNote]:
    seen = queries.cases_visible_to(officer).select_related(None)
    rows = VoiceNote.objects.filter(body_id=officer.body_id, case__in=seen)
    return rows.select_related("case__body", "case__officer", "listener__body", "listener__role")


def next_free(officer: Officer, *, wall: datetime) -> VoiceNote | None:
    """The oldest of them that nobody else has open."""
    taken = Q(listens_until__gt=wall) & ~Q(listener_id=officer.id)
    return unheard(officer).exclude(taken).first()


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many people wait for a call, how many voices for a listener; whether the desk is called to one."""

    calls: int
    notes: int
    rings: bool


def waiting(officer: Officer, *, now: datetime) -> Waiting:
    """What the head of every page tells, in one query."""
    notes = unheard(officer)
    calls, waiting, rung = (
        LocalBody.objects.filter(id=officer.body_id)
        .values_list(
            _count(queries.call_backs(officer, now=now)),
            _count(notes),
            _count(notes.filter(alarmed_at__isnull=False)),
        )
        .get()
    )
    return Waiting(calls, waiting, rung > 0)


def _count(rows: QuerySet[Any]) -> Subquery:
    """How many there are, as a column beside others."""
    counted = Func("id", function="count", output_field=IntegerField())
    return Subquery(rows.order_by().annotate(told=counted).values("told"))


def voices_of(note: VoiceNote) -> list[UUID]:
    """The files of a note in the order in which they were spoken."""
    case = note.case
    asked = case.service.voice_question
    answer = case.fields.get(asked.field) if asked else None
    return [UUID(file) for file in KINDS[asked.kind].files(answer)] if asked else []


_OF_CASE = ("body_id", "case_id", "file_id")


def notes_of(files: Collection[ReceivedFile]) -> list[tuple[VoiceNote, ReceivedFile]]:
    """The unheard voices among these files, each with its note. Two queries, none for no sound."""
    sounds = {file.id: file for file in files if file.kind == "audio"}
    if not sounds:
        return []
    given = CaseAttachment.objects.filter(
        file_bucket__in={file.bucket for file in sounds.values()},
        file_id__in=sounds,
        role__in=FROM_CITIZENS,
    )
    found = {(body_id, case_id): file for body_id, case_id, file in given.values_list(*_OF_CASE)}
    rows = VoiceNote.objects.filter(
        body_id__in={body_id for body_id, _ in found},
        case_id__in={case_id for _, case_id in found},
        heard_at__isnull=True,
    )
    return [(note, sounds[found[note.body_id, note.case_id]]) for note in rows.select_related("case__body")]


def files_of(note: VoiceNote) -> dict[UUID, ReceivedFile]:
    """What is known of them."""
    given = CaseAttachment.objects.filter(
        body_id=note.body_id, case_id=note.case_id, file_id__in=voices_of(note)
    )
    return documents.files(given.values_list("file_bucket", "file_id"))


def language_of(note: VoiceNote) -> Lang:
    """Which language is probably spoken in it: that in which the citizen reads. One query."""
    party = queries.parties([note.body_id], [note.case_id]).get(note.case_id)
    return as_lang(party.lang if party else None)


# --- how soon they are heard ---


@dataclass(frozen=True, slots=True)
class Heard:
    """Of the voices of a time: how many there were, and how many were heard within half an hour."""

    notes: int
    in_time: int


def heard_in(officer: Officer, period: Period) -> Heard:
    """Of the officer's body. One query."""
    rows = VoiceNote.objects.filter(
        body_id=officer.body_id, arrived_at__gte=period.since, arrived_at__lt=period.until
    )
    soon = Count("id", filter=Q(heard_at__lte=F("arrived_at") + IN_TIME))
    found = rows.aggregate(notes=Count("id"), in_time=soon)
    return Heard(found["notes"], found["in_time"])
