"""What goes to an office outside: the citizen hears whom to reach, and nothing ends before an answer."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from janasetu.bodies.tests.factories import make_body
from janasetu.cases import queries
from janasetu.cases.actions import (
    CaseOrder,
    CitizenAnswer,
    CitizenReply,
    MoveOrder,
    Outside,
    answer_claims,
    answer_questions,
    make_move,
    open_cases,
    remind_of_answers,
    take_linked_answers,
)
from janasetu.cases.models import Case, CaseEvent, Referral
from janasetu.cases.rules import RefusedError
from janasetu.cases.tests.factories import (
    NOW,
    Town,
    events,
    evidence,
    make_town,
    open_case,
    order,
    told,
)
from janasetu.catalogue.actions import override_agency
from janasetu.catalogue.loader import BUNDLED, read
from janasetu.catalogue.tests.factories import complaint_with, publish
from janasetu.messaging.models import OutboundMessage
from janasetu.people.tests.factories import make_contact
from janasetu.people.values import ContactKey

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
POWER, POLICE = Outside(agency="power_company"), Outside(agency="police")


@pytest.fixture
def town(db: None) -> Town:
    return make_town()


@pytest.fixture
def rita() -> ContactKey:
    return make_contact()


def move(
    town: Town, case: Case, code: str, outside: Outside = POWER, *, at: timedelta = HOUR, **said: Any
) -> Case:
    """The officer's move, and the case after it."""
    wish = MoveOrder(code, outside=outside, **{"note": "খুঁটি বদলাতে হবে"} | said)
    make_move(officer=town.officer, ref=case.ref, order=wish, now=NOW + at)
    return Case.objects.get(id=case.id)


def refused(town: Town, case: Case, code: str, outside: Outside = POWER, **said: Any) -> str:
    with pytest.raises(RefusedError) as error:
        move(town, case, code, outside, **said)
    return error.value.key


# --- there ---


def test_the_citizen_hears_at_once_where_it_went_and_how_to_reach_them(town: Town, rita: ContactKey) -> None:
    case = move(town, open_case(town, contact=rita), "refer_outside", replace(POWER, number="১৪/বি"))

    (row,) = Referral.objects.all()
    assert (case.status, case.awaited_answers) == ("referred", 1)
    assert (row.agency, row.how, row.outside_ref, row.by) == (
        *("power_company", "letter", "১৪/বি"),
        "officer@falakata",
    )
    assert told(rita)[1] == (
        f"আপনার অভিযোগ {case.grouped_ref} (রাস্তার আলো জ্বলছে না) যেখানে পাঠানো হয়েছে: "
        "বিদ্যুৎ সংস্থা (সিইএসসি বা রাজ্য বিদ্যুৎ)\n"
        "যোগাযোগ: বিলে ছাপা নম্বর\n"
        "২৮ নভেম্বর, দুপুর ১টার মধ্যে উত্তর না এলে আমরাই আবার তাগাদা দেব। উত্তর এলে এখানেই জানাব।"
    )


def test_a_body_tells_the_number_that_it_entered_itself(town: Town, rita: ContactKey) -> None:
    way = {"phone": "03563 000000", "source": "order 14", "checked": "2026-11-20"}
    override_agency(body=town.body, code="power_company", patch={"ways": [way]}, now=NOW)

    move(town, open_case(town, contact=rita), "refer_outside")

    assert "যোগাযোগ: 03563 000000\n" in told(rita)[1]


def ration(town: Town, **more: Any) -> CaseOrder:
    """A ration card that does not come."""
    there = replace(town, version=publish(read(BUNDLED / "other-office" / "service.yaml")))
    return replace(order(there, **more), fields={"whose": "ration", "description": "কার্ড আসেনি"})


def test_a_subject_that_is_not_our_work_is_sent_on_as_it_is_opened(town: Town, rita: ContactKey) -> None:
    (case,) = open_cases([ration(town, contact=rita)], now=NOW)

    case.refresh_from_db()
    assert (case.status, case.awaited_answers) == ("referred", 1)
    assert events(case) == [("opened", "citizen"), ("referred_outside", "system")]
    (receipt,) = told(rita)
    assert receipt.startswith(f"আপনার অভিযোগ জমা পড়েছে।\nনম্বর: {case.grouped_ref}\n")
    assert "এই কাজ যাদের হাতে: খাদ্য ও সরবরাহ দপ্তর (রেশন)\nযোগাযোগ: আপনার এলাকার খাদ্য পরিদর্শকের" in receipt


def test_what_is_sent_on_costs_three_queries_more_however_many(town: Town) -> None:
    def spent(orders: list[CaseOrder]) -> int:
        with CaptureQueriesContext(connection) as queries:
            open_cases(orders, now=NOW)
        return len(queries)

    open_cases([ration(town), order(town)], now=NOW)  # what is read once a process
    ours = replace(ration(town), fields={"whose": None, "description": "কার্ড"})

    assert spent([ration(town)]) == spent([ration(town) for _ in range(3)]) == spent([ours]) + 3


@pytest.mark.parametrize(
    ("outside", "refusal"),
    [
        (Outside(agency="nobody"), "refer_to_whom"),
        (Outside(agency="police", how="pigeon"), "refer_how"),
        (Outside(agency="police", how="citizen"), "refer_how"),
    ],
)
def test_what_goes_nowhere_is_refused(town: Town, outside: Outside, refusal: str) -> None:
    case = open_case(town)

    assert refused(town, case, "refer_outside", outside) == refusal
    assert Case.objects.get(id=case.id).status == "received"


def test_nobody_is_asked_twice_at_once_but_two_may_be(town: Town) -> None:
    case = move(town, open_case(town), "refer_outside")

    assert refused(town, case, "refer_outside") == "referred_there_already"
    assert move(town, case, "refer_outside", POLICE).awaited_answers == 2
    assert refused(town, case, "chase", Outside()) == "answer_of_whom"


# --- never silently ended ---


@pytest.mark.parametrize("code", ["resolve", "reject"])
def test_no_officer_ends_what_is_not_answered(town: Town, code: str) -> None:
    case = move(town, open_case(town), "refer_outside")

    key = refused(town, case, code, photos=[evidence()], reason="not_our_work")

    assert key == "answer_awaited"


def test_not_even_while_the_citizen_is_asked_something(town: Town, rita: ContactKey) -> None:
    case = move(town, open_case(town, contact=rita), "refer_outside")
    case = move(town, case, "ask", note="কোন খুঁটি?")

    assert refused(town, case, "resolve", photos=[evidence()]) == "answer_awaited"

    reply = CitizenReply(case.ref, rita, 1, town.line.id, "bn", "reply:1", text="পার্কের ধারে")
    answer_questions([reply], now=NOW + 2 * HOUR)
    assert Case.objects.get(id=case.id).status == "referred"


@pytest.mark.parametrize(
    "status", ["awaiting_confirmation", "rejected", "duplicate", "not_ours", "withdrawn"]
)
def test_the_database_keeps_it_open_whoever_writes(town: Town, status: str) -> None:
    case = move(town, open_case(town), "refer_outside")

    with pytest.raises(IntegrityError, match="case_done_awaits_nobody"), transaction.atomic():
        Case.objects.filter(id=case.id).update(status=status, claimed_at=NOW)


def test_an_answer_is_typed_in_with_who_said_it_and_the_citizen_gets_it(town: Town, rita: ContactKey) -> None:
    case = move(town, open_case(town, contact=rita), "refer_outside")

    assert refused(town, case, "take_answer", Outside(who=" ")) == "answer_by_whom"
    case = move(town, case, "take_answer", Outside(who="সহকারী বাস্তুকার, ফোনে"), note="সোমবার খুঁটি বদল হবে")

    (row,) = Referral.objects.all()
    assert (row.end, row.answer, row.answered_by) == (
        *("answered", "সোমবার খুঁটি বদল হবে"),
        "সহকারী বাস্তুকার, ফোনে",
    )
    assert (row.ended_at, row.noted_by, row.reminds_at) == (NOW + HOUR, "officer@falakata", None)
    assert (case.status, case.awaited_answers) == ("in_progress", 0)
    assert "সোমবার খুঁটি বদল হবে\nবিষয়টি এখন আবার আমাদের কাছে।" in told(rita)[-1]
    assert move(town, case, "resolve", photos=[evidence()]).status == "awaiting_confirmation"


def test_it_is_taken_back_only_with_a_reason_that_the_citizen_is_told(town: Town, rita: ContactKey) -> None:
    case = move(town, open_case(town, contact=rita), "refer_outside")

    assert refused(town, case, "take_back", note=" ") == "note_needed"
    case = move(town, case, "take_back", note="খুঁটি আমাদেরই, আমরা সারাব")

    assert (case.status, case.awaited_answers) == ("in_progress", 0)
    assert "কারণ: খুঁটি আমাদেরই, আমরা সারাব\n" in told(rita)[-1]
    assert refused(town, case, "take_answer", Outside(who="কেউ")) == "no_answer_awaited"


# --- asking again ---


def test_the_desk_hears_of_a_missing_answer_every_day_until_somebody_asks_again(town: Town) -> None:
    town.officer.phone = "+919830000001"
    town.officer.save()
    case = move(town, open_case(town), "refer_outside")
    due = NOW + HOUR + 7 * DAY
    said = OutboundMessage.objects.filter(source__startswith="answer-missing")

    assert remind_of_answers(now=due - HOUR) == 0
    assert [remind_of_answers(now=due + one * DAY) for one in (0, 0, 1, 2)] == [1, 0, 1, 1]

    assert [code for code, _ in events(case)].count("answer_missed") == 1
    assert said.count() == 3
    assert said[0].text.startswith(f"{case.grouped_ref} (রাস্তার আলো জ্বলছে না): বাইরের দপ্তর থেকে উত্তর আসেনি।")
    move(town, case, "chase", Outside(), at=10 * DAY)
    assert remind_of_answers(now=NOW + 12 * DAY) == 0
    assert remind_of_answers(now=NOW + 13 * DAY + 20 * HOUR) == 1
    assert [code for code, _ in events(case)].count("answer_missed") == 2


def test_the_citizen_hears_that_they_were_asked_again_but_not_every_time(
    town: Town, rita: ContactKey
) -> None:
    case = move(town, open_case(town, contact=rita), "refer_outside")

    for day in (2, 8, 9, 12):
        case = move(town, case, "chase", Outside(), at=day * DAY, note="")

    chased = [text for text in told(rita) if "আবার তাগাদা দেওয়া হয়েছে" in text]
    assert len(chased) == 2
    assert chased[0].endswith("২ ডিসেম্বর, দুপুর ১২টার মধ্যে উত্তর আশা করছি।")
    assert Referral.objects.get().chased == 4


# --- the clocks ---


def test_the_promise_runs_on_unless_the_definition_lets_it_wait(town: Town) -> None:
    case = open_case(town)

    assert move(town, case, "refer_outside").promise_due_at == case.promise_due_at


LAW = {"within": "20 days", "law": "WBRTPS 2013", "officer": "dm"}


def test_where_it_waits_it_does_so_until_the_answer_is_due_and_the_law_does_not(db: None) -> None:
    limits = {"referred": "pauses", "statutory": [LAW]}
    town = replace(make_town(), version=publish(complaint_with(limits=limits)))
    case = open_case(town)

    after = move(town, case, "refer_outside")

    assert after.promise_due_at == case.promise_due_at + 7 * DAY
    assert after.escalates_at == case.escalates_at + 7 * DAY  # type: ignore[operator]
    assert after.statutory_due_at == case.statutory_due_at
    later = move(town, after, "chase", Outside(), at=8 * DAY)
    assert later.promise_due_at == after.promise_due_at


def test_an_early_answer_lets_the_promise_run_on_at_once(db: None) -> None:
    town = replace(make_town(), version=publish(complaint_with(limits={"referred": "pauses"})))
    case = open_case(town)

    move(town, case, "refer_outside")
    after = move(town, case, "take_answer", Outside(who="অফিস"), at=HOUR + 2 * DAY)

    assert after.promise_due_at == case.promise_due_at + 2 * DAY
    assert after.escalates_at == case.promise_due_at + 2 * DAY


# --- another body ---


@pytest.fixture
def basirhat() -> Town:
    return make_town("basirhat", number=1003)


def test_a_body_that_we_serve_has_it_in_its_inbox_and_the_citizen_one_word(
    town: Town, basirhat: Town, rita: ContactKey
) -> None:
    case = move(town, open_case(town, contact=rita), "refer_outside", Outside(body=basirhat.body))

    there = Case.objects.get(body=basirhat.body)
    assert (there.officer, there.outside_ref, there.ward) == (basirhat.officer, case.ref, "")
    assert there.fields["description"] == "তিন দিন আলো নেই"
    assert Referral.objects.get().how == "inbox"
    assert len(told(rita)) == 2
    assert f"সেখানকার নম্বর: {there.grouped_ref}\n" in told(rita)[1]


def test_what_the_citizen_confirms_there_is_confirmed_here_too(
    town: Town, basirhat: Town, rita: ContactKey
) -> None:
    case = move(town, open_case(town, contact=rita), "refer_outside", Outside(body=basirhat.body))
    there = Case.objects.get(body=basirhat.body)
    claim = MoveOrder("resolve", photos=[evidence()])
    make_move(officer=basirhat.officer, ref=there.ref, order=claim, now=NOW + DAY)
    assert take_linked_answers(now=NOW + DAY) == 0
    yes = CitizenAnswer(there.ref, rita, 1, town.line.id, "bn", "in:yes", town.line.id, yes=True)
    answer_claims([yes], now=NOW + 2 * DAY)

    assert [take_linked_answers(now=NOW + 2 * DAY) for _ in range(2)] == [1, 0]

    case.refresh_from_db()
    assert (case.status, case.awaited_answers, case.confirmed_by) == ("resolved_confirmed", 0, "citizen")
    assert events(case)[-2:] == [("outside_answered", "system"), ("confirmed", "system")]
    assert told(rita)[-1].endswith(f"অভিযোগ {case.grouped_ref} (রাস্তার আলো জ্বলছে না) শেষ বলে লেখা হল।")


def test_what_is_refused_there_comes_back_to_the_desk(town: Town, basirhat: Town, rita: ContactKey) -> None:
    case = move(town, open_case(town, contact=rita), "refer_outside", Outside(body=basirhat.body))
    there = Case.objects.get(body=basirhat.body)
    no = MoveOrder("reject", reason="place_not_found")
    make_move(officer=basirhat.officer, ref=there.ref, order=no, now=NOW + DAY)

    assert take_linked_answers(now=NOW + DAY) == 1

    case.refresh_from_db()
    last = CaseEvent.objects.filter(case=case).latest("id")
    assert (case.status, last.code, last.params["note"]) == ("in_progress", "outside_answered", "খারিজ")
    assert last.params["linked"] == there.ref


def test_a_body_that_we_do_not_serve_gets_a_letter(town: Town, rita: ContactKey) -> None:
    siliguri = make_body("siliguri", number=None, served=False)

    case = move(town, open_case(town, contact=rita), "refer_outside", Outside(body=siliguri))

    (row,) = Referral.objects.all()
    assert (row.to_body, row.linked, row.how, case.status) == (siliguri, None, "letter", "referred")
    assert "যোগাযোগ: আমাদের অফিসে জিজ্ঞেস করুন" in told(rita)[1]


def test_nothing_is_sent_to_oneself(town: Town) -> None:
    assert refused(town, open_case(town), "refer_outside", Outside(body=town.body)) == "refer_to_whom"


# --- how it stands ---


def test_whoever_asks_hears_where_it_is_and_how_they_are_reached(
    town: Town, basirhat: Town, rita: ContactKey
) -> None:
    case = move(town, open_case(town, contact=rita), "refer_outside")
    move(town, case, "refer_outside", Outside(body=basirhat.body))
    there = Case.objects.get(body=basirhat.body)
    ask = queries.NumberAsk(town.body.id, rita.id, 1, case.ref)

    (brief,) = queries.cases_by_number([ask], langs=["bn"]).values()

    power, body = brief.outside
    assert brief.status == "referred"
    assert (power.name["bn"], power.contact["bn"], power.number) == (
        *("বিদ্যুৎ সংস্থা (সিইএসসি বা রাজ্য বিদ্যুৎ)", "বিলে ছাপা নম্বর"),
        "",
    )
    assert (body.number, body.status) == (there.ref, "received")
    (mine,) = queries.cases_of_contacts([queries.CaseAsk(town.body.id, rita.id, 1)], langs=["bn"]).values()
    assert mine == [brief]


def test_who_is_hidden_here_is_hidden_there_and_no_photo_of_theirs_goes(
    town: Town, basirhat: Town, rita: ContactKey
) -> None:
    case = open_case(town, contact=rita, fields={"category": "illegal_construction"})

    move(town, case, "refer_outside", Outside(body=basirhat.body))

    there = Case.objects.get(body=basirhat.body)
    assert (case.confidential, there.confidential) == ("complainant", "complainant")
    assert not there.attachments.exists()
    assert "রীতা" not in there.search
