"""What an officer in the field is told on their own telephone: their case, and the citizen's photo."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from janasetu.cases.choices import AttachmentRole
from janasetu.cases.models import Case, CaseAttachment
from janasetu.cases.notices import PHRASES, Notice, matter_place, message_of, template_for
from janasetu.cases.reaching import Reached, reach
from janasetu.documents import queries as documents
from janasetu.documents.choices import FileState
from janasetu.documents.models import ReceivedFile
from janasetu.lib import bn, phones
from janasetu.lib.references import grouped
from janasetu.lib.text import shorten
from janasetu.lib.words import Lang
from janasetu.messaging import outbox
from janasetu.messaging.models import Window
from janasetu.messaging.reach import window_open
from janasetu.messaging.values import Enclosed, Message, Outgoing

LANG: Lang = "bn"  # what officers are spoken to in, on their own telephones
CHANNEL = "whatsapp"  # which has buttons, and takes photos
_PHOTO = "image"
MOST_PLACE, MOST_WORDS = 120, 400  # UTF-16 units: the whole fits above three buttons


@dataclass(frozen=True, slots=True)
class Charge:
    """A case that has come to the officer it names. `source`: what brought it there, which tells once."""

    case: Case
    source: str


def tell_officers(charges: Sequence[Charge], *, now: datetime) -> None:
    """Tell those officers who have a registered number of the case that is theirs now, with its photo."""
    reached = _reached([charge.case for charge in charges], now=now)
    told = [charge for charge in charges if charge.case.id in reached]
    if not told:
        return
    photos = _photos([charge.case for charge in told])
    outbox.queue(
        [_outgoing(charge, reached[charge.case.id], photos.get(charge.case.id), now=now) for charge in told],
        now=now,
    )


def show_photos(files: Iterable[ReceivedFile], *, now: datetime) -> None:
    """A citizen's photo that has arrived after its case follows to the officer who has it, once.

    No template carries a photo: where the officer has written nothing for a day, it waits until they do.
    """
    arrived = {file.id: file for file in files if file.kind == _PHOTO and file.state == FileState.STORED}
    given = list(
        CaseAttachment.objects.filter(file_id__in=arrived, role=AttachmentRole.GIVEN).select_related(
            "case__body", "case__officer__body"
        )
    )
    reached = _listening(_reached([one.case for one in given], now=now), now=now)
    outbox.queue(
        [
            Outgoing(
                reached[one.case_id].contact,
                reached[one.case_id].line_id,
                Message(
                    PHRASES.say("charge_photo", LANG, ref=one.case.grouped_ref),
                    file=enclosed(arrived[one.file_id], one.case.ref),
                ),
                source=f"charge-photo:{one.case_id}:{one.file_id}",
            )
            for one in given
            if one.case_id in reached
        ],
        now=now,
    )


def show_photos_of(case: Case, *, now: datetime) -> None:
    """The same, of a case whose officer has just written."""
    given = CaseAttachment.objects.filter(body_id=case.body_id, case=case, role=AttachmentRole.GIVEN)
    files = documents.files(given.values_list("file_bucket", "file_id"))
    show_photos(files.values(), now=now)


def _listening(reached: Mapping[UUID, Reached], *, now: datetime) -> dict[UUID, Reached]:
    """Those who take a message in words of our own now."""
    heard = {
        (window.contact_id, window.line_id): window.last_inbound_at
        for window in Window.objects.filter(
            bucket__in={one.contact.bucket for one in reached.values()},
            contact_id__in={one.contact.id for one in reached.values()},
        )
    }
    return {
        case_id: one
        for case_id, one in reached.items()
        if window_open(heard.get((one.contact.id, one.line_id)), now)
    }


def enclosed(file: ReceivedFile, ref: str) -> Enclosed:
    """The file as it goes with a message."""
    return Enclosed(file.sha256, file.kind, file.mime, grouped(ref))


def _outgoing(charge: Charge, reached: Reached, photo: ReceivedFile | None, *, now: datetime) -> Outgoing:
    case = charge.case
    values = {
        "place": shorten(matter_place(case), MOST_PLACE),
        "due": bn.moment(case.promise_due_at, LANG, now),
        "words": _words(case),
    }
    notice = Notice(case, "charge", source=f"charge:{charge.source}", values=values)
    message = message_of(notice, LANG)
    file = enclosed(photo, case.ref) if photo else None
    return Outgoing(
        reached.contact,
        reached.line_id,
        Message(message.text, message.choices, file=file),
        source=notice.source,
        template=template_for(notice, LANG),
    )


def _words(case: Case) -> str:
    """What the citizen wrote of it, in their own words."""
    told = (case.fields.get(asked.field) for asked in case.service.fields() if asked.kind == "long_text")
    return shorten(next((text for text in told if isinstance(text, str) and text), ""), MOST_WORDS)


def _photos(cases: Sequence[Case]) -> Mapping[UUID, ReceivedFile]:
    """The first photo that came with each, as far as it is here."""
    given = CaseAttachment.objects.filter(
        body_id__in={case.body_id for case in cases},
        case_id__in=[case.id for case in cases],
        role=AttachmentRole.GIVEN,
    ).order_by("-id")
    rows = list(given)
    files = documents.files((row.file_bucket, row.file_id) for row in rows)
    return {
        row.case_id: file
        for row in rows
        if (file := files.get(row.file_id)) and file.kind == _PHOTO and file.state == FileState.STORED
    }


def _reached(cases: Sequence[Case], *, now: datetime) -> dict[UUID, Reached]:
    """How the officer of each case is reached; left out where they have no number or the body no line."""
    numbers = {
        case.id: (case.body_id, phones.wa_key(case.officer.phone))
        for case in cases
        if case.officer and case.officer.phone
    }
    return reach(numbers, channel=CHANNEL, now=now)
