"""In and out of the desk."""

from janasetu.bodies.models import LocalBody, Officer
from janasetu.console.tests.conftest import Visitor
from janasetu.console.tests.factories import a_complaint, an_officer
from janasetu.lib.tests.html_pages import Page


def with_password(officer: Officer) -> Officer:
    officer.user.set_password("demo-1234")
    officer.user.save()
    return officer


def test_an_officer_logs_in_and_sees_the_inbox(officer: Officer, stranger: Visitor) -> None:
    with_password(officer)

    answer = stranger.post(
        "/console/login/", {"username": "officer@falakata", "password": "demo-1234"}, follow=True
    )

    assert answer.redirect_chain == [("/console/", 302)]
    assert "officer@falakata" in Page(answer.content.decode()).text


def test_a_stranger_comes_back_to_the_page_they_wanted(town: LocalBody, stranger: Visitor) -> None:
    with_password(an_officer(town))
    wanted = f"/console/cases/{a_complaint(town).ref}/"

    sent = stranger.get(wanted)
    answer = stranger.post(
        "/console/login/", {"username": "officer@falakata", "password": "demo-1234", "next": wanted}
    )

    assert sent["Location"] == f"/console/login/?next={wanted}"
    assert answer["Location"] == wanted


def test_nobody_is_sent_to_another_site(officer: Officer, stranger: Visitor) -> None:
    with_password(officer)

    answer = stranger.post(
        "/console/login/",
        {"username": "officer@falakata", "password": "demo-1234", "next": "https://elsewhere.example/"},
    )

    assert answer["Location"] == "/console/"


def test_a_wrong_password_is_told_and_the_login_stays_typed(officer: Officer, stranger: Visitor) -> None:
    with_password(officer)

    answer = stranger.post("/console/login/", {"username": "officer@falakata", "password": "wrong"})

    page = Page(answer.content.decode())
    assert answer.status_code == 200
    assert "লগ\u2011ইন বা পাসওয়ার্ড ঠিক নেই। আর একবার দেখে নিন।" in page.text
    assert (page.fields["username"], page.fields["password"]) == ("officer@falakata", "")


def test_empty_fields_are_told_beside_themselves(town: LocalBody, stranger: Visitor) -> None:
    answer = stranger.post("/console/login/", {"username": "", "password": ""})

    assert Page(answer.content.decode()).text.count("এটি লেখা দরকার।") == 4  # above, and beside each


def test_a_login_without_an_office_is_refused_with_a_sentence(town: LocalBody, stranger: Visitor) -> None:
    with_password(an_officer(town, active=False))

    answer = stranger.post("/console/login/", {"username": "officer@falakata", "password": "demo-1234"})

    assert answer.status_code == 200
    assert "এই লগ\u2011ইনে এখন কোনো পদ নেই, তাই ডেস্ক খোলা গেল না।" in Page(answer.content.decode()).text
    assert "_auth_user_id" not in stranger.session


def test_who_leaves_office_is_out_at_the_next_click(desk: Visitor, officer: Officer) -> None:
    assert desk.get("/console/").status_code == 200
    officer.active = False
    officer.save()

    answer = desk.get("/console/", follow=True)

    assert answer.redirect_chain == [("/console/login/?next=/console/", 302)]
    assert "এই লগ\u2011ইনে আর কোনো পদ নেই।" in Page(answer.content.decode()).text
    assert "_auth_user_id" not in desk.session


def test_a_new_session_key_comes_with_the_login(officer: Officer, stranger: Visitor) -> None:
    with_password(officer)
    stranger.session["before"] = True
    stranger.session.save()
    before = stranger.session.session_key

    stranger.post("/console/login/", {"username": "officer@falakata", "password": "demo-1234"})

    assert stranger.session.session_key != before


def test_a_session_that_somebody_planted_before_the_login_opens_nothing(
    officer: Officer, stranger: Visitor
) -> None:
    with_password(officer)
    thief = Visitor()
    thief.session["planted"] = True
    thief.session.save()
    stranger.cookies["janasetu_session"] = thief.cookies["janasetu_session"].value

    stranger.post("/console/login/", {"username": "officer@falakata", "password": "demo-1234"})

    assert stranger.get("/console/password/").status_code == 200
    assert thief.get("/console/password/")["Location"].startswith("/console/login/")


def test_no_script_and_no_other_site_gets_the_cookie_of_the_session(
    officer: Officer, stranger: Visitor
) -> None:
    with_password(officer)

    cookie = stranger.post(
        "/console/login/", {"username": "officer@falakata", "password": "demo-1234"}
    ).cookies["janasetu_session"]

    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", "/")


def test_a_login_that_is_closed_is_out_at_the_next_click(desk: Visitor, officer: Officer) -> None:
    officer.user.is_active = False
    officer.user.save()

    assert desk.get("/console/password/")["Location"] == "/console/login/?next=/console/password/"


def test_logging_out_closes_the_desk(desk: Visitor) -> None:
    answer = desk.post("/console/logout/")

    assert answer["Location"] == "/console/login/"
    assert desk.get("/console/").status_code == 302


def test_logging_out_takes_a_button_not_a_link(desk: Visitor) -> None:
    assert desk.get("/console/logout/").status_code == 405


def test_the_desk_speaks_english_when_asked(desk: Visitor) -> None:
    answer = desk.post("/language/", {"language": "en", "next": "/console/"}, follow=True)

    page = Page(answer.content.decode())
    assert page.lang == "en"
    assert "Falakata Municipality" in page.text


def test_a_form_without_its_token_is_refused_in_bengali(officer: Officer) -> None:
    strict = Visitor(enforce_csrf_checks=True)

    answer = strict.post("/console/login/", {"username": "officer@falakata", "password": "demo-1234"})

    assert answer.status_code == 403
    assert Page(answer.content.decode()).headings == ["ফর্মটি অনেকক্ষণ খোলা ছিল"]
