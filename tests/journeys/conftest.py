"""One running product for all journeys of a worker; they use people of their own."""

import itertools
from collections.abc import Callable, Iterator

import pytest

from journeys.product import Phone, Product

_numbers = itertools.count(1)


@pytest.fixture(scope="session")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    """A demo in a folder with a space and Bengali letters in its path."""
    running = Product(tmp_path_factory.mktemp("জন সেতু"))
    running.start()
    yield running
    assert running.stop() == 0


@pytest.fixture
def citizen(product: Product) -> Callable[[], Phone]:
    """A new person with a phone of their own at each call. No Indian mobile begins with 0."""
    return lambda: product.phone(f"910000{next(_numbers):06d}", "রহিমা খাতুন")
