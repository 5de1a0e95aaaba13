"""Guard: every file of sentences was read aloud, and says nothing that docs/reference/voice.md forbids."""

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from janasetu.lib.bn import normalise

FILES = (
    "src/janasetu/**/phrases.yaml",
    "src/janasetu/**/groups.yaml",
    "src/janasetu/locale/*/LC_MESSAGES/django.po",
    "services/*/service.yaml",
    "services/agencies.yaml",
)
_ROW = re.compile(r"^\| (.+?) \| (.+?) \|(?: (.+?) \|)?$")


@pytest.fixture
def voice(checkout: Path) -> dict[str, str]:
    """The sections by their headings."""
    text = (checkout / "docs" / "reference" / "voice.md").read_text(encoding="utf-8")
    return dict(part.split("\n", 1) for part in text.split("\n## ")[1:])


def rows(section: str) -> list[tuple[str, ...]]:
    """The cells of each row of a table, without its head."""
    found = [match for line in section.splitlines() if (match := _ROW.match(line))]
    return [match.groups() for match in found[1:]]


def sentence_files(checkout: Path) -> list[str]:
    return sorted(path.relative_to(checkout).as_posix() for form in FILES for path in checkout.glob(form))


def said(node: Any) -> Iterator[str]:
    """Every text of a definition or a file of phrases; not the words by which people are understood."""
    if isinstance(node, dict):
        for key, value in node.items():
            if not str(key).endswith("words"):
                yield from said(value)
    elif isinstance(node, list):
        for value in node:
            yield from said(value)
    elif isinstance(node, str):
        yield normalise(node)


def test_every_file_of_sentences_was_read_aloud(voice: dict[str, str], checkout: Path) -> None:
    read_aloud = {
        row[0].strip("`"): dt.date.fromisoformat(row[2]) for row in rows(voice["What was read aloud"])
    }

    assert sorted(read_aloud) == sentence_files(checkout)


def test_nothing_is_said_that_is_never_said(voice: dict[str, str], checkout: Path) -> None:
    never = [normalise(row[0]) for row in rows(voice["Never said"])]
    letters = "\u0900-\u097f\u0980-\u09ff"
    spoken = re.compile(rf"(?<![{letters}])(?:{'|'.join(map(re.escape, never))})")
    yaml = YAML(typ="safe")
    files = [name for name in sentence_files(checkout) if name.endswith(".yaml")]

    wrong = [
        f"{name}: {text}"
        for name in files
        for text in said(yaml.load(checkout / name))
        if spoken.search(text)
    ]

    assert (len(never) > 20, wrong) == (True, [])
