"""What every test of the product stands on: what a test stores goes into a folder of its own."""

from pathlib import Path

import pytest
from pytest_django import Settings


@pytest.fixture(autouse=True)
def _own_media_folder(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_FOLDER = tmp_path / "media"
