"""The agencies that definitions may refer to, read from agencies.yaml, and the rules on that file."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path

from pydantic import ValidationError

from janasetu.catalogue.linting.draft import Draft
from janasetu.catalogue.linting.refusals import Refused, nearest, refusals
from janasetu.catalogue.linting.walking import of_type
from janasetu.catalogue.problems import DefinitionError, Problem, Steps, errors
from janasetu.catalogue.reading import Reading, read_file
from janasetu.catalogue.schema import Option, Service
from janasetu.catalogue.schema.agencies import Agencies, Agency

BUNDLED = Path(__file__).resolve().parents[4] / "services" / "agencies.yaml"

Known = Mapping[str, Agency]


@lru_cache(maxsize=4)
def known(path: Path = BUNDLED) -> Known:
    """Every agency of the file by its code, in the order of the file. DefinitionError with all its errors."""
    return checked(read_file(path))


def checked(reading: Reading) -> Known:
    """The agencies of a file, if they can be used; DefinitionError with everything that is wrong."""
    wrong = errors(list(problems(reading)))
    if wrong:
        raise DefinitionError(wrong)
    return Agencies.model_validate(reading.values).agencies


def problems(reading: Reading) -> Iterator[Problem]:
    """What is wrong with a file of agencies, each with its place."""
    yield from reading.problems
    if reading.values is None:
        return
    try:
        found = Agencies.model_validate(reading.values).agencies
    except ValidationError as error:
        yield from (reading.problem(*each) for each in _refused(error))
        return
    for code, agency in found.items():
        yield from (reading.problem(*each) for each in _unsourced(code, agency))


def _refused(error: ValidationError) -> Iterator[tuple[str, Steps, str]]:
    for each in error.errors(include_url=False):
        context = dict(each.get("ctx") or {})
        refused = Refused(each["type"], each["loc"], each["input"], each["msg"], context)
        yield from ((one.code, one.steps, one.message) for one in refusals(refused))


def _unsourced(code: str, agency: Agency) -> Iterator[tuple[str, Steps, str]]:
    """A852, A853: nobody is sent anywhere that nobody vouches for."""
    for at, way in enumerate(agency.ways):
        steps: Steps = ("agencies", code, "ways", at)
        if not way.source.strip():
            yield "A852", steps, "a way to reach an agency needs `source`: who published it"
        if way.checked is None and (way.phone or way.web):
            yield "A853", steps, f"{way.phone or way.web} needs `checked`: when somebody last looked"


# --- the rule on definitions ---


def agencies_are_known(draft: Draft, service: Service) -> None:
    """A851: a matter is sent to somebody of whom we know who they are."""
    for steps, part in [((), service), *of_type(service, Option)]:
        if part.refers and part.refers not in known():
            said = f"no agency is called `{part.refers}`{nearest(part.refers, known())}"
            draft.tell("A851", (*steps, "refers"), said)


RULES = (agencies_are_known,)
