"""A paper goes home where its definition says so, and who applies at night hears when work begins."""

import os
import signal
from contextlib import nullcontext
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection, transaction

from janasetu.bodies.models import Holiday, Officer
from janasetu.bodies.tests.factories import make_officer
from janasetu.cases.actions import CitizenReply, answer_questions, fetch_paper_at_door, take_round_word
from janasetu.cases.choices import ProofKind, Status
from janasetu.cases.doorstep import visit_for
from janasetu.cases.models import Case, CasePaper, CasePause, Proof
from janasetu.cases.queries import parties
from janasetu.cases.rules import RefusedError
from janasetu.cases.tests.factories import NOW, events, told
from janasetu.cases.tests.offices import (
    HOUSE,
    SHOP,
    Office,
    a_building_town,
    a_panchayat,
    a_paper,
    apply_for,
    desk,
    move,
)
from janasetu.deliveries.actions import VisitOrder, Word, order_visits, plan_visits, set_out
from janasetu.deliveries.choices import OutcomeKind, VisitState
from janasetu.deliveries.models import Outcome, Visit
from janasetu.deliveries.tests.factories import code_of
from janasetu.documents.models import ReceivedFile
from janasetu.lib.clock import KOLKATA
from janasetu.lib.ids import uuid7
from janasetu.people.tests.factories import make_contact
from janasetu.people.values import ContactKey

NIGHT = datetime(2026, 11, 24, 1, 10, tzinfo=KOLKATA)  # a Tuesday


@pytest.mark.django_db
def test_the_visit_goes_where_the_applicant_said_and_tells_whoever_applied() -> None:
    panchayat, rahima = a_panchayat(), make_contact()
    case, paper = apply_for(panchayat, SHOP, contact=rahima), uuid7()

    visit = visit_for(case, paper, parties([case.body_id], [case.id])[case.id])

    assert visit
    assert (visit.source, visit.paper_id, visit.ref) == (f"paper:{paper}", paper, case.ref)
    assert (visit.address, visit.ward, visit.contact) == ("হাটখোলা, ওয়ার্ড ৫", "5", rahima)
    assert (visit.title["bn"], visit.confidential) == (case.title_in("bn"), False)


@pytest.mark.django_db
def test_without_a_place_nobody_comes() -> None:
    panchayat = a_panchayat()
    case = apply_for(panchayat, {**SHOP, "premises": None})

    assert visit_for(case, uuid7(), None) is None


@pytest.mark.django_db
def test_an_application_at_night_is_acknowledged_at_once_with_the_hour_of_the_office() -> None:
    panchayat, rahima, karim = a_panchayat(), make_contact(), make_contact("919830054321")

    apply_for(panchayat, SHOP, contact=rahima, at=NIGHT)
    Holiday.objects.create(body=panchayat.body, day=NIGHT.date(), name={"bn": "স্থানীয় ছুটি"}, declared_at=NIGHT)
    apply_for(panchayat, SHOP, contact=karim, at=NIGHT)

    assert "এখন অফিস বন্ধ। কাজ শুরু হবে মঙ্গলবার ২৪ নভেম্বর, সকাল ১০টা থেকে।" in told(rahima)[0]
    assert "কাজ শুরু হবে বুধবার ২৫ নভেম্বর, সকাল ১০টা থেকে।" in told(karim)[0]


@pytest.mark.django_db
def test_in_office_hours_nothing_is_said_of_them() -> None:
    panchayat, rahima = a_panchayat(), make_contact()

    apply_for(panchayat, SHOP, contact=rahima, at=NIGHT.replace(hour=11))

    assert "অফিস বন্ধ" not in told(rahima)[0]


# --- a missing paper is fetched ---


@pytest.fixture
def town(db: None) -> Office:
    return a_building_town()


@pytest.fixture
def runner(town: Office) -> Officer:
    return make_officer(town.body, "runner")


def asked_for_two(town: Office, contact: ContactKey) -> tuple[Case, ReceivedFile, ReceivedFile]:
    """Deed and plan are not good enough; the clock stands still until both have come."""
    deed, plan = a_paper(), a_paper()
    answers = {**HOUSE, "deed": [str(deed.id)], "plan": [str(plan.id)]}
    case = apply_for(town, answers, contact=contact, files=[deed, plan])
    move(town, case, "scrutiny", "ask_again", refused={"plan": "pages_missing", "deed": "unreadable"})
    return case, deed, plan


def fetch(town: Office, case: Case, question: str, *, at: datetime = NOW) -> Visit:
    return fetch_paper_at_door(officer=town.officers["officer"], ref=case.ref, question=question, now=at)


def tells(runner: Officer, visit: Visit, *, at: datetime, **said: Any) -> Outcome:
    word = Word(mark=said.pop("mark", None) or uuid7(), visit_id=visit.id, told_at=at, **said)
    return take_round_word(officer=runner, word=word, now=at)


def goes(office: Office, runner: Officer, visit: Visit) -> datetime:
    """It is planned, and the runner is on the way; gives back when they are at the door."""
    by = office.officers.get("officer") or office.officers["pradhan"]
    planned = {"visit_ids": [visit.id], "runner_id": runner.id, "slot": visit.slot}
    plan_visits(officer=by, now=visit.asked_at, **planned)
    set_out(officer=runner, day=visit.day, now=visit.slot.begins)
    visit.refresh_from_db()
    return visit.slot.begins + timedelta(hours=1)


def standing(case: Case) -> list[tuple[str, str]]:
    """The papers of the case as they came, each with its state."""
    rows = CasePaper.objects.filter(case=case).order_by("question", "at", "id")
    return [(one.question, one.state) for one in rows]


def test_the_runner_fetches_the_very_paper_and_the_clock_runs_on_with_the_last(
    town: Office, runner: Officer
) -> None:
    rahima = make_contact()
    case, _deed, _plan = asked_for_two(town, rahima)
    due_at = desk(case, "scrutiny").due_at
    visit = fetch(town, case, "plan")

    assert told(rahima)[-1].startswith(
        f"বাড়ির নকশা, {case.title_in('bn')} ({case.grouped_ref}): যে কাগজ বাকি আছে"
    )
    door, mark = goes(town, runner, visit), uuid7()
    for _ in range(2):
        tells(runner, visit, at=door, mark=mark, kind=OutcomeKind.COLLECTED, photo=a_paper("image"))

    assert standing(case) == [("deed", "refused"), ("plan", "replaced"), ("plan", "given")]
    case.refresh_from_db()
    assert case.status == Status.WAITING_CITIZEN
    assert events(case)[-1] == ("answered_question", runner.post)

    deed = fetch(town, case, "deed", at=door)
    later = goes(town, runner, deed)
    tells(runner, deed, at=later, kind=OutcomeKind.COLLECTED, photo=a_paper("image"))

    case.refresh_from_db()
    assert case.status == Status.IN_PROGRESS
    assert CasePause.objects.get(case=case).ended_at == later
    assert due_at
    assert desk(case, "scrutiny").due_at > due_at


def test_a_paper_that_comes_in_the_chat_is_not_fetched_any_more(town: Office, runner: Officer) -> None:
    rahima = make_contact()
    case, _deed, _plan = asked_for_two(town, rahima)
    plan, deed = fetch(town, case, "plan"), fetch(town, case, "deed")
    sent = a_paper("image")
    reply = CitizenReply(
        ref=case.ref,
        contact=rahima,
        epoch=1,
        line_id=town.line.id,
        lang="bn",
        source="in:deed",
        files=[(sent.bucket, sent.id)],
    )

    answer_questions([reply], now=NOW)

    states = dict(Visit.objects.values_list("wanted", "state"))
    assert states == {"deed": VisitState.CALLED_OFF, "plan": VisitState.ASKED}
    assert any("এই কাগজ নিতে বাড়িতে আর কেউ যাবে না" in one for one in told(rahima))
    assert (plan.wanted, deed.wanted) == ("plan", "deed")


def test_what_is_good_or_on_its_way_is_not_fetched_and_nobody_else_orders_it(town: Office) -> None:
    case, _deed, _plan = asked_for_two(town, make_contact())
    fetch(town, case, "plan")

    refusals = []
    for question, role in (("plan", "officer"), ("use", "officer"), ("deed", "approver")):
        with pytest.raises(RefusedError) as refused:
            fetch_paper_at_door(officer=town.officers[role], ref=case.ref, question=question, now=NOW)
        refusals.append(refused.value.key)
    assert refusals == ["fetch_ordered", "no_such_paper", "stage_not_yours"]
    fetch(town, case, "mutation")  # it never came at all

    move(town, case, "scrutiny", "reject")
    assert not Visit.objects.filter(state=VisitState.ASKED).exists()


# --- who took the paper ---


def test_the_handover_code_proves_who_took_the_paper_once(db: None) -> None:
    panchayat, rahima = a_panchayat(), make_contact()
    case, runner = apply_for(panchayat, SHOP, contact=rahima), make_officer(panchayat.body, "runner")
    order = visit_for(case, uuid7(), parties([case.body_id], [case.id])[case.id])
    assert isinstance(order, VisitOrder)
    (visit,) = order_visits([order], now=NOW)
    door, mark = goes(panchayat, runner, visit), uuid7()

    wrong = tells(runner, visit, at=door, kind=OutcomeKind.HANDED, proof="code", code="")
    for _ in range(2):
        tells(runner, visit, at=door, mark=mark, kind=OutcomeKind.HANDED, proof="code", code=code_of(visit))

    assert wrong.state == "refused"
    proof = Proof.objects.get(case=case)
    assert (proof.kind, proof.officer, proof.at) == (ProofKind.HANDOVER_CODE, runner, door)
    assert (proof.contact_id, proof.contact_epoch) == (rahima.id, 1)
    assert events(case)[-1] == ("proof_noted", runner.post)


# --- two runners, and a server that dies ---


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("is_kept", [False, True])
def test_two_runners_offline_for_a_day_and_a_kill_in_the_middle_of_the_sync_double_nothing(
    is_kept: bool,
) -> None:
    """`is_kept`: the second word was written when the server died, and its answer never came back."""
    office, rahima = a_panchayat(), make_contact()
    raju, other = (make_officer(office.body, "runner") for _ in range(2))
    deed = a_paper()
    answers = {**SHOP, "ownership": "partnership", "partners": [], "deed": [str(deed.id)]}
    case = apply_for(office, answers, contact=rahima, files=[deed])
    move(office, case, "scrutiny", "ask_again", refused={"deed": "unreadable"})
    fetched = fetch_paper_at_door(officer=office.officers["sahayak"], ref=case.ref, question="deed", now=NOW)
    brought = visit_for(case, uuid7(), parties([case.body_id], [case.id])[case.id])
    assert brought
    (given,) = order_visits([brought], now=NOW)
    goes(office, raju, fetched)
    door = goes(office, raju, given)
    evening = door + timedelta(hours=8)

    def day_of(runner: Officer, *kinds: dict[str, Any]) -> list[dict[str, Any]]:
        """What a telephone has kept, to be sent as often as it takes."""
        return [{"runner": runner, "at": door, "mark": uuid7(), **said} for said in kinds]

    code = {"kind": OutcomeKind.HANDED, "proof": "code", "code": code_of(given)}
    first = day_of(
        raju,
        {"visit": given, **code},
        {"visit": fetched, "kind": OutcomeKind.COLLECTED, "photo": a_paper("image")},
    )
    second = day_of(
        other,
        {"visit": given, "kind": OutcomeKind.FAILED, "reason": "absent"},
        {"visit": fetched, "kind": OutcomeKind.COLLECTED, "photo": a_paper("image")},
    )

    def sync(words: list[dict[str, Any]]) -> None:
        for said in words:
            word = Word(mark=said["mark"], visit_id=said["visit"].id, told_at=said["at"], **_told(said))
            take_round_word(officer=said["runner"], word=word, now=evening)

    def sync_and_die() -> None:
        sync(first[:1])
        with nullcontext() if is_kept else transaction.atomic():
            sync(first[1:])
            if not is_kept:
                os.kill(os.getpid(), signal.SIGKILL)
        os.kill(os.getpid(), signal.SIGKILL)

    connection.close()  # each of the two processes opens one of its own
    child = os.fork()
    if not child:
        sync_and_die()
    assert os.WTERMSIG(os.waitpid(child, 0)[1]) == signal.SIGKILL
    assert Outcome.objects.count() == (2 if is_kept else 1)

    for telephone in (second, first, second):
        sync(telephone)

    assert Outcome.objects.count() == 4
    taken = Outcome.objects.filter(state="taken").values_list("visit_id", "officer_id")
    assert set(taken) == {(given.id, raju.id), (fetched.id, (raju if is_kept else other).id)}
    assert list(Visit.objects.values_list("state", "attempt")) == [("done", 1)] * 2
    assert standing(case) == [("deed", "replaced"), ("deed", "given")]
    assert Proof.objects.count() == 1
    assert [
        sum(words in one for one in told(rahima)) for words in ("দেওয়া হয়ে গেছে", "ছবি অফিসে এসে গেছে")
    ] == [1, 1]


def _told(said: dict[str, Any]) -> dict[str, Any]:
    return {key: said[key] for key in ("kind", "proof", "code", "reason", "photo") if key in said}
