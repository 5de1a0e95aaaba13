"""Seeding: everything stands there, once, and what an office has changed since stays as it is."""

import re
from collections import Counter
from datetime import date, timedelta
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth import authenticate
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext

from janasetu.bodies import maps
from janasetu.bodies.actions import import_directory, withdraw_holidays
from janasetu.bodies.landmarks import landmarks_meant
from janasetu.bodies.models import Department, Holiday, LocalBody, Officer, Title, Ward, WardShape
from janasetu.bodies.pins import Pin
from janasetu.bodies.queries import (
    bodies_by_name,
    calendars,
    chain,
    holder_for,
    holders,
    officer_by_post,
    wards,
)
from janasetu.demo import seed, simulator
from janasetu.lib import clock
from janasetu.messaging.models import Line

pytestmark = pytest.mark.usefixtures("towns_seeded")

TABLES = ("bodies", "auth", "messaging", "catalogue")


def everything() -> dict[str, list[Any]]:
    """Every row of the tables that seeding writes to."""
    models = [model for app in TABLES for model in apps.get_app_config(app).get_models()]
    return {model._meta.db_table: list(model._default_manager.order_by("pk").values()) for model in models}


def body(code: str) -> LocalBody:
    return LocalBody.objects.get(code=code)


# --- What stands there ---


def test_four_towns_are_served() -> None:
    served = LocalBody.objects.filter(served=True).values_list("code", "kind", "number", "parent__code")

    assert sorted(served) == [
        ("basirhat", "municipality", 1003, "north-24-parganas"),
        ("falakata", "municipality", 1002, "alipurduar"),
        ("kmc", "corporation", 1001, "kolkata"),
        ("panchayat", "gram_panchayat", 1004, "chhatna-block"),
    ]


def test_the_directory_stands_around_them() -> None:
    assert Counter(LocalBody.objects.values_list("kind", flat=True)) == {
        "state": 1,
        "district": 23,
        "block": 93,
        "gram_panchayat": 392,
        "municipality": 72,
        "corporation": 7,
    }


def test_every_body_lies_in_the_state() -> None:
    found = chain(LocalBody.objects.exclude(code="wb").values_list("id", flat=True))

    assert {above[-1].code for above in found.values()} == {"wb"}
    assert [above.code for above in found[body("panchayat").id]] == ["chhatna-block", "bankura", "wb"]


def test_wards_departments_titles_and_officers_are_counted() -> None:
    counted = {
        model.__name__: Counter(model._default_manager.values_list("body__code", flat=True))
        for model in (Ward, Department, Title, Officer)
    }

    assert counted == {
        "Ward": {"kmc": 144, "falakata": 18, "basirhat": 23, "panchayat": 12},
        "Department": {"kmc": 27, "falakata": 10, "basirhat": 10, "panchayat": 10},
        "Title": {"kmc": 3, "basirhat": 1, "panchayat": 3},
        "Officer": {
            "kmc": 24,
            "falakata": 24,
            "basirhat": 24,
            "panchayat": 23,
            "wb": 1,
            "chhatna-block": 1,
        },
    }


def test_a_ward_knows_its_borough_and_its_name() -> None:
    kmc, falakata = body("kmc"), body("falakata")
    found = wards([kmc.id, falakata.id], clock.now())

    assert found[kmc.id][90].borough == "10"
    assert found[falakata.id][4].name_in("bn") == "সুভাষপল্লী"


def test_an_office_has_its_facts() -> None:
    assert body("basirhat").facts["phone"] == "+91 00000 11003"
    assert (
        body("basirhat").facts["vacant_seats"]["en"].startswith("The councillor's seat of ward 5 is vacant")
    )
    assert set(body("falakata").facts) == {"hours", "address", "phone", "upi", "short", "sources"}


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("শালডাঙা", "panchayat"),
        ("shaldanga gram panchayat", "panchayat"),
        ("মালদা", "malda"),
        ("burdwan", "bardhaman-municipality"),
        ("কলকাতা পুরসভা", "kmc"),
        ("ফালাকাটা পৌরসভা", "falakata"),
    ],
)
def test_a_body_is_found_by_any_of_its_names(words: str, code: str) -> None:
    assert code in [found.code for found in bodies_by_name(words)]


def test_gopalpur_is_found_in_every_block_that_has_one() -> None:
    found = {place.code for place in bodies_by_name("gopalpur", limit=20)}

    assert found >= {
        "gopalpur-1-haroa",
        "gopalpur-2-haroa",
        "gopalpur-canning-1",
        "gopalpur-kanksa",
        "gopalpur-manikchak",
        "gopalpur-mathabhanga-1",
        "gopalpur-patashpur-1",
        "murgram-gopalpur-ketugram-1",
    }


# --- Numbers ---


def test_three_towns_have_a_number_and_the_state_has_one_for_all() -> None:
    codes = dict(LocalBody.objects.values_list("id", "code"))
    lines = Line.objects.filter(channel="whatsapp").order_by("provider_id")

    assert [(line.provider_id, line.display, codes.get(line.body_id)) for line in lines] == [
        ("200000000001000", "+91 00000 01000", None),
        ("200000000001001", "+91 00000 01001", "kmc"),
        ("200000000001002", "+91 00000 01002", "falakata"),
        ("200000000001003", "+91 00000 01003", "basirhat"),
    ]


def test_the_simulator_is_told_what_opens_a_chat() -> None:
    told = {line["phone_number_id"]: line for line in simulator.told_lines()}

    assert told["200000000001000"] == {
        "phone_number_id": "200000000001000",
        "display": "+91 00000 01000",
        "body": None,
        "entries": [{"body": "panchayat", "text": "#panchayat"}],
    }
    assert told["200000000001002"] == {
        "phone_number_id": "200000000001002",
        "display": "+91 00000 01002",
        "body": "falakata",
        "entries": [{"body": "falakata", "text": "নমস্কার"}],
    }


def test_every_chat_carries_the_name_of_its_office() -> None:
    assert simulator.told_names() == {
        "200000000001000": "পশ্চিমবঙ্গ",
        "200000000001001": "কলকাতা পুরসংস্থা",
        "200000000001002": "ফালাকাটা পুরসভা",
        "200000000001003": "বসিরহাট পুরসভা",
    }


def test_a_panchayat_that_is_served_from_now_on_has_a_poster_too() -> None:
    LocalBody.objects.filter(code="gopalpur-kanksa").update(served=True, number=1005)

    (area,) = [line for line in simulator.told_lines() if line["body"] is None]

    assert {entry["text"] for entry in area["entries"]} == {"#panchayat", "#gopalpur-kanksa"}


# --- Officers ---


def test_everybody_logs_in_with_the_one_password() -> None:
    for login in seed.logins():
        assert authenticate(username=login.name, password=seed.PASSWORD), login


def test_logins_are_told_town_after_town_with_their_titles() -> None:
    told = [(login.name, login.post, login.town) for login in seed.logins()]

    assert len(told) == 94
    assert told[0] == ("chairman@falakata", "চেয়ারম্যান", "ফালাকাটা পুরসভা")
    assert ("mayor@kmc", "মহানাগরিক", "কলকাতা পুরসংস্থা") in told
    assert ("coordinator@basirhat", "ওয়ার্ড কো-অর্ডিনেটর", "বসিরহাট পুরসভা") in told
    assert ("assessment@panchayat", "কর আদায়কারী", "শালডাঙা গ্রাম পঞ্চায়েত") in told
    assert told[-2:] == [
        ("state@wb", "রাজ্য পরিচালক", "পশ্চিমবঙ্গ"),
        ("bdo@chhatna-block", "সমষ্টি উন্নয়ন আধিকারিক", "ছাতনা"),
    ]


def test_who_held_the_vacant_seat_has_no_login_any_more() -> None:
    former = Officer.objects.get(user__username="councillor-5@basirhat")

    assert (former.active, former.user.is_active, former.user.has_usable_password()) == (False, False, False)
    assert former.until
    assert "councillor-5@basirhat" not in [login.name for login in seed.logins()]


def test_the_coordinator_acts_for_the_councillor_by_order() -> None:
    acting = officer_by_post("coordinator@basirhat", at=clock.now())

    assert (acting.acting_for_id, acting.order_number, str(acting.order_date)) == (
        "councillor",
        "NAMUNA/W5/2022",
        "2022-06-01",
    )


def test_ward_five_lies_with_the_coordinator_and_ward_four_with_its_councillor() -> None:
    basirhat, now = body("basirhat"), clock.now()
    found = holders([basirhat.id], ["councillor"], at=now)

    def answers(ward: str) -> str | None:
        officer = holder_for(found, body_id=basirhat.id, role="councillor", department_id=None, ward=ward)
        return officer.user.get_username() if officer else None

    assert [answers(ward) for ward in ("4", "5", "6")] == [
        "councillor@basirhat",
        "coordinator@basirhat",
        None,
    ]
    former = Officer.objects.get(user__username="councillor-5@basirhat")
    assert former.ward
    assert former.ward.number == "5"


def test_above_the_panchayat_answers_its_block_development_officer() -> None:
    panchayat = body("panchayat")

    found = holders([panchayat.id], ["bdo", "pradhan"], at=clock.now())

    assert {role: [one.post for one in officers] for (_, role), officers in found.items()} == {
        "bdo": ["bdo@chhatna-block"],
        "pradhan": ["pradhan@panchayat"],
    }


def test_the_welcome_names_every_number_and_login() -> None:
    told = seed.welcome().splitlines()

    assert told[:4] == [
        "ফালাকাটা পুরসভা (Falakata Municipality): +91 00000 01002",
        "কলকাতা পুরসংস্থা (Kolkata Municipal Corporation): +91 00000 01001",
        "বসিরহাট পুরসভা (Basirhat Municipality): +91 00000 01003",
        "পশ্চিমবঙ্গ (West Bengal): +91 00000 01000",
    ]
    assert told[4].startswith(
        "Logins ROLE@BODY, password demo-1234: chairman@falakata, commissioner@falakata, "
    )
    assert told[4].endswith(", state@wb, bdo@chhatna-block")


def test_all_offices_are_closed_at_puja() -> None:
    town = body("falakata")

    calendar = calendars([town.id])[town.id]

    assert calendar.closed[date(2026, 10, 19)].name["bn"] == "মহাষ্টমী"
    assert not calendar.is_open(date(2027, 10, 7))


def test_basirhat_has_a_map_of_our_own_and_the_station_lies_in_a_ward_of_it() -> None:
    basirhat = body("basirhat")
    station, beside_it, falakata = (22.6634, 88.8722), (22.6516, 88.8647), (26.52, 89.20)
    pins = [Pin(*place, basirhat.id) for place in (station, beside_it, falakata)]

    found = maps.where_lie(pins, at=clock.now())

    assert [(lies.where, lies.ward) for lies in found] == [("ward", "1"), ("ward", "2"), ("outside", "")]
    assert [one.source for one in maps.sources(basirhat.id)] == ["Invented for the demo"]
    assert WardShape.objects.filter(body=basirhat).count() == 23


def test_the_places_that_people_name_have_their_wards() -> None:
    asked = [(body("falakata").id, "মুজনাই সেতুর কাছে"), (body("basirhat").id, "choumathar mor")]

    assert [meant and meant.ward for meant in landmarks_meant(asked)] == ["18", ""]


# --- The second time ---


def test_a_holiday_that_was_withdrawn_stays_withdrawn() -> None:
    withdraw_holidays(body_id=body("wb").id, days=[date(2026, 10, 19)], now=clock.now())

    seed.found()

    assert not Holiday.objects.filter(day=date(2026, 10, 19), withdrawn_at=None).exists()


def test_seeding_again_changes_nothing() -> None:
    before = everything()

    seed.found()

    assert everything() == before


def test_seeding_again_writes_the_posts_alone() -> None:
    with CaptureQueriesContext(connection) as asked:
        seed.found()

    written = [
        query["sql"] for query in asked.captured_queries if re.match("INSERT|UPDATE|DELETE", query["sql"])
    ]
    assert [sql.split()[2] for sql in written if "catalogue_" not in sql] == ['"bodies_role"']


def test_what_an_office_says_of_itself_stays() -> None:
    falakata = body("falakata")
    falakata.facts["hours"] = {"bn": "সারা দিন", "en": "All day"}
    falakata.save()

    seed.found()

    assert body("falakata").facts["hours"] == {"bn": "সারা দিন", "en": "All day"}


def test_a_panchayat_that_joined_stays_served() -> None:
    LocalBody.objects.filter(code="gopalpur-kanksa").update(served=True, number=1005)

    seed.found()

    assert body("gopalpur-kanksa").served


def test_a_term_that_ended_stays_ended() -> None:
    chairman = Officer.objects.get(user__username="chairman@falakata")
    chairman.until = clock.now() - timedelta(days=1)
    chairman.save()

    seed.found()

    (still,) = Officer.objects.filter(user__username="chairman@falakata")
    assert still.until == chairman.until


def test_a_misspelt_name_is_corrected_and_the_row_stays_itself() -> None:
    before = body("malda")
    LocalBody.objects.filter(code="malda").update(name={"bn": "মালদ", "en": "Mald"})

    seed.found()

    after = body("malda")
    assert (after.id, after.name) == (before.id, {"bn": "মালদহ", "en": "Malda"})


def test_the_officers_of_a_demo_from_before_wards_get_theirs() -> None:
    Officer.objects.filter(body=body("basirhat")).update(ward=None)

    seed.found()

    seats = Officer.objects.filter(ward__isnull=False).values_list("user__username", "ward__number")
    assert sorted(seats) == [
        ("coordinator@basirhat", "5"),
        ("councillor-5@basirhat", "5"),
        ("councillor@basirhat", "4"),
    ]


def test_what_a_directory_said_of_a_place_since_stays() -> None:
    header = "district,block,kind,name_bn,name_en,aliases,lgd_code"
    row = "Bankura,Chhatna,gram_panchayat,শালডাঙ্গা,Shaldanga,শালডাঙা গ্রাম,109876"
    import_directory(f"{header}\n{row}".encode())
    before = everything()

    seed.found()

    assert everything() == before
    assert (body("panchayat").lgd_code, body("panchayat").name["bn"]) == ("109876", "শালডাঙা গ্রাম পঞ্চায়েত")


def test_the_officers_of_a_demo_from_before_are_are_not_doubled() -> None:
    Officer.objects.filter(user__username="mayor@kmc").update(since="1950-01-01T00:00:00Z")

    seed.found()

    assert Officer.objects.filter(user__username="mayor@kmc").count() == 1
    assert User.objects.count() == 97
