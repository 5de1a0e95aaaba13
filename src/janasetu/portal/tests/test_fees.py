"""A fee on the web, and a payment company that answers: believed for its signature alone."""

import html
import re
from decimal import Decimal

import pytest
from django.conf import settings
from django.test import Client

from janasetu.lib.ids import uuid7
from janasetu.payments import links, queries
from janasetu.payments.models import Checkout, Demand, Receipt
from janasetu.payments.tests.factories import Office, cash, make_office, owed
from janasetu.portal.tests.conftest import Visitor

_HIDDEN = re.compile(r'name="(answer|signature)" value="([^"]*)"')


@pytest.fixture
def office(db: None) -> Office:
    return make_office()


@pytest.fixture
def demand(office: Office) -> Demand:
    return owed(office)


def address(demand: Demand) -> str:
    return f"/pay/{queries.token_of(demand)}/"


def page(demand: Demand) -> str:
    answer = Visitor().get(address(demand))
    assert answer.status_code == 200
    assert "no-store" in answer.headers["Cache-Control"]
    return html.unescape(answer.content.decode())


def forms(demand: Demand) -> list[dict[str, str]]:
    """What the stand-in lets a browser carry back: that it is paid, and that it failed."""
    there = Visitor().post(address(demand), follow=True)
    found = [(name, html.unescape(value)) for name, value in _HIDDEN.findall(there.content.decode())]
    return [dict(found[:2]), dict(found[2:])]


def test_the_page_says_how_much_for_what_and_how_to_pay_and_nobodys_name(demand: Demand) -> None:
    shown = page(demand)

    for said in ("₹২০০", "ছোট ব্যবসার ফি: ₹২০০", "26-1002-0001-4", "ফালাকাটা পুরসভা", "<svg"):
        assert said in shown
    assert 'href="upi://pay?pa=falakata.namuna@specimen&' in shown


@pytest.mark.parametrize("wrong", ["x", "০", "A" * 38, "%00", "é"])
def test_an_address_that_is_not_ours_is_none(demand: Demand, wrong: str) -> None:
    assert Client().get(f"/pay/{wrong}/").status_code == 404


def test_each_changed_letter_of_the_address_makes_it_none() -> None:
    key, demand_id = b"a key", uuid7()
    token = links.token(1002, demand_id, key=key)

    assert links.opened(token, key=key) == (1002, demand_id)
    for at, letter in enumerate(token[:-1]):  # of the last letter two bits mean nothing
        other = "A" if letter != "A" else "B"
        with pytest.raises(links.NotOurLinkError):
            links.opened(f"{token[:at]}{other}{token[at + 1 :]}", key=key)


def test_of_a_demand_that_is_gone_the_address_is_none(office: Office) -> None:
    token = links.token(1002, uuid7(), key=settings.PAYMENT_SECRET)

    assert Client().get(f"/pay/{token}/").status_code == 404


def test_paying_online_comes_back_to_the_page_with_the_receipt(demand: Demand) -> None:
    paid, _ = forms(demand)

    back = Visitor().post("/pay/answer", paid, follow=True).content.decode()

    assert Receipt.objects.get().amount == Decimal(200)
    assert "2026-27/000001" in back
    assert "upi://" not in back


def test_a_try_that_failed_leaves_it_due(demand: Demand) -> None:
    _, failed = forms(demand)

    back = Visitor().post("/pay/answer", failed, follow=True).content.decode()

    assert Checkout.objects.get().state == "failed"
    assert "upi://" in back


def test_the_companys_own_machines_are_answered_in_the_same_request(demand: Demand) -> None:
    paid, _ = forms(demand)

    answers = [
        Client().post(
            "/pay/answer",
            paid["answer"],
            content_type="application/json",
            headers={"X-Payment-Signature": paid["signature"]},
        )
        for _ in range(2)
    ]

    assert [(one.status_code, one.json()) for one in answers] == [(200, {"state": "paid"})] * 2
    assert Receipt.objects.count() == 1


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        ({"answer": "{}", "signature": "sha256=00"}, None),
        ({}, None),
        ("{}", "application/json"),
        ("answer", "application/x-www-form-urlencoded"),
        (b"\xff\x00", "application/octet-stream"),
    ],
)
def test_what_the_company_did_not_sign_is_refused_and_stored_nowhere(
    demand: Demand, data: object, kind: str | None
) -> None:
    answer = Client().post("/pay/answer", data, **({"content_type": kind} if kind else {}))

    assert answer.status_code == 401
    assert not Receipt.objects.exists()


def test_a_changed_amount_breaks_the_signature(demand: Demand) -> None:
    paid, _ = forms(demand)
    paid["answer"] = paid["answer"].replace("200.00", "2.00")

    assert Client().post("/pay/answer", paid).status_code == 401


def test_where_there_is_no_company_there_is_no_answer_and_no_button(demand: Demand, settings: object) -> None:
    settings.PAYMENT_COMPANY = ""  # type: ignore[attr-defined]

    assert Client().post("/pay/answer", {}).status_code == 404
    assert "<form" not in page(demand).partition("fee-page")[2].partition("</section>")[0]


def test_what_was_paid_at_the_counter_meanwhile_is_not_asked_again(office: Office, demand: Demand) -> None:
    cash(office, demand)

    answer = Visitor().post(address(demand), follow=True).content.decode()

    assert "টাকা জমা পড়েছে।" in answer
    assert not Checkout.objects.exists()
