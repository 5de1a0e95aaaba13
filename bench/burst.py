"""Whether a storm of messages is taken in as it comes and answered soon after, with nothing lost.

People fill in a form of six answers, as many messages a second as a whole state sends on the day when results
come out (facts on volume), for a minute. All must be taken in; what then still waits is answered within a
minute more.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil
from time import monotonic, sleep

from bench import form, load
from bench.place import Place, place
from bench.report import Goal, Report
from janasetu.config.data_folder import DataFolder

NAME = "burst"
OFFERED = 1350.0  # messages a second
SECONDS = 60.0
DRAINED = 60.0
_TOGETHER = 2700  # people who write in turns: each again after two seconds
_PATIENCE = 300.0


def run(*, rounds: int, folder: DataFolder) -> Report:
    """Measure in a scratch folder; two to four minutes a round, and the worst round is told."""
    with place(folder, towns=True) as here:
        measured = [_Burst(here).round(number) for number in range(rounds)]
    figures = {
        name: (min if name == "offered_per_s" else max)(one[name] for one in measured) for name in measured[0]
    }
    return Report(NAME, rounds, figures, list(_goals(figures)))


def _goals(figures: dict[str, float]) -> Iterator[Goal]:
    yield Goal(f"taken of {OFFERED:,.0f} a second", figures["offered_per_s"], 0.99 * OFFERED)
    yield Goal("all answered after, s", figures["drain_s"], DRAINED, below=True)
    yield Goal("longest answer to a webhook, ms", figures["max_ms"], 1000, below=True)
    yield Goal("refused, for the provider to bring again", figures["refused"], 0, below=True)
    yield Goal("lost", figures["lost"], 0, below=True)


@dataclass(frozen=True)
class _Burst:
    """One burst in one place."""

    here: Place

    def round(self, number: int) -> dict[str, float]:
        """A minute of it, and until all is answered."""
        turns = round(OFFERED * SECONDS)
        said = list(form.forms(ceil(turns / len(form.script())), together=_TOGETHER))[:turns]
        webhooks = form.webhooks(said, path="/webhooks/whatsapp", secret=self.here.secret, run=f"b{number}")
        self.here.forget()
        with self.here.intake() as port, self.here.pump():
            answers = load.offered(port, webhooks, per_second=OFFERED, seconds=SECONDS)
            begin = monotonic()
            lost = self._answered(len(answers.accepted))
            drain = monotonic() - begin
        return {
            "offered_per_s": answers.per_second,
            "seconds": SECONDS,
            "drain_s": drain,
            "lost": float(lost),
            "refused": float(turns - len(answers.accepted)),
            "p50_ms": answers.milliseconds(0.5),
            "p99_ms": answers.milliseconds(0.99),
            "max_ms": max(answers.waits) * 1000,
            "cases": float(self.here.rows("cases_case")),
        }

    def _answered(self, accepted: int) -> int:
        """Wait until as many are answered as were accepted; how many never were."""
        end = monotonic() + _PATIENCE
        while (lacking := accepted - self._done()) > 0 and monotonic() < end:
            sleep(0.2)
        return lacking

    def _done(self) -> int:
        """Messages with a reply that others can read."""
        ((done,),) = self.here.execute("SELECT count(DISTINCT caused_by) FROM messaging_outboundmessage")
        return int(str(done))
