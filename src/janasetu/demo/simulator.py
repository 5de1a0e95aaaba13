"""Tell the simulator which numbers there are; it forgets them when it restarts, so it is told again."""

from typing import Any

import httpx
from django.conf import settings

from janasetu.bodies.models import LocalBody
from janasetu.messaging.models import Line


def introduce(http: httpx.Client) -> bool:
    """Write our lines to the simulator unless it has them; whether it has them now."""
    address = f"http://127.0.0.1:{settings.INSTALLATION.sim_port}/control/lines"
    wanted = _lines()
    try:
        known = {line["phone_number_id"] for line in http.get(address).raise_for_status().json()}
        if known >= {line["phone_number_id"] for line in wanted}:
            return True
        http.put(address, json=wanted).raise_for_status()
    except httpx.HTTPError:
        return False
    return True


def _lines() -> list[dict[str, Any]]:
    codes = dict(LocalBody.objects.values_list("id", "code"))
    lines = Line.objects.filter(channel="whatsapp", active=True).order_by("provider_id")
    return [
        {
            "phone_number_id": line.provider_id,
            "display": line.display,
            "body": codes.get(line.body_id) if line.body_id else None,
            "entries": [{"body": codes[line.body_id], "text": "নমস্কার"}] if line.body_id in codes else [],
        }
        for line in lines
    ]
