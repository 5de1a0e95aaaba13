"""The state of the system: in words, as JSON, as Prometheus text; with the database and without."""

import json
import os
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.db import OperationalError, connection
from django.db.models import F
from django.test.utils import CaptureQueriesContext

from janasetu.audit.models import AuditRow
from janasetu.audit.tests.history import nobody_looking
from janasetu.bodies.models import CalendarChange, Officer
from janasetu.bodies.tests.factories import make_body, make_department
from janasetu.cases.models import Alarm, Case, CaseDesk, FieldPhoto, Recount, Referral, RightsPaper, VoiceNote
from janasetu.cases.tests.factories import make_town, open_case
from janasetu.catalogue.models import DefinitionFault
from janasetu.deliveries.models import Visit
from janasetu.deliveries.tests import factories as deliveries
from janasetu.documents.choices import PaperState, SigningState
from janasetu.documents.models import ReceivedFile, SigningOrder
from janasetu.documents.tests.issued_papers import a_body, a_paper
from janasetu.lib import clock
from janasetu.lib.tests.html_pages import Page
from janasetu.lib.watches import Moment
from janasetu.messaging.models import InboundBatch, InboundMessage, Line, OutboundMessage, Window
from janasetu.payments.choices import CheckoutState
from janasetu.payments.models import Checkout, Demand, ReceiptPaper
from janasetu.payments.tests.factories import make_office, owed, paid
from janasetu.portal.health import WATCHES, waiting
from janasetu.portal.processes import living
from janasetu.portal.tests.conftest import NOW, Visitor
from janasetu.registers.choices import ImportState, RecordSearchState
from janasetu.registers.models import RecordSearch, RegisterImport


@pytest.fixture(autouse=True)
def run(settings: Any, tmp_path: Path) -> Path:
    """The folder of process ids of an installation of our own."""
    from dataclasses import replace

    settings.INSTALLATION = replace(settings.INSTALLATION, data=tmp_path)
    (tmp_path / "run").mkdir()
    return tmp_path / "run"


@pytest.fixture
def database_away() -> Iterator[None]:
    """Every statement fails as it does when the server is gone."""

    def gone(*_: Any) -> None:
        raise OperationalError("the server closed the connection unexpectedly")

    with connection.execute_wrapper(gone):
        yield


def a_batch(**given: Any) -> InboundBatch:
    return InboundBatch.objects.create(
        **{"id": uuid4(), "channel": "whatsapp", "body": b"", "received_at": NOW} | given
    )


def an_inbound(**given: Any) -> InboundMessage:
    ids = {"bucket": 1, "batch_id": uuid4(), "provider_id": "wamid.1", "kind": "text"}
    return InboundMessage.objects.create(**ids | {"provider_at": NOW, "received_at": NOW} | given)


def an_outbound(**given: Any) -> OutboundMessage:
    ids = {"bucket": 1, "contact_id": uuid4(), "line_id": uuid4(), "source": str(uuid4())}
    return OutboundMessage.objects.create(**ids | {"kind": "text", "text": "-", "queued_at": NOW} | given)


def a_line(**given: Any) -> Line:
    names = {"channel": "whatsapp", "provider_id": "200000000001002", "display": "+91 00000 01002"}
    return Line.objects.create(**names | given)


def a_case(**changes: Any) -> Case:
    """An open case that is not late, and on which somebody has acted."""
    case = open_case(make_town())
    quiet = {"escalates_at": None, "first_action_at": NOW, "looks_at": None}
    Case.objects.filter(pk=case.pk).update(**quiet | changes)
    return case


def a_calendar_change(*, at: datetime) -> CalendarChange:
    return CalendarChange.objects.create(body=make_body(), kind="declared", since=at.date(), at=at)


def left_behind() -> None:
    """A case of an officer who left two days ago."""
    case = a_case()
    Officer.objects.filter(cases=case).update(until=NOW - timedelta(days=2))


def nobody_took_it() -> None:
    """The same, where nobody is there to take it."""
    left_behind()
    Case.objects.update(covers_id=F("officer_id"), officer=None)


def a_field_photo(**given: Any) -> None:
    case = a_case()
    ids = {"officer_id": case.officer_id, "file_bucket": 1, "file_id": uuid4(), "contact_bucket": 1}
    FieldPhoto.objects.create(
        body_id=case.body_id, case=case, contact_id=uuid4(), line_id=uuid4(), **ids | given
    )


def a_signing_order(*, ordered_at: datetime) -> None:
    """A paper that has had all its approvals since then, and no signature."""
    body = a_body()
    paper = a_paper(body, state=PaperState.ORDERED)
    SigningOrder.objects.create(
        body=body,
        paper=paper,
        snapshot_sha256=paper.snapshot_sha256,
        type=paper.type,
        roles=["chairman"],
        needed=1,
        state=SigningState.ORDERED,
        opened_at=ordered_at,
        ordered_at=ordered_at,
    )


def owed_money(**changes: Any) -> None:
    """A fee that was paid, of which something is still to be done."""
    Demand.objects.filter(id=owed(make_office()).id).update(**changes)


def an_unsent_receipt(*, at: datetime) -> None:
    """Money came then, and the paper for it is not pressed."""
    office = make_office()
    receipt = paid(office, now=at)
    Demand.objects.update(noted="paid")
    ReceiptPaper.objects.create(body=office.body, receipt=receipt, paper=a_paper(office.body))


def money_that_nobody_owed(*, told_at: datetime) -> None:
    """It came then, and has not gone back."""
    demand = owed(make_office())
    Checkout.objects.create(
        body=demand.body,
        demand=demand,
        company="sample",
        amount=demand.amount,
        state=CheckoutState.STRAY,
        opened_at=told_at,
        told_at=told_at,
    )


def a_register_file(*, asked_at: datetime) -> None:
    """A file of births that was sent then, and nobody has read it."""
    RegisterImport.objects.create(
        body=make_body(),
        kind="birth",
        name="births.csv",
        sha256="0" * 64,
        state=ImportState.SENT,
        sent_at=asked_at,
        asked_at=asked_at,
    )


def a_visit(state: str, **when: datetime) -> None:
    """A paper on its way to a door, in this state since then."""
    office = deliveries.make_office()
    visit = deliveries.ordered(office)
    Visit.objects.filter(id=visit.id).update(state=state, runner=office.runner, **when)


def an_empty_desk(*, came_at: datetime) -> None:
    """A case came to a desk then whose post nobody holds."""
    case = a_case()
    CaseDesk.objects.create(body_id=case.body_id, case=case, stage="seen", role="councillor", came_at=came_at)


def an_unheard_answer(*, answered_at: datetime) -> None:
    """The record room answered an application then, and nobody took it up."""
    RecordSearch.objects.create(
        body=make_body(),
        kind="birth",
        case_id=uuid4(),
        name="রহমান",
        state=RecordSearchState.NOT_FOUND,
        due_on=answered_at.date(),
        asked_at=answered_at,
        answered_at=answered_at,
    )


def an_alarm(*, began_at: datetime) -> None:
    """A case that has called the duty officer since then, and nobody has answered."""
    case = a_case()
    Alarm.objects.create(body_id=case.body_id, case=case, by="citizen", began_at=began_at, calls_at=NOW)


def an_unheard_voice(*, alarmed_at: datetime) -> None:
    """A case that was opened by a voice to which the desk was called then, and nobody has listened."""
    case = a_case(category="")
    VoiceNote.objects.create(body_id=case.body_id, case=case, arrived_at=alarmed_at, alarmed_at=alarmed_at)


def a_referral(*, due_at: datetime) -> None:
    """A case of which another office was to tell us something by then."""
    case, sent = a_case(), due_at - timedelta(days=7)
    Referral.objects.create(
        body_id=case.body_id,
        case=case,
        agency="police",
        name={"bn": "থানা"},
        how="letter",
        by="system",
        sent_at=sent,
        due_at=due_at,
        again="7 days",
        told_at=sent,
    )


def unsealed(*, age: timedelta) -> None:
    """Something became history that long ago, and nobody has sealed it."""
    make_department(make_body())
    with nobody_looking("audit_auditrow"):
        AuditRow.objects.update(at=clock.wall() - age)


def a_chore(*, age: timedelta) -> None:
    """A task that was asked for so long ago and is not done."""
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO procrastinate_jobs (queue_name, task_name) VALUES ('default', 'a.task')")
        cursor.execute("UPDATE procrastinate_events SET at = %s", [clock.wall() - age])


def alarms(visitor: Visitor) -> set[str]:
    return {one["what"] for one in as_json(visitor)["waiting"] if one["alarm"]}


def metrics(visitor: Visitor) -> list[str]:
    return visitor.get("/metrics").content.decode().splitlines()


def as_json(visitor: Visitor) -> Any:
    return json.loads(visitor.get("/status/?format=json").content)


@pytest.mark.django_db
def test_nothing_waits(visitor: Visitor) -> None:
    page = Page(visitor.get("/status/").content.decode())

    assert page.headings == ["ব্যবস্থার হাল"]
    assert page.text.count("কিছু জমে নেই") == 1
    assert alarms(visitor) == set()
    assert "২৪ নভেম্বর ২০২৬, সকাল ১০টা" in page.text


@pytest.mark.django_db
def test_the_oldest_of_each_thing_that_waits(visitor: Visitor) -> None:
    a_batch(received_at=NOW - timedelta(seconds=30))
    a_batch(received_at=NOW - timedelta(seconds=20))
    an_inbound(received_at=NOW - timedelta(minutes=5))
    an_outbound(queued_at=NOW - timedelta(hours=2))
    ReceivedFile.objects.create(bucket=1, state="wanted", kind="image", received_at=NOW - timedelta(days=1))

    seconds = as_json(visitor)["waiting_seconds"]

    assert {what: age for what, age in seconds.items() if age is not None} == {
        "batches": 30.0,
        "inbound": 300.0,
        "queued": 7200.0,
        "files": 86400.0,
    }
    text = Page(visitor.get("/status/").content.decode()).text
    assert "উত্তর বাকি এমন মেসেজ: ১টি ৫ মিনিট" in text
    assert "এসেছে, এখনও খোলা হয়নি: ২টি ১ মিনিটের কম" in text


def a_paper_of_the_law(**changes: Any) -> RightsPaper:
    case = a_case()
    return RightsPaper.objects.create(body=case.body, case=case, form="form-1", **changes)


WAITING: dict[str, Callable[[], object]] = {
    "batches": lambda: a_batch(received_at=NOW - timedelta(minutes=3)),
    "inbound": lambda: an_inbound(received_at=NOW - timedelta(minutes=6)),
    "queued": lambda: an_outbound(queued_at=NOW - timedelta(minutes=6)),
    "crowd": lambda: an_outbound(lane=1, queued_at=NOW - timedelta(hours=7)),
    "held": lambda: an_outbound(line_id=a_line(held_for="away").id, queued_at=NOW - timedelta(minutes=16)),
    "for_room": lambda: an_outbound(for_room=True, queued_at=NOW - timedelta(hours=37)),
    "put_off": lambda: an_outbound(retry_at=NOW, queued_at=NOW - timedelta(hours=51)),
    "sending": lambda: an_outbound(state="sending", claimed_at=clock.wall() - timedelta(minutes=6)),
    "in_vain": lambda: an_outbound(
        state="failed", about_id=uuid4(), claimed_at=clock.wall() - timedelta(minutes=16)
    ),
    "files": lambda: ReceivedFile.objects.create(
        bucket=1, state="wanted", kind="image", received_at=NOW - timedelta(minutes=16)
    ),
    "papers_to_sign": lambda: a_signing_order(ordered_at=NOW - timedelta(minutes=3)),
    "stray_payments": lambda: money_that_nobody_owed(told_at=NOW - timedelta(days=3, minutes=1)),
    "fees_to_give_back": lambda: owed_money(
        state="paid", noted="paid", goes_back_at=NOW - timedelta(days=7, minutes=1)
    ),
    "fees_to_note": lambda: owed_money(state="paid", ended_at=NOW - timedelta(minutes=6)),
    "receipts_to_send": lambda: an_unsent_receipt(at=NOW - timedelta(minutes=6)),
    "visits_to_plan": lambda: a_visit("asked", due_at=NOW - timedelta(hours=12, minutes=1)),
    "visits_planned": lambda: a_visit("planned", due_at=NOW - timedelta(hours=6, minutes=1)),
    "visits_out": lambda: a_visit("out", out_at=NOW - timedelta(hours=24, minutes=1)),
    "papers_at_counter": lambda: a_visit("at_office", due_at=NOW - timedelta(days=30, minutes=1)),
    "register_files": lambda: a_register_file(asked_at=NOW - timedelta(minutes=16)),
    "record_answers": lambda: an_unheard_answer(answered_at=NOW - timedelta(minutes=6)),
    "escalations": lambda: a_case(escalates_at=NOW - timedelta(minutes=6)),
    "calendar_changes": lambda: a_calendar_change(at=NOW - timedelta(minutes=6)),
    "first_actions": lambda: a_case(first_action_at=None, first_action_due_at=NOW - timedelta(minutes=6)),
    "law_passed": lambda: a_case(statutory_due_at=NOW - timedelta(minutes=6)),
    "rights_papers": lambda: a_paper_of_the_law(asked_at=NOW - timedelta(minutes=11)),
    "closings": lambda: a_case(
        status="awaiting_confirmation", claimed_at=NOW, closes_at=NOW - timedelta(minutes=6)
    ),
    "hand_overs": left_behind,
    "without_owner": nobody_took_it,
    "empty_desks": lambda: an_empty_desk(came_at=NOW - timedelta(days=1, minutes=1)),
    "reminders": lambda: a_case(looks_at=NOW - timedelta(minutes=6)),
    "alarms": lambda: an_alarm(began_at=NOW - timedelta(minutes=11)),
    "unheard_voices": lambda: an_unheard_voice(alarmed_at=NOW - timedelta(minutes=31)),
    "recounts": lambda: Recount.objects.create(
        body=make_body(), at=NOW - timedelta(minutes=31), first=NOW.date()
    ),
    "outside_answers": lambda: a_referral(due_at=NOW - timedelta(days=4)),
    "about_offices": lambda: a_case(confidential="office", officer=None, opened_at=NOW - timedelta(hours=13)),
    "chores": lambda: a_chore(age=timedelta(minutes=16)),
    "field_photos": lambda: a_field_photo(at=NOW - timedelta(minutes=16)),
    "seals": lambda: unsealed(age=timedelta(minutes=11)),
}


@pytest.mark.django_db
@pytest.mark.parametrize("what", [watch.code for watch in WATCHES])
def test_what_waits_too_long_is_an_alarm(what: str) -> None:
    WAITING[what]()

    found = waiting(Moment(clock.now(), clock.wall()))

    assert {one.watch.code for one in found if one.alarms} == {what}


@pytest.mark.django_db
def test_scripts_read_an_alarm_too(visitor: Visitor) -> None:
    an_inbound(received_at=NOW - timedelta(minutes=6))

    assert alarms(visitor) == {"inbound"}
    assert 'janasetu_waiting_alarm{what="inbound"} 1' in metrics(visitor)


@pytest.mark.django_db
def test_what_waits_as_long_as_it_may_is_none(visitor: Visitor) -> None:
    an_inbound(received_at=NOW - timedelta(minutes=5))

    assert alarms(visitor) == set()
    assert 'janasetu_waiting_alarm{what="inbound"} 0' in metrics(visitor)
    assert 'janasetu_waiting{what="inbound"} 1' in metrics(visitor)


# --- Lines ---


@pytest.mark.django_db
def test_a_line_that_stands_still_says_so_and_why(visitor: Visitor) -> None:
    line = a_line(held_for="line_stopped", held_since=clock.wall() - timedelta(hours=3), people_a_day=250)
    an_inbound(line_id=line.id, received_at=NOW - timedelta(hours=1))
    an_inbound(line_id=line.id, kind="status", received_at=NOW)
    an_outbound(line_id=line.id, queued_at=NOW - timedelta(minutes=40))
    an_outbound(line_id=line.id, queued_at=NOW - timedelta(minutes=10))
    an_outbound(line_id=line.id, state="accepted", first_at=clock.wall() - timedelta(hours=23))
    an_outbound(line_id=line.id, state="accepted", first_at=clock.wall() - timedelta(hours=25))

    (told,) = as_json(visitor)["lines"]

    assert told.pop("held_seconds") == pytest.approx(3 * 3600, abs=60)
    assert told == {
        "channel": "whatsapp",
        "line": "+91 00000 01002",
        "last_in_at": "2026-11-24T03:30:00Z",
        "last_out_at": None,
        "unsent": 2,
        "oldest_unsent_seconds": 2400.0,
        "held_for": "line_stopped",
        "per_second": 80.0,
        "people_a_day": 250,
        "people_written_to": 1,
    }
    text = Page(visitor.get("/status/").content.decode()).text
    assert "হোয়াটসঅ্যাপ +91 00000 01002 ওই সংস্থা পাঠানো বন্ধ রেখেছে" in text
    assert "নাগরিকের শেষ মেসেজ আজ সকাল ৯টা" in text
    assert "২টি, সবচেয়ে পুরনোটি ৪০ মিনিট ধরে" in text
    assert "২৪ ঘণ্টায় নিজে থেকে যত জনকে লেখা হয়েছে হোয়াটসঅ্যাপ ২৫০ জনের মধ্যে ১ জন" in text
    stopped = 'janasetu_line_held{channel="whatsapp",line="+91 00000 01002",why="line_stopped"} 1'
    assert stopped in metrics(visitor)
    assert 'janasetu_people_written_to{channel="whatsapp"} 1' in metrics(visitor)


@pytest.mark.django_db
def test_an_account_without_room_says_that_the_rest_wait(visitor: Visitor) -> None:
    line = a_line(people_a_day=1)
    an_outbound(line_id=line.id, state="accepted", first_at=clock.wall())

    text = Page(visitor.get("/status/").content.decode()).text

    assert "১ জনের মধ্যে ১ জন; বাকিরা অপেক্ষায়" in text


@pytest.mark.django_db
def test_a_line_at_work_is_told_without_fuss(visitor: Visitor) -> None:
    a_line()

    page = Page(visitor.get("/status/").content.decode())

    assert "হোয়াটসঅ্যাপ +91 00000 01002 পাঠানো চলছে নাগরিকের শেষ মেসেজ এখনও নেই" in page.text


@pytest.mark.django_db
def test_no_address_of_a_person_is_shown(visitor: Visitor) -> None:
    line = a_line()
    Window.objects.create(
        bucket=1, contact_id=uuid4(), line_id=line.id, address="919000000077", address_kind="wa"
    )
    an_inbound(line_id=line.id, said={"text": "919000000077"})

    shown = (visitor.get(path).content.decode() for path in ("/status/", "/status/?format=json", "/metrics"))

    assert not any("919000000077" in page for page in shown)


@pytest.mark.django_db
def test_what_needs_a_person_is_counted(visitor: Visitor) -> None:
    an_inbound(state="parked")
    an_inbound(state="done")
    a_batch(state="unreadable")
    an_outbound(state="failed", queued_at=NOW - timedelta(hours=23))
    an_outbound(state="failed", queued_at=NOW - timedelta(hours=25))
    for is_error in (True, False):
        DefinitionFault.objects.create(code="F201", told="x", is_error=is_error, seen_at=NOW)

    assert as_json(visitor)["counts"] == {
        "parked": 1,
        "unreadable": 1,
        "failed": 1,
        "overdue": 0,
        "definitions": 1,
    }


@pytest.mark.django_db
def test_a_full_system_costs_as_many_queries_as_an_empty_one(visitor: Visitor) -> None:
    with CaptureQueriesContext(connection) as empty:
        visitor.get("/status/")
    for number in range(3):
        a_batch()
        an_outbound(line_id=a_line(provider_id=str(number), people_a_day=250).id)
        an_inbound()
    with CaptureQueriesContext(connection) as full:
        visitor.get("/status/")

    assert len(empty) == len(full) == 48


@pytest.mark.django_db
def test_the_moment_is_told_in_utc(visitor: Visitor) -> None:
    assert as_json(visitor)["now"] == "2026-11-24T04:30:00Z"


@pytest.mark.django_db
def test_prometheus_reads_the_same_numbers(visitor: Visitor, run: Path) -> None:
    (run / "web.pid").write_text(f"{os.getpid()}\n")
    an_outbound(queued_at=NOW - timedelta(seconds=90))

    answer = visitor.get("/metrics")

    assert answer["Content-Type"] == "text/plain; version=0.0.4; charset=utf-8"
    lines = answer.content.decode().splitlines()
    assert 'janasetu_oldest_waiting_seconds{what="queued"} 90.0' in lines
    assert 'janasetu_oldest_waiting_seconds{what="inbound"} 0' in lines
    assert 'janasetu_troubles{what="overdue"} 0' in lines
    assert 'janasetu_process_up{name="web"} 1' in lines
    assert "janasetu_database_up 1" in lines


# --- Without the database ---


@pytest.mark.django_db
def test_a_database_that_is_away_is_told_not_crashed_on(visitor: Visitor, database_away: None) -> None:
    answer = visitor.get("/status/")

    assert answer.status_code == 503
    assert "ডেটাবেস পাওয়া যাচ্ছে না।" in Page(answer.content.decode()).text


@pytest.mark.django_db
def test_scripts_are_told_too(visitor: Visitor, run: Path, database_away: None) -> None:
    (run / "web.pid").write_text(f"{os.getpid()}\n")

    answer = visitor.get("/status/?format=json")

    assert answer.status_code == 503
    assert json.loads(answer.content) == {
        "now": "2026-11-24T04:30:00Z",
        "database": False,
        "waiting_seconds": None,
        "waiting": None,
        "lines": None,
        "last_webhook_at": None,
        "counts": None,
        "processes": {"web": True},
    }


@pytest.mark.django_db
def test_and_so_is_prometheus(visitor: Visitor, database_away: None) -> None:
    answer = visitor.get("/metrics")

    assert answer.status_code == 200
    assert "janasetu_database_up 0" in answer.content.decode().splitlines()


# --- Processes ---


def test_a_living_and_a_dead_process(run: Path) -> None:
    (run / "web.pid").write_text(f"{os.getpid()}\n")
    (run / "pump.pid").write_text("4194305\n")  # above any process id that Linux gives
    (run / "sender.pid").write_text("not a number")
    (run / "supervisor.lock").write_text("1")

    assert living(run) == {"pump": False, "sender": False, "web": True}


def test_where_nothing_ever_ran_there_is_nothing_to_tell(tmp_path: Path) -> None:
    assert living(tmp_path / "nowhere") == {}


@pytest.mark.django_db
def test_a_dead_process_is_shown_in_words(visitor: Visitor, run: Path) -> None:
    (run / "web.pid").write_text(f"{os.getpid()}\n")
    (run / "pump.pid").write_text("4194305\n")

    page = Page(visitor.get("/status/").content.decode())
    assert "মেসেজের উত্তর তৈরি pump বন্ধ ওয়েবসাইট ও ডেস্ক web চলছে" in page.text
