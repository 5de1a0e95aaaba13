"""The pump as a process: what a dead one left is counted, and one that is stopped leaves nothing."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import connection
from django.db.backends.signals import connection_created

from janasetu.cases.tests.factories import make_town
from janasetu.channels.tests.factories import post_messages
from janasetu.channels.whatsapp.tests.samples import message as sample
from janasetu.config import pids
from janasetu.config.programs.pump import FROZEN_SECONDS, let_go_when_frozen
from janasetu.lib import clock
from janasetu.messaging.models import InboundMessage, OutboundMessage
from janasetu.messaging.tests.factories import arrival, take_in


@contextmanager
def a_pump(folder: Path) -> Iterator["subprocess.Popen[bytes]"]:
    """The process on the test's database, its state in this folder."""
    (folder / "run").mkdir(exist_ok=True)
    at = connection.settings_dict
    url = f"postgresql://{at['USER']}@/{at['NAME']}?host={at['HOST']}&port={at['PORT'] or 5432}"
    with subprocess.Popen(
        [sys.executable, "-m", "janasetu.config.processes", "pump"],
        env=os.environ
        | {"JANASETU_MODE": "test", "JANASETU_DATA": str(folder), "JANASETU_DATABASE_URL": url},
        preexec_fn=pids.dies_with_us(signal.SIGKILL),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as pump:
        try:
            yield pump
        finally:
            pump.kill()


def halves(pump: "subprocess.Popen[bytes]") -> list[int]:
    """Who splits for this pump."""
    return [int(pid) for pid in Path(f"/proc/{pump.pid}/task/{pump.pid}/children").read_text().split()]


@pytest.mark.django_db(transaction=True)
def test_it_counts_what_a_dead_one_left_answers_and_stopped_leaves_nothing(tmp_path: Path) -> None:
    town = make_town()
    (message,) = take_in(arrival("নমস্কার", line=town.line.provider_id))
    (tmp_path / "run").mkdir()
    (tmp_path / "run" / "pump-1.under_way").write_text(f"{message.bucket} {message.id}\n")

    with a_pump(tmp_path) as pump:
        assert pids.wait_until(lambda: not InboundMessage.objects.filter(state="new").exists(), seconds=20)
        pump.terminate()
        assert pump.wait(10) == 0

    message.refresh_from_db()
    assert (message.state, message.attempts) == ("done", 1)
    assert [path.name for path in (tmp_path / "run").iterdir()] == ["pump.ready"]


@pytest.mark.django_db(transaction=True)
def test_what_was_posted_is_answered_and_neither_half_lives_without_the_other(
    tmp_path: Path,
) -> None:
    make_town()

    with a_pump(tmp_path) as pump:
        post_messages(sample("নমস্কার", at=int(clock.now().timestamp())))
        assert pids.wait_until(OutboundMessage.objects.exists, seconds=20)
        (splitter,) = halves(pump)
        os.kill(splitter, signal.SIGKILL)
        assert pump.wait(10) == 1

    with a_pump(tmp_path) as pump:
        assert pids.wait_until((tmp_path / "run" / "pump.ready").exists, seconds=20)
        assert pids.wait_until(lambda: bool(halves(pump)), seconds=20)
        (splitter,) = halves(pump)
        pump.kill()
        assert pids.wait_until(lambda: not Path(f"/proc/{splitter}/fd").exists(), seconds=5)


@pytest.mark.django_db(transaction=True)
def test_the_database_ends_its_session_when_it_is_frozen_in_a_transaction() -> None:
    connection.close()
    connection_created.connect(let_go_when_frozen)
    try:
        with connection.cursor() as cursor:
            cursor.execute("SHOW idle_in_transaction_session_timeout")
            assert cursor.fetchone() == (f"{FROZEN_SECONDS}s",)
    finally:
        connection_created.disconnect(let_go_when_frozen)
        connection.close()
