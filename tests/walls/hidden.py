"""In every office somebody complains who is hidden, with marks of their own: who they are, and the matter.

In one of them another has seen their matter to its end, and somebody complains openly, for comparison.
"""

import io
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from PIL import Image

from janasetu.bodies.models import Officer
from janasetu.cases import numbers, queries
from janasetu.cases.actions import (
    CitizenReply,
    MoveOrder,
    answer_questions,
    ask_call_backs,
    ask_to_unmask,
    call_back_about,
    close_call_back,
    close_silent,
    files_arrived,
    make_move,
)
from janasetu.cases.choices import CallReason
from janasetu.cases.models import CallBack, Case
from janasetu.cases.tests.factories import evidence
from janasetu.console.tests.factories import NOW
from janasetu.conversations.models import Conversation
from janasetu.conversations.pump import pump_once
from janasetu.demo.tests.kept import KeptRows
from janasetu.documents import store
from janasetu.documents.choices import FileState
from janasetu.documents.models import ReceivedFile
from janasetu.lib import bn, clock
from janasetu.messaging.models import Line
from janasetu.messaging.tests.factories import arrival, take_in
from janasetu.messaging.values import Media, Said, Spot
from janasetu.people.tests.factories import make_contact
from walls.offices import Office, offices, own_folder

NUMBERS = ("the case's number", "the case's number in groups")
ENDED = "ended"  # among the secrets' codes
_THEIRS = "pura"  # where they, and who complains openly, live
_SECOND = timedelta(seconds=1)
# Not what anything else here is called.
_NAMES = {"nagar": "চামেলি", "pura": "মাধবী", "gonj": "কেতকী", "gram": "টগর", "danga": "জবা"}


@dataclass(frozen=True, slots=True)
class Secret:
    """One whose complaint is confidential, of whom nobody may learn, as an office whose things are theirs.

    `who`: marks of the person, by what they are; `matter`: those of the complaint. `is_hidden`: that there is
    a complaint at all is hidden from the office. `complains`: they do so openly, for comparison.
    """

    office: Office
    who: Mapping[str, str]
    matter: Mapping[str, str]
    is_hidden: bool
    asker: Officer


@dataclass(frozen=True, slots=True)
class Town:
    """All offices by code, and who is hidden in each, with ENDED one more; `open`: who is not hidden."""

    offices: Mapping[str, Office]
    secrets: Mapping[str, Secret]
    open: Secret


@contextmanager
def town() -> Iterator[Town]:
    """The offices with their secrets, at NOW; nothing that is done in the block stays."""
    with own_folder(), clock.fixed(NOW), transaction.atomic():
        _FOUNDED.lay_down()
        (found,) = _founded
        everybody = [one.office for one in (*found.secrets.values(), found.open)]
        for office in (*found.offices.values(), *everybody):
            store.keep(settings.MEDIA_FOLDER, office.picture)
        _go_on(found)
        yield found
        transaction.set_rollback(True)


def _town() -> Town:
    founded = offices()
    served = {code: office for code, office in founded.items() if office.body.number}
    for place, office in enumerate(served.values()):
        _has_numbers(office)
        Officer.objects.filter(id=office.officers["officer"].id).update(phone=f"+9198322000{place:02}")
    block = founded["block"].officers["bdo"]
    secrets = {code: _secret(office, place, block) for place, (code, office) in enumerate(served.items())}
    theirs = served[_THEIRS]
    return Town(founded, secrets | {ENDED: _ended(theirs)}, _open(theirs))


def _go_on(found: Town) -> None:
    """What happens to rows that were there: history, which is not laid down, is written of it."""
    for secret in found.secrets.values():
        case, contact = secret.office.case, make_contact("91" + secret.who["the number"])
        assert case
        word = CitizenReply(
            ref=case.ref,
            contact=contact,
            epoch=1,
            line_id=Line.objects.get(body_id=case.body_id).id,
            lang="bn",
            source=f"walls:{case.id}:word",
            text=f"{secret.who['the name']} আবার বলছি",
            place=secret.who["the place in words"],
        )
        answer_questions([word], now=NOW)
        close_call_back(
            officer=found.offices[secret.asker.body.code].officers[secret.asker.role_id],
            call_back_id=secret.office.call.id,
            outcome="no_answer",
            note="ধরেননি",
            now=NOW,
        )


_founded: list[Town] = []
_FOUNDED = KeptRows(lambda: _founded.append(_town()))


def _has_numbers(office: Office) -> None:
    """Numbers for the cases of this office, without a row that outlives the test."""
    numbers._blocks[office.body.id, NOW.year] = list(range(5_000, 5_100))


# --- who complains ---


def _secret(office: Office, place: int, bdo: Officer) -> Secret:
    word, is_hidden = _NAMES[office.body.code], office.body.kind == "gram_panchayat"
    said = _Told(word, 40 + place)
    case, file = _complains(office, said, "ঘুষ")
    asker = bdo if is_hidden else office.officers["officer"]
    for answer in (f"কাউন্টারের লোক। আমি {said.name}", said.pin):
        make_move(officer=asker, ref=case.ref, order=MoveOrder("ask", note="কে, কোথায়?"), now=NOW)
        _chats(office, said, answer)
    asked = ask_to_unmask(officer=asker, ref=case.ref, reason="নোটিসে নাম লিখতে হবে", now=NOW)
    call = _call(case)
    talk = Conversation.objects.get(contact_id=make_contact(said.number).id)
    theirs = replace(
        office,
        case=case,
        talk=talk,
        call=call,
        wish=asked.id,
        file_id=file.id,
        picture=said.picture,
        marks=said.who(file) | {"words": said.word_of_matter, "the citizen's number": said.number[2:]},
    )
    return Secret(theirs, said.who(file), said.matter(case), is_hidden, asker)


def _open(office: Office) -> Secret:
    """The same marks of somebody who complains openly of a lamp."""
    said = _Told(f"{_NAMES[office.body.code]}ফুল", 60)
    case, file = _complains(office, said, "রাস্তার আলো জ্বলছে না")
    return _of(office, said, case, file)


def _ended(office: Office) -> Secret:
    """Somebody who is hidden was silent on a claim, then said yes, gave stars and signed their words."""
    said = _Told(f"{_NAMES[office.body.code]}লতা", 70)
    case, file = _complains(office, said, "ঘুষ")
    claim = MoveOrder("resolve", photos=[evidence()])
    make_move(officer=office.officers["officer"], ref=case.ref, order=claim, now=NOW)
    case.refresh_from_db()
    assert case.reminds_at
    close_silent(now=case.reminds_at)
    _chats(office, said, _tap(f"case:{case.ref}:yes"), _tap(f"rate:{case.ref}:2"), f"{said.name} খুশি নই")
    case.refresh_from_db()
    assert (case.stars, case.events.filter(code="remarked").count()) == (2, 1)
    return _of(office, said, case, file)


def _tap(choice: str) -> Said:
    return Said("button", choice=choice)


def _of(office: Office, said: "_Told", case: Case, file: ReceivedFile) -> Secret:
    """The office with the things of this one, whose asker is its officer."""
    theirs = replace(
        office,
        case=case,
        talk=Conversation.objects.get(contact_id=make_contact(said.number).id),
        call=_call(case),
        file_id=file.id,
        picture=said.picture,
        marks=said.who(file) | {"words": said.word_of_matter, "the citizen's number": said.number[2:]},
    )
    return Secret(theirs, said.who(file), said.matter(case), False, office.officers["officer"])


@dataclass(frozen=True, slots=True)
class _Told:
    """What one person tells of themselves and of the matter, in words and figures that nobody else has."""

    word: str
    place: int

    @property
    def name(self) -> str:
        return f"{self.word}বালা ঘোষাল"

    @property
    def number(self) -> str:
        return f"91983{self.place}{self.place:03}{self.place:02}"

    @property
    def pin(self) -> Said:
        lat, lon = 26.41734 + self.place / 100, 89.10231 + self.place / 100
        return Said("location", spot=Spot(round(lat, 5), round(lon, 5), f"{self.word}মহল"))

    @property
    def word_of_matter(self) -> str:
        return f"{self.word}কাণ্ড"

    @property
    def picture(self) -> bytes:
        """A small JPEG of a colour that no other has."""
        out = io.BytesIO()
        Image.new("RGB", (40, 30), (self.place, 3 * self.place, 255 - self.place)).save(out, "JPEG")
        return out.getvalue()

    def who(self, file: ReceivedFile) -> dict[str, str]:
        """What would tell who it is, or where exactly."""
        assert self.pin.spot
        national = self.number[2:]
        return {
            "the name": self.name,
            "a part of the name": f"{self.word}বালা",
            "the number": national,
            "the number in groups": f"{national[:5]} {national[5:]}",
            "the number in Bengali figures": bn.digits(national),
            "the photo's id": str(file.id),
            "the photo's hash": file.sha256,
            "the place in words": f"{self.word}মহল",
            "how far north": f"{self.pin.spot.lat}"[:7],
            "how far east": f"{self.pin.spot.lon}"[:7],
        }

    def matter(self, case: Case) -> dict[str, str]:
        """What tells that there is a complaint."""
        return dict(zip(NUMBERS, (case.ref, case.grouped_ref), strict=True)) | {
            "the words": self.word_of_matter
        }


def _complains(office: Office, said: _Told, subject: str) -> tuple[Case, ReceivedFile]:
    """The whole talk in which they complain, with a pin and a photo, and the photo's bytes."""
    words = f"{said.word_of_matter} নিয়ে বলছি, আমি {said.name}, ফোন {bn.digits(said.number[2:])}"
    photo = Said("image", media=Media(f"8{said.place}", "image", "image/jpeg"))
    _chats(office, said, subject, words, said.pin, photo, "জমা দিন")
    contact = make_contact(said.number)
    file = ReceivedFile.objects.get(contact_id=contact.id)
    file.sha256, file.mime = store.keep(settings.MEDIA_FOLDER, said.picture), "image/jpeg"
    file.state = FileState.STORED
    file.save()
    files_arrived([file], now=NOW)
    return Case.objects.get(body=office.body, parties__contact_id=contact.id), file


def _chats(office: Office, person: _Told, *said: str | Said) -> None:
    """They say this, one a second, an hour ago, and the service answers."""
    line = Line.objects.get(body_id=office.body.id)
    for number, one in enumerate(said):
        at = NOW - timedelta(hours=1) + number * _SECOND
        text, spoken = (one, None) if isinstance(one, str) else ("", one)
        came = arrival(
            text,
            said=spoken,
            sender=person.number,
            profile_name=person.name,
            line=line.provider_id,
            at=at.replace(microsecond=0),
        )
        take_in(came, now=at)
        with clock.fixed(at):
            pump_once()


def _call(case: Case) -> CallBack:
    """The office is to telephone them."""
    party = queries.parties([case.body_id], [case.id])[case.id]
    source = f"walls:{case.id}"
    ask_call_backs([call_back_about(case, party, reason=CallReason.UNREACHED, source=source, now=NOW)])
    return CallBack.objects.get(source=source)
