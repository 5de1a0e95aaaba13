"""The demo's page: a simulated telephone, the officers' desk beside it, and the clock of both."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from janasetu.bodies.queries import bodies
from janasetu.demo import seed
from janasetu.demo.views.clock import shown
from janasetu.lib.texts import as_lang
from janasetu.messaging.models import Line
from janasetu.messaging.queries import lines
from janasetu.portal.access import public_page


@dataclass(frozen=True, slots=True)
class Chat:
    """One number that the telephone can write to."""

    name: str
    number: str
    url: str
    chosen: bool


@public_page
@require_safe
def demo_page(request: HttpRequest) -> HttpResponseBase:
    """Both sides; `?line=` chooses the number that the telephone writes to."""
    answering = lines()
    wanted = request.GET.get("line")
    chosen = next((line for line in answering if line.provider_id == wanted), next(iter(answering), None))
    context = {
        "phone": _phone(chosen) if chosen else "",
        "chats": _chats(answering, chosen),
        "logins": seed.logins(),
        "password": seed.PASSWORD,
        **shown(),
    }
    response = render(request, "demo/pages/demo.html", context)
    # Only this page may frame the simulator. The attribute is what django-csp's own decorator sets.
    response._csp_update = {"frame-src": [_simulator()]}  # type: ignore[attr-defined]
    return response


def _simulator() -> str:
    return f"http://127.0.0.1:{settings.INSTALLATION.sim_port}"


def _phone(line: Line) -> str:
    return f"{_simulator()}/?{urlencode({'line': line.provider_id})}"


def _chats(answering: list[Line], chosen: Line | None) -> list[Chat]:
    named = bodies(line.body_id for line in answering if line.body_id)
    return [
        Chat(_name(line, named), line.display, f"?{urlencode({'line': line.provider_id})}", line == chosen)
        for line in answering
    ]


def _name(line: Line, named: dict[Any, Any]) -> str:
    body = named.get(line.body_id)
    return str(body.name_in(as_lang(get_language()))) if body else _("For the whole area")
