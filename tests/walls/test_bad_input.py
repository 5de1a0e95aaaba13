"""Whatever is written into any form: no crash, nothing typed is lost, nothing runs, nothing is done twice."""

import re
from collections.abc import Callable, Mapping
from datetime import timedelta
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from django.contrib.auth.models import User
from django.db import transaction
from django.test import Client

from janasetu.bodies.models import Officer
from janasetu.bodies.rules import LONG_AGO
from janasetu.cases.models import CallBack, CannedReply, Case, CaseEvent
from janasetu.console.tests.factories import NOW
from janasetu.lib import bn
from janasetu.lib.text import clean, tame
from janasetu.messaging.models import OutboundMessage
from walls.addresses import doors
from walls.forms import Form, Sheet, each_once
from walls.offices import Office
from walls.share import is_in_share

PASSWORD = "demo-1234"
BENGALI = re.compile("[\u0980-\u09ff]")
SCRIPT = "<script>walls()</script>"
PICTURE = "\"'><img src=x onerror=walls()>"
RUNS = (SCRIPT, "<img src=x")
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
# What each press does anew, and why.
EACH_TIME = {
    "/number": "whoever looks at a number twice has looked twice",
    "/slips/": "another sheet is printed at every press",
    "/logout/": "who is out is sent to the login",
}


@pytest.fixture
def office(town_halls: dict[str, Office]) -> Office:
    """A municipality whose officer also sits in a second post."""
    office = town_halls["pura"]
    user = User.objects.get(username="officer@pura")  # a copy: the office's own is for every test
    user.set_password(PASSWORD)
    user.save()
    seat = {"role_id": "clerk", "name": {"bn": "মিনা"}, "since": LONG_AGO + timedelta(days=1)}
    Officer.objects.create(body=office.body, user=user, **seat)
    return office


@pytest.fixture
def desk(office: Office) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(User.objects.get(username="officer@pura"))
    return client


# --- the forms there are ---


_FORMS: list[Form] = []  # the same for every test, so they are read once


@pytest.fixture
def forms(office: Office, desk: Client) -> list[Form]:
    """Every form of every page that the officer sees, and of the doors before them."""
    if not _FORMS:
        _FORMS.extend(_read(office, desk))
    return _FORMS


def _read(office: Office, desk: Client) -> list[Form]:
    stranger = Client()
    talk, case = f"/console/talks/{office.talk.id}/", f"/console/cases/{office.ref}/"
    pages = [(desk, "get", door.of(office), {}) for door in doors()]
    pages += [
        (stranger, "get", "/console/login/", {}),
        (stranger, "post", talk, {"text": "আসছি"}),  # the login with what was typed
        (desk, "post", "/console/code-app/recovery-codes/", {"x": "1"}),  # the code, or the app first
        (desk, "get", "/console/?show=any&q=কদম", {}),
        (desk, "get", f"{case}?in=show%3Dany", {}),
        (desk, "post", "/console/new/", {"service": "complaint", "category": "streetlight_out"}),
    ]
    sheets = []
    for client, method, address, form in pages:
        answer: Any = getattr(client, method)(address, form)
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content
        if answer.headers.get("Content-Type", "").startswith("text/html"):
            sheets.append(Sheet(content.decode(), address))
    return list(each_once(sheets))


def test_there_are_forms_to_be_tried(office: Office, forms: list[Form]) -> None:
    """A reader that found none would find all the tests below in order."""
    posted = {form.action.partition("?")[0] for form in forms if form.method == "post"}
    case = f"/console/cases/{office.ref}/"
    assert {case, "/console/login/", "/console/canned/", "/console/password/", "/console/assign"} <= posted
    moves = {form.value("move") for form in forms if form.action.startswith(case)} - {None}
    assert moves == {"reply", "note", "ask", "resolve", "assign", "refer", "reject"}


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
    return ["runs what was typed"] if any(one.encode() in answer.content for one in RUNS) else []


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


def answered(desk: Client, form: Form, said: Mapping[str, str]) -> Any:
    """The answer to a form, of which nothing stays."""
    return alone(desk, lambda: send(desk, form, said))


def alone(desk: Client, act: Callable[[], Any]) -> Any:
    """Do it; afterwards database and browser are as they were before."""
    cookies = desk.cookies.copy()
    with transaction.atomic():
        answer = act()
        transaction.set_rollback(True)
    desk.cookies = SimpleCookie(cookies)
    return answer


# --- hostile words ---


def test_hostile_words_in_every_form(desk: Client, forms: list[Form]) -> None:
    """Where a person types: no crash, nothing lost, the reason in Bengali. Where nobody types: no crash."""
    faults, turn = [], 0
    for form in forms:
        for what, words in HOSTILE.items():
            turn += 1
            if form.typed and is_in_share(turn, 9):
                said = form.filled(dict.fromkeys(form.typed, words))
                answer = answered(desk, form, said)
                faults += [f"{what}: {form}: {one}" for one in crash(answer) or loss(answer, form, said)]
            if is_in_share(turn, 20):
                answer = answered(desk, form, dict.fromkeys(form.filled(), words))
                faults += [f"{what}: {form}: {one}" for one in crash(answer)]

    assert faults == []


def test_dates_beyond_every_calendar_find_nothing_and_break_nothing(desk: Client) -> None:
    asked = [
        f"/console/{page}?show=any&{name}={day}"
        for page in ("", "list")
        for name in ("since", "until")
        for day in ("0001-01-01", "9999-12-31", "2026-02-31", quote("৩১/০২/২০২৬"))
    ]

    assert [address for address in asked if desk.get(address).status_code != 200] == []


# --- broken forms ---


def test_forms_as_no_browser_sends_them(desk: Client, forms: list[Form]) -> None:
    faults, turn = [], 0
    for form in [form for form in forms if form.method == "post"]:
        for what, (body, kind) in _mangled(form).items():
            turn += 1
            if is_in_share(turn, 7):
                answer = alone(desk, lambda: desk.generic("POST", form.action, body, content_type=kind))  # noqa: B023
                faults += [f"{what}: {form}: {one}" for one in crash(answer)]

    assert faults == []


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


def test_too_much_of_a_form_is_refused_in_bengali(desk: Client, office: Office) -> None:
    address = f"/console/cases/{office.ref}/"

    many = desk.post(address, {f"field{number}": "x" for number in range(1001)})
    long = desk.post(
        address, urlencode({"note": "x" * 3_000_000}), content_type="application/x-www-form-urlencoded"
    )

    assert (many.status_code, long.status_code) == (400, 400)
    assert BENGALI.search(many.content.decode())


@pytest.mark.parametrize(
    "headers",
    [
        {"Cookie": 'janasetu_session="aaaaaaaa\\000aaaaaaaa"'},
        {"Cookie": 'janasetu_language="bn\\000"; janasetu_csrf="\\000"; messages="\\000"'},
        {"Origin": "http://["},
        {"Origin": "null"},
        {"Referer": "http://["},
        {"X-Forwarded-For": "১২৭.০.০.১, \u202e, ::::"},
        {"HX-Request": "true", "HX-Current-URL": "http://["},
        {"HX-Request": "true", "HX-Current-URL": "%00", "HX-Current-URL-URI-AutoEncoded": "true"},
        {"Accept-Language": "bn;q=1e309, *;q=-1, " + "x" * 5000},
    ],
    ids=str,
)
def test_hostile_headers_at_the_door(office: Office, headers: dict[str, str]) -> None:
    stranger = Client(raise_request_exception=False, enforce_csrf_checks=True, headers=headers)
    said = {"username": "x", "password": "y", "text": "আসছি"}

    answers = [
        *(stranger.get(address) for address in ("/", "/console/", "/console/login/?next=http://[")),
        *(
            stranger.post(address, said)
            for address in ("/console/login/", f"/console/talks/{office.talk.id}/")
        ),
    ]

    assert [answer.status_code for answer in answers if answer.status_code >= 500] == []


# --- sent again, sent late ---


def test_a_form_sent_twice_is_carried_out_once(desk: Client, forms: list[Form]) -> None:
    faults = []
    for form in [
        form for form in forms if form.method == "post" and not form.action.endswith(tuple(EACH_TIME))
    ]:
        once, twice = alone(desk, lambda: _sent_twice(desk, form))  # noqa: B023
        faults += [f"{form}: {name}" for name in once if once[name] != twice[name]]

    assert faults == []


def _sent_twice(desk: Client, form: Form) -> tuple[dict[str, int], dict[str, int]]:
    """What is written after the first time and after the second."""
    said = form.filled(dict.fromkeys(form.typed, "কাল সকালে লোক যাবে"))
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


def test_a_form_of_an_older_page_is_refused_and_keeps_the_words(office: Office, desk: Client) -> None:
    assert office.case
    before = office.case.events.order_by("id").values_list("id", flat=True)[0]
    address, words = f"/console/cases/{office.ref}/", "কাল সকালে লোক যাবে"
    CaseEvent.objects.create(
        body_id=office.body.id,
        case=office.case,
        code="replied",
        by="secretary@pura",
        at=NOW,
        params={"note": "হবে"},
    )
    for move in ("reply", "ask", "refer", "reject"):
        form = {"move": move, "note": words, "since": str(before), "reason": "other"}
        sheet = Sheet(desk.post(address, form).content.decode(), address)
        kept = [one.value("note") for one in sheet.forms if one.value("move") == move]
        assert (move, kept, any(map(BENGALI.search, sheet.alarms))) == (move, [words], True)
    assert not CaseEvent.objects.filter(case=office.case, params__note=words).exists()


def test_what_was_typed_while_the_login_ended_is_there_after_it(desk: Client, forms: list[Form]) -> None:
    words = f"কাল সকালে {SCRIPT}{PICTURE} লোক যাবে"
    typed = [one for one in forms if one.method == "post" and one.typed and one.action != "/console/login/"]

    assert [str(form) for form in typed if not alone(desk, lambda: _is_kept(form, words))] == []  # noqa: B023


def _is_kept(form: Form, words: str) -> bool:
    stranger = Client(raise_request_exception=False)
    shut = send(stranger, form, form.filled(dict.fromkeys(form.typed, words)))
    (asked,) = [one for one in Sheet(shut.content.decode(), "").forms if one.action == "/console/login/"]
    login = asked.filled({"username": "officer@pura", "password": PASSWORD})
    again = stranger.post("/console/login/", login)
    held = [one.filled() for one in Sheet(again.content.decode(), "").forms if one.action == form.action]
    typed = set(form.typed) - {"code"}  # a code is a secret, and old by now
    return (
        shut.status_code == 401
        and SCRIPT.encode() not in again.content
        and all(any(one.get(name) == words for one in held) for name in typed)
    )
