"""Reading multipart/form-data (RFC 7578), as HTTP clients write it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import unquote

BOUNDARY = re.compile(r'multipart/form-data\s*;.*?boundary=(?:"([^"]+)"|([^\s;]+))', re.IGNORECASE)
PARAMETER = re.compile(r';\s*(name|filename)="((?:[^"\\]|\\.)*)"')
EXTENDED_FILENAME = re.compile(r"filename\*=utf-8''([^\s;]+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Part:
    """One field of a form; `filename` is None where it is no file."""

    content: bytes
    content_type: str
    filename: str | None

    @property
    def text(self) -> str:
        """The content as text."""
        return self.content.decode("utf-8", "replace")


class NotMultipartError(Exception):
    """The body is no form."""


def read_parts(body: bytes, content_type: str) -> dict[str, Part]:
    """The fields of a form by name, the last of each; NotMultipartError."""
    found = BOUNDARY.match(content_type)
    if found is None:
        raise NotMultipartError("The body has to be multipart/form-data with a boundary.")
    boundary = (found[1] or found[2]).encode("latin-1", "replace")
    pieces = (b"\r\n" + body).split(b"\r\n--" + boundary)[1:]
    if not pieces or not pieces[-1].startswith(b"--"):
        raise NotMultipartError("The form does not end with its boundary.")
    named = (_named_part(piece) for piece in pieces[:-1])
    return {name: part for name, part in named if name is not None}


def _named_part(piece: bytes) -> tuple[str | None, Part]:
    head, _, content = piece.partition(b"\r\n\r\n")
    headers = _headers(head.decode("utf-8", "replace"))
    disposition = headers.get("content-disposition", "")
    said = {name: _unescaped(value) for name, value in PARAMETER.findall(disposition)}
    extended = EXTENDED_FILENAME.search(disposition)
    filename = unquote(extended[1]) if extended else said.get("filename")
    return said.get("name"), Part(content, headers.get("content-type", "text/plain"), filename)


def _headers(head: str) -> dict[str, str]:
    split = (line.partition(":") for line in head.split("\r\n"))
    return {name.strip().lower(): value.strip() for name, found, value in split if found}


def _unescaped(value: str) -> str:
    """Browsers and httpx write a quote as %22, others as a backslash and a quote."""
    return value.replace('\\"', '"').replace("%22", '"').replace("\\\\", "\\")
