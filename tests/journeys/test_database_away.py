"""The database goes away and comes back: 503 meanwhile, everything goes on afterwards by itself."""

import os
import signal
import time
from collections.abc import Callable

from journeys.product import Phone, Product

Citizen = Callable[[], Phone]


def test_a_killed_database_costs_nothing_but_time(product: Product, citizen: Citizen) -> None:
    phone = citizen()
    phone.say("নমস্কার")
    postmaster = product.pid("postgres")
    os.kill(postmaster, signal.SIGSTOP)

    frozen = product.webhook(body={"entry": []})
    os.kill(postmaster, signal.SIGKILL)  # which a stopped process obeys too
    phone.send("text", text="নমস্কার")
    began = time.monotonic()
    (answer,) = phone.hear()

    assert frozen["statuses"] in ([503], [200])  # a warm connection's own process may still commit
    assert frozen["ms"][0] < 3500
    assert answer["text"].startswith("নমস্কার!")
    assert time.monotonic() - began < 15
