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
    shutil.copytree(CHECKOUT, place, ignore=_NOT_COPIED)
    (place / ".venv").symlink_to((CHECKOUT / ".venv").resolve())
    planted = tomllib.loads((CHECKOUT / _FOLDER / f"{name}.toml").read_text(encoding="utf-8"))
    for change in planted["change"]:
        _change(
            place / change["file"], old=change["old"].rstrip("\n"), new=change["new"].rstrip("\n"), name=name
        )
    return place


def _change(path: Path, *, old: str, new: str, name: str) -> None:
    text = path.read_text(encoding="utf-8")
    if text.count(old) != 1:
        raise NoSuchMutantError(
            f"{name} does not fit {path.name} any more: its lines are not there just once"
        )
    path.write_text(text.replace(old, new), encoding="utf-8")
