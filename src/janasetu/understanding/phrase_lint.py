"""What is wrong with a file of phrases, and with all of them together: each problem with its place."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from janasetu.catalogue.problems import Problem, Steps, dotted
from janasetu.catalogue.reading import Reading, read_file
from janasetu.lib import bn
from janasetu.understanding.phrases import ABOUT, LANGUAGES, NOT, REPORT

FEWEST: Final = 40  # phrases of a label: fewer, and a model learns the phrases and not the matter
_ROMANISED: Final = 0.4  # of a label's phrases, at least, are Bengali in Latin letters: so people write
_LONGEST: Final = 400  # characters
_CODE = re.compile("[a-z][a-z0-9_]{0,39}")
_BENGALI = re.compile("[\u0980-\u09ff]")
_DEVANAGARI = re.compile("[\u0904-\u0963\u0966-\u097f]")  # without the danda


def lint(files: Sequence[Path]) -> Iterator[Problem]:
    """What is wrong with these files, one after the other and taken together."""
    told: dict[str, tuple[str, str]] = {}  # what each phrase means, and where it stands
    for file in files:
        reading = read_file(file)
        yield from reading.problems
        if reading.values is None:
            continue
        wrong = list(_form(reading))
        yield from wrong
        if not wrong:
            yield from _twice(reading, told)
            yield from _enough(reading)


def _form(reading: Reading) -> Iterator[Problem]:
    """F201, F202, F204, F206: keys that are known, and lists of texts."""
    for key, value in (reading.values or {}).items():
        if key in LANGUAGES:
            yield from _list(reading, (key,), value)
        elif key not in (ABOUT, NOT):
            known = ", ".join((*LANGUAGES, ABOUT, NOT))
            yield reading.problem("F201", (key,), f"known are {known}", at_key=True)
        elif not isinstance(value, dict):
            yield reading.problem("F202", (key,), "a mapping of codes belongs here")
        else:
            for code, groups in value.items():
                yield from _groups(reading, (key, code), groups)


def _groups(reading: Reading, steps: Steps, groups: Any) -> Iterator[Problem]:
    if steps[-1] == REPORT:
        yield reading.problem("F205", steps, "which subject? a complaint is one of its subjects", at_key=True)
    elif not _CODE.fullmatch(str(steps[-1])):
        yield reading.problem("F206", steps, "a code is small Latin letters, digits and _", at_key=True)
    if not isinstance(groups, dict):
        yield reading.problem("F202", steps, "languages with lists of phrases belong here")
        return
    for language, value in groups.items():
        if language in LANGUAGES:
            yield from _list(reading, (*steps, language), value)
        else:
            known = ", ".join(LANGUAGES)
            yield reading.problem("F201", (*steps, language), f"known are {known}", at_key=True)


def _list(reading: Reading, steps: Steps, value: Any) -> Iterator[Problem]:
    if not isinstance(value, list) or not value:
        yield reading.problem("F202", steps, "a list of phrases belongs here")
        return
    for number, text in enumerate(value):
        at: Steps = (*steps, number)
        if not isinstance(text, str):
            yield reading.problem("F202", at, "a phrase is a text: write it in quotes")
        elif not 0 < len(text) <= _LONGEST:
            yield reading.problem("F209", at, f"a phrase has 1 to {_LONGEST} characters")
        elif not _is_in(text, str(steps[-1])):
            yield reading.problem("T303", at, "these are not the letters of its language")


def _is_in(text: str, language: str) -> bool:
    """Whether a phrase is in the letters of its language; signs and numbers alone are in any."""
    has_bengali, has_devanagari = bool(_BENGALI.search(text)), bool(_DEVANAGARI.search(text))
    if language == "bn":
        return not has_devanagari
    if language == "hi":
        return not has_bengali
    return not (has_bengali or has_devanagari)


def _twice(reading: Reading, told: dict[str, tuple[str, str]]) -> Iterator[Problem]:
    """U301, U302: a phrase stands once, under one label, however it is written."""
    label = _label(reading)
    for steps, other, text in _phrases(reading):
        means = other or label
        before = told.setdefault(bn.match_key(text), (means, f"{label}.{dotted(steps)}"))
        if before[0] != means:
            yield reading.problem("U301", steps, f"it stands under {before[0]} too ({before[1]})")
        elif before[1] != f"{label}.{dotted(steps)}":
            yield reading.problem("U302", steps, f"it stands there already ({before[1]})")


def _label(reading: Reading) -> str:
    return reading.path.stem if reading.path else ""


def _phrases(reading: Reading) -> Iterator[tuple[Steps, str, str]]:
    """Each phrase: where it stands, the other label that it means, its text."""
    for key, value in (reading.values or {}).items():
        if key in LANGUAGES:
            yield from (((key, number), "", text) for number, text in enumerate(value))
            continue
        for code, groups in value.items():
            other = code if key == NOT else ""
            for language, texts in groups.items():
                yield from (((key, code, language, number), other, text) for number, text in enumerate(texts))


def _enough(reading: Reading) -> Iterator[Problem]:
    """U303, U304: phrases of every way of writing."""
    own = [steps for steps, *_ in _phrases(reading) if steps[0] != NOT]
    if len(own) < FEWEST:
        yield reading.problem("U303", (), f"{len(own)} phrases; a label has at least {FEWEST}")
        return
    romanised = sum("bn-Latn" in steps for steps in own) / len(own)
    if romanised < _ROMANISED:
        told = f"{romanised:.0%} are Bengali in Latin letters; at least {_ROMANISED:.0%}"
        yield reading.problem("U304", (), told)
