"""What a telephone keeps so that it can check papers without a network: keys, the list, the worker."""

import hashlib
import json

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from janasetu.documents import checking
from janasetu.documents.marking import mark_keys
from janasetu.lib import clock
from janasetu.lib.moments import rfc3339
from janasetu.portal.access import public_page

_MINUTE = 60  # seconds for which the list may be passed on by who keeps copies
_SHEETS = ("janasetu/icon.svg", "janasetu/tokens.css", "janasetu/base.css", "janasetu/parts.css")
_SCRIPT = "portal/verify.js"


@public_page
@require_safe
def keys(request: HttpRequest) -> HttpResponseBase:
    """The keys that have signed what stands in our QR codes, for anybody's program (RFC 7517, RFC 8615)."""
    return _shared(JsonResponse(mark_keys().published(), content_type="application/jwk-set+json"))


@public_page
@require_safe
def withdrawn(request: HttpRequest) -> HttpResponseBase:
    """The papers that hold no more, by fingerprints of their codes."""
    return _shared(JsonResponse({"at": rfc3339(clock.now()), "withdrawn": checking.withdrawn()}))


@public_page
@require_safe
def worker(request: HttpRequest) -> HttpResponseBase:
    """The script that a browser keeps; it may look after /v/ though it does not lie there."""
    fresh = [reverse(f"portal:{name}") for name in ("verify", "keys", "withdrawn")]
    kept = [*fresh, *map(static, (*_SHEETS, _SCRIPT))]
    name = hashlib.sha256("\n".join(kept).encode()).hexdigest()[:12]
    told = {"name": f"verify-{name}", "kept": json.dumps(kept), "fresh": len(fresh)}
    script = render_to_string("portal/worker.js", told)
    response = HttpResponse(script, content_type="text/javascript; charset=utf-8")
    response.headers["Service-Worker-Allowed"] = "/"
    patch_cache_control(response, no_cache=True)
    return response


def _shared(response: HttpResponse) -> HttpResponse:
    patch_cache_control(response, public=True, max_age=_MINUTE)
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response
