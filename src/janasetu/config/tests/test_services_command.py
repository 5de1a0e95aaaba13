"""`janasetu services`: list, lint, show and schema from files alone; what one body changes."""

import argparse
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from janasetu.bodies.actions import sync_posts
from janasetu.bodies.models import LocalBody
from janasetu.bodies.tests.factories import make_body
from janasetu.catalogue.loader import BUNDLED, read, shelf
from janasetu.catalogue.models import BodyService
from janasetu.catalogue.tests.factories import publish
from janasetu.catalogue.tests.wrongs import GOOD
from janasetu.config import definitions
from janasetu.config.cli import services
from janasetu.config.errors import FrontDoorError
from janasetu.documents.tests.reading_papers import by_pdfium

STREET = (GOOD / "street" / "service.yaml").read_text(encoding="utf-8")

Told = Callable[..., tuple[int, str, str]]


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The state folder of this installation, and nothing named by the environment."""
    monkeypatch.setenv("JANASETU_DATA", str(tmp_path / "data"))
    monkeypatch.delenv(definitions.NAMED, raising=False)
    return tmp_path / "data"


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Told:
    """Run the command; its exit code, what it printed, what it complained of."""

    def told(*arguments: str) -> tuple[int, str, str]:
        parser = argparse.ArgumentParser()
        services.add_arguments(parser)
        code = services.run(parser.parse_args(arguments))
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return told


def put(folder: Path, code: str, text: str) -> Path:
    (folder / code).mkdir(parents=True)
    path = folder / code / "service.yaml"
    path.write_text(text, encoding="utf-8")
    return path


# --- from files ---


def test_lint_prints_a_line_for_each_problem_and_ends_with_one(run: Told, tmp_path: Path) -> None:
    path = put(
        tmp_path, "street", STREET.replace("urgent: true", "urgnt: true").replace("72 hours", "9 moons")
    )

    code, told, summary = run("lint", str(tmp_path))

    assert (code, summary) == (1, "1 definition, 2 errors, 0 warnings\n")
    assert told.splitlines() == [
        f"{path}:23:9: F201 `urgnt` is not a key here; did you mean `urgent`?",
        f"{path}:33:21: F207 write a length of time as `48 hours` or `7 working days`",
    ]


def test_lint_names_a_file_as_short_as_the_caller_could(
    run: Told, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path, "street", "- 1")
    monkeypatch.chdir(tmp_path)

    code, told, _ = run("lint", str(tmp_path / "street"))

    assert (code, told.startswith("street/service.yaml:1:1: Y113 ")) == (1, True)


def test_warnings_end_with_zero(run: Told, tmp_path: Path) -> None:
    path = put(tmp_path, "road", STREET)

    assert run("lint", str(path)) == (
        0,
        f"{path}:3:7: W905 the folder of `street` is called `road`\n",
        "1 definition, 0 errors, 1 warning\n",
    )


def test_one_of_each_is_told_as_one(run: Told, tmp_path: Path) -> None:
    put(tmp_path, "road", STREET.replace("urgent: true", "urgnt: true"))

    assert run("lint", str(tmp_path))[2] == "1 definition, 1 error, 1 warning\n"


def test_a_path_without_a_definition_is_an_error(run: Told, tmp_path: Path) -> None:
    code, told, _ = run("lint", str(tmp_path), str(tmp_path / "x.yaml"))

    assert code == 1
    assert told.splitlines() == [
        f"{tmp_path / 'x.yaml'}:1:1: Y114 cannot be read: No such file or directory",
        f"{tmp_path}:1:1: Y114 there is no service.yaml here",
    ]


def test_without_a_path_all_folders_are_linted(
    run: Told, own_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(own_folder / "services", "own", "format: [")
    put(tmp_path / "named", "named", "- 1")
    monkeypatch.setenv(definitions.NAMED, f"{tmp_path / 'named'}::")

    code, told, summary = run("lint")

    count = len(list(BUNDLED.glob("*/service.yaml"))) + 2
    assert (code, summary) == (1, f"{count} definitions, 2 errors, 0 warnings\n")
    assert [line.split(":")[3].split()[0] for line in told.splitlines()] == ["Y113", "Y100"]


def test_list_names_every_service(run: Told) -> None:
    code, told, _ = run("list", "--json")

    rows = [json.loads(line) for line in told.splitlines()]
    assert code == 0
    assert [row["code"] for row in rows] == [
        path.parent.name for path in sorted(BUNDLED.glob("*/service.yaml"))
    ]
    assert set(rows[0]) == {"code", "kind", "offered_by", "name", "hash"}


def test_list_leaves_out_what_cannot_be_used_and_says_so(run: Told, own_folder: Path) -> None:
    put(own_folder / "services", "street", STREET)
    put(own_folder / "services", "broken", "format: [")

    code, told, complaint = run("list")

    (row,) = [line for line in told.splitlines() if line.startswith("street ")]
    assert row.split()[:3] == ["street", "complaint", "corporation,municipality"]
    assert (code, complaint) == (1, "1 cannot be used; ./janasetu services lint tells why.\n")


def test_show_prints_the_definition(run: Told, own_folder: Path) -> None:
    put(own_folder / "services", "street", STREET)

    assert run("show", "street") == (0, STREET, "")
    assert json.loads(run("show", "street", "--json")[1])["title_by"] == "matter"
    with pytest.raises(FrontDoorError, match="there is no service lane"):
        run("show", "lane")


def test_lint_tells_of_a_layout_that_cannot_be_pressed_and_where(run: Told, tmp_path: Path) -> None:
    shutil.copytree(BUNDLED / "trade-noc", tmp_path / "trade-noc")
    (tmp_path / "trade-noc" / "noc.typ").write_text('#import "/parts.typ": *\n#show: sheet\n#paper.nothing')

    code, printed, _ = run("lint", str(tmp_path / "trade-noc"))

    assert code == 1
    assert printed.endswith(': F214 trade-noc/noc.typ: dictionary does not contain key "nothing" (3:7)\n')


def test_a_specimen_of_a_paper_is_pressed_into_a_file(run: Told, tmp_path: Path) -> None:
    code, _, _ = run("press", "trade-noc", str(tmp_path / "noc.pdf"))

    assert code == 0
    text = by_pdfium((tmp_path / "noc.pdf").read_bytes())
    assert "SPECIMEN. Printed for a trial, of no effect." in text
    assert "মুদি ও মনিহারি" in text
    with pytest.raises(FrontDoorError, match="ends in no paper"):
        run("press", "complaint", str(tmp_path / "none.pdf"))
    with pytest.raises(FrontDoorError, match="cannot be written"):
        run("press", "trade-noc", str(tmp_path / "no" / "noc.pdf"))


def test_every_paper_of_ours_is_pressed_as_a_specimen(run: Told, tmp_path: Path) -> None:
    papers = [one.service.code for one in shelf(BUNDLED).definitions if one.service.output]

    for code in papers:
        assert run("press", code, str(tmp_path / f"{code}.pdf"))[0] == 0

    assert len(papers) >= 8


def test_schema_prints_the_format(run: Told) -> None:
    code, told, _ = run("schema")

    assert (code, json.loads(told)["title"]) == (0, "A service of Janasetu, format 1")


def test_folders_are_read_in_this_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    environment = {definitions.NAMED: "/a:/b"}
    monkeypatch.setenv(definitions.NAMED, definitions.with_named(environment, [Path("/c")]))

    assert definitions.folders(tmp_path) == (
        BUNDLED,
        *(Path("/a"), Path("/b"), Path("/c")),
        tmp_path / "services",
    )


def test_the_check_of_definitions_finds_nothing_wrong_with_ours() -> None:
    assert definitions.problems() == []


# --- of one body ---


@pytest.fixture
def town(db: None) -> LocalBody:
    sync_posts()
    publish(read(GOOD / "street" / "service.yaml"))
    publish(read(GOOD / "about" / "service.yaml"))
    return make_body()


def test_a_body_switches_a_service_off_and_on(run: Told, town: LocalBody) -> None:
    assert run("set", "street", "--body", "falakata", "--off") == (0, "", "")
    assert [line.split() for line in run("list", "--body", "falakata")[1].splitlines()] == [
        ["code", "kind", "name", "offered", "own_terms"],
        ["about", "information", "তথ্য", "yes", "no"],
        ["street", "complaint", "রাস্তার", "অসুবিধা", "no", "no"],
    ]
    with pytest.raises(FrontDoorError, match="falakata offers no service street"):
        run("show", "street", "--body", "falakata")

    run("set", "street", "--body", "falakata", "--on")
    assert BodyService.objects.get().enabled


def test_a_body_has_its_own_terms(run: Told, town: LocalBody, tmp_path: Path) -> None:
    patch = tmp_path / "patch.yaml"
    patch.write_text("limits: {promise: {within: 24 hours}}\n", encoding="utf-8")

    assert run("set", "street", "--body", "falakata", "--patch", str(patch)) == (0, "", "")

    shown = json.loads(run("show", "street", "--body", "falakata", "--json")[1])
    assert shown["limits"] == {"promise": {"within": "24 hours"}}
    assert "within: 24 hours\n" in run("show", "street", "--body", "falakata")[1]
    row = json.loads(run("list", "--body", "falakata", "--json")[1].splitlines()[1])
    assert (row["code"], row["offered"], row["own_terms"]) == ("street", True, True)

    run("set", "street", "--body", "falakata", "--clear")
    assert BodyService.objects.get().patch == {}


def test_terms_that_break_a_rule_are_told_by_their_place_in_the_patch(
    run: Told, town: LocalBody, tmp_path: Path
) -> None:
    patch = tmp_path / "patch.yaml"
    patch.write_text("levels:\n  municipality: [officer, mayor]\nlimits: null\n", encoding="utf-8")

    code, _, told = run("set", "street", "--body", "falakata", "--patch", str(patch))

    assert code == 1
    assert told.splitlines() == [
        f"{patch}:2:27: R501 levels.municipality.1: nobody holds `mayor` in a municipality or above it",
        "kind: F211 a service of the kind `complaint` needs `limits`",
    ]
    assert not BodyService.objects.exists()


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (("lane", "--body", "falakata", "--off"), "there is no service lane"),
        (("street", "--body", "nowhere", "--off"), "there is no body nowhere"),
        (
            ("street", "--body", "falakata", "--patch", "/nowhere.yaml"),
            "/nowhere.yaml:1:1: Y114 cannot be read",
        ),
    ],
)
def test_what_is_not_there_is_told(
    run: Told, town: LocalBody, arguments: tuple[str, ...], complaint: str
) -> None:
    with pytest.raises(FrontDoorError, match=complaint):
        run("set", *arguments)
