"""The front page, the language switch, the pages that are not built yet, the pages of errors."""

import dataclasses
import re
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.db import connection
from django.test.utils import CaptureQueriesContext

from janasetu.bodies.actions import sync_posts
from janasetu.bodies.models import LocalBody, Role
from janasetu.catalogue import actions as catalogue
from janasetu.catalogue.tests.factories import bundled
from janasetu.lib.tests.html_pages import Page
from janasetu.messaging.models import Line
from janasetu.portal.tests.conftest import NOW, Visitor
from janasetu.portal.urls import urlpatterns

LIMIT = 15 * 1024  # bytes of the front page with everything it loads


def an_office(number: int, *, kind: str = "municipality") -> LocalBody:
    body = LocalBody.objects.create(
        code=f"town-{number}",
        number=number,
        kind=kind,
        name={"bn": "ফালাকাটা পুরসভা", "en": "Falakata Municipality"},
    )
    Line.objects.create(
        channel="whatsapp", provider_id=str(number), display=f"+91 00000 0{number}", body_id=body.id
    )
    return body


@pytest.mark.django_db
def test_the_front_page_says_where_to_write_and_for_what(visitor: Visitor) -> None:
    Role.objects.bulk_create(
        Role(code=code, name={"bn": "-"}) for code in ("officer", "secretary", "chairman")
    )
    sync_posts()
    catalogue.publish(bundled(), now=NOW)
    an_office(1002)

    page = Page(visitor.get("/").content.decode())

    assert page.headings == ["হোয়াটসঅ্যাপেই কথা বলুন পুরসভা বা পঞ্চায়েতের সঙ্গে"]
    assert "ফালাকাটা পুরসভা +91 00000 01002" in page.text
    assert "অভিযোগ জানান" in page.text
    assert "ট্রেড এনওসি" not in page.text


@pytest.mark.django_db
def test_the_front_page_in_english(visitor: Visitor) -> None:
    an_office(1002)
    visitor.cookies["janasetu_language"] = "en"

    page = Page(visitor.get("/").content.decode())

    assert page.lang == "en"
    assert "Falakata Municipality +91 00000 01002" in page.text


@pytest.mark.django_db
def test_a_line_of_a_whole_area_is_named_so(visitor: Visitor) -> None:
    Line.objects.create(channel="whatsapp", provider_id="1", display="+91 00000 00001")

    assert "গোটা এলাকার জন্য +91 00000 00001" in Page(visitor.get("/").content.decode()).text


@pytest.mark.django_db
def test_without_an_office_the_front_page_says_so(visitor: Visitor) -> None:
    assert "এখনও কোনো অফিস এখানে উত্তর দিচ্ছে না।" in Page(visitor.get("/").content.decode()).text


@pytest.mark.django_db
def test_a_line_out_of_use_is_not_shown(visitor: Visitor) -> None:
    an_office(1002)
    Line.objects.update(active=False)

    assert "+91" not in Page(visitor.get("/").content.decode()).text


@pytest.mark.django_db
def test_one_office_and_three_offices_cost_the_same(visitor: Visitor) -> None:
    an_office(1002)
    with CaptureQueriesContext(connection) as one:
        visitor.get("/")
    an_office(1003)
    an_office(1004)
    with CaptureQueriesContext(connection) as three:
        visitor.get("/")

    assert len(one) == len(three) == 3


@pytest.mark.django_db
def test_the_front_page_is_light_and_needs_no_script(visitor: Visitor) -> None:
    for number in (1001, 1002, 1003, 1004):
        an_office(number)
    html = visitor.get("/").content.decode()

    loaded = re.findall(r'(?:href|src)="/static/([^"]+)"', html)
    weight = len(html.encode()) + sum(Path(str(finders.find(name))).stat().st_size for name in loaded)

    assert loaded == ["janasetu/icon.svg", "janasetu/tokens.css", "janasetu/base.css", "janasetu/parts.css"]
    assert "<script" not in html
    assert weight <= LIMIT


@pytest.mark.django_db
def test_a_demo_says_on_every_page_that_it_is_no_office(visitor: Visitor, settings: Any) -> None:
    assert "পরীক্ষামূলক" not in visitor.get("/").content.decode()
    settings.INSTALLATION = dataclasses.replace(settings.INSTALLATION, mode="demo")

    for address in ("/", "/status/", "/verify/", "/api/", "/no-such-page/", "/console/login/"):
        assert "পরীক্ষামূলক নমুনা, সরকারি পরিষেবা নয়" in visitor.get(address).content.decode()


def test_what_is_not_built_yet_says_what_will_be_there(visitor: Visitor) -> None:
    page = Page(visitor.get("/api/").content.decode())

    assert page.headings == ["অন্য প্রোগ্রামের জন্য"]
    assert "এটি এখনও তৈরি হয়নি।" in page.text


def test_a_wrong_address_is_told_in_bengali(visitor: Visitor) -> None:
    answer = visitor.get("/no-such-page/")

    assert answer.status_code == 404
    assert Page(answer.content.decode()).headings == ["এই পাতাটি এখানে নেই"]


@pytest.mark.django_db
def test_what_breaks_is_told_in_bengali(visitor: Visitor) -> None:
    visitor.raise_request_exception = False
    an_office(1002)
    LocalBody.objects.update(name="not names at all")

    answer = visitor.get("/")

    assert answer.status_code == 500
    assert Page(answer.content.decode()).headings == ["কোথাও একটা গোলমাল হয়েছে"]


# --- Language ---


def test_a_language_is_kept_for_a_year(visitor: Visitor) -> None:
    answer = visitor.post("/language/", {"language": "en", "next": "/verify/"})

    assert answer["Location"] == "/verify/"
    cookie = answer.cookies["janasetu_language"]
    assert (cookie.value, cookie["max-age"], cookie["samesite"]) == ("en", 31536000, "Lax")
    assert Page(visitor.get("/verify/").content.decode()).lang == "en"


def test_the_switch_works_on_pages_without_a_token() -> None:
    strict = Visitor(enforce_csrf_checks=True)

    strict.post("/language/", {"language": "en", "next": "/verify/"})

    assert Page(strict.get("/verify/").content.decode()).lang == "en"
    assert "csrf" not in strict.get("/verify/").content.decode()


def test_a_language_that_we_lack_changes_nothing(visitor: Visitor) -> None:
    answer = visitor.post("/language/", {"language": "fr", "next": "/verify/"})

    assert "janasetu_language" not in answer.cookies


@pytest.mark.parametrize(
    "elsewhere", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)", ""]
)
def test_the_switch_leads_nowhere_else(visitor: Visitor, elsewhere: str) -> None:
    assert visitor.post("/language/", {"language": "en", "next": elsewhere})["Location"] == "/"


def test_every_address_says_who_may_open_it() -> None:
    assert {address.callback.gate for address in urlpatterns} == {"public"}
