"""The town of most tests that go through a line: founded at noon, and it stays noon."""

from collections.abc import Iterator

import pytest

from janasetu.cases.tests.factories import NOW, Town, make_town
from janasetu.lib import clock


@pytest.fixture
def town(db: None) -> Iterator[Town]:
    with clock.fixed(NOW):
        yield make_town()
