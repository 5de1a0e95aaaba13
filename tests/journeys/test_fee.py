"""A fee lived through: a shopkeeper hears what her trade NOC costs, pays on the web, and gets the receipt."""

from collections.abc import Callable
from datetime import datetime

import httpx

from janasetu.lib.dates import financial_year
from journeys.product import Phone, Product, ref_in
from journeys.trade_noc import applies_for_a_trade_noc, hidden

Citizen = Callable[[], Phone]


def test_a_shopkeeper_hears_the_fee_pays_it_online_once_and_gets_the_receipt(
    product: Product, citizen: Citizen
) -> None:
    phone = citizen()
    receipt, by_law = applies_for_a_trade_noc(phone)
    ref = ref_in(receipt["text"])
    assert "দিতে হবে ₹২০০।" in receipt["text"].splitlines()
    page = next(word for word in receipt["text"].split() if "/pay/" in word)
    assert f"{ref} নম্বর আবেদনের রসিদ (ফর্ম ১)।" in by_law["text"]
    assert by_law["type"] == "document"

    with httpx.Client(follow_redirects=True, timeout=30) as browser:
        pretends = browser.post(page, data=hidden(browser.get(page).text))
        answer = hidden(pretends.text)
        paid = browser.post(f"{product.url}/pay/answer", data=answer)
        again = browser.post(f"{product.url}/pay/answer", data=answer)
        altered = answer | {"answer": answer["answer"].replace("200.00", "2.00")}
        forged = browser.post(f"{product.url}/pay/answer", data=altered)

    assert [paid.status_code, again.status_code, forged.status_code] == [200, 200, 401]
    year = financial_year(datetime.fromisoformat(product.case(ref)["opened_at"]))
    assert f"{year}-{(year + 1) % 100:02}/" in paid.text
    told, paper = phone.hear(2)
    assert f"{ref} নম্বর আবেদনের ₹২০০ জমা পড়েছে।" in told["text"]
    assert paper["type"] == "document"
    assert product.client.get(paper["file"]).content.startswith(b"%PDF")
    assert phone.hears_nothing_more()
    codes = [event["code"] for event in product.case(ref)["events"]]
    assert codes == ["opened", "demand_raised", "fee_paid"]
