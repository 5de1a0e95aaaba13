"""The snapshot of a paper in its one form: the bytes that are hashed, and attached to the PDF. Pure."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from janasetu.lib.bn import normalise

VERSION = 1


def normal(value: Any) -> Any:
    """The same with every text in the form in which we keep texts (NFC)."""
    if isinstance(value, str):
        return normalise(value)
    if isinstance(value, Mapping):
        return {key: normal(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [normal(one) for one in value]
    return value


def canonical(snapshot: Mapping[str, Any]) -> bytes:
    """The one form: UTF-8, keys in order, no spaces. ValueError for a number that is not whole."""
    _refuse_fractions(snapshot)
    return json.dumps(
        snapshot, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    ).encode()


def digest(snapshot: Mapping[str, Any]) -> str:
    """The SHA-256 of that form, hex."""
    return hashlib.sha256(canonical(snapshot)).hexdigest()


def _refuse_fractions(value: Any) -> None:
    if isinstance(value, float):
        raise ValueError("a snapshot holds amounts as texts")
    if isinstance(value, Mapping):
        value = list(value.values())
    if isinstance(value, list | tuple):
        for one in value:
            _refuse_fractions(one)
