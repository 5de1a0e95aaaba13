"""Keep the gettext catalogues whole: build their binaries when they are older, tell what they lack.

Our msgids are English sentences. A catalogue also carries sentences of Django's own that our pages can show,
for Django's Bengali is thin; those are marked with the comment `Django`.
"""

import io
import os
import re
import string
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

PACKAGE = Path(__file__).resolve().parents[1]
LOCALES = PACKAGE / "locale"

_KEYWORDS = {
    **DEFAULT_KEYWORDS,
    "gettext_lazy": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
}
_CHECKED = frozenset({"bn"})  # English is the language of the msgids
_DJANGO = "Django"
_OLD_STYLE = re.compile(r"%(?:\((\w+)\))?[#0\- +]*\d*(?:\.\d+)?[diouxXeEfFgGcrs]")

Key = tuple[str | None, str]


def compile_catalogues(locales: Path = LOCALES) -> None:
    """Write each .mo that is missing or older than its .po; quick when none is.

    A folder that cannot be written is left as it is: whoever packed it packed the binaries too.
    """
    for source in sorted(locales.glob("*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        if not target.exists() or target.stat().st_mtime < source.stat().st_mtime:
            with suppress(OSError):
                _compile(source, target)


def problems() -> list[str]:
    """What a translator still has to do, one line each; empty when every page speaks every language."""
    used, django = dict(_used(PACKAGE)), _django_msgids()
    return [
        f"{path.relative_to(PACKAGE)}: {problem}"
        for path in sorted(LOCALES.glob("*/LC_MESSAGES/django.po"))
        if path.parts[-3] in _CHECKED
        for problem in _problems(_read(path), used, django)
    ]


def _compile(source: Path, target: Path) -> None:
    """Whole or not at all: several processes may start at once."""
    catalogue = _read(source)
    with tempfile.NamedTemporaryFile(dir=target.parent, delete=False) as draft:
        write_mo(draft, catalogue)
    Path(draft.name).chmod(0o644)
    os.replace(draft.name, target)


def _read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=path.parts[-3])


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


def _django_msgids() -> set[str]:
    """What Django itself may say: a new version may word a sentence anew."""
    import django  # noqa: PLC0415 - only the check needs Django

    folder = Path(django.__file__).parent
    places = (folder / "conf", folder / "contrib" / "auth")
    catalogues = (_read(place / "locale" / "en" / "LC_MESSAGES" / "django.po") for place in places)
    return {_msgid(message) for catalogue in catalogues for message in catalogue if message.id}


def _problems(catalogue: Catalog, used: dict[Key, str], django: set[str]) -> Iterator[str]:
    known = {(message.context, _msgid(message)): message for message in catalogue if message.id}
    for key, place in used.items():
        if key not in known:
            yield f"{place} says {key[1]!r}, which has no translation"
    for key, message in known.items():
        yield from (f"{key[1]!r} {fault}" for fault in _faults(message, key in used, key[1] in django))
    for obsolete in catalogue.obsolete.values():
        yield f"{_msgid(obsolete)!r} is obsolete: remove it"


def _faults(message: Message, is_used: bool, is_djangos: bool) -> Iterator[str]:
    if not all(_strings(message)):
        yield "has no translation"
    if message.fuzzy:
        yield "is fuzzy: look at it and remove the mark"
    if _DJANGO in message.user_comments and not is_djangos:
        yield "is marked as Django's, but Django does not say it"
    if not is_used and _DJANGO not in message.user_comments:
        yield "is said nowhere: remove it"
    if any(_placeholders(said) != _placeholders(_msgid(message)) for said in _strings(message) if said):
        yield "has other placeholders in its translation"


def _msgid(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def _strings(message: Message) -> list[str]:
    return [message.string] if isinstance(message.string, str) else list(message.string or ())


def _placeholders(text: str) -> list[str]:
    """Names of %(name)s, positions of %s, names of {name}, in a fixed order."""
    old = [match[1] or match[0] for match in _OLD_STYLE.finditer(text)]
    try:
        new = [name for _, name, _, _ in string.Formatter().parse(text) if name is not None]
    except ValueError:  # a lone brace is no placeholder
        new = []
    return sorted([*old, *new])
