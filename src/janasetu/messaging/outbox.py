"""What goes out: rows to send, who sends them now, and what became of them."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from janasetu.lib.ids import BUCKETS, uuid7_time
from janasetu.messaging import bells
from janasetu.messaging.choices import RANK, REPORTED, BatchState, OutboundKind, OutboundState
from janasetu.messaging.following import Following
from janasetu.messaging.models import InboundBatch, Line, OutboundMessage, Window
from janasetu.messaging.reach import window_open
from janasetu.messaging.values import Enclosed, Message, Outgoing, Refusal, StatusReport
from janasetu.people import queries as people
from janasetu.rows import bulk

# An answer that never came is not a refusal: wait this long for a status before sending again
# Wall time.
AMBIGUOUS_AFTER = timedelta(seconds=30)
MOST_ATTEMPTS = 8
_NOBODY = UUID(int=0)

_TABLE = OutboundMessage._meta.db_table
_RANK_SQL = " ".join(f"WHEN '{state}' THEN {rank}" for state, rank in RANK.items())


@dataclass(frozen=True, slots=True)
class Sending:
    """A claimed message and where it goes: what a channel needs, and nothing else."""

    bucket: int
    id: UUID
    channel: str
    line: str
    address: str
    address_kind: str
    text: str
    choices: list[dict[str, str]]
    menu: str
    attempts: int
    file: Enclosed | None = None
    template: Mapping[str, Any] | None = None
    heard_at: datetime | None = None  # office time of the person's last word on this line
    by_template: bool = False  # the provider has told that the window is closed
    line_id: UUID = _NOBODY
    contact_id: UUID = _NOBODY
    lane: int = 0

    def goes_as_template(self, now: datetime) -> bool:
        """Whether the line takes no words of our own now, and there is a template that says the same."""
        closed = self.by_template or not window_open(self.heard_at, now)
        return self.template is not None and closed

    @property
    def opaque(self) -> str:
        """Our id as it travels with the message and comes back in every status."""
        return f"{self.bucket}.{self.id}"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one try. `retry_after`: None means never again. `counted`: it was a try of this message;
    `by_template`: the next is by template; `for_room`: it waits until the account may write to one more;
    `parts`: of a text message, in how many it went.
    """

    sending: Sending
    state: OutboundState
    provider_id: str = ""
    error: str = ""
    retry_after: timedelta | None = None
    refusal: Refusal | None = None
    counted: bool = True
    by_template: bool = False
    for_room: bool = False
    parts: int = 0


def queue(outgoing: Sequence[Outgoing], *, now: datetime) -> None:
    """Queue these messages with the current transaction; the same source twice is one row.

    What nobody asked for (`caused_by` is None) is not sent to those who said stop.
    """
    silent = people.opted_out({item.contact for item in outgoing if item.caused_by is None})
    wanted = [item for item in outgoing if item.caused_by is not None or item.contact not in silent]
    if not wanted:
        return
    ids = Following(OutboundMessage, {item.contact for item in wanted})
    bulk.insert_new([_row(item, ids.next(item.contact), now=now) for item in wanted])
    bells.ring(connection, bells.OUTBOUND)


def _row(item: Outgoing, identifier: UUID, *, now: datetime) -> OutboundMessage:
    message = item.message
    return OutboundMessage(
        id=identifier,
        bucket=item.contact.bucket,
        contact_id=item.contact.id,
        line_id=item.line_id,
        source=item.source,
        caused_by=item.caused_by,
        kind=_kind(message),
        text=message.text,
        choices=[{"id": c.id, "title": c.title, "description": c.description} for c in message.choices],
        menu=message.menu,
        file=asdict(message.file) if message.file else None,
        template=item.template,
        lane=item.lane,
        about_body_id=item.about.body_id if item.about else item.office,
        about_id=item.about.id if item.about else None,
        passed_on=item.about is not None and not item.about.missed,
        draft=item.draft,
        elsewhere=item.elsewhere,
        queued_at=now,
    )


def _kind(message: Message) -> OutboundKind:
    if message.choices:
        return OutboundKind.CHOICE
    return OutboundKind(message.file.kind) if message.file else OutboundKind.TEXT


# What was put off until now may go. Claims look only at what waits for no instant, so that their cost does
# not grow with what is put off.
_RELEASE = f"""
UPDATE {_TABLE} AS message SET retry_at = NULL
  FROM (SELECT bucket, id FROM {_TABLE}
         WHERE state = 'queued' AND retry_at <= %s FOR UPDATE SKIP LOCKED) AS due
 WHERE message.bucket = due.bucket AND message.id = due.id
"""  # noqa: S608 - a table name only

# A message waits for those to the same person that are more urgent, or as urgent and older, and for what is
# under way. Of each line the most urgent and oldest, as many as its quota; of all lines first their firsts.
# What is earlier is asked of one message after the other, and never joined: half a million may be queued.
_CLAIM = f"""
WITH line AS (
    SELECT line.*, CASE WHEN %(all)s THEN %(limit)s ELSE coalesce(quota.most, 0) END AS most
      FROM {Line._meta.db_table} AS line
      LEFT JOIN unnest(%(lines)s::uuid[], %(mosts)s::int[]) AS quota (line_id, most)
        ON quota.line_id = line.id
), head AS (
    SELECT line.id AS line_id, first.*
      FROM line CROSS JOIN LATERAL (
        SELECT message.bucket, message.id, message.lane FROM {_TABLE} AS message
         WHERE message.line_id = line.id AND message.state = 'queued'
           AND message.bucket BETWEEN %(first)s AND %(last)s
           AND message.retry_at IS NULL AND NOT message.for_room
           AND (SELECT true FROM {_TABLE} AS earlier
                 WHERE earlier.bucket = message.bucket AND earlier.contact_id = message.contact_id
                   AND (earlier.state = 'sending' OR earlier.state = 'queued' AND NOT earlier.for_room
                        AND (earlier.lane, earlier.id) < (message.lane, message.id)) LIMIT 1) IS NULL
         ORDER BY message.lane, message.id LIMIT line.most
           FOR UPDATE OF message SKIP LOCKED) AS first
), mine AS (
    SELECT bucket, id FROM head
     ORDER BY row_number() OVER (PARTITION BY line_id ORDER BY lane, id), lane, id LIMIT %(limit)s
), claimed AS (
    UPDATE {_TABLE} AS message
       SET state = 'sending', attempts = attempts + 1, claimed_at = %(wall)s
      FROM mine WHERE message.bucket = mine.bucket AND message.id = mine.id
 RETURNING message.*
)
SELECT claimed.bucket, claimed.id, line.channel, line.provider_id, reach.address, reach.address_kind,
       claimed.text, claimed.choices, claimed.menu, claimed.attempts, claimed.file, claimed.template,
       reach.last_inbound_at, claimed.by_template, claimed.line_id, claimed.contact_id, claimed.lane
  FROM claimed
  JOIN line ON line.id = claimed.line_id
  LEFT JOIN {Window._meta.db_table} AS reach
    ON reach.bucket = claimed.bucket AND reach.contact_id = claimed.contact_id
   AND reach.line_id = claimed.line_id
 ORDER BY claimed.id
"""  # noqa: S608 - table names only


@transaction.atomic
def claim(
    limit: int,
    *,
    wall: datetime,
    quotas: Mapping[UUID, int] | None = None,
    buckets: tuple[int, int] = (0, BUCKETS - 1),
) -> list[Sending]:
    """Take the next message of up to `limit` contacts. A contact with one under way has no next.

    `quotas`: how many on each line, by id, and none on another; without it on all lines alike.
    """
    order: dict[str, Any] = {
        "first": buckets[0],
        "last": buckets[1],
        "wall": wall,
        "limit": limit,
        "all": quotas is None,
        "lines": list(quotas or ()),
        "mosts": list((quotas or {}).values()),
    }
    with connection.cursor() as cursor:
        cursor.execute(_RELEASE, [wall])
        cursor.execute(_CLAIM, order)
        rows = cursor.fetchall()
    return [_sending(*row) for row in rows]


def _sending(*row: Any) -> Sending:
    """A row of _CLAIM, whose columns stand in the order of Sending's fields."""
    sending = Sending(*row)
    enclosed = _read(sending.file)
    return replace(
        sending,
        address=sending.address or "",
        address_kind=sending.address_kind or "",
        choices=_read(sending.choices),
        file=Enclosed(**enclosed) if enclosed else None,
        template=_read(sending.template),
    )


def read_choices(choices: str | list[dict[str, str]]) -> list[dict[str, str]]:
    """The choices of a row that raw SQL brought."""
    read: list[dict[str, str]] = _read(choices)
    return read


def _read(stored: Any) -> Any:
    """Raw SQL hands jsonb back as its text."""
    return json.loads(stored) if isinstance(stored, str) else stored


_RECORD = f"""
UPDATE {_TABLE} AS message
   SET provider_id = CASE WHEN message.provider_id = '' THEN outcome.provider_id ELSE message.provider_id END,
       state = CASE WHEN message.state = 'sending' THEN outcome.state ELSE message.state END,
       error = CASE WHEN message.state = 'sending' THEN outcome.error ELSE message.error END,
       retry_at = CASE WHEN message.state = 'sending' THEN outcome.retry_at ELSE message.retry_at END,
       attempts = message.attempts - outcome.uncounted,
       by_template = message.by_template OR outcome.by_template,
       parts = message.parts + outcome.parts,
       for_room = outcome.for_room AND message.state = 'sending',
       first_at = CASE WHEN outcome.state IN ('accepted', 'sending') THEN message.first_at END
  FROM unnest(%s::int[], %s::uuid[], %s::text[], %s::text[], %s::text[], %s::timestamptz[],
              %s::int[], %s::bool[], %s::bool[], %s::int[])
       AS outcome (bucket, id, provider_id, state, error, retry_at, uncounted, by_template, for_room,
                   parts)
 WHERE message.bucket = outcome.bucket AND message.id = outcome.id
"""  # noqa: S608 - a table name only


def record(outcomes: Sequence[Outcome], *, wall: datetime) -> None:
    """Write what became of these tries, in one statement; a status that was quicker is not taken back."""
    if not outcomes:
        return
    ordered = sorted(outcomes, key=lambda outcome: (outcome.sending.bucket, outcome.sending.id))
    retries = [outcome.retry_after for outcome in ordered]
    with connection.cursor() as cursor:
        cursor.execute(
            _RECORD,
            [
                [outcome.sending.bucket for outcome in ordered],
                [outcome.sending.id for outcome in ordered],
                [outcome.provider_id for outcome in ordered],
                [outcome.state.value for outcome in ordered],
                [outcome.error[:200] for outcome in ordered],
                [wall + retry if retry is not None else None for retry in retries],
                [int(not outcome.counted) for outcome in ordered],
                [outcome.by_template for outcome in ordered],
                [outcome.for_room for outcome in ordered],
                [outcome.parts for outcome in ordered],
            ],
        )


def requeue_stalled(*, wall: datetime, hears_for: timedelta | None = None) -> int:
    """Queue again what has been `sending` too long with no status: its answer, or its sender, was lost.

    What came in and is not split yet may hold the status, so the time it waits does not count. Nor does the
    time in which the provider could tell us nothing: `hearing.hears_for` long it could.
    """
    if hears_for is not None and hears_for < AMBIGUOUS_AFTER:
        return 0
    stalled = OutboundMessage.objects.filter(
        state=OutboundState.SENDING, claimed_at__lt=_heard_until(wall) - AMBIGUOUS_AFTER
    )
    spent = stalled.filter(attempts__gte=MOST_ATTEMPTS).update(state=OutboundState.FAILED, error="no answer")
    return spent + stalled.update(state=OutboundState.QUEUED)


def _heard_until(wall: datetime) -> datetime:
    """Up to when all that came in is known; an id tells the wall time of its making."""
    oldest = InboundBatch.objects.filter(state=BatchState.NEW).order_by("id").values_list("id", flat=True)
    waiting = oldest.first()
    return min(wall, uuid7_time(waiting)) if waiting else wall


def apply_reports(reports: Sequence[StatusReport]) -> None:
    """Move our messages up to what the provider reports, in one statement; never down.

    What it charges for them is kept whenever it comes: the last report of a message does not tell it.
    """
    best: dict[tuple[int, UUID], StatusReport] = {}
    for report in sorted(reports, key=lambda report: RANK.get(report.status, 0)):
        key = _ours(report.opaque)
        if key and report.status in REPORTED:
            known = best[key].charge if key in best else None
            best[key] = replace(report, charge=report.charge or known)
    if not best:
        return
    ordered = sorted(best.items(), key=lambda item: item[0])
    with connection.cursor() as cursor:
        cursor.execute(
            _APPLY,
            [
                [bucket for (bucket, _), _ in ordered],
                [row_id for (_, row_id), _ in ordered],
                [report.channel for _, report in ordered],
                [report.status for _, report in ordered],
                [RANK[report.status] for _, report in ordered],
                [report.provider_id for _, report in ordered],
                [report.error[:200] for _, report in ordered],
                [report.refusal == Refusal.WINDOW_CLOSED for _, report in ordered],
                [report.charge.category if report.charge else "" for _, report in ordered],
                [report.charge.billable if report.charge else None for _, report in ordered],
            ],
        )


# What failed only for want of a template goes out once more, as one; the provider gives it another id. Of a
# message its own channel alone tells: who knows the address of one channel moves nothing of another.
_MOVES = f"report.rank > CASE message.state {_RANK_SQL} END"
_APPLY = f"""
UPDATE {_TABLE} AS message
   SET state = CASE WHEN NOT {_MOVES} THEN message.state WHEN afresh THEN 'queued' ELSE report.state END,
       error = CASE WHEN {_MOVES} THEN report.error ELSE message.error END,
       by_template = message.by_template OR afresh AND {_MOVES},
       retry_at = CASE WHEN afresh AND {_MOVES} THEN NULL ELSE message.retry_at END,
       provider_id = CASE WHEN afresh AND {_MOVES} THEN ''
                          WHEN message.provider_id = '' THEN report.provider_id
                          ELSE message.provider_id END,
       category = coalesce(nullif(report.category, ''), message.category),
       billable = coalesce(report.billable, message.billable)
  FROM unnest(%s::int[], %s::uuid[], %s::text[], %s::text[], %s::int[], %s::text[], %s::text[], %s::bool[],
              %s::text[], %s::bool[])
       AS report (bucket, id, channel, state, rank, provider_id, error, window_closed, category, billable)
 CROSS JOIN LATERAL (
       SELECT report.window_closed AND known.template IS NOT NULL AND NOT known.by_template AS afresh
         FROM {_TABLE} AS known
         JOIN {Line._meta.db_table} AS line ON line.id = known.line_id AND line.channel = report.channel
        WHERE known.bucket = report.bucket AND known.id = report.id) AS next
 WHERE message.bucket = report.bucket AND message.id = report.id
   AND ({_MOVES} OR report.category <> '' AND message.category = '')
"""  # noqa: S608 - our own constants only


def _ours(opaque: str) -> tuple[int, UUID] | None:
    """Our bucket and id out of what came back; None for somebody else's."""
    bucket, _, row_id = opaque.partition(".")
    try:
        number, identifier = int(bucket), UUID(row_id)
    except ValueError:
        return None
    return (number, identifier) if 0 <= number < BUCKETS else None
