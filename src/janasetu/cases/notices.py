"""What a citizen is told of a case, in the citizen's language, on the line they came by."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from janasetu.cases.models import Case, CaseParty
from janasetu.lib.phrases import Phrases
from janasetu.lib.texts import as_lang
from janasetu.lib.words import Lang
from janasetu.messaging import outbox
from janasetu.messaging.values import Choice, Message, Outgoing
from janasetu.people import queries as people
from janasetu.people.models import Contact
from janasetu.people.values import ContactKey

PHRASES = Phrases.load(Path(__file__).with_name("phrases.yaml"))
_KEYS = frozenset(PHRASES.keys())


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing to tell the complainant of a case. `source` makes it once."""

    case: Case
    key: str
    source: str
    values: Mapping[str, Any] = field(default_factory=dict)
    caused_by: UUID | None = None


def tell(notices: Sequence[Notice], parties: Mapping[UUID, CaseParty], *, now: datetime) -> None:
    """Queue these notices to whoever can be reached on a line, in the language they speak with us now.

    Where the phone may have changed hands since (another epoch), nobody is told.
    """
    reached = {party.case_id: key for party in parties.values() if (key := _contact(party))}
    contacts = people.contacts(reached.values())
    theirs = {
        case_id
        for case_id, key in reached.items()
        if key not in contacts or contacts[key].epoch == parties[case_id].contact_epoch
    }
    told = [(notice, parties[notice.case.id]) for notice in notices if notice.case.id in theirs]
    outbox.queue([_outgoing(notice, party, contacts) for notice, party in told], now=now)


def _contact(party: CaseParty) -> ContactKey | None:
    """The complainant's contact; None for somebody who came by no line."""
    if party.contact_bucket is None or party.contact_id is None or party.line_id is None:
        return None
    return ContactKey(party.contact_bucket, party.contact_id)


def _outgoing(notice: Notice, party: CaseParty, contacts: Mapping[ContactKey, Contact]) -> Outgoing:
    key = _contact(party)
    assert key
    assert party.line_id
    lang = as_lang(contacts[key].lang if key in contacts else party.lang)
    return Outgoing(
        contact=key,
        line_id=party.line_id,
        message=_message(notice, lang),
        source=notice.source,
        caused_by=notice.caused_by,
        template={"name": f"case_{notice.key}", "lang": lang},
    )


def _message(notice: Notice, lang: Lang) -> Message:
    case = notice.case
    values = {name: _in(value, lang) for name, value in notice.values.items()}
    values |= {"ref": case.grouped_ref, "title": case.title_in(lang), "matter": matter(case, lang)}
    text = PHRASES.say(key_for(notice.key, case), lang, **values)
    choices = _yes_no(case.ref, lang) if notice.key == "resolve_claimed" else ()
    return Message("\n".join(line for line in text.splitlines() if line.strip()), choices)


def key_for(key: str, case: Case) -> str:
    """The sentence for this kind of case, where it has one of its own."""
    own = f"{key}_{case.service.kind}"
    return own if own in _KEYS else key


def matter(case: Case, lang: Lang) -> str:
    """What a case of this kind is called: «অভিযোগ», «আবেদন»."""
    return PHRASES.say(f"matter_{case.service.kind}", lang)


def _in(value: Any, lang: Lang) -> Any:
    """A value may be a function of the language: a role's name, a date."""
    return value(lang) if callable(value) else value


def _yes_no(ref: str, lang: Lang) -> tuple[Choice, ...]:
    return (
        Choice(f"case:{ref}:yes", PHRASES.say("confirm_yes", lang)),
        Choice(f"case:{ref}:no", PHRASES.say("confirm_no", lang)),
    )
