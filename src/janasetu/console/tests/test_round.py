"""The round as a server tells it: whose it is, what is hidden, and words that come in the form of a page."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from janasetu.audit.models import Look
from janasetu.bodies.models import LocalBody, Officer
from janasetu.bodies.tests.factories import make_officer
from janasetu.cases.models import Case, CaseAttachment
from janasetu.console.tests.conftest import Visitor
from janasetu.console.tests.factories import NOW, a_complaint, a_picture
from janasetu.deliveries.actions import VisitOrder, order_visits, plan_visits, set_out
from janasetu.deliveries.choices import Purpose
from janasetu.deliveries.models import Outcome, Visit
from janasetu.deliveries.rules import Slot
from janasetu.lib import clock
from janasetu.lib.ids import uuid7

ROUND, WORD = "/round/", "/round/word"
TODAY = Slot(clock.local(NOW).date(), "morning")


@pytest.fixture
def runner(town: LocalBody) -> Officer:
    return make_officer(town, "runner")


@pytest.fixture
def phone(runner: Officer) -> Visitor:
    visitor = Visitor()
    visitor.force_login(runner.user)
    return visitor


def a_stop(town: LocalBody, runner: Officer, *, out: bool = True, **changes: Any) -> Visit:
    """A paper of Rahima's that this runner brings today."""
    case = a_complaint(town)
    party = case.parties.get()
    wanted = {
        "body_id": town.id,
        "case_id": case.id,
        "ref": case.ref,
        "source": f"paper:{uuid7()}",
        "title": {"bn": "বাসিন্দা সুপারিশপত্র", "en": "Residence recommendation"},
        "address": "সুভাষপল্লী, ওয়ার্ড ১১",
        "ward": "11",
        "lat": 26.5172,
        "lon": 89.2023,
        "contact_epoch": party.contact_epoch,
        "line_id": party.line_id,
    } | changes
    (visit,) = order_visits([VisitOrder(**wanted)], now=NOW - timedelta(days=1))
    clerk = make_officer(town, "clerk")
    plan_visits(officer=clerk, visit_ids=[visit.id], runner_id=runner.id, slot=TODAY, now=NOW)
    if out:
        set_out(officer=runner, day=TODAY.day, now=NOW)
    visit.refresh_from_db()
    return visit


def failed(stop: Visit, **changes: Any) -> dict[str, Any]:
    """That nobody was at home, as the page sends it."""
    return {
        "mark": str(uuid7()),
        "visit": str(stop.id),
        "kind": "failed",
        "reason": "absent",
        "age": "3600",
    } | changes


def text(response: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def test_the_round_leads_to_the_door_and_that_it_was_shown_is_on_record(
    phone: Visitor, town: LocalBody, runner: Officer
) -> None:
    a_stop(town, runner)

    page = phone.get(ROUND)

    assert "রহিমা খাতুন" in text(page)
    assert 'href="tel:+919830012345"' in page.content.decode()
    assert 'href="geo:26.51720,89.20230?q=26.51720,89.20230"' in page.content.decode()
    assert "কোনো টাকা নেবেন না।" in text(page)
    assert Look.objects.get().rows == 1


def test_who_is_kept_secret_has_neither_name_nor_number(
    phone: Visitor, town: LocalBody, runner: Officer
) -> None:
    visit = a_stop(town, runner)
    Case.objects.filter(id=visit.case_id).update(confidential="name")

    page = phone.get(ROUND).content.decode()

    assert "রহিমা" not in page
    assert "9830012345" not in page
    assert "tel:" not in page
    assert "নাম ও নম্বর গোপন" in page


def test_nobody_sees_the_round_of_another(town: LocalBody, runner: Officer) -> None:
    a_stop(town, runner)
    other = Visitor()
    other.force_login(make_officer(town, "runner").user)

    assert "আজ আপনার রাউন্ডে কিছু নেই" in text(other.get(ROUND))


def test_a_longer_round_asks_no_more(phone: Visitor, town: LocalBody, runner: Officer) -> None:
    a_stop(town, runner)
    with CaptureQueriesContext(connection) as one:
        phone.get(ROUND)
    a_stop(town, runner)
    a_stop(town, runner)
    with CaptureQueriesContext(connection) as three:
        phone.get(ROUND)

    assert len(one) == len(three)


def test_a_word_counts_from_when_it_was_written_and_once(
    phone: Visitor, town: LocalBody, runner: Officer
) -> None:
    visit = a_stop(town, runner)
    sent = failed(visit)

    answers = [phone.post(WORD, sent, headers={"Accept": "application/json"}).json() for _ in range(2)]

    assert answers == [{"state": "taken", "told": "লেখা হয়েছে যে হয়নি। আবেদনকারীকে জানানো হয়েছে।"}] * 2
    visit.refresh_from_db()
    assert visit.ended_at == NOW - timedelta(hours=1)
    assert Visit.objects.filter(attempt=2).count() == 1


def test_without_a_script_the_page_says_what_became_of_it(
    phone: Visitor, town: LocalBody, runner: Officer
) -> None:
    visit = a_stop(town, runner)

    page = phone.post(WORD, failed(visit, kind="handed", proof="code", code="12"), follow=True)

    assert text(page).count("সংকেত মেলেনি। আর ৪ বার লেখা যাবে।") == 2  # above, and at its door
    assert Outcome.objects.get().state == "refused"


def test_what_is_no_word_is_told_so_and_changes_nothing(
    phone: Visitor, town: LocalBody, runner: Officer
) -> None:
    visit = a_stop(town, runner)

    for changes in ({"visit": "x"}, {"kind": "stolen"}, {"age": "x"}, {"mark": ""}):
        answer = phone.post(WORD, failed(visit, **changes), headers={"Accept": "application/json"}).json()
        assert answer == {"state": "refused", "told": "এই কথাটা পড়া গেল না। পাতাটা আবার খুলে লিখুন।"}, changes
    assert not Outcome.objects.exists()


def test_a_missing_paper_that_was_photographed_comes_to_its_case_once(
    phone: Visitor, town: LocalBody, runner: Officer
) -> None:
    visit = a_stop(town, runner, purpose=Purpose.COLLECT)
    mark = str(uuid7())
    for _ in range(2):
        photo = SimpleUploadedFile("photo.jpg", a_picture())
        phone.post(WORD, failed(visit, kind="collected", mark=mark, photo=photo))

    assert CaseAttachment.objects.filter(case_id=visit.case_id).count() == 1
    visit.refresh_from_db()
    assert visit.state == "done"


def test_the_photo_of_the_thumb_print_stands_beside_the_visit_for_who_may_know_whose_it_is(
    phone: Visitor, town: LocalBody, runner: Officer, desk: Visitor, officer: Officer
) -> None:
    visit = a_stop(town, runner)
    said = failed(visit, kind="handed", proof="photo", photo=SimpleUploadedFile("photo.jpg", a_picture()))
    page_of_round = phone.get(ROUND).content.decode()
    permit = str(Officer.objects.get(body=town, role_id="clerk").id)
    assert f'<option value="{permit}">' in page_of_round
    phone.post(WORD, {**said, "permit": permit})
    shot = Outcome.objects.get().photo_id
    page, address = f"/console/cases/{visit.ref}/", f"/console/files/{visit.ref}/{shot}"

    seen = desk.get(page)

    assert address in seen.content.decode()
    assert "টিপছাপের ছবি" in text(seen)
    assert "সংকেত ছাড়া অনুমতি: " in text(seen)
    served: Any = desk.get(address)
    assert b"".join(served.streaming_content)
    Case.objects.filter(id=visit.case_id).update(confidential="name")
    assert address not in desk.get(page).content.decode()
    assert desk.get(address).status_code == 404


def test_only_who_is_in_office_has_a_round(stranger: Visitor) -> None:
    assert stranger.get(ROUND).status_code == 302
    assert stranger.get("/round/worker.js").status_code == 200
