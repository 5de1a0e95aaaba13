"""`janasetu understand`: a line of JSON for a line of text, whatever stands in it."""

import argparse
import io
import json
from pathlib import Path
from typing import Any

import pytest

from janasetu.config.cli import understand
from janasetu.config.errors import FrontDoorError
from janasetu.conversations.engine.reading import Reads

pytestmark = pytest.mark.xdist_group("reader")


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, reader: Reads) -> None:
    """A state folder for this test; the model is the one that is learnt already."""
    monkeypatch.setenv("JANASETU_DATA", str(tmp_path))


def told(
    lines: bytes, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], body: str = "kmc"
) -> list[dict[str, Any]]:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(lines)))
    assert understand.run(argparse.Namespace(body=body)) == 0
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_a_line_is_answered_as_scripts_know_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (answer,) = told("কাল থেকে জল আসছে না, ৫ নং ওয়ার্ড\r\n".encode(), monkeypatch, capsys)

    assert next(label for label, _ in answer.pop("top3")) == "water_no_supply"
    assert answer == {
        "text": "কাল থেকে জল আসছে না, ৫ নং ওয়ার্ড",
        "lang": "bn",
        "reply_lang": "bn",
        "intent": "complaint",
        "category": "water_no_supply",
        "department": "water_supply",
        "decision": "accept",
        "ward": "5",
        "ref": None,
        "emergency": False,
        "urgent": False,
        "second": None,
    }


def test_a_line_without_words_or_letters_is_answered_too(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    odd = [b"", b"\xff\xe0\xa6", "水がない".encode(), b"\x00", b"jol nei"]

    answers = told(b"\n".join(odd), monkeypatch, capsys)

    assert [one["text"] for one in answers] == [line.decode(errors="replace") for line in odd]
    assert [one["decision"] for one in answers] == ["ask"] * 4 + ["accept"]


def test_departments_are_those_of_the_body_that_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    water, noc = told(b"jol nei\ntrade noc lagbe", monkeypatch, capsys, body="panchayat")

    assert (water["department"], noc["department"]) == ("gp_water", "gp_office")
    with pytest.raises(FrontDoorError, match="there is no body 'nowhere'"):
        told(b"jol nei", monkeypatch, capsys, body="nowhere")
