"""The numbers of the papers of a file, and what a note says of them: «কাগজ ৩». Pure.

A paper has the number by which it came. Once a note has named it, the number is in that note and stays.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Final
from uuid import UUID

from janasetu.lib import bn

_DIGITS: Final = "0-9০-৯०-९"
# A number of a case is longer, and «কাগজ ৩টি» counts papers: neither names one.
_NAMED: Final = re.compile(
    rf"(?:কাগজ|paper|काग़ज़|कागज|काग़ज)\s*(?:নং|নম্বর|no\.?|नं\.?)?\s*([{_DIGITS}]{{1,3}})(?![\w{_DIGITS}])",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Words:
    """A part of a note. `paper`: the number of the paper that it names, if it names one."""

    text: str
    paper: int | None = None


def numbered(papers: Sequence[UUID], named: Mapping[UUID, int]) -> dict[UUID, int]:
    """The number of each of these, which stand as they came; `named`: those that a note has fixed."""
    taken = {named[one] for one in papers if one in named}
    free = (number for number in count(1) if number not in taken)
    return {one: named.get(one) or next(free) for one in papers}


def fixed(told: Iterable[Mapping[str, int]]) -> dict[UUID, int]:
    """The numbers that notes have fixed, the first first; whoever was first is right."""
    found: dict[UUID, int] = {}
    for one in told:
        for paper, number in one.items():
            found.setdefault(UUID(paper), number)
    return found


def numbers_in(note: str) -> list[int]:
    """The papers that a note names, each once, in its order."""
    return list(dict.fromkeys(part.paper for part in parts_of(note) if part.paper is not None))


def parts_of(note: str) -> Iterator[Words]:
    """The note in parts: words, and what names a paper."""
    end = 0
    for found in _NAMED.finditer(note):
        if found.start() > end:
            yield Words(note[end : found.start()])
        yield Words(found[0], int(bn.ascii_digits(found[1])))
        end = found.end()
    if end < len(note):
        yield Words(note[end:])
