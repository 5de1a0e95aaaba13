"""A confidential complaint: kept in two parts, masked to the office, above it where it is about it."""

from dataclasses import replace
from datetime import timedelta
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext

from janasetu.bodies.models import Officer
from janasetu.bodies.tests.factories import make_area, make_department, make_officer
from janasetu.cases import queries
from janasetu.cases.actions import (
    Caller,
    CitizenAnswer,
    CitizenRating,
    CitizenReply,
    MoveOrder,
    Registration,
    answer_claims,
    answer_questions,
    ask_call_backs,
    call_back_about,
    close_call_back,
    close_silent,
    drop_files,
    make_move,
    open_cases,
    rate_work,
    register_case,
    reveal_number,
)
from janasetu.cases.choices import CallReason
from janasetu.cases.exports import as_json
from janasetu.cases.lists import ListAsk, counts, files_of, listed
from janasetu.cases.models import CallBack, Case, CaseAttachment, CaseEvent, CaseParty
from janasetu.cases.queries import NoSuchCaseError
from janasetu.cases.rules import RefusedError
from janasetu.cases.tests.factories import NOW, Town, events, evidence, make_town, open_case, order, told
from janasetu.cases.tests.hidden import (
    NAME,
    PHONE,
    PLACE,
    SHOWN_PLACE,
    WORDS,
    WORDS_SHOWN,
    Panchayat,
    a_photo,
    answers,
    case_about,
    hidden_case,
    make_panchayat,
)
from janasetu.catalogue.loader import BUNDLED, read
from janasetu.catalogue.tests.factories import publish
from janasetu.documents.models import ReceivedFile
from janasetu.messaging.models import OutboundMessage
from janasetu.people.tests.factories import make_contact
from janasetu.people.values import ContactKey

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Town:
    return make_town()


@pytest.fixture
def panchayat() -> Panchayat:
    return make_panchayat()


def party_of(case: Case) -> CaseParty:
    return CaseParty.objects.get(case=case)


def withheld(case: Case) -> dict[str, Any]:
    held = party_of(case).withheld
    assert held
    return dict(held)


# --- kept in two parts ---


def test_the_case_holds_neither_photo_nor_exact_place_nor_name(town: Town) -> None:
    photo = a_photo()
    case = hidden_case(town, photo=photo)

    assert (case.confidential, case.ward) == ("complainant", "5")
    assert case.fields == {
        "category": "staff_conduct",
        "description": WORDS_SHOWN,
        "place": SHOWN_PLACE,
        "photo": None,
    }
    party = party_of(case)
    assert (party.name, party.phone, party.search) == (NAME, PHONE, "")
    assert party.withheld == {"fields": {"description": WORDS, "place": PLACE, "photo": [str(photo.id)]}}
    assert CaseAttachment.objects.get(case=case).role == "held"


def test_every_other_case_is_kept_as_before(town: Town) -> None:
    case = open_case(town)

    assert (case.confidential, case.fields["place"]["text"]) == ("", "৫ নং ওয়ার্ড")
    assert (party_of(case).withheld, party_of(case).search) != (None, "")


def test_many_confidential_and_open_cases_cost_as_one(town: Town) -> None:
    def cost(*fields: dict[str, Any]) -> int:
        orders = [
            order(town, fields=one, contact=make_contact(f"91983000{n:04}")) for n, one in enumerate(fields)
        ]
        with CaptureQueriesContext(connection) as seen:
            open_cases(orders, now=NOW)
        return len(seen)

    lamp = {"category": "streetlight_out"}
    cost(answers())

    assert cost(answers()) == cost(lamp, answers(), answers(), lamp)


def test_a_lost_file_leaves_what_is_held_back_too(town: Town) -> None:
    photo = a_photo()
    case = hidden_case(town, photo=photo)

    drop_files([photo])

    assert withheld(case)["fields"]["photo"] is None
    assert not CaseAttachment.objects.filter(case=case).exists()


def test_what_was_kept_whole_before_is_parted_by_the_migration(town: Town) -> None:
    photo = a_photo()
    case = hidden_case(town, photo=photo)
    parted, party = Case.objects.get(id=case.id), party_of(case)
    given = queries.answers_as_given(parted)
    Case.objects.filter(id=case.id).update(confidential="", fields=given, search="রামকৃষ্ণ")
    CaseParty.objects.filter(id=party.id).update(withheld=None, search=" rehana")
    CaseAttachment.objects.filter(case=case).update(role="given")
    lamp = open_case(town)

    import_module("janasetu.cases.migrations.0016_confidential").hide_former(apps, None)

    now = Case.objects.get(id=case.id)
    assert (now.confidential, now.fields, now.search) == ("complainant", parted.fields, parted.search)
    assert (party_of(case).withheld, party_of(case).search) == (party.withheld, "")
    assert CaseAttachment.objects.get(case=case).role == "held"
    assert Case.objects.get(id=lamp.id).fields == lamp.fields


# --- who finds and sees it ---


@pytest.mark.parametrize("words", [NAME, "রেহানা", PHONE[2:], "৭৭৬৬৫", "টিউবওয়েল", "রামকৃষ্ণ"])
def test_a_search_by_who_or_where_does_not_find_it(town: Town, words: str) -> None:
    hidden_case(town)

    assert list(listed(town.secretary, ListAsk("any", words=words), now=NOW)) == []


@pytest.mark.parametrize("words", ["ঘুষ", "নকশার"])
def test_a_search_by_the_matter_does(town: Town, words: str) -> None:
    case = hidden_case(town)

    assert list(listed(town.officer, ListAsk("any", words=words), now=NOW)) == [case]


def test_the_office_sees_the_words_and_nobody_behind_them(town: Town) -> None:
    case = hidden_case(town, photo=a_photo())

    for officer in (town.officer, town.secretary, town.chairman):
        seen = queries.seen_by(officer, case, now=NOW)
        assert not seen.is_whole
        assert seen.party
        assert (seen.party.name, seen.party.phone, seen.party.withheld) == ("", "", None)
        assert seen.fields == case.fields
    assert files_of([case]) == {}
    with pytest.raises(RefusedError, match="unmask_first"):
        reveal_number(officer=town.secretary, ref=case.ref, now=NOW)


def test_an_open_case_is_seen_whole_in_one_query(town: Town) -> None:
    case = open_case(town)

    with CaptureQueriesContext(connection) as asked:
        seen = queries.seen_by(town.officer, case, now=NOW)

    assert (len(asked), seen.is_whole, seen.party and seen.party.name) == (1, True, "রীতা রায়")


def test_for_scripts_its_fields_are_null_and_nobody_is_quoted(town: Town) -> None:
    contact = make_contact(PHONE)
    case = hidden_case(town, contact=contact)
    make_move(officer=town.officer, ref=case.ref, order=MoveOrder("ask", note="কে চেয়েছে?"), now=NOW)
    answer(case, contact, town, text=f"করণিক, {NAME}")

    told_json = as_json(queries.for_export().get(id=case.id))

    assert told_json["fields"] == {"category": None, "description": None, "place": None, "photo": None}
    assert [(one["code"], one["by"]) for one in told_json["events"]] == [
        ("opened", "citizen"),
        ("asked", "officer@falakata"),
        ("answered_question", "citizen"),
    ]
    assert not {"note", "photos"} & {key for one in told_json["events"] for key in one}
    assert NAME not in str(told_json)


def test_the_officer_in_the_field_is_told_the_ward_and_gets_no_photo(town: Town) -> None:
    Officer.objects.filter(id=town.officer.id).update(phone="+919000000077")
    case = hidden_case(town, photo=a_photo())

    (charge,) = OutboundMessage.objects.filter(source__startswith="charge:")

    assert case.grouped_ref in charge.text
    assert "ওয়ার্ড ৫" in charge.text
    assert charge.file is None
    for mark in (NAME, PHONE[2:], "রামকৃষ্ণ", "26.5", "টিউবওয়েল"):
        assert mark not in charge.text


# --- the relay ---


def answer(case: Case, contact: Any, town: Town, **said: Any) -> None:
    reply = CitizenReply(
        ref=case.ref,
        contact=contact,
        epoch=1,
        line_id=town.line.id,
        lang="bn",
        source=f"answer:{case.id}:{CaseEvent.objects.count()}",
        **said,
    )
    answer_questions([reply], now=NOW)


def test_question_and_answer_pass_without_a_name(town: Town) -> None:
    contact, photo = make_contact(PHONE), a_photo()
    case = hidden_case(town, contact=contact)

    make_move(officer=town.officer, ref=case.ref, order=MoveOrder("ask", note="কে চেয়েছে?"), now=NOW)
    answer(case, contact, town, text=f"করণিক। আমি {NAME}", files=[(photo.bucket, photo.id)])

    assert "কে চেয়েছে?" in told(contact)[-2]
    (event,) = CaseEvent.objects.filter(case=case, code="answered_question")
    assert event.params["note"] == "করণিক। আমি •••"
    assert CaseAttachment.objects.get(case=case, file_id=photo.id).role == "held"
    assert withheld(case)["answers"] == {str(event.id): f"করণিক। আমি {NAME}"}


def test_a_place_on_the_map_in_an_answer_is_held_back(town: Town) -> None:
    contact = make_contact(PHONE)
    case = hidden_case(town, contact=contact)

    answer(case, contact, town, place="বাজার, 26.51734, 89.20231")

    (event,) = CaseEvent.objects.filter(case=case, code="answered_question")
    assert event.params == {}
    assert withheld(case)["answers"] == {str(event.id): "বাজার, 26.51734, 89.20231"}


def test_in_an_open_case_the_same_answer_is_kept_whole(town: Town) -> None:
    contact = make_contact(PHONE)
    case = open_case(town, contact=contact)

    answer(case, contact, town, text="এই যে", place="বাজার, 26.51734, 89.20231")

    (event,) = CaseEvent.objects.filter(case=case, code="answered_question")
    assert event.params["note"] == "এই যে\nবাজার, 26.51734, 89.20231"


def test_a_call_back_about_it_names_nobody(town: Town) -> None:
    case = hidden_case(town)
    asked = call_back_about(case, party_of(case), reason=CallReason.UNREACHED, source="x", now=NOW)

    ask_call_backs([asked])

    call = CallBack.objects.get()
    assert (call.name, call.phone, call.body_id) == ("", "", town.body.id)


# --- its end ---


def closed(town: Town, case: Case, contact: ContactKey) -> dict[str, Any]:
    """The office says it is done, and so does she; what begins her next words."""
    make_move(officer=town.officer, ref=case.ref, order=MoveOrder("resolve", photos=[evidence()]), now=NOW)
    word = {"ref": case.ref, "contact": contact, "epoch": 1, "line_id": town.line.id, "lang": "bn"}
    answer_claims([CitizenAnswer(**word, source=f"yes:{case.id}", yes=True)], now=NOW)
    return word


def test_her_words_about_the_work_stand_there_without_her_name(town: Town) -> None:
    contact = make_contact(PHONE)
    case = hidden_case(town, contact=contact)
    word = closed(town, case, contact)

    rate_work([CitizenRating(**word, source="remark", text=f"{NAME} বলছি, টাকা ফেরত পেয়েছি")], now=NOW)

    (event,) = CaseEvent.objects.filter(case=case, code="remarked")
    assert event.params["note"] == "••• বলছি, টাকা ফেরত পেয়েছি"
    assert withheld(case)["answers"] == {str(event.id): f"{NAME} বলছি, টাকা ফেরত পেয়েছি"}


def test_thanks_that_carry_a_name_do_not_lead_to_it(town: Town) -> None:
    contact = make_contact(PHONE)
    case = hidden_case(town, contact=contact)
    closed(town, case, contact)
    version = publish(read(BUNDLED / "thanks" / "service.yaml"))
    asked = replace(order(town, contact=contact, name=NAME), version_id=version, fields={"for_what": "সাহায্য"})

    open_cases([asked], now=NOW)

    assert not CaseEvent.objects.filter(case=case, code="thanked").exists()


def test_her_own_photo_proves_no_work(town: Town) -> None:
    photo = a_photo()
    ReceivedFile.objects.filter(id=photo.id).update(sha256="a" * 64)
    case = hidden_case(town, photo=photo)
    same = evidence()
    ReceivedFile.objects.filter(id=same.id).update(sha256="a" * 64)
    claim = MoveOrder("resolve", photos=[ReceivedFile.objects.get(id=same.id)])

    with pytest.raises(RefusedError, match="evidence_is_theirs"):
        make_move(officer=town.officer, ref=case.ref, order=claim, now=NOW)


def test_the_call_that_checks_it_names_nobody(town: Town) -> None:
    case = hidden_case(town)
    make_move(officer=town.officer, ref=case.ref, order=MoveOrder("resolve", photos=[evidence()]), now=NOW)
    Case.objects.filter(id=case.id).update(lane="urgent")

    close_silent(now=NOW + timedelta(days=8))

    call = CallBack.objects.get()
    assert (call.reason, call.name, call.phone) == ("checking", "", "")


def test_nobody_checks_what_is_about_the_office_for_only_who_claimed_it_knows_of_it(
    panchayat: Panchayat,
) -> None:
    case = case_about(panchayat)
    make_move(officer=panchayat.bdo, ref=case.ref, order=MoveOrder("resolve", photos=[evidence()]), now=NOW)
    Case.objects.filter(id=case.id).update(lane="urgent")

    close_silent(now=NOW + timedelta(days=8))

    assert not CallBack.objects.exists()
    assert Case.objects.get(id=case.id).status == "resolved_unconfirmed"


# --- about the office ---


def test_a_bribe_in_a_panchayat_goes_to_the_block_officer(panchayat: Panchayat) -> None:
    contact = make_contact(PHONE)
    case = case_about(panchayat, contact=contact)

    assert (case.confidential, case.officer, case.level_role) == ("office", panchayat.bdo, "bdo")
    assert case.department is None
    assert "দপ্তর: সমষ্টি উন্নয়ন আধিকারিক, ছাতনা" in told(contact)[0]


def test_no_login_of_the_panchayat_finds_it(panchayat: Panchayat) -> None:
    case = case_about(panchayat)

    for officer in (panchayat.pradhan, panchayat.assistant):
        with pytest.raises(NoSuchCaseError):
            queries.case_visible_to(officer, case.ref)
        with pytest.raises(NoSuchCaseError):
            make_move(officer=officer, ref=case.ref, order=MoveOrder("note", note="আমি দেখছি"), now=NOW)
        assert list(queries.cases_visible_to(officer)) == []
        assert counts(officer, ListAsk(words="ঘুষ"), now=NOW)["any"] == 0


def test_the_block_officer_sees_it_masked_and_works_on_it(panchayat: Panchayat) -> None:
    contact = make_contact(PHONE)
    case = case_about(panchayat, contact=contact)

    seen = queries.seen_by(panchayat.bdo, queries.case_visible_to(panchayat.bdo, case.ref), now=NOW)
    make_move(officer=panchayat.bdo, ref=case.ref, order=MoveOrder("reply", note="তদন্ত হচ্ছে"), now=NOW)

    assert (seen.is_whole, seen.party and seen.party.name) == (False, "")
    assert "তদন্ত হচ্ছে" in told(contact)[-1]


def test_it_is_neither_given_nor_referred_into_the_panchayat(panchayat: Panchayat) -> None:
    case = case_about(panchayat)

    inwards = MoveOrder("assign", to=panchayat.assistant)
    department = make_department(panchayat.body, "gp_works")
    referred = MoveOrder("refer", note="দেখুন", department=department)

    with pytest.raises(RefusedError, match="move_not_yours"):
        make_move(officer=panchayat.bdo, ref=case.ref, order=inwards, now=NOW)
    with pytest.raises(RefusedError, match="refer_not_to_whom_it_is_about"):
        make_move(officer=panchayat.bdo, ref=case.ref, order=referred, now=NOW)


def test_the_next_above_has_it_where_the_block_has_nobody(panchayat: Panchayat) -> None:
    Officer.objects.filter(id=panchayat.bdo.id).update(active=False)
    assert panchayat.bdo.body.parent
    dm = make_officer(panchayat.bdo.body.parent, "dm")

    case = case_about(panchayat)

    assert (case.officer, case.level_role, case.escalates_at) == (dm, "dm", None)


def test_what_nobody_above_has_is_seen_by_whoever_stands_above(panchayat: Panchayat) -> None:
    Officer.objects.filter(id=panchayat.bdo.id).update(active=False)
    case = case_about(panchayat)
    assert panchayat.bdo.body.parent
    assert panchayat.bdo.body.parent.parent
    state = make_officer(panchayat.bdo.body.parent.parent, "state")
    clerk = make_officer(panchayat.bdo.body, "clerk")

    assert case.officer is None
    assert queries.case_visible_to(state, case.ref) == case
    assert list(queries.cases_visible_to(clerk)) == []


def test_its_call_back_is_on_the_list_of_the_block(panchayat: Panchayat) -> None:
    case = case_about(panchayat)
    asked = call_back_about(case, party_of(case), reason=CallReason.UNREACHED, source="x", now=NOW)

    ask_call_backs([asked])
    call = CallBack.objects.get()
    close_call_back(officer=panchayat.bdo, call_back_id=call.id, outcome="spoken", note="কথা হয়েছে", now=NOW)

    assert call.body_id == panchayat.bdo.body_id
    clerk = make_officer(panchayat.bdo.body, "clerk")
    assert [list(queries.call_backs(one, now=NOW)) for one in (panchayat.assistant, clerk)] == [[], []]
    assert events(case)[-1] == ("noted", panchayat.bdo.post)


def test_where_nobody_above_is_in_office_nobody_is_asked_to_call(panchayat: Panchayat) -> None:
    Officer.objects.filter(id=panchayat.bdo.id).update(active=False)
    case = case_about(panchayat)

    ask_call_backs([call_back_about(case, party_of(case), reason=CallReason.UNREACHED, source="x", now=NOW)])

    assert not CallBack.objects.exists()


def test_the_office_itself_does_not_register_what_is_about_it(panchayat: Panchayat) -> None:
    registration = Registration(
        version_id=publish(),
        fields=answers(),
        channel="phone",
        caller=Caller(NAME, "+919830077665", "bn"),
        nonce="1",
    )

    with pytest.raises(RefusedError, match="register_about_the_office"):
        register_case(officer=panchayat.assistant, registration=registration, now=NOW)
    assert not Case.objects.exists()


def test_in_a_town_the_same_matter_stays_in_the_town(town: Town) -> None:
    case = hidden_case(town)

    assert (case.officer, case.level_role) == (town.officer, "officer")
    assert case in list(queries.cases_visible_to(town.chairman))


def test_a_neighbours_panchayat_sees_as_little(panchayat: Panchayat) -> None:
    case_about(panchayat)
    other = make_area("arrah", "block", {"bn": "আড়রা", "en": "Arrah"}, panchayat.bdo.body.parent)

    assert list(queries.cases_visible_to(make_officer(other, "bdo"))) == []
