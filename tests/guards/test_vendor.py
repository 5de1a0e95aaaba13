"""Guard: what others made and we serve or print stands in vendor.toml, with its licence, whole, unchanged."""

import hashlib
import tomllib
from pathlib import Path
from typing import Any

import pytest

_PRODUCT = Path(__file__).resolve().parents[2] / "src" / "janasetu"
VENDOR = _PRODUCT / "config" / "static" / "vendor"
LETTERS = _PRODUCT / "documents" / "papers" / "fonts"  # of papers
FINE = {"OFL-1.1", "MIT", "BSD-2-Clause", "BSD-3-Clause", "Apache-2.0", "ISC"}


def packages(vendor: Path) -> list[dict[str, Any]]:
    told: list[dict[str, Any]] = tomllib.loads((vendor / "vendor.toml").read_text("utf-8"))["package"]
    return told


def told_of_all(vendor: Path) -> dict[str, str]:
    """The hash that vendor.toml tells, by path."""
    return {
        f"{package['folder']}/{name}": told
        for package in packages(vendor)
        for name, told in package["files"].items()
    }


def hashes(folder: Path) -> dict[str, str]:
    files = (path for path in folder.rglob("*") if path.is_file() and path.name != "vendor.toml")
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


@pytest.mark.parametrize("vendor", [VENDOR, LETTERS], ids=["web", "papers"])
def test_every_file_of_others_is_told_of_and_unchanged(vendor: Path) -> None:
    assert hashes(vendor) == told_of_all(vendor)


@pytest.mark.parametrize("vendor", [VENDOR, LETTERS], ids=["web", "papers"])
def test_every_package_says_its_name_version_and_a_licence_we_can_live_with(vendor: Path) -> None:
    for package in packages(vendor):
        assert package["name"]
        assert package["version"]
        assert package["licence"] in FINE
        assert "LICENSE" in package["files"], f"{package['name']} brings no licence text"


def test_the_guard_sees_a_changed_and_an_added_file(tmp_path: Path) -> None:
    (tmp_path / "one").write_bytes(b"1")
    before = hashes(tmp_path)
    (tmp_path / "one").write_bytes(b"2")
    (tmp_path / "two").write_bytes(b"2")

    after = hashes(tmp_path)

    assert set(after) == {"one", "two"}
    assert before["one"] != after["one"]
