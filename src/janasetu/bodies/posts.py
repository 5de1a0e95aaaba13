"""The posts of bodies, as posts.yaml lists them: who is elected, may sign what, stands in for whom. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from janasetu.lib.bn import normalise

ADMINISTRATOR = "administrator"  # comes where a board has ended
FILE = Path(__file__).with_name("posts.yaml")
KINDS = frozenset({"corporation", "municipality", "gram_panchayat", "block", "district", "state"})
DOCUMENT_TYPES = frozenset(
    {"certificate", "licence", "noc", "permit", "recommendation", "receipt", "letter", "slip"}
)

_ABOVE = frozenset({"block", "district", "state"})
_NEEDED = frozenset({"name", "kinds", "elected", "signs"})
_KNOWN = _NEEDED | {"succeeded_by", "heads"}


class PostError(ValueError):
    """posts.yaml says something that no post can be."""


class NoSuchPostError(LookupError):
    """No post has this code."""


@dataclass(frozen=True, slots=True)
class Post:
    """One post. `signs`: the types of document it may lawfully sign; `heads`: whose board it heads."""

    code: str
    name: Mapping[str, str]
    kinds: frozenset[str]
    elected: bool
    signs: frozenset[str]
    succeeded_by: str | None = None
    heads: frozenset[str] = frozenset()


def post(code: str) -> Post:
    """The post of this code; NoSuchPostError where there is none."""
    found = posts().get(code)
    if found is None:
        raise NoSuchPostError(code)
    return found


@cache
def posts() -> Mapping[str, Post]:
    """Every post by its code, in the order of the file."""
    return read(FILE)


def held_in(kind: str) -> frozenset[str]:
    """The codes of the posts that a body of this kind has."""
    return frozenset(code for code, one in posts().items() if kind in one.kinds)


def may_lie_above(code: str) -> bool:
    """Whether a body can lack this post while what it lies in has it, as a panchayat's block has the BDO."""
    known = posts().get(code)
    return known is not None and known.kinds != KINDS and not known.kinds.isdisjoint(_ABOVE)


def may_sign(code: str, document_type: str) -> bool:
    """Whether who holds this post may lawfully sign such a document; a post that we do not know may not."""
    known = posts().get(code)
    return known is not None and document_type in known.signs


def head_of(kind: str) -> str | None:
    """The post that heads the elected board of such a body; None where there is no board."""
    return next((code for code, one in posts().items() if kind in one.heads), None)


def is_one_seat(code: str, kind: str, *, of_ward: bool) -> bool:
    """Whether only one person can hold the post in a body of this kind, or in one of its wards: the head of
    the board, and an elected member for a ward.
    """
    known = posts().get(code)
    return known is not None and known.elected and (of_ward or kind in known.heads)


def line_of(code: str) -> tuple[str, ...]:
    """The post and those who stand in for it, one after the other."""
    line: list[str] = []
    here: str | None = code
    while here is not None:
        line.append(here)
        known = posts().get(here)
        here = known.succeeded_by if known else None
    return tuple(line)


def read(path: Path) -> Mapping[str, Post]:
    """The posts of a file. PostError says which post is wrong, and how."""
    listed: Mapping[str, Any] = YAML(typ="safe").load(path.read_text(encoding="utf-8")) or {}
    found = {str(code): _post(str(code), entry) for code, entry in listed.items()}
    for one in found.values():
        _check_line(one, found)
    return found


def _post(code: str, entry: Any) -> Post:
    _check_keys(code, entry)
    return Post(
        code=code,
        name={lang: normalise(text) for lang, text in entry["name"].items()},
        kinds=_set(code, "kinds", entry["kinds"], KINDS),
        elected=entry["elected"],
        signs=_set(code, "signs", entry["signs"], DOCUMENT_TYPES),
        succeeded_by=entry.get("succeeded_by"),
        heads=_set(code, "heads", entry.get("heads", []), KINDS),
    )


def _check_keys(code: str, entry: Any) -> None:
    if not isinstance(entry, dict) or not _NEEDED <= set(entry) <= _KNOWN:
        needed = ", ".join(sorted(_NEEDED))
        raise PostError(f"{code}: a post has {needed}, and perhaps succeeded_by and heads; nothing else.")
    if not {"bn", "en"} <= set(entry["name"]):
        raise PostError(f"{code}: the name is needed in bn and en.")
    if not isinstance(entry["elected"], bool):
        raise PostError(f"{code}: elected is true or false.")


def _set(code: str, key: str, values: list[str], known: frozenset[str]) -> frozenset[str]:
    unknown = set(values) - known
    if unknown:
        raise PostError(f"{code}: {key} knows no {', '.join(sorted(unknown))}.")
    return frozenset(values)


def _check_line(one: Post, found: Mapping[str, Post]) -> None:
    """Whoever stands in is a post too, and nobody stands in for himself in the end."""
    seen, here = {one.code}, one.succeeded_by
    while here is not None:
        if here not in found:
            raise PostError(f"{one.code}: there is no post {here} to succeed it.")
        if here in seen:
            raise PostError(f"{one.code}: the line of those who succeed it comes back to {here}.")
        seen.add(here)
        here = found[here].succeeded_by
