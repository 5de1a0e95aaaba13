"""Guard: where the glossary repeats what a definition or the menu says, it says the same."""

import re
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from janasetu.catalogue.loader import BUNDLED, read
from janasetu.lib.bn import normalise

_ROW = re.compile(r"^\| (.+) \| (.+) \| (.+) \| `([a-z_]+)` \|$")
GROUPS = BUNDLED.parent / "src" / "janasetu" / "conversations" / "engine" / "groups.yaml"


@pytest.fixture
def glossary(checkout: Path) -> dict[str, str]:
    """The sections by their headings."""
    text = (checkout / "docs" / "glossary.md").read_text(encoding="utf-8")
    return dict(part.split("\n", 1) for part in text.split("\n## ")[1:])


def rows(section: str) -> list[tuple[str, str, str, str]]:
    """Bengali, English (whose capitals do not count), Hindi and code of each row of a table."""
    found = (_ROW.match(normalise(line)) for line in section.splitlines())
    return [(row[1], row[2].casefold(), row[3], row[4]) for row in found if row]


def test_the_subjects_of_a_complaint_are_those_of_the_definition_in_its_order(
    glossary: dict[str, str],
) -> None:
    options = read(BUNDLED / "complaint" / "service.yaml").service.field("category").options
    names = [(option.name.bn, option.name.en or "", option.name.hi, code) for code, option in options.items()]

    assert rows(glossary["Subjects of a complaint"]) == [
        (bn, en.casefold(), hi, code) for bn, en, hi, code in names
    ]


def test_the_groups_of_services_are_those_of_the_menu(glossary: dict[str, str]) -> None:
    groups = YAML(typ="safe").load(GROUPS)

    assert rows(glossary["Groups of services"]) == [
        (normalise(name["bn"]), name["en"].casefold(), normalise(name["hi"]), code)
        for code, name in groups.items()
    ]
