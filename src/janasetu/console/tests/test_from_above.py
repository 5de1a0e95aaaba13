"""A case of a panchayat that has come up to its block: its officer opens it and acts, and sees no other."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from janasetu.bodies.models import LocalBody, Officer
from janasetu.bodies.tests.factories import make_area, make_officer
from janasetu.cases.models import Case
from janasetu.console.tests.factories import (
    NOW,
    a_complaint,
    a_file,
    a_picture,
    a_town,
    complaints,
    newest_event,
)
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


# --- Whose case each row is ---


CAME = "হোয়াটসঅ্যাপে এসেছে হোয়াটসঅ্যাপে এসেছে"  # for the eye and for the ear
NAMES = {
    "panchayat": {"bn": "শালডাঙা গ্রাম পঞ্চায়েত", "en": "Shaldanga Gram Panchayat"},
    "ghoshergram": {"bn": "ঘোষেরগ্রাম গ্রাম পঞ্চায়েত", "en": "Ghoshergram Gram Panchayat"},
    "arrah": {"bn": "আড়রা গ্রাম পঞ্চায়েত", "en": "Arrah Gram Panchayat"},
}


def came_up(code: str, number: int, officer: Officer, block: LocalBody) -> Case:
    """A case of the panchayat of this code, which lies in the block; it has come up to the officer."""
    body = LocalBody.objects.filter(code=code).first() or a_town(code, number)
    LocalBody.objects.filter(id=body.id).update(kind="gram_panchayat", parent=block, name=NAMES[code])
    case = a_complaint(body)
    Case.objects.filter(id=case.id).update(level=2, officer=officer)
    return case


def test_a_list_of_several_bodies_names_the_body_in_each_row(
    desk_above: Client, panchayat: LocalBody, bdo: Officer
) -> None:
    ours = came_up("panchayat", 1004, bdo, bdo.body)
    theirs = came_up("ghoshergram", 1005, bdo, bdo.body)

    listed = page(desk_above, "/console/")

    assert "বিষয় স্থানীয় সংস্থা জায়গা দপ্তর অবস্থা কার কাছে সময়সীমা" in listed.text
    for case, name in ((ours, "শালডাঙা গ্রাম পঞ্চায়েত"), (theirs, "ঘোষেরগ্রাম গ্রাম পঞ্চায়েত")):
        assert f"রাস্তার আলো জ্বলছে না {case.grouped_ref} {CAME} {name} ওয়ার্ড ১১ " in listed.text


def test_the_body_of_each_row_in_english(desk_above: Client, panchayat: LocalBody, bdo: Officer) -> None:
    ours = came_up("panchayat", 1004, bdo, bdo.body)
    came_up("ghoshergram", 1005, bdo, bdo.body)
    desk_above.cookies["janasetu_language"] = "en"

    listed = page(desk_above, "/console/")

    assert "Case Local body Place Department Status With Due" in listed.text
    assert (
        f"Street light out {ours.grouped_ref} by WhatsApp by WhatsApp Shaldanga Gram Panchayat Ward 11 "
        in listed.text
    )


def test_the_page_of_a_case_names_its_body_to_whoever_sits_above_it(
    desk_above: Client, theirs: Case, panchayat: LocalBody
) -> None:
    LocalBody.objects.filter(id=panchayat.id).update(name=NAMES["panchayat"])
    desk_below = Client()
    desk_below.force_login(Officer.objects.get(body=panchayat, role="ea").user)
    address = f"/console/cases/{theirs.ref}/"

    assert "জমা পড়েছে হোয়াটসঅ্যাপে এসেছে শালডাঙা গ্রাম পঞ্চায়েত অফিস ওয়ার্ড ১১" in page(desk_above, address).text
    assert "জমা পড়েছে হোয়াটসঅ্যাপে এসেছে অফিস ওয়ার্ড ১১" in page(desk_below, address).text
    asked = {"state": "", "story": "", "offered": ""}
    assert "শালডাঙা গ্রাম পঞ্চায়েত" in desk_above.get(f"{address}live", asked).content.decode()


def test_the_page_names_the_block_too_to_a_district_officer(panchayat: LocalBody) -> None:
    block = panchayat.parent
    assert block
    assert block.parent
    case = came_up("ghoshergram", 1005, make_officer(block.parent, "dm"), block)
    desk = Client()
    desk.force_login(Officer.objects.get(role="dm").user)

    shown = page(desk, f"/console/cases/{case.ref}/")

    assert "জমা পড়েছে হোয়াটসঅ্যাপে এসেছে ঘোষেরগ্রাম গ্রাম পঞ্চায়েত, ছাতনা অফিস ওয়ার্ড ১১" in shown.text


def test_a_district_officer_reads_in_which_block_each_body_lies(panchayat: LocalBody) -> None:
    block = panchayat.parent
    assert block
    assert block.parent
    dm = make_officer(block.parent, "dm")
    came_up("ghoshergram", 1005, dm, block)
    town = a_town("chhatna-town", 1006)
    LocalBody.objects.filter(id=town.id).update(parent=block.parent)
    Case.objects.filter(id=a_complaint(town).id).update(officer=dm)
    desk = Client()
    desk.force_login(dm.user)

    listed = page(desk, "/console/")

    assert "ঘোষেরগ্রাম গ্রাম পঞ্চায়েত, ছাতনা ওয়ার্ড ১১" in listed.text
    assert "ফালাকাটা পুরসভা ওয়ার্ড ১১" in listed.text


def test_a_list_of_one_body_names_it_in_no_row(
    desk_above: Client, panchayat: LocalBody, bdo: Officer
) -> None:
    """Not to the block, whose cases they all are, nor to the panchayat, whose other cases did not come up."""
    case = came_up("panchayat", 1004, bdo, bdo.body)
    came_up("panchayat", 1004, bdo, bdo.body)
    ea = make_officer(panchayat, "ea")
    desk = Client()
    desk.force_login(ea.user)

    for at in (desk_above, desk):
        listed = page(at, "/console/").text
        assert f"রাস্তার আলো জ্বলছে না {case.grouped_ref} {CAME} ওয়ার্ড ১১ " in listed
        assert "স্থানীয় সংস্থা" not in listed


def test_every_page_and_list_of_an_inbox_of_several_bodies_names_them(
    desk_above: Client, panchayat: LocalBody, bdo: Officer
) -> None:
    """Though all that this page shows is one body's: nobody has to guess whose."""
    came_up("panchayat", 1004, bdo, bdo.body)
    complaints(LocalBody.objects.get(code="panchayat"), *[NOW - timedelta(hours=2)] * 25)
    Case.objects.update(level=2, officer=bdo)
    came_up("ghoshergram", 1005, bdo, bdo.body)

    first, last = (page(desk_above, f"/console/{asked}").text for asked in ("", "?page=2"))

    assert first.count("শালডাঙা গ্রাম পঞ্চায়েত") == 25
    assert (last.count("শালডাঙা গ্রাম পঞ্চায়েত"), last.count("ঘোষেরগ্রাম গ্রাম পঞ্চায়েত")) == (1, 1)


def test_cases_of_one_body_and_of_three_cost_the_same(
    desk_above: Client, panchayat: LocalBody, bdo: Officer
) -> None:
    came_up("panchayat", 1004, bdo, bdo.body)
    desk_above.get("/console/")
    with CaptureQueriesContext(connection) as one:
        desk_above.get("/console/")
    came_up("ghoshergram", 1005, bdo, bdo.body)
    came_up("arrah", 1006, bdo, bdo.body)
    with CaptureQueriesContext(connection) as three:
        listed = desk_above.get("/console/").content.decode()

    assert all(name["bn"] in listed for name in NAMES.values())
    assert len(one) == len(three) == 19


# --- The case itself ---


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

    assert given["Location"].startswith("/console/#case-")
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
