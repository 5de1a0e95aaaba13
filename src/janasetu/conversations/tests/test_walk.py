"""Whatever a person does, in whatever order: an answer where one is due, and a talk that can be stored."""

import random
from collections.abc import Callable

import pytest

from janasetu.catalogue.fields import KINDS
from janasetu.catalogue.schema import Field
from janasetu.catalogue.tests.factories import choice, complaint, question, service
from janasetu.conversations.engine.effects import CaseLine
from janasetu.conversations.engine.words import _acts
from janasetu.conversations.tests.talking import Talk, office
from janasetu.lib.references import compose
from janasetu.lib.tests.strategies import BENGALI, EMOJI, HOSTILE, UNSEEN
from janasetu.lib.text import clean
from janasetu.messaging.values import Said, Spot

WALKS, STEPS = 60, 30

_SKIP = {"required": False, "skip": {"bn": "বাদ দিন", "en": "Skip"}}
LONG_FORM = service(
    question("text"),
    choice(23, **_SKIP),
    question("place", **_SKIP),
    question("photo", **_SKIP),
    question("text", field="remark", **_SKIP),
    code="long-form",
)
OFFICES = [
    office(),
    office(languages=("bn",)),
    office(complaint().service, LONG_FORM, languages=("bn", "en", "hi")),
]
REFS = [compose(year=2026, body=1002, serial=n) for n in (1, 2)]
WORDS = sorted(_acts())
SENSIBLE = ["৫ নং ওয়ার্ডে আলো নেই", "রাস্তার আলো জ্বলছে না তিন দিন", "pothole", "নমুনা", "অভিযোগ", "জঞ্জাল আর মশা"]
LETTERS = BENGALI + UNSEEN + HOSTILE + EMOJI + " \n\tabcZ019।:/<>&'\"%{}"
NUMBERS = ["inf", "-inf", "1e300", "0", "26.5", "-91", "181", "5e-324"]


class Person:
    """Somebody at a telephone who does anything that a telephone can do."""

    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)
        self.talk = Talk(self.dice.choice(OFFICES), self.dice.choice(["bn", "en", "hi"]))
        self.tapped: list[str] = []

    def act(self) -> list[str]:
        """Do one thing; what the office says to it."""
        acts: list[tuple[int, Callable[[], list[str]]]] = [
            (6, self.answers_what_is_asked),
            (3, self.taps_what_is_offered),
            (2, lambda: self.talk.says(self.dice.choice(SENSIBLE))),
            (2, lambda: self.talk.says(self.dice.choice(WORDS))),
            (2, lambda: self.talk.says(self.anything())),
            (1, lambda: self.talk.says(self.dice.choice(["ক", "ক ", "\u0981", "👍"]) * 5_000)),
            (
                2,
                lambda: self.talk.says(
                    str(self.dice.randint(0, 12)).translate(str.maketrans("0123456789", "০১২৩৪৫৬৭৮৯"))
                ),
            ),
            (1, lambda: self.talk.taps_id(self.dice.choice([*self.tapped, "x"]))),
            (1, lambda: self.talk.taps_id(self.anything() or "x")),
            (2, lambda: self.talk.sends_photo(self.dice.choice(["", *SENSIBLE, *WORDS, self.anything()]))),
            (1, lambda: self.talk.hears(Said("location", spot=self.somewhere()))),
            (
                1,
                lambda: self.talk.hears(
                    Said(self.dice.choice(["audio", "video", "document", "sticker", "unknown"]))
                ),
            ),
        ]
        (chosen,) = self.dice.choices([act for _, act in acts], [weight for weight, _ in acts])
        self.talk.cases = tuple(self.own_case() for _ in range(self.dice.randint(0, 3)))
        return chosen()

    def answers_what_is_asked(self) -> list[str]:
        session = self.talk.session
        if session.state == "confirming":
            return self.talk.taps_id(f"{session.draft}:submit")
        match self.asked():
            case Field(options=options) if options:
                return self.talk.taps_id(f"{session.draft}:{session.step}:{self.dice.choice([*options])}")
            case Field(kind="photo"):
                return self.talk.sends_photo()
        return self.talk.says("৫ নং ওয়ার্ডে আলো নেই")

    def taps_what_is_offered(self) -> list[str]:
        if not self.talk.choices:
            return self.talk.says("নমস্কার")
        chosen = self.dice.choice(self.talk.choices)
        self.tapped.append(chosen.id)
        return self.talk.taps_id(chosen.id, chosen.title)

    def asked(self) -> Field | None:
        service = self.talk.office.service(self.talk.session.version)
        return service.field(self.talk.session.step) if service and self.talk.session.step else None

    def anything(self) -> str:
        return clean("".join(self.dice.choices(LETTERS, k=self.dice.randint(0, 40))))

    def somewhere(self) -> Spot:
        lat, lon = (float(self.dice.choice(NUMBERS)) for _ in range(2))
        return Spot(lat, lon, self.anything(), self.anything())

    def own_case(self) -> CaseLine:
        return CaseLine(self.dice.choice(REFS), "একটি অভিযোগ", self.dice.random() < 0.5)


def walked(seed: int) -> Talk:
    """The talk after a walk, each step of it looked at."""
    person = Person(seed)
    for _ in range(STEPS):
        replies = person.act()
        assert len(replies) == 1, "one answer to each thing said: none is silence, two cost twice"
        assert replies[0].strip()
        _check_kept(person.talk)
    return person.talk


def _check_kept(talk: Talk) -> None:
    """What is kept fits its columns and can be shown (the talk itself stores it and reads it again)."""
    session = talk.session
    assert session.state in {"idle", "asking", "confirming", "stopped"}
    assert len(session.draft) <= 20
    assert len(session.step) <= 40
    assert session.in_form == bool(session.version)
    service = talk.office.service(session.version)
    for name, answer in session.fields.items() if service else ():
        asked = service.field(name)
        shown = KINDS[asked.kind].show(asked, answer, "bn") if answer is not None else ""
        assert shown.splitlines() == ([shown] if shown else [])


@pytest.mark.parametrize("seed", range(WALKS))
def test_a_person_who_does_anything_is_always_answered(seed: int) -> None:
    talk = walked(seed)

    for fields in talk.opened:
        form = complaint().service if "category" in fields else LONG_FORM
        assert set(fields) == {asked.field for asked in form.ask}
        assert all(fields[asked.field] is not None for asked in form.ask if asked.required)


def test_the_walks_go_everywhere() -> None:
    talks = [walked(seed) for seed in range(WALKS // 2)]

    assert sum(len(talk.opened) for talk in talks) > 15
    assert sum(len(talk.claims) for talk in talks) > 5
    assert {talk.lang for talk in talks} == {"bn", "en", "hi"}
    assert {talk.session.state for talk in talks} >= {"idle", "asking"}
