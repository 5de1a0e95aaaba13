"""What ended cases cost in messages, service by service, and what the office said beside them."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db.models import Count

from janasetu.bodies import queries as bodies
from janasetu.bodies.choices import BodyKind
from janasetu.bodies.models import Officer
from janasetu.bodies.rules import Tenure, authority, in_office
from janasetu.cases.choices import OPEN
from janasetu.cases.models import Case
from janasetu.catalogue import queries as catalogue
from janasetu.catalogue.schema import Service
from janasetu.messaging import ledger
from janasetu.messaging.ledger import Tally
from janasetu.messaging.prices import SMS_PART, Prices

# Beside the provider's words: it has not told one; a text message, of which none is told.
UNTOLD, TEXT = "untold", "text_message"
# Who answers for what an office spends: those who head it, those who run it, and who examines it.
MAY_SEE_COSTS = frozenset(
    {
        *("commissioner", "secretary", "ea", "chairman", "mayor", "pradhan", "sabhapati", "sabhadhipati"),
        *("administrator", "bdo", "sdo", "dm", "state", "auditor"),
    }
)


def may_see_costs(tenure: Tenure, at: datetime) -> bool:
    """Whether somebody with this time in office may see what messages cost at this instant."""
    return in_office(tenure, at) and not MAY_SEE_COSTS.isdisjoint(authority(tenure))


@dataclass(slots=True)
class Spent:
    """What messages were used. `by_category`: how many left, by the provider's word: UNTOLD where it has not
    said, TEXT for text messages, of which the `parts` cost. `unpriced`: what costs and has no price.
    """

    messages: int = 0
    by_category: Counter[str] = field(default_factory=Counter)
    billable: int = 0
    parts: int = 0
    rupees: Decimal = Decimal(0)
    unpriced: int = 0

    def add(self, tally: Tally, prices: Prices) -> None:
        """Count these too."""
        self.messages += tally.messages
        self.by_category[TEXT if tally.in_parts else tally.category or UNTOLD] += tally.messages
        self.billable += tally.billable
        self.parts += tally.parts
        self._pay(tally.billable, prices.rupees(tally.category, tally.span))
        self._pay(tally.parts, prices.rupees(SMS_PART, tally.span))

    def _pay(self, count: int, price: Decimal | None) -> None:
        if price is None:
            self.unpriced += count
        else:
            self.rupees += count * price


@dataclass(frozen=True, slots=True)
class OfService:
    """What the ended cases of one service have cost. `finished`: how many those are."""

    code: str
    service: Service
    finished: int
    spent: Spent


@dataclass(frozen=True, slots=True)
class Costs:
    """What an office spent: on the cases that ended in a time, and in that time on talks that became none."""

    services: list[OfService]
    talks: Spent
    has_prices: bool

    @property
    def all(self) -> Spent:
        """The ended cases of all services together."""
        return _sum(one.spent for one in self.services)

    @property
    def finished(self) -> int:
        return sum(one.finished for one in self.services)


def costs_of(officer: Officer, *, since: datetime, until: datetime, prices: Prices) -> Costs:
    """What the officer's office has spent; the state sees that of all together. Five queries at most."""
    body_ids = seen_by(officer)
    ended = Case.objects.filter(body_id__in=body_ids, ended_at__gte=since, ended_at__lt=until)
    ended = ended.exclude(status__in=OPEN)
    counted = ended.values_list("version__code", "version_id").annotate(finished=Count("id")).order_by()
    finished, newest = Counter[str](), dict[str, UUID]()
    for code, version_id, count in counted:
        finished[code] += count
        newest[code] = max(version_id, newest.get(code, version_id))
    definitions = catalogue.services(newest.values())
    matters = ended.values_list("body_id", "id", "version__code")
    spent = _by_service(ledger.of_matters(matters, moments=prices.moments), prices) if finished else {}
    talks = ledger.of_no_matter(body_ids, since=since, until=until, moments=prices.moments)
    return Costs(
        [
            OfService(code, definitions[newest[code]], finished[code], spent.get(code, Spent()))
            for code in sorted(finished)
        ],
        _by_service(talks, prices).get("", Spent()),
        has_prices=bool(prices.lists),
    )


def seen_by(officer: Officer) -> list[UUID]:
    """The bodies whose costs the officer sees: an office pays for its own messages, whatever lies in it; who
    stands above all offices sees all.
    """
    if officer.body.kind != BodyKind.STATE:
        return [officer.body_id]
    inside = bodies.lying_in(officer.body_id).filter(served=True)
    return [officer.body_id, *inside.values_list("id", flat=True)]


def _by_service(tallies: Iterable[Tally], prices: Prices) -> dict[str, Spent]:
    found: dict[str, Spent] = {}
    for tally in tallies:
        found.setdefault(tally.of, Spent()).add(tally, prices)
    return found


def _sum(parts: Iterable[Spent]) -> Spent:
    total = Spent()
    for one in parts:
        total.messages += one.messages
        total.by_category += one.by_category
        total.billable += one.billable
        total.parts += one.parts
        total.rupees += one.rupees
        total.unpriced += one.unpriced
    return total
