"""A voice opens a case before anybody has heard it; somebody does, and tells what was understood."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from janasetu.bodies.models import Department, Officer
from janasetu.bodies.tests.factories import make_department, make_officer
from janasetu.cases.actions import (
    CitizenReply,
    MoveOrder,
    answer_questions,
    ask_to_say_again,
    call_desks_to_voices,
    hear_voice,
    let_voice_go,
    make_move,
    open_cases,
    take_voice,
)
from janasetu.cases.exports import as_json
from janasetu.cases.listening import heard_in, next_free, unheard, waiting
from janasetu.cases.models import Case, CaseAttachment, CaseParty, VoiceNote
from janasetu.cases.periods import Period
from janasetu.cases.queries import for_export
from janasetu.cases.rules import RefusedError
from janasetu.cases.tests.factories import NOW, Town, events, make_town, order, told
from janasetu.documents.models import ReceivedFile
from janasetu.lib.ids import uuid7
from janasetu.lib.references import grouped
from janasetu.people.tests.factories import make_contact
from janasetu.people.values import ContactKey

MINUTE = timedelta(minutes=1)
WALL = datetime(2030, 1, 1, tzinfo=UTC)
MONDAY = datetime(2026, 11, 23, 6, 30, tzinfo=UTC)  # noon in Kolkata
PLACE = {"text": "পাম্প হাউসের সামনে", "ward": "5", "landmark": None, "lat": None, "lon": None}
SAID = {"category": "water_no_supply", "description": "তিন দিন জল আসছে না", "place": PLACE}


@pytest.fixture
def town(db: None) -> Town:
    town = make_town()
    make_department(town.body, "m_office")
    make_department(town.body, "m_water")
    return town


@pytest.fixture
def clerk(town: Town) -> Officer:
    return make_officer(town.body, "clerk")


@pytest.fixture
def rita() -> ContactKey:
    return make_contact()


def a_voice() -> ReceivedFile:
    return ReceivedFile.objects.create(
        id=uuid7(), bucket=3, state="stored", kind="audio", mime="audio/ogg", received_at=NOW
    )


def voiced(
    town: Town, contact: ContactKey | None = None, *, at: datetime = NOW, voice: ReceivedFile | None = None
) -> list[Case]:
    """Somebody just sends a voice; the cases that it opens."""
    voice = voice or a_voice()
    nothing: dict[str, Any] = {"category": None, "place": None, "photo": None}
    fields = nothing | {"description": {"text": "", "voice": [str(voice.id)]}}
    files = [(voice.bucket, voice.id)]
    return open_cases([order(town, contact=contact, fields=fields, files=files, opened_at=at)], now=at)


def hear(clerk: Officer, case: Case, *, voices: int = 1, now: datetime = NOW + MINUTE, **said: Any) -> Case:
    hear_voice(officer=clerk, ref=case.ref, fields=SAID | said, voices=voices, wall=WALL, now=now)
    return Case.objects.get(id=case.id)


# --- it opens a case ---


def test_a_voice_has_a_number_at_once_and_the_number_to_call_in_danger(town: Town, rita: ContactKey) -> None:
    (case,) = voiced(town, rita)

    (receipt,) = told(rita)
    assert receipt.splitlines()[:4] == [
        f"আপনার কথা পেয়েছি। নম্বর: {grouped(case.ref)}",
        "আমাদের কর্মী শুনে এখানেই জানাবেন।",
        "বিপদ হলে অপেক্ষা করবেন না, ফোন করুন:",
        "যে কোনো বিপদে: 112",
    ]
    assert case.title_in("bn") == "ভয়েস মেসেজ, শোনা বাকি"
    shown = as_json(for_export().get(id=case.id))
    assert (shown["category"], shown["department"], shown["attachments"]) == (None, "m_office", 1)
    assert case.promise_due_at == NOW + timedelta(hours=48)


def test_the_next_voice_of_the_same_person_has_the_same_number(town: Town, rita: ContactKey) -> None:
    (case,) = voiced(town, rita)

    assert voiced(town, rita, at=NOW + MINUTE) == []

    assert told(rita)[1:] == [f"এই কথাও পেয়েছি। নম্বর একই রইল, {grouped(case.ref)}।"]
    case.refresh_from_db()
    assert len(case.fields["description"]["voice"]) == 2
    assert CaseAttachment.objects.filter(case=case).count() == 2
    assert events(case) == [("opened", "citizen"), ("answered_question", "citizen")]


@pytest.mark.parametrize("whose", ["another", "later", "heard"])
def test_another_matter_has_a_number_of_its_own(
    town: Town, rita: ContactKey, clerk: Officer, whose: str
) -> None:
    (case,) = voiced(town, rita)
    if whose == "heard":
        hear(clerk, case)

    after = timedelta(hours=2) if whose == "later" else 2 * MINUTE
    opened = voiced(town, make_contact("919830000002") if whose == "another" else rita, at=NOW + after)

    assert [one.id for one in opened] != [case.id]
    assert len(opened) == 1


def test_many_voices_cost_as_many_statements_as_two(town: Town) -> None:
    """Nobody's words slow down those of others."""

    def cost(many: int) -> int:
        orders = []
        for _ in range(many):
            voice = a_voice()
            fields = {"category": None, "place": None, "description": {"text": "", "voice": [str(voice.id)]}}
            files = [(voice.bucket, voice.id)]
            orders.append(order(town, contact=make_contact(), fields=fields, files=files))
        with CaptureQueriesContext(connection) as queries:
            open_cases(orders, now=NOW)
        return len(queries)

    cost(1)
    assert cost(2) == cost(6)


# --- it is heard ---


def test_whoever_hears_it_routes_it_and_the_time_runs_since_it_was_sent(
    town: Town, rita: ContactKey, clerk: Officer
) -> None:
    (case,) = voiced(town, rita)

    heard = hear(clerk, case, now=NOW + 10 * MINUTE)

    assert (heard.category, heard.ward, heard.department) == (
        "water_no_supply",
        "5",
        Department.objects.get(code="m_water"),
    )
    assert heard.promise_due_at == NOW + timedelta(hours=24)
    assert heard.fields["description"] == {
        "text": "তিন দিন জল আসছে না",
        "voice": case.fields["description"]["voice"],
    }
    assert events(heard)[1:] == [("voice_heard", clerk.post)]
    (_receipt, understood) = told(rita)
    assert understood.splitlines() == [
        f"আপনার ভয়েস মেসেজ শুনে {grouped(case.ref)} নম্বরে লিখলাম:",
        "বিষয়: জল আসছে না",
        "জায়গা: পাম্প হাউসের সামনে, ওয়ার্ড ৫",
        "কথা: তিন দিন জল আসছে না",
        "দপ্তর: আলো",
        "সময়সীমা: ২২ নভেম্বর, দুপুর ১২টা",
        "ভুল থাকলে নিচের বোতাম টিপুন।",
    ]
    assert list(unheard(clerk)) == []


def test_a_voice_without_a_place_is_written_down_and_the_place_is_asked(
    town: Town, rita: ContactKey, clerk: Officer
) -> None:
    (case,) = voiced(town, rita)

    heard = hear(clerk, case, place=None)

    assert (heard.status, heard.ward) == ("waiting_citizen", "")
    assert told(rita)[-1].startswith(f"আপনার অভিযোগ {grouped(case.ref)} (জল আসছে না) কোন জায়গার?")


def test_who_tells_of_a_bribe_by_voice_is_hidden_from_then_on(
    town: Town, rita: ContactKey, clerk: Officer
) -> None:
    (case,) = voiced(town, rita)

    heard = hear(clerk, case, category="staff_conduct", description="আমি রীতা রায়, টাকা চাইছে")

    assert heard.confidential == "complainant"
    assert heard.fields["description"] == "আমি •••, টাকা চাইছে"
    party = CaseParty.objects.get(case=case)
    assert (party.search, party.withheld["fields"]["place"]) == ("", PLACE)
    assert [one.role for one in CaseAttachment.objects.filter(case=case)] == ["held"]


def test_what_cannot_be_heard_is_asked_again_and_comes_back_with_the_answer(
    town: Town, rita: ContactKey, clerk: Officer
) -> None:
    (case,) = voiced(town, rita)

    ask_to_say_again(officer=clerk, ref=case.ref, wall=WALL, now=NOW + MINUTE)

    assert told(rita)[-1].startswith("আপনার ভয়েস মেসেজে কথা শোনা গেল না।")
    assert list(unheard(clerk)) == []
    assert town.line
    reply = CitizenReply(
        ref=case.ref, contact=rita, epoch=1, line_id=town.line.id, lang="bn", source="in:2", text="জল নেই"
    )
    answer_questions([reply], now=NOW + 2 * MINUTE)
    assert [note.case_id for note in unheard(clerk)] == [case.id]


# --- one listener at a time ---


def test_a_voice_is_one_clerks_for_five_minutes(town: Town, clerk: Officer) -> None:
    (first,), (second,) = voiced(town), voiced(town, at=NOW + MINUTE)
    colleague = make_officer(town.body, "operator")
    take_voice(officer=clerk, ref=first.ref, wall=WALL, now=NOW)

    assert take_voice(officer=colleague, ref=first.ref, wall=WALL, now=NOW).listener == clerk
    found = next_free(colleague, wall=WALL)
    assert found
    assert found.case_id == second.id
    with pytest.raises(RefusedError, match="voice_with_another"):
        hear(colleague, first)
    later = WALL + 6 * MINUTE
    assert take_voice(officer=colleague, ref=first.ref, wall=later, now=NOW).listener == colleague

    let_voice_go(officer=colleague, ref=first.ref, now=NOW)
    assert VoiceNote.objects.get(case=first).listener is None


def test_what_was_heard_or_has_grown_is_not_written_down(
    town: Town, rita: ContactKey, clerk: Officer
) -> None:
    (case,) = voiced(town, rita)
    voiced(town, rita, at=NOW + MINUTE)

    with pytest.raises(RefusedError, match="voice_more_came"):
        hear(clerk, case)
    hear(clerk, case, voices=2)
    with pytest.raises(RefusedError, match="voice_heard_already"):
        hear(clerk, case, voices=2)


def test_nobody_hears_voices_but_the_desks_of_the_body(town: Town) -> None:
    (case,) = voiced(town)
    councillor = make_officer(town.body, "councillor")
    stranger = make_officer(make_town("basirhat", number=1003).body, "clerk")

    with pytest.raises(RefusedError, match="voice_not_yours"):
        hear(councillor, case)
    with pytest.raises(RefusedError, match="voice_heard_already"):
        hear(stranger, case)


def test_who_has_the_case_may_say_what_it_is_about_and_nobody_need_hear_it_then(
    town: Town, clerk: Officer
) -> None:
    (case,) = voiced(town, at=MONDAY)

    move = MoveOrder("correct", subject="water_no_supply", note="শুনেছি")
    make_move(officer=town.officer, ref=case.ref, order=move, now=MONDAY + MINUTE)

    assert list(unheard(clerk)) == []
    call_desks_to_voices(now=MONDAY + 3 * MINUTE)
    assert ("voice_unheard", "system") not in events(case)


# --- the desk is called ---


def test_the_desk_is_called_after_two_minutes_of_office_hours(town: Town, clerk: Officer) -> None:
    (night,) = voiced(town)  # a Saturday
    (noon,) = voiced(town, at=MONDAY)

    opening = datetime(2026, 11, 23, 4, 32, tzinfo=UTC)
    assert call_desks_to_voices(now=opening - MINUTE) == 0
    assert call_desks_to_voices(now=opening) == 1
    assert call_desks_to_voices(now=MONDAY + 2 * MINUTE) == 1
    assert call_desks_to_voices(now=MONDAY + 3 * MINUTE) == 0

    assert [events(case)[1:] for case in (night, noon)] == [[("voice_unheard", "system")]] * 2
    assert waiting(clerk, now=MONDAY).rings


def test_what_is_heard_in_time_calls_nobody_and_counts(town: Town, rita: ContactKey, clerk: Officer) -> None:
    (case,) = voiced(town, rita, at=MONDAY)
    voiced(town, at=MONDAY)

    hear(clerk, case, now=MONDAY + MINUTE)

    assert call_desks_to_voices(now=MONDAY + 2 * MINUTE) == 1
    assert (waiting(clerk, now=MONDAY).notes, waiting(clerk, now=MONDAY).rings) == (1, True)
    found = heard_in(clerk, Period("days", MONDAY.date(), MONDAY.date()))
    assert (found.notes, found.in_time) == (2, 1)
