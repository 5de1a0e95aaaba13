"""Keep the gettext catalogues whole: build their binaries when they are older, tell what they lack.

Our msgids are English sentences. What Django and allauth say stands in a catalogue of its own, for their
Bengali is thin: it holds what they lack and what can be said better, so that they may take it. A few
sentences of Django's stand among ours, marked with the comment `Django`.
"""

import io
import os
import re
import string
import tempfile
from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.mofile import write_mo

from janasetu.config import library_sentences
from janasetu.config.catalogues import Key, key_of, msgid, read, strings

PACKAGE = Path(__file__).resolve().parents[1]
LOCALES = PACKAGE / "locale"
LIBRARIES = PACKAGE / "config" / "locale_libraries"

_KEYWORDS = {
    **DEFAULT_KEYWORDS,
    "gettext_lazy": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
}
_CHECKED = frozenset({"bn"})  # English is the language of the msgids
_DJANGO = "Django"
_OLD_STYLE = re.compile(r"%(?:\((\w+)\))?[#0\- +]*\d*(?:\.\d+)?[diouxXeEfFgGcrs]")


def compile_catalogues(*locales: Path) -> None:
    """Write each .mo that is missing or older than its .po, in all folders or in these; quick when none is.

    A folder that cannot be written is left as it is: whoever packed it packed the binaries too.
    """
    folders = locales or (LOCALES, LIBRARIES)
    for source in sorted(path for folder in folders for path in folder.glob("*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        if not target.exists() or target.stat().st_mtime < source.stat().st_mtime:
            with suppress(OSError):
                _compile(source, target)


def problems() -> list[str]:
    """What a translator still has to do, one line each; empty when every page speaks every language."""
    return [*_problems_of_ours(), *_problems_of_libraries()]


def _problems_of_ours() -> Iterator[str]:
    used, django = dict(_used(PACKAGE)), {msgid for _, msgid in library_sentences.said()}
    for path in _checked(LOCALES):
        for problem in _problems(read(path), used, used, django):
            yield f"{path.relative_to(PACKAGE)}: {problem}"


def _problems_of_libraries() -> Iterator[str]:
    said = library_sentences.said()
    for path in _checked(LIBRARIES):
        own = library_sentences.translated(path.parts[-3])
        lacking = {key: place for key, place in said.items() if key not in own}
        for problem in _problems(read(path), lacking, said):
            yield f"{path.relative_to(LIBRARIES.parent)}: {problem}"


def _checked(locales: Path) -> list[Path]:
    found = sorted(locales.glob("*/LC_MESSAGES/django.po"))
    return [path for path in found if path.parts[-3] in _CHECKED]


def _compile(source: Path, target: Path) -> None:
    """Whole or not at all: several processes may start at once.

    It bears the time of what it was made from, so one made while somebody wrote the source is made again.
    """
    written_at = source.stat().st_mtime_ns
    catalogue = read(source)
    with tempfile.NamedTemporaryFile(dir=target.parent, delete=False) as draft:
        write_mo(draft, catalogue)
    Path(draft.name).chmod(0o644)
    os.utime(draft.name, ns=(written_at, written_at))
    os.replace(draft.name, target)


def _used(package: Path) -> Iterator[tuple[Key, str]]:
    """Every msgid of our code and templates, with the place where it stands."""
    for path in sorted(package.rglob("*.py")):
        if not {"tests", "migrations"} & set(path.parts):
            yield from _said_in(path.read_bytes(), path.relative_to(package))
    for path in sorted(package.rglob("templates/**/*.html")):
        yield from _said_in(_as_python(path), path.relative_to(package))


def _said_in(python: bytes, path: Path) -> Iterator[tuple[Key, str]]:
    for line, said, _comments, context in extract("python", io.BytesIO(python), _KEYWORDS):
        yield (context, said if isinstance(said, str) else said[0]), f"{path}:{line}"


def _as_python(template: Path) -> bytes:
    """The texts of a template as Django's own extraction writes them: calls of gettext."""
    from django.utils.translation.template import templatize  # noqa: PLC0415 - only the check needs Django

    return templatize(template.read_text(encoding="utf-8"), origin=str(template)).encode()


def _problems(
    catalogue: Catalog, needed: Mapping[Key, str], said: Collection[Key], django: Collection[str] = ()
) -> Iterator[str]:
    """`needed`: what must stand in the catalogue, with the place; `said`: what may."""
    known = {key_of(message): message for message in catalogue if message.id}
    for key, place in needed.items():
        if key not in known:
            yield f"{place} says {key[1]!r}, which has no translation"
    for key, message in known.items():
        yield from (f"{key[1]!r} {fault}" for fault in _faults(message, key in said, key[1] in django))
    for obsolete in catalogue.obsolete.values():
        yield f"{msgid(obsolete)!r} is obsolete: remove it"


def _faults(message: Message, is_said: bool, is_djangos: bool) -> Iterator[str]:
    if not all(strings(message)):
        yield "has no translation"
    if message.fuzzy:
        yield "is fuzzy: look at it and remove the mark"
    if _DJANGO in message.user_comments and not is_djangos:
        yield "is marked as Django's, but Django does not say it"
    if not is_said and _DJANGO not in message.user_comments:
        yield "is said nowhere: remove it"
    if any(_placeholders(text) != _placeholders(msgid(message)) for text in strings(message) if text):
        yield "has other placeholders in its translation"


def _placeholders(text: str) -> list[str]:
    """Names of %(name)s, positions of %s, names of {name}, in a fixed order."""
    old = [match[1] or match[0] for match in _OLD_STYLE.finditer(text)]
    try:
        new = [name for _, name, _, _ in string.Formatter().parse(text) if name is not None]
    except ValueError:  # a lone brace is no placeholder
        new = []
    return sorted([*old, *new])
