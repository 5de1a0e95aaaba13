"""The JSON Schema for editors: every key with its meaning, and every good definition is valid by it."""

import re
from pathlib import Path
from typing import Any

import pytest

from janasetu.catalogue.editors import DRAFT, MEANINGS, json_schema, keys_at
from janasetu.catalogue.loader import BUNDLED
from janasetu.catalogue.reading import read_file
from janasetu.catalogue.tests.wrongs import GOOD_FILES, changes, linted

SCHEMA = json_schema()
DEFINITIONS = [*GOOD_FILES, *sorted(BUNDLED.glob("*/service.yaml"))]
REFERENCE = BUNDLED.parent / "docs" / "reference" / "service-format.md"


def test_the_schema_names_its_draft() -> None:
    assert SCHEMA["$schema"] == DRAFT == "https://json-schema.org/draft/2020-12/schema"
    assert SCHEMA["title"] == "A service of Janasetu, format 1"
    assert SCHEMA["additionalProperties"] is False


def test_every_key_of_every_part_says_what_it_is_for() -> None:
    parts = {"Service": SCHEMA, **SCHEMA["$defs"]}
    told = {
        name.removeprefix("Whole"): {key: value["description"] for key, value in part["properties"].items()}
        for name, part in parts.items()
        if "properties" in part
    }

    assert told == MEANINGS


def test_every_key_of_every_part_stands_in_the_reference() -> None:
    written = set(re.findall(r"`([a-zA-Z_-]+)`", REFERENCE.read_text(encoding="utf-8")))

    assert {key for part in MEANINGS.values() for key in part} - written == set()


def test_the_kinds_of_question_are_offered() -> None:
    assert {"choice", "place", "yes_no"} <= set(SCHEMA["$defs"]["Field"]["properties"]["kind"]["enum"])


@pytest.mark.parametrize("path", DEFINITIONS, ids=lambda path: path.parent.name)
def test_a_good_definition_is_valid_by_the_schema(path: Path) -> None:
    assert list(violations(plain(read_file(path).values), SCHEMA)) == []


@pytest.mark.parametrize("right", changes("right.yaml"), ids=lambda change: change.name)
def test_what_is_right_is_valid_by_the_schema(right: Any) -> None:
    assert list(violations(plain(linted(right.text, right.path).values), SCHEMA)) == []


@pytest.mark.parametrize(
    ("name", "violation"),
    [
        ("an unknown key", "levls: additionalProperties"),
        ("an unknown key of an option", "ask.0: oneOf"),
        ("a missing key", "short: required"),
        ("a text where a list belongs", "offered_by: type"),
        ("a kind with a slip of the pen", "kind: enum"),
        ("a format of the future", "format: const"),
        ("a list of nobody", "offered_by: minItems"),
        ("a time of no length", "limits: anyOf"),
        ("an unknown kind of question", "ask.6: oneOf"),
        ("a code with capitals", "ask.0: oneOf"),
    ],
)
def test_what_is_wrong_in_form_is_not_valid(name: str, violation: str) -> None:
    wrong = next(change for change in changes("wrong.yaml") if change.name == name)

    assert violation in list(violations(plain(linted(wrong.text, wrong.path).values), SCHEMA))


def test_the_keys_of_a_place_are_known() -> None:
    assert keys_at(("ask", 0, "options", "any")) == set(MEANINGS["Option"])
    assert keys_at(("limits", "promise", 0)) == set(MEANINGS["Promise"])
    assert keys_at(("stages", 2, "moves", "approve")) == set(MEANINGS["Move"])
    assert keys_at(("ask", 3)) == set(MEANINGS["Field"]) | set(MEANINGS["Group"])
    assert keys_at(("levels", "municipality")) == set()
    assert keys_at(("nowhere", 1)) == set()


# --- what of JSON Schema the product uses, as the standard has it ---

TYPES: dict[str, tuple[type, ...]] = {
    "object": (dict,),
    "array": (list,),
    "string": (str,),
    "boolean": (bool,),
    "null": (type(None),),
    "integer": (int,),
    "number": (int, float),
}


def plain(node: Any) -> Any:
    """Numbers as JSON has them."""
    if isinstance(node, dict):
        return {key: plain(value) for key, value in node.items()}
    if isinstance(node, list):
        return [plain(value) for value in node]
    return float(node) if type(node).__name__ == "Decimal" else node


def violations(value: Any, schema: dict[str, Any], at: str = "") -> Any:
    """Every rule of the schema that the value breaks, as `place: keyword`."""
    yield from of_alternatives(value, schema, at)
    if "type" in schema and not is_of(value, schema["type"]):
        yield f"{at}: type"
        return
    if "enum" in schema and value not in schema["enum"]:
        yield f"{at}: enum"
    if "const" in schema and value != schema["const"]:
        yield f"{at}: const"
    for kind, inner in ((str, in_text), (int | float, in_number), (list, in_list), (dict, in_mapping)):
        if isinstance(value, kind):
            yield from inner(value, schema, at)


def of_alternatives(value: Any, schema: dict[str, Any], at: str) -> Any:
    if "$ref" in schema:
        yield from violations(value, SCHEMA["$defs"][schema["$ref"].removeprefix("#/$defs/")], at)
    for keyword, most in (("anyOf", 99), ("oneOf", 1)):
        fitting = [one for one in schema.get(keyword, ()) if not list(violations(value, one, at))]
        if keyword in schema and not 1 <= len(fitting) <= most:
            yield f"{at}: {keyword}"


def is_of(value: Any, name: str) -> bool:
    return isinstance(value, TYPES[name]) and (name == "boolean" or not isinstance(value, bool))


def in_text(value: str, schema: dict[str, Any], at: str) -> Any:
    if not re.search(schema.get("pattern", ""), value):
        yield f"{at}: pattern"
    if len(value) < schema.get("minLength", 0):
        yield f"{at}: minLength"


def in_number(value: float, schema: dict[str, Any], at: str) -> Any:
    if not schema.get("minimum", value) <= value <= schema.get("maximum", value):
        yield f"{at}: bounds"


def in_list(value: list[Any], schema: dict[str, Any], at: str) -> Any:
    if len(value) < schema.get("minItems", 0):
        yield f"{at}: minItems"
    for number, item in enumerate(value):
        yield from violations(item, schema.get("items", {}), f"{at}.{number}".strip("."))


def in_mapping(value: dict[str, Any], schema: dict[str, Any], at: str) -> Any:
    yield from (f"{at}.{key}: required".strip(".") for key in schema.get("required", ()) if key not in value)
    for key, inner in value.items():
        place = f"{at}.{key}".strip(".")
        known = [schema["properties"][key]] if key in schema.get("properties", {}) else []
        known += [
            one for pattern, one in schema.get("patternProperties", {}).items() if re.search(pattern, key)
        ]
        if not known and schema.get("additionalProperties") is False:
            yield f"{place}: additionalProperties"
        if not known and isinstance(schema.get("additionalProperties"), dict):
            known = [schema["additionalProperties"]]
        if key not in schema.get("propertyNames", {}).get("enum", [key]):
            yield f"{place}: propertyNames"
        for one in known:
            yield from violations(inner, one, place)
