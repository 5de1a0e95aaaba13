"""A demo of our own: its folder, its clock, its towns, and a visitor who looks at every page."""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from janasetu.demo import seed
from janasetu.demo.tests.kept import KeptRows
from janasetu.demo.towns import towns
from janasetu.lib import clock
from janasetu.lib.tests.html_pages import Page

_SEEDED = KeptRows(seed.found)


@cache
def latin_words() -> frozenset[str]:
    """What stands on a Bengali page in Latin letters: logins and the password."""
    seats = {word for town in towns() for code, role, _ in town.seats() for word in (code, *role.split("_"))}
    return frozenset({"English", "demo-", *seats})


class Visitor(Client):
    """A browser's stand-in: whatever page it is shown must be whole."""

    def request(self, **request: Any) -> HttpResponse:
        response: Any = super().request(**request)
        if b"<html" in response.content:
            assert Page(response.content.decode()).faults(allowed=latin_words()) == []
        return response  # type: ignore[no-any-return]


@pytest.fixture
def demo(settings: Any, tmp_path: Path) -> Iterator[Path]:
    """A demo whose clock is a file of this test; office time follows it."""
    settings.INSTALLATION = replace(settings.INSTALLATION, mode="demo", data=tmp_path)
    clock.follow(tmp_path / "clock")
    yield tmp_path
    clock.unfollow()


@pytest.fixture
def towns_seeded(demo: Path, db: None) -> None:
    """The demo as its first start leaves it."""
    _SEEDED.lay_down()


@pytest.fixture
def visitor() -> Visitor:
    return Visitor()
