"""Control calls about disorder: how much of which kind, or calm."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, Field, StrictBool, TypeAdapter
from starlette.requests import Request

from linesim.answers import JsonAnswer
from linesim.chaos import CALM, Disorder
from linesim.control.reading import Asked, read_body, world_of
from linesim.failures import FAILURES
from linesim.graph.faults import HTTP_FAULTS

LONGEST_DELAY = 7 * 24 * 3600.0  # seconds: as long as Meta goes on

Share = Annotated[float, Field(ge=0, le=1, strict=True)]
Seconds = Annotated[float, Field(ge=0, le=LONGEST_DELAY, strict=True)]


def _shares_of(*known: int) -> AfterValidator:
    """Only these codes, and all of them together no more than everything."""

    def check(given: dict[str, float]) -> dict[str, float]:
        if unknown := sorted(set(given) - {str(code) for code in known}):
            listed = ", ".join(map(str, sorted(known)))
            raise ValueError(f"no such code: {', '.join(unknown)}; known are {listed}")
        if sum(given.values()) > 1:
            raise ValueError("the shares are more than 1 together")
        return given

    return AfterValidator(check)


def _from_to(given: list[float]) -> list[float]:
    if given[0] > given[1]:
        raise ValueError("has to be [least, most]")
    return given


class AskedChaos(Asked):
    """How much goes wrong; what is left out does not."""

    duplicate: Share = 0.0
    shuffle: StrictBool = False
    batch: Annotated[int, Field(ge=1, le=1000, strict=True)] = 1
    delay_s: Annotated[list[Seconds], Field(min_length=2, max_length=2), AfterValidator(_from_to)] = [
        0.0,
        0.0,
    ]
    status_first: StrictBool = False
    drop_contacts: Share = 0.0
    skip_delivered: Share = 0.0
    media_expired: Share = 0.0
    api_errors: Annotated[dict[str, Share], _shares_of(*FAILURES, *HTTP_FAULTS)] = {}
    failures: Annotated[dict[str, Share], _shares_of(*FAILURES)] = {}
    timeout_after_accept: Share = 0.0
    timeout_s: Annotated[float, Field(ge=0, le=300, strict=True)] = 15.0
    seed: Annotated[int, Field(strict=True)] = 0

    def disorder(self) -> Disorder:
        """As it is decided by."""
        if not self.model_fields_set:
            return CALM
        soonest, latest = self.delay_s
        plain = self.model_dump(exclude={"api_errors", "failures", "delay_s"})
        return Disorder(
            **plain,
            api_errors={int(code): share for code, share in self.api_errors.items()},
            failures={int(code): share for code, share in self.failures.items()},
            delay_s=(soonest, latest),
        )


CHAOS = TypeAdapter(AskedChaos)


async def set_chaos(request: Request) -> JsonAnswer:
    """Begin this disorder, from the beginning of its seed; {} is calm, and what was delayed comes at once."""
    asked = await read_body(request, CHAOS)
    world = world_of(request)
    world.chaos.become(asked.disorder())
    if world.chaos.disorder is CALM:
        world.deliveries.hurry()
    return await get_chaos(request)


async def get_chaos(request: Request) -> JsonAnswer:
    """How much disorder there is, {} where there is none."""
    return JsonAnswer(world_of(request).chaos.disorder.named())
