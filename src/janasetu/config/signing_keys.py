"""Read [signing] of the settings: which key signs, of a file or a token, and how many papers a minute."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from janasetu.config.errors import SettingError
from janasetu.documents.signing.places import PER_MINUTE, KeyFile, KeyPlace, KeyPlaces, Token

_FILE = frozenset({"key", "password_file"})
_TOKEN = frozenset({"module", "token", "label", "pin_file", "chain"})
_BESIDE = frozenset({"per_minute", "bodies"})


def read(part: object, *, settings: Path, folder: Path) -> KeyPlaces:
    """The keys that [signing] names. SettingError naming what is missing or wrong in `settings`."""
    table = _table(part, settings, "signing")
    bodies = _table(table.get("bodies", {}), settings, "signing.bodies")
    own = {key: value for key, value in table.items() if key not in _BESIDE}
    return KeyPlaces(
        folder=folder,
        general=_place(own, settings, "signing") if own else None,
        bodies={
            code: _place(_table(one, settings, f"signing.bodies.{code}"), settings, f"signing.bodies.{code}")
            for code, one in bodies.items()
        },
        per_minute=_number(table.get("per_minute", PER_MINUTE), settings),
    )


def _place(table: Mapping[str, Any], settings: Path, name: str) -> KeyPlace:
    given = set(table)
    if "key" in given and given <= _FILE:
        return KeyFile(_path(table["key"], settings, f"{name}.key"), _maybe(table, "password_file", settings))
    if {"module", "token", "label"} <= given <= _TOKEN:
        return Token(
            module=_path(table["module"], settings, f"{name}.module"),
            token=_text(table["token"], settings, f"{name}.token"),
            key=_text(table["label"], settings, f"{name}.label"),
            pin_file=_maybe(table, "pin_file", settings),
            chain=tuple(_path(one, settings, f"{name}.chain") for one in table.get("chain", [])),
        )
    raise SettingError(
        f"{settings}: {name} names a file (key, password_file)"
        " or a token (module, token, label, pin_file, chain)."
    )


def _maybe(table: Mapping[str, Any], key: str, settings: Path) -> Path | None:
    return _path(table[key], settings, f"signing.{key}") if key in table else None


def _path(value: object, settings: Path, name: str) -> Path:
    path = Path(_text(value, settings, name))
    if not path.is_absolute():
        raise SettingError(f"{settings}: {name} must be a whole path, from / on.")
    return path


def _text(value: object, settings: Path, name: str) -> str:
    if not isinstance(value, str) or not value:
        raise SettingError(f"{settings}: {name} must be a text that is not empty.")
    return value


def _number(value: object, settings: Path) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 < value <= 10_000:
        raise SettingError(f"{settings}: signing.per_minute must be a whole number from 1 to 10000.")
    return value


def _table(value: object, settings: Path, name: str) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise SettingError(f"{settings}: {name} must be a table.")
    return value
