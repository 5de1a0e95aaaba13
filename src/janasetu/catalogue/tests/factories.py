"""Definitions for tests: the bundled complaint, and small ones written on the spot."""

import json
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

from janasetu.bodies.tests.factories import make_roles
from janasetu.catalogue import actions
from janasetu.catalogue.loader import BUNDLED, Definition, definition, definitions, read
from janasetu.catalogue.models import ServiceVersion
from janasetu.catalogue.overrides import overridden
from janasetu.catalogue.schema import Field, Service

COMPLAINT = BUNDLED / "complaint" / "service.yaml"
PUBLISHED_AT = datetime(2026, 1, 1, tzinfo=UTC)


@cache
def complaint() -> Definition:
    return read(COMPLAINT)


@cache
def bundled() -> tuple[Definition, ...]:
    """Every definition we ship, read once a process; nobody changes one."""
    return definitions(BUNDLED)


def complaint_with(**patch: Any) -> Definition:
    """The bundled complaint with these keys merged in, as a body changes it."""
    content = json.loads(complaint().content)
    draft = overridden(content, patch, body_kind="municipality")
    assert not draft.problems, draft.problems
    return definition(draft)


def publish(wanted: Definition | None = None) -> UUID:
    """Publish a definition, the bundled complaint if none is named; the id of its version."""
    published = wanted or complaint()
    make_roles(published.service.roles())
    actions.publish([published], now=PUBLISHED_AT)
    return ServiceVersion.objects.get(hash=published.hash).id


def write(folder: Path, text: str) -> Path:
    path = folder / "service.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def choice(count: int = 2, **changes: Any) -> Field:
    """A question with so many options: option 1, option 2, ..."""
    options = {f"o{n}": {"name": {"bn": f"বিষয় {n}", "en": f"Option {n}"}} for n in range(1, count + 1)}
    given = {"field": "topic", "kind": "choice", "label": _texts("কোনটা?"), "short": _texts("বিষয়")}
    return Field.model_validate(given | {"options": options} | changes)


def question(kind: str, **changes: Any) -> Field:
    given = {"field": kind, "kind": kind, "label": _texts("বলুন"), "short": _texts("উত্তর")}
    return Field.model_validate(given | changes)


def service(*asked: Field, **changes: Any) -> Service:
    """A complaint that asks this; its title is the first answer."""
    given = {
        "format": 1,
        "code": "sample",
        "kind": "complaint",
        "intent": "complaint",
        "offered_by": ["municipality"],
        "name": _texts("নমুনা"),
        "short": _texts("নমুনা"),
        "ask": list(asked),
        "title_by": asked[0].field,
        "levels": ["officer"],
        "limits": {"promise": {"within": "48 hours"}},
    }
    return Service.model_validate(given | changes)


def _texts(bn: str) -> dict[str, str]:
    return {"bn": bn, "en": bn}


def current_codes() -> list[str]:
    """The services that some body offers now."""
    return list(ServiceVersion.objects.filter(current=True).order_by("code").values_list("code", flat=True))
