"""Lay the triggers that keep history, where they are not as they are declared, and tell where they are not.

They are laid after every migration, so that a table or a column that came with it has its history too.
"""

# ruff: noqa: S608 - the names of our own tables and columns, and no word of anybody's

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction

from janasetu.audit import sql
from janasetu.audit.choices import Act
from janasetu.audit.sql import Shape, Trigger
from janasetu.audit.tables import AUDITED, SHUT, Audited

HISTORY = "audit_auditrow"
NO_TABLES = "the database is of a release that kept no history"
STOCK = 5000  # rows whose history begins at once, in one transaction

_COLUMNS = """
SELECT class.relname, attribute.attname, format_type(attribute.atttypid, attribute.atttypmod),
       coalesce(pg_get_expr(defaults.adbin, defaults.adrelid), ''),
       attribute.attnum = ANY (primary_key.indkey)
  FROM pg_class AS class
  JOIN pg_attribute AS attribute ON attribute.attrelid = class.oid
  JOIN pg_index AS primary_key ON primary_key.indrelid = class.oid AND primary_key.indisprimary
  LEFT JOIN pg_attrdef AS defaults ON defaults.adrelid = class.oid AND defaults.adnum = attribute.attnum
 WHERE class.relnamespace = current_schema()::regnamespace AND class.relname = ANY (%s)
   AND attribute.attnum > 0 AND NOT attribute.attisdropped
 ORDER BY class.relname, attribute.attname
"""
_TRIGGERS = """
SELECT class.relname, trigger.tgname, function.proname, trigger.tgtype::int, trigger.tgenabled = 'O'
  FROM pg_trigger AS trigger
  JOIN pg_class AS class ON class.oid = trigger.tgrelid
  JOIN pg_proc AS function ON function.oid = trigger.tgfoid
 WHERE class.relnamespace = current_schema()::regnamespace AND trigger.tgname LIKE 'audit\\_%%'
"""
_FUNCTIONS = """
SELECT proname, prosrc, coalesce(obj_description(oid, 'pg_proc'), '') FROM pg_proc
 WHERE pronamespace = current_schema()::regnamespace AND proname LIKE 'audit\\_%%'
"""


@dataclass(frozen=True, slots=True)
class Function:
    """A function as it should be."""

    name: str
    body: str
    made: str  # what stands before its body


@dataclass(frozen=True, slots=True)
class Plan:
    """All that should be there, for the tables that the database has."""

    shapes: Mapping[str, Shape]
    functions: Mapping[str, Function]
    triggers: Mapping[tuple[str, str], Trigger]

    @property
    def audited(self) -> list[str]:
        """The tables whose history is kept."""
        return [table for table in AUDITED if table in self.shapes]


@dataclass(frozen=True, slots=True)
class Live:
    """What is there: each function's body and comment, each trigger with its kind and whether it is on."""

    functions: Mapping[str, tuple[str, str]]
    triggers: Mapping[tuple[str, str], tuple[str, int, bool]]

    def has_function(self, one: Function) -> bool:
        return self.functions.get(one.name, ("", ""))[0] == one.body

    def has_trigger(self, one: Trigger) -> bool:
        return self.triggers.get((one.table, one.name)) == (one.function, one.kind, True)

    def remembered(self, table: str) -> dict[str, Any]:
        """What the table looked like when the history of its rows began; nothing where it has not."""
        comment = self.functions.get(sql.function_of(table), ("", ""))[1]
        found: dict[str, Any] = json.loads(comment) if comment.startswith("{") else {}
        return found


def differences() -> list[str]:
    """What is not as it is declared, in words; empty where all history is kept."""
    plan, live = _plan(), _live()
    if HISTORY not in plan.shapes:
        return [NO_TABLES]
    wrong = [
        f"the function {one.name} is not as declared"
        for one in plan.functions.values()
        if not live.has_function(one)
    ]
    wrong += [
        f"the trigger {one.name} of {one.table} is missing, changed or off"
        for one in plan.triggers.values()
        if not live.has_trigger(one)
    ]
    wrong += [f"the trigger {name} of {table} is nobody's" for table, name in _strange(plan, live)]
    return wrong + [f"the history of {table} has not begun" for table in _unstocked(plan, live)]


def lay() -> None:
    """Make everything as it is declared; quick where it is.

    Rows that stand there without a history begin one, some at a time: whoever works on their table meanwhile
    is not held up.
    """
    plan, live = _plan(), _live()
    if HISTORY not in plan.shapes:
        return  # the database is of a release before, or is not yet as far
    with connection.cursor() as cursor:
        for function in plan.functions.values():
            if not live.has_function(function):
                cursor.execute(f"{function.made} AS $audit${function.body}$audit$")
        for trigger in plan.triggers.values():
            if not live.has_trigger(trigger):
                _make(cursor, trigger)
        for table, name in _strange(plan, live):
            cursor.execute(f'DROP TRIGGER "{name}" ON "{table}"')
    for table in plan.audited:
        _keep_stock(plan.shapes[table], AUDITED[table], live.remembered(table))


def shapes(tables: Iterator[str] | None = None) -> dict[str, Shape]:
    """What the audited tables look like; one query."""
    wanted = list(tables or (*AUDITED, *SHUT))
    found: dict[str, dict[str, tuple[str, str]]] = {}
    keys: dict[str, str] = {}
    with connection.cursor() as cursor:
        cursor.execute(_COLUMNS, [wanted])
        for table, column, kind, default, in_key in cursor.fetchall():
            constant = "" if "(" in default or in_key else default  # else a sequence's, which is never equal
            found.setdefault(table, {})[column] = (kind, constant)
            if in_key:
                keys[table] = column
    return {table: Shape(table, keys[table], columns) for table, columns in found.items()}


def _plan() -> Plan:
    here = shapes()
    functions = [_ids(), _refusing()]
    triggers: list[Trigger] = []
    for table, declared in AUDITED.items():
        if table in here:
            functions.append(_keeping(here[table], declared))
            triggers += sql.keepers(table)
    for table, shut in SHUT.items():
        if table in here:
            triggers += sql.walls(table, shut)
    if HISTORY in here:
        triggers.append(sql.own_wall())
    return Plan(here, {one.name: one for one in functions}, {(one.table, one.name): one for one in triggers})


def _ids() -> Function:
    made = f"CREATE OR REPLACE FUNCTION {sql.IDS}(moment timestamptz) RETURNS uuid LANGUAGE sql VOLATILE"
    return Function(sql.IDS, sql.IDS_BODY, made)


def _refusing() -> Function:
    made = f"CREATE OR REPLACE FUNCTION {sql.REFUSING}() RETURNS trigger LANGUAGE plpgsql"
    return Function(sql.REFUSING, sql.REFUSING_BODY, made)


def _keeping(shape: Shape, declared: Audited) -> Function:
    """Its own time zone and path, so that no session changes what is written, or where."""
    name = sql.function_of(shape.name)
    made = (
        f'CREATE OR REPLACE FUNCTION "{name}"() RETURNS trigger LANGUAGE plpgsql'
        " SET timezone = 'UTC' SET search_path = public, pg_temp"
    )
    return Function(name, sql.function_body(shape, declared), made)


def _live() -> Live:
    with connection.cursor() as cursor:
        cursor.execute(_FUNCTIONS)
        functions = {name: (body, comment) for name, body, comment in cursor.fetchall()}
        cursor.execute(_TRIGGERS)
        triggers = {
            (table, name): (function, kind, is_on) for table, name, function, kind, is_on in cursor.fetchall()
        }
    return Live(functions, triggers)


def _strange(plan: Plan, live: Live) -> list[tuple[str, str]]:
    return sorted(set(live.triggers) - set(plan.triggers))


def _make(cursor: Any, one: Trigger) -> None:
    cursor.execute(f'DROP TRIGGER IF EXISTS "{one.name}" ON "{one.table}"')
    cursor.execute(f'CREATE TRIGGER "{one.name}" {one.made} EXECUTE FUNCTION "{one.function}"()')


# --- rows that were there before their history ---

_HISTORY = "SELECT EXISTS (SELECT FROM audit_auditrow WHERE table_name = %s)"
Columns = Mapping[str, tuple[str, str]]


def _unstocked(plan: Plan, live: Live) -> list[str]:
    """Tables whose rows have no history yet, or whose columns went or changed since it began."""
    return [table for table in plan.audited if not _still_fits(live.remembered(table), plan.shapes[table])]


def _still_fits(remembered: Mapping[str, Any], shape: Shape) -> bool:
    """Whether a row that is as it was has the hash it had: what came since is empty or at its default."""
    known: Columns | None = remembered.get("columns")
    return known is not None and all(
        list(shape.columns.get(column, ())) == list(facts) for column, facts in known.items()
    )


def _keep_stock(shape: Shape, declared: Audited, remembered: Mapping[str, Any]) -> None:
    if not _still_fits(remembered, shape):
        _begin(shape, declared, remembered)
    elif len(remembered["columns"]) < len(shape.columns):
        _remember(shape.name, {"columns": shape.columns})


def _begin(shape: Shape, declared: Audited, remembered: Mapping[str, Any]) -> None:
    """Begin the history of each row that has none; of each row where their form has changed.

    A table with a history of which nothing is remembered has lost its triggers: what happened meanwhile is
    not made good by stock that is taken now.
    """
    is_anew = "columns" in remembered
    if is_anew or "begun" in remembered or not _has_history(shape.name):
        _remember(shape.name, {"begun": True})
        _take_stock(shape, declared, anew=is_anew)
    _remember(shape.name, {"columns": shape.columns})


def _has_history(table: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(_HISTORY, [table])
        return bool(cursor.fetchone()[0])


def _remember(table: str, what: Mapping[str, Any]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f'COMMENT ON FUNCTION "{sql.function_of(table)}"() IS {sql.literal(json.dumps(what))}')


def _take_stock(shape: Shape, declared: Audited, *, anew: bool) -> None:
    after: Any = None
    while True:
        upto = _end_of_part(shape, after)
        _take_some(shape, declared, after, upto, anew=anew)
        if upto is None:
            break
        after = upto


def _end_of_part(shape: Shape, after: Any) -> Any:
    """The key of the last row of the next part; None where all that is left is one part."""
    where, values = _between(shape, after, None)
    with connection.cursor() as cursor:
        cursor.execute(
            f'SELECT r."{shape.key}" FROM "{shape.name}" AS r WHERE {where}'
            f' ORDER BY r."{shape.key}" OFFSET {STOCK - 1} LIMIT 1',
            values,
        )
        found = cursor.fetchone()
    return found[0] if found else None


@transaction.atomic
def _take_some(shape: Shape, declared: Audited, after: Any, upto: Any, *, anew: bool) -> None:
    """The rows are held meanwhile, and seen as they are last, so that no change comes in between."""
    where, values = _between(shape, after, upto)
    table = sql.literal(shape.name)
    if not anew:
        where += (
            f" AND NOT EXISTS (SELECT FROM audit_auditrow AS h"
            f' WHERE h.table_name = {table} AND h.key = r."{shape.key}"::text)'
        )
    source = f'(SELECT r.* FROM "{shape.name}" AS r WHERE {where} FOR SHARE)'
    row_hash = sql.row_hash("n.j", shape, declared, sql.the_key())
    happened = (
        f"SELECT n.key, n.body_id, n.case_id, '{Act.FOUND.value}' AS act, '{{}}'::jsonb AS changed,"
        f" {row_hash} AS row_hash FROM ({sql.rows_of(source, shape, declared)}) AS n"
    )
    moment = sql.MOMENT
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('timezone', 'UTC', true)")
        cursor.execute("ALTER TABLE audit_auditrow DISABLE TRIGGER audit_wall_own")
        cursor.execute(sql.keeping(shape.name, happened, moment=moment, hand="'system'", why="''"), values)
        cursor.execute("ALTER TABLE audit_auditrow ENABLE TRIGGER audit_wall_own")


def _between(shape: Shape, after: Any, upto: Any) -> tuple[str, list[Any]]:
    """The rows whose keys lie between these, the last of them too."""
    bounds = [(f'r."{shape.key}" > %s', after), (f'r."{shape.key}" <= %s', upto)]
    given = [(condition, value) for condition, value in bounds if value is not None]
    return " AND ".join([condition for condition, _ in given] or ["true"]), [value for _, value in given]
