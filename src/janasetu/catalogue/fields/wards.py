"""The wards that a local body has, and what their numbers look like."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Territory:
    """What a question knows of the local body it is asked in: its name by language, the numbers of its wards.

    Where no wards are known, as in a panchayat with its sansads, every number may be one.
    """

    name: Mapping[str, str] = field(default_factory=dict)
    wards: frozenset[int] = frozenset()

    @classmethod
    def of(cls, name: Mapping[str, str], wards: Iterable[str]) -> "Territory":
        """With wards as a body writes them: `12A` is told as 12."""
        return cls(name, frozenset(number for ward in wards if (number := _begins(ward))))

    def has_ward(self, ward: str) -> bool:
        return not self.wards or _begins(ward) in self.wards

    @property
    def in_a_row(self) -> bool:
        """Whether the wards are simply 1, 2, 3 and so on."""
        return len(self.wards) > 1 and self.wards == frozenset(range(1, len(self.wards) + 1))


def _begins(ward: str) -> int:
    begun = re.match("[0-9]+", ward)
    return int(begun[0]) if begun else 0


ANYWHERE = Territory()
