"""Which language a page speaks: the one its reader chose, else Bengali."""

from django.conf import settings
from django.http import HttpRequest
from django.middleware.locale import LocaleMiddleware
from django.utils import translation


class BengaliFirstMiddleware(LocaleMiddleware):
    """Django's own without the browser's wish: telephones are sold set to English and read in Bengali."""

    def process_request(self, request: HttpRequest) -> None:
        """Speak the language of the cookie, if it is one of ours."""
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        translation.activate(language)
        request.LANGUAGE_CODE = language
