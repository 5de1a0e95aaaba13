"""The office as the engine sees it: its name, its languages, what it offers."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from janasetu.catalogue.schema import Service
from janasetu.lib.words import Lang


@dataclass(frozen=True, slots=True)
class Office:
    """One local body on one line. `services` are those offered now, by version id, in menu order."""

    body: str
    name: Mapping[str, str]
    languages: tuple[Lang, ...]
    services: Mapping[str, Service]
    pinned: Mapping[str, Service] = field(default_factory=dict)

    def service(self, version: str) -> Service | None:
        """The version a talk is pinned to, offered now or not."""
        return self.services.get(version) or self.pinned.get(version)
