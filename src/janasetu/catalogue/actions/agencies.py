"""Let a body say how it reaches an agency, or name one of its own."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from janasetu.bodies.models import LocalBody
from janasetu.catalogue import agencies
from janasetu.catalogue.models import BodyAgency


@transaction.atomic
def override_agency(*, body: LocalBody, code: str, patch: Mapping[str, Any], now: datetime) -> BodyAgency:
    """Lay this patch (RFC 7396) over the agency for this body; an empty one takes the body's own words away.

    DefinitionError, naming the keys, where what comes out could not be used: a number without a source.
    """
    if patch:
        agencies.patched(code, patch)
    row = BodyAgency.objects.select_for_update().filter(body=body, code=code).first()
    row = row or BodyAgency(body=body, code=code)
    row.patch, row.changed_at = dict(patch), now
    row.save()
    return row
