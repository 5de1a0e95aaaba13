"""The press in a process of its own: the same bytes, the same refusals, and what becomes of one that dies."""

import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from janasetu.documents.papers import apart
from janasetu.documents.papers.apart import Order, PressAwayError, press_apart
from janasetu.documents.papers.errors import LayoutError, LetterError, PagesError
from janasetu.documents.papers.layout import Layout, ours
from janasetu.documents.papers.press import Pressed, press
from janasetu.documents.papers.wording import without_letter
from janasetu.documents.tests import paper_samples
from janasetu.documents.tests.paper_samples import MADE_AT
from janasetu.documents.tests.reading_papers import by_pdfium

NOC = Order(paper_samples.of_service("trade-noc", "noc"), paper_samples.trade_noc(), MADE_AT)
ONE = '// pages: one\n#import "/parts.typ": *\n#show: sheet\n'


def told(order: Order) -> Pressed:
    """What the process of its own answers, without its start."""
    (answer,) = json.loads(apart.answered(json.dumps([apart._as_json(order)])))
    return apart._pressed(answer)


def test_the_process_of_its_own_presses_the_same_bytes() -> None:
    (made,) = press_apart([NOC])

    assert made == press(NOC.layout, NOC.snapshot, made_at=MADE_AT)


@pytest.mark.parametrize(
    ("order", "refused"),
    [
        (replace(NOC, snapshot=paper_samples.trade_noc() | {"number": "漢"}), LetterError),
        (replace(NOC, layout=Layout("a/b.typ", f"{ONE}#pagebreak()\n#pagebreak()")), PagesError),
        (replace(NOC, layout=Layout("a/b.typ", f"{ONE}#paper.nothing")), LayoutError),
    ],
)
def test_it_refuses_as_the_press_does(order: Order, refused: type[Exception]) -> None:
    with pytest.raises(refused) as here:
        press(order.layout, order.snapshot, made_at=MADE_AT)
    with pytest.raises(refused) as there:
        told(order)

    assert (str(there.value), vars(there.value)) == (str(here.value), vars(here.value))


def test_a_print_that_must_come_leaves_out_what_cannot_be_printed() -> None:
    sheet = next(one for one in paper_samples.samples() if one.name == "note-sheet").snapshot
    note: dict[str, Any] = sheet["notes"][0] | {"words": "पानी नहीं आता। 😀 কল শুকনো 漢"}
    order = Order(ours("note-sheet"), sheet | {"notes": [note]}, MADE_AT, spell=True)

    made = told(order)

    assert "[…] […] […]। […] কল শুকনো […]" in by_pdfium(made.pdf)


def test_a_letter_goes_alone_where_its_kind_is_ours_and_with_its_kind_where_it_is_not() -> None:
    said = {"n": 1, "a": ["ক\u2028খ", "हिन्दी। लिपि"]}

    assert without_letter(said, "ह") == {"n": 1, "a": ["ক\u2028খ", "[…]। […]"]}
    assert without_letter("Aƒ B", "ƒ") == "A[…] B"


def test_it_gives_up_where_there_is_no_end_of_such_letters(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "_MOST_LETTERS", 0)
    note = paper_samples.trade_noc() | {"number": "漢"}

    with pytest.raises(LetterError):
        told(replace(NOC, snapshot=note, spell=True))


def test_a_process_that_dies_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for command in ([sys.executable, "-c", "raise SystemExit(3)"], [str(tmp_path / "nothing")]):
        monkeypatch.setattr(apart, "COMMAND", command)
        with pytest.raises(PressAwayError):
            press_apart([NOC])
