"""What `./janasetu check` looks at: one line here is one check. Add yours at the end of the list.

A check is a command line that ends with 0 when all is well, or a function of ours that returns the problems
it found, one sentence each, and is called in a process of its own.
"""

import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path

Problems = Callable[[], Iterable[str]]

_SOURCES = ("src", "tests", "bench")
_MIGRATIONS = ("makemigrations", "--check", "--dry-run")  # it warns that no database is there, and needs none


@dataclass(frozen=True)
class Check:
    """A title and what is run for it; `variables` are added to its environment."""

    title: str
    command: Sequence[str]
    variables: Mapping[str, str] = field(default_factory=dict)


def checks(*, checkout: Path, caches: Path) -> list[Check]:
    """All checks, the longest first so that two cores end together. `caches` is a folder that can
    be written.
    """
    mypy, ruff, floors = (
        str(caches / name) for name in (".mypy_cache", ".ruff_cache", ".import_linter_cache")
    )
    sources = [name for name in _SOURCES if (checkout / name).is_dir()]
    linter = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    return [
        _tool("types", "mypy", "--cache-dir", mypy),
        Check("migrations", (sys.executable, "-W", "ignore::RuntimeWarning", "-m", "django", *_MIGRATIONS)),
        _function("translations", "janasetu.config.translations:problems"),
        Check("import floors", (sys.executable, "-c", linter, "--no-logo", "--cache-dir", floors)),
        _tool("lint", "ruff", "check", "--output-format=concise", "--cache-dir", ruff, *sources),
        _function("definitions", "janasetu.config.definitions:problems"),
        _tool("format", "ruff", "format", "--check", "--cache-dir", ruff, *sources),
    ]


def _tool(title: str, *arguments: str) -> Check:
    return Check(title, (sys.executable, "-m", *arguments))


def _function(title: str, place: str) -> Check:
    """A check by a function of ours, named as "package.module:function"."""
    return Check(title, (sys.executable, "-m", "janasetu.config.checks", place))


def main(place: str) -> int:
    """Call one function and print the problems it finds; 1 if there are any."""
    module, _, name = place.partition(":")
    function: Problems = getattr(import_module(module), name)
    problems = list(function())
    sys.stdout.writelines(f"{problem}\n" for problem in problems)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
