"""The linter: what is wrong is told by code and place, all of it, and nothing that is right."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from janasetu.catalogue.linting import RULES, lint
from janasetu.catalogue.linting.refusals import Refused, refusals
from janasetu.catalogue.loader import BUNDLED, canonical, definition, shelf
from janasetu.catalogue.problems import CODES, DefinitionError, Problem
from janasetu.catalogue.reading import Reading, read_bytes, read_file
from janasetu.catalogue.schema import Service
from janasetu.catalogue.tests.wrongs import GOOD_FILES, Change, changes, linted, told

HOW_TO = BUNDLED.parent / "docs" / "how-to" / "add-a-service.md"
DOCUMENT = BUNDLED.parent / "docs" / "reference" / "lint-codes.md"
# Codes that no single file can have: they are tested with folders, bodies and the database.
ELSEWHERE = {
    "F214",
    "Y108",
    "Y109",
    "Y112",
    "Y113",
    "Y114",
    "F200",
    "D904",
    "A852",
    "A853",
    "U301",
    "U302",
    "U303",
    "U304",
    "P950",
    "W951",
    "O981",
    "O982",
    "O984",
    "W983",
}


@pytest.mark.parametrize("path", GOOD_FILES, ids=lambda path: path.parent.name)
def test_nothing_is_told_of_a_good_definition(path: Path) -> None:
    assert told(linted(path.read_text(encoding="utf-8"), path)) == []


@pytest.mark.parametrize("wrong", changes("wrong.yaml"), ids=lambda change: change.name)
def test_what_is_wrong_is_told_by_its_place(wrong: Change) -> None:
    assert told(linted(wrong.text, wrong.path)) == list(wrong.told)


@pytest.mark.parametrize("right", changes("right.yaml"), ids=lambda change: change.name)
def test_what_is_nearly_wrong_is_right(right: Change) -> None:
    assert told(linted(right.text, right.path)) == []


def test_every_code_is_met_by_some_wrong_definition() -> None:
    met = {re.split(r"[: ]+", line)[2] for wrong in changes("wrong.yaml") for line in wrong.told}

    assert met == set(CODES) - ELSEWHERE


def test_every_code_stands_in_the_reference_with_its_meaning() -> None:
    rows = re.findall(r"^\| `([A-Z]\d{3})` \| ([^|]+) \|", DOCUMENT.read_text(encoding="utf-8"), re.MULTILINE)

    assert dict(rows) == CODES


def test_every_rule_says_which_codes_it_tells() -> None:
    assert [rule.__name__ for rule in RULES if not re.match(r"[A-Z]\d{3}", rule.__doc__ or "")] == []


def test_all_that_is_wrong_is_told_at_once() -> None:
    """Each of the mistakes alone would hide the others from a reader that stops at the first."""
    text = GOOD_FILES[2].read_text(encoding="utf-8")
    for good, bad in (
        ("format: 1", "format: 2"),
        ("kind: application", "kind: aplication"),
        ("assurance: A1", "assurance: A1\nassurance: A2"),
        ("en: Sole}", "en: Sole, hindi: एक}"),
        ("kind: count, ", ""),
        ("most: 3", "most: many"),
        ("when: name is given", "when: nme is given"),
        ("role: sahayak", "role: shayak"),
        ("then: approval", "then: aproval"),
        ("amount: 200", "amount: much"),
        ("from: 2026-01-01", "from: last year"),
        ("law: WBRTPS 2013, ", ""),
    ):
        assert text.count(good) == 1
        text = text.replace(good, bad)

    assert [line.split(" ")[0] + line.split(" ")[1] for line in told(linted(text, GOOD_FILES[2]))] == [
        "2:9:F205",
        "4:7:F205",
        "10:1:Y101",
        "19:34:F201",
        "34:5:F203",
        "41:30:F202",
        "44:43:Q802",
        "56:32:F202",
        "60:11:R501",
        "68:11:S403",
        "69:12:S401",
        "75:43:F210",
        "76:3:F203",
    ]


def test_what_hides_behind_too_much_is_told_when_that_is_mended() -> None:
    """Of stages in one another the format sees the shape of the inmost first: one more with each look."""
    text = GOOD_FILES[2].read_text(encoding="utf-8").replace("then: approval", "then: aproval")
    deepest = "{stage: s8, role: sahayak, desk: external}"
    for number in range(7, -1, -1):
        deepest = f"{{stage: s{number}, role: sahayak, together: [{deepest}]}}"

    draft = linted(text.replace("stages:\n", f"stages:\n  - {deepest}\n"), GOOD_FILES[2])

    assert told(draft) == ["58:309: S405 a stage has one of `role`, `desk` and `together`"]
    assert draft.service is None


def test_a_stranger_among_the_refusals_is_told_too() -> None:
    """The format may learn to refuse what nobody here has thought of."""
    (refusal,) = refusals(Refused("colour_error", ("ask", 0, "label"), "red", "Input should be a colour"))

    assert (refusal.code, refusal.message) == ("F200", "`label`: Input should be a colour")


def test_a_problem_without_a_file_names_the_key() -> None:
    assert str(Problem("F203", "`bn` is missing", where="name.bn")) == "name.bn: F203 `bn` is missing"


def test_the_example_of_the_how_to_is_good(tmp_path: Path) -> None:
    told_to_write = HOW_TO.read_text(encoding="utf-8").split("```yaml\n")[1].split("```")[0]
    code = re.search(r"^code: (.+)$", told_to_write, re.MULTILINE)

    assert code is not None
    assert told(linted(told_to_write, tmp_path / code[1] / "service.yaml")) == []


# --- nothing breaks the linter ---

GOOD_TEXTS = [path.read_text(encoding="utf-8") for path in GOOD_FILES]
PIECES = [
    "",
    ":",
    "- ",
    "[",
    "]",
    "{",
    "}",
    "'",
    '"',
    "\t",
    "  ",
    "\n",
    "&a ",
    "*a",
    "!!str ",
    "<<: ",
    "? ",
    "#",
    "|",
]
SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-3, 10**6),
    st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-5, max_value=10**7),
    st.sampled_from(["", " ", "end", "issue", "choice", "a = b", "2026-04-01", "48 hours", "before x", "মাছ"]),
    st.text(max_size=90),
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(st.sampled_from(["bn", "en", "hi", "name", "field", "x", "to"]), inner, max_size=4),
    ),
    max_leaves=6,
)


@given(
    text=st.sampled_from(GOOD_TEXTS),
    edits=st.lists(st.tuples(st.floats(0, 1), st.integers(0, 9), st.sampled_from(PIECES)), max_size=4),
)
def test_no_slip_of_the_pen_breaks_the_linter(text: str, edits: list[tuple[float, int, str]]) -> None:
    for share, length, piece in edits:
        at = int(share * len(text))
        text = text[:at] + piece + text[at + length :]

    usable(lint(read_bytes(text.encode())))


@given(
    path=st.sampled_from(GOOD_FILES),
    edits=st.lists(st.tuples(st.integers(0, 10**6), VALUES), min_size=1, max_size=3),
)
def test_no_other_value_breaks_the_linter(path: Path, edits: list[tuple[int, Any]]) -> None:
    values = read_file(path).values
    for number, value in edits:
        places = list(containers(values))
        holder, key = places[number % len(places)]
        holder[key] = value

    usable(lint(Reading(None, values)))


def usable(draft: Any) -> None:
    """A definition without an error can be stored and read again; one with an error cannot be had."""
    if draft.is_good:
        stored = definition(draft).content
        assert Service.model_validate_json(stored) == definition(draft).service
        assert json.loads(stored) == json.loads(canonical(draft.values))
    else:
        with pytest.raises(DefinitionError) as error:
            definition(draft)
        assert error.value.problems


def containers(node: Any) -> Any:
    """Every place in nested lists and mappings, as its holder and its key."""
    keys = node.items() if isinstance(node, dict) else enumerate(node)
    for key, value in list(keys):
        yield node, key
        if isinstance(value, dict | list):
            yield from containers(value)


def test_all_definitions_of_the_product_are_good() -> None:
    assert [str(problem) for problem in shelf(BUNDLED).problems] == []
