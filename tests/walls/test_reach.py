"""An officer of one body reaches nothing of another, at no address, in no post; who has left, nothing."""

import hashlib
import html
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote_plus, urlencode
from uuid import uuid4

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client

from janasetu.bodies import posts
from janasetu.bodies.models import Officer
from janasetu.console.tests.factories import NOW
from walls.addresses import EXAMPLES, HOW_TO_ADD, Door, doors
from walls.offices import Office
from walls.share import WHOLE, is_in_share

Form = Mapping[str, Any]
Asked = Callable[[Office], Sequence[Form]]

DOORS = doors()
OFFICERS = [door for door in DOORS if door.gate == "officer"]
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
ROLES = sorted(posts.posts())
# Every post once, in one of the kinds of body that have it, in turn; WHOLE: in each of them.
SEATED = {
    (role, kind)
    for place, role in enumerate(ROLES)
    for turn, kind in enumerate(sorted(posts.post(role).kinds))
    if is_in_share(turn - place, len(posts.post(role).kinds))
}
MOVES = ("reply", "ask", "note", "refer", "resolve", "reject", "assign")


def _moves(office: Office) -> list[Form]:
    words = {"note": "আসছি", "reason": "other", "department": office.department.id, "since": ""}
    return [words | {"move": move, "to": office.officers["officer"].id} for move in MOVES]


def _intakes(office: Office) -> list[Form]:
    """What was typed of the same matter again, with a file of theirs in the place of one's own."""
    typed = {
        "service": "complaint",
        "category": "streetlight_out",
        "description": office.marks["words"],
        "phone": office.marks["the citizen's number"],
        "photo": office.file_id,
    }
    return [typed, typed | {"register": "1"}]


# What a form that is sent to a door may hold, for the things of this office.
POSTED: Mapping[str, Asked] = {
    "portal:language": lambda office: [{"language": "en", "next": "/console/"}],
    "console:inbox_assign": lambda office: [{"ref": office.ref, "to": office.officers["officer"].id}],
    "console:login": lambda office: [{"username": f"officer@{office.body.code}", "password": "demo-1234"}],
    "console:logout": lambda office: [{}],
    "console:confirm": lambda office: [{"code": "123456"}],
    "console:new_code_app": lambda office: [{"code": "123456", "password": "demo-1234"}],
    "console:recovery_codes": lambda office: [{}],
    "console:password": lambda office: [{"old_password": "demo-1234", "new_password1": "new-word-77"}],
    "console:new": _intakes,
    "console:new_questions": _intakes,
    "console:new_similar": _intakes,
    "console:slips": lambda office: [{"count": "8"}],
    "console:post": lambda office: [{"post": office.officers["officer"].id}],
    "console:case": _moves,
    "console:case_draft": lambda office: [{"move": "note", "text": "আসছি"}],
    "console:case_number": lambda office: [{}],
    "console:case_call": lambda office: [{}],
    "console:canned": lambda office: [
        {"id": office.reply.id, "title": "আমাদের", "text": "আসছি"},
        {"id": office.reply.id, "retire": "1"},
        {"note": "আসছি"},
    ],
    "console:call": lambda office: [{"outcome": "spoken", "note": "আসছি"}],
    "console:call_number": lambda office: [{}],
    "console:talk": lambda office: [{"text": "আসছি", "nonce": uuid4()}],
    "console:talk_back": lambda office: [{}],
}
# What the address of a list may ask for.
SEARCHED: Mapping[str, Asked] = {
    name: lambda office: [
        {"show": "any", "officer": office.officers["officer"].id},
        {"q": office.ref},
        {"q": office.marks["words"]},
        {"q": office.marks["the citizen's number"]},
    ]
    for name in ("console:inbox", "console:inbox_list")
} | {"console:new_caller": lambda office: [{"phone": office.marks["the citizen's number"]}]}


# --- looking ---


@dataclass(frozen=True, slots=True)
class Ask:
    """One request."""

    method: str
    address: str
    form: Form

    def __str__(self) -> str:
        """All that the asker says, as a person would write it."""
        return unquote_plus(f"{self.method} {self.address} {urlencode(self.form)}")


@dataclass(frozen=True, slots=True)
class Seen:
    """What came back to one request. `asked`: all that the asker had said in it."""

    asked: str
    status: int
    text: str
    raw: bytes

    def of(self, office: Office) -> list[str]:
        """What of this office stands in it that the asker had not said."""
        found = [what for what, mark in office.marks.items() if mark in self.text and mark not in self.asked]
        return [*found, *(["the bytes of the file"] if office.picture in self.raw else [])]


def asks(door: Door, office: Office) -> list[Ask]:
    """Every way to look behind the door with the things of this office; none where it has none."""
    if "ref" in door.parameters and not office.ref:
        return []
    address = door.of(office)
    searched = SEARCHED.get(door.name, lambda office: [])(office)
    posted = POSTED.get(door.name, lambda office: [{}])(office)
    gets = [Ask("get", address, form) for form in [{}, *searched]]
    return gets + [Ask("post", address, form) for form in posted]


def answer(client: Client, asked: Ask, *, follow: bool = False) -> Seen:
    """Everything that comes back, its headers too, in letters as a reader sees them."""
    form = {name: str(value) for name, value in asked.form.items()}
    came: Any = getattr(client, asked.method)(asked.address, form, follow=follow)
    raw = b"".join(came.streaming_content) if came.streaming else came.content
    told = f"{came.headers} {came.cookies} {raw.decode('utf-8', 'replace')}"
    return Seen(str(asked), came.status_code, unquote_plus(html.unescape(told)), raw)


def at_the_desk(user: User) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(user)
    return client


# --- what stands in the database ---


def rows() -> dict[tuple[str, str], str]:
    """A hash of what each body has in each table, and of each table that belongs to no body.

    Sessions, tries and logins are the visitor's own.
    """
    own = {"django_session", "bodies_attempt", "auth_user"}
    tables = [model._meta for model in apps.get_models() if model._meta.db_table not in own]
    return {key: mark for table in tables for key, mark in _hashed(table)}


def _hashed(table: Any) -> list[tuple[tuple[str, str], str]]:
    name = table.db_table
    body = "body_id::text" if any(field.column == "body_id" for field in table.fields) else "''"
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT {body}, row::text FROM "{name}" AS row ORDER BY 1, 2')  # noqa: S608
        found: dict[str, list[str]] = {}
        for whose, row in cursor:
            found.setdefault(whose or "", []).append(row)
    return [
        ((name, whose), hashlib.sha256("\n".join(kept).encode()).hexdigest()) for whose, kept in found.items()
    ]


def changed(before: Mapping[tuple[str, str], str], own: Office | None) -> list[str]:
    """The tables in which something of another body, or of none, is not as it was."""
    after, mine = rows(), str(own.body.id) if own else None
    keys = sorted(before.keys() | after.keys())
    return [
        table
        for table, whose in keys
        if whose != mine and before.get((table, whose)) != after.get((table, whose))
    ]


# --- the registry ---


def test_every_address_has_an_example_of_what_stands_in_it() -> None:
    lacking = {name: door.route for door in DOORS for name in door.parameters if name not in EXAMPLES}

    assert lacking == {}, HOW_TO_ADD


def test_every_door_that_takes_a_form_has_an_example_of_one(town_halls: dict[str, Office]) -> None:
    office = town_halls["pura"]
    officer = office.officers["officer"].user
    taking = {door.name for door in DOORS if at_the_desk(officer).post(door.of(office)).status_code != 405}

    assert taking == set(POSTED), "Say in POSTED of tests/walls/test_reach.py what a form to that door holds."


# --- the walls ---


def test_in_the_own_office_everything_of_it_is_there_to_be_seen(town_halls: dict[str, Office]) -> None:
    """Without this the walls below would hold back what nobody can see anyway."""
    office = town_halls["pura"]
    client = at_the_desk(office.officers["officer"].user)
    seen = [answer(client, one) for door in OFFICERS for one in asks(door, office)]

    assert [one.asked for one in seen if one.status >= 500] == []
    assert set(office.marks) - {what for one in seen for what in one.of(office)} == set()
    assert any(office.picture in one.raw for one in seen)


@pytest.mark.parametrize("kind", sorted(SEATS))
def test_no_post_reaches_anything_of_another_body(town_halls: dict[str, Office], kind: str) -> None:
    """Every post sits in a body and knocks at every door with the things of a neighbour of the same kind, of
    the bodies above, of those below and of those elsewhere; a share of it, but with WHOLE all of it.
    """
    own = town_halls[SEATS[kind]]
    others = [office for office in town_halls.values() if office is not own]
    before, faults = rows(), []
    for place, role in enumerate(ROLES):
        if (role, kind) in SEATED:
            faults += _trespasses(own.officers[role], others, place)
    faults += [f"somebody of {own.body.code} changed {table}" for table in changed(before, own)]

    assert faults == []


def _trespasses(officer: Officer, others: list[Office], place: int) -> Iterator[str]:
    """What was wrong with any answer to this officer."""
    client = at_the_desk(officer.user)
    for door in OFFICERS:
        tried = [one for target in others for one in asks(door, target)]
        for asked in tried if WHOLE else _share(tried, door, place):
            seen = answer(client, asked, follow=True)
            who = f"{officer.post}: {seen.asked}: {seen.status}"
            if seen.status >= 500 or (door.leads_to_an_object and seen.status not in NOTHING_THERE):
                yield who
            yield from (f"{who} shows {what} of {one.body.code}" for one in others for what in seen.of(one))


def _share(tried: list[Ask], door: Door, place: int) -> list[Ask]:
    """One look behind some of the doors. Posts, doors and neighbours take turns, so that each meets each."""
    turn = place * 7 + OFFICERS.index(door)
    if turn % (2 if door.leads_to_an_object else 4):
        return []
    return [tried[turn * 5 % len(tried)]]


# --- who is not in office ---


def _closed(officer: Officer) -> None:
    Officer.objects.filter(id=officer.id).update(active=False)


def _ended(officer: Officer) -> None:
    Officer.objects.filter(id=officer.id).update(until=NOW)


def _login_shut(officer: Officer) -> None:
    User.objects.filter(id=officer.user_id).update(is_active=False)


@pytest.mark.parametrize("left", [_closed, _ended, _login_shut])
def test_whoever_leaves_office_is_out_at_the_next_click(
    town_halls: dict[str, Office], left: Callable[[Officer], None]
) -> None:
    own = town_halls["pura"]
    user = own.officers["officer"].user
    client = at_the_desk(user)
    assert client.get("/console/code-app/").status_code == 200
    left(own.officers["officer"])
    before, faults = rows(), []

    for asked in [one for door in OFFICERS for one in asks(door, own)]:
        if not client.cookies[settings.SESSION_COOKIE_NAME].value:
            client.force_login(user)  # another window, open since before
        faults += _let_in(answer(client, asked), own)

    assert [*faults, *changed(before, None)] == []


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}], ids=["a page", "a part of a page"])
def test_whoever_is_not_logged_in_reaches_nothing(
    town_halls: dict[str, Office], headers: dict[str, str]
) -> None:
    own, before, faults = town_halls["pura"], rows(), []
    for door in DOORS:
        client = Client(raise_request_exception=False, headers=headers)
        for seen in [answer(client, asked) for asked in asks(door, own)]:
            faults += _let_in(seen, own) if door in OFFICERS else [seen.asked for _ in seen.of(own)]

    assert [*faults, *changed(before, None)] == []


def _let_in(seen: Seen, own: Office) -> list[str]:
    """The answer, if it is no shut door, or shows something through it."""
    shown = seen.of(own)
    return [f"{seen.asked}: {seen.status} shows {shown}"] if shown or seen.status not in OUT else []
