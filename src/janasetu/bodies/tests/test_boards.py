"""The end of a board: who leaves, who comes, what the offices are called, and that it happens once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from threading import Barrier

import pytest
from django.contrib.auth.models import User
from django.db import connection

from janasetu.bodies import queries, rules
from janasetu.bodies.actions import Appointee, appoint_acting, end_board, return_authority, sync_posts
from janasetu.bodies.errors import NoSuchBodyError, OrderRefusedError
from janasetu.bodies.models import LocalBody, Officer, Role, Title
from janasetu.bodies.tests.factories import ORDER, make_area, make_body, make_officer
from janasetu.lib.ids import uuid7

pytestmark = pytest.mark.django_db

MIDNIGHT = datetime(2026, 11, 21, 18, 30, tzinfo=UTC)  # in Kolkata
MOMENT = timedelta(microseconds=1)
ADMINISTRATOR = Appointee(
    "administrator@falakata", {"bn": "সুচেতা লাহিড়ী", "en": "Sucheta Lahiri"}, "+910000900001"
)


@pytest.fixture
def body() -> LocalBody:
    sync_posts()
    return make_body()


def end(body: LocalBody, at: datetime = MIDNIGHT, **changes: object) -> Officer:
    return end_board(**{"body_id": body.id, "at": at, "administrator": ADMINISTRATOR, **ORDER, **changes})  # type: ignore[arg-type]


def title(body: LocalBody, role: str, at: datetime) -> str:
    return queries.title_of(body, Role.objects.get(code=role), at)["bn"]


def in_office(body: LocalBody, at: datetime) -> set[str]:
    return {one.role_id for one in body.officers.all() if rules.in_office(one.tenure, at)}


def test_the_elected_leave_at_that_instant_and_the_administrator_comes(body: LocalBody) -> None:
    for role in ("chairman", "vice_chairman", "councillor", "secretary", "coordinator"):
        make_officer(body, role)

    administrator = end(body)

    assert in_office(body, MIDNIGHT - MOMENT) == {
        "chairman",
        "vice_chairman",
        "councillor",
        "secretary",
        "coordinator",
    }
    assert in_office(body, MIDNIGHT) == {"administrator", "secretary", "coordinator"}
    assert (administrator.post, administrator.acting_for_id, administrator.since) == (
        "administrator@falakata",
        "chairman",
        MIDNIGHT,
    )
    assert (administrator.order_number, administrator.order_date) == (
        ORDER["order_number"],
        date(2026, 11, 20),
    )
    assert (administrator.name_in("en"), administrator.phone) == ("Sucheta Lahiri", "+910000900001")


def test_whoever_acted_for_the_chairman_acts_no_more(body: LocalBody) -> None:
    commissioner = make_officer(body, "commissioner")
    acting = make_officer(body, "commissioner", acting_for="chairman", user=commissioner.user)

    end(body)

    acting.refresh_from_db()
    commissioner.refresh_from_db()
    assert (acting.until, commissioner.until) == (MIDNIGHT, None)


def test_who_left_before_or_comes_after_is_not_touched(body: LocalBody) -> None:
    former = make_officer(body, "chairman", until=MIDNIGHT - timedelta(days=400))
    next_one = make_officer(body, "chairman", since=MIDNIGHT + timedelta(days=180))
    elsewhere = make_officer(make_body("basirhat", number=1003), "chairman")

    end(body)

    for officer, until in ((former, former.until), (next_one, None), (elsewhere, None)):
        officer.refresh_from_db()
        assert officer.until == until


def test_who_came_at_that_very_instant_does_not_come(body: LocalBody) -> None:
    make_officer(body, "chairman", since=MIDNIGHT)

    end(body)

    assert in_office(body, MIDNIGHT) == {"administrator"}


def test_the_old_title_can_sign_nothing_and_the_administrator_all_that_the_chairman_could(
    body: LocalBody,
) -> None:
    chairman = make_officer(body, "chairman")
    administrator = end(body)
    chairman.refresh_from_db()

    for document_type in ("certificate", "licence", "noc", "permit", "recommendation", "letter"):
        may = [
            rules.may_sign(one.tenure, document_type, at)
            for one in (chairman, administrator)
            for at in (MIDNIGHT - MOMENT, MIDNIGHT)
        ]
        assert may == [True, False, False, True]


def test_the_offices_are_called_anew_from_that_instant(body: LocalBody) -> None:
    end(body)

    assert [title(body, "chairman", at) for at in (MIDNIGHT - MOMENT, MIDNIGHT)] == ["চেয়ারম্যান", "প্রশাসক"]
    assert [title(body, "councillor", at) for at in (MIDNIGHT - MOMENT, MIDNIGHT)] == [
        "কাউন্সিলর",
        "ওয়ার্ড কো-অর্ডিনেটর",
    ]
    assert title(body, "secretary", MIDNIGHT) == "সচিব"


def test_an_order_may_name_the_offices_itself(body: LocalBody) -> None:
    end(body, titles={"chairman": {"bn": "প্রশাসক পর্ষদের সভাপতি", "en": "President of the administrators"}})

    assert title(body, "chairman", MIDNIGHT) == "প্রশাসক পর্ষদের সভাপতি"
    assert title(body, "councillor", MIDNIGHT) == "কাউন্সিলর"


def test_the_same_order_again_changes_nothing(body: LocalBody) -> None:
    chairman = make_officer(body, "chairman")
    first = end(body)
    rows = (Officer.objects.count(), Title.objects.count(), User.objects.count())

    assert end(body, administrator=Appointee("other@falakata", {"bn": "অন্য", "en": "Other"})) == first

    chairman.refresh_from_db()
    assert chairman.until == MIDNIGHT
    assert (Officer.objects.count(), Title.objects.count(), User.objects.count()) == rows


def test_the_same_order_for_another_time_is_refused_and_named(body: LocalBody) -> None:
    end(body)

    with pytest.raises(OrderRefusedError) as refused:
        end(body, at=MIDNIGHT + MOMENT)

    assert ORDER["order_number"] in refused.value.sentence("bn")
    assert str(ORDER["order_number"]) in refused.value.sentence("en")


def test_another_order_replaces_the_administrator_and_the_titles(body: LocalBody) -> None:
    first = end(body)
    later = MIDNIGHT + timedelta(days=30)

    second = end(
        body,
        at=later,
        order_number="১৪০",
        administrator=Appointee(
            "administrator2@falakata", {"bn": "অরুণাভ চক্রবর্তী", "en": "Arunabha Chakraborty"}
        ),
        titles={"chairman": {"bn": "বিশেষ আধিকারিক", "en": "Special officer"}},
    )

    first.refresh_from_db()
    assert (first.until, second.until) == (later, None)
    assert [title(body, "chairman", at) for at in (later - MOMENT, later)] == ["প্রশাসক", "বিশেষ আধিকারিক"]
    assert title(body, "councillor", later) == "কাউন্সিলর"


def test_what_the_office_was_called_before_comes_back_with_the_board(body: LocalBody) -> None:
    Title.objects.create(
        body=body, role_id="chairman", name={"bn": "পুরপ্রধান", "en": "Chairperson"}, since=rules.LONG_AGO
    )
    end(body)
    back = MIDNIGHT + timedelta(days=200)

    assert return_authority(body_id=body.id, role="chairman", at=back) == 1

    called = [title(body, "chairman", at) for at in (MIDNIGHT - MOMENT, MIDNIGHT, back - MOMENT, back)]
    assert called == ["পুরপ্রধান", "প্রশাসক", "প্রশাসক", "পুরপ্রধান"]
    assert title(body, "councillor", back) == "কাউন্সিলর"
    assert in_office(body, back) == set()


@pytest.mark.parametrize(
    ("kind", "head"),
    [
        ("corporation", "mayor"),
        ("gram_panchayat", "pradhan"),
        ("block", "sabhapati"),
        ("district", "sabhadhipati"),
    ],
)
def test_each_kind_of_board_has_its_own_head(kind: str, head: str) -> None:
    sync_posts()
    body = make_body(kind=kind)
    elected = make_officer(body, head)

    assert end(body).acting_for_id == head
    elected.refresh_from_db()
    assert elected.until == MIDNIGHT


def test_a_new_login_opens_nothing_and_an_old_one_keeps_its_password(body: LocalBody) -> None:
    old = User.objects.create_user("bdo@chhatna", password="demo-1234")

    assert not end(body).user.has_usable_password()
    second = end(
        body,
        at=MIDNIGHT + MOMENT,
        order_number="২",
        administrator=Appointee("bdo@chhatna", {"bn": "ক", "en": "A"}),
    )

    assert second.user == old
    assert second.user.check_password("demo-1234")


def test_what_cannot_be_ordered_is_refused_and_changes_nothing(body: LocalBody) -> None:
    chairman = make_officer(body, "chairman")
    state = make_area("wb", "state", {"bn": "পশ্চিমবঙ্গ", "en": "West Bengal"})
    refused = []
    for order in (
        {"body_id": state.id},
        {"order_number": "  "},
        {"titles": {"mayor": {"bn": "প্রশাসক", "en": "Administrator"}}},
    ):
        with pytest.raises(OrderRefusedError) as error:
            end(body, **order)
        refused.append(error.value.key)
        assert error.value.sentence("bn")
        assert error.value.sentence("en")

    assert refused == ["no_elected_board", "order_needs_number", "post_not_here"]
    chairman.refresh_from_db()
    assert chairman.until is None
    assert not Title.objects.exists()
    with pytest.raises(NoSuchBodyError):
        end(body, body_id=uuid7())


@pytest.mark.django_db(transaction=True)
def test_two_clerks_who_enter_the_same_order_at_once_make_one_administrator() -> None:
    sync_posts()
    body = make_body()
    make_officer(body, "chairman")
    together = Barrier(2)

    def enter(_: int) -> object:
        try:
            connection.ensure_connection()
            together.wait(timeout=60)
            return end(body).id
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        made = set(pool.map(enter, range(2)))

    assert len(made) == 1
    assert Officer.objects.filter(role="administrator").count() == 1


# --- Acting for a post ---


def act_for(body: LocalBody, officer: Officer, role: str, **changes: object) -> Officer:
    given = {"body_id": body.id, "role": role, "officer": officer, "since": MIDNIGHT, **ORDER, **changes}
    return appoint_acting(**given)  # type: ignore[arg-type]


def test_who_acts_for_a_post_has_its_authority_and_title_until_the_day_of_the_order(body: LocalBody) -> None:
    by_election = MIDNIGHT + timedelta(days=90)
    make_officer(body, "councillor", until=MIDNIGHT)
    coordinator = make_officer(body, "coordinator")

    acting = act_for(body, coordinator, "councillor", until=by_election)

    signing = [
        queries.signatory(body_id=body.id, role="councillor", document_type="recommendation", at=at)
        for at in (MIDNIGHT, by_election - MOMENT)
    ]
    assert signing == [acting, acting]
    assert not rules.may_sign(acting.tenure, "recommendation", by_election)
    assert rules.may_sign(
        coordinator.tenure, "recommendation", by_election
    )  # as the co-ordinator he still is
    assert not rules.exercises(acting.tenure, "councillor", by_election)


def test_the_title_of_who_acts_says_so_unless_the_law_puts_them_there(body: LocalBody) -> None:
    secretary, administrator = make_officer(body, "secretary"), end(body)
    acting = act_for(body, secretary, "commissioner")
    named = queries.titles([body.id], ["secretary", "commissioner", "administrator", "chairman"])

    assert named.of_officer(secretary, at=MIDNIGHT) == {"bn": "সচিব", "en": "Secretary"}
    assert named.of_officer(acting, at=MIDNIGHT) == {
        "bn": "ভারপ্রাপ্ত নির্বাহী আধিকারিক",
        "en": "Acting Executive officer",
    }
    assert named.of_officer(administrator, at=MIDNIGHT) == {"bn": "প্রশাসক", "en": "Administrator"}
    assert named.name(body.id, "emperor", "en", at=MIDNIGHT) == "emperor"


def test_an_upa_pradhan_who_acts_is_the_acting_pradhan() -> None:
    sync_posts()
    body = make_body(kind="gram_panchayat")
    acting = act_for(body, make_officer(body, "upa_pradhan"), "pradhan")
    named = queries.titles([body.id], ["pradhan", "upa_pradhan"])

    assert named.of_officer(acting, at=MIDNIGHT)["bn"] == "ভারপ্রাপ্ত প্রধান"


def test_authority_returns_when_the_order_says_so_and_a_second_time_nothing_happens(body: LocalBody) -> None:
    chairman = make_officer(body, "chairman")
    vice = make_officer(body, "vice_chairman")
    acting = act_for(body, vice, "chairman")
    back = MIDNIGHT + timedelta(days=10)

    assert [return_authority(body_id=body.id, role="chairman", at=back) for _ in range(2)] == [1, 0]

    acting.refresh_from_db()
    assert acting.until == back
    assert queries.holders([body.id], ["chairman", "vice_chairman"], at=back) == {
        (body.id, "chairman"): [chairman],
        (body.id, "vice_chairman"): [vice],
    }


def test_an_officer_of_another_body_may_act(body: LocalBody) -> None:
    district = make_area("alipurduar", "district", {"bn": "আলিপুরদুয়ার", "en": "Alipurduar"})
    acting = act_for(body, make_officer(district, "sdo"), "chairman")

    assert (acting.post, acting.acting_for_id) == ("sdo@falakata", "chairman")
    assert queries.holders([body.id], ["chairman"], at=MIDNIGHT) == {(body.id, "chairman"): [acting]}


def test_the_same_order_to_act_changes_nothing_and_for_another_time_is_refused(body: LocalBody) -> None:
    vice = make_officer(body, "vice_chairman")

    assert act_for(body, vice, "chairman") == act_for(body, vice, "chairman")
    with pytest.raises(OrderRefusedError, match="order_known_otherwise"):
        act_for(body, vice, "chairman", since=MIDNIGHT + MOMENT)


def test_one_order_may_let_somebody_act_for_two_posts(body: LocalBody) -> None:
    secretary = make_officer(body, "secretary")

    both = {act_for(body, secretary, role).acting_for_id for role in ("commissioner", "registrar")}

    assert both == {"commissioner", "registrar"}


def test_nobody_acts_for_a_post_unlawfully(body: LocalBody) -> None:
    vice = make_officer(body, "vice_chairman", since=MIDNIGHT)
    refused = []
    for role, changes in (
        ("pradhan", {}),
        ("vice_chairman", {}),
        ("chairman", {"since": MIDNIGHT - MOMENT}),
        ("chairman", {"until": MIDNIGHT}),
        ("chairman", {"order_number": ""}),
    ):
        with pytest.raises(OrderRefusedError) as error:
            act_for(body, vice, role, **changes)
        refused.append(error.value.key)
        assert error.value.sentence("bn")

    assert refused == [
        "post_not_here",
        "acts_for_own_post",
        "not_in_office_then",
        "ends_before_it_begins",
        "order_needs_number",
    ]
    assert not Officer.objects.exclude(id=vice.id).exists()
