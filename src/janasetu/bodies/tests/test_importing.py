"""The import of a directory: all of a file or nothing, over what is on record, and once however often."""

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from janasetu.bodies import queries
from janasetu.bodies.actions import Imported, import_directory, index_names
from janasetu.bodies.directory_file import COLUMNS, DirectoryFaultsError
from janasetu.bodies.models import BodyName, LocalBody
from janasetu.bodies.tests.factories import make_area, make_body

pytestmark = pytest.mark.django_db

HEADER = ",".join(COLUMNS)
TREE = (
    ",,state,পশ্চিমবঙ্গ,West Bengal,,19",
    ",,district,বাঁকুড়া,Bankura,বাকুড়া|Bankurah,305",
    "Bankura,,block,ছাতনা,Chhatna,,2500",
)
SHALDANGA = "Bankura,Chhatna,gram_panchayat,শালডাঙা,Shaldanga,শালডাঙ্গা|Saldanga,109876"


def file(*lines: str) -> bytes:
    return "\n".join([HEADER, *lines]).encode()


def body(code: str) -> LocalBody:
    return LocalBody.objects.get(code=code)


def found(words: str) -> list[str]:
    return [one.code for one in queries.bodies_by_name(words)]


def everything() -> tuple[list[object], list[object]]:
    """Every row of the directory and of its index."""
    return (
        list(LocalBody.objects.order_by("id").values()),
        list(BodyName.objects.order_by("id").values()),
    )


def test_a_file_becomes_bodies_in_their_tree_that_are_found_by_every_spelling() -> None:
    assert import_directory(file(*TREE, SHALDANGA)) == Imported(new=4, changed=0, same=0)

    panchayat = body("shaldanga-chhatna")
    assert (panchayat.kind, panchayat.served, panchayat.number) == ("gram_panchayat", False, None)
    assert (panchayat.name, panchayat.aliases, panchayat.lgd_code) == (
        {"bn": "শালডাঙা", "en": "Shaldanga"},
        ["শালডাঙ্গা", "Saldanga"],
        "109876",
    )
    assert [one.code for one in queries.chain([panchayat.id])[panchayat.id]] == [
        "chhatna-block",
        "bankura",
        "west-bengal",
    ]
    for words in ("শালডাঙা", "saldanga", "শালডাঙ্গা গ্রাম পঞ্চায়েত"):
        assert found(words) == ["shaldanga-chhatna"]
    assert found("বাকুড়া") == ["bankura"]


def test_one_row_may_be_added_to_what_is_there() -> None:
    import_directory(file(*TREE))

    assert import_directory(file(SHALDANGA)) == Imported(new=1, changed=0, same=0)
    assert body("shaldanga-chhatna").parent == body("chhatna-block")


def test_the_same_file_again_changes_nothing() -> None:
    import_directory(file(*TREE, SHALDANGA))
    before = everything()

    assert import_directory(file(*TREE, SHALDANGA)) == Imported(new=0, changed=0, same=4)
    assert everything() == before


def test_a_body_that_is_called_otherwise_keeps_its_code_and_its_former_name_is_found_still() -> None:
    import_directory(file(*TREE, SHALDANGA))
    renamed = "Bankura,Chhatna,gram_panchayat,নবশালডাঙা,Naba Shaldanga,,109876"

    assert import_directory(file(renamed)) == Imported(new=0, changed=1, same=0)

    after = body("shaldanga-chhatna")
    assert after.name == {"bn": "নবশালডাঙা", "en": "Naba Shaldanga"}
    assert after.aliases == ["শালডাঙা", "Shaldanga", "শালডাঙ্গা", "Saldanga"]
    assert found("naba shaldanga") == found("saldanga") == ["shaldanga-chhatna"]
    assert import_directory(file(renamed)) == Imported(new=0, changed=0, same=1)


def test_a_body_may_move_to_another_block() -> None:
    import_directory(file(*TREE, SHALDANGA))

    import_directory(file("Bankura,,block,শালতোড়া,Saltora,,", SHALDANGA.replace("Chhatna", "Saltora")))

    assert body("shaldanga-chhatna").parent == body("saltora-block")


def test_a_body_that_we_serve_keeps_all_that_it_says_of_itself() -> None:
    import_directory(file(*TREE))
    served = make_body(
        "panchayat",
        number=1004,
        kind="gram_panchayat",
        parent=body("chhatna-block"),
        name={"bn": "শালডাঙা গ্রাম পঞ্চায়েত", "en": "Shaldanga Gram Panchayat", "hi": "शालडांगा"},
        aliases=["শালডাঙা"],
    )
    index_names([served])

    assert import_directory(file(SHALDANGA)) == Imported(new=0, changed=1, same=0)

    served.refresh_from_db()
    assert served.name["bn"] == "শালডাঙা গ্রাম পঞ্চায়েত"
    assert (served.served, served.number, served.lgd_code) == (True, 1004, "109876")
    assert served.aliases == ["শালডাঙা", "Shaldanga", "শালডাঙ্গা", "Saldanga"]
    assert import_directory(file(SHALDANGA)) == Imported(new=0, changed=0, same=1)


def test_a_hindi_name_stays_and_an_empty_code_takes_none_away() -> None:
    import_directory(file(*TREE))
    bankura = body("bankura")
    bankura.name["hi"] = "बाँकुड़ा"
    bankura.save()

    import_directory(file(TREE[1].replace("305", "")))

    assert (body("bankura").name["hi"], body("bankura").lgd_code) == ("बाँकुड़ा", "305")


def test_where_any_row_is_wrong_all_faults_are_told_in_order_and_nothing_is_written() -> None:
    make_area("wb", "state", {"bn": "পশ্চিমবঙ্গ", "en": "West Bengal"})
    before = everything()

    with pytest.raises(DirectoryFaultsError) as refused:
        import_directory(
            file(
                *TREE,
                SHALDANGA,
                "Bankura,Atlantis,gram_panchayat,কমলপুর,Kamalpur,,",
                "Bankura,Chhatna,village,কমলপুর,Kamalpur,,",
                SHALDANGA,
                "Bankura,Chhatna,gram_panchayat,,Kamalpur,,x",
            )
        )

    assert [(fault.row, fault.key) for fault in refused.value.faults] == [
        (6, "block_unknown"),
        (7, "kind_unknown"),
        (8, "same_as_row"),
        (9, "name_bn_needed"),
        (9, "lgd_unfit"),
    ]
    assert everything() == before


def test_a_wrong_district_is_not_told_again_of_all_that_lies_in_it() -> None:
    with pytest.raises(DirectoryFaultsError) as refused:
        import_directory(file(TREE[0], ",,district,,Bankura,,", TREE[2], SHALDANGA))

    assert [(fault.row, fault.key) for fault in refused.value.faults] == [(3, "name_bn_needed")]


def test_a_file_without_rows_says_nothing() -> None:
    assert import_directory(file()) == Imported(0, 0, 0)


# --- A whole state ---

SYLLABLES = (
    ("ক", "ka"), ("খি", "khi"), ("গু", "gu"), ("চে", "che"), ("জো", "jo"), ("টা", "ta"), ("ডি", "di"),
    ("থু", "thu"), ("নে", "ne"), ("পো", "po"), ("ফা", "pha"), ("বি", "bi"), ("মু", "mu"), ("রে", "re"),
    ("লো", "lo"), ("শা", "sha"),
)  # fmt: skip


def state(panchayats: int = 3400) -> Iterator[str]:
    """A state of invented names: ten panchayats a block and fifteen blocks a district."""
    yield TREE[0]
    for number in range(panchayats):
        district, block = f"জেলা {number // 150}", f"ব্লক {number // 10}"
        if number % 150 == 0:
            yield f",,district,{district},District {number // 150},,{number // 150 + 1}"
        if number % 10 == 0:
            yield f"{district},,block,{block},Block {number // 10},,{number // 10 + 1}"
        bn, en = _named(number)
        yield f"{district},{block},gram_panchayat,{bn},{en},{bn} অঞ্চল|{en} GP,{number + 1}"


def _named(number: int) -> tuple[str, str]:
    """A name of three syllables, another one for each number."""
    said = [SYLLABLES[number // 16**place % 16] for place in range(3)]
    return "".join(bn for bn, _ in said) + "পুর", "".join(en for _, en in said).capitalize() + "pur"


def test_a_whole_state_is_one_import() -> None:
    lines = list(state())

    assert import_directory(file(*lines)) == Imported(new=3400 + 340 + 23 + 1, changed=0, same=0)

    assert Counter(LocalBody.objects.values_list("kind", flat=True)) == {
        "state": 1,
        "district": 23,
        "block": 340,
        "gram_panchayat": 3400,
    }
    assert import_directory(file(*lines)) == Imported(new=0, changed=0, same=3764)


def test_statements_do_not_grow_with_the_rows() -> None:
    def statements(*lines: str) -> int:
        with CaptureQueriesContext(connection) as seen:
            import_directory(file(*lines))
        return len(seen)

    lines = list(state(30))

    assert statements(*lines[:4]) == statements(*lines)


@pytest.mark.django_db(transaction=True)
def test_two_imports_at_once_make_each_body_once() -> None:
    together = Barrier(2)

    def enter(_: int) -> Imported:
        try:
            connection.ensure_connection()
            together.wait(timeout=60)
            return import_directory(file(*state(30)))
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        done = sorted(pool.map(enter, range(2)), key=lambda one: one.new)

    assert done == [Imported(0, 0, 35), Imported(35, 0, 0)]
    assert LocalBody.objects.count() == 35
