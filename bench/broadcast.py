"""How long people wait for an answer while a word to fifty thousand goes out on the same line.

First nobody but they is written to, then the broadcast is queued and the same people write again, as often as
before; all of them are told of it too. Waits are measured at a fixed rate, from when a webhook was due until
the provider had the answer. The provider is a stand-in that takes a third of a second for each message. The
line is an ordinary one: 80 messages a second, and no more.
"""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import django

from bench import form, load
from bench.place import Place, place
from bench.report import Goal, Report
from janasetu.config.data_folder import DataFolder

NAME = "broadcast"
TOLD = 50_000
WRITING = 20.0  # messages a second
SECONDS = 60.0
P95 = 5000.0  # milliseconds
TAKES = 0.33  # seconds that the provider takes for each
CROWD = 45.0  # messages a second that are left of the line's, with some room
_PEOPLE = 400  # who write, in turns
_AT_ONCE = 1000  # that are queued in one transaction
_PATIENCE = 60.0


def run(*, rounds: int, folder: DataFolder) -> Report:
    """Measure in a scratch folder; about three minutes a round, and the worst round is told."""
    with place(folder, towns=True) as here:
        os.environ.update(here.variables)
        django.setup()
        measured = [_Broadcast(here).round(number) for number in range(rounds)]
    least = ("crowd_per_s", "still_queued")
    figures = {name: (min if name in least else max)(one[name] for one in measured) for name in measured[0]}
    return Report(NAME, rounds, figures, list(_goals(figures)))


def _goals(figures: Mapping[str, float]) -> Iterator[Goal]:
    yield Goal("answers' p95, ms", figures["p95_ms"], P95, below=True)
    yield Goal("answers that never came", figures["lost"], 0, below=True)
    yield Goal("still to be told at the end", figures["still_queued"], 1)
    yield Goal("told a second meanwhile, beside the answers", figures["crowd_per_s"], CROWD)


@dataclass(frozen=True)
class _Broadcast:
    """One of them, in one place."""

    here: Place

    @property
    def _notes(self) -> Path:
        """When the provider had what."""
        return self.here.folder.path / "provider.notes"

    def round(self, number: int) -> dict[str, float]:
        """Without it, and with it."""
        self.here.forget()
        with self._everybody() as port:
            quiet, lost = self._answers(port, f"q{number}")
            self._queue()
            already = self._told()
            waits, lost_too = self._answers(port, f"w{number}")
            told = self._told() - already
            queued = self._rows("state = 'queued' AND lane = 1")
        return {
            "told": float(TOLD),
            "writing_per_s": WRITING,
            "quiet_p50_ms": load.nearest_rank(quiet, 0.5) * 1000,
            "quiet_p95_ms": load.nearest_rank(quiet, 0.95) * 1000,
            "p50_ms": load.nearest_rank(waits, 0.5) * 1000,
            "p95_ms": load.nearest_rank(waits, 0.95) * 1000,
            "max_ms": waits[-1] * 1000,
            "lost": float(lost + lost_too),
            "crowd_per_s": told / SECONDS,
            "still_queued": float(queued),
        }

    @contextmanager
    def _everybody(self) -> Iterator[int]:
        """All our programs and the provider; the intake's port."""
        told = {"BENCH_NOTES": str(self._notes), "BENCH_TAKES": str(TAKES)}
        self._notes.write_text("")
        with (
            self.here.peer("provider", **told) as provider,
            self.here.intake(provider=provider) as port,
            self.here.pump(),
            self.here.program("sender"),
        ):
            yield port

    def _answers(self, port: int, run: str) -> tuple[list[float], int]:
        """How long each answer took, in seconds and sorted, and how many never came."""
        turns = round(WRITING * SECONDS)
        said = [(f"9190{number % _PEOPLE:08}", number // _PEOPLE, "নমস্কার") for number in range(turns)]
        webhooks = form.webhooks(said, path="/webhooks/whatsapp", secret=self.here.secret, run=run)
        answers = load.offered(port, webhooks, per_second=WRITING, seconds=SECONDS)
        end = monotonic() + _PATIENCE
        while len(waits := self._waits(run, answers.begun)) < turns and monotonic() < end:
            sleep(0.5)
        return sorted(waits), turns - len(waits)

    def _waits(self, run: str, begun: float) -> list[float]:
        """Of the answers that the provider has: the seconds since their webhook was due."""
        had = dict(reversed([line.split() for line in self._notes.read_text().splitlines()]))
        rows = self.here.execute(
            "SELECT reply.bucket || '.' || reply.id, right(message.provider_id, 12)::int"
            "  FROM messaging_inboundmessage AS message"
            "  JOIN messaging_outboundmessage AS reply ON reply.caused_by = message.id"
            " WHERE starts_with(message.provider_id, %s)",
            f"wamid.{run}",
        )
        return [
            float(had[str(opaque)]) - begun - int(str(number)) / WRITING
            for opaque, number in rows
            if str(opaque) in had
        ]

    def _queue(self) -> None:
        """A word to all who have written, and to as many more as it takes."""
        from janasetu.lib import clock  # noqa: PLC0415 - once Django is set up
        from janasetu.messaging import outbox  # noqa: PLC0415

        self.here.execute(
            "INSERT INTO messaging_window"
            "       (id, bucket, contact_id, line_id, address, address_kind, last_inbound_at)"
            " SELECT gen_random_uuid(), number %% 1024, md5(number::text)::uuid, line.id,"
            "        '9180' || lpad(number::text, 8, '0'), 'wa_id', now()"
            "  FROM messaging_line AS line, generate_series(1, %s) AS number"
            " WHERE line.provider_id = %s",
            TOLD - _PEOPLE,
            form.LINE,
        )
        rows = self.here.execute("SELECT bucket, contact_id, line_id FROM messaging_window")
        assert len(rows) == TOLD, f"{len(rows)} can be written to"
        for first in range(0, TOLD, _AT_ONCE):
            outbox.queue([_word(*row) for row in rows[first : first + _AT_ONCE]], now=clock.now())

    def _told(self) -> int:
        return self._rows("state = 'accepted' AND lane = 1")

    def _rows(self, which: str) -> int:
        ((count,),) = self.here.execute(
            f"SELECT count(*) FROM messaging_outboundmessage WHERE {which}"  # noqa: S608 - our own words
        )
        return int(str(count))


def _word(bucket: Any, contact: Any, line: Any) -> Any:
    """What one of them is told."""
    from janasetu.messaging.values import Lane, Message, Outgoing  # noqa: PLC0415 - once Django is set up
    from janasetu.people.values import ContactKey  # noqa: PLC0415

    text = "আগামীকাল সকাল ৬টা থেকে ১০টা পর্যন্ত জল আসবে না।"
    return Outgoing(
        ContactKey(bucket, contact), line, Message(text), f"bench:broadcast:{contact}", lane=Lane.CROWD
    )
