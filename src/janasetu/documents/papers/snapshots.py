"""The frozen data of a paper: its bytes, the letters it may not have, and its days and numbers in words."""

import json
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from janasetu.documents.papers.errors import LetterError
from janasetu.lib import bn, references
from janasetu.lib.words import Lang

Snapshot = Mapping[str, Any]

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}(?P<time>T\d{2}:\d{2}.*)?", re.ASCII)
_JOINERS = "\u200c\u200d"  # they shape Bengali words, and stay
_UNPRINTED = frozenset({"Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp"})
_MOST_NUMBERS = 999


def as_bytes(snapshot: Snapshot) -> bytes:
    """The snapshot as it is hashed and attached: the same data are the same bytes, on any machine."""
    return json.dumps(snapshot, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


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


def told(snapshot: Snapshot) -> dict[str, Any]:
    """What a layout cannot write by itself: days and numbers in Bengali and English, and codes in groups."""
    days = {text: _said(text) for _, text in texts(snapshot) if _DAY.fullmatch(text)}
    most = max((len(value) for value in snapshot.values() if isinstance(value, list)), default=0)
    numbers = [bn.digits(at) for at in range(min(max(most, 99), _MOST_NUMBERS) + 1)]
    return {
        "days": days,
        "numbers": numbers,
        "code": _in_groups(snapshot.get("code") or ""),
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


def _said(text: str) -> dict[str, str]:
    if "T" in text:
        at = datetime.fromisoformat(text)
        return {
            "bn": f"{bn.date(at, 'bn')}, {bn.time_of_day(at, 'bn')}",
            "en": f"{bn.date(at, 'en')}, {bn.time_of_day(at, 'en')}",
        }
    day = date.fromisoformat(text)
    return {"bn": bn.date(day, "bn"), "en": bn.date(day, "en")}


def _in_groups(code: str) -> str:
    """As it is read out and typed: 0Z7-4KQ1-8M3T-XYA."""
    plain = code.replace("-", "").replace(" ", "")
    return "-".join(filter(None, (plain[:3], plain[3:7], plain[7:11], plain[11:])))


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
