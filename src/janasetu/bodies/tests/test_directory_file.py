"""Reading the file of a directory: what a row says, and every fault with its row, in both languages."""

import pytest

from janasetu.bodies.csv_file import MOST_BYTES
from janasetu.bodies.directory_file import COLUMNS, Row, read
from janasetu.lib.words import Lang

HEADER = ",".join(COLUMNS)
CHHATNA = "Bankura,Chhatna,block,ছাতনা,Chhatna,,"


def file(*lines: str, header: str = HEADER) -> bytes:
    return "\n".join([header, *lines]).encode()


def faults(*lines: str, header: str = HEADER) -> list[tuple[int, str]]:
    return [(fault.row, fault.key) for fault in read(file(*lines, header=header))[1]]


def test_a_row_says_what_a_body_is_called_and_what_it_lies_in() -> None:
    rows, wrong = read(file("Bankura,Chhatna,gram_panchayat,শালডাঙা,Shaldanga,শালডাঙ্গা|Saldanga,109876"))

    assert wrong == []
    assert rows == [
        Row(
            2,
            kind="gram_panchayat",
            district="Bankura",
            block="Chhatna",
            bn="শালডাঙা",
            en="Shaldanga",
            aliases=("শালডাঙ্গা", "Saldanga"),
            lgd="109876",
        )
    ]


def test_columns_stand_in_any_order_and_texts_are_kept_in_one_form() -> None:
    row = " Chhatna ,১০৯৮৭৬, Bankura,Gram  Panchayat,\u09af\u09bcে\u200b,  Shal   danga ,| ক || ক |,,"
    rows, wrong = read(
        b"\xef\xbb\xbf" + file(row, header="Block,LGD code,district,KIND,name_bn,name_en,aliases,,")
    )

    assert wrong == []
    assert (rows[0].kind, rows[0].lgd, rows[0].block) == ("gram_panchayat", "109876", "Chhatna")
    assert (rows[0].bn, rows[0].en, rows[0].aliases) == ("\u09af\u09bcে", "Shal danga", ("ক",))


def test_empty_rows_are_passed_over_and_counted() -> None:
    rows, wrong = read(file("", ",,,,,,", CHHATNA))

    assert ([row.number for row in rows], wrong) == ([4], [])


def test_a_cell_may_hold_commas_and_quotation_marks() -> None:
    (row,), _ = read(file('Bankura,,block,"ছাতনা, ""সদর""",Chhatna,,'))

    assert row.bn == 'ছাতনা, "সদর"'


@pytest.mark.parametrize(
    ("line", "keys"),
    [
        ("Bankura,Chhatna,panchayat,শালডাঙা,Shaldanga,,", ["kind_unknown"]),
        ("Bankura,Chhatna,,শালডাঙা,Shaldanga,,", ["kind_unknown"]),
        ("Bankura,Chhatna,gram_panchayat,Shaldanga,Shaldanga,,", ["name_bn_needed"]),
        ("Bankura,Chhatna,gram_panchayat,,Shaldanga,,", ["name_bn_needed"]),
        ("Bankura,Chhatna,gram_panchayat,শালডাঙা,শালডাঙা,,", ["name_en_needed"]),
        ("Bankura,Chhatna,gram_panchayat,শালডাঙা,12,,", ["name_en_needed"]),
        (f"Bankura,Chhatna,gram_panchayat,{'শ' * 201},Shaldanga,,", ["name_too_long"]),
        (f"Bankura,Chhatna,gram_panchayat,শালডাঙা,Shaldanga,{'s' * 201},", ["name_too_long"]),
        ("Bankura,Chhatna,gram_panchayat,শালডাঙা,Shaldanga,,12-34", ["lgd_unfit"]),
        ("Bankura,Chhatna,gram_panchayat,শালডাঙা,Shaldanga,,1234567890123", ["lgd_unfit"]),
        (",Chhatna,gram_panchayat,শালডাঙা,Shaldanga,,", ["district_needed"]),
        ("Bankura,,gram_panchayat,শালডাঙা,Shaldanga,,", ["block_needed"]),
        (",,block,ছাতনা,Chhatna,,", ["district_needed"]),
        ("Bankura,Saltora,block,ছাতনা,Chhatna,,", ["block_not_here"]),
        ("Bankura,Chhatna,municipality,বাঁকুড়া পুরসভা,Bankura Municipality,,", ["block_not_here"]),
        ("Bankura,,district,পুরুলিয়া,Purulia,,", ["district_not_here"]),
        ("Bankura,,state,পশ্চিমবঙ্গ,West Bengal,,", ["district_not_here"]),
        (",Chhatna,state,পশ্চিমবঙ্গ,West Bengal,,", ["block_not_here"]),
        ("Bankura,Chhatna,gram_panchayat,শালডাঙা,Shaldanga,", ["wrong_number_of_cells"]),
        ("Bankura,Chhatna,gram_panchayat,শালডাঙা,Shaldanga,,,x", ["wrong_number_of_cells"]),
        (",,town,a,b,,x", ["kind_unknown", "name_bn_needed", "lgd_unfit"]),
    ],
)
def test_what_is_wrong_in_a_row_is_told_with_its_number(line: str, keys: list[str]) -> None:
    assert faults("", line) == [(3, key) for key in keys]


@pytest.mark.parametrize(
    "line",
    [
        ",,district,বাঁকুড়া,Bankura,,305",
        "Bankura,,district,বাঁকুড়া,Bankura,,",
        "bankurah,,district,বাঁকুড়া,Bankura,Bankurah,",
        "Bankura,,block,ছাতনা,Chhatna,,",
        CHHATNA,
        "Bankura,,municipality,বাঁকুড়া পুরসভা,Bankura Municipality,,",
        ",,state,পশ্চিমবঙ্গ,West Bengal,,",
    ],
)
def test_a_district_or_a_block_may_name_itself(line: str) -> None:
    assert faults(line) == []


def test_the_header_must_have_every_column_once_and_no_other() -> None:
    assert faults(header="district,block,kind,kind,name_bn,foo,aliases,lgd_code") == [
        (1, "columns_missing"),
        (1, "columns_unknown"),
        (1, "columns_twice"),
    ]
    assert faults(header="district;block;kind;name_bn;name_en;aliases;lgd_code")[0] == (1, "columns_missing")
    assert [fault.key for fault in read(b"")[1]] == ["columns_missing"]


def test_what_is_no_text_or_no_table_is_told_where_it_stops() -> None:
    utf16 = HEADER.encode("utf-16")
    half = file(CHHATNA) + b"\n\xe0\xa6"

    assert [(fault.row, fault.key) for fault in read(utf16)[1]] == [(1, "file_not_utf8")]
    assert [(fault.row, fault.key) for fault in read(half)[1]] == [(3, "file_not_utf8")]
    assert faults(CHHATNA, 'Bankura,"x"y,block,ছাতনা,Chhatna,,') == [(3, "row_unreadable")]
    assert faults(CHHATNA, 'Bankura,"never closed') == [(3, "row_unreadable")]
    assert [fault.key for fault in read(b"a" * (MOST_BYTES + 1))[1]] == ["file_too_large"]


def test_what_cannot_be_stored_is_taken_out() -> None:
    (row,), wrong = read(file("Bankura,,block,ছাত\x00না,Chh\x07atna\u202e,,"))

    assert (row.bn, row.en, wrong) == ("ছাতনা", "Chhatna", [])


@pytest.mark.parametrize(
    ("lang", "told"),
    [
        ("bn", "সারি ১০০২: কোন ব্লকে তা লিখুন (block)।"),
        ("en", "Row 1002: Write in which block it lies (block)."),
    ],
)
def test_a_fault_names_its_row_in_the_readers_digits(lang: Lang, told: str) -> None:
    lines = [*([CHHATNA] * 1000), "Bankura,,gram_panchayat,শালডাঙা,Shaldanga,,"]

    (fault,) = read(file(*lines))[1]

    assert fault.sentence(lang) == told
