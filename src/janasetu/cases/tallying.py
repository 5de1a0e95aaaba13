"""What cases count for the figures of reports, month by month, in one statement: see `figures`.

Every count is a sum over cases of small signed numbers, each of one figure in one month, so that months and
bodies add up. A case that a citizen said no to in two months counts in each of them, and once in both
together: for that a minus one of the later month stands, `since` the earlier, which is added wherever both
are.
"""

from datetime import date, datetime, timedelta
from enum import IntEnum
from math import log
from typing import Any

from django.db.models import TextChoices

from janasetu.bodies.choices import ABOVE_LOCAL
from janasetu.cases.choices import DONE, OPEN, WITH_OFFICE, Reach, Status
from janasetu.cases.figures import DECIDED
from janasetu.cases.periods import months_until
from janasetu.lib.clock import local

STANDING = date(1, 1, 1)  # the month of what stands now, whenever it was opened
# How long something took is kept to one part in twenty, in minutes: the power of this that it reaches.
_STEP = 1.05
_STANDING = -1  # in the place of a month


class Told(IntEnum):
    """What a number counts. To ACTED and DONE the step is added that the time reached."""

    RECEIVED = 1
    OPEN = 2
    OVERDUE = 3
    KEPT = 4
    BROKEN = 5
    LAW_KEPT = 6
    LAW_BROKEN = 7
    RATED = 8
    STARS = 9
    REOPENED = 10
    THANKED = 11
    UNCONFIRMED = 12
    NOT_DONE = 13  # of the claimed ones those that are not done
    ACTED = 1000
    DONE = 2000


def time_of(step: int) -> timedelta:
    """The middle of what is kept as this step."""
    return timedelta(minutes=_STEP ** (step + 0.5)) if step else timedelta(minutes=1)


def asked(first: date, now: datetime) -> dict[str, Any]:
    """What each of the statements below is told: the moment, and the months until then, from the `first`."""
    today = local(now).date()
    months = months_until(today, 12 * (today.year - first.year) + today.month - first.month + 1)
    begun = [one.since for one in months]
    return {"now": now, "first": first, "horizon": begun[0], "months": begun}


def _month(column: str) -> str:
    """The number of its month, from 1; 0 before the first. Quicker than a calendar."""
    return f"width_bucket({column}, %(months)s::timestamptz[])"


def _date(column: str) -> str:
    date = f"(%(first)s::date + make_interval(months => {column} - 1))::date"
    return f"CASE WHEN {column} = {_STANDING} THEN '{STANDING.isoformat()}'::date ELSE {date} END"


def _words(choices: tuple[TextChoices, ...]) -> str:
    return "(" + ", ".join(f"'{one.value}'" for one in choices) + ")"


def _step(column: str) -> str:
    took = f"date_part('epoch', {column} - opened_at) / 60"
    return f"floor(ln(greatest({took}, 1)) / {log(_STEP)!r})::int"


def _judged(due: str, kept: Told, broken: Told) -> str:
    """The promise by one limit: kept, or broken when the limit ran out."""
    claimed, decided = f"status IN {_words(DONE)}", f"status IN {_words(DECIDED)}"
    later = f"({claimed} AND claimed_at > {due} OR {decided} AND ended_at > {due})"
    return f"""
        ({kept:d}, CASE WHEN {claimed} AND claimed_at <= {due} THEN {_at("claimed_at")}
                      WHEN {decided} AND ended_at <= {due} THEN {_at("ended_at")} END, 1),
        ({broken:d}, CASE WHEN {due} < %(now)s AND (status IN {_words(WITH_OFFICE)} OR {later})
                        THEN {_month(due)} END, 1)"""


def _at(column: str, condition: str = "true") -> str:
    return f"CASE WHEN {column} <= %(now)s AND {condition} THEN {_month(column)} END"


_DONE = f"status IN {_words(DONE)}"
_SILENT = f"status = '{Status.RESOLVED_UNCONFIRMED}' AND ended_at > claimed_at"

# Of each of the cases: id, body_id, service, category, and month, since, code and n of what it counts.
_TALLIED = f"""
marked AS MATERIALIZED (
    SELECT event.case_id, event.code = 'reopened' AS denied, {_month("event.at")} AS month
      FROM cases_caseevent AS event
     WHERE event.code IN ('reopened', 'thanked') AND event.at BETWEEN %(horizon)s AND %(now)s {{of_events}}
     GROUP BY 1, 2, 3
), matter AS NOT MATERIALIZED (
    SELECT matter.*, version.code AS service, {_at("claimed_at", _DONE)} AS done_in
      FROM cases_case AS matter JOIN catalogue_serviceversion AS version ON version.id = matter.version_id
     WHERE {{of_cases}}
), linked AS (
    SELECT case_id, code, month, lag(month) OVER (PARTITION BY case_id, code ORDER BY month) AS earlier
      FROM (SELECT case_id, CASE WHEN denied THEN {Told.REOPENED:d} ELSE {Told.THANKED:d} END AS code, month
              FROM marked
             UNION
            SELECT case_id, {Told.NOT_DONE:d}, month FROM marked WHERE denied
             UNION
            SELECT id, {Told.NOT_DONE:d}, done_in FROM matter
             WHERE done_in IS NOT NULL AND id IN (SELECT case_id FROM marked WHERE denied)) AS mark
), tallied AS (
    SELECT matter.id, matter.body_id, service, category, told.month, told.month AS since, told.code, told.n
      FROM matter, LATERAL (VALUES
        ({Told.RECEIVED:d}, {_at("opened_at")}, 1),
        ({Told.OPEN:d}, CASE WHEN status IN {_words(OPEN)} AND opened_at <= %(now)s THEN {_STANDING} END, 1),
        ({Told.OVERDUE:d}, CASE WHEN status IN {_words(WITH_OFFICE)} AND promise_due_at < %(now)s
                                     AND opened_at <= %(now)s THEN {_STANDING} END, 1),
        {_judged("promise_due_at", Told.KEPT, Told.BROKEN)},
        {_judged("statutory_due_at", Told.LAW_KEPT, Told.LAW_BROKEN)},
        ({Told.ACTED:d} + {_step("first_action_at")}, {_at("first_action_at")}, 1),
        ({Told.DONE:d} + {_step("claimed_at")}, done_in, 1),
        ({Told.RATED:d}, {_at("rated_at", "stars IS NOT NULL")}, 1),
        ({Told.STARS:d}, {_at("rated_at", "stars IS NOT NULL")}, stars::int),
        ({Told.UNCONFIRMED:d}, {_at("ended_at", _SILENT)}, 1)
      ) AS told (code, month, n)
     WHERE (status IN {_words(OPEN)} OR opened_at >= %(horizon)s OR ended_at >= %(horizon)s
            OR rated_at >= %(horizon)s)
       AND told.month <> 0
     UNION ALL
    SELECT matter.id, matter.body_id, service, category, linked.month, link.since, linked.code, link.n
      FROM linked JOIN matter ON matter.id = linked.case_id, LATERAL (VALUES
        (CASE WHEN linked.code <> {Told.NOT_DONE:d} OR linked.month IS DISTINCT FROM done_in
              THEN linked.month END, 1),
        (linked.earlier, -1)
      ) AS link (since, n)
     WHERE link.since > 0 AND linked.month > 0
)"""  # noqa: S608 - our own names only


# Where a case is counted beside its own body: in the nearest in which others lie, that one or the next above.
_NEAR = f"""
    SELECT body.id, CASE WHEN body.kind IN {_words(ABOVE_LOCAL)} OR EXISTS (
           SELECT 1 FROM bodies_localbody AS part WHERE part.parent_id = body.id
           ) THEN body.id ELSE body.parent_id END AS near
      FROM bodies_localbody AS body
"""  # noqa: S608
# The groups in which cases are counted, by the body that they are counted near, and how many each has.
GROUPS = f"""
    SELECT near, count(*) FROM cases_case JOIN ({_NEAR}) AS place ON place.id = cases_case.body_id
     WHERE near IS NOT NULL GROUP BY near ORDER BY near
"""  # noqa: S608
_COUNTED = f"""
place AS MATERIALIZED (
    SELECT * FROM ({_NEAR}) AS place WHERE near = ANY(%(groups)s)
), {_TALLIED}, counted AS (
    SELECT coalesce(body_id, near) AS body_id,
           CASE WHEN body_id IS NULL THEN '{Reach.NEAR}' ELSE '{Reach.OWN}' END AS reach,
           coalesce(service, '') AS service, coalesce(category, '') AS category,
           {_date("month")} AS month, {_date("since")} AS since, code, sum(n) AS n
      FROM tallied JOIN place ON place.id = body_id
     GROUP BY GROUPING SETS ((body_id, month, since, code), (near, service, category, month, since, code))
)""".format(  # noqa: S608
    of_events="AND event.body_id IN (SELECT id FROM place)",
    of_cases="matter.body_id IN (SELECT id FROM place) AND confidential <> 'office'",
)
_OF_PLACES = f"""
    (reach = '{Reach.OWN}' AND body_id IN (SELECT id FROM place)
     OR reach = '{Reach.NEAR}' AND body_id = ANY(%(groups)s))"""  # noqa: S608
_TOGETHER = f"""
above (near, id) AS (
    SELECT DISTINCT body_id, body_id FROM cases_tally WHERE reach = '{Reach.NEAR}'
     UNION
    SELECT above.near, body.parent_id FROM above JOIN bodies_localbody AS body ON body.id = above.id
     WHERE body.parent_id IS NOT NULL
), counted AS (
    SELECT above.id AS body_id, '{Reach.WHOLE}' AS reach, coalesce(service, '') AS service,
           coalesce(category, '') AS category, month, since, code, sum(n::int) AS n
      FROM above JOIN cases_tally AS tally ON tally.body_id = above.near AND reach = '{Reach.NEAR}',
           jsonb_each_text(told) AS number (code, n)
     GROUP BY GROUPING SETS ((above.id, month, since, code),
                             (above.id, service, category, month, since, code))
)"""  # noqa: S608
_WRITTEN = """
WITH RECURSIVE {counted}, told AS MATERIALIZED (
    SELECT body_id, reach, service, category, month, since, jsonb_object_agg(code, n) AS told
      FROM counted WHERE n <> 0
     GROUP BY body_id, reach, service, category, month, since
), gone AS (
    DELETE FROM cases_tally AS tally
     WHERE {others} AND NOT EXISTS (
           SELECT 1 FROM told
            WHERE (told.body_id, told.reach, told.service, told.category, told.month, told.since)
                = (tally.body_id, tally.reach, tally.service, tally.category, tally.month, tally.since))
    RETURNING 1
), written AS (
    INSERT INTO cases_tally (id, body_id, reach, service, category, month, since, told)
    SELECT gen_random_uuid(), body_id, reach, service, category, month, since, told FROM told
        ON CONFLICT (body_id, reach, service, category, month, since)
        DO UPDATE SET told = EXCLUDED.told WHERE cases_tally.told <> EXCLUDED.told
    RETURNING 1
)
SELECT (SELECT count(*) FROM gone) + (SELECT count(*) FROM written)
"""

# Write down what the bodies of these `groups` count, and each group by subject; how many rows changed. What
# is about an office is left out: whether it counts depends on who reads.
COUNT = _WRITTEN.format(counted=_COUNTED, others=_OF_PLACES)
# The same of every body with all that lies in it, from what its groups count.
ADD_UP = _WRITTEN.format(counted=_TOGETHER, others=f"reach = '{Reach.WHOLE}'")
# What each of the `cases` of these `bodies` counts: id, service, category, month, since, code, n.
OF_CASES = f"""
WITH {_TALLIED}
SELECT id, service, category, {_date("month")}, {_date("since")}, code, n FROM tallied
""".format(  # noqa: S608
    of_events="AND event.body_id = ANY(%(bodies)s) AND event.case_id = ANY(%(cases)s)",
    of_cases="matter.body_id = ANY(%(bodies)s) AND matter.id = ANY(%(cases)s)",
)
