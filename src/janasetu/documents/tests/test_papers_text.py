"""Who searches, copies or listens to a paper meets its words as they were written."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from janasetu.documents.papers.press import press
from janasetu.documents.tests import paper_samples
from janasetu.documents.tests.paper_samples import MADE_AT, Sample
from janasetu.documents.tests.reading_papers import by_pdfium, by_poppler, words

COPY = paper_samples.of_service("birth-certificate", "copy")
RECORDS = 8


def _papers() -> list[tuple[bytes, list[str]]]:
    """Ours, and some with conjuncts of every kind; with the words that they must have."""
    records = [Sample(str(n), COPY, paper_samples.record(n), "") for n in range(1, 1 + RECORDS)]
    return [
        (
            press(one.layout, one.snapshot, made_at=MADE_AT, mark_svg=one.mark).pdf,
            list(words(*_said(one.snapshot))),
        )
        for one in [*paper_samples.samples(), *records]
    ]


def _said(snapshot: Mapping[str, Any]) -> Iterator[Any]:
    yield from (snapshot[key] for key in ("number", "conditions", "signatory") if key in snapshot)
    yield from ((row["label"], row["value"]) for row in snapshot["rows"])


def test_pdfium_finds_every_word_as_it_was_written() -> None:
    missing = [(by_pdfium(pdf), said) for pdf, said in _papers()]

    assert [word for text, said in missing for word in said if word not in text] == []


def test_poppler_finds_nearly_every_word(tmp_path: Path) -> None:
    read = [(by_poppler(pdf, tmp_path), said) for pdf, said in _papers()]
    found = [word in text for text, said in read for word in said]

    assert len(found) > 1000
    assert sum(found) / len(found) > 0.99
