"""The bodies: what they lie in, their wards, how they are found by name, and what the table refuses."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from janasetu.bodies import queries
from janasetu.bodies.actions import index_names
from janasetu.bodies.models import BodyName, LocalBody, Ward
from janasetu.bodies.tests.factories import make_area, make_body, make_department

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 21, 18, 30, tzinfo=UTC)  # midnight in Kolkata: there it is the 22nd


@pytest.fixture
def district() -> LocalBody:
    state = make_area("wb", "state", {"bn": "পশ্চিমবঙ্গ", "en": "West Bengal"})
    return make_area("bankura", "district", {"bn": "বাঁকুড়া", "en": "Bankura"}, state)


@pytest.fixture
def block(district: LocalBody) -> LocalBody:
    return make_area("chhatna", "block", {"bn": "ছাতনা", "en": "Chhatna"}, district)


def make_panchayat(code: str, parent: LocalBody, bn: str, en: str, *aliases: str) -> LocalBody:
    return make_body(
        code,
        number=None,
        kind="gram_panchayat",
        parent=parent,
        name={"bn": bn, "en": en},
        aliases=aliases,
        served=False,
    )


def found(words: str, **how: object) -> list[str]:
    return [body.code for body in queries.bodies_by_name(words, **how)]  # type: ignore[arg-type]


# --- What lies in what ---


def test_departments_and_bodies_are_found_by_their_keys() -> None:
    body = make_body()
    lighting = make_department(body)

    assert queries.departments([body.id]) == {(body.id, "m_lighting"): lighting}
    assert queries.bodies([body.id, uuid4()]) == {body.id: body}
    assert queries.body_of_code("falakata") == body
    with pytest.raises(queries.NoSuchBodyError, match="atlantis"):
        queries.body_of_code("atlantis")


def test_everything_that_a_body_lies_in_is_told_in_one_query(block: LocalBody) -> None:
    first, second = make_body(parent=block), make_body("basirhat", number=1003, parent=block.parent)

    with CaptureQueriesContext(connection) as seen:
        above = queries.chain([first.id, second.id, first.id])

    assert [one.code for one in above[first.id]] == ["chhatna", "bankura", "wb"]
    assert [one.code for one in above[second.id]] == ["bankura", "wb"]
    assert len(seen) == 1
    assert queries.chain([]) == {}


def test_two_bodies_that_lie_in_each_other_do_not_turn_for_ever(block: LocalBody) -> None:
    LocalBody.objects.filter(code="wb").update(parent=block)

    assert len(queries.chain([block.id])[block.id]) == 8


@pytest.mark.parametrize("kind", ["municipality", "corporation", "gram_panchayat"])
def test_a_body_that_we_serve_has_a_number(kind: str) -> None:
    with pytest.raises(IntegrityError, match="served_body_has_a_number"), transaction.atomic():
        make_body(number=None, kind=kind)

    assert make_body(number=None, kind=kind, served=False).number is None


def test_a_body_does_not_lie_in_itself(district: LocalBody) -> None:
    district.parent = district

    with pytest.raises(IntegrityError, match="body_is_not_in_itself"):
        district.save()


# --- Wards ---


def draw(body: LocalBody, number: str, since: date, until: date | None = None, **more: object) -> Ward:
    return Ward.objects.create(body=body, number=number, since=since, until=until, **more)


def test_wards_stand_in_the_order_of_their_numbers() -> None:
    body = make_body()
    for number in ("10", "2", "10A", "1"):
        draw(body, number, date(2020, 1, 1))

    assert [ward.number for ward in queries.wards([body.id], NOW)[body.id]] == ["1", "2", "10", "10A"]
    assert queries.wards([], NOW) == {}


def test_a_ward_is_there_from_the_day_it_is_drawn_until_it_is_drawn_anew() -> None:
    body = make_body()
    old = draw(body, "1", date(2010, 1, 1), date(2026, 11, 22))
    new = draw(body, "1", date(2026, 11, 22), name={"bn": "নতুনপাড়া", "en": "Natunpara"})

    def at(moment: datetime) -> list[Ward]:
        return queries.wards([body.id], moment)[body.id]

    assert at(NOW - timedelta(microseconds=1)) == [old]
    assert at(NOW) == [new]
    assert (old.name_in("bn"), new.name_in("en")) == ("", "Natunpara")


@pytest.mark.parametrize("number", ["৫", "5 ", "", "five"])
def test_a_wards_number_is_in_latin_digits(number: str) -> None:
    with pytest.raises(IntegrityError, match="ward_number_is_ascii"):
        draw(make_body(), number, date(2020, 1, 1))


# --- Names ---


@pytest.fixture
def directory(block: LocalBody) -> LocalBody:
    """A district with two municipalities and some panchayats, all findable; the block that those lie in."""
    make_body(parent=block.parent)
    make_panchayat("gopalpur", block, "গোপালপুর", "Gopalpur")
    make_panchayat("gopalpur-2", block, "গোপালপুর ২", "Gopalpur II")
    make_panchayat("uttar-gopalpur", block, "উত্তর গোপালপুর", "Uttar Gopalpur")
    make_panchayat("saltora", block, "শালতোড়া", "Saltora", "শালতোড়")
    index_names(LocalBody.objects.all())
    return block


@pytest.mark.parametrize("words", ["গোপালপুর", "gopalpur", "Gopalpoor", "গোপালপুর গ্রাম পঞ্চায়েত", "gopalpur GP"])
def test_a_body_is_found_in_any_script_and_spelling_the_exact_name_first(
    directory: LocalBody, words: str
) -> None:
    assert found(words) == ["gopalpur", "gopalpur-2", "uttar-gopalpur"]


def test_a_name_may_be_begun_only_or_its_words_turned_round(directory: LocalBody) -> None:
    assert found("শালতো") == ["saltora"]
    assert found("gopalpur uttar") == ["uttar-gopalpur"]
    assert found("ফালাকাটা পৌরসভা") == ["falakata"]


def test_who_serves_comes_before_a_row_of_the_directory(directory: LocalBody) -> None:
    make_panchayat("aaa", directory, "ফালাকাটা পুরসভা", "Falakata")
    index_names(LocalBody.objects.filter(code="aaa"))

    assert found("ফালাকাটা") == ["aaa", "falakata"]  # the one is called just so
    assert found("ফালাকাটা পুরসভা") == ["falakata", "aaa"]


def test_a_found_body_tells_where_it_lies(directory: LocalBody) -> None:
    (saltora,) = queries.bodies_by_name("saltora")
    (falakata,) = queries.bodies_by_name("falakata")

    assert (saltora.name["en"], saltora.block, saltora.district, saltora.served) == (
        "Saltora",
        {"bn": "ছাতনা", "en": "Chhatna"},
        {"bn": "বাঁকুড়া", "en": "Bankura"},
        False,
    )
    assert (falakata.block, falakata.district["bn"]) == ({}, "বাঁকুড়া")


def test_a_search_may_stay_within_a_district_or_a_block(directory: LocalBody) -> None:
    elsewhere = make_area("hooghly", "district", {"bn": "হুগলি", "en": "Hooghly"}, directory.parent.parent)  # type: ignore[union-attr]
    make_panchayat("gopalpur-h", elsewhere, "গোপালপুর", "Gopalpur")
    index_names(LocalBody.objects.filter(code="gopalpur-h"))

    assert found("গোপালপুর", within=elsewhere.id) == ["gopalpur-h"]
    assert found("গোপালপুর", within=directory.id) == ["gopalpur", "gopalpur-2", "uttar-gopalpur"]
    assert found("ফালাকাটা", within=directory.parent_id) == ["falakata"]
    assert found("ফালাকাটা", within=elsewhere.id) == []


@pytest.mark.parametrize("words", ["", "   ", "।।", "%", "_", "zzz", "\x00"])
def test_what_is_no_name_finds_nothing(directory: LocalBody, words: str) -> None:
    assert found(words) == []


def test_words_of_the_kind_alone_are_looked_for_as_they_are(directory: LocalBody) -> None:
    assert found("পুরসভা") == ["falakata"]


def test_a_search_is_one_query_however_much_it_finds(directory: LocalBody) -> None:
    for words, number in (("saltora", 1), ("gopalpur", 3)):
        with CaptureQueriesContext(connection) as seen:
            assert len(queries.bodies_by_name(words)) == number
        assert len(seen) == 1
    assert len(found("gopalpur", limit=2)) == 2


def test_a_new_spelling_is_found_and_a_former_one_no_more(directory: LocalBody) -> None:
    saltora = LocalBody.objects.get(code="saltora")
    saltora.aliases, saltora.name = ["Salbani"], {"bn": "শালবনি", "en": "Salboni"}
    saltora.save()
    before = BodyName.objects.exclude(body=saltora).count()

    assert index_names([saltora]) == index_names([saltora])

    assert found("saltora") == []
    assert found("শালবনি") == ["saltora"]
    assert BodyName.objects.exclude(body=saltora).count() == before
