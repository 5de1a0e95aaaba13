"""A register's file is read as offices have it; what is wrong is told by row, column and sentence."""

import codecs
import io
from datetime import date, datetime
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from xlsxwriter import Workbook

from janasetu.registers.phrases import PHRASES
from janasetu.registers.register_file import (
    COLUMNS,
    Told,
    column_of,
    faults_as_json,
    faults_from_json,
    number_key,
    read,
    read_one,
)
from janasetu.registers.table_file import UnreadableError, records
from janasetu.registers.tests.factories import HEADINGS, RAHMAN, as_csv

TODAY = date(2026, 11, 23)


def told(content: bytes, kind: str = "birth") -> list[Told]:
    return list(read(content, kind, today=TODAY))


def wrong(content: bytes, kind: str = "birth") -> list[tuple[int, str, str]]:
    return [(fault.row, fault.key, fault.column) for row in told(content, kind) for fault in row.faults]


def with_cell(**cells: str) -> bytes:
    """A right row but for these cells."""
    row = dict(zip(HEADINGS, RAHMAN, strict=True)) | cells
    return as_csv(list(row.values()), headings=list(row))


def a_workbook(*rows: list[object]) -> bytes:
    out = io.BytesIO()
    with Workbook(out) as book:
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        sheet = book.add_worksheet()
        for place, row in enumerate(rows):
            for column, cell in enumerate(row):
                if isinstance(cell, datetime):
                    sheet.write_datetime(place, column, cell, day)
                else:
                    sheet.write(place, column, cell)
    return out.getvalue()


def test_an_entry_keeps_what_stood_there_and_says_it_in_one_form() -> None:
    (row,) = told(as_csv(RAHMAN))

    assert row.entry is not None
    assert (row.row, row.entry.number, row.entry.number_key, row.entry.year) == (
        2,
        "১২৩/১৯৮৭",
        "123/1987",
        1987,
    )
    assert row.entry.date == date(1987, 3, 4)
    assert row.entry.texts["name_bn"] == "মহঃ রহমান"
    assert row.entry.written["date"] == "০৪/০৩/১৯৮৭"


@pytest.mark.parametrize(
    "encode",
    [
        str.encode,
        lambda text: codecs.BOM_UTF8 + text.encode(),
        lambda text: text.encode("utf-16"),
        lambda text: text.encode("utf-16-le"),
        lambda text: text.encode("utf-16-be"),
        lambda text: text.replace(",", "\t").encode("utf-16"),
        lambda text: text.replace(",", ";").encode(),
    ],
)
def test_every_encoding_of_unicode_says_the_same(encode: object) -> None:
    content = encode(as_csv(RAHMAN).decode())  # type: ignore[operator]

    assert [row.entry for row in told(content)] == [row.entry for row in told(as_csv(RAHMAN))]


def test_a_workbook_says_the_same_with_its_own_days_and_numbers() -> None:
    book = a_workbook(
        ["number", "date", "year", "name_bn"],
        [17, datetime(1987, 3, 4), 1987, "মহঃ রহমান"],  # noqa: DTZ001 - a spreadsheet knows no zone
    )
    (row,) = told(book)

    assert row.entry is not None
    assert (row.entry.number, row.entry.date, row.entry.year) == ("17", date(1987, 3, 4), 1987)


def test_rows_are_counted_as_the_spreadsheet_counts_them() -> None:
    book = a_workbook([], [], ["number", "date", "name_bn"], [], ["1", "99/99/1987", "মিনতি"])

    assert wrong(book) == [(5, "day_unreadable", "date")]


def test_headings_are_understood_as_offices_write_them() -> None:
    called = ("নিবন্ধন নম্বর", "Date of Birth", "Name", "পিতার নাম", "Mother's Name", "Reg. No.", "পাতা")

    assert [column_of(one) for one in called] == [
        "number", "date", "name_en", "father_bn", "mother_en", "number", "page",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"number": ""}, ("number_needed", "number")),
        ({"number": "নেই"}, ("number_unreadable", "number")),
        ({"number": "1" * 41}, ("cell_too_long", "number")),
        ({"date": ""}, ("date_needed", "date")),
        ({"date": "31/02/1987"}, ("day_unreadable", "date")),
        ({"date": "04/03/87"}, ("day_unreadable", "date")),
        ({"date": "২৪/১১/২০২৬"}, ("day_in_future", "date")),
        ({"date": "31-12-1849"}, ("day_too_early", "date")),
        ({"registered_on": "03/03/1987"}, ("registered_before", "registered_on")),
        ({"registered_on": "soon"}, ("day_unreadable", "registered_on")),
        ({"year": "87"}, ("year_unreadable", "year")),
        ({"sex": "?"}, ("sex_unknown", "sex")),
        ({"name_bn": "Md Rahaman"}, ("cell_not_bengali", "name_bn")),
        ({"name_bn": "†gvt ingvb"}, ("cell_not_unicode", "name_bn")),
        ({"place": "KjKvZv nvmcvZvj, †gw`bxcyi"}, ("cell_not_unicode", "place")),
        ({"name_en": "রহমান"}, ("cell_not_latin", "name_en")),
        ({"father_bn": "ক" * 151}, ("cell_too_long", "father_bn")),
    ],
)
def test_what_is_wrong_is_told_with_row_and_column(cells: dict[str, str], expected: tuple[str, str]) -> None:
    assert wrong(with_cell(**cells)) == [(2, *expected)]


def test_a_child_may_have_no_name_yet_and_the_dead_have_one() -> None:
    no_name = {"name_bn": ""}

    assert wrong(with_cell(**no_name)) == []
    assert wrong(with_cell(**no_name), "death") == [(2, "name_needed", "name_bn")]
    assert wrong(with_cell(name_bn="", father_bn="", mother_bn="")) == [(2, "child_needs_parent", "name_bn")]


def test_one_number_of_one_year_stands_in_one_row() -> None:
    again = ("123/1987", "05/03/1987", "করিম", "", "")

    assert wrong(as_csv(RAHMAN, again)) == [(3, "number_twice", "number")]
    assert wrong(as_csv(RAHMAN, ("123/1987", "05/03/1988", "করিম", "", ""))) == []


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", [(1, "columns_missing", "")]),
        (b"number,name_bn\r\n1,x\r\n", [(1, "columns_missing", "")]),
        (b"number,date,colour\r\n", [(1, "columns_unknown", "")]),
        (b"number,date\r\n1\r\n", [(2, "wrong_number_of_cells", "")]),
        (b"number,date,name_en\r\n1,04/03/1987,\xe9lise\r\n", [(2, "file_not_unicode", "")]),
        (b'number,date\r\n1,"04/03/1987\r\n', [(2, "row_unreadable", "")]),
        (b"\xd0\xcf\x11\xe0old", [(1, "file_old_workbook", "")]),
        (b"PK\x03\x04nothing", [(1, "workbook_unreadable", "")]),
    ],
)
def test_a_file_that_cannot_be_read_says_why(content: bytes, expected: list[tuple[int, str, str]]) -> None:
    assert wrong(content) == expected


def test_a_small_workbook_that_unpacks_without_end_is_not_unpacked() -> None:
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", b"<worksheet/>")
        packed.getinfo("xl/worksheets/sheet1.xml").file_size = 520 * 1024 * 1024  # as its folder says

    with pytest.raises(UnreadableError) as refused:
        list(records(out.getvalue()))
    assert refused.value.key == "file_too_large"


def test_the_clerk_is_told_in_their_own_language_without_a_name_in_it() -> None:
    (row,) = told(with_cell(date="31/02/1987"))
    (fault,) = row.faults

    assert fault.sentence("bn") == ("সারি ২, কলাম ঘটনার তারিখ: তারিখটা পড়া যাচ্ছে না। «১৯/০৩/১৯৮৭», এইভাবে দিন।")
    assert fault.sentence("en") == (
        "Row 2, column Date of the event: The date cannot be read. Write it as 19/03/1987."
    )
    assert [one.sentence("en") for one in faults_from_json(faults_as_json([fault]))] == [fault.sentence("en")]


def test_a_fault_of_the_header_is_told_as_of_every_table() -> None:
    (row,) = told(b"number,date,colour\r\n")

    assert [fault.sentence("en") for fault in row.faults] == ["Row 1: These columns are not known: colour."]


def test_every_column_has_a_name_and_no_sentence_is_bad() -> None:
    assert {f"column_{column}" for column in COLUMNS.all} <= set(PHRASES.keys())
    assert PHRASES.problems() == []


def test_a_typed_entry_is_read_by_the_same_rules() -> None:
    right = read_one({"number": "১২", "date": "4.3.1987", "name_en": "Minati"}, "death", today=TODAY)
    short = read_one({"number": "১২"}, "death", today=TODAY)

    assert right.entry is not None
    assert right.entry.key == (1987, "12")
    assert [fault.key for fault in short.faults] == ["date_needed", "name_needed"]


@pytest.mark.parametrize(
    ("number", "key"), [("০১২৩ / ১৯৮৭", "123/1987"), ("b-0017", "B-17"), ("100", "100"), (" ব/১২ ", "ব/12")]
)
def test_a_number_is_compared_without_its_looks(number: str, key: str) -> None:
    assert number_key(number) == key
