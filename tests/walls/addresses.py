"""Every address of the product, found in the resolver, and examples of what stands in an address."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.urls import URLPattern, URLResolver, get_resolver

from walls.offices import Office

# What stands in an address, by the name of its parameter, for an object of this office.
EXAMPLES: Mapping[str, Callable[[Office], str | UUID]] = {
    "ref": lambda office: office.ref,
    "file_id": lambda office: office.file_id,
    "talk_id": lambda office: office.talk.id,
    "call_id": lambda office: office.call.id,
    "unmasking_id": lambda office: office.wish,
    "entry_id": lambda office: office.entry,
    "import_id": lambda office: office.register_file,
    "search_id": lambda office: office.record_search,
    "referral_id": lambda office: office.referral,
    "demand_id": lambda office: office.money.demand,
    "receipt_id": lambda office: office.money.receipt,
    "relief_id": lambda office: office.money.relief,
    "visit_id": lambda office: office.visit,
    "act": lambda office: "call-off",
    "checkout_id": lambda office: office.money.stray,
    "form": lambda office: "form-1",
    "language": lambda office: "en",
    "code": lambda office: "0ZBKAMQE332BDA",  # of no paper: anybody may look one up
    "token": lambda office: "A" * 38,  # that we did not make: whoever has one of ours was sent it
    "callback": lambda office: str(office.call.id),  # what linesim knows of a message
}
HOW_TO_ADD = "Say in EXAMPLES of tests/walls/addresses.py which object of an office stands there."
# What names no object of an office, so that a page of such an address is everybody's.
_OF_NOBODY = frozenset({"language", "code", "token"})


@dataclass(frozen=True, slots=True)
class Door:
    """One address: its name, its pattern, who may open it, and the names of what stands in it."""

    name: str
    route: str
    gate: str
    parameters: tuple[str, ...]

    @property
    def leads_to_an_object(self) -> bool:
        """Whether it opens something of one office, and not a list of one's own."""
        return not _OF_NOBODY.issuperset(self.parameters)

    def of(self, office: Office) -> str:
        """The address for an object of this office."""
        path = self.route
        for kind, name in _standing_in(self.route):
            path = path.replace(f"<{kind}:{name}>", str(EXAMPLES[name](office)))
        return path


def doors() -> list[Door]:
    """All of them, the demo's own too."""
    return list(_walk(get_resolver().url_patterns, "/", ""))


def _walk(patterns: list[Any], before: str, space: str) -> Iterator[Door]:
    for pattern in patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _walk(
                pattern.url_patterns, route, f"{space}{pattern.namespace}:" if pattern.namespace else space
            )
        elif isinstance(pattern, URLPattern):
            names = tuple(name for _, name in _standing_in(route))
            yield Door(f"{space}{pattern.name}", route, getattr(pattern.callback, "gate", ""), names)


def _standing_in(route: str) -> list[tuple[str, str]]:
    """The kind and the name of each parameter."""
    held = [part.partition(">")[0] for part in route.split("<")[1:]]
    return [(kind, name) for kind, _, name in (one.partition(":") for one in held)]
