"""Offices of every kind, each with one of everything, in words and numbers that no other office has."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.test import override_settings
from PIL import Image

from janasetu.bodies import posts
from janasetu.bodies.actions import sync_posts
from janasetu.bodies.models import Department, LocalBody, Officer
from janasetu.cases.actions import CaseOrder, keep_draft, open_cases
from janasetu.cases.choices import CallReason, EventCode
from janasetu.cases.models import CallBack, CannedReply, Case, CaseEvent, Referral, TrainingPhrase, Unmasking
from janasetu.cases.understood import key_of
from janasetu.catalogue import actions as catalogue
from janasetu.catalogue.loader import BUNDLED, read
from janasetu.catalogue.models import ServiceVersion
from janasetu.console.tests.factories import NOW, a_talk
from janasetu.conversations.models import Conversation
from janasetu.deliveries.actions import VisitOrder, order_visits
from janasetu.demo.tests.kept import KeptRows
from janasetu.documents import store
from janasetu.documents.choices import FileState
from janasetu.documents.models import ReceivedFile
from janasetu.lib import clock, references
from janasetu.lib.ids import uuid7
from janasetu.messaging.models import Line
from janasetu.messaging.values import Media, Said
from janasetu.payments.choices import CheckoutState, Mode, ReliefKind
from janasetu.payments.models import Checkout, Demand, Receipt, Relief
from janasetu.people.values import ContactKey
from janasetu.posters.models import Poster
from janasetu.registers.actions import SearchOrder, ask_record_room, take_import
from janasetu.registers.models import RegisterContent, RegisterEntry, RegisterImport

# Code, kind, number, the code of what it lies in.
TOWNS = (
    ("bangla", "state", None, None),
    ("jela", "district", None, "bangla"),
    ("block", "block", None, "jela"),
    ("nagar", "corporation", 1001, "jela"),
    ("pura", "municipality", 1002, "jela"),
    ("gonj", "municipality", 1003, "jela"),
    ("gram", "gram_panchayat", 1004, "block"),
    ("danga", "gram_panchayat", 1005, "block"),
)
_WORDS = {
    "bangla": "বকুল",
    "jela": "শিমুল",
    "block": "পলাশ",
    "nagar": "কদম",
    "pura": "হিজল",
    "gonj": "তমাল",
    "gram": "ছাতিম",
    "danga": "অশ্বত্থ",
}


# The department of a dark lamp, and whoever answers beside the officer, by the kind of the body.
_LAMPS = {"corporation": "lighting", "municipality": "m_lighting", "gram_panchayat": "gp_works"}
_BESIDE = {"corporation": "commissioner", "municipality": "secretary", "gram_panchayat": "pradhan"}


@dataclass(frozen=True, slots=True)
class Money:
    """What a case owes, and of what it paid before: the receipt, a wish to have it back, and money that came
    and that nobody owed.
    """

    demand: UUID
    receipt: UUID
    relief: UUID
    stray: UUID


@dataclass(frozen=True, slots=True)
class Office:
    """One body with an officer for every post of its kind, and one of everything. `marks`: what of it a page
    of another body must not hold, by what it is.
    """

    body: LocalBody
    case: Case | None
    talk: Conversation
    call: CallBack
    reply: CannedReply
    department: Department
    wish: UUID
    phrase: UUID
    file_id: UUID
    entry: UUID
    register_file: UUID
    record_search: UUID
    poster: UUID
    referral: UUID
    money: Money
    visit: UUID
    picture: bytes
    officers: dict[str, Officer]
    marks: dict[str, str]

    @property
    def ref(self) -> str:
        """The number of its case; empty where it has none."""
        return self.case.ref if self.case else ""


def offices() -> dict[str, Office]:
    """All of them by code. A block, a district and the state have no case of their own: in their place stands
    one of a body that lies in them, which has not come up to them.
    """
    sync_posts()
    catalogue.publish([read(path) for path in sorted(BUNDLED.glob("*/service.yaml"))], now=NOW)
    bodies: dict[str, LocalBody] = {}
    for code, kind, number, above in TOWNS:
        bodies[code] = _body(code, kind, number, bodies.get(above or ""))
    return {code: _office(body, place) for place, (code, body) in enumerate(bodies.items())}


@contextmanager
def standing() -> Iterator[dict[str, Office]]:
    """Every office by the code of its body, at NOW; nothing that is done in the block stays."""
    with own_folder(), clock.fixed(NOW), transaction.atomic():
        _FOUNDED.lay_down()
        for office in _founded.values():
            store.keep(settings.MEDIA_FOLDER, office.picture)
        yield _founded
        transaction.set_rollback(True)


@contextmanager
def own_folder() -> Iterator[None]:
    """A folder for the bytes of files that is gone afterwards."""
    with TemporaryDirectory() as folder, override_settings(MEDIA_FOLDER=Path(folder)):
        yield


_founded: dict[str, Office] = {}
_FOUNDED = KeptRows(lambda: _founded.update(offices()))


def _body(code: str, kind: str, number: int | None, above: LocalBody | None) -> LocalBody:
    body = LocalBody.objects.create(
        code=code,
        kind=kind,
        number=number,
        parent=above,
        name={"bn": f"{code} অফিস", "en": code},
        languages=["bn", "en"],
    )
    Line.objects.create(
        channel="whatsapp", provider_id=f"line-{code}", display="+91 00000 01002", body_id=body.id
    )
    return body


def _office(body: LocalBody, place: int) -> Office:
    word, number = _WORDS[body.code], f"9198300{place:02}{place:03}"
    name = f"{word}লতা {word}রায়"
    people = {role: _officer(body, role, place) for role in sorted(posts.held_in(body.kind))}
    department = Department.objects.create(
        body=body,
        code=_LAMPS.get(body.kind, "office"),
        name={"bn": f"{word} দপ্তর", "en": f"{body.code} wing"},
    )
    photo = Said("image", f"{word}তলার আলো", media=Media(f"7{place}", "image", "image/jpeg"))
    talk = a_talk(body, f"{word}তলায় কথা বলব", photo, name=name, number=number, at=NOW - timedelta(hours=1))
    picture = _picture(place)
    file = _bytes_came(talk, picture)
    case = _case(body, word, name, number, talk, file) if body.number else None
    if case:
        _worked_on(case, people, word)
    call = _call_back(body, case, word, name, number)
    reply = CannedReply.objects.create(body=body, title=f"{word} উত্তর", text=f"{word}তলায় লোক যাচ্ছে।")
    marks = _marks(body, case, talk, call, reply, file, people, department) | {
        "the citizen's name": name,
        "the citizen's number": number[2:],
        "words": f"{word}তল",
    }
    wish = _wish(case, people["officer"]) if case else call.id
    phrase = _phrase(case, people["officer"], word) if case else call.id
    books = _registers(body, word, people, file)
    ref = case.ref if case else references.compose(year=2026, body=9999, serial=1)  # which nobody has
    matter = case.id if case else call.id
    money = _money(body, ref, matter, people["officer"])
    visit = _visit(body, ref, matter, word)
    return Office(
        *(body, case, talk, call, reply, department, wish, phrase, file.id),
        *(*books, _poster(body), _sent_outside(case) if case else call.id),
        *(money, visit, picture, people, marks),
    )


def _visit(body: LocalBody, ref: str, case_id: UUID, word: str) -> UUID:
    """A paper that somebody is to bring home."""
    order = VisitOrder(
        body_id=body.id,
        case_id=case_id,
        ref=ref,
        source=f"walls:{body.code}",
        title={"bn": "শংসাপত্র", "en": "Certificate"},
        address=f"{word}তলার শেষ বাড়ি",
    )
    (visit,) = order_visits([order], now=NOW)
    return visit.id


def _poster(body: LocalBody) -> UUID:
    """The sheet of a ward."""
    return Poster.objects.create(body=body, serial=1, ward="11", hung_at=NOW, hung_by="walls").id


def _sent_outside(case: Case) -> UUID:
    """What went to an office outside, of which no letter is written yet."""
    sent = Referral.objects.create(
        body=case.body,
        case=case,
        agency="power_company",
        name={"bn": "বিদ্যুৎ সংস্থা"},
        how="letter",
        by="system",
        sent_at=NOW,
        due_at=NOW + timedelta(days=15),
        again="7 days",
        told_at=NOW,
    )
    return sent.id


def _money(body: LocalBody, ref: str, case_id: UUID, officer: Officer) -> Money:
    """Two fees of ₹200: one is due, one was paid and is to be given back; and ₹300 that nobody owed."""
    due, done = (
        Demand.objects.create(
            body=body,
            case_id=case_id,
            ref=ref,
            service="trade-noc",
            due=f"part {part}",
            part=part,
            lines=[],
            amount=200,
            state=state,
            raised_at=NOW,
        )
        for part, state in ((1, "due"), (2, "paid"))
    )
    receipt = Receipt.objects.create(
        body=body,
        demand=done,
        year=2026,
        serial=1,
        mode=Mode.CASH,
        amount=200,
        lines=[],
        day=clock.local(NOW).date(),
        at=NOW,
        by=officer.post,
        officer=officer,
        source="walls",
    )
    wish = Relief.objects.create(
        body=body,
        demand=done,
        kind=ReliefKind.REFUND,
        reason="বোর্ডের সিদ্ধান্ত",
        amount=200,
        asked_by=officer,
        asked_at=NOW,
    )
    stray = Checkout.objects.create(
        body=body,
        demand=done,
        company="sample",
        amount=200,
        state=CheckoutState.STRAY,
        transaction="T9",
        told=300,
        opened_at=NOW,
        told_at=NOW,
    )
    return Money(due.id, receipt.id, wish.id, stray.id)


def _registers(
    body: LocalBody, word: str, people: dict[str, Officer], file: ReceivedFile
) -> tuple[UUID, UUID, UUID]:
    """A birth of the body, the file that brought it, and a search in the record room."""
    sent = RegisterImport.objects.create(
        body=body,
        kind="birth",
        name=f"{word}তলা.csv",
        sha256="0" * 64,
        state="wanted",
        sent_by=people["officer"].post,
        sent_at=NOW,
        asked_at=NOW,
    )
    content = f"number,date,name_bn\r\n1/2001,1/1/2001,{word}তলার শিশু\r\n".encode()
    RegisterContent.objects.create(id=sent.id, body=body, content=content)
    take_import(import_id=sent.id, body_id=body.id, now=NOW)
    entry = RegisterEntry.objects.get(body=body)
    RegisterEntry.objects.filter(id=entry.id).update(scan_id=file.id, scan_sha256=file.sha256)
    RegisterImport.objects.filter(id=sent.id).update(state="checked")
    order = SearchOrder("birth", name=f"{word}তলার আর কেউ")
    search = ask_record_room(body_id=body.id, order=order, officer=None, now=NOW)
    return entry.id, sent.id, search.id


def _officer(body: LocalBody, role: str, place: int) -> Officer:
    return Officer.objects.create(
        body=body,
        role_id=role,
        user=User.objects.create(username=f"{role}@{body.code}"),
        name={"bn": f"{_WORDS[body.code]} সেন", "en": f"Sen-{body.code}"},
    )


def _picture(place: int) -> bytes:
    """A small JPEG of a colour that no other office has."""
    out = io.BytesIO()
    Image.new("RGB", (40, 30), (20 * place, 200 - 20 * place, 90)).save(out, "JPEG")
    return out.getvalue()


def _bytes_came(talk: Conversation, picture: bytes) -> ReceivedFile:
    """The line has brought the bytes of what was sent in the talk."""
    file = ReceivedFile.objects.get(contact_id=talk.contact_id, line_id=talk.line_id)
    file.sha256, file.mime = store.keep(settings.MEDIA_FOLDER, picture), "image/jpeg"
    file.state = FileState.STORED
    file.save()
    return file


def _case(body: LocalBody, word: str, name: str, number: str, talk: Conversation, file: ReceivedFile) -> Case:
    order = CaseOrder(
        body_id=body.id,
        version_id=ServiceVersion.objects.get(code="complaint", current=True).id,
        source=f"walls:{body.code}",
        channel="whatsapp",
        fields={
            "category": "streetlight_out",
            "description": f"{word}তলায় তিন রাত আলো নেই",
            "place": {"text": f"{word}তলার মোড়", "ward": "11", "landmark": None, "lat": 26.5, "lon": 89.2},
        },
        opened_at=NOW - timedelta(hours=2),
        contact=ContactKey(talk.bucket, talk.contact_id),
        line_id=talk.line_id,
        name=name,
        phone=number,
        files=[(file.bucket, file.id)],
        ref=references.compose(year=2026, body=body.number or 0, serial=1),
    )
    (case,) = open_cases([order], now=NOW - timedelta(hours=2))
    return Case.objects.get(id=case.id)


def _worked_on(case: Case, people: dict[str, Officer], word: str) -> None:
    """Somebody has noted something, and somebody is typing."""
    CaseEvent.objects.create(
        id=uuid7(),
        body_id=case.body_id,
        case_id=case.id,
        code=EventCode.NOTED,
        by=people["officer"].post,
        params={"note": f"{word}তলায় মিস্ত্রি পাঠানো হল"},
        at=NOW - timedelta(minutes=30),
    )
    for officer in people.values():
        keep_draft(case, officer, move="note", text=f"{word}তলার খসড়া", now=NOW)


def _wish(case: Case, officer: Officer) -> UUID:
    """An officer asks to see who complains."""
    asked = Unmasking.objects.create(
        id=uuid7(), body_id=case.body_id, case=case, asked_by=officer, reason="নাম লিখতে হবে", asked_at=NOW
    )
    return asked.id


def _phrase(case: Case, officer: Officer, word: str) -> UUID:
    """Words of the citizen that wait for a review."""
    text = f"{word}তলায় তিন রাত আলো নেই"
    waiting = TrainingPhrase.objects.create(
        id=uuid7(),
        body_id=case.body_id,
        case=case,
        text=text,
        language="bn",
        key=key_of(text),
        was="water_no_supply",
        now=case.category,
        by=officer.post,
        at=NOW,
    )
    return waiting.id


def _call_back(body: LocalBody, case: Case | None, word: str, name: str, number: str) -> CallBack:
    return CallBack.objects.create(
        body=body,
        source=f"walls:{body.code}",
        case=case,
        reason=CallReason.RANG,
        name=name,
        phone=number,
        asked_at=NOW - timedelta(hours=1),
        due_at=NOW + timedelta(hours=1),
        outcome="no_answer",
        note=f"{word}তলায় কেউ ধরেনি",
    )


def _marks(
    body: LocalBody,
    case: Case | None,
    talk: Conversation,
    call: CallBack,
    reply: CannedReply,
    file: ReceivedFile,
    people: dict[str, Officer],
    department: Department,
) -> dict[str, str]:
    ids = {
        "the talk's id": talk.id,
        "the call-back's id": call.id,
        "the ready reply's id": reply.id,
        "the file's id": file.id,
        "the department's name": department.name["bn"],
        "an officer's id": people[_BESIDE.get(body.kind, "officer")].id,
        "the ready reply's name": reply.title,
    }
    if case:
        ids |= {
            "the case's number": case.ref,
            "the case's number in groups": references.grouped(case.ref),
        }
    return {what: str(mark) for what, mark in ids.items()}
