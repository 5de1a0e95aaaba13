"""Bengali first, whatever the browser wishes; then what the reader chose."""

from collections.abc import Iterator

import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils import translation

from janasetu.config.language import BengaliFirstMiddleware


@pytest.fixture(autouse=True)
def _the_language_of_the_next_test_is_its_own() -> Iterator[None]:
    with translation.override(None):
        yield


def language_of(cookie: str | None) -> str:
    request = RequestFactory().get("/", headers={"Accept-Language": "en-US,en;q=0.9"})
    if cookie is not None:
        request.COOKIES["janasetu_language"] = cookie
    response = BengaliFirstMiddleware(lambda _: HttpResponse(translation.get_language()))(request)
    assert response["Content-Language"] == response.content.decode()
    return response.content.decode()


@pytest.mark.parametrize(
    ("cookie", "spoken"),
    [(None, "bn"), ("", "bn"), ("bn", "bn"), ("en", "en"), ("fr", "bn"), ("../en", "bn")],
)
def test_the_cookie_decides_and_without_one_it_is_bengali(cookie: str | None, spoken: str) -> None:
    assert language_of(cookie) == spoken
