"""What a model confuses is read from what its training has written down."""

import json
from pathlib import Path

from janasetu.understanding.confusions import Confusion, confusions


def a_model(folder: Path, name: str, counted: object) -> None:
    (folder / name).mkdir()
    file = folder / name / "model.json"
    file.write_text(json.dumps({"name": name, "confusions": counted}), encoding="utf-8")
    (folder / "current").write_text(f"{name}\n", encoding="ascii")


def test_the_model_in_use_tells_what_it_confuses_most(tmp_path: Path) -> None:
    a_model(tmp_path, "old", [["park", "mosquito", 90]])
    a_model(tmp_path, "new", [["park", "mosquito", 2], ["thanks", "reopen", 5], ["park", "road", 2]])

    assert confusions(tmp_path, most=2) == [
        Confusion("thanks", "reopen", 5),
        Confusion("park", "mosquito", 2),
    ]


def test_where_there_is_no_model_or_nothing_was_counted_there_is_none(tmp_path: Path) -> None:
    assert confusions(tmp_path / "nowhere", most=9) == []
    a_model(tmp_path, "uncounted", [])
    assert confusions(tmp_path, most=9) == []
    (tmp_path / "uncounted" / "model.json").write_text("{half", encoding="utf-8")
    assert confusions(tmp_path, most=9) == []
