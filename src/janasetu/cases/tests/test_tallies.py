"""What was kept at a recount is what a count of the same cases finds, from above and for every time."""

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from janasetu.bodies.actions import sync_posts
from janasetu.bodies.models import LocalBody
from janasetu.bodies.tests.factories import make_area, make_body, make_officer
from janasetu.cases.actions.recounting import recount
from janasetu.cases.choices import CLAIMED, OPEN, Status
from janasetu.cases.models import Case, CaseEvent, Recount, Tally
from janasetu.cases.periods import PERIODS, Period, period_of
from janasetu.cases.reporting import Figures, ReportAsk, Scope, listed, report_of, scope_of
from janasetu.cases.tallies import Kept, kept_report
from janasetu.cases.tests.factories import NOW
from janasetu.cases.trends import trend_of
from janasetu.catalogue.tests.factories import publish
from janasetu.lib.clock import local
from janasetu.lib.ids import uuid7

DAY = timedelta(days=1)
TODAY = local(NOW).date()
THIS_MONTH, THIS_YEAR = period_of("month", today=TODAY), period_of("year", today=TODAY)


@pytest.fixture
def state(db: None) -> LocalBody:
    """A state of two districts, a block in one of them, and offices at every depth."""
    sync_posts()
    state = make_area("wb", "state", {"bn": "পশ্চিমবঙ্গ", "en": "West Bengal"})
    near, far = (make_area(code, "district", {"bn": code, "en": code}, state) for code in ("near", "far"))
    block = make_area("block", "block", {"bn": "block", "en": "block"}, near)
    for number, parent in enumerate((near, near, far, block, block), 1001):
        make_body(f"town-{number}", number=number, parent=parent)
    return state


def read_by(body: LocalBody, role: str) -> Scope:
    return scope_of(make_officer(body, role))


def a_case(body: LocalBody, **columns: object) -> Case:
    told = {"category": "water_no_supply", "opened_at": NOW - DAY, "promise_due_at": NOW + DAY} | columns
    case_id = uuid7()
    made = {"id": case_id, "ref": str(case_id.int)[:20], "source": str(case_id), "channel": "web"}
    return Case.objects.create(body=body, version_id=publish(), **made, **told)


def said(case: Case, code: str, at: datetime) -> None:
    CaseEvent.objects.create(id=uuid7(), body_id=case.body_id, case=case, code=code, by="citizen", at=at)


def anything(bodies: list[LocalBody], dice: random.Random) -> Iterator[Case]:
    """Cases of the last fourteen months, with whatever may have happened to them in whatever month."""

    def moment() -> datetime:
        return NOW - dice.random() * 430 * DAY

    for _ in range(60):
        status = dice.choice(Status.values)
        rated, acted, law = (dice.random() < 0.5 for _ in range(3))
        opened, first, claimed, ended = sorted(moment() for _ in range(4))
        case = a_case(
            dice.choice(bodies),
            status=status,
            category=dice.choice(["water_no_supply", "streetlight_out"]),
            opened_at=opened,
            promise_due_at=opened + dice.random() * 60 * DAY,
            statutory_due_at=opened + dice.random() * 90 * DAY if law else None,
            first_action_at=first if acted else None,
            claimed_at=claimed if status in CLAIMED else None,
            ended_at=None if status in OPEN else ended,
            stars=dice.randint(1, 5) if rated else None,
            rated_at=moment() if rated else None,
        )
        for code in dice.choices(["reopened", "thanked"], k=dice.choice([0, 0, 1, 2, 4])):
            said(case, code, moment())
        yield case


def exactly(one: Figures) -> tuple[object, ...]:
    """The counts and the mean of the stars; times are kept to one part in twenty."""
    return one.counts, one.stars and round(one.stars, 6)


def kept(scope: Scope, period: Period = THIS_MONTH, by: str = "body", now: datetime = NOW) -> Kept:
    found = kept_report(scope, ReportAsk(period, by=by), now=now)  # type: ignore[arg-type]
    assert found
    return found


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_kept_figures_are_those_of_a_count(state: LocalBody, seed: int) -> None:
    dice = random.Random(seed)
    list(anything(list(LocalBody.objects.all()), dice))
    above = [
        read_by(LocalBody.objects.get(code=one), role) for one, role in (("wb", "state"), ("near", "dm"))
    ]
    recount(now=NOW)

    for scope in above:
        for code in PERIODS:
            for by in ("body", "category"):
                ask = ReportAsk(period_of(code, today=TODAY), by=by)  # type: ignore[arg-type]
                there, counted = kept(scope, ask.period, by), report_of(scope, ask, now=NOW)
                assert {k: exactly(one) for k, one in there.report.groups.items()} == {
                    k: exactly(one) for k, one in counted.groups.items()
                }
                assert exactly(there.report.total) == exactly(counted.total)
                assert there.months == trend_of(scope, ask, now=NOW)


def test_times_are_told_to_one_part_in_twenty(state: LocalBody) -> None:
    town = LocalBody.objects.get(code="town-1001")
    for hours in (1, 5, 30, 200):
        a_case(town, opened_at=NOW - 10 * DAY, first_action_at=NOW - 10 * DAY + timedelta(hours=hours))
    scope = read_by(state, "state")
    recount(now=NOW)

    told = kept(scope).report.total.until_acted

    assert told
    assert told.median / timedelta(hours=5) == pytest.approx(1, abs=0.03)
    assert told.most / timedelta(hours=200) == pytest.approx(1, abs=0.03)


def test_what_moved_since_shows_after_the_next_recount(state: LocalBody) -> None:
    case = a_case(LocalBody.objects.get(code="town-1004"))
    scope = read_by(state, "state")
    recount(now=NOW)
    later = NOW + 2 * DAY  # past its promise, with nobody having touched it
    Case.objects.filter(id=case.id).update(status="in_progress")

    before = kept(scope, now=later)
    changed = recount(now=later)
    after = kept(scope, now=later)

    assert (before.at, before.report.total.counts["overdue"]) == (NOW, 0)
    assert (after.at, after.report.groups["near",].counts["overdue"]) == (later, 1)
    assert changed > 0
    assert recount(now=later) == 0


def test_the_list_behind_a_kept_figure_is_of_its_moment(state: LocalBody) -> None:
    town = LocalBody.objects.get(code="town-1001")
    counted = a_case(town)
    scope, ask = read_by(state, "state"), ReportAsk(THIS_MONTH, by="body")
    recount(now=NOW)
    a_case(town, opened_at=NOW + timedelta(minutes=5))

    at = kept(scope).at

    assert kept(scope).report.total.counts["received"] == 1
    assert list(listed(scope, ask, "received", now=at)) == [counted]
    assert list(listed(scope, ask, "overdue", now=at)) == []


def test_nothing_of_one_district_is_told_in_another(state: LocalBody) -> None:
    a_case(LocalBody.objects.get(code="town-1001"))
    scope = read_by(LocalBody.objects.get(code="far"), "dm")
    recount(now=NOW)

    found = kept(scope, THIS_YEAR, "category")

    assert found.report.groups == {}
    assert set(found.report.total.counts.values()) == {0}


def test_what_is_about_an_office_counts_where_it_opens(state: LocalBody) -> None:
    town = LocalBody.objects.get(code="town-1004")
    mine, theirs = (LocalBody.objects.get(code=one) for one in ("near", "block"))
    scope, other = read_by(mine, "dm"), read_by(theirs, "auditor")
    a_case(town, confidential="office", officer=scope.officer)
    a_case(town, confidential="office", officer=other.officer)
    recount(now=NOW)

    assert kept(scope).report.groups["block",].counts["received"] == 1
    assert kept(scope).report.total.counts["received"] == 1
    assert kept(scope, by="category").report.groups["complaint", "water_no_supply"].counts["open"] == 1
    assert not Tally.objects.exists()


@pytest.mark.parametrize(
    "ask",
    [
        ReportAsk(Period("days", TODAY - 9 * DAY, TODAY), by="body"),
        ReportAsk(THIS_MONTH, by="body", itself=True),
        ReportAsk(THIS_MONTH, by="body", category="water_no_supply"),
        ReportAsk(period_of("days", today=TODAY, first=TODAY.replace(year=2020, day=1, month=1)), by="body"),
    ],
)
def test_what_is_not_kept_is_counted_when_it_is_asked_for(state: LocalBody, ask: ReportAsk) -> None:
    scope = read_by(state, "state")
    recount(now=NOW)

    assert kept_report(scope, ask, now=NOW) is None


def test_an_office_by_itself_and_what_was_never_recounted_are_not_kept(state: LocalBody) -> None:
    town = LocalBody.objects.get(code="town-1001")
    scope, own = read_by(state, "state"), read_by(town, "secretary")
    ask = ReportAsk(THIS_MONTH, by="body")
    never = kept_report(scope, ask, now=NOW)
    recount(now=NOW)

    assert never is None
    assert kept_report(own, replace(ask, by="department"), now=NOW) is None
    assert set(Recount.objects.values_list("body__code", flat=True)) == {"wb", "near", "far", "block"}


def test_a_kept_report_takes_three_queries(state: LocalBody) -> None:
    scope = read_by(state, "state")
    list(anything(list(LocalBody.objects.all()), random.Random(7)))
    recount(now=NOW)

    for by in ("body", "category"):
        with CaptureQueriesContext(connection) as seen:
            kept(scope, by=by)
        assert len(seen) == 3
