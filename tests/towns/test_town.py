"""The folder of a town: on the disk, gone afterwards, also after a proof that was killed."""

import os
import tempfile
from pathlib import Path

import pytest

from towns import town


def test_what_a_killed_proof_left_is_taken_away_and_what_a_living_one_has_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    nobody = 2**22 + 1  # beyond every number that Linux gives
    (tmp_path / f"janasetu-town-{nobody}-abc").mkdir()
    (tmp_path / f"janasetu-town-{os.getppid()}-abc").mkdir()
    (tmp_path / "another-thing").mkdir()

    with town.scratch() as folder:
        assert folder.name.startswith(f"janasetu-town-{os.getpid()}-")
        (folder / "town").mkdir()

    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "another-thing",
        f"janasetu-town-{os.getppid()}-abc",
    ]
