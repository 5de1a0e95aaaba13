"""Making a demo ready: a file of ours that cannot be used is told by name and line, without a traceback."""

from pathlib import Path

import pytest

from janasetu.bodies.models import LocalBody
from janasetu.config import preparation
from janasetu.demo import towns


@pytest.mark.django_db
def test_a_wrong_file_of_the_towns_is_told_with_its_line_and_nothing_is_seeded(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "towns"
    folder.mkdir()
    (folder / "falakata.yaml").write_text("code: falakata\nnumber: many\n", encoding="utf-8")
    monkeypatch.setattr(towns, "_FOLDER", folder)

    assert preparation.seed(small=True) == 1

    complained = capsys.readouterr().err.splitlines()
    assert (
        "towns/falakata.yaml:2: number: Input should be a valid integer, unable to parse string as an integer"
        in complained
    )
    assert not LocalBody.objects.exists()
