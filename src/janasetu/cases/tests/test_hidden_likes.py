"""Who is hidden has a matter of their own: others are not told of it, nobody joins it, it joins nothing."""

import pytest

from janasetu.cases import codes, queries
from janasetu.cases.actions import CodeAsk, MoveOrder, make_move, open_cases, tell_by_code
from janasetu.cases.duplicates import LikeAsk, like_cases
from janasetu.cases.likeness import Where
from janasetu.cases.models import Case, CaseParty
from janasetu.cases.rules import RefusedError
from janasetu.cases.tests.factories import NOW, Town, evidence, make_town, open_case, order, told
from janasetu.cases.tests.hidden import PHONE, answers
from janasetu.catalogue.tests.factories import complaint
from janasetu.lib.references import grouped
from janasetu.people import actions as people
from janasetu.people.tests.factories import make_contact
from janasetu.people.values import ContactKey, Quiet

pytestmark = pytest.mark.django_db

WATER = {"category": "water_no_supply"}


@pytest.fixture
def town() -> Town:
    return make_town()


def hidden(case: Case) -> Case:
    """As where a body hides more than the definition does."""
    Case.objects.filter(id=case.id).update(confidential="complainant")
    case.refresh_from_db()
    return case


def test_the_definition_of_what_is_hidden_has_no_likes() -> None:
    assert complaint().service.alike_in(answers()) is None


def test_nobody_is_asked_whether_theirs_is_the_same(town: Town) -> None:
    hidden(open_case(town))
    rule = complaint().service.alike_in({"category": "streetlight_out"})
    assert rule

    asked = LikeAsk(town.body.id, "streetlight_out", rule, Where("5", None, None, "৫ নং ওয়ার্ড"))

    assert like_cases([asked], now=NOW) == [[]]


def test_who_names_it_gets_a_case_of_their_own(town: Town) -> None:
    case = hidden(open_case(town))

    open_cases([order(town, contact=make_contact(), joins=case.ref)], now=NOW)

    assert (Case.objects.count(), CaseParty.objects.filter(role="supporter").count()) == (2, 0)


@pytest.mark.parametrize("hidden_one", ["the part", "the whole"])
def test_no_officer_merges_it_with_another(town: Town, hidden_one: str) -> None:
    part, whole = open_case(town), open_case(town)
    hidden(part if hidden_one == "the part" else whole)

    with pytest.raises(RefusedError, match="merge_not_alike"):
        make_move(officer=town.officer, ref=part.ref, order=MoveOrder("merge", into=whole.ref), now=NOW)


def test_it_is_counted_for_no_incident_and_becomes_no_part_of_one(town: Town) -> None:
    first, *_ = [open_case(town, contact=make_contact(), fields=WATER) for _ in range(4)]
    hidden(first)

    open_case(town, contact=make_contact(), fields=WATER)
    assert not Case.objects.filter(incident_wards__isnull=False).exists()

    open_cases([order(town, contact=make_contact(), fields=WATER)], now=NOW)
    first.refresh_from_db()
    assert (first.parent, first.status) == (None, "received")
    (incident,) = queries.known_incidents(town.officer)
    assert (incident.supporters, incident.id == first.id) == (4, False)


# --- quiet phones, and codes, of a matter of many ---


@pytest.fixture
def rita() -> ContactKey:
    contact = make_contact(PHONE)
    people.remember_quiet({contact: Quiet()}, now=NOW)
    return contact


def test_who_joins_on_a_quiet_phone_hears_their_own_number_alone(town: Town, rita: ContactKey) -> None:
    case = open_case(town, contact=make_contact())
    open_cases([order(town, contact=rita, joins=case.ref)], now=NOW)
    shown = grouped(queries.parties_of_contacts([town.body.id], [case.id], [rita.id])[0].number)

    make_move(officer=town.officer, ref=case.ref, order=MoveOrder("resolve", photos=[evidence()]), now=NOW)

    assert told(rita) == [
        f"আপনার নম্বর {shown}।\nনতুন খবর এলে এখানে শুধু এই নম্বরটি জানাব।",
        f"আপনার নম্বর {shown}: খবর আছে। হয়েছে কি?",
    ]


def test_number_and_code_of_a_merged_case_tell_how_the_other_stands(town: Town) -> None:
    part, whole = open_case(town), open_case(town)
    make_move(officer=town.officer, ref=part.ref, order=MoveOrder("merge", into=whole.ref), now=NOW)
    asker = make_contact()

    ask = CodeAsk(part.ref, codes.code_of(part.ref), asker, town.line.id, "bn", "in:1:code", town.line.id)
    tell_by_code([ask], now=NOW, wall=NOW)

    assert told(asker)[0].splitlines()[-1] == "এখন: জমা পড়েছে"
