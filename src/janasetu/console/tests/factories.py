"""Small true things to test with: a town, its officers, a complaint with photos."""

import io
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from functools import cache
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth.models import User
from PIL import Image

from janasetu.bodies.actions import sync_posts
from janasetu.bodies.models import Department, LocalBody, Officer
from janasetu.cases.actions import CallBackOrder, CaseOrder, open_cases
from janasetu.cases.actions.hearing import given
from janasetu.cases.choices import CallReason
from janasetu.cases.models import Case, CaseAttachment
from janasetu.cases.understood import Reading
from janasetu.catalogue import actions as catalogue
from janasetu.catalogue.loader import BUNDLED, Definition, read
from janasetu.catalogue.models import ServiceVersion
from janasetu.conversations.models import Conversation
from janasetu.conversations.pump import pump_once
from janasetu.documents import store
from janasetu.documents.choices import FileState
from janasetu.documents.models import ReceivedFile
from janasetu.lib import clock
from janasetu.lib.clock import KOLKATA
from janasetu.lib.ids import uuid7
from janasetu.messaging.models import Line, Window
from janasetu.messaging.tests.factories import arrival, take_in
from janasetu.messaging.values import Said
from janasetu.people.models import Contact
from janasetu.people.tests.factories import make_contact
from janasetu.people.values import ContactKey

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=KOLKATA)
PHONE = "919830012345"
A_VOICE = b"OggS" + bytes(60)  # as much of one as a page asks for

_NAMES = {
    "officer": {"bn": "শর্মিষ্ঠা দত্ত", "en": "Sharmistha Dutta"},
    "secretary": {"bn": "প্রতাপ সরকার", "en": "Pratap Sarkar"},
    "chairman": {"bn": "অনিমেষ বর্মন", "en": "Animesh Barman"},
    "clerk": {"bn": "সুকুমার ঘোষ", "en": "Sukumar Ghosh"},
    "registrar": {"bn": "পম্পা দেবনাথ", "en": "Pampa Debnath"},
    "auditor": {"bn": "মালতী সেন", "en": "Malati Sen"},
    "operator": {"bn": "কাকলি বসু", "en": "Kakali Basu"},
    "payroll": {"bn": "তপন মাইতি", "en": "Tapan Maity"},
}


def a_town(code: str = "falakata", number: int = 1002) -> LocalBody:
    """A municipality with one department and a line; the services are published."""
    body = LocalBody.objects.create(
        code=code, number=number, kind="municipality", name={"bn": "ফালাকাটা পুরসভা", "en": "Falakata Municipality"}
    )
    sync_posts()
    Department.objects.create(body=body, code="m_lighting", name={"bn": "আলো", "en": "Lighting"})
    Line.objects.create(
        channel="whatsapp", provider_id=f"line-{code}", display="+91 00000 01002", body_id=body.id
    )
    catalogue.publish([_complaint_service()], now=NOW)
    return body


@cache
def _complaint_service() -> Definition:
    return read(BUNDLED / "complaint" / "service.yaml")


def an_officer(body: LocalBody, role: str = "officer", *, active: bool = True, **more: Any) -> Officer:
    """Somebody in office, with a login that has no password, of their own unless one is given."""
    user = more.pop("user", None) or User.objects.create(username=f"{role}@{body.code}")
    return Officer.objects.create(
        body=body, role_id=role, user=user, name=_NAMES[role], active=active, **more
    )


def an_application(
    body: LocalBody,
    fields: dict[str, Any],
    files: Sequence[ReceivedFile],
    *,
    code: str = "building-permission",
) -> Case:
    """An application for leave to build, or for another service, with these answers and these files."""
    catalogue.publish([read(BUNDLED / code / "service.yaml")], now=NOW)
    order = CaseOrder(
        body_id=body.id,
        version_id=ServiceVersion.objects.get(code=code, current=True).id,
        source=f"test:{uuid7()}",
        channel="whatsapp",
        fields=fields,
        opened_at=NOW,
        contact=a_contact(),
        line_id=Line.objects.get(body_id=body.id).id,
        name="রহিমা খাতুন",
        files=[(file.bucket, file.id) for file in files],
    )
    (case,) = open_cases([order], now=NOW)
    return case


def a_contact() -> ContactKey:
    """Somebody who can be written to."""
    contact = Contact.objects.create(id=uuid7(), bucket=7, created_at=NOW)
    return ContactKey(contact.bucket, contact.id)


def an_address(contact: ContactKey, line: Line, *, at: datetime) -> None:
    """Where and until when the contact is reached on the line."""
    Window.objects.update_or_create(
        bucket=contact.bucket,
        contact_id=contact.id,
        line_id=line.id,
        defaults={"address": PHONE, "address_kind": "wa_id", "last_inbound_at": at},
    )


def a_complaint(
    body: LocalBody,
    *,
    category: str = "streetlight_out",
    opened_at: datetime = NOW - timedelta(hours=2),
    files: Sequence[ReceivedFile] = (),
    reachable: bool = True,
    heard_at: datetime = NOW - timedelta(hours=1),
    contact: ContactKey | None = None,
) -> Case:
    """A complaint of Rahima Khatun of ward 11, as the chat opens it; a lamp is promised within 72 hours.

    `heard_at`: when she wrote last.
    """
    line = Line.objects.get(body_id=body.id)
    key = (contact or a_contact()) if reachable else None
    if key:
        an_address(key, line, at=heard_at)
    case = told_by_rahima(
        body, _of_a_lamp(category), opened_at=opened_at, contact=key, line=line, files=files
    )
    _attach_unkept(case, files)
    return case


def complaints(body: LocalBody, *opened_at: datetime, category: str = "streetlight_out") -> list[Case]:
    """A complaint of each of these moments, in their order, by one act; nobody can write to who told them."""
    orders = [_told(body, _of_a_lamp(category), opened_at=at) for at in opened_at]
    return open_cases(orders, now=max(opened_at))


def _of_a_lamp(category: str) -> dict[str, Any]:
    return {
        "category": category,
        "description": "তিন রাত ধরে আলো জ্বলছে না।\nবাচ্চারা ভয় পাচ্ছে।",
        "place": {"text": "সুভাষপল্লী মোড়", "ward": "11", "landmark": None, "lat": 26.5172, "lon": 89.2023},
    }


def a_voice_note(body: LocalBody, *, opened_at: datetime = NOW, contact: ContactKey | None = None) -> Case:
    """Somebody just sends a voice, of which nobody knows yet what it says."""
    voice = ReceivedFile.objects.create(
        id=uuid7(),
        bucket=7,
        state=FileState.STORED,
        kind="audio",
        sha256=store.keep(settings.MEDIA_FOLDER, A_VOICE),
        mime="audio/ogg",
        size=len(A_VOICE),
        received_at=opened_at,
    )
    fields = {
        "category": None,
        "description": {"text": "", "voice": [str(voice.id)]},
        "place": None,
        "photo": None,
    }
    line, key = Line.objects.get(body_id=body.id), contact or a_contact()
    return told_by_rahima(body, fields, opened_at=opened_at, contact=key, line=line, files=[voice])


def told_by_rahima(
    body: LocalBody,
    fields: Mapping[str, Any],
    *,
    opened_at: datetime = NOW,
    contact: ContactKey | None = None,
    line: Line | None = None,
    files: Sequence[ReceivedFile] = (),
    reading: Reading | None = None,
) -> Case:
    """A complaint of Rahima Khatun with these answers; nobody can write to her where there is no contact."""
    order = _told(body, fields, opened_at=opened_at, contact=contact, line=line, files=files, reading=reading)
    (case,) = open_cases([order], now=opened_at)
    return case


def _told(
    body: LocalBody,
    fields: Mapping[str, Any],
    *,
    opened_at: datetime,
    contact: ContactKey | None = None,
    line: Line | None = None,
    files: Sequence[ReceivedFile] = (),
    reading: Reading | None = None,
) -> CaseOrder:
    return CaseOrder(
        body_id=body.id,
        version_id=ServiceVersion.objects.get(code="complaint", current=True).id,
        source=f"test:{uuid7()}",
        channel="whatsapp",
        fields=fields,
        opened_at=opened_at,
        contact=contact,
        line_id=line.id if contact and line else None,
        name="রহিমা খাতুন",
        phone=PHONE,
        files=[(file.bucket, file.id) for file in files],
        reading=reading,
    )


def _attach_unkept(case: Case, files: Sequence[ReceivedFile]) -> None:
    """What was refused or lost stayed with a case in former days."""
    left = [(file.bucket, file.id) for file in files if file.state in (FileState.REFUSED, FileState.LOST)]
    CaseAttachment.objects.bulk_create(given(case, left, now=case.opened_at))


def a_talk(
    body: LocalBody,
    *said: str | Said,
    name: str = "রহিমা খাতুন",
    number: str = PHONE,
    at: datetime = NOW,
    before: Sequence[str] = (),
    asks: bool = True,
) -> Conversation:
    """Somebody says something to the service, asks for a person (unless they have one), and says more."""
    line = Line.objects.get(body_id=body.id)
    for words in (*before, *(["কর্মীর সঙ্গে কথা"] if asks else []), *said):
        text, spoken = (words, None) if isinstance(words, str) else ("", words)
        take_in(
            arrival(
                text,
                said=spoken,
                sender=number,
                profile_name=name,
                line=line.provider_id,
                at=at.replace(microsecond=0),  # a line tells the second only
            ),
            now=at,
        )
        with clock.fixed(at):
            pump_once()
    return Conversation.objects.get(contact_id=make_contact(number).id, line_id=line.id)


def a_file(state: FileState = FileState.STORED, *, note: str = "") -> ReceivedFile:
    """A photo from a line, in any state; a stored one has its bytes."""
    stored = state == FileState.STORED
    return ReceivedFile.objects.create(
        id=uuid7(),
        bucket=7,
        state=state,
        kind="image",
        sha256=store.keep(settings.MEDIA_FOLDER, a_picture()) if stored else "",
        mime="image/jpeg" if stored else "",
        note=note,
        received_at=NOW,
    )


def a_picture(colour: str = "navy") -> bytes:
    """A small JPEG."""
    out = io.BytesIO()
    Image.new("RGB", (40, 30), colour).save(out, "JPEG")
    return out.getvalue()


def newest_event(case: Case) -> UUID:
    """What a page of the case carries as `since`."""
    return case.events.order_by("-id").values_list("id", flat=True)[0]


def a_call_back(town: LocalBody, *, asked_at: datetime) -> CallBackOrder:
    """Who rang the message line of the town."""
    return CallBackOrder(
        body_id=town.id,
        source="call:1",
        reason=CallReason.RANG,
        contact=None,
        phone=PHONE,
        name="রহিমা খাতুন",
        lang="bn",
        case_id=None,
        asked_at=asked_at,
    )
