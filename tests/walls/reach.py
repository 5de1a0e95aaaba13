"""Who knocks at which door, with whose things, and what they may be answered."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.test import Client

from janasetu.bodies import posts
from janasetu.bodies.models import Officer
from janasetu.console.tests.factories import NOW
from walls.addresses import Door, doors
from walls.asking import Ask, Seen, answer, asks, at_the_desk, log_in
from walls.cut import require_none
from walls.offices import Office, standing
from walls.rows import changed, rows

NOTHING_THERE = {403, 404, 405}
OUT = {302, 401, 403}  # to the login, or to what says that the term has ended
SEATS = {
    "corporation": "nagar",
    "municipality": "pura",
    "gram_panchayat": "gram",
    "block": "block",
    "district": "jela",
    "state": "bangla",
}
_KINDS_OF_VISITORS, _KINDS_OF_ASKS = 40, 5  # which make a part
PARTS = _KINDS_OF_VISITORS * _KINDS_OF_ASKS


@dataclass(frozen=True)
class Visitor:
    """Somebody with a browser, who knocks with the things of `targets`.

    `sits_in`: the office in which they may read and write. `before`: what happened to them since they logged
    in. `user`: None for who never did.
    """

    who: str
    targets: list[Office]
    user: User | None = None
    sits_in: Office | None = None
    before: Callable[[], object] = lambda: None
    headers: Mapping[str, str] = field(default_factory=dict)

    def browser(self) -> Client:
        """Logged in, where they ever were."""
        if self.user:
            return at_the_desk(self.user)
        return Client(raise_request_exception=False, headers=dict(self.headers))

    def asks(self) -> Iterator[tuple[Door, Ask]]:
        """All that they can ask, each thing once."""
        seen: set[str] = set()
        for door in doors():
            for asked in (asked for target in self.targets for asked in asks(door, target)):
                if str(asked) not in seen:
                    seen.add(str(asked))
                    yield door, asked

    def faults(self, door: Door, seen: Seen) -> list[str]:
        """What is wrong with an answer that this visitor got."""
        shown = [f"{what} of {one.body.code}" for one in self.targets for what in seen.of(one)]
        may_be = self._answered(door)
        if seen.status >= 500 or shown or (may_be and seen.status not in may_be):
            return [f"{self.who}: {seen.asked}: {seen.status} shows {shown}"]
        return []

    def _answered(self, door: Door) -> set[int]:
        """The answers that are in order; empty where any is that shows nothing."""
        if door.gate != "officer":
            return set()
        if self.sits_in is None:
            return OUT
        return NOTHING_THERE if door.leads_to_an_object else set()


# --- who knocks ---


def visitors(offices: Mapping[str, Office]) -> list[Visitor]:
    """Everybody."""
    return [*_of_other_bodies(offices), *_out_of_office(offices), *_strangers(offices)]


def _of_other_bodies(offices: Mapping[str, Office]) -> Iterator[Visitor]:
    """Every post in every kind of body that has it: with the things of the neighbour of the same kind, of the
    bodies above, of those below and of those elsewhere.
    """
    for kind, code in SEATS.items():
        own = offices[code]
        others = [office for office in offices.values() if office is not own]
        for role in sorted(posts.held_in(kind)):
            officer = own.officers[role]
            yield Visitor(officer.post, others, officer.user, own)


def _out_of_office(offices: Mapping[str, Office]) -> Iterator[Visitor]:
    """Every post in one kind of body, in three ways out of office since the login; with their own things."""
    for role in sorted(posts.posts()):
        own = offices[next(code for kind, code in SEATS.items() if kind in posts.post(role).kinds)]
        officer = own.officers[role]
        for how, happened in _LEAVING.items():
            yield Visitor(
                f"{officer.post}, {how}",
                [own],
                officer.user,
                before=lambda officer=officer, happened=happened: happened(officer),  # type: ignore[misc]
            )


def _closed(officer: Officer) -> None:
    Officer.objects.filter(id=officer.id).update(active=False)


def _ended(officer: Officer) -> None:
    Officer.objects.filter(id=officer.id).update(until=NOW)


def _login_shut(officer: Officer) -> None:
    User.objects.filter(id=officer.user_id).update(is_active=False)


_LEAVING = {"disabled": _closed, "whose term has ended": _ended, "whose login is shut": _login_shut}


def _strangers(offices: Mapping[str, Office]) -> Iterator[Visitor]:
    for office in offices.values():
        yield Visitor(f"nobody at {office.body.code}", [office])
        yield Visitor(
            f"nobody's part of a page at {office.body.code}", [office], headers={"HX-Request": "true"}
        )


# --- the walk ---


def part(number: int) -> Mapping[str, int]:
    """Some of the visitors knock at some of the doors; AssertionError names whoever got through."""
    faults: list[str] = []
    counted = Counter({"requests": 0, "visitors": 0})
    with standing() as offices:
        for visitor, tried in walk(number, visitors(offices)):
            faults += _alone(visitor, tried)
            counted += Counter(requests=len(tried), visitors=1 if number < _KINDS_OF_ASKS else 0)
    require_none(faults)
    return counted


def walk(number: int, knocking: list[Visitor]) -> Iterator[tuple[Visitor, list[tuple[Door, Ask]]]]:
    """Who knocks in this part, and what they ask: a visitor comes in five parts, with a fifth each time."""
    which, fifth = divmod(number, _KINDS_OF_ASKS)
    for place in range(which, len(knocking), _KINDS_OF_VISITORS):
        everything = list(knocking[place].asks())
        yield knocking[place], everything[(fifth + place) % _KINDS_OF_ASKS :: _KINDS_OF_ASKS]


def _alone(visitor: Visitor, tried: list[tuple[Door, Ask]]) -> list[str]:
    """What was wrong with this visit, of which nothing stays."""
    with transaction.atomic():
        client = visitor.browser()
        visitor.before()
        before, faults = rows(), []
        for door, asked in tried:
            if visitor.user and not client.cookies[settings.SESSION_COOKIE_NAME].value:
                log_in(client, visitor.user)  # another window, open since before
            seen = answer(client, asked, follow=visitor.sits_in is not None)
            faults += visitor.faults(door, seen)
        faults += [f"{visitor.who} changed {table}" for table in changed(before, visitor.sits_in)]
        transaction.set_rollback(True)
    return faults
