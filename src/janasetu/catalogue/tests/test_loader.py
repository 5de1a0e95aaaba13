"""Definitions in their folders: found, read together, and none stops another."""

from pathlib import Path

import pytest

from janasetu.catalogue.linting import lint
from janasetu.catalogue.loader import BUNDLED, DefinitionError, definition, definitions, files, read, shelf
from janasetu.catalogue.problems import Problem
from janasetu.catalogue.reading import Reading
from janasetu.catalogue.tests.factories import COMPLAINT, write
from janasetu.catalogue.tests.wrongs import GOOD

STREET = (GOOD / "street" / "service.yaml").read_text(encoding="utf-8")
BROKEN = STREET.replace("format: 1", "format: 2")


def put(folder: Path, code: str, text: str) -> Path:
    (folder / code).mkdir(parents=True)
    return write(folder / code, text)


def called(code: str, bn: str) -> str:
    """The small complaint under another code and name."""
    words = STREET.replace("words: [রাস্তার কথা, rasta]\n", "").replace("code: street", f"code: {code}")
    return words.replace("{bn: রাস্তার অসুবিধা, en: Street trouble}", f"{{bn: {bn}, en: {code}}}").replace(
        "{bn: রাস্তা, en: Street}", f"{{bn: {bn}, en: {code}}}"
    )


def printed(problems: tuple[Problem, ...], folder: Path) -> list[str]:
    return [str(problem).replace(f"{folder}/", "") for problem in problems]


def test_every_bundled_definition_is_good() -> None:
    assert [one.service.code for one in definitions(BUNDLED)] == [
        path.parent.name for path in sorted(BUNDLED.glob("*/service.yaml"))
    ]


def test_the_same_meaning_has_the_same_hash_and_another_has_not(tmp_path: Path) -> None:
    good = COMPLAINT.read_text(encoding="utf-8")
    original = read(COMPLAINT).hash

    commented = read(write(tmp_path, f"# a remark\n{good}\n\n")).hash
    changed = read(write(tmp_path, good.replace("promise: 24 hours", "promise: 25 hours", 1))).hash

    assert commented == original
    assert changed != original


def test_a_definition_is_stored_as_it_was_written(tmp_path: Path) -> None:
    text = STREET.replace(
        "promise: {within: 72 hours}",
        "promise: {within: 72 hours}\nfee: [{amount: 12.50, from: 2026-04-01, source: x}]",
    )

    content = read(write(tmp_path, text)).content

    assert content.startswith('{"format":1,"code":"street","kind":"complaint","offered_by":["corporation"')
    assert '"fee":[{"amount":"12.50","from":"2026-04-01","source":"x"}]' in content


def test_a_wrong_definition_is_not_had_and_says_all_that_is_wrong(tmp_path: Path) -> None:
    path = write(tmp_path, BROKEN.replace("urgent: true", "urgnt: true"))

    with pytest.raises(DefinitionError) as error:
        read(path)

    assert str(error.value).splitlines() == [
        f"{path}:2:9: F205 `format` is 1, not the number 2",
        f"{path}:23:9: F201 `urgnt` is not a key here; did you mean `urgent`?",
    ]
    assert [problem.code for problem in error.value.problems] == ["F205", "F201"]


def test_a_warning_is_no_reason_to_refuse(tmp_path: Path) -> None:
    draft = lint(Reading(None, {**lint_values(), "short": {"bn": "রাস্তা", "en": "Street", "hi": "सड़क"}}))

    assert [problem.code for problem in draft.problems] == ["W304"]
    assert definition(draft).service.short.hi == "सड़क"


def lint_values() -> dict[str, object]:
    from janasetu.catalogue.reading import read_bytes

    values = read_bytes(STREET.encode()).values
    assert values is not None
    return values


# --- folders ---


def test_files_are_found_by_folder_by_service_and_by_name(tmp_path: Path) -> None:
    path = put(tmp_path, "street", STREET)
    (tmp_path / "empty").mkdir()

    assert list(files(tmp_path)) == [path]
    assert list(files(tmp_path / "street")) == [path]
    assert list(files(path)) == [path]
    assert list(files(tmp_path / "empty", tmp_path / "nowhere")) == []
    assert list(files(tmp_path / "missing.yaml")) == [tmp_path / "missing.yaml"]


def test_a_broken_file_stops_no_other(tmp_path: Path) -> None:
    put(tmp_path, "a", "format: [")
    put(tmp_path, "street", STREET)

    found = shelf(tmp_path)

    assert [one.service.code for one in found.definitions] == ["street"]
    assert [problem.code for problem in found.problems] == ["Y100"]
    assert found.codes == {"a", "street"}


def test_a_folder_with_a_broken_file_cannot_be_used_as_a_whole(tmp_path: Path) -> None:
    put(tmp_path, "a", "format: [")
    put(tmp_path, "b", BROKEN)

    with pytest.raises(DefinitionError) as error:
        definitions(tmp_path)

    assert [problem.code for problem in error.value.problems] == ["Y100", "F205"]


def test_of_two_definitions_of_one_code_the_first_counts(tmp_path: Path) -> None:
    first = put(tmp_path / "one", "street", STREET)
    put(tmp_path / "two", "street", called("street", "গলির অসুবিধা"))

    found = shelf(tmp_path / "one", tmp_path / "two")

    assert [one.path for one in found.definitions] == [first]
    assert printed(found.problems, tmp_path) == [
        "two/street/service.yaml:3:7: D904 `street` is already the service of one/street/service.yaml"
    ]


def test_two_services_of_a_body_do_not_answer_to_the_same_words(tmp_path: Path) -> None:
    put(tmp_path, "lane", called("lane", "গলি"))
    put(tmp_path, "street", STREET.replace("[রাস্তার কথা, rasta]", "{bn: [«গলি»], bn-Latn: [LANE]}"))

    assert printed(shelf(tmp_path).problems, tmp_path) == [
        "street/service.yaml:8:14: D901 ««গলি»» means the service `lane` too, in a corporation",
        "street/service.yaml:8:32: D901 «LANE» means the service `lane` too, in a corporation",
    ]


def test_services_of_different_bodies_may_answer_to_the_same_words(tmp_path: Path) -> None:
    put(tmp_path, "lane", called("lane", "গলি").replace("[corporation, municipality]", "[corporation]"))
    put(tmp_path, "street", called("street", "গলি").replace("[corporation, municipality]", "[municipality]"))

    assert shelf(tmp_path).problems == ()


def test_a_folder_of_another_name_is_a_warning(tmp_path: Path) -> None:
    put(tmp_path, "road", STREET)

    found = shelf(tmp_path)

    assert [one.service.code for one in found.definitions] == ["street"]
    assert printed(found.problems, tmp_path) == [
        "road/service.yaml:3:7: W905 the folder of `street` is called `road`"
    ]


def test_a_retired_service_is_on_no_shelf(tmp_path: Path) -> None:
    put(tmp_path / "one", "street", STREET)
    (tmp_path / "two" / "street").mkdir(parents=True)
    (tmp_path / "two" / "street" / "retired").touch()

    found = shelf(tmp_path / "one", tmp_path / "two")

    assert (found.definitions, found.problems, found.retired) == ((), (), {"street"})


def test_a_code_that_cannot_be_read_is_that_of_the_folder(tmp_path: Path) -> None:
    put(tmp_path, "street", STREET.replace("code: street", "code: 5"))

    assert shelf(tmp_path).codes == {"street"}
