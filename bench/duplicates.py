"""How long it takes to find the cases that a new complaint is like, among a million in 3,300 bodies.

Measured is what the pump asks for one complaint and what it asks for two hundred at once, here and in the
database.
"""

import os
import random
import statistics
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING
from uuid import UUID

import django

from bench.million import BODIES, CASES, PLACES, SKEW, WARDS, Million, filled
from bench.place import Place, place
from bench.report import Goal, Report
from janasetu.config.data_folder import DataFolder
from janasetu.lib import clock

if TYPE_CHECKING:
    from janasetu.cases.duplicates import LikeAsk

NAME = "duplicates"
_ASKED = 1_000  # complaints of a round
_TOGETHER = 200  # as many as the pump answers in one batch
_BAR_MS = 30.0


_Matter = tuple[UUID, str, str, float, float]  # body, kind, ward, pin


def run(*, rounds: int, folder: DataFolder, cases: int = CASES, kept: Path | None = None) -> Report:
    """Measure in a scratch folder; a million cases take some minutes to write, then a round some seconds."""
    with place(folder, towns=True, kept=kept) as here:
        os.environ.update(here.variables)
        django.setup()
        now = clock.wall()
        bench = _Bench(here, filled(here, cases=cases, now=now), now)
        bench.round(0)
        measured = [bench.round(number) for number in range(1, rounds + 1)]
    figures = {name: statistics.median(one[name] for one in measured) for name in measured[0]}
    sizes = {"cases": float(cases), "bodies": float(BODIES)}
    return Report(NAME, rounds, figures | sizes, list(_goals(figures)), [_NOTE])


_NOTE = """\
One complaint takes two statements, and so do two hundred. found_share: of those that are like a case."""


def _goals(figures: Mapping[str, float]) -> Iterator[Goal]:
    yield Goal("p95, ms", figures["p95_ms"], _BAR_MS, below=True)


class _Bench:
    """One database full of cases, and complaints like those in it."""

    def __init__(self, here: Place, million: Million, now: datetime) -> None:
        from janasetu.catalogue import queries as catalogue  # noqa: PLC0415 - once Django is set up
        from janasetu.catalogue.models import ServiceVersion  # noqa: PLC0415

        self._million, self._now = million, now
        version = ServiceVersion.objects.get(code="complaint", current=True).id
        self._service = catalogue.service(version)
        self._at_work = [
            (UUID(str(body)), str(kind), str(ward), float(str(lat)), float(str(lon)))
            for body, kind, ward, lat, lon in here.execute(_AT_WORK, _ASKED)
        ]

    # --- complaints ---

    def round(self, number: int) -> dict[str, float]:
        """Ask for so many complaints, one by one and together."""
        from janasetu.cases.duplicates import like_cases  # noqa: PLC0415

        asked = self._complaints(random.Random(number))  # noqa: S311 - the same complaints in every run
        took, found = [], 0
        for one in asked:
            begun = perf_counter()
            (likes,) = like_cases([one], now=self._now)
            took.append(1000 * (perf_counter() - begun))
            found += bool(likes)
        together = []
        for first in range(0, len(asked), _TOGETHER):
            begun = perf_counter()
            like_cases(asked[first : first + _TOGETHER], now=self._now)
            together.append(1000 * (perf_counter() - begun))
        cuts = statistics.quantiles(took, n=100)
        return {
            "p50_ms": cuts[49],
            "p95_ms": cuts[94],
            "p99_ms": cuts[98],
            "max_ms": max(took),
            "batch_of_200_ms": statistics.median(together),
            "found_share": found / len(asked),
        }

    def _complaints(self, dice: random.Random) -> "Sequence[LikeAsk]":
        """As people tell them: in a body as often as it has cases, by a pin, or in words of the place."""
        asked = (self._complaint(dice) for _ in range(_ASKED))
        return [one for one in asked if one]

    def _complaint(self, dice: random.Random) -> "LikeAsk | None":
        from janasetu.cases.duplicates import LikeAsk  # noqa: PLC0415
        from janasetu.cases.likeness import Where  # noqa: PLC0415

        body, category, ward, lat, lon = self._told_before(dice) or self._new(dice)
        rule = self._service.alike_in({"category": category})
        spot = (lat + dice.gauss(0, 0.0001), lon + dice.gauss(0, 0.0001))
        pin = spot if dice.random() < 0.7 else (None, None)
        words = f"{dice.choice(PLACES)}, {dice.randint(1, 40)} নং গলি"
        where, who = Where(ward, *pin, words=words), UUID(int=dice.randrange(self._million.cases))
        return LikeAsk(body, category, rule, where, who) if rule else None

    def _told_before(self, dice: random.Random) -> _Matter | None:
        """A matter that is at work, for every third of them."""
        return dice.choice(self._at_work) if self._at_work and dice.random() < 1 / 3 else None

    def _new(self, dice: random.Random) -> _Matter:
        body = self._million.bodies[int(BODIES * dice.random() ** SKEW)]
        ward, spot = str(dice.randint(1, WARDS)), (dice.uniform(-0.02, 0.02), dice.uniform(-0.02, 0.02))
        kind = dice.choice(self._million.kinds)
        return body.id, kind, ward, body.lat + spot[0], body.lon + spot[1]


_AT_WORK = """
SELECT body_id, category, ward, lat, lon FROM cases_case
 WHERE status = 'in_progress' AND lat IS NOT NULL AND source LIKE 'bench:%%'
   AND opened_at > now() - interval '5 days'
 ORDER BY md5(ref) LIMIT %s
"""
