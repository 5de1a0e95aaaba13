"""Talks of citizens with a person of the office, as lists and pages show them: in words, with no number."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from janasetu.bodies.queries import Titles, titles
from janasetu.console.photos import Photo, photo_of_talk
from janasetu.console.timeline import DELIVERIES, Delivery
from janasetu.conversations.queries import OfficeTalk, Spoken
from janasetu.lib import bn
from janasetu.lib.text import shorten
from janasetu.lib.words import Lang
from janasetu.messaging.choices import OutboundState
from janasetu.messaging.values import Said, Spot

_LONG_WAIT = timedelta(minutes=10)
_MOST_WORDS = 120  # of the last thing said, in a list

# What a person sent that is no text, in words.
_SENT = {
    "choice": gettext_lazy("pressed a button"),
    "image": gettext_lazy("sent a photo"),
    "sticker": gettext_lazy("sent a sticker"),
    "audio": gettext_lazy("sent a voice message"),
    "voice": gettext_lazy("sent a voice message"),
    "video": gettext_lazy("sent a video"),
    "document": gettext_lazy("sent a paper"),
    "location": gettext_lazy("sent a place"),
    "call": gettext_lazy("rang this number"),
    "edit": gettext_lazy("changed a message"),
    "revoke": gettext_lazy("took back a message"),
}


@dataclass(frozen=True, slots=True)
class Wait:
    """Whether and how long a citizen waits, and until when a reply arrives. `tone`, `icon`: as in `Due`."""

    left: str
    tone: str
    icon: str
    reach: str
    reaches: bool


@dataclass(frozen=True, slots=True)
class TalkRow:
    """What a list says of one talk."""

    id: UUID
    url: str
    name: str
    tail: str
    words: str
    wait: Wait


@dataclass(frozen=True, slots=True)
class Bubble:
    """One thing said. `side`: citizen, service or officer; `what`: a thing that is no text, in words; `file`:
    the photo, paper or voice that came with it.
    """

    side: str
    who: str
    what: str
    file: Photo | None
    text: str
    offered: str
    at: str
    delivery: Delivery | None


def talk_rows(talks: Sequence[OfficeTalk], *, lang: Lang, now: datetime) -> list[TalkRow]:
    """A row for each talk."""
    return [
        TalkRow(
            id=talk.id,
            url=reverse("console:talk", args=[talk.id]),
            name=talk.name,
            tail=talk.tail,
            words=shorten(in_words(talk.said), _MOST_WORDS) if talk.said else "",
            wait=wait_of(talk, lang=lang, now=now),
        )
        for talk in talks
    ]


def wait_of(talk: OfficeTalk, *, lang: Lang, now: datetime) -> Wait:
    """How it stands with the citizen at `now`."""
    until = talk.reaches_until
    reaches = until is not None and now < until
    if reaches and until:
        reach = _("You can reply until %(moment)s.") % {"moment": bn.moment(until, lang, now)}
    else:
        reach = _("It is too late to reply.")
    if talk.waits_since is None:
        return Wait(_("Replied"), "plain", "tick", reach, reaches)
    waited = now - talk.waits_since
    late = waited >= _LONG_WAIT
    tone = "info" if not late else "warn" if reaches else "bad"
    left = _("Waiting %(age)s") % {"age": bn.age(waited, lang)}
    return Wait(left, tone, "late" if late else "clock", reach, reaches)


def bubbles(
    spoken: Sequence[Spoken], talk: OfficeTalk, *, body_id: UUID, lang: Lang, now: datetime
) -> list[Bubble]:
    """What was said, in the reader's words; one query. A post has the title that it had at the time."""
    named = titles([body_id], {_role(one.post) for one in spoken if one.post})
    return [
        Bubble(
            side=one.by,
            who=_who(one, talk, named, body_id, lang),
            what=what_was_sent(one.said),
            file=_file(one, talk, lang),
            text=words_of(one.said),
            offered=" · ".join(one.offered),
            at=bn.moment(one.at, lang, now),
            delivery=_delivery(one),
        )
        for one in spoken
    ]


def in_words(said: Said) -> str:
    """The same in one line: «ছবি পাঠিয়েছেন: তিন দিন আলো নেই»."""
    return ": ".join(part for part in (what_was_sent(said), " ".join(words_of(said).split())) if part)


def what_was_sent(said: Said) -> str:
    """What it is, where it is not words alone."""
    if said.kind in ("text", "echo") or (said.kind == "choice" and said.text):
        return ""
    return str(_SENT.get(said.kind) or _("sent something that cannot be opened here"))


def _file(one: Spoken, talk: OfficeTalk, lang: Lang) -> Photo | None:
    media = one.media
    return photo_of_talk(talk.id, media, one.file, awaited=one.is_new, lang=lang) if media else None


def words_of(said: Said) -> str:
    """What was written with it, and the place it names."""
    return "\n".join(filter(None, (said.text, _place(said.spot) if said.spot else "")))


def _place(spot: Spot) -> str:
    """The words of the place, and the coordinates as plain text to copy."""
    return ", ".join(filter(None, (spot.name, spot.address, f"{spot.lat:.6f}, {spot.lon:.6f}")))


def _who(one: Spoken, talk: OfficeTalk, named: Titles, body_id: UUID, lang: Lang) -> str:
    if one.by == "citizen":
        return talk.name or _("Citizen")
    if one.by == "service":
        return _("Janasetu")
    if one.by == "staff":
        return _("From the office’s own phone")
    return named.name(body_id, _role(one.post), lang, at=one.at)


def _role(post: str) -> str:
    """The role in ROLE@BODY."""
    return post.partition("@")[0]


def _delivery(one: Spoken) -> Delivery | None:
    """What became of an officer's words; of the service's only where they did not arrive."""
    if one.by in ("citizen", "staff") or (one.by == "service" and one.state != OutboundState.FAILED):
        return None
    icon, words, tone = DELIVERIES[OutboundState(one.state)]
    return Delivery(icon, str(words), tone)
