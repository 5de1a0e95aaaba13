"""The database goes away and comes back: 503 meanwhile, everything goes on afterwards by itself."""

import os
import signal
from collections.abc import Callable

from journeys.product import Phone, Product

Citizen = Callable[[], Phone]


def test_a_stopped_database_is_answered_503_at_once_and_taken_up_again(
    product: Product, citizen: Citizen
) -> None:
    phone = citizen()
    phone.say("নমস্কার")

    assert product.run("db", "stop").returncode == 0
    refused = product.webhook(body={"entry": []}, times=3)
    phone.send("text", text="নমস্কার")
    assert product.run("db", "start").returncode == 0

    assert refused["statuses"] == [503] * 3
    assert max(refused["ms"]) < 3000
    assert phone.hear()[0]["text"].startswith("নমস্কার!")
    assert product.webhook(body={"entry": []})["statuses"] == [200]


def test_a_killed_database_costs_nothing_but_time(product: Product, citizen: Citizen) -> None:
    phone = citizen()
    phone.say("নমস্কার")

    os.kill(product.pid("postgres"), signal.SIGKILL)
    phone.send("text", text="নমস্কার")

    assert phone.hear()[0]["text"].startswith("নমস্কার!")
