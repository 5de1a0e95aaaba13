"""Enter a case for somebody who rang, came or wrote on paper: the same case that a chat opens, each once."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from janasetu.bodies.models import Officer
from janasetu.cases import queries, seeing, slips
from janasetu.cases.actions.opening import CaseOrder, open_cases
from janasetu.cases.choices import CallOutcome
from janasetu.cases.models import Case, CaseParty
from janasetu.cases.reaching import reach
from janasetu.cases.registering import CHANNELS, may_register
from janasetu.cases.rules import RefusedError
from janasetu.catalogue import queries as catalogue
from janasetu.catalogue.schema import Service
from janasetu.lib import phones
from janasetu.lib.words import Lang
from janasetu.messaging.queries import have_written
from janasetu.people import actions as people
from janasetu.people import queries as contacts
from janasetu.people.choices import Relation
from janasetu.people.values import Consent, ConsentOrder, ContactKey, PersonOrder, Quiet


@dataclass(frozen=True, slots=True)
class Caller:
    """Whose matter it is. `phone`: E.164 or empty. `way`: the channel by which they get the receipt, of
    `reaching.ways_to_write`; empty: on paper only. `quiet`: somebody else reads the messages there.
    """

    name: str
    phone: str
    lang: Lang
    way: str = ""
    quiet: Quiet | None = None


@dataclass(frozen=True, slots=True)
class Concerned:
    """The person whom the matter concerns, by script, and whether that is the caller."""

    name: Mapping[str, str | None]
    relation: Relation


@dataclass(frozen=True, slots=True)
class Registration:
    """A filled form. `nonce`: names the form on the screen, which opens one case however often it is sent.

    `slip`: the number of the paper slip it is copied from. `outside_ref`: the number and date of a letter.
    `joins`: the number of the case that the caller says is the same matter. `call_back_id`: the call-back in
    which they told it.
    """

    version_id: UUID
    fields: Mapping[str, Any]
    channel: str
    caller: Caller
    nonce: str
    concerned: Concerned | None = None
    files: Sequence[tuple[int, UUID]] = field(default_factory=tuple)
    slip: str = ""
    outside_ref: str = ""
    joins: str = ""
    call_back_id: UUID | None = None

    @property
    def source(self) -> str:
        return f"slip:{self.slip}" if self.slip else f"desk:{self.nonce}"


@dataclass(frozen=True, slots=True)
class _Reached:
    """The caller as a contact, and the line of the receipt."""

    contact: ContactKey
    epoch: int
    line_id: UUID


@transaction.atomic
def register_case(*, officer: Officer, registration: Registration, now: datetime) -> CaseParty:
    """Open the case and queue the caller's receipt; what is there, where this form has done so before.

    Who has it under which number, with the case: where the matter had one already, theirs is a part of it.

    RefusedError with the sentence for the officer; SlipError where the slip cannot be used.
    """
    require_registrar(officer, now=now)
    if registration.channel not in CHANNELS:
        raise RefusedError("register_how")
    hidden = catalogue.service(registration.version_id).hidden_in(officer.body.kind, registration.fields)
    if seeing.word_for(hidden) == seeing.OFFICE:
        raise RefusedError("register_about_the_office")
    known = queries.party_of_source(officer.body_id, registration.source)
    if known and not registration.slip:
        return known
    if registration.slip:
        slips.require_usable(officer.body, registration.slip, registration.fields)
    if known:
        return known
    party = _open(officer, registration, now=now)
    _end_call_backs(officer, registration, now=now)
    return party


def require_registrar(officer: Officer, *, now: datetime) -> None:
    """Let pass who enters cases for others, in a body that has cases; RefusedError for everybody else."""
    officer.require_office(at=now)
    if officer.body.number is None or not may_register(officer.tenure, now):
        raise RefusedError("register_not_yours")


def _end_call_backs(officer: Officer, registration: Registration, *, now: datetime) -> None:
    """Who waited for a call has been spoken with: in the call-back that it is, or having rung again."""
    number = phones.wa_key(registration.caller.phone) if registration.caller.phone else ""
    waiting = queries.call_backs_ended_by(
        officer, registration.call_back_id, f"lost:{registration.nonce}", number
    )
    waiting.update(done_at=now, done_by=officer.post, outcome=CallOutcome.SPOKEN, draft=None)


def _open(officer: Officer, registration: Registration, *, now: datetime) -> CaseParty:
    reached = _reach(officer, registration.caller, now=now)
    person_id = _person(officer.body_id, registration, reached, now=now)
    open_cases([_order(officer, registration, reached, person_id, now=now)], now=now)
    party = queries.party_of_source(officer.body_id, registration.source)
    if party is None and reached:  # they have it under a number of before
        party = queries.newest_party_of(officer.body_id, reached.contact.id, reached.epoch)
    assert party
    if reached:
        service = catalogue.service(registration.version_id)
        people.record_consents(list(_consents(service, registration, party.case, reached, person_id)))
    return party


def _order(
    officer: Officer,
    registration: Registration,
    reached: _Reached | None,
    person_id: UUID | None,
    *,
    now: datetime,
) -> CaseOrder:
    caller = registration.caller
    return CaseOrder(
        body_id=officer.body_id,
        version_id=registration.version_id,
        source=registration.source,
        channel=registration.channel,
        fields=registration.fields,
        opened_at=now,
        contact=reached.contact if reached else None,
        contact_epoch=reached.epoch if reached else 1,
        person_id=person_id,
        line_id=reached.line_id if reached else None,
        lang=caller.lang,
        name=caller.name,
        phone=phones.wa_key(caller.phone) if caller.phone else "",
        files=registration.files,
        by=officer.post,
        ref=registration.slip,
        outside_ref=registration.outside_ref,
        joins=registration.joins,
    )


# --- the caller ---


def _reach(officer: Officer, caller: Caller, *, now: datetime) -> _Reached | None:
    """The contact behind the number and the line that writes to it; None where no message is wanted."""
    if not caller.way or not caller.phone:
        return None
    digits = phones.wa_key(caller.phone)
    reached = reach({None: (officer.body_id, digits)}, channels=[caller.way], now=now).get(None)
    if reached is None:
        raise RefusedError("register_no_line")
    # That the number is the caller's is hearsay: whoever has written from it keeps their own language.
    if not have_written([reached.contact]):
        people.remember_languages({reached.contact: caller.lang})
    if caller.quiet:
        people.remember_quiet({reached.contact: caller.quiet}, now=now)
    epoch = contacts.contacts([reached.contact])[reached.contact].epoch
    return _Reached(reached.contact, epoch, reached.line_id)


def _person(
    body_id: UUID, registration: Registration, reached: _Reached | None, *, now: datetime
) -> UUID | None:
    """Whom the matter concerns, remembered with the contact that acts for them."""
    concerned = registration.concerned
    if reached is None or concerned is None or not any(concerned.name.values()):
        return None
    order = PersonOrder(body_id, reached.contact, reached.epoch, concerned.name, concerned.relation)
    (person,) = people.remember_persons([order], now=now)
    return person.id


def _consents(
    service: Service, registration: Registration, case: Case, reached: _Reached, person_id: UUID | None
) -> Iterator[ConsentOrder]:
    """What the caller agreed to or refused when it was read out."""
    for asked in service.fields():
        answer = registration.fields.get(asked.field)
        if asked.kind == "consent" and answer:
            consent = Consent(
                purpose=f"{service.code}:{asked.field}"[:60],
                given=bool(answer["given"]),
                at=case.opened_at,
                body_id=case.body_id,
                person_id=person_id,
                text_hash=str(answer["text"]),
                version_id=case.version_id,
            )
            yield ConsentOrder(reached.contact, reached.epoch, consent, f"case:{case.id}:{asked.field}"[:160])
