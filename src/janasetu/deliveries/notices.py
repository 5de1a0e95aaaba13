"""What a citizen is told of a visit: when somebody comes, by which code it is proved, how it ended."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from janasetu.deliveries.choices import Rating
from janasetu.deliveries.models import Visit
from janasetu.deliveries.sentences import PHRASES, slot_words
from janasetu.lib import amounts
from janasetu.lib.texts import as_lang
from janasetu.lib.words import Lang
from janasetu.messaging import outbox
from janasetu.messaging.templates import Template, filled, in_every_language, template_of
from janasetu.messaging.values import About, Choice, Message, Outgoing
from janasetu.people import queries as people
from janasetu.people.models import Contact
from janasetu.people.values import ContactKey

VISIT = "visit"  # so the choices begin that are about a visit
ANOTHER, OFFICE = "another", "office"
WITH_CODE = "visit:code:"  # so the source of a message begins that holds a code: no page shows it
_PREFIX = "visit"
_QUIET = "told_quietly"  # on a phone that somebody else reads
_OTHERWISE = ((ANOTHER, "another_day"), (OFFICE, "come_myself"))
_RATINGS = tuple((str(one.value), f"rate_{one.value}") for one in Rating)
# What may be answered: the act of each choice, and its title.
ANSWERS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "told_ready": _OTHERWISE,
    "told_failed": _OTHERWISE,
    "told_collect": ((ANOTHER, "another_day"),),
    "told_not_collected": ((ANOTHER, "another_day"),),
    "told_inspect": ((ANOTHER, "another_day"),),
    "told_seen_later": ((ANOTHER, "another_day"),),
    "told_done": _RATINGS,
    "told_collected": _RATINGS,
    "told_inspected": _RATINGS,
}
_TOLD = (
    *("told_ready", "told_collect", "told_moved", "told_out", "told_out_to_collect", "told_new_code"),
    *("told_at_office", "told_done", "told_collected", "told_failed", "told_gave_up", "told_called_off"),
    *("told_not_collected", "told_not_needed", "told_inspect", "told_out_to_inspect", "told_inspected"),
    *("told_seen_later", "told_not_seen", "told_not_inspected"),
    _QUIET,
)
Says = str | Callable[[Lang], str]
NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class News:
    """One thing to tell of a visit. `source` makes it once; `owed`: what its case still owes."""

    visit: Visit
    key: str
    source: str
    owed: Decimal = NOTHING
    values: Mapping[str, Says] = field(default_factory=dict)
    caused_by: UUID | None = None


def contact_of(visit: Visit) -> ContactKey | None:
    """Who is told of a visit; None where nobody can be."""
    if visit.contact_bucket is None or visit.contact_id is None or visit.line_id is None:
        return None
    return ContactKey(visit.contact_bucket, visit.contact_id)


def money(owed: Decimal, lang: Lang) -> str:
    """What every such message says of money: exactly how much, or that nothing is to be paid."""
    if owed:
        return PHRASES.say("at_the_door", lang, amount=amounts.rupees(owed, lang))
    return PHRASES.say("nothing_at_the_door", lang)


def why(reason: str) -> Callable[[Lang], str]:
    """Why a visit failed, in words."""
    return lambda lang: PHRASES.say(f"why_{reason}", lang)


def tell(news: Sequence[News], *, now: datetime) -> None:
    """Queue these; nobody whose phone may have changed hands since. Two queries for any number."""
    known = [(one, key) for one in news if (key := contact_of(one.visit))]
    if not known:
        return
    contacts = people.contacts({key for _, key in known})
    outbox.queue(
        [
            _outgoing(one, key, contacts.get(key), now=now)
            for one, key in known
            if key not in contacts or contacts[key].epoch == one.visit.contact_epoch
        ],
        now=now,
    )


def declared() -> list[Template]:
    """Every such sentence as the template that a provider is asked to approve."""
    return [
        template
        for key in _TOLD
        for template in in_every_language(
            PHRASES, key, prefix=_PREFIX, buttons=[title for _, title in ANSWERS.get(key, ())]
        )
    ]


def _outgoing(news: News, key: ContactKey, contact: Contact | None, *, now: datetime) -> Outgoing:
    lang = as_lang(contact.lang if contact else news.visit.lang)
    is_quiet = contact is not None and contact.quiet is not None
    said = _QUIET if is_quiet else news.key
    values = _values(news, lang, now)
    choices = tuple(
        Choice(f"{VISIT}:{news.visit.ref}:{act}", PHRASES.say(title, lang))
        for act, title in ANSWERS.get(said, ())
    )
    template = template_of(PHRASES, said, lang, prefix=_PREFIX, buttons=[choice.title for choice in choices])
    visit = news.visit
    assert visit.line_id
    return Outgoing(
        contact=key,
        line_id=visit.line_id,
        message=Message(PHRASES.say(said, lang, **values), choices),
        source=news.source,
        caused_by=news.caused_by,
        template=filled(template, PHRASES.fillings(said, lang, **values)),
        about=About(visit.body_id, visit.case_id),
    )


def _values(news: News, lang: Lang, now: datetime) -> dict[str, Any]:
    visit = news.visit
    said = {name: value(lang) if callable(value) else value for name, value in news.values.items()}
    return {
        "ref": visit.grouped_ref,
        "title": visit.title.get(lang) or visit.title.get("bn", ""),
        "slot": slot_words(visit.slot, lang, now),
        "address": visit.address,
        "money": money(NOTHING if visit.inspects else news.owed, lang),
        **said,
    }
