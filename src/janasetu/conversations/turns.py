"""Run the turns of a batch: load in bulk, let the pure engine decide, carry out in bulk, save in bulk."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import zip_longest
from uuid import UUID

from janasetu.cases import actions as cases
from janasetu.cases import queries as case_queries
from janasetu.cases.notices import PHRASES as CASE_PHRASES
from janasetu.conversations.engine.effects import (
    AnswerClaim,
    Ask,
    CaseLine,
    Heard,
    Known,
    MyCases,
    OpenCase,
    OptOut,
    RememberLanguage,
    Say,
    Turn,
)
from janasetu.conversations.engine.office import Office
from janasetu.conversations.engine.session import Session
from janasetu.conversations.engine.turn import turn
from janasetu.conversations.models import Conversation
from janasetu.conversations.offices import offices
from janasetu.documents import actions as documents
from janasetu.lib.ids import uuid7
from janasetu.lib.references import grouped
from janasetu.lib.texts import as_lang
from janasetu.lib.words import Lang
from janasetu.messaging import outbox
from janasetu.messaging import queries as messaging
from janasetu.messaging.choices import InboundState
from janasetu.messaging.models import InboundMessage, Line, Window
from janasetu.messaging.values import Offered, Outgoing, Said
from janasetu.people import actions as people
from janasetu.people import queries as people_queries
from janasetu.people.models import Contact
from janasetu.people.values import ContactKey

# A turn asks for what it must know; three rounds are more than any turn needs.
MOST_QUESTIONS = 3
# Providers bring a message again for a week.
_LATEST_DELIVERY = timedelta(days=7)
_FETCHED_KINDS = frozenset({"image"})


@dataclass(slots=True)
class Talk:
    """One conversation in this batch: its row, the person, the office, where it stands."""

    conversation: Conversation
    contact: Contact
    line: Line
    office: Office
    address: str
    session: Session
    offered: Offered

    @property
    def key(self) -> ContactKey:
        return ContactKey(self.contact.bucket, self.contact.id)

    @property
    def lang(self) -> Lang:
        return as_lang(self.contact.lang)


@dataclass(slots=True)
class Answered:
    """A message and the turn it led to."""

    message: InboundMessage
    talk: Talk
    turn: Turn


def run(messages: Sequence[InboundMessage], *, now: datetime) -> None:
    """Answer these messages, in order per conversation, inside the caller's transaction."""
    talks = _load(messages)
    files = _want_files(messages, now=now)
    for number, together in enumerate(_rounds(messages)):
        if number:
            _look_again(talks, together)
        answered = [
            _Asking(talks[_place(message)], message, files.get(message.id, "")) for message in together
        ]
        _carry_out(_answer(answered), now=now)
    _save(talks.values(), now=now)
    InboundMessage.objects.filter(
        bucket__in={message.bucket for message in messages}, id__in=[message.id for message in messages]
    ).update(state=InboundState.DONE, done_at=now)


# --- loading ---

Place = tuple[UUID, UUID]


def _place(message: InboundMessage) -> Place:
    """The conversation a message belongs to: its contact and its line."""
    assert message.contact_id
    assert message.line_id
    return message.contact_id, message.line_id


def _rounds(messages: Sequence[InboundMessage]) -> Iterator[list[InboundMessage]]:
    """First messages of all conversations, then second ones: no one is answered out of order."""
    queues: dict[Place, list[InboundMessage]] = {}
    for message in messages:
        queues.setdefault(_place(message), []).append(message)
    for together in zip_longest(*queues.values()):
        yield [message for message in together if message is not None]


def _load(messages: Sequence[InboundMessage]) -> dict[Place, Talk]:
    """The talks of these messages, in a number of queries that does not grow."""
    keys = {_key(message) for message in messages}
    contacts = {key.id: row for key, row in people_queries.contacts(keys).items()}
    lines = Line.objects.in_bulk(list({message.line_id for message in messages if message.line_id}))
    rows = _conversations(keys)
    addresses = _addresses(keys)
    known = offices(
        {line.body_id for line in lines.values() if line.body_id},
        {row.version_id for row in rows.values() if row.version_id},
    )
    offered = messaging.last_offered({(_key(message), _place(message)[1]) for message in messages})
    talks: dict[Place, Talk] = {}
    for message in messages:
        place = _place(message)
        line = lines[place[1]]
        if place in talks or line.body_id is None:
            continue
        row = rows.get(place) or _new(_key(message), line)
        talks[place] = Talk(
            conversation=row,
            contact=contacts[place[0]],
            line=line,
            office=known[line.body_id],
            address=addresses.get(place, ""),
            session=_session(row),
            offered=offered.get(place, Offered()),
        )
    return talks


def _key(message: InboundMessage) -> ContactKey:
    assert message.contact_id
    return ContactKey(message.bucket, message.contact_id)


def _conversations(keys: set[ContactKey]) -> dict[Place, Conversation]:
    rows = Conversation.objects.filter(
        bucket__in={k.bucket for k in keys}, contact_id__in=[k.id for k in keys]
    )
    return {(row.contact_id, row.line_id): row for row in rows}


def _addresses(keys: set[ContactKey]) -> dict[Place, str]:
    rows = Window.objects.filter(bucket__in={k.bucket for k in keys}, contact_id__in=[k.id for k in keys])
    return {(row.contact_id, row.line_id): row.address for row in rows}


def _new(contact: ContactKey, line: Line) -> Conversation:
    return Conversation(
        id=uuid7(),
        bucket=contact.bucket,
        contact_id=contact.id,
        line_id=line.id,
        body_id=line.body_id,
    )


def _session(row: Conversation) -> Session:
    return Session(
        state=row.state,  # type: ignore[arg-type]  # the column's choices are the session's states
        version=str(row.version_id or ""),
        draft=row.draft,
        step=row.step,
        page=row.page,
        fields=row.fields,
        intents=tuple(row.intents),
    )


def _want_files(messages: Sequence[InboundMessage], *, now: datetime) -> dict[UUID, str]:
    """Note the photos to fetch; our id of each, by message."""
    wanted: dict[UUID, documents.Wanted] = {}
    for message in messages:
        media = Said.from_json(message.said).media
        if media and media.kind in _FETCHED_KINDS and message.line_id:
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
    return {message_id: str(file.id) for message_id, file in wanted.items()}


def _look_again(talks: Mapping[Place, Talk], messages: Sequence[InboundMessage]) -> None:
    """What was said in the round before changes what the next message answers to."""
    offered = messaging.last_offered({(_key(message), _place(message)[1]) for message in messages})
    for message in messages:
        talks[_place(message)].offered = offered.get(_place(message), Offered())


# --- deciding ---


@dataclass(slots=True)
class _Asking:
    """A message on its way through the engine."""

    talk: Talk
    message: InboundMessage
    file: str
    turn: Turn | None = None

    @property
    def heard(self) -> Heard:
        return Heard(
            said=Said.from_json(self.message.said),
            offered=self.talk.offered,
            token=self.message.id.hex[-10:],
            lang=self.talk.lang,
            file=self.file,
        )


def _answer(asking: Sequence[_Asking]) -> list[Answered]:
    """Call the engine for all; answer what it asks for all at once, and call it again."""
    known: dict[Place, Known] = {}
    for _ in range(MOST_QUESTIONS):
        open_questions = [one for one in asking if one.turn is None]
        for one in open_questions:
            decided = turn(one.talk.office, one.talk.session, one.heard, known.get(_place(one.message), {}))
            one.turn = None if isinstance(decided, Ask) else decided
        unanswered = [one for one in open_questions if one.turn is None]
        if not unanswered:
            break
        known |= _my_cases(unanswered)
    return [Answered(one.message, one.talk, one.turn) for one in asking if one.turn is not None]


def _my_cases(asking: Sequence[_Asking]) -> dict[Place, Known]:
    pairs = {(one.talk.line.body_id, one.talk.contact.id) for one in asking if one.talk.line.body_id}
    found = case_queries.cases_of_contacts(pairs, langs={one.talk.lang for one in asking})
    answers: dict[Place, Known] = {}
    for one in asking:
        assert one.talk.line.body_id
        briefs = found[one.talk.line.body_id, one.talk.contact.id]
        answers[_place(one.message)] = {MyCases(): tuple(_line(brief, one.talk.lang) for brief in briefs)}
    return answers


def _line(brief: case_queries.CaseBrief, lang: Lang) -> CaseLine:
    status = CASE_PHRASES.say(f"status_{brief.status}", lang)
    return CaseLine(
        ref=brief.ref,
        shown=f"{grouped(brief.ref)} · {brief.title[lang]} · {status}",
        awaits_word=brief.status == "awaiting_confirmation",
    )


# --- carrying out ---


def _carry_out(answered: Sequence[Answered], *, now: datetime) -> None:
    """Every kind of effect of all turns in one act each."""
    for one in answered:
        one.talk.session = one.turn.session
        one.talk.contact.lang = next(
            (effect.lang for effect in one.turn.effects if isinstance(effect, RememberLanguage)),
            one.talk.lang,
        )
    people.remember_languages(
        {
            one.talk.key: e.lang
            for one in answered
            for e in one.turn.effects
            if isinstance(e, RememberLanguage)
        }
    )
    outbox.queue([say for one in answered for say in _says(one)], now=now)
    people.remember_opting_out(
        {one.talk.key: e.out for one in answered for e in one.turn.effects if isinstance(e, OptOut)}, now=now
    )
    orders = [_order(one, e, now) for one in answered for e in one.turn.effects if isinstance(e, OpenCase)]
    if orders:
        cases.open_cases(orders, now=now)
    answers = [_claim(one, e) for one in answered for e in one.turn.effects if isinstance(e, AnswerClaim)]
    if answers:
        cases.answer_claims(answers, now=now)


def _says(one: Answered) -> Iterator[Outgoing]:
    says = [effect for effect in one.turn.effects if isinstance(effect, Say)]
    for number, say in enumerate(says):
        yield Outgoing(
            contact=one.talk.key,
            line_id=one.talk.line.id,
            message=say.message,
            source=f"in:{one.message.id}:{number}",
            caused_by=one.message.id,
        )


def _order(one: Answered, effect: OpenCase, now: datetime) -> cases.CaseOrder:
    talk = one.talk
    assert talk.line.body_id
    service = talk.office.service(effect.version)
    asked = service.ask if service else ()
    photos = [photo for q in asked if q.kind == "photo" for photo in effect.fields.get(q.field) or ()]
    return cases.CaseOrder(
        body_id=talk.line.body_id,
        version_id=UUID(effect.version),
        source=f"in:{one.message.id}",
        channel=talk.line.channel,
        fields=effect.fields,
        opened_at=_said_at(one.message, now),
        contact=talk.key,
        line_id=talk.line.id,
        lang=talk.lang,
        name=talk.contact.profile_name,
        phone=talk.address,
        files=[(talk.contact.bucket, UUID(photo)) for photo in photos],
        caused_by=one.message.id,
    )


def _said_at(message: InboundMessage, now: datetime) -> datetime:
    """The provider's second, from which promises count; the arrival where that second cannot be true."""
    said_at = message.provider_at
    return said_at if now - _LATEST_DELIVERY <= said_at <= now else min(message.received_at, now)


def _claim(one: Answered, effect: AnswerClaim) -> cases.CitizenAnswer:
    return cases.CitizenAnswer(
        ref=effect.ref,
        contact=one.talk.key,
        line_id=one.talk.line.id,
        lang=one.talk.lang,
        yes=effect.yes,
        source=f"in:{one.message.id}:claim",
        caused_by=one.message.id,
    )


# --- saving ---


def _save(talks: Iterable[Talk], *, now: datetime) -> None:
    rows = [_row(talk, now=now) for talk in talks]
    columns = ["body_id", "state", "version_id", "draft", "step", "page", "fields", "intents", "at"]
    Conversation.objects.bulk_create(
        sorted(rows, key=lambda row: (row.bucket, row.contact_id)),
        update_conflicts=True,
        unique_fields=["bucket", "contact_id", "line_id"],
        update_fields=columns,
    )


def _row(talk: Talk, *, now: datetime) -> Conversation:
    row, session = talk.conversation, talk.session
    row.state, row.draft, row.step, row.page = session.state, session.draft, session.step, session.page
    row.version_id = UUID(session.version) if session.version else None
    row.fields, row.intents, row.at = dict(session.fields), list(session.intents), now
    return row
