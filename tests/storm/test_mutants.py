"""The planted mistakes: each is well formed, fits the product as it is, and is refused where it does not."""

import ast
import re
import tomllib
from pathlib import Path

import pytest

from storm import mutants
from storm.mutants import NoSuchMutantError, changed_files, names, plant

FOLDER = Path(__file__).resolve().parents[1] / "mutants"


def test_each_file_is_a_mistake_that_can_be_planted_by_its_number() -> None:
    numbers = [int(name.removeprefix("M")) for name in names()]

    assert len(numbers) >= 13
    assert numbers == sorted(numbers)
    assert {f"M{number}.toml" for number in numbers} == {path.name for path in FOLDER.iterdir()}


@pytest.mark.parametrize("name", names())
def test_a_mistake_says_what_it_is(name: str) -> None:
    planted = tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))

    assert set(planted) == {"sentence", "change"}
    assert re.fullmatch(r"[A-Z].{10,80}\.", planted["sentence"])
    assert planted["change"]
    assert [change for change in planted["change"] if set(change) != {"file", "old", "new"}] == []
    assert [change for change in planted["change"] if change["old"] == change["new"]] == []


@pytest.mark.parametrize("name", names())
def test_a_mistake_fits_the_product_as_it_is(name: str) -> None:
    """Its lines are there just once, the product changes, and is a program still."""
    changed = changed_files(name)

    assert changed
    for path, text in changed.items():
        assert path.startswith("src/janasetu/")
        assert text != (mutants.CHECKOUT / path).read_text(encoding="utf-8")
        ast.parse(text)


def test_who_asks_for_one_that_is_not_there_is_told_which_are(tmp_path: Path) -> None:
    with pytest.raises(NoSuchMutantError) as refused:
        plant("M99", tmp_path / "checkout")

    assert str(refused.value) == f"there is no mutant 'M99'; there are {', '.join(names())}"
    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def little_checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A product of one line, with two mistakes of which the second no longer fits."""
    checkout = tmp_path / "checkout"
    for folder in ("tests/mutants", "src", "var", ".venv"):
        (checkout / folder).mkdir(parents=True)
    (checkout / "var" / "state").write_text("a running demo", encoding="utf-8")
    (checkout / "src" / "a.py").write_text("lock()\ncommit()\n", encoding="utf-8")
    for name, old in (("M1", "lock()\ncommit()"), ("M2", "unlock()")):
        change = f'sentence = "The lock is left out."\n[[change]]\nfile = "src/a.py"\nold = """\n{old}\n"""\n'
        written = change + 'new = """\ncommit()\n"""\n'
        (checkout / "tests" / "mutants" / f"{name}.toml").write_text(written, encoding="utf-8")
    monkeypatch.setattr(mutants, "CHECKOUT", checkout)
    return checkout


def test_a_mistake_is_planted_in_a_copy_that_has_the_environment_and_nothing_of_the_state(
    little_checkout: Path, tmp_path: Path
) -> None:
    place = plant("M1", tmp_path / "copy")

    assert (place / "src" / "a.py").read_text(encoding="utf-8") == "commit()\n"
    assert (place / ".venv").resolve() == little_checkout / ".venv"
    assert sorted(path.name for path in place.iterdir()) == [".venv", "src"]
    assert (little_checkout / "src" / "a.py").read_text(encoding="utf-8") == "lock()\ncommit()\n"


def test_a_mistake_that_fits_no_more_is_refused_before_anything_is_copied(
    little_checkout: Path, tmp_path: Path
) -> None:
    with pytest.raises(NoSuchMutantError) as refused:
        plant("M2", tmp_path / "copy")

    assert str(refused.value) == "M2 does not fit src/a.py any more: its lines are not there just once"
    assert not (tmp_path / "copy").exists()
