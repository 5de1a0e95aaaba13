"""Whoever has not paid yet is reminded once, in daytime."""

from datetime import datetime

from django.db import transaction

from janasetu.bodies.models import LocalBody
from janasetu.payments import notices, rules
from janasetu.payments.choices import DemandState
from janasetu.payments.models import Demand
from janasetu.payments.notices import news_of, page_address, payment_link

AT_ONCE = 500


def remind_to_pay(*, now: datetime) -> int:
    """Remind of what is due since `rules.REMINDED_AFTER`, each demand once and none at night; how many.

    Safe to run twice, or twice at once.
    """
    reminded = 0
    while rules.is_daytime(now) and (batch := _remind_some(now=now)):
        reminded += batch
    return reminded


@transaction.atomic
def _remind_some(*, now: datetime) -> int:
    waiting = Demand.objects.select_for_update(skip_locked=True).filter(
        state=DemandState.DUE, reminded_at=None, raised_at__lte=now - rules.REMINDED_AFTER
    )
    demands = list(waiting.order_by("raised_at")[:AT_ONCE])
    if not demands:
        return 0
    bodies = LocalBody.objects.in_bulk({one.body_id for one in demands})
    for one in demands:
        one.reminded_at = now
    Demand.objects.bulk_update(demands, ["reminded_at"])
    news = [
        each
        for one in demands
        for each in news_of(
            one,
            "told_reminder",
            source="reminder",
            link=payment_link(one, bodies[one.body_id]),
            page=page_address(one, bodies[one.body_id]),
        )
    ]
    notices.tell(news, now=now)
    return len(demands)
