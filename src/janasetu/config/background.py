"""The worker of what is done behind the scenes: procrastinate, on a thread and connections of its own.

Due times are rows and sweeps (`config.sweeps`); here is what is merely to be done now and then, or once
after a commit. A package's tasks stand in its `tasks.py`.
"""

import asyncio
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import psycopg
import structlog
from django.db import InterfaceError, OperationalError, connections
from procrastinate import BaseConnector, JobContext, PsycopgConnector
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.contrib.django.utils import connector_params
from procrastinate.exceptions import ProcrastinateException
from procrastinate.worker import Worker

from janasetu.config.processes import AWAY_SECONDS

POLL_SECONDS = 15.0  # a commit rings; looking too is for the ring that is lost
_LONGEST_STOP = 2.0  # seconds for the job at work, well within the supervisor's patience
_STALLED_AGAIN = 60.0  # seconds until jobs whose worker died are looked for again

log = structlog.get_logger("background")


class WorkerConnector(PsycopgConnector):
    """A small pool for the worker; who defers a task from Django's side does so in Django's transaction."""

    def __init__(self) -> None:
        super().__init__(kwargs=connector_params("default"), min_size=1, max_size=2, timeout=3.0)

    def get_sync_connector(self) -> BaseConnector:
        return DjangoConnector()


class Background:
    """A worker in a thread: started once, it survives a database that goes away, until it is stopped."""

    def __init__(self) -> None:
        self._stop = threading.Event()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._working: asyncio.Task[Any] | None = None
        self._thread = threading.Thread(target=self._run, name="background", daemon=True)

    def start(self) -> None:
        app.perform_import_paths()  # type: ignore[no-untyped-call]
        self._thread.start()

    def stop(self, *, patience: float = _LONGEST_STOP + 0.5) -> None:
        """Let the job at work come to its end, for a while; a job that is cut off is done again."""
        self._stop.set()
        loop, working = self._loop, self._working
        if loop is not None and working is not None:
            with suppress(RuntimeError):  # the loop has just ended
                loop.call_soon_threadsafe(working.cancel)
        self._thread.join(patience)

    def _run(self) -> None:
        while not self._stop.is_set():
            try:
                asyncio.run(self._work())
            except asyncio.CancelledError:
                continue
            except (
                ProcrastinateException,
                psycopg.Error,
                OperationalError,
                InterfaceError,
                OSError,
            ) as error:
                log.warning("database_away", process="background", error=type(error).__name__)
            self._stop.wait(AWAY_SECONDS)
        connections.close_all()

    async def _work(self) -> None:
        """Work until cancelled, or until the database goes away: then the worker ends of itself."""
        self._loop, self._working = asyncio.get_running_loop(), asyncio.current_task()
        with app.replace_connector(WorkerConnector()) as ours:
            async with ours.open_async():
                reaping = asyncio.create_task(self._retry_stalled())
                try:
                    await ours.run_worker_async(
                        install_signal_handlers=False,
                        delete_jobs="always",
                        fetch_job_polling_interval=POLL_SECONDS,
                        shutdown_graceful_timeout=_LONGEST_STOP,
                        task_middleware=[_let_connections_go],
                    )
                finally:
                    reaping.cancel()

    async def _retry_stalled(self) -> None:
        """Jobs whose worker died are done again; not by a job, which would stall with them."""
        while True:
            with suppress(ProcrastinateException):  # the database is away: the worker sees it too
                for job in await app.job_manager.get_stalled_jobs():
                    log.warning("job_stalled", task=job.task_name, job=job.id)
                    await app.job_manager.retry_job(job)
            await asyncio.sleep(_STALLED_AGAIN)


def _let_connections_go(call_next: Callable[[], Any], _context: JobContext, _worker: Worker) -> Any:
    """Tasks are rare: between two of them none holds a connection of Django's."""
    try:
        return call_next()
    finally:
        connections.close_all()
