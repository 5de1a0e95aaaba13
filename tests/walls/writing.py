"""Every form that an officer meets, what may be written into it, and what the answer must be."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import quote, urlencode

from django.contrib.auth.models import User
from django.db import transaction
from django.test import Client

from janasetu.bodies.actions import set_up_code_app
from janasetu.bodies.models import Officer
from janasetu.bodies.rules import LONG_AGO
from janasetu.cases.models import CallBack, CannedReply, Case, CaseEvent
from janasetu.console.subjects import offered_to_register
from janasetu.lib import bn
from janasetu.lib.text import clean, tame
from janasetu.messaging.models import OutboundMessage
from walls.addresses import doors
from walls.asking import at_the_desk
from walls.cut import is_in, require_none
from walls.forms import Form, Sheet, each_once
from walls.offices import Office, standing

PASSWORD = "demo-1234"
SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
BENGALI = re.compile("[\u0980-\u09ff]")
SCRIPT = "<script>walls()</script>"
PICTURE = "\"'><img src=x onerror=walls()>"
RUNS = (SCRIPT, "<img src=x")
WORDS = "কাল সকালে লোক যাবে"
HOSTILE = {
    "ten thousand letters": "ক" * 10_000,
    "ten thousand words": "জল নেই " * 1_430,
    "a NUL": "জল\x00নেই",
    "turned to the left": "জল \u202eনেই\u202c",
    "halves of a letter": "জল \ufffd\ufffd নেই",
    "no letter at all": "\ufffe\uffff\u200b\u200d\ufeff",
    "a script": SCRIPT,
    "a picture that runs": PICTURE,
    "a pile of conjuncts": "ক্ষ্ম্য্র্ল" + "্ক" * 500 + "া" * 500,
    "an endless number": "1e309",
    "less than nothing": "-1",
    "a number beyond every column": "9" * 40,
    "Bengali digits": "১২৩৪৫৬",
    "digits that are none": "²③٣",
    "the thirty-first of February": "৩১/০২/২০২৬",
    "before every calendar": "0001-01-01",
    "after every calendar": "9999-12-31",
    "a family": "👨‍👩‍👧‍👦" * 50,
    "a quote of SQL": "'; DROP TABLE cases_case; --",
    "a format": "%s %(q)s {ref} {0} {{ x }} {% x %}",
    "only spaces": " \t\u3000 ",
    "two lines": "এক\r\nদুই\rতিন\n",
}
# Forms whose answer shows a page because it was granted, with what it is that they show.
SHOWS = {
    "/number": "the number",
    "/new/questions": "the questions for what is chosen by now",
    "/new/similar": "cases like this one",
}
NEW = "/console/new/"
# What each press does anew, and why.
EACH_TIME = {
    "/number": "whoever looks at a number twice has looked twice",
    "/slips/": "another sheet is printed at every press",
    "/logout/": "who is out is sent to the login",
}


# --- the desk, and the forms there are ---


@dataclass(frozen=True, slots=True)
class Desk:
    """An officer at work: their browser, which has confirmed with a code, and one that has not yet."""

    office: Office
    browser: Client
    unconfirmed: Client


@contextmanager
def at_work() -> Iterator[Desk]:
    """A municipality whose officer sits in a second post too; nothing stays."""
    with standing() as offices:
        office = offices["pura"]
        user = User.objects.get(username="officer@pura")  # a copy: the office's own is for everybody
        user.set_password(PASSWORD)
        user.save()
        set_up_code_app(user=user, secret=SECRET)
        seat = {"role_id": "clerk", "name": {"bn": "মিনা"}, "since": LONG_AGO + timedelta(days=1)}
        Officer.objects.create(body=office.body, user=user, **seat)
        unconfirmed = Client(raise_request_exception=False)
        unconfirmed.force_login(user)
        yield Desk(office, at_the_desk(user), unconfirmed)


def forms_of(desk: Desk) -> list[Form]:
    """Every form of every page that the officer sees, and of the doors before them."""
    sheets = [sheet for asked in _pages(desk) for sheet in _sheets(*asked)]
    picked = [
        form for sheet in sheets for form in sheet.forms if form.action == NEW and form.value("_service")
    ]
    sheets += [sheet for form in picked for sheet in _sheets(desk.browser, "post", NEW, form.filled())]
    return list(each_once(sheets))


def _pages(desk: Desk) -> Iterator[tuple[Client, str, str, dict[str, str]]]:
    """Where forms stand, and how to come there."""
    stranger, office = Client(), desk.office
    case = f"/console/cases/{office.ref}/"
    for door in doors():
        yield desk.browser, "get", door.of(office), {}
    yield stranger, "get", "/console/login/", {}
    yield (
        stranger,
        "post",
        f"/console/talks/{office.talk.id}/",
        {"text": "আসছি"},
    )  # the login with what was typed
    yield desk.unconfirmed, "post", "/console/code-app/recovery-codes/", {"x": "1"}  # the code
    yield desk.browser, "get", "/console/?show=any&q=কদম", {}
    yield desk.browser, "get", f"{case}?in=show%3Dany", {}
    for version in offered_to_register(office.body):
        yield desk.browser, "post", NEW, {"_pick": f"{version}:"}


def _sheets(client: Client, method: str, address: str, said: dict[str, str]) -> list[Sheet]:
    """The page at this address, where one is."""
    answer: Any = getattr(client, method)(address, said)
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    is_page = answer.headers.get("Content-Type", "").startswith("text/html")
    return [Sheet(content.decode(), address)] if is_page else []


# --- what is looked at in every answer ---


def send(client: Client, form: Form, said: Mapping[str, str]) -> Any:
    return getattr(client, form.method)(form.action, dict(said))


def bare(text: str) -> str:
    """The letters of a text as they may be kept: no blanks, nothing that no database keeps."""
    return "".join(tame(bn.normalise(clean(text))).split())


def crash(answer: Any) -> list[str]:
    """What no answer may ever be."""
    if answer.status_code >= 500:
        return [f"{answer.status_code}, {answer.exc_info[1]!r}"]
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return ["runs what was typed"] if any(one.encode() in content for one in RUNS) else []


def loss(answer: Any, form: Form, said: Mapping[str, str]) -> list[str]:
    """Of a form that was refused: what was typed and is not there any more, and that nobody says why."""
    if answer.status_code != 200 or form.method != "post":
        return []
    sheet = Sheet(answer.content.decode(), form.action)
    again = [one for one in sheet.forms if one.kind == form.kind] or sheet.forms
    held = {name: {bare(one.value(name) or "") for one in again} for name in form.typed}
    lost = [f"lost what stood in {name}" for name in form.typed if bare(said[name]) not in held[name]]
    is_told = form.action.endswith(tuple(SHOWS)) or any(map(BENGALI.search, sheet.alarms))
    return lost if is_told else [*lost, "does not say in Bengali why"]


def alone(desk: Client, act: Callable[[], Any]) -> Any:
    """Do it; afterwards database and browser are as they were before."""
    cookies = desk.cookies.copy()
    with transaction.atomic():
        answer = act()
        transaction.set_rollback(True)
    desk.cookies = SimpleCookie(cookies)
    return answer


def _mangled(form: Form) -> dict[str, tuple[bytes, str]]:
    """The form in bytes of which something is wrong, each with its content type."""
    plain, said = "application/x-www-form-urlencoded", form.filled()
    whole = urlencode(said).encode()
    broken = b"&".join(quote(name).encode() + b"=%ED%A0%80%FF%FE%C0%80%zz%00" for name in said)
    moves = urlencode({name: value for name, value in said.items() if name in {"move", "register"}}).encode()
    return {
        "nothing in it": (b"", plain),
        "nothing but what it asks for": (moves, plain),
        "halves of letters": (broken, plain),
        "everything twice": (whole + b"&" + broken, plain),
        "a field that nobody asked for": (whole + b"&is_staff=1&body_id=1&__proto__=1", plain),
        "JSON": (b'{"note": "x"}', "application/json"),
        "JSON that ends early": (b'{"note": [', "application/json"),
        "letters of another alphabet": (whole, f"{plain}; charset=utf-7"),
        "an alphabet that is none": (whole, f"{plain}; charset=none"),
        "parts without a seam": (whole, "multipart/form-data"),
        "parts that end early": (
            b"--x\r\nContent-Disposition: form-data; name=",
            "multipart/form-data; boundary=x",
        ),
    }


def _sent_twice(desk: Client, form: Form) -> tuple[dict[str, int], dict[str, int]]:
    """What is written after the first time and after the second."""
    said = form.filled(dict.fromkeys(form.typed, WORDS))
    send(desk, form, said)
    once = written()
    send(desk, form, said)
    return once, written()


def written() -> dict[str, int]:
    """How many rows there are of what an officer's form may write."""
    return {
        model.__name__: model.objects.count()
        for model in (Case, CaseEvent, OutboundMessage, CallBack, CannedReply)
    }


def _is_kept(form: Form, words: str) -> bool:
    stranger = Client(raise_request_exception=False)
    shut = send(stranger, form, form.filled(dict.fromkeys(form.typed, words)))
    asked = next(
        (one for one in Sheet(shut.content.decode(), "").forms if one.action == "/console/login/"), None
    )
    if asked is None:  # it went through without a login, or came to no page
        return False
    login = asked.filled({"username": "officer@pura", "password": PASSWORD})
    again = stranger.post("/console/login/", login)
    held = [one.filled() for one in Sheet(again.content.decode(), "").forms if one.action == form.action]
    typed = set(form.typed) - {"code"}  # a code is a secret, and old by now
    return (
        shut.status_code == 401
        and SCRIPT.encode() not in again.content
        and all(any(one.get(name) == words for one in held) for name in typed)
    )


# --- what is tried ---


@dataclass(frozen=True, slots=True)
class Try:
    """One thing that is done to a form. `how`, `what`: in words. `faults`: of the answer; none is well."""

    how: str
    what: str
    form: Form
    faults: Callable[[Client], list[str]]


def tries(form: Form) -> Iterator[Try]:
    """All that is done to a form."""
    for what, words in HOSTILE.items():
        yield from _written(form, what, words)
        everywhere = dict.fromkeys(form.filled(), words)
        yield Try("where nobody types", what, form, _sends(form, everywhere, crash))
    if form.method != "post":
        return
    for what, (body, kind) in _mangled(form).items():
        yield Try("broken", what, form, _sends_bytes(form, body, kind))
    if not form.action.endswith(tuple(EACH_TIME)):
        yield Try("twice", "the same", form, lambda browser: _done_anew(browser, form))
    if form.typed and form.action.startswith("/console/") and form.action != "/console/login/":
        yield Try("late", "the login has ended", form, lambda browser: _lost_at_the_login(form))


def _written(form: Form, what: str, words: str) -> Iterator[Try]:
    """The words in every box in which a person types, then in each alone."""
    boxes = {"in all boxes": form.typed} if form.typed else {}
    if len(form.typed) > 1:
        boxes |= {f"in {name} alone": [name] for name in form.typed}
    for how, names in boxes.items():
        said = form.filled(dict.fromkeys(form.typed, WORDS) | dict.fromkeys(names, words))
        yield Try(
            how,
            what,
            form,
            _sends(form, said, lambda answer, said=said: crash(answer) or loss(answer, form, said)),  # type: ignore[misc]
        )


def _sends(
    form: Form, said: Mapping[str, str], faults: Callable[[Any], list[str]]
) -> Callable[[Client], list[str]]:
    return lambda browser: faults(send(browser, form, said))


def _sends_bytes(form: Form, body: bytes, kind: str) -> Callable[[Client], list[str]]:
    return lambda browser: crash(browser.generic("POST", form.action, body, content_type=kind))


def _done_anew(browser: Client, form: Form) -> list[str]:
    once, twice = _sent_twice(browser, form)
    return [f"again a {name}" for name in once if once[name] != twice[name]]


def _lost_at_the_login(form: Form) -> list[str]:
    return [] if _is_kept(form, f"কাল সকালে {SCRIPT}{PICTURE} লোক যাবে") else ["lost what was typed"]


# --- the proof ---


_forms: list[Form] = []  # the same in every part, so they are read once a process


def part(number: int) -> Mapping[str, int]:
    """Some of all that is done to any form; AssertionError tells what went wrong."""
    faults: list[str] = []
    counted = Counter({"tries": 0, "forms": 0})
    with at_work() as desk:
        _forms[:] = _forms or forms_of(desk)
        for place, form in enumerate(_forms):
            for one in tries(form):
                if is_in(number, place, one.how, one.what):
                    faults += _alone(desk.browser, one)
                    counted["tries"] += 1
    require_none(faults)
    return counted | {"forms": len(_forms) if number == 0 else 0}


def _alone(browser: Client, one: Try) -> list[str]:
    """What went wrong with it; afterwards database and browser are as they were before."""
    found = alone(browser, lambda: one.faults(browser))
    return [f"{one.what}, {one.how}: {one.form}: {fault}" for fault in found]
