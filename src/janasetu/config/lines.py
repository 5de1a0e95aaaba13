"""What the commands share that tell in lines: their arguments, one JSON object a line, and counts."""

import argparse
import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from janasetu.lib.moments import NotAMomentError, read


def moment(text: str) -> datetime:
    """An argument that is a moment; argparse tells what is wrong with it."""
    try:
        return read(text)
    except NotAMomentError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def add_since(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--since", type=moment, metavar="RFC3339", help="only what came at or after this moment"
    )
    add_json(parser)


def add_json(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="one JSON object a line (the only form there is)")


def as_lines(rows: Iterable[Mapping[str, Any]]) -> Iterable[str]:
    """One line a row, Bengali as it is written."""
    return (json.dumps(row, ensure_ascii=False, default=str) for row in rows)


def counted(count: int, one: str) -> str:
    """`1 error`, `2 errors`, `0 errors`."""
    return f"{count} {one}" if count == 1 else f"{count} {one}s"
