"""The very model that reads what people write, trained once for all workers and kept by its hash."""

import fcntl
from pathlib import Path

import pytest

from janasetu.catalogue.loader import BUNDLED
from janasetu.conversations.engine.reading import Reads


@pytest.fixture(scope="session")
def reader(pytestconfig: pytest.Config, tmp_path_factory: pytest.TempPathFactory) -> Reads:
    """Trained where no run before this one has; the others wait for the first worker that does it."""
    from janasetu.understanding.model import Model
    from janasetu.understanding.phrases import bank
    from janasetu.understanding.reader import Reader
    from janasetu.understanding.training import name_of, train

    folder = _folder(pytestconfig, tmp_path_factory)
    phrases = bank(BUNDLED)
    name = name_of(phrases)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        found = Model.load(folder, name)
        if found is None:
            train(phrases).save(folder)
            found = Model.load(folder, name)
    assert found
    return Reader(found)


def _folder(config: pytest.Config, temporary: pytest.TempPathFactory) -> Path:
    """Of pytest's own cache, where there is one; else of this run, which all its workers have in common."""
    cache: pytest.Cache | None = getattr(config, "cache", None)
    return cache.mkdir("models") if cache else temporary.getbasetemp().parent
