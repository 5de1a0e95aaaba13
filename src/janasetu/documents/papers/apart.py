"""Press in a process of its own, which ends with its work: who answers people never carries the press.

The press is 80 MB of memory; a process that asks for a paper now and then would keep them for ever.
"""

import base64
import json
import os
import subprocess
import sys
import threading
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from janasetu.documents.papers.errors import LayoutError, LetterError, PagesError, PaperError
from janasetu.documents.papers.layout import HERE, Layout
from janasetu.documents.papers.press import Pressed, press
from janasetu.documents.papers.wording import Snapshot, without_letter

COMMAND = [sys.executable, "-m", "janasetu.documents.papers"]
OURS = HERE.parents[2]  # where our own packages lie, wherever who asks was started
LONGEST = 60.0  # seconds: a thousand posters take ten
_MOST_LETTERS = 30  # that are found one after the other; with each go all of its block
_ONE_AT_A_TIME = threading.Lock()  # of one process; another who asks waits


class PressAwayError(Exception):
    """The process that presses did not come to its end."""


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be pressed, as `press.press` takes it. `spell`: a letter that cannot be printed is left out
    with a sign in its place, for a print that must come and is no paper that anybody signs.
    """

    layout: Layout
    snapshot: Snapshot
    made_at: datetime
    mark_svg: str = ""
    attach: bool = True
    spell: bool = False


def press_apart(orders: Sequence[Order]) -> list[Pressed]:
    """All of these, in order. The errors of `press.press`, of the first that has one; PressAwayError."""
    asked = json.dumps([_as_json(one) for one in orders], ensure_ascii=False)
    with _ONE_AT_A_TIME:
        try:
            done = subprocess.run(
                COMMAND,
                input=asked.encode(),
                capture_output=True,
                env=os.environ | {"PYTHONPATH": str(OURS)},
                timeout=LONGEST,
                check=True,
            )
        except (subprocess.SubprocessError, OSError) as error:
            raise PressAwayError(type(error).__name__) from error
    return [_pressed(one) for one in json.loads(done.stdout)]


def _as_json(order: Order) -> dict[str, Any]:
    return {
        "layout": asdict(order.layout),
        "snapshot": order.snapshot,
        "made_at": order.made_at.isoformat(),
        "mark_svg": order.mark_svg,
        "attach": order.attach,
        "spell": order.spell,
    }


def _pressed(told: dict[str, Any]) -> Pressed:
    if "refused" in told:
        raise _refusal(told["refused"], *told["told"])
    return Pressed(base64.b64decode(told["pdf"]), told["pages"], told["scale"])


def _refusal(kind: str, *told: Any) -> PaperError:
    if kind == "letter":
        return LetterError(*told)
    return PagesError(*told) if kind == "pages" else LayoutError(*told)


# --- in the process of its own ---


def answered(asked: str) -> str:
    """What that process answers to what it was asked."""
    return json.dumps([_answer(one) for one in json.loads(asked)])


def _answer(asked: dict[str, Any]) -> dict[str, Any]:
    try:
        made = _spelled(asked) if asked["spell"] else _made(asked, asked["snapshot"])
    except LetterError as error:
        return {"refused": "letter", "told": [error.field, error.letter, error.label]}
    except PagesError as error:
        return {"refused": "pages", "told": [error.layout]}
    except LayoutError as error:
        return {"refused": "layout", "told": [error.layout, error.said]}
    return {"pdf": base64.b64encode(made.pdf).decode(), "pages": made.pages, "scale": made.scale}


def _made(asked: dict[str, Any], snapshot: Snapshot) -> Pressed:
    return press(
        Layout(**asked["layout"]),
        snapshot,
        made_at=datetime.fromisoformat(asked["made_at"]),
        mark_svg=asked["mark_svg"],
        attach=asked["attach"],
    )


def _spelled(asked: dict[str, Any]) -> Pressed:
    """Pressed with a sign in the place of each letter that cannot be printed, and of its kind."""
    snapshot = asked["snapshot"]
    for _ in range(_MOST_LETTERS):
        try:
            return _made(asked, snapshot)
        except LetterError as error:
            snapshot = without_letter(snapshot, error.letter)
    return _made(asked, snapshot)
