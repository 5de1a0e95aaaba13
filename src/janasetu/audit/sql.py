"""The SQL by which the database keeps history: made from what is declared and from what a table looks like.

A trigger for each statement, not for each row, sees all rows of the statement at once, as tables: so a bulk
statement costs one more statement.
"""

# ruff: noqa: S608 - the names of our own tables and columns, and no word of anybody's

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from janasetu.audit.tables import DELETE, TRUNCATE, UPDATE, Audited

ACTOR, REASON, KEY = "janasetu.actor", "janasetu.reason", "janasetu.audit_key"
NUMBERS = "audit_number"  # the sequence

# The database's own clock: who types SQL does not choose the moment.
MOMENT = "clock_timestamp()"
FINGERPRINT = 4  # bytes of the key's hash before a hash that was made with a key


@dataclass(frozen=True, slots=True)
class Shape:
    """A table as the database has it: its primary key, and each column's type and default."""

    name: str
    key: str
    columns: Mapping[str, tuple[str, str]]


def canonical(row: str, shape: Shape, declared: Audited) -> str:
    """The row as JSON in one form: without what is null or watched by nobody, and without what stands at the
    column's own default, so that a column that is added later changes no row that was there.
    """
    gone = "".join(f" - {literal(column)}" for column in declared.unwatched)
    gone += "".join(
        f" - CASE WHEN {row}.{quoted(column)} = ({default}) THEN {literal(column)} ELSE '' END"
        for column, (_, default) in shape.columns.items()
        if default
    )
    return f"jsonb_strip_nulls(to_jsonb({row}){gone})"


def row_hash(json: str, shape: Shape, declared: Audited, key: str) -> str:
    """The hash of a row in that form; of one with something personal in it, with the installation's key.

    Null where that key is not known. `key`: an expression.
    """
    table = literal(f"{shape.name}:")
    if not declared.personal:
        return f"sha256(convert_to({table} || {json}::text, 'UTF8'))"
    hashed = f"sha256(convert_to({key} || {table} || {json}::text, 'UTF8'))"
    return f"CASE WHEN {key} <> '' THEN {fingerprint(key)} || {hashed} END"


def fingerprint(key: str) -> str:
    """By which one key is told from another."""
    return f"substring(sha256(convert_to({key}, 'UTF8')) FOR {FINGERPRINT})"


def mark(row: str) -> str:
    """The hash of a row of history, from what stands in it."""
    said = ", ".join(
        (
            *(f"{row}.{column}" for column in ("id", "number", "body_id", "case_id")),
            f"(extract(epoch FROM {row}.at) * 1000000)::bigint",
            *(f"{row}.{column}" for column in ("table_name", "key", "act", "actor", "reason", "changed")),
            f"encode({row}.row_hash, 'hex')",
        )
    )
    return f"sha256(convert_to(jsonb_build_array({said})::text, 'UTF8'))"


def the_key() -> str:
    """The installation's key, as the session knows it; empty where it does not."""
    return f"coalesce(current_setting('{KEY}', true), '')"


# --- what keeps history ---

IDS = "audit_uuid7"
IDS_BODY = """
    SELECT encode(set_byte(made, 6, (get_byte(made, 6) & 15) | 112), 'hex')::uuid
      FROM (SELECT overlay(uuid_send(gen_random_uuid())
                   PLACING substring(int8send((extract(epoch FROM moment) * 1000)::bigint) FROM 3)
                   FROM 1 FOR 6) AS made) AS made
"""


def function_of(table: str) -> str:
    """What its trigger function is called."""
    return f"audit_of_{table}"


def function_body(shape: Shape, declared: Audited) -> str:
    """What happens after each statement that changed the table."""
    return f"""
DECLARE
    _moment timestamptz := {MOMENT};
    _hand text := coalesce(nullif(current_setting('{ACTOR}', true), ''), 'unknown ' || session_user);
    _why text := coalesce(current_setting('{REASON}', true), '');
    _key text := {the_key()};
BEGIN
    IF TG_OP = 'INSERT' THEN
        {keeping(shape.name, _inserted(shape, declared))};
    ELSIF TG_OP = 'UPDATE' THEN
        {keeping(shape.name, _updated(shape, declared))};
    ELSE
        {keeping(shape.name, _deleted(shape, declared))};
    END IF;
    RETURN NULL;
END
"""


def keeping(
    table: str, happened: str, *, moment: str = "_moment", hand: str = "_hand", why: str = "_why"
) -> str:
    """Write down what happened, a row of history for each row, and that it waits for its seal.

    `happened`: a query for key, body_id, case_id, act, changed and row_hash.
    """
    columns = "id, number, body_id, case_id, at, table_name, key, act, actor, reason, changed, row_hash"
    return f"""WITH happened AS ({happened}),
        kept AS (
            INSERT INTO audit_auditrow ({columns}, mark)
            SELECT {columns}, {mark("h")}
              FROM (SELECT {IDS}({moment}) AS id, nextval('{NUMBERS}') AS number, body_id, case_id,
                           {moment} AS at, {literal(table)} AS table_name, key, act,
                           left({hand}, 120) AS actor, {why} AS reason, changed, row_hash
                      FROM happened) AS h
            RETURNING id, number, body_id, mark)
        INSERT INTO audit_unsealed (id, number, body_id, mark) SELECT id, number, body_id, mark FROM kept"""


def _inserted(shape: Shape, declared: Audited) -> str:
    return f"""SELECT n.key, n.body_id, n.case_id, 'insert' AS act, '{{}}'::jsonb AS changed,
               {row_hash("n.j", shape, declared, "_key")} AS row_hash
          FROM ({rows_of("new_rows", shape, declared)}) AS n"""


def _updated(shape: Shape, declared: Audited) -> str:
    return f"""SELECT coalesce(n.key, o.key) AS key, coalesce(n.body_id, o.body_id) AS body_id,
               coalesce(n.case_id, o.case_id) AS case_id,
               CASE WHEN o.key IS NULL THEN 'insert' WHEN n.key IS NULL THEN 'delete' ELSE 'update' END
               AS act,
               CASE WHEN o.key IS NULL THEN '{{}}'::jsonb ELSE {_difference(declared)} END AS changed,
               CASE WHEN n.key IS NOT NULL THEN {row_hash("n.j", shape, declared, "_key")} END AS row_hash
          FROM ({rows_of("old_rows", shape, declared)}) AS o
          FULL JOIN ({rows_of("new_rows", shape, declared)}) AS n ON o.key = n.key
         WHERE o.j IS DISTINCT FROM n.j"""


def _deleted(shape: Shape, declared: Audited) -> str:
    return f"""SELECT o.key, o.body_id, o.case_id, 'delete' AS act, {_difference(declared)} AS changed,
               NULL::bytea AS row_hash
          FROM ({rows_of("old_rows", shape, declared)}) AS o CROSS JOIN (SELECT '{{}}'::jsonb AS j) AS n"""


def rows_of(source: str, shape: Shape, declared: Audited) -> str:
    """Key, body, case and canonical form of the rows of a table, or of a statement's."""
    body = f"r.{quoted(declared.body)}" if declared.body else "NULL::uuid"
    return (
        f"SELECT r.{quoted(shape.key)}::text AS key, {body} AS body_id, {_case('r', declared)} AS case_id,"
        f" {canonical('r', shape, declared)} AS j FROM {source} AS r"
    )


def _case(row: str, declared: Audited) -> str:
    """The case of a row, looked up where the row itself does not know it; null where it is of none."""
    if not declared.case:
        return "NULL::uuid"
    steps = [*declared.by_way_of, (declared.case, "")]
    found = f"{row}.{quoted(steps[0][0])}"
    for (_, table), (column, _next) in pairwise(steps):
        found = (
            f"(SELECT beyond.{quoted(column)} FROM {quoted(table)} AS beyond"
            f" WHERE beyond.body_id = {row}.{quoted(declared.body)} AND beyond.id = {found})"
        )
    return found


def _difference(declared: Audited) -> str:
    """The columns in which `o.j` and `n.j` differ: before and after, or that they changed and no more."""
    pair = "jsonb_build_array(o.j -> name, n.j -> name)"
    if declared.hidden:
        hidden = ", ".join(map(literal, declared.hidden))
        pair = f"CASE WHEN name IN ({hidden}) THEN '\"*\"'::jsonb ELSE {pair} END"
    return (
        f"(SELECT coalesce(jsonb_object_agg(name, {pair}), '{{}}')"
        " FROM jsonb_object_keys(o.j || coalesce(n.j, '{}')) AS name"
        " WHERE (o.j -> name) IS DISTINCT FROM (n.j -> name))"
    )


# --- what the database refuses ---

REFUSING = "audit_refuse"
REFUSING_BODY = """
BEGIN
    RAISE EXCEPTION '% keeps what it has: % is refused', TG_TABLE_NAME, TG_OP
        USING ERRCODE = 'insufficient_privilege',
              HINT = 'docs/reference/audit.md tells what may be done instead';
END
"""

_ROW, _BEFORE, _ON_INSERT, _ON_DELETE, _ON_UPDATE, _ON_TRUNCATE = 1, 2, 4, 8, 16, 32  # as pg_trigger has them
_BITS = {UPDATE: _ON_UPDATE, DELETE: _ON_DELETE, TRUNCATE: _ON_TRUNCATE}


@dataclass(frozen=True, slots=True)
class Trigger:
    """A trigger as it should be. `kind`: the bits of pg_trigger.tgtype; `made`: how it is created."""

    table: str
    name: str
    function: str
    kind: int
    made: str


def keepers(table: str) -> Iterator[Trigger]:
    """The triggers that keep the history of a table."""
    function = function_of(table)
    for event, bit, rows in (
        ("INSERT", _ON_INSERT, "NEW TABLE AS new_rows"),
        ("UPDATE", _ON_UPDATE, "OLD TABLE AS old_rows NEW TABLE AS new_rows"),
        ("DELETE", _ON_DELETE, "OLD TABLE AS old_rows"),
    ):
        made = f"AFTER {event} ON {quoted(table)} REFERENCING {rows} FOR EACH STATEMENT"
        yield Trigger(table, f"audit_{event.lower()}", function, bit, made)


def walls(table: str, shut: frozenset[str]) -> Iterator[Trigger]:
    """The triggers that refuse these acts on a table."""
    rowwise = sorted(shut - {TRUNCATE})
    if rowwise:
        kind = _ROW | _BEFORE | sum(_BITS[act] for act in rowwise)
        made = f"BEFORE {' OR '.join(rowwise)} ON {quoted(table)} FOR EACH ROW"
        yield Trigger(table, "audit_wall", REFUSING, kind, made)
    if TRUNCATE in shut:
        made = f"BEFORE TRUNCATE ON {quoted(table)} FOR EACH STATEMENT"
        yield Trigger(table, "audit_wall_whole", REFUSING, _BEFORE | _ON_TRUNCATE, made)


def own_wall() -> Trigger:
    """History is written by triggers; a statement that somebody sends writes none."""
    made = "BEFORE INSERT ON audit_auditrow FOR EACH STATEMENT WHEN (pg_trigger_depth() = 0)"
    return Trigger("audit_auditrow", "audit_wall_own", REFUSING, _BEFORE | _ON_INSERT, made)


def quoted(name: str) -> str:
    """The name of a table or a column."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """A text as a value."""
    return "'" + text.replace("'", "''") + "'"
