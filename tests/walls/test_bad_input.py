"""Whatever is sent to any form: what no walk over the forms can try, and that the walk finds them all.

The walk is tests/proofs/input.py.
"""

from collections.abc import Iterator
from urllib.parse import quote, urlencode

import pytest
from django.test import Client

from janasetu.cases.models import CaseEvent
from janasetu.console.tests.factories import NOW
from walls.forms import Sheet
from walls.writing import BENGALI, NEW, WORDS, Desk, at_work, forms_of


@pytest.fixture
def desk(db: None) -> Iterator[Desk]:
    with at_work() as desk:
        yield desk


def test_the_walk_finds_the_forms_of_the_desk(desk: Desk) -> None:
    """A reader that found none would find everything in order."""
    office, forms = desk.office, forms_of(desk)
    posted = {form.action.partition("?")[0] for form in forms if form.method == "post"}
    case = f"/console/cases/{office.ref}/"
    assert {
        case,
        "/console/login/",
        "/console/canned/",
        "/console/password/",
        "/console/assign",
        NEW,
    } <= posted
    assert {
        "/console/confirm-it-is-you/",
        "/console/code-app/new/",
        "/console/code-app/recovery-codes/",
    } <= posted
    moves = {form.value("move") for form in forms if form.action.startswith(case)} - {None}
    shared = {"merge", "declare"}
    decided = {"resolve", "assign", "refer", "correct", "refer_outside", "reject", "alarm"}
    assert moves == {"reply", "note", "ask"} | decided | shared
    asked = {name for form in forms if form.action == NEW for name in form.typed}
    assert {"description", "place:ward", "date_of_birth", "applicant:latin"} <= asked


def test_dates_beyond_every_calendar_find_nothing_and_break_nothing(desk: Desk) -> None:
    asked = [
        f"/console/{page}?show=any&{name}={day}"
        for page in ("", "list")
        for name in ("since", "until")
        for day in ("0001-01-01", "9999-12-31", "2026-02-31", quote("৩১/০২/২০২৬"))
    ]

    assert [address for address in asked if desk.browser.get(address).status_code != 200] == []


def test_too_much_of_a_form_is_refused_in_bengali(desk: Desk) -> None:
    address = f"/console/cases/{desk.office.ref}/"

    many = desk.browser.post(address, {f"field{number}": "x" for number in range(1001)})
    long = desk.browser.post(
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
def test_hostile_headers_at_the_door(desk: Desk, headers: dict[str, str]) -> None:
    stranger = Client(raise_request_exception=False, enforce_csrf_checks=True, headers=headers)
    said = {"username": "x", "password": "y", "text": "আসছি"}

    answers = [
        *(stranger.get(address) for address in ("/", "/console/", "/console/login/?next=http://[")),
        *(
            stranger.post(address, said)
            for address in ("/console/login/", f"/console/talks/{desk.office.talk.id}/")
        ),
    ]

    assert [answer.status_code for answer in answers if answer.status_code >= 500] == []


def test_a_form_of_an_older_page_is_refused_and_keeps_the_words(desk: Desk) -> None:
    office = desk.office
    assert office.case
    before = office.case.events.order_by("id").values_list("id", flat=True)[0]
    address, words = f"/console/cases/{office.ref}/", WORDS
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
        sheet = Sheet(desk.browser.post(address, form).content.decode(), address)
        kept = [one.value("note") for one in sheet.forms if one.value("move") == move]
        assert (move, kept, any(map(BENGALI.search, sheet.alarms))) == (move, [words], True)
    assert not CaseEvent.objects.filter(case=office.case, params__note=words).exists()
