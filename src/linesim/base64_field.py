"""A field of bytes that travels as base64."""

from __future__ import annotations

import base64
import binascii
from typing import Annotated

from pydantic import BeforeValidator


def _decoded(given: object) -> object:
    if not isinstance(given, str):
        raise ValueError("has to be a text in base64")
    try:
        return base64.b64decode(given, validate=True)
    except (binascii.Error, ValueError):
        raise ValueError("is not base64") from None


Base64 = Annotated[bytes, BeforeValidator(_decoded)]
