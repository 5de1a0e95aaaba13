"""Read golden tables: tab-separated rows, with escapes for what the eye cannot see."""

import re
from pathlib import Path

_ESCAPE = re.compile(r"\\u([0-9a-f]{4})|\\([ntr])")
_SHORT = {"n": "\n", "t": "\t", "r": "\r"}


def rows(name: str, *, beside: str = __file__) -> list[tuple[str, ...]]:
    """The rows of golden/<name>.tsv beside a file, below its sentence and headings; all as wide as those."""
    text = (Path(beside).parent / "golden" / f"{name}.tsv").read_text(encoding="utf-8")
    _, headings, *lines = text.removesuffix("\n").split("\n")
    found = [tuple(_ESCAPE.sub(_unescaped, cell) for cell in line.split("\t")) for line in lines]
    assert {len(row) for row in found} == {len(headings.split("\t"))}, name
    assert len(found) >= 30, name
    return found


def _unescaped(escape: re.Match[str]) -> str:
    return chr(int(escape[1], 16)) if escape[1] else _SHORT[escape[2]]
