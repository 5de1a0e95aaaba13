"""Records pressed by the hundred: one page each, their data inside, words found, and a press no larger."""

import io
import os
from collections.abc import Mapping

import pikepdf

from janasetu.documents.papers.press import Pressed, press
from janasetu.documents.snapshots import canonical
from janasetu.documents.tests import paper_samples
from janasetu.documents.tests.reading_papers import by_pdfium, words
from janasetu.lib.bn import normalise
from towns import memory

RECORDS = 100  # a part
WARM = 10  # parts; what is taken in the first thousand is not held against the rest
MOST_GROWN = 5.0  # megabytes, from the thousandth to the last
_READ = 20  # of so many one is read word by word

_held: dict[int, float] = {}  # megabytes after a part of this process


def part(number: int) -> Mapping[str, int]:
    """A hundred of ten thousand records; every fourth has names of 120 letters."""
    layout = paper_samples.of_service("birth-certificate", "copy")
    smaller, read = 0, 0
    for record in range(number * RECORDS, (number + 1) * RECORDS):
        snapshot = paper_samples.record(record)
        made = press(layout, snapshot, made_at=paper_samples.MADE_AT, mark_svg=paper_samples.MARK)
        _hold_whole(record, snapshot, made)
        smaller += made.scale < 1
        if record % _READ == 0:
            read += _hold_words(record, snapshot, made)
    _hold_flat(number)
    return {"papers": RECORDS, "in smaller letters": smaller, "words read": read}


def _hold_whole(record: int, snapshot: Mapping[str, object], made: Pressed) -> None:
    """One page, not too large, and the data inside are the very bytes."""
    with pikepdf.open(io.BytesIO(made.pdf)) as pdf:
        (inside,) = (file.get_file().read_bytes() for file in pdf.attachments.values())
        assert (len(pdf.pages), made.pages) == (1, 1), f"record {record} has {len(pdf.pages)} pages"
    assert inside == canonical(snapshot), f"record {record}: other data inside"
    assert len(made.pdf) < 100_000, f"record {record} has {len(made.pdf)} bytes"


def _hold_words(record: int, snapshot: Mapping[str, object], made: Pressed) -> int:
    text = by_pdfium(made.pdf)
    said = [*words([row["value"] for row in snapshot["rows"]])]  # type: ignore[attr-defined]
    missing = [word for word in said if normalise(word) not in text]
    assert not missing, f"record {record}: {missing} not found"
    return len(said)


def _hold_flat(number: int) -> None:
    _held[number] = memory.own([os.getpid()])
    if WARM in _held and number > WARM:
        grown = _held[number] - _held[WARM]
        assert grown <= MOST_GROWN, f"{grown:.1f} MB more than after {(WARM + 1) * RECORDS} papers"
