"""The demo towns as data: who governs, who serves, which number to write to."""

from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict
from ruamel.yaml import YAML

_FOLDER = Path(__file__).parent


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class LineOfTown(_Part):
    """The number citizens of the town write to."""

    provider_id: str
    display: str


class Town(_Part):
    """One demo town."""

    code: str
    number: int
    kind: str
    name: dict[str, str]
    languages: list[str]
    line: LineOfTown
    departments: dict[str, dict[str, str]]
    officers: dict[str, dict[str, str]]


def towns() -> list[Town]:
    """All demo towns, by code."""
    paths = sorted(path for path in _FOLDER.glob("*.yaml") if path.stem != "roles")
    return [Town.model_validate(_read(path)) for path in paths]


def roles() -> dict[str, dict[str, str]]:
    """The names of the roles that the towns use."""
    found: dict[str, dict[str, str]] = _read(_FOLDER / "roles.yaml")
    return found


def _read(path: Path) -> Any:
    return YAML(typ="safe").load(path)
