"""`janasetu services`: list, lint and show definitions, their schema, and what one body changes of them."""

import argparse
import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from janasetu.catalogue.loader import Definition, Shelf, files, shelf
from janasetu.catalogue.problems import DefinitionError, Problem, Steps, errors
from janasetu.catalogue.reading import Reading, read_file
from janasetu.config import cli, data_folder, definitions, lines
from janasetu.config.errors import DataFolderError, FrontDoorError
from janasetu.understanding import phrase_lint, phrases

if TYPE_CHECKING:
    from janasetu.bodies.models import LocalBody
    from janasetu.catalogue.agencies import Known


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The verbs."""
    verbs = parser.add_subparsers(
        dest="verb", required=True, metavar="list|lint|show|schema|press|set|agencies|agency"
    )
    listing = verbs.add_parser("list", help="every service, one line each")
    listing.add_argument("--body", metavar="BODY", help="what this body offers; needs the database")
    listing.add_argument("--json", action="store_true", help="one JSON object a line")
    linting = verbs.add_parser(
        "lint", help="what is wrong with definitions, as file:line:column: CODE message"
    )
    linting.add_argument(
        "paths", nargs="*", type=Path, metavar="PATH", help="files or folders (default: all)"
    )
    showing = verbs.add_parser("show", help="one definition, as YAML")
    showing.add_argument("code", metavar="CODE", help="the service")
    showing.add_argument("--body", metavar="BODY", help="as this body has it; needs the database")
    showing.add_argument("--json", action="store_true", help="as JSON")
    verbs.add_parser("schema", help="the format as JSON Schema, for editors")
    pressing = verbs.add_parser("press", help="a specimen of the paper in which a service ends, as PDF")
    pressing.add_argument("code", metavar="CODE", help="the service")
    pressing.add_argument("file", type=Path, metavar="FILE", help="where the PDF is written")
    _add_set(verbs.add_parser("set", help="what one body changes; needs the database"))
    agencies = verbs.add_parser("agencies", help="offices outside, and how they are reached")
    agencies.add_argument("--body", metavar="BODY", help="as this body has them; needs the database")
    agencies.add_argument("--json", action="store_true", help="one JSON object a line")
    agency = verbs.add_parser("agency", help="how one body reaches an office outside; needs the database")
    agency.add_argument("code", metavar="CODE", help="the agency, or one of the body's own")
    agency.add_argument("--body", required=True, metavar="BODY", help="the body that says so")
    change = agency.add_mutually_exclusive_group(required=True)
    change.add_argument("--patch", type=Path, metavar="FILE", help="a merge patch, YAML or JSON")
    change.add_argument("--clear", action="store_true", help="take the body's own words away")


def _add_set(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("code", metavar="CODE", help="the service")
    parser.add_argument("--body", required=True, metavar="BODY", help="the body that changes it")
    change = parser.add_mutually_exclusive_group(required=True)
    change.add_argument("--on", action="store_true", help="offer it")
    change.add_argument("--off", action="store_true", help="offer it no more")
    change.add_argument(
        "--patch", type=Path, metavar="FILE", help="its own terms: a merge patch, YAML or JSON"
    )
    change.add_argument("--clear", action="store_true", help="take its own terms away")


def run(options: argparse.Namespace) -> int:
    """Do one verb."""
    with_database = {
        "list": _list_of_body,
        "show": _show_of_body,
        "set": _set,
        "agencies": _agencies_of_body,
        "agency": _agency,
    }
    without = {
        "list": _list,
        "lint": _lint,
        "show": _show,
        "schema": _schema,
        "press": _press,
        "agencies": _agencies,
    }
    if getattr(options, "body", None):
        return cli.with_database(lambda: with_database[options.verb](options))
    return without[options.verb](options)


# --- from files ---


def _list(options: argparse.Namespace) -> int:
    found = _everything()
    for line in _table(map(_row, found.definitions), as_json=options.json):
        print(line)
    wrong = {problem.path for problem in errors(found.problems)}
    if wrong:
        print(f"{len(wrong)} cannot be used; ./janasetu services lint tells why.", file=sys.stderr)
    return 1 if wrong else 0


def _lint(options: argparse.Namespace) -> int:
    said = [path for path in options.paths if phrases.are_in(path)]
    services = [path for path in options.paths if path.name != "agencies.yaml" and path not in said]
    found = shelf(*services) if options.paths else _everything()
    problems = [*found.problems, *_without_definition(services), *_of_agencies(options.paths)]
    problems += _of_layouts(found.definitions)
    problems += phrase_lint.lint([*said, *phrases.files(*(services if options.paths else _folders()))])
    for problem in problems:
        print(_from_here(problem))
    wrong = len(errors(problems))
    told = (len(found.codes), "definition"), (wrong, "error"), (len(problems) - wrong, "warning")
    print(", ".join(lines.counted(*each) for each in told), file=sys.stderr)
    return 1 if wrong else 0


def _show(options: argparse.Namespace) -> int:
    chosen = _chosen(options.code)
    assert chosen.path is not None
    print(_as_json(chosen.content) if options.json else chosen.path.read_text(encoding="utf-8"), end="")
    return 0


def _chosen(code: str) -> Definition:
    chosen = next((one for one in _everything().definitions if one.service.code == code), None)
    if chosen is None:
        raise _no_such_service(code)
    return chosen


def _press(options: argparse.Namespace) -> int:
    from janasetu.config import layouts
    from janasetu.documents.papers.errors import PaperError

    chosen = _chosen(options.code)
    if chosen.service.output is None:
        raise FrontDoorError(f"the service {options.code} ends in no paper.")
    try:
        options.file.write_bytes(layouts.pressed(chosen).pdf)
    except PaperError as error:
        print(error, file=sys.stderr)
        return 1
    except OSError as error:
        raise FrontDoorError(f"{options.file} cannot be written: {error.strerror}.") from error
    return 0


def _schema(_options: argparse.Namespace) -> int:
    from janasetu.catalogue.editors import json_schema

    print(json.dumps(json_schema(), ensure_ascii=False, indent=1))
    return 0


def _everything() -> Shelf:
    """What lies in all folders of this installation."""
    return shelf(*_folders())


def _folders() -> tuple[Path, ...]:
    try:
        return definitions.folders(data_folder.choose())
    except DataFolderError:
        return definitions.folders(None)


def _without_definition(paths: Sequence[Path]) -> list[Problem]:
    """A folder that was named and holds none is a slip of the pen."""
    empty = [path for path in paths if not any(files(path))]
    return [Problem("Y114", "there is no service.yaml here", path) for path in empty]


def _of_agencies(paths: Sequence[Path]) -> list[Problem]:
    """What is wrong with the offices outside, where all is looked at, or their file is named."""
    from janasetu.catalogue.linting.agencies import BUNDLED, problems

    named = [path for path in paths if path.name == BUNDLED.name]
    return [problem for path in (named if paths else [BUNDLED]) for problem in problems(read_file(path))]


def _of_layouts(definitions: Iterable[Definition]) -> Iterable[Problem]:
    """What is wrong with the papers in which they end."""
    from janasetu.config import layouts

    return layouts.problems(definitions)


def _from_here(problem: Problem) -> str:
    """The line of a problem, its file named as short as the caller could write it."""
    here = f"{Path.cwd()}/"
    return str(problem).removeprefix(here)


def _agencies(options: argparse.Namespace) -> int:
    from janasetu.catalogue.agencies import known

    return _told_agencies(known(), as_json=options.json)


def _told_agencies(found: "Known", *, as_json: bool) -> int:
    rows = (
        {"code": code, "name": one.name.bn, "contact": one.contact("bn"), "within": str(one.within)}
        for code, one in found.items()
    )
    for line in _table(rows, as_json=as_json):
        print(line)
    return 0


# --- of one body ---


def _agencies_of_body(options: argparse.Namespace) -> int:
    from janasetu.catalogue.queries import agencies_of

    body = _body(options.body)
    return _told_agencies(agencies_of([body.id])[body.id], as_json=options.json)


def _agency(options: argparse.Namespace) -> int:
    from janasetu.catalogue import actions
    from janasetu.config.installation import Installation
    from janasetu.lib import clock

    here = Installation.current()
    if here.clock_file is not None:
        clock.follow(here.clock_file)
    reading = _patch(options.patch) if options.patch else None
    patch = (reading.values or {}) if reading else {}
    try:
        actions.override_agency(body=_body(options.body), code=options.code, patch=patch, now=clock.now())
    except DefinitionError as error:
        print("\n".join(map(str, error.problems)), file=sys.stderr)
        return 1
    return 0


def _list_of_body(options: argparse.Namespace) -> int:
    from janasetu.catalogue import queries

    body = _body(options.body)
    own = queries.overrides(body.id)
    kind = queries.offered(body.kind).values()
    rows = (
        {
            "code": service.code,
            "kind": service.kind,
            "name": service.name.bn,
            "offered": own[service.code].enabled if service.code in own else True,
            "own_terms": bool(service.code in own and own[service.code].patch),
        }
        for service in kind
    )
    for line in _table(rows, as_json=options.json):
        print(line)
    return 0


def _show_of_body(options: argparse.Namespace) -> int:
    from janasetu.catalogue.models import ServiceVersion

    body = _body(options.body)
    version_id = _version_ids(body).get(options.code)
    if version_id is None:
        raise FrontDoorError(f"{body.code} offers no service {options.code}.")
    content = ServiceVersion.objects.get(id=version_id).content
    print(_as_json(content) if options.json else _as_yaml(json.loads(content)), end="")
    return 0


def _set(options: argparse.Namespace) -> int:
    from janasetu.catalogue import actions
    from janasetu.config.installation import Installation
    from janasetu.lib import clock

    here = Installation.current()
    if here.clock_file is not None:
        clock.follow(here.clock_file)
    reading = _patch(options.patch) if options.patch else None
    patch: Mapping[str, Any] | None = {} if options.clear else reading.values if reading else None
    enabled = True if options.on else False if options.off else None
    try:
        actions.override(
            body=_body(options.body), code=options.code, enabled=enabled, patch=patch, now=clock.now()
        )
    except actions.NoSuchServiceError as error:
        raise _no_such_service(options.code) from error
    except DefinitionError as error:
        print("\n".join(_placed(error.problems, reading)), file=sys.stderr)
        return 1
    return 0


def _patch(path: Path) -> Reading:
    reading = read_file(path)
    if reading.problems:
        raise FrontDoorError("\n".join(map(str, reading.problems)))
    return reading


def _placed(problems: Iterable[Problem], reading: Reading | None) -> Iterator[str]:
    """Each problem with its place in the patch, where the patch has the key."""
    for problem in problems:
        steps: Steps = tuple(int(step) if step.isdecimal() else step for step in problem.where.split("."))
        if reading is not None and reading.nearest(steps):
            yield str(reading.problem(problem.code, steps, f"{problem.where}: {problem.message}"))
        else:
            yield str(problem)


def _body(code: str) -> "LocalBody":
    from janasetu.bodies.models import LocalBody

    found = LocalBody.objects.filter(code=code).first()
    if found is None:
        raise FrontDoorError(f"there is no body {code}; ./janasetu bodies list names them all.")
    return found


def _version_ids(body: "LocalBody") -> dict[str, Any]:
    from janasetu.catalogue import queries

    offered = queries.offered_by_bodies([body])[body.id]
    return {service.code: version_id for version_id, service in offered.items()}


# --- how it is printed ---


def _row(one: Definition) -> dict[str, Any]:
    service = one.service
    return {
        "code": service.code,
        "kind": service.kind,
        "offered_by": list(service.offered_by),
        "name": service.name.bn,
        "hash": one.hash[:12],
    }


def _table(rows: Iterable[Mapping[str, Any]], *, as_json: bool) -> Iterator[str]:
    """One line a row: JSON for programs, columns with their names for people."""
    listed = list(rows)
    if as_json:
        yield from lines.as_lines(listed)
        return
    cells = [list(row) for row in listed[:1]] + [list(map(_cell, row.values())) for row in listed]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    for row in cells:
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()


def _cell(value: Any) -> str:
    match value:
        case bool():
            return "yes" if value else "no"
        case list():
            return ",".join(map(str, value))
    return str(value)


def _as_json(content: str) -> str:
    return f"{json.dumps(json.loads(content), ensure_ascii=False, indent=1)}\n"


def _as_yaml(content: Any) -> str:
    from io import StringIO

    from ruamel.yaml import YAML

    out = StringIO()
    writer = YAML()
    writer.width = 110
    writer.dump(content, out)
    return out.getvalue()


def _no_such_service(code: str) -> FrontDoorError:
    return FrontDoorError(f"there is no service {code}; ./janasetu services list names them all.")
