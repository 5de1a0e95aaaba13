"""What somebody outside keeps of the chain: a line for each body, on paper or in a file. Pure.

Whoever can write everything in a database can build the chain anew; not what has left the house.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

NO_BODY = "-"  # in place of a code, for what belongs to no body
_HEAD = "# The heads of the audit chain: body, number of its last seal, digest, when it was written down."
_DIGEST = 64  # hex digits


class AnchorError(ValueError):
    """A line that is none; says which."""


@dataclass(frozen=True, slots=True)
class Line:
    """The head of one body's chain, by the body's code. `at`: when it was written down, in words."""

    code: str
    number: int
    digest: str
    at: str = ""


def read(text: str) -> dict[str, Line]:
    """The lines by the code of their body; AnchorError for a line that cannot be read."""
    found: dict[str, Line] = {}
    for place, line in enumerate(text.splitlines(), start=1):
        if line.strip() and not line.startswith("#"):
            one = _line(line.split(), place)
            found[one.code] = one
    return found


def written(lines: Mapping[str, Line]) -> str:
    """The same as text."""
    return "\n".join([_HEAD, *_sorted(lines.values())]) + "\n"


def _sorted(lines: Iterable[Line]) -> list[str]:
    return [
        f"{line.code} {line.number} {line.digest} {line.at}".rstrip()
        for line in sorted(lines, key=lambda line: line.code)
    ]


def _line(words: list[str], place: int) -> Line:
    match words:
        case [code, number, digest, *at] if number.isdecimal() and _is_digest(digest):
            return Line(code, int(number), digest, " ".join(at))
    raise AnchorError(f"line {place} is not: body, number, digest")


def _is_digest(text: str) -> bool:
    return len(text) == _DIGEST and set(text) <= set("0123456789abcdef")
