"""What came in: raw batches, and the rows split from them; each provider id once."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction

from janasetu.lib.ids import bucket_of, uuid7
from janasetu.messaging import bells, outbox
from janasetu.messaging.choices import BatchState, InboundState
from janasetu.messaging.models import InboundBatch, InboundMessage, Line, SeenKey, Window
from janasetu.messaging.values import Arrival, StatusReport
from janasetu.people import actions as people
from janasetu.people.values import ContactKey


def unsplit(limit: int) -> list[InboundBatch]:
    """The oldest raw batches nobody has split, locked for this transaction."""
    batches = InboundBatch.objects.select_for_update(skip_locked=True).filter(state=BatchState.NEW)
    return list(batches.order_by("id")[:limit])


def mark_split(batch_ids: Sequence[UUID]) -> None:
    InboundBatch.objects.filter(id__in=batch_ids).update(state=BatchState.SPLIT)


def mark_unreadable(batch_id: UUID, note: str) -> None:
    """Keep the bytes of a batch nobody can read, and say why."""
    InboundBatch.objects.filter(id=batch_id).update(state=BatchState.UNREADABLE, note=note[:200])


@transaction.atomic
def take_in(
    batch_id: UUID, arrivals: Sequence[Arrival], reports: Sequence[StatusReport], *, now: datetime
) -> None:
    """Store what one batch held; what came before is dropped by constraint. Statement count is constant."""
    lines = _lines({arrival.line for arrival in arrivals} | {report.line for report in reports})
    _take_arrivals(batch_id, arrivals, lines, now=now)
    _take_reports(batch_id, reports, lines, now=now)


def _lines(provider_ids: set[str]) -> dict[tuple[str, str], UUID]:
    rows = Line.objects.filter(provider_id__in=provider_ids).values_list("channel", "provider_id", "id")
    return {(channel, provider_id): line_id for channel, provider_id, line_id in rows}


def _unseen(keys: Sequence[str], *, now: datetime) -> set[str]:
    """Those of the keys that never came before. The unique constraint decides, not a look."""
    wanted = sorted(set(keys))
    if not wanted:
        return set()
    with connection.cursor() as cursor:
        cursor.execute(
            f"""INSERT INTO {SeenKey._meta.db_table} (bucket, key, seen_at)
                SELECT bucket, key, %s FROM unnest(%s::int[], %s::text[]) AS given (bucket, key)
                ON CONFLICT DO NOTHING RETURNING key""",  # noqa: S608 - a table name only
            [now, [bucket_of(key) for key in wanted], wanted],
        )
        return {key for (key,) in cursor.fetchall()}


def _take_arrivals(
    batch_id: UUID, arrivals: Sequence[Arrival], lines: dict[tuple[str, str], UUID], *, now: datetime
) -> None:
    unseen = _unseen([arrival.seen_key for arrival in arrivals], now=now)
    fresh = _first_of_each([arrival for arrival in arrivals if arrival.seen_key in unseen])
    keys = _contacts_of(fresh, now=now)
    rows = [_row(batch_id, a, keys.get(a.seen_key), lines.get((a.channel, a.line)), now=now) for a in fresh]
    InboundMessage.objects.bulk_create(rows)
    _open_windows(
        [(a, keys[a.seen_key], lines.get((a.channel, a.line))) for a in fresh if a.seen_key in keys]
    )
    if any(row.state == InboundState.NEW for row in rows):
        bells.ring(connection, bells.INBOUND)


def _first_of_each(arrivals: Sequence[Arrival]) -> list[Arrival]:
    """Each thing once, in the order of its first arrival."""
    firsts: dict[str, Arrival] = {}
    for arrival in arrivals:
        firsts.setdefault(arrival.seen_key, arrival)
    return list(firsts.values())


def _contacts_of(arrivals: Sequence[Arrival], *, now: datetime) -> dict[str, ContactKey]:
    personal = [(arrival.seen_key, arrival.sender) for arrival in arrivals if arrival.sender]
    found = people.know([sender for _, sender in personal], now=now)
    return {key: contact for (key, _), contact in zip(personal, found, strict=True)}


def _row(
    batch_id: UUID, arrival: Arrival, contact: ContactKey | None, line_id: UUID | None, *, now: datetime
) -> InboundMessage:
    """A row to answer where there is a person and a line of ours; else kept as it is, done at once."""
    answerable = contact is not None and line_id is not None
    return InboundMessage(
        id=uuid7(),
        bucket=contact.bucket if contact else bucket_of(arrival.seen_key),
        contact_id=contact.id if contact else None,
        line_id=line_id,
        batch_id=batch_id,
        provider_id=arrival.provider_id[:300],
        kind=arrival.kind[:40],
        said=arrival.said.as_json(),
        state=InboundState.NEW if answerable else InboundState.DONE,
        note="" if answerable else "nobody to answer",
        provider_at=arrival.at,
        received_at=now,
        done_at=None if answerable else now,
    )


def _open_windows(met: Sequence[tuple[Arrival, ContactKey, UUID | None]]) -> None:
    """Each contact's window on each line counts from the newest thing said there, not the last to arrive."""
    newest: dict[tuple[ContactKey, UUID], Arrival] = {}
    for arrival, contact, line_id in sorted(met, key=lambda item: item[0].at):
        if line_id is not None:
            newest[contact, line_id] = arrival
    ordered = sorted(newest.items(), key=lambda item: (item[0][0].bucket, item[0][0].id, item[0][1]))
    with connection.cursor() as cursor:
        cursor.execute(
            _OPEN,
            [
                [uuid7() for _ in ordered],
                [contact.bucket for (contact, _), _ in ordered],
                [contact.id for (contact, _), _ in ordered],
                [line_id for (_, line_id), _ in ordered],
                [arrival.address for _, arrival in ordered],
                [arrival.address_kind for _, arrival in ordered],
                [arrival.at for _, arrival in ordered],
            ],
        )


_OPEN = f"""
INSERT INTO {Window._meta.db_table} AS reach
       (id, bucket, contact_id, line_id, address, address_kind, last_inbound_at)
SELECT * FROM unnest(%s::uuid[], %s::int[], %s::uuid[], %s::uuid[], %s::text[], %s::text[], %s::timestamptz[])
    ON CONFLICT (bucket, contact_id, line_id) DO UPDATE
   SET address = EXCLUDED.address, address_kind = EXCLUDED.address_kind,
       last_inbound_at = EXCLUDED.last_inbound_at
 WHERE reach.last_inbound_at <= EXCLUDED.last_inbound_at
"""  # noqa: S608 - a table name only


def _take_reports(
    batch_id: UUID, reports: Sequence[StatusReport], lines: dict[tuple[str, str], UUID], *, now: datetime
) -> None:
    unseen = _unseen([report.seen_key for report in reports], now=now)
    fresh = list({report.seen_key: report for report in reports if report.seen_key in unseen}.values())
    InboundMessage.objects.bulk_create(
        InboundMessage(
            id=uuid7(),
            bucket=bucket_of(report.seen_key),
            line_id=lines.get((report.channel, report.line)),
            batch_id=batch_id,
            provider_id=report.provider_id[:300],
            kind="status",
            said={"kind": "status", "status": report.status},
            state=InboundState.DONE,
            provider_at=report.at,
            received_at=now,
            done_at=now,
        )
        for report in fresh
    )
    outbox.apply_reports(fresh)
