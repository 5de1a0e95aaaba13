"""What becomes of a case: most are done in time, some late, some are refused, asked about, opened again."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from janasetu.cases.rules import REJECT_REASONS
from janasetu.demo.past.life import Life
from janasetu.demo.past.pictures import Album
from janasetu.demo.past.stamps import at_work, awake
from janasetu.demo.past.words import subjects, words

LONG_AGO = timedelta(days=14)  # what is older has come to its end
_HANDS = ("inspector", "drainage", "nirman_sahayak", "clerk")  # who goes out, and who sends others
_PENS = ("clerk",)
_RATE = 0.55  # of those who say yes
_GLAD, _SAD = (48, 30, 14, 5, 3), (10, 22, 33, 20, 15)  # who gives five stars, four, ... of a hundred


@dataclass(frozen=True, slots=True)
class Story:
    """How one case is going to go; drawn before it begins. Shares are parts of the promised time."""

    assigned: float | None
    replied: float | None
    asked: float | None
    noted: float | None
    referred: float | None
    ended: float | None
    refused: bool = False
    not_agreed: bool = False
    silent: bool = False


def drawn(life: Life, chance: Random, *, now: datetime) -> Story:
    """The story of this case."""
    complaint = life.matter.service.asks_the_citizen
    recent = life.case.opened_at > now - LONG_AGO
    left = recent and chance.random() < 0.12
    late = chance.random() < 0.12
    return Story(
        assigned=_sometimes(chance, 0.75 if complaint else 0.35, 0.02, 0.2),
        replied=_sometimes(chance, 0.35, 0.2, 0.4),
        asked=_sometimes(chance, 0.12, 0.05, 0.2),
        noted=_sometimes(chance, 0.12, 0.1, 0.6),
        referred=_sometimes(chance, 0.05 if complaint else 0, 0.05, 0.15),
        ended=None if left else chance.uniform(1.05, 2.4) if late else chance.uniform(0.3, 0.9),
        refused=chance.random() < 0.05,
        not_agreed=complaint and chance.random() < 0.09,
        silent=recent and chance.random() < 0.2,
    )


def _sometimes(chance: Random, share: float, first: float, last: float) -> float | None:
    return chance.uniform(first, last) if chance.random() < share else None


class Teller:
    """Tells stories: makes the moves that lie before `now`, and leaves the rest to the visitor."""

    def __init__(self, chance: Random, album: Album, *, now: datetime) -> None:
        self._chance, self._album, self._now = chance, album, now

    def tell(self, life: Life) -> None:
        story = drawn(life, self._chance, now=self._now)
        for step in self._steps(life, story):
            if not step:
                break
        life.reach(self._now)
        life.look_ahead(self._now)

    def _steps(self, life: Life, story: Story) -> Iterator[bool]:
        """One act after the other; each says whether it lay in the past."""
        early = sorted(
            (share, name)
            for name in ("assigned", "replied", "asked", "noted", "referred")
            if (share := getattr(story, name)) is not None
        )
        acts = {
            "assigned": self._assign,
            "replied": self._reply,
            "asked": self._ask,
            "noted": self._note,
            "referred": self._refer,
        }
        for share, name in early:
            yield acts[name](life, self._office_time(life, share))
        if story.ended is None:
            yield False
            return
        yield self._end(life, story)

    def _office_time(self, life: Life, share: float) -> datetime:
        """Office hours, unless the promise would be broken by them: then somebody works at night."""
        raw = max(life.case.opened_at + life.within * share, life.events[-1].at + timedelta(minutes=7))
        worked = max(at_work(raw, self._chance), raw)
        return raw if raw < life.case.promise_due_at < worked else worked

    def _is_past(self, at: datetime) -> bool:
        return at <= self._now - timedelta(minutes=2)

    # --- the acts ---

    def _assign(self, life: Life, at: datetime) -> bool:
        if not self._is_past(at):
            return False
        able = _HANDS if life.matter.service.asks_the_citizen else _PENS
        hands = [one for role in able if (one := life.office.by_post(role))]
        to = self._chance.choice(hands) if self._chance.random() < 0.5 else None
        life.move("assign", at, to=to)
        return True

    def _reply(self, life: Life, at: datetime) -> bool:
        if not self._is_past(at):
            return False
        seen = words().seen.get(life.matter.service.kind, words().seen["other"])
        about = words().replies if life.matter.service.asks_the_citizen else seen
        life.move("reply", at, note=self._chance.choice(about))
        return True

    def _note(self, life: Life, at: datetime) -> bool:
        if not self._is_past(at):
            return False
        life.move("note", at, note=self._chance.choice(words().notes))
        return True

    def _ask(self, life: Life, at: datetime) -> bool:
        if not self._is_past(at) or not life.citizen.contact:
            return self._is_past(at)
        question, answer = self._chance.choice(words().questions)
        life.move("ask", at, note=question)
        answered = self._citizens_time(at, hours=9)
        if not self._is_past(answered):
            return False
        life.reach(answered)
        life.answer(answered, answer)
        return True

    def _refer(self, life: Life, at: datetime) -> bool:
        others = [one for one in life.office.departments.values() if one != life.case.department]
        if not self._is_past(at) or not others:
            return self._is_past(at)
        life.move(
            "refer", at, note=self._chance.choice(words().referrals), department=self._chance.choice(others)
        )
        return True

    def _end(self, life: Life, story: Story) -> bool:
        assert story.ended
        at = self._office_time(life, story.ended)
        if not self._is_past(at):
            return False
        if story.refused:
            return self._refuse(life, at, story)
        self._resolve(life, at, self._done(life))
        if not life.matter.service.asks_the_citizen or not life.citizen.contact or story.silent:
            return True
        return self._judged(life, at, story)

    def _refuse(self, life: Life, at: datetime, story: Story) -> bool:
        reasons = [reason for reason in REJECT_REASONS if reason in words().refusals]
        reason = self._chance.choice(reasons)
        life.move("reject", at, reason=reason, note=self._chance.choice(words().refusals[reason]))
        return self._judged(life, at, story) if story.not_agreed and life.citizen.contact else True

    def _judged(self, life: Life, at: datetime, story: Story) -> bool:
        """The citizen's word; a no is followed by the work being done again."""
        answered = self._citizens_time(at, hours=30)
        if not self._is_past(answered):
            return False
        life.reach(answered)
        if not story.not_agreed:
            self._confirm(life, answered)
            return True
        life.object(answered)
        return self._mend(life, answered)

    def _mend(self, life: Life, at: datetime) -> bool:
        again = at_work(at + life.within * self._chance.uniform(0.2, 0.7), self._chance)
        if not self._is_past(again):
            return False
        self._resolve(life, again, self._chance.choice(words().again))
        answered = self._citizens_time(again, hours=30)
        if self._is_past(answered) and life.matter.service.asks_the_citizen:
            life.reach(answered)
            self._confirm(life, answered)
        return True

    def _confirm(self, life: Life, at: datetime) -> None:
        """Yes, and how it was: fewer stars where the office was late or has had to come twice."""
        life.confirm(at)
        rated_at, was_bad = at + timedelta(minutes=1), life.case.level > 0
        if self._is_past(rated_at) and self._chance.random() < _RATE:
            life.rate(rated_at, self._chance.choices((5, 4, 3, 2, 1), _SAD if was_bad else _GLAD)[0])

    def _resolve(self, life: Life, at: datetime, note: str) -> None:
        shown = "resolve" in life.matter.service.evidence
        life.move(
            "resolve", at, note=note, photos=[self._album.from_office(life.matter.scene, at)] if shown else []
        )

    def _done(self, life: Life) -> str:
        kind = life.matter.service.kind
        done = subjects()[life.case.category].done if kind == "complaint" else words().finished[kind]
        return self._chance.choice(done)

    def _citizens_time(self, after: datetime, *, hours: int) -> datetime:
        return awake(after + timedelta(minutes=self._chance.randint(4, hours * 60)), self._chance)
