"""One sheet as an Excel workbook (ECMA-376): text stands in it as text, so that nothing is calculated.

Only what a plain table needs: a heading in bold that stays while one scrolls, numbers, moments of Kolkata.
"""

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from decimal import Decimal
from typing import TypeAlias
from xml.sax.saxutils import escape

from janasetu.lib.clock import KOLKATA, local

Cell: TypeAlias = str | int | Decimal | datetime | None

TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_MOST_LETTERS = 32_767  # in a cell of Excel
_DAY_NOUGHT = datetime(1899, 12, 30, tzinfo=KOLKATA)  # from which Excel counts days
# What XML 1.0 cannot hold.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_PLAIN, _HEADING, _MOMENT = range(3)  # places in the styles below

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_PARTS = {
    "[Content_Types].xml": f"""<Types xmlns="{_PACKAGE}/content-types">\
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>\
<Default Extension="xml" ContentType="application/xml"/>\
<Override PartName="/xl/workbook.xml" ContentType="{TYPE}.main+xml"/>\
<Override PartName="/xl/worksheets/sheet1.xml" \
ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>\
<Override PartName="/xl/styles.xml" \
ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>""",
    "_rels/.rels": f"""<Relationships xmlns="{_PACKAGE}/relationships">\
<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>""",
    "xl/workbook.xml": f"""<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}">\
<sheets><sheet name="1" sheetId="1" r:id="rId1"/></sheets></workbook>""",
    "xl/_rels/workbook.xml.rels": f"""<Relationships xmlns="{_PACKAGE}/relationships">\
<Relationship Id="rId1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>\
<Relationship Id="rId2" Type="{_OFFICE}/styles" Target="styles.xml"/></Relationships>""",
    "xl/styles.xml": f"""<styleSheet xmlns="{_MAIN}">\
<numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd\\ hh:mm"/></numFmts>\
<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>\
<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>\
<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/>\
</fill></fills><borders count="1"><border/></borders>\
<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>\
<cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>\
<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/>\
<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs>\
</styleSheet>""",
}
_SHEET_BEGINS = f"""{_HEAD}<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0">\
<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>\
<sheetFormatPr defaultRowHeight="15" defaultColWidth="18"/><sheetData>"""
_SHEET_ENDS = "</sheetData></worksheet>"


def workbook(headings: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """The whole file."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as parts:
        for name, content in _PARTS.items():
            parts.writestr(name, _HEAD + content)
        with parts.open("xl/worksheets/sheet1.xml", "w") as sheet:
            for piece in _sheet(headings, rows):
                sheet.write(piece.encode())
    return out.getvalue()


def _sheet(headings: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Iterator[str]:
    yield _SHEET_BEGINS
    yield _row([_cell(one, style=_HEADING) for one in headings])
    for row in rows:
        yield _row([_cell(one) for one in row])
    yield _SHEET_ENDS


def _row(cells: Sequence[str]) -> str:
    return f"<row>{''.join(cells)}</row>"


def _cell(value: Cell, *, style: int = _PLAIN) -> str:
    match value:
        case None | "":
            return "<c/>"
        case str():
            text = escape(_NOT_XML.sub("", value)[:_MOST_LETTERS])
            return f'<c t="inlineStr" s="{style}"><is><t xml:space="preserve">{text}</t></is></c>'
        case datetime():
            return f'<c s="{_MOMENT}"><v>{_days(value):.6f}</v></c>'
    return f"<c><v>{value}</v></c>"


def _days(moment: datetime) -> float:
    """As Excel counts: days since the last but one of 1899, by the clock on the wall in Kolkata."""
    there = local(moment).replace(tzinfo=None)
    return (there - _DAY_NOUGHT.replace(tzinfo=None)).total_seconds() / 86_400
