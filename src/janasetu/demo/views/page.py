"""The demo's page: a simulated telephone, the officers' desk beside it, who sits there, and the clock."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from janasetu.bodies.models import LocalBody
from janasetu.demo import seed
from janasetu.demo.numbers import whose
from janasetu.demo.views.clock import shown
from janasetu.lib.texts import as_lang
from janasetu.messaging.models import Line
from janasetu.messaging.queries import lines
from janasetu.portal.access import public_page

# Whom a visitor wants to be first.
_FIRST = (
    "officer",
    "ea",
    "operator",
    "clerk",
    "secretary",
    "commissioner",
    "mayor",
    "chairman",
    "pradhan",
    "coordinator",
)


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
    logins = seed.logins(as_lang(get_language()))
    context = {
        "phone": _phone(request, chosen) if chosen else "",
        "chats": _chats(answering, chosen),
        "logins": logins,
        "near": _near(logins, chosen) if chosen else [],
        "sitting": request.user.get_username(),
        "password": seed.PASSWORD,
        **shown(),
    }
    response = render(request, "demo/pages/demo.html", context)
    # Only this page may frame the simulator. The attribute is what django-csp's own decorator sets.
    response._csp_update = {"frame-src": [_simulator()]}  # type: ignore[attr-defined]
    return response


def _simulator() -> str:
    return f"http://127.0.0.1:{settings.INSTALLATION.sim_port}"


def _phone(request: HttpRequest, line: Line) -> str:
    """The telephone; it tells this page alone which message was tapped."""
    asked = {"line": line.provider_id, "xray": "1", "parent": f"{request.scheme}://{request.get_host()}"}
    return f"{_simulator()}/?{urlencode(asked)}"


def _near(logins: list[seed.Login], line: Line) -> list[seed.Login]:
    """Who answers at the number that the telephone writes to: those whom a visitor wants to be first."""
    codes = _codes_at(line)
    posts = {login.name.partition("@")[0]: login for login in logins if login.name.partition("@")[2] in codes}
    return [posts[role] for role in _FIRST if role in posts]


def _codes_at(line: Line) -> set[str]:
    """The town of the number; of an area's number those that have none of their own."""
    served = LocalBody.objects.filter(served=True)
    if line.body_id:
        served = served.filter(id=line.body_id)
    else:
        own = Line.objects.filter(body_id__isnull=False).exclude(channel="sms")
        served = served.exclude(id__in=own.values("body_id"))
    return set(served.values_list("code", flat=True))


def _chats(answering: list[Line], chosen: Line | None) -> list[Chat]:
    named, lang = whose(answering), as_lang(get_language())
    return [
        Chat(
            named[line.id].name_in(lang),
            line.display,
            f"?{urlencode({'line': line.provider_id})}",
            line == chosen,
        )
        for line in answering
    ]
