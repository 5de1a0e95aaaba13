"""Guard: every table belongs to one key family, so that it can be spread over machines (ADR: two families).

Bucket family (messaging): every key holds `bucket`. Body family (casework): every key holds `body_id`. No
foreign key leads from one to the other. Reference tables are copied to every machine.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

import pytest
from django.apps import apps
from django.db import connection

from janasetu.lib.ids import uuid7

# Tables of ours outside both families, and why.
REFERENCE = {
    "bodies_attempt": "tries at the door by hash, before anybody knows whose; they live for a day",
    "bodies_bodyname": "reference: spellings of their names, searched over all bodies at once",
    "bodies_localbody": "reference: the bodies themselves",
    "bodies_role": "reference: names of roles",
    "catalogue_definitionfault": "reference: what is wrong with the files of definitions",
    "catalogue_serviceversion": "reference: definitions, never changed",
    "messaging_line": "reference: the numbers citizens write to; a body, or none on an area line",
    "messaging_standing": "reference: how providers stand to our templates, numbers and account",
    "messaging_inboundbatch": "raw bytes of a provider, of many people at once, before anybody knows whose",
    "messaging_pulse": "the intakes that run, for as long as they do",
}
# Tables of libraries, which live with the web and are spread by nobody.
LIBRARIES = {
    "account_emailaddress",
    "account_emailconfirmation",
    "auth_group",
    "auth_group_permissions",
    "auth_permission",
    "auth_user",
    "auth_user_groups",
    "auth_user_user_permissions",
    "django_content_type",
    "django_migrations",
    "django_session",
    "mfa_authenticator",
    "procrastinate_events",
    "procrastinate_jobs",
    "procrastinate_periodic_defers",
    "procrastinate_workers",
}
# Primary keys that are not a UUID version 7 made in Python, and why.
OTHER_PRIMARY_KEYS = {
    "bodies_attempt": "its key: the hash of what is tried",
    "bodies_role": "its code: a reference table that people read",
    "messaging_seenkey": "bucket and key: the dedupe is the row",
    "messaging_inboundbatch": "a uuid7 that the intake makes, outside Django",
    "messaging_pulse": "a uuid7 that the intake makes, outside Django",
}

# A constant may be the database's: a program of the release before knows nothing of a new column.
_COLUMNS = """
SELECT table_name, column_name, data_type, coalesce(column_default LIKE '%(%', false) OR is_identity = 'YES'
  FROM information_schema.columns WHERE table_schema = 'public'
"""
_UNIQUES = """
SELECT index.indrelid::regclass::text, index.indexrelid::regclass::text, index.indisprimary,
       array_agg(attribute.attname::text ORDER BY attribute.attname)
  FROM pg_index AS index
  JOIN pg_namespace AS schema ON schema.nspname = 'public'
  JOIN pg_class AS class ON class.oid = index.indrelid AND class.relnamespace = schema.oid
  JOIN pg_attribute AS attribute
    ON attribute.attrelid = index.indrelid AND attribute.attnum = ANY (index.indkey)
 WHERE index.indisunique GROUP BY 1, 2, 3
"""
_FOREIGN_KEYS = """
SELECT conname, conrelid::regclass::text, confrelid::regclass::text FROM pg_constraint WHERE contype = 'f'
"""


@dataclass(frozen=True)
class Unique:
    """A primary key or a unique index, partial ones too."""

    table: str
    name: str
    primary: bool
    columns: frozenset[str]


@dataclass
class Table:
    """A table as PostgreSQL knows it."""

    name: str
    columns: dict[str, str] = field(default_factory=dict)
    filled_by_database: set[str] = field(default_factory=set)

    @property
    def family(self) -> str | None:
        """The column that every key of the table holds; None outside both families."""
        if self.name in REFERENCE:
            return None
        return next((column for column in ("bucket", "body_id") if column in self.columns), None)


@pytest.fixture
def tables(db: None) -> dict[str, Table]:
    """Every table of the migrated database."""
    found: dict[str, Table] = {}
    for name, column, kind, filled in _rows(_COLUMNS):
        table = found.setdefault(name, Table(name))
        table.columns[column] = kind
        if filled:
            table.filled_by_database.add(column)
    return found


@pytest.fixture
def ours(tables: dict[str, Table]) -> dict[str, Table]:
    return {name: table for name, table in tables.items() if name not in LIBRARIES}


def _rows(query: str) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return cursor.fetchall()


def uniques() -> list[Unique]:
    return [
        Unique(table, name, primary, frozenset(columns)) for table, name, primary, columns in _rows(_UNIQUES)
    ]


def breaks_its_family(unique: Unique, tables: Mapping[str, Table]) -> bool:
    """Whether a key cannot be kept on one machine: it lacks the family's column and is no uuid7 of ours."""
    table = tables[unique.table]
    by_id = unique.primary and unique.columns == {"id"} and table.columns["id"] == "uuid"
    return table.family is not None and table.family not in unique.columns and not by_id


def test_every_table_is_known(tables: dict[str, Table]) -> None:
    models = {model._meta.db_table for model in apps.get_models(include_auto_created=True)}

    assert set(tables) == models | {"django_migrations"}
    assert set(tables) >= LIBRARIES
    assert set(REFERENCE) <= set(tables)


def test_every_table_of_ours_belongs_to_a_family_or_is_a_reference_table(ours: dict[str, Table]) -> None:
    assert {name for name, table in ours.items() if table.family is None} == set(REFERENCE)


def test_every_key_holds_the_column_of_its_family(ours: dict[str, Table]) -> None:
    keys = [unique for unique in uniques() if unique.table in ours]

    assert [key.name for key in keys if breaks_its_family(key, ours)] == []
    assert len(keys) >= len(ours)


def test_no_foreign_key_leads_from_one_family_to_the_other(tables: dict[str, Table]) -> None:
    crossing = [
        name
        for name, source, target in _rows(_FOREIGN_KEYS)
        if tables[target].family is not None and tables[source].family != tables[target].family
    ]

    assert crossing == []


def test_the_database_makes_no_id_of_ours(ours: dict[str, Table]) -> None:
    assert {name for name, table in ours.items() if table.filled_by_database} == set()


def test_every_primary_key_is_a_uuid_of_version_seven_made_in_python() -> None:
    others = {
        model._meta.db_table
        for model in apps.get_models()
        if model.__module__.startswith("janasetu.") and getattr(model._meta.pk, "default", None) is not uuid7
    }

    assert others == set(OTHER_PRIMARY_KEYS)


def test_the_guard_sees_a_key_that_breaks_its_family() -> None:
    case = Table("cases_case", {"id": "uuid", "body_id": "uuid", "ref": "text"})
    counted = Table("messaging_thing", {"id": "bigint", "bucket": "smallint"})
    tables = {"cases_case": case, "messaging_thing": counted}

    assert not breaks_its_family(Unique("cases_case", "p", True, frozenset({"id"})), tables)
    assert not breaks_its_family(Unique("cases_case", "u", False, frozenset({"body_id", "ref"})), tables)
    assert breaks_its_family(Unique("cases_case", "u", False, frozenset({"ref"})), tables)
    assert breaks_its_family(Unique("cases_case", "u", False, frozenset({"id"})), tables)
    assert breaks_its_family(Unique("messaging_thing", "p", True, frozenset({"id"})), tables)
