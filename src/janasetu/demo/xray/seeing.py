"""Take a message apart: which sentences it is made of, and what filled their placeholders. Longest first."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from janasetu.demo.xray.wordings import Wording
from janasetu.lib import bn

_DEEPEST = 2  # a placeholder may be filled by a sentence that has one of its own


@dataclass(frozen=True, slots=True)
class Filled:
    """What stands in the place of a {name}, and where that came from."""

    name: str
    text: str
    pieces: list["Piece"] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a message. Without a source it was written by a person, or reckoned."""

    text: str
    sources: list[Wording] = field(default_factory=list)
    filled: list[Filled] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Match:
    """A wording found in a text."""

    start: int
    end: int
    wording: Wording
    filled: tuple[tuple[str, str], ...]

    @property
    def weight(self) -> tuple[int, int]:
        """What explains most of its own words comes first; then what covers least else."""
        return len(self.wording.told), self.start - self.end


def see(text: str, known: Sequence[Wording]) -> list[Piece]:
    """The pieces of a message in their order; what no file says is a piece too."""
    return _pieces(bn.normalise(text).strip(), known, deep=0)


def see_title(title: str, known: Sequence[Wording]) -> Piece:
    """Where the words on a button came from."""
    wanted = bn.normalise(title).strip()
    return Piece(title, _unique(one for one in known if one.text == wanted))


def _pieces(text: str, known: Sequence[Wording], *, deep: int) -> list[Piece]:
    chosen = _chosen(_matches(text, known))
    pieces: list[Piece] = []
    reached = 0
    for match in chosen:
        pieces += _unexplained(text[reached : match.start])
        pieces.append(_piece(text, match, chosen[match], known, deep=deep))
        reached = match.end
    return [*pieces, *_unexplained(text[reached:])]


def _matches(text: str, known: Sequence[Wording]) -> list[_Match]:
    return [
        _Match(hit.start(), hit.end(), wording, tuple(hit.groupdict().items()))
        for wording in known
        if all(chunk in text for chunk in wording.chunks)
        for hit in wording.pattern().finditer(text)
        if _stands_alone(text, hit.start(), hit.end())
    ]


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Not in the middle of a word."""
    before, after = text[start - 1 : start], text[end : end + 1]
    return not (_in_word(before) or _in_word(after))


def _in_word(letter: str) -> bool:
    return bool(letter) and (letter.isalnum() or "\u0981" <= letter <= "\u09d7")


def _chosen(matches: Iterable[_Match]) -> dict[_Match, list[Wording]]:
    """The heaviest that do not overlap, in their order, each with all wordings that say just the same."""
    taken: dict[_Match, list[Wording]] = {}
    for match in sorted(matches, key=lambda one: one.weight, reverse=True):
        same = next((one for one in taken if (one.start, one.end) == (match.start, match.end)), None)
        if same is not None and len(same.wording.told) == len(match.wording.told):
            taken[same].append(match.wording)
        elif not any(one.start < match.end and match.start < one.end for one in taken):
            taken[match] = [match.wording]
    return dict(sorted(taken.items(), key=lambda item: item[0].start))


def _piece(text: str, match: _Match, sources: list[Wording], known: Sequence[Wording], *, deep: int) -> Piece:
    filled = [Filled(name, value, _explained(value, known, deep=deep)) for name, value in match.filled]
    return Piece(text[match.start : match.end], _unique(sources), filled)


def _explained(value: str, known: Sequence[Wording], *, deep: int) -> list[Piece]:
    """Where a value came from, if a file says it whole; that a date names its month tells nobody anything."""
    whole = value.strip()
    pieces = _pieces(whole, known, deep=deep + 1) if deep < _DEEPEST else []
    return [piece for piece in pieces if piece.sources and piece.text == whole]


def _unexplained(text: str) -> list[Piece]:
    return [Piece(line.strip()) for line in text.splitlines() if any(map(str.isalnum, line))]


def _unique(sources: Iterable[Wording]) -> list[Wording]:
    """Each place once: a whole sentence and its only line are one."""
    return list({(one.path, one.line): one for one in sources}.values())
