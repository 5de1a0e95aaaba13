"""The same matter twice: who joins has a number of their own, hears everything, and can be heard."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from janasetu.cases import queries
from janasetu.cases.actions import (
    CitizenAnswer,
    CitizenReply,
    MoveOrder,
    answer_claims,
    answer_questions,
    close_silent,
    make_move,
    open_cases,
)
from janasetu.cases.exports import as_json
from janasetu.cases.models import CallBack, Case, CaseAttachment, CaseEvent, CaseParty
from janasetu.cases.tests.factories import NOW, Town, events, evidence, make_town, open_case, order, told
from janasetu.lib.references import grouped
from janasetu.messaging.models import OutboundMessage
from janasetu.people.tests.factories import make_contact
from janasetu.people.values import ContactKey

LATER = NOW + timedelta(hours=1)
LIGHT = {"place": {"text": "সুভাষপল্লী", "ward": "5", "landmark": None, "lat": 26.5205, "lon": 89.2043}}


@pytest.fixture
def town(db: None) -> Town:
    return make_town()


@pytest.fixture
def case(town: Town) -> Case:
    """Rita's street light."""
    return open_case(town, contact=make_contact(), fields=LIGHT)


def joins(
    town: Town, case: Case, contact: ContactKey | None = None, **changes: Any
) -> tuple[CaseParty, ContactKey]:
    """Salim has the same matter."""
    salim = contact or make_contact()
    changes = {"fields": LIGHT, "name": "সেলিম শেখ", "phone": "910000000002"} | changes
    open_cases([order(town, contact=salim, joins=case.ref, **changes)], now=NOW)
    case.refresh_from_db()
    return CaseParty.objects.get(contact_id=salim.id), salim


def says(
    town: Town,
    contact: ContactKey,
    number: str,
    *,
    yes: bool,
    source: str = "in:9:claim",
    at: datetime = LATER,
) -> None:
    word = CitizenAnswer(number, contact, 1, town.line.id, "bn", source, town.line.id, yes=yes)
    answer_claims([word], now=at)


def resolves(town: Town, case: Case) -> None:
    make_move(officer=town.officer, ref=case.ref, now=NOW, order=MoveOrder("resolve", photos=[evidence()]))
    case.refresh_from_db()


def test_who_joins_has_a_number_of_their_own_and_no_case(town: Town, case: Case) -> None:
    party, salim = joins(town, case)

    assert Case.objects.get() == case
    assert (party.case, party.role, case.supporters) == (case, "supporter", 1)
    assert party.ref != case.ref
    assert told(salim) == [
        (
            "আপনাকেও এই অভিযোগের সঙ্গে জুড়ে নিলাম। এর সব খবর আপনিও পাবেন।\n"
            f"আপনার নম্বর: {grouped(party.ref)}\n"
            "বিষয়: রাস্তার আলো জ্বলছে না\n"
            "কাজ শেষ হওয়ার কথা: মঙ্গলবার ২৪ নভেম্বর, দুপুর ১২টা"
        )
    ]


def test_the_words_and_photos_of_who_joins_stand_with_the_case(town: Town, case: Case) -> None:
    photo = evidence()

    party, _ = joins(town, case, files=[(photo.bucket, photo.id)])

    assert events(case)[-1] == ("joined", "citizen")
    assert CaseEvent.objects.latest("id").params == {
        "ref": party.ref,
        "note": "তিন দিন আলো নেই",
        "photos": [str(photo.id)],
    }
    assert CaseAttachment.objects.get(case=case).file_id == photo.id
    assert party.fields["place"] == LIGHT["place"]


def test_nobody_learns_who_the_other_is(town: Town, case: Case) -> None:
    _, salim = joins(town, case)
    (rita,) = queries.parties([town.body.id], [case.id]).values()
    resolves(town, case)

    said = " ".join(told(salim))
    assert rita.name not in said
    assert grouped(case.ref) not in said


@pytest.mark.parametrize(
    ("move", "brings"),
    [
        ("set_out", {}),
        ("reply", {"note": "কাল লোক যাবে"}),
        ("refer", {"note": "আলোর কাজ", "department": "m_works"}),
        ("resolve", {"photos": True, "note": "বাতি বদলানো হল"}),
        ("reject", {"reason": "nothing_found"}),
    ],
)
def test_they_hear_what_the_complainant_hears_under_their_own_number(
    town: Town, case: Case, move: str, brings: dict[str, Any], other_department: Callable[[str], Any]
) -> None:
    party, salim = joins(town, case)
    rita = make_key(case)
    given = {name: value for name, value in brings.items() if name == "note" or name == "reason"}
    if "photos" in brings:
        given["photos"] = [evidence()]
    if "department" in brings:
        given["department"] = other_department(brings["department"])

    make_move(officer=town.officer, ref=case.ref, now=NOW, order=MoveOrder(move, **given))

    assert told(salim)[-1] == told(rita)[-1].replace(case.grouped_ref, grouped(party.ref))


@pytest.fixture
def other_department(town: Town) -> Callable[[str], Any]:
    from janasetu.bodies.tests.factories import make_department

    return lambda code: make_department(town.body, code)


def make_key(case: Case) -> ContactKey:
    party = CaseParty.objects.get(case=case, role="complainant")
    assert party.contact_id
    return ContactKey(party.contact_bucket or 0, party.contact_id)


def test_what_is_asked_of_the_complainant_is_asked_of_nobody_else(town: Town, case: Case) -> None:
    _, salim = joins(town, case)

    make_move(officer=town.officer, ref=case.ref, now=NOW, order=MoveOrder("ask", note="কোন খুঁটি?"))

    assert len(told(salim)) == 1


def test_a_reply_may_be_the_complainants_alone(town: Town, case: Case) -> None:
    _, salim = joins(town, case)

    order_ = MoveOrder("reply", note="আপনার বাড়িতে কাল যাব", alone=True)
    make_move(officer=town.officer, ref=case.ref, now=NOW, order=order_)

    assert len(told(salim)) == 1
    assert "আপনার বাড়িতে কাল যাব" in told(make_key(case))[-1]


def test_the_complainants_yes_ends_it_and_a_supporters_yes_is_noted(town: Town, case: Case) -> None:
    party, salim = joins(town, case)
    resolves(town, case)

    says(town, salim, party.ref, yes=True)
    case.refresh_from_db()
    assert (case.status, events(case)[-1]) == ("awaiting_confirmation", ("agreed", "citizen"))
    assert told(salim)[-1].startswith(f"ধন্যবাদ। {grouped(party.ref)} নম্বরের কাজ হয়েছে")

    says(town, make_key(case), case.ref, yes=True, source="in:10:claim")
    case.refresh_from_db()
    assert case.status == "resolved_confirmed"
    assert len(told(salim)) == 3  # joined, done, thanks: who says that it is done knows how it ends


def test_a_supporters_no_opens_it_again_one_level_up_and_all_hear(town: Town, case: Case) -> None:
    party, salim = joins(town, case)
    resolves(town, case)

    says(town, salim, party.ref, yes=False)

    case.refresh_from_db()
    assert (case.status, case.level, case.officer) == ("in_progress", 1, town.secretary)
    assert CaseEvent.objects.filter(code="reopened").get().params["ref"] == party.ref
    assert told(salim)[-1].startswith("জানানোর জন্য ধন্যবাদ")
    assert told(make_key(case))[-1] == (
        f"অভিযোগ {case.grouped_ref}: কাজ শেষ হয়নি বলে জানা গেছে, তাই আবার খোলা হল। এখন সচিব দেখছেন।"
    )


def test_a_supporters_no_opens_again_what_the_complainant_said_is_done(town: Town, case: Case) -> None:
    party, salim = joins(town, case)
    resolves(town, case)
    says(town, make_key(case), case.ref, yes=True)
    matter = f"আপনার অভিযোগ {grouped(party.ref)} (রাস্তার আলো জ্বলছে না)"
    assert told(salim)[-1].startswith(f"{matter}: যিনি প্রথম জানিয়েছিলেন")

    says(town, salim, party.ref, yes=False, source="in:10:claim")

    case.refresh_from_db()
    assert (case.status, case.level, case.claimed_at, case.confirmed_by) == ("in_progress", 1, None, "")
    assert told(make_key(case))[-1].startswith(f"অভিযোগ {case.grouped_ref}: কাজ শেষ হয়নি বলে জানা গেছে")


def test_a_matter_of_many_ends_in_silence_without_a_reminder_and_all_hear(town: Town, case: Case) -> None:
    party, salim = joins(town, case)
    other, agreeing = joins(town, case)
    resolves(town, case)
    assert (case.reminds_at, case.closes_at) == (None, NOW + timedelta(days=7))
    says(town, agreeing, other.ref, yes=True)

    end = NOW + timedelta(days=7)
    assert close_silent(now=end) == 1

    case.refresh_from_db()
    assert case.status == "resolved_unconfirmed"
    matter = f"আপনার অভিযোগ {grouped(party.ref)} (রাস্তার আলো জ্বলছে না)"
    assert told(salim)[-1].startswith(f"{matter}: দপ্তর কাজ শেষ বলেছে")
    assert [len(told(one)) for one in (make_key(case), salim, agreeing)] == [3, 3, 3]
    says(town, salim, party.ref, yes=False, source="in:10:claim", at=end + timedelta(days=29))
    case.refresh_from_db()
    assert (case.status, case.level) == ("in_progress", 1)


def test_a_supporters_no_counts_once(town: Town, case: Case) -> None:
    party, salim = joins(town, case)
    resolves(town, case)
    says(town, salim, party.ref, yes=False)
    resolves(town, case)

    says(town, salim, party.ref, yes=False, source="in:10:claim")

    case.refresh_from_db()
    assert (case.status, case.level) == ("awaiting_confirmation", 1)
    assert "আগেই নেওয়া হয়েছে" in told(salim)[-1]


def test_the_complainants_no_is_heard_by_the_supporters(town: Town, case: Case) -> None:
    party, salim = joins(town, case)
    resolves(town, case)

    says(town, make_key(case), case.ref, yes=False)

    assert told(salim)[-1].startswith(f"অভিযোগ {grouped(party.ref)}: কাজ শেষ হয়নি বলে জানা গেছে")


def test_a_strangers_word_under_a_supporters_number_is_nothing(town: Town, case: Case) -> None:
    party, _ = joins(town, case)
    resolves(town, case)
    stranger = make_contact()

    says(town, stranger, party.ref, yes=False)

    case.refresh_from_db()
    assert case.status == "awaiting_confirmation"
    assert len(told(stranger)) == 1


def test_words_of_a_supporter_join_the_case_under_their_number(town: Town, case: Case) -> None:
    party, salim = joins(town, case)
    make_move(officer=town.officer, ref=case.ref, now=NOW, order=MoveOrder("ask", note="কোন খুঁটি?"))

    said = CitizenReply(party.ref, salim, 1, town.line.id, "bn", "in:9:a", None, text="১২ নম্বর খুঁটি")
    answer_questions([said], now=LATER)

    case.refresh_from_db()
    assert case.status == "waiting_citizen"  # it was the complainant who was asked
    assert CaseEvent.objects.latest("id").params == {"ref": party.ref, "note": "১২ নম্বর খুঁটি"}
    assert f"{grouped(party.ref)} নম্বরের সঙ্গে লিখে রাখা হল" in told(salim)[-1]


def test_how_it_stands_is_told_by_ones_own_number_alone(town: Town, case: Case) -> None:
    party, salim = joins(town, case)

    def asked(number: str) -> queries.NumberAsk:
        return queries.NumberAsk(town.body.id, salim.id, 1, number)

    found = queries.cases_by_number([asked(party.ref), asked(case.ref)], langs=["bn"])
    assert {ask.ref: brief.ref for ask, brief in found.items()} == {party.ref: party.ref}
    (mine,) = queries.cases_of_contacts([queries.CaseAsk(town.body.id, salim.id, 1)], langs=["bn"]).values()
    assert [(brief.ref, brief.status) for brief in mine] == [(party.ref, "received")]


def test_who_joins_twice_has_one_number(town: Town, case: Case) -> None:
    party, salim = joins(town, case)

    again, _ = joins(town, case, salim)

    assert (again, case.supporters) == (party, 1)
    assert told(salim)[-1].startswith(f"আপনি এটি আগেই জানিয়েছেন। আপনার নম্বর {grouped(party.ref)}")


def test_the_complainant_who_tells_it_again_is_given_the_number_they_have(town: Town, case: Case) -> None:
    open_cases([order(town, contact=make_key(case), fields=LIGHT, joins=case.ref)], now=NOW)

    assert CaseParty.objects.count() == Case.objects.count() == 1
    assert told(make_key(case))[-1].startswith(f"আপনি এটি আগেই জানিয়েছেন। আপনার নম্বর {case.grouped_ref}")


def test_the_same_source_joins_once(town: Town, case: Case) -> None:
    salim = make_contact()
    twice = order(town, contact=salim, fields=LIGHT, joins=case.ref, source="in:7")

    open_cases([twice, twice], now=NOW)
    open_cases([twice], now=NOW)

    assert (CaseParty.objects.filter(role="supporter").count(), len(told(salim))) == (1, 1)


@pytest.mark.parametrize("why", ["said to be done", "of another kind", "of another body"])
def test_what_cannot_be_joined_any_more_becomes_a_case(town: Town, case: Case, why: str) -> None:
    fields: dict[str, Any] = dict(LIGHT)
    here = town
    if why == "said to be done":
        resolves(town, case)
    elif why == "of another kind":
        fields |= {"category": "tree"}
    else:
        here = make_town("basirhat", number=1003)

    opened = open_cases([order(here, contact=make_contact(), fields=fields, joins=case.ref)], now=NOW)

    case.refresh_from_db()
    assert (len(opened), case.supporters) == (1, 0)


def test_a_confidential_matter_cannot_be_joined(town: Town) -> None:
    secret = open_case(town, contact=make_contact(), fields=LIGHT | {"category": "staff_conduct"})

    (own,) = open_cases(
        [order(town, contact=make_contact(), fields=secret.fields, joins=secret.ref)], now=NOW
    )

    assert own != secret
    assert (secret.lat, secret.lon) == (None, None)


def test_a_message_to_a_supporter_in_vain_makes_nobody_telephone(town: Town, case: Case) -> None:
    from janasetu.cases.actions import pass_on_failed

    _, salim = joins(town, case)
    resolves(town, case)
    OutboundMessage.objects.filter(contact_id=salim.id).update(state="failed")

    assert pass_on_failed(now=LATER) == 2
    assert CallBack.objects.count() == 0


def test_a_script_finds_the_case_by_the_supporters_number(town: Town, case: Case) -> None:
    party, _ = joins(town, case)

    (found,) = queries.numbered(queries.for_export(), party.ref)
    told_of = as_json(found)

    assert (told_of["ref"], told_of["supporters"], told_of["parent"]) == (case.ref, 1, None)


def test_an_officer_finds_the_case_by_the_supporters_number(town: Town, case: Case) -> None:
    party, _ = joins(town, case)

    assert queries.case_visible_to(town.officer, party.ref) == case
    assert list(queries.found_by(Case.objects.filter(body=town.body), party.ref)) == [case]
    assert list(queries.found_by(Case.objects.filter(body=town.body), "সেলিম")) == [case]


def test_telling_two_hundred_takes_as_many_statements_as_telling_two(town: Town) -> None:
    def statements(number: int) -> int:
        case = open_case(town, contact=make_contact(), fields=LIGHT)
        orders = [order(town, contact=make_contact(), fields=LIGHT, joins=case.ref) for _ in range(number)]
        with CaptureQueriesContext(connection) as seen:
            open_cases(orders, now=NOW)
            resolves(town, case)
        case.refresh_from_db()
        assert case.supporters == number
        return len(seen)

    assert statements(2) == statements(200)
