"""What several tests of casework stand on."""

from collections.abc import Iterator

import pytest

from janasetu.lib import clock
from janasetu.messaging.tests.factories import NOW


@pytest.fixture
def clock_at_now() -> Iterator[None]:
    """The office's clock stands at NOW while the test runs."""
    with clock.fixed(NOW):
        yield
