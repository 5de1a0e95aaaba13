"""The office as the engine sees it: its name, its languages, what it offers."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from janasetu.catalogue.fields.wards import ANYWHERE, Territory
from janasetu.catalogue.schema import EmergencyNumber, Service, Topic
from janasetu.conversations.engine.reading import ReadOnce
from janasetu.lib.words import Lang
from janasetu.understanding.phrases import FINER, REPORT


@dataclass(frozen=True)
class Office:
    """One local body on one line. `services` are those offered now, by version id, in menu order.

    `is_area`: nobody's office yet, the line serves many and the person has not said which.
    `on_area_line`: the person came to this office through such a line and may change it. `territory`: its
    wards, where it has any. `reader`: who knows what free words mean to it; None while nobody does.
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
    reader: ReadOnce | None = None

    def service(self, version: str) -> Service | None:
        """The version a talk is pinned to, offered now or not; None where no body of this kind has it."""
        found = self.services.get(version) or self.pinned.get(version)
        return found if found and self.kind in found.offered_by else None

    # --- what a typed word meets: looked up with every message, by its key ---

    @cached_property
    def services_named(self) -> Mapping[str, tuple[str, Service]]:
        """The service of each name and word, with its version; the first in menu order where two share it."""
        named: dict[str, tuple[str, Service]] = {}
        for version, service in self.services.items():
            for key in service.words_to_match():
                named.setdefault(key, (version, service))
        return named

    @cached_property
    def topics_named(self) -> Mapping[str, tuple[Service, str]]:
        """The topic of each name and word, by its service and code."""
        named: dict[str, tuple[Service, str]] = {}
        for service, code, topic in self._topics():
            for key in topic.words_to_match():
                named.setdefault(key, (service, code))
        return named

    @cached_property
    def alarms(self) -> Mapping[str, tuple[EmergencyNumber, ...]]:
        """Whom to call at each word of danger."""
        heard: dict[str, tuple[EmergencyNumber, ...]] = {}
        for _, _, topic in self._topics():
            for word in topic.alarms():
                heard.setdefault(word, topic.numbers)
        return heard

    @cached_property
    def numbers_in_danger(self) -> tuple[EmergencyNumber, ...]:
        """Whom to call where somebody is in danger, in whatever words."""
        return next((topic.numbers for _, _, topic in self._topics() if topic.alarms()), ())

    @cached_property
    def alarmed(self) -> tuple[str, Service] | None:
        """The version and service that helps on from words of danger, where this office offers it."""
        asked = (topic.next for _, _, topic in self._topics() if topic.alarms() and topic.next)
        return next((found for code in asked if (found := self.by_code(code))), None)

    def _topics(self) -> Iterator[tuple[Service, str, Topic]]:
        for service in self.services.values():
            for code, topic in service.topics.items():
                yield service, code, topic

    # --- what free words may mean: by the codes of the phrase bank ---

    @cached_property
    def subjects(self) -> Mapping[str, tuple[str, Service]]:
        """The service that takes each subject of a complaint, with its version; the first in menu order."""
        taken: dict[str, tuple[str, Service]] = {}
        for version, service in self.services.items():
            for code in service.subjects if service.reached_intent == REPORT else ():
                taken.setdefault(code, (version, service))
        return taken

    @cached_property
    def complaint(self) -> tuple[str, Service] | None:
        """Where every other problem is told: the service that takes the most subjects."""
        taking = list(self.subjects.values())
        return max(taking, key=lambda one: sum(one[0] == other[0] for other in taking), default=None)

    @cached_property
    def appeals(self) -> Service | None:
        """By which one appeals against how a case was dealt with; None where this office takes no appeals."""
        return next((one for one in self.services.values() if one.is_appeal), None)

    def reached_by(self, label: str) -> list[tuple[str, Service]]:
        """The services that people mean by this label, in menu order; of a finer one that none is meant by,
        those of its intent.
        """
        found = [(version, one) for version, one in self.services.items() if one.label == label]
        return found or (self.reached_by(FINER[label]) if label in FINER else [])

    def by_code(self, code: str) -> tuple[str, Service] | None:
        """The version and definition offered now under this code."""
        return next(((version, one) for version, one in self.services.items() if one.code == code), None)
