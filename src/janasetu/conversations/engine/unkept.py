"""A file that could not be kept leaves the drafts it was given to; the one in hand says where it stands."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from janasetu.catalogue import form as catalogue
from janasetu.catalogue.fields import KINDS
from janasetu.catalogue.schema import Service
from janasetu.conversations.engine import form
from janasetu.conversations.engine.effects import Say, Turn
from janasetu.conversations.engine.here import Here
from janasetu.conversations.engine.saying import with_remark
from janasetu.conversations.engine.session import Session


def drop(here: Here, file: str, why: Say) -> Turn:
    """Say why; where the draft in hand had the file, with its card or its question again.

    `file`: our id of it.
    """
    session = _without(here, file)
    if not session.in_form or session.fields == here.session.fields:
        return Turn(session, (why,))
    return with_remark(form.repeat(here.at(session).form()), why)


def _without(here: Here, file: str) -> Session:
    """The talk without this file, in the draft in hand and in those that wait."""
    session = here.session
    parked = tuple(
        replace(one, fields=_left(here.office.service(one.version), one.fields, one.step, file))
        for one in session.parked
    )
    service = here.office.service(session.version) if session.version else None
    return replace(session, parked=parked, fields=_left(service, session.fields, session.step, file))


def _left(service: Service | None, fields: Mapping[str, Any], step: str, file: str) -> Mapping[str, Any]:
    """The answers without this file. What may be left out counts as left out when nothing else was given."""
    if service is None:
        return fields
    left = dict(fields)
    for slot in list(catalogue.slots(service, fields)):
        answer, kind = fields.get(slot.path), KINDS[slot.field.kind]
        if file not in kind.files(answer):
            continue
        left[slot.path] = kind.without_file(answer, file)
        if left[slot.path] is None and (slot.field.skip is None or slot.path == step):
            del left[slot.path]
    return left
