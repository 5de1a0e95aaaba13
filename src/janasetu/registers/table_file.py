"""Read a table as an office has it, CSV in one of its encodings or a workbook, into rows of text. Pure."""

import csv
import io
import zipfile
from collections.abc import Iterator
from datetime import date, datetime

from python_calamine import CalamineError, load_workbook

MOST_BYTES = 64 * 1024 * 1024
_MOST_UNPACKED = 512 * 1024 * 1024  # of a workbook: a small packed folder may hold a very large one
_WORKBOOK, _OLD_WORKBOOK = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_LOOKED_AT = 4096  # bytes by which an encoding is told
_NULS = 0.25  # the share of bytes that are 0 in UTF-16 of a table, whose commas and digits are ASCII

csv.field_size_limit(1024 * 1024)


class UnreadableError(ValueError):
    """A file that is no table that we can read; `key` is its sentence, `row` where it became so."""

    def __init__(self, key: str, row: int = 1) -> None:
        super().__init__(key)
        self.key = key
        self.row = row


def records(content: bytes) -> Iterator[list[str]]:
    """The rows of the first sheet, each cell as text; a day stands in it as 2026-10-19.

    UnreadableError, at the latest where the first row that cannot be read stands.
    """
    if len(content) > MOST_BYTES:
        raise UnreadableError("file_too_large")
    if content.startswith(_OLD_WORKBOOK):
        raise UnreadableError("file_old_workbook")
    if content.startswith(_WORKBOOK):
        yield from _of_workbook(content)
    else:
        yield from _of_text(_text(content))


def _text(content: bytes) -> str:
    """UTF-8 or UTF-16, with its mark or without; whatever else is told, never guessed."""
    encoding = _encoding(content)
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableError("file_not_unicode", content.count(b"\n", 0, error.start) + 1) from error


def _encoding(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    start = content[:_LOOKED_AT]
    even, odd = start[0::2].count(0), start[1::2].count(0)
    if max(even, odd) > _NULS * len(start) / 2:
        return "utf-16-be" if even > odd else "utf-16-le"
    return "utf-8-sig"


def _of_text(text: str) -> Iterator[list[str]]:
    if "\0" in text:
        raise UnreadableError("file_not_unicode")
    first = text.partition("\n")[0]
    between = max(",;\t", key=first.count)  # UTF-16 comes from «Unicode text», which has tabs
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=between, strict=True)
    number = 0
    try:
        for row in rows:
            number += 1
            yield row
    except csv.Error as error:
        raise UnreadableError("row_unreadable", number + 1) from error


def _of_workbook(content: bytes) -> Iterator[list[str]]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            unpacked = sum(one.file_size for one in packed.infolist())
        if unpacked > _MOST_UNPACKED:
            raise UnreadableError("file_too_large")
        sheet = load_workbook(io.BytesIO(content)).get_sheet_by_index(0)
    except (zipfile.BadZipFile, CalamineError, OSError, IndexError) as error:
        raise UnreadableError("workbook_unreadable") from error
    for row in sheet.iter_rows():
        yield [_cell(value) for value in row]


def _cell(value: object) -> str:
    """A number without the .0 that a spreadsheet gives it, a day without its midnight."""
    match value:
        case datetime():
            return value.date().isoformat() if value.time() == datetime.min.time() else value.isoformat(" ")
        case date():
            return value.isoformat()
        case bool():
            return str(value)
        case float() if value.is_integer():
            return str(int(value))
    return str(value)
