"""A wrong file is told by its name, its line and its row."""

from pathlib import Path

import pytest

from janasetu.demo.directory import District
from janasetu.demo.files import DemoFileError, Part, read
from janasetu.demo.towns import Town, Wards

NADIA = """district: {code: nadia, bn: নদিয়া, en: Nadia}
blocks:
  - block: {code: santipur-block, bn: শান্তিপুর, en: Santipur}
    panchayats:
      - {code: haripur-santipur, bn: হরিপুর, en: Haripur}
      - {code: babla-santipur, bn: বাবলা%s}
"""
TOWN = """code: nagar
number: 1009
kind: municipality
name: {bn: নগর পুরসভা, en: Nagar Municipality}
languages: [bn]
officers:
  %s
"""


def problem(folder: Path, text: str, shape: type[Part]) -> str:
    path = folder / "nadia.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DemoFileError) as error:
        read(path, shape)
    return str(error.value).replace(f"{folder.name}/", "")


def test_a_file_becomes_a_value(tmp_path: Path) -> None:
    (tmp_path / "nadia.yaml").write_text(NADIA % ", en: Babla", encoding="utf-8")

    nadia = read(tmp_path / "nadia.yaml", District)

    assert [place.code for place, _, _ in nadia.rows()] == [
        "nadia",
        "santipur-block",
        "haripur-santipur",
        "babla-santipur",
    ]


@pytest.mark.parametrize(
    ("end", "said"),
    [
        ("", "nadia.yaml:6: blocks.0.panchayats.1.en: Field required"),
        (
            ", en: Babla, en: B",
            'nadia.yaml:6: found duplicate key "en" with value "B" (original value: "Babla")',
        ),
        (
            ", en: Babla, lgd: x",
            r"nadia.yaml:6: blocks.0.panchayats.1.lgd: String should match pattern '^\d{0,12}$'",
        ),
        (
            ", en: Babla, alias: []",
            "nadia.yaml:6: blocks.0.panchayats.1.alias: Extra inputs are not permitted",
        ),
    ],
)
def test_a_wrong_row_is_told_with_its_line(tmp_path: Path, end: str, said: str) -> None:
    assert problem(tmp_path, NADIA % end, District) == said


def test_every_wrong_row_is_told_at_once(tmp_path: Path) -> None:
    told = problem(tmp_path, NADIA.replace("নদিয়া", '""') % "", District)

    assert told.splitlines() == [
        "nadia.yaml:1: district.bn: String should have at least 1 character",
        "nadia.yaml:6: blocks.0.panchayats.1.en: Field required",
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("district: {code: [", "nadia.yaml:2: did not find expected node content"),
        ("", "nadia.yaml:1: Input should be a valid dictionary or instance of District"),
        ("- a\n- b\n", "nadia.yaml:1: Input should be a valid dictionary or instance of District"),
    ],
)
def test_what_is_no_mapping_is_told(tmp_path: Path, text: str, said: str) -> None:
    assert problem(tmp_path, text, District) == said


def test_what_is_no_text_is_told(tmp_path: Path) -> None:
    (tmp_path / "nadia.yaml").write_bytes(b"district: \xff\xfe")

    with pytest.raises(DemoFileError, match=r"nadia\.yaml:1: "):
        read(tmp_path / "nadia.yaml", District)


@pytest.mark.parametrize(
    ("officer", "said"),
    [
        ("pradhan: {bn: ক, en: K}", "no municipality has the post pradhan"),
        (
            "clerk: {bn: ক, en: K}\nabove: {nadia: {mayor: {bn: ক, en: K}}}",
            "no block and no district has the post mayor",
        ),
        ("clerk: {bn: ক, en: K, acting_for: king}", "no municipality has the post king"),
        (
            "clerk: {bn: ক, en: K, department: m_sky}",
            "an officer stands in a department that is not there: m_sky",
        ),
        (
            'clerk: {bn: ক, en: K, ward: "3"}\nwards: {since: 2022-03-22, count: 2}',
            "an officer sits for a ward that is not there: 3",
        ),
    ],
)
def test_a_post_a_department_or_a_ward_that_is_not_there_is_told(
    tmp_path: Path, officer: str, said: str
) -> None:
    assert problem(tmp_path, TOWN % officer, Town) == f"nadia.yaml:1: Value error, {said}"


@pytest.mark.parametrize("phone", ["+919000000001", "+913320000001", "9000000001"])
def test_a_number_that_somebody_could_have_is_refused(tmp_path: Path, phone: str) -> None:
    told = problem(tmp_path, TOWN % f'clerk: {{bn: ক, en: K, phone: "{phone}"}}', Town)

    assert told.splitlines()[0].startswith("nadia.yaml:7: officers.clerk.phone.")


@pytest.mark.parametrize(
    "boroughs",
    [{"1": "1-3"}, {"1": "1-4", "2": "4"}, {"1": "1-5"}],
    ids=["a ward is forgotten", "a ward stands there twice", "there is no such ward"],
)
def test_each_ward_stands_in_one_borough(boroughs: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="each ward stands in one borough"):
        Wards.model_validate({"since": "2022-03-22", "count": 4, "boroughs": boroughs})


def test_a_borough_lists_its_wards_in_runs() -> None:
    wards = Wards.model_validate(
        {"since": "2022-03-22", "count": 4, "boroughs": {"1": "1-2, 4", "2": "3"}, "names": {}}
    )

    assert [(ward.number, ward.borough) for ward in wards.all()] == [
        ("1", "1"),
        ("2", "1"),
        ("3", "2"),
        ("4", "1"),
    ]


def test_only_a_ward_that_there_is_has_a_name() -> None:
    named = {"5": {"bn": "সুভাষপল্লী", "en": "Subhash Pally"}}

    with pytest.raises(ValueError, match="there is no ward 5"):
        Wards.model_validate({"since": "2022-03-22", "count": 4, "names": named})
