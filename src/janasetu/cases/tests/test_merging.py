"""Officers merge and split, and declare what is known: nobody is ended by it, and everybody is told."""

from datetime import timedelta
from typing import Any

import pytest

from janasetu.bodies.models import Ward
from janasetu.bodies.tests.factories import make_officer
from janasetu.cases.actions import CitizenWord, MoveOrder, make_move, open_cases, part_ways, split_off
from janasetu.cases.models import Case, CaseParty, CasePause
from janasetu.cases.queries import CaseAsk, cases_of_contacts
from janasetu.cases.rules import RefusedError
from janasetu.cases.tests.factories import NOW, Town, events, evidence, make_town, open_case, order, told
from janasetu.lib.references import grouped
from janasetu.people.tests.factories import make_contact
from janasetu.people.values import ContactKey

LATER = NOW + timedelta(hours=1)


@pytest.fixture
def town(db: None) -> Town:
    return make_town()


def move(town: Town, case: Case, code: str, **order_: Any) -> Case:
    make_move(officer=town.officer, ref=case.ref, now=LATER, order=MoveOrder(code, **order_))
    case.refresh_from_db()
    return case


def two(town: Town) -> tuple[Case, Case, ContactKey]:
    """Rita's street light, and Salim's, which is the same."""
    salim = make_contact()
    return open_case(town, contact=make_contact()), open_case(town, contact=salim), salim


def test_a_merged_case_has_ended_as_a_duplicate_and_its_complainant_is_told_why(town: Town) -> None:
    first, second, salim = two(town)

    move(town, second, "merge", into=first.ref, note="একই খুঁটি")

    first.refresh_from_db()
    assert (second.status, second.parent, second.ended_at, second.escalates_at) == (
        "duplicate",
        first,
        LATER,
        None,
    )
    assert first.supporters == 1
    assert events(second)[-1] == ("merged", "officer@falakata")
    assert events(first)[-1] == ("joined", "officer@falakata")
    assert told(salim)[-1] == (
        f"আপনার অভিযোগ {second.grouped_ref} (রাস্তার আলো জ্বলছে না): "
        "একই সমস্যা আগে জানানো হয়েছে, তাই দুটো একসঙ্গে দেখা হচ্ছে।\n"
        "একই খুঁটি\n"
        "আপনার নম্বর একই থাকছে, সব খবর আপনিও পাবেন।"
    )


def test_the_end_of_the_other_is_told_under_their_own_number(town: Town) -> None:
    first, second, salim = two(town)
    move(town, second, "merge", into=first.ref)

    move(town, first, "resolve", photos=[evidence()])

    assert f"{second.grouped_ref} (রাস্তার আলো জ্বলছে না): দপ্তর জানিয়েছে, কাজ শেষ হয়েছে।" in told(salim)[-1]
    asked = CaseAsk(town.body.id, salim.id, 1)
    (mine,) = cases_of_contacts([asked], langs=["bn"])[asked]
    assert (mine.ref, mine.status) == (second.ref, "awaiting_confirmation")


def test_whose_case_was_merged_may_disagree_and_it_goes_up(town: Town) -> None:
    first, second, salim = two(town)
    move(town, second, "merge", into=first.ref)

    part_ways([CitizenWord(second.ref, salim, 1, town.line.id, "bn", "in:9:d", None)], now=LATER)

    second.refresh_from_db()
    first.refresh_from_db()
    assert (second.status, second.level, second.officer, second.parent) == (
        "in_progress",
        1,
        town.secretary,
        None,
    )
    assert (first.supporters, second.promise_due_at) == (0, NOW + timedelta(hours=72))


def test_a_split_case_is_its_own_again_with_its_own_promise(town: Town) -> None:
    first, second, salim = two(town)
    move(town, second, "merge", into=first.ref)

    move(town, second, "split")

    first.refresh_from_db()
    assert (second.status, second.parent, second.ended_at, first.supporters) == ("in_progress", None, None, 0)
    assert second.escalates_at == second.promise_due_at == NOW + timedelta(hours=72)
    assert told(salim)[-1].startswith(f"আপনার অভিযোগ {second.grouped_ref} এবার আলাদা করে দেখা হবে।")


def test_a_merged_case_waits_for_nobody_and_has_its_time_back_when_it_is_split_off(town: Town) -> None:
    first, second, _ = two(town)
    order_ = MoveOrder("ask", note="কোন খুঁটি?")
    make_move(officer=town.officer, ref=second.ref, now=NOW, order=order_)

    move(town, second, "merge", into=first.ref)
    move(town, second, "split")

    assert CasePause.objects.get().ended_at == LATER
    assert second.escalates_at == second.promise_due_at == NOW + timedelta(hours=73)


def test_what_was_merged_before_goes_along(town: Town) -> None:
    first, second, _ = two(town)
    third = open_case(town, contact=(mita := make_contact()))
    move(town, third, "merge", into=second.ref)

    move(town, second, "merge", into=first.ref)

    third.refresh_from_db()
    first.refresh_from_db()
    assert (third.parent, first.supporters, second.supporters) == (first, 2, 0)
    move(town, first, "reject", reason="nothing_found")
    assert third.grouped_ref in told(mita)[-1]


@pytest.mark.parametrize("why", ["itself", "no number", "ended", "of nobody else", "of another body"])
def test_this_is_merged_with_nothing(town: Town, why: str) -> None:
    first, second, _ = two(town)
    into = {"itself": second.ref, "no number": "12", "ended": first.ref}.get(why, "")
    if why == "ended":
        move(town, first, "reject", reason="nothing_found")
    elif why == "of nobody else":
        into = open_case(town, fields={"category": "pension_dues"}).ref
    elif why == "of another body":
        into = open_case(make_town("basirhat", number=1003)).ref

    with pytest.raises(RefusedError) as refused:
        move(town, second, "merge", into=into)

    assert refused.value.key == ("merge_where" if why == "no number" else "merge_not_alike")
    second.refresh_from_db()
    assert second.status == "received"


def test_who_may_not_work_on_it_may_not_merge_it(town: Town) -> None:
    first, second, _ = two(town)
    runner = make_officer(town.body, "runner")

    with pytest.raises(RefusedError, match="move_not_yours"):
        make_move(officer=runner, ref=second.ref, now=LATER, order=MoveOrder("merge", into=first.ref))


def test_an_officer_gives_a_supporter_a_case_of_their_own(town: Town) -> None:
    case, salim = open_case(town, contact=make_contact()), make_contact()
    photo = evidence()
    open_cases([order(town, contact=salim, joins=case.ref, files=[(photo.bucket, photo.id)])], now=NOW)
    number = CaseParty.objects.get(contact_id=salim.id).ref

    own = split_off(officer=town.officer, ref=number, now=LATER)

    case.refresh_from_db()
    assert (own.ref, own.opened_at, own.status, case.supporters) == (number, NOW, "received", 0)
    assert own.attachments.get().file_id == photo.id
    assert events(own) == [("opened", "citizen"), ("split", "officer@falakata")]
    assert CaseParty.objects.get(contact_id=salim.id).case == own
    assert grouped(number) in told(salim)[-1]


def test_a_number_that_nobody_joined_by_is_not_split_off(town: Town) -> None:
    case = open_case(town, contact=make_contact())

    with pytest.raises(RefusedError, match="split_what"):
        split_off(officer=town.officer, ref=case.ref, now=LATER)


# --- known incidents ---


def no_water(town: Town, ward: str = "5", **changes: Any) -> Case:
    fields = {"category": "water_no_supply", "place": {"text": "", "ward": ward}}
    return open_case(town, contact=make_contact(), fields=fields, **changes)


def test_a_declared_incident_takes_in_the_likes_of_its_wards_and_tells_them_when(town: Town) -> None:
    case, like, elsewhere = no_water(town), no_water(town, "6"), no_water(town, "7")
    until = NOW + timedelta(hours=5)

    move(town, case, "declare", wards=["5", "6"], expected_at=until)

    like.refresh_from_db()
    elsewhere.refresh_from_db()
    assert (case.incident_wards, case.expected_at, case.lane, case.supporters) == (
        ["5", "6"],
        until,
        "urgent",
        1,
    )
    assert (like.parent, elsewhere.parent) == (case, None)
    party = CaseParty.objects.get(case=like)
    assert told(ContactKey(party.contact_bucket or 0, party.contact_id or like.id))[-1] == (
        "এই সমস্যাটি অফিসের জানা আছে: জল আসছে না, ওয়ার্ড ৬। কাজ চলছে।\n"
        "কাজ শেষ হওয়ার কথা: শনিবার ২১ নভেম্বর, বিকেল ৫টা\n"
        f"আপনার নম্বর: {like.grouped_ref}\n"
        "কাজ শেষ হলে আপনাকেও এখানে জানাব।"
    )
    assert open_cases([order(town, contact=make_contact(), fields=like.fields)], now=LATER) == []


def test_what_is_everywhere_is_joined_from_every_ward(town: Town) -> None:
    move(town, no_water(town), "declare")
    elsewhere = {"category": "water_no_supply", "place": {"ward": "11"}}

    assert open_cases([order(town, fields=elsewhere)], now=LATER) == []


@pytest.mark.parametrize(
    ("order_", "why"),
    [
        ({"wards": ["99"]}, "incident_wards"),
        ({"expected_at": NOW}, "incident_when"),
    ],
)
def test_a_declaration_that_cannot_be_true_is_refused(town: Town, order_: dict[str, Any], why: str) -> None:
    Ward.objects.create(body=town.body, number="5", name={}, since=NOW.date())

    with pytest.raises(RefusedError, match=why):
        move(town, no_water(town), "declare", **order_)


def test_what_is_known_is_not_declared_again(town: Town) -> None:
    move(town, no_water(town), "declare", wards=["5"])
    other = no_water(town, "6")

    with pytest.raises(RefusedError, match="incident_known"):
        move(town, other, "declare", wards=["5", "6"])


def test_a_matter_of_ones_own_is_no_incident(town: Town) -> None:
    with pytest.raises(RefusedError, match="incident_not_here"):
        move(town, open_case(town, fields={"category": "tax_bill"}), "declare", wards=["5"])
