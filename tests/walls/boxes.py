"""Nonsense in each box of the operator's form by itself, for the form and for the parts of its page."""

from collections.abc import Mapping

from django.db import transaction
from django.test import Client

from janasetu.console.tests.factories import NOW, a_town, an_officer
from janasetu.console.tests.test_intake import BOXES, HOSTILE, told
from janasetu.lib import clock
from walls.offices import own_folder

_ASKED = ("/console/new/questions", "/console/new/similar", "/console/new/")


def part(number: int) -> Mapping[str, int]:
    """One piece of nonsense, in every box; nothing stays."""
    (what, value), faults = list(HOSTILE.items())[number], []
    with own_folder(), clock.fixed(NOW), transaction.atomic():
        browser = Client(raise_request_exception=False)
        browser.force_login(an_officer(a_town(), "operator").user)
        for name in BOXES:
            for address in _ASKED:
                answer = browser.post(address, told(**{name: value, "_nonce": ""}))
                if answer.status_code not in (200, 302):
                    faults.append(f"{what} in {name} of {address}: {answer.status_code}")
        transaction.set_rollback(True)
    assert not faults, faults
    return {"posts": len(BOXES) * len(_ASKED)}
