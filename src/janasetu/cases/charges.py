"""What an officer in the field is told on their own telephone: their case, and the citizen's photo."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from janasetu.bodies.models import Officer
from janasetu.bodies.rules import in_office
from janasetu.cases import queries
from janasetu.cases.choices import AttachmentRole, EventCode
from janasetu.cases.models import Case, CaseAttachment
from janasetu.cases.notices import ANSWERS, PHRASES, Notice, enclosed, matter_place, outgoing
from janasetu.cases.reaching import Reached, listening, reach
from janasetu.catalogue.fields.text import in_full
from janasetu.documents import queries as documents
from janasetu.documents.choices import FileState
from janasetu.documents.models import ReceivedFile
from janasetu.lib import bn, phones
from janasetu.lib.text import shorten
from janasetu.lib.words import Lang
from janasetu.messaging import outbox
from janasetu.messaging.capabilities import Capabilities, capabilities_of, channels_that
from janasetu.messaging.values import About, Enclosed, Message, Outgoing

LANG: Lang = "bn"  # what officers are spoken to in, on their own telephones
_PHOTO = "image"
_Charged = tuple[UUID, UUID | None]  # a case, and an officer whose charge it is or was
MOST_PLACE, MOST_WORDS = 120, 400  # UTF-16 units: the whole fits above three buttons


@dataclass(frozen=True, slots=True)
class Charge:
    """A case that has come to the officer it names, by an event of this code.

    `source`: what brought it there, which tells once. `before`: who had it until then. `by`: whose move it
    was, who needs no telling. `values`: what fills the sentence to who had it before.
    """

    case: Case
    event: EventCode
    source: str
    before: Officer | None = None
    by: Officer | None = None
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Letter:
    """One thing to tell an officer; with the citizen's photo where the case is theirs now."""

    officer: Officer
    notice: Notice
    is_theirs: bool


def tell_officers(charges: Sequence[Charge], *, now: datetime) -> None:
    """Tell who has a case now, with its photo, and in one line who had it before where it has gone.

    Only officers in office with a registered number are told.
    """
    letters = [letter for charge in charges for letter in _letters(charge, now=now)]
    reached = _reached([(one.notice.case, one.officer) for one in letters], now=now)
    told = [(one, to) for one in letters if (to := reached.get((one.notice.case.id, one.officer.id)))]
    if not told:
        return
    photos = _photos([one.notice.case for one, _ in told if one.is_theirs])
    files = [photos.get(one.notice.case.id) if one.is_theirs else None for one, _ in told]
    outbox.queue(
        [
            outgoing(one.notice, to, LANG, file=file, missed=False)
            for (one, to), file in zip(told, files, strict=True)
        ],
        now=now,
    )


@dataclass(frozen=True, slots=True)
class Reminder:
    """Something that an officer is told once more about a case; nobody, where nobody has it."""

    officer: Officer | None
    notice: Notice


def remind_officers(reminders: Sequence[Reminder], *, now: datetime) -> None:
    """Tell them on their own telephones, those who are in office and have a registered number."""
    theirs = [(one.notice, one.officer) for one in reminders if one.officer]
    working = [(notice, officer) for notice, officer in theirs if in_office(officer.tenure, now)]
    reached = _reached([(notice.case, officer) for notice, officer in working], now=now) if working else {}
    outbox.queue(
        [
            outgoing(notice, to, LANG, missed=False)
            for notice, officer in working
            if (to := reached.get((notice.case.id, officer.id)))
        ],
        now=now,
    )


def tell_everywhere(notices: Sequence[tuple[Officer, Notice]], *, now: datetime) -> None:
    """Tell each of these officers on every line of the case's body that reaches a telephone number, at any
    hour; nobody who has no number. Queries grow with the kinds of line only.
    """
    numbers = {
        (notice.case.id, officer.id): (notice.case.body_id, phones.wa_key(officer.phone))
        for officer, notice in notices
        if officer.phone
    }
    for channel in channels_that(lambda can: can.by_number):
        reached = reach(numbers, channels=[channel], now=now)
        key = "{}" if capabilities_of(channel).answers else "{}_one_way"
        outbox.queue(
            [
                outgoing(_on(channel, notice, key), to, LANG, missed=False)
                for officer, notice in notices
                if (to := reached.get((notice.case.id, officer.id)))
            ],
            now=now,
        )


def _on(channel: str, notice: Notice, key: str) -> Notice:
    """The same on this line, which is another message."""
    return replace(notice, key=key.format(notice.key), source=f"{notice.source}:{channel}")


def _letters(charge: Charge, *, now: datetime) -> Iterator[_Letter]:
    case, before = charge.case, charge.before
    if case.officer and case.officer != charge.by:
        source = f"charge:{charge.source}"
        yield _Letter(case.officer, Notice(case, "charge", source, _told_of(case, now)), is_theirs=True)
    if before and before not in (case.officer, charge.by) and in_office(before.tenure, now):
        gone = Notice(case, f"gone_{charge.event}", f"gone:{charge.source}", charge.values)
        yield _Letter(before, gone, is_theirs=False)


def _told_of(case: Case, now: datetime) -> dict[str, str]:
    return {
        "place": shorten(matter_place(case), MOST_PLACE),
        "due": bn.lasting_moment(case.promise_due_at, LANG, now),
        "words": _words(case),
    }


def show_photos(files: Iterable[ReceivedFile], *, now: datetime) -> None:
    """A citizen's photo that has arrived after its case follows to the officer who has it, once.

    No template carries a photo: where the officer has written nothing for a day, it waits until they do.
    """
    arrived = {file.id: file for file in files if file.kind == _PHOTO and file.state == FileState.STORED}
    given = list(queries.given_files(arrived.values()).select_related("case__body", "case__officer__body"))
    charged = [(one.case, one.case.officer) for one in given if one.case.officer]
    reached = _reached(charged, now=now)
    heard = listening(set(reached.values()), now=now)
    outbox.queue(
        [
            _photo_for(to, one.case, arrived[one.file_id])
            for one in given
            if (to := reached.get((one.case_id, one.case.officer_id))) and to in heard
        ],
        now=now,
    )


def _photo_for(to: Reached, case: Case, file: ReceivedFile) -> Outgoing:
    text = PHRASES.say("charge_photo", LANG, ref=case.grouped_ref)
    return Outgoing(
        to.contact,
        to.line_id,
        Message(text, file=enclosed(file, case)),
        source=f"charge-photo:{case.id}:{file.id}",
        about=About(case.body_id, case.id, missed=False),
    )


def show_photos_of(case: Case, *, now: datetime) -> None:
    """The same, of a case whose officer has just written."""
    given = CaseAttachment.objects.filter(body_id=case.body_id, case=case, role=AttachmentRole.GIVEN)
    files = documents.files(given.values_list("file_bucket", "file_id"))
    show_photos(files.values(), now=now)


def _words(case: Case) -> str:
    return shorten(words_of(case), MOST_WORDS)


def words_of(case: Case) -> str:
    """What the citizen wrote of it, in their own words."""
    told = (case.fields.get(asked.field) for asked in case.service.fields() if asked.kind == "long_text")
    return next((words for answer in told if (words := in_full(answer, LANG))), "")


def _photos(cases: Sequence[Case]) -> Mapping[UUID, Enclosed]:
    """The first photo that came with each, as far as it is here."""
    case_of = {case.id: case for case in cases}
    given = CaseAttachment.objects.filter(
        body_id__in={case.body_id for case in cases},
        case_id__in=[case.id for case in cases],
        role=AttachmentRole.GIVEN,
    ).order_by("-id")
    rows = list(given)
    files = documents.files((row.file_bucket, row.file_id) for row in rows)
    return {
        row.case_id: enclosed(file, case_of[row.case_id])
        for row in rows
        if (file := files.get(row.file_id)) and file.kind == _PHOTO and file.state == FileState.STORED
    }


def _reached(charged: Sequence[tuple[Case, Officer]], *, now: datetime) -> dict[_Charged, Reached]:
    """How these officers are reached, by case and officer; left out where they have no number or the body no
    line that shows buttons and takes photos.
    """
    numbers: dict[_Charged, tuple[UUID, str]] = {
        (case.id, officer.id): (case.body_id, phones.wa_key(officer.phone))
        for case, officer in charged
        if officer.phone
    }
    return reach(numbers, channels=channels_that(_serves_the_field), now=now)


def _serves_the_field(can: Capabilities) -> bool:
    """Whether an officer who has never written can be shown a case, press an answer and send the proof."""
    return can.by_number and can.photos and can.buttons >= len(ANSWERS["charge"])
