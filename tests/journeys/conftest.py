"""One product for all journeys of a worker; they use people of their own."""

import itertools
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser

from janasetu.lib.tests.browser import chromium
from journeys.commands import Commands
from journeys.product import CHECKOUT, Phone, Product, strangers_shell

_numbers = itertools.count(1)


@pytest.fixture(scope="session")
def product_of_the_session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    """A demo in a folder with a space and Bengali letters in its path."""
    with Commands(strangers_shell(), CHECKOUT / "src") as commands:
        running = Product(tmp_path_factory.mktemp("জন সেতু"), commands)
        running.start()
        yield running
        assert not running.process or running.stop() == 0


@pytest.fixture
def product(product_of_the_session: Product) -> Product:
    """It runs, also after a journey that has stopped it."""
    if not product_of_the_session.process:
        product_of_the_session.start()
    return product_of_the_session


@pytest.fixture
def citizen(product: Product) -> Callable[[], Phone]:
    """A new person with a phone of their own at each call. No Indian mobile begins with 0."""
    return lambda: product.phone(f"910000{next(_numbers):06d}", "রহিমা খাতুন")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One for a file: its event loop is not to outlive the tests that know of it."""
    with chromium() as running:
        yield running
