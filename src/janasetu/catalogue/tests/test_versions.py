"""Versions: published by content, pinned for ever, one of them current."""

from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from janasetu.catalogue import actions, queries
from janasetu.catalogue.loader import Definition, read
from janasetu.catalogue.models import ServiceVersion
from janasetu.catalogue.tests.factories import COMPLAINT, PUBLISHED_AT, complaint, publish, write

pytestmark = pytest.mark.django_db


@pytest.fixture
def quicker(tmp_path: Path) -> Definition:
    """The complaint with a shorter promise."""
    text = COMPLAINT.read_text(encoding="utf-8").replace("promise: 24 hours", "promise: 12 hours", 1)
    return read(write(tmp_path, text))


def current() -> list[str]:
    return list(ServiceVersion.objects.filter(current=True).values_list("hash", flat=True))


def test_publishing_the_same_again_changes_nothing() -> None:
    assert publish() == publish()
    assert ServiceVersion.objects.count() == 1


def test_a_changed_definition_becomes_the_current_version_and_the_old_one_stays(quicker: Definition) -> None:
    old, new = publish(), publish(quicker)

    assert current() == [quicker.hash]
    assert queries.service(old) == complaint().service
    assert queries.service(new) == quicker.service


def test_going_back_makes_the_old_version_current_again(quicker: Definition) -> None:
    old = publish()
    publish(quicker)

    assert publish() == old
    assert current() == [complaint().hash]


def test_a_version_keeps_the_order_in_which_its_options_were_written() -> None:
    stored = queries.service(publish()).field("category").options

    assert list(stored) == list(complaint().service.field("category").options)


def test_a_body_offers_what_its_kind_offers() -> None:
    version = publish()

    assert list(queries.offered("municipality")) == [version]
    assert queries.offered("gram_panchayat") == {}


def test_a_definition_whose_levels_name_a_role_that_nobody_can_hold_is_not_published() -> None:
    with pytest.raises(actions.RoleUnknownError) as error:
        actions.publish([complaint()], now=PUBLISHED_AT)

    assert str(error.value) == "complaint: no role is called chairman, officer, secretary"
    assert not ServiceVersion.objects.exists()


def test_a_version_is_read_once() -> None:
    version = publish()
    queries.service(version)

    with CaptureQueriesContext(connection) as seen:
        queries.service(version)

    assert len(seen) == 0
