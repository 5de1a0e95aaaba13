"""What a message costs on a day, from a file that the office keeps. Pure.

The file is a list of price lists, each with the day it begins on (Kolkata), where it comes from, and rupees
before tax by category of the provider; `sms_part` is one part of a text message. No price is built in.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from janasetu.lib.clock import KOLKATA

SMS_PART = "sms_part"


class PricesError(ValueError):
    """The file is no such list; says where."""


@dataclass(frozen=True, slots=True)
class PriceList:
    """The prices from one day on."""

    since: date
    source: str
    rupees: Mapping[str, Decimal]

    @property
    def begins(self) -> datetime:
        return datetime.combine(self.since, datetime.min.time(), tzinfo=KOLKATA)


@dataclass(frozen=True, slots=True)
class Prices:
    """All price lists, the oldest first."""

    lists: Sequence[PriceList] = ()

    @property
    def moments(self) -> list[datetime]:
        """When each begins."""
        return [one.begins for one in self.lists]

    def rupees(self, category: str, span: int) -> Decimal | None:
        """What one costs while so many lists have begun; None where nobody has written it down."""
        return self.lists[span - 1].rupees.get(category) if span else None


def load(path: Path) -> Prices:
    """The prices of this file; none where there is no file. PricesError where it cannot be read as such."""
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return Prices()
    try:
        written = YAML(typ="safe").load(text) or []
    except YAMLError as error:
        raise PricesError(f"{path}: {error}") from error
    if not isinstance(written, list):
        raise PricesError(f"{path}: must be a list")
    lists = [_list(one, f"{path}: entry {number}") for number, one in enumerate(written, 1)]
    return Prices(tuple(sorted(lists, key=lambda one: one.since)))


def _list(written: Any, where: str) -> PriceList:
    if not isinstance(written, dict) or set(written) != {"from", "source", "rupees"}:
        raise PricesError(f"{where}: must have from, source and rupees, and nothing else")
    since, source, rupees = written["from"], written["source"], written["rupees"]
    if not isinstance(since, date) or isinstance(since, datetime):
        raise PricesError(f"{where}: from must be a day, as in 2026-10-01")
    if not isinstance(source, str) or not source.strip():
        raise PricesError(f"{where}: source must say where the prices come from")
    if not isinstance(rupees, dict):
        raise PricesError(f"{where}: rupees must name a price by category")
    return PriceList(since, source, {str(name): _price(price, where) for name, price in rupees.items()})


def _price(written: Any, where: str) -> Decimal:
    try:
        price = Decimal(str(written))
    except InvalidOperation as error:
        raise PricesError(f"{where}: {written!r} is no price") from error
    if isinstance(written, bool) or not price.is_finite() or price < 0:
        raise PricesError(f"{where}: {written!r} is no price")
    return price
