"""Values by which the other rooms speak of contacts and persons. No Django."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time
from uuid import UUID

from janasetu.lib.ids import bucket_of
from janasetu.people.choices import AliasKind, EpochReason, Relation


@dataclass(frozen=True, slots=True)
class AliasName:
    """An outside name, before anybody knows whose it is. `scope`: the portfolio, page or bot that gave it."""

    kind: AliasKind
    value: str
    scope: str = ""

    @property
    def bucket(self) -> int:
        return bucket_of(f"{self.kind}\x1f{self.scope}\x1f{self.value}")


@dataclass(frozen=True, slots=True)
class Sender:
    """Who wrote, in the line's words: names in order of trust, and what the line calls them.

    `at`: when they wrote; a name that has ended since was still theirs. `identity_key`: the line's hash
    of the account on that phone, where it gives one.
    """

    names: tuple[AliasName, ...]
    profile_name: str = ""
    at: datetime | None = None
    identity_key: str = ""

    def __post_init__(self) -> None:
        if any(name.kind is AliasKind.PHONE for name in self.names):
            raise ValueError("A telephone number that somebody told us names nobody.")


@dataclass(frozen=True, slots=True)
class Quiet:
    """Somebody else reads this contact's messages. `call_from`, `call_until`: when to call, by the clock of
    Kolkata; None where nobody is to call.
    """

    call_from: time | None = None
    call_until: time | None = None


@dataclass(frozen=True, slots=True)
class ContactKey:
    """A contact and its bucket: what every other table carries."""

    bucket: int
    id: UUID


@dataclass(frozen=True, slots=True)
class Met:
    """The contact behind a sender. `by_old_name`: they wrote under a name that has ended since."""

    contact: ContactKey
    by_old_name: bool = False


@dataclass(frozen=True, slots=True)
class Heard:
    """The newest thing heard of a contact, when anything was heard before it, and whom the line names."""

    contact: ContactKey
    at: datetime
    last: datetime | None
    profile_name: str = ""
    identity_key: str = ""


@dataclass(frozen=True, slots=True)
class Epoch:
    """What is known of a contact's present epoch. `began_at` is None for its first."""

    began_at: datetime | None = None
    reason: str = ""
    identity_key: str = ""


@dataclass(frozen=True, slots=True)
class IdentityChange:
    """A line says that a person's names, or the account behind them, are not what they were.

    `before`: names by which the person was known; `after`: those by which the line knows them now. With a
    change of number whatever else WhatsApp knew them by ends too.
    """

    reason: EpochReason
    at: datetime
    before: tuple[AliasName, ...]
    after: tuple[AliasName, ...]


@dataclass(frozen=True, slots=True)
class Move:
    """A name that leads to a contact no more, and the one that has taken its place, if any."""

    contact: ContactKey
    old: AliasName
    new: AliasName | None


@dataclass(frozen=True, slots=True)
class Changed:
    """What became of identity changes: whose each was, None for nobody we know; and which names moved."""

    contacts: tuple[ContactKey | None, ...]
    moves: tuple[Move, ...]


@dataclass(frozen=True, slots=True)
class PhoneTold:
    """A telephone number that a contact told us. `verified`: the line vouches that it is theirs."""

    contact: ContactKey
    phone: str
    verified: bool = False


@dataclass(frozen=True, slots=True)
class PersonBrief:
    """A person as the talk offers them: "for whom?". `name`: by script, as in PersonOrder."""

    id: UUID
    name: Mapping[str, str]
    relation: Relation


@dataclass(frozen=True, slots=True)
class PersonOrder:
    """A person whom a contact names to a body. `name`: as written, by script (bn, hi, en)."""

    body_id: UUID
    contact: ContactKey
    epoch: int
    name: Mapping[str, str | None]
    relation: Relation = Relation.SELF
    birth_year: int | None = None


@dataclass(frozen=True, slots=True)
class Consent:
    """A yes or a no to one purpose, as it was said. `body_id`: to which body; None for all of them."""

    purpose: str
    given: bool
    at: datetime
    body_id: UUID | None = None
    person_id: UUID | None = None
    text_hash: str = ""
    version_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class ConsentOrder:
    """A consent to be logged. `source` names what asked for it: the same source is logged once."""

    contact: ContactKey
    epoch: int
    consent: Consent
    source: str
