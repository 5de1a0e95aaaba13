"""The people of the past: a name, an invented number, a way of writing, a line they write on."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from random import Random
from uuid import UUID

from janasetu.demo.past.offices import Office
from janasetu.demo.past.stamps import Stamps
from janasetu.demo.past.words import SPELLINGS, Name, Spelling, names
from janasetu.lib.words import Lang
from janasetu.people.choices import AliasKind
from janasetu.people.models import Contact, ContactAlias
from janasetu.people.values import AliasName, ContactKey

_FIRST_NUMBER = 910000100001  # no Indian mobile begins with 0: nobody can have these numbers


@dataclass(slots=True)
class Citizen:
    """Somebody who comes to an office; `contact` is None for one who came by telephone or to the counter."""

    name: Name
    phone: str
    spelling: Spelling
    office: Office
    contact: ContactKey | None
    since: datetime
    last_said: datetime | None = None
    intents: list[str] = field(default_factory=list)

    @property
    def lang(self) -> Lang:
        """In which language the office answers: who types Bengali in Latin letters reads Bengali."""
        return "bn" if self.spelling == "latn" else self.spelling

    @property
    def called(self) -> str:
        """The name as the person writes it."""
        return self.name.bn if self.spelling == "bn" else self.name.en


class People:
    """Makes citizens, and lets some of them come again."""

    def __init__(self, chance: Random, stamps: Stamps) -> None:
        self._chance, self._stamps = chance, stamps
        self._known: dict[str, list[Citizen]] = {}
        self._next = _FIRST_NUMBER

    def one(self, office: Office, at: datetime, *, on_line: bool) -> Citizen:
        """Who comes to this office at that moment; every third has been there before."""
        known = self._known.setdefault(office.code, [])
        if on_line and known and self._chance.random() < 1 / 3:
            return self._chance.choice(known)
        citizen = self._new(office, at, self._spelling(office), on_line=on_line)
        if on_line:
            known.append(citizen)
        return citizen

    def newcomer(self, office: Office, at: datetime, spelling: Spelling) -> Citizen:
        """Somebody who writes to this office for the first time."""
        citizen = self._new(office, at, spelling, on_line=True)
        self._known.setdefault(office.code, []).append(citizen)
        return citizen

    def all(self) -> Sequence[Citizen]:
        """All who wrote on a line."""
        return [citizen for known in self._known.values() for citizen in known]

    def _spelling(self, office: Office) -> Spelling:
        """How somebody of this town writes."""
        possible = {how: share for how, share in SPELLINGS.items() if how == "latn" or how in office.langs}
        (spelling,) = self._chance.choices(list(possible), list(possible.values()))
        return spelling

    def _new(self, office: Office, at: datetime, spelling: Spelling, *, on_line: bool) -> Citizen:
        phone, self._next = str(self._next), self._next + 1
        contact = ContactKey(_alias(phone).bucket, self._stamps.at(at)) if on_line else None
        return Citizen(names().one(office.code, self._chance), phone, spelling, office, contact, since=at)


def contact_rows(citizens: Sequence[Citizen]) -> list[Contact]:
    return [
        Contact(
            id=who.contact.id,
            bucket=who.contact.bucket,
            lang=who.lang,
            profile_name=who.called,
            created_at=who.since,
        )
        for who in citizens
        if who.contact
    ]


def alias_rows(citizens: Sequence[Citizen], stamps: Stamps) -> list[ContactAlias]:
    return [
        ContactAlias(
            id=stamps.at(who.since),
            bucket=who.contact.bucket,
            kind=AliasKind.WHATSAPP_ID,
            value=who.phone,
            contact_id=who.contact.id,
            contact_bucket=who.contact.bucket,
            created_at=who.since,
        )
        for who in citizens
        if who.contact
    ]


def _alias(phone: str) -> AliasName:
    return AliasName(AliasKind.WHATSAPP_ID, phone)


def contact_id(citizen: Citizen) -> UUID | None:
    return citizen.contact.id if citizen.contact else None
