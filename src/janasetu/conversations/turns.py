"""Run the turns of a batch: load in bulk, let the pure engine decide, carry out in bulk, save in bulk."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import zip_longest
from typing import Any
from uuid import UUID

from janasetu.conversations import acting, talks
from janasetu.conversations.acting import Answered
from janasetu.conversations.answering import Asked, answers
from janasetu.conversations.engine.effects import Ask, Heard, Known, MyPersons, Question, Say, Turn
from janasetu.conversations.engine.turn import foreseen, turn
from janasetu.conversations.engine.unkept import taken
from janasetu.conversations.talks import Talk, key_of, place_of
from janasetu.documents import actions as documents
from janasetu.documents.gate import TAKEN_KINDS
from janasetu.lib.ids import uuid7
from janasetu.messaging import inbox
from janasetu.messaging import queries as messaging
from janasetu.messaging.models import InboundMessage
from janasetu.messaging.queries import Quote
from janasetu.messaging.values import Offered, Said

# A turn asks for what it must know; more rounds than any turn needs.
MOST_QUESTIONS = 8


def run(messages: Sequence[InboundMessage], *, now: datetime) -> None:
    """Answer these messages, in order per conversation, inside the caller's transaction."""
    standing = talks.load(messages)
    files = _want_files(messages, now=now)
    quoted = _quoted(messages)
    unasked: list[documents.Wanted] = []
    learnt: dict[talks.Place, Known] = {}
    for number, together in enumerate(_rounds(messages)):
        if number:
            talks.look_again(standing, together)
        heard = [
            _Asking(
                standing[place_of(message)],
                message,
                _id_of(files.get(message.id)),
                _offered(standing[place_of(message)], quoted.get(message.id)),
                now,
                dict(learnt.get(place_of(message), {})),
            )
            for message in together
        ]
        answered = _decide(heard, now=now)
        unasked += [file for one in answered if (file := files.get(one.message.id)) and _leaves(one, file)]
        acting.carry_out(answered, now=now)
        learnt = _still_so(heard, answered)
    if unasked:
        documents.leave(unasked)
    talks.save(standing.values(), now=now)
    inbox.mark_done([(message.bucket, message.id) for message in messages], now=now)


def _rounds(messages: Sequence[InboundMessage]) -> Iterator[list[InboundMessage]]:
    """First messages of all conversations, then second ones: no one is answered out of order."""
    queues: dict[talks.Place, list[InboundMessage]] = {}
    for message in messages:
        queues.setdefault(place_of(message), []).append(message)
    for together in zip_longest(*queues.values()):
        yield [message for message in together if message is not None]


def _want_files(messages: Sequence[InboundMessage], *, now: datetime) -> dict[UUID, documents.Wanted]:
    """Note the files to fetch, by message."""
    wanted: dict[UUID, documents.Wanted] = {}
    for message in messages:
        media = Said.from_json(message.said).media
        if media and media.kind in TAKEN_KINDS and message.line_id:
            wanted[message.id] = documents.Wanted(
                id=uuid7(),
                bucket=message.bucket,
                contact_id=message.contact_id,
                line_id=message.line_id,
                provider_id=media.provider_id,
                kind=media.kind,
                expected_sha256=media.sha256,
            )
    documents.want(list(wanted.values()), now=now)
    return wanted


def _id_of(file: documents.Wanted | None) -> str:
    return str(file.id) if file else ""


def _leaves(one: Answered, file: documents.Wanted) -> bool:
    """The service answered, and took the file nowhere: it is in no draft and nothing is done with it."""
    session = one.turn.session
    return session.state not in ("handed_over", "stopped") and str(file.id) not in taken(one.turn)


# --- what is answered ---


def _quoted(messages: Sequence[InboundMessage]) -> dict[UUID, Offered]:
    """What the messages of ours offered that these quote, by the message that quotes."""
    quotes = {
        message.id: Quote(key_of(message), place_of(message)[1], quotes)
        for message in messages
        if (quotes := Said.from_json(message.said).quotes)
    }
    found = messaging.quoted(set(quotes.values()))
    return {message_id: found[quote] for message_id, quote in quotes.items() if quote in found}


def _offered(talk: Talk, quoted: Offered | None) -> Offered:
    """What is answered: what is quoted. Who quotes something that asks nothing does not answer the newest."""
    if quoted is None:
        return talk.offered
    return quoted if quoted.choices else replace(talk.offered, newest=False)


# --- deciding ---


@dataclass(slots=True)
class _Asking:
    """A message on its way through the engine, and what has been found out for it."""

    talk: Talk
    message: InboundMessage
    file: str
    offered: Offered
    now: datetime
    known: dict[Question[Any], Any] = field(default_factory=dict)

    @property
    def heard(self) -> Heard:
        return Heard(
            said=Said.from_json(self.message.said),
            offered=self.offered,
            token=self.message.id.hex[-10:],
            lang=self.talk.lang,
            at=self.now,
            said_at=self.message.provider_at,
            file=self.file,
        )

    def foreseen(self) -> Iterator[Question[Any]]:
        """What the turn will ask, as far as it is not known yet."""
        asked = foreseen(self.talk.office, self.talk.session)
        return (question for question in asked if question not in self.known)

    def decide(self) -> Turn | Ask:
        return turn(self.talk.office, self.talk.session, self.heard, self.known)


class EndlessQuestionsError(RuntimeError):
    """A turn asks on and on; its message is halved out and parked like any other that fails."""


def _decide(asking: Sequence[_Asking], *, now: datetime) -> list[Answered]:
    """Call the engine for all; answer what it asks for all at once, and call it again."""
    decided: dict[UUID, Turn] = {}
    _find_out([(one, question) for one in asking for question in one.foreseen()], now=now)
    for _ in range(MOST_QUESTIONS):
        questions: list[tuple[_Asking, Question[Any]]] = []
        for one in asking:
            if one.message.id not in decided:
                outcome = one.decide()
                if isinstance(outcome, Ask):
                    questions.append((one, outcome.question))
                else:
                    decided[one.message.id] = outcome
        if not questions:
            return [Answered(one.message, one.talk, decided[one.message.id]) for one in asking]
        _find_out(questions, now=now)
    raise EndlessQuestionsError


def _still_so(asking: Sequence[_Asking], answered: Sequence[Answered]) -> dict[talks.Place, Known]:
    """Who shares a phone, of people who did no more than talk: for their next message nobody asks again."""
    acted = {
        one.talk.contact.id
        for one in answered
        if not all(isinstance(effect, Say) for effect in one.turn.effects)
    }
    return {
        place_of(one.message): {
            asked: one.known[asked] for asked in one.known if isinstance(asked, MyPersons)
        }
        for one in asking
        if one.talk.contact.id not in acted
    }


def _find_out(questions: Sequence[tuple[_Asking, Question[Any]]], *, now: datetime) -> None:
    """Answer these, all questions of one kind at once."""
    found = answers([Asked(one.talk, question) for one, question in questions], now=now)
    for (one, question), answer in zip(questions, found, strict=True):
        one.known[question] = answer
