"""The very model that reads what people write, trained once for all workers and all runs."""

import os
from pathlib import Path

import pytest

from janasetu.config import data_folder, learning
from janasetu.conversations.engine.reading import Reads
from janasetu.understanding.reader import Reader


@pytest.fixture(scope="session")
def reader() -> Reads:
    """Trained where no run before this one has; the others wait for the first worker that does it."""
    return Reader(learning.up_to_date(Path(os.environ[data_folder.MODELS]), learning.bank(None), say=print))
