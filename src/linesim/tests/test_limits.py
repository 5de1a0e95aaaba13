"""Windows, limits and standings: what Meta refuses at once, what it lets fail, and what it costs."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import takewhile
from typing import Any

import httpx
import pytest

from linesim.costs import FREE_A_MONTH, MARKETING, SERVICE, UTILITY, Price, PriceList
from linesim.failures import FAILURES
from linesim.limits import Approached, Bucket
from linesim.lines import WABA_ID
from linesim.tests.kit import LINE, OTHER_LINE, PERSON, Office, Product, running_linesim, until

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
TEXT = {"type": "text", "text": {"body": "নমস্কার"}}
HOUR = 3600
PROVOKED = {code: failure for code, failure in FAILURES.items() if code}  # 0 is no code to be set


def stand(office: Office, **changes: Any) -> None:
    """Let Meta's rules hold on the line, and this besides."""
    answer = office.control.post(f"/lines/{LINE}/account", json={"rules": "meta", **changes})
    assert answer.status_code == 200, answer.text


def template(office: Office, category: str = "UTILITY") -> dict[str, Any]:
    """A template that was made, as a send names it."""
    components = [{"type": "BODY", "text": "অভিযোগটি মিটেছে।"}]
    made = {"name": category.lower(), "language": "bn", "category": category, "components": components}
    office.graph.post(f"/v26.0/{WABA_ID}/message_templates", json=made).raise_for_status()
    return {"type": "template", "template": {"name": category.lower(), "language": {"code": "bn"}}}


def failed_code(office: Office, wamid: str) -> int:
    """The code of the failed status of a message."""

    def failures() -> list[dict[str, Any]]:
        return [each for each in office.product.statuses if (each["id"], each["status"]) == (wamid, "failed")]

    until(failures)
    code: int = failures()[0]["errors"][0]["code"]
    return code


def accepted(office: Office, content: dict[str, Any], **more: Any) -> str:
    answer = office.sends(content, **more)
    assert answer.status_code == 200, answer.text
    wamid: str = answer.json()["messages"][0]["id"]
    return wamid


def refused_code(office: Office, content: dict[str, Any], **more: Any) -> int:
    answer = office.sends(content, **more)
    assert answer.is_error, answer.text
    code: int = answer.json()["error"]["code"]
    return code


def test_meta_s_rules_hold_unless_they_are_lifted(product: Product) -> None:
    with running_linesim(product.url) as url:
        account = httpx.get(f"{url}/control/lines/{LINE}/account").json()

    assert account["rules"] == "meta"


def test_free_words_reach_only_who_wrote_within_24_hours(office: Office) -> None:
    stand(office)
    assert failed_code(office, accepted(office, TEXT)) == 131047
    office.writes()

    office.control.post("/clock", json={"advance": 23 * HOUR})
    accepted(office, TEXT)
    assert len(office.received()) == 1
    office.control.post("/clock", json={"advance": HOUR})

    assert failed_code(office, accepted(office, TEXT)) == 131047
    failed = office.product.statuses[-1]
    assert "contacts" not in office.product.values[-1]
    assert failed["errors"][0]["title"] == "Re-engagement message"
    accepted(office, template(office))
    assert [message["type"] for message in office.received()] == ["text", "template"]


def test_a_window_belongs_to_one_line_and_is_told(office: Office) -> None:
    stand(office)
    office.writes(line=OTHER_LINE)

    assert list(office.control.get(f"/phones/{PERSON}/windows").json()) == [OTHER_LINE]
    assert failed_code(office, accepted(office, TEXT)) == 131047


def test_a_template_opens_no_window(office: Office) -> None:
    stand(office)
    accepted(office, template(office))

    assert failed_code(office, accepted(office, TEXT)) == 131047


def test_45_messages_at_once_are_borrowed_and_one_comes_back_in_6_seconds(office: Office) -> None:
    stand(office)
    office.writes()
    for _ in range(45):
        accepted(office, TEXT)

    assert refused_code(office, TEXT) == 131056
    office.control.post("/clock", json={"advance": 6})
    accepted(office, TEXT)
    assert refused_code(office, TEXT) == 131056


def test_a_number_in_the_phone_app_sends_20_a_second(office: Office) -> None:
    stand(office, throughput="COEXISTENCE")
    answers = (office.sends(TEXT, to=f"91900001{n:04}").json() for n in range(1000))

    codes = list(takewhile(lambda code: code is None, (_code_in(answer) for answer in answers)))

    assert 20 <= len(codes) < 1000
    office.control.post("/clock", json={"advance": 1})
    accepted(office, TEXT)


def _code_in(answer: dict[str, Any]) -> int | None:
    code: int | None = answer.get("error", {}).get("code")
    assert code in (None, 130429)
    return code


def test_a_bucket_is_full_at_first_and_fills_with_time() -> None:
    bucket = Bucket(capacity=2, a_second=0.5, tokens=2, filled_at=NOW)
    for _ in range(2):
        assert bucket.has_token(NOW)
        bucket.take()

    assert not bucket.has_token(NOW + timedelta(seconds=1.9))
    assert bucket.has_token(NOW + timedelta(seconds=2))
    bucket.take()
    assert bucket.has_token(NOW + timedelta(days=1))
    assert bucket.tokens == 2


def test_who_was_approached_is_forgotten_24_hours_later() -> None:
    approached = Approached()
    approached.add("first", NOW)
    approached.add("second", NOW + timedelta(hours=1))

    assert approached.admits("first", NOW, most=2)
    assert not approached.admits("third", NOW + timedelta(hours=23), most=2)
    assert approached.admits("third", NOW + timedelta(hours=24), most=2)
    assert approached.count(NOW + timedelta(hours=25)) == 0
    assert Approached().admits("anybody", NOW, most=None)


def test_250_people_are_approached_in_24_hours_by_the_whole_portfolio(office: Office) -> None:
    stand(office, throughput="HIGH")
    said = template(office)
    for number in range(250):
        accepted(office, said, to=f"9190000{number:05}")

    late = accepted(office, said, to="919111111111")
    again = accepted(office, said, to="919000000000")
    office.writes(wa_id="919222222222")
    answered = accepted(office, said, to="919222222222")

    assert failed_code(office, late) == 131048
    assert office.control.get("/portfolio").json()["approached"] == 250
    assert office.control.get("/counters").json()["failures"] == {"131048": 1}
    assert len({again, answered}) == 2
    office.control.post("/portfolio", json={"messaging_limit": "TIER_2K"}).raise_for_status()
    accepted(office, said, to="919111111111")
    assert len(office.received(wa_id="919111111111")) == 1


@pytest.mark.parametrize(
    ("standing", "status", "code"),
    [
        ({"registered": False}, 400, 133010),
        ({"locked": True}, 403, 131031),
        ({"restricted": True}, 403, 368),
        ({"upgrading": True}, 500, 131057),
    ],
)
def test_a_number_in_bad_standing_is_refused(
    office: Office, standing: dict[str, bool], status: int, code: int
) -> None:
    stand(office, **standing)

    answer = office.sends(TEXT)

    assert (answer.status_code, answer.json()["error"]["code"]) == (status, code)


def test_every_code_of_the_table_can_be_provoked_at_once(office: Office) -> None:
    for code, failure in PROVOKED.items():
        stand(office, refuse_with=code)
        answer = office.sends(TEXT)

        assert (answer.status_code, answer.json()["error"]["code"]) == (failure.status, code)
        assert answer.json()["error"]["error_data"]["details"] == failure.details


def test_every_code_of_the_table_can_be_provoked_by_a_status(office: Office, product: Product) -> None:
    codes: dict[str, int] = {}
    for number, code in enumerate(PROVOKED):
        stand(office, rules="none", fail_with=code)
        codes[accepted(office, TEXT, to=f"91900002{number:04}")] = code

    until(lambda: len(product.statuses) == len(codes))

    assert {status["id"]: status["errors"][0]["code"] for status in product.statuses} == codes
    assert office.control.get("/counters").json()["failures"] == {str(code): 1 for code in PROVOKED}


def test_who_stopped_marketing_still_gets_the_rest(office: Office) -> None:
    office.writes()
    office.control.post(f"/phones/{PERSON}", json={"opted_out": True}).raise_for_status()

    assert failed_code(office, accepted(office, template(office, "MARKETING"))) == 131050
    accepted(office, template(office))

    assert [message["type"] for message in office.received()] == ["template"]


def test_without_payment_only_free_messages_go(office: Office) -> None:
    office.control.post("/portfolio", json={"has_payment": False}).raise_for_status()
    accepted(office, TEXT)

    assert failed_code(office, accepted(office, template(office))) == 131042
    assert len(office.received()) == 1


def test_nobody_writes_to_oneself(office: Office) -> None:
    assert refused_code(office, TEXT, to="910000000001") == 131021


def test_a_status_tells_the_price_and_the_counters_the_bill(office: Office) -> None:
    accepted(office, TEXT)
    accepted(office, template(office))
    until(lambda: len(office.product.statuses) == 4)

    prices = [status["pricing"] for status in office.product.statuses if status["status"] == "delivered"]
    assert prices == [
        {
            "billable": False,
            "pricing_model": "PMP",
            "type": "free_customer_service",
            "category": "service",
        },
        {"billable": True, "pricing_model": "PMP", "type": "regular", "category": "utility"},
    ]
    assert office.control.get("/counters").json()["costs"] == {
        "by_type": {"service": {"free_customer_service": 1}, "utility": {"regular": 1}},
        "billable_by_line": {LINE: 1},
        "rupees": "0.1150",
    }
    assert office.control.get("/portfolio").json()["free_used"] == {LINE: 1, OTHER_LINE: 0}


def test_a_thousand_messages_of_a_number_and_a_month_are_free() -> None:
    prices = PriceList()
    for _ in range(FREE_A_MONTH):
        prices.use(prices.quote(SERVICE, line=LINE, now=NOW), line=LINE, now=NOW)

    assert prices.quote(SERVICE, line=LINE, now=NOW) == Price(SERVICE, "regular")
    assert prices.quote(SERVICE, line=LINE, now=NOW).rupees == Decimal("0.1150")
    assert prices.quote(SERVICE, line=OTHER_LINE, now=NOW).type == "free_customer_service"
    assert prices.quote(SERVICE, line=LINE, now=NOW.replace(month=12)).type == "free_customer_service"
    assert prices.quote(UTILITY, line=OTHER_LINE, now=NOW).type == "regular"
    assert prices.quote(MARKETING, line=LINE, now=NOW).rupees == Decimal("0.8631")
    assert prices.quote(MARKETING, line=LINE, now=NOW, free_entry=True).rupees == 0


@pytest.mark.parametrize(
    ("path", "change"),
    [
        (f"/lines/{LINE}/account", {"refuse_with": 7}),
        (f"/lines/{LINE}/account", {"quality": "BLUE"}),
        (f"/lines/{LINE}/account", {"registerd": True}),
        ("/portfolio", {"messaging_limit": "TIER_3"}),
        ("/templates/nothing", {"status": "GONE"}),
    ],
)
def test_a_wrong_change_is_named(office: Office, path: str, change: dict[str, Any]) -> None:
    answer = office.control.post(path, json=change)

    assert answer.status_code == 400
    assert next(iter(change)) in answer.json()["error"]
