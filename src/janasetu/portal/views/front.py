"""The front page: what this is, and the number of each office to write to."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from janasetu.bodies.models import LocalBody
from janasetu.bodies.queries import bodies
from janasetu.catalogue.queries import offered_by_bodies
from janasetu.catalogue.schema import Service
from janasetu.lib.texts import as_lang
from janasetu.lib.words import Lang
from janasetu.messaging.models import Line
from janasetu.messaging.queries import lines
from janasetu.portal.access import public_page


@dataclass(frozen=True, slots=True)
class Office:
    """One number, whose it is, and what can be asked there."""

    name: str
    number: str
    services: list[str]


@public_page
@require_safe
def front(request: HttpRequest) -> HttpResponseBase:
    """The page."""
    return render(request, "portal/pages/front.html", {"offices": _offices(as_lang(get_language()))})


def _offices(lang: Lang) -> list[Office]:
    """Every line that answers; a constant number of queries."""
    answering = lines()
    named = bodies(line.body_id for line in answering if line.body_id)
    offered = offered_by_bodies(named.values())
    return [_office(line, named, offered, lang) for line in answering]


def _office(
    line: Line, named: Mapping[UUID, LocalBody], offered: Mapping[UUID, Mapping[UUID, Service]], lang: Lang
) -> Office:
    body = named.get(line.body_id) if line.body_id else None
    if body is None:
        return Office(_("For the whole area"), line.display, [])
    names = [service.name.in_(lang) for service in offered[body.id].values()]
    return Office(body.name_in(lang), line.display, names)
