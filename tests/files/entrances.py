"""Every door through which a file comes, with every hostile file: what is kept, told and served of it."""

import html
import io
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID

import httpx
import pikepdf
from django.conf import settings
from django.db import transaction
from django.test import Client, override_settings

from janasetu.bodies.models import LocalBody, Officer
from janasetu.cases.actions import CaseOrder, open_cases
from janasetu.cases.models import Case
from janasetu.catalogue import actions as catalogue
from janasetu.catalogue.loader import BUNDLED, read
from janasetu.catalogue.models import ServiceVersion
from janasetu.channels.fetch import fetch_once
from janasetu.channels.tests.factories import post, work
from janasetu.channels.whatsapp.client import CloudApi
from janasetu.channels.whatsapp.tests.samples import PHONE_NUMBER_ID, enveloped, message
from janasetu.console.tests.factories import NOW, a_complaint, a_town, an_officer, newest_event
from janasetu.conversations.models import Conversation
from janasetu.demo.tests.kept import KeptRows
from janasetu.documents import gate
from janasetu.documents.models import ReceivedFile
from janasetu.documents.tests import hostile
from janasetu.documents.tests.hostile import TRACES, Hostile
from janasetu.lib import clock
from janasetu.messaging import outbox
from janasetu.messaging.models import Line, OutboundMessage
from janasetu.people.tests.factories import make_contact
from walls.cut import PARTS, require_none
from walls.forms import Sheet

FILES = hostile.files()
MOST_GROWTH = 30  # megabytes of the process that holds the doors, in one part
CITIZEN, OFFICER = "919830012345", "919830012399"
WORDS = "কাল সকালে লোক যাবে"
INLINE = {"image/jpeg", "audio/ogg", "audio/mpeg", "audio/mp4", "audio/aac"}
_POLICY = re.compile(r"default-src 'none'; (media-src 'self'; )?sandbox")
_MIMES = {"image": "image/jpeg", "document": "application/pdf", "audio": "audio/ogg"}  # as a sender says


# --- the office ---


@dataclass(slots=True)
class Ground:
    """A town with an officer and an operator at work, whose officer has a telephone of the office's."""

    town: LocalBody
    officer: Officer
    desk: Client
    operator: Client
    second: int = 0
    uploaded: list[bytes] = field(default_factory=list)
    unasked: bool = False  # the sender of the file was told at once that nobody needs it

    def says(self, sender: str, kind: str, **node: Any) -> None:
        """Somebody sends this on WhatsApp, and the service has seen to it."""
        self.second += 1
        said = message("", sender=sender, at=int(NOW.timestamp()) + self.second, type=kind)
        post(enveloped([{**said, kind: node} if kind != "text" else {**said, "text": node}]))
        work()

    def sends(self, sender: str, one: Hostile, kind: str) -> ReceivedFile | None:
        """Somebody sends the file as this kind; what there is of it when the line has brought its bytes."""
        number = str(700_000_000_000_000 + self.second)
        named = {"filename": "../../etc/cron.d/কাগজ.pdf\0.exe"} if kind == "document" else {}
        mime = _MIMES.get(kind, "video/mp4")
        self.says(sender, kind, id=number, mime_type=mime, sha256="", **named)
        self.fetches(one)
        return ReceivedFile.objects.filter(provider_id=number).first()

    def fetches(self, one: Hostile) -> None:
        """The line brings the bytes of what waits."""
        self.unasked = any(file.is_unasked for file in ReceivedFile.objects.all())
        while fetch_once({"whatsapp": lambda media, line: one.content}):
            work()

    def presses(self, sender: str, choice: str) -> None:
        reply = {"type": "button_reply", "button_reply": {"id": choice, "title": "…"}}
        self.says(sender, "interactive", **reply)

    def delivers(self) -> None:
        """Hand over what is queued to the provider, and keep every byte that goes out."""
        api = CloudApi(
            "https://graph.test", "token", httpx.Client(transport=self._provider), settings.MEDIA_FOLDER
        )
        while claimed := outbox.claim(16, wall=clock.wall()):
            outbox.record([api.send(sending) for sending in claimed], wall=clock.wall())

    @property
    def _provider(self) -> httpx.MockTransport:
        def answer(request: httpx.Request) -> httpx.Response:
            self.uploaded.append(request.read())
            return httpx.Response(
                200, json={"id": "1", "messages": [{"id": f"wamid.out{len(self.uploaded)}"}]}
            )

        return httpx.MockTransport(answer)


@contextmanager
def standing() -> Iterator[Ground]:
    """The office at NOW; nothing that comes into it stays."""
    with TemporaryDirectory() as folder, clock.fixed(NOW), transaction.atomic():
        with override_settings(MEDIA_FOLDER=Path(folder) / "media"):
            _FOUNDED.lay_down()
            town = LocalBody.objects.get()
            officers = {officer.role_id: officer for officer in Officer.objects.select_related("user")}
            yield Ground(
                town, officers["officer"], *(_browser(officers[role]) for role in ("officer", "operator"))
            )
        transaction.set_rollback(True)


def _found() -> None:
    town = a_town()
    Line.objects.update(provider_id=PHONE_NUMBER_ID)
    services = ("suggestion", "residence-recommendation")
    catalogue.publish([read(BUNDLED / code / "service.yaml") for code in services], now=NOW)
    an_officer(town, phone=f"+{OFFICER}")
    an_officer(town, "operator")


_FOUNDED = KeptRows(_found)


def _browser(officer: Officer) -> Client:
    client = Client()
    client.force_login(officer.user)
    return client


# --- the doors ---


@dataclass(frozen=True, slots=True)
class Came:
    """What became of a file at a door. `told`: of the gate's sentences, which its sender got. `addresses`:
    where it is served. `faults`: what else was not in order.
    """

    told: list[str]
    addresses: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Entrance:
    """One door. `kind`: what a file is there, of the gate's kinds; empty where none is taken at all."""

    name: str
    kind: str
    give: Callable[[Ground, Hostile], Came]


def entrances() -> list[Entrance]:
    """All of them."""
    return [
        *(Entrance(f"talk as {kind}", kind, _in_a_talk(kind)) for kind in ("image", "document", "audio")),
        *(Entrance(f"talk as {kind}", "", _in_a_talk(kind)) for kind in ("video", "sticker")),
        *(Entrance(f"case as {kind}", kind, _with_a_case(kind)) for kind in ("image", "document", "audio")),
        *(
            Entrance(f"field as {kind}", kind, _from_the_field(kind))
            for kind in ("image", "document", "audio")
        ),
        *(Entrance(f"field as {kind}", "", _from_the_field(kind)) for kind in ("video", "sticker")),
        Entrance("desk: resolve", "image", _resolving),
        Entrance("desk: close", "image", _closing),
        Entrance("operator: photo", "image", _registering),
        Entrance("operator: paper", "document", _registering_a_paper),
    ]


def _in_a_talk(kind: str) -> Callable[[Ground, Hostile], Came]:
    """A citizen sends it to a person of the office."""

    def give(ground: Ground, one: Hostile) -> Came:
        ground.says(CITIZEN, "text", body="কর্মীর সঙ্গে কথা")
        file = ground.sends(CITIZEN, one, kind)
        talk = Conversation.objects.get(contact_id=make_contact(CITIZEN).id)
        page = ground.desk.get(f"/console/talks/{talk.id}/")
        faults = [] if page.status_code == 200 else [f"the page of the talk: {page.status_code}"]
        return Came(_told_of(file), [f"/console/talks/{talk.id}/files/{file.id}"] if file else [], faults)

    return give


def _with_a_case(kind: str) -> Callable[[Ground, Hostile], Came]:
    """A citizen's file is on its way when their case is opened, and the officer's telephone gets it too."""

    def give(ground: Ground, one: Hostile) -> Came:
        number = "700000000000999"
        ground.says(CITIZEN, kind, id=number, mime_type=_MIMES[kind], sha256="")
        file = ReceivedFile.objects.get(provider_id=number)
        case = a_complaint(ground.town, files=[file], contact=make_contact(CITIZEN))
        ground.presses(OFFICER, f"field:{case.ref}:seen")
        ground.fetches(one)
        ground.delivers()
        file.refresh_from_db()
        page = ground.desk.get(f"/console/cases/{case.ref}/")
        faults = [] if page.status_code == 200 else [f"the page of the case: {page.status_code}"]
        return Came(_told_of(file), [f"/console/files/{case.ref}/{file.id}"], faults)

    return give


def _from_the_field(kind: str) -> Callable[[Ground, Hostile], Came]:
    """An officer says on their own telephone that it is done, and sends it as the proof."""

    def give(ground: Ground, one: Hostile) -> Came:
        case = a_complaint(ground.town, contact=make_contact(CITIZEN))
        ground.presses(OFFICER, f"field:{case.ref}:done")
        file = ground.sends(OFFICER, one, kind)
        case.refresh_from_db()
        is_proof = case.attachments.exists()
        faults = [] if is_proof == (case.status == "awaiting_confirmation") else ["ended without a proof"]
        if is_proof and (file is None or file.mime != "image/jpeg"):
            faults.append("no photo, and a proof")
        return Came(
            _told_of(file), [f"/console/files/{case.ref}/{file.id}"] if file and is_proof else [], faults
        )

    return give


def _told_of(file: ReceivedFile | None) -> list[str]:
    """What the line told the sender of this file, without the question that it asks again."""
    told = (
        OutboundMessage.objects.filter(source=f"file:{file.id}") if file else OutboundMessage.objects.none()
    )
    return [text.partition("\n\n")[0] for text in told.values_list("text", flat=True)]


def _resolving(ground: Ground, one: Hostile) -> Came:
    return _moved(ground, one, a_complaint(ground.town))


def _closing(ground: Ground, one: Hostile) -> Came:
    """A suggestion is answered and closed: another form than of what a citizen is asked about."""
    order = CaseOrder(
        body_id=ground.town.id,
        version_id=UUID(_version("suggestion")),
        source="files:suggestion",
        channel="counter",
        fields={"subject": "other", "suggestion": WORDS},
        opened_at=NOW,
        name="রহিমা খাতুন",
    )
    (case,) = open_cases([order], now=NOW)
    return _moved(ground, one, case)


def _moved(ground: Ground, one: Hostile, case: Case) -> Came:
    """The officer gives it as a photo with the last move of the case."""
    address = f"/console/cases/{case.ref}/"
    form = {"move": "resolve", "note": WORDS, "photos": _named(one), "since": str(newest_event(case))}
    answer = ground.desk.post(address, form)
    if answer.status_code == 302:
        return Came([], [f"/console/files/{case.ref}/{file.id}" for file in ReceivedFile.objects.all()])
    faults = [] if WORDS in _typed(answer, address) else ["the words are lost"]
    return Came(_sentences(answer), faults=faults)


def _registering(ground: Ground, one: Hostile) -> Came:
    form = {
        "_service": _version("complaint"),
        "category:code": "streetlight_out",
        "description": WORDS,
        "place": "সুভাষপল্লী মোড়",
        "place:ward": "১১",
        "photo": _named(one),
    }
    return _registered(ground, form)


def _registering_a_paper(ground: Ground, one: Hostile) -> Came:
    """Nothing is answered but the paper's question, so the form comes back and holds what it has."""
    paper = next(one for one in _RESIDENCE.service.ask if one.kind == "document")
    return _registered(ground, {"_service": _version("residence-recommendation"), paper.field: _named(one)})


def _registered(ground: Ground, form: Mapping[str, Any]) -> Came:
    told = {"_channel": "counter", "_lang": "bn", "_name": WORDS, "_register": "1"}
    answer = ground.operator.post("/console/new/", told | dict(form))
    if answer.status_code == 302:
        case = Case.objects.get()
        return Came([], [f"/console/files/{case.ref}/{file.id}" for file in ReceivedFile.objects.all()])
    faults = [] if WORDS in _typed(answer, "/console/new/") else ["the words are lost"]
    kept = list(ReceivedFile.objects.all())
    if kept and ":kept" not in answer.content.decode():
        faults.append("the file must be given again")
    case = a_complaint(ground.town, files=kept)
    return Came(_sentences(answer), [f"/console/files/{case.ref}/{file.id}" for file in kept], faults)


_RESIDENCE = read(BUNDLED / "residence-recommendation" / "service.yaml")


def _version(code: str) -> str:
    return str(ServiceVersion.objects.get(code=code, current=True).id)


def _named(one: Hostile) -> io.BytesIO:
    """A file as a browser hands it over."""
    file = io.BytesIO(one.content)
    file.name = "photo.jpg"
    return file


def _typed(answer: Any, address: str) -> set[str]:
    return {one.value for form in Sheet(answer.content.decode(), address).forms for one in form.controls}


def _sentences(answer: Any) -> list[str]:
    """What the page tells of what the gate has refused."""
    text = html.unescape(answer.content.decode())
    sentences = [gate.PHRASES.say(key, "bn") for key in gate.PHRASES.keys()]  # noqa: SIM118 - no mapping
    return [sentence for sentence in sentences if sentence in text]


# --- what must become of a file ---


def outcome_as(one: Hostile, kind: str) -> str:
    """Its type after the gate where it is taken as this kind, or the key of why it is not taken."""
    if kind == one.kind:
        return one.outcome
    if kind == "image":
        return one.as_photo
    if one.outcome == "file_empty":
        return one.outcome
    if kind == "audio":
        return "voice_unreadable" if one.content[4:8] == b"ftyp" else "voice_not_taken"
    if one.content.startswith(b"%PDF-"):
        return gate.PDF
    if one.kind == "audio":
        return "paper_not_taken"
    return one.outcome.replace("photo_", "paper_") if one.outcome in _SAID_OF_EACH else one.outcome


_SAID_OF_EACH = {"photo_not_taken", "photo_unreadable", "photo_too_large"}


def faults_of(ground: Ground, entrance: Entrance, one: Hostile) -> list[str]:
    """What is not in order after the file came through this door."""
    came = entrance.give(ground, one)
    outcome = outcome_as(one, entrance.kind) if entrance.kind else ""
    is_taken = "/" in outcome
    kept = [(file.state, file.mime) for file in ReceivedFile.objects.all()]
    stored = [mime for state, mime in kept if state == "stored"]
    told = [] if is_taken or not outcome else [gate.PHRASES.say(outcome, "bn")]
    faults = list(came.faults)
    if stored != ([outcome] if is_taken else []):
        faults.append(f"kept as {kept}")
    if came.told != ([] if ground.unasked else told):
        faults.append(f"told {came.told}")
    for address in came.addresses:
        for shown in (address, f"{address}?size=small"):
            answer = ground.desk.get(shown)
            faults += _served(answer, outcome) if is_taken else _shut(answer)
    on_disk = [path.read_bytes() for path in settings.MEDIA_FOLDER.rglob("*") if path.is_file()]
    if bool(on_disk) != is_taken:
        faults.append(f"{len(on_disk)} files on disk")
    faults += [f"on disk: {trace!r}" for content in on_disk for trace in traces(content)]
    faults += [f"goes out with {trace!r}" for content in ground.uploaded for trace in traces(content)]
    return faults


def _shut(answer: Any) -> list[str]:
    return [] if answer.status_code == 404 else [f"served with {answer.status_code}"]


def _served(answer: Any, mime: str) -> list[str]:
    """Of our own types only, apart from everything else, and without a trace of what it came in."""
    if answer.status_code != 200:
        return [f"not served: {answer.status_code}"]
    disposition = answer["Content-Disposition"].partition(";")[0]
    faults = {
        "type": answer["Content-Type"] == mime,
        "sniffed": answer["X-Content-Type-Options"] == "nosniff",
        "resource policy": answer["Cross-Origin-Resource-Policy"] == "same-origin",
        "cache": answer["Cache-Control"] == "private, max-age=600",
        "content policy": _POLICY.fullmatch(answer["Content-Security-Policy"]),
        "disposition": disposition == ("inline" if mime in INLINE else "attachment"),
    }
    left = traces(b"".join(answer.streaming_content) if answer.streaming else answer.content)
    return [*(f"served: {what}" for what, is_well in faults.items() if not is_well), *map(repr, left)]


def traces(content: bytes) -> list[bytes]:
    """Of the marks of our hostile files, their cameras and positions, those that stand in these bytes."""
    whole = unfolded(content)
    return [trace for trace in TRACES if trace in whole]


def unfolded(content: bytes) -> bytes:
    """A PDF with its streams unfolded; anything else as it is."""
    start = content.find(b"%PDF-")
    if start < 0:
        return content
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(content[start:])) as pdf:
        pdf.save(out, qdf=True, static_id=True, stream_decode_level=pikepdf.StreamDecodeLevel.generalized)
    return content[:start] + out.getvalue()


# --- the proof ---


def part(number: int) -> Mapping[str, int]:
    """Some of the files through some of the doors; AssertionError names what went wrong."""
    faults: list[str] = []
    counted = Counter({"files through a door": 0, "megabytes grown": 0})
    _warm()
    before = megabytes()
    for entrance, name in whole()[number::PARTS]:
        with standing() as ground:
            faults += [
                f"{name}, {entrance.name}: {fault}" for fault in faults_of(ground, entrance, FILES[name])
            ]
        counted["files through a door"] += 1
    grown = megabytes() - before
    if grown > MOST_GROWTH:
        faults.append(f"grown by {grown:.0f} MB")
    require_none(faults)
    return counted | {"megabytes grown": round(grown)}


def whole() -> list[tuple[Entrance, str]]:
    """Every door with every file."""
    return [(entrance, name) for name in FILES for entrance in entrances()]


@cache
def _warm() -> None:
    """What is read once and kept, such as templates, is no growth."""
    with standing() as ground:
        for door in ("talk as image", "case as image", "desk: resolve", "operator: photo"):
            with transaction.atomic():
                next(one for one in entrances() if one.name == door).give(ground, FILES["zip"])
                transaction.set_rollback(True)


def megabytes() -> float:
    """What this process holds in memory now."""
    told = re.search(r"VmRSS:\s+(\d+) kB", Path("/proc/self/status").read_text())
    assert told
    return int(told[1]) / 1024
