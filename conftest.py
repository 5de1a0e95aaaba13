"""What every test of the product stands on: compiled translations, and a state folder of its own."""

import dataclasses
import gc
from uuid import uuid4

import hypothesis
import pytest
from django.conf import settings as django_settings
from django.db.models.signals import post_migrate
from pytest_django import Settings

from janasetu.config import translations

# The same examples in every run: nothing fails today that passed yesterday, and a busy machine is no mistake.
hypothesis.settings.register_profile("steady", derandomize=True, deadline=None)
hypothesis.settings.load_profile("steady")


def pytest_configure(config: pytest.Config) -> None:
    """Pages speak Bengali from the compiled catalogue; xdist's main process makes it for all workers."""
    if not hasattr(config, "workerinput"):
        translations.compile_catalogues()
    # What keeps a stolen table of passwords safe only costs time here.
    django_settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    # Django's own permissions, which no page of ours asks for, would be written again after every test that
    # commits.
    assert post_migrate.disconnect(dispatch_uid="django.contrib.auth.management.create_permissions")


@pytest.hookimpl(tryfirst=True)  # before xdist reads the groups
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """A file stays in one worker, with the browser it may have started; the journeys share one product, and
    the guards the modules they have parsed.
    """
    for item in items:
        folder = item.path.parent
        if folder.name == "journeys":
            item.add_marker(pytest.mark.journey)
        together = folder if folder.name in {"journeys", "guards"} else item.path
        item.add_marker(pytest.mark.xdist_group(str(together.relative_to(config.rootpath))))


def pytest_collection_finish() -> None:
    """Thousands of tests live until the end: the garbage collector need not look at them over and over."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def _own_state_folder(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> None:
    """A name nobody else has; the folder itself is made by whoever first keeps something there."""
    folder = tmp_path_factory.getbasetemp() / uuid4().hex
    settings.INSTALLATION = dataclasses.replace(settings.INSTALLATION, data=folder)
    settings.MEDIA_FOLDER = folder / "media"
