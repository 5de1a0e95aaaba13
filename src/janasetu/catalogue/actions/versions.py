"""Rows of versions: made once for each content, and one of a code is current."""

from collections.abc import Sequence
from datetime import datetime

from django.db import connection

from janasetu.catalogue.loader import Definition
from janasetu.catalogue.models import ServiceVersion

_LOCK = (0x4A54, 0)  # class and number of our advisory lock


def lock_versions() -> None:
    """Until the transaction ends nobody else publishes: what a body has changed is merged over one base."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", _LOCK)


def versions_of(definitions: Sequence[Definition], *, now: datetime) -> dict[str, ServiceVersion]:
    """The rows of these definitions by hash; two queries, and what is not there yet is made."""
    ServiceVersion.objects.bulk_create(
        [
            ServiceVersion(code=one.service.code, hash=one.hash, content=one.content, published_at=now)
            for one in definitions
        ],
        ignore_conflicts=True,
    )
    rows = ServiceVersion.objects.filter(
        code__in={one.service.code for one in definitions}, hash__in={one.hash for one in definitions}
    )
    return {row.hash: row for row in rows}


def make_current(definitions: Sequence[Definition], *, now: datetime) -> tuple[str, ...]:
    """Make these the current versions of their codes; the codes that had another, or none."""
    wanted = {one.service.code: one for one in definitions}
    rows = ServiceVersion.objects.filter(code__in=wanted, current=True)
    before = dict(rows.values_list("code", "hash"))
    changed = tuple(code for code, one in wanted.items() if before.get(code) != one.hash)
    rows.filter(code__in=changed).update(current=False)
    fresh = versions_of([wanted[code] for code in changed], now=now)
    ServiceVersion.objects.filter(id__in=[version.id for version in fresh.values()]).update(current=True)
    return changed


def retire(codes: Sequence[str]) -> tuple[str, ...]:
    """Offer these no more; those of them that were offered."""
    rows = ServiceVersion.objects.filter(code__in=codes, current=True)
    retired = tuple(rows.order_by("code").values_list("code", flat=True))
    rows.update(current=False)
    return retired
