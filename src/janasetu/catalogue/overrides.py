"""What one body changes of a definition: a merge patch (RFC 7396) over what is written. Pure."""

from collections.abc import Iterator, Mapping
from typing import Any

from janasetu.catalogue.linting import Draft, lint
from janasetu.catalogue.problems import Problem
from janasetu.catalogue.reading import Reading
from janasetu.catalogue.schema import Service

FIXED = ("format", "code", "kind")  # what makes it the same service for everybody
_HIDES = (False, True, "about_office")  # ever more


def merged(target: Any, patch: Any) -> Any:
    """The target with the patch: null takes a key away, a mapping goes into a mapping, all else replaces.

    RFC 7396. Neither is changed. An application keeps the order of its keys; new ones come last.
    """
    if not isinstance(patch, Mapping):
        return patch
    result = dict(target) if isinstance(target, Mapping) else {}
    for key, value in patch.items():
        if value is None:
            result.pop(key, None)
        else:
            result[key] = merged(result.get(key), value)
    return result


def overridden(content: Mapping[str, Any], patch: Mapping[str, Any], *, body_kind: str) -> Draft:
    """The definition as this body has it, held against all rules; its problems name the keys."""
    draft = lint(Reading(path=None, values=merged(content, patch)))
    draft.problems += _forbidden(content, patch)
    if draft.service is not None and body_kind not in draft.service.offered_by:
        draft.problems.append(not_offered(body_kind))
    elif draft.service is not None and draft.is_good:
        draft.problems += _told_more(Service.model_validate(content), draft.service, body_kind)
    return draft


def not_offered(body_kind: str) -> Problem:
    """What to say where bodies of this kind do not offer the service."""
    return Problem("O982", f"a {body_kind} does not offer this service", where="offered_by")


def _told_more(before: Service, after: Service, body_kind: str) -> Iterator[Problem]:
    """Where the body would hide less than the service does: it may be what the case is about."""
    asked = before.titled_by or ""
    for code, where in [("", "confidential"), *((code, f"{asked}.{code}") for code in before.subjects)]:
        fields = {asked: code}
        if _HIDES.index(after.hidden_in(body_kind, fields)) < _HIDES.index(
            before.hidden_in(body_kind, fields)
        ):
            yield Problem(
                "O984", "a body may hide more of a case than the service does, never less", where=where
            )


def _forbidden(content: Mapping[str, Any], patch: Mapping[str, Any]) -> list[Problem]:
    return [
        Problem("O981", f"`{key}` is the same for every body", where=key) for key in FIXED if key in patch
    ]
