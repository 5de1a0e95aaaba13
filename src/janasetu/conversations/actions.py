"""What a person of the office does in a talk: reply to the citizen, hand the talk back to the service."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

from django.db import connection, transaction

from janasetu.bodies.models import Officer
from janasetu.conversations import queries, talks
from janasetu.conversations.answering import Asked, answers
from janasetu.conversations.engine.away import taken_back
from janasetu.conversations.engine.effects import Heard, NotKnownError, Question, Say, Turn, World
from janasetu.conversations.engine.here import Here
from janasetu.conversations.engine.saying import phrase, with_remark
from janasetu.conversations.engine.standing import stand
from janasetu.conversations.models import Conversation, TalkState
from janasetu.conversations.offices import offices
from janasetu.conversations.pump import LOCK_CLASS
from janasetu.conversations.rules import may_talk
from janasetu.conversations.talks import Talk
from janasetu.conversations.turns import MOST_QUESTIONS, EndlessQuestionsError
from janasetu.lib.ids import BUCKETS, PARTITIONS, uuid7
from janasetu.lib.phrases import Phrases
from janasetu.lib.text import clean, tame, units
from janasetu.lib.words import Lang
from janasetu.messaging import outbox
from janasetu.messaging.models import InboundMessage, Line, OutboundMessage, Window
from janasetu.messaging.reach import window_open
from janasetu.messaging.values import Message, Offered, Outgoing, Said
from janasetu.people import queries as people
from janasetu.people.values import ContactKey

PHRASES = Phrases.load(Path(__file__).with_name("phrases.yaml"))
MOST_UNITS = 4096  # of one text message (Cloud API reference, 2026)


class TalkRefusedError(Exception):
    """An act that is not done; `key` is its sentence in phrases.yaml beside this module."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key

    def sentence(self, lang: Lang) -> str:
        """What the officer is told."""
        return PHRASES.say(self.key, lang)


@transaction.atomic
def reply(*, officer: Officer, conversation_id: UUID, text: str, nonce: UUID, now: datetime) -> bool:
    """Send the citizen these words as they are written; False where this very form was sent before.

    `nonce` names the form: the same words of it are sent once, other words of it are another reply. Raises
    TalkRefusedError with the sentence for the officer, TermEndedError for one who is out of office at `now`,
    NoSuchTalkError for a talk of another body.
    """
    row = _locked(officer, conversation_id, now=now)
    words = tame(clean(text)).strip()
    source = f"{queries.OFFICER}{officer.post}:{uuid5(nonce, words).hex}"
    if OutboundMessage.objects.filter(bucket=row.bucket, source=source).exists():
        return False
    _check_words(words)
    _check_reach(row, now=now)
    outbox.queue([_outgoing(row, Message(words), source)], now=now)
    row.at = now  # the talk goes on: neither does the service comfort, nor take it back, before its time
    talks.put(row, replace(talks.session_of(row), answered=True))
    row.save(update_fields=["at", "beside"])
    return True


@transaction.atomic
def hand_back(*, officer: Officer, conversation_id: UUID, now: datetime) -> bool:
    """Let the service answer again, where the talk stood; whether the citizen was told so.

    A citizen whom nothing reaches any more is not told; they are answered when they write again. What the
    service has already stays as it is. Raises as `reply` does.
    """
    row = _locked(officer, conversation_id, now=now)
    if row.state != TalkState.HANDED_OVER:
        return False
    talk = _talk(row)
    standing = _standing(talk, now=now)
    talk.session = replace(standing.session, at=now)
    reaches = _reaches(row, now=now)
    if reaches:
        says = [effect.message for effect in standing.effects if isinstance(effect, Say)]
        outbox.queue([_outgoing(row, says_now, _back(officer)) for says_now in says], now=now)
    talks.save([talk], now=now)
    return reaches


def _back(officer: Officer) -> str:
    """What asked for the words with which the service comes back."""
    return f"back:{officer.post}:{uuid7().hex}"


# --- lock, look, check ---


def _locked(officer: Officer, conversation_id: UUID, *, now: datetime) -> Conversation:
    """The talk, held against the pump and everybody else for this transaction.

    The pump writes the rows of a whole partition at the end of its batch, so it is the partition that must
    be held: else what the officer did in between would be written over.
    """
    officer.require_office(at=now)
    if not may_talk(officer.tenure, now):
        raise TalkRefusedError("not_yours")
    bucket = queries.bucket_of_talk(officer.body_id, conversation_id)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(%s, %s)", [LOCK_CLASS, bucket // (BUCKETS // PARTITIONS)]
        )
    return queries.conversation_for_update(officer.body_id, conversation_id)


def _check_words(words: str) -> None:
    if not words:
        raise TalkRefusedError("nothing_said")
    if units(words) > MOST_UNITS:
        raise TalkRefusedError("too_long")


def _check_reach(row: Conversation, *, now: datetime) -> None:
    if row.state != TalkState.HANDED_OVER:
        raise TalkRefusedError("not_with_us")
    if not _reaches(row, now=now):
        raise TalkRefusedError("window_closed")


def _reaches(row: Conversation, *, now: datetime) -> bool:
    window = Window.objects.filter(bucket=row.bucket, contact_id=row.contact_id, line_id=row.line_id).first()
    return window is not None and window_open(window.last_inbound_at, now)


def _outgoing(row: Conversation, message: Message, source: str) -> Outgoing:
    """To the citizen, as an answer to what they wrote last: they asked for it, whatever they stopped."""
    heard = InboundMessage.objects.filter(
        bucket=row.bucket, contact_id=row.contact_id, line_id=row.line_id
    ).order_by("-id")
    newest = heard.values_list("id", flat=True).first()
    return Outgoing(ContactKey(row.bucket, row.contact_id), row.line_id, message, source, newest)


# --- where the talk stands ---


def _talk(row: Conversation) -> Talk:
    """The talk as the engine knows it, though nobody has said anything."""
    assert row.body_id
    key = ContactKey(row.bucket, row.contact_id)
    line, session = Line.objects.get(id=row.line_id), talks.session_of(row)
    pinned = {UUID(one) for one in (session.version, *(draft.version for draft in session.parked)) if one}
    known = offices({row.body_id}, pinned, on_area_lines=set() if line.body_id else {row.body_id})
    return Talk(row, people.contacts([key])[key], line, known[row.body_id], "", session, Offered())


def _standing(talk: Talk, *, now: datetime) -> Turn:
    """That the service answers again, and the open question or the menu."""
    known: dict[Question[Any], Any] = {}
    for _ in range(MOST_QUESTIONS):
        try:
            standing = stand(_here(talk, World(known), now=now))
        except NotKnownError as missing:
            (known[missing.question],) = answers([Asked(talk, missing.question)], now=now)
        else:
            return with_remark(standing, phrase("handed_back", talk.lang))
    raise EndlessQuestionsError


def _here(talk: Talk, world: World, *, now: datetime) -> Here:
    """As it stood when it was handed over."""
    nothing = Heard(Said("text"), Offered(), token="", lang=talk.lang, at=now, said_at=now)
    return taken_back(Here(talk.office, talk.session, nothing, world))
