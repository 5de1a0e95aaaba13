"""What the guards look at: every module of the product, parsed once."""

import ast
from dataclasses import dataclass
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]
PACKAGE = CHECKOUT / "src" / "janasetu"


@dataclass(frozen=True)
class Source:
    """One module: its path below src/janasetu, and what stands in it."""

    path: str
    tree: ast.Module

    @property
    def is_test(self) -> bool:
        return "tests" in Path(self.path).parts

    @property
    def is_migration(self) -> bool:
        return "migrations" in Path(self.path).parts

    @property
    def floor(self) -> str:
        return Path(self.path).parts[0]


@pytest.fixture(scope="session")
def checkout() -> Path:
    return CHECKOUT


@pytest.fixture(scope="session")
def all_sources() -> list[Source]:
    """Every module, tests and migrations too."""
    return [
        Source(path.relative_to(PACKAGE).as_posix(), ast.parse(path.read_bytes()))
        for path in sorted(PACKAGE.rglob("*.py"))
    ]


@pytest.fixture(scope="session")
def sources(all_sources: list[Source]) -> list[Source]:
    """The modules of the product itself."""
    return [source for source in all_sources if not source.is_test and not source.is_migration]
