"""A desk's form on the telephone of whoever inspects: planned on the case's page, judged as at the desk."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from janasetu.cases.models import Case, CaseDesk
from janasetu.cases.tests.offices import HOUSE, Office, a_building_town, apply_for, desk, lies_at, move
from janasetu.console.tests.conftest import Visitor
from janasetu.console.tests.factories import a_picture
from janasetu.deliveries.actions import set_out
from janasetu.deliveries.models import Outcome, Visit
from janasetu.deliveries.tests.factories import told
from janasetu.lib import clock
from janasetu.lib.clock import KOLKATA
from janasetu.lib.ids import uuid7
from janasetu.lib.tests.html_pages import Page
from janasetu.people.tests.factories import make_contact
from janasetu.people.values import ContactKey

pytestmark = pytest.mark.django_db

SLOT = "20261125-morning"
THERE = datetime(2026, 11, 25, 11, 20, tzinfo=KOLKATA)
AS_JSON = {"Accept": "application/json"}


@pytest.fixture
def office() -> Office:
    return a_building_town()


@pytest.fixture
def tapan() -> ContactKey:
    return make_contact()


@pytest.fixture
def inspector(office: Office) -> Visitor:
    return browser_of(office, "inspector")


def browser_of(office: Office, role: str) -> Visitor:
    visitor = Visitor()
    visitor.force_login(office.officers[role].user)
    return visitor


def a_house(office: Office, contact: ContactKey | None = None) -> Case:
    case = apply_for(office, HOUSE, contact=contact)
    move(office, case, "scrutiny", "accept")
    return case


def on_round(inspector: Visitor, case: Case, slot: str = SLOT) -> Visit:
    lying = desk(case, "site")
    inspector.post(f"/console/cases/{case.ref}/site", {"desk": str(lying.id), "slot": slot})
    return Visit.objects.get(case_id=case.id, state="planned")


def out(office: Office, visit: Visit) -> None:
    set_out(officer=office.officers["inspector"], day=visit.day, now=THERE - timedelta(hours=1))


def seen(visit: Visit, **changes: Any) -> dict[str, Any]:
    """The form as it is sent from the place, whole; None takes an answer out."""
    assert visit.desk_id
    box = f"at-{visit.desk_id.hex}-site-"
    typed: dict[str, Any] = {
        "as_on_plan:code": "yes",
        "road_measured": "১২",
        "setback:code": "kept",
        "begun:code": "no",
        "site_photos": SimpleUploadedFile("site.jpg", a_picture()),
    } | changes
    said = {
        "mark": str(uuid7()),
        "visit": str(visit.id),
        "kind": "inspected",
        "age": "600",
        "note": "মেপে দেখেছি",
    }
    return said | {f"{box}{name}": value for name, value in typed.items() if value is not None}


def sends(visitor: Visitor, said: dict[str, Any]) -> dict[str, Any]:
    with clock.fixed(THERE):
        answer: Any = visitor.post("/round/word", said, headers=AS_JSON)
    assert answer.status_code == 200
    return answer.json()  # type: ignore[no-any-return]


def test_what_is_filled_in_at_the_place_decides_at_the_desk_once(
    office: Office, inspector: Visitor, tapan: ContactKey
) -> None:
    case = a_house(office, tapan)
    visit = on_round(inspector, case)
    assert told(tapan)[-1].text.splitlines()[1:] == [
        "আগামীকাল, বুধবার ২৫ নভেম্বর, সকাল ১০টা থেকে দুপুর ১টার মধ্যে পৌঁছবেন। তখন কেউ একজন থাকলে ভালো হয়।",
        "ঠিকানা: সুভাষপল্লী, ওয়ার্ড ১১",
        "কোনো টাকা লাগবে না। কেউ টাকা চাইলে অফিসে জানান।",
    ]
    out(office, visit)
    said = seen(visit)

    answers = [sends(inspector, {**said, "note": "মেপে দেখেছি"}) for _ in range(2)]

    assert answers == [{"state": "taken", "told": "রিপোর্ট অফিসে পৌঁছেছে, ফাইলে উঠেছে।"}] * 2
    assert lies_at(case) == ["drainage", "assessment"]
    event = case.events.get(code="desk_done", params__stage="site").params
    assert (event["answers"]["road_measured"], event["answers"]["setback"]) == (12, "kept")
    assert (event["note"], len(event["photos"])) == ("মেপে দেখেছি", 1)
    visit.refresh_from_db()
    assert (visit.state, visit.ended_at) == ("done", THERE - timedelta(minutes=10))
    assert [row.text for row in told(tapan)].count(told(tapan)[-1].text) == 1
    assert "দেখা হয়ে গেছে, রিপোর্ট ফাইলে উঠেছে।" in told(tapan)[-1].text


def test_what_is_wrong_comes_back_by_question_and_nothing_is_on_record(
    office: Office, inspector: Visitor
) -> None:
    visit = on_round(inspector, a_house(office))
    out(office, visit)
    wrong = {"road_measured": "অনেক", "setback:code": "short", "site_photos": None}
    with clock.fixed(THERE):
        page = inspector.get("/round/").content.decode()

    answer = sends(inspector, seen(visit, **wrong))

    assert answer["state"] == "refused"
    assert answer["told"] == "ফর্মে কিছু বাকি বা ভুল আছে। যা লিখেছিলেন, সবই রাখা আছে।"
    assert {name.partition("-site-")[2] for name in answer["wrong"]} == {
        "road-measured-block-bn",
        "shortfall-block-bn",  # that the answer before asks for
        "site-photos-block-bn",
    }
    assert all(f'id="{name}"' in page for name in answer["wrong"])
    assert not Outcome.objects.exists()

    with clock.fixed(THERE):  # without a script
        again = inspector.post("/round/word", seen(visit, **wrong)).content.decode()
    assert 'value="অনেক"' in again
    assert "মেপে দেখেছি</textarea>" in again
    assert answer["told"] in Page(again).text


def test_a_desk_that_is_done_otherwise_is_not_gone_to_and_a_late_report_is_kept(
    office: Office, inspector: Visitor, tapan: ContactKey
) -> None:
    case = a_house(office, tapan)
    visit = on_round(inspector, case)
    out(office, visit)
    said = seen(visit)

    move(office, case, "site", "report")

    visit.refresh_from_db()
    assert visit.state == "called_off"
    assert "এর জন্য দেখতে আর কেউ আসবেন না, দরকার মিটে গেছে।" in told(tapan)[-1].text
    assert sends(inspector, said)["state"] == "already"
    assert Outcome.objects.get().visit_id == visit.id
    assert CaseDesk.objects.filter(case=case, stage="site").count() == 1


def test_nobody_reports_for_a_desk_that_is_not_theirs(office: Office, inspector: Visitor) -> None:
    case = a_house(office)
    visit = on_round(inspector, case)
    out(office, visit)

    answer = sends(browser_of(office, "drainage"), seen(visit))

    assert answer == {"state": "refused", "told": "এই টেবিলের কাজ আপনার পদের নয়।"}
    visit.refresh_from_db()
    assert visit.state == "out"
    assert "site" in lies_at(case)


def test_the_same_visit_goes_on_another_day_and_on_nobody_elses_round(
    office: Office, inspector: Visitor, tapan: ContactKey
) -> None:
    case = a_house(office, tapan)
    first = on_round(inspector, case)

    again = on_round(inspector, case, "20261126-afternoon")
    page = inspector.get(f"/console/cases/{case.ref}/").content.decode()
    refused = browser_of(office, "drainage").post(
        f"/console/cases/{case.ref}/site", {"desk": str(first.desk_id), "slot": SLOT}, follow=True
    )
    planned = browser_of(office, "officer").post(
        "/console/deliveries/plan",
        {"visit": str(first.id), "slot": SLOT, "runner": str(office.officers["drainage"].id)},
    )

    assert again.id == first.id
    assert "এখন বৃহস্পতিবার ২৬ নভেম্বর, দুপুর ১টা থেকে বিকেল ৫টার মধ্যে বাড়িতে পৌঁছবে।" in told(tapan)[-1].text
    assert "দিন বদলান" in Page(page).text
    assert "এই টেবিলের কাজ আপনার পদের নয়।" in Page(refused.content.decode()).text
    assert "যাঁর টেবিলে কাজ, তিনিই যাবেন" in Page(planned.content.decode()).text
    assert Visit.objects.get().runner == office.officers["inspector"]


def test_nobody_at_the_place_and_the_same_officer_comes_again(
    office: Office, inspector: Visitor, tapan: ContactKey
) -> None:
    visit = on_round(inspector, a_house(office, tapan))
    out(office, visit)
    failed = {"mark": str(uuid7()), "visit": str(visit.id), "kind": "failed", "reason": "locked", "age": "0"}

    assert sends(inspector, failed)["state"] == "taken"

    again = Visit.objects.get(attempt=2)
    assert (again.state, again.runner, again.desk_id) == ("planned", visit.runner, visit.desk_id)
    assert "আজ দেখা হল না। কারণ: বাড়ি তালাবন্ধ" in told(tapan)[-1].text


def test_a_round_with_more_inspections_asks_no_more(office: Office, inspector: Visitor) -> None:
    counts = []
    for houses in (1, 2):
        for _ in range(houses):
            on_round(inspector, a_house(office))
        with clock.fixed(THERE), CaptureQueriesContext(connection) as asked:
            inspector.get("/round/")
        counts.append(len(asked))

    assert counts[0] == counts[1]
