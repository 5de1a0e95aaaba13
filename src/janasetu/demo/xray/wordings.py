"""Every sentence of the definitions and the phrase files, with the file and the line where it stands."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import janasetu
from janasetu.catalogue.loader import files
from janasetu.catalogue.problems import Steps
from janasetu.catalogue.reading import Reading, read_file
from janasetu.lib import bn
from janasetu.lib.phrases import LANGS

_PRODUCT = Path(janasetu.__file__).parent
_PHRASES = ("phrases.yaml", "groups.yaml")
_FORMS = ("one", "other")
_HOLE = re.compile(r"\{([a-z][a-z0-9_]*)(?::[^{}]*)?\}")
_BLOCK = ("|", ">")
_LEAST_LETTERS = 2


@dataclass(frozen=True, slots=True)
class Wording:
    """One sentence as it is written, or one line of a longer one. `name` is its way through the file."""

    path: Path
    line: int
    name: str
    text: str

    @property
    def told(self) -> str:
        """The part without its placeholders: how much of a message it explains."""
        return _HOLE.sub("", self.text)

    @property
    def chunks(self) -> list[str]:
        """What stands between the placeholders; a message that lacks one of them is not made of it."""
        return [chunk for chunk in _HOLE.split(self.text)[::2] if chunk]

    def pattern(self) -> re.Pattern[str]:
        """Finds the sentence in a message, each placeholder as a group of its name."""
        seen: set[str] = set()

        def hole(name: str) -> str:
            group = f"(?P<{name}>.{{1,600}}?)" if name not in seen else f"(?P={name})"
            seen.add(name)
            return group

        parts = _HOLE.split(self.text)
        body = "".join(hole(part) if place % 2 else re.escape(part) for place, part in enumerate(parts))
        end = r"(?=\n|$)" if _HOLE.search(self.text) and self.text.endswith("}") else ""
        return re.compile(f"{body}{end}", re.DOTALL)


def wordings(*folders: Path) -> list[Wording]:
    """All sentences of the definitions in these folders and of the product's own phrases."""
    phrases = [path for name in _PHRASES for path in sorted(_PRODUCT.rglob(name))]
    return [
        found for path in (*files(*folders), *phrases) for found in _of_file(path, path.stat().st_mtime_ns)
    ]


def shown(path: Path) -> str:
    """How the panel names a file: as it lies in the checkout."""
    checkout = _PRODUCT.parents[1]
    return str(path.relative_to(checkout)) if path.is_relative_to(checkout) else str(path)


def excerpt(wording: Wording, *, around: int = 1) -> str:
    """The lines of the file where the sentence stands."""
    lines = wording.path.read_text(encoding="utf-8").splitlines()
    first = max(0, wording.line - 1 - around)
    return "\n".join(lines[first : wording.line + around])


@lru_cache(maxsize=64)
def _of_file(path: Path, _changed: int) -> tuple[Wording, ...]:
    reading = read_file(path)
    lines = path.read_text(encoding="utf-8").splitlines()
    return tuple(
        wording
        for steps, text in _texts(reading.values or {}, ())
        for wording in _wordings(reading, lines, steps, bn.normalise(text))
    )


def _texts(value: Any, steps: Steps) -> Iterator[tuple[Steps, str]]:
    """Every text in a language, wherever it stands."""
    match value:
        case dict():
            for key, inner in value.items():
                yield from _texts(inner, (*steps, key))
        case list():
            for place, inner in enumerate(value):
                yield from _texts(inner, (*steps, place))
        case str() if _is_spoken(steps):
            yield steps, value


def _is_spoken(steps: Steps) -> bool:
    """`bn`, `en`, `hi`, or a plural of one of them; the words that people may say are told by nobody."""
    by_form = steps[:-1] if steps[-1:] and steps[-1] in _FORMS else steps
    return bool(by_form) and by_form[-1] in LANGS and "words" not in by_form


def _wordings(reading: Reading, lines: list[str], steps: Steps, text: str) -> Iterator[Wording]:
    """The whole, and each of its lines: a message leaves out the lines that have nothing to say."""
    assert reading.path
    first = reading.places[steps].line
    if lines[first - 1].rstrip().rstrip("+-").endswith(_BLOCK):
        first += 1
    name = ".".join(map(str, steps))
    parts = text.strip().splitlines()
    candidates = [Wording(reading.path, first, name, text.strip())]
    if len(parts) > 1:
        candidates += [
            Wording(reading.path, first + place, name, part.strip()) for place, part in enumerate(parts)
        ]
    yield from (one for one in candidates if sum(map(str.isalpha, one.told)) >= _LEAST_LETTERS)
