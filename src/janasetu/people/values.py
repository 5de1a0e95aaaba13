"""Values by which the other rooms speak of a contact."""

from dataclasses import dataclass
from uuid import UUID

from janasetu.lib.ids import bucket_of
from janasetu.people.choices import AliasKind


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
    """Who wrote, in the line's words: names in order of trust, and what the line calls them."""

    names: tuple[AliasName, ...]
    profile_name: str = ""


@dataclass(frozen=True, slots=True)
class ContactKey:
    """A contact and its bucket: what every other table carries."""

    bucket: int
    id: UUID
