"""What every test of the product stands on: a state folder of its own, steady examples, an order."""

import dataclasses
import fcntl
import gc
import os
from collections.abc import Generator, Iterator, Sequence
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any
from uuid import uuid4

import hypothesis
import pytest
from django.conf import settings as django_settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.core.management import call_command
from django.db import connection, transaction
from django.db.backends.postgresql.operations import DatabaseOperations
from django.db.models.signals import post_migrate
from django.http import HttpRequest
from django.template import Context, Template
from django.test import Client
from django.test import utils as test_utils
from django.test.signals import template_rendered
from django.utils.crypto import get_random_string
from django.utils.safestring import SafeString
from pytest_django import DjangoDbBlocker, Settings
from whitenoise.middleware import WhiteNoiseMiddleware
from whitenoise.responders import StaticFile

from janasetu.audit.tables import SHUT, TRUNCATE
from janasetu.config import first_tables

# The same examples in every run: nothing fails today that passed yesterday, and a busy machine is no mistake.
hypothesis.settings.register_profile("steady", derandomize=True, deadline=None)
hypothesis.settings.load_profile("steady")

# Of this run and what its workers have in common; a test may say otherwise for itself.
_FOLDER, _RUN = (os.environ.get(name) for name in ("JANASETU_DATA", "PYTEST_XDIST_TESTRUNUID"))

# The library's own, which Django does not count among its tables.
_JOBS = (
    "TRUNCATE procrastinate_jobs, procrastinate_events, procrastinate_periodic_defers, procrastinate_workers"
)
_LONG = 1_000  # letters or bytes that name no test


def pytest_configure(config: pytest.Config) -> None:
    _hang_up_in_children(config)
    # What keeps a stolen table of passwords safe only costs time here.
    django_settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    # Django's own permissions, which no page of ours asks for, would be written again after every test that
    # commits.
    assert post_migrate.disconnect(dispatch_uid="django.contrib.auth.management.create_permissions")
    DatabaseOperations.execute_sql_flush = _emptied  # type: ignore[method-assign]
    Client._login = _let_in  # type: ignore[attr-defined]
    test_utils.instrumented_test_render = _told_of_whole_ones  # type: ignore[attr-defined]
    WhiteNoiseMiddleware.add_files_from_finders = _known_files


_FIND_FILES = WhiteNoiseMiddleware.add_files_from_finders
_FILES: dict[tuple[object, ...], dict[str, StaticFile]] = {}  # by what they are found by and served with


def _known_files(middleware: WhiteNoiseMiddleware) -> None:
    """Every browser's stand-in has a server of its own, which would look at each of our files anew."""
    settings = (str(django_settings.STATICFILES_DIRS), str(django_settings.STORAGES))
    known = (*settings, middleware.static_prefix, middleware.max_age, middleware.allow_all_origins)
    if known not in _FILES:
        found_before = middleware.files
        middleware.files = {}
        _FIND_FILES(middleware)
        _FILES[known], middleware.files = middleware.files, found_before
    middleware.files.update(_FILES[known])


_LOGIN = Client._login  # type: ignore[attr-defined]


def _let_in(client: Client, user: Any, backend: str | None = None) -> None:
    """Who comes new is logged in by one row: Django writes, looks for and changes a session a dozen times.
    Who has a session already keeps what Django keeps of it.
    """
    if django_settings.SESSION_COOKIE_NAME in client.cookies:
        _LOGIN(client, user, backend)
        return
    request = HttpRequest()
    request.session = import_module(django_settings.SESSION_ENGINE).SessionStore(get_random_string(32))
    request.session._session_cache = {
        SESSION_KEY: str(user.pk),
        BACKEND_SESSION_KEY: backend or user.backend,
        HASH_SESSION_KEY: user.get_session_auth_hash(),
    }
    request.session.save(must_create=True)
    client._set_login_cookies(request)  # type: ignore[attr-defined]


def _told_of_whole_ones(template: Template, context: Context) -> SafeString:
    """A test is told of the templates that a view renders; of the hundreds of icons, fields and frames in
    them, for each of which Django keeps a copy of everything, no test asks.
    """
    if context.template is template:
        template_rendered.send(sender=template, template=template, context=context)
    return template.nodelist.render(context)


def _hang_up_in_children(config: pytest.Config) -> None:
    """A process that a worker has forked does not hold the worker's line to the one that counts: were the
    worker to crash, nobody would hear of it while a child of it lives, and the run would stand still.
    """
    worker = os.getpid()

    def hang_up(line: int) -> None:
        if os.getppid() == worker:  # a child of a child has nothing to close
            os.close(line)

    for plugin in config.pluginmanager.get_plugins():
        if gateway := getattr(getattr(plugin, "channel", None), "gateway", None):
            os.register_at_fork(after_in_child=partial(hang_up, gateway._io.outfile.fileno()))


def _emptied(operations: DatabaseOperations, statements: Sequence[str]) -> None:
    """Between tests that commit Django empties every table, and here the jobs go that were asked for. What is
    kept for ever goes here alone, where the owner of the tables takes their walls away.
    """
    shut = [
        f'ALTER TABLE "{table}" %s TRIGGER audit_wall_whole'
        for table, acts in SHUT.items()
        if TRUNCATE in acts
    ]
    opened, closed = ([one % word for one in shut] for word in ("DISABLE", "ENABLE"))
    with transaction.atomic(), connection.cursor() as cursor:
        for statement in (*opened, *statements, _JOBS, *closed):
            cursor.execute(statement)


@pytest.hookimpl(wrapper=True)  # the groups before xdist reads them, the order after pytest-django's own
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> Generator[None]:
    """Tests that share something stay in one worker; those that take longest begin first, so that at the end
    no worker waits for another.
    """
    for item in items:
        if item.path.parent.name == "journeys":
            item.add_marker(pytest.mark.journey)
        item.add_marker(pytest.mark.xdist_group(str(_together(item).relative_to(config.rootpath))))
    yield
    items.sort(key=_length, reverse=True)


def _together(item: pytest.Item) -> Path:
    """A file with the browser it may have started; the journeys with their one product, and the guards with
    the modules they have parsed.
    """
    folder = item.path.parent
    with_product = folder.name == "journeys" and "product" in getattr(item, "fixturenames", ())
    return folder if with_product or folder.name == "guards" else item.path


def _length(item: pytest.Item) -> int:
    """The journeys take longest, then what is done in a browser."""
    return 2 if item.get_closest_marker("journey") else 1 if item.get_closest_marker("browser") else 0


def pytest_make_parametrize_id(val: object) -> str | None:
    """Every word between the processes names its test: one that is named by a file of megabytes says them
    each time.
    """
    return (
        f"{type(val).__name__} of {len(val)}" if isinstance(val, str | bytes) and len(val) > _LONG else None
    )


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


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings: None, django_test_environment: None, django_db_blocker: DjangoDbBlocker
) -> None:
    """Of several workers the first migrates a database, of which the database of each is a copy. A lock lets
    the others wait for it.
    """
    if not _FOLDER:
        return
    migrated = f"test_{_RUN or 'alone'}"
    with (Path(_FOLDER) / migrated).open("a+") as note, django_db_blocker.unblock():
        fcntl.flock(note, fcntl.LOCK_EX)
        note.seek(0)
        if not note.read():
            _migrate(migrated)
            note.write("done")
    connection.settings_dict["TEST"]["TEMPLATE"] = migrated


def _migrate(name: str) -> None:
    """Make a database with all tables, and let go of it."""
    with connection.creation._nodb_cursor() as cursor:  # type: ignore[attr-defined]  # as Django's tests do
        cursor.execute(f'CREATE DATABASE "{name}"')
    before = connection.settings_dict["NAME"]
    connection.settings_dict["NAME"] = name
    first_tables.lay()
    call_command("migrate", verbosity=0, interactive=False)
    connection.close()
    connection.settings_dict["NAME"] = before


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The database goes at the end, whoever still holds a connection to it: a thread of a test server that
    has just ended, or this one, which Django gives another connection while Playwright's loop runs in it.
    """
    yield
    with django_db_blocker.unblock():
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        connection.close()
