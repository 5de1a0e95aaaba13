"""Tests of what is decided about applications at their desks, with a real database."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from janasetu.bodies.tests.factories import make_officer
from janasetu.cases.actions import (
    CaseOrder,
    CitizenReply,
    Judgement,
    MoveOrder,
    Outside,
    PaperFile,
    PaperWish,
    StageOrder,
    Withdrawal,
    answer_questions,
    bring_to_desks,
    decide,
    file_paper,
    find_officers,
    judge_papers,
    make_move,
    nudge,
    open_cases,
    send_papers,
    withdraw,
    withdraw_for,
)
from janasetu.cases.choices import Status
from janasetu.cases.exports import as_json
from janasetu.cases.models import Case, CaseDesk, CaseEvent, CasePaper, CasePause, Referral
from janasetu.cases.queries import for_export
from janasetu.cases.rules import RefusedError
from janasetu.cases.tests.factories import NOW, events, told
from janasetu.cases.tests.offices import (
    HOUSE,
    SHOP,
    Office,
    a_building_town,
    a_file,
    a_panchayat,
    a_paper,
    apply_for,
    desk,
    lies_at,
    move,
)
from janasetu.documents.models import ReceivedFile
from janasetu.messaging.models import OutboundMessage
from janasetu.people.tests.factories import make_contact
from janasetu.people.values import ContactKey

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
MONDAY = NOW + 2 * DAY


@pytest.fixture
def panchayat() -> Office:
    return a_panchayat()


@pytest.fixture
def town() -> Office:
    return a_building_town()


@pytest.fixture
def rahima() -> ContactKey:
    return make_contact()


def partnership(office: Office, contact: ContactKey | None = None) -> tuple[Case, ReceivedFile]:
    """An application with a deed."""
    deed = a_paper()
    answers = {**SHOP, "ownership": "partnership", "partners": [], "deed": [str(deed.id)]}
    return apply_for(office, answers, contact=contact, files=[deed]), deed


def at_opinions(office: Office, contact: ContactKey | None = None) -> Case:
    case = apply_for(office, HOUSE, contact=contact)
    move(office, case, "scrutiny", "accept")
    return case


def at_approval(office: Office) -> Case:
    case = at_opinions(office)
    for stage in ("site", "drainage", "assessment"):
        move(office, case, stage, "report")
    move(office, case, "technical", "accept")
    return case


def approved_noc(office: Office, contact: ContactKey | None = None) -> Case:
    case = apply_for(office, SHOP, contact=contact)
    move(office, case, "scrutiny", "accept")
    move(office, case, "site", "report")
    move(office, case, "approval", "approve")
    return case


def fresh(case: Case) -> Case:
    return Case.objects.get(id=case.id)


def replied(case: Case, contact: ContactKey, office: Office, *files: ReceivedFile, text: str = "") -> None:
    reply = CitizenReply(
        ref=case.ref,
        contact=contact,
        epoch=1,
        line_id=office.line.id,
        lang="bn",
        source=f"in:{len(files)}:{CaseEvent.objects.count()}",
        text=text,
        files=[(file.bucket, file.id) for file in files],
    )
    answer_questions([reply], now=MONDAY + 2 * DAY)


# --- where it comes to ---


def test_an_application_lies_at_its_first_desk_with_whose_it_is(panchayat: Office) -> None:
    case = apply_for(panchayat, SHOP)

    row = desk(case, "scrutiny")
    assert (row.officer, row.role, row.came_at) == (panchayat.officers["sahayak"], "sahayak", NOW)
    assert row.due_at is not None
    assert lies_at(case) == ["scrutiny"]


def test_opening_many_asks_no_more_than_opening_one(panchayat: Office) -> None:
    apply_for(panchayat, SHOP)
    with CaptureQueriesContext(
        connection,
    ) as one:
        partnership(panchayat)
    with CaptureQueriesContext(connection) as three:
        open_cases(
            [
                CaseOrder(
                    body_id=panchayat.body.id,
                    version_id=panchayat.version,
                    source=f"many:{number}",
                    channel="web",
                    fields=dict(SHOP),
                    opened_at=NOW,
                )
                for number in range(3)
            ],
            now=NOW,
        )
    assert len(three) <= len(one)


def test_a_move_brings_it_on_and_the_applicant_hears_where_it_is(
    panchayat: Office, rahima: ContactKey
) -> None:
    case = apply_for(panchayat, SHOP, contact=rahima)

    move(panchayat, case, "scrutiny", "accept")

    assert lies_at(case) == ["site"]
    assert events(case) == [
        ("opened", "citizen"),
        ("demand_raised", "system"),
        ("desk_done", "sahayak@panchayat"),
    ]
    assert told(rahima)[-1].splitlines()[1] == "এখন: গিয়ে দেখা"


def test_side_by_side_the_last_report_brings_it_on(town: Office, rahima: ContactKey) -> None:
    case = at_opinions(town, rahima)
    said = len(told(rahima))

    for stage in ("site", "assessment"):
        move(town, case, stage, "report")
    assert (lies_at(case), len(told(rahima))) == (["drainage"], said)

    move(town, case, "drainage", "report")
    assert lies_at(case) == ["technical"]
    assert told(rahima)[-1].splitlines()[1] == "এখন: কারিগরি পরীক্ষা"


def test_a_script_reads_where_it_lies(town: Office) -> None:
    case = apply_for(town, HOUSE)
    first = as_json(for_export().get(id=case.id))["stage"]
    move(town, case, "scrutiny", "accept")

    assert (first, as_json(for_export().get(id=case.id))["stage"]) == ("scrutiny", "opinions")


def test_it_comes_back_to_a_desk(town: Office) -> None:
    case = at_approval(town)

    move(town, case, "approval", "return", note="নকশা মেলেনি")

    assert (lies_at(case), desk(case, "scrutiny").time) == (["scrutiny"], 2)


# --- who may ---


def test_nobody_decides_at_the_desk_of_another_post(town: Office) -> None:
    case = at_opinions(town)

    with pytest.raises(RefusedError, match="stage_not_yours"):
        move(town, case, "drainage", "report", by="inspector")


def test_a_seat_of_another_ward_has_not_this_desk(town: Office) -> None:
    case = at_opinions(town)
    elsewhere = make_officer(town.body, "drainage", ward="3")
    here = make_officer(town.body, "drainage", ward="11")

    with pytest.raises(RefusedError, match="stage_not_yours"):
        move(town, case, "drainage", "report", officer=elsewhere)
    move(town, case, "drainage", "report", officer=here)


def test_two_approve_and_the_second_is_another_person(town: Office) -> None:
    case = at_approval(town)

    move(town, case, "approval", "approve")
    with pytest.raises(RefusedError, match="approved_already"):
        move(town, case, "approval", "approve")
    assert lies_at(case) == ["approval"]

    move(town, case, "approval", "approve", by="approver2")
    assert lies_at(case) == ["issue"]
    assert len(CaseDesk.objects.get(case=case, stage="approval").approved_by) == 2


def test_a_step_that_is_over_is_not_done_again(panchayat: Office) -> None:
    case = apply_for(panchayat, SHOP)
    lying = desk(case, "scrutiny")
    move(panchayat, case, "scrutiny", "accept")

    with pytest.raises(RefusedError, match="stage_left"):
        decide(
            officer=panchayat.officers["sahayak"],
            ref=case.ref,
            order=StageOrder(lying.id, "reject", note="না"),
            now=NOW,
        )


def test_who_decides_on_what_has_changed_meanwhile_looks_again(panchayat: Office) -> None:
    case = apply_for(panchayat, SHOP)
    seen = CaseEvent.objects.filter(case=case).latest("id").id
    ask = MoveOrder("ask", note="কোন দোকান?")
    make_move(officer=panchayat.officers["pradhan"], ref=case.ref, order=ask, now=NOW)

    with pytest.raises(RefusedError, match="moved_on"):
        move(panchayat, case, "scrutiny", "accept", seen=seen)


def test_a_note_is_demanded_where_the_definition_wants_one(panchayat: Office) -> None:
    case = apply_for(panchayat, SHOP)

    with pytest.raises(RefusedError, match="note_needed"):
        move(panchayat, case, "scrutiny", "reject", note=" ")


def test_the_moves_of_complaints_do_not_end_an_application(panchayat: Office) -> None:
    case = apply_for(panchayat, SHOP)

    for code in ("resolve", "reject", "refer"):
        with pytest.raises(RefusedError, match="move_by_stages"):
            make_move(
                officer=panchayat.officers["pradhan"], ref=case.ref, order=MoveOrder(code, note="হল"), now=NOW
            )


def test_whoever_has_a_desk_may_write_to_the_applicant(panchayat: Office) -> None:
    case = apply_for(panchayat, SHOP)

    make_move(
        officer=panchayat.officers["sahayak"], ref=case.ref, order=MoveOrder("reply", note="দেখছি"), now=NOW
    )

    assert events(case)[-1] == ("replied", "sahayak@panchayat")


# --- the applicant is asked ---


def test_a_refused_deed_comes_again_while_the_clock_stands_still(
    panchayat: Office, rahima: ContactKey
) -> None:
    case, deed = partnership(panchayat, rahima)
    due, at_desk = fresh(case).promise_due_at, desk(case, "scrutiny").due_at

    move(panchayat, case, "scrutiny", "ask_again", note="আবার পাঠান", refused={"deed": "unreadable"}, now=MONDAY)

    assert fresh(case).status == Status.WAITING_CITIZEN
    assert "• অংশীদারি দলিল: পড়া যাচ্ছে না" in told(rahima)[-1]
    assert CasePause.objects.get(case=case).ended_at is None

    better = a_paper()
    replied(case, rahima, panchayat, better)

    assert fresh(case).status == Status.IN_PROGRESS
    assert fresh(case).promise_due_at == due + 2 * DAY
    assert at_desk
    assert desk(case, "scrutiny").due_at == at_desk + 2 * DAY
    papers = CasePaper.objects.filter(case=case).order_by("at", "id")
    assert [(one.file_id, one.state) for one in papers] == [(deed.id, "replaced"), (better.id, "given")]
    assert told(rahima)[-1] == f"ধন্যবাদ। অংশীদারি দলিল পেয়েছি, {case.grouped_ref} নম্বরের কাজ আবার এগোবে।"


def test_papers_are_asked_for_one_after_the_other(town: Office, rahima: ContactKey) -> None:
    deed, plan = a_paper(), a_paper()
    answers = {**HOUSE, "deed": [str(deed.id)], "plan": [str(plan.id)]}
    case = apply_for(town, answers, contact=rahima, files=[deed, plan])
    move(town, case, "scrutiny", "ask_again", refused={"plan": "pages_missing", "deed": "সই কোথায়?"})

    replied(case, rahima, town, a_paper())
    assert told(rahima)[-1].splitlines()[1:] == ["এবার পাঠান: বাড়ির নকশা", "কেন লাগবে: সব পাতা আসেনি"]
    assert fresh(case).status == Status.WAITING_CITIZEN

    replied(case, rahima, town, text="আর একটু সময় দিন")
    assert fresh(case).status == Status.WAITING_CITIZEN

    replied(case, rahima, town, a_paper())
    assert fresh(case).status == Status.IN_PROGRESS


def test_a_paper_is_refused_with_a_reason_only(panchayat: Office) -> None:
    case, _ = partnership(panchayat)
    sahayak = panchayat.officers["sahayak"]

    for question, why, key in (("deed", " ", "paper_why_needed"), ("plan", "না", "no_such_paper")):
        with pytest.raises(RefusedError, match=key):
            judge_papers(
                officer=sahayak,
                ref=case.ref,
                judgements=[Judgement(question, is_good=False, why=why)],
                now=NOW,
            )


def test_a_paper_is_judged_once_however_often_it_is_said(panchayat: Office) -> None:
    case, _ = partnership(panchayat)
    for _ in range(2):
        judge_papers(
            officer=panchayat.officers["sahayak"],
            ref=case.ref,
            judgements=[Judgement("deed", is_good=True)],
            now=NOW,
        )

    assert CasePaper.objects.get(case=case).state == "accepted"
    assert [code for code, _ in events(case)].count("paper_judged") == 1


# --- an office outside ---


def test_the_answer_from_outside_ends_the_visit_there(panchayat: Office) -> None:
    case = apply_for(panchayat, {**SHOP, "flammable": True})
    move(panchayat, case, "scrutiny", "accept")
    assert lies_at(case) == ["site", "fire"]
    letter = Referral.objects.get(case=case)
    assert (letter.agency, letter.how, fresh(case).awaited_answers) == ("fire_service", "letter", 1)

    move(panchayat, case, "site", "report")
    with pytest.raises(RefusedError, match="stage_answers_by_letter"):
        move(panchayat, case, "fire", "answered", by="sahayak")
    make_move(
        officer=panchayat.officers["sahayak"],
        ref=case.ref,
        order=MoveOrder("take_answer", note="আপত্তি নেই", outside=Outside(who="স্টেশন অফিসার")),
        now=NOW,
    )

    assert (lies_at(case), fresh(case).awaited_answers, fresh(case).status) == (
        ["approval"],
        0,
        "in_progress",
    )


# --- the end ---


def test_the_paper_that_is_filed_goes_out_with_the_very_same_bytes(rahima: ContactKey) -> None:
    panchayat = a_panchayat(born="state_portal")
    case = approved_noc(panchayat, rahima)
    noc = a_file(b"%PDF-1.7 portal")

    file_paper(
        officer=panchayat.officers["sahayak"], ref=case.ref, order=PaperFile(noc, "জিপি/১২/২০২৬"), now=NOW
    )

    ended = fresh(case)
    assert (ended.status, ended.claimed_at, ended.ended_at) == ("issued", NOW, NOW)
    assert lies_at(case) == []
    assert any("কাগজের নম্বর: জিপি/১২/২০২৬" in text for text in told(rahima))


def test_the_paper_is_sent_again_to_whose_it_is_alone(rahima: ContactKey) -> None:
    panchayat = a_panchayat(born="state_portal")
    case = approved_noc(panchayat, rahima)
    noc = a_file(b"%PDF-1.7 portal")
    file_paper(officer=panchayat.officers["sahayak"], ref=case.ref, order=PaperFile(noc, "১২"), now=NOW)
    stranger = make_contact()

    wishes = [
        PaperWish(
            ref=case.ref, contact=who, epoch=1, line_id=panchayat.line.id, lang="bn", source=f"again:{who.id}"
        )
        for who in (rahima, stranger)
    ]
    send_papers(wishes, now=NOW)

    sent = OutboundMessage.objects.get(source=f"again:{rahima.id}")
    assert sent.file is not None
    assert sent.file["sha256"] == noc.sha256
    assert OutboundMessage.objects.get(source=f"again:{stranger.id}").file is None


def test_no_paper_is_filed_before_it_is_approved(panchayat: Office) -> None:
    case = apply_for(panchayat, SHOP)

    with pytest.raises(RefusedError, match="issue_not_awaited"):
        file_paper(
            officer=panchayat.officers["sahayak"], ref=case.ref, order=PaperFile(a_paper(), "১"), now=NOW
        )


def test_a_refusal_ends_it_everywhere(panchayat: Office, rahima: ContactKey) -> None:
    case = apply_for(panchayat, {**SHOP, "flammable": True}, contact=rahima)
    move(panchayat, case, "scrutiny", "reject", note="জায়গাটি সরকারি")

    assert (fresh(case).status, lies_at(case)) == ("rejected", [])
    assert "জায়গাটি সরকারি" in told(rahima)[-1]


def test_the_applicant_takes_it_back_and_nobody_else_does(panchayat: Office, rahima: ContactKey) -> None:
    case = apply_for(panchayat, {**SHOP, "flammable": True}, contact=rahima)
    move(panchayat, case, "scrutiny", "accept")
    word = {"ref": case.ref, "epoch": 1, "line_id": panchayat.line.id, "lang": "bn"}

    withdraw([Withdrawal(contact=make_contact(), source="w:1", **word)], now=NOW)  # type: ignore[arg-type]
    assert fresh(case).is_open

    withdraw([Withdrawal(contact=rahima, source="w:2", **word)], now=NOW)  # type: ignore[arg-type]
    ended = fresh(case)
    assert (ended.status, ended.awaited_answers, lies_at(case)) == ("withdrawn", 0, [])
    assert events(case)[-1] == ("withdrawn", "citizen")


def test_the_office_writes_down_that_it_was_taken_back_and_why(panchayat: Office) -> None:
    case = apply_for(panchayat, SHOP)

    with pytest.raises(RefusedError, match="note_needed"):
        withdraw_for(officer=panchayat.officers["sahayak"], ref=case.ref, note="", now=NOW)
    withdraw_for(officer=panchayat.officers["sahayak"], ref=case.ref, note="নিজে এসে লিখে দিয়েছেন", now=NOW)

    assert fresh(case).status == "withdrawn"


# --- a desk that is late, or that nobody has ---


def test_a_late_desk_is_nudged_once_a_day(panchayat: Office) -> None:
    case = apply_for(panchayat, SHOP)
    lying, pradhan = desk(case, "scrutiny"), panchayat.officers["pradhan"]
    assert lying.due_at
    with pytest.raises(RefusedError, match="nudge_in_time"):
        nudge(officer=pradhan, ref=case.ref, desk=lying.id, now=NOW)

    late = lying.due_at + DAY
    nudge(officer=pradhan, ref=case.ref, desk=lying.id, now=late)
    with pytest.raises(RefusedError, match="nudged_already"):
        nudge(officer=pradhan, ref=case.ref, desk=lying.id, now=late)
    assert events(case)[-1] == ("desk_nudged", "pradhan@panchayat")


def test_what_lies_at_no_desk_comes_to_its_first(panchayat: Office) -> None:
    case, _ = partnership(panchayat)
    CaseDesk.objects.filter(case=case).delete()
    CasePaper.objects.filter(case=case).delete()

    assert (bring_to_desks(now=NOW), bring_to_desks(now=NOW)) == (1, 0)
    assert (lies_at(case), CasePaper.objects.get(case=case).question) == (["scrutiny"], "deed")


def test_a_desk_whose_officer_has_left_comes_to_who_holds_the_post_now(panchayat: Office) -> None:
    case = apply_for(panchayat, SHOP)
    sahayak = panchayat.officers["sahayak"]
    sahayak.until = NOW
    sahayak.save()
    successor = make_officer(panchayat.body, "sahayak")

    assert (find_officers(now=NOW), find_officers(now=NOW)) == (1, 0)
    assert desk(case, "scrutiny").officer == successor


def test_a_move_is_whole_or_not_at_all(panchayat: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    case = apply_for(panchayat, SHOP)

    def killed(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("janasetu.cases.actions.staging.write", killed)
    with pytest.raises(KeyboardInterrupt):
        move(panchayat, case, "scrutiny", "accept")

    assert (lies_at(case), fresh(case).status) == (["scrutiny"], "received")
    assert [code for code, _ in events(case)] == ["opened", "demand_raised"]
