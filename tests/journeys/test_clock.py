"""The clock moves for all processes at once, and what falls due is done before the clock answers."""

from collections.abc import Callable

import httpx

from journeys.product import Phone, Product, ref_in

Citizen = Callable[[], Phone]


def test_past_its_due_time_a_case_goes_one_level_up(product: Product, citizen: Citizen) -> None:
    phone = citizen()
    ref = ref_in(phone.complain("water_no_supply")["text"])

    product.advance(hours=24, seconds=5)

    case = product.case(ref)
    (told,) = phone.hear()
    assert (case["status"], case["officer"]) == ("received", "secretary@falakata")
    codes = {event["code"] for event in case["events"]} - {"first_action_missed", "reminded"}
    assert codes == {"opened", "escalated", "explanation_asked"}
    assert told["text"] == f"দুঃখিত, অভিযোগ {ref} সময়ের মধ্যে মেটেনি। বিষয়টি এখন সচিব দেখছেন।"


def test_the_clock_does_not_go_back(product: Product) -> None:
    before = httpx.get(f"{product.url}/demo/clock").json()["now"]

    refused = httpx.post(f"{product.url}/demo/clock", json={"advance": -60})
    nonsense = httpx.post(f"{product.url}/demo/clock", json={"to": "tomorrow"})

    assert (refused.status_code, nonsense.status_code) == (400, 400)
    assert httpx.get(f"{product.url}/demo/clock").json()["now"] >= before
