"""What one body has of its own: a service switched off, or its own terms, whatever the service becomes."""

from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from janasetu.bodies.models import LocalBody
from janasetu.bodies.tests.factories import make_body
from janasetu.catalogue import actions, queries
from janasetu.catalogue.loader import DefinitionError, read
from janasetu.catalogue.models import BodyService, ServiceVersion
from janasetu.catalogue.schema import Service
from janasetu.catalogue.tests.factories import PUBLISHED_AT, publish, write
from janasetu.catalogue.tests.wrongs import GOOD

pytestmark = pytest.mark.django_db

STREET = (GOOD / "street" / "service.yaml").read_text(encoding="utf-8")
QUICK = {"limits": {"promise": {"within": "24 hours"}}}


@pytest.fixture
def base() -> UUID:
    return publish(read(GOOD / "street" / "service.yaml"))


@pytest.fixture
def town(base: UUID) -> LocalBody:
    return make_body()


@pytest.fixture
def other(base: UUID) -> LocalBody:
    return make_body("basirhat", number=1003)


def override(body: LocalBody, code: str = "street", **change: Any) -> BodyService:
    return actions.override(body=body, code=code, now=PUBLISHED_AT, **change)


def offered(body: LocalBody) -> dict[str, Service]:
    return {service.code: service for service in queries.offered_by_bodies([body])[body.id].values()}


def within(body: LocalBody) -> str:
    limits = offered(body)["street"].limits
    assert limits is not None
    return str(limits.promise[0].within)


def test_a_service_that_a_body_switched_off_is_offered_by_the_others(
    town: LocalBody, other: LocalBody
) -> None:
    override(town, enabled=False)

    assert (list(offered(town)), list(offered(other))) == ([], ["street"])


def test_a_service_that_was_switched_on_again_is_offered_again(town: LocalBody) -> None:
    override(town, enabled=False)
    override(town, enabled=True)

    assert list(offered(town)) == ["street"]
    assert BodyService.objects.count() == 1


def test_a_bodys_own_terms_are_its_own(town: LocalBody, other: LocalBody, base: UUID) -> None:
    row = override(town, patch=QUICK)

    assert (within(town), within(other)) == ("24 hours", "72 hours")
    assert row.version is not None
    assert not row.version.current
    assert list(queries.offered_by_bodies([other])[other.id]) == [base]


def test_two_bodies_of_the_same_terms_share_one_version(town: LocalBody, other: LocalBody) -> None:
    assert override(town, patch=QUICK).version_id == override(other, patch=QUICK).version_id
    assert ServiceVersion.objects.count() == 2


def test_switching_off_keeps_the_terms_and_an_empty_patch_takes_them_away(
    town: LocalBody, base: UUID
) -> None:
    override(town, patch=QUICK)
    override(town, enabled=False)
    assert override(town, enabled=True).patch == QUICK
    assert within(town) == "24 hours"

    assert override(town, patch={}).version_id is None
    assert list(queries.offered_by_bodies([town])[town.id]) == [base]


def test_terms_that_break_a_rule_are_refused_by_their_key_and_nothing_changes(town: LocalBody) -> None:
    override(town, patch=QUICK)

    with pytest.raises(DefinitionError) as error:
        override(town, patch={"levels": {"municipality": ["mayor"]}, "code": "lane"})

    assert str(error.value).splitlines() == [
        "levels.municipality.0: R501 nobody holds `mayor` in a municipality or above it",
        "code: O981 `code` is the same for every body",
    ]
    assert within(town) == "24 hours"


def test_words_of_another_service_of_the_body_are_refused(town: LocalBody) -> None:
    publish(read(GOOD / "about" / "service.yaml"))

    with pytest.raises(DefinitionError) as error:
        override(town, patch={"words": ["Information!"]})

    assert (
        str(error.value) == "words.bn.0: D901 «Information!» means the service `about` too, in a municipality"
    )


def test_a_service_that_the_kind_of_body_does_not_offer_is_refused(base: UUID) -> None:
    village = make_body("panchayat", number=1004, kind="gram_panchayat")

    with pytest.raises(DefinitionError) as error:
        override(village, enabled=True)

    assert str(error.value) == "offered_by: O982 a gram_panchayat does not offer this service"
    assert not BodyService.objects.exists()


def test_a_service_that_nobody_offers_cannot_be_changed(town: LocalBody) -> None:
    with pytest.raises(actions.NoSuchServiceError):
        override(town, "lane", enabled=False)


def test_when_the_service_changes_the_terms_stay_over_it(town: LocalBody, tmp_path: Path) -> None:
    override(town, patch=QUICK)

    publish(read(write(tmp_path, STREET.replace("promise: 48 hours", "promise: 12 hours"))))

    assert within(town) == "24 hours"
    assert str(offered(town)["street"].field("matter").options["light"].promise) == "12 hours"


def test_terms_that_no_longer_fit_leave_the_version_that_worked(
    town: LocalBody, other: LocalBody, tmp_path: Path
) -> None:
    override(town, patch={"title_by": "matter", **QUICK})
    override(other, patch=QUICK)
    changed = read(
        write(
            tmp_path,
            STREET.replace("field: matter", "field: trouble").replace(
                "title_by: matter", "title_by: trouble"
            ),
        )
    )

    published = actions.publish([changed], now=PUBLISHED_AT)

    assert [str(problem) for problem in published.problems] == [
        "falakata.street: W983 title_by: Q808 `matter` is no question that is asked once"
    ]
    assert (offered(town)["street"].title_by, within(town)) == ("matter", "24 hours")
    assert (offered(other)["street"].title_by, within(other)) == ("trouble", "24 hours")


def test_overrides_of_many_bodies_are_read_in_the_same_query(town: LocalBody, other: LocalBody) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    override(town, patch=QUICK)
    override(other, enabled=False)
    queries.offered_by_bodies([town, other])

    with CaptureQueriesContext(connection) as seen:
        queries.offered_by_bodies([town, other])

    assert len(seen) == 1
    assert set(queries.overrides(town.id)) == {"street"}
