"""The database keeps history by itself, and refuses what must not be done."""

from datetime import datetime

import pytest
from django.db import ProgrammingError, connection, transaction

from janasetu.audit import triggers
from janasetu.audit.acting import acting
from janasetu.audit.models import AuditRow, AuditSeal, Look, Unsealed
from janasetu.audit.sealing import seal_all
from janasetu.audit.tables import SHUT
from janasetu.audit.tests.history import by_sql, history
from janasetu.audit.verifying import Scope, verify
from janasetu.bodies.models import LocalBody
from janasetu.bodies.tests.factories import make_body, make_department, make_officer
from janasetu.cases.actions import ask_to_unmask
from janasetu.cases.models import Case, CaseAttachment, CaseEvent, CaseParty, ListExport, Proof, Unmasking
from janasetu.cases.tests.factories import NOW, evidence, make_town, open_case
from janasetu.cases.tests.hidden import hidden_case
from janasetu.deliveries.choices import OutcomeKind
from janasetu.deliveries.models import Outcome, Visit
from janasetu.deliveries.tests import factories as doorstep
from janasetu.documents.models import Approval, InkPage, Paper, SignerEntry, SigningOrder
from janasetu.documents.tests.issued_papers import a_paper
from janasetu.payments.actions import ask_refund, close_day, open_checkout
from janasetu.payments.models import Checkout, DayClosing, Demand, Receipt, Relief
from janasetu.payments.tests import factories as money
from janasetu.people.models import ConsentEntry
from janasetu.registers.actions import MarginOrder, write_margin
from janasetu.registers.models import MarginalEntry, RegisterEntry
from janasetu.registers.tests.factories import NOW as REGISTERED
from janasetu.registers.tests.factories import a_registrar, entered

pytestmark = pytest.mark.django_db

TABLES = {
    *(AuditRow, AuditSeal, Look, Case, CaseEvent, CaseParty, ListExport, ConsentEntry, Unmasking, Proof),
    *(Paper, SigningOrder, Approval, SignerEntry, InkPage),
    *(Demand, Receipt, Relief, Checkout, DayClosing),
    *(Visit, Outcome),
    *(RegisterEntry, MarginalEntry),
}


def test_the_triggers_of_the_database_are_those_that_are_declared() -> None:
    assert triggers.differences() == []


def test_a_trigger_that_is_off_gone_or_another_is_told_and_laid_again() -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE cases_case DISABLE TRIGGER audit_update")
        cursor.execute("DROP TRIGGER audit_wall ON cases_caseevent")
        cursor.execute("ALTER TRIGGER audit_insert ON bodies_ward RENAME TO audit_of_somebody")
        cursor.execute(
            "CREATE OR REPLACE FUNCTION audit_refuse() RETURNS trigger"
            " LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'"
        )

    assert triggers.differences() == [
        "the function audit_refuse is not as declared",
        "the trigger audit_insert of bodies_ward is missing, changed or off",
        "the trigger audit_update of cases_case is missing, changed or off",
        "the trigger audit_wall of cases_caseevent is missing, changed or off",
        "the trigger audit_of_somebody of bodies_ward is nobody's",
    ]

    triggers.lay()

    assert triggers.differences() == []


def test_an_opened_case_has_a_history_in_each_of_its_tables() -> None:
    case = open_case(make_town())

    rows = AuditRow.objects.filter(case_id=case.id).order_by("number")

    assert list(rows.values_list("table_name", "act", "actor", "changed", "body_id")) == [
        (table, "insert", "system", {}, case.body_id)
        for table in ("cases_case", "cases_caseparty", "cases_caseevent")
    ]
    assert {row.id for row in rows} <= set(Unsealed.objects.values_list("id", flat=True))


def test_an_update_tells_before_and_after_and_of_what_is_personal_only_that_it_changed() -> None:
    case = open_case(make_town())

    Case.objects.filter(id=case.id).update(lane="urgent", search="অন্য কথা", ended_at=NOW)
    CaseParty.objects.filter(case=case).update(name="মিনতি রায়", phone="910000000077")

    act, by, changed = history(case)[-1]
    assert (act, by, changed | {"ended_at": ""}) == (
        "update",
        "system",
        {"lane": ["normal", "urgent"], "search": "*", "ended_at": ""},
    )
    assert changed["ended_at"][0] is None
    assert datetime.fromisoformat(changed["ended_at"][1]) == NOW
    assert history(case.parties.get())[-1][2] == {"name": "*", "phone": "*"}


def test_no_name_and_no_number_of_a_citizen_stands_in_history() -> None:
    case = open_case(make_town(), name="অপরূপা কর্মকার", phone="919830098300")
    CaseParty.objects.filter(case=case).update(name="অপরূপা দাস", phone="919830098311")
    with pytest.raises(ProgrammingError), transaction.atomic():
        case.parties.all().delete()

    with connection.cursor() as cursor:
        cursor.execute("SELECT string_agg(row::text, ' ') FROM audit_auditrow AS row")
        (said,) = cursor.fetchone()

    assert "cases_caseparty" in said
    assert [word for word in ("অপরূপা", "অপরুপা", "9830098", "তিন দিন আলো নেই") if word in said] == []


def test_a_statement_over_many_rows_has_a_row_of_history_for_each_that_changed() -> None:
    town = make_town()
    cases = [open_case(town) for _ in range(3)]
    Case.objects.filter(id=cases[0].id).update(ward="9")
    before = AuditRow.objects.count()

    Case.objects.filter(body=town.body).update(ward="9")

    assert AuditRow.objects.count() == before + 2
    assert [history(case)[-1][2] for case in cases] == [{"ward": ["5", "9"]}] * 3


def test_what_nobody_watches_and_what_stays_as_it_is_is_no_change() -> None:
    officer = make_officer(make_body())
    before = len(history(officer.user))

    officer.user.last_login = NOW
    officer.user.save()
    officer.save()

    assert (len(history(officer.user)), len(history(officer))) == (before, 1)


def test_a_deleted_row_leaves_what_it_was() -> None:
    case = open_case(make_town())
    photo = evidence()
    attached = CaseAttachment.objects.create(
        body_id=case.body_id, case=case, role="given", file_bucket=3, file_id=photo.id, at=NOW
    )
    key = attached.id

    attached.delete()

    attached.id = key
    act, _, changed = history(attached)[-1]
    assert (act, changed["role"], changed["file_bucket"]) == ("delete", ["given", None], [3, None])


def test_who_acts_and_why_goes_with_the_statement_and_no_further() -> None:
    case = open_case(make_town())

    with acting(by="chairman@falakata", reason="১০০% জরুরি; 'উপরে' \\ থেকে"):
        Case.objects.filter(id=case.id).update(level=1)
        with acting(reason="আরও"):
            Case.objects.filter(id=case.id).update(level=2)
    Case.objects.filter(id=case.id).update(level=0)

    rows = AuditRow.objects.filter(table_name="cases_case", act="update").order_by("number")
    assert list(rows.values_list("actor", "reason")) == [
        ("chairman@falakata", "১০০% জরুরি; 'উপরে' \\ থেকে"),
        ("chairman@falakata", "আরও"),
        ("system", ""),
    ]


def test_a_statement_without_values_may_hold_any_sign() -> None:
    body = make_body()

    with acting(by="100%"), connection.cursor() as cursor:
        cursor.execute('UPDATE bodies_localbody SET name = \'{"bn": "৫০%"}\'')
        assert cursor.rowcount == 1

    assert history(body)[-1] == ("update", "100%", {"name": [body.name, {"bn": "৫০%"}]})


def test_what_a_statement_brings_back_is_its_own_and_not_ours() -> None:
    body = make_body()

    with connection.cursor() as cursor:
        cursor.execute("UPDATE bodies_localbody SET lgd_code = %s RETURNING code", ["77"])
        assert cursor.fetchall() == [(body.code,)]
    assert LocalBody.objects.filter(code=body.code).update(lgd_code="78") == 1


def test_sql_that_somebody_types_shows_as_such() -> None:
    case = open_case(make_town())

    by_sql("UPDATE cases_case SET status = 'rejected' WHERE id = %s", case.id)

    act, actor, changed = history(case)[-1]
    assert (act, changed) == ("update", {"status": ["received", "rejected"]})
    with connection.cursor() as cursor:
        cursor.execute("SELECT session_user")
        assert actor == f"unknown {cursor.fetchone()[0]}"


def test_the_key_of_what_is_personal_is_not_in_the_database() -> None:
    """Without it a hash is left empty: nobody can guess a number from the hash of a row."""
    town = make_town()
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('janasetu.audit_key', '', true)")

    case = open_case(town)

    hashes = dict(AuditRow.objects.filter(case_id=case.id).values_list("table_name", "row_hash"))
    assert hashes == {"cases_case": None, "cases_caseparty": None, "cases_caseevent": None}


# --- what is refused ---


def test_no_case_is_deleted_by_anybody() -> None:
    case = open_case(make_town())

    with (
        pytest.raises(ProgrammingError, match="cases_case keeps what it has: DELETE is refused"),
        transaction.atomic(),
    ):
        Case.objects.filter(id=case.id)._raw_delete("default")
    with pytest.raises(ProgrammingError, match="DELETE is refused"), transaction.atomic():
        by_sql("DELETE FROM cases_case")
    with pytest.raises(ProgrammingError, match="TRUNCATE is refused"), transaction.atomic():
        by_sql("TRUNCATE cases_case CASCADE")

    assert Case.objects.get() == case


def test_no_event_is_changed_or_taken_away_by_anybody() -> None:
    case = open_case(make_town())

    for statement in (
        "UPDATE cases_caseevent SET by = 'citizen'",
        "DELETE FROM cases_caseevent",
        "TRUNCATE cases_caseevent CASCADE",
    ):
        with pytest.raises(ProgrammingError, match="cases_caseevent keeps what it has"), transaction.atomic():
            by_sql(statement)
    with pytest.raises(ProgrammingError, match="UPDATE is refused"), transaction.atomic():
        case.events.update(code="confirmed")

    assert [(event.code, event.by) for event in case.events.all()] == [("opened", "citizen")]


def test_no_wish_to_see_who_complains_is_taken_away() -> None:
    town = make_town()
    case = hidden_case(town)
    asked = ask_to_unmask(officer=town.officer, ref=case.ref, reason="নোটিসে নাম লিখতে হবে", now=NOW)

    with (
        pytest.raises(ProgrammingError, match="cases_unmasking keeps what it has: DELETE is refused"),
        transaction.atomic(),
    ):
        Unmasking.objects.filter(id=asked.id)._raw_delete("default")
    with pytest.raises(ProgrammingError, match="TRUNCATE is refused"), transaction.atomic():
        by_sql("TRUNCATE cases_unmasking")

    assert Unmasking.objects.get() == asked


def test_history_and_its_seals_are_not_changed_and_history_is_written_by_triggers_alone() -> None:
    make_department(make_body())
    seal_all(wall=NOW)

    for statement in (
        "UPDATE audit_auditrow SET actor = 'system'",
        "DELETE FROM audit_auditrow",
        "TRUNCATE audit_auditrow",
        "INSERT INTO audit_auditrow SELECT * FROM audit_auditrow",
        "UPDATE audit_auditseal SET rows = 0",
        "DELETE FROM audit_auditseal",
        "TRUNCATE audit_auditseal",
    ):
        with pytest.raises(ProgrammingError, match="keeps what it has"), transaction.atomic():
            by_sql(statement)


def test_no_paper_and_nothing_that_led_to_its_signature_is_changed_or_taken_away_by_anybody() -> None:
    body = make_body()
    officer = make_officer(body, "chairman")
    paper = a_paper(body)
    order = SigningOrder.objects.create(body=body, paper=paper, roles=[], needed=1, opened_at=NOW)
    Approval.objects.create(
        body=body, order=order, officer=officer, user=officer.user, signs=True, title={}, at=NOW
    )
    SignerEntry.objects.create(body=body, number=1, at=NOW, wall_at=NOW)

    for statement in (
        "DELETE FROM documents_approval",
        "UPDATE documents_approval SET role = 'mayor'",
        "DELETE FROM documents_signerentry",
        "UPDATE documents_signerentry SET note = ''",
        "DELETE FROM documents_signingorder",
        "DELETE FROM documents_paper",
        "TRUNCATE documents_paper CASCADE",
    ):
        with pytest.raises(ProgrammingError, match="is refused"), transaction.atomic():
            by_sql(statement)


def test_no_money_is_changed_or_taken_away_by_anybody() -> None:
    office = money.make_office()
    receipt, due = money.paid(office), money.owed(office)
    ask_refund(officer=office.clerk, demand_id=receipt.demand_id, reason="বোর্ডের সিদ্ধান্ত অনুসারে", now=money.NOW)
    open_checkout(body_id=office.body.id, demand_id=due.id, company="sample", now=money.NOW)
    close_day(officer=office.clerk, day=receipt.day, pieces={200: 1}, note="", now=money.NOW)

    for statement in (
        "UPDATE payments_receipt SET amount = 2000",
        "DELETE FROM payments_receipt",
        "UPDATE payments_dayclosing SET counted = 100",
        "DELETE FROM payments_dayclosing",
        "DELETE FROM payments_demand",
        "DELETE FROM payments_relief",
        "DELETE FROM payments_checkout",
        "TRUNCATE payments_demand CASCADE",
    ):
        with pytest.raises(ProgrammingError, match="is refused"), transaction.atomic():
            by_sql(statement)


def test_no_word_of_a_runner_is_changed_and_no_visit_taken_away() -> None:
    office = doorstep.make_office()
    visit = doorstep.on_the_way(office)
    doorstep.word(office.runner, visit, kind=OutcomeKind.FAILED, reason="absent")

    for statement in (
        "UPDATE deliveries_outcome SET state = 'taken'",
        "DELETE FROM deliveries_outcome",
        "DELETE FROM deliveries_visit",
        "TRUNCATE deliveries_visit CASCADE",
    ):
        with pytest.raises(ProgrammingError, match="is refused"), transaction.atomic():
            by_sql(statement)


def test_nobody_who_stands_in_a_register_is_taken_away_nor_what_its_margin_says() -> None:
    registrar = a_registrar()
    (entry,) = entered(registrar, {"name_bn": "মহঃ রহমান"})
    order = MarginOrder(entry.id, {"name_bn": "মহম্মদ রহমান"})
    write_margin(officer=registrar, order=order, now=REGISTERED)

    for statement in (
        "DELETE FROM registers_registerentry",
        "TRUNCATE registers_registerentry CASCADE",
        "UPDATE registers_marginalentry SET lines = '{}'",
        "DELETE FROM registers_marginalentry",
    ):
        with pytest.raises(ProgrammingError, match="is refused"), transaction.atomic():
            by_sql(statement)


def test_every_table_that_keeps_what_it_has_refuses() -> None:
    """Which these are, for whoever adds one: it needs a test above."""
    assert {model._meta.db_table for model in TABLES} == set(SHUT)


# --- a table that changes ---


def test_a_column_that_is_added_changes_no_state_and_one_that_goes_begins_history_anew() -> None:
    department = make_department(make_body())
    altered("ADD COLUMN colour text NOT NULL DEFAULT 'green'", "ADD COLUMN shade text")

    triggers.lay()

    assert [act for act, _, _ in history(department)] == ["insert"]
    assert verify(Scope()).is_whole

    altered("DROP COLUMN shade")
    assert triggers.differences() == ["the history of bodies_department has not begun"]
    triggers.lay()

    assert [act for act, _, _ in history(department)] == ["insert", "found"]
    assert triggers.differences() == []
    assert verify(Scope()).is_whole


def altered(*changes: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(f"ALTER TABLE bodies_department {', '.join(changes)}")


def without_history() -> None:
    """As a database is that comes from a release before."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("DROP FUNCTION audit_of_bodies_department CASCADE")


def test_rows_that_were_there_before_their_history_begin_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(triggers, "STOCK", 2)
    body = make_body()
    without_history()
    old = [make_department(body, f"old-{number}") for number in range(5)]

    triggers.lay()
    new = make_department(body, "new")

    assert [[act for act, _, _ in history(one)] for one in (*old, new)] == [["found"]] * 5 + [["insert"]]
    assert triggers.differences() == []
    assert verify(Scope()).is_whole


def test_stock_that_was_not_finished_is_gone_on_with(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(triggers, "STOCK", 2)
    body = make_body()
    without_history()
    old = [make_department(body, f"old-{number}") for number in range(5)]
    take, taken = triggers._take_some, iter([True])
    monkeypatch.setattr(triggers, "_take_some", lambda *said, **more: next(taken) and take(*said, **more))
    with pytest.raises(StopIteration):
        triggers.lay()
    monkeypatch.setattr(triggers, "_take_some", take)

    triggers.lay()

    assert [[act for act, _, _ in history(one)] for one in old] == [["found"]] * 5


def test_what_came_while_the_triggers_were_gone_is_not_made_good() -> None:
    body = make_body()
    make_department(body, "before")
    without_history()
    strange = make_department(body, "meanwhile")

    triggers.lay()

    assert triggers.differences() == []
    assert history(strange) == []
    assert [(one.fault, one.key) for one in verify(Scope()).findings] == [("inserted", str(strange.id))]
