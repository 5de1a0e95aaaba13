"""The ledger: a line is whole or the storm ends; what was written is what is read."""

import os
from pathlib import Path

import pytest

from storm import ledger
from storm.ledger import Ledger


def test_what_is_written_is_read_again_line_by_line(tmp_path: Path) -> None:
    entries = [{"wamid": "a", "words": "জল\nনেই"}, {"key": "a", "status": 200}]
    path = tmp_path / "ledger.jsonl"
    for entry in entries:  # who opens it anew goes on behind what is there
        written = Ledger(path)
        written.write(**entry)
        written.close()

    assert list(ledger.read(path)) == entries
    assert path.read_text(encoding="utf-8") == (
        '{"wamid":"a","words":"জল\\nনেই"}\n{"key":"a","status":200}\n'
    )


def test_an_entry_is_on_disk_before_the_next_thing_happens(tmp_path: Path) -> None:
    path = tmp_path / "ledger.jsonl"
    written = Ledger(path)

    for number in range(3):
        written.write(number=number)
        assert [one["number"] for one in ledger.read(path)] == list(range(number + 1))
    written.close()


def test_a_line_that_is_not_whole_ends_the_storm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written = Ledger(tmp_path / "ledger.jsonl")
    write = os.write
    monkeypatch.setattr(os, "write", lambda file, line: write(file, line[:5]))

    with pytest.raises(OSError, match="the ledger's disk is full"):
        written.write(wamid="a")
    written.close()
