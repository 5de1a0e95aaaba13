"""Where the talks of the past stand now: most at rest, some handed over, some in the middle of a form."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from janasetu.catalogue.fields.wording import label_of
from janasetu.conversations.engine.saying import PHRASES
from janasetu.conversations.models import Conversation, TalkState
from janasetu.demo.past.citizens import Citizen, People
from janasetu.demo.past.offices import Office
from janasetu.demo.past.stamps import Stamps
from janasetu.demo.past.talk import Letters
from janasetu.demo.past.words import Spelling, subjects
from janasetu.messaging.values import Message, Said

# What people say who want a person; the office has not answered yet.
_TO_A_PERSON: tuple[tuple[str, Spelling, int], ...] = (
    ("কারও সঙ্গে কথা বলতে চাই। ট্যাক্সের কাগজ নিয়ে একটু বুঝতে পারছি না", "bn", 14),
    ("Ami ekjon lok er sathe kotha bolte chai, form bujhte parchi na", "latn", 47),
    ("মায়ের ভাতার কাগজ কোথায় জমা দেব? একজন বলে দিলে ভালো হয়", "bn", 130),
)
_BEGUN = (("streetlight_out", 6), ("garbage_dump", 25))  # a subject, and minutes since


def talks_now(
    open_offices: Mapping[str, Office],
    people: People,
    letters: Letters,
    stamps: Stamps,
    *,
    now: datetime,
) -> list[Conversation]:
    """Every talk as it stands at `now`: one for each person who wrote."""
    at_rest = people.all()
    begun = [
        talk
        for office in open_offices.values()
        for talk in (
            *_handed_over(office, people, letters, stamps, now=now),
            *_asking(office, people, letters, stamps, now=now),
        )
    ]
    return [*(_row(citizen, stamps, {}) for citizen in at_rest), *begun]


def _handed_over(
    office: Office, people: People, letters: Letters, stamps: Stamps, *, now: datetime
) -> list[Conversation]:
    """People who wait for a person of the office."""
    talks = []
    for words, spelling, minutes in _TO_A_PERSON:
        at = now - timedelta(minutes=minutes)
        citizen = people.newcomer(office, at, spelling)
        heard = letters.hear(citizen, Said("text", text=words), at)
        reply = Message(PHRASES.say("handed_over", citizen.lang))
        letters.say(citizen, reply, at + timedelta(seconds=2), source=f"past:{heard}", caused_by=heard)
        citizen.intents.append("talk_to_person")
        talks.append(_row(citizen, stamps, {"state": TalkState.HANDED_OVER, "handed_at": at}))
    return talks


def _asking(
    office: Office, people: People, letters: Letters, stamps: Stamps, *, now: datetime
) -> list[Conversation]:
    """People who have told what is wrong and are asked where."""
    version, service = office.services["complaint"]
    talks = []
    for category, minutes in _BEGUN:
        at = now - timedelta(minutes=minutes)
        citizen = people.newcomer(office, at, "bn")
        said = subjects()[category].bn[0]
        heard = letters.hear(citizen, Said("text", text=said), at)
        question = Message(label_of(service.field("place"), citizen.lang))
        letters.say(citizen, question, at + timedelta(seconds=2), source=f"past:{heard}", caused_by=heard)
        citizen.intents.append(service.reached_intent)
        draft = {"category": category, "description": said}
        standing = {
            "state": TalkState.ASKING,
            "version_id": version,
            "draft": heard.hex[-12:],
            "step": "place",
        }
        talks.append(_row(citizen, stamps, {**standing, "fields": draft}))
    return talks


def _row(citizen: Citizen, stamps: Stamps, standing: dict[str, Any]) -> Conversation:
    assert citizen.contact
    assert citizen.last_said
    return Conversation(
        id=stamps.at(citizen.last_said),
        bucket=citizen.contact.bucket,
        contact_id=citizen.contact.id,
        line_id=citizen.office.line.id,
        body_id=citizen.office.body.id,
        intents=_parted(citizen.intents),
        at=citizen.last_said,
        **standing,
    )


def _parted(intents: Sequence[str]) -> list[str]:
    """Each once in a row, as a talk remembers them."""
    return [intent for place, intent in enumerate(intents) if place == 0 or intents[place - 1] != intent]
