"""Definitions are read with their lines: what is wrong is named by file, line and column."""

from pathlib import Path

import pytest

from janasetu.catalogue.loader import BUNDLED, MOST_BYTES, DefinitionError, definitions, read
from janasetu.catalogue.tests.factories import COMPLAINT, write

GOOD = COMPLAINT.read_text(encoding="utf-8")
SPAN = "write a time limit as `48 hours`, `30 minutes` or `7 days`"


def faults(path: Path) -> list[str]:
    with pytest.raises(DefinitionError) as error:
        read(path)
    return [str(fault).removeprefix(f"{path}:") for fault in error.value.faults]


def test_every_bundled_definition_is_good() -> None:
    assert [definition.service.code for definition in definitions(BUNDLED)] == ["complaint"]


def test_the_same_meaning_has_the_same_hash_and_another_has_not(tmp_path: Path) -> None:
    original = read(COMPLAINT).hash

    commented = read(write(tmp_path, f"# a remark\n{GOOD}")).hash
    changed = read(write(tmp_path, GOOD.replace("promise: 24 hours", "promise: 25 hours", 1))).hash

    assert commented == original
    assert changed != original


@pytest.mark.parametrize(
    ("good", "bad", "fault"),
    [
        (
            "title_by: category",
            "title_by: category\nextra: 1",
            "108:1: extra: Extra inputs are not permitted",
        ),
        ("format: 1", "format: 2", "3:1: format: Input should be 1"),
        ("format: 1", "format: .nan", "3:1: format: Input should be 1"),
        (
            "{bn: জল আসছে না, en: No water supply}",
            "{en: No water supply}",
            "22:9: ask.0.options.water_no_supply.name.bn: Field required",
        ),
        (
            "{bn: জল আসছে না, en: No water supply}",
            '{bn: "", en: No water supply}',
            "22:16: ask.0.options.water_no_supply.name.bn: String should have at least 1 character",
        ),
        (
            "menu: {bn: তালিকা দেখুন, en: See the list}",
            "menu: {bn: তালিকা থেকে একটি বেছে নিন, en: See the list}",
            "19:5: ask.0.menu: Value error, bn is 25 units long; 20 fit",
        ),
        (
            "promise: 72 hours",
            "promise: 72 moons",
            f"30:9: ask.0.options.streetlight_out.promise: Value error, {SPAN}",
        ),
        (
            "promise: 72 hours",
            "promise: 0 hours",
            f"30:9: ask.0.options.streetlight_out.promise: Value error, {SPAN}",
        ),
        (
            "promise: 72 hours",
            "promise: 99999999999999999999 days",
            f"30:9: ask.0.options.streetlight_out.promise: Value error, {SPAN}",
        ),
        (
            "      streetlight_out:",
            "      Street Light:",
            "26:7: ask.0.options.Street Light.[key]: String should match pattern '^[a-z][a-z0-9_-]{0,39}$'",
        ),
        (
            "levels: [officer, secretary, chairman]",
            "levels: []",
            "108:1: levels: Tuple should have at least 1",
        ),
        ("format: 1", "format: 1\nformat: 1", "4:1: found duplicate key"),
        ("code: complaint", "code:\tcomplaint\n\tx: 1", "4:6: found character '\\t'"),
        ("code: complaint", "code: &c complaint\nwords: [*c]", "5:9: write it out instead of an alias"),
        ("code: complaint", "code: [", "6:7: expected ',' or ']', but got ':'"),
        ("code: complaint", "? [a, b]\n: complaint", "1:1: keys must be str"),
    ],
)
def test_what_is_wrong_is_named_by_its_line(tmp_path: Path, good: str, bad: str, fault: str) -> None:
    assert good in GOOD

    (first, *_) = faults(write(tmp_path, GOOD.replace(good, bad, 1)))

    assert first.startswith(fault)


@pytest.mark.parametrize("text", ["", "just words", "[1, 2]", "null", "---\n---\n"])
def test_what_is_no_definition_at_all_is_refused(tmp_path: Path, text: str) -> None:
    (fault,) = faults(write(tmp_path, text))

    assert fault.startswith(("1:1:", "2:1:"))


def test_a_file_of_nested_brackets_is_refused(tmp_path: Path) -> None:
    assert faults(write(tmp_path, "[" * 5000)) == ["1:21: nested deeper than 20"]


def test_a_bomb_of_aliases_is_refused_before_it_unfolds(tmp_path: Path) -> None:
    levels = [f"l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 9)}]" for n in range(1, 12)]

    (fault,) = faults(write(tmp_path, "\n".join(["l0: &l0 [x]", *levels])))

    assert fault == "2:10: write it out instead of an alias"


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "service.yaml"
    path.write_bytes(b"\xff\xfe\x00")

    assert faults(path) == ["1:1: 'utf-8' codec can't decode byte 0xff in position 0: invalid start byte"]


def test_a_file_of_a_megabyte_is_refused_unread(tmp_path: Path) -> None:
    assert faults(write(tmp_path, "#" * (MOST_BYTES + 1))) == [f"1:1: more than {MOST_BYTES} bytes"]
