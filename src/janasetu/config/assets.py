"""What pages load, as light as can be: files under hashed names and compressed, pages compressed too."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware

_NOT_OURS = ["account", "mfa", "htmax*", "*-4*.js"]  # pages that we do not have, and the next htmx


def collect() -> None:
    """Write what pages load into STATIC_ROOT; where nothing changed since, only look."""
    folder = Path(str(settings.STATIC_ROOT))
    told, stamp = folder / "collected", _stamp()
    if told.exists() and told.read_text(encoding="utf-8") == stamp:
        return
    call_command("collectstatic", interactive=False, verbosity=0, clear=True, ignore_patterns=_NOT_OURS)
    told.write_text(stamp, encoding="utf-8")


def _stamp() -> str:
    return hashlib.sha256("\n".join(sorted(_sources())).encode()).hexdigest()


def _sources() -> Iterator[str]:
    """Each file that is collected, with how long it is and when it was written."""
    for finder in get_finders():
        for name, storage in finder.list(_NOT_OURS):
            path = Path(storage.path(name))
            yield f"{name} {path} {path.stat().st_size} {path.stat().st_mtime_ns}"


class CompressedPagesMiddleware(GZipMiddleware):
    """Django's own, for pages alone: photos and voices are as small as they get, and are read in pieces."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Compress a page for who can read it so."""
        if isinstance(response, HttpResponse) and response.get("Content-Type", "").startswith("text/html"):
            return super().process_response(request, response)
        return response
