"""Officers who approve one application after the other, whatever dies meanwhile: a program of its own.

For each telephone number on its command line a trade NOC is asked for, paid for, goes over its desks, is
signed for and let go; then its number is printed. What is not certain to have been committed is tried again.
"""

import os
import sys
from collections.abc import Callable
from time import sleep
from typing import Any
from uuid import UUID

import django

_ANSWERS = {
    "applicant": {"bn": "মালতী রায়", "en": "Malati Roy"},
    "trade_name": "মালতী মিষ্টান্ন ভাণ্ডার",
    "trade": "food",
    "ownership": "sole",
    "workers": 2,
    "flammable": False,
    "premises": {"text": "হাটখোলা", "ward": None, "landmark": None, "lat": None, "lon": None},
}
_DESKS = (
    ("sahayak", "scrutiny", "accept"),
    ("nirman_sahayak", "site", "report"),
    ("pradhan", "approval", "approve"),
)
_PAUSE = 0.3  # seconds, where the database is away


def main(phones: list[str]) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "janasetu.config.settings")
    django.setup()
    for phone in phones:
        sys.stdout.write(f"{_approved(phone)}\n")
        sys.stdout.flush()


def _approved(phone: str) -> str:
    from janasetu.cases.actions import StageOrder, decide, release_paper
    from janasetu.cases.models import CaseDesk
    from janasetu.documents.errors import PaperClosedError, RefusedError
    from janasetu.lib import clock

    case = _surely(lambda: _opened(phone))
    officers = {role: _surely(lambda role=role: _officer(role)) for role, *_ in _DESKS}
    for role, stage, code in _DESKS:

        def decided(role: str = role, stage: str = stage, code: str = code) -> None:
            lying = CaseDesk.objects.filter(case_id=case.id, stage=stage).first()
            if lying is not None and lying.left_at is None:
                order = StageOrder(lying.id, code, note="দেখা হয়েছে")
                decide(officer=officers[role], ref=case.ref, order=order, now=clock.now())

        _surely(lambda: _paid(case.id, officers["sahayak"]))
        _surely(decided)

    def released() -> None:
        try:
            release_paper(officer=officers["sahayak"], ref=case.ref, now=clock.now())
        except (PaperClosedError, RefusedError):
            return  # it was, before the database went away

    _surely(released)
    return str(case.ref)


def _opened(phone: str) -> Any:
    from janasetu.bodies.models import LocalBody
    from janasetu.cases.actions import CaseOrder, open_cases
    from janasetu.cases.models import Case
    from janasetu.catalogue.queries import offered_by_bodies
    from janasetu.lib import clock
    from janasetu.messaging.models import Window
    from janasetu.people.values import ContactKey

    body = LocalBody.objects.get(code="panchayat")
    offered = offered_by_bodies([body])[body.id]
    version = next(version for version, service in offered.items() if service.code == "trade-noc")
    window = Window.objects.get(address=phone)
    order = CaseOrder(
        body_id=body.id,
        version_id=version,
        source=f"proof:{phone}",
        channel="whatsapp",
        fields=dict(_ANSWERS),
        opened_at=clock.now(),
        contact=ContactKey(window.bucket, window.contact_id),
        line_id=window.line_id,
        name="মালতী রায়",
    )
    open_cases([order], now=clock.now())
    return Case.objects.get(body=body, source=order.source)


def _paid(case_id: UUID, clerk: Any) -> None:
    """What is due is taken at the desk, each fee once however often this is tried."""
    from janasetu.lib import clock
    from janasetu.payments.actions import take_cash
    from janasetu.payments.choices import DemandState
    from janasetu.payments.models import Demand

    for due in Demand.objects.filter(body_id=clerk.body_id, case_id=case_id, state=DemandState.DUE):
        amount = due.amount
        take_cash(officer=clerk, demand_id=due.id, amount=amount, seen=amount, once=due.id, now=clock.now())


def _officer(role: str) -> Any:
    from janasetu.bodies.models import Officer

    return Officer.objects.select_related("body", "role", "user").get(body__code="panchayat", role_id=role)


def _surely(act: Callable[[], Any]) -> Any:
    """Again until the database has it; each of these acts knows whether it was done."""
    from django.db import InterfaceError, OperationalError, connection

    while True:
        try:
            return act()
        except (OperationalError, InterfaceError):
            connection.close()
            sleep(_PAUSE)


if __name__ == "__main__":
    main(sys.argv[1:])
