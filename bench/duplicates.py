"""How long it takes to find the cases that a new complaint is like, among a million in 3,300 bodies.

Bodies are of every size: of a million cases the largest has some 60,000, half of them fewer than 130. The
cases are of a year; an eighth are at work, and of the last month half. Seven of ten have a pin. Measured is
what the pump asks for one complaint and what it asks for two hundred at once, here and in the database.
"""

import os
import random
import statistics
import sys
from collections.abc import Iterator, Mapping, Sequence
from time import perf_counter
from typing import TYPE_CHECKING
from uuid import UUID

import django

from bench.place import Place, place
from bench.report import Goal, Report
from janasetu.config.data_folder import DataFolder
from janasetu.lib import clock

if TYPE_CHECKING:
    from janasetu.cases.duplicates import LikeAsk

NAME = "duplicates"
CASES, BODIES = 1_000_000, 3_300
_ASKED = 1_000  # complaints of a round
_TOGETHER = 200  # as many as the pump answers in one batch
_STEP = 100_000  # cases written with one statement
_SKEW = 3.0  # the larger, the more of the cases the largest bodies have
_WARDS = 30
_BAR_MS = 30.0
_PLACES = ("সুভাষপল্লী", "শীতলা মন্দির", "স্টেশন রোড", "রবীন্দ্র পার্ক", "বটতলা", "হাসপাতাল গেট", "কালীবাড়ি")


_Matter = tuple[UUID, str, str, float, float]  # body, kind, ward, pin


def run(*, rounds: int, folder: DataFolder, cases: int = CASES) -> Report:
    """Measure in a scratch folder; a million cases take some minutes to write, then a round some seconds."""
    with place(folder, towns=True) as here:
        os.environ.update(here.variables)
        django.setup()
        bench = _Bench(here, cases)
        bench.fill()
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

    def __init__(self, here: Place, cases: int) -> None:
        from janasetu.catalogue import queries as catalogue  # noqa: PLC0415 - once Django is set up
        from janasetu.catalogue.models import ServiceVersion  # noqa: PLC0415

        self._here, self._cases = here, cases
        self._now = clock.wall()
        self._version = ServiceVersion.objects.get(code="complaint", current=True).id
        self._service = catalogue.service(self._version)
        options = self._service.field("category").options
        self._kinds = [code for code, option in options.items() if not option.confidential]
        self._bodies: list[tuple[UUID, float, float]] = []
        self._at_work: list[_Matter] = []

    # --- cases ---

    def fill(self) -> None:
        """Bodies, cases and whose they are."""
        self._here.execute(_TABLE_OF_BODIES)
        self._here.execute(_FILL_BODIES, BODIES)
        for first in range(0, self._cases, _STEP):
            last = min(first + _STEP, self._cases) - 1
            given = (first, last, BODIES, _SKEW, self._kinds, _WARDS, list(_PLACES), self._now, self._version)
            self._here.execute(_FILL_CASES, *given)
            sys.stderr.write(f"\r{last + 1:,} cases")
        sys.stderr.write("\n")
        self._here.execute(_FILL_PARTIES)
        for table in ("bodies_localbody", "cases_case", "cases_caseparty"):
            self._here.execute(f"VACUUM (ANALYZE) {table}")
        rows = self._here.execute("SELECT id, lat, lon FROM bench_body ORDER BY number")
        self._bodies = [(UUID(str(body)), float(str(lat)), float(str(lon))) for body, lat, lon in rows]
        there = self._here.execute(_AT_WORK, _ASKED)
        self._at_work = [
            (UUID(str(body)), str(kind), str(ward), float(str(lat)), float(str(lon)))
            for body, kind, ward, lat, lon in there
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
        words = f"{dice.choice(_PLACES)}, {dice.randint(1, 40)} নং গলি"
        where, who = Where(ward, *pin, words=words), UUID(int=dice.randrange(self._cases))
        return LikeAsk(body, category, rule, where, who) if rule else None

    def _told_before(self, dice: random.Random) -> _Matter | None:
        """A matter that is at work, for every third of them."""
        return dice.choice(self._at_work) if self._at_work and dice.random() < 1 / 3 else None

    def _new(self, dice: random.Random) -> _Matter:
        body, lat, lon = self._bodies[int(BODIES * dice.random() ** _SKEW)]
        ward, spot = str(dice.randint(1, _WARDS)), (dice.uniform(-0.02, 0.02), dice.uniform(-0.02, 0.02))
        return body, dice.choice(self._kinds), ward, lat + spot[0], lon + spot[1]


_AT_WORK = """
SELECT body_id, category, ward, lat, lon FROM cases_case
 WHERE status = 'in_progress' AND lat IS NOT NULL AND source LIKE 'bench:%%'
   AND opened_at > now() - interval '5 days'
 ORDER BY md5(ref) LIMIT %s
"""
_TABLE_OF_BODIES = "CREATE TABLE bench_body (number int PRIMARY KEY, id uuid, lat float8, lon float8)"
_FILL_BODIES = """
WITH drawn AS (
    SELECT n AS number, gen_random_uuid() AS id, 22 + random() * 4.5 AS lat, 86.5 + random() * 3 AS lon
      FROM generate_series(0, %s::int - 1) AS n
), kept AS (
    INSERT INTO bench_body SELECT number, id, lat, lon FROM drawn
)
INSERT INTO bodies_localbody (id, code, number, kind, name, languages, lgd_code, aliases, served, facts)
SELECT id, 'bench-' || number, 3000 + number, 'municipality', '{"bn": "পুরসভা"}', '["bn"]', '', '[]', true, '{}'
  FROM drawn
"""
# Ids in the order of time, as uuid7 makes them. A pin lies within three kilometres of the body's middle.
_FILL_CASES = """
WITH given AS (
    SELECT %s::int AS first, %s::int AS last, %s::int AS bodies, %s::float8 AS skew, %s::text[] AS kinds,
           %s::int AS wards, %s::text[] AS places, %s::timestamptz AS now, %s::uuid AS version
), drawn AS (
    SELECT n, given.*, floor(given.bodies * random() ^ given.skew)::int AS body,
           given.kinds[1 + floor(random() * cardinality(given.kinds))] AS kind,
           (1 + floor(random() * given.wards))::int AS ward, random() AS luck, random() < 0.7 AS pinned,
           (random() - 0.5) * 0.05 AS north, (random() - 0.5) * 0.05 AS east,
           given.places[1 + floor(random() * cardinality(given.places))] || ', '
               || (1 + floor(random() * 40))::int || ' নং গলি' AS words,
           given.now - random() * 365 * interval '1 day' AS at
      FROM given, generate_series(given.first, given.last) AS n
), placed AS (
    SELECT drawn.*, bench_body.id AS body_id, bench_body.number AS body_number,
           CASE WHEN pinned THEN bench_body.lat + north END AS lat,
           CASE WHEN pinned THEN bench_body.lon + east END AS lon,
           CASE WHEN luck < CASE WHEN at > now - interval '30 days' THEN 0.5 ELSE 0.03 END
                THEN 'in_progress' ELSE 'resolved_confirmed' END AS status
      FROM drawn JOIN bench_body ON bench_body.number = drawn.body
)
INSERT INTO cases_case (id, body_id, ref, version_id, source, channel, lane, category, status, level, ward,
                        fields, outside_ref, search, opened_at, promise_due_at, ended_at, lat, lon)
SELECT (lpad(to_hex((extract(epoch FROM at) * 1000)::bigint), 12, '0') || '7'
        || substr(md5(n::text), 1, 3) || '8' || substr(md5(n::text), 4, 15))::uuid,
       body_id, '26' || 3000 + body_number || n, version, 'bench:' || n, 'whatsapp', 'normal', kind, status,
       0, ward::text,
       jsonb_build_object('category', kind, 'description', 'তিন দিন ধরে এই অবস্থা, কেউ দেখছে না', 'photo', null,
           'place', jsonb_build_object('text', words, 'ward', ward::text, 'landmark', null, 'lat', lat,
                                       'lon', lon)),
       '', '', at, at + interval '3 days', CASE WHEN status = 'in_progress' THEN NULL ELSE at END, lat, lon
  FROM placed
"""
_FILL_PARTIES = """
INSERT INTO cases_caseparty (id, body_id, case_id, role, name, phone, lang, contact_bucket, contact_id,
                             contact_epoch, search)
SELECT gen_random_uuid(), body_id, id, 'complainant', '', '', 'bn', 1,
       ('00000000-0000-0000-0000-' || lpad(to_hex(row_number() OVER ()), 12, '0'))::uuid, 1, ''
  FROM cases_case
"""
