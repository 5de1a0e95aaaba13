"""Talks on their way through a batch: their rows, the people, the offices, where each stands."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from janasetu.conversations.engine.office import Office
from janasetu.conversations.engine.session import Draft, Proof, Session
from janasetu.conversations.models import Conversation
from janasetu.conversations.offices import AREA, area, offices
from janasetu.lib.ids import uuid7
from janasetu.lib.text import tame
from janasetu.lib.texts import as_lang
from janasetu.lib.words import Lang
from janasetu.messaging import queries as messaging
from janasetu.messaging.models import InboundMessage, Line
from janasetu.messaging.values import Offered
from janasetu.people import queries as people
from janasetu.people.models import Contact
from janasetu.people.values import ContactKey
from janasetu.rows import bulk
from janasetu.rows.columns import columns_of

Place = tuple[UUID, UUID]


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

    @property
    def profile_name(self) -> str:
        """What the person calls themselves on the line, fit to be shown."""
        return tame(self.contact.profile_name)

    @property
    def body_id(self) -> UUID | None:
        """The body spoken with; None while none is chosen on a line of many."""
        return self.conversation.body_id


def place_of(message: InboundMessage) -> Place:
    """The conversation a message belongs to: its contact and its line."""
    assert message.contact_id
    assert message.line_id
    return message.contact_id, message.line_id


def key_of(message: InboundMessage) -> ContactKey:
    assert message.contact_id
    return ContactKey(message.bucket, message.contact_id)


def load(messages: Sequence[InboundMessage]) -> dict[Place, Talk]:
    """The talks of these messages, in a number of queries that does not grow."""
    keys = {key_of(message) for message in messages}
    contacts = {key.id: row for key, row in people.contacts(keys).items()}
    lines = messaging.lines_by_id({message.line_id for message in messages if message.line_id})
    stored = {(row.contact_id, row.line_id): row for row in _stored(keys)}
    other_hands = {place for place, row in stored.items() if row.epoch != contacts[place[0]].epoch}
    rows = _rows(messages, contacts, lines, stored)
    addresses = messaging.addresses(keys)
    known = offices(
        {row.body_id for row in rows.values() if row.body_id},
        {UUID(version) for row in rows.values() for version in _versions(row)},
        on_area_lines={
            row.body_id for row in rows.values() if row.body_id and not lines[row.line_id].body_id
        },
    )
    offered = messaging.last_offered({(key_of(message), place_of(message)[1]) for message in messages})
    of_all = AREA if all(row.body_id for row in rows.values()) else area()
    return {
        place: Talk(
            conversation=row,
            contact=contacts[place[0]],
            line=lines[place[1]],
            office=known[row.body_id] if row.body_id else of_all,
            address=addresses.get(place, ""),
            session=session_of(row),
            offered=offered.get(place, Offered()) if place not in other_hands else Offered(),
        )
        for place, row in rows.items()
    }


def _rows(
    messages: Sequence[InboundMessage],
    contacts: Mapping[UUID, Contact],
    lines: Mapping[UUID, Line],
    stored: Mapping[Place, Conversation],
) -> dict[Place, Conversation]:
    """The row of each talk, new where there is none; of an earlier epoch nothing is left in it."""
    rows: dict[Place, Conversation] = {}
    for message in messages:
        place = place_of(message)
        line, contact = lines[place[1]], contacts[place[0]]
        row = stored.get(place) or _new(key_of(message), line)
        if row.epoch != contact.epoch:
            row = _emptied(row, line, contact.epoch)
        row.body_id = line.body_id or row.body_id
        rows[place] = row
    return rows


# In plain SQL: every batch of turns asks it.
_STORED = f"""
SELECT {columns_of(Conversation, "talk")} FROM {Conversation._meta.db_table} AS talk
 WHERE bucket = ANY(%s) AND contact_id = ANY(%s)
"""  # noqa: S608 - names only


def _stored(keys: Collection[ContactKey]) -> Iterable[Conversation]:
    return Conversation.objects.raw(_STORED, [list({key.bucket for key in keys}), [key.id for key in keys]])


def _new(contact: ContactKey, line: Line) -> Conversation:
    return Conversation(
        id=uuid7(), bucket=contact.bucket, contact_id=contact.id, line_id=line.id, body_id=line.body_id
    )


def _emptied(row: Conversation, line: Line, epoch: int) -> Conversation:
    """The phone may be in other hands: the draft, the chosen office and all that was said are not theirs."""
    return Conversation(
        id=row.id,
        bucket=row.bucket,
        contact_id=row.contact_id,
        line_id=row.line_id,
        body_id=line.body_id,
        epoch=epoch,
        state="stopped" if row.state == "stopped" else "idle",
    )


def look_again(talks: Mapping[Place, Talk], messages: Sequence[InboundMessage]) -> None:
    """What was said in the round before changes what the next message answers to."""
    offered = messaging.last_offered({(key_of(message), place_of(message)[1]) for message in messages})
    for message in messages:
        talks[place_of(message)].offered = offered.get(place_of(message), Offered())


# --- a row and its session ---

_BESIDE = (
    *("person", "held", "unplaced", "danger", "handed_in", "lost", "album", "answered"),
    *("poster", "poster_office", "poster_ward"),
)
_MOMENTS = ("album_at", "voiced_at", "poster_at")


def _versions(row: Conversation) -> Iterable[str]:
    if row.version_id:
        yield str(row.version_id)
    yield from (str(draft["version"]) for draft in row.beside.get("parked", ()))


def session_of(row: Conversation) -> Session:
    beside: dict[str, Any] = row.beside
    return Session(
        state=row.state,  # type: ignore[arg-type]  # the column's choices are the session's states
        version=str(row.version_id or ""),
        draft=row.draft,
        step=row.step,
        page=row.page,
        fields=row.fields,
        intents=tuple(row.intents),
        narrowed=tuple(beside.get("narrowed", ())),
        hushed=tuple(beside.get("hushed", ())),
        parked=tuple(Draft(**draft) for draft in beside.get("parked", ())),
        proofs=tuple(Proof(**{**one, "files": tuple(one["files"])}) for one in beside.get("proofs", ())),
        at=row.at,
        album_at=_moment_in(beside, "album_at"),
        voiced_at=_moment_in(beside, "voiced_at"),
        poster_at=_moment_in(beside, "poster_at"),
        **{name: beside[name] for name in _BESIDE if name in beside},
    )


def _moment_in(beside: Mapping[str, Any], name: str) -> datetime | None:
    return datetime.fromisoformat(beside[name]) if beside.get(name) else None


def save(talks: Iterable[Talk], *, now: datetime) -> None:
    """Keep where each talk stands, in one statement."""
    rows = [_row(talk, now=now) for talk in talks]
    columns = ["body_id", "state", "version_id", "draft", "step", "page", "fields", "intents"]
    bulk.upsert(
        sorted(rows, key=lambda row: (row.bucket, row.contact_id)),
        unique=["bucket", "contact_id", "line_id"],
        update=[*columns, "beside", "epoch", "handed_at", "at"],
    )


def _row(talk: Talk, *, now: datetime) -> Conversation:
    row = talk.conversation
    put(row, talk.session)
    row.epoch, row.at = talk.contact.epoch, talk.session.at or now
    row.handed_at = (row.handed_at or row.at) if row.state == "handed_over" else None
    return row


def put(row: Conversation, session: Session) -> None:
    """Write the session into its row: the reverse of `session_of`."""
    row.state, row.draft, row.step, row.page = session.state, session.draft, session.step, session.page
    row.version_id = UUID(session.version) if session.version else None
    row.fields, row.intents = dict(session.fields), list(session.intents)
    row.beside = _beside(session)


def _beside(session: Session) -> dict[str, Any]:
    """What has no column: only what there is."""
    kept: dict[str, Any] = {name: getattr(session, name) for name in _BESIDE}
    kept["narrowed"] = list(session.narrowed)
    kept["hushed"] = list(session.hushed)
    kept["parked"] = [asdict(draft) for draft in session.parked]
    kept["proofs"] = [asdict(proof) | {"files": list(proof.files)} for proof in session.proofs]
    kept |= {name: at.isoformat() for name in _MOMENTS if (at := getattr(session, name))}
    return {name: value for name, value in kept.items() if value}
