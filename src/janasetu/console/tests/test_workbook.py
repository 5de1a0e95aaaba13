"""A workbook: whole, in the shape that Excel reads, and nothing in it is calculated."""

import io
import xml.etree.ElementTree as ET
import zipfile
from datetime import datetime
from decimal import Decimal

from janasetu.console.workbook import Cell, workbook
from janasetu.lib.clock import KOLKATA

_IN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def sheet(content: bytes) -> list[list[tuple[str, str]]]:
    """Of each cell its kind and what stands in it."""
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        for name in parts.namelist():
            ET.fromstring(parts.read(name))  # noqa: S314 - our own
        rows = ET.fromstring(parts.read("xl/worksheets/sheet1.xml")).iter(f"{_IN}row")  # noqa: S314
        return [[(cell.get("t", ""), "".join(cell.itertext())) for cell in row] for row in rows]


def cells(*row: Cell) -> list[tuple[str, str]]:
    return sheet(workbook(["ক"], [row]))[1]


def test_words_and_numbers_stand_as_they_are() -> None:
    content = workbook(["নম্বর", "গড়"], [["26-1002-0001-4", Decimal("3.50")], ["<&>", 7]])

    assert sheet(content) == [
        [("inlineStr", "নম্বর"), ("inlineStr", "গড়")],
        [("inlineStr", "26-1002-0001-4"), ("", "3.50")],
        [("inlineStr", "<&>"), ("", "7")],
    ]


def test_what_looks_like_a_formula_is_text() -> None:
    assert cells("=HYPERLINK(1)", "+1", "@x", None, "") == [
        ("inlineStr", "=HYPERLINK(1)"),
        ("inlineStr", "+1"),
        ("inlineStr", "@x"),
        ("", ""),
        ("", ""),
    ]


def test_a_moment_is_the_clock_on_the_wall_in_kolkata() -> None:
    assert cells(datetime(2026, 11, 24, 12, 0, tzinfo=KOLKATA)) == [("", "46350.500000")]


def test_what_xml_cannot_hold_is_left_out() -> None:
    assert cells("ক\x00খ\x0bগ\ud800") == [("inlineStr", "কখগ")]


def test_the_parts_that_a_spreadsheet_looks_for_are_there() -> None:
    with zipfile.ZipFile(io.BytesIO(workbook([], []))) as parts:
        assert set(parts.namelist()) == {
            "[Content_Types].xml",
            "_rels/.rels",
            "xl/workbook.xml",
            "xl/_rels/workbook.xml.rels",
            "xl/styles.xml",
            "xl/worksheets/sheet1.xml",
        }
