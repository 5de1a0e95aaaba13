"""YAML as we take it: values, the place of each, and every trap told by its place."""

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from janasetu.catalogue.loader import BUNDLED
from janasetu.catalogue.reading import MOST_BYTES, Place, plain, read_bytes, read_file
from janasetu.catalogue.tests.wrongs import GOOD_FILES

DEFINITIONS = [*GOOD_FILES, *sorted(BUNDLED.glob("*/service.yaml"))]


def told(written: bytes | str) -> list[str]:
    reading = read_bytes(written.encode() if isinstance(written, str) else written, Path("x.yaml"))
    return [str(problem).removeprefix("x.yaml:") for problem in reading.problems]


def values(text: str) -> object:
    reading = read_bytes(text.encode())
    assert reading.problems == []
    return reading.values


# --- values ---


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("1", 1),
        ("-30", -30),
        ("0", 0),
        ("12.50", Decimal("12.50")),
        ("true", True),
        ("false", False),
        ("null", None),
        ("~", None),
        ("", None),
        *((text, text) for text in ("no", "yes", "on", "off", "True", "NULL", "y")),
        *((text, text) for text in ("2026-04-01", "12:30", "010", "0x1f", "0o7", "1e5", "1_000", "+91")),
        *((text, text) for text in (".nan", ".inf", ".5", "5.", "1.2.3", "৩", "9" * 19, "1." + "3" * 19)),
    ],
)
def test_a_plain_word_is_what_a_clerk_means_by_it(written: str, value: object) -> None:
    assert plain(written) == value
    assert type(plain(written)) is type(value)
    assert values(f"a: {written}") == {"a": value}


def test_what_stands_in_quotes_or_in_a_block_is_a_text() -> None:
    text = "a: '1'\nb: \"true\"\nc: |-\n  12\nd: >-\n  null\n"

    assert values(text) == {"a": "1", "b": "true", "c": "12", "d": "null"}


def test_a_key_is_always_a_text() -> None:
    assert values("1: a\nno: b\nnull: c\n2.5: d\n'': e\n") == {
        "1": "a",
        "no": "b",
        "null": "c",
        "2.5": "d",
        "": "e",
    }


def test_keys_keep_their_order() -> None:
    assert list(values("z: 1\na: 2\nm: {y: 1, b: 2}\n")) == ["z", "a", "m"]  # type: ignore[call-overload]


def test_a_file_of_windows_is_read_as_any_other() -> None:
    assert values("\ufeffa: 1\r\nb: [ক, খ]\r\n") == {"a": 1, "b": ["ক", "খ"]}


# --- places ---


def test_every_key_and_value_has_its_place() -> None:
    reading = read_bytes("ক: {খ: গ, b: [1, দুই]}\nc:\n  - d: e\n".encode())

    assert reading.keys[("ক",)] == Place(1, 1)
    assert reading.places[("ক",)] == Place(1, 4)
    assert reading.keys[("ক", "খ")] == Place(1, 5)
    assert reading.places[("ক", "b", 1)] == Place(1, 18)
    assert reading.places[("c", 0)] == Place(3, 5)
    assert reading.keys[("c", 0, "d")] == Place(3, 5)
    assert reading.places[("c", 0, "d")] == Place(3, 8)


@pytest.mark.parametrize("path", DEFINITIONS, ids=lambda path: path.parent.name)
def test_at_the_place_of_a_value_stands_that_value(path: Path) -> None:
    reading = read_file(path)
    lines = path.read_text(encoding="utf-8").split("\n")

    assert reading.values is not None
    for steps, place in reading.places.items():
        rest = lines[place.line - 1][place.column - 1 :]
        value: object = reading.values
        for step in steps:
            value = value[step]  # type: ignore[index]
        if isinstance(value, str) and not rest.startswith((">", "|")):
            assert rest.lstrip("\"'").startswith(value.split(" ")[0])
    for steps, place in reading.keys.items():
        assert lines[place.line - 1][place.column - 1 :].startswith(str(steps[-1]))


def test_the_nearest_place_stands_for_what_may_be_written_shorter() -> None:
    reading = read_bytes(b"limits:\n  promise: {within: 1 day}\n")

    assert reading.nearest(("limits", "promise", 0, "within")) == ("limits", "promise", "within")
    assert reading.nearest(("limits", "promise", 0, "source")) == ("limits", "promise")
    assert str(reading.problem("F203", ("limits", "promise", 0, "source"), "no", at_key=True)) == (
        "limits.promise.0.source: F203 no"
    )


# --- traps ---


@pytest.mark.parametrize(
    ("written", "problem"),
    [
        ("", "1:1: Y112 there is nothing in this file"),
        ("# nothing\n", "1:1: Y112 there is nothing in this file"),
        ("null", "1:1: Y112 there is nothing in this file"),
        ("just words", "1:1: Y113 a definition is a mapping: `key: value`"),
        ("\n- 1\n- 2\n", "2:1: Y113 a definition is a mapping: `key: value`"),
        ("---\n---\n", "2:1: Y105 one file is one definition"),
        ("a: 1\n...\n---\nb: 2", "3:1: Y105 one file is one definition"),
        ("a: [\n", "2:1: Y100 while parsing a flow node did not find expected node content"),
        ("a: b: c", "1:5: Y100 mapping values are not allowed in this context"),
        ("a: @b", "1:4: Y100 while scanning for the next token found character that cannot start any token"),
        ("a: x\n\ty", "2:1: Y102 a tab stands here; indent with spaces"),
        ("a:\n \tb: 1", "2:2: Y102 a tab stands here; indent with spaces"),
        ("[" * 5000, "1:21: Y104 nested deeper than 20"),
        ("{a: " * 21, "1:81: Y104 nested deeper than 20"),
        ("- " * 40, "1:41: Y104 nested deeper than 20"),
        ("a: !custom 1", "1:4: Y107 no tag `!custom` is needed here"),
        ("a: *nobody", "1:4: Y103 write it out instead of an anchor or alias"),
        ("a: 1\nb: \x00", "2:4: Y110 the character U+0000 may not stand in a definition"),
        ("ক: খ\u0085", "1:5: Y110 the character U+0085 may not stand in a definition"),
        ("a: \ufffe", "1:4: Y110 the character U+FFFE may not stand in a definition"),
        (b"\xff\xfe\x00", "1:1: Y109 byte 0xff is not UTF-8"),
        ("ক: খ\nগ: ".encode() + b"\xe0\xa6\nx", "2:4: Y109 byte 0xe0 is not UTF-8"),
        (b"#" * (MOST_BYTES + 1), f"1:1: Y108 {MOST_BYTES + 1} bytes; a definition has at most {MOST_BYTES}"),
    ],
)  # fmt: skip
def test_a_trap_is_told_by_its_place(written: bytes | str, problem: str) -> None:
    (first, *_) = told(written)

    assert first.startswith(problem)


# All that YAML calls not printable (specification 1.2.2, production 1), but for halves of surrogate pairs.
BEYOND_YAML = [*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20), 0x7F, *range(0x80, 0x85), *range(0x86, 0xA0)]


@pytest.mark.parametrize("code", [*BEYOND_YAML, 0xFFFE, 0xFFFF])
def test_no_character_that_yaml_forbids_gets_as_far_as_its_parser(code: int) -> None:
    assert told(f"a: {chr(code)}") == [f"1:4: Y110 the character U+{code:04X} may not stand in a definition"]


def test_what_cannot_be_read_has_no_values() -> None:
    assert read_bytes(b"a: [").values is None
    assert read_bytes(b"- 1").values is None


def test_a_bomb_of_aliases_is_told_and_never_unfolds() -> None:
    levels = [f"l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 9)}]" for n in range(1, 12)]
    reading = read_bytes("\n".join(["l0: &l0 [x]", *levels]).encode())

    assert {problem.code for problem in reading.problems} == {"Y103"}
    assert len(reading.problems) == 12 + 11 * 9
    assert reading.values is not None
    assert reading.values["l11"] == [None] * 9


def test_a_key_that_comes_again_is_read_over_with_all_that_is_in_it() -> None:
    reading = read_bytes(b"a: 1\na: {b: [2, {c: 3}], b: 4}\nd: 5\n")

    assert reading.values == {"a": 1, "d": 5}
    assert [(problem.line, problem.column) for problem in reading.problems] == [(2, 1), (2, 21)]


def test_a_file_of_five_megabytes_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "service.yaml"
    path.write_bytes(b"[" * 5_000_000)

    (problem,) = read_file(path).problems

    assert str(problem) == f"{path}:1:1: Y108 5000000 bytes; a definition has at most {MOST_BYTES}"


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/nowhere/service.yaml", "cannot be read: No such file or directory"),
        ("/", "this is not a file"),
        ("/dev/zero", "this is not a file"),
    ],
)
def test_what_is_no_file_is_told(path: str, reason: str) -> None:
    (problem,) = read_file(Path(path)).problems

    assert str(problem) == f"{path}:1:1: Y114 {reason}"


@given(written=st.binary(max_size=200))
def test_no_bytes_break_the_reader(written: bytes) -> None:
    reading = read_bytes(written)

    assert (reading.values is None) <= bool(reading.problems)
