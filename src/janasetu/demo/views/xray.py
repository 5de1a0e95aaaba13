"""X-ray over HTTP: the parts of one message of ours, each with the file and the line that made it."""

import os
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from janasetu.catalogue.loader import BUNDLED
from janasetu.demo.xray.seeing import Filled, Piece, see, see_title
from janasetu.demo.xray.wordings import Wording, excerpt, shown, wordings
from janasetu.lib.ids import BUCKETS
from janasetu.messaging.models import OutboundMessage
from janasetu.portal.access import public_page

_NAMED = "JANASETU_SERVICES"  # the folders of definitions that this demo was told of
_MOST_SOURCES = 4


@dataclass(frozen=True, slots=True)
class Place:
    """Where a sentence is written."""

    place: str
    name: str
    excerpt: str


@dataclass(frozen=True, slots=True)
class Value:
    """What filled a placeholder, and where that is written, if anywhere."""

    name: str
    text: str
    places: list[Place]


@dataclass(frozen=True, slots=True)
class Seen:
    """One part of the message as the panel shows it."""

    text: str
    places: list[Place]
    more: int
    values: list[Value]


@public_page
@require_safe
def xray(request: HttpRequest, callback: str) -> HttpResponseBase:
    """A part of a page about the message that travels as `callback` (`bucket.uuid`)."""
    message = _message(callback)
    if message is None:
        return render(request, "demo/parts/xray.html", {"pieces": [], "titles": []}, status=404)
    known = wordings(*_folders())
    context = {
        "pieces": [_seen(piece) for piece in see(message.text, known)],
        "titles": [_seen(see_title(choice["title"], known)) for choice in message.choices],
    }
    return render(request, "demo/parts/xray.html", context)


def _message(callback: str) -> OutboundMessage | None:
    bucket, _, row_id = callback.partition(".")
    try:
        number, identifier = int(bucket), UUID(row_id)
    except ValueError:
        return None
    if not 0 <= number < BUCKETS:
        return None
    return OutboundMessage.objects.filter(bucket=number, id=identifier).first()


def _folders() -> list[Path]:
    named = [Path(folder) for folder in os.environ.get(_NAMED, "").split(os.pathsep) if folder]
    return [BUNDLED, *named, settings.INSTALLATION.data / "services"]


def _seen(piece: Piece) -> Seen:
    places = [_place(source) for source in piece.sources[:_MOST_SOURCES]]
    more = len(piece.sources) - len(places)
    return Seen(piece.text, places, more, [_value(filled) for filled in piece.filled])


def _value(filled: Filled) -> Value:
    sources = [source for piece in filled.pieces for source in piece.sources]
    return Value(filled.name, filled.text, [_place(source) for source in sources[:_MOST_SOURCES]])


def _place(source: Wording) -> Place:
    return Place(f"{shown(source.path)}:{source.line}", source.name, excerpt(source))
