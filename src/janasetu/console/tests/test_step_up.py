"""Approving, signing, unmasking and exporting ask for a one-time code; plain login and plain work do not."""

import re
from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.test import RequestFactory

from janasetu.bodies.actions import accept_code, set_up_code_app
from janasetu.bodies.models import Attempt, LocalBody, Officer
from janasetu.bodies.queries import second_factor
from janasetu.console.stepup import has_stepped_up
from janasetu.console.tests.conftest import Visitor
from janasetu.console.tests.factories import an_officer
from janasetu.console.tests.test_login import with_password
from janasetu.lib import bn, clock
from janasetu.lib.tests.html_pages import Page

SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
CONFIRM, NEW_APP, CODES = (
    "/console/confirm-it-is-you/",
    "/console/code-app/new/",
    "/console/code-app/recovery-codes/",
)
WRONG = "কোডটি ঠিক নেই, অথবা আগে একবার ব্যবহার হয়েছে। পরের কোডটি আসুক, তখন সেটি লিখুন।"


def page(answer: Any) -> Page:
    return Page(answer.content.decode())


def code_now(secret: str = SECRET) -> str:
    counters = list(yield_hotp_counters_from_time())
    return format_hotp_value(hotp_value(secret, counters[len(counters) // 2]))


def asked_at(visitor: Visitor, *, ago: timedelta) -> bool:
    """Whether a code given so long ago still counts."""
    request = RequestFactory().get("/")
    request.session = visitor.session
    return has_stepped_up(request, clock.wall() + ago)


@pytest.fixture
def spare(officer: Officer) -> list[str]:
    """The recovery codes of the officer, whose app is set up."""
    return set_up_code_app(user=with_password(officer).user, secret=SECRET)


# --- Being asked ---


def test_a_plain_login_asks_for_no_code(spare: list[str], stranger: Visitor) -> None:
    answer = stranger.post(
        "/console/login/", {"username": "officer@falakata", "password": "demo-1234"}, follow=True
    )

    assert answer.redirect_chain == [("/console/", 302)]


def test_a_guarded_form_asks_for_a_code_first_and_is_kept(spare: list[str], desk: Visitor) -> None:
    answer = desk.post(CODES, {"renew": "yes"})

    assert (answer.status_code, page(answer).headings) == (403, ["আপনিই কি না, নিশ্চিত করুন"])
    assert "যা লিখেছিলেন, তা রাখা আছে।" in page(answer).text
    assert answer["Cache-Control"].startswith("max-age=0")


def test_after_the_code_the_form_goes_on_by_a_click(spare: list[str], desk: Visitor) -> None:
    kept = page(desk.post(CODES, {"renew": "yes"})).fields["kept"]

    confirmed = page(desk.post(CONFIRM, {"code": code_now(), "kept": kept}))
    renewed = page(desk.post(CODES, confirmed.fields))

    assert confirmed.fields["renew"] == "yes"
    assert renewed.headings == ["বিকল্প কোড"]
    assert len(re.findall(r"\d{4} \d{4}", renewed.text)) == 10
    assert not [code for code in spare if f"{code[:4]} {code[4:]}" in renewed.text]


def test_a_page_is_opened_after_the_code(spare: list[str], desk: Visitor) -> None:
    sent = desk.get(NEW_APP)
    answer = desk.post(CONFIRM, {"code": code_now(), "next": NEW_APP})

    assert sent["Location"] == f"{CONFIRM}?next=%2Fconsole%2Fcode-app%2Fnew%2F"
    assert answer["Location"] == NEW_APP
    assert desk.get(NEW_APP).status_code == 200


def test_nobody_is_sent_to_another_site(spare: list[str], desk: Visitor) -> None:
    answer = desk.post(CONFIRM, {"code": code_now(), "next": "https://elsewhere.example/"})

    assert answer["Location"] == "/console/"


def test_a_part_of_a_page_sends_the_whole_page_to_confirm(spare: list[str], desk: Visitor) -> None:
    answer = desk.post(
        CODES,
        {"renew": "yes"},
        headers={"HX-Request": "true", "HX-Current-URL": "http://testserver/console/code-app/"},
    )

    assert (answer.status_code, answer["HX-Redirect"]) == (403, f"{CONFIRM}?next=%2Fconsole%2Fcode-app%2F")


# --- What counts ---


@pytest.mark.parametrize("typed", ["{}", " {} ", "{0[0]}{0[1]}{0[2]} {0[3]}{0[4]}{0[5]}", "bengali"])
def test_the_six_digits_open_however_they_are_typed(spare: list[str], desk: Visitor, typed: str) -> None:
    code = code_now()
    answer = desk.post(CONFIRM, {"code": bn.digits(code) if typed == "bengali" else typed.format(code)})

    assert answer["Location"] == "/console/"
    assert asked_at(desk, ago=timedelta(0))


def test_it_counts_for_ten_minutes_of_wall_time(spare: list[str], desk: Visitor) -> None:
    desk.post(CONFIRM, {"code": code_now()})

    assert asked_at(desk, ago=timedelta(minutes=9, seconds=58))
    assert not asked_at(desk, ago=timedelta(minutes=10))
    assert not asked_at(desk, ago=-timedelta(hours=1))


def test_the_session_gets_a_new_key_with_the_code(spare: list[str], desk: Visitor) -> None:
    before = desk.session.session_key

    desk.post(CONFIRM, {"code": code_now()})

    assert desk.session.session_key != before


def test_another_session_of_the_same_login_is_asked_by_itself(
    spare: list[str], officer: Officer, desk: Visitor
) -> None:
    desk.post(CONFIRM, {"code": code_now()})
    other = Visitor()
    other.force_login(officer.user)

    assert not asked_at(other, ago=timedelta(0))


def test_logging_out_ends_it(spare: list[str], officer: Officer, desk: Visitor) -> None:
    desk.post(CONFIRM, {"code": code_now()})
    desk.post("/console/logout/")
    desk.force_login(officer.user)

    assert not asked_at(desk, ago=timedelta(0))


def test_a_code_that_was_used_is_refused(spare: list[str], officer: Officer, desk: Visitor) -> None:
    code = code_now()
    desk.post(CONFIRM, {"code": code})
    other = Visitor()
    other.force_login(officer.user)

    answer = other.post(CONFIRM, {"code": code})

    assert WRONG in page(answer).text
    assert not asked_at(other, ago=timedelta(0))


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("000000", WRONG),
        ("12345", "কোডে ছয়টি সংখ্যা থাকে, বিকল্প কোডে আটটি। আর একবার দেখে নিন।"),
        ("abcdef", "কোডে ছয়টি সংখ্যা থাকে, বিকল্প কোডে আটটি। আর একবার দেখে নিন।"),
        ("", "এটি লেখা দরকার।"),
    ],
)
def test_what_is_no_code_is_told(spare: list[str], desk: Visitor, typed: str, sentence: str) -> None:
    if typed == code_now():
        typed = "111111"

    assert sentence in page(desk.post(CONFIRM, {"code": typed})).text
    assert not asked_at(desk, ago=timedelta(0))


def test_a_recovery_code_opens_once(spare: list[str], desk: Visitor) -> None:
    grouped = f"{spare[0][:4]} {spare[0][4:]}"

    assert desk.post(CONFIRM, {"code": grouped})["Location"] == "/console/"
    assert WRONG in page(desk.post(CONFIRM, {"code": grouped})).text


def test_who_guesses_codes_waits(spare: list[str], desk: Visitor) -> None:
    for number in range(5):
        desk.post(CONFIRM, {"code": f"9999990{number}"})

    answer = desk.post(CONFIRM, {"code": code_now()})

    assert "অনেকবার ভুল হয়েছে। ১ মিনিট পরে আবার চেষ্টা করুন।" in page(answer).text
    Attempt.objects.update(until=clock.wall())
    assert desk.post(CONFIRM, {"code": code_now()}).status_code == 302


def test_who_leaves_office_before_giving_the_code_is_out(
    spare: list[str], officer: Officer, desk: Visitor
) -> None:
    asked = page(desk.post(CODES, {"renew": "yes"}))
    Officer.objects.filter(id=officer.id).update(active=False)

    answer = desk.post(CONFIRM, {"code": spare[0], "kept": asked.fields["kept"], "next": "/console/"})

    assert (answer.status_code, page(answer).headings) == (401, ["আধিকারিকদের ডেস্ক"])
    assert desk.get("/console/")["Location"] == "/console/login/?next=/console/"
    assert accept_code(user_id=officer.user_id, code=spare[0])  # it was not used up


def test_what_was_typed_is_kept_too_when_the_login_ends_before_the_code(
    spare: list[str], officer: Officer, desk: Visitor
) -> None:
    asked = page(desk.post(CODES, {"renew": "yes"}))
    desk.logout()
    login = page(desk.post(CONFIRM, {"code": spare[0], "kept": asked.fields["kept"], "next": "/console/"}))
    typed = {"username": "officer@falakata", "password": "demo-1234", "kept": login.fields["kept"]}

    shown = page(desk.post("/console/login/", typed))

    assert shown.fields["renew"] == "yes"


# --- Setting it up ---


def shown_secret(visitor: Visitor) -> str:
    (secret,) = re.findall(r'lang="en">([A-Z2-7 ]{30,})<', visitor.get(NEW_APP).content.decode())
    return secret.replace(" ", "")


def test_who_has_no_app_is_led_to_set_one_up(officer: Officer, desk: Visitor) -> None:
    asked, kept = desk.get(CONFIRM), desk.post(CODES, {"renew": "yes"})

    assert asked["Location"] == NEW_APP
    assert (kept.status_code, page(kept).headings) == (403, ["কোড অ্যাপ চালু করুন"])
    assert page(kept).fields["kept"]


def test_setting_up_takes_a_code_and_the_password_and_shows_the_recovery_codes_once(
    officer: Officer, desk: Visitor
) -> None:
    with_password(officer)
    desk.force_login(officer.user)
    kept = page(desk.post(CODES, {"renew": "yes"})).fields["kept"]
    secret = shown_secret(desk)

    answer = desk.post(NEW_APP, {"code": code_now(secret), "password": "demo-1234", "kept": kept})

    assert page(answer).headings == ["বিকল্প কোড"]
    assert len(re.findall(r"\d{4} \d{4}", page(answer).text)) == 10
    assert page(answer).fields["renew"] == "yes"
    assert asked_at(desk, ago=timedelta(0))
    assert second_factor(officer.user_id).recovery_codes == 10  # type: ignore[union-attr]
    assert not re.findall(r"\d{4} \d{4}", page(desk.get("/console/code-app/")).text)


def test_the_picture_for_the_app_is_drawn_without_a_style_of_its_own(officer: Officer, desk: Visitor) -> None:
    html = desk.get(NEW_APP).content.decode()

    assert "<svg" in html
    assert "style=" not in html


@pytest.mark.parametrize(
    ("code", "password", "sentence"),
    [
        (None, "wrong", "এটি আপনার পাসওয়ার্ড নয়। আর একবার দেখে নিন।"),
        ("000000", "demo-1234", "কোডটি মিলছে না। ফোনের ঘড়ি ঠিক আছে কি না, দেখে নিন।"),
    ],
)
def test_setting_up_with_something_wrong_changes_nothing(
    officer: Officer, desk: Visitor, code: str | None, password: str, sentence: str
) -> None:
    with_password(officer)
    desk.force_login(officer.user)
    secret = shown_secret(desk)

    answer = desk.post(NEW_APP, {"code": code or code_now(secret), "password": password})

    assert sentence in page(answer).text
    assert shown_secret(desk) == secret
    assert second_factor(officer.user_id) is None


def test_another_app_takes_the_place_of_the_first_only_after_a_code_of_it(
    spare: list[str], officer: Officer, desk: Visitor
) -> None:
    desk.force_login(officer.user)
    refused = desk.post(NEW_APP, {"code": "123456", "password": "demo-1234"})
    desk.post(CONFIRM, {"code": spare[0]})
    answer = desk.post(NEW_APP, {"code": code_now(shown_secret(desk)), "password": "demo-1234"})

    assert refused["Location"].startswith(CONFIRM)
    assert page(answer).headings == ["বিকল্প কোড"]


def test_the_page_of_the_app_says_since_when_and_how_many_codes_are_left(
    spare: list[str], desk: Visitor
) -> None:
    desk.post(CONFIRM, {"code": spare[0]})

    assert "বাকি আছে ৯টি বিকল্প কোড।" in page(desk.get("/console/code-app/")).text


# --- The password ---


def change(visitor: Visitor, old: str, new: str, again: str | None = None) -> Any:
    typed = {"old_password": old, "new_password1": new, "new_password2": new if again is None else again}
    return visitor.post("/console/password/", typed)


@pytest.fixture
def own(officer: Officer) -> Visitor:
    """The browser of an officer who has a password."""
    visitor = Visitor()
    visitor.force_login(with_password(officer).user)
    return visitor


def test_an_officer_changes_the_password_and_the_other_sessions_end(officer: Officer, own: Visitor) -> None:
    other = Visitor()
    other.force_login(officer.user)

    answer = change(own, "demo-1234", "নদীর-ধারে-কাশফুল")

    officer.user.refresh_from_db()
    assert answer["Location"] == "/console/"
    assert officer.user.check_password("নদীর-ধারে-কাশফুল")
    assert own.get("/console/password/").status_code == 200
    assert other.get("/console/password/").status_code == 302


NOT_TAKEN = [
    (("wrong", "নদীর-ধারে-কাশফুল"), "এটি আপনার পাসওয়ার্ড নয়। আর একবার দেখে নিন।"),
    (("demo-1234", "নদীর-ধারে-কাশফুল", "অন্য কিছু লেখা"), "দু বারের পাসওয়ার্ড মিলছে না।"),
    (("demo-1234", "ছোট"), "পাসওয়ার্ডটি ছোট। অন্তত ৮ অক্ষর দিন।"),
    (("demo-1234", "92837465019"), "পাসওয়ার্ডে শুধু সংখ্যা আছে। সঙ্গে অক্ষরও দিন।"),
    (("demo-1234", "password1"), "এই পাসওয়ার্ড অনেকেই ব্যবহার করেন। অন্য কিছু দিন।"),
    (("demo-1234", "officer@falakata"), "পাসওয়ার্ডটি আপনার লগ\u2011ইন-এর মতোই। অন্য কিছু দিন।"),
]


def test_a_password_that_cannot_be_taken_is_told_why(officer: Officer, own: Visitor) -> None:
    for typed, sentence in NOT_TAKEN:
        assert sentence in page(change(own, *typed)).text
        officer.user.refresh_from_db()
        assert officer.user.check_password("demo-1234"), sentence


def test_the_pages_speak_english_too(spare: list[str], town: LocalBody, desk: Visitor) -> None:
    desk.cookies["janasetu_language"] = "en"
    fresh = Visitor()
    fresh.cookies["janasetu_language"] = "en"
    fresh.force_login(an_officer(town, "clerk").user)

    headings = [
        page(desk.get(f"/console/{name}/")).headings for name in ("confirm-it-is-you", "code-app", "password")
    ]

    assert headings == [["Confirm that it is you"], ["Code app"], ["Change the password"]]
    assert page(fresh.get(NEW_APP)).headings == ["Set up the code app"]
