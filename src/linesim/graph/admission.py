"""Whether a message may go: what Meta refuses at once, and what it accepts and lets fail by a status."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from linesim.accounts import MESSAGES_A_SECOND, Account
from linesim.costs import MARKETING
from linesim.failures import FAILURES
from linesim.graph.errors import RefusedError
from linesim.limits import PAIR_BURST, PAIR_PAUSE
from linesim.lines import Line
from linesim.messages import Failure, ProductMessage
from linesim.people import Person
from linesim.world import World


def require_good_standing(account: Account) -> None:
    """RefusedError for a number that cannot send anything now."""
    standing = {
        133010: not account.registered,
        131031: account.locked,
        368: account.restricted,
        131057: account.upgrading,
    }
    for code, holds in standing.items():
        if holds:
            raise RefusedError(code)
    if account.refuse_with is not None:
        raise RefusedError(account.refuse_with)


def require_room(world: World, line: Line, person: Person, now: datetime) -> None:
    """RefusedError where the number, or the pair of number and person, has had too much just now."""
    account = world.accounts.of(line.phone_number_id)
    if not account.is_limited:
        return
    rate = MESSAGES_A_SECOND[account.throughput]
    number = world.buckets.bucket(line.phone_number_id, capacity=rate, a_second=rate, now=now)
    pair = world.buckets.bucket(
        (line.phone_number_id, person.wa_id), capacity=PAIR_BURST, a_second=1 / PAIR_PAUSE, now=now
    )
    if not number.has_token(now):
        raise RefusedError(130429)
    if not pair.has_token(now):
        raise RefusedError(131056)
    number.take()
    pair.take()


def foreseen_failure(world: World, person: Person, message: ProductMessage) -> Failure | None:
    """Why the message will fail although it is accepted, if it will."""
    account = world.accounts.of(message.line)
    code = next(_codes(world, account, person, message), None)
    return None if code is None else FAILURES[code]


def count_approach(world: World, person: Person, message: ProductMessage) -> None:
    """A message that goes to somebody who has not written counts towards the portfolio's limit."""
    if _is_approach(world.accounts.of(message.line), person, message):
        world.approached.add(person.wa_id, message.at)


def _codes(world: World, account: Account, person: Person, message: ProductMessage) -> Iterator[int]:
    if account.fail_with is not None:
        yield account.fail_with
    if message.price.billable and not world.accounts.portfolio.has_payment:
        yield 131042
    if message.category == MARKETING and message.line in person.marketing_stopped:
        yield 131050
    if _is_approach(account, person, message):
        yield from _codes_of_approaches(world, account, person, message)


def _is_approach(account: Account, person: Person, message: ProductMessage) -> bool:
    """Whether Meta's rules hold and no window is open."""
    return account.is_limited and not person.has_window(message.line, message.at)


def _codes_of_approaches(
    world: World, account: Account, person: Person, message: ProductMessage
) -> Iterator[int]:
    if not message.content.is_template:
        yield 131047
    most = world.accounts.portfolio.most_people
    if account.flagged_as_spam or not world.approached.admits(person.wa_id, message.at, most=most):
        yield 131048
