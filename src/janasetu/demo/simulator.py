"""Tell the simulator which numbers there are; it forgets them when it restarts, so it is told again."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

import httpx
from django.conf import settings

from janasetu.bodies.models import LocalBody
from janasetu.demo.numbers import whose
from janasetu.messaging.models import Line
from janasetu.messaging.queries import lines

GREETING = "নমস্কার"


def introduce(http: httpx.Client) -> bool:
    """Write our lines and their names to the simulator unless it has them; whether it has them now."""
    address = f"http://127.0.0.1:{settings.INSTALLATION.sim_port}/control/lines"
    wanted = told_lines()
    try:
        known = http.get(address).raise_for_status().json()
        if not all(any(line.items() <= one.items() for one in known) for line in wanted):
            known = http.put(address, json=wanted).raise_for_status().json()
        _name(http, address, known)
    except httpx.HTTPError:
        return False
    return True


def _name(http: httpx.Client, address: str, known: list[dict[str, Any]]) -> None:
    """Let every chat carry the name of its office; a reset of the simulator forgets the names alone."""
    called = {line["phone_number_id"]: line.get("verified_name") for line in known}
    for line_id, name in told_names().items():
        if called.get(line_id) != name:
            http.post(f"{address}/{line_id}/account", json={"verified_name": name}).raise_for_status()


def told_names() -> dict[str, str]:
    """What each of our lines is called, in Bengali."""
    answering = _answering()
    named = whose(answering)
    return {line.provider_id: named[line.id].name_in("bn") for line in answering}


def told_lines() -> list[dict[str, Any]]:
    """Our lines as `PUT /control/lines` takes them: with whom they reach, and what opens a chat."""
    answering = _answering()
    codes = dict(LocalBody.objects.filter(served=True).order_by("id").values_list("id", "code"))
    own = {line.body_id for line in answering if line.body_id}
    by_poster = [code for body_id, code in codes.items() if body_id not in own]
    return [_told(line, codes, by_poster) for line in answering]


def _answering() -> list[Line]:
    return [line for line in lines() if line.channel == "whatsapp"]


def _told(line: Line, codes: Mapping[UUID, str], by_poster: list[str]) -> dict[str, Any]:
    """A body's own number is greeted; one that serves an area is told the code on the body's poster."""
    own = codes.get(line.body_id) if line.body_id else None
    entries = [(own, GREETING)] if own else [(code, f"#{code}") for code in by_poster if line.body_id is None]
    return {
        "phone_number_id": line.provider_id,
        "display": line.display,
        "body": own,
        "entries": [{"body": code, "text": text} for code, text in entries],
    }
