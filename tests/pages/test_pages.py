"""Every page, at the width of a telephone, a tablet and a desk, in Bengali and in English, keeps nobody out.

A run looks at each page once, languages and widths in turn; with JANASETU_PAGES=all at all of them.
JANASETU_PICTURES=1 keeps the pictures that the documentation shows.
"""

import io
import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.urls import resolve, reverse
from PIL import Image
from playwright.sync_api import Browser, Page

from janasetu.bodies.models import LocalBody, Officer
from janasetu.cases.tests.offices import a_panchayat
from janasetu.console.tests.factories import NOW, a_complaint, a_talk, a_town, an_officer
from janasetu.console.tests.quiet import visiting
from janasetu.demo.tests.conftest import demo, towns_seeded  # noqa: F401  # fixtures
from janasetu.lib import clock
from pages import looking, scenes
from pages.looking import Scene, View
from walls.addresses import doors

PICTURES = Path(__file__).resolve().parents[2] / "docs" / "pictures"
KEPT = {
    "portal:front": "front",
    "console:inbox long": "inbox",
    "console:case": "case",
    "console:talk": "talk",
    "styleguide": "styleguide",
}
KEPT_WIDTHS = (360, 1280)
WIDEST = 900  # pixels of a kept picture

Telling = Callable[[str, object], None]  # pytest's record_property

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def visitor(browser: Browser, complaints: list[str]) -> Iterator[Page]:
    with visiting(browser, complaints, refusals=True) as page:
        yield page


@pytest.fixture(autouse=True)
def now(settings: Any) -> Iterator[None]:
    """A morning of a demo, so that its ribbon is looked at too."""
    settings.INSTALLATION = replace(settings.INSTALLATION, mode="demo")
    with clock.fixed(NOW):
        yield


@pytest.fixture
def town(transactional_db: None) -> LocalBody:
    return a_town()


@pytest.fixture
def officer(town: LocalBody) -> Officer:
    return an_officer(town)


def sit_down(visitor: Page, officer: Officer, site: str) -> None:
    """Log in, with a code of the app given a moment ago."""
    client = Client()
    client.force_login(officer.user)
    session = client.session
    scenes.step_up(session)
    visitor.context.add_cookies(
        [{"name": "janasetu_session", "value": str(session.session_key), "url": site}]
    )


def chosen(shown: list[Scene]) -> list[View]:
    return looking.views(shown) if os.environ.get("JANASETU_PAGES") == "all" else looking.sample(shown)


def look(visitor: Page, site: str, shown: list[Scene], tell: Telling) -> None:
    """Fail with every fault of every view; tell the report how many there were."""
    found, views = [], chosen(shown)
    tell("views", len(views))
    for view in views:
        found += [f"{view}: {fault}" for fault in looking.faults(visitor, view, site=site)]
        if not is_shown(visitor, view.scene):
            found.append(f"{view}: this is {visitor.url}")
        keep_picture(visitor, view)
    if found:
        pytest.fail("\n".join(found), pytrace=False)


def is_shown(visitor: Page, scene: Scene) -> bool:
    """Whether the open page is the one that is meant, and not another to which one was sent on."""
    return scene.page == "broken" or resolve(urlsplit(visitor.url).path).view_name == scene.page


def keep_picture(page: Page, view: View) -> None:
    """In Bengali, on a telephone and at a desk, small."""
    kept = KEPT.get(view.scene.name) if view.width in KEPT_WIDTHS and view.language == "bn" else None
    if not (kept and os.environ.get("JANASETU_PICTURES")):
        return
    with Image.open(io.BytesIO(page.screenshot())) as picture:
        picture.thumbnail((WIDEST, WIDEST))
        picture.convert("RGB").save(PICTURES / f"{kept}-{view.width}.webp", quality=70)


@pytest.mark.urls("pages.broken")
def test_the_public_pages_keep_nobody_out(visitor: Page, live_server: Any, record_property: Telling) -> None:
    look(visitor, live_server.url, scenes.for_everybody(), record_property)


def test_the_desk_keeps_nobody_out(
    visitor: Page, live_server: Any, town: LocalBody, officer: Officer, record_property: Telling
) -> None:
    shown = scenes.at_the_desk(town)
    sit_down(visitor, officer, live_server.url)

    look(visitor, live_server.url, shown, record_property)


def test_what_asks_for_a_code_keeps_nobody_out(
    visitor: Page, live_server: Any, officer: Officer, record_property: Telling
) -> None:
    shown = scenes.behind_a_code(officer)
    sit_down(visitor, officer, live_server.url)

    look(visitor, live_server.url, shown, record_property)


def test_the_costs_keep_nobody_out(
    visitor: Page, live_server: Any, town: LocalBody, record_property: Telling
) -> None:
    shown = scenes.of_the_costs(town)
    sit_down(visitor, an_officer(town, "secretary"), live_server.url)

    look(visitor, live_server.url, shown, record_property)


def test_leave_and_deputies_keep_nobody_out(
    visitor: Page, live_server: Any, town: LocalBody, record_property: Telling
) -> None:
    shown = scenes.of_the_staff(town)
    sit_down(visitor, an_officer(town, "secretary"), live_server.url)

    look(visitor, live_server.url, shown, record_property)


def test_the_posters_keep_nobody_out(
    visitor: Page, live_server: Any, town: LocalBody, record_property: Telling
) -> None:
    head = an_officer(town, "chairman")
    shown = scenes.of_the_posters(town, head)
    sit_down(visitor, head, live_server.url)

    look(visitor, live_server.url, shown, record_property)


def test_the_registers_keep_nobody_out(
    visitor: Page, live_server: Any, town: LocalBody, record_property: Telling
) -> None:
    registrar = an_officer(town, "registrar")
    shown = scenes.of_the_registers(town, registrar)
    sit_down(visitor, registrar, live_server.url)

    look(visitor, live_server.url, shown, record_property)


def test_the_money_keeps_nobody_out(
    visitor: Page, live_server: Any, town: LocalBody, officer: Officer, record_property: Telling
) -> None:
    cashier = an_officer(town, "secretary")
    shown = [*scenes.of_the_money(town, cashier), *scenes.of_a_paper_handed_out(town)]
    sit_down(visitor, cashier, live_server.url)

    look(visitor, live_server.url, shown, record_property)


def test_paper_and_ink_keep_nobody_out(
    visitor: Page, live_server: Any, town: LocalBody, record_property: Telling
) -> None:
    panchayat = a_panchayat(born="ink")
    shown = scenes.of_the_ink(panchayat)
    sit_down(visitor, panchayat.officers["sahayak"], live_server.url)

    look(visitor, live_server.url, shown, record_property)


def test_the_audit_keeps_nobody_out(
    visitor: Page, live_server: Any, town: LocalBody, officer: Officer, record_property: Telling
) -> None:
    shown = scenes.of_the_audit(town, officer)
    sit_down(visitor, an_officer(town, "auditor"), live_server.url)

    look(visitor, live_server.url, shown, record_property)


def test_who_is_hidden_keeps_nobody_out(
    visitor: Page, live_server: Any, town: LocalBody, record_property: Telling
) -> None:
    secretary = an_officer(town, "secretary")
    shown = scenes.of_who_is_hidden(town)
    sit_down(visitor, secretary, live_server.url)

    look(visitor, live_server.url, shown, record_property)


def test_a_full_desk_keeps_nobody_out(
    visitor: Page, live_server: Any, town: LocalBody, officer: Officer, record_property: Telling
) -> None:
    shown = scenes.at_a_full_desk(town)
    sit_down(visitor, officer, live_server.url)

    look(visitor, live_server.url, shown, record_property)


def test_an_empty_desk_and_its_doors_keep_nobody_out(
    visitor: Page, live_server: Any, officer: Officer, record_property: Telling
) -> None:
    officer.user.set_password("demo-1234")
    officer.user.save()
    look(visitor, live_server.url, scenes.behind_the_door(), record_property)

    sit_down(visitor, officer, live_server.url)
    look(visitor, live_server.url, scenes.at_an_empty_desk(), record_property)

    Officer.objects.filter(id=officer.id).update(until=NOW)
    look(visitor, live_server.url, scenes.after_the_term(), record_property)


@pytest.mark.usefixtures("towns_seeded")
def test_the_page_of_the_demo_keeps_nobody_out(
    visitor: Page, live_server: Any, record_property: Telling
) -> None:
    visitor.route("**/127.0.0.1:8001/**", lambda route: route.fulfill(content_type="text/html", body="<p>"))

    look(visitor, live_server.url, scenes.of_the_demo(), record_property)


def test_every_address_is_looked_at_or_has_a_reason_not_to_be(town: LocalBody, officer: Officer) -> None:
    looked_at = {
        scene.page
        for shown in (
            scenes.for_everybody(),
            scenes.at_the_desk(town),
            scenes.behind_a_code(officer),
            scenes.of_the_costs(town),
            scenes.of_the_audit(town, officer),
            scenes.of_the_staff(town),
            scenes.of_who_is_hidden(town),
            scenes.of_the_registers(town, an_officer(town, "registrar")),
            scenes.of_the_posters(town, Officer.objects.get(body=town, role_id="chairman")),
            scenes.of_the_money(town, an_officer(town, "secretary")),
            scenes.of_a_paper_handed_out(town),
            scenes.of_the_ink(a_panchayat(born="ink")),
            scenes.of_the_demo(),
        )
        for scene in shown
    } - {"broken"}

    assert looked_at & scenes.NO_PAGES.keys() == set()
    assert {door.name for door in doors()} == looked_at | scenes.NO_PAGES.keys()


def test_the_composer_is_at_hand_and_covers_nothing(
    visitor: Page, live_server: Any, town: LocalBody, officer: Officer
) -> None:
    sit_down(visitor, officer, live_server.url)
    visitor.set_viewport_size({"width": 1280, "height": 800})

    for address, above in (  # a case begins at the complaint, what was said last in a talk is seen
        (reverse("console:case", args=[a_complaint(town).ref]), ".thread"),
        (reverse("console:talk", args=[a_talk(town, *("জল নেই",) * 20, at=NOW).id]), ".said > li"),
    ):
        visitor.goto(f"{live_server.url}{address}")
        button = visitor.locator("#reply .btn.main").bounding_box()
        composer = visitor.locator("#write, #reply").first.bounding_box()
        last = visitor.locator(above).last.bounding_box()

        assert button
        assert composer
        assert last
        assert last["y"] + last["height"] <= composer["y"] < button["y"] + button["height"] <= 800


def test_after_a_refusal_one_stands_at_the_summary_of_what_is_wrong(
    visitor: Page, live_server: Any, town: LocalBody, officer: Officer
) -> None:
    sit_down(visitor, officer, live_server.url)
    visitor.goto(f"{live_server.url}{reverse('console:case', args=[a_complaint(town).ref])}")
    scenes.resolves_without_a_photo(visitor)

    assert "ছবি ছাড়া নিষ্পত্তি করা যাবে না।" in visitor.locator(":focus").inner_text()
    visitor.locator(":focus a").click()
    assert visitor.evaluate("document.activeElement.id") == "resolve_photos"


def test_a_browser_may_send_the_form_of_a_link_to_a_paper(
    visitor: Page, live_server: Any, town: LocalBody, officer: Officer
) -> None:
    an_officer(town, "secretary")
    (link,) = [one for one in scenes.of_a_paper_handed_out(town) if one.name == "portal:paper_link"]
    visitor.goto(f"{live_server.url}{link.address}")

    scenes.sends("main .btn.main")(visitor)

    assert visitor.locator("#secret-wrong").inner_text() == "রসিদের ৬ সংখ্যার সংকেতটি এখানে লিখুন।"


BROKEN = """<!doctype html><html lang="bn"><head><title>x</title></head><body><main>
<h1 style="line-height: 1.1">ঊর্ধ্বতন কর্তৃপক্ষ</h1><p style="width: 900px">জল</p><p>Nobody said this</p>
<p style="height: 10px; overflow: hidden">র্ক্ট্রূঁ</p><button style="height: 20px">না</button><input>
<p style="letter-spacing: 2px; font-weight: 500; font-size: 9px">ক্ষ</p></main></body></html>"""


def test_the_eyes_see_what_is_wrong(visitor: Page) -> None:
    visitor.set_viewport_size({"width": 360, "height": 800})
    visitor.set_content(BROKEN)

    seen = " | ".join(looking.seen(visitor))

    for fault in (
        "h1 has lines of 1.10",
        "wide on a screen of 360",
        "«Nobody» is not Bengali",
        "p cuts off its text",
        "too low to tap",
        "p has spaced letters",
        "p has the weight 500",
        "p is written in 9 px",
        "label: <input>",
    ):
        assert fault in seen
