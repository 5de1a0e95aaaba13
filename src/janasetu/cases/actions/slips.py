"""Print paper slips, each with a real case number, for power cuts and camps."""

from datetime import datetime

from django.db import transaction

from janasetu.bodies.models import Officer
from janasetu.cases import numbers
from janasetu.cases.actions.registering import require_registrar
from janasetu.cases.models import Slip
from janasetu.cases.rules import RefusedError
from janasetu.lib.ids import uuid7

MOST = 200


@transaction.atomic
def print_slips(*, officer: Officer, count: int, now: datetime) -> list[Slip]:
    """Take so many numbers from the body's series and keep them as slips that no case has yet.

    RefusedError with the sentence for the officer: `register_not_yours`, `slips_count`.
    """
    require_registrar(officer, now=now)
    if not 1 <= count <= MOST:
        raise RefusedError("slips_count")
    body = officer.body
    assert body.number is not None
    refs = numbers.take([(body.id, body.number)] * count, now=now)
    return Slip.objects.bulk_create(
        Slip(id=uuid7(), body_id=body.id, ref=ref, printed_by=officer.post, printed_at=now) for ref in refs
    )
