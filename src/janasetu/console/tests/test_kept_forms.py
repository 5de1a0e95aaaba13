"""What somebody typed is not lost when the login or the form's token ran out meanwhile."""

from typing import Any

import pytest
from django.core import signing
from django.core.files.uploadedfile import SimpleUploadedFile

from janasetu.bodies.models import LocalBody, Officer
from janasetu.cases.models import Case
from janasetu.console.tests.conftest import Visitor
from janasetu.console.tests.factories import a_complaint, an_officer, newest_event
from janasetu.console.tests.test_login import with_password
from janasetu.lib.tests.html_pages import Page

WORDS = "কাল সকালে লোক যাবে।\nবাল্ব বদলে দেবে।"


def page(answer: Any) -> Page:
    return Page(answer.content.decode())


@pytest.fixture
def case(officer: Officer) -> Case:
    return a_complaint(with_password(officer).body)


def reply(case: Case, **more: Any) -> dict[str, Any]:
    since = str(newest_event(case))
    return {"move": "reply", "note": WORDS, "since": since, "csrfmiddlewaretoken": "old", **more}


def log_in(visitor: Visitor, sealed: str, *, wrong: bool = False) -> Any:
    password = "wrong" if wrong else "demo-1234"
    return visitor.post(
        "/console/login/", {"username": "officer@falakata", "password": password, "kept": sealed, "next": ""}
    )


# --- The login has ended ---


def test_a_reply_typed_after_the_login_ended_is_kept_by_the_login_page(case: Case, stranger: Visitor) -> None:
    answer = stranger.post(f"/console/cases/{case.ref}/", reply(case))

    assert answer.status_code == 401
    assert answer["Cache-Control"].startswith("max-age=0")
    assert "যা লিখেছিলেন, তা রাখা আছে: লগ\u2011ইন করে আবার পাঠাতে পারবেন।" in page(answer).text
    assert {"username", "password", "kept", "next", "csrfmiddlewaretoken"} <= set(page(answer).fields)


def test_after_the_login_it_is_shown_and_sent_again_by_a_click(case: Case, stranger: Visitor) -> None:
    sealed = page(stranger.post(f"/console/cases/{case.ref}/", reply(case))).fields["kept"]

    shown = page(log_in(stranger, sealed))
    assert shown.headings == ["যা লিখেছিলেন, এখানে আছে"]
    assert "কাল সকালে লোক যাবে। বাল্ব বদলে দেবে।" in shown.text
    assert shown.fields["note"] == WORDS
    assert [event.code for event in case.events.all()] == ["opened"]

    sent = stranger.post(f"/console/cases/{case.ref}/", shown.fields)
    assert sent.status_code == 302
    assert [event.code for event in case.events.order_by("at", "id")] == ["opened", "replied"]


def test_a_wrong_password_on_the_way_loses_nothing(case: Case, stranger: Visitor) -> None:
    sealed = page(stranger.post(f"/console/cases/{case.ref}/", reply(case))).fields["kept"]

    again = page(log_in(stranger, sealed, wrong=True)).fields["kept"]

    assert page(log_in(stranger, again)).fields["note"] == WORDS


def test_who_does_not_want_to_send_goes_back_to_the_page_of_the_form(case: Case, stranger: Visitor) -> None:
    address = f"/console/cases/{case.ref}/"
    sealed = [
        page(stranger.post(address, reply(case), headers={"Referer": referer})).fields["kept"]
        for referer in ("http://testserver/console/", "https://elsewhere.example/")
    ]

    links = [page(log_in(Visitor(), one)).links["না পাঠিয়ে পাতাটি খুলুন"] for one in sealed]

    assert links == ["/console/", address]


def test_a_photo_is_not_kept_and_it_is_said(case: Case, stranger: Visitor) -> None:
    photo = SimpleUploadedFile("work.jpg", b"\xff\xd8\xff", "image/jpeg")
    sealed = page(stranger.post(f"/console/cases/{case.ref}/", reply(case, photos=photo))).fields["kept"]

    assert "ছবি ও কাগজ রাখা যায় না।" in page(log_in(stranger, sealed)).text


def test_passwords_are_never_kept(case: Case, stranger: Visitor) -> None:
    typed = {"old_password": "demo-1234", "new_password1": "a new one", "new_password2": "a new one"}

    answer = stranger.post("/console/password/", typed)

    assert (answer.status_code, answer["Location"]) == (302, "/console/login/?next=/console/password/")


@pytest.mark.parametrize(
    "sealed",
    ["nonsense", "", signing.dumps(["https://elsewhere.example/", "/", [], False, None])],
    ids=["nonsense", "nothing", "sealed for something else"],
)
def test_what_this_installation_did_not_seal_is_not_sent_anywhere(
    case: Case, stranger: Visitor, sealed: str
) -> None:
    assert log_in(stranger, sealed)["Location"] == "/console/"


def test_nobody_finds_what_somebody_else_typed_while_logged_in(
    case: Case, town: LocalBody, desk: Visitor, stranger: Visitor
) -> None:
    clerk = with_password(an_officer(town, "clerk"))
    Officer.objects.filter(id=clerk.id).update(active=False)
    own = Visitor()
    own.force_login(clerk.user)
    sealed = page(own.post(f"/console/cases/{case.ref}/", reply(case))).fields["kept"]

    assert log_in(stranger, sealed)["Location"] == "/console/"


# --- The form's token has run out ---


@pytest.fixture
def strict(officer: Officer) -> Visitor:
    visitor = Visitor(enforce_csrf_checks=True)
    visitor.force_login(officer.user)
    return visitor


def test_a_form_with_an_old_token_is_shown_again_and_can_be_sent(case: Case, strict: Visitor) -> None:
    answer = strict.post(f"/console/cases/{case.ref}/", reply(case), headers={"Origin": "http://testserver"})

    assert (answer.status_code, page(answer).headings) == (403, ["ফর্মটি অনেকক্ষণ খোলা ছিল"])
    assert page(answer).fields["note"] == WORDS
    sent = strict.post(
        f"/console/cases/{case.ref}/", page(answer).fields, headers={"Origin": "http://testserver"}
    )
    assert sent.status_code == 302


@pytest.mark.parametrize("origin", ["https://elsewhere.example", "null", "http://testserver.example", ""])
def test_what_another_site_has_written_is_not_offered_to_be_sent(
    case: Case, strict: Visitor, origin: str
) -> None:
    answer = strict.post(f"/console/cases/{case.ref}/", reply(case), headers={"Origin": origin})

    assert (answer.status_code, page(answer).headings) == (403, ["ফর্মটি অনেকক্ষণ খোলা ছিল"])
    assert "note" not in page(answer).fields


def test_a_login_page_that_was_open_too_long_keeps_the_login_and_no_password(officer: Officer) -> None:
    visitor = Visitor(enforce_csrf_checks=True)

    answer = visitor.post(
        "/console/login/",
        {"username": "officer@falakata", "password": "demo-1234"},
        headers={"Origin": "http://testserver"},
    )

    fields = page(answer).fields
    assert (fields.get("username"), "password" in fields) == ("officer@falakata", False)
