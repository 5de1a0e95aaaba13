"""The office as the engine sees it: its name, its languages, what it offers."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from janasetu.catalogue.fields.wards import ANYWHERE, Territory
from janasetu.catalogue.schema import Service
from janasetu.lib.words import Lang


@dataclass(frozen=True, slots=True)
class Office:
    """One local body on one line. `services` are those offered now, by version id, in menu order.

    `is_area`: nobody's office yet, the line serves many and the person has not said which.
    `on_area_line`: the person came to this office through such a line and may change it. `territory`: its
    wards, where it has any.
    """

    body: str
    name: Mapping[str, str]
    languages: tuple[Lang, ...]
    services: Mapping[str, Service]
    pinned: Mapping[str, Service] = field(default_factory=dict)
    kind: str = "municipality"
    is_area: bool = False
    on_area_line: bool = False
    territory: Territory = ANYWHERE

    def service(self, version: str) -> Service | None:
        """The version a talk is pinned to, offered now or not; None where no body of this kind has it."""
        found = self.services.get(version) or self.pinned.get(version)
        return found if found and self.kind in found.offered_by else None

    def by_code(self, code: str) -> tuple[str, Service] | None:
        """The version and definition offered now under this code."""
        return next(((version, one) for version, one in self.services.items() if one.code == code), None)
