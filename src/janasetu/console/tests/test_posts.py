"""Posts that end, and several posts of one login: what is seen at midnight, how one turns to another."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User

from janasetu.bodies.actions import Appointee, appoint_acting, end_board
from janasetu.bodies.models import LocalBody, Officer
from janasetu.cases.actions import escalate_overdue, hand_over_due
from janasetu.cases.models import Case
from janasetu.console.tests.conftest import Visitor
from janasetu.console.tests.factories import a_complaint, a_town, an_officer, newest_event
from janasetu.lib import clock
from janasetu.lib.clock import KOLKATA
from janasetu.lib.tests.html_pages import Page

MIDNIGHT = datetime(2026, 12, 1, tzinfo=KOLKATA)
LAST = MIDNIGHT - timedelta(microseconds=1)
ENDED = "এই পদের মেয়াদ শেষ হয়েছে।"
ORDER: dict[str, Any] = {"order_number": "১২৩", "order_date": date(2026, 11, 20)}


def desk_of(user: User) -> Visitor:
    visitor = Visitor()
    visitor.force_login(user)
    return visitor


def page(answer: Any) -> Page:
    return Page(answer.content.decode())


@pytest.fixture
def chairman(town: LocalBody) -> Officer:
    """Somebody whose board ends at midnight."""
    chairman = an_officer(town, "chairman")
    administrator = Appointee("administrator@falakata", {"bn": "সুচেতা লাহিড়ী", "en": "Sucheta Lahiri"})
    end_board(body_id=town.id, at=MIDNIGHT, administrator=administrator, **ORDER)
    return chairman


@pytest.fixture
def at_the_top(chairman: Officer) -> Case:
    """A case that has come up to the chairman."""
    case = a_complaint(chairman.body)
    Case.objects.filter(id=case.id).update(level=2, officer=chairman)
    return case


# --- A term ends ---


def test_until_midnight_the_desk_is_open_and_then_it_says_that_the_term_has_ended(chairman: Officer) -> None:
    desk = desk_of(chairman.user)

    with clock.fixed(LAST):
        assert desk.get("/console/").status_code == 200
    with clock.fixed(MIDNIGHT):
        answer = desk.get("/console/")

    assert answer.status_code == 403
    assert page(answer).headings == [ENDED]
    assert "অনিমেষ বর্মন চেয়ারম্যান ফালাকাটা পুরসভা মেয়াদ শেষ: সোমবার ৩০ নভেম্বর, রাত ১২টা" in page(answer).text
    assert answer["Cache-Control"].startswith("max-age=0")


def test_the_same_in_english(chairman: Officer) -> None:
    desk = desk_of(chairman.user)
    desk.cookies["janasetu_language"] = "en"

    with clock.fixed(MIDNIGHT + timedelta(days=2)):
        answer = desk.get("/console/")

    assert page(answer).headings == ["The term of this post has ended."]
    assert "Animesh Barman Chairman Falakata Municipality Ended: " in page(answer).text


def test_a_form_that_was_open_since_before_midnight_does_nothing(chairman: Officer, at_the_top: Case) -> None:
    desk = desk_of(chairman.user)

    with clock.fixed(MIDNIGHT):
        answer = desk.post(
            f"/console/cases/{at_the_top.ref}/",
            {"move": "note", "note": "কাল লোক যাবে।", "since": str(newest_event(at_the_top))},
        )

    assert (answer.status_code, page(answer).headings) == (403, [ENDED])
    assert [event.code for event in at_the_top.events.all()] == ["opened"]


def test_a_term_that_ends_while_a_form_is_on_its_way_does_nothing(
    chairman: Officer, at_the_top: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = desk_of(chairman.user)
    passing = iter([LAST])
    monkeypatch.setattr(clock, "now", lambda: next(passing, MIDNIGHT))

    answer = desk.post(
        f"/console/cases/{at_the_top.ref}/",
        {"move": "note", "note": "কাল লোক যাবে।", "since": str(newest_event(at_the_top))},
    )

    assert (answer.status_code, page(answer).headings) == (403, [ENDED])
    assert [event.code for event in at_the_top.events.all()] == ["opened"]


def test_a_page_that_renews_itself_is_loaded_anew_and_then_says_it(
    chairman: Officer, at_the_top: Case
) -> None:
    desk = desk_of(chairman.user)

    with clock.fixed(MIDNIGHT):
        answer = desk.get(f"/console/cases/{at_the_top.ref}/live", headers={"HX-Request": "true"})

    assert (answer.status_code, answer["HX-Refresh"], answer.content) == (403, "true", b"")


def test_logging_in_after_the_term_is_refused_with_its_sentence(chairman: Officer) -> None:
    chairman.user.set_password("demo-1234")
    chairman.user.save()
    stranger = Visitor()

    with clock.fixed(MIDNIGHT):
        answer = stranger.post(
            "/console/login/", {"username": chairman.user.username, "password": "demo-1234"}
        )

    assert ENDED in page(answer).text
    assert "_auth_user_id" not in stranger.session


def test_the_administrator_finds_the_cases_and_may_act_on_them(chairman: Officer, at_the_top: Case) -> None:
    desk = desk_of(User.objects.get(username="administrator@falakata"))

    with clock.fixed(MIDNIGHT):
        hand_over_due(now=MIDNIGHT)
        shown = page(desk.get(f"/console/cases/{at_the_top.ref}/"))
        desk.post(
            f"/console/cases/{at_the_top.ref}/",
            {"move": "note", "note": "আমি দেখছি।", "since": str(newest_event(at_the_top))},
        )

    assert "সুচেতা লাহিড়ী · প্রশাসক" in shown.text
    assert "আগের আধিকারিক আর দায়িত্বে নেই। এখন দেখছেন: প্রশাসক সোমবার ৩০ নভেম্বর, রাত ১২টা" in shown.text
    assert [event.by for event in at_the_top.events.order_by("id")][-1] == "administrator@falakata"


def test_what_happened_under_the_old_title_keeps_it_and_what_happens_later_has_the_new_one(
    chairman: Officer, at_the_top: Case
) -> None:
    later = a_complaint(chairman.body, opened_at=MIDNIGHT - timedelta(hours=1))
    Case.objects.filter(id=later.id).update(level=1, escalates_at=MIDNIGHT)
    Case.objects.filter(id=at_the_top.id).update(level=1, escalates_at=LAST)
    escalate_overdue(now=LAST)
    escalate_overdue(now=MIDNIGHT)
    desk = desk_of(an_officer(chairman.body).user)

    with clock.fixed(MIDNIGHT + timedelta(hours=1)):
        before, after = (page(desk.get(f"/console/cases/{case.ref}/")).text for case in (at_the_top, later))

    assert "সময় পেরিয়ে গেছে। এখন দেখছেন: চেয়ারম্যান" in before
    assert "সময় পেরিয়ে গেছে। এখন দেখছেন: প্রশাসক" in after


def test_a_case_whose_officer_left_and_whom_nobody_follows_shows_the_post(town: LocalBody) -> None:
    desk = desk_of(an_officer(town, "clerk").user)
    officer = an_officer(town)
    case = a_complaint(town)
    Officer.objects.filter(id=officer.id).update(until=MIDNIGHT)

    shown = []
    for at in (LAST, MIDNIGHT):
        with clock.fixed(at):
            shown.append("শর্মিষ্ঠা দত্ত" in page(desk.get(f"/console/cases/{case.ref}/")).text)

    assert shown == [True, False]


# --- Several posts ---


@pytest.fixture
def elsewhere(town: LocalBody) -> LocalBody:
    return a_town("basirhat", 1003)


@pytest.fixture
def two_posts(officer: Officer, elsewhere: LocalBody) -> Officer:
    """The officer's second post: clerk in another town."""
    return an_officer(elsewhere, "clerk", user=officer.user, since=officer.since + timedelta(days=1))


def test_one_post_offers_nothing_to_turn_to(desk: Visitor) -> None:
    assert "অন্য পদে কাজ করুন" not in page(desk.get("/console/")).text


def test_an_officer_turns_to_another_post_and_works_in_its_inbox(
    desk: Visitor, two_posts: Officer, town: LocalBody
) -> None:
    a_complaint(town)
    before = page(desk.get("/console/")).text

    answer = desk.post("/console/post/", {"post": two_posts.id}, follow=True)

    after = page(answer).text
    assert answer.redirect_chain == [("/console/", 302)]
    assert "অন্য পদে কাজ করুন করণিক ফালাকাটা পুরসভা" in before
    assert "অন্য পদে কাজ করুন নিয়ন্ত্রক আধিকারিক ফালাকাটা পুরসভা" in after
    assert ("officer@falakata" in before, "clerk@basirhat" in after) == (True, True)
    assert ("সুভাষপল্লী" in before or "ওয়ার্ড ১১" in before, "ওয়ার্ড ১১" in after) == (True, False)


def test_a_post_of_somebody_else_cannot_be_turned_to(
    desk: Visitor, two_posts: Officer, elsewhere: LocalBody
) -> None:
    for other in (an_officer(elsewhere, "chairman").id, "nonsense", ""):
        desk.post("/console/post/", {"post": other})

        assert "officer@falakata" in page(desk.get("/console/")).text


def test_a_post_that_ends_leaves_the_officer_in_the_others(desk: Visitor, two_posts: Officer) -> None:
    desk.post("/console/post/", {"post": two_posts.id})
    Officer.objects.filter(id=two_posts.id).update(until=MIDNIGHT)

    with clock.fixed(MIDNIGHT):
        answer = desk.get("/console/")

    assert answer.status_code == 200
    assert "officer@falakata" in page(answer).text


def test_turning_takes_a_button_not_a_link(desk: Visitor, two_posts: Officer) -> None:
    assert desk.get("/console/post/").status_code == 405


def test_who_acts_for_a_post_may_turn_to_it_under_its_title(desk: Visitor, officer: Officer) -> None:
    acting = appoint_acting(
        body_id=officer.body_id, role="secretary", officer=officer, since=LAST - timedelta(days=9), **ORDER
    )

    with clock.fixed(LAST):
        desk.post("/console/post/", {"post": acting.id})
        shown = page(desk.get("/console/")).text

    assert "শর্মিষ্ঠা দত্ত ভারপ্রাপ্ত সচিব" in shown
    assert "অন্য পদে কাজ করুন নিয়ন্ত্রক আধিকারিক" in shown
