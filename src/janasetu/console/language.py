"""The reader's language, as our texts name it."""

from django.utils.translation import get_language

from janasetu.lib.texts import as_lang
from janasetu.lib.words import Lang


def reader_language() -> Lang:
    """The language of this request."""
    return as_lang(get_language())
