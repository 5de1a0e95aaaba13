"""Walk over a service with the steps to each part: what every family of rules stands on."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from janasetu.catalogue.problems import Steps
from janasetu.catalogue.schema import EmergencyNumber, Field, Group, Option, Service, Stage, Texts, Words


@dataclass(frozen=True, slots=True)
class Asked:
    """A question where it stands; `group` is the one it is in, if any."""

    steps: Steps
    field: Field
    group: Group | None = None


def parts(node: object, steps: Steps = ()) -> Iterator[tuple[Steps, BaseModel]]:
    """Every part of a definition, the outer before the inner."""
    if isinstance(node, BaseModel):
        yield steps, node
        for name, known in type(node).model_fields.items():
            yield from parts(getattr(node, name), (*steps, known.alias or name))
    elif isinstance(node, Mapping):
        for key, value in node.items():
            yield from parts(value, (*steps, key))
    elif isinstance(node, tuple):
        for at, value in enumerate(node):
            yield from parts(value, (*steps, at))


def of_type(service: Service, wanted: type[Any]) -> Iterator[tuple[Steps, Any]]:
    """Every part of this type."""
    return ((steps, part) for steps, part in parts(service) if isinstance(part, wanted))


def texts(service: Service) -> Iterator[tuple[Steps, str, str]]:
    """Every sentence with its language."""
    for steps, part in of_type(service, Texts):
        for lang in ("bn", "en", "hi"):
            if getattr(part, lang):
                yield (*steps, lang), lang, getattr(part, lang)


def questions(service: Service) -> Iterator[Asked]:
    """Every question to the applicant, those of groups too."""
    return questions_in(("ask",), service.ask)


def every_question(service: Service) -> Iterator[Asked]:
    """These, and those that are filled in at desks."""
    for steps, asked in forms(service):
        yield from questions_in(steps, asked)


def forms(service: Service) -> Iterator[tuple[Steps, tuple[Field | Group, ...]]]:
    """What is asked: by the service, and at each desk that has a form of its own."""
    yield ("ask",), service.ask
    yield from (((*steps, "ask"), stage.ask) for steps, stage, _ in stages(service) if stage.ask)


def questions_in(steps: Steps, asked: tuple[Field | Group, ...]) -> Iterator[Asked]:
    """Every question of a form that stands at these steps, those of groups too."""
    for at, one in enumerate(asked):
        if isinstance(one, Field):
            yield Asked((*steps, at), one)
        else:
            inner = (((*steps, at, "ask", number), field) for number, field in enumerate(one.ask))
            yield from (Asked(here, field, one) for here, field in inner)


def options(asked: Asked) -> Iterator[tuple[Steps, str, Option]]:
    """The options of a question, with their codes."""
    for code, option in asked.field.options.items():
        yield (*asked.steps, "options", code), code, option


def stages(service: Service) -> Iterator[tuple[Steps, Stage, Stage | None]]:
    """Every stage; of one that runs beside others also the stage that holds them."""
    for at, stage in enumerate(service.stages):
        yield ("stages", at), stage, None
        yield from (
            (("stages", at, "together", beside), one, stage) for beside, one in enumerate(stage.together)
        )


def emergency_numbers(service: Service) -> Iterator[tuple[Steps, EmergencyNumber]]:
    """Every number to call at once, wherever it stands."""
    return of_type(service, EmergencyNumber)


def names_and_words(steps: Steps, *named: tuple[str, Texts | Words]) -> Iterator[tuple[Steps, str]]:
    """Every word by which a thing is called, each with its steps."""
    for key, part in named:
        for name, known in type(part).model_fields.items():
            value = getattr(part, name)
            at = (*steps, key, known.alias or name)
            if isinstance(value, str):
                yield from [(at, value)] if value else []
            else:
                yield from (((*at, number), word) for number, word in enumerate(value))
