"""What a citizen is told of a case, in the citizen's language, on the line they came by."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from janasetu.cases.models import Case, CaseParty
from janasetu.cases.reaching import Reached
from janasetu.cases.rules import RefusedError
from janasetu.catalogue.schema.service import KINDS_OF_SERVICE
from janasetu.lib import bn
from janasetu.lib.phrases import Phrases
from janasetu.lib.texts import as_lang
from janasetu.lib.words import Lang
from janasetu.messaging import outbox
from janasetu.messaging.templates import NOTHING, Template, filled, in_every_language, template_of
from janasetu.messaging.values import Choice, Enclosed, Message, Outgoing
from janasetu.people import queries as people
from janasetu.people.models import Contact
from janasetu.people.values import ContactKey

PHRASES = Phrases.load(Path(__file__).with_name("phrases.yaml"))
_KEYS = frozenset(PHRASES.keys())
_READY = "ready_"
_PREFIX = "case"
# What citizens and officers are told; a kind of case may have a sentence of its own, `opened_thanks`.
_NOTICES = (
    "opened",
    "on_the_way",
    "replied",
    "asked",
    "answered_question",
    "referred",
    "rejected",
    "resolve_claimed",
    "answered",
    "confirmed",
    "reopened",
    "escalated",
    "charge",
    "gone_assigned",
    "gone_referred",
    "gone_reopened",
    "gone_escalated",
)
# What an officer may send when the line takes no words of one's own any more.
READY = tuple(key.removeprefix(_READY) for key in sorted(_KEYS) if key.startswith(_READY))


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing to tell somebody about a case. `source` makes it once."""

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
    return outgoing(notice, Reached(key, party.line_id), lang)


def outgoing(notice: Notice, to: Reached, lang: Lang, *, file: Enclosed | None = None) -> Outgoing:
    """The notice on its way, with a file where one goes with it."""
    message, template = worded(notice, lang)
    return Outgoing(
        contact=to.contact,
        line_id=to.line_id,
        message=replace(message, file=file),
        source=notice.source,
        caused_by=notice.caused_by,
        template=template,
    )


def worded(notice: Notice, lang: Lang) -> tuple[Message, dict[str, Any]]:
    """What the notice says in this language and what may be answered; the same as a template, filled."""
    key, values, choices = key_for(notice.key, notice.case), _values(notice, lang), _choices(notice, lang)
    text = PHRASES.say(key, lang, **values)
    titles = [choice.title for choice in choices]
    template = template_of(PHRASES, key, lang, prefix=_PREFIX, buttons=titles)
    message = Message("\n".join(line for line in text.splitlines() if line.strip()), choices)
    return message, filled(template, PHRASES.fillings(key, lang, **values))


def declared() -> list[Template]:
    """Every notice as the template that a provider is asked to approve, citizens' and officers'."""
    return [
        template
        for key in sorted(_KEYS)
        if (notice := _notice_of(key))
        for template in in_every_language(PHRASES, key, prefix=_PREFIX, buttons=_titles(notice))
    ]


def _notice_of(key: str) -> str | None:
    """The notice that this sentence says, in general or for one kind of case; None where it says none."""
    if key.startswith(_READY):
        return key
    kinds = {f"{notice}_{kind}": notice for notice in _NOTICES for kind in KINDS_OF_SERVICE}
    return key if key in _NOTICES else kinds.get(key)


def _titles(notice: str) -> list[str]:
    return [title for _, title in ANSWERS.get(notice, ())]


def _values(notice: Notice, lang: Lang) -> dict[str, Any]:
    case = notice.case
    values = {name: _in(value, lang) for name, value in notice.values.items()}
    return values | {"ref": case.grouped_ref, "title": case.title_in(lang), "matter": matter(case, lang)}


def ready_text(ready: str, case: Case, lang: Lang) -> str:
    """The words of a ready-made text; RefusedError where there is none of that name."""
    if ready not in READY:
        raise RefusedError("no_such_ready_text")
    return PHRASES.say(
        f"{_READY}{ready}", lang, ref=case.grouped_ref, title=case.title_in(lang), matter=matter(case, lang)
    )


# What the citizen may answer to a notice: the act of each choice, and its title.
ANSWERS: dict[str, tuple[tuple[str, str], ...]] = {
    "resolve_claimed": (("yes", "confirm_yes"), ("no", "confirm_no")),
    "rejected": (("no", "not_agreed"),),
    "asked": (("answer", "answer_here"),),
    "charge": (("seen", "field_seen"), ("coming", "field_coming"), ("done", "field_done")),
}

_ANSWERS_BEGIN = {"charge": "field"}  # the answers of an officer in the field; all others are citizens'


def _choices(notice: Notice, lang: Lang) -> tuple[Choice, ...]:
    return tuple(
        Choice(f"{_ANSWERS_BEGIN.get(notice.key, 'case')}:{notice.case.ref}:{act}", PHRASES.say(title, lang))
        for act, title in ANSWERS.get(notice.key, ())
    )


def matter_place(case: Case) -> str:
    """Where it is, in the words in which it was told; the ward alone where there are none."""
    places = (case.fields.get(asked.field) for asked in case.service.fields() if asked.kind == "place")
    place = next((one for one in places if isinstance(one, dict)), {})
    told = str(place.get("text") or place.get("landmark") or "")
    if told or not case.ward:
        return told or NOTHING
    return PHRASES.say("ward", "bn", number=bn.digits(case.ward))


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
