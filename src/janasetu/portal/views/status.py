"""The state of the system: a page for people, JSON for scripts, Prometheus text for the alarms."""

from collections.abc import Iterator
from datetime import datetime, timedelta
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
from janasetu.lib.watches import Moment
from janasetu.lib.words import Lang
from janasetu.messaging.line_states import LineState
from janasetu.messaging.values import Refusal
from janasetu.portal.access import public_page
from janasetu.portal.health import Health, Waiting, look
from janasetu.portal.processes import living

AWAY = 503


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
        return look(_run(), at=Moment(clock.now(), clock.wall()))
    except (OperationalError, InterfaceError):
        return None


def _as_json(health: Health | None) -> dict[str, Any]:
    return {
        "now": rfc3339(clock.now()),
        "database": health is not None,
        "waiting_seconds": {one.watch.code: _seconds(one.oldest) for one in health.waiting}
        if health
        else None,
        "waiting": [_waiting_json(one) for one in health.waiting] if health else None,
        "lines": [_line_json(one, health) for one in health.lines] if health else None,
        "last_webhook_at": rfc3339(health.last_webhook) if health else None,
        "counts": dict(health.counts) if health else None,
        "processes": living(_run()),
    }


def _waiting_json(one: Waiting) -> dict[str, Any]:
    return {
        "what": one.watch.code,
        "count": one.count,
        "oldest_seconds": _seconds(one.oldest),
        "patience_seconds": one.watch.patience.total_seconds(),
        "alarm": one.alarms,
    }


def _line_json(state: LineState, health: Health) -> dict[str, Any]:
    line, account = state.line, state.account
    return {
        "channel": line.channel,
        "line": line.display,
        "last_in_at": rfc3339(state.last_in),
        "last_out_at": rfc3339(line.sent_at),
        "unsent": state.unsent,
        "oldest_unsent_seconds": _seconds(_age(state.oldest_unsent, health.at.now)),
        "held_for": line.held_for or None,
        "held_seconds": _seconds(_age(line.held_since, health.at.wall)),
        "per_second": line.per_second or line.can.per_second,
        "people_a_day": account.most if account else None,
        "people_written_to": account.used if account else None,
    }


def _age(since: datetime | None, now: datetime) -> timedelta | None:
    return None if since is None else max(now - since, timedelta())


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
    yield from _waiting_metrics(health)
    yield from _line_metrics(health)
    yield "# HELP janasetu_troubles What needs a person; failed counts the sends of the last day."
    yield "# TYPE janasetu_troubles gauge"
    yield from (f'janasetu_troubles{{what="{what}"}} {count}' for what, count in health.counts.items())


def _waiting_metrics(health: Health) -> Iterator[str]:
    yield "# HELP janasetu_oldest_waiting_seconds Age of the oldest thing that waits; 0 when nothing does."
    yield "# TYPE janasetu_oldest_waiting_seconds gauge"
    for one in health.waiting:
        yield f'janasetu_oldest_waiting_seconds{{what="{one.watch.code}"}} {_seconds(one.oldest) or 0}'
    yield "# TYPE janasetu_waiting gauge"
    yield from (f'janasetu_waiting{{what="{one.watch.code}"}} {one.count}' for one in health.waiting)
    yield "# HELP janasetu_waiting_alarm Whether the oldest has waited longer than it may."
    yield "# TYPE janasetu_waiting_alarm gauge"
    yield from (
        f'janasetu_waiting_alarm{{what="{one.watch.code}"}} {int(one.alarms)}' for one in health.waiting
    )


def _line_metrics(health: Health) -> Iterator[str]:
    yield "# HELP janasetu_line_held Whether the sender sends nothing on the line now."
    yield "# TYPE janasetu_line_held gauge"
    for one in health.lines:
        yield f'janasetu_line_held{{{_labels(one)},why="{one.line.held_for}"}} {int(bool(one.line.held_for))}'
    yield "# TYPE janasetu_line_unsent gauge"
    yield from (f"janasetu_line_unsent{{{_labels(one)}}} {one.unsent}" for one in health.lines)
    accounts = {one.line.channel: one.account for one in health.lines if one.account}
    yield "# HELP janasetu_people_written_to People written to first in 24 hours, of janasetu_people_a_day."
    yield "# TYPE janasetu_people_written_to gauge"
    for channel, account in accounts.items():
        yield f'janasetu_people_written_to{{channel="{channel}"}} {account.used}'
    yield "# TYPE janasetu_people_a_day gauge"
    yield from (f'janasetu_people_a_day{{channel="{channel}"}} {a.most}' for channel, a in accounts.items())


def _labels(state: LineState) -> str:
    """The line by the number that is printed on its banner."""
    shown = state.line.display.replace("\\", "").replace('"', "")
    return f'channel="{state.line.channel}",line="{shown}"'


def _in_words(health: Health | None, lang: Lang) -> dict[str, Any]:
    names = _process_names()
    processes = [
        {"name": name, "does": names.get(name, ""), "lives": lives} for name, lives in living(_run()).items()
    ]
    if health is None:
        return {"away": True, "processes": processes}
    return {
        "at": f"{bn.date(health.at.now, lang)}, {bn.time_of_day(health.at.now, lang)}",
        "waiting": [_waiting(one, lang) for one in health.waiting if one.count],
        "lines": [_line(one, health, lang) for one in health.lines],
        "people": list(_people(health, lang)),
        "last_webhook": bn.moment(health.last_webhook, lang, health.at.now) if health.last_webhook else "",
        "counts": [_count(name, health.counts[what], lang) for what, name in _count_names().items()],
        "processes": processes,
    }


def _waiting(one: Waiting, lang: Lang) -> dict[str, Any]:
    age = bn.age(one.oldest, lang) if one.oldest is not None else ""
    return {"name": one.watch.name, "count": bn.number(one.count, lang), "age": age, "alarms": one.alarms}


def _line(state: LineState, health: Health, lang: Lang) -> dict[str, Any]:
    line = state.line
    unsent = _age(state.oldest_unsent, health.at.now)
    return {
        "display": line.display,
        "channel": _channel_names().get(line.channel, line.channel),
        "held": _hold_names().get(line.held_for, _("not sending now")) if line.held_for else "",
        "last_in": bn.moment(state.last_in, lang, health.at.now) if state.last_in else "",
        "last_out": bn.moment(line.sent_at, lang, health.at.wall) if line.sent_at else "",
        "unsent": bn.number(state.unsent, lang) if state.unsent else "",
        "unsent_age": bn.age(unsent, lang) if unsent is not None else "",
        "rate": bn.number(round(line.per_second or line.can.per_second), lang),
    }


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


def _people(health: Health, lang: Lang) -> Iterator[dict[str, Any]]:
    """How many each account wrote to first, of as many as it may."""
    for channel, account in {one.line.channel: one.account for one in health.lines}.items():
        if account:
            used, most = bn.number(account.used, lang), bn.number(account.most, lang)
            name = _channel_names().get(channel, channel)
            yield {"channel": name, "used": used, "most": most, "full": not account.free}


def _channel_names() -> dict[str, str]:
    return {"whatsapp": _("WhatsApp"), "sms": _("Text messages")}


def _hold_names() -> dict[str, str]:
    """Why a line stands still."""
    return {
        Refusal.AWAY: _("the company that carries the messages does not answer"),
        Refusal.TOO_QUICK: _("goes on in a moment: the line may send no faster"),
        Refusal.LINE_STOPPED: _("stopped by the company: the office has to put it right"),
    }


def _count_names() -> dict[str, str]:
    return {
        "parked": _("Messages set aside for a person"),
        "unreadable": _("Deliveries that could not be read"),
        "failed": _("Sends that failed in the last day"),
        "overdue": _("Open cases past their promised time"),
        "definitions": _("Errors in definitions of services"),
    }
