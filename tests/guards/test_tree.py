"""Guard: no telephone number of the reports and no host of a package mirror stands in the tree."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from janasetu.lib.bn import ascii_digits

LEFT_OUT = {".git", ".venv", "var", "node_modules", "__pycache__"}
# The reports that the product answers to, where a founder has them beside the checkout.
REPORTS = Path(__file__).resolve().parents[3] / "shared" / "mission"

_BETWEEN_DIGITS = re.compile(r"(?<=\d)[\s\-.\u00a0\u2011]{1,2}(?=\d)")
_MOBILE = re.compile(r"(?<!\d)(?:91|0)?([6-9]\d{9})(?!\d)")
_MIRROR = re.compile(
    r"--(?:extra-)?index-url|--find-links|--trusted-host|^\s*index-url\s*=|^\s*registry\s*="
    r"|https?://[^\s\"'<>]*(?:artifactory|nexus|devpi|verdaccio|/simple\b)",
    re.MULTILINE,
)


def texts(checkout: Path) -> Iterator[tuple[str, str]]:
    """Every text file of the tree: its path and what stands in it."""
    for path in sorted(_files(checkout)):
        try:
            yield path.relative_to(checkout).as_posix(), path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue


def _files(checkout: Path) -> Iterator[Path]:
    """Every file that may belong to the tree; into what is left out nobody looks."""
    for folder, within, names in os.walk(checkout):
        within[:] = [one for one in within if not _is_left_out(one)]
        for name in names:
            path = Path(folder, name)
            if not _is_left_out(name) and path.is_file():
                yield path


def _is_left_out(name: str) -> bool:
    return name in LEFT_OUT or name.endswith("_cache") or name == ".hypothesis"


def mobiles_in(text: str) -> set[str]:
    """Indian mobile numbers in a text, in ten Latin digits, however they are written."""
    return set(_MOBILE.findall(_BETWEEN_DIGITS.sub("", ascii_digits(text))))


def test_no_telephone_number_of_the_reports_stands_in_the_tree(checkout: Path) -> None:
    reports = [path.read_text(encoding="utf-8") for path in sorted(REPORTS.glob("*.txt"))]
    if not reports:
        pytest.skip("the reports are not beside the checkout")
    real = {number for report in reports for number in mobiles_in(report)}

    assert len(real) >= 3
    assert [path for path, text in texts(checkout) if mobiles_in(text) & real] == []


def test_no_host_of_a_package_mirror_stands_in_the_tree(checkout: Path) -> None:
    here = Path(__file__).relative_to(checkout).as_posix()

    assert [path for path, text in texts(checkout) if path != here and _MIRROR.search(text)] == []


def test_the_guard_finds_a_number_however_it_is_written() -> None:
    written = "৯০০০০০০০০১, 90000 00002, +91 90000-00003, 09000000004, 900000000500, 1234567890"

    assert mobiles_in(written) == {"9000000001", "9000000002", "9000000003", "9000000004"}
