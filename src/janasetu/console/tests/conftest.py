"""A fixed morning, a folder for files, and a visitor who looks at every page they are given."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from janasetu.bodies.models import LocalBody, Officer
from janasetu.console.tests.factories import NOW, a_town, an_officer
from janasetu.console.tests.quiet import browser, complaints  # noqa: F401  # fixtures
from janasetu.lib import clock
from janasetu.lib.tests.html_pages import Page

# Latin words that stand on a Bengali page by right: logins, and the other language's own name.
LATIN = frozenset(
    {
        *("NOC", "WB", "BIRTH"),  # of the numbers of papers
        "officer",
        "ea",
        "purba",
        "paschim",
        "falakata",
        "basirhat",
        "secretary",
        "clerk",
        "chairman",
        "councillor",
        "administrator",
        "bdo",
        "block",
        "auditor",
        "operator",
        "registrar",
        "runner",
        "payroll",
        "pradhan",
        *("panchayat", "sahayak", "nirman", "nirman_sahayak", "drainage", "inspector", "approver"),
        *("appellate", "reviewing"),
        "English",
        "JPEG",
        "PNG",
        "CSV",  # kinds of files
        "UTF-",
        "csv",
        "xlsx",
        "ref",  # in {ref}, which stands for a number
    }
)


class Visitor(Client):
    """A browser's stand-in: whatever page it is shown must be whole."""

    def request(self, **request: Any) -> HttpResponse:
        response: Any = super().request(**request)
        if response.headers.get("Content-Type", "").startswith("text/html") and response.content:
            assert "default-src 'none'" in response.headers["Content-Security-Policy"]
            if b"<html" in response.content:
                assert Page(response.content.decode()).faults(allowed=LATIN) == []
        return response  # type: ignore[no-any-return]


@pytest.fixture(autouse=True)
def now() -> Iterator[None]:
    with clock.fixed(NOW):
        yield


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Path) -> Path:
    """A folder of our own for the bytes of files."""
    settings.MEDIA_FOLDER = tmp_path / "media"
    return tmp_path / "media"


@pytest.fixture
def town(db: None) -> LocalBody:
    return a_town()


@pytest.fixture
def officer(town: LocalBody) -> Officer:
    return an_officer(town)


@pytest.fixture
def stranger() -> Visitor:
    return Visitor()


@pytest.fixture
def desk(officer: Officer) -> Visitor:
    """The officer's browser, logged in."""
    visitor = Visitor()
    visitor.force_login(officer.user)
    return visitor
