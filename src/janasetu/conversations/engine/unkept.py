"""A file that could not be kept leaves the drafts it was given to; the one in hand says where it stands."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from janasetu.catalogue import form as catalogue
from janasetu.catalogue.fields import KINDS
from janasetu.catalogue.schema import Service
from janasetu.conversations.engine import form
from janasetu.conversations.engine.effects import (
    AnswerClaim,
    AnswerQuestion,
    Effect,
    FieldWord,
    OpenCase,
    Say,
    Turn,
)
from janasetu.conversations.engine.here import Here
from janasetu.conversations.engine.saying import with_remark
from janasetu.conversations.engine.session import Session
from janasetu.lib.nested import leaves


def taken(decided: Turn) -> frozenset[str]:
    """The files that this turn has somewhere, by our ids: in a draft, with what waits, in what is done."""
    session = decided.session
    waiting = [file for proof in session.proofs for file in proof.files]
    drafts = [session.fields, *(draft.fields for draft in session.parked)]
    done = [effect.fields if isinstance(effect, OpenCase) else _file_of(effect) for effect in decided.effects]
    return frozenset(text for text in leaves([waiting, drafts, done]) if isinstance(text, str))


def _file_of(effect: Effect) -> str:
    """The file that goes with an answer about a case; empty where there is none."""
    return effect.file if isinstance(effect, (AnswerClaim, AnswerQuestion, FieldWord)) else ""


def drop(here: Here, file: str, why: Say) -> Turn:
    """Say why; where the draft in hand had the file, with its card or its question again.

    `file`: our id of it.
    """
    session = _without(here, file)
    if not session.in_form or session.fields == here.session.fields:
        return Turn(session, (why,))
    return with_remark(form.repeat(here.at(session).form()), why)


def is_alone(session: Session, file: str) -> bool:
    """Whether the draft in hand was begun with this file, and nothing else has been told in it."""
    return session.in_form and set(leaves([session.fields])) == {file}


def _without(here: Here, file: str) -> Session:
    """The talk without this file, in the draft in hand and in all that waits."""
    session = here.session
    parked = tuple(
        replace(one, fields=_left(here.office.service(one.version), one.fields, one.step, file))
        for one in session.parked
    )
    service = here.office.service(session.version) if session.version else None
    proofs = tuple(
        replace(one, files=left)
        for one in session.proofs
        if (left := tuple(name for name in one.files if name != file))
    )
    return replace(
        session, parked=parked, proofs=proofs, fields=_left(service, session.fields, session.step, file)
    )


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
