"""Load the sentences of a YAML file and say them in the reader's language."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol, get_args

from janasetu.lib import bn
from janasetu.lib.words import Lang

LANGS: tuple[Lang, ...] = get_args(Lang)
GENITIVE = "র"  # {due:র} says the value's genitive: «বিকেল ৪টের মধ্যে»

_FIELD = re.compile(r"\{\{|\}\}|\{([^{}]*)\}|[{}]")
_NAMED = re.compile(rf"([a-z][a-z0-9_]*)(:{GENITIVE})?", re.ASCII)
_WORD = re.compile(r"[^\s{}।,.!?;:()«»\"“”'‘’–—/-]+")
_LATIN_WORD = re.compile(r"[A-Za-z][A-Za-z0-9]*", re.ASCII)
_LATIN_SHARE = 0.6


class _Node(Protocol):
    """What we read of a ruamel.yaml node: a scalar's text or a mapping's pairs, and its place."""

    id: str
    value: Any
    start_mark: Any


class PhraseError(Exception):
    """A sentence is missing, is written wrongly, or was said without one of its values."""


@dataclass(frozen=True, slots=True)
class _Hole:
    """The place of a value in a sentence."""

    name: str
    genitive: bool


@dataclass(frozen=True, slots=True)
class _Sentence:
    """One wording: its text as written, and its parts in order."""

    text: str
    parts: tuple[str | _Hole, ...]

    @property
    def holes(self) -> list[_Hole]:
        return [part for part in self.parts if isinstance(part, _Hole)]


@dataclass(frozen=True, slots=True)
class _Wording:
    """A sentence in one language; `one`, where there is one, is for a count of exactly 1."""

    other: _Sentence
    one: _Sentence | None = None

    @property
    def sentences(self) -> tuple[_Sentence, ...]:
        return (self.other,) if self.one is None else (self.one, self.other)


class Phrases:
    """The sentences of one file. Bengali stands in where a language has no wording of its own."""

    def __init__(self, name: str, entries: Mapping[str, Mapping[Lang, _Wording]]) -> None:
        self._name = name
        self._entries = entries

    @classmethod
    def load(cls, path: Path) -> "Phrases":
        """The sentences of a YAML file: `key: {bn: ..., en: ..., hi: {one: ..., other: ...}}`.

        Read once, and again only when the file has changed. PhraseError names file and line of a key that
        stands twice, an unknown language or form, a value that is no text, or a placeholder that is not a
        plain {name}.
        """
        stamp = path.stat()
        return _load(path, stamp.st_mtime_ns, stamp.st_size)

    def keys(self) -> list[str]:
        """The names of all sentences, in the file's order."""
        return list(self._entries)

    def say(self, key: str, lang: Lang, **values: str | int) -> str:
        """The sentence with its values; a whole number is written as that language's count (১২,৩৪৫).

        Years and identifiers are passed as text. PhraseError when there is no such key, when neither
        `lang` nor bn has a wording, when a placeholder has no value, or when a plural has no whole number
        `count`.
        """
        spoken = self.spoken(key, lang)
        wording = self._sentences(key).get(spoken)
        if wording is None:
            raise PhraseError(f"{self._name}: phrase {key!r} has no {lang} and no bn.")
        sentence = self._choose(key, wording, values)
        return "".join(self._filled(key, part, spoken, values) for part in sentence.parts)

    def spoken(self, key: str, lang: Lang) -> Lang:
        """The language in which this sentence is said to who speaks `lang`."""
        return lang if lang in self._sentences(key) else "bn"

    def pieces(self, key: str, lang: Lang) -> tuple[str | None, ...]:
        """The sentence in parts: its words, and None where a value stands. Of a plural, the form for many."""
        parts = self._sentences(key)[self.spoken(key, lang)].other.parts
        return tuple(part if isinstance(part, str) else None for part in parts)

    def fillings(self, key: str, lang: Lang, **values: str | int) -> list[str]:
        """What stands in the places of `pieces`, as the sentence would say it."""
        spoken = self.spoken(key, lang)
        holes = self._sentences(key)[spoken].other.holes
        return [self._filled(key, hole, spoken, values) for hole in holes]

    def problems(self) -> list[str]:
        """What a reviewer would send back, one line each: `key: what is wrong`; empty when all is well."""
        return [
            f"{key}: {problem}" for key, wordings in self._entries.items() for problem in _problems(wordings)
        ]

    def _sentences(self, key: str) -> Mapping[Lang, _Wording]:
        if key not in self._entries:
            raise PhraseError(f"{self._name}: there is no phrase {key!r}.")
        return self._entries[key]

    def _choose(self, key: str, wording: _Wording, values: Mapping[str, str | int]) -> _Sentence:
        if wording.one is None:
            return wording.other
        count = values.get("count")
        if not isinstance(count, int):
            raise PhraseError(f"{self._name}: phrase {key!r} needs 'count', a whole number.")
        return wording.one if count == 1 else wording.other

    def _filled(self, key: str, part: str | _Hole, lang: Lang, values: Mapping[str, str | int]) -> str:
        if isinstance(part, str):
            return part
        if part.name not in values:
            raise PhraseError(f"{self._name}: phrase {key!r} was said without {part.name!r}.")
        value = values[part.name]
        said = value if isinstance(value, str) else bn.number(value, lang)
        return bn.genitive(said) if part.genitive else said


@lru_cache(maxsize=64)
def _load(path: Path, _changed: int, _size: int) -> Phrases:
    from ruamel.yaml import YAML  # noqa: PLC0415 - slow library, and only a file's first reading needs it
    from ruamel.yaml.error import YAMLError  # noqa: PLC0415

    try:
        root = YAML(typ="safe").compose(path.read_text(encoding="utf-8"))
    except (YAMLError, UnicodeDecodeError) as error:
        raise PhraseError(f"{path}: {error}") from error
    entries = {} if root is None else _Reader(path).entries(root)
    return Phrases(path.name, entries)


class _Reader:
    """Turns YAML's nodes, which know their lines, into sentences; `no` and `12` are texts too."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def entries(self, root: _Node) -> dict[str, dict[Lang, _Wording]]:
        return {key: self._wordings(node) for key, node in self._pairs(root)}

    def _wordings(self, node: _Node) -> dict[Lang, _Wording]:
        wordings: dict[Lang, _Wording] = {}
        for name, value in self._pairs(node):
            lang = next((known for known in LANGS if known == name), None)
            if lang is None:
                raise self._error(value, f"no such language: {name!r}")
            wordings[lang] = self._wording(value)
        return wordings

    def _wording(self, node: _Node) -> _Wording:
        if node.id == "scalar":
            return _Wording(other=self._sentence(node))
        forms = {form: self._sentence(value) for form, value in self._pairs(node)}
        if set(forms) != {"one", "other"}:
            raise self._error(node, "a plural has the forms 'one' and 'other', and no more")
        return _Wording(one=forms["one"], other=forms["other"])

    def _sentence(self, node: _Node) -> _Sentence:
        if node.id != "scalar":
            raise self._error(node, "a text belongs here")
        text = bn.normalise(str(node.value))
        return _Sentence(text, tuple(self._parts(node, text)))

    def _parts(self, node: _Node, text: str) -> Iterator[str | _Hole]:
        end = 0
        for field in _FIELD.finditer(text):
            yield text[end : field.start()]
            end = field.end()
            if field[0] in ("{{", "}}"):
                yield field[0][0]
                continue
            named = _NAMED.fullmatch(field[1] or "")
            if named is None:
                raise self._error(node, f"not a plain {{name}}: {field[0]!r} in {text!r}")
            yield _Hole(name=named[1], genitive=named[2] is not None)
        yield text[end:]

    def _pairs(self, node: _Node) -> Iterator[tuple[str, _Node]]:
        """The keys and values of a mapping; a key that stands twice is refused."""
        if node.id != "mapping":
            raise self._error(node, "a mapping belongs here")
        seen: set[str] = set()
        for key, value in node.value:
            name = str(key.value)
            if name in seen:
                raise self._error(key, f"{name!r} stands here for the second time")
            seen.add(name)
            yield name, value

    def _error(self, node: _Node, problem: str) -> PhraseError:
        return PhraseError(f"{self._path}:{node.start_mark.line + 1}: {problem}")


def _problems(wordings: Mapping[Lang, _Wording]) -> Iterator[str]:
    yield from (f"{lang} is missing" for lang in ("bn", "en") if lang not in wordings)
    names = _names(wordings)
    for lang, wording in wordings.items():
        if names[lang] != names.get("bn", names[lang]):
            yield f"{lang} has the placeholders {_listed(names[lang])}, bn has {_listed(names['bn'])}"
        if lang != "bn" and any(hole.genitive for sentence in wording.sentences for hole in sentence.holes):
            yield f"{lang} asks for a Bengali genitive"
        for sentence in wording.sentences:
            yield from (f"{lang} {problem}" for problem in _text_problems(sentence.text, lang))


def _text_problems(text: str, lang: Lang) -> Iterator[str]:
    if not text.strip():
        yield "is empty"
    elif text != text.strip():
        yield "begins or ends with a space"
    if lang == "bn" and _mostly_latin(text):
        yield "is mostly in Latin letters"


def _mostly_latin(text: str) -> bool:
    words = _WORD.findall(_FIELD.sub(" ", text))
    latin = [word for word in words if _LATIN_WORD.fullmatch(word)]
    return bool(words) and len(latin) > _LATIN_SHARE * len(words)


def _names(wordings: Mapping[Lang, _Wording]) -> dict[Lang, set[str]]:
    """The placeholders of each language; `count` may be absent from a plural, for «একটি» has no number."""
    optional = {"count"} if any(wording.one for wording in wordings.values()) else set()
    return {
        lang: {hole.name for sentence in wording.sentences for hole in sentence.holes} - optional
        for lang, wording in wordings.items()
    }


def _listed(names: set[str]) -> str:
    return ", ".join(sorted(names)) or "none"
