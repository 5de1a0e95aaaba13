"""Reads of talks that a person of the office has: which wait, since when, and what was said in one."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Coalesce

from janasetu.cases import queries as cases
from janasetu.conversations.engine.around import STAFF_WROTE
from janasetu.conversations.engine.away import HANDED_FOR
from janasetu.conversations.hushing import Hushed, without_code
from janasetu.conversations.models import Conversation, TalkState
from janasetu.documents import queries as documents
from janasetu.documents.gate import TAKEN_KINDS
from janasetu.documents.models import ReceivedFile
from janasetu.lib.phones import hidden, tail
from janasetu.lib.text import shorten, tame
from janasetu.messaging.choices import InboundState
from janasetu.messaging.models import InboundMessage, Line, OutboundMessage, Window
from janasetu.messaging.reach import reaches_until
from janasetu.messaging.values import Media, Said, Spot
from janasetu.people import queries as people
from janasetu.people.models import Contact
from janasetu.people.values import ContactKey

MOST_TALKS = 100
# How the source of a message begins that an officer wrote: officer:ROLE@BODY:KEY.
OFFICER = "officer:"
HUSHED = "hushed"  # in what a conversation keeps beside: the forms of which no page tells

_MOST_NAME, _MOST_TEXT = 40, 4096
_SILENT = ("reaction", "system")  # the engine does not answer these either
_LOCATED = {name: OuterRef(name) for name in ("bucket", "contact_id", "line_id")}

Speaker = Literal["citizen", "service", "officer", "staff"]  # staff: by hand, in the phone's own app


class NoSuchTalkError(LookupError):
    """No talk of that id in that body, or the phone may have changed hands since."""


@dataclass(frozen=True, slots=True)
class OfficeTalk:
    """A talk as a person of the office sees it; of one that the service has, nothing is told.

    `tail`: the last two digits of the number, all that is shown of it. `waits_since`: the first thing said
    that nobody of the office has replied to. `reaches_until`: until then a reply arrives. `said`: the newest
    thing the citizen said.
    """

    id: UUID
    contact: ContactKey
    line_id: UUID
    handed_over: bool
    can_answer: bool = True  # people write back on this line
    name: str = ""
    tail: str = ""
    waits_since: datetime | None = None
    reaches_until: datetime | None = None
    has_address: bool = False  # a ready-made text arrives, though they have never written
    said: Said | None = None
    began_at: datetime | None = field(default=None, repr=False)  # of the contact's epoch
    seen_from: datetime | None = field(default=None, repr=False)  # on a line of many offices
    numbers: tuple[str, ...] = field(default=(), repr=False)
    is_quiet: bool = False  # somebody else reads what is sent
    body_id: UUID | None = field(default=None, repr=False)
    hushed: tuple[str, ...] = field(default=(), repr=False)  # forms of which no page tells
    hushed_answers: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Spoken:
    """One thing said. `post`: of the officer who wrote it, as ROLE@BODY; `offered`: titles of choices beside
    it; `state`: what became of a message of ours, or how far one of theirs is; `answers`: what it answers;
    `file`: what we have of the media that came with it; `source`: what asked for a message of ours.
    """

    id: UUID
    by: Speaker
    at: datetime
    said: Said
    post: str = ""
    offered: tuple[str, ...] = ()
    state: str = ""
    answers: UUID | None = None
    file: ReceivedFile | None = None
    source: str = ""

    @property
    def media(self) -> Media | None:
        """The media whose bytes we want, if any came with it."""
        media = self.said.media
        return media if media and media.kind in TAKEN_KINDS else None

    @property
    def is_new(self) -> bool:
        """Whether the service has not looked at it yet."""
        return self.state == InboundState.NEW


# --- which talks ---


def handed_over_talks(body_id: UUID, *, now: datetime) -> list[OfficeTalk]:
    """The talks that persons of this body have: who waits longest first, then who was replied to last.

    One that was replied to leaves the list after a day without a word, when the service has it again.
    """
    rows = _handed_over(body_id).filter(Q(waits_since__isnull=False) | Q(at__gte=now - HANDED_FOR))
    ordered = rows.order_by(F("waits_since").asc(nulls_last=True), "-at", "id")
    return _talks(ordered[:MOST_TALKS])


def waiting_talks(body_id: UUID) -> int:
    """How many talks of this body wait for a reply."""
    return _handed_over(body_id).filter(waits_since__isnull=False).count()


def talk_for(body_id: UUID, conversation_id: UUID) -> OfficeTalk:
    """The talk if this body has it; NoSuchTalkError for everybody else."""
    found = _talks(_told(_of_body(body_id)).filter(id=conversation_id), in_list=False)
    if not found:
        raise NoSuchTalkError(conversation_id)
    return found[0]


def talk_since(contact: Contact, line_id: UUID, *, since: datetime) -> OfficeTalk:
    """What is said with a contact on a line from `since` on, for the page of a matter that came by it.

    Of a line of many offices nothing is told but until when a reply arrives: there the person may be
    speaking with another office. Its `id` is the contact's, for there may be no conversation. Four queries.
    """
    key = ContactKey(contact.bucket, contact.id)
    window = Window.objects.filter(bucket=key.bucket, contact_id=key.id, line_id=line_id).first()
    told = [window.address if window else "", *people.phones_of([key])[key]]
    numbers = tuple(filter(tail, told))
    line = Line.objects.filter(id=line_id).first()
    row = Conversation.objects.filter(bucket=key.bucket, contact_id=key.id, line_id=line_id).first()
    return OfficeTalk(
        id=key.id,
        contact=key,
        line_id=line_id,
        handed_over=line is not None and line.body_id is not None,
        can_answer=line is not None and line.can.answers,
        tail=tail(numbers[0]) if numbers else "",
        reaches_until=reaches_until(window.last_inbound_at) if window else None,
        has_address=window is not None,
        began_at=max(filter(None, (contact.epoch_at, since))),
        numbers=numbers,
        body_id=line.body_id if line else None,
        hushed=tuple(row.beside.get(HUSHED, ())) if row else (),
        hushed_answers=_hushed_answers(row) if row else "",
    )


def conversation_for_update(body_id: UUID, conversation_id: UUID) -> Conversation:
    """The row of the talk, locked for this transaction; NoSuchTalkError as above."""
    row = _of_body(body_id).select_for_update(of=("self",)).filter(id=conversation_id).first()
    if row is None:
        raise NoSuchTalkError(conversation_id)
    return row


def bucket_of_talk(body_id: UUID, conversation_id: UUID) -> int:
    """In which bucket the talk lies; NoSuchTalkError as above."""
    row = _of_body(body_id).filter(id=conversation_id).values_list("bucket", flat=True).first()
    if row is None:
        raise NoSuchTalkError(conversation_id)
    return row


def _of_body(body_id: UUID) -> QuerySet[Conversation]:
    """The talks of this body with whoever has the phone now."""
    same_epoch = Contact.objects.filter(
        bucket=OuterRef("bucket"), id=OuterRef("contact_id"), epoch=OuterRef("epoch")
    )
    return Conversation.objects.filter(Exists(same_epoch), body_id=body_id)


def _handed_over(body_id: UUID) -> QuerySet[Any]:
    return _told(_of_body(body_id).filter(state=TalkState.HANDED_OVER))


def _told(rows: QuerySet[Conversation]) -> QuerySet[Any]:
    """With what else must be known of each: who waits since when, what was said last."""
    replies = OutboundMessage.objects.filter(
        **_LOCATED, source__startswith=OFFICER, queued_at__gte=OuterRef("handed_at")
    )
    heard = InboundMessage.objects.filter(**_LOCATED).exclude(said__kind__in=(*_SILENT, STAFF_WROTE))
    unanswered = heard.filter(received_at__gt=OuterRef("replied_at")).order_by("id")
    return rows.annotate(
        replied_at=Subquery(replies.order_by("-id").values("queued_at")[:1]),
        waits_since=Case(
            When(replied_at__isnull=True, then=Coalesce("handed_at", "at")),
            default=Subquery(unanswered.values("received_at")[:1]),
        ),
        said_last=Subquery(heard.order_by("-id").values("said")[:1]),
        said_last_id=Subquery(heard.order_by("-id").values("id")[:1]),
        on_area_line=Exists(Line.objects.filter(id=OuterRef("line_id"), body_id=None)),
    )


def _talks(rows: Iterable[Any], *, in_list: bool = True) -> list[OfficeTalk]:
    """These rows with the people behind them, in three queries more; in five where it tells what was said
    last, as a list does.
    """
    listed = list(rows)
    keys = {_key(row) for row in listed}
    contacts, told = people.contacts(keys), people.phones_of(keys)
    reach = {
        (window.contact_id, window.line_id): window
        for window in Window.objects.filter(
            bucket__in={key.bucket for key in keys}, contact_id__in=[key.id for key in keys]
        )
    }
    unsaid = _unsaid(listed) if in_list else {row.said_last_id for row in listed}
    return [
        _talk(
            row,
            contacts[_key(row)],
            told[_key(row)],
            reach.get((row.contact_id, row.line_id)),
            said=None if row.said_last_id in unsaid else row.said_last,
        )
        for row in listed
    ]


def _unsaid(rows: Sequence[Any]) -> set[UUID]:
    """Those of the last things said that no page tells: of a hidden complainant's case. Two queries."""
    last = {row.said_last_id: row for row in rows if row.said_last_id}
    ours = OutboundMessage.objects.filter(bucket__in={row.bucket for row in rows}, caused_by__in=list(last))
    answers = [row for row in ours if row.caused_by]
    about = {row.about_id: row.about_body_id for row in answers if row.about_id and row.about_body_id}
    hidden = cases.hidden_matters(set(about.values()), list(about))
    return {
        row.caused_by
        for row in answers
        if row.caused_by
        and (row.about_id in hidden or row.draft in last[row.caused_by].beside.get(HUSHED, ()))
    }


def _hushed_answers(row: Conversation) -> str:
    """What was answered so far in forms of which no page tells."""
    hushed = row.beside.get(HUSHED, ())
    drafts = [
        (row.draft, row.fields),
        *((one["name"], one["fields"]) for one in row.beside.get("parked", ())),
    ]
    return json.dumps([fields for name, fields in drafts if name in hushed])


def _key(row: Conversation) -> ContactKey:
    return ContactKey(row.bucket, row.contact_id)


def _talk(row: Any, contact: Contact, told: Sequence[str], window: Window | None, *, said: Any) -> OfficeTalk:
    if row.state != TalkState.HANDED_OVER:
        return OfficeTalk(row.id, _key(row), row.line_id, handed_over=False)
    numbers = tuple(filter(tail, [window.address if window else "", *told]))
    return OfficeTalk(
        id=row.id,
        contact=_key(row),
        line_id=row.line_id,
        handed_over=True,
        name=shorten(_safe(contact.profile_name, numbers).strip(), _MOST_NAME),
        tail=tail(numbers[0]) if numbers else "",
        waits_since=row.waits_since,
        reaches_until=reaches_until(window.last_inbound_at) if window else None,
        said=_safe_said(Said.from_json(said), numbers) if said else None,
        began_at=contact.epoch_at,
        seen_from=row.handed_at if row.on_area_line else None,
        numbers=numbers,
        is_quiet=contact.quiet is not None,
        body_id=row.body_id,
        hushed=tuple(row.beside.get(HUSHED, ())),
        hushed_answers=_hushed_answers(row),
    )


# --- what was said ---


@dataclass(frozen=True, slots=True)
class Told:
    """The last things said. `whole`: all that was said is looked at."""

    spoken: list[Spoken]
    whole: bool


def messages_of(talk: OfficeTalk, limit: int) -> list[Spoken]:
    """The last so many things said both ways, oldest first, in this epoch of the contact on this line.

    On a line of many offices only what was said since the talk was handed over: before that the person may
    have spoken with another office. Nothing that was said of a case whose complainant is hidden.
    """
    return told_in(talk, limit).spoken


def told_in(talk: OfficeTalk, limit: int, *, of_case: UUID | None = None) -> Told:
    """The same. `of_case`: one of whose hidden complainant the reader may know."""
    if not talk.handed_over:
        return Told([], whole=True)
    theirs, ours = list(_told_to_us(talk)[:limit]), list(_told_by_us(talk)[:limit])
    hushed = _hushed(talk, ours, of_case)
    not_theirs, not_ours = hushed.of_theirs(theirs, ours), hushed.of_ours(ours)
    both = _in_order(
        [
            *_heard(talk, [row for row in theirs if row.id not in not_theirs]),
            *(_ours(row, talk.numbers) for row in ours if row.id not in not_ours),
        ]
    )
    return Told(both[-limit:], whole=len(theirs) + len(ours) < limit)


def _hushed(talk: OfficeTalk, ours: Sequence[OutboundMessage], of_case: UUID | None) -> Hushed:
    assert talk.body_id
    return Hushed.of(
        body_id=talk.body_id,
        contact_id=talk.contact.id,
        drafts=talk.hushed,
        ours=ours,
        told=of_case,
    )


def file_of_talk(talk: OfficeTalk, file_id: UUID) -> ReceivedFile | None:
    """The file, if it came with something that was said in this talk and is shown; None for every other."""
    file = documents.files([(talk.contact.bucket, file_id)]).get(file_id)
    if file is None or (file.contact_id, file.line_id) != (talk.contact.id, talk.line_id):
        return None
    if str(file_id) in talk.hushed_answers or cases.held_files([(file.bucket, file_id)]):
        return None
    came_with = list(_told_to_us(talk).filter(said__media__provider_id=file.provider_id)[:1])
    ours = list(_told_by_us(talk).filter(caused_by__in=[row.id for row in came_with]))
    is_hushed = came_with and _hushed(talk, ours, None).of_theirs(came_with, ours)
    return file if came_with and not is_hushed else None


def _in_order(both: Sequence[Spoken]) -> list[Spoken]:
    """Oldest first: by the second, which is all a line tells, then as it reached us or left us.

    An answer never stands before what it answers, though the clock of a line may be ahead of ours.
    """
    places = {one.id: (one.at.replace(microsecond=0), one.id) for one in both}

    def place(one: Spoken) -> tuple[tuple[datetime, UUID], bool, UUID]:
        own = places[one.id]
        answered = places.get(one.answers, own) if one.answers else own
        return max(own, answered), one.by != "citizen", one.id

    return sorted(both, key=place)


def _heard(talk: OfficeTalk, rows: Sequence[InboundMessage]) -> list[Spoken]:
    said = {row.id: _safe_said(Said.from_json(row.said), talk.numbers) for row in rows}
    files = documents.files_on_line(
        talk.contact.bucket,
        talk.contact.id,
        talk.line_id,
        [one.media.provider_id for one in said.values() if one.media],
    )
    return [
        Spoken(
            id=row.id,
            by="staff" if row.said["kind"] == STAFF_WROTE else "citizen",
            at=row.provider_at,
            said=said[row.id],
            state=row.state,
            file=files.get(media.provider_id) if (media := said[row.id].media) else None,
        )
        for row in rows
    ]


def _told_to_us(talk: OfficeTalk) -> QuerySet[InboundMessage]:
    """What the citizen said in this talk, the newest first; nothing of one that the service has."""
    if not talk.handed_over:
        return InboundMessage.objects.none()
    rows = _here(InboundMessage.objects, talk).exclude(said__kind__in=_SILENT)
    if talk.began_at:
        rows = rows.filter(provider_at__gte=talk.began_at)
    if talk.seen_from:  # what has not been looked at yet was certainly said after
        rows = rows.filter(Q(done_at__isnull=True) | Q(done_at__gte=talk.seen_from))
    return rows


def _told_by_us(talk: OfficeTalk) -> QuerySet[OutboundMessage]:
    """What was said to the citizen in this talk, the newest first."""
    rows = _here(OutboundMessage.objects, talk)
    since = max(filter(None, (talk.began_at, talk.seen_from)), default=None)
    return rows.filter(queued_at__gte=since) if since else rows


def _here(rows: Any, talk: OfficeTalk) -> QuerySet[Any]:
    """The newest first."""
    key = talk.contact
    return rows.filter(bucket=key.bucket, contact_id=key.id, line_id=talk.line_id).order_by("-id")  # type: ignore[no-any-return]


def _ours(row: OutboundMessage, numbers: Sequence[str]) -> Spoken:
    by_officer = row.source.startswith(OFFICER)
    return Spoken(
        id=row.id,
        by="officer" if by_officer else "service",
        at=row.queued_at,
        said=Said("text", text=_safe(without_code(row.text, row.source), numbers)),
        post=row.source.split(":")[1] if by_officer else "",
        offered=tuple(choice["title"] for choice in row.choices),
        state=row.state,
        answers=row.caused_by,
        source=row.source,
    )


def _safe_said(said: Said, numbers: Sequence[str]) -> Said:
    spot = said.spot
    if spot:
        spot = Spot(spot.lat, spot.lon, _safe(spot.name, numbers), _safe(spot.address, numbers))
    return replace(said, text=_safe(without_code(said.text), numbers), spot=spot)


def _safe(text: str, numbers: Sequence[str]) -> str:
    """Fit for a page of the office: of ordinary length and shape, and without the citizen's own number."""
    return hidden(shorten(tame(text), _MOST_TEXT), numbers)
