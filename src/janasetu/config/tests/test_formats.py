"""What Django writes by itself in Bengali: the day first, lakhs, no English; our pages do not use it."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.utils import formats, translation
from django.utils.timesince import timesince

from janasetu.config.translations import PACKAGE

AT = datetime(2026, 6, 5, 10, 35, tzinfo=UTC)  # 16:05 in Kolkata
# Filters that would write a date or a number past lib.bn, in Latin digits.
PAST_LIB_BN = re.compile(r"\|\s*(?:date|time|timesince|timeuntil|floatformat|intcomma|filesizeformat)\b")


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("DATE_FORMAT", "5 জুন 2026"),
        ("DATETIME_FORMAT", "5 জুন 2026, 10:35"),
        ("MONTH_DAY_FORMAT", "5 জুন"),
        ("YEAR_MONTH_FORMAT", "জুন 2026"),
        ("SHORT_DATE_FORMAT", "05/06/2026"),
    ],
)
def test_the_day_stands_before_the_month(name: str, written: str) -> None:
    with translation.override("bn"):
        assert formats.date_format(AT, name) == written


def test_lakhs_and_crores_are_grouped_where_grouping_is_asked_for() -> None:
    with translation.override("bn"):
        assert formats.number_format(12345678.5, 1, use_l10n=True, force_grouping=True) == "1,23,45,678.5"
        assert formats.number_format(12345678, use_l10n=True) == "12345678"


def test_a_span_of_time_is_said_in_bengali() -> None:
    with translation.override("bn"):
        assert timesince(AT, AT.replace(hour=16, minute=47)) == "6\xa0ঘণ্টা, 12\xa0মিনিট"


def test_no_page_writes_a_date_or_a_number_past_lib_bn() -> None:
    pages = [path for path in sorted(PACKAGE.rglob("templates/**/*")) if path.is_file()]

    assert [str(path.relative_to(PACKAGE)) for path in pages if PAST_LIB_BN.search(_text(path))] == []
    assert len(pages) > 50


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")
