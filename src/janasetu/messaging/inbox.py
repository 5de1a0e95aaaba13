"""What came in: raw batches, and the rows split from them; each provider id once."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction

from janasetu.lib.ids import bucket_of, uuid7
from janasetu.messaging import bells, outbox, windows
from janasetu.messaging.choices import BatchState, InboundState
from janasetu.messaging.models import InboundBatch, InboundMessage, Line, SeenKey
from janasetu.messaging.values import Arrival, StatusReport
from janasetu.people import actions as people
from janasetu.people.values import ContactKey, Heard, Met, Move

_SPLITTING = 0x4A53_0002  # of our advisory locks, the one of who splits


def unsplit(limit: int) -> list[InboundBatch]:
    """The oldest raw batches nobody has split, for this transaction; none while somebody else splits.

    Two at a time could bring what a person said later to the pump first.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_SPLITTING])
        (is_ours,) = cursor.fetchone()
    if not is_ours:
        return []
    return list(InboundBatch.objects.filter(state=BatchState.NEW).order_by("id")[:limit])


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
    keys, moves = _follow_changes(fresh, now=now)
    met = _meet(fresh, now=now)
    keys |= {seen_key: one.contact for seen_key, one in met.items()}
    rows = [_row(batch_id, a, keys.get(a.seen_key), lines.get((a.channel, a.line)), now=now) for a in fresh]
    InboundMessage.objects.bulk_create(rows)
    _hear([a for a in fresh if a.seen_key in met and _is_theirs(a, met[a.seen_key], moves)], keys, lines)
    windows.move_windows(moves)
    if any(row.state == InboundState.NEW for row in rows):
        bells.ring(connection, bells.INBOUND)


def _first_of_each(arrivals: Sequence[Arrival]) -> list[Arrival]:
    """Each thing once, in the order of its first arrival."""
    firsts: dict[str, Arrival] = {}
    for arrival in arrivals:
        firsts.setdefault(arrival.seen_key, arrival)
    return list(firsts.values())


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
