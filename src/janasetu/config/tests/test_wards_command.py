"""`janasetu wards` and `janasetu landmarks`: what they print and how they end."""

import argparse
import io
import json
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from janasetu.bodies.models import LocalBody, MapImport
from janasetu.bodies.tests.factories import make_body, make_ward
from janasetu.bodies.tests.maps import feature, file, middle, row_of_squares, square
from janasetu.config.cli import landmarks as landmarks_command
from janasetu.config.cli import wards as wards_command
from janasetu.config.errors import FrontDoorError

pytestmark = pytest.mark.django_db

MISSING = """\
এই ওয়ার্ডগুলির সীমানা এখনও নেই: ৩। সেখানকার লোকেশন এলে ওয়ার্ড জিজ্ঞাসা করা হবে।
These wards have no border yet: 3. For a location there the ward is asked.
"""
NOT_THERE = """\
সারি ২ (ওয়ার্ড ৯): এই সংস্থায় এই নম্বরের ওয়ার্ড নেই। নতুন ওয়ার্ড হলে --add দিন।
Row 2 (ward 9): The body has no ward of that number. If it is a new one, call again with --add.
1 fault; nothing is written.
"""
NO_SUCH_WARD = """\
সারি ২: এই সংস্থায় এই নম্বরের কোনো ওয়ার্ড নেই।
Row 2: This body has no ward of that number.
1 fault; nothing is written.
"""

Told = Callable[..., tuple[int, str, str]]


@pytest.fixture
def town() -> LocalBody:
    body = make_body()
    for number in ("1", "2", "3"):
        make_ward(body, number)
    return body


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Told:
    """Run a command; its exit code, what it printed, what it complained of."""

    def told(module: ModuleType, *arguments: str) -> tuple[int, str, str]:
        parser = argparse.ArgumentParser()
        module.add_arguments(parser)
        code = module.run(parser.parse_args(arguments))
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return told


@pytest.fixture
def borders(tmp_path: Path) -> str:
    path = tmp_path / "wards.geojson"
    path.write_bytes(row_of_squares("1", "2"))
    return str(path)


def test_a_file_is_drawn_and_the_wards_without_a_border_are_named(
    town: LocalBody, run: Told, borders: str
) -> None:
    done = run(wards_command, "import", borders, "--body", "falakata", "--source", "Sample, CC0")

    assert done == (
        0,
        "2 wards drawn; 0 notes.\n",
        MISSING,
    )
    assert MapImport.objects.get().source == "Sample, CC0"


def test_faults_are_told_in_both_languages_and_nothing_is_written(
    town: LocalBody, run: Told, tmp_path: Path
) -> None:
    path = tmp_path / "wards.geojson"
    path.write_bytes(row_of_squares("1", "9"))

    assert run(wards_command, "import", str(path), "--body", "falakata") == (
        1,
        "",
        NOT_THERE,
    )
    assert run(wards_command, "import", str(path), "--body", "falakata", "--add")[:2] == (
        0,
        "2 wards drawn, 1 of them added; 0 notes.\n",
    )


def test_standard_input_and_a_property_that_is_named(
    town: LocalBody, run: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = io.BytesIO(file(feature(square(0), SANSAD="2")))
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(content))

    done = run(wards_command, "import", "-", "--body", "falakata", "--number-field", "SANSAD")

    assert done[1] == "1 ward drawn; 0 notes.\n"


def test_a_place_is_told_with_its_body_and_ward(town: LocalBody, run: Told, borders: str) -> None:
    run(wards_command, "import", borders, "--body", "falakata")
    inside, beyond = (list(map(str, middle(column))) for column in (1, 60))

    code, out, _ = run(wards_command, "at", *inside)
    assert (code, json.loads(out)) == (
        0,
        {"where": "ward", "body": "falakata", "ward": "2", "beside": [], "unmapped": ["3"]},
    )
    code, out, _ = run(wards_command, "at", *beyond, "--body", "falakata")
    assert (code, json.loads(out)) == (
        1,
        {"where": "outside", "body": None, "ward": None, "beside": [], "unmapped": []},
    )


@pytest.mark.parametrize(
    "wrong",
    [("91", "88"), ("22", "181"), ("nan", "88"), ("here", "88")],
)
def test_what_is_no_place_is_refused(run: Told, wrong: tuple[str, str]) -> None:
    with pytest.raises(SystemExit) as ended:
        run(wards_command, "at", *wrong)
    assert ended.value.code == 2


def test_wards_are_listed_with_what_is_drawn_of_them(town: LocalBody, run: Told, borders: str) -> None:
    run(wards_command, "import", borders, "--body", "falakata")

    code, out, _ = run(wards_command, "list", "--body", "falakata")

    rows = [json.loads(line) for line in out.splitlines()]
    assert (code, [(row["number"], row["km2"] is not None) for row in rows]) == (
        0,
        [("1", True), ("2", True), ("3", False)],
    )


def test_an_outline_is_drawn_from_a_day(town: LocalBody, run: Told, tmp_path: Path) -> None:
    path = tmp_path / "outline.geojson"
    path.write_bytes(file(feature(square(0, wide=3))))

    done = run(wards_command, "outline", str(path), "--body", "falakata", "--from", "2026-11-01")
    wrong = run(wards_command, "outline", str(path), "--body", "falakata", "--from", "2026-11-01", "--mend")

    assert done == (0, "The outline is drawn; 0 notes.\n", "")
    assert wrong[0] == 0
    with pytest.raises(SystemExit):
        run(wards_command, "outline", str(path), "--body", "falakata", "--from", "tomorrow")


def test_an_outline_that_is_none_is_refused(town: LocalBody, run: Told, tmp_path: Path) -> None:
    path = tmp_path / "outline.geojson"
    path.write_text("{", encoding="utf-8")

    code, _, err = run(wards_command, "outline", str(path), "--body", "falakata")

    assert (code, err.splitlines()[-1]) == (1, "1 fault; nothing is written.")


def test_a_body_or_a_file_that_there_is_not_is_told_in_a_sentence(
    town: LocalBody, run: Told, borders: str
) -> None:
    with pytest.raises(FrontDoorError, match="there is no body nowhere"):
        run(wards_command, "import", borders, "--body", "nowhere")
    with pytest.raises(FrontDoorError, match=r"cannot be read: No such file"):
        run(wards_command, "import", f"{borders}.not", "--body", "falakata")


def test_landmarks_are_brought_in_and_found(town: LocalBody, run: Told, tmp_path: Path) -> None:
    path = tmp_path / "landmarks.csv"
    path.write_text("name_bn,ward\nবাজার মোড়,2\nথানা মোড়,\n", encoding="utf-8")

    done = run(landmarks_command, "import", str(path), "--body", "falakata")
    found = run(landmarks_command, "find", "bajar morer kache", "--body", "falakata")
    none = run(landmarks_command, "find", "আমাদের পাড়ায়", "--body", "falakata")

    assert done == (0, "2 landmarks, 1 without a ward, in place of 0.\n", "")
    assert (found[0], json.loads(found[1])) == (0, {"name": {"bn": "বাজার মোড়"}, "ward": "2"})
    assert none == (1, "", "")


def test_landmarks_with_faults_are_refused(town: LocalBody, run: Told, tmp_path: Path) -> None:
    path = tmp_path / "landmarks.csv"
    path.write_text("name_bn,ward\nবাজার মোড়,9\n", encoding="utf-8")

    assert run(landmarks_command, "import", str(path), "--body", "falakata") == (
        1,
        "",
        NO_SUCH_WARD,
    )
