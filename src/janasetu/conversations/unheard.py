"""A talk as the engine knows it, though nobody has said anything: held, loaded, asked where it stands."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from janasetu.conversations import talks
from janasetu.conversations.answering import Asked, answers
from janasetu.conversations.engine.effects import Heard, NotKnownError, Question, Turn, World
from janasetu.conversations.engine.here import Here
from janasetu.conversations.models import Conversation
from janasetu.conversations.offices import offices
from janasetu.conversations.pump import LOCK_CLASS
from janasetu.conversations.talks import Talk
from janasetu.conversations.turns import MOST_QUESTIONS, EndlessQuestionsError
from janasetu.lib.ids import BUCKETS, PARTITIONS
from janasetu.messaging.models import Line
from janasetu.messaging.values import Offered, Said
from janasetu.people import queries as people
from janasetu.people.values import ContactKey


def hold(bucket: int) -> None:
    """Hold the talks of this bucket's partition against the pump and everybody else for this transaction.

    The pump writes the rows of a whole partition at the end of its batch, so it is the partition that must
    be held: else what was done in between would be written over.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(%s, %s)", [LOCK_CLASS, bucket // (BUCKETS // PARTITIONS)]
        )


def talk_of(row: Conversation) -> Talk:
    """The talk of this row, which has an office."""
    assert row.body_id
    key = ContactKey(row.bucket, row.contact_id)
    line, session = Line.objects.get(id=row.line_id), talks.session_of(row)
    pinned = {UUID(one) for one in (session.version, *(draft.version for draft in session.parked)) if one}
    known = offices({row.body_id}, pinned, on_area_lines=set() if line.body_id else {row.body_id})
    return Talk(row, people.contacts([key])[key], line, known[row.body_id], "", session, Offered())


def decided(talk: Talk, decide: Callable[[Here], Turn], *, now: datetime) -> Turn:
    """The turn, with all that it asks of the world."""
    nothing = Heard(Said("text"), Offered(), token="", lang=talk.lang, at=now, said_at=now)
    known: dict[Question[Any], Any] = {}
    for _ in range(MOST_QUESTIONS):
        try:
            return decide(Here(talk.office, talk.session, nothing, World(known)))
        except NotKnownError as missing:
            (known[missing.question],) = answers([Asked(talk, missing.question)], now=now)
    raise EndlessQuestionsError
