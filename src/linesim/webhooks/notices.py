"""News of the account itself: templates, quality, limits, restrictions, in Meta's shape."""

from __future__ import annotations

from linesim.identifiers import new_object_id
from linesim.lines import Line
from linesim.templates import CATEGORIES, STATUSES, Template
from linesim.webhooks.envelope import Fields, Update
from linesim.world import World

LANE = "the account"  # news of the account comes in order
WEEK = 7 * 24 * 3600  # seconds
DEFAULTS: dict[str, Fields] = {
    "message_template_status_update": {"event": "PAUSED", "reason": "NONE"},
    "message_template_quality_update": {"previous_quality_score": "GREEN", "new_quality_score": "YELLOW"},
    "message_template_components_update": {"message_template_element": "..."},
    "template_category_update": {"previous_category": "UTILITY", "new_category": "MARKETING"},
    "phone_number_quality_update": {"event": "FLAGGED", "current_limit": "TIER_250"},
    "phone_number_name_update": {"decision": "APPROVED", "requested_verified_name": "linesim"},
    "account_update": {"event": "ACCOUNT_RESTRICTION"},
    "account_review_update": {"decision": "APPROVED"},
    "business_capability_update": {
        "max_daily_conversation_per_phone": 250,
        "max_phone_numbers_per_business": 2,
    },
    "security": {"event": "PIN_CHANGED", "requester": "100000000000000"},
}
FIELDS = tuple(DEFAULTS)
OF_TEMPLATES = (
    "message_template_status_update",
    "message_template_quality_update",
    "message_template_components_update",
    "template_category_update",
)
OF_NUMBERS = ("phone_number_quality_update", "phone_number_name_update", "security")


def post_notice(world: World, field: str, said: Fields, *, line: Line) -> Fields:
    """Tell the product; answers the value that is told, which is `said` over what such news always holds.

    A template that is named takes the status or the category that is told of it.
    """
    value = {**_always(world, field, said, line), **DEFAULTS[field], **said}
    if field == "account_update" and value["event"] == "ACCOUNT_RESTRICTION":
        value.setdefault("restriction_info", [_restriction(world)])
    if field in OF_TEMPLATES:
        _apply(_template(world, said), field, value)
    world.deliveries.post_later(LANE, Update(field, value, time=world.clock.seconds()))
    return value


def _always(world: World, field: str, said: Fields, line: Line) -> Fields:
    if field in OF_NUMBERS:
        return {"display_phone_number": line.digits}
    if field not in OF_TEMPLATES:
        return {}
    template = _template(world, said)
    return {
        "message_template_id": int(template.id if template else new_object_id()),
        "message_template_name": template.name if template else "case_opened",
        "message_template_language": template.language if template else "bn",
    }


def _template(world: World, said: Fields) -> Template | None:
    """The template that the news names, if this account has it."""
    named = world.templates.named(str(said.get("message_template_name", "")))
    language = said.get("message_template_language")
    return next((each for each in named if language in (None, each.language)), None)


def _apply(template: Template | None, field: str, value: Fields) -> None:
    if template is None:
        return
    if field == "message_template_status_update":
        template.status = next((each for each in STATUSES if each == value["event"]), template.status)
    if field == "template_category_update":
        template.category = next(
            (each for each in CATEGORIES if each == value["new_category"]), template.category
        )


def _restriction(world: World) -> Fields:
    expiration = world.clock.seconds() + WEEK
    return {"restriction_type": "RESTRICTED_BIZ_INITIATED_MESSAGING", "expiration": expiration}
