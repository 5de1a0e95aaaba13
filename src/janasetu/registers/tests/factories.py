"""Registers for tests: an office with a registrar, files in several forms, entries."""

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import datetime

from janasetu.bodies.models import LocalBody, Officer
from janasetu.bodies.tests.factories import make_body, make_department, make_officer
from janasetu.lib.clock import KOLKATA
from janasetu.registers.actions import Sent, check_import, send_register, take_import, want_import
from janasetu.registers.models import RegisterEntry, RegisterImport

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=KOLKATA)
HEADINGS = ("number", "date", "name_bn", "father_bn", "mother_bn")
RAHMAN = ("১২৩/১৯৮৭", "০৪/০৩/১৯৮৭", "মহঃ রহমান", "আব্দুল রহমান", "সাবিনা বিবি")


def a_registrar(body: LocalBody | None = None) -> Officer:
    return make_officer(body or make_body(), "registrar")


def a_clerk(body: LocalBody, department: str | None = None) -> Officer:
    return make_officer(body, "clerk", department=make_department(body, department) if department else None)


def as_csv(*rows: Sequence[str], headings: Sequence[str] = HEADINGS) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows([headings, *rows])
    return out.getvalue().encode()


def sent(
    registrar: Officer, content: bytes, *, kind: str = "birth", whole_only: bool = False
) -> RegisterImport:
    """A file that was sent and checked."""
    order = Sent(kind, "births.csv", content, whole_only)
    one = send_register(officer=registrar, sent=order, now=NOW)
    check_import(import_id=one.id, body_id=one.body_id, now=NOW)
    one.refresh_from_db()
    return one


def taken(registrar: Officer, content: bytes, *, kind: str = "birth") -> RegisterImport:
    """A file that stands in the register."""
    one = sent(registrar, content, kind=kind)
    want_import(officer=registrar, import_id=one.id, now=NOW)
    take_import(import_id=one.id, body_id=one.body_id, now=NOW)
    one.refresh_from_db()
    return one


def entered(registrar: Officer, *rows: Mapping[str, str], kind: str = "birth") -> list[RegisterEntry]:
    """Entries of these cells, numbered where they are not."""
    headings = list(dict.fromkeys(["number", "date", *(column for row in rows for column in row)]))
    given = [{"number": f"{n}/1987", "date": "04/03/1987"} | dict(row) for n, row in enumerate(rows, start=1)]
    taken(
        registrar,
        as_csv(*([row.get(one, "") for one in headings] for row in given), headings=headings),
        kind=kind,
    )
    return list(RegisterEntry.objects.filter(body_id=registrar.body_id, kind=kind).order_by("number_key"))
