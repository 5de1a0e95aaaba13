"""Reads of files: which to fetch, which to show."""

from collections.abc import Collection, Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from janasetu.documents.choices import FileState
from janasetu.documents.models import ReceivedFile
from janasetu.lib.ids import BUCKETS


def to_fetch(
    limit: int, *, wall: datetime, buckets: tuple[int, int] = (0, BUCKETS - 1)
) -> list[ReceivedFile]:
    """Wanted files of these buckets, first to last, whose time has come; oldest first."""
    wanted = ReceivedFile.objects.filter(state=FileState.WANTED, bucket__range=buckets)
    return list(wanted.filter(Q(retry_at=None) | Q(retry_at__lte=wall)).order_by("id")[:limit])


def files(keys: Iterable[tuple[int, UUID]]) -> dict[UUID, ReceivedFile]:
    """Files by (bucket, id), in one query."""
    wanted = list(keys)
    rows = ReceivedFile.objects.filter(
        bucket__in={bucket for bucket, _ in wanted}, id__in=[i for _, i in wanted]
    )
    return {row.id: row for row in rows}


def files_for_update(keys: Iterable[tuple[int, UUID]]) -> dict[UUID, ReceivedFile]:
    """The same, locked for this transaction: nobody stores them meanwhile."""
    wanted = list(keys)
    rows = ReceivedFile.objects.select_for_update().filter(
        bucket__in={bucket for bucket, _ in wanted}, id__in=[i for _, i in wanted]
    )
    return {row.id: row for row in rows.order_by("id")}


def not_kept(keys: Iterable[tuple[int, UUID]]) -> frozenset[UUID]:
    """Those of these files, by (bucket, id), that were refused or lost; one query."""
    wanted = list(keys)
    rows = ReceivedFile.objects.filter(
        bucket__in={bucket for bucket, _ in wanted},
        id__in=[i for _, i in wanted],
        state__in=(FileState.REFUSED, FileState.LOST),
    )
    return frozenset(rows.values_list("id", flat=True))


def files_on_line(
    bucket: int, contact_id: UUID, line_id: UUID, provider_ids: Collection[str]
) -> dict[str, ReceivedFile]:
    """What a contact sent on a line, by the line's own ids of the files; one query, none without an id."""
    rows = ReceivedFile.objects.filter(
        bucket=bucket, contact_id=contact_id, line_id=line_id, provider_id__in=provider_ids
    )
    return {row.provider_id: row for row in rows.order_by("id")}
