"""The demo's page and its clock over HTTP."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from janasetu.bodies.models import LocalBody
from janasetu.bodies.tests.factories import make_area
from janasetu.cases.actions import CaseOrder, open_cases
from janasetu.cases.models import Recount
from janasetu.catalogue.models import ServiceVersion
from janasetu.demo.clock import next_monday
from janasetu.demo.seed import PASSWORD, logins
from janasetu.demo.tests.conftest import Visitor
from janasetu.demo.urls import urlpatterns
from janasetu.lib import clock
from janasetu.lib.moments import read, rfc3339
from janasetu.lib.tests.html_pages import Page
from janasetu.messaging.models import Line

A_MOMENT = timedelta(seconds=10)  # of wall time passes while a test runs


def post_clock(visitor: Client, body: str, **headers: str) -> tuple[int, Any]:
    answer = visitor.post("/demo/clock", body, content_type="application/json", headers=headers)
    return answer.status_code, json.loads(answer.content)


def telephone(line: str) -> str:
    """Its address, which names the page that may be told what was tapped."""
    return f"http://127.0.0.1:8001/?line={line}&amp;xray=1&amp;parent=http%3A%2F%2Ftestserver"


# --- The page ---


@pytest.mark.usefixtures("towns_seeded")
def test_telephone_and_desk_stand_side_by_side(visitor: Visitor) -> None:
    line = Line.objects.order_by("body_id", "provider_id")[0]

    content = visitor.get("/demo/").content.decode()

    phone = f'<iframe src="{telephone(line.provider_id)}" allow="microphone; geolocation; clipboard-write"'
    assert phone in content
    assert '<iframe name="desk" src="/console/"' in content


@pytest.mark.usefixtures("towns_seeded")
def test_only_this_page_may_frame_the_simulator(visitor: Visitor) -> None:
    frames = [
        next(
            part
            for part in visitor.get(address)["Content-Security-Policy"].split("; ")
            if "frame-src" in part
        )
        for address in ("/demo/", "/")
    ]

    assert frames == ["frame-src 'self' http://127.0.0.1:8001", "frame-src 'self'"]


@pytest.mark.usefixtures("towns_seeded")
def test_the_telephone_can_write_to_another_number(visitor: Visitor) -> None:
    area = "200000000001000"

    content = visitor.get(f"/demo/?line={area}").content.decode()

    assert f'<iframe src="{telephone(area)}"' in content
    assert Page(content).links["পশ্চিমবঙ্গ"] == f"?line={area}"


@pytest.mark.usefixtures("towns_seeded")
def test_a_number_that_there_is_not_changes_nothing(visitor: Visitor) -> None:
    assert '?line="' not in visitor.get('/demo/?line="><script>').content.decode()


@pytest.mark.usefixtures("towns_seeded")
def test_every_login_stands_there_with_its_role(visitor: Visitor) -> None:
    text = Page(visitor.get("/demo/").content.decode()).text

    assert PASSWORD in text
    for login in logins():
        assert f"{login.name} {login.post}" in text
    for town in ("ফালাকাটা পুরসভা", "কলকাতা পুরসংস্থা", "বসিরহাট পুরসভা", "শালডাঙা গ্রাম পঞ্চায়েত"):
        assert f"{town} " in text


@pytest.mark.django_db
@pytest.mark.usefixtures("demo")
def test_without_a_town_the_page_still_opens(visitor: Visitor) -> None:
    assert "এখনও কোনো অফিস এখানে উত্তর দিচ্ছে না।" in Page(visitor.get("/demo/").content.decode()).text


def test_every_address_says_who_may_open_it() -> None:
    assert {address.callback.gate for address in urlpatterns} == {"public"}


# --- The clock, for people ---


@pytest.mark.django_db
@pytest.mark.usefixtures("demo")
def test_a_button_moves_the_clock_without_a_script(visitor: Visitor) -> None:
    before = clock.now()

    answer = visitor.post("/demo/clock/move", {"step": "1d"})

    assert answer["Location"] == "/demo/"
    assert timedelta(0) <= clock.now() - before - timedelta(days=1) < A_MOMENT


@pytest.mark.django_db
@pytest.mark.usefixtures("demo")
def test_with_a_script_the_clock_alone_comes_back(visitor: Visitor) -> None:
    answer = visitor.post("/demo/clock/move", {"step": "1h"}, headers={"HX-Request": "true"})

    content = answer.content.decode()
    assert content.lstrip().startswith('<form id="clock"')
    assert "<html" not in content


@pytest.mark.django_db
@pytest.mark.usefixtures("demo")
def test_the_buttons_are_named_as_people_count(visitor: Visitor) -> None:
    assert "+১ ঘণ্টা +৬ ঘণ্টা +১ দিন +৩ দিন পরের সোমবার" in Page(visitor.get("/demo/").content.decode()).text


@pytest.mark.parametrize(
    ("now", "monday"),
    [
        ("2026-11-20T09:30:00Z", "2026-11-23T04:30:00Z"),
        ("2026-11-23T02:00:00Z", "2026-11-30T04:30:00Z"),
        ("2026-11-22T19:00:00Z", "2026-11-30T04:30:00Z"),  # in Kolkata it is Monday already
    ],
)
def test_the_next_monday_begins_when_the_offices_open(now: str, monday: str) -> None:
    assert rfc3339(next_monday(read(now))) == monday


@pytest.mark.django_db
@pytest.mark.usefixtures("demo")
def test_a_press_moves_the_clock_to_the_next_monday(visitor: Visitor) -> None:
    wanted = next_monday(clock.now())

    visitor.post("/demo/clock/move", {"step": "monday"})

    assert timedelta(0) <= clock.now() - wanted < A_MOMENT


@pytest.mark.django_db
@pytest.mark.usefixtures("demo")
def test_a_button_needs_the_pages_token() -> None:
    before = clock.now()

    answer = Client(enforce_csrf_checks=True).post("/demo/clock/move", {"step": "3d"})

    assert answer.status_code == 403
    assert clock.now() - before < A_MOMENT


@pytest.mark.usefixtures("demo")
def test_at_the_end_of_its_calendar_the_clock_says_so(visitor: Visitor, db: None) -> None:
    post_clock(visitor, '{"to": "2200-12-30T00:00:00Z"}')

    answer = visitor.post("/demo/clock/move", {"step": "3d"}, follow=True)

    assert "ঘড়ি আর এগোনো যাবে না।" in Page(answer.content.decode()).text


# --- The clock, for scripts ---


@pytest.mark.django_db
@pytest.mark.usefixtures("demo")
def test_a_script_reads_and_moves_the_clock() -> None:
    script = Client(enforce_csrf_checks=True)
    before = read(json.loads(script.get("/demo/clock").content)["now"])

    status, answer = post_clock(script, '{"advance": 90.5}')

    assert status == 200
    assert timedelta(0) <= read(answer["now"]) - before - timedelta(seconds=90.5) < A_MOMENT


@pytest.mark.django_db
@pytest.mark.usefixtures("demo")
def test_reports_from_above_are_of_the_moment_to_which_the_clock_was_moved() -> None:
    state = make_area("wb", "state", {"bn": "পশ্চিমবঙ্গ", "en": "West Bengal"})

    _, answer = post_clock(Client(), '{"advance": 86400}')

    assert abs(Recount.objects.get(body=state).at - read(answer["now"])) < timedelta(seconds=1)


@pytest.mark.django_db
@pytest.mark.usefixtures("demo")
def test_a_script_sets_the_clock(visitor: Visitor) -> None:
    moment = clock.now() + timedelta(days=30)

    status, answer = post_clock(visitor, json.dumps({"to": rfc3339(moment)}))

    assert status == 200
    assert abs(read(answer["now"]) - moment) < A_MOMENT


@pytest.mark.django_db
@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize(
    "body",
    [
        '{"advance": -1}',
        '{"advance": 1e300}',
        '{"advance": NaN}',
        '{"advance": "3600"}',
        '{"advance": true}',
        '{"advance": 1, "to": "2027-01-01T00:00:00Z"}',
        '{"to": "2020-01-01T00:00:00Z"}',
        '{"to": "2027-01-01T00:00:00"}',
        '{"to": "9999-12-31T00:00:00Z"}',
        '{"to": "tomorrow"}',
        '{"to": 5}',
        "[]",
        "{}",
        "advance",
        "\x00",
        "",
    ],
)
def test_what_is_no_order_is_refused_and_moves_nothing(visitor: Visitor, body: str) -> None:
    before = clock.now()

    status, answer = post_clock(visitor, body)

    assert status == 400
    assert answer["error"]
    assert clock.now() - before < A_MOMENT


@pytest.mark.django_db
@pytest.mark.usefixtures("demo")
def test_a_page_of_another_site_cannot_move_the_clock(visitor: Visitor) -> None:
    before = clock.now()

    status, _ = post_clock(visitor, '{"advance": 3600}', Origin="https://elsewhere.example")

    assert status == 403
    assert clock.now() - before < A_MOMENT


@pytest.mark.django_db
@pytest.mark.usefixtures("demo")
def test_a_page_of_our_own_can(visitor: Visitor) -> None:
    assert post_clock(visitor, '{"advance": 1}', Origin="http://testserver")[0] == 200


@pytest.mark.usefixtures("towns_seeded")
def test_what_falls_due_is_done_before_the_answer(visitor: Visitor, demo: Path) -> None:
    body = LocalBody.objects.get(code="falakata")
    order = CaseOrder(
        body_id=body.id,
        version_id=ServiceVersion.objects.get(code="complaint", current=True).id,
        source="test",
        channel="whatsapp",
        fields={"category": "pole_wire"},
        opened_at=clock.now(),
    )
    (case,) = open_cases([order], now=clock.now())

    post_clock(visitor, '{"advance": 25200}')

    codes = [event.code for event in case.events.order_by("id")]
    assert codes == ["opened", "escalated", "explanation_asked"]
