"""A workbook, read by a reader that has not written it: everything is there, and nothing is calculated."""

import io
from datetime import datetime
from decimal import Decimal

from python_calamine import CalamineWorkbook

from janasetu.console.workbook import Cell, workbook
from janasetu.lib.clock import KOLKATA


def read(content: bytes) -> list[list[object]]:
    return CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()


def cells(*row: Cell) -> list[object]:
    return read(workbook(["ক"] * len(row), [row]))[1]


def test_words_and_numbers_stand_as_they_are() -> None:
    content = workbook(["নম্বর", "গড়"], [["26-1002-0001-4", Decimal("3.50")], ["<&>", 7]])

    assert read(content) == [["নম্বর", "গড়"], ["26-1002-0001-4", 3.5], ["<&>", 7]]


def test_what_looks_like_a_formula_an_address_or_a_number_is_text() -> None:
    words = ["=HYPERLINK(1)", "{=1}", "+1", "-1", "@x", "mailto:a@b", "internal:A1", "007"]

    assert cells(*words) == words


def test_what_is_not_known_is_empty() -> None:
    assert cells(None, "", 0) == ["", "", 0]


def test_a_moment_is_the_clock_on_the_wall_in_kolkata() -> None:
    assert cells(datetime(2026, 11, 24, 12, 0, tzinfo=KOLKATA)) == [datetime(2026, 11, 24, 12, 0)]  # noqa: DTZ001


def test_too_long_a_text_is_cut_and_not_lost() -> None:
    assert cells("ক" * 40_000) == ["ক" * 32_767]


def test_a_table_without_rows_has_its_headings() -> None:
    assert read(workbook(["ক", "খ"], [])) == [["ক", "খ"]]
