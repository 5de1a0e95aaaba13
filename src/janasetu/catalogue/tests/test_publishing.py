"""Folders are published while the product runs: what is broken leaves what worked, and is told."""

from pathlib import Path

import pytest

from janasetu.bodies.actions import sync_posts
from janasetu.bodies.models import Role
from janasetu.catalogue import actions, queries
from janasetu.catalogue.loader import BUNDLED
from janasetu.catalogue.models import DefinitionFault, ServiceVersion
from janasetu.catalogue.tasks import Lookout
from janasetu.catalogue.tests.factories import PUBLISHED_AT, current_codes, write
from janasetu.catalogue.tests.wrongs import GOOD

pytestmark = pytest.mark.django_db

STREET = (GOOD / "street" / "service.yaml").read_text(encoding="utf-8")
ABOUT = (GOOD / "about" / "service.yaml").read_text(encoding="utf-8")


@pytest.fixture(autouse=True)
def roles() -> None:
    sync_posts()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    put(tmp_path, "street", STREET)
    put(tmp_path, "about", ABOUT)
    return tmp_path


def put(folder: Path, code: str, text: str) -> Path:
    (folder / code).mkdir(exist_ok=True)
    return write(folder / code, text)


def publish(*folders: Path) -> actions.Published:
    return actions.publish_folders(folders, now=PUBLISHED_AT)


def current() -> dict[str, str]:
    return dict(ServiceVersion.objects.filter(current=True).values_list("code", "hash"))


def test_a_folder_is_published_as_a_whole(folder: Path) -> None:
    published = publish(folder)

    assert published == actions.Published(changed=("about", "street"))
    assert current_codes() == ["about", "street"]


def test_what_comes_with_the_product_can_be_published() -> None:
    published = publish(BUNDLED)

    assert published.problems == ()
    assert set(published.changed) == {path.parent.name for path in BUNDLED.glob("*/service.yaml")}


def test_a_broken_file_leaves_the_version_that_worked_and_stops_no_other(folder: Path) -> None:
    publish(folder)
    before = current()
    put(folder, "street", STREET.replace("format: 1", "format: 2"))
    put(folder, "about", ABOUT.replace("কখন খোলা", "কখন বন্ধ"))

    published = publish(folder)

    assert published.changed == ("about",)
    assert [problem.code for problem in published.problems] == ["F205"]
    assert current()["street"] == before["street"]
    assert current()["about"] != before["about"]


def test_what_is_wrong_is_kept_for_the_status_page_until_it_is_mended(folder: Path) -> None:
    path = put(folder, "street", STREET.replace("urgent: true", "urgnt: true"))
    publish(folder)

    assert queries.definition_errors() == 1
    told = f"{path}:23:9: F201 `urgnt` is not a key here; did you mean `urgent`?"
    assert str(DefinitionFault.objects.get()) == told

    put(folder, "street", STREET)
    publish(folder)

    assert queries.definition_errors() == 0


def test_a_service_whose_file_is_gone_is_offered_as_before(folder: Path) -> None:
    publish(folder)
    (folder / "about" / "service.yaml").unlink()

    published = publish(folder)

    assert [str(problem) for problem in published.problems] == [
        "about: W951 its file is gone; it is offered as before"
    ]
    assert set(current()) == {"about", "street"}
    assert queries.definition_errors() == 0


def test_a_retired_service_is_withdrawn_and_can_come_back(folder: Path) -> None:
    publish(folder)
    version = ServiceVersion.objects.get(code="about")
    (folder / "about" / "retired").touch()

    assert publish(folder) == actions.Published(changed=("about",))
    assert set(current()) == {"street"}
    assert queries.service(version.id).code == "about"

    (folder / "about" / "retired").unlink()
    assert publish(folder) == actions.Published(changed=("about",))
    assert ServiceVersion.objects.get(code="about", current=True) == version


def test_a_role_that_the_installation_lacks_stops_only_its_service(folder: Path) -> None:
    Role.objects.filter(code="commissioner").delete()

    published = publish(folder)

    assert published.changed == ("about",)
    assert [str(problem) for problem in published.problems] == ["street: P950 no role is called commissioner"]


def test_a_second_definition_of_a_code_is_not_taken(
    folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    more = tmp_path_factory.mktemp("more")
    put(more, "street", STREET.replace("72 hours", "1 hour"))

    published = publish(folder, more)

    assert [problem.code for problem in published.problems] == ["D904"]
    assert '"within":"72 hours"' in ServiceVersion.objects.get(code="street").content


# --- the look once a second ---


def test_the_first_look_publishes_and_the_next_finds_nothing_to_do(folder: Path) -> None:
    (folder / "README").write_text("no folder of a service", encoding="utf-8")
    lookout = Lookout([folder, folder / "nowhere"])

    first = lookout.look_again()

    assert first is not None
    assert first.changed == ("about", "street")
    assert lookout.look_again() is None


def test_a_folder_that_is_dropped_in_is_published_by_the_next_look(folder: Path) -> None:
    lookout = Lookout([folder / "more"])
    assert lookout.look_again() == actions.Published()
    (folder / "more").mkdir()
    put(folder / "more", "street", STREET)

    seen = lookout.look_again()

    assert seen == actions.Published(changed=("street",))


def test_a_change_is_published_by_the_next_look_and_a_broken_one_told_once(folder: Path) -> None:
    lookout = Lookout([folder])
    lookout.look_again()
    put(folder, "street", STREET.replace("72 hours", "71 hours"))
    assert lookout.look_again() == actions.Published(changed=("street",))

    put(folder, "street", "format: [")
    seen = lookout.look_again()

    assert seen is not None
    assert [problem.code for problem in seen.problems] == ["Y100"]
    assert lookout.look_again() is None


def test_a_template_that_is_put_in_later_mends_its_service(folder: Path) -> None:
    noc = (GOOD / "trade-noc" / "service.yaml").read_text(encoding="utf-8")
    put(folder, "trade-noc", noc)
    lookout = Lookout([folder])
    seen = lookout.look_again()
    assert seen is not None
    assert [problem.code for problem in seen.problems] == ["F212"]

    (folder / "trade-noc" / "noc.typ").write_text("= NOC", encoding="utf-8")

    assert lookout.look_again() == actions.Published(changed=("trade-noc",))


def test_a_look_that_fails_is_made_again(folder: Path) -> None:
    """The database may be away just then; what was seen is not taken for done."""
    from django.db import OperationalError, connection

    lookout = Lookout([folder])

    def gone(*_: object) -> None:
        raise OperationalError("the server closed the connection unexpectedly")

    with connection.execute_wrapper(gone), pytest.raises(OperationalError):
        lookout.look_again()

    again = lookout.look_again()
    assert again is not None
    assert again.changed == ("about", "street")
