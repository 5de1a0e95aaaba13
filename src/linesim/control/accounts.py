"""Control calls about how Meta stands to the product: numbers, the portfolio, templates, windows."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, Field, TypeAdapter
from starlette.requests import Request

from linesim.accounts import MESSAGING_LIMITS, Account, Quality, Rules, Throughput
from linesim.answers import JsonAnswer
from linesim.clock import stamp
from linesim.control.errors import NothingThereError
from linesim.control.reading import Asked, line_named, person_addressed, read_body, world_of
from linesim.failures import FAILURES
from linesim.lines import FIRST_LINE
from linesim.templates import Status, Template
from linesim.webhooks.envelope import Fields
from linesim.webhooks.notices import post_notice
from linesim.world import World

NO_CODE = 0


def _code(code: int) -> int:
    """One of the table, or 0 for none."""
    if code != NO_CODE and code not in FAILURES:
        raise ValueError(f"has to be 0 or one of {', '.join(map(str, sorted(FAILURES)))}")
    return code


def _limit(name: str) -> str:
    if name not in MESSAGING_LIMITS:
        raise ValueError(f"has to be one of {', '.join(MESSAGING_LIMITS)}")
    return name


Code = Annotated[int, AfterValidator(_code)]


class AccountChange(Asked):
    """What is to be different about a number; code 0 of `refuse_with` and `fail_with` is none."""

    rules: Rules | None = None
    verified_name: Annotated[str, Field(min_length=1, max_length=128)] | None = None
    quality: Quality | None = None
    throughput: Throughput | None = None
    registered: bool | None = None
    restricted: bool | None = None
    locked: bool | None = None
    upgrading: bool | None = None
    flagged_as_spam: bool | None = None
    refuse_with: Code | None = None
    fail_with: Code | None = None


class PortfolioChange(Asked):
    """What is to be different about what all numbers share."""

    messaging_limit: Annotated[str, AfterValidator(_limit)] | None = None
    has_payment: bool | None = None


class TemplateChange(Asked):
    """What becomes of a template, in one language or in all."""

    status: Status
    language: str | None = None
    reason: Literal["NONE", "ABUSIVE_CONTENT", "INVALID_FORMAT", "PROMOTIONAL", "SCAM"] = "NONE"


ACCOUNT_CHANGE = TypeAdapter(AccountChange)
PORTFOLIO_CHANGE = TypeAdapter(PortfolioChange)
TEMPLATE_CHANGE = TypeAdapter(TemplateChange)


async def get_account(request: Request) -> JsonAnswer:
    """How Meta stands to one number."""
    return JsonAnswer(_account_view(_account(request)))


async def change_account(request: Request) -> JsonAnswer:
    """Change what is named."""
    account = _account(request)
    change = await read_body(request, ACCOUNT_CHANGE)
    for name, value in change.model_dump(exclude_none=True).items():
        setattr(account, name, None if name.endswith("_with") and value == NO_CODE else value)
    return JsonAnswer(_account_view(account))


async def get_portfolio(request: Request) -> JsonAnswer:
    """What all numbers share."""
    return JsonAnswer(_portfolio_view(world_of(request)))


async def change_portfolio(request: Request) -> JsonAnswer:
    """Change what is named."""
    world = world_of(request)
    change = await read_body(request, PORTFOLIO_CHANGE)
    for name, value in change.model_dump(exclude_none=True).items():
        setattr(world.accounts.portfolio, name, value)
    return JsonAnswer(_portfolio_view(world))


async def get_templates(request: Request) -> JsonAnswer:
    """Every template."""
    return JsonAnswer([template.node() for template in world_of(request).templates.all()])


async def change_template(request: Request) -> JsonAnswer:
    """Let templates of that name have another status, and tell the product."""
    change, world = await read_body(request, TEMPLATE_CHANGE), world_of(request)
    name = request.path_params["name"]
    named = world.templates.named(name)
    found = [template for template in named if change.language in (None, template.language)]
    if not found:
        raise NothingThereError(f"There is no template {name!r} in {change.language or 'any language'}.")
    for template in found:
        template.status, template.rejected_reason = change.status, change.reason
        _tell(world, template)
    return JsonAnswer([template.node() for template in found])


def _tell(world: World, template: Template) -> None:
    news: Fields = {
        "event": template.status,
        "message_template_name": template.name,
        "message_template_language": template.language,
        "message_template_category": template.category,
        "reason": template.rejected_reason,
    }
    post_notice(world, "message_template_status_update", news, line=FIRST_LINE)


async def get_windows(request: Request) -> JsonAnswer:
    """Until when each line may send what it likes to the person."""
    return JsonAnswer({line: stamp(until) for line, until in person_addressed(request).windows.items()})


def _account(request: Request) -> Account:
    world = world_of(request)
    return world.accounts.of(line_named(world, request.path_params["phone_number_id"]).phone_number_id)


def _account_view(account: Account) -> Fields:
    return {name: getattr(account, name) for name in AccountChange.model_fields}


def _portfolio_view(world: World) -> Fields:
    portfolio, now = world.accounts.portfolio, world.clock.now()
    return {
        "messaging_limit": portfolio.messaging_limit,
        "has_payment": portfolio.has_payment,
        "approached": world.approached.count(now),
        "free_used": {
            line.phone_number_id: world.prices.free_used(line.phone_number_id, now)
            for line in world.lines.all()
        },
    }
