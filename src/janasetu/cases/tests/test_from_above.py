"""Cases that come up to an officer of what the body lies in: theirs to see and to move, and no other."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from janasetu.bodies.actions import Appointee, end_board, sync_posts
from janasetu.bodies.models import LocalBody, Officer, Title
from janasetu.bodies.tests.factories import ORDER, make_area, make_body, make_officer
from janasetu.cases import lists, queries
from janasetu.cases.actions import MoveOrder, escalate_overdue, hand_over_due, make_move
from janasetu.cases.lists import ListAsk
from janasetu.cases.models import Case
from janasetu.cases.rules import RefusedError
from janasetu.cases.tests.factories import NOW, Town, events, evidence, open_case, told
from janasetu.catalogue.tests.factories import publish
from janasetu.messaging.tests.factories import make_line
from janasetu.people.tests.factories import make_contact

LATE = NOW + timedelta(days=60)  # a case that was never touched lies at the top by then


@pytest.fixture
def block(db: None) -> LocalBody:
    sync_posts()
    state = make_area("wb", "state", {"bn": "পশ্চিমবঙ্গ", "en": "West Bengal"})
    district = make_area("bankura", "district", {"bn": "বাঁকুড়া", "en": "Bankura"}, state)
    return make_area("chhatna-block", "block", {"bn": "ছাতনা", "en": "Chhatna"}, district)


@pytest.fixture
def bdo(block: LocalBody) -> Officer:
    return make_officer(block, "bdo")


@pytest.fixture
def panchayat(block: LocalBody, bdo: Officer) -> Town:
    """A panchayat of the block; one officer a level, the highest of them in the block."""
    return make_panchayat("panchayat", 1004, block, bdo)


def make_panchayat(code: str, number: int, block: LocalBody, bdo: Officer) -> Town:
    body = make_body(code, number=number, kind="gram_panchayat", parent=block)
    return Town(
        body=body,
        line=make_line(body.id, provider_id=f"20000000000{number}"),
        version=publish(),
        officer=make_officer(body, "ea"),
        secretary=make_officer(body, "pradhan"),
        chairman=bdo,
    )


def fresh(case: Case) -> Case:
    return Case.objects.get(id=case.id)


def at_the_top(panchayat: Town, **changes: object) -> Case:
    """A case that nobody touched until it came up to the block development officer."""
    case = open_case(panchayat, **changes)  # type: ignore[arg-type]
    for late in (30, 60):
        escalate_overdue(now=NOW + timedelta(days=late))
    return fresh(case)


# --- It comes up ---


def test_the_top_level_of_a_panchayat_is_the_block_development_officer(panchayat: Town, bdo: Officer) -> None:
    case = at_the_top(panchayat, contact=(rita := make_contact()))

    assert (case.level_role, case.officer, case.escalates_at) == ("bdo", bdo, None)
    assert case.body == panchayat.body
    climb = case.events.filter(code="escalated").latest("id")
    assert climb.params == {"level": 2, "role": "bdo", "officer": "bdo@chhatna-block"}
    assert told(rita)[-1].endswith("বিষয়টি এখন সমষ্টি উন্নয়ন আধিকারিক দেখছেন।")


def test_the_citizen_reads_the_title_that_the_block_gives_the_post(panchayat: Town, block: LocalBody) -> None:
    Title.objects.create(
        body=block, role_id="bdo", name={"bn": "বিডিও সাহেব", "en": "The BDO"}, since=NOW - timedelta(days=1)
    )

    at_the_top(panchayat, contact=(rita := make_contact()))

    assert told(rita)[-1].endswith("বিষয়টি এখন বিডিও সাহেব দেখছেন।")


def test_cases_of_many_panchayats_come_up_in_as_many_statements_as_of_one(
    panchayat: Town, block: LocalBody, bdo: Officer
) -> None:
    def statements(towns: list[Town]) -> int:
        cases = [open_case(town) for town in towns]
        Case.objects.filter(id__in=[case.id for case in cases]).update(level=1)
        with CaptureQueriesContext(connection) as seen:
            assert escalate_overdue(now=LATE) == len(towns)
        assert {fresh(case).officer for case in cases} == {bdo}
        return len(seen)

    others = [make_panchayat(f"gp-{n}", 2000 + n, block, bdo) for n in range(2)]

    assert statements([panchayat]) == statements([panchayat, *others])


# --- Whose it is to see ---


def test_who_it_came_up_to_sees_it_and_no_other_case_of_that_panchayat(panchayat: Town, bdo: Officer) -> None:
    other, mine = open_case(panchayat), at_the_top(panchayat)
    Case.objects.filter(id=other.id).update(level=0, officer=panchayat.officer)

    assert queries.case_visible_to(bdo, mine.ref) == mine
    assert queries.case_for_update(bdo, mine.ref) == mine
    assert list(queries.open_cases_of(bdo)) == [mine]
    for case_of in (queries.case_visible_to, queries.case_for_update):
        with pytest.raises(queries.NoSuchCaseError):
            case_of(bdo, other.ref)
    assert list(queries.open_cases_of(panchayat.officer)) == [other, mine]


def test_nobody_else_above_sees_it(panchayat: Town, block: LocalBody) -> None:
    case = at_the_top(panchayat)
    elsewhere = make_area("raipur-block", "block", {"bn": "রায়পুর", "en": "Raipur"}, block.parent)
    strangers = [
        make_officer(block, "bdo"),  # a second one, whose case it is not
        make_officer(block, "clerk"),
        make_officer(block.parent, "dm"),  # type: ignore[arg-type]
        make_officer(elsewhere, "bdo"),
    ]

    for stranger in strangers:
        with pytest.raises(queries.NoSuchCaseError):
            queries.case_visible_to(stranger, case.ref)
        with pytest.raises(queries.NoSuchCaseError):
            queries.case_for_update(stranger, case.ref)
        assert list(queries.open_cases_of(stranger)) == []
        assert lists.counts(stranger, ListAsk(), now=NOW)["open"] == 0


def test_a_case_that_lies_with_somebody_outside_its_bodys_way_up_is_not_theirs_to_see(
    panchayat: Town, block: LocalBody
) -> None:
    elsewhere = make_area("raipur-block", "block", {"bn": "রায়পুর", "en": "Raipur"}, block.parent)
    stranger = make_officer(elsewhere, "bdo")
    case = open_case(panchayat)
    Case.objects.filter(id=case.id).update(officer=stranger)

    with pytest.raises(queries.NoSuchCaseError):
        queries.case_visible_to(stranger, case.ref)


def test_an_officer_of_a_panchayat_sees_nothing_of_another_though_a_case_bears_their_name(
    panchayat: Town, block: LocalBody, bdo: Officer
) -> None:
    other = make_panchayat("gp-2", 2002, block, bdo)
    case = open_case(other)
    Case.objects.filter(id=case.id).update(officer=panchayat.officer)

    with pytest.raises(queries.NoSuchCaseError):
        queries.case_visible_to(panchayat.officer, case.ref)
    assert list(queries.open_cases_of(panchayat.officer)) == []


def test_counts_are_those_of_the_list_in_one_query(panchayat: Town, bdo: Officer) -> None:
    at_the_top(panchayat)
    open_case(panchayat)

    with CaptureQueriesContext(connection) as seen:
        counts = lists.counts(bdo, ListAsk(), now=LATE)

    assert {name: count for name, count in counts.items() if count} == {
        "bodies": 1,
        "open": 1,
        "mine": 1,
        "new": 1,
        "overdue": 1,
    }
    assert len(seen) == 1


def test_it_is_counted_of_how_many_bodies_the_list_is(
    panchayat: Town, block: LocalBody, bdo: Officer
) -> None:
    assert lists.counts(bdo, ListAsk(), now=LATE)["bodies"] == 0
    for town in (panchayat, panchayat, make_panchayat("gp-2", 2002, block, bdo)):
        at_the_top(town)

    assert lists.counts(bdo, ListAsk(), now=LATE)["bodies"] == 2
    assert lists.counts(panchayat.officer, ListAsk(), now=LATE)["bodies"] == 1


def test_every_query_names_the_bodies_whose_cases_it_may_open(panchayat: Town, bdo: Officer) -> None:
    with CaptureQueriesContext(connection) as seen:
        list(queries.open_cases_of(bdo))
        list(queries.open_cases_of(panchayat.officer))

    assert len(seen) == 2
    for query in seen.captured_queries:
        assert '"cases_case"."body_id" = ' in query["sql"].split("WHERE", 1)[1]
    above, below = (query["sql"] for query in seen.captured_queries)
    assert '"cases_case"."body_id" IN (SELECT' in above
    assert '"cases_case"."body_id" IN' not in below


# --- What they may do with it ---


def test_who_it_came_up_to_replies_and_resolves(panchayat: Town, bdo: Officer) -> None:
    case = at_the_top(panchayat, contact=(rita := make_contact()))

    make_move(officer=bdo, ref=case.ref, now=LATE, order=MoveOrder("reply", note="কাল দেখব।"))
    make_move(officer=bdo, ref=case.ref, now=LATE, order=MoveOrder("resolve", photos=[evidence()]))

    assert fresh(case).status == "awaiting_confirmation"
    assert events(case)[-2:] == [("replied", "bdo@chhatna-block"), ("resolve_claimed", "bdo@chhatna-block")]
    assert "সমষ্টি উন্নয়ন আধিকারিক জানিয়েছেন" in told(rita)[-2]


def test_they_may_move_no_case_that_did_not_come_up(panchayat: Town, bdo: Officer) -> None:
    case = open_case(panchayat)

    with pytest.raises(queries.NoSuchCaseError):
        make_move(officer=bdo, ref=case.ref, now=NOW, order=MoveOrder("reply", note="দেখছি"))


def test_a_case_may_be_given_up_to_who_answers_above_and_back_to_the_office(
    panchayat: Town, bdo: Officer
) -> None:
    case = open_case(panchayat)

    make_move(officer=panchayat.secretary, ref=case.ref, now=NOW, order=MoveOrder("assign", to=bdo))
    assert fresh(case).officer == bdo
    make_move(officer=bdo, ref=case.ref, now=NOW, order=MoveOrder("assign", to=panchayat.officer))
    assert fresh(case).officer == panchayat.officer
    with pytest.raises(queries.NoSuchCaseError):  # it is theirs no more
        make_move(officer=bdo, ref=case.ref, now=NOW, order=MoveOrder("reply", note="দেখছি"))


def test_a_case_is_given_to_nobody_above_who_does_not_answer_for_it(
    panchayat: Town, block: LocalBody
) -> None:
    case = open_case(panchayat)
    others = [make_officer(block, "clerk"), make_officer(block.parent, "dm")]  # type: ignore[arg-type]

    for other in others:
        with pytest.raises(RefusedError, match="move_not_yours"):
            make_move(officer=panchayat.officer, ref=case.ref, now=NOW, order=MoveOrder("assign", to=other))
    assert fresh(case).officer == panchayat.officer


def test_what_lay_with_a_block_officer_who_left_lies_with_the_next(
    panchayat: Town, block: LocalBody, bdo: Officer
) -> None:
    case = at_the_top(panchayat)
    Officer.objects.filter(id=bdo.id).update(until=LATE)
    assert hand_over_due(now=LATE) == 1
    assert fresh(case).officer is None
    successor = make_officer(block, "bdo", since=LATE)

    assert hand_over_due(now=LATE) == 1

    assert queries.case_visible_to(successor, case.ref) == case
    with pytest.raises(queries.NoSuchCaseError):
        queries.case_visible_to(bdo, case.ref)


def test_the_end_of_the_blocks_board_leaves_its_officer_in_place(panchayat: Town, block: LocalBody) -> None:
    case = at_the_top(panchayat)
    end_board(
        body_id=block.id,
        at=LATE,
        administrator=Appointee("administrator@chhatna-block", {"bn": "ক", "en": "A"}),
        **ORDER,  # type: ignore[arg-type]
    )

    assert hand_over_due(now=LATE) == 0
    assert fresh(case).officer == case.officer
