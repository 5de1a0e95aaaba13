"""A case whose complainant is hidden, on the desk: masked, found by its matter alone, shown by two."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from janasetu.bodies.models import LocalBody, Officer
from janasetu.bodies.tests.factories import make_officer
from janasetu.cases.actions import CitizenReply, MoveOrder, answer_questions, make_move
from janasetu.cases.models import CallBack, Case, CaseParty, Unmasking
from janasetu.console import stepup
from janasetu.console.tests.conftest import Visitor
from janasetu.console.tests.factories import (
    NOW,
    PHONE,
    a_complaint,
    a_contact,
    a_file,
    an_officer,
    newest_event,
)
from janasetu.documents.models import ReceivedFile
from janasetu.lib import clock
from janasetu.lib.tests.html_pages import Page
from janasetu.people import actions as people
from janasetu.people.values import ContactKey, Quiet

REASON = "নোটিসে সাক্ষীর নাম লিখতে হবে"
WHO = ("রহিমা খাতুন", PHONE[2:], PHONE[-3:], "সুভাষপল্লী", "26.51", "89.20")


@pytest.fixture
def photo(town: LocalBody) -> ReceivedFile:
    return a_file()


@pytest.fixture
def case(town: LocalBody, officer: Officer, photo: ReceivedFile) -> Case:
    return a_complaint(town, category="staff_conduct", files=[photo])


@pytest.fixture
def secretary(town: LocalBody) -> Officer:
    return an_officer(town, "secretary")


def at_desk(officer: Officer, *, confirmed: bool = True) -> Visitor:
    """The officer's browser; a code was given just now."""
    visitor = Visitor()
    visitor.force_login(officer.user)
    if confirmed:
        session = visitor.session
        session[stepup._CONFIRMED] = clock.wall().timestamp()
        session.save()
    return visitor


def shown(visitor: Visitor, address: str) -> str:
    answer = visitor.get(address, follow=True)
    assert answer.status_code == 200
    return str(answer.content.decode())


def of(case: Case, end: str = "") -> str:
    return f"/console/cases/{case.ref}/{end}"


def ask(visitor: Visitor, case: Case, reason: str = REASON) -> Page:
    return Page(visitor.post(of(case, "unmask"), {"reason": reason}, follow=True).content.decode())


# --- masked ---


def test_the_page_tells_the_words_and_the_ward_and_nobody(desk: Visitor, case: Case) -> None:
    page = shown(desk, of(case))

    assert "তিন রাত ধরে আলো জ্বলছে না।" in page
    assert "ওয়ার্ড ১১" in page
    assert "অভিযোগকারীর পরিচয় গোপন" in page
    for mark in WHO:
        assert mark not in page


def test_a_search_by_who_or_where_finds_nothing(desk: Visitor, case: Case) -> None:
    for asked in ("রহিমা", PHONE[2:], PHONE[-5:], "সুভাষপল্লী"):
        assert case.grouped_ref not in shown(desk, f"/console/?q={asked}"), asked


def test_its_photo_is_not_there_for_whoever_knows_its_address(
    desk: Visitor, case: Case, photo: ReceivedFile
) -> None:
    assert str(photo.id) not in shown(desk, of(case))
    assert desk.get(f"/console/files/{case.ref}/{photo.id}").status_code == 404
    assert "console/ui/photo" not in shown(desk, "/console/")


def test_the_number_is_not_shown_and_it_is_said_why(desk: Visitor, case: Case) -> None:
    answer = desk.post(of(case, "number"), follow=True)

    assert "দু’জন আধিকারিকের সম্মতি লাগে" in answer.content.decode()
    assert PHONE[2:] not in answer.content.decode()


def test_an_operator_who_types_the_number_learns_of_other_cases_alone(
    town: LocalBody, case: Case, desk: Visitor
) -> None:
    open_case = a_complaint(town, reachable=False)

    known = shown(desk, f"/console/new/caller?_phone={PHONE[2:]}")

    assert open_case.grouped_ref in known
    assert case.grouped_ref not in known


def test_the_receipt_of_the_desk_names_nobody(desk: Visitor, case: Case) -> None:
    page = shown(desk, f"/console/registered/{case.ref}/")

    assert case.grouped_ref in page
    for mark in WHO:
        assert mark not in page


def test_another_case_of_the_same_citizen_tells_nothing_of_it(
    desk: Visitor, town: LocalBody, officer: Officer
) -> None:
    rahima = a_contact()
    hidden = a_complaint(town, category="staff_conduct", contact=rahima)
    lamp = a_complaint(town, contact=rahima)

    page = shown(desk, of(lamp))

    assert "রহিমা খাতুন" in page
    assert hidden.grouped_ref not in page
    assert "ঘুষ" not in page


def test_a_later_photo_and_the_name_in_an_answer_stay_hidden(
    desk: Visitor, town: LocalBody, case: Case
) -> None:
    party, later = CaseParty.objects.get(case=case), a_file()
    assert party.line_id
    reply = CitizenReply(
        ref=case.ref,
        contact=_key(party),
        epoch=1,
        line_id=party.line_id,
        lang="bn",
        source="answer",
        text="আমি রহিমা খাতুন, ওই কাউন্টারের লোক",
        files=[(later.bucket, later.id)],
    )

    answer_questions([reply], now=NOW)

    page = shown(desk, of(case))
    assert "আমি •••, ওই কাউন্টারের লোক" in page
    assert "রহিমা" not in page
    assert str(later.id) not in page
    assert desk.get(f"/console/files/{case.ref}/{later.id}").status_code == 404


def test_replying_reaches_the_citizen_all_the_same(desk: Visitor, case: Case) -> None:
    said = {"move": "reply", "note": "তদন্ত শুরু হয়েছে", "since": newest_event(case)}

    desk.post(of(case), said)

    assert case.events.filter(code="replied").exists()


def test_a_call_back_shows_neither_name_nor_number(desk: Visitor, case: Case) -> None:
    desk.post(of(case, "call"))
    call = CallBack.objects.get()

    listed, page = shown(desk, "/console/calls/"), shown(desk, f"/console/calls/{call.id}/")
    revealed = desk.post(f"/console/calls/{call.id}/number", follow=True).content.decode()

    for text in (listed, page, revealed):
        assert "অভিযোগকারী" in text
        for mark in WHO:
            assert mark not in text
    assert "দু’জন আধিকারিকের সম্মতি লাগে" in revealed


# --- two officers ---


def test_asking_needs_a_code_first(officer: Officer, case: Case) -> None:
    answer = at_desk(officer, confirmed=False).post(of(case, "unmask"), {"reason": REASON})

    assert answer.status_code == 403
    assert not Unmasking.objects.exists()


def test_agreeing_needs_a_code_first(officer: Officer, secretary: Officer, case: Case) -> None:
    ask(at_desk(officer), case)

    answer = at_desk(secretary, confirmed=False).post(f"/console/unmaskings/{Unmasking.objects.get().id}/")

    assert answer.status_code in (302, 403)
    assert not Unmasking.objects.filter(agreed_at__isnull=False).exists()


def test_two_officers_show_it_to_the_one_who_asked(
    officer: Officer, secretary: Officer, case: Case, photo: ReceivedFile
) -> None:
    asker, second = at_desk(officer), at_desk(secretary)

    asked = ask(asker, case)
    waiting = shown(second, "/console/unmaskings/")
    second.post(f"/console/unmaskings/{Unmasking.objects.get().id}/")

    assert "আর একজন আধিকারিক" in asked.text
    assert REASON in waiting
    assert case.grouped_ref in waiting
    page = shown(asker, of(case))
    for mark in ("রহিমা খাতুন", "সুভাষপল্লী মোড়", "26.517200", str(photo.id)):
        assert mark in page
    assert b"".join(asker.get(f"/console/files/{case.ref}/{photo.id}").streaming_content)  # type: ignore[attr-defined]
    assert PHONE[2:7] in asker.post(of(case, "number")).content.decode().replace(" ", "")
    assert "রহিমা" not in shown(second, of(case))
    with clock.fixed(NOW + timedelta(hours=24)):
        assert "রহিমা" not in shown(asker, of(case))


def test_the_header_tells_the_second_officer_that_somebody_asks(
    officer: Officer, secretary: Officer, case: Case
) -> None:
    before = shown(at_desk(secretary), "/console/")
    ask(at_desk(officer), case)

    assert "/console/unmaskings/" not in before
    assert "/console/unmaskings/" in shown(at_desk(secretary), "/console/")
    assert "/console/unmaskings/" not in shown(at_desk(officer), "/console/")


def test_a_reason_too_short_is_told_and_what_was_typed_is_still_there(officer: Officer, case: Case) -> None:
    answer = at_desk(officer).post(of(case, "unmask"), {"reason": "দেখি"}).content.decode()

    assert "অন্তত দশ অক্ষর" in answer
    assert ">\nদেখি</textarea>" in answer
    assert not Unmasking.objects.exists()


@pytest.mark.parametrize("role", ["chairman", "clerk"])
def test_who_may_not_agree_sees_no_wishes(town: LocalBody, role: str) -> None:
    assert at_desk(an_officer(town, role)).get("/console/unmaskings/").status_code == 403


def test_the_one_who_asked_cannot_agree(town: LocalBody, officer: Officer, case: Case) -> None:
    Officer.objects.create(body=town, role_id="secretary", user=officer.user, name=officer.name)
    visitor = at_desk(officer)
    ask(visitor, case)

    visitor.post(f"/console/unmaskings/{Unmasking.objects.get().id}/", follow=True)

    assert not Unmasking.objects.filter(agreed_at__isnull=False).exists()


# --- about the office ---


@pytest.fixture
def about_office(town: LocalBody) -> Callable[[str], Visitor]:
    """Desks of a panchayat about which somebody complains, by role."""
    LocalBody.objects.filter(id=town.id).update(kind="gram_panchayat")
    town.refresh_from_db()
    a_complaint(town, category="staff_conduct")
    return lambda role: at_desk(make_officer(town, role))


def test_no_login_of_the_panchayat_sees_that_there_is_a_case(
    about_office: Callable[[str], Visitor],
) -> None:
    case = Case.objects.get()

    for role in ("pradhan", "ea", "secretary", "operator", "auditor"):
        visitor = about_office(role)
        for address in (of(case), of(case, "live"), f"/console/registered/{case.ref}/", of(case, "canned")):
            assert visitor.get(address).status_code in (403, 404), (role, address)
        for address in ("/console/", "/console/?show=any&q=ঘুষ", f"/console/?show=any&q={case.ref}"):
            assert case.grouped_ref not in shown(visitor, address), (role, address)


# --- a phone that others read ---


def test_the_desk_is_told_that_somebody_else_reads_the_phone(
    desk: Visitor, town: LocalBody, officer: Officer
) -> None:
    case = a_complaint(town)
    said = "মেসেজে শুধু নম্বর যায়, কথা হয় তাঁর বলা সময়ে ফোনে"
    before = shown(desk, of(case))

    people.remember_quiet({_key(CaseParty.objects.get(case=case)): Quiet()}, now=NOW)

    assert said not in before
    assert said in shown(desk, of(case))


def test_a_call_of_that_hour_says_so(desk: Visitor, town: LocalBody, officer: Officer) -> None:
    case = a_complaint(town)
    hour = Quiet((NOW + timedelta(hours=4)).time(), (NOW + timedelta(hours=5)).time())
    people.remember_quiet({_key(CaseParty.objects.get(case=case)): hour}, now=NOW)
    make_move(officer=officer, ref=case.ref, order=MoveOrder("reply", note="আসছি"), now=NOW)

    before = shown(desk, "/console/calls/")
    with clock.fixed(NOW + timedelta(hours=4, minutes=1)):
        then = shown(desk, "/console/calls/")

    assert "রহিমা" not in before
    assert "শুধু দুপুর ২টো থেকে দুপুর ৩টে-এর মধ্যে" in then


def _key(party: CaseParty) -> ContactKey:
    assert party.contact_bucket is not None
    assert party.contact_id
    return ContactKey(party.contact_bucket, party.contact_id)
