"""What processes log: whole JSON lines, with nothing of what people say and of how they are reached."""

import json
import logging
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import Any

import httpx
import pytest
import structlog
from django.db import DataError, connection
from django.test import Client
from django.urls import path

from janasetu.cases.tests.factories import NOW, Town, make_town
from janasetu.channels.deliver import Delivery
from janasetu.channels.split import split_once
from janasetu.channels.tests.factories import post_messages
from janasetu.channels.whatsapp.client import CloudApi
from janasetu.channels.whatsapp.tests.samples import message
from janasetu.config import urls
from janasetu.config.log_lines import catch_the_rest
from janasetu.conversations import turns
from janasetu.conversations.pump import pump_once
from janasetu.lib import clock
from janasetu.messaging.choices import OutboundState
from janasetu.messaging.models import InboundBatch, InboundMessage, OutboundMessage
from janasetu.messaging.outbox import Outcome, Sending

pytestmark = pytest.mark.django_db
WORDS, NUMBER = "হলুদ-ক্যানারি", "919876512345"

Lines = Callable[[], list[dict[str, Any]]]


@pytest.fixture
def town() -> Iterator[Town]:
    with clock.fixed(NOW):
        yield make_town()


@pytest.fixture
def lines(capsys: pytest.CaptureFixture[str]) -> Lines:
    """Every line that was logged since the last look; what a person said or is reached by is in none."""

    def read() -> list[dict[str, Any]]:
        printed = capsys.readouterr()
        whole = printed.out + printed.err
        for secret in (WORDS, NUMBER, NUMBER[2:]):
            assert secret not in whole
        return [json.loads(line) for line in printed.out.splitlines()]

    return read


def comes() -> None:
    post_messages(message(WORDS, sender=NUMBER))


def quoting(table: str) -> Callable[..., Any]:
    """A database that refuses a row of this table, and quotes the row."""

    def execute(run: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.startswith(f'INSERT INTO "{table}"'):
            raise DataError(f"DETAIL: Failing row contains ({WORDS}, {NUMBER})")
        return run(sql, params, many, context)

    return execute


def failing(batch: Sequence[InboundMessage], *, now: datetime) -> None:
    turns.run(batch, now=now)
    raise RuntimeError(f"{NUMBER} said {WORDS}")


def test_a_message_that_goes_well_leaves_no_line(town: Town, lines: Lines) -> None:
    comes()
    split_once()
    pump_once()
    assert OutboundMessage.objects.count() == 1

    delivery = Delivery({"whatsapp": lambda sending: Outcome(sending, OutboundState.ACCEPTED)})
    while delivery.step():
        pass
    delivery.close()

    assert lines() == []


def test_a_batch_that_the_database_refuses_is_told_by_the_kind_of_its_error(town: Town, lines: Lines) -> None:
    comes()
    with connection.execute_wrapper(quoting("messaging_inboundmessage")):
        split_once()

    (told,) = lines()

    assert (told["event"], told["level"], told["failure"]) == ("batch_failed", "error", ["DataError"])
    assert told["batch"] == str(InboundBatch.objects.get().id)
    assert any("inbox.py" in place for place in told["places"])


def test_a_turn_that_fails_is_told_by_its_message_id(town: Town, lines: Lines) -> None:
    comes()
    split_once()

    pump_once(run=failing)

    (told,) = [line for line in lines() if line["event"] == "turn_failed"]
    assert (told["message"], told["failure"]) == (str(InboundMessage.objects.get().id), ["RuntimeError"])


def test_a_sending_that_fails_is_told_by_its_message_id(town: Town, lines: Lines) -> None:
    comes()
    split_once()
    pump_once()

    def send(sending: Sending) -> Outcome:
        raise ValueError(f"{sending.address} {sending.text} {WORDS}")

    delivery = Delivery({"whatsapp": send})
    delivery.step()
    delivery.close()

    (told,) = lines()
    assert (told["event"], told["failure"]) == ("send_failed", ["ValueError"])
    assert told["message"] == str(OutboundMessage.objects.get().id)


@pytest.mark.parametrize("code", [190, 131047, 131026, 131048, 131056, 100, 132001, 131000])
def test_a_refusal_is_told_by_its_code(town: Town, lines: Lines, tmp_path: Any, code: int) -> None:
    comes()
    split_once()
    pump_once()
    words = {"code": code, "message": WORDS, "error_data": {"details": f"to {NUMBER}: {WORDS}"}}
    transport = httpx.MockTransport(lambda _: httpx.Response(400, json={"error": words}))
    api = CloudApi("http://graph.example", "token", httpx.Client(transport=transport), tmp_path)
    delivery = Delivery({"whatsapp": api.send})
    delivery.step()
    delivery.close()

    told = [(line["event"], line["error"]) for line in lines()]
    row = OutboundMessage.objects.get()

    assert told == ([("line_stopped", "400/190")] if code == 190 else [])
    assert WORDS not in row.error
    assert NUMBER not in row.error


def test_a_page_that_falls_over_is_told_without_its_address_and_words(
    town: Town, lines: Lines, settings: Any
) -> None:
    settings.ROOT_URLCONF = __name__
    visitor = Client(raise_request_exception=False)

    assert visitor.get(f"/falls/{NUMBER}/", {"q": WORDS}).status_code == 500

    (told,) = lines()
    assert (told["logger"], told["failure"]) == ("django.request", ["ValueError"])
    assert any("test_log_lines.py" in place for place in told["places"])


def _falls_over(request: Any, number: str) -> None:
    raise ValueError(f"{number} {request.GET['q']}")


urlpatterns = [path("falls/<number>/", _falls_over), *urls.urlpatterns]


def test_what_libraries_warn_of_is_a_line_without_what_they_filled_in(lines: Lines) -> None:
    logging.getLogger("psycopg.pool").warning("error connecting in %r: %s", "pool-1", f"{NUMBER}\n{WORDS}")
    logging.getLogger("asyncio").error("Task exception was never retrieved\nfuture: " + WORDS)  # noqa: G003

    told = [(line["logger"], line["level"], line["event"]) for line in lines()]

    assert told == [
        ("psycopg.pool", "warning", "error connecting in %r: %s"),
        ("asyncio", "error", "Task exception was never retrieved"),
    ]


def test_what_caused_an_error_is_told_too_and_when(lines: Lines) -> None:
    try:
        try:
            raise KeyError(WORDS)
        except KeyError as error:
            raise ValueError(NUMBER) from error
    except ValueError:
        structlog.get_logger("test").exception("it_failed")

    (told,) = lines()
    assert told["failure"] == ["ValueError", "KeyError"]
    assert told["at"].endswith("Z")


def test_what_nobody_caught_is_a_line(lines: Lines, monkeypatch: pytest.MonkeyPatch) -> None:
    for hooks, name in ((sys, "excepthook"), (threading, "excepthook")):
        monkeypatch.setattr(hooks, name, getattr(hooks, name))
    catch_the_rest()

    def fall() -> None:
        raise ValueError(WORDS)

    thread = threading.Thread(target=fall, name="fetch")
    thread.start()
    thread.join()
    sys.excepthook(ValueError, ValueError(NUMBER), None)

    assert [(line["event"], line["failure"]) for line in lines()] == [
        ("thread_failed", ["ValueError"]),
        ("process_failed", ["ValueError"]),
    ]
