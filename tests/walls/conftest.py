"""Offices on both sides of the walls."""

from collections.abc import Iterator

import pytest

from walls.offices import Office, standing


@pytest.fixture
def town_halls(db: None) -> Iterator[dict[str, Office]]:
    """Every office by the code of its body."""
    with standing() as offices:
        yield offices
