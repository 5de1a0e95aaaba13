"""Guard: every sentence is there in Bengali, and every room says what it is for."""

import ast
from pathlib import Path
from typing import Protocol

from janasetu.catalogue.loader import BUNDLED, definitions
from janasetu.config import translations
from janasetu.lib.phrases import Phrases

PACKAGE = Path(__file__).resolve().parents[2] / "src" / "janasetu"
# What a reviewer would send back, but may stay, and why.
ALLOWED = {
    "conversations/engine/phrases.yaml: language_en: bn is mostly in Latin letters": (
        "a language is named in its own letters, for those who read no other"
    ),
}
PHRASE_FILES = sorted(path.relative_to(PACKAGE).as_posix() for path in PACKAGE.rglob("phrases.yaml"))


class Parsed(Protocol):
    path: str
    tree: ast.Module
    is_test: bool
    is_migration: bool


def test_every_sentence_is_there_in_bengali_and_english() -> None:
    problems = {
        f"{name}: {problem}" for name in PHRASE_FILES for problem in Phrases.load(PACKAGE / name).problems()
    }

    assert problems == set(ALLOWED)


def test_the_files_of_sentences_are_found() -> None:
    assert set(PHRASE_FILES) >= {
        "cases/phrases.yaml",
        "catalogue/phrases.yaml",
        "conversations/engine/phrases.yaml",
        "documents/phrases.yaml",
    }


def test_every_definition_can_be_used() -> None:
    assert [definition.service.code for definition in definitions(BUNDLED)] == sorted(
        path.parent.name for path in BUNDLED.glob("*/service.yaml")
    )


def test_every_page_speaks_bengali() -> None:
    assert translations.problems() == []


def test_every_module_opens_with_what_it_is_for(all_sources: list[Parsed]) -> None:
    silent = [
        source.path
        for source in all_sources
        if not source.is_migration and source.tree.body and not ast.get_docstring(source.tree)
    ]

    assert silent == []
