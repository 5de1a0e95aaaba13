"""The auditor's page: who looked at what, what was changed from what to what, and the same as a file."""

import csv
import io
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from janasetu.audit.choices import LookKind
from janasetu.audit.models import AuditRow, Look
from janasetu.audit.sealing import seal_all
from janasetu.audit.tests.history import by_sql
from janasetu.bodies.models import LocalBody, Officer
from janasetu.cases.actions import CallBackOrder, MoveOrder, ask_call_backs, make_move, reveal_number
from janasetu.cases.models import CallBack, Case, CaseDesk, CaseViewer
from janasetu.console.stepup import note_step_up
from janasetu.console.tests.conftest import Visitor
from janasetu.console.tests.factories import (
    NOW,
    PHONE,
    a_call_back,
    a_complaint,
    a_file,
    a_talk,
    a_town,
    an_application,
    an_officer,
)
from janasetu.console.tests.test_fees import owed
from janasetu.documents.models import Paper, ReceivedFile, SigningOrder
from janasetu.documents.tests.issued_papers import a_paper
from janasetu.lib import clock
from janasetu.lib.tests.html_pages import Page
from janasetu.payments.actions import take_cash

LOOKS, CHANGES = "/console/audit/", "/console/audit/?show=changes"


@pytest.fixture
def auditor(town: LocalBody) -> Officer:
    return an_officer(town, "auditor")


@pytest.fixture
def reader(auditor: Officer) -> Visitor:
    """The auditor's browser."""
    visitor = Visitor()
    visitor.force_login(auditor.user)
    return visitor


def rows(visitor: Visitor, address: str) -> list[list[str]]:
    """The entries of a page, cell by cell, as they are read."""
    content = visitor.get(address).content.decode()
    body = content.partition("<tbody")[2].partition("</tbody>")[0]
    return [
        [Page(f"<p>{cell.partition('>')[2]}").text for cell in row.split('role="cell"')[1:]]
        for row in body.split("<tr ")[1:]
    ]


def text(visitor: Visitor, address: str) -> str:
    return Page(visitor.get(address).content.decode()).text


def read(answer: Any) -> bytes:
    """A file to its end, which closes it."""
    return b"".join(answer.streaming_content)


def looked(town: LocalBody) -> list[tuple[str, str]]:
    """What is kept, the oldest first: how, by whom."""
    return list(Look.objects.filter(body_id=town.id).order_by("id").values_list("what", "by"))


# --- what is kept ---


def test_who_opens_a_case_has_looked_once_however_long_the_page_is_open(
    desk: Visitor, officer: Officer, town: LocalBody
) -> None:
    case = a_complaint(town)

    desk.get(f"/console/cases/{case.ref}/")
    desk.get(f"/console/cases/{case.ref}/live")
    desk.get(f"/console/cases/{case.ref}/")

    (look,) = Look.objects.all()
    assert (look.what, look.by, look.officer_id, look.case_id, look.body_id, look.at) == (
        "case",
        officer.post,
        officer.id,
        case.id,
        town.id,
        NOW,
    )
    CaseViewer.objects.update(seen_at=clock.wall() - timedelta(minutes=1))
    desk.get(f"/console/cases/{case.ref}/")
    assert Look.objects.count() == 2


def test_a_number_a_talk_a_file_and_a_search_are_looks(desk: Visitor, town: LocalBody) -> None:
    photo = a_file()
    case, talk = a_complaint(town, files=[photo]), a_talk(town)

    desk.post(f"/console/cases/{case.ref}/number", headers={"HX-Request": "true"})
    desk.get(f"/console/talks/{talk.id}/")
    read(desk.get(f"/console/files/{case.ref}/{photo.id}?size=small"))
    read(desk.get(f"/console/files/{case.ref}/{photo.id}"))
    desk.get("/console/?q=রহিমা")
    desk.get("/console/list?q=রহিমা")

    kept = list(Look.objects.order_by("id").values_list("what", "case_id", "about"))
    assert kept == [
        ("reveal", case.id, None),
        ("talk", None, talk.id),
        ("file", case.id, photo.id),
        ("search", None, None),
    ]
    assert Look.objects.get(what="search").asked == {"view": "any", "words": "*"}


def test_of_a_file_in_parts_the_first_is_the_look(desk: Visitor, town: LocalBody) -> None:
    photo: ReceivedFile = a_file()
    case = a_complaint(town, files=[photo])

    for part in ("bytes=0-9", "bytes=10-19"):
        desk.get(f"/console/files/{case.ref}/{photo.id}", headers={"Range": part})

    assert Look.objects.filter(what="file").count() == 1


def test_the_number_of_somebody_without_a_case_is_a_look_too(desk: Visitor, town: LocalBody) -> None:
    order: CallBackOrder = a_call_back(town, asked_at=NOW)
    ask_call_backs([order])
    call = CallBack.objects.get()

    desk.post(f"/console/calls/{call.id}/number")

    assert list(Look.objects.values_list("what", "about")) == [("reveal", call.id)]


def test_who_rings_is_looked_up_on_record_where_something_is_known_of_them(town: LocalBody) -> None:
    operator = an_officer(town, "operator")
    visitor = Visitor()
    visitor.force_login(operator.user)
    a_complaint(town)

    visitor.get("/console/new/caller", {"_phone": "9830000000"})
    visitor.get("/console/new/caller", {"_phone": PHONE})

    (look,) = Look.objects.all()
    assert (look.what, look.by, look.rows, look.asked) == ("search", operator.post, 1, {"caller": "*"})


def test_a_number_that_is_not_shown_is_no_look(town: LocalBody, officer: Officer) -> None:
    case = a_complaint(town)
    case.parties.update(phone="")

    assert reveal_number(officer=officer, ref=case.ref, now=NOW) == ""
    assert looked(town) == []


# --- whose act it is ---


def test_what_is_written_at_the_desk_is_the_officers_act(
    desk: Visitor, officer: Officer, town: LocalBody
) -> None:
    desk.post("/console/canned/", {"title": "আসছি", "text": "লোক যাচ্ছে।"})

    assert AuditRow.objects.get(table_name="cases_cannedreply").actor == officer.post


# --- who may read it ---


def test_nobody_reads_the_registers_but_the_auditor(town: LocalBody) -> None:
    for role in ("officer", "secretary", "chairman", "clerk", "operator"):
        visitor = Visitor()
        visitor.force_login(an_officer(town, role).user)
        assert visitor.get(LOOKS).status_code == 403, role
        assert visitor.post("/console/audit/file").status_code == 403, role
        assert "/console/audit/" not in visitor.get("/console/").content.decode(), role


def test_the_auditor_finds_the_page_at_their_login(reader: Visitor) -> None:
    assert 'href="/console/audit/"' in reader.get("/console/").content.decode()


def test_the_auditor_of_another_body_reads_nothing_of_this_one(town: LocalBody, desk: Visitor) -> None:
    case = a_complaint(town)
    desk.get(f"/console/cases/{case.ref}/")
    elsewhere = a_town("basirhat", number=1003)
    visitor = Visitor()
    visitor.force_login(an_officer(elsewhere, "auditor").user)

    assert rows(visitor, LOOKS) == []
    assert rows(visitor, f"{LOOKS}?ref={case.ref}") == []
    assert case.grouped_ref not in text(visitor, CHANGES)


# --- the page ---


def test_the_auditor_reads_who_looked_at_what_and_when(
    reader: Visitor, desk: Visitor, town: LocalBody
) -> None:
    case = a_complaint(town)
    desk.get(f"/console/cases/{case.ref}/")
    desk.post(f"/console/cases/{case.ref}/number")

    found = rows(reader, LOOKS)

    assert [row[1:3] for row in found] == [
        ["ফোন নম্বর দেখেছেন", case.grouped_ref],
        ["বিষয়টি খুলেছেন", case.grouped_ref],
    ]
    assert found[0][0].startswith("২৪ নভেম্বর ২০২৬ ১০:০০:০০ শর্মিষ্ঠা দত্ত · নিয়ন্ত্রক আধিকারিক")
    assert "officer@falakata" in reader.get(LOOKS).content.decode()


def test_the_auditor_reads_what_was_changed_from_what_to_what_by_whom_and_why(
    reader: Visitor, town: LocalBody, officer: Officer
) -> None:
    case, chairman = a_complaint(town), an_officer(town, "chairman")
    make_move(officer=officer, ref=case.ref, now=NOW, order=MoveOrder("assign"))
    make_move(officer=chairman, ref=case.ref, now=NOW, order=MoveOrder("hasten", note="স্কুলের সামনে"))

    hastened, assigned = rows(reader, f"{CHANGES}&ref={case.ref}")[:2]

    assert "চেয়ারম্যান" in hastened[0]
    assert hastened[1:] == [
        "বিষয়: বদলানো হয়েছে",
        case.grouped_ref,
        "কত জরুরি : নিজের পালায় → জরুরি",
        "স্কুলের সামনে",
    ]
    assert "নিয়ন্ত্রক আধিকারিক" in assigned[0]
    assert "অবস্থা : জমা পড়েছে → কাজ চলছে" in assigned[3]
    assert assigned[4] == "–"


def test_names_and_numbers_that_changed_are_not_shown(reader: Visitor, town: LocalBody) -> None:
    case = a_complaint(town)
    case.parties.update(name="মালা দাস", phone="919830099999")

    first = rows(reader, f"{CHANGES}&ref={case.ref}")[0]

    assert first[1] == "অভিযোগকারী: বদলানো হয়েছে"
    assert first[3] == ("নাম : বদলেছে; কী ছিল, তা রাখা হয় না ফোন নম্বর : বদলেছে; কী ছিল, তা রাখা হয় না")
    content = reader.get(CHANGES).content.decode()
    assert [word for word in ("রহিমা", "মালা", "98300", PHONE) if word in content] == []


def test_what_was_typed_into_the_database_by_hand_stands_out(reader: Visitor, town: LocalBody) -> None:
    case = a_complaint(town)
    by_sql("UPDATE cases_case SET status = 'rejected' WHERE id = %s", case.id)

    (row,) = rows(reader, f"{CHANGES}&by=unknown")

    assert "তথ্যভাণ্ডারে সরাসরি হাত দিয়ে" in row[0]
    assert '<tr role="row" class="bad">' in reader.get(CHANGES).content.decode()


def test_every_column_of_a_changed_row_can_be_said(
    reader: Visitor, town: LocalBody, officer: Officer
) -> None:
    case = a_complaint(town)
    Case.objects.filter(id=case.id).update(
        level=2, ward="৯", department=None, ended_at=NOW, channel="web", category="pole_wire"
    )
    Officer.objects.filter(id=officer.id).update(active=False, name={"bn": "নতুন নাম"})
    town.wards.create(number="7", since="2020-01-01")
    town.wards.update(until="2026-12-01", name={"x": "y" * 200})

    said = " ".join(" ".join(row) for row in rows(reader, CHANGES))

    for words in (
        "স্তর : ১ → ৩",
        "দপ্তর : আলো → কিছু না",
        "কীভাবে এসেছে : হোয়াটসঅ্যাপে এসেছে → ওয়েবসাইটে এসেছে",
        "লগইন চালু : হ্যাঁ → না",
        "→ নতুন নাম",
        "কবে পর্যন্ত : কিছু না → ১ ডিসেম্বর ২০২৬",
        "→ ২৪-১১-২০২৬ ১০:০০",
    ):
        assert words in said


def test_what_becomes_of_an_application_is_read_in_words_and_under_its_number(
    reader: Visitor, town: LocalBody
) -> None:
    """Desk, demand, receipt, visit and the paper with its order: each of its own table, some of which know
    the case only by way of another."""
    clerk = an_officer(town, "clerk")
    case = an_application(town, {"storeys": 1}, [])
    demand, paper = owed(case), a_paper(town, case_id=case.id)
    SigningOrder.objects.create(
        body=town, paper=paper, needed=2, opened_at=NOW, type="noc", roles=[], state="waiting"
    )
    due = demand.amount
    take_cash(officer=clerk, demand_id=demand.id, amount=due, seen=due, once=paper.id, now=NOW)
    CaseDesk.objects.filter(case=case).update(
        outcome="accept", left_by=clerk.post, left_at=NOW, officer=clerk
    )
    SigningOrder.objects.update(state="signed", roles=["pradhan", "chairman"])
    Paper.objects.update(standing="revoked", standing_at=NOW)

    told = {row[1]: row[3] for row in rows(reader, f"{CHANGES}&ref={case.ref}")}

    assert "রসিদ: লেখা হয়েছে" in told
    assert "অবস্থা : টাকা বাকি → টাকা এসেছে" in told["টাকার দাবি: বদলানো হয়েছে"]
    desk = told["আবেদন কার টেবিলে: বদলানো হয়েছে"]
    assert "কে ছেড়েছেন : কিছু না → করণিক আধিকারিক : কিছু না → সুকুমার ঘোষ" in desk
    assert desk.endswith("ফল : কিছু না → ঠিক আছে বলে এগিয়ে দিয়েছেন")
    assert told["সইয়ের জন্য পাঠানো কাগজ: বদলানো হয়েছে"] == (
        "কোন কোন পদ সই করতে পারেন : কিছু না → প্রধান, চেয়ারম্যান অবস্থা : অনুমোদনের অপেক্ষায় → সই হয়েছে"
    )
    assert "কাগজটি এখন বৈধ কি না : বৈধ → প্রত্যাহার করা হয়েছে" in told["অফিসের দেওয়া কাগজ: বদলানো হয়েছে"]


def test_the_registers_are_narrowed_by_case_post_and_day(
    reader: Visitor, desk: Visitor, town: LocalBody, auditor: Officer
) -> None:
    first, second = a_complaint(town), a_complaint(town)
    for case in (first, second):
        desk.get(f"/console/cases/{case.ref}/")
    reader.get(f"/console/cases/{first.ref}/")

    numbers = {
        line: [row[2] for row in rows(reader, f"{LOOKS}?{line}")]
        for line in (
            f"ref={first.grouped_ref}",
            "by=officer@falakata",
            "by=mayor@kmc",
            "since=২৪-১১-২০২৬&until=24/11/2026",
            "until=২৩-১১-২০২৬",
        )
    }

    assert list(numbers.values()) == [
        [first.grouped_ref] * 2,
        [second.grouped_ref, first.grouped_ref],
        [first.grouped_ref, second.grouped_ref, first.grouped_ref],  # a post that nobody has narrows nothing
        [first.grouped_ref, second.grouped_ref, first.grouped_ref],
        [],
    ]


def test_what_cannot_be_understood_is_said_beside_it_and_stays(reader: Visitor, town: LocalBody) -> None:
    content = reader.get(f"{LOOKS}?ref=বারো&since=৩১/০২/২০২৬").content.decode()

    page = Page(content)
    assert "এটি কোনো বিষয়ের নম্বর নয়।" in page.text
    assert "এটি কোনো তারিখ নয়। যেমন ১৫/৮/২০২৬ লিখুন।" in page.text or "তারিখ" in page.text
    assert (page.fields["ref"], page.fields["since"]) == ("বারো", "৩১/০২/২০২৬")


def test_a_register_of_several_pages_is_walked_through(reader: Visitor, town: LocalBody) -> None:
    for number in range(26):
        town.canned_replies.create(title=f"উত্তর {number}", text="আসছি")

    first, second = rows(reader, CHANGES), rows(reader, f"{CHANGES}&page=2")

    assert len(first) == 25
    assert len(second) >= 1
    assert "পাতা ২" in text(reader, f"{CHANGES}&page=2")
    assert f"{LOOKS}?show=changes&amp;page=2" in reader.get(CHANGES).content.decode()


def test_the_page_says_how_far_history_is_sealed(reader: Visitor, town: LocalBody) -> None:
    assert "শেষ সিল" not in text(reader, LOOKS)

    seal_all(wall=NOW)

    assert "শেষ সিল ১ নম্বর: মঙ্গলবার ২৪ নভেম্বর, সকাল ১০টা।" in text(reader, LOOKS)


def test_one_entry_and_many_cost_the_same(
    reader: Visitor, desk: Visitor, town: LocalBody, officer: Officer
) -> None:
    def happens() -> None:
        case = a_complaint(town)
        desk.get(f"/console/cases/{case.ref}/")
        make_move(officer=officer, ref=case.ref, now=NOW, order=MoveOrder("assign"))

    def costs(address: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            reader.get(address)
        return len(queries)

    happens()
    costs(LOOKS), costs(CHANGES)
    one = [costs(LOOKS), costs(CHANGES)]
    for _ in range(2):
        happens()

    assert one == [costs(LOOKS), costs(CHANGES)] == [8, 7]


# --- the file ---


def confirmed_by(visitor: Visitor) -> None:
    """As if a code had been given a moment ago."""
    session = visitor.session
    request: Any = SimpleNamespace(session=session)
    note_step_up(request, clock.wall())
    session.save()
    visitor.cookies["janasetu_session"] = session.session_key or ""


def taken(visitor: Visitor, line: str) -> list[list[str]]:
    answer: Any = visitor.post(reverse("console:audit_file"), {"list": line})
    assert answer.status_code == 200
    content = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(content)))


def test_the_file_asks_for_a_code_and_stands_in_the_register_itself(
    reader: Visitor, desk: Visitor, auditor: Officer, town: LocalBody
) -> None:
    case = a_complaint(town)
    desk.get(f"/console/cases/{case.ref}/")
    assert reader.post(reverse("console:audit_file"), {"list": "show=looks"}).status_code == 403
    assert not Look.objects.filter(what=LookKind.EXPORT).exists()

    confirmed_by(reader)
    head, *found = taken(reader, f"show=looks&ref={case.ref}&since=2026-11-01")

    assert head == ["কোন দিন", "সময়", "কে", "পদ", "কী", "নম্বর", "আগে ও পরে", "কারণ"]
    assert found == [
        [
            *("2026-11-24", "10:00:00", "শর্মিষ্ঠা দত্ত · নিয়ন্ত্রক আধিকারিক", "officer@falakata"),
            *("বিষয়টি খুলেছেন", case.grouped_ref, "", ""),
        ]
    ]
    look = Look.objects.get(what=LookKind.EXPORT)
    assert (look.by, look.rows) == (auditor.post, 1)
    assert look.asked == {"register": "looks", "ref": case.ref, "since": "2026-11-01"}


def test_no_cell_of_the_file_is_calculated(reader: Visitor, town: LocalBody) -> None:
    case, chairman = a_complaint(town), an_officer(town, "chairman")
    order = MoveOrder("hasten", note="=HYPERLINK(1)")
    make_move(officer=chairman, ref=case.ref, now=NOW, order=order)
    town.canned_replies.create(title="@SUM(1)", text="x")
    town.canned_replies.update(title="+91")
    confirmed_by(reader)

    cells = [cell for row in taken(reader, "show=changes") for cell in row]

    assert "'=HYPERLINK(1)" in cells
    assert [cell for cell in cells if cell.startswith(tuple("=+-@"))] == []
