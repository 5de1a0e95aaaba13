"""Which engine writes voices down here, and for which bodies: as the settings of the installation name it."""

from collections.abc import Callable, Mapping
from functools import cache
from importlib import import_module

from django.conf import settings

from janasetu.channels.speech.bhashini import Bhashini
from janasetu.understanding.ports import Transcriber

_KNOWN: Mapping[str, Callable[..., Transcriber]] = {"bhashini": Bhashini}


class NoSuchEngineError(LookupError):
    """The settings name an engine that is neither known nor to be found as `package.module:Name`, or do not
    tell it what it wants to know.
    """


def is_on() -> bool:
    """Whether any body has voices written down here."""
    return bool(settings.SPEECH_ENGINE and settings.SPEECH_BODIES)


def writes_for(body: str) -> bool:
    """Whether this body, by its code, has switched it on."""
    return bool(settings.SPEECH_ENGINE) and body in settings.SPEECH_BODIES


def transcriber() -> Transcriber:
    """The engine of the settings; NoSuchEngineError."""
    return made(settings.SPEECH_ENGINE, tuple(sorted(settings.SPEECH_OPTIONS.items())))


@cache
def made(name: str, options: tuple[tuple[str, str], ...]) -> Transcriber:
    """The engine of this name with these options; NoSuchEngineError where there is none."""
    make = _KNOWN.get(name) or _found(name)
    try:
        return make(**dict(options))
    except TypeError as error:
        raise NoSuchEngineError(f"{name}: {error}") from error


def _found(name: str) -> Callable[..., Transcriber]:
    """An engine of the installation's own, by its place: `package.module:Name`."""
    module, _, attribute = name.partition(":")
    try:
        found: Callable[..., Transcriber] = getattr(import_module(module), attribute)
    except (ImportError, AttributeError, ValueError) as error:
        raise NoSuchEngineError(name) from error
    return found
