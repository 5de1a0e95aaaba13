"""Tests of reading a file of holidays."""

from datetime import date

import pytest

from janasetu.bodies.calendars import ClosedDay
from janasetu.bodies.holiday_file import day_written, read

SAPTAMI = ClosedDay(date(2026, 10, 18), {"bn": "মহাসপ্তমী", "en": "Maha Saptami"})
RIGHT = "date,name_bn,name_en\n2026-10-18,মহাসপ্তমী,Maha Saptami\n"


def told(text: str, lang: str = "en") -> list[str]:
    return [fault.sentence(lang) for fault in read(text.encode())[1]]  # type: ignore[arg-type]


def test_a_row_is_a_day_with_its_names() -> None:
    assert read(RIGHT.encode()) == ([SAPTAMI], [])


def test_a_hindi_name_may_stand_beside_them_and_columns_in_any_order() -> None:
    days, faults = read("Name hi,date,name_en,name_bn\nमहासप्तमी,18/10/2026,Maha Saptami,মহাসপ্তমী\n".encode())

    assert faults == []
    assert days == [ClosedDay(SAPTAMI.day, {"bn": "মহাসপ্তমী", "en": "Maha Saptami", "hi": "महासप्तमी"})]


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2026-10-18", date(2026, 10, 18)),
        ("18/10/2026", date(2026, 10, 18)),
        ("18.10.2026", date(2026, 10, 18)),
        ("8-1-2026", date(2026, 1, 8)),
        ("১৮/১০/২০২৬", date(2026, 10, 18)),
        ("10/18/2026", None),
        ("18 October", None),
        ("", None),
    ],
)
def test_days_are_read_as_offices_write_them(written: str, day: date | None) -> None:
    assert day_written(written) == day


def test_every_fault_is_told_with_its_row_and_column() -> None:
    text = (
        "date,name_bn,name_en,name_hi\n"
        "2026-10-18,মহাসপ্তমী,Maha Saptami,\n"
        "18/10/2026,মহাসপ্তমী,Maha Saptami,\n"
        "2026-02-30,,দোল,Holi\n"
        f"1926-10-20,{'ম' * 81},Maha Navami,\n"
        "2026-10-21\n"
    )

    assert told(text) == [
        "Row 3, column date: Row 2 has the same date. Leave one of them.",
        "Row 4, column date: The date cannot be read. Write it as 2026-10-19 or 19/10/2026.",
        "Row 4, column name_bn: Write the name of the holiday in Bengali letters.",
        "Row 4, column name_en: Write the name of the holiday in Latin letters.",
        "Row 4, column name_hi: Write the name of the holiday in Hindi letters, or leave the cell empty.",
        "Row 5, column date: Look at the year of the date.",
        "Row 5, column name_bn: Write the name of the holiday in 80 letters at most.",
        "Row 6: This row has fewer or more cells than the header.",
    ]
    assert told(text, "bn")[0] == "সারি ৩, কলাম date: সারি ২-এও এই একই তারিখ আছে। একটি রাখুন।"


def test_a_header_must_name_the_columns() -> None:
    assert told("date,name\n") == [
        "Row 1: These columns are missing: name_bn, name_en.",
        "Row 1: These columns are not known: name.",
    ]
    assert told("") == ["Row 1: These columns are missing: date, name_bn, name_en."]
