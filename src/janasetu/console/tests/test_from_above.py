"""A case of a panchayat that has come up to its block: its officer opens it and acts, and sees no other."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from janasetu.bodies.models import LocalBody, Officer
from janasetu.bodies.tests.factories import make_area, make_officer
from janasetu.cases.models import Case
from janasetu.console.tests.factories import a_complaint, a_file, a_picture, a_town, newest_event
from janasetu.lib.tests.html_pages import Page


@pytest.fixture
def panchayat(db: None) -> LocalBody:
    town = a_town("panchayat", 1004)
    state = make_area("wb", "state", {"bn": "পশ্চিমবঙ্গ", "en": "West Bengal"})
    district = make_area("bankura", "district", {"bn": "বাঁকুড়া", "en": "Bankura"}, state)
    block = make_area("chhatna-block", "block", {"bn": "ছাতনা", "en": "Chhatna"}, district)
    LocalBody.objects.filter(id=town.id).update(kind="gram_panchayat", parent=block)
    town.refresh_from_db()
    return town


@pytest.fixture
def bdo(panchayat: LocalBody) -> Officer:
    return make_officer(panchayat.parent, "bdo")  # type: ignore[arg-type]


@pytest.fixture
def theirs(panchayat: LocalBody, bdo: Officer) -> Case:
    """A case that has come up to the block."""
    make_officer(panchayat, "ea")
    case = a_complaint(panchayat, files=[a_file()])
    Case.objects.filter(id=case.id).update(level=2, officer=bdo)
    return Case.objects.get(id=case.id)


@pytest.fixture
def desk_above(bdo: Officer) -> Client:
    visitor = Client()
    visitor.force_login(bdo.user)
    return visitor


def page(desk: Client, address: str) -> Page:
    answer = desk.get(address)
    assert answer.status_code == 200
    return Page(answer.content.decode())


def test_the_inbox_above_has_what_came_up_and_nothing_else(desk_above: Client, theirs: Case) -> None:
    other = a_complaint(theirs.body)

    listed = desk_above.get("/console/").content.decode()

    assert f"/console/cases/{theirs.ref}/" in listed
    assert f"/console/cases/{other.ref}/" not in listed


def test_the_case_its_parts_and_its_photos_are_open_to_who_it_came_up_to(
    desk_above: Client, theirs: Case
) -> None:
    photo = theirs.attachments.get().file_id

    opened = page(desk_above, f"/console/cases/{theirs.ref}/")

    assert opened.headings == ["রাস্তার আলো জ্বলছে না"]
    assert "মিনতি রায় · সমষ্টি উন্নয়ন আধিকারিক" in opened.text
    assert desk_above.get(f"/console/cases/{theirs.ref}/live").status_code == 200
    shown: Any = desk_above.get(f"/console/files/{theirs.ref}/{photo}")
    assert b"".join(shown.streaming_content).startswith(b"\xff\xd8")


def test_everything_else_of_the_panchayat_is_no_case_for_them(desk_above: Client, theirs: Case) -> None:
    other = a_complaint(theirs.body, files=[a_file()])
    photo = other.attachments.get().file_id

    for address in (f"cases/{other.ref}/", f"cases/{other.ref}/live", f"files/{other.ref}/{photo}"):
        assert desk_above.get(f"/console/{address}").status_code == 404
    assert post(desk_above, other, "reply", note="দেখছি").status_code == 404


def post(desk: Client, case: Case, move: str, **said: Any) -> Any:
    """Send the form of this move as the page of the case has it now."""
    since = str(newest_event(case))
    return desk.post(f"/console/cases/{case.ref}/", {"move": move, "since": since} | said)


def test_a_colleague_above_to_whom_it_did_not_come_up_sees_nothing(
    panchayat: LocalBody, theirs: Case
) -> None:
    clerk = make_officer(panchayat.parent, "clerk")  # type: ignore[arg-type]
    desk = Client()
    desk.force_login(clerk.user)

    assert desk.get(f"/console/cases/{theirs.ref}/").status_code == 404


def test_who_it_came_up_to_replies_and_resolves(desk_above: Client, theirs: Case) -> None:
    replied = post(desk_above, theirs, "reply", note="কাল দেখব।")
    done = SimpleUploadedFile("done.jpg", a_picture(), "image/jpeg")
    resolved = post(desk_above, theirs, "resolve", photos=done)

    here = f"/console/cases/{theirs.ref}/"
    assert [replied["Location"], resolved["Location"]] == [here, here]
    theirs.refresh_from_db()
    assert theirs.status == "awaiting_confirmation"
    assert list(theirs.events.order_by("id").values_list("by", flat=True)) == [
        "citizen",
        "bdo@chhatna-block",
        "bdo@chhatna-block",
    ]


def test_a_case_that_is_given_back_leaves_the_inbox_above(
    desk_above: Client, theirs: Case, panchayat: LocalBody
) -> None:
    ea = Officer.objects.get(body=panchayat, role="ea")

    given = post(desk_above, theirs, "assign", to=str(ea.id))

    assert given["Location"] == "/console/"
    assert "দেওয়া" in page(desk_above, "/console/").text
    theirs.refresh_from_db()
    assert theirs.officer == ea
    assert desk_above.get(f"/console/cases/{theirs.ref}/").status_code == 404


def test_the_panchayat_may_give_its_case_up_to_the_block(panchayat: LocalBody, bdo: Officer) -> None:
    ea = make_officer(panchayat, "ea")
    case = a_complaint(panchayat)
    desk = Client()
    desk.force_login(ea.user)

    assert post(desk, case, "assign", to=str(bdo.id))["Location"] == f"/console/cases/{case.ref}/"

    case.refresh_from_db()
    assert case.officer == bdo
