"""What Django and allauth say to people, as their own English catalogues list it.

Of Django all but its admin, which is not installed; of allauth the rooms that are: account and mfa. Their
templates are listed too, though no address of ours shows them: one that is shown some day speaks Bengali.
"""

from collections.abc import Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from janasetu.config.catalogues import Key, key_of, read, strings

_ALLAUTH = ("account/", "mfa/", "core/", "templates/account/", "templates/mfa/")


@cache
def said() -> Mapping[Key, str]:
    """Every sentence, with the place that says it. A new version may word one anew."""
    return {**_said_by_allauth(), **_said_by_django()}


@cache
def translated(language: str) -> frozenset[Key]:
    """What they say in this language by themselves; of allauth nothing is counted, for it has no Bengali."""
    catalogues = [read(_catalogue(folder, language)) for folder in _django_folders()]
    whole = [message for one in catalogues for message in one if all(strings(message)) and not message.fuzzy]
    return frozenset(key_of(message) for message in whole if message.id)


def _said_by_django() -> dict[Key, str]:
    catalogues = [read(_catalogue(folder, "en")) for folder in _django_folders()]
    messages = [message for one in catalogues for message in one if message.id]
    return {key_of(message): f"django/{message.locations[0][0]}" for message in messages}


def _said_by_allauth() -> dict[Key, str]:
    places = {
        key_of(message): [place for place, _ in message.locations if place.startswith(_ALLAUTH)]
        for message in read(_catalogue(_folder("allauth"), "en"))
        if message.id
    }
    return {key: f"allauth/{found[0]}" for key, found in places.items() if found}


def _django_folders() -> tuple[Path, Path]:
    return _folder("django") / "conf", _folder("django") / "contrib" / "auth"


def _catalogue(folder: Path, language: str) -> Path:
    return folder / "locale" / language / "LC_MESSAGES" / "django.po"


def _folder(library: str) -> Path:
    spec = find_spec(library)
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).parent
