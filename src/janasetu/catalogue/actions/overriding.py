"""Let a body switch a service off or change its terms, and keep that true when the service changes."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from janasetu.bodies.models import LocalBody
from janasetu.catalogue import queries
from janasetu.catalogue.actions.versions import lock_versions, versions_of
from janasetu.catalogue.linting.draft import drafted
from janasetu.catalogue.linting.shelf import words_mean_one_service
from janasetu.catalogue.loader import Definition, definition
from janasetu.catalogue.models import BodyService, ServiceVersion
from janasetu.catalogue.overrides import not_offered, overridden
from janasetu.catalogue.problems import DefinitionError, Problem, errors


class NoSuchServiceError(LookupError):
    """No service of this code is offered."""


@transaction.atomic
def override(
    *,
    body: LocalBody,
    code: str,
    enabled: bool | None = None,
    patch: Mapping[str, Any] | None = None,
    now: datetime,
) -> BodyService:
    """Let a body offer a service or not, or change its terms; what is None stays as it is.

    `patch` is a merge patch (RFC 7396) over the definition; an empty one takes the body's own terms away.
    NoSuchServiceError where no service of this code is offered. DefinitionError, naming the keys, where the
    patched definition could not be used, where it changes what no body may change, or where bodies of this
    kind do not offer the service.
    """
    lock_versions()
    base = ServiceVersion.objects.filter(code=code, current=True).first()
    if base is None:
        raise NoSuchServiceError(code)
    if body.kind not in queries.service(base.id).offered_by:
        raise DefinitionError([not_offered(body.kind)])
    row = BodyService.objects.filter(body=body, code=code).first() or BodyService(body=body, code=code)
    row.enabled = row.enabled if enabled is None else enabled
    if patch is not None:
        row.patch = dict(patch)
        row.version = _own_version(base, row.patch, body, now=now) if patch else None
    row.changed_at = now
    row.save()
    return row


def merge_again(codes: Sequence[str], *, now: datetime) -> tuple[Problem, ...]:
    """Merge what bodies have changed over the new current versions of these services.

    A body whose changes do not fit any more keeps the version that worked; that is told.
    """
    rows = list(BodyService.objects.filter(code__in=codes).exclude(patch={}).select_related("body"))
    contents = dict(
        ServiceVersion.objects.filter(code__in=codes, current=True).values_list("code", "content")
    )
    fitting: list[tuple[BodyService, Definition]] = []
    problems: list[Problem] = []
    for row in rows:
        merged = overridden(json.loads(contents[row.code]), row.patch, body_kind=row.body.kind)
        if merged.is_good:
            fitting.append((row, definition(merged)))
        else:
            reasons = "; ".join(map(str, errors(merged.problems)))
            problems.append(Problem("W983", reasons, where=f"{row.body.code}.{row.code}"))
    versions = versions_of([own for _, own in fitting], now=now)
    for row, own in fitting:
        row.version = versions[own.hash]
    BodyService.objects.bulk_update([row for row, _ in fitting], ["version"])
    return tuple(problems)


def _own_version(
    base: ServiceVersion, patch: Mapping[str, Any], body: LocalBody, *, now: datetime
) -> ServiceVersion:
    """The version that the body gets; beside all else that it offers, its words must mean one thing."""
    merged = overridden(json.loads(base.content), patch, body_kind=body.kind)
    beside = queries.offered_by_bodies([body])[body.id].values()
    words_mean_one_service([*(drafted(one) for one in beside if one.code != base.code), merged])
    own = definition(merged)
    return versions_of([own], now=now)[own.hash]
