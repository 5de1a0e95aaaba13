"""Whatever somebody does to history, or past it, is found and named."""

import hashlib
from datetime import timedelta

import pytest
from django.db import connection

from janasetu.audit import seals
from janasetu.audit.models import AuditRow, AuditSeal, Unsealed
from janasetu.audit.sealing import seal_all
from janasetu.audit.tests.history import by_sql, nobody_looking
from janasetu.audit.verifying import Anchor, Fault, Scope, verify
from janasetu.bodies.models import Department
from janasetu.bodies.tests.factories import make_body, make_department
from janasetu.cases.models import Case, CaseEvent
from janasetu.cases.tests.factories import NOW, Town, make_town, open_case
from janasetu.lib.ids import uuid7
from janasetu.messaging.models import OutboundMessage

pytestmark = pytest.mark.django_db

HISTORY = ("audit_auditrow", "audit_auditseal", "audit_unsealed")


@pytest.fixture
def town() -> Town:
    """A town at work: what happened was sealed in two parts, and something waits for the third."""
    town = make_town()
    for minute in range(2):
        open_case(town)
        seal_all(wall=NOW + timedelta(minutes=minute))
    open_case(town)
    return town


def found(scope: Scope = Scope()) -> list[tuple[str, str, str]]:  # noqa: B008 - frozen
    """What is found: the fault, the table, the key."""
    return [(one.fault.value, one.table, one.key) for one in verify(scope).in_order]


def of_history(row: AuditRow) -> tuple[str, str]:
    return "audit_auditrow", str(row.id)


def sealed_row() -> AuditRow:
    """A row of history of the town in its first seal."""
    first = AuditSeal.objects.exclude(body_id=None).earliest("number")
    return AuditRow.objects.get(id=first.ids[1])


def test_history_that_nobody_touched_is_whole(town: Town) -> None:
    verdict = verify(Scope())

    assert verdict.findings == []
    assert verdict.is_whole
    assert (verdict.rows, verdict.waiting) == (AuditRow.objects.count(), 3)
    assert set(verdict.heads) == {None, town.body.id}
    assert verdict.heads[town.body.id][0] == 2


def test_history_of_one_body_is_looked_at_alone(town: Town) -> None:
    make_department(make_body("basirhat", number=1003))
    seal_all(wall=NOW)
    row = AuditRow.objects.filter(body_id=town.body.id).earliest("number")

    with nobody_looking("audit_auditrow"):
        by_sql("UPDATE audit_auditrow SET actor = 'mayor@kmc' WHERE id = %s", row.id)

    assert found(Scope(town.body.id)) == [("edited", *of_history(row))]
    assert found(Scope(make_body("kmc", number=1001).id)) == []


# --- the rows that history is about ---


def test_an_edited_event_is_named_with_the_hand_that_wrote_it_and_when(town: Town) -> None:
    event = CaseEvent.objects.earliest("id")
    with nobody_looking("cases_caseevent"):
        by_sql('UPDATE cases_caseevent SET params = \'{"note": "মিথ্যা"}\' WHERE id = %s', event.id)

    (finding,) = verify(Scope()).findings

    assert (finding.fault, finding.table, finding.key) == ("edited", "cases_caseevent", str(event.id))
    assert (finding.body_id, finding.actor) == (town.body.id, "system")
    assert finding.at == AuditRow.objects.get(key=str(event.id)).at


def test_a_deleted_and_an_inserted_event_are_named(town: Town) -> None:
    first, second = CaseEvent.objects.order_by("id")[:2]
    made = uuid7()
    with nobody_looking("cases_caseevent"):
        by_sql("DELETE FROM cases_caseevent WHERE id = %s", first.id)
        by_sql(
            "INSERT INTO cases_caseevent SELECT %s, code, by, params, at - interval '1 day', body_id, case_id"
            " FROM cases_caseevent WHERE id = %s",
            made,
            second.id,
        )

    assert found() == [
        ("deleted", "cases_caseevent", str(first.id)),
        ("inserted", "cases_caseevent", str(made)),
    ]


def test_a_case_that_was_edited_past_the_triggers_is_named_whatever_was_edited(town: Town) -> None:
    case = Case.objects.earliest("id")
    with nobody_looking("cases_case", "cases_caseparty"):
        by_sql("UPDATE cases_case SET ended_at = %s WHERE id = %s", NOW, case.id)
        by_sql("UPDATE cases_caseparty SET phone = '910000000666' WHERE case_id = %s", case.id)

    assert sorted(found()) == [
        ("edited", "cases_case", str(case.id)),
        ("edited", "cases_caseparty", str(case.parties.get().id)),
    ]


def test_a_row_that_was_deleted_in_order_and_stands_there_again_is_inserted(town: Town) -> None:
    department = make_department(town.body, "water")
    key = department.id
    department.delete()
    with nobody_looking("bodies_department"):
        Department.objects.create(id=key, body=town.body, code="water", name={"bn": "জল"})

    assert found() == [("inserted", "bodies_department", str(key))]


# --- history itself ---


def test_an_edited_row_of_history_is_named_with_what_it_tells_of(town: Town) -> None:
    row = sealed_row()
    with nobody_looking("audit_auditrow"):
        by_sql("UPDATE audit_auditrow SET actor = 'chairman@falakata' WHERE id = %s", row.id)

    (finding,) = verify(Scope()).findings

    assert (finding.fault, finding.table, finding.key) == ("edited", *of_history(row))
    assert finding.about == f"{row.table_name} {row.key}"


def test_an_edited_row_is_named_though_its_own_mark_was_made_to_fit(town: Town) -> None:
    row = sealed_row()
    with nobody_looking("audit_auditrow"):
        by_sql("UPDATE audit_auditrow SET mark = sha256('x') WHERE id = %s", row.id)

    assert found() == [("edited", *of_history(row))]


def test_a_deleted_row_of_history_is_named_by_the_seal_that_holds_it(town: Town) -> None:
    row = sealed_row()
    with nobody_looking("audit_auditrow"):
        by_sql("DELETE FROM audit_auditrow WHERE id = %s", row.id)

    verdict = verify(Scope())

    assert ("deleted", *of_history(row)) in [(one.fault, one.table, one.key) for one in verdict.findings]
    (gone,) = [one for one in verdict.findings if one.fault == Fault.DELETED]
    assert gone.at
    assert abs(gone.at - row.at) < timedelta(seconds=1)


def test_a_row_of_history_that_was_put_in_later_is_named(town: Town) -> None:
    made = uuid7()
    with nobody_looking("audit_auditrow"):
        by_sql(
            "INSERT INTO audit_auditrow SELECT %s, 900000000, body_id, case_id, at, table_name, key, act,"
            " 'chairman@falakata', reason, changed, row_hash, mark FROM audit_auditrow WHERE id = %s",
            made,
            sealed_row().id,
        )

    assert found() == [("inserted", "audit_auditrow", str(made))]


@pytest.mark.parametrize("act", ["edited", "deleted"])
def test_a_row_that_still_waits_for_its_seal_is_kept_too(town: Town, act: str) -> None:
    row = AuditRow.objects.get(id=Unsealed.objects.order_by("number")[0].id)
    with nobody_looking("audit_auditrow"):
        if act == "edited":
            by_sql("UPDATE audit_auditrow SET reason = 'x' WHERE id = %s", row.id)
        else:
            by_sql("DELETE FROM audit_auditrow WHERE id = %s", row.id)

    assert (act, *of_history(row)) in found()


def test_an_edited_a_missing_and_a_made_up_seal_are_named(town: Town) -> None:
    head = AuditSeal.objects.filter(body_id=town.body.id).latest("number")
    with nobody_looking(*HISTORY):
        by_sql("UPDATE audit_auditseal SET at = at - interval '1 day' WHERE id = %s", head.id)
    assert found() == [("edited", "audit_auditseal", "2")]

    with nobody_looking(*HISTORY):
        by_sql("DELETE FROM audit_auditseal WHERE number = 1 AND body_id = %s", town.body.id)
    assert (
        found()[-1] == ("deleted", "audit_auditseal", "1") or ("deleted", "audit_auditseal", "1") in found()
    )


def test_a_trigger_that_is_off_is_told(town: Town) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE cases_case DISABLE TRIGGER audit_update")

    assert found() == [("not kept", "the trigger audit_update of cases_case is missing, changed or off", "")]


# --- who built all of it anew ---


def test_a_chain_that_was_built_anew_is_another_than_the_one_that_was_anchored(town: Town) -> None:
    head = AuditSeal.objects.filter(body_id=town.body.id).latest("number")
    anchor = Anchor(town.body.id, head.number, bytes(head.digest))
    with nobody_looking(*HISTORY):
        by_sql("UPDATE audit_auditrow SET actor = 'secretary@falakata' WHERE id = %s", sealed_row().id)
        build_anew()

    assert verify(Scope()).is_whole
    (finding,) = verify(Scope(), anchors=[anchor]).findings
    assert (finding.fault, finding.key) == (Fault.REPLACED, "2")


def build_anew() -> None:
    """What a superuser can do who has read this code: all marks, and all seals over them."""
    from janasetu.audit import sql

    by_sql(f"UPDATE audit_auditrow AS h SET mark = {sql.mark('h')}")  # noqa: S608
    before: dict[object, bytes] = {}
    for seal in AuditSeal.objects.order_by("number"):
        marks = dict(AuditRow.objects.filter(id__in=seal.ids).values_list("id", "mark"))
        seal.marks = b"".join(bytes(marks[one]) for one in seal.ids)
        seal.digest = seals.digest(
            before.get(seal.body_id, seals.NOTHING),
            body_id=seal.body_id,
            number=seal.number,
            at=seal.at,
            ids=seal.ids,
            marks=seal.marks,
        )
        before[seal.body_id] = seal.digest
        seal.save()


def test_an_anchored_seal_that_is_there_as_it_was_is_no_finding(town: Town) -> None:
    head = AuditSeal.objects.filter(body_id=town.body.id).latest("number")

    assert verify(Scope(), anchors=[Anchor(town.body.id, head.number, bytes(head.digest))]).is_whole
    (finding,) = verify(Scope(), anchors=[Anchor(town.body.id, 7, bytes(32))]).findings
    assert (finding.fault, finding.key, finding.at) == (Fault.REPLACED, "7", None)


# --- sql by hand, which is written down ---


def test_a_change_by_hand_is_told_until_an_anchor_has_come_after_it(town: Town) -> None:
    case = Case.objects.earliest("id")
    by_sql("UPDATE cases_case SET lane = 'urgent' WHERE id = %s", case.id)

    (finding,) = verify(Scope()).findings
    assert (finding.fault, finding.table, finding.key) == (Fault.BY_HAND, "cases_case", str(case.id))
    assert finding.actor.startswith("unknown ")

    seal_all(wall=NOW + timedelta(minutes=9))
    head = AuditSeal.objects.filter(body_id=town.body.id).latest("number")
    assert verify(Scope(), anchors=[Anchor(town.body.id, head.number, bytes(head.digest))]).is_whole
    assert found(Scope(town.body.id)) == [("by hand", "cases_case", str(case.id))]


def test_a_change_by_hand_that_says_who_and_why_is_in_order(town: Town) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('janasetu.actor', 'ratan of the computer room', true)")
        cursor.cursor.execute('UPDATE bodies_department SET name = \'{"bn": "আলো ও পাখা"}\'')

    assert verify(Scope()).is_whole
    assert AuditRow.objects.latest("number").actor == "ratan of the computer room"


def test_what_was_hashed_with_another_key_is_counted_and_nobody_is_accused(town: Town) -> None:
    key = hashlib.sha256(b"of another machine").hexdigest()
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('janasetu.audit_key', %s, true)", [key])

    verdict = verify(Scope(town.body.id))

    assert verdict.is_whole
    assert verdict.unlike == 3 * 3 + 3  # case, party and event of each; an officer for each level


# --- sealing ---


def test_everything_that_waits_is_sealed_once_and_numbers_have_no_gap(town: Town) -> None:
    waiting = set(Unsealed.objects.values_list("id", flat=True))

    assert seal_all(wall=NOW + timedelta(minutes=5)) == len(waiting) == 3
    assert seal_all(wall=NOW + timedelta(minutes=6)) == 0

    assert not Unsealed.objects.exists()
    of_town = AuditSeal.objects.filter(body_id=town.body.id).order_by("number")
    assert [seal.number for seal in of_town] == [1, 2, 3]
    assert set(of_town[2].ids) == waiting
    sealed = [row for seal in AuditSeal.objects.all() for row in seal.ids]
    assert len(sealed) == len(set(sealed)) == AuditRow.objects.count()


def test_many_rows_are_sealed_in_parts(monkeypatch: pytest.MonkeyPatch, town: Town) -> None:
    make_department(town.body, "water")
    monkeypatch.setattr(seals, "MOST", 2)
    from janasetu.audit import sealing

    monkeypatch.setattr(sealing, "_TAKE", sealing._TAKE.replace("LIMIT 5000", "LIMIT 2"))

    assert seal_all(wall=NOW) == 4
    assert AuditSeal.objects.filter(body_id=town.body.id).count() == 4
    assert verify(Scope()).is_whole


def test_what_is_said_to_people_has_no_history_here(town: Town) -> None:
    """Messages go by in thousands; nobody waits for a row about each."""
    assert not AuditRow.objects.filter(table_name__startswith="messaging").exists()
    assert not AuditRow.objects.filter(table_name=OutboundMessage._meta.db_table).exists()
