"""The agencies to which a matter is sent, as one body has them. Pure."""

from collections.abc import Mapping
from typing import Any

from janasetu.catalogue.linting.agencies import Known, checked, known
from janasetu.catalogue.overrides import merged
from janasetu.catalogue.reading import Reading
from janasetu.catalogue.schema.agencies import Agency

__all__ = ["Agency", "Known", "known", "of_body", "patched"]


def of_body(patches: Mapping[str, Mapping[str, Any]]) -> Known:
    """Every agency with what a body changes of it, and after the rest those that it alone knows."""
    return {**known(), **{code: patched(code, patch) for code, patch in patches.items() if patch}}


def patched(code: str, patch: Mapping[str, Any]) -> Agency:
    """One agency with a body's patch (RFC 7396) over it, or one of its own, held against all rules.

    DefinitionError, naming the keys, where what comes out could not be used.
    """
    base = known().get(code)
    written = base.model_dump(mode="json", exclude_unset=True) if base else {}
    values = {"format": 1, "agencies": {code: merged(written, patch)}}
    return checked(Reading(path=None, values=values))[code]
