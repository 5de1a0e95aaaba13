"""What a person of the office does in a talk: reply to the citizen, hand the talk back to the service."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID, uuid5

from django.db import transaction

from janasetu.bodies.models import Officer
from janasetu.conversations import queries, talks, unheard
from janasetu.conversations.engine.away import taken_back
from janasetu.conversations.engine.effects import Say, Turn
from janasetu.conversations.engine.saying import phrase, with_remark
from janasetu.conversations.engine.standing import stand
from janasetu.conversations.models import Conversation, TalkState
from janasetu.conversations.ready import PHRASES, READY, ready_message
from janasetu.conversations.rules import may_talk
from janasetu.conversations.talks import Talk
from janasetu.lib.ids import uuid7
from janasetu.lib.text import clean, tame, units
from janasetu.lib.texts import as_lang
from janasetu.lib.words import Lang
from janasetu.messaging import outbox
from janasetu.messaging.models import InboundMessage, OutboundMessage, Window
from janasetu.messaging.reach import window_open
from janasetu.messaging.values import Message, Outgoing
from janasetu.people import queries as people
from janasetu.people.values import ContactKey

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
    _go_on(row, now=now)
    return True


@transaction.atomic
def send_ready(*, officer: Officer, conversation_id: UUID, ready: str, now: datetime) -> bool:
    """Send this ready-made text, of `ready.READY`, where words of one's own arrive no more; False where it
    has been sent since the citizen wrote last. Raises as `reply` does.
    """
    row = _locked(officer, conversation_id, now=now)
    if ready not in READY:
        raise TalkRefusedError("no_such_ready_text")
    if row.state != TalkState.HANDED_OVER:
        raise TalkRefusedError("not_with_us")
    if _reaches(row, now=now):
        raise TalkRefusedError("already_heard")
    key = ContactKey(row.bucket, row.contact_id)
    message, template = ready_message(ready, as_lang(people.contacts([key])[key].lang))
    written = _outgoing(row, message, "")
    source = f"{queries.OFFICER}{officer.post}:{uuid5(row.id, f'{ready}:{written.caused_by}').hex}"
    if OutboundMessage.objects.filter(bucket=row.bucket, source=source).exists():
        return False
    outbox.queue([replace(written, source=source, template=template)], now=now)
    _go_on(row, now=now)
    return True


def _go_on(row: Conversation, *, now: datetime) -> None:
    """The talk goes on: neither does the service comfort, nor take it back, before its time."""
    row.at = now
    talks.put(row, replace(talks.session_of(row), answered=True))
    row.save(update_fields=["at", "beside"])


@transaction.atomic
def hand_back(*, officer: Officer, conversation_id: UUID, now: datetime) -> bool:
    """Let the service answer again, where the talk stood; whether the citizen was told so.

    A citizen whom nothing reaches any more is not told; they are answered when they write again. What the
    service has already stays as it is. Raises as `reply` does.
    """
    row = _locked(officer, conversation_id, now=now)
    if row.state != TalkState.HANDED_OVER:
        return False
    talk = unheard.talk_of(row)
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
    """The talk, held against the pump and everybody else for this transaction."""
    officer.require_office(at=now)
    if not may_talk(officer.tenure, now):
        raise TalkRefusedError("not_yours")
    bucket = queries.bucket_of_talk(officer.body_id, conversation_id)
    unheard.hold(bucket)
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
    to = ContactKey(row.bucket, row.contact_id)
    return Outgoing(to, row.line_id, message, source, newest, office=row.body_id)


# --- where the talk stands ---


def _standing(talk: Talk, *, now: datetime) -> Turn:
    """That the service answers again, and the open question or the menu, as it stood when handed over."""
    standing = unheard.decided(talk, lambda here: stand(taken_back(here)), now=now)
    return with_remark(standing, phrase("handed_back", talk.lang))
