"""What the posters of a body say, as the press takes it: texts, numbers and the QR of each."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, Literal

from janasetu.bodies.models import LocalBody
from janasetu.catalogue.queries import offered_by_bodies
from janasetu.catalogue.schema import Service
from janasetu.documents.marks import qr
from janasetu.documents.snapshots import VERSION, normal
from janasetu.lib import bn, clock
from janasetu.messaging.models import Line
from janasetu.posters import links
from janasetu.posters.models import Poster
from janasetu.posters.phrases import PHRASES

Size = Literal["a4", "a3", "a2"]
SIZES: tuple[Size, ...] = ("a4", "a3", "a2")
MOST_NAMED = 4  # applications that are named on a sheet
_TOLD = ("headline", "scan", "by_hand", "code", "free")


def snapshot_of(
    posters: Sequence[Poster], line: Line, *, size: Size, specimen: bool, emblem: str, now: datetime
) -> dict[str, Any]:
    """All that these posters say, a page each; of one body. `emblem`: an SVG, or nothing."""
    body = posters[0].body
    whole = {
        "v": VERSION,
        "body": {
            "code": body.code,
            "kind": body.kind,
            "name": _texts(body.name),
            "address": _texts(_fact(body, "address")),
            "emblem": emblem,
        },
        "type": "poster",
        "title": _both("title"),
        "number": "",
        "code": "",
        "issued": clock.local(now).date().isoformat(),
        "rows": [],
        "verify": "",
        "specimen": specimen,
        "sheet": size,
        "says": {key: _both(key) for key in _TOLD},
        "does": list(_does(body)),
        "chat": {"en": line.display, "bn": bn.digits(line.display)},
        "lines": list(_lines(body)),
        "posters": [_sheet(one, line) for one in posters],
    }
    made: dict[str, Any] = normal(whole)
    return made


def _sheet(poster: Poster, line: Line) -> dict[str, Any]:
    message = links.first_message(poster.body.name_in("bn"), poster.ward, poster.code)
    return {
        "ward": _of_ward(poster.ward),
        "place": poster.place,
        "code": poster.code,
        "message": message,
        "qr": qr.svg(links.chat(line.display, message)),
    }


def _of_ward(ward: str) -> dict[str, str]:
    if not ward:
        return {"bn": "", "en": ""}
    return {"bn": PHRASES.say("ward", "bn", ward=bn.digits(ward)), "en": PHRASES.say("ward", "en", ward=ward)}


def _does(body: LocalBody) -> Iterator[dict[str, str]]:
    """What one can do by it, by the kinds of what the body offers; no service is named but applications."""
    offered = offered_by_bodies([body])[body.id].values()
    applications = [one for one in offered if one.kind == "application"]
    if any(one.kind == "complaint" for one in offered):
        yield _both("do_complain")
    if applications:
        named = applications[:MOST_NAMED]
        yield {
            "bn": PHRASES.say("do_apply", "bn", names=_named(named, "bn")),
            "en": PHRASES.say("do_apply", "en", names=_named(named, "en")),
        }
    if any("chat" in one.deliver for one in applications):
        yield _both("do_papers")
    yield _both("do_follow")


def _named(services: Sequence[Service], lang: Literal["bn", "en"]) -> str:
    return ", ".join(one.short.in_(lang) for one in services)


def _lines(body: LocalBody) -> Iterator[dict[str, Any]]:
    """How else the office is reached, as it says of itself."""
    for about in ("phone", "sms", "facebook"):
        told = _fact(body, about)
        if told:
            yield {"label": _both(about), "value": _texts(told)["bn"]}


def _fact(body: LocalBody, about: str) -> Mapping[str, str]:
    told = body.facts.get(about) or {}
    return {"bn": told, "en": told} if isinstance(told, str) else told


def _texts(told: Mapping[str, str]) -> dict[str, str]:
    return {"bn": told.get("bn", ""), "en": told.get("en", "")}


def _both(key: str) -> dict[str, str]:
    return {"bn": PHRASES.say(key, "bn"), "en": PHRASES.say(key, "en")}
