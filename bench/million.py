"""A million cases in 3,300 bodies, for whoever measures how a question scales.

Bodies are of every size: of a million cases the largest has some 60,000, half of them fewer than 130. The
cases are of a year; an eighth are at work, and of the last month half. Seven of ten have a pin.
"""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from bench.place import Place
from janasetu.lib.fold import fold

CASES, BODIES = 1_000_000, 3_300
WARDS = 30
PLACES = ("সুভাষপল্লী", "শীতলা মন্দির", "স্টেশন রোড", "রবীন্দ্র পার্ক", "বটতলা", "হাসপাতাল গেট", "কালীবাড়ি")
NAMES = (
    *("রহিমা", "রীতা", "সুকুমার", "অনিমেষ", "কাকলি", "মালতী", "তপন", "নাসিমা", "বিকাশ", "প্রতিমা", "আব্দুল", "মিঠুন"),
    *("খাতুন", "রায়", "ঘোষ", "বর্মন", "বসু", "সেন", "মাইতি", "বিবি", "মণ্ডল", "দাস", "শেখ", "সরকার", "চক্রবর্তী"),
)
FEW, BESIDE = 10_000, "few"  # cases in the database beside the million, and what that is called
SKEW = 3.0  # the larger, the more of the cases the largest bodies have
_DEPARTMENTS_OF_LARGEST = 8
_STEP = 100_000  # cases written with one statement
_TABLES = ("bodies_localbody", "cases_case", "cases_caseparty", "cases_caseevent")


@dataclass(frozen=True, slots=True)
class Body:
    """One of the bodies that were made, and its middle."""

    id: UUID
    lat: float
    lon: float


@dataclass(frozen=True, slots=True)
class Million:
    """What was written. `bodies`: the one with the most cases first. `kinds`: the categories of the cases.

    The cases are nobody's in the office: whoever needs officers appoints them, and may give them cases with
    one statement.
    """

    bodies: Sequence[Body]
    kinds: Sequence[str]
    cases: int


def fill(here: Place, *, cases: int = CASES, now: datetime, begun: int = 0) -> Million:
    """Write so many cases, each with its complainant and its first event; a million take some minutes.

    `begun`: how many of them are there already. Django is set up, and `here` has the schema and the bundled
    definitions. History is not kept meanwhile: what it costs is measured elsewhere.
    """
    from janasetu.cases.searching import words_of_case  # noqa: PLC0415 - once Django is set up
    from janasetu.catalogue import queries as catalogue  # noqa: PLC0415
    from janasetu.catalogue.models import ServiceVersion  # noqa: PLC0415

    version = ServiceVersion.objects.get(code="complaint", current=True).id
    options = catalogue.service(version).field("category").options
    kinds = [code for code, option in options.items() if not option.confidential]
    titles = [words_of_case(catalogue.service(version), {"category": kind}) for kind in kinds]
    places = [f" {fold(place)}" for place in PLACES]
    if not begun:
        here.execute(_TABLE_OF_BODIES)
        here.execute_unwatched(_FILL_BODIES, BODIES)
    for first in range(begun, cases, _STEP):
        last = min(first + _STEP, cases) - 1
        given = (first, last, BODIES, SKEW, kinds, titles, WARDS, list(PLACES), places, now, version)
        here.execute_unwatched(_FILL_CASES, *given)
        sys.stderr.write(f"\r{last + 1:,} cases")
    sys.stderr.write("\n")
    here.execute_unwatched(_FILL_PARTIES, [f" {fold(name)}" for name in NAMES], begun)
    here.execute_unwatched(_FILL_EVENTS, begun)
    here.execute_unwatched(_FILL_ENDS, begun)
    for table in _TABLES:
        here.execute(f"VACUUM (ANALYZE) {table}")
    return Million(_bodies(here), kinds, cases)


def filled(here: Place, *, cases: int = CASES, now: datetime) -> Million:
    """The same in the districts that there are, with departments in the largest body; and `FEW` cases in a
    database beside it.

    What an earlier run has left there is taken as it is; ValueError where that are not so many cases.
    """
    from django.db import connections  # noqa: PLC0415 - once Django is set up

    if here.execute("SELECT to_regclass('bench_million')") != [(None,)]:
        here.beside(BESIDE).prepare(towns=True)  # a release may have come since
        return _noted(here, cases)
    few = min(FEW, cases)
    fill(here, cases=few, now=now)
    connections.close_all()
    here.beside(BESIDE)
    million = fill(here, cases=cases, now=now, begun=few)
    _divide(here, million.bodies[0].id)
    here.execute("CREATE TABLE bench_million (cases int, kinds text[])")
    here.execute("INSERT INTO bench_million VALUES (%s, %s)", cases, list(million.kinds))
    return million


def _divide(here: Place, largest: UUID) -> None:
    here.execute_unwatched(_IN_DISTRICTS)
    here.execute_unwatched(_DEPARTMENTS_OF, largest, _DEPARTMENTS_OF_LARGEST)
    here.execute_unwatched(_IN_DEPARTMENTS, _DEPARTMENTS_OF_LARGEST, largest, largest)
    for table in (*_TABLES, "bodies_department"):
        here.execute(f"VACUUM (ANALYZE) {table}")


def _noted(here: Place, cases: int) -> Million:
    ((many, kinds),) = here.execute("SELECT cases, kinds FROM bench_million")
    if many != cases:
        raise ValueError(f"{many} cases are kept there, not {cases}")
    assert isinstance(kinds, list)
    return Million(_bodies(here), kinds, cases)


def _bodies(here: Place) -> list[Body]:
    rows = here.execute("SELECT id, lat, lon FROM bench_body ORDER BY number")
    return [Body(UUID(str(body)), float(str(lat)), float(str(lon))) for body, lat, lon in rows]


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
           %s::text[] AS titles, %s::int AS wards, %s::text[] AS places, %s::text[] AS folded,
           %s::timestamptz AS now, %s::uuid AS version
), drawn AS (
    SELECT n, given.*, floor(given.bodies * random() ^ given.skew)::int AS body,
           1 + floor(random() * cardinality(given.kinds))::int AS which,
           1 + floor(random() * cardinality(given.places))::int AS spot,
           (1 + floor(random() * given.wards))::int AS ward, random() AS luck, random() < 0.7 AS pinned,
           (random() - 0.5) * 0.05 AS north, (random() - 0.5) * 0.05 AS east,
           (1 + floor(random() * 40))::int AS lane, random() AS speed,
           given.now - random() * 365 * interval '1 day' AS at
      FROM given, generate_series(given.first, given.last) AS n
), placed AS (
    SELECT drawn.*, bench_body.id AS body_id, bench_body.number AS body_number,
           drawn.kinds[which] AS kind, drawn.places[spot] || ', ' || lane || ' নং গলি' AS words,
           drawn.titles[which] || drawn.folded[spot] || ' ' || lane || ' nam gali tina dina dhare' AS search,
           CASE WHEN pinned THEN bench_body.lat + north END AS lat,
           CASE WHEN pinned THEN bench_body.lon + east END AS lon,
           CASE WHEN luck < CASE WHEN at > now - interval '30 days' THEN 0.5 ELSE 0.03 END
                THEN 'in_progress' ELSE 'resolved_confirmed' END AS status
      FROM drawn JOIN bench_body ON bench_body.number = drawn.body
)
INSERT INTO cases_case (id, body_id, ref, version_id, source, channel, lane, category, status, level, ward,
                        fields, outside_ref, search, opened_at, promise_due_at, first_action_at, claimed_at,
                        ended_at, confirmed_by, stars, rated_at, lat, lon)
SELECT (lpad(to_hex((extract(epoch FROM at) * 1000)::bigint), 12, '0') || '7'
        || substr(md5(n::text), 1, 3) || '8' || substr(md5(n::text), 4, 15))::uuid,
       body_id, '26' || 3000 + body_number || 10000 + n || '0', version, 'bench:' || n, 'whatsapp', 'normal',
       kind, status, 0, ward::text,
       jsonb_build_object('category', kind, 'description', 'তিন দিন ধরে এই অবস্থা, কেউ দেখছে না', 'photo', null,
           'place', jsonb_build_object('text', words, 'ward', ward::text, 'landmark', null, 'lat', lat,
                                       'lon', lon)),
       '', search, at, at + interval '3 days', ended_at - interval '30 hours' * speed, ended_at, ended_at,
       CASE WHEN ended_at IS NULL THEN '' ELSE 'citizen' END,
       CASE WHEN speed < 0.3 AND ended_at IS NOT NULL THEN 1 + (5 * speed / 0.3)::int %% 5 END,
       CASE WHEN speed < 0.3 THEN ended_at END,
       lat, lon
  FROM placed, LATERAL (
       SELECT CASE WHEN status <> 'in_progress' THEN at + (1.3 + 3 * speed) * interval '1 day' END
       ) AS done (ended_at)
"""
_FILL_PARTIES = """
INSERT INTO cases_caseparty (id, body_id, case_id, role, name, phone, lang, contact_bucket, contact_id,
                             contact_epoch, search)
SELECT gen_random_uuid(), body_id, id, 'complainant', '', '', 'bn', 1,
       ('00000000-0000-0000-0000-' || lpad(to_hex(row_number() OVER ()), 12, '0'))::uuid, 1,
       given.names[1 + floor(random() * cardinality(given.names))]
           || given.names[1 + floor(random() * cardinality(given.names))]
           || ' 98' || lpad(floor(random() * 1e8)::bigint::text, 8, '0')
  FROM cases_case, (SELECT %s::text[] AS names) AS given
 WHERE source LIKE 'bench:%%' AND substr(source, 7)::int >= %s
"""
# Every twentieth was denied once, and for every fiftieth somebody said thanks.
_FILL_ENDS = """
INSERT INTO cases_caseevent (id, body_id, case_id, code, by, params, at)
SELECT gen_random_uuid(), body_id, id, CASE WHEN luck < 0.05 THEN 'reopened' ELSE 'thanked' END, 'citizen',
       '{}', opened_at + interval '1 day'
  FROM (SELECT body_id, id, opened_at, random() AS luck FROM cases_case
         WHERE ended_at IS NOT NULL AND source LIKE 'bench:%%' AND substr(source, 7)::int >= %s) AS ended
 WHERE luck < 0.07
"""
_FILL_EVENTS = """
INSERT INTO cases_caseevent (id, body_id, case_id, code, by, params, at)
SELECT gen_random_uuid(), body_id, id, 'opened', 'citizen', '{}', opened_at FROM cases_case
 WHERE source LIKE 'bench:%%' AND substr(source, 7)::int >= %s
"""
_IN_DISTRICTS = """
WITH district AS (
    SELECT id, row_number() OVER (ORDER BY code) - 1 AS place, count(*) OVER () AS many
      FROM bodies_localbody WHERE kind = 'district')
UPDATE bodies_localbody AS body SET parent_id = district.id
  FROM bench_body, district
 WHERE bench_body.id = body.id AND bench_body.number % district.many = district.place
"""
_DEPARTMENTS_OF = """
INSERT INTO bodies_department (id, body_id, code, name)
SELECT gen_random_uuid(), %s::uuid, 'wing-' || n, '{"bn": "দপ্তর", "en": "Wing"}'
  FROM generate_series(1, %s) AS n
"""
_IN_DEPARTMENTS = """
UPDATE cases_case AS matter SET department_id = department.id
  FROM bodies_department AS department
 WHERE department.code = 'wing-' || 1 + abs(hashtext(matter.category)) %% %s
   AND department.body_id = %s AND matter.body_id = %s
"""
