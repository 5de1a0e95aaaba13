"""What a layout cannot see to itself: letters that no paper may carry; days in words, codes in groups."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from janasetu.documents.marks.codes import grouped
from janasetu.documents.papers.errors import LetterError
from janasetu.lib import bn, references
from janasetu.lib.words import Lang

Snapshot = Mapping[str, Any]

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}(?P<time>T\d{2}:\d{2}.*)?", re.ASCII)
_JOINERS = "\u200c\u200d"  # they shape Bengali words, and stay
_LEFT_OUT = "[…]"
_FIRST_OF_OTHERS, _BENGALI = 0x0300, 0x0980
_UNPRINTED = frozenset({"Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp"})


def texts(snapshot: Any, way: str = "") -> Iterator[tuple[str, str]]:
    """Every text of it with the way to it; a row goes by its name: `rows.trade_name.value.bn`."""
    if isinstance(snapshot, str):
        yield way, snapshot
    elif isinstance(snapshot, Mapping):
        for key, value in snapshot.items():
            yield from texts(value, f"{way}.{key}" if way else key)
    elif isinstance(snapshot, Sequence):
        for at, value in enumerate(snapshot):
            name = value.get("name") if isinstance(value, Mapping) else None
            yield from texts(value, f"{way}.{name if isinstance(name, str) else at}")


def check(snapshot: Snapshot) -> None:
    """LetterError where a text carries what turns or hides letters: control signs, marks of direction."""
    for way, text in texts(snapshot):
        found = next((one for one in text if _is_unprinted(one)), None)
        if found is not None:
            raise letter_error(snapshot, found, way)


def letter_error(snapshot: Snapshot, letter: str, way: str | None = None) -> LetterError:
    """The error of a letter that cannot be printed; without `way`, of the first field in which it stands."""
    if way is None:
        way = next((at for at, text in texts(snapshot) if letter in text), "")
    return LetterError(way, letter, _label(snapshot, way))


def without_letter(value: Any, letter: str) -> Any:
    """The same with a sign in the place of this letter, and of all letters of its block beyond Latin."""
    if isinstance(value, str):
        return re.sub(f"{_alike(letter)}+", _LEFT_OUT, value)
    if isinstance(value, Mapping):
        return {key: without_letter(one, letter) for key, one in value.items()}
    if isinstance(value, Sequence):
        return [without_letter(one, letter) for one in value]
    return value


def _alike(letter: str) -> str:
    """A class of letters: the 128 beside it, which are of its script; of a sign of ours it alone."""
    first = ord(letter[0]) & ~0x7F
    is_ours = first < _FIRST_OF_OTHERS or first == _BENGALI
    if is_ours:
        return f"[{re.escape(letter)}]"
    return f"(?:(?![।॥])[{chr(first)}-{chr(first + 0x7F)}])"  # the dandas are of all scripts


def told(snapshot: Snapshot) -> dict[str, Any]:
    """What a layout cannot write by itself: days in Bengali and English, codes and numbers in groups."""
    days = {text: said for _, text in texts(snapshot) if _DAY.fullmatch(text) and (said := _said(text))}
    return {
        "days": days,
        "code": grouped(snapshot["code"]) if snapshot.get("code") else "",
        "case": _case(snapshot.get("case") or ""),
        "verify": _page(snapshot.get("verify") or ""),
    }


def _is_unprinted(letter: str) -> bool:
    return letter not in _JOINERS and letter != "\n" and unicodedata.category(letter) in _UNPRINTED


def _label(snapshot: Snapshot, way: str) -> dict[Lang, str]:
    parts = way.split(".")
    rows = snapshot.get("rows") or ()
    name = parts[1] if len(parts) > 1 and parts[0] == "rows" else ""
    return next((dict(row["label"]) for row in rows if row.get("name") == name), {})


def _said(text: str) -> dict[str, str] | None:
    """None for what only looks like a day: people type 2026-02-30."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return None
    if "T" not in text:
        return {"bn": bn.date(at.date(), "bn"), "en": bn.date(at.date(), "en")}
    if at.tzinfo is None:
        return None
    return {
        "bn": f"{bn.date(at, 'bn')}, {bn.time_of_day(at, 'bn')}",
        "en": f"{bn.date(at, 'en')}, {bn.time_of_day(at, 'en')}",
    }


def _page(base: str) -> str:
    """Where a code is typed, as it is written down: janasetu.example/verify."""
    host = base.rpartition("://")[2].rstrip("/")
    return f"{host}/verify" if host else ""


def _case(reference: str) -> str:
    """The number of a case as we show it; any other number as it is."""
    try:
        return references.grouped(reference)
    except ValueError:
        return reference
