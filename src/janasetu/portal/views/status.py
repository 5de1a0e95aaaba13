"""The state of the system: a page for people, JSON for scripts, Prometheus text for the alarms."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from janasetu.lib import bn, clock
from janasetu.lib.moments import rfc3339
from janasetu.lib.texts import as_lang
from janasetu.lib.words import Lang
from janasetu.portal.access import public_page
from janasetu.portal.health import Health, look
from janasetu.portal.processes import living

AWAY = 503
_LONG = timedelta(minutes=1)  # nothing should wait longer while all processes live


@public_page
@require_safe
def status(request: HttpRequest) -> HttpResponseBase:
    """How the system is; 503 when its database is away, with all that can be said without one."""
    health = _health()
    code = 200 if health else AWAY
    if request.GET.get("format") == "json":
        response: HttpResponse = JsonResponse(_as_json(health), status=code)
    else:
        context = _in_words(health, as_lang(get_language()))
        response = render(request, "portal/pages/status.html", context, status=code)
    add_never_cache_headers(response)
    return response


@public_page
@require_safe
def metrics(request: HttpRequest) -> HttpResponseBase:
    """The same numbers for Prometheus; a database that is away is a number too."""
    lines = "".join(f"{line}\n" for line in _as_metrics(_health()))
    return HttpResponse(lines, content_type="text/plain; version=0.0.4; charset=utf-8")


def _run() -> Path:
    folder: Path = settings.INSTALLATION.data
    return folder / "run"


def _health() -> Health | None:
    """A look at everything; None when the database is away."""
    try:
        return look(_run(), now=clock.now())
    except (OperationalError, InterfaceError):
        return None


def _as_json(health: Health | None) -> dict[str, Any]:
    return {
        "now": rfc3339(clock.now()),
        "database": health is not None,
        "waiting_seconds": {what: _seconds(age) for what, age in health.waiting.items()} if health else None,
        "counts": dict(health.counts) if health else None,
        "processes": living(_run()),
    }


def _seconds(age: timedelta | None) -> float | None:
    return None if age is None else round(age.total_seconds(), 3)


def _as_metrics(health: Health | None) -> Iterator[str]:
    yield "# TYPE janasetu_database_up gauge"
    yield f"janasetu_database_up {int(health is not None)}"
    yield "# TYPE janasetu_process_up gauge"
    for name, lives in living(_run()).items():
        yield f'janasetu_process_up{{name="{name}"}} {int(lives)}'
    if health is None:
        return
    yield "# HELP janasetu_oldest_waiting_seconds Age of the oldest thing that waits; 0 when nothing does."
    yield "# TYPE janasetu_oldest_waiting_seconds gauge"
    for what, age in health.waiting.items():
        yield f'janasetu_oldest_waiting_seconds{{what="{what}"}} {_seconds(age) or 0}'
    yield "# HELP janasetu_troubles What needs a person; failed counts the sends of the last day."
    yield "# TYPE janasetu_troubles gauge"
    yield from (f'janasetu_troubles{{what="{what}"}} {count}' for what, count in health.counts.items())


def _in_words(health: Health | None, lang: Lang) -> dict[str, Any]:
    names = _process_names()
    processes = [
        {"name": name, "does": names.get(name, ""), "lives": lives} for name, lives in living(_run()).items()
    ]
    if health is None:
        return {"away": True, "processes": processes}
    return {
        "at": f"{bn.date(health.now, lang)}, {bn.time_of_day(health.now, lang)}",
        "waiting": [_waiting(name, health.waiting[what], lang) for what, name in _waiting_names().items()],
        "counts": [_count(name, health.counts[what], lang) for what, name in _count_names().items()],
        "processes": processes,
    }


def _waiting(name: str, age: timedelta | None, lang: Lang) -> dict[str, Any]:
    if age is None:
        return {"name": name, "said": "", "long": False}
    return {"name": name, "said": bn.age(age, lang), "long": age > _LONG}


def _count(name: str, count: int, lang: Lang) -> dict[str, Any]:
    return {"name": name, "said": bn.number(count, lang), "some": count > 0}


def _process_names() -> dict[str, str]:
    """What each process is for, by the name under which the command line knows it."""
    return {
        "postgres": _("Database"),
        "web": _("Website and desk"),
        "intake": _("Taking messages in"),
        "pump": _("Answering messages"),
        "sender": _("Sending messages"),
        "jobs": _("Work behind the scenes"),
        "signer": _("Signing documents"),
        "linesim": _("Telephones to practise with"),
    }


def _waiting_names() -> dict[str, str]:
    return {
        "batches": _("Received, not yet opened"),
        "inbound": _("Messages not yet answered"),
        "queued": _("Replies not yet sent"),
        "sending": _("Replies being sent"),
        "files": _("Photos not yet fetched"),
    }


def _count_names() -> dict[str, str]:
    return {
        "parked": _("Messages set aside for a person"),
        "unreadable": _("Deliveries that could not be read"),
        "failed": _("Sends that failed in the last day"),
        "overdue": _("Open cases past their promised time"),
        "definitions": _("Errors in definitions of services"),
    }
