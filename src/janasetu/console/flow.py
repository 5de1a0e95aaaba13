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
from janasetu.console.answers import words_at_desk
from janasetu.console.photos import Photo, photo_beside
from janasetu.console.talks import what_was_sent, words_of
from janasetu.console.timeline import Delivery, Teller, delivery_in, role_of, runs, source_of
from janasetu.conversations.queries import Spoken

Side = Literal["citizen", "service", "officer", "staff", "note", "event"]

# Events that the citizen reads in the officer's own words, and what an officer writes for colleagues only.
_TO_THE_CITIZEN = frozenset(
    {EventCode.REPLIED, EventCode.ASKED, EventCode.RESOLVE_CLAIMED, EventCode.REJECTED}
)
_FOR_COLLEAGUES = frozenset(
    {
        *(EventCode.NOTED, EventCode.ASSIGNED, EventCode.REFERRED, EventCode.HASTENED, EventCode.RUNG),
        EventCode.SUBJECT_CORRECTED,
        *(EventCode.REFERRED_OUTSIDE, EventCode.CHASED, EventCode.OUTSIDE_ANSWERED, EventCode.TAKEN_BACK),
        *(EventCode.DESK_DONE, EventCode.APPROVED, EventCode.WITHDRAWN),
    }
)
_IN_THEIR_WORDS = frozenset({EventCode.ANSWERED, EventCode.REMARKED})  # of the citizen
# How the source of a message begins that tells of one case: see timeline.source_of.
_OPENED = "opened:"
_NOTICES = (_OPENED, "event:")
_Place = tuple[tuple[datetime, UUID], bool, UUID]


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing of the conversation.

    `who`: whose it is, or what happened, in a sentence; `what`: a thing that is no text, in words. `place`:
    where it stands among the others.
    """

    side: Side
    who: str
    at: str
    what: str = ""
    text: str = ""
    files: Sequence[Photo] = ()
    offered: str = ""
    delivery: Delivery | None = None
    place: _Place = field(kw_only=True, repr=False)


def flow(
    teller: Teller, spoken: Sequence[Spoken], *, photos: Mapping[UUID, Photo], whole: bool
) -> list[Entry]:
    """Events and messages in order of time. `whole`: `spoken` has all that was said since the opening.

    By the second, which is all a line tells: what the citizen said stands before what it caused, though the
    clock of a line may be ahead of ours.

    A message about an event whose words stand here already is not told again, nor is an answer that the
    citizen gave, or what staff wrote by hand, in a message which is here; nor is what
    concerns another case.
    """
    heard_words = {one.id: one for one in spoken if one.by == "citizen"}
    told = {source_of(teller.case, event) for event in teller.events if event.code in _TO_THE_CITIZEN}
    heard_from = spoken[0].at if spoken and not whole else teller.case.opened_at
    happened = [(one, bool(spoken) and one[-1].at >= heard_from) for one in runs(teller.events)]
    events = [
        _happened(teller, together, photos, heard=heard, words=heard_words)
        for together, heard in happened
        if not (together[-1].by == STAFF and heard)
    ]
    said = [
        _said(teller, one, photos, words=heard_words)
        for one in _of_this_case(teller, spoken)
        if one.source not in told
    ]
    return sorted([*events, *said], key=lambda entry: entry.place)


def _of_this_case(teller: Teller, spoken: Sequence[Spoken]) -> list[Spoken]:
    """Without the notices of other cases, and without the taps that sent cases in, this one too."""
    own = {source_of(teller.case, event) for event in teller.events}
    taps = {one.answers for one in spoken if one.source.startswith(_OPENED) and one.answers}
    return [
        one
        for one in spoken
        if (one.source in own or not one.source.startswith(_NOTICES)) and (one.media or one.id not in taps)
    ]


def _place(at: datetime, own: UUID, cause: Spoken | None, *, is_word: bool = False) -> _Place:
    """By time, then after what caused it, then as it was written down."""
    causes = [(cause.at.replace(microsecond=0), cause.id)] if cause else []
    return max([(at.replace(microsecond=0), own), *causes]), not is_word, own


def _cause_of(event: CaseEvent, words: Mapping[UUID, Spoken]) -> Spoken | None:
    """The last thing the citizen said before something happened by them."""
    if event.by != "citizen":
        return None
    before = [word for word in words if word < event.id]
    return words[max(before)] if before else None


def _happened(
    teller: Teller,
    together: Sequence[CaseEvent],
    photos: Mapping[UUID, Photo],
    *,
    heard: bool,
    words: Mapping[UUID, Spoken],
) -> Entry:
    event = together[-1]
    note = words_at_desk(teller.case, event, teller.lang)
    side = _side(event, note, heard=heard)
    bare = side == "event"
    files = [photos[key] for key in map(UUID, event.params.get("photos", ())) if key in photos]
    return Entry(
        side=side,
        who=teller.words_of(together),
        at=teller.moment(event.at),
        what=_unsent(event) if side == "officer" and files else "",
        text="" if bare else note,
        files=() if bare else files,
        delivery=teller.delivery(event) if side == "officer" else None,
        place=_place(event.at, event.id, _cause_of(event, words)),
    )


def _unsent(event: CaseEvent) -> str:
    """Which photos of an officer's have not gone with the words: the tick beneath speaks of what was sent."""
    photos, shown = event.params.get("photos", ()), event.params.get("shown", ())
    if not shown:
        return _("The photo has not gone to the citizen")
    return _("Only the first photo has gone to the citizen") if len(photos) > len(shown) else ""


def _side(event: CaseEvent, note: str, *, heard: bool) -> Side:
    if event.by == STAFF:
        return "staff"
    if event.code in _TO_THE_CITIZEN or event.code == EventCode.EVIDENCE_ADDED:
        return "officer"
    if event.code in _FOR_COLLEAGUES and note:
        return "note"
    is_others = event.params.get("ref") is not None  # who joined speaks on another line than the complainant
    return "citizen" if event.code in _IN_THEIR_WORDS and (is_others or not heard) else "event"


def _said(
    teller: Teller, one: Spoken, photos: Mapping[UUID, Photo], *, words: Mapping[UUID, Spoken]
) -> Entry:
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
        place=_place(
            one.at, one.id, words.get(one.answers) if one.answers else None, is_word=one.by == "citizen"
        ),
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
