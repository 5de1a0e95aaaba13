"""What the commands share that bring files in: the file, the body, faults told in Bengali and in English."""

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from janasetu.config import lines
from janasetu.config.errors import FrontDoorError
from janasetu.config.installation import Installation
from janasetu.lib.words import Lang

if TYPE_CHECKING:
    from janasetu.bodies.models import LocalBody

LANGS: tuple[Lang, ...] = ("bn", "en")
MOST_FAULTS = 100  # of a file that are told; the rest are counted


class Told(Protocol):
    """A fault or a note of a file."""

    def sentence(self, lang: Lang) -> str: ...


def in_office_time(do: Callable[[], int]) -> int:
    """Do something at the time of the office; a body that is none is told in a sentence."""
    from janasetu.bodies.errors import NoSuchBodyError
    from janasetu.lib import clock

    here = Installation.current()
    if here.clock_file is not None:
        clock.follow(here.clock_file)
    try:
        return do()
    except NoSuchBodyError as error:
        raise FrontDoorError(f"there is no body {error}; ./janasetu bodies list names them all.") from error


def body(code: str) -> "LocalBody":
    """The body that is named; NoSuchBodyError where there is none."""
    from janasetu.bodies.queries import body_of_code

    return body_of_code(code)


def content(file: Path, *, most: int) -> bytes:
    """What is in the file; a byte more than may be of one that is too large."""
    try:
        if str(file) == "-":
            return sys.stdin.buffer.read(most + 1)
        with file.open("rb") as opened:
            return opened.read(most + 1)
    except OSError as error:
        raise FrontDoorError(f"{file} cannot be read: {error.strerror}.") from error


def say(told: Sequence[Told]) -> None:
    """Each in both languages."""
    for one in told[:MOST_FAULTS]:
        for lang in LANGS:
            print(one.sentence(lang), file=sys.stderr)


def refuse(faults: Sequence[Told]) -> int:
    """Why a file is not taken; the exit code."""
    say(faults)
    print(f"{lines.counted(len(faults), 'fault')}; nothing is written.", file=sys.stderr)
    return 1
