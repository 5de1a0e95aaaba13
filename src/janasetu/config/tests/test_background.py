"""What is done behind the scenes: by a worker beside the sweeps, on a real database."""

import asyncio
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection, transaction
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob, ProcrastinateWorker
from procrastinate.periodic import PeriodicDeferrer

from janasetu.config.background import POLL_SECONDS, Background, WorkerConnector
from janasetu.config.pids import wait_until
from janasetu.lib import clock
from janasetu.messaging.models import SeenKey
from janasetu.messaging.tasks import prune

pytestmark = pytest.mark.django_db(transaction=True)
EVENLY = 1_800_000_000  # a second at which the ten minutes begin


@pytest.fixture(autouse=True)
def empty() -> Iterator[None]:
    """The worker's tables are no models of ours, which a test would leave empty by itself."""
    _empty()
    yield
    _empty()


def _empty() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "TRUNCATE procrastinate_jobs, procrastinate_events,"
            " procrastinate_periodic_defers, procrastinate_workers"
        )


@pytest.fixture
def working() -> Iterator[Background]:
    background = Background()
    background.start()
    yield background
    background.stop()


def until(done: Callable[[], bool], *, seconds: float = 10.0) -> bool:
    return wait_until(done, seconds=seconds)


def an_old_key() -> None:
    SeenKey.objects.create(bucket=1, key="old", seen_at=clock.now() - timedelta(days=100))


def the_key_is_gone() -> bool:
    return not SeenKey.objects.exists()


def nothing_is_left() -> bool:
    return not ProcrastinateJob.objects.exists()


def was_asked_for(task: str) -> bool:
    """Whether its time had come."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM procrastinate_periodic_defers WHERE task_name = %s", [task])
        return cursor.fetchone() is not None


# --- asking for a task ---


def test_a_task_asked_for_in_a_transaction_that_fails_was_never_asked_for() -> None:
    with transaction.atomic():
        prune.defer(timestamp=1)
        asked = ProcrastinateJob.objects.count()
        transaction.set_rollback(True)

    assert (asked, nothing_is_left()) == (1, True)


def test_a_task_asked_for_in_a_transaction_stands_with_its_commit() -> None:
    with transaction.atomic():
        prune.defer(timestamp=1)

    assert list(ProcrastinateJob.objects.values_list("task_name", "args")) == [
        ("messaging.prune", {"timestamp": 1})
    ]


def test_in_the_process_of_the_worker_too_a_task_goes_with_the_transaction() -> None:
    with app.replace_connector(WorkerConnector()), transaction.atomic():
        prune.defer(timestamp=1)
        asked = ProcrastinateJob.objects.count()
        transaction.set_rollback(True)

    assert (asked, nothing_is_left()) == (1, True)


def test_two_workers_ask_for_a_periodic_task_once() -> None:
    app.perform_import_paths()

    async def one_worker() -> None:
        deferrer = PeriodicDeferrer(app.periodic_registry)
        await deferrer.defer_jobs(deferrer.get_previous_tasks(at=EVENLY + 1))

    async def two() -> None:
        with app.replace_connector(WorkerConnector()) as ours:
            async with ours.open_async():
                await asyncio.gather(one_worker(), one_worker())

    asyncio.run(two())

    asked = ProcrastinateJob.objects.order_by("task_name").values_list("task_name", flat=True)
    assert list(asked) == [
        "audit.seal",
        "cases.bring_to_desks",
        "cases.finish_signed",
        "cases.press_rights_papers_left",
        "cases.recount",
        "messaging.prune",
    ]


# --- the worker ---


def test_what_is_asked_for_is_done_and_leaves_no_row(working: Background) -> None:
    an_old_key()
    prune.defer(timestamp=1)

    assert until(lambda: the_key_is_gone() and nothing_is_left())


def test_a_task_that_fails_holds_up_no_other_and_leaves_no_row(working: Background) -> None:
    an_old_key()
    app.configure_task("nobody.knows.it").defer()
    prune.defer(timestamp=1)

    assert until(lambda: the_key_is_gone() and nothing_is_left())


def test_the_worker_comes_back_when_the_database_does(working: Background) -> None:
    assert until(ProcrastinateWorker.objects.exists)
    # what it asks for at its start is done: a job that is cut off is given back only after a minute
    until(lambda: was_asked_for("messaging.prune") and nothing_is_left(), seconds=5)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        assert cursor.fetchone()[0] > 0
    an_old_key()
    prune.defer(timestamp=1)

    assert until(lambda: the_key_is_gone() and nothing_is_left(), seconds=30)


def test_a_job_whose_worker_died_is_done_all_the_same() -> None:
    an_old_key()
    prune.defer(timestamp=1)
    with connection.cursor() as cursor:  # taken by a worker that is gone
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing'")
    background = Background()
    background.start()

    # the worker may have looked just before the job was given back
    done = until(lambda: the_key_is_gone() and nothing_is_left(), seconds=2 * POLL_SECONDS)
    background.stop()

    assert done


def test_it_stops_within_the_supervisors_patience(working: Background) -> None:
    prune.defer(timestamp=1)
    assert until(lambda: ProcrastinateWorker.objects.exists() and nothing_is_left())
    begun = clock.monotonic()

    working.stop()

    assert clock.monotonic() - begun < 2
    assert not ProcrastinateWorker.objects.exists()


def test_every_task_is_found_where_the_settings_say() -> None:
    app.perform_import_paths()

    assert {"messaging.prune", "config.clear_sessions"} <= set(app.tasks)
    assert settings.PROCRASTINATE_AUTODISCOVER_MODULE_NAME == ""
