"""Lay the year down: some 3,000 cases of four towns up to now, or 300, once, all by one seed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

from janasetu.cases import numbers
from janasetu.cases.models import CallBack, Case, CaseAttachment, CaseEvent, CaseParty, CasePause
from janasetu.conversations.models import Conversation
from janasetu.demo.past import rows, talk
from janasetu.demo.past.citizens import People, alias_rows, contact_rows
from janasetu.demo.past.life import Life, demands_of, opened, party_of
from janasetu.demo.past.matters import matter
from janasetu.demo.past.offices import Office, offices
from janasetu.demo.past.pictures import Album
from janasetu.demo.past.stamps import Stamps, awake
from janasetu.demo.past.story import LONG_AGO, Teller
from janasetu.demo.past.talks import talks_now
from janasetu.documents.models import ReceivedFile
from janasetu.lib.clock import local
from janasetu.messaging.models import InboundMessage, OutboundMessage, Window
from janasetu.payments.models import Demand
from janasetu.people.models import Contact, ContactAlias

SOURCE = "past:"  # begins the source of every case of the year
_SEED = 20190808
_YEAR = timedelta(days=365)
_TALKS_KEPT = timedelta(days=45)  # the words of older talks are gone, as an office would have deleted them
_ON_LINE = 0.86  # the others rang up or came to the counter


@dataclass(frozen=True, slots=True)
class Measure:
    """How much of a year there is. `bend`: the more, the more of it lies in the last weeks."""

    cases: dict[str, int]
    bend: float
    variations: int


SMALL = Measure({"kmc": 130, "falakata": 75, "basirhat": 50, "panchayat": 45}, bend=2.6, variations=1)
WHOLE = Measure({"kmc": 1500, "falakata": 650, "basirhat": 450, "panchayat": 400}, bend=1.2, variations=3)


def is_laid_down() -> bool:
    return Case.objects.filter(source__startswith=SOURCE).exists()


def lay_down(measure: Measure, *, media: Path, now: datetime) -> None:
    """Write the year into an installation that has none."""
    chance = Random(_SEED)  # noqa: S311 - the demo is the same for everybody
    stamps = Stamps(chance)
    album = Album(media, chance, stamps, variations=measure.variations)
    people = People(chance, stamps)
    open_offices = offices(list(measure.cases), now=now)
    lives = _lives(measure, open_offices, people, album, chance, stamps, now=now)
    _number(lives)
    teller = Teller(chance, album, now=now)
    for life in lives:
        teller.tell(life)
    letters = talk.Letters(stamps, chance)
    _write_letters(lives, letters, now=now)
    conversations = talks_now(open_offices, people, letters, stamps, now=now)
    _write(lives, people, album, letters, conversations, stamps)


def _lives(
    measure: Measure,
    open_offices: dict[str, Office],
    people: People,
    album: Album,
    chance: Random,
    stamps: Stamps,
    *,
    now: datetime,
) -> list[Life]:
    """Every case as it is opened, the oldest first."""
    openings = sorted(
        (_opening(chance, measure.bend, now=now), code)
        for code, count in measure.cases.items()
        for _ in range(count)
    )
    lives = []
    for at, code in openings:
        on_line = chance.random() < _ON_LINE
        citizen = people.one(open_offices[code], at, on_line=on_line)
        # Who rang up long ago cannot have said on a line that it was done.
        asked = matter(citizen, at, chance, album, complaints=on_line or at > now - LONG_AGO)
        lives.append(opened(asked, citizen, at, stamps, channel="whatsapp" if on_line else "phone"))
    return lives


def _opening(chance: Random, bend: float, *, now: datetime) -> datetime:
    """A moment of the last year at which people are up."""
    ago = _YEAR * chance.random() ** bend
    return min(awake(now - ago, chance), now - timedelta(minutes=chance.randint(3, 40)))


def _number(lives: Sequence[Life]) -> None:
    """The real numbers, from the real series of their years, in the order of opening."""
    by_year: dict[int, list[Life]] = {}
    for life in lives:
        by_year.setdefault(local(life.case.opened_at).year, []).append(life)
    for theirs in by_year.values():
        wanted = [(life.case.body_id, life.case.body.number or 0) for life in theirs]
        refs = numbers.take(wanted, now=theirs[0].case.opened_at)
        for life, ref in zip(theirs, refs, strict=True):
            life.case.ref = ref
            for demand in life.demands:
                demand.ref = ref


def _write_letters(lives: Sequence[Life], letters: talk.Letters, *, now: datetime) -> None:
    for life in lives:
        if life.citizen.contact:
            if life.case.opened_at > now - _TALKS_KEPT:
                talk.filled(life, letters, life.matter.files)
            life.citizen.last_said = max(life.case.opened_at, life.citizen.last_said or life.case.opened_at)
            life.citizen.intents.append(life.matter.service.reached_intent)
            talk.told(life, letters)


def _write(
    lives: Sequence[Life],
    people: People,
    album: Album,
    letters: talk.Letters,
    conversations: Sequence[Conversation],
    stamps: Stamps,
) -> None:
    citizens = people.all()
    rows.write(Contact, contact_rows(citizens))
    rows.write(ContactAlias, alias_rows(citizens, stamps))
    rows.write(Window, [talk.window_of(citizen, stamps) for citizen in citizens])
    rows.write(ReceivedFile, album.files)
    rows.write(Case, [life.case for life in lives])
    rows.write(CaseParty, [party_of(life) for life in lives])
    rows.write(CaseEvent, [event for life in lives for event in life.events])
    rows.write(CasePause, [pause for life in lives for pause in life.pauses])
    rows.write(CaseAttachment, [file for life in lives for file in life.attachments])
    rows.write(Demand, [demand for life in lives for demand in demands_of(life)])
    rows.write(CallBack, [call for life in lives for call in life.calls])
    rows.write(InboundMessage, letters.heard)
    rows.write(OutboundMessage, letters.said)
    rows.write(Conversation, conversations)
    rows.look_again([Contact, ContactAlias, Case, CaseParty, CaseEvent, InboundMessage, OutboundMessage])
