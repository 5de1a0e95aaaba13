"""A shopkeeper of the demo's gram panchayat asks for a trade NOC on the line of the whole state, and pays."""

import re
from html import unescape
from typing import Any

import httpx

from journeys.product import Phone

_HIDDEN = re.compile(r'<input type="hidden" name="([a-z]+)" value="([^"]*)"')


def applies_for_a_trade_noc(phone: Phone) -> list[dict[str, Any]]:
    """By the panchayat's poster on the line of the whole state; the receipt, and that of the law."""
    lines = phone.product.client.get(f"{phone.product.sim_url}/control/lines").json()
    entry, line = next(
        (entry["text"], str(line["phone_number_id"]))
        for line in lines
        for entry in line.get("entries", ())
        if entry["body"] == "panchayat"
    )
    phone.line = line
    phone.say(entry)
    for words in ("ট্রেড এনওসি", "মালতী রায় / Malati Roy", "মালতী মিষ্টান্ন ভাণ্ডার", "খাবার, চা, মিষ্টি", "একার"):
        phone.say(words)
    phone.send("location", lat=26.487123, lon=89.150244, name="হাটখোলা মোড়")
    phone.hear()
    for words in ("জানা নেই", "নিজের"):
        phone.say(words)
    phone.send("image")
    phone.hear()
    for words in ("২", "না"):
        phone.say(words)
    phone.send("image")
    phone.hear()
    phone.say("রাজি আছি")
    phone.send("text", text="জমা দিন")
    return phone.hear(2)


def pays(phone: Phone, receipt: str) -> None:
    """By the link in the receipt of the application; hears that it came, and gets the receipt for it."""
    page = next(word for word in receipt.split() if "/pay/" in word)
    with httpx.Client(follow_redirects=True, timeout=30) as browser:
        pretends = browser.post(page, data=hidden(browser.get(page).text))
        browser.post(f"{phone.product.url}/pay/answer", data=hidden(pretends.text)).raise_for_status()
    phone.hear(2)


def hidden(page: str) -> dict[str, str]:
    """What the first form on this page carries with it, its head left out."""
    form = page[page.index("<section") :].split("<form")[1].split("</form>")[0]
    return {name: unescape(value) for name, value in _HIDDEN.findall(form)}
