"""Somebody at a telephone who does anything that a telephone can do, in an office that offers everything."""

import random
from collections.abc import Callable
from functools import cache
from typing import Any

from janasetu.catalogue.schema import Field, Group, Service
from janasetu.catalogue.tests.factories import bundled, choice, complaint, question, service
from janasetu.conversations.engine.effects import CaseLine, OfficeLine, PersonLine, SlotLine
from janasetu.conversations.engine.office import Office
from janasetu.conversations.engine.words import _acts
from janasetu.conversations.offices import AREA
from janasetu.conversations.tests.talking import Directory, Talk, office
from janasetu.lib.references import compose
from janasetu.lib.tests.strategies import BENGALI, EMOJI, HOSTILE, UNSEEN
from janasetu.lib.text import clean
from janasetu.messaging.values import Media, Said, Spot

STEPS = 30
_SKIP = {"required": False, "skip": {"bn": "বাদ দিন", "en": "Skip"}}
REFS = [compose(year=2026, body=1002, serial=n) for n in (1, 2)]
WORDS = sorted(_acts())
SENSIBLE = [
    *("৫ নং ওয়ার্ডে আলো নেই", "রাস্তার আলো জ্বলছে না তিন দিন", "pothole", "অভিযোগ", "জঞ্জাল আর মশা"),
    *("অফিসের সময়", "নমুনা", "গেস্ট হাউস", "ধন্যবাদ"),
]
ANSWERS = {
    "count": ("২", "৫", "৭২০"),
    "money": ("৫০০",),
    "date": ("২৫ নভেম্বর ২০২৬", "২০ নভেম্বর ২০২৬", "১৫/০৮/১৯৯০"),
    "person_name": ("রহিমা বিবি / Rahima Bibi",),
    "phone": ("9000000001",),
    "slot": ("২৫ নভেম্বর সকাল",),
    "yes_no": ("না",),
    "consent": ("রাজি আছি",),
    "choice": ("১", "২"),
    "choices": ("১", "হয়ে গেছে"),
}
FILES = {
    "photo": ("image", "image/jpeg"),
    "document": ("document", "application/pdf"),
    "voice": ("audio", "audio/ogg"),
}
LETTERS = BENGALI + UNSEEN + HOSTILE + EMOJI + " \n\tabcZ019।:/<>&'\"%{}#"
NUMBERS = ["inf", "-inf", "1e300", "0", "26.5", "-91", "181", "5e-324"]
PERSONS = tuple(
    PersonLine(f"0000000{n}-0000-4000-8000-000000000000", {"bn": name})
    for n, name in enumerate(("আবদুল রহমান", "ফতেমা বিবি"))
)


def long_form() -> Service:
    """Questions of every kind, a group, a condition."""
    more = {"bn": "আর কেউ?", "en": "Any more?"}
    name = {"bn": "অংশীদার", "en": "Partner"}
    partners = {"group": "partners", "label": name, "short": name, "repeat": {"most": 3, "more": more}}
    asked: list[Field | Group] = [
        choice(23),
        question("text", field="about", when="topic != o1"),
        Group.model_validate(
            partners | {"ask": [question("person_name", field="name"), question("count", field="age")]}
        ),
        *(
            question(kind, **_SKIP)
            for kind in ("place", "photo", "document", "voice", "money", "date", "phone")
        ),
        choice(4, field="several", kind="choices"),
        question("slot", resource="doctor"),
        question("consent", purpose={"bn": "কাজ", "en": "Work"}),
    ]
    kinds = ["gram_panchayat", "municipality"]
    return service(
        question("text"), ask=asked, title_by="topic", code="long-form", concerns="person", offered_by=kinds
    )


@cache
def in_town() -> list[Service]:
    """Everything that a municipality can offer."""
    everything = [*(definition.service for definition in bundled()), long_form()]
    return [one for one in everything if "municipality" in one.offered_by]


@cache
def offices() -> list[Office]:
    """One of a single service and language, one that offers everything, a line on which none is chosen."""
    return [office(languages=("bn",)), office(*in_town(), languages=("bn", "en", "hi")), AREA]


def directory() -> Directory:
    lines = [
        OfficeLine("d1", "birbhum", "বীরভূম", kind="district"),
        OfficeLine("g1", "panchayat", "শালডাঙা", within="বীরভূম", kind="gram_panchayat"),
        OfficeLine("g2", "gopalpur", "গোপালপুর", within="বীরভূম", kind="gram_panchayat", served=False),
    ]
    served = office(
        complaint().service, long_form(), kind="gram_panchayat", body="panchayat", on_area_line=True
    )
    return Directory({line.id: line for line in lines}, {"g1": "d1", "g2": "d1"}, {"g1": served})


class Person:
    """Does anything, but mostly what is asked."""

    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)
        begins_with = offices()[seed % len(offices())]
        self.talk = Talk(begins_with, self.dice.choice(["bn", "en", "hi"]), directory=directory())
        self.talk.persons = PERSONS[: self.dice.randint(0, 2)]
        self.talk.free_slots = (SlotLine("2026-11-25T10:00:00+05:30", "সকাল ১০টা"),)[: self.dice.randint(0, 1)]
        self.talk.facts = {"hours": "১১টা থেকে ৫টা"}
        self.tapped: list[str] = []
        self.replies: list[list[str]] = []
        self.silent: list[bool] = []
        self.handed_in: list[tuple[Service, dict[str, Any]]] = []

    def walk(self) -> None:
        """Do one thing, and note what came of it."""
        talk = self.talk
        begun, opened = talk.office.service(talk.session.version), len(talk.opened)
        self.replies.append(self.act())
        self.silent.append(talk.session.state == "handed_over" or talk.session.album_at is not None)
        if begun and len(talk.opened) > opened:
            self.handed_in.append((begun, talk.opened[-1]))

    def act(self) -> list[str]:
        """Do one thing; what the office says to it."""
        acts: list[tuple[int, Callable[[], list[str]]]] = [
            (30, self.answers_what_is_asked),
            (6, self.taps_what_is_offered),
            (2, lambda: self.talk.says(self.dice.choice(SENSIBLE))),
            (2, lambda: self.talk.says(self.dice.choice(WORDS))),
            (2, lambda: self.talk.says(self.anything())),
            (1, lambda: self.talk.says(self.dice.choice(["ক", "ক ", "\u0981", "👍"]) * 5_000)),
            (2, lambda: self.talk.says(str(self.dice.randint(0, 12)))),
            (
                2,
                lambda: self.talk.taps_id(f"case:{self.dice.choice(REFS)}:{self.dice.choice(['yes', 'no'])}"),
            ),
            (1, lambda: self.talk.says(self.dice.choice(["শালডাঙা", "গোপালপুর", "#panchayat", "বীরভূম"]))),
            (1, lambda: self.talk.taps_id(self.dice.choice([*self.tapped, "x"]))),
            (1, lambda: self.talk.taps_id(self.anything() or "x")),
            (2, self.sends_anything),
            (1, lambda: self.talk.hears(Said("location", spot=self.somewhere()))),
            (1, lambda: self.talk.hears(Said(self.dice.choice(["video", "sticker", "poll", "unknown"])))),
        ]
        (chosen,) = self.dice.choices([act for _, act in acts], [weight for weight, _ in acts])
        self.talk.cases = tuple(self.own_case() for _ in range(self.dice.randint(0, 3)))
        self.talk.waits(seconds=self.dice.choice([0, 0, 0, 0, 60, 3600, 90_000]))
        return chosen()

    def answers_what_is_asked(self) -> list[str]:
        session = self.talk.session
        if session.state == "confirming":
            return self.talk.taps_id(f"{session.draft}:submit")
        if not session.in_form:
            return self.talk.says("শালডাঙা" if self.talk.office.is_area else self.dice.choice(SENSIBLE))
        asked = self.asked()
        if asked in FILES:
            return self.talk.sends_file(*FILES[asked])
        return self.talk.says(self.dice.choice(ANSWERS.get(asked, ("৫ নং ওয়ার্ডে আলো নেই",))))

    def asked(self) -> str:
        """The kind of the question that waits."""
        service_ = self.talk.office.service(self.talk.session.version)
        steps = [step for step in self.talk.session.step.split(".") if not step.isdecimal()]
        if service_ is None or not steps:
            return ""
        if steps[-1] in ("more", "for_whom"):
            return {"more": "yes_no", "for_whom": "choice"}[steps[-1]]
        return service_.field(".".join(steps)).kind

    def taps_what_is_offered(self) -> list[str]:
        if not self.talk.choices:
            return self.talk.says("নমস্কার")
        chosen = self.dice.choice(self.talk.choices)
        self.tapped.append(chosen.id)
        return self.talk.taps_id(chosen.id, chosen.title)

    def sends_anything(self) -> list[str]:
        kind, mime = self.dice.choice([*FILES.values(), ("document", "application/zip")])
        caption = self.dice.choice(["", *SENSIBLE, *WORDS, self.anything()])
        said = Said(kind, text=caption, media=Media("1", kind, mime))
        return self.talk.hears(said, file=f"file-{self.talk.sent}")

    def anything(self) -> str:
        return clean("".join(self.dice.choices(LETTERS, k=self.dice.randint(0, 40))))

    def somewhere(self) -> Spot:
        lat, lon = (float(self.dice.choice(NUMBERS)) for _ in range(2))
        return Spot(lat, lon, self.anything(), self.anything())

    def own_case(self) -> CaseLine:
        return CaseLine(self.dice.choice(REFS), "একটি অভিযোগ", self.dice.random() < 0.5)


@cache
def walked(seed: int) -> Person:
    """Somebody after a walk; what was said to each step stands in `replies`."""
    person = Person(seed)
    for _ in range(STEPS):
        person.walk()
    return person
