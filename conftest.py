"""What every test of the product stands on: compiled translations, and a state folder of its own."""

import dataclasses
from uuid import uuid4

import hypothesis
import pytest
from pytest_django import Settings

from janasetu.config import translations

# The same examples in every run: nothing fails today that passed yesterday, and a busy machine is no mistake.
hypothesis.settings.register_profile("steady", derandomize=True, deadline=None)
hypothesis.settings.load_profile("steady")


def pytest_configure(config: pytest.Config) -> None:
    """Pages speak Bengali from the compiled catalogue; xdist's main process makes it for all workers."""
    if not hasattr(config, "workerinput"):
        translations.compile_catalogues()


@pytest.hookimpl(tryfirst=True)  # before xdist reads the groups
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """A file stays in one worker, with the browser it may have started; the journeys share one product."""
    for item in items:
        is_journey = item.path.parent.name == "journeys"
        if is_journey:
            item.add_marker(pytest.mark.journey)
        together = item.path.parent if is_journey else item.path
        item.add_marker(pytest.mark.xdist_group(str(together.relative_to(config.rootpath))))


@pytest.fixture(autouse=True)
def _own_state_folder(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> None:
    """A name nobody else has; the folder itself is made by whoever first keeps something there."""
    folder = tmp_path_factory.getbasetemp() / uuid4().hex
    settings.INSTALLATION = dataclasses.replace(settings.INSTALLATION, data=folder)
    settings.MEDIA_FOLDER = folder / "media"
