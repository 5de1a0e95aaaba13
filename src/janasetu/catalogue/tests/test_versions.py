"""Versions: published by content, pinned for ever, one of them current."""

from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from janasetu.bodies.tests.factories import make_body
from janasetu.catalogue import actions, queries
from janasetu.catalogue.loader import Definition, read
from janasetu.catalogue.models import ServiceVersion
from janasetu.catalogue.tests.factories import (
    COMPLAINT,
    PUBLISHED_AT,
    complaint,
    current_codes,
    publish,
    write,
)
from janasetu.catalogue.tests.wrongs import GOOD
from janasetu.lib.ids import uuid7

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
    assert actions.publish([complaint()], now=PUBLISHED_AT) == actions.Published()
    assert ServiceVersion.objects.count() == 1


def test_a_changed_definition_becomes_the_current_version_and_the_old_one_stays(quicker: Definition) -> None:
    old, new = publish(), publish(quicker)

    assert current() == [quicker.hash]
    assert queries.service(old) == complaint().service
    assert queries.service(new) == quicker.service


def test_publishing_says_which_codes_have_changed(quicker: Definition) -> None:
    publish()

    assert actions.publish([quicker], now=PUBLISHED_AT).changed == ("complaint",)


def test_going_back_makes_the_old_version_current_again(quicker: Definition) -> None:
    old = publish()
    publish(quicker)

    assert publish() == old
    assert current() == [complaint().hash]


def test_a_version_keeps_the_order_in_which_its_options_were_written() -> None:
    stored = queries.service(publish()).field("category").options

    assert list(stored) == list(complaint().service.field("category").options)


def test_a_body_offers_what_its_kind_offers() -> None:
    version = publish(read(GOOD / "street" / "service.yaml"))

    assert list(queries.offered("municipality")) == [version]
    assert queries.offered("gram_panchayat") == {}
    assert current_codes() == ["street"]


def test_several_bodies_are_read_in_one_query_once_versions_are_known() -> None:
    street, noc = (publish(read(GOOD / code / "service.yaml")) for code in ("street", "trade-noc"))
    town, village = make_body(), make_body("panchayat", number=1004, kind="gram_panchayat")
    queries.offered_by_bodies([town, village])

    with CaptureQueriesContext(connection) as one:
        assert queries.offered_by_bodies([town]) == {town.id: {street: queries.service(street)}}
    with CaptureQueriesContext(connection) as two:
        offered = queries.offered_by_bodies(iter([town, village]))

    assert {body: list(versions) for body, versions in offered.items()} == {
        town.id: [street],
        village.id: [noc],
    }
    assert len(one) == len(two) == 1


def test_unknown_versions_are_read_in_one_query_for_all() -> None:
    versions = [publish(read(GOOD / code / "service.yaml")) for code in ("street", "trade-noc", "about")]

    with CaptureQueriesContext(connection) as seen:
        read_at_once = queries.services(versions)
    with CaptureQueriesContext(connection) as again:
        queries.services(versions)

    assert [service.code for service in read_at_once.values()] == ["street", "trade-noc", "about"]
    assert (len(seen), len(again)) == (1, 0)


def test_an_unknown_version_is_no_service() -> None:
    with pytest.raises(ServiceVersion.DoesNotExist):
        queries.service(uuid7())


def test_only_so_many_versions_are_kept_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "_MOST_KEPT", 1)
    versions = [publish(read(GOOD / code / "service.yaml")) for code in ("street", "about")]
    for version in versions:
        queries.service(version)

    with CaptureQueriesContext(connection) as seen:
        queries.service(versions[1])
        queries.service(versions[0])

    assert len(seen) == 1


def test_a_definition_that_names_a_role_that_nobody_can_hold_is_not_published() -> None:
    with pytest.raises(actions.RoleUnknownError) as error:
        actions.publish([read(GOOD / "street" / "service.yaml")], now=PUBLISHED_AT)

    assert str(error.value) == "street: no role is called chairman, commissioner, officer"
    assert not ServiceVersion.objects.exists()


def test_a_version_is_read_once() -> None:
    version = publish()
    queries.service(version)

    with CaptureQueriesContext(connection) as seen:
        queries.service(version)

    assert len(seen) == 0


def test_publishing_many_costs_as_many_queries_as_publishing_one() -> None:
    folders = [GOOD / code / "service.yaml" for code in ("street", "trade-noc", "about")]
    for path in folders:
        publish(read(path))
    ServiceVersion.objects.all().delete()

    with CaptureQueriesContext(connection) as one:
        actions.publish([read(folders[0])], now=PUBLISHED_AT)
    with CaptureQueriesContext(connection) as three:
        actions.publish(map(read, folders), now=PUBLISHED_AT)

    assert len(one) == len(three)
