"""The long proofs: listed, run in parts, gone on with after a stop, begun anew after a change."""

import json
import sys
from pathlib import Path

import pytest

from janasetu.config import cli, proving
from janasetu.config.proving import PARTS, Held, Ledger, Proof, Standing

TOY = '''
"""A proof for tests: part 2 does not hold while a file is missing."""

import os
from pathlib import Path

from janasetu.config.proving import Proof


def part(number):
    what = Path(os.environ["TOY"]).read_text() if number == 2 else "holds"
    if what == "dies":
        os._exit(9)
    assert what == "holds", f"the example: {what}"
    return {"sums": 10, "digits": number}


PROOF = Proof(sentence="Sums come out even.", floor="lib", part=part, parts=4)
'''


@pytest.fixture
def toy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of tests with one proof in four parts; the file that says whether its part 2 holds."""
    proofs = tmp_path / "tests" / "proofs"
    proofs.mkdir(parents=True)
    (proofs / "toy.py").write_text(TOY)
    says = tmp_path / "says"
    says.write_text("holds")
    monkeypatch.setattr(proving, "TESTS", tmp_path / "tests")
    monkeypatch.setattr(sys, "path", [str(tmp_path / "tests"), *sys.path])
    monkeypatch.delitem(sys.modules, "proofs", raising=False)
    monkeypatch.delitem(sys.modules, "proofs.toy", raising=False)
    monkeypatch.setenv("TOY", str(says))
    monkeypatch.setenv("JANASETU_DATA", str(tmp_path / "data"))
    return says


def test_a_proof_is_listed_with_what_it_proves(toy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["prove", "--list"]) == 0
    assert capsys.readouterr().out == "toy  Sums come out even.\n"


def test_an_unknown_proof_is_a_misuse_that_names_those_there_are(
    toy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["prove", "toy", "nothing"]) == 2
    assert capsys.readouterr().err == "janasetu: there is no proof 'nothing'; there are: toy.\n"


def test_a_proof_that_holds_is_told_and_not_run_again(toy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["prove"]) == 0

    told = capsys.readouterr().out.splitlines()
    assert told[0] == "toy: Sums come out even."
    assert told[4].startswith("toy: 4 of 4 parts: 40 sums, 6 digits; ")
    assert told[5] == "toy: holds."
    toy.write_text("breaks")  # would be seen if it were run again
    assert cli.main(["prove", "toy", "--json"]) == 0
    (one,) = json.loads(capsys.readouterr().out)["proofs"]
    assert one.pop("seconds") >= 0
    assert one == {
        "name": "toy",
        "sentence": "Sums come out even.",
        "holds": True,
        "parts": 4,
        "held": 4,
        "counted": {"sums": 40, "digits": 6},
    }


def test_the_example_that_breaks_a_proof_is_told_whole_and_what_held_is_kept(
    toy: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    toy.write_text("2 + 2 = 5")

    assert cli.main(["prove", "--json"]) == 1

    told = capsys.readouterr()
    (one,) = json.loads(told.out)["proofs"]
    assert not one["holds"]
    assert "toy: does not hold. Part 2:" in told.err
    assert "AssertionError: the example: 2 + 2 = 5" in told.err
    held = Ledger.of("toy", tmp_path / "data").held()
    assert one["held"] == len(held) < 4
    assert set(held) <= {0, 1, 3}

    toy.write_text("holds")
    assert cli.main(["prove"]) == 0
    assert (f"{len(held)} of 4 parts hold already." in capsys.readouterr().out) == bool(held)


def test_the_other_proofs_are_run_though_one_does_not_hold_and_all_are_told_at_the_end(
    toy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    game = TOY.replace("PROOF = ", "GAME = ").replace("number == 2", "False")
    (proving.TESTS / "proofs" / "game.py").write_text(f"{game}\nPROOF = GAME\n")
    (proving.TESTS / "proofs" / "zebra.py").write_text(f"{game}\nPROOF = GAME\n")
    toy.write_text("2 + 2 = 5")

    assert cli.main(["prove", "toy", "zebra", "game"]) == 1

    *_, first, second, third = capsys.readouterr().out.splitlines()
    assert first.startswith("BROKEN   toy")
    assert [second, third] == ["holds    zebra      4 of 4 parts", "holds    game       4 of 4 parts"]


def test_the_parts_of_a_proof_that_is_one_run_are_run_in_their_order_and_all_again_after_a_stop(
    toy: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    written = proving.TESTS / "proofs" / "toy.py"
    written.write_text(TOY.replace("parts=4", "parts=4, in_one_go=True"))
    ledger = Ledger.of("toy", tmp_path / "data")

    toy.write_text("2 + 2 = 5")
    assert cli.main(["prove"]) == 1
    assert list(ledger.held()) == [0, 1]
    toy.write_text("holds")
    assert cli.main(["prove"]) == 0

    assert list(ledger.held()) == [0, 1, 2, 3]
    told = capsys.readouterr().out
    assert "hold already" not in told


def test_a_process_that_is_ended_from_outside_ends_the_run_with_a_sentence(
    toy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    toy.write_text("dies")

    assert cli.main(["prove"]) == 1
    assert capsys.readouterr().err == (
        "janasetu: A process of the proof was ended from outside; what holds is kept, so call it again.\n"
    )


def test_what_held_for_another_tree_and_a_line_that_was_cut_short_do_not_count(tmp_path: Path) -> None:
    old, now = (Ledger(tmp_path / "proofs" / "toy.jsonl", tree) for tree in ("old", "now"))
    old.begin()
    old.add(Held(0, {"sums": 1}, 0.5))
    now.add(Held(1, {"sums": 2}, 0.5))
    with now.path.open("a") as file:
        file.write('{"tree": "now", "par')

    now.begin()
    now.add(Held(2, {"sums": 3}, 0.5))

    assert now.held() == {1: Held(1, {"sums": 2}, 0.5), 2: Held(2, {"sums": 3}, 0.5)}
    assert len(now.path.read_text().splitlines()) == 2


def test_a_change_to_what_a_proof_rests_on_begins_it_anew(toy: Path) -> None:
    before = proving.tree("toy")

    written = proving.TESTS / "proofs" / "toy.py"
    written.write_text(f"{TOY}# changed\n")

    assert proving.tree("toy") != before


def test_a_proof_rests_on_its_floor_and_those_below() -> None:
    first, second, *_, lowest = proving.packages_up_to("people")
    assert (first, second, lowest) == ("people", "bodies", "lib")
    assert "config" not in proving.packages_up_to("conversations")


def test_the_proof_of_the_pages_rests_on_what_a_page_is_made_of() -> None:
    rests_on = {path.suffix for path in proving._rests_on("pages")}

    assert rests_on >= {".py", ".html", ".css", ".js", ".svg", ".po", ".yaml"}


def test_a_proof_holds_when_all_its_parts_do() -> None:
    proof = Proof(sentence="", floor="lib", part=lambda number: {"runs": 50})
    parts = tuple(Held(part, {"runs": 50}, 1.25) for part in range(PARTS))

    whole, short = (Standing("toy", proof, some) for some in (parts, parts[1:]))

    assert (whole.holds, short.holds) == (True, False)
    assert whole.counted == {"runs": 5000}
    assert whole.seconds == 125.0
