"""The phrase bank: what its files say, and what is wrong with them."""

from collections import Counter
from pathlib import Path

import pytest

from janasetu.catalogue.loader import BUNDLED, shelf
from janasetu.lib.spelling import match_key
from janasetu.understanding import phrases
from janasetu.understanding.phrase_lint import lint
from janasetu.understanding.phrases import FINER, INTENTS, Phrase, bank, digest, files, of_definitions

_ENOUGH = "\n".join(f"  - jol nei {'abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrst'[n:]}" for n in range(46))


def _written(folder: Path, label: str, text: str) -> Path:
    file = folder / "water" / "phrases" / f"{label}.yaml"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


def _codes(*found: Path) -> list[str]:
    return [problem.code for problem in lint(found)]


def test_a_phrase_says_what_is_wanted_and_of_what(tmp_path: Path) -> None:
    _written(
        tmp_path,
        "reopen",
        "bn: [কাজ হয়নি]\nabout:\n  drain_blocked:\n    bn-Latn: [drain ekhono bondho]\n"
        "not:\n  water_no_supply:\n    bn: [জল নেই]\n  svc_birth_certificate:\n    en: [birth paper]\n",
    )

    assert bank(tmp_path) == [
        Phrase("কাজ হয়নি", "bn", "reopen"),
        Phrase("drain ekhono bondho", "bn-Latn", "reopen", "drain_blocked"),
        Phrase("জল নেই", "bn", "complaint", "water_no_supply"),
        Phrase("birth paper", "en", "svc_birth_certificate", "svc_birth_certificate"),
    ]


def test_the_label_of_a_complaint_is_its_subject_and_else_the_intent() -> None:
    assert Phrase("জল নেই", "bn", "complaint", "water_no_supply").label == "water_no_supply"
    assert Phrase("কাজ হয়নি", "bn", "reopen", "water_no_supply").label == "reopen"
    assert Phrase("কাজ হয়নি", "bn", "reopen").act == "reopen"


def test_phrases_lie_beside_services_or_beside_all_of_them(tmp_path: Path) -> None:
    beside = _written(tmp_path, "water_leak", "en: [leak]")
    for_all = tmp_path / "phrases" / "stop.yaml"
    for_all.parent.mkdir()
    for_all.write_text("en: [stop]", encoding="utf-8")

    assert files(tmp_path) == [for_all, beside]
    assert phrases.are_in(beside)


def test_the_words_of_definitions_are_phrases_too_but_for_what_says_two_things() -> None:
    services = [one.service for one in shelf(BUNDLED).definitions]
    known = [Phrase("কলে জল নেই", "bn", "complaint", "water_no_supply")]

    found = of_definitions(services, known)

    assert Phrase("রাস্তায় আলো নেই", "bn", "complaint", "streetlight_out") in found
    assert Phrase("jol asche na", "bn-Latn", "complaint", "water_no_supply") in found
    assert "কলে জল নেই" not in {phrase.text for phrase in found}
    assert len({match_key(phrase.text) for phrase in found}) == len(found)


def test_the_hash_of_the_bank_knows_what_is_meant_and_not_the_order() -> None:
    first, second = Phrase("জল নেই", "bn", "complaint", "water_no_supply"), Phrase("hi", "en", "greeting")

    assert digest([first, second]) == digest([second, first])
    assert digest([first]) != digest([Phrase("জল নেই", "bn", "complaint", "water_leak")])


def test_a_phrase_under_two_labels_is_told_with_its_place(tmp_path: Path) -> None:
    one = _written(tmp_path, "water_leak", f"bn-Latn:\n  - Pipe fete geche!\n{_ENOUGH}")
    other = _written(
        tmp_path, "waterlogging", f"bn-Latn:\n  - pipe fete  geche\n{_ENOUGH.replace('jol', 'rasta')}"
    )

    (found,) = lint([one, other])

    assert str(found) == f"{other}:2:5: U301 it stands under water_leak too (water_leak.bn-Latn.0)"


def test_a_phrase_stands_once(tmp_path: Path) -> None:
    file = _written(tmp_path, "water_leak", f"bn-Latn:\n  - leak ache\n{_ENOUGH}\nen: [leak ache]\n")

    assert _codes(file) == ["U302"]


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("bn: [জল নেই]", "U303"),
        ("bengali: [জল নেই]", "F201"),
        ("bn: জল নেই", "F202"),
        ("bn: []", "F202"),
        ("bn: [12]", "F202"),
        ("bn: ['']", "F209"),
        (f"bn: [{'জ' * 401}]", "F209"),
        ("bn-Latn: [জল নেই]", "T303"),
        ("hi: [জল নেই]", "T303"),
        ("bn: [पानी नहीं]", "T303"),
        ("about: [জল নেই]", "F202"),
        ("not: {complaint: {bn: [জল নেই]}}", "F205"),
        ("about: {Water: {bn: [জল নেই]}}", "F206"),
        ("about: {water_leak: [জল নেই]}", "F202"),
        ("about: {water_leak: {bengali: [জল নেই]}}", "F201"),
        ("bn: [", "Y100"),
    ],
)
def test_what_is_wrong_with_a_file_is_told(tmp_path: Path, written: str, code: str) -> None:
    assert _codes(_written(tmp_path, "water_leak", written)) == [code]


def test_two_phrases_in_five_are_in_latin_letters(tmp_path: Path) -> None:
    file = _written(tmp_path, "water_leak", f"en:\n{_ENOUGH}\n")

    assert _codes(file) == ["U304"]


def test_every_subject_and_every_intent_has_its_phrases() -> None:
    complaint = next(one.service for one in shelf(BUNDLED).definitions if one.service.code == "complaint")
    counted = Counter(phrase.label for phrase in bank(BUNDLED))

    assert set(counted) == {*complaint.field("category").options, *INTENTS, *FINER} - {"complaint"}
    assert min(counted.values()) >= 100


def test_the_bank_is_in_order() -> None:
    assert [str(problem) for problem in lint(files(BUNDLED))] == []
