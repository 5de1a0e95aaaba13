"""The case as one conversation, oldest first: what the citizen said, what went to them, notes and events."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal
from uuid import UUID

from django.utils.translation import gettext as _

from janasetu.cases.actions.echoing import STAFF
from janasetu.cases.choices import EventCode
from janasetu.cases.models import CaseEvent
from janasetu.console.photos import Photo, photo_beside
from janasetu.console.talks import what_was_sent, words_of
from janasetu.console.timeline import Delivery, Teller, delivery_in, role_of, source_of
from janasetu.conversations.queries import Spoken

Side = Literal["citizen", "service", "officer", "staff", "note", "event"]

# Events that the citizen reads in the officer's own words, and what an officer writes for colleagues only.
_TO_THE_CITIZEN = frozenset(
    {EventCode.REPLIED, EventCode.ASKED, EventCode.RESOLVE_CLAIMED, EventCode.REJECTED}
)
_FOR_COLLEAGUES = frozenset({EventCode.NOTED, EventCode.ASSIGNED, EventCode.REFERRED})


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing of the conversation.

    `who`: whose it is, or what happened, in a sentence; `what`: a thing that is no text, in words.
    """

    side: Side
    who: str
    at: str
    what: str = ""
    text: str = ""
    files: Sequence[Photo] = ()
    offered: str = ""
    delivery: Delivery | None = None
    moment: datetime = field(kw_only=True, repr=False)


def flow(
    teller: Teller, spoken: Sequence[Spoken], *, photos: Mapping[UUID, Photo], whole: bool
) -> list[Entry]:
    """Events and messages in order of time. `whole`: `spoken` has all that was said since the opening.

    A message about an event whose words stand here already is not told again, nor is an answer that the
    citizen gave, or what staff wrote by hand, in a message which is here.
    """
    told = {source_of(teller.case, event) for event in teller.events if event.code in _TO_THE_CITIZEN}
    heard_from = spoken[0].at if spoken and not whole else teller.case.opened_at
    happened = [(event, bool(spoken) and event.at >= heard_from) for event in teller.events]
    events = [
        _happened(teller, event, photos, heard=heard)
        for event, heard in happened
        if not (event.by == STAFF and heard)
    ]
    said = [_said(teller, one, photos) for one in spoken if one.source not in told]
    return sorted([*events, *said], key=lambda entry: entry.moment)


def _happened(teller: Teller, event: CaseEvent, photos: Mapping[UUID, Photo], *, heard: bool) -> Entry:
    note = event.params.get("note", "")
    side = _side(event, note, heard=heard)
    bare = side == "event"
    files = [photos[key] for key in map(UUID, event.params.get("photos", ())) if key in photos]
    return Entry(
        side=side,
        who=teller.words(event),
        at=teller.moment(event.at),
        text="" if bare else note,
        files=() if bare else files,
        delivery=teller.delivery(event) if side == "officer" else None,
        moment=event.at,
    )


def _side(event: CaseEvent, note: str, *, heard: bool) -> Side:
    if event.by == STAFF:
        return "staff"
    if event.code in _TO_THE_CITIZEN:
        return "officer"
    if event.code in _FOR_COLLEAGUES and note:
        return "note"
    return "citizen" if event.code == EventCode.ANSWERED and not heard else "event"


def _said(teller: Teller, one: Spoken, photos: Mapping[UUID, Photo]) -> Entry:
    photo = _photo(teller, one, photos)
    return Entry(
        side=one.by,
        who=_speaker(teller, one),
        at=teller.moment(one.at),
        what=what_was_sent(one.said),
        text=words_of(one.said),
        files=[photo] if photo else [],
        offered=" · ".join(one.offered),
        delivery=delivery_in(one.state) if one.by in ("service", "officer") else None,
        moment=one.at,
    )


def _photo(teller: Teller, one: Spoken, photos: Mapping[UUID, Photo]) -> Photo | None:
    """What came with it; by its own name where the case has it too."""
    if one.file is not None and one.file.id in photos:
        return photos[one.file.id]
    media = one.media
    return photo_beside(teller.case, media, one.file, awaited=one.is_new, lang=teller.lang) if media else None


def _speaker(teller: Teller, one: Spoken) -> str:
    if one.by == "citizen":
        return (teller.party.name if teller.party else "") or _("Citizen")
    if one.by == "service":
        return _("Janasetu")
    if one.by == "staff":
        return _("From the office’s own phone")
    return teller.named.name(teller.case.body_id, role_of(one.post), teller.lang, at=one.at)
