"""How the citizen of a case is reached now: in words of one's own, by a ready-made text, or by no message."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from django.utils.translation import gettext as _

from janasetu.cases.models import Case, CaseParty
from janasetu.cases.notices import READY, asks, ready_text
from janasetu.conversations.queries import OfficeTalk, talk_since
from janasetu.lib import bn
from janasetu.lib.texts import as_lang
from janasetu.lib.words import Lang
from janasetu.people import queries as people
from janasetu.people.models import Contact
from janasetu.people.values import ContactKey


class Way(StrEnum):
    """OPEN: any words arrive. CLOSED: only ready-made texts do. NONE: no message does."""

    OPEN = "open"
    CLOSED = "closed"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Reach:
    """The way to the citizen. `left` says how long it is open, or why it is not; `tone`, `icon` as in `Due`.

    `ready`: the texts that may be sent, by code, in the citizen's language; only where no others may, and
    `why` says so. `answers`: the citizen can write back on this line. `is_quiet`: somebody else reads what is
    sent, so a message carries the number alone.
    """

    way: Way
    left: str
    tone: str
    icon: str
    ready: Sequence[tuple[str, str]] = ()
    talk: OfficeTalk | None = field(default=None, repr=False)
    why: str = ""
    answers: bool = True
    is_quiet: bool = False


def reach_of(case: Case, party: CaseParty | None, *, lang: Lang, now: datetime) -> Reach:
    """The way to whoever opened the case, on the line they came by; at most five queries."""
    contact = _contact(party)
    reach = _reach(case, party, contact, lang=lang, now=now)
    return replace(reach, is_quiet=contact is not None and contact.quiet is not None)


def _reach(
    case: Case, party: CaseParty | None, contact: Contact | None, *, lang: Lang, now: datetime
) -> Reach:
    if party is None or contact is None or party.line_id is None:
        return _no_way(_("The citizen cannot be reached by message"))
    talk = talk_since(contact, party.line_id, since=case.opened_at)
    if contact.stopped_at is not None:
        return _no_way(_("The citizen wants no messages"), talk)
    if not talk.has_address:
        return _no_way(_("The citizen cannot be reached by message"), talk)
    if not talk.can_answer:
        return _one_way(case, contact, talk)
    if talk.reaches_until is None or now >= talk.reaches_until:
        return _closed(case, contact, talk)
    left = {"age": bn.age(talk.reaches_until - now, lang)}
    return Reach(Way.OPEN, _("Time left to reply: %(age)s") % left, "ok", "clock", (), talk)


def _closed(case: Case, contact: Contact, talk: OfficeTalk) -> Reach:
    """Words of one's own arrive no more, or not yet: who was registered by telephone never wrote."""
    left = _("The time to reply is over")
    why = _("More than 24 hours have passed since the citizen wrote, so only these texts arrive.")
    if talk.reaches_until is None:
        left = _("The citizen has never written here")
        why = _("Until the citizen writes here, only these texts arrive.")
    return Reach(Way.CLOSED, left, "warn", "late", _ready(case, contact, READY), talk, why)


def _one_way(case: Case, contact: Contact, talk: OfficeTalk) -> Reach:
    """Only what has been approved arrives, and nobody is asked what they cannot answer."""
    ready = _ready(case, contact, [code for code in READY if not asks(code)])
    left = _("The citizen cannot answer on this line")
    why = _("On this line only these texts arrive, and nobody can answer them.")
    return Reach(Way.CLOSED, left, "warn", "late", ready, talk, why, answers=False)


def _ready(case: Case, contact: Contact, codes: Sequence[str]) -> list[tuple[str, str]]:
    return [(code, ready_text(code, case, as_lang(contact.lang))) for code in codes]


def _no_way(words: str, talk: OfficeTalk | None = None) -> Reach:
    return Reach(Way.NONE, words, "bad", "cross", (), talk)


def _contact(party: CaseParty | None) -> Contact | None:
    """Who opened the case; None where they came by no line, or the phone may have changed hands since."""
    if party is None or party.contact_bucket is None or party.contact_id is None:
        return None
    key = ContactKey(party.contact_bucket, party.contact_id)
    found = people.contacts([key]).get(key)
    return found if found and found.epoch == party.contact_epoch else None
