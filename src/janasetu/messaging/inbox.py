"""What came in: raw batches, and the rows split from them; each provider id once."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TypeVar
from uuid import UUID

from django.db import connection, transaction

from janasetu.lib.ids import bucket_of, uuid7
from janasetu.messaging import bells, outbox, standings, windows
from janasetu.messaging.choices import BatchState, InboundState
from janasetu.messaging.following import Following
from janasetu.messaging.models import InboundBatch, InboundMessage, Line, SeenKey
from janasetu.messaging.values import Arrival, Parts, StatusReport
from janasetu.people import actions as people
from janasetu.people.values import ContactKey, Heard, Met, Move
from janasetu.rows import bulk
from janasetu.rows.columns import columns_of

_Thing = TypeVar("_Thing", Arrival, StatusReport)

# What came is remembered for so long (messaging.pruning); of what is older nobody knows whether it came.
STALE_AFTER = timedelta(days=90)
_SPLITTING = 0x4A53_0002  # of our advisory locks, the one of who splits

_UNSPLIT = f"""
SELECT {columns_of(InboundBatch, "batch")}
  FROM {InboundBatch._meta.db_table} AS batch
  JOIN (SELECT id, row_number() OVER place AS place, sum(octet_length(body)) OVER place AS size
          FROM (SELECT id, body FROM {InboundBatch._meta.db_table}
                 WHERE state = 'new' ORDER BY id LIMIT %s) AS oldest
        WINDOW place AS (ORDER BY id)) AS given USING (id)
 WHERE given.place = 1 OR given.size <= %s
 ORDER BY batch.id
"""  # noqa: S608 - a table name only


def unsplit(limit: int, *, most_bytes: int) -> list[InboundBatch]:
    """The oldest raw batches nobody has split, for this transaction; none while somebody else splits.

    One at least, however large. Two who split at a time could bring what a person said later to the pump
    first.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_SPLITTING])
        (is_ours,) = cursor.fetchone()
    if not is_ours:
        return []
    return list(InboundBatch.objects.raw(_UNSPLIT, [limit, most_bytes]))


# In plain SQL, as all that happens with every few messages.
_SPLIT = f"UPDATE {InboundBatch._meta.db_table} SET state = 'split' WHERE id = ANY(%s)"  # noqa: S608
_DONE = f"""
UPDATE {InboundMessage._meta.db_table} SET state = 'done', done_at = %s
 WHERE bucket = ANY(%s) AND id = ANY(%s)
"""  # noqa: S608 - table names only


def mark_split(batch_ids: Sequence[UUID]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_SPLIT, [list(batch_ids)])


def mark_done(messages: Sequence[tuple[int, UUID]], *, now: datetime) -> None:
    """These messages, by bucket and id, have been answered."""
    with connection.cursor() as cursor:
        cursor.execute(_DONE, [now, list({bucket for bucket, _ in messages}), [one for _, one in messages]])


def mark_unreadable(batch_id: UUID, note: str) -> None:
    """Keep the bytes of a batch nobody can read, and say why."""
    InboundBatch.objects.filter(id=batch_id).update(state=BatchState.UNREADABLE, note=note[:200])


@transaction.atomic(savepoint=False)
def take_in(batches: Mapping[InboundBatch, Parts], *, now: datetime) -> None:
    """Store what these batches held, by batch and oldest first; what came before is dropped by constraint.

    Statement count is constant.
    """
    arrivals = _firsts((one.seen_key, batch, one) for batch, p in batches.items() for one in p.arrivals)
    reports = _firsts((one.seen_key, batch, one) for batch, p in batches.items() for one in p.reports)
    lines = _lines({one.line for _, one in arrivals} | {one.line for _, one in reports})
    keys = [one.seen_key for _, one in arrivals] + [one.seen_key for _, one in reports]
    unseen = _unseen(keys, now=now)
    arrivals = [came for came in arrivals if came[1].seen_key in unseen]
    reports = [came for came in reports if came[1].seen_key in unseen]
    stale: list[tuple[InboundBatch, Arrival | StatusReport]] = [
        *(came for came in arrivals if _is_stale(came[1], now=now)),
        *(came for came in reports if _is_stale(came[1], now=now)),
    ]
    _put_by(stale, lines, now=now)
    _take_arrivals([came for came in arrivals if not _is_stale(came[1], now=now)], lines, now=now)
    _take_reports([came for came in reports if not _is_stale(came[1], now=now)], lines, now=now)
    standings.hear([one for parts in batches.values() for one in parts.news])


def _is_stale(thing: Arrival | StatusReport, *, now: datetime) -> bool:
    """Whether it is so old that nobody can tell if it came before; office time, as the provider's stamp."""
    return thing.at < now - STALE_AFTER


def _put_by(
    came: Sequence[tuple[InboundBatch, Arrival | StatusReport]],
    lines: Mapping[tuple[str, str], UUID],
    *,
    now: datetime,
) -> None:
    """Keep what is stale as rows of nobody: nothing is answered, opened or moved."""
    bulk.insert(
        InboundMessage(
            id=uuid7(),
            bucket=bucket_of(thing.seen_key),
            line_id=lines.get((thing.channel, thing.line)),
            batch_id=batch.id,
            provider_id=thing.provider_id[:300],
            kind=thing.kind[:40],
            said=thing.said.as_json() if isinstance(thing, Arrival) else _said_by(thing),
            state=InboundState.STALE,
            note="too old to act on",
            provider_at=thing.at,
            received_at=batch.received_at,
            done_at=now,
        )
        for batch, thing in came
    )


def _said_by(report: StatusReport) -> dict[str, str]:
    return {"kind": report.kind, "status": report.status}


def _firsts(came: Iterable[tuple[str, InboundBatch, _Thing]]) -> list[tuple[InboundBatch, _Thing]]:
    """Each thing once, with the batch that brought it first, in the order of their first arrival."""
    firsts: dict[str, tuple[InboundBatch, _Thing]] = {}
    for seen_key, batch, thing in came:
        firsts.setdefault(seen_key, (batch, thing))
    return list(firsts.values())


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
    came: Sequence[tuple[InboundBatch, Arrival]], lines: dict[tuple[str, str], UUID], *, now: datetime
) -> None:
    if not came:
        return
    fresh = [arrival for _, arrival in came]
    keys, moves = _follow_changes(fresh, now=now)
    met = _meet(fresh, now=now)
    keys |= {seen_key: one.contact for seen_key, one in met.items()}
    ids = Following(InboundMessage, set(keys.values()))
    rows = [
        _row(ids, batch, a, keys.get(a.seen_key), lines.get((a.channel, a.line)), now=now)
        for batch, a in came
    ]
    bulk.insert(rows)
    _hear([a for a in fresh if a.seen_key in met and _is_theirs(a, met[a.seen_key], moves)], keys, lines)
    windows.move_windows(moves)
    if any(row.state == InboundState.NEW for row in rows):
        bells.ring(connection, bells.INBOUND)


def _follow_changes(
    arrivals: Sequence[Arrival], *, now: datetime
) -> tuple[dict[str, ContactKey], Sequence[Move]]:
    """Let those go on whose names changed: whose each change is, where known, and which names moved."""
    told = {arrival.seen_key: arrival.change for arrival in arrivals if arrival.change}
    if not told:
        return {}, ()
    changed = people.change_identities(list(told.values()), now=now)
    contacts = zip(told, changed.contacts, strict=True)
    return {seen_key: contact for seen_key, contact in contacts if contact}, changed.moves


def _meet(arrivals: Sequence[Arrival], *, now: datetime) -> dict[str, Met]:
    """Who said each of these; a message from before a change of names is still of who bore them."""
    senders = {a.seen_key: replace(a.sender, at=a.at) for a in arrivals if a.sender and not a.change}
    return dict(zip(senders, people.meet(list(senders.values()), now=now), strict=True))


def _is_theirs(arrival: Arrival, met: Met, moves: Sequence[Move]) -> bool:
    """Whether a person said this, from an address that is still theirs or moves on at once."""
    if arrival.said.kind in ("system", "echo"):  # the line or the office speaks, not the person
        return False
    moved = ((move.contact, move.old.value) for move in moves)
    return not met.by_old_name or (met.contact, arrival.address) in moved


def _hear(
    arrivals: Sequence[Arrival],
    contacts: Mapping[str, ContactKey],
    lines: Mapping[tuple[str, str], UUID],
) -> None:
    """Open the windows of who wrote on our lines; after a long silence they begin anew."""
    newest: dict[ContactKey, Arrival] = {}
    said: list[tuple[Arrival, ContactKey, UUID]] = []
    for arrival in sorted(arrivals, key=lambda arrival: arrival.at):
        line_id = lines.get((arrival.channel, arrival.line))
        if line_id is not None:
            contact = contacts[arrival.seen_key]
            newest[contact] = arrival
            said.append((arrival, contact, line_id))
    last = windows.open_windows(said)
    people.hear([_heard(contact, arrival, last.get(contact)) for contact, arrival in newest.items()])


def _heard(contact: ContactKey, arrival: Arrival, last: datetime | None) -> Heard:
    assert arrival.sender
    return Heard(contact, arrival.at, last, arrival.sender.profile_name, arrival.sender.identity_key)


def _row(
    ids: Following,
    batch: InboundBatch,
    arrival: Arrival,
    contact: ContactKey | None,
    line_id: UUID | None,
    *,
    now: datetime,
) -> InboundMessage:
    """A row to answer where there is a person and a line of ours; else kept as it is, done at once."""
    answerable = contact is not None and line_id is not None
    return InboundMessage(
        id=ids.next(contact) if contact else uuid7(),
        bucket=contact.bucket if contact else bucket_of(arrival.seen_key),
        contact_id=contact.id if contact else None,
        line_id=line_id,
        batch_id=batch.id,
        provider_id=arrival.provider_id[:300],
        kind=arrival.kind[:40],
        said=arrival.said.as_json(),
        state=InboundState.NEW if answerable else InboundState.DONE,
        note="" if answerable else "nobody to answer",
        provider_at=arrival.at,
        received_at=batch.received_at,
        done_at=None if answerable else now,
    )


def _take_reports(
    came: Sequence[tuple[InboundBatch, StatusReport]], lines: dict[tuple[str, str], UUID], *, now: datetime
) -> None:
    if not came:
        return
    bulk.insert(
        InboundMessage(
            id=uuid7(),
            bucket=bucket_of(report.seen_key),
            line_id=lines.get((report.channel, report.line)),
            batch_id=batch.id,
            provider_id=report.provider_id[:300],
            kind=report.kind,
            said=_said_by(report),
            state=InboundState.DONE,
            provider_at=report.at,
            received_at=batch.received_at,
            done_at=now,
        )
        for batch, report in came
    )
    outbox.apply_reports([report for _, report in came])
