"""Many rows in one statement: written as they are, whatever is in them, and found by any of many values."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import psycopg
import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.db.models import Model
from hypothesis import HealthCheck, settings
from hypothesis import given as given_
from hypothesis import strategies as st

from janasetu.lib.ids import uuid7
from janasetu.lib.tests.strategies import bengali_hostile
from janasetu.lib.text import clean
from janasetu.messaging.models import InboundBatch, InboundMessage, OutboundMessage, SeenKey
from janasetu.people.tests.factories import statements
from janasetu.rows import bulk
from janasetu.rows.lists import QuickListDumper

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 21, 6, 30, 0, 123456, tzinfo=UTC)


def message(**changes: Any) -> InboundMessage:
    plain = {
        "bucket": 7,
        "batch_id": uuid7(),
        "provider_id": "wamid.1",
        "kind": "text",
        "said": {"kind": "text", "text": "জল নেই"},
        "provider_at": NOW,
        "received_at": NOW,
    }
    return InboundMessage(**plain | changes)


def key(name: str, *, bucket: int = 1, seen_at: datetime = NOW) -> SeenKey:
    return SeenKey(bucket=bucket, key=name, seen_at=seen_at)


def stored(row: Model) -> dict[str, Any]:
    """Every column of it as the database has it, beside what was given."""
    found = type(row)._default_manager.get(pk=row.pk)
    return {field.attname: getattr(found, field.attname) for field in row._meta.concrete_fields}


def given(row: Model) -> dict[str, Any]:
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}


# --- insert ---


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"contact_id": uuid7(), "line_id": uuid7(), "done_at": NOW + timedelta(days=1), "attempts": 3},
        {"note": 'a "quote", a \\ and {braces}', "said": {}},
        {"said": {"deep": [1, 2.5, None, True, {"কী": "«মান»"}], "emoji": "👍🏽"}},
        {"provider_id": "'; DROP TABLE x; --", "kind": "%s %(x)s"},
    ],
    ids=["plain", "filled", "signs", "nested", "hostile"],
)
def test_a_row_is_stored_as_it_is_given(changes: dict[str, Any]) -> None:
    row = message(**changes)

    bulk.insert([row])

    assert stored(row) == given(row)


def test_defaults_and_enumerations_are_stored_as_bulk_create_stores_them() -> None:
    rows = [
        OutboundMessage(
            bucket=1,
            contact_id=uuid7(),
            line_id=uuid7(),
            source=f"s:{n}",
            kind="text",
            text="x",
            queued_at=NOW,
        )
        for n in range(2)
    ]

    bulk.insert(rows[:1])
    OutboundMessage.objects.bulk_create(rows[1:])

    ours, theirs = map(stored, rows)
    own = {"id", "contact_id", "line_id", "source"}
    assert {name: ours[name] for name in ours if name not in own} == {
        name: theirs[name] for name in theirs if name not in own
    }


def test_a_thousand_rows_cost_as_many_statements_as_one() -> None:
    def cost(rows: int) -> int:
        made = [key(f"{rows}:{number}") for number in range(rows)]
        return statements(lambda: bulk.insert(made))

    assert cost(1) == cost(1000) == 1
    assert SeenKey.objects.count() == 1001


def test_nothing_to_insert_is_no_statement() -> None:
    assert statements(lambda: bulk.insert([])) == 0


def test_a_row_that_stands_already_is_an_error_or_left_out_or_changed() -> None:
    bulk.insert([key("one")])
    later = NOW + timedelta(hours=1)

    with pytest.raises(IntegrityError), transaction.atomic():
        bulk.insert([key("one")])
    bulk.insert_new([key("one", seen_at=later), key("two")])
    assert dict(SeenKey.objects.values_list("key", "seen_at")) == {"one": NOW, "two": NOW}

    bulk.upsert([key("one", seen_at=later), key("three")], unique=["bucket", "key"], update=["seen_at"])
    assert dict(SeenKey.objects.values_list("key", "seen_at")) == {"one": later, "two": NOW, "three": NOW}


def test_a_table_with_bytes_is_refused() -> None:
    batch = InboundBatch(id=uuid7(), channel="whatsapp", body=b"{}", received_at=NOW)

    with pytest.raises(TypeError, match=r"InboundBatch\.body cannot be written in bulk"):
        bulk.insert([batch])


def test_no_table_of_ours_has_a_field_that_changes_itself() -> None:
    ours = [model for model in apps.get_models() if model.__module__.startswith("janasetu.")]
    fields = [field for model in ours for field in model._meta.concrete_fields]

    assert not [
        field for field in fields if getattr(field, "auto_now", getattr(field, "auto_now_add", False))
    ]


# --- lists ---


def through(values: list[Any], kind: str) -> list[Any]:
    """What PostgreSQL makes of a list."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT %s::{kind}[]", [values])
        found: list[Any] = cursor.fetchone()[0]
        return found


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        ([], "int"),
        ([1, -2, None, 2**40], "bigint"),
        ([UUID(int=1), None], "uuid"),
        ([True, False, None], "bool"),
        ([NOW, None], "timestamptz"),
        (["", "NULL", "null", " ", "a,b", "{}", '"', "\\", "'", "%s", "জল", "👍", "\n\t", None], "text"),
        ([[1, 2], [3, 4]], "int"),
        ([1.5, 2.25], "float8"),
    ],
    ids=["none", "numbers", "ids", "booleans", "moments", "texts", "nested", "fractions"],
)
def test_a_list_arrives_as_it_is(values: list[Any], kind: str) -> None:
    assert through(values, kind) == values


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given_(st.lists(bengali_hostile().map(clean)))
def test_hostile_texts_arrive_as_they_are(texts: list[str]) -> None:
    assert through(texts, "text") == texts


def test_a_nul_is_an_error_and_cuts_no_statement_short() -> None:
    with pytest.raises(psycopg.DataError, match="NUL"):
        QuickListDumper(list).dump(["a\0b"])


# --- any of many ---


def test_any_finds_what_in_finds_with_one_parameter() -> None:
    rows = [message(bucket=number) for number in range(5)]
    bulk.insert(rows)
    wanted = {row.id for row in rows[1:4]}

    found = InboundMessage.objects.filter(bucket__any=range(1, 5), id__any=wanted)

    assert set(found.values_list("id", flat=True)) == wanted
    assert set(InboundMessage.objects.filter(id__in=wanted)) == set(found)
    assert str(found.query).count("ANY") == 2


def test_any_of_a_generator_is_read_once_however_often_the_statement_is_written() -> None:
    row = message()
    bulk.insert([row])

    found = InboundMessage.objects.filter(id__any=(one for one in [row.id]))

    assert str(found.query) == str(found.query)
    assert list(found) == [row]


def test_any_of_nothing_is_no_row_and_no_statement() -> None:
    assert statements(lambda: list(InboundMessage.objects.filter(id__any=[]))) == 0
    assert not InboundMessage.objects.filter(id__any=set()).exists()


def test_any_of_texts_takes_signs() -> None:
    bulk.insert([key('a,"b"'), key("c"), key("{}")])

    found = SeenKey.objects.filter(key__any=['a,"b"', "{}", "d"]).values_list("key", flat=True)

    assert set(found) == {'a,"b"', "{}"}
