"""Around a complaint: the officer in the field, staff who write by hand, a call, a closed window."""

import time
from collections.abc import Callable
from typing import Any

import httpx

from journeys.product import ANSWER_SECONDS, Phone, Product, ref_in

Citizen = Callable[[], Phone]
OFFICERS = "910000902007"  # the registered number of officer@falakata


def the_officer(product: Product) -> Phone:
    """The officer's telephone; what it has received so far is read."""
    phone = product.phone(OFFICERS)
    phone._new(wait=0)
    return phone


def control(product: Product, path: str, content: dict[str, Any]) -> None:
    httpx.post(f"{product.sim_url}/control/{path}", json=content, timeout=30).raise_for_status()


def codes(product: Product, ref: str, *, last: str) -> list[str]:
    """The events of a case, once the last of them is this one."""
    deadline = time.monotonic() + ANSWER_SECONDS
    while (found := [event["code"] for event in product.case(ref)["events"]])[-1] != last:
        assert time.monotonic() < deadline, found
    return found


def test_an_officer_ends_a_case_from_the_field_and_the_citizen_confirms(
    product: Product, citizen: Citizen
) -> None:
    officer, phone = the_officer(product), citizen()
    ref = ref_in(phone.complain()["text"])

    charge, *shown = officer.hear_until(lambda message: ref in message["text"] and message["choices"])
    assert shown == []
    officer.send("choose", id=charge["choices"][0]["id"])  # দেখেছি
    heard = {message["type"]: message["text"] for message in officer.hear(2)}  # the photo may come later
    assert heard == {"image": f"{ref}: নাগরিকের পাঠানো ছবি", "text": f"লেখা হল। {ref} এখন আপনার হাতে।"}
    asked = officer.tap("done", charge)
    assert asked["text"].startswith(f"{ref}: কাজ শেষের একটা ছবি")
    officer.send("image", caption="বাতি বদলানো হল")
    (thanked,) = officer.hear()
    assert thanked["text"].startswith("ধন্যবাদ।")
    (question,) = phone.hear()
    phone.tap("yes", question)

    assert codes(product, ref, last="confirmed") == ["opened", "seen", "resolve_claimed", "confirmed"]
    assert product.case(ref)["status"] == "resolved_confirmed"


def test_what_staff_type_in_the_app_stands_with_the_case_and_nothing_else_is_said(
    product: Product, citizen: Citizen
) -> None:
    phone = citizen()
    ref = ref_in(phone.complain()["text"])

    control(product, f"lines/{phone.line}/echo", {"to": phone.wa_id, "text": "লোক পাঠাচ্ছি, দাঁড়ান"})

    assert [message["text"] for message in phone.hear()] == ["লোক পাঠাচ্ছি, দাঁড়ান"]
    assert codes(product, ref, last="replied") == ["opened", "replied"]
    phone.send("text", text="কখন আসবেন?")
    assert phone.hears_nothing_more()


def test_who_rings_the_line_is_told_by_message_that_somebody_will_ring_back(
    product: Product, citizen: Citizen
) -> None:
    phone = citizen()

    control(product, f"phones/{phone.wa_id}/call", {"line": phone.line})

    (told,) = phone.hear()
    assert told["text"].startswith("আপনি ফোন করেছিলেন।")


def test_after_a_day_a_notice_arrives_as_a_template_whose_button_answers(
    product: Product, citizen: Citizen
) -> None:
    phone = citizen()
    ref = ref_in(phone.complain()["text"])
    product.advance(hours=25)

    done = product.act(ref, "resolve", "--as", "officer@falakata", "--photo", "sample")

    assert done.returncode == 0, done.stderr
    (question,) = phone.hear_until(lambda message: message["choices"])[:1]
    assert (question["type"], ref in question["text"]) == ("template", True)
    phone.tap("yes", question)
    assert product.case(ref)["status"] == "resolved_confirmed"
