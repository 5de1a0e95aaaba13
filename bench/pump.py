"""How many messages a second the pump answers, beside a transaction for each and beside a library of jobs.

All three answer the same messages with the same engine and the same statements, on one machine and one
PostgreSQL with fsync, full_page_writes and synchronous_commit on: the pump by batches; a loop that takes the
oldest message, answers it and commits; procrastinate with a job for each message and a lock for each contact.
Once with an engine that only echoes, once with a form of six answers. A fifth of the webhooks come twice.
Rounds are interleaved, a ratio is taken inside its round, and the median of the rounds is told.
"""

import asyncio
import os
import statistics
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from random import Random
from time import perf_counter
from typing import Any

import django

from bench import form
from bench.place import Place, place
from bench.report import Goal, Report
from janasetu.config.data_folder import DataFolder

NAME = "pump"
_PEOPLE, _EACH = 1000, 4  # who write, and how often
_FORMS = 150
_OF_JOBS = 1200  # messages that are made jobs: fewer, for they take long
_TWICE = 0.2
_SIDE_BY_SIDE = 16  # jobs


def run(*, rounds: int, folder: DataFolder) -> Report:
    """Measure in a scratch folder; about 25 seconds a round."""
    with place(folder, towns=True) as here:
        os.environ.update(here.variables)
        django.setup()
        bench = _Bench(here, Random(1))  # noqa: S311 - nobody's secret
        bench.round()  # nobody's tables are cold
        measured = [bench.round() for _ in range(rounds)]
    worst = ("order_violations", "doubled", "lost")
    figures = {
        name: (max if name in worst else statistics.median)([one[name] for one in measured])
        for name in measured[0]
    }
    return Report(NAME, rounds, figures, list(_goals(figures)))


def _goals(figures: Mapping[str, float]) -> Iterator[Goal]:
    yield Goal("x a transaction each, echo", figures["vs_one_per_transaction"], 5)
    yield Goal("x procrastinate, echo", figures["vs_procrastinate"], 5)
    yield Goal("x a transaction each, form of six", figures["form_vs_one_per_transaction"], 3)
    for name in ("order_violations", "doubled", "lost"):
        yield Goal(name.replace("_", " "), figures[name], 0, below=True)


@dataclass(frozen=True)
class _Bench:
    """The rivals, one after the other over the same messages."""

    here: Place
    random: Random

    def round(self) -> dict[str, float]:
        """Each once, and the ratios inside the round."""
        split = self._arrive(_chat(_PEOPLE, _EACH))
        ours = _rate(_by_batches(_echo))
        told = _told()
        self._arrive(_chat(_PEOPLE, _EACH))
        one = _rate(_one_by_one(_echo))
        self._arrive(_chat(_OF_JOBS // _EACH, _EACH))
        jobs = _rate(_by_jobs(self.here.server.url, _echo))
        self._arrive(form.forms(_FORMS, together=_FORMS))
        ours_of_forms = _rate(_by_batches(None))
        self._arrive(form.forms(_FORMS, together=_FORMS))
        one_of_forms = _rate(_one_by_one(None))
        return {
            "vs_one_per_transaction": ours / one,
            "vs_procrastinate": ours / jobs,
            "form_vs_one_per_transaction": ours_of_forms / one_of_forms,
            "order_violations": float(_violations(told)),
            "doubled": float(len(told) - len(set(told))),
            "lost": float(_PEOPLE * _EACH - len(set(told))),
            "redelivered_share": _TWICE,
            "ours_per_s": ours,
            "one_per_transaction_per_s": one,
            "procrastinate_per_s": jobs,
            "ours_forms_per_s": ours_of_forms,
            "one_per_transaction_forms_per_s": one_of_forms,
            "split_per_s": split,
        }

    def _arrive(self, said: Iterator[tuple[str, int, str]]) -> float:
        """Webhooks of these are stored and split, a fifth of them twice; how many were split a second."""
        from janasetu.channels.split import split_once  # noqa: PLC0415 - once Django is set up

        self.here.forget()
        once = list(form.webhooks(list(said), path="/", secret=self.here.secret, run="p"))
        bodies = [webhook.partition(b"\r\n\r\n")[2] for webhook in once]
        for again in self.random.sample(bodies, round(len(bodies) * _TWICE)):
            bodies.insert(self.random.randrange(bodies.index(again), len(bodies)) + 1, again)
        _store(bodies)
        begin = perf_counter()
        while split_once():
            pass
        return len(bodies) / (perf_counter() - begin)


def _chat(people: int, each: int) -> Iterator[tuple[str, int, str]]:
    for step in range(each):
        for person in range(people):
            yield f"9190{person:08}", step, f"{step}"


def _store(bodies: Sequence[bytes]) -> None:
    from janasetu.lib import clock  # noqa: PLC0415 - once Django is set up
    from janasetu.lib.ids import uuid7  # noqa: PLC0415
    from janasetu.messaging.models import InboundBatch  # noqa: PLC0415

    now = clock.now()
    InboundBatch.objects.bulk_create(
        [InboundBatch(id=uuid7(), channel="whatsapp", body=body, received_at=now) for body in bodies]
    )


def _rate(answer_all: Callable[[], None]) -> float:
    """Messages answered a second."""
    from janasetu.messaging.models import InboundMessage  # noqa: PLC0415 - once Django is set up

    waiting = InboundMessage.objects.filter(state="new").count()
    begin = perf_counter()
    answer_all()
    seconds = perf_counter() - begin
    assert not InboundMessage.objects.exclude(state="done").exists(), "something was not answered"
    return waiting / seconds


# --- the engine that echoes ---


def _echo(messages: Sequence[Any], *, now: Any) -> None:
    """Say what was said, and that it is done, as the pump's own turns do."""
    from janasetu.messaging import outbox  # noqa: PLC0415 - once Django is set up
    from janasetu.messaging.models import InboundMessage  # noqa: PLC0415
    from janasetu.messaging.values import Message, Outgoing  # noqa: PLC0415
    from janasetu.people.values import ContactKey  # noqa: PLC0415

    outbox.queue(
        [
            Outgoing(
                ContactKey(one.bucket, one.contact_id),
                one.line_id,
                Message(one.said["text"]),
                f"in:{one.id}:0",
                caused_by=one.id,
            )
            for one in messages
        ],
        now=now,
    )
    InboundMessage.objects.filter(
        bucket__any={one.bucket for one in messages}, id__any=[one.id for one in messages]
    ).update(state="done", done_at=now)


def _told() -> list[tuple[str, int]]:
    """What each person was told, in that order: (contact, number of the line)."""
    from janasetu.messaging.models import OutboundMessage  # noqa: PLC0415 - once Django is set up

    return [
        (str(contact), int(text))
        for contact, text in OutboundMessage.objects.order_by("id").values_list("contact_id", "text")
    ]


def _violations(told: Sequence[tuple[str, int]]) -> int:
    """How often somebody was answered to an earlier line after a later one."""
    newest: dict[str, int] = {}
    wrong = 0
    for contact, number in told:
        wrong += number < newest.get(contact, -1)
        newest[contact] = max(number, newest.get(contact, -1))
    return wrong


# --- the rivals ---


def _by_batches(engine: Callable[..., None] | None) -> Callable[[], None]:
    """The pump as it is."""
    from janasetu.conversations import turns  # noqa: PLC0415 - once Django is set up
    from janasetu.conversations.pump import pump_once  # noqa: PLC0415

    def answer_all() -> None:
        while pump_once(run=engine or turns.run):
            pass

    return answer_all


def _one_by_one(engine: Callable[..., None] | None) -> Callable[[], None]:
    """The oldest message, its answer, a commit; and again."""
    from django.db import transaction  # noqa: PLC0415 - once Django is set up

    from janasetu.conversations import turns  # noqa: PLC0415
    from janasetu.lib import clock  # noqa: PLC0415
    from janasetu.messaging.models import InboundMessage  # noqa: PLC0415

    waiting = InboundMessage.objects.filter(state="new", contact_id__isnull=False)
    oldest = waiting.order_by("provider_at", "id").select_for_update(skip_locked=True)

    def answer_all() -> None:
        while True:
            with transaction.atomic():
                message = oldest.first()
                if message is None:
                    return
                (engine or turns.run)([message], now=clock.now())

    return answer_all


def _by_jobs(url: str, engine: Callable[..., None]) -> Callable[[], None]:
    """A job for each message, in the order of the messages, and of one contact one at a time."""
    import procrastinate  # noqa: PLC0415 - a rival's

    app = procrastinate.App(connector=procrastinate.PsycopgConnector(conninfo=url))

    @app.task(name="bench.answer")
    def answer(bucket: int, message: str) -> None:
        _answer_one(engine, bucket, message)

    asyncio.run(_defer(app, answer))

    async def work() -> None:
        async with app.open_async():
            await app.run_worker_async(
                concurrency=_SIDE_BY_SIDE, wait=False, listen_notify=False, install_signal_handlers=False
            )

    return lambda: asyncio.run(work())


async def _defer(app: Any, answer: Any) -> None:
    from asgiref.sync import sync_to_async  # noqa: PLC0415 - once Django is set up

    from janasetu.messaging.models import InboundMessage  # noqa: PLC0415

    waiting = InboundMessage.objects.filter(state="new").order_by("provider_at", "id")
    rows = await sync_to_async(lambda: list(waiting.values_list("bucket", "id", "contact_id")))()
    async with AsyncExitStack() as stack:
        await stack.enter_async_context(app.open_async())
        for bucket, message_id, contact_id in rows:
            await answer.configure(lock=str(contact_id)).defer_async(bucket=bucket, message=str(message_id))


def _answer_one(engine: Callable[..., None], bucket: int, message: str) -> None:
    from django.db import transaction  # noqa: PLC0415 - once Django is set up

    from janasetu.lib import clock  # noqa: PLC0415
    from janasetu.messaging.models import InboundMessage  # noqa: PLC0415

    with transaction.atomic():
        found = InboundMessage.objects.select_for_update().get(bucket=bucket, id=message)
        if found.state == "new":
            engine([found], now=clock.now())
