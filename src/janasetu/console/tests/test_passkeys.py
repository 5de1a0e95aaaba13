"""A passkey confirms in place of a code: only the login's own, only what was asked, and once."""

import json
import re
from typing import Any

import pytest

from janasetu.bodies.actions import set_up_code_app
from janasetu.bodies.models import Attempt, Officer
from janasetu.bodies.queries import second_factor
from janasetu.console.tests.conftest import Visitor
from janasetu.console.tests.factories import an_officer
from janasetu.console.tests.soft_passkey import SoftPasskey
from janasetu.console.tests.test_login import with_password
from janasetu.console.tests.test_step_up import CONFIRM, SECRET, code_now, page

NEW, AWAY = "/console/code-app/passkey/", "/console/code-app/passkey/away"
REFUSED = "পাসকি মেলানো গেল না। আবার চেষ্টা করুন, না হলে কোড লিখুন।"


def asked_of(answer: Any) -> dict[str, Any]:
    """What the page asks of a passkey."""
    (asked,) = re.findall(r'id="passkey-asked" type="application/json">(.*?)<', answer.content.decode())
    return dict(json.loads(asked)["publicKey"])


def set_up(visitor: Visitor, passkey: SoftPasskey, name: str = "আমার ফোন") -> Any:
    challenge = asked_of(visitor.get(NEW))["challenge"]
    return visitor.post(NEW, {"name": name, "passkey": passkey.made(challenge)})


def step_down(visitor: Visitor) -> None:
    session = visitor.session
    session.pop("confirmed_at", None)
    session.save()


@pytest.fixture
def mine(officer: Officer, desk: Visitor) -> SoftPasskey:
    """A passkey of the officer, who has not confirmed since."""
    user = with_password(officer).user
    spare = set_up_code_app(user=user, secret=SECRET)
    desk.force_login(user)
    desk.post(CONFIRM, {"code": spare[0]})
    passkey = SoftPasskey()
    set_up(desk, passkey)
    step_down(desk)
    return passkey


def test_it_confirms_and_leads_to_what_was_wanted(mine: SoftPasskey, desk: Visitor) -> None:
    challenge = asked_of(desk.get(CONFIRM))["challenge"]

    answer = desk.post(CONFIRM, {"passkey": mine.answer(challenge), "next": NEW})

    assert answer["Location"] == NEW
    assert desk.get(NEW).status_code == 200


def test_an_answer_counts_once(mine: SoftPasskey, desk: Visitor) -> None:
    said = mine.answer(asked_of(desk.get(CONFIRM))["challenge"])
    desk.post(CONFIRM, {"passkey": said})
    step_down(desk)

    assert REFUSED in page(desk.post(CONFIRM, {"passkey": said})).text


def test_only_what_was_asked_last_is_answered(mine: SoftPasskey, desk: Visitor) -> None:
    first = asked_of(desk.get(CONFIRM))["challenge"]
    desk.get(CONFIRM)

    assert REFUSED in page(desk.post(CONFIRM, {"passkey": mine.answer(first)})).text


def test_another_key_confirms_nobody(mine: SoftPasskey, desk: Visitor) -> None:
    other = SoftPasskey()  # the same name, another key
    challenge = asked_of(desk.get(CONFIRM))["challenge"]

    assert REFUSED in page(desk.post(CONFIRM, {"passkey": other.answer(challenge)})).text


def test_an_answer_given_to_another_site_counts_not_here(mine: SoftPasskey, desk: Visitor) -> None:
    challenge = asked_of(desk.get(CONFIRM))["challenge"]
    mine.site = "elsewhere.example"

    assert REFUSED in page(desk.post(CONFIRM, {"passkey": mine.answer(challenge)})).text


def test_anothers_passkey_opens_nothing_of_mine(mine: SoftPasskey, officer: Officer, desk: Visitor) -> None:
    clerk = with_password(an_officer(officer.body, "clerk")).user
    spare = set_up_code_app(user=clerk, secret=SECRET)
    desk.force_login(clerk)
    desk.post(CONFIRM, {"code": spare[0]})
    set_up(desk, SoftPasskey(credential_id=b"of the clerk"))
    step_down(desk)
    challenge = asked_of(desk.get(CONFIRM))["challenge"]

    assert REFUSED in page(desk.post(CONFIRM, {"passkey": mine.answer(challenge)})).text


NOTHING = object()
NO_ANSWERS = ["x", "null", "[]", "{}", '"\\ud800"', "[" * 5000]
# Parts of an answer, and what may stand there instead.
SPOILT = [
    ("id", NOTHING),
    ("rawId", NOTHING),
    ("rawId", "AAAA"),
    ("type", "password"),
    ("response", NOTHING),
    ("response", []),
    ("clientExtensionResults", "x"),
    ("response.clientDataJSON", NOTHING),
    ("response.clientDataJSON", "AAAA"),
    ("response.clientDataJSON", "e30"),  # {}
    ("response.clientDataJSON", "bnVsbA"),  # null
    ("response.clientDataJSON", "আলো"),
]


def spoilt(said: str, path: str, to: object) -> str:
    """The answer with one part of it taken away, or made another."""
    whole = json.loads(said)
    *above, last = path.split(".")
    part = whole[above[0]] if above else whole
    if to is NOTHING:
        del part[last]
    else:
        part[last] = to
    return json.dumps(whole)


def spoilings(*parts: str) -> list[tuple[str, object]]:
    return SPOILT + [
        (f"response.{part}", to) for part in parts for to in (NOTHING, "", 7, ["AAAA"], "AAAA", "আলো")
    ]


def test_a_spoilt_answer_confirms_nobody(mine: SoftPasskey, desk: Visitor) -> None:
    shown = desk.get(CONFIRM)
    for path, to in spoilings("signature", "authenticatorData"):
        said = spoilt(mine.answer(asked_of(shown)["challenge"]), path, to)
        shown = desk.post(CONFIRM, {"passkey": said})
        assert REFUSED in page(shown).text, (path, to)
        Attempt.objects.all().delete()
    desk.post(CONFIRM, {"passkey": mine.answer(asked_of(shown)["challenge"])})

    assert desk.get(NEW).status_code == 200  # whole, the same answer does


def test_no_passkey_is_made_of_a_spoilt_answer(mine: SoftPasskey, officer: Officer, desk: Visitor) -> None:
    desk.post(CONFIRM, {"code": code_now()})
    another = SoftPasskey(credential_id=b"another")
    shown = desk.get(NEW)
    for path, to in spoilings("attestationObject"):
        said = spoilt(another.made(asked_of(shown)["challenge"]), path, to)
        shown = desk.post(NEW, {"name": "নষ্ট", "passkey": said})
        assert "পাসকি চালু করা গেল না।" in page(shown).text, (path, to)
    set_up(desk, another, "অন্যটি")

    names = [one.name for one in second_factor(officer.user_id).passkeys]  # type: ignore[union-attr]
    assert names == ["আমার ফোন", "অন্যটি"]


def test_what_is_no_answer_is_refused_in_words(mine: SoftPasskey, desk: Visitor) -> None:
    desk.post(CONFIRM, {"code": code_now()})
    for said in NO_ANSWERS:
        assert REFUSED in page(desk.post(CONFIRM, {"passkey": said})).text
        assert "পাসকি চালু করা গেল না।" in page(desk.post(NEW, {"name": "নষ্ট", "passkey": said})).text
        Attempt.objects.all().delete()


def test_who_guesses_waits_as_with_codes(mine: SoftPasskey, desk: Visitor) -> None:
    for _ in range(5):
        desk.post(CONFIRM, {"passkey": "{}"})

    right = mine.answer(asked_of(desk.get(CONFIRM))["challenge"])

    assert "১ মিনিট পরে আবার চেষ্টা করুন।" in page(desk.post(CONFIRM, {"passkey": right})).text


def test_setting_one_up_asks_for_a_code_first(mine: SoftPasskey, desk: Visitor) -> None:
    assert desk.get(NEW)["Location"] == f"{CONFIRM}?next=%2Fconsole%2Fcode-app%2Fpasskey%2F"


def test_what_was_typed_stays_where_the_passkey_cannot_be_made(mine: SoftPasskey, desk: Visitor) -> None:
    desk.post(CONFIRM, {"code": code_now()})

    shown = page(desk.post(NEW, {"name": "অফিসের কম্পিউটার", "passkey": ""}))

    assert "পাসকি চালু করা গেল না। আবার চেষ্টা করুন।" in shown.text
    assert shown.fields["name"] == "অফিসের কম্পিউটার"


def test_another_app_leaves_the_passkeys_as_they_are(mine: SoftPasskey, officer: Officer) -> None:
    set_up_code_app(user=officer.user, secret="JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")

    (kept,) = second_factor(officer.user_id).passkeys  # type: ignore[union-attr]
    assert kept.name == "আমার ফোন"


def test_one_that_is_taken_away_confirms_no_more(mine: SoftPasskey, officer: Officer, desk: Visitor) -> None:
    challenge = asked_of(desk.get(CONFIRM))["challenge"]
    (kept,) = second_factor(officer.user_id).passkeys  # type: ignore[union-attr]
    first = desk.post(AWAY, {"passkey_id": kept.id})
    desk.post(CONFIRM, {"code": code_now()})
    desk.post(AWAY, {"passkey_id": kept.id})
    step_down(desk)

    assert first.status_code == 403
    assert REFUSED in page(desk.post(CONFIRM, {"passkey": mine.answer(challenge)})).text


def test_nobody_takes_away_what_is_not_theirs(mine: SoftPasskey, desk: Visitor) -> None:
    desk.post(CONFIRM, {"code": code_now()})

    for number in ("", "x", "-1", "১২", "99999999999999"):
        assert desk.post(AWAY, {"passkey_id": number})["Location"] == "/console/code-app/"


@pytest.mark.parametrize("host", ["127.0.0.1:8000", "[::1]:8000"])
def test_a_desk_that_is_opened_by_a_number_offers_none(
    mine: SoftPasskey, desk: Visitor, settings: Any, host: str
) -> None:
    settings.ALLOWED_HOSTS = ["*"]

    assert "passkey-asked" not in desk.get(CONFIRM, headers={"host": host}).content.decode()
    assert "127.0.0.1-এর মতো সংখ্যা নয়" in page(desk.get("/console/code-app/", headers={"host": host})).text
