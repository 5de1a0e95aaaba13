"""One sheet as an Excel workbook: text stands in it as text, so that nothing is calculated."""

import io
from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal
from typing import TypeAlias

from janasetu.lib.clock import local

Cell: TypeAlias = str | int | Decimal | datetime | None

TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_MOST_LETTERS = 32_767  # in a cell of Excel
_WIDE = 18  # letters of a column
# A row is written down as soon as the next begins: a list may be long. What looks like a formula, an address
# or a number is none unless it came as one.
_AS_IT_IS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
    "default_date_format": "yyyy-mm-dd hh:mm",
}


def workbook(headings: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """The whole file; moments stand by the clock on the wall in Kolkata."""
    from xlsxwriter import Workbook  # noqa: PLC0415 - 2 MB where nobody asks for one

    out = io.BytesIO()
    with Workbook(out, _AS_IT_IS) as book:
        sheet = book.add_worksheet()
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, max(len(headings) - 1, 0), _WIDE)
        sheet.write_row(0, 0, headings, book.add_format({"bold": True}))
        for number, row in enumerate(rows, start=1):
            sheet.write_row(number, 0, [_fit(cell) for cell in row])
    return out.getvalue()


def _fit(cell: Cell) -> str | int | Decimal | datetime:
    match cell:
        case None:
            return ""
        case str():
            return cell[:_MOST_LETTERS]
        case datetime():
            return local(cell).replace(tzinfo=None)
    return cell
