"""A fixed morning and a visitor who looks at every page they are given."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from janasetu.lib import clock
from janasetu.lib.clock import KOLKATA
from janasetu.lib.tests.html_pages import Page

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=KOLKATA)

# Latin words that stand on a Bengali page by right: programs, standards, the other language.
LATIN = frozenset(
    {"English", "REST", "Open", "MCP", "web", "pump", "sender", "officer", "falakata", "WhatsApp"}
)


class Visitor(Client):
    """A browser's stand-in: whatever page it is shown must be whole."""

    def request(self, **request: Any) -> HttpResponse:
        response: Any = super().request(**request)
        if response.headers.get("Content-Type", "").startswith("text/html") and response.content:
            assert "default-src 'none'" in response.headers["Content-Security-Policy"]
            assert Page(response.content.decode()).faults(allowed=LATIN) == []
        return response  # type: ignore[no-any-return]


@pytest.fixture(autouse=True)
def now() -> Iterator[None]:
    with clock.fixed(NOW):
        yield


@pytest.fixture
def visitor() -> Visitor:
    return Visitor()
