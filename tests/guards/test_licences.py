"""Guard: what the product runs on carries a licence that docs/how-to/dependencies.md says is fine."""

import re
from importlib import metadata
from pathlib import Path

import pytest

FINE = re.compile(r"\b(?:MIT|BSD|Apache|PSF|Python Software Foundation|MPL|Mozilla)\b", re.IGNORECASE)
WEAK_AND_KNOWN = {"psycopg", "psycopg-binary", "psycopg-pool"}  # LGPL: a database driver is a part of its own

_NAME = re.compile(r"^([a-z0-9][a-z0-9._-]*)==", re.MULTILINE)
_STRONG = re.compile(r"(?<!L)(?:AGPL|GPL)|GNU (?:Affero )?General Public", re.IGNORECASE)
_LESSER = re.compile(r"\bLGPL|Lesser General Public", re.IGNORECASE)


def said_by(package: metadata.PackageMetadata) -> str:
    """The licence as a package declares it: the expression, else the classifiers, else the free line."""
    classifiers = [one for one in package.get_all("Classifier") or () if one.startswith("License ::")]
    return package.get("License-Expression") or " ".join(classifiers) or package.get("License") or ""


def is_fine(name: str, licence: str) -> bool:
    if _LESSER.search(licence):
        return name in WEAK_AND_KNOWN
    return bool(FINE.search(licence)) and not _STRONG.search(licence)


def test_every_runtime_package_has_a_licence_that_we_can_live_with(checkout: Path) -> None:
    locked = (checkout / "requirements" / "runtime.txt").read_text(encoding="utf-8")
    said = {}
    for name in _NAME.findall(locked):
        try:
            said[name] = said_by(metadata.metadata(name))
        except metadata.PackageNotFoundError:
            continue  # of another system or Python

    assert {"django", "pikepdf", "psycopg"} <= set(said)
    assert {name: licence for name, licence in said.items() if not is_fine(name, licence)} == {}


@pytest.mark.parametrize(
    ("name", "licence", "fine"),
    [
        ("one", "MIT", True),
        ("one", "BSD-3-Clause", True),
        ("one", "Apache-2.0 OR BSD-2-Clause", True),
        ("one", "License :: OSI Approved :: Mozilla Public License 2.0 (MPL 2.0)", True),
        ("one", "GPL-3.0-or-later", False),
        ("one", "License :: OSI Approved :: GNU General Public License v3 (GPLv3)", False),
        ("one", "AGPL-3.0-only", False),
        ("one", "LGPL-3.0-only", False),
        ("psycopg", "LGPL-3.0-only", True),
        ("psycopg", "GPL-3.0-only", False),
        ("one", "Proprietary", False),
        ("one", "", False),
    ],
)
def test_the_guard_knows_a_licence_by_what_it_says(name: str, licence: str, fine: bool) -> None:
    assert is_fine(name, licence) is fine
