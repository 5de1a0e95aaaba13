"""The desks of an application on the page of its case: the way, papers, moves, the note sheet, the inbox."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core import signing
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from janasetu.bodies.actions import set_up_code_app
from janasetu.bodies.models import Officer
from janasetu.bodies.tests.factories import make_officer
from janasetu.cases.actions import PaperFile, file_paper
from janasetu.cases.actions.arriving import paper_of
from janasetu.cases.models import Case, CaseDesk, CasePaper
from janasetu.cases.rules import RefusedError
from janasetu.cases.tests.offices import (
    HOME,
    HOUSE,
    SHOP,
    Office,
    a_building_town,
    a_file,
    a_panchayat,
    a_paper,
    a_recommending_town,
    apply_for,
    desk,
    lies_at,
    look_at_papers,
    move,
    settle,
)
from janasetu.console import onward, stepup
from janasetu.console.note_sheet import NOTED
from janasetu.console.tests.conftest import Visitor
from janasetu.console.tests.factories import a_picture
from janasetu.console.tests.test_login import with_password
from janasetu.console.tests.test_step_up import SECRET
from janasetu.deliveries.models import Visit
from janasetu.documents.models import SigningOrder
from janasetu.documents.tests.papers import signed
from janasetu.documents.tests.reading_papers import by_poppler
from janasetu.lib import bn, clock
from janasetu.lib.tests.html_pages import Page
from janasetu.messaging.tests.factories import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def panchayat() -> Office:
    return a_panchayat()


@pytest.fixture
def building_town() -> Office:
    return a_building_town()


def at_desk(officer: Officer, *, confirmed: bool = False) -> Visitor:
    """The officer's browser; a code was given just now, or none."""
    visitor = Visitor()
    visitor.force_login(officer.user)
    if confirmed:
        session = visitor.session
        session[stepup._CONFIRMED] = clock.wall().timestamp()
        session.save()
    return visitor


def text_of(visitor: Visitor, address: str) -> str:
    answer: Any = visitor.get(address)
    assert answer.status_code == 200
    return Page(answer.content.decode()).text


def decides(visitor: Visitor, case: Case, stage: str, code: str, **said: Any) -> Any:
    lying = CaseDesk.objects.get(case=case, stage=stage)
    return visitor.post(f"/console/cases/{case.ref}/desk", {"desk": str(lying.id), "move": code, **said})


def with_deed(office: Office) -> Case:
    deed = a_paper()
    answers = {**SHOP, "ownership": "partnership", "partners": [], "deed": [str(deed.id)]}
    return apply_for(office, answers, files=[deed])


def approved(office: Office) -> Case:
    case = apply_for(office, SHOP)
    for stage, code in (("scrutiny", "accept"), ("site", "report"), ("approval", "approve")):
        move(office, case, stage, code)
    return case


def test_an_inspection_is_filled_in_and_nothing_typed_is_lost(building_town: Office) -> None:
    case = apply_for(building_town, HOUSE)
    move(building_town, case, "scrutiny", "accept")
    inspector, lying = at_desk(building_town.officers["inspector"]), desk(case, "site")
    box = f"at-{lying.id.hex}-report-"
    typed = {
        f"{box}as_on_plan:code": "yes",
        f"{box}road_measured": "অনেক",
        f"{box}setback:code": "short",
        f"{box}begun:code": "no",
        f"{box}site_photos": SimpleUploadedFile("site.jpg", a_picture()),
    }

    assert "জমি নকশামতো" in text_of(inspector, f"/console/cases/{case.ref}/")
    refused = decides(inspector, case, "site", "report", **typed)

    page = Page(refused.content.decode())
    assert 'value="অনেক"' in refused.content.decode()
    assert "কোন দিকে, কত ফুট কম?" in page.text  # the answer before it asks for it
    assert lies_at(case) == ["site", "drainage", "assessment"]
    kept = page.fields[f"{box}site_photos:kept"]
    typed |= {f"{box}road_measured": "১২", f"{box}shortfall": "উত্তরে দুই ফুট", f"{box}site_photos:kept": kept}
    del typed[f"{box}site_photos"]
    decides(inspector, case, "site", "report", **typed)

    assert lies_at(case) == ["drainage", "assessment"]
    told = case.events.get(code="desk_done", params__stage="site").params
    photo = case.attachments.get(role="evidence").file_id
    assert told["answers"] == {
        "as_on_plan": True,
        "road_measured": 12,
        "setback": "short",
        "shortfall": "উত্তরে দুই ফুট",
        "begun": False,
        "site_photos": [str(photo)],
    }
    assert told["photos"] == [str(photo)]
    sheet = text_of(inspector, f"/console/cases/{case.ref}/notes/")
    assert "রাস্তা (ফুট): ১২" in sheet
    assert "কোথায় কত কম: উত্তরে দুই ফুট" in sheet


def test_no_desk_is_left_without_what_it_was_asked(building_town: Office) -> None:
    case = apply_for(building_town, HOUSE)
    move(building_town, case, "scrutiny", "accept")

    with pytest.raises(RefusedError, match="desk_form_incomplete"):
        move(building_town, case, "site", "report", answers={"as_on_plan": True})


def test_a_paper_is_refused_and_fetched_from_the_door_by_one_press(panchayat: Office) -> None:
    case, mine = with_deed(panchayat), at_desk(panchayat.officers["sahayak"])
    address = f"/console/cases/{case.ref}/"
    said = {"paper:deed": "not_good", "why:deed": "unreadable", "fetch": "deed"}

    mine.post(f"{address}fetch", said)

    visit = Visit.objects.get(case_id=case.id)
    assert (visit.wanted, visit.purpose) == ("deed", "collect")
    assert CasePaper.objects.get(case=case).state == "refused"
    page = text_of(mine, address)
    assert "আনতে যাওয়া হবে" in page
    again = mine.post(f"{address}fetch", {"paper:deed": "not_good", "words:deed": "সই নেই", "fetch": "deed"})
    assert "এই কাগজ আনতে লোক যাওয়ার কথা আগেই হয়েছে।" in Page(again.content.decode()).text
    assert 'value="সই নেই"' in again.content.decode()


def test_the_page_shows_the_way_and_the_moves_of_ones_own_desk(panchayat: Office) -> None:
    case = apply_for(panchayat, SHOP)

    mine = text_of(at_desk(panchayat.officers["sahayak"]), f"/console/cases/{case.ref}/")
    others = text_of(at_desk(panchayat.officers["nirman_sahayak"]), f"/console/cases/{case.ref}/")

    for words in ("কোথায় আছে", "কাগজ পরীক্ষা", "গিয়ে দেখা", "প্রধানের অনুমোদন", "কাগজ তৈরি"):
        assert words in mine
    assert "আপনার টেবিলের কাজ" in mine
    assert "আপনার টেবিলের কাজ" not in others
    assert "খারিজ" not in mine


def test_a_move_is_made_on_the_page_and_its_note_stands_in_the_note_sheet(panchayat: Office) -> None:
    case = apply_for(panchayat, SHOP)
    settle(case)
    sahayak = at_desk(panchayat.officers["sahayak"])

    answer = decides(sahayak, case, "scrutiny", "accept", note="দলিল ঠিক আছে")
    again = decides(sahayak, case, "scrutiny", "accept", note="দলিল ঠিক আছে")

    assert (answer.status_code, again.status_code, lies_at(case)) == (302, 302, ["site"])
    sheet = text_of(sahayak, f"/console/cases/{case.ref}/notes/")
    assert "দলিল ঠিক আছে" in sheet
    assert "কাগজ পরীক্ষা: ঠিক আছে বলে এগিয়ে দিয়েছেন" in sheet
    assert "চলাচলের খাতা" in sheet
    assert "এখনও এখানে" in sheet


def test_what_is_refused_says_why_and_keeps_what_was_typed(panchayat: Office) -> None:
    case = apply_for(panchayat, SHOP)

    answer = decides(at_desk(panchayat.officers["sahayak"]), case, "scrutiny", "reject", note=" ")

    page = answer.content.decode()
    assert (answer.status_code, "কী করা হল, লিখুন" in page or "wrong" in page) == (200, True)
    assert lies_at(case) == ["scrutiny"]


def test_nobody_decides_at_a_desk_that_is_not_theirs(panchayat: Office) -> None:
    case = apply_for(panchayat, SHOP)

    answer = decides(
        at_desk(panchayat.officers["nirman_sahayak"]), case, "scrutiny", "accept", note="আমার মতে ঠিক"
    )

    page = answer.content.decode()
    assert "এই টেবিলের কাজ আপনার পদের নয়।" in page
    assert "আমার মতে ঠিক" in page
    assert lies_at(case) == ["scrutiny"]


def test_an_approval_asks_for_a_one_time_code(panchayat: Office) -> None:
    case = apply_for(panchayat, SHOP)
    move(panchayat, case, "scrutiny", "accept")
    move(panchayat, case, "site", "report")
    pradhan = panchayat.officers["pradhan"]

    asked = decides(at_desk(pradhan), case, "approval", "approve", note="অনাপত্তি")
    assert (asked.status_code, lies_at(case)) == (403, ["approval"])
    kept = signing.loads(Page(asked.content.decode()).fields["kept"], salt=onward._SALT)
    assert ["move", "approve"] in kept[2]  # what comes back after the code is the move itself

    decides(at_desk(pradhan, confirmed=True), case, "approval", "approve", note="অনাপত্তি")
    assert lies_at(case) == ["issue"]


def test_photos_chosen_with_an_approval_go_past_the_code_with_it_and_with_nobody_else(
    panchayat: Office,
) -> None:
    case, pradhan = apply_for(panchayat, SHOP), panchayat.officers["pradhan"]
    for stage, code in (("scrutiny", "accept"), ("site", "report")):
        move(panchayat, case, stage, code)
    spare = set_up_code_app(user=with_password(pradhan).user, secret=SECRET)
    visitor, address = at_desk(pradhan), f"/console/cases/{case.ref}/desk"
    photos = [SimpleUploadedFile("site.jpg", a_picture()), SimpleUploadedFile("list.txt", b"plain words")]

    asked = decides(visitor, case, "approval", "approve", note="অনাপত্তি", photos=photos)
    kept = Page(asked.content.decode()).fields["kept"]
    again = Page(
        visitor.post("/console/confirm-it-is-you/", {"code": spare[0], "kept": kept}).content.decode()
    )

    assert (case.attachments.count(), lies_at(case)) == (0, ["approval"])
    assert "বেছে নেওয়া ১টি ছবি বা কাগজও সঙ্গে যাবে।" in again.text
    assert "এই ধরনের ফাইল নেওয়া যায় না।" in again.text  # and not a word of it is lost

    other = at_desk(panchayat.officers["sahayak"], confirmed=True)
    refused = Page(other.post(address, again.fields).content.decode())
    assert (refused.headings, lies_at(case)) == (["যা লিখেছিলেন, এখানে আছে"], ["approval"])
    assert "staged" not in refused.fields

    visitor.post(address, again.fields)
    assert lies_at(case) == ["issue"]
    assert case.attachments.filter(role="evidence").count() == 1


def test_a_recommendation_asks_for_a_one_time_code_and_names_who_gave_it() -> None:
    """Whoever recommended stands on the paper, not whose desk it lay at; a return asks for no code."""
    town = a_recommending_town()
    case = apply_for(town, HOME)
    move(town, case, "verification", "accept")
    other = make_officer(town.body, "councillor")

    asked = decides(at_desk(other), case, "recommendation", "approve")
    lay = (asked.status_code, lies_at(case))
    decides(at_desk(other, confirmed=True), case, "recommendation", "approve")

    left = CaseDesk.objects.get(case=case, stage="recommendation")
    assert lay == (403, ["recommendation"])
    assert lies_at(case) == ["signing"]
    assert (left.officer, left.approved_by) == (other, [str(other.user_id)])
    chairman = at_desk(town.officers["chairman"])
    assert decides(chairman, case, "signing", "return", note="ঠিকানা মেলান").status_code == 302


def test_papers_are_accepted_and_refused_one_by_one(panchayat: Office) -> None:
    case = with_deed(panchayat)
    sahayak = at_desk(panchayat.officers["sahayak"])
    address = f"/console/cases/{case.ref}/papers"

    unsaid = sahayak.post(address, {"paper:deed": "not_good", "why:deed": "", "words:deed": " "})
    assert "কাগজটি কেন চলবে না, লিখুন।" in unsaid.content.decode()

    sahayak.post(address, {"paper:deed": "not_good", "why:deed": "unreadable"})
    paper = CasePaper.objects.get(case=case)
    assert (paper.state, paper.why) == ("refused", "unreadable")
    assert "পড়া যাচ্ছে না" in text_of(sahayak, f"/console/cases/{case.ref}/")


def test_the_portals_paper_is_kept_byte_for_byte() -> None:
    panchayat = a_panchayat(born="state_portal")
    case, issued = approved(panchayat), signed()
    sahayak = at_desk(panchayat.officers["sahayak"])
    address = f"/console/cases/{case.ref}/issue"

    without = sahayak.post(address, {"number": "১২"})
    assert "সই করা কাগজের ছবি বা পিডিএফ দিন।" in without.content.decode()

    file = SimpleUploadedFile("noc.pdf", issued, "application/pdf")
    answer = sahayak.post(address, {"number": "জিপি/১২/২০২৬", "paper": file})

    assert answer.status_code == 302
    stored = sahayak.get(f"/console/cases/{case.ref}/paper")
    assert b"".join(stored) == issued
    case.refresh_from_db()
    assert case.status == "issued"


def acts(visitor: Visitor, case: Case, act: str, **said: str) -> Any:
    return visitor.post(f"/console/cases/{case.ref}/paper/act", {"act": act, **said})


def test_the_paper_is_let_go_by_another_officer_with_a_one_time_code(panchayat: Office) -> None:
    case = approved(panchayat)
    sahayak = panchayat.officers["sahayak"]
    page = text_of(at_desk(sahayak), f"/console/cases/{case.ref}/")
    assert "ছাপার পাতা তৈরি হচ্ছে" in page
    assert "প্রধান · সই দিয়েছেন" in page
    assert "সই হতে আরও ১ জনের সম্মতি লাগবে" in page
    assert "ঠিক আছে, ছেড়ে দিন" in page

    assert acts(at_desk(sahayak), case, "release").status_code == 403
    assert acts(at_desk(sahayak, confirmed=True), case, "release").status_code == 302
    assert SigningOrder.objects.get(body=panchayat.body).state == "ordered"
    again = acts(at_desk(sahayak, confirmed=True), case, "release").content.decode()
    assert "এই কাগজ এখন আর স্বাক্ষরের অপেক্ষায় নেই" in again


def test_a_paper_goes_back_with_a_reason_only(panchayat: Office) -> None:
    case = approved(panchayat)
    sahayak = at_desk(panchayat.officers["sahayak"])

    assert "কী জানাতে চান, লিখুন।" in acts(sahayak, case, "return", note=" ").content.decode()
    acts(sahayak, case, "return", note="নামের বানান ভুল")

    assert lies_at(case) == ["approval"]
    assert "নামের বানান ভুল" in text_of(sahayak, f"/console/cases/{case.ref}/notes/")


def test_who_may_sign_such_papers_revokes_one_and_the_page_says_why() -> None:
    panchayat = a_panchayat(born="state_portal")
    case = approved(panchayat)
    file = PaperFile(a_file(b"%PDF-1.7 portal"), "WB/1")
    file_paper(officer=panchayat.officers["sahayak"], ref=case.ref, order=file, now=clock.now())
    pradhan = at_desk(panchayat.officers["pradhan"], confirmed=True)

    assert "কারণ লিখুন" in acts(pradhan, case, "end", note="").content.decode()
    assert acts(pradhan, case, "end", note="ঠিকানা ভুয়ো").status_code == 302

    page = text_of(pradhan, f"/console/cases/{case.ref}/")
    assert "প্রত্যাহার করা হয়েছে" in page
    assert "ঠিকানা ভুয়ো" in page


def test_the_office_writes_down_that_it_is_taken_back(panchayat: Office) -> None:
    case = apply_for(panchayat, SHOP)
    sahayak = at_desk(panchayat.officers["sahayak"])

    sahayak.post(f"/console/cases/{case.ref}/withdraw", {"note": "নিজে এসে সই করেছেন"})

    case.refresh_from_db()
    assert case.status == "withdrawn"


def test_a_late_desk_is_asked_from_the_page(panchayat: Office) -> None:
    case = apply_for(panchayat, SHOP)
    lying, pradhan = desk(case, "scrutiny"), panchayat.officers["pradhan"]
    assert lying.due_at
    with clock.fixed(lying.due_at + timedelta(days=1)):
        visitor = at_desk(pradhan)
        page = text_of(visitor, f"/console/cases/{case.ref}/")
        visitor.post(f"/console/cases/{case.ref}/nudge", {"desk": str(lying.id)})

    assert "দেরি কেন, তাগাদা দিন" in page
    assert "দেরি হচ্ছে" in page.partition('id="acts"')[0]
    assert desk(case, "scrutiny").nudged_at is not None


def test_while_the_applicant_owes_something_no_desk_is_late(panchayat: Office) -> None:
    case = apply_for(panchayat, SHOP)
    move(panchayat, case, "scrutiny", "ask_again", note="মালিকের সই নেই")
    lying = desk(case, "scrutiny")
    assert lying.due_at
    with clock.fixed(lying.due_at + timedelta(days=1)):
        page = text_of(at_desk(panchayat.officers["pradhan"]), f"/console/cases/{case.ref}/")

    assert "দেরি" not in page.partition('id="acts"')[0]
    assert "দেরি কেন, তাগাদা দিন" not in page


def test_everyone_reads_in_the_list_which_day_it_is_and_which_desk_is_late(building_town: Office) -> None:
    case = apply_for(building_town, HOUSE)
    move(building_town, case, "scrutiny", "accept")
    for stage in ("site", "assessment"):
        move(building_town, case, stage, "report")
    case.refresh_from_db()
    with clock.fixed(case.promise_due_at - timedelta(hours=1)):
        listed = text_of(at_desk(building_town.officers["chairman"]), "/console/")

    row = next(one for one in listed.split("<tr") if case.grouped_ref in one)
    assert "২৭ দিনের মধ্যে ২৭ দিন চলছে" in row
    assert "দেরি হচ্ছে" in row


def test_the_inbox_has_a_list_of_what_lies_at_ones_desk(building_town: Office) -> None:
    first, second = apply_for(building_town, HOUSE), apply_for(building_town, HOUSE)
    move(building_town, first, "scrutiny", "accept")

    drainage = text_of(at_desk(building_town.officers["drainage"]), "/console/?show=desk")

    assert first.grouped_ref in drainage
    assert second.grouped_ref not in drainage
    assert "জমি দেখা, নিকাশি, কর নির্ধারণ" in drainage


def test_the_page_costs_as_much_with_a_long_way_behind_it(building_town: Office) -> None:
    short, long = apply_for(building_town, HOUSE), apply_for(building_town, HOUSE)
    for stage in ("scrutiny", "site", "drainage", "assessment", "technical"):
        move(building_town, long, stage, "accept" if stage in ("scrutiny", "technical") else "report")
    move(building_town, long, "approval", "return")
    visitor = at_desk(building_town.officers["officer"])
    for case in (short, long):
        visitor.get(f"/console/cases/{case.ref}/")  # the first look is noted

    with CaptureQueriesContext(connection) as few:
        visitor.get(f"/console/cases/{short.ref}/")
    with CaptureQueriesContext(connection) as many:
        visitor.get(f"/console/cases/{long.ref}/")

    assert len(many) == len(few)


def test_of_a_complaint_there_is_no_note_sheet(panchayat: Office) -> None:
    assert at_desk(panchayat.officers["sahayak"]).get("/console/cases/26100400010/notes/").status_code == 404


def test_a_note_names_papers_of_the_file_and_leads_to_them(panchayat: Office, tmp_path: Path) -> None:
    """One by its number, one by its box; the replaced one stays in the list."""
    case = with_deed(panchayat)
    settle(case)
    given = CasePaper.objects.get(case=case)
    CasePaper.objects.filter(id=given.id).update(state="replaced", why="unreadable")
    better = a_paper()
    newer = paper_of(case, "deed", (better.bucket, better.id), at=NOW + timedelta(days=1))
    newer.save(force_insert=True)
    sahayak = at_desk(panchayat.officers["sahayak"])

    unknown: Any = decides(sahayak, case, "scrutiny", "accept", note="কাগজ ৩ দেখলাম", papers=[str(newer.id)])
    unseen: Any = decides(sahayak, case, "scrutiny", "accept", note="কাগজ ১ পড়া যায়নি")
    assert "এই কাগজ এখনও দেখা হয়নি: অংশীদারি দলিল। আগে দেখে ঠিক আছে কি না জানান" in unseen.content.decode()
    look_at_papers(case)
    named = decides(sahayak, case, "scrutiny", "accept", note="কাগজ ১ পড়া যায়নি", papers=[str(newer.id)])

    assert (unknown.status_code, named.status_code, lies_at(case)) == (200, 302, ["site"])
    refused = unknown.content.decode()
    assert "এই নথিতে ওই নম্বরের কোনো কাগজ নেই।" in refused
    assert "কাগজ ১: অংশীদারি দলিল (বদলে নতুন এসেছে)" in refused
    event = case.events.get(code="desk_done")
    assert event.params["refers"] == {str(given.id): 1, str(newer.id): 2}
    shown: Any = sahayak.get(f"/console/cases/{case.ref}/notes/")
    page = shown.content.decode()
    assert '<a href="#paper-1">কাগজ ১</a> পড়া যায়নি' in page
    assert page.count('href="#paper-2"') == 1
    listed = 'id="paper-2"><th role="rowheader" scope="row">কাগজ ২</th><td role="cell"><a href="/console/files'
    assert f'{listed}/{case.ref}/{better.id}">' in page
    printed: Any = sahayak.get(f"/console/cases/{case.ref}/notes/file")
    told = " ".join(by_poppler(printed.content, tmp_path).split())
    places = [told.index(one) for one in ("Paper 2: অংশীদারি দলিল", "নথির কাগজপত্র", "replaced by", "নথির চলাচল")]
    assert places == sorted(places)


def test_the_note_sheet_is_printed_with_every_note_its_writer_and_where_the_file_was(
    panchayat: Office, tmp_path: Path
) -> None:
    case = apply_for(panchayat, SHOP)
    move(panchayat, case, "scrutiny", "accept", note="দলিল মিলিয়ে দেখলাম 😀, ঠিক আছে।")

    answer: Any = at_desk(panchayat.officers["pradhan"]).get(f"/console/cases/{case.ref}/notes/file")

    told = " ".join(by_poppler(answer.content, tmp_path).split())
    notes = [one.code for one in case.events.all() if one.code in NOTED]
    assert answer.headers["Content-Type"] == "application/pdf"
    assert f"টীকা ১ থেকে {bn.digits(len(notes))}, মোট {bn.digits(len(notes))}টি" in told
    assert "দলিল মিলিয়ে দেখলাম […], ঠিক আছে।" in told
    order = [told.index(one) for one in ("নথির টীকাপত্র", "ছেপেছেন", "দলিল মিলিয়ে", "নথির চলাচল", "এখনও এখানে")]
    assert order == sorted(order)
    assert case.grouped_ref in told
