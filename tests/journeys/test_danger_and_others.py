"""What is not the office's own work, and what cannot wait: a referral and an emergency, each to its end."""

from collections.abc import Callable
from functools import partial

import pytest
from playwright.sync_api import Browser, expect

from journeys.desks import CHEAP_PHONE, Desk, logged_in
from journeys.product import Phone, Product, ref_in

pytestmark = pytest.mark.browser

Citizen = Callable[[], Phone]
ON_DUTY = "910000902011"  # the registered number of fire@falakata


@pytest.fixture
def desk(product: Product, browser: Browser) -> Desk:
    """The desk of a post of the town, logged in."""
    return partial(logged_in, browser, product, at=CHEAP_PHONE)


def test_what_is_another_offices_work_is_sent_there_and_ends_only_with_an_answer(
    product: Product, citizen: Citizen, desk: Desk
) -> None:
    phone = citizen()
    ref = ref_in(phone.complain()["text"])

    with desk("officer") as page:
        page.goto(f"{product.url}/console/cases/{ref.replace('-', '')}/")
        page.locator("summary", has_text="বাইরের দপ্তরে পাঠান").click()
        agency = page.locator("[name=agency]")
        power = agency.locator("option", has_text="বিদ্যুৎ সংস্থা").get_attribute("value")
        agency.select_option(value=power)
        page.get_by_label("তাদের কী করতে বলা হচ্ছে").fill("খুঁটির তার বদলাতে হবে")
        page.get_by_role("button", name="পাঠানো হল").click()
        (told,) = phone.hear()
        assert "বিদ্যুৎ সংস্থা" in told["text"]
        assert product.case(ref)["status"] == "referred"
        refused = product.act(ref, "resolve", "--as", "officer@falakata", "--photo", "sample")
        assert refused.returncode == 1

        page.goto(f"{product.url}/console/referrals/")
        page.get_by_role("row").filter(has_text=ref).get_by_role("link").first.click()
        page.locator("summary", has_text="উত্তর লিখুন").click()
        page.get_by_label("কে জানিয়েছেন").fill("সহকারী ইঞ্জিনিয়ার, ফোনে")
        answer = page.locator("form", has=page.get_by_label("কে জানিয়েছেন"))
        answer.locator("[name=note]").fill("তার বদলানো হয়েছে।")
        answer.get_by_role("button", name="এটাই উত্তর").click()

    (answered,) = phone.hear()
    assert "তার বদলানো হয়েছে।" in answered["text"]
    case = product.case(ref)
    assert [event["code"] for event in case["events"]][-1] == "outside_answered"
    assert case["status"] == "in_progress"  # and the office goes on with it


def test_who_writes_of_danger_gets_the_numbers_first_and_the_alarm_rings_until_it_is_answered(
    product: Product, citizen: Citizen, desk: Desk
) -> None:
    phone, officer = citizen(), product.phone(ON_DUTY)
    officer._new(wait=0)
    product.commands.run(
        *("bodies", "duty", "falakata", "--officer", "fire", "--until", "2099-01-01T08:00:00+05:30"),
        *("--data", str(product.data)),
    )

    phone.send("text", text="বাজারে আগুন লেগেছে")
    (numbers,) = phone.hear()
    assert numbers["text"].splitlines()[:4] == [
        *("বিপদের ভয় থাকলে আগে ফোন করুন:", "যে কোনো বিপদে: 112", "পুলিশ: 100", "দমকল: 101"),
    ]
    ref = ref_in(phone.tap("emergency", numbers)["text"])
    assert product.case(ref)["lane"] == "emergency"
    (alarm,) = officer.hear_until(lambda message: ref in message["text"])
    assert "বাজারে আগুন লেগেছে" in alarm["text"]

    with desk("fire") as page:
        page.goto(f"{product.url}/console/")
        ringing = page.get_by_role("alert").filter(has_text=ref)
        expect(ringing).to_contain_text("বাজারে আগুন লেগেছে")
        ringing.get_by_role("link").click()
        page.locator("section", has_text=ref).get_by_role("button", name="আমি দেখছি").click()
        page.wait_for_url(f"**/console/cases/{ref.replace('-', '')}/")

    (heard,) = phone.hear()
    assert heard["text"].startswith(f"দমকল আধিকারিক আপনার খবর {ref} পেয়েছেন")
    assert [event["code"] for event in product.case(ref)["events"]][-1] == "alarm_heard"
    product.commands.run(
        *("bodies", "duty", "falakata", "--officer", "fire", "--relieve", "--data", str(product.data))
    )
