"""What happened to a case, in the reader's language: words, notes, photos, and the fate of our messages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from janasetu.bodies.queries import Titles
from janasetu.cases.choices import EventCode
from janasetu.cases.models import Case, CaseEvent, CaseParty
from janasetu.cases.notices import PHRASES, key_for
from janasetu.console.photos import Photo
from janasetu.lib import bn
from janasetu.lib.words import Lang
from janasetu.messaging.choices import OutboundState
from janasetu.messaging.queries import delivery_states

_TOLD = frozenset({EventCode.OPENED, EventCode.REPLIED, EventCode.RESOLVE_CLAIMED, EventCode.ESCALATED})


@dataclass(frozen=True, slots=True)
class Delivery:
    """What became of a message to the citizen: an icon, words, a colour of the sheet."""

    icon: str
    words: str
    tone: str


DELIVERIES = {
    OutboundState.QUEUED: ("clock", gettext_lazy("Waiting to be sent"), "muted"),
    OutboundState.SENDING: ("clock", gettext_lazy("Being sent"), "muted"),
    OutboundState.ACCEPTED: ("tick", gettext_lazy("Sent"), "muted"),
    OutboundState.SENT: ("tick", gettext_lazy("Sent"), "muted"),
    OutboundState.DELIVERED: ("ticks", gettext_lazy("Delivered"), "muted"),
    OutboundState.READ: ("ticks", gettext_lazy("Read"), "seen"),
    OutboundState.FAILED: ("cross", gettext_lazy("Could not be sent"), "failed"),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that happened. `side`: whose word it is, the citizen's, the office's or the system's."""

    words: str
    at: str
    side: str
    note: str
    photos: list[Photo]
    delivery: Delivery | None


def timeline(
    case: Case,
    events: Sequence[CaseEvent],
    *,
    party: CaseParty | None,
    photos: Mapping[UUID, Photo],
    named: Titles,
    lang: Lang,
    now: datetime,
) -> list[Entry]:
    """These events of the case, oldest first; one query. A post has the title that it had at the time."""
    states = _states(case, events, party)
    return [
        Entry(
            words=_words(case, event, named, lang),
            at=bn.moment(event.at, lang, now),
            side=_side(event),
            note=event.params.get("note", ""),
            photos=[photos[key] for key in map(UUID, event.params.get("photos", ())) if key in photos],
            delivery=_delivery(event, party, states.get(_source(case, event))),
        )
        for event in events
    ]


def _words(case: Case, event: CaseEvent, named: Titles, lang: Lang) -> str:
    def title(role: str) -> str:
        return named.name(event.body_id, role, lang, at=event.at)

    holder = event.params.get("role") or _role_of(event.params.get("officer", ""))
    by = title(_role_of(event.by)) if "@" in event.by else PHRASES.say(f"by_{event.by}", lang)
    return PHRASES.say(_key(case, event), lang, by=by, officer=title(holder))


def _key(case: Case, event: CaseEvent) -> str:
    """The sentence about the event; work is done on what the citizen is asked about, all else is answered."""
    ended = event.code == EventCode.RESOLVE_CLAIMED and not case.service.asks_the_citizen
    return key_for("event_answered", case) if ended else f"event_{event.code}"


def roles_in(events: Sequence[CaseEvent]) -> set[str]:
    """The roles that the events name: `named` must know their titles."""
    return {
        code
        for event in events
        for code in (
            _role_of(event.by),
            event.params.get("role", ""),
            _role_of(event.params.get("officer", "")),
        )
    }


def _role_of(post: str) -> str:
    """The role in ROLE@BODY."""
    return post.partition("@")[0]


def _side(event: CaseEvent) -> str:
    return "office" if "@" in event.by else event.by


def _source(case: Case, event: CaseEvent) -> str:
    """What the message about this event calls the thing that asked for it."""
    return f"opened:{case.id}" if event.code == EventCode.OPENED else f"event:{event.id}"


def _states(case: Case, events: Sequence[CaseEvent], party: CaseParty | None) -> dict[str, str]:
    bucket = party.contact_bucket if party else None
    told = [_source(case, event) for event in events if event.code in _TOLD]
    return delivery_states(bucket if bucket is not None else -1, told)


def _delivery(event: CaseEvent, party: CaseParty | None, state: str | None) -> Delivery | None:
    """None where the event is nothing that a message tells."""
    if event.code not in _TOLD:
        return None
    if state is not None:
        icon, words, tone = DELIVERIES[OutboundState(state)]
        return Delivery(icon, str(words), tone)
    if party is None or party.contact_id is None or party.line_id is None:
        return Delivery("cross", _("The citizen cannot be reached by message"), "failed")
    return Delivery("cross", _("Not sent: the citizen wants no messages"), "failed")
