"""Managing templates: list, create, edit, delete."""

from __future__ import annotations

import re
from collections.abc import Callable

from starlette.requests import Request

from linesim.answers import JsonAnswer
from linesim.graph.business import business_world
from linesim.graph.calls import asked_node, authorized_world, page, success
from linesim.graph.errors import GraphError, InvalidParameterError, TemplateError
from linesim.graph.nodes import Node
from linesim.graph.template_rules import MOST_COMPONENTS, read_definition
from linesim.templates import (
    CATEGORIES,
    FORMATS,
    LANGUAGES,
    MOST_TEMPLATES,
    Category,
    Definition,
    Format,
    Template,
)
from linesim.world import World

NAME = re.compile(r"[a-z0-9_]{1,512}")

# The subcodes of code 100: Meta's page of error codes, template creation errors.
TOO_MANY = 2388019
NAME_RESERVED = 2388023
EXISTS_ALREADY = 2388024
CANNOT_CHANGE = 2388039
NO_TEMPLATE = 2593002


async def get_templates(request: Request) -> JsonAnswer:
    """A page of templates, oldest first, as far as they fit the filters."""
    world = business_world(request)
    rows = [template.node() for template in world.templates.all() if _fits(template, request)]
    if "summary" not in request.query_params:
        return page(rows, request)
    count = len(world.templates.all())
    summary = {
        "total_count": len(rows),
        "message_template_count": count,
        "message_template_limit": MOST_TEMPLATES,
        "are_translations_complete": True,
    }
    return page(rows, request, summary=summary)


async def create_template(request: Request) -> JsonAnswer:
    """Take a template in; it is approved at once."""
    world = business_world(request)
    asked = await asked_node(request)
    name, language = _name(asked), _language(asked)
    category, parameter_format = _category(asked), _format(asked)
    definition = _definition(asked, world, category, parameter_format)
    _require_free(world, name, language)
    template = world.templates.add(
        name=name,
        language=language,
        category=category,
        parameter_format=parameter_format,
        components=_components(asked),
        definition=definition,
        now=world.clock.now(),
    )
    return JsonAnswer({"id": template.id, "status": template.status, "category": template.category})


async def change_template(request: Request, template: Template) -> JsonAnswer:
    """Put other components, or another category; it is approved again at once."""
    world = authorized_world(request)
    asked = await asked_node(request)
    now = world.clock.now()
    if not template.may_be_edited(now):
        sentence = "A template can be edited once in 24 hours and 10 times in 30 days."
        raise TemplateError(CANNOT_CHANGE, "Message template status can't be changed", sentence)
    category = _category(asked) if asked.has("category") else template.category
    if category != template.category and template.status == "APPROVED":
        raise InvalidParameterError("Param category of an approved template cannot be changed.")
    if asked.has("components"):
        template.definition = _definition(asked, world, category, template.parameter_format)
        template.components = _components(asked)
    template.category, template.status, template.rejected_reason = category, "APPROVED", "NONE"
    template.edited_at.append(now)
    return JsonAnswer(
        {"success": True, "id": template.id, "name": template.name, "category": template.category}
    )


async def delete_templates(request: Request) -> JsonAnswer:
    """Delete a name in all its languages, or the one of an id; the name is reserved for 30 days."""
    world = business_world(request)
    name, template_id = request.query_params.get("name", ""), request.query_params.get("hsm_id")
    if not name:
        raise InvalidParameterError("The parameter name is required.")
    found = [each for each in world.templates.named(name) if template_id in (None, each.id)]
    if not found:
        raise GraphError(
            "Invalid parameter",
            code=100,
            subcode=NO_TEMPLATE,
            status=404,
            for_the_person=("Message template not found", f"There is no message template {name}."),
        )
    world.templates.delete(found, world.clock.now())
    return success()


def _fits(template: Template, request: Request) -> bool:
    asked = request.query_params
    told = template.node()
    for name in ("status", "category", "language"):
        if name in asked and str(told[name]) not in asked[name].split(","):
            return False
    return all(name not in asked or holds(template, asked[name]) for name, holds in _FILTERS.items())


_FILTERS: dict[str, Callable[[Template, str], bool]] = {
    "name": lambda template, name: name in template.name,
    "content": lambda template, words: words in template.definition.body,
    "name_or_content": lambda template, words: words in template.name or words in template.definition.body,
}


def _name(asked: Node) -> str:
    name = asked.text("name", most=1024)
    if not NAME.fullmatch(name):
        raise InvalidParameterError(
            "Param name must have up to 512 small letters, digits and underscores only."
        )
    return name


def _language(asked: Node) -> str:
    language = asked.text("language", most=20)
    if language not in LANGUAGES:
        raise InvalidParameterError(f"Param language must be a language of WhatsApp - got {language!r}.")
    return language


def _category(asked: Node) -> Category:
    written = asked.word_of_any_case("category", CATEGORIES)
    return next(category for category in CATEGORIES if category == written)


def _format(asked: Node) -> Format:
    if not asked.has("parameter_format"):
        return "POSITIONAL"
    written = asked.word_of_any_case("parameter_format", FORMATS)
    return next(each for each in FORMATS if each == written)


def _definition(asked: Node, world: World, category: Category, parameter_format: Format) -> Definition:
    components = asked.nodes("components", least=1, most=MOST_COMPONENTS, what="components")
    return read_definition(
        components, category=category, parameter_format=parameter_format, handles=world.uploads
    )


def _components(asked: Node) -> list[object]:
    """What was written, to be told again as it was."""
    written = asked.fields["components"]
    assert isinstance(written, list)
    return written


def _require_free(world: World, name: str, language: str) -> None:
    templates = world.templates
    if templates.find(name, language):
        sentence = f"There is already {language} content for this template."
        raise TemplateError(EXISTS_ALREADY, "Content in this language already exists", sentence)
    if templates.is_reserved(name, language, world.clock.now()):
        sentence = f"{name} in {language} was deleted less than 30 days ago."
        raise TemplateError(NAME_RESERVED, "Message template language is being deleted", sentence)
    if len(templates.all()) >= MOST_TEMPLATES:
        sentence = f"An account has at most {MOST_TEMPLATES} templates."
        raise TemplateError(TOO_MANY, "Message template limit exceeded", sentence)
