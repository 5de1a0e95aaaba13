"""What goes wrong on purpose, decided from a seed: the same events in the same order meet the same fate."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from random import Random


@dataclass(frozen=True, slots=True)
class Disorder:
    """How much goes wrong: shares from 0 to 1, seconds of wall time; what is not named does not happen.

    `api_errors` and `failures` give the share of each code: what a send is answered with instead of being
    carried out, and what it fails with after it was accepted.
    """

    duplicate: float = 0.0
    shuffle: bool = False
    batch: int = 1
    delay_s: tuple[float, float] = (0.0, 0.0)
    status_first: bool = False
    drop_contacts: float = 0.0
    skip_delivered: float = 0.0
    media_expired: float = 0.0
    api_errors: Mapping[int, float] = field(default_factory=dict)
    failures: Mapping[int, float] = field(default_factory=dict)
    timeout_after_accept: float = 0.0
    timeout_s: float = 15.0
    seed: int = 0

    def named(self) -> dict[str, object]:
        """What is not as in calm, by name."""
        calm = asdict(CALM)
        return {name: value for name, value in asdict(self).items() if value != calm[name]}


CALM = Disorder()


@dataclass(frozen=True, slots=True)
class Copy:
    """One posting of a webhook: how many seconds late, and its place among those it is shuffled with."""

    delay: float = 0.0
    rank: float = 0.0


@dataclass(frozen=True, slots=True)
class Fate:
    """What becomes of one webhook: how often it is posted, and whether its contacts are left out."""

    copies: tuple[Copy, ...] = (Copy(),)
    without_contacts: bool = False


UNTROUBLED = Fate()


class Chaos:
    """Decides, event by event. Each question has its own row of dice, so that none disturbs another."""

    def __init__(self, disorder: Disorder = CALM) -> None:
        self.disorder = disorder
        self._dice: dict[str, Random] = {}

    def become(self, disorder: Disorder) -> None:
        """Go on with this much disorder, from the beginning of its seed."""
        self.disorder = disorder
        self._dice.clear()

    @property
    def gathers(self) -> bool:
        """Whether webhooks of many people wait for one another."""
        return self.disorder.shuffle or self.disorder.batch > 1

    @property
    def troubles_sends(self) -> bool:
        """Whether the answer to a send may be anything but at once and right."""
        asked = self.disorder
        return bool(asked.api_errors or asked.timeout_after_accept or asked.status_first)

    def fate(self) -> Fate:
        """Of the next webhook."""
        if self.disorder is CALM:
            return UNTROUBLED
        again = self._happens("duplicate", self.disorder.duplicate)
        return Fate(
            copies=tuple(self._copy() for _ in range(2 if again else 1)),
            without_contacts=self._happens("drop_contacts", self.disorder.drop_contacts),
        )

    def refusal(self) -> int | None:
        """The code with which the next send is refused, if it is."""
        return self._code("api_errors", self.disorder.api_errors)

    def failure(self) -> int | None:
        """The code with which the next accepted message fails later, if it does."""
        return self._code("failures", self.disorder.failures)

    def swallows_answer(self) -> bool:
        """Whether the next send is carried out and never answered."""
        return self._happens("timeout_after_accept", self.disorder.timeout_after_accept)

    def skips_delivered(self) -> bool:
        """Whether nobody hears that the next message was delivered, so that `read` comes without it."""
        return self._happens("skip_delivered", self.disorder.skip_delivered)

    def expires_media(self) -> bool:
        """Whether the next file of a person is gone before anybody fetches it."""
        return self._happens("media_expired", self.disorder.media_expired)

    def _copy(self) -> Copy:
        soonest, latest = self.disorder.delay_s
        return Copy(soonest + (latest - soonest) * self._throw("delay"), self._throw("shuffle"))

    def _happens(self, what: str, share: float) -> bool:
        return share > 0 and self._throw(what) < share

    def _code(self, what: str, shares: Mapping[int, float]) -> int | None:
        if not shares:
            return None
        thrown = self._throw(what)
        for code, share in shares.items():
            thrown -= share
            if thrown < 0:
                return code
        return None

    def _throw(self, what: str) -> float:
        dice = self._dice.get(what)
        if dice is None:
            dice = self._dice[what] = Random(f"{self.disorder.seed} {what}")  # noqa: S311  (no secrets)
        return dice.random()
