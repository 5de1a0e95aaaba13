"""The demo towns: who is there, which departments answer for what, and that nobody in them is real."""

import re
import unicodedata
from pathlib import Path

import pytest

from janasetu.bodies import posts
from janasetu.catalogue.tests.factories import bundled
from janasetu.demo import directory
from janasetu.demo import towns as package
from janasetu.demo.files import Named
from janasetu.demo.towns import Town, towns

BY_CODE = {town.code: town for town in towns()}
FILES = [
    path
    for folder in (package, directory)
    for path in sorted(Path(str(folder.__file__)).parent.glob("*.yaml"))
]

# The posts that every town fills, in the names that scripts log in by.
EVERYWHERE = {
    "secretary", "operator", "clerk", "officer", "approver", "approver2", "inspector", "fire", "drainage",
    "assessment", "appellate", "reviewing", "registrar", "desk", "runner", "payroll", "auditor",
}  # fmt: skip
IN_TOWNS = {"commissioner", "councillor", "coordinator", "health_officer", "executive_engineer"}

# The departments to which the categories of complaints go, by kind of body.
OF_CATEGORIES = {
    "corporation": {
        "assessment", "building", "bustee", "drainage", "encroachment_cell", "environment", "health",
        "health_animal", "health_cremation", "health_food", "health_vector", "it_grievance", "lighting",
        "market", "parks", "pension_cell", "roads", "social_welfare", "solid_waste", "vigilance",
        "water_supply",
    },
    "municipality": {
        "m_building", "m_conservancy", "m_health", "m_lighting", "m_office", "m_schemes", "m_tax_licence",
        "m_water", "m_works",
    },
    "gram_panchayat": {
        "gp_accounts", "gp_building", "gp_health", "gp_office", "gp_sanitation", "gp_schemes", "gp_tax",
        "gp_vigilance", "gp_water", "gp_works",
    },
}  # fmt: skip


def test_there_are_four_towns_and_the_state() -> None:
    assert [(town.code, town.kind, town.number, town.served) for town in towns()] == [
        ("falakata", "municipality", 1002, True),
        ("kmc", "corporation", 1001, True),
        ("basirhat", "municipality", 1003, True),
        ("panchayat", "gram_panchayat", 1004, True),
        ("wb", "state", 1000, False),
    ]


def test_every_town_has_a_login_for_every_post() -> None:
    assert {code: set(town.officers) for code, town in BY_CODE.items()} == {
        "kmc": {"mayor", *IN_TOWNS, *EVERYWHERE},
        "falakata": {"chairman", *IN_TOWNS, *EVERYWHERE},
        "basirhat": {"chairman", *IN_TOWNS, *EVERYWHERE},
        "panchayat": {"pradhan", "upa_pradhan", "member", "ea", "sahayak", "nirman_sahayak", *EVERYWHERE},
        "wb": {"state"},
    }


def test_above_the_panchayat_sits_its_block_development_officer() -> None:
    assert [(code, role) for town in towns() for code, role, _ in town.seats() if code != town.code] == [
        ("chhatna-block", "bdo")
    ]


@pytest.mark.parametrize("code", ["kmc", "falakata", "basirhat", "panchayat"])
def test_every_post_that_a_service_counts_on_is_filled(code: str) -> None:
    town = BY_CODE[code]
    filled = {role for _, role, _ in town.seats()}

    for service in (definition.service for definition in bundled()):
        if town.kind in service.offered_by:
            stages = {stage.role_in(town.kind) for stage in service.all_stages()} - {None}
            assert {*service.levels_in(town.kind), *stages} - filled == set(), service.code


@pytest.mark.parametrize("code", ["kmc", "falakata", "basirhat", "panchayat"])
def test_every_category_has_its_department(code: str) -> None:
    town = BY_CODE[code]

    assert OF_CATEGORIES[town.kind] - set(town.departments) == set()


def test_departments_are_counted() -> None:
    assert {code: len(town.departments) for code, town in BY_CODE.items()} == {
        "kmc": 27,
        "falakata": 10,
        "basirhat": 10,
        "panchayat": 10,
        "wb": 0,
    }


def test_wards_are_counted() -> None:
    counted = {code: len(list(town.wards.all())) for code, town in BY_CODE.items() if town.wards}

    assert counted == {"kmc": 144, "falakata": 18, "basirhat": 23, "panchayat": 12}


def test_borough_ten_of_the_corporation_has_its_twelve_wards() -> None:
    wards = BY_CODE["kmc"].wards
    assert wards

    tenth = [ward.number for ward in wards.all() if ward.borough == "10"]

    assert tenth == ["81", "89", *(str(number) for number in range(91, 101))]
    assert len({ward.borough for ward in wards.all()}) == 16


def test_ward_five_of_basirhat_has_lost_its_councillor_and_has_a_coordinator_by_a_dated_order() -> None:
    basirhat = BY_CODE["basirhat"]
    (former,) = basirhat.former
    acting = basirhat.officers["coordinator"]

    assert (former.role, former.login, former.until.isoformat()) == (
        "councillor",
        "councillor-5",
        "2022-05-18",
    )
    assert acting.acting_for == "councillor"
    assert acting.order
    assert (acting.order.number, acting.order.date.isoformat()) == ("NAMUNA/W5/2022", "2022-06-01")
    assert acting.since == acting.order.date
    assert (former.ward, acting.ward, basirhat.officers["councillor"].ward) == ("5", "5", "4")


def test_the_coordinator_may_recommend_and_sign_nothing_else() -> None:
    assert posts.post("coordinator").signs == {"recommendation"}
    assert posts.post("councillor").signs == {"recommendation"}


def test_only_the_panchayat_has_no_number_of_its_own() -> None:
    own = {code: town.line.display for code, town in BY_CODE.items() if town.line and not town.line.area}
    area = [code for code, town in BY_CODE.items() if town.line and town.line.area]

    assert own == {"kmc": "+91 00000 01001", "falakata": "+91 00000 01002", "basirhat": "+91 00000 01003"}
    assert area == ["wb"]


def test_everybody_and_everything_has_a_name_in_bengali_and_in_english() -> None:
    for town in towns():
        for named in _names(town):
            assert re.search("[ঀ-৿]", named.bn), named.bn
            assert not re.search("[ঀ-৿]", named.en), named.en


def test_where_hindi_is_spoken_departments_have_a_hindi_name() -> None:
    corporation = BY_CODE["kmc"]

    assert "hi" in corporation.languages
    assert [code for code, named in corporation.departments.items() if not named.hi] == []


def test_an_office_says_that_its_facts_are_a_sample() -> None:
    for town in towns():
        if town.facts:
            assert "(নমুনা" in town.facts.hours.bn
            assert "(নমুনা" in town.facts.address.bn
            assert "(sample" in town.facts.hours.en
            assert "(sample" in town.facts.address.en


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_no_number_can_be_anybodys(path: Path) -> None:
    """No Indian mobile begins with 0 and no exchange with 0000; a number has eight digits or more."""
    text = path.read_text(encoding="utf-8")

    numbers = re.findall(r"\+?[0-9][0-9 ]{6,}[0-9]", text)
    strange = [number for number in numbers if not re.fullmatch(r"\+91 ?0000.*|2000000000010\d\d", number)]

    assert strange == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_bengali_is_written_in_one_form(path: Path) -> None:
    assert unicodedata.is_normalized("NFC", path.read_text(encoding="utf-8"))


def _names(town: Town) -> list[Named]:
    facts = [town.facts.hours, town.facts.address] if town.facts else []
    wards = list(town.wards.names.values()) if town.wards else []
    return [
        town.name,
        *facts,
        *wards,
        *town.departments.values(),
        *town.titles,
        *(officer for _, _, officer in town.seats()),
        *town.former,
    ]
