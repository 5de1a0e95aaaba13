"""The instant at which the walls are tried, and offices on both sides of them."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from janasetu.console.tests.factories import NOW
from janasetu.demo.tests.kept import KeptRows
from janasetu.documents import store
from janasetu.lib import clock
from walls.offices import Office, offices

_founded: dict[str, Office] = {}
_FOUNDED = KeptRows(lambda: _founded.update(offices()))


@pytest.fixture
def town_halls(db: None, settings: Any, tmp_path: Path) -> Iterator[dict[str, Office]]:
    """Every office by the code of its body."""
    settings.MEDIA_FOLDER = tmp_path
    with clock.fixed(NOW):
        _FOUNDED.lay_down()
        for office in _founded.values():
            store.keep(tmp_path, office.picture)
        yield _founded
