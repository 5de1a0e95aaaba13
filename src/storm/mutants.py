"""The product with a mistake planted: a copy of the checkout, changed as a file of tests/mutants says."""

import shutil
import tomllib
from pathlib import Path

from storm.product import CHECKOUT

_FOLDER = Path("tests/mutants")
_NOT_COPIED = shutil.ignore_patterns(".git", ".venv", "var", "__pycache__", "docs", ".*_cache", "tests")


class NoSuchMutantError(Exception):
    """There is none of this name, or it does not fit the product any more."""


def names() -> list[str]:
    """All mistakes that can be planted."""
    return sorted((path.stem for path in (CHECKOUT / _FOLDER).glob("*.toml")), key=lambda name: int(name[1:]))


def plant(name: str, place: Path) -> Path:
    """Make a checkout at `place` with this mistake in it; NoSuchMutantError."""
    if name not in names():
        raise NoSuchMutantError(f"there is no mutant {name!r}; there are {', '.join(names())}")
    changed = changed_files(name)
    shutil.copytree(CHECKOUT, place, ignore=_NOT_COPIED)
    (place / ".venv").symlink_to((CHECKOUT / ".venv").resolve())
    for path, text in changed.items():
        (place / path).write_text(text, encoding="utf-8")
    return place


def changed_files(name: str) -> dict[str, str]:
    """What the files that this mistake touches say with it in them, by path; NoSuchMutantError."""
    changed: dict[str, str] = {}
    for change in tomllib.loads((CHECKOUT / _FOLDER / f"{name}.toml").read_text(encoding="utf-8"))["change"]:
        path, old, new = change["file"], change["old"].rstrip("\n"), change["new"].rstrip("\n")
        text = changed.get(path) or (CHECKOUT / path).read_text(encoding="utf-8")
        if text.count(old) != 1:
            raise NoSuchMutantError(f"{name} does not fit {path} any more: its lines are not there just once")
        changed[path] = text.replace(old, new)
    return changed
