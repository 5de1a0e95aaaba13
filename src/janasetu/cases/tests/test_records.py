"""An application is tied to an entry of the register by a clerk, or waits for the record room."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest

from janasetu.audit.models import Look
from janasetu.bodies.tests.factories import make_officer
from janasetu.cases import records
from janasetu.cases.actions import ask_records, choose_entry, hear_record_room, look_up
from janasetu.cases.models import Case, CaseDesk, CaseEntry, CaseEvent, CasePause
from janasetu.cases.rules import RefusedError
from janasetu.cases.tests.factories import NOW, events, told
from janasetu.cases.tests.offices import Office, a_birth_office, apply_for, desk, lies_at, move
from janasetu.catalogue.schema.stages import Register
from janasetu.people.tests.factories import make_contact
from janasetu.people.values import ContactKey
from janasetu.registers.actions import note_not_found
from janasetu.registers.actions.record_room import enter_found
from janasetu.registers.models import RecordSearch, RegisterEntry
from janasetu.registers.rules import RefusedError as RegisterRefusedError
from janasetu.registers.tests.factories import entered
from janasetu.registers.tests.test_record_room import a_scan

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
WEDNESDAY = NOW + 4 * DAY
BORN: Mapping[str, Any] = {
    "for_whom": "self",
    "person": {"bn": "মহম্মদ রহমান", "en": "Md Rahaman"},
    "date_of_birth": "1987-03-04",
    "born_at": "home",
    "birth_address": "দক্ষিণপাড়া",
    "mother": {"bn": "সাবিনা বিবি", "en": "Sabina Bibi"},
    "father": {"bn": "আব্দুল রহমান", "en": "Abdul Rahaman"},
    "registration_number": None,
}
CELLS = {"number": "১২/১৯৮৭", "date": "০৪/০৩/১৯৮৭", "name_bn": "মোঃ রহমান", "volume": "৩", "page": "১৪"}


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_FOLDER = tmp_path


@pytest.fixture
def office(db: None) -> Office:
    return a_birth_office()


@pytest.fixture
def books(office: Office) -> list[RegisterEntry]:
    """Two spellings of one name, born in different years, and somebody else."""
    return entered(
        office.officers["registrar"],
        {"name_bn": "মহঃ রহমান", "father_bn": "আব্দুল রহমান", "mother_bn": "সাবিনা বিবি"},
        {"name_bn": "মোঃ রহমান", "father_bn": "শেখ কালাম", "date": "09/10/1988", "number": "2/1988"},
        {"name_bn": "মহঃ রহিম", "father_bn": "আব্দুল গাজি"},
    )


def register_of(case: Case) -> Register:
    found = records.register_of(case.service)
    assert found
    return found


def found_for(office: Office, case: Case) -> list[str]:
    found = look_up(officer=office.officers["clerk"], case=case, register=register_of(case), now=NOW)
    return [hit.entry.name_bn for hit in found.hits]


def choose(office: Office, case: Case, entry: RegisterEntry) -> CaseEntry:
    at = desk(case, "search").id
    return choose_entry(officer=office.officers["clerk"], ref=case.ref, desk=at, entry_id=entry.id, now=NOW)


def ask(office: Office, case: Case) -> RecordSearch:
    at = desk(case, "search").id
    return ask_records(officer=office.officers["clerk"], ref=case.ref, desk=at, now=NOW)


def refused(act: Any, *given: Any, **more: Any) -> str:
    with pytest.raises(RefusedError) as error:
        act(*given, **more)
    return error.value.key


# --- found in the register ---


def test_both_spellings_are_found_for_an_application_the_right_one_first(
    office: Office, books: list[RegisterEntry]
) -> None:
    case = apply_for(office, BORN)

    assert found_for(office, case) == ["মহঃ রহমান", "মোঃ রহমান"]
    look = Look.objects.latest("id")
    assert (look.what, look.case_id, look.rows, look.by) == (
        "register",
        case.id,
        2,
        office.officers["clerk"].post,
    )


@pytest.mark.parametrize(
    ("answers", "first"),
    [
        ({"registration_number": "২/১৯৮৮", "person": None}, "মোঃ রহমান"),  # by its number alone
        ({"registration_number": "3/1987"}, "মহঃ রহমান"),  # the number of somebody else
        ({"date_of_birth": "2001-03-04"}, "মহঃ রহমান"),  # another year than the book has
        ({"person": {"bn": None, "en": "Rahaman Md"}}, "মহঃ রহমান"),
        ({"person": None}, "মহঃ রহমান"),  # by father and mother, as of a child without a name
    ],
)
def test_what_is_not_known_or_wrong_is_made_up_for_by_the_rest(
    office: Office, books: list[RegisterEntry], answers: dict[str, Any], first: str
) -> None:
    assert found_for(office, apply_for(office, {**BORN, **answers}))[0] == first


def test_the_desk_goes_on_once_an_entry_is_chosen(office: Office, books: list[RegisterEntry]) -> None:
    case = apply_for(office, BORN)

    assert refused(move, office, case, "search", "accept") == "entry_needed"
    choose(office, case, books[0])
    move(office, case, "search", "accept")

    assert lies_at(case) == ["approval"]
    assert ("entry_chosen", "clerk@falakata") in events(case)
    said = CaseEvent.objects.get(case=case, code="entry_chosen").params
    assert (said["number"], said["otherwise"]) == ("1/1987", ["person"])


def test_another_choice_takes_its_place_and_the_first_stays_on_record(
    office: Office, books: list[RegisterEntry]
) -> None:
    case = apply_for(office, BORN)
    choose(office, case, books[1])
    again = [choose(office, case, books[0]).id for _ in range(2)]

    assert again[0] == again[1]
    assert [(one.entry, bool(one.left_at)) for one in CaseEntry.objects.order_by("id")] == [
        (books[1], True),
        (books[0], False),
    ]
    found = records.chosen(case)
    assert found
    assert found.entry == books[0]


def test_what_differs_is_told_letter_by_letter_and_stops_nothing(
    office: Office, books: list[RegisterEntry]
) -> None:
    case = apply_for(office, {**BORN, "date_of_birth": "1987-03-05", "registration_number": "১"})

    told = records.compared(case, register_of(case), books[0], "bn")

    assert [(one.question, one.stands[0][1], one.same, one.alike) for one in told] == [
        ("person", "মহঃ রহমান", False, True),
        ("date_of_birth", "৪ মার্চ ১৯৮৭", False, False),
        ("mother", "সাবিনা বিবি", True, False),
        ("father", "আব্দুল রহমান", True, False),
        ("registration_number", "1/1987", True, False),
    ]


def test_an_entry_that_says_something_else_now_has_to_be_chosen_again(
    office: Office, books: list[RegisterEntry]
) -> None:
    case = apply_for(office, BORN)
    choose(office, case, books[0])
    CaseEntry.objects.update(digest="0" * 32)

    assert refused(move, office, case, "search", "accept") == "entry_needed"


def test_only_who_has_the_desk_and_reads_registers_may_choose_and_only_there(
    office: Office, books: list[RegisterEntry]
) -> None:
    case, at = apply_for(office, BORN), {"now": NOW, "entry_id": books[0].id}
    search = desk(case, "search").id
    councillor = make_officer(office.body, "councillor")

    given = {"ref": case.ref, "desk": search, **at}
    assert refused(choose_entry, officer=councillor, **given) in ("stage_not_yours", "case_not_yours")
    assert (
        refused(choose_entry, officer=office.officers["clerk"], **given | {"entry_id": case.id})
        == "no_such_entry"
    )
    choose(office, case, books[0])
    move(office, case, "search", "accept")
    approval = desk(case, "approval").id
    with pytest.raises(RefusedError, match="stage_move_unknown"):
        choose_entry(officer=office.officers["registrar"], ref=case.ref, desk=approval, **at)
    with pytest.raises(RefusedError, match="stage_left"):
        choose_entry(officer=office.officers["clerk"], **given)


# --- not there: the record room ---


@pytest.fixture
def rita(office: Office) -> ContactKey:
    return make_contact()


def test_the_record_room_is_asked_once_and_the_applicant_hears_until_when(
    office: Office, rita: ContactKey
) -> None:
    case = apply_for(office, BORN, contact=rita)
    promised = case.promise_due_at

    searches = {ask(office, case).id for _ in range(2)}

    search = RecordSearch.objects.get()
    assert searches == {search.id}
    assert (search.case_id, search.name, search.year_from, search.year_to) == (
        case.id,
        "মহম্মদ রহমান",
        1986,
        1988,
    )
    assert [code for code, _ in events(case)].count("records_asked") == 1
    assert told(rita)[-1].splitlines()[1].startswith("রেকর্ড রুমে পুরনো বই খোঁজা হচ্ছে।")
    fresh = Case.objects.get(id=case.id)
    assert fresh.promise_due_at > promised + 5 * DAY  # the promise is of records that match
    assert fresh.statutory_due_at == case.statutory_due_at  # the law knows nothing of it


def test_what_is_found_comes_back_to_the_desk_and_the_promise_runs_on(
    office: Office, rita: ContactKey
) -> None:
    case = apply_for(office, BORN, contact=rita)
    waits = Case.objects.get(id=case.id)
    search, due = ask(office, case), desk(case, "search").due_at
    rests = Case.objects.get(id=case.id)
    entry = enter_found(
        officer=office.officers["registrar"], search_id=search.id, cells=CELLS, scan=a_scan(), now=WEDNESDAY
    )

    assert [hear_record_room(now=WEDNESDAY) for _ in range(2)] == [1, 0]

    assert events(case)[-1] == ("records_answered", "registrar@falakata")
    assert told(rita)[-1].startswith("সুখবর")
    pause = CasePause.objects.get(case=case)
    assert (pause.reason, pause.ended_at) == ("record_room", WEDNESDAY)
    fresh = Case.objects.get(id=case.id)
    assert waits.promise_due_at < fresh.promise_due_at < rests.promise_due_at
    came_back = desk(case, "search").due_at
    assert due
    assert came_back
    assert came_back < due
    assert found_for(office, case) == ["মোঃ রহমান"]
    choose(office, case, entry)
    move(office, case, "search", "accept")
    assert lies_at(case) == ["approval"]


def test_what_is_not_found_is_decided_by_the_clerk_who_says_why(office: Office, rita: ContactKey) -> None:
    case = apply_for(office, BORN, contact=rita)
    search = ask(office, case)
    said = len(told(rita))
    note_not_found(
        officer=office.officers["registrar"], search_id=search.id, searched="১৯৮৬-৮৮, বই ১-৬", now=NOW
    )

    hear_record_room(now=NOW)

    assert CaseEvent.objects.filter(case=case).latest("id").params["found"] is False
    assert len(told(rita)) == said
    move(office, case, "search", "reject", note=records.why_missed(records.last_search(case), "bn"))
    assert "রেকর্ড রুমে খুঁজে এই নামে কোনও নিবন্ধন পাওয়া যায়নি" in told(rita)[-1]
    assert "১৯৮৬-৮৮, বই ১-৬" in told(rita)[-1]


def test_who_asks_the_record_room_again_gains_no_time(office: Office) -> None:
    case = apply_for(office, BORN)
    for _ in range(2):
        search = ask(office, case)
        note_not_found(officer=office.officers["registrar"], search_id=search.id, searched="বই ১", now=NOW)
        hear_record_room(now=NOW)

    assert RecordSearch.objects.count() == 2
    assert CasePause.objects.count() == 1


def test_a_case_that_ended_meanwhile_hears_nothing(office: Office) -> None:
    case = apply_for(office, BORN)
    search = ask(office, case)
    move(office, case, "search", "reject")
    last = events(case)
    note_not_found(officer=office.officers["registrar"], search_id=search.id, searched="বই ১", now=NOW)

    assert [hear_record_room(now=NOW) for _ in range(2)] == [1, 0]
    assert events(case) == last


def test_a_clerk_of_another_department_neither_looks_nor_asks(office: Office) -> None:
    case = apply_for(office, BORN)
    CaseDesk.objects.update(officer=(stranger := make_officer(office.body, "councillor")))

    with pytest.raises(RegisterRefusedError, match="not_yours"):
        ask_records(officer=stranger, ref=case.ref, desk=desk(case, "search").id, now=NOW)
    with pytest.raises(RegisterRefusedError, match="not_yours"):
        look_up(officer=stranger, case=case, register=register_of(case), now=NOW)
    assert not RecordSearch.objects.exists()
