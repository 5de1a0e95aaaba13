"""How long a whole turn takes, from the webhook to the reply's row, and how many turns a bot in pywa makes.

A turn is a message of a person who fills in a form of six answers, as shipped: taken in, split, answered by
the engine, which understands free words, the reply committed. Waits are measured at a fixed rate, from when a
webhook was due until its reply could be read by others. Capacities are measured with the same webhooks for
all, posted as quickly as they are answered, and are told in turns a second until the last reply is there.
"""

import bisect
import statistics
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from math import ceil
from pathlib import Path
from time import monotonic, sleep

from bench import form, load, servers
from bench.place import Place, place
from bench.report import Goal, Report
from janasetu.config import learning
from janasetu.config.data_folder import DataFolder

NAME = "turn"
OFFERED = 300.0  # messages a second
_OFFERED_FOR = 20.0
_TOGETHER = 600  # people who write in turns: each again after two seconds
_PEOPLE = 400  # whose whole forms make up a round
_REPLIES = "messaging_outboundmessage"
_PATIENCE = 120.0


def run(*, rounds: int, folder: DataFolder) -> Report:
    """Measure in a scratch folder; about 25 seconds a round."""
    learning.up_to_date(folder.models, learning.bank(None), say=lambda told: None)
    with place(folder, towns=True) as here:
        here.execute(
            "CREATE TABLE peer_talks (wa_id text PRIMARY KEY, step int, answers jsonb);"
            "CREATE TABLE peer_replies (id bigserial PRIMARY KEY, wa_id text, body text, at timestamptz);"
            "CREATE TABLE peer_cases (id bigserial PRIMARY KEY, wa_id text, answers jsonb, at timestamptz)"
        )
        bench = _Bench(here, str(folder.models))
        bench.warm()
        measured = [bench.round(number) for number in range(rounds)]
        waits = bench.waits()
    figures = {name: statistics.median(one[name] for one in measured) for name in measured[0]} | waits
    return Report(NAME, rounds, {"fields": float(form.FIELDS)} | figures, list(_goals(figures)), [_NOTE])


_NOTE = """\
A turn of either ends when its reply is stored. pywa's then goes to a stand-in that answers at once; ours
waits for the sender. pywa answers messages side by side: pywa_forms_finished is the share of forms whose
lines did not overtake each other; of ours all are finished."""


def _goals(figures: Mapping[str, float]) -> Iterator[Goal]:
    yield Goal(f"answered of {OFFERED:,.0f} a second", figures["offered_per_s"], 0.99 * OFFERED)
    yield Goal("p50, ms", figures["p50_ms"], 50, below=True)
    yield Goal("p99, ms", figures["p99_ms"], 250, below=True)
    yield Goal("x the same form in pywa", figures["vs_pywa"], 5)
    yield Goal("x without understanding", figures["vs_without_understanding"], 1.5, below=True)


@dataclass(frozen=True)
class _Bench:
    """Ours and theirs, in one place."""

    here: Place
    models: str  # the folder of those by which free words are read

    def warm(self) -> None:
        """Everybody's first words, so that no table is empty and nothing is planned for an empty one."""
        self._ours(self._webhooks("warm", people=20))

    def round(self, number: int) -> dict[str, float]:
        """Each once, and the ratio inside the round."""
        ours = self._ours(self._webhooks(f"r{number}"))
        unread = self._ours(self._webhooks(f"u{number}"), models=str(self.here.folder.path / "none"))
        theirs = self._theirs(self._webhooks(f"r{number}", path="/webhook"))
        finished = self.here.rows("peer_cases") / _PEOPLE
        return {
            "vs_pywa": ours / theirs,
            "vs_without_understanding": unread / ours,
            "ours_per_s": ours,
            "pywa_per_s": theirs,
            "pywa_forms_finished": finished,
        }

    def _webhooks(self, name: str, *, people: int = _PEOPLE, path: str = "/webhooks/whatsapp") -> list[bytes]:
        said = list(form.forms(people, together=people))
        return form.webhooks(said, path=path, secret=self.here.secret, run=name)

    def _ours(self, webhooks: Sequence[bytes], *, models: str = "") -> float:
        """Turns a second, with nobody known and nothing waiting at the beginning."""
        self.here.forget()
        with self.here.intake() as port, self.here.pump(JANASETU_MODELS=models or self.models):
            begin = monotonic()
            load.once(port, webhooks)
            done = self._until(_REPLIES, len(webhooks)) / (monotonic() - begin)
        assert self.here.rows("cases_case") == len(webhooks) // len(form.script()), "a form was not finished"
        return done

    def _theirs(self, webhooks: Sequence[bytes]) -> float:
        self.here.empty("peer_talks", "peer_replies", "peer_cases")
        with (
            self.here.peer("provider") as provider,
            self.here.peer("pywa_form", BENCH_PROVIDER=f"http://127.0.0.1:{provider}") as port,
        ):
            begin = monotonic()
            load.once(port, webhooks)
            return self._until("peer_replies", len(webhooks)) / (monotonic() - begin)

    def _until(self, table: str, rows: int) -> int:
        """Wait for so many replies."""
        end = monotonic() + _PATIENCE
        while (there := self.here.rows(table)) < rows:
            assert monotonic() < end, f"{there} of {rows} replies after {_PATIENCE:.0f} s"
            sleep(0.05)
        return rows

    def waits(self) -> dict[str, float]:
        """At the fixed rate: how long each turn took."""
        turns = round(OFFERED * _OFFERED_FOR)
        said = list(form.forms(ceil(turns / len(form.script())), together=_TOGETHER))[:turns]
        webhooks = form.webhooks(said, path="/webhooks/whatsapp", secret=self.here.secret, run="at")
        self.here.forget()
        with self._pump_at_work() as port, self._watched() as notes:
            answers = load.offered(port, webhooks, per_second=OFFERED, seconds=_OFFERED_FOR)
            self._until(_REPLIES, turns)
            sleep(1)
        taken = sorted(self._waits(notes, answers.begun))
        seconds = max(wait + number / OFFERED for number, wait in self._numbered(notes, answers.begun))
        return {
            "offered_per_s": len(taken) / max(seconds, _OFFERED_FOR),
            "p50_ms": load.nearest_rank(taken, 0.5) * 1000,
            "p99_ms": load.nearest_rank(taken, 0.99) * 1000,
            "max_ms": taken[-1] * 1000,
        }

    @contextmanager
    def _pump_at_work(self) -> Iterator[int]:
        with self.here.intake() as port, self.here.pump(JANASETU_MODELS=self.models):
            yield port

    def _waits(self, notes: Path, begun: float) -> list[float]:
        return [wait for _, wait in self._numbered(notes, begun)]

    def _numbered(self, notes: Path, begun: float) -> list[tuple[int, float]]:
        """Each webhook's number and its seconds from being due to its reply being there to be read."""
        seen = [line.split() for line in notes.read_text().splitlines()[1:]]
        moments, ids = [float(at) for at, _ in seen], [newest for _, newest in seen]
        rows = self.here.execute(
            "SELECT min(reply.id::text), right(message.provider_id, 12)::int"
            "  FROM messaging_inboundmessage AS message"
            "  JOIN messaging_outboundmessage AS reply ON reply.caused_by = message.id"
            " GROUP BY message.id, message.provider_id"
        )
        return [
            (
                int(str(number)),
                moments[bisect.bisect_left(ids, str(reply))] - begun - int(str(number)) / OFFERED,
            )
            for reply, number in rows
        ]

    @contextmanager
    def _watched(self) -> Iterator[Path]:
        """Who sees when replies are there; the notes are whole when the block ends."""
        notes = self.here.folder.path / "replies.txt"
        command = [str(Path(__file__).with_name("watch.py")), self.here.server.url, str(notes)]
        notes.unlink(missing_ok=True)
        with servers.running(
            command, ready=notes.exists, variables=self.here.variables, log=self.here.log("watch")
        ):
            yield notes
