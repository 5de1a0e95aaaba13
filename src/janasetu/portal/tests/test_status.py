"""The state of the system: in words, as JSON, as Prometheus text; with the database and without."""

import json
import os
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext

from janasetu.catalogue.models import DefinitionFault
from janasetu.documents.models import ReceivedFile
from janasetu.lib.tests.html_pages import Page
from janasetu.messaging.models import InboundBatch, InboundMessage, OutboundMessage
from janasetu.portal.processes import living
from janasetu.portal.tests.conftest import NOW, Visitor


@pytest.fixture(autouse=True)
def run(settings: Any, tmp_path: Path) -> Path:
    """The folder of process ids of an installation of our own."""
    from dataclasses import replace

    settings.INSTALLATION = replace(settings.INSTALLATION, data=tmp_path)
    (tmp_path / "run").mkdir()
    return tmp_path / "run"


@pytest.fixture
def database_away() -> Iterator[None]:
    """Every statement fails as it does when the server is gone."""

    def gone(*_: Any) -> None:
        raise OperationalError("the server closed the connection unexpectedly")

    with connection.execute_wrapper(gone):
        yield


def a_batch(**given: Any) -> InboundBatch:
    return InboundBatch.objects.create(
        **{"id": uuid4(), "channel": "whatsapp", "body": b"", "received_at": NOW} | given
    )


def an_inbound(**given: Any) -> InboundMessage:
    ids = {"bucket": 1, "batch_id": uuid4(), "provider_id": "wamid.1", "kind": "text"}
    return InboundMessage.objects.create(**ids | {"provider_at": NOW, "received_at": NOW} | given)


def an_outbound(**given: Any) -> OutboundMessage:
    ids = {"bucket": 1, "contact_id": uuid4(), "line_id": uuid4(), "source": str(uuid4())}
    return OutboundMessage.objects.create(**ids | {"kind": "text", "text": "-", "queued_at": NOW} | given)


def as_json(visitor: Visitor) -> Any:
    return json.loads(visitor.get("/status/?format=json").content)


@pytest.mark.django_db
def test_nothing_waits(visitor: Visitor) -> None:
    page = Page(visitor.get("/status/").content.decode())

    assert page.headings == ["ব্যবস্থার হাল"]
    assert page.text.count("কিছু জমে নেই") == 5
    assert "২৪ নভেম্বর ২০২৬, সকাল ১০টা" in page.text


@pytest.mark.django_db
def test_the_oldest_of_each_thing_that_waits(visitor: Visitor) -> None:
    a_batch(received_at=NOW - timedelta(seconds=30))
    a_batch(received_at=NOW - timedelta(seconds=20))
    an_inbound(received_at=NOW - timedelta(minutes=5))
    an_outbound(queued_at=NOW - timedelta(hours=2))
    an_outbound(state="sending", queued_at=NOW - timedelta(seconds=3))
    ReceivedFile.objects.create(bucket=1, state="wanted", kind="image", received_at=NOW - timedelta(days=1))

    assert as_json(visitor)["waiting_seconds"] == {
        "batches": 30.0,
        "inbound": 300.0,
        "queued": 7200.0,
        "sending": 3.0,
        "files": 86400.0,
    }
    text = Page(visitor.get("/status/").content.decode()).text
    assert "উত্তর বাকি এমন মেসেজ ৫ মিনিট" in text
    assert "এসেছে, এখনও খোলা হয়নি ১ মিনিটের কম" in text


@pytest.mark.django_db
def test_what_needs_a_person_is_counted(visitor: Visitor) -> None:
    an_inbound(state="parked")
    an_inbound(state="done")
    a_batch(state="unreadable")
    an_outbound(state="failed", queued_at=NOW - timedelta(hours=23))
    an_outbound(state="failed", queued_at=NOW - timedelta(hours=25))
    for is_error in (True, False):
        DefinitionFault.objects.create(code="F201", told="x", is_error=is_error, seen_at=NOW)

    assert as_json(visitor)["counts"] == {
        "parked": 1,
        "unreadable": 1,
        "failed": 1,
        "overdue": 0,
        "definitions": 1,
    }


@pytest.mark.django_db
def test_a_full_system_costs_as_many_queries_as_an_empty_one(visitor: Visitor) -> None:
    with CaptureQueriesContext(connection) as empty:
        visitor.get("/status/")
    for _ in range(3):
        a_batch()
        an_inbound()
        an_outbound()
    with CaptureQueriesContext(connection) as full:
        visitor.get("/status/")

    assert len(empty) == len(full) == 10


@pytest.mark.django_db
def test_the_moment_is_told_in_utc(visitor: Visitor) -> None:
    assert as_json(visitor)["now"] == "2026-11-24T04:30:00Z"


@pytest.mark.django_db
def test_prometheus_reads_the_same_numbers(visitor: Visitor, run: Path) -> None:
    (run / "web.pid").write_text(f"{os.getpid()}\n")
    an_outbound(queued_at=NOW - timedelta(seconds=90))

    answer = visitor.get("/metrics")

    assert answer["Content-Type"] == "text/plain; version=0.0.4; charset=utf-8"
    lines = answer.content.decode().splitlines()
    assert 'janasetu_oldest_waiting_seconds{what="queued"} 90.0' in lines
    assert 'janasetu_oldest_waiting_seconds{what="inbound"} 0' in lines
    assert 'janasetu_troubles{what="overdue"} 0' in lines
    assert 'janasetu_process_up{name="web"} 1' in lines
    assert "janasetu_database_up 1" in lines


# --- Without the database ---


@pytest.mark.django_db
def test_a_database_that_is_away_is_told_not_crashed_on(visitor: Visitor, database_away: None) -> None:
    answer = visitor.get("/status/")

    assert answer.status_code == 503
    assert "ডেটাবেস পাওয়া যাচ্ছে না।" in Page(answer.content.decode()).text


@pytest.mark.django_db
def test_scripts_are_told_too(visitor: Visitor, run: Path, database_away: None) -> None:
    (run / "web.pid").write_text(f"{os.getpid()}\n")

    answer = visitor.get("/status/?format=json")

    assert answer.status_code == 503
    assert json.loads(answer.content) == {
        "now": "2026-11-24T04:30:00Z",
        "database": False,
        "waiting_seconds": None,
        "counts": None,
        "processes": {"web": True},
    }


@pytest.mark.django_db
def test_and_so_is_prometheus(visitor: Visitor, database_away: None) -> None:
    answer = visitor.get("/metrics")

    assert answer.status_code == 200
    assert "janasetu_database_up 0" in answer.content.decode().splitlines()


# --- Processes ---


def test_a_living_and_a_dead_process(run: Path) -> None:
    (run / "web.pid").write_text(f"{os.getpid()}\n")
    (run / "pump.pid").write_text("4194305\n")  # above any process id that Linux gives
    (run / "sender.pid").write_text("not a number")
    (run / "supervisor.lock").write_text("1")

    assert living(run) == {"pump": False, "sender": False, "web": True}


def test_where_nothing_ever_ran_there_is_nothing_to_tell(tmp_path: Path) -> None:
    assert living(tmp_path / "nowhere") == {}


@pytest.mark.django_db
def test_a_dead_process_is_shown_in_words(visitor: Visitor, run: Path) -> None:
    (run / "web.pid").write_text(f"{os.getpid()}\n")
    (run / "pump.pid").write_text("4194305\n")

    page = Page(visitor.get("/status/").content.decode())
    assert "বার্তার উত্তর তৈরি pump বন্ধ ওয়েবসাইট ও ডেস্ক web চলছে" in page.text
