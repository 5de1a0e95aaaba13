"""What an officer in the field answers on their own telephone: seen, on my way, done with a photo."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from janasetu.bodies.errors import NoSuchOfficerError
from janasetu.bodies.models import Officer
from janasetu.bodies.queries import officers_by_phone
from janasetu.cases import charges, queries
from janasetu.cases.actions.alarming import hear_alarm
from janasetu.cases.actions.moving import MoveOrder, add_evidence, make_move
from janasetu.cases.choices import MoveCode
from janasetu.cases.models import Case, FieldPhoto
from janasetu.cases.notices import PHRASES
from janasetu.cases.queries import NoSuchCaseError
from janasetu.cases.rules import RefusedError
from janasetu.documents import queries as documents
from janasetu.documents.choices import FileState
from janasetu.documents.models import ReceivedFile
from janasetu.lib.ids import uuid7
from janasetu.lib.references import grouped
from janasetu.messaging import outbox
from janasetu.messaging.values import About, Choice, Message, Outgoing
from janasetu.people.values import ContactKey

LANG = charges.LANG
SEEN, COMING, DONE, LATER, PHOTO = "seen", "coming", "done", "later", "photo"


@dataclass(frozen=True, slots=True)
class FieldAct:
    """One answer. `address`: the number that wrote, as the line gave it; `file`: (bucket, id) of a photo."""

    ref: str
    act: str
    address: str
    contact: ContactKey
    line_id: UUID
    source: str
    caused_by: UUID
    text: str = ""
    file: tuple[int, UUID] | None = None


def act_in_the_field(acts: Sequence[FieldAct], *, now: datetime) -> None:
    """Carry these out, each by whoever has that number and only with the authority they have; each is told.

    Whoever else presses such a button learns nothing of the case.
    """
    shown = documents.files_for_update(act.file for act in acts if act.file)
    officers = officers_by_phone({act.address for act in acts}, at=now)
    told = [(act, _carried_out(act, officers.get(act.address, ()), now=now)) for act in acts]
    about = _matters(acts, officers)
    answers = [(act, message, about.get((act.ref, act.address))) for act, message in told if message]
    outbox.queue([_answer(*answer) for answer in answers], now=now)
    if shown:
        prove_with(shown.values(), now=now)  # those that waited for a word, and are here already


def _answer(act: FieldAct, message: Message, about: About | None) -> Outgoing:
    return Outgoing(act.contact, act.line_id, message, act.source, act.caused_by, about=about)


def _matters(
    acts: Sequence[FieldAct], officers: Mapping[str, Sequence[Officer]]
) -> dict[tuple[str, str], About]:
    """The case that each answer is about, by number of the case and address; none for whoever is no officer
    of its body.
    """
    bodies = {officer.body_id for held in officers.values() for officer in held}
    refs = {act.ref for act in acts}
    found = Case.objects.filter(body_id__in=bodies, ref__in=refs).values_list("ref", "body_id", "id")
    return {
        (ref, address): _about(body_id, case_id)
        for ref, body_id, case_id in found
        for address, held in officers.items()
        if body_id in {officer.body_id for officer in held}
    }


def _about(body_id: UUID, case_id: UUID) -> About:
    """An officer who is not reached is missed by nobody: the case is still theirs."""
    return About(body_id, case_id, missed=False)


def _carried_out(act: FieldAct, officers: Sequence[Officer], *, now: datetime) -> Message | None:
    """What the officer is told of it. Who holds several posts acts in the one that has the case."""
    for officer in officers:
        try:
            with transaction.atomic():
                return _made(act, officer, now=now)
        except (NoSuchCaseError, NoSuchOfficerError):
            continue
        except RefusedError as refused:
            return Message(PHRASES.say(refused.key, LANG))
    return Message(PHRASES.say("field_not_yours", LANG))


def _made(act: FieldAct, officer: Officer, *, now: datetime) -> Message | None:
    match act.act:
        case "seen":
            return _moved(act, officer, MoveCode.SEE, "field_noted", now=now)
        case "heard":
            hear_alarm(officer=officer, ref=act.ref, now=now)
            return _said("field_alarm_heard", act)
        case "coming":
            return _moved(act, officer, MoveCode.SET_OUT, "field_set_out", now=now)
        case "done":
            return _done(act, officer, now=now)
        case "photo":
            _photo(act, officer, now=now)
            return None
    return _said("field_put_off", act)


def _moved(act: FieldAct, officer: Officer, move: MoveCode, told: str, *, now: datetime) -> Message:
    case = make_move(officer=officer, ref=act.ref, order=MoveOrder(move), now=now)
    charges.show_photos_of(case, now=now)
    return _said(told, act)


def _done(act: FieldAct, officer: Officer, *, now: datetime) -> Message:
    """Where the work must be proven, a photo is asked for first."""
    case = queries.case_for_update(officer, act.ref)
    if MoveCode.RESOLVE in case.service.evidence:
        later = Choice(f"field:{act.ref}:{LATER}", PHRASES.say("field_later", LANG))
        return Message(PHRASES.say("field_photo_wanted", LANG, ref=grouped(act.ref)), (later,))
    case = make_move(officer=officer, ref=act.ref, order=MoveOrder(MoveCode.RESOLVE, note=act.text), now=now)
    return _finished(case)


def _photo(act: FieldAct, officer: Officer, *, now: datetime) -> None:
    """Kept until its bytes are here; only then is the work proven, and the officer thanked."""
    case = queries.case_for_update(officer, act.ref)
    assert act.file
    bucket, file_id = act.file
    waiting = FieldPhoto(
        id=uuid7(),
        body_id=case.body_id,
        case=case,
        officer=officer,
        file_bucket=bucket,
        file_id=file_id,
        note=act.text,
        contact_bucket=act.contact.bucket,
        contact_id=act.contact.id,
        line_id=act.line_id,
        at=now,
    )
    FieldPhoto.objects.bulk_create([waiting], ignore_conflicts=True)


def _said(key: str, act: FieldAct) -> Message:
    return Message(PHRASES.say(key, LANG, ref=grouped(act.ref)))


def _finished(case: Case) -> Message:
    key = "field_finished" if case.service.asks_the_citizen else "field_closed"
    return Message(PHRASES.say(key, LANG, ref=case.grouped_ref))


@transaction.atomic
def prove_with(files: Iterable[ReceivedFile], *, now: datetime) -> None:
    """Photos that officers sent have arrived: each ends its case, or joins the proof that ended it.

    Of photos that came together an officer hears once.
    """
    stored = {file.id: file for file in files if file.state == FileState.STORED}
    waiting = FieldPhoto.objects.select_for_update(of=("self",)).filter(
        file_bucket__in={file.bucket for file in stored.values()}, file_id__in=stored
    )
    told: dict[tuple[ContactKey, Message], Outgoing] = {}
    for photo in waiting.select_related("officer__body", "officer__role", "case").order_by("id"):
        message = _proven(photo, stored[photo.file_id], now=now)
        contact = ContactKey(photo.contact_bucket, photo.contact_id)
        answer = Outgoing(
            contact,
            photo.line_id,
            message,
            f"field:{photo.id}",
            photo.file_id,
            about=_about(photo.body_id, photo.case_id),
        )
        told.setdefault((contact, message), answer)
        photo.delete()
    outbox.queue(list(told.values()), now=now)


def _proven(photo: FieldPhoto, file: ReceivedFile, *, now: datetime) -> Message:
    order = MoveOrder(MoveCode.RESOLVE, note=photo.note, photos=[file])
    try:
        with transaction.atomic():
            if add_evidence(officer=photo.officer, ref=photo.case.ref, photo=file, now=now):
                return _finished(photo.case)
            return _finished(make_move(officer=photo.officer, ref=photo.case.ref, order=order, now=now))
    except RefusedError as refused:
        return Message(PHRASES.say(refused.key, LANG))
    except (NoSuchCaseError, NoSuchOfficerError):
        return Message(PHRASES.say("field_not_yours", LANG))


def files_arrived(files: Sequence[ReceivedFile], *, now: datetime) -> None:
    """Tell casework that these files are here: an officer's proof, or a citizen's photo for the officer."""
    prove_with(files, now=now)
    charges.show_photos(files, now=now)
