"""One product for all journeys of a worker; they use people of their own."""

import itertools
import os
from collections.abc import Callable, Generator, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from janasetu.config import data_folder, learning
from janasetu.lib.tests.browser import chromium
from journeys.commands import Commands
from journeys.product import CHECKOUT, Phone, Product, strangers_shell

_numbers = itertools.count(1)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Who leaves the product stopped comes last: then nobody has to start it again."""
    items.sort(key=lambda item: item.path.stem == "test_start_and_stop")


@pytest.fixture(scope="session")
def product_of_the_session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    """A demo in a folder with a space and Bengali letters in its path, whose office understands from the
    first word on: what people hear before it has learnt is another test's matter.
    """
    learning.up_to_date(Path(os.environ[data_folder.MODELS]), learning.bank(None), say=print)
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


_running: list[tuple[ExitStack, Browser]] = []  # one or none


@pytest.fixture
def browser() -> Browser:
    """One for all journeys of a worker; whoever opens a window closes it."""
    if not _running:
        with ExitStack() as started:
            found = started.enter_context(chromium())
            _running.append((started.pop_all(), found))
    return _running[0][1]


@pytest.hookimpl(wrapper=True)  # when the windows of the test are closed
def pytest_runtest_teardown(nextitem: pytest.Item | None) -> Generator[None]:
    """The browser's event loop is not to outlive the journeys, which know of it."""
    yield
    if _running and (nextitem is None or nextitem.path.parent != Path(__file__).parent):
        _running.pop()[0].close()
