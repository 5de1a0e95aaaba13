"""A file becomes part of a register at one instant, once, or not at all."""

import os
import signal
from datetime import timedelta

import pytest
from django.db import ProgrammingError, connection, transaction
from django.test.utils import CaptureQueriesContext
from procrastinate.contrib.django.models import ProcrastinateJob

from janasetu.audit.models import AuditRow
from janasetu.bodies.models import LocalBody, Officer
from janasetu.bodies.tests.factories import make_body, make_officer
from janasetu.registers import tasks
from janasetu.registers.actions import (
    Sent,
    check_import,
    drop_import,
    send_register,
    take_import,
    want_import,
)
from janasetu.registers.choices import ImportState
from janasetu.registers.models import RegisterContent, RegisterEntry, RegisterImport
from janasetu.registers.register_file import faults_from_json
from janasetu.registers.rules import RefusedError
from janasetu.registers.tests.factories import (
    NOW,
    RAHMAN,
    a_clerk,
    a_registrar,
    as_csv,
    sent,
    taken,
)

KARIM = ("124/1987", "05/03/1987", "আব্দুল করিম", "", "ফতেমা বিবি")
BAD = ("125/1987", "31/02/1987", "লক্ষ্মী দাস", "", "")


def keys(one: RegisterImport) -> list[tuple[int, str]]:
    return [(fault.row, fault.key) for fault in faults_from_json(one.faults)]


def counts(one: RegisterImport) -> tuple[int, int, int, int]:
    return one.rows, one.new, one.same, one.wrong


def in_the_register() -> list[str]:
    return list(RegisterEntry.objects.order_by("number_key").values_list("number_key", flat=True))


def test_a_file_is_checked_first_and_nothing_of_it_stands_in_the_register(registrar: Officer) -> None:
    one = sent(registrar, as_csv(RAHMAN, KARIM, BAD))

    assert one.state == ImportState.CHECKED
    assert counts(one) == (3, 2, 0, 1)
    assert keys(one) == [(4, "day_unreadable")]
    assert in_the_register() == []


def test_one_bad_row_does_not_lose_the_good_ones(registrar: Officer) -> None:
    one = taken(registrar, as_csv(RAHMAN, KARIM, BAD))

    assert (one.state, one.taken_by) == (ImportState.DONE, registrar.post)
    assert not RegisterContent.objects.exists()
    assert in_the_register() == ["123/1987", "124/1987"]
    entry = RegisterEntry.objects.get(number_key="123/1987")
    assert (entry.name_bn, entry.person, entry.parents) == (
        "মহঃ রহমান",
        "mahmd rahmn",
        "abdul rahmn\nsabina bibi",
    )
    assert entry.written["number"] == "১২৩/১৯৮৭"


def test_the_clerk_may_ask_for_all_of_it_or_nothing(registrar: Officer) -> None:
    one = sent(registrar, as_csv(RAHMAN, BAD), whole_only=True)

    with pytest.raises(RefusedError) as refused:
        want_import(officer=registrar, import_id=one.id, now=NOW)
    assert refused.value.key == "import_not_whole"


def test_what_was_whole_when_it_was_checked_is_judged_again_when_it_is_taken(registrar: Officer) -> None:
    whole = sent(registrar, as_csv(RAHMAN, KARIM), whole_only=True)
    want_import(officer=registrar, import_id=whole.id, now=NOW)
    taken(registrar, as_csv(("124/1987", "06/03/1987", "আব্দুল করিম", "", "")))

    take_import(import_id=whole.id, body_id=whole.body_id, now=NOW)

    whole.refresh_from_db()
    assert (whole.state, keys(whole)) == (ImportState.CHECKED, [(3, "stands_otherwise")])
    assert in_the_register() == ["124/1987"]


def test_the_same_file_twice_changes_nothing(registrar: Officer) -> None:
    taken(registrar, as_csv(RAHMAN, KARIM))
    before = list(RegisterEntry.objects.order_by("id").values())

    again = sent(registrar, as_csv(RAHMAN, KARIM))

    assert counts(again) == (2, 0, 2, 0)
    with pytest.raises(RefusedError) as refused:
        want_import(officer=registrar, import_id=again.id, now=NOW)
    assert refused.value.key == "import_nothing_new"
    assert list(RegisterEntry.objects.order_by("id").values()) == before


def test_the_same_entry_in_other_digits_and_headings_is_the_same_entry(registrar: Officer) -> None:
    taken(registrar, as_csv(RAHMAN))
    row = ("0123/1987", "1987-03-04", "মহঃ  রহমান", "আব্দুল রহমান", "সাবিনা বিবি")
    headings = ("নিবন্ধন নম্বর", "জন্ম তারিখ", "নাম", "পিতার নাম", "মাতার নাম")

    assert counts(sent(registrar, as_csv(row, headings=headings))) == (1, 0, 1, 0)


def test_an_entry_that_stands_otherwise_is_told_and_not_written_over(registrar: Officer) -> None:
    taken(registrar, as_csv(RAHMAN))
    other = sent(registrar, as_csv(("123/1987", "05/03/1987", "মহঃ রহিম", "আব্দুল রহমান", "সাবিনা বিবি"), KARIM))
    (fault,) = faults_from_json(other.faults)

    assert counts(other) == (2, 1, 0, 1)
    assert fault.sentence("en") == (
        "Row 2: This number stands in the register already, but differs in: Date of the event, "
        "Name (Bengali). What stands there was not changed."
    )


def test_an_empty_file_says_so(registrar: Officer) -> None:
    one = sent(registrar, as_csv())

    assert keys(one) == [(1, "file_empty")]


def test_a_dropped_file_is_gone_and_cannot_be_taken(registrar: Officer) -> None:
    one = sent(registrar, as_csv(RAHMAN))
    drop_import(officer=registrar, import_id=one.id, now=NOW)
    one.refresh_from_db()

    assert one.state == ImportState.DROPPED
    assert not RegisterContent.objects.exists()
    for act in (want_import, drop_import):
        with pytest.raises(RefusedError, match="import_moved_on"):
            act(officer=registrar, import_id=one.id, now=NOW)


def test_what_is_pressed_or_done_twice_is_done_once(registrar: Officer) -> None:
    one = taken(registrar, as_csv(RAHMAN))
    take_import(import_id=one.id, body_id=one.body_id, now=NOW + timedelta(hours=1))
    check_import(import_id=one.id, body_id=one.body_id, now=NOW + timedelta(hours=1))
    one.refresh_from_db()

    assert (one.state, one.ended_at) == (ImportState.DONE, NOW)
    assert in_the_register() == ["123/1987"]


def test_only_the_registrar_takes_and_only_the_desks_of_the_register_send(body: LocalBody) -> None:
    clerk, stranger = a_clerk(body, "m_certificates"), a_clerk(body, "m_lighting")
    one = sent(clerk, as_csv(RAHMAN))

    with pytest.raises(RefusedError, match="registrar_only"):
        want_import(officer=clerk, import_id=one.id, now=NOW)
    for nobody in (stranger, make_officer(body, "councillor"), make_officer(body, "chairman")):
        with pytest.raises(RefusedError, match="not_yours"):
            send_register(officer=nobody, sent=Sent("birth", "x.csv", b""), now=NOW)


def test_two_bodies_have_registers_of_their_own(registrar: Officer) -> None:
    elsewhere = a_registrar(make_body("basirhat", number=1003))
    one = sent(registrar, as_csv(RAHMAN))
    taken(elsewhere, as_csv(RAHMAN))

    assert counts(one) == (1, 1, 0, 0)
    with pytest.raises(RegisterImport.DoesNotExist):
        want_import(officer=elsewhere, import_id=one.id, now=NOW)


def test_the_worker_is_asked_with_the_file_and_does_what_it_was_asked(registrar: Officer) -> None:
    one = send_register(officer=registrar, sent=Sent("birth", "x.csv", as_csv(RAHMAN)), now=NOW)
    asked = ProcrastinateJob.objects.values_list("task_name", "args")
    args = {"import_id": str(one.id), "body_id": str(one.body_id)}
    assert list(asked) == [("registers.check", args)]

    tasks.check(**args)
    want_import(officer=registrar, import_id=one.id, now=NOW)
    tasks.take(**args)

    assert in_the_register() == ["123/1987"]
    (kept,) = AuditRow.objects.filter(table_name="registers_registerentry")
    assert (kept.act, kept.actor, kept.body_id) == ("insert", registrar.post, registrar.body_id)


def test_no_entry_of_a_register_is_ever_deleted(registrar: Officer) -> None:
    taken(registrar, as_csv(RAHMAN))

    with pytest.raises(ProgrammingError), transaction.atomic():
        RegisterEntry.objects.all().delete()


def test_many_rows_cost_as_many_queries_as_some(registrar: Officer) -> None:
    costs = []
    for year, rows in ((1970, 10), (1971, 1000)):
        many = as_csv(*((f"{n}/{year}", f"04/03/{year}", "মিনতি রায়", "", "") for n in range(1, rows + 1)))
        one = sent(registrar, many)
        want_import(officer=registrar, import_id=one.id, now=NOW)
        with CaptureQueriesContext(connection) as asked:
            take_import(import_id=one.id, body_id=one.body_id, now=NOW)
        costs.append(len(asked))

    assert costs[0] == costs[1]


@pytest.mark.django_db(transaction=True)
def test_who_is_killed_in_the_middle_of_an_import_leaves_nothing_and_it_is_done_again() -> None:
    registrar = a_registrar()
    one = sent(registrar, as_csv(RAHMAN, KARIM))
    want_import(officer=registrar, import_id=one.id, now=NOW)
    connection.close()  # each of the two opens one of its own

    child = os.fork()
    if not child:
        with transaction.atomic():
            take_import(import_id=one.id, body_id=one.body_id, now=NOW)
            os.kill(os.getpid(), signal.SIGKILL)  # all is written, nothing is committed
    _, ended = os.waitpid(child, 0)

    one.refresh_from_db()
    assert os.WTERMSIG(ended) == signal.SIGKILL
    assert (one.state, in_the_register()) == (ImportState.WANTED, [])

    take_import(import_id=one.id, body_id=one.body_id, now=NOW)
    assert in_the_register() == ["123/1987", "124/1987"]
