"""A call that broke off: who rang is rung again, and the form goes on where it stood."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from janasetu.bodies.models import Officer
from janasetu.cases import queries
from janasetu.cases.actions.calling import WITHIN
from janasetu.cases.actions.registering import require_registrar
from janasetu.cases.choices import CallReason
from janasetu.cases.models import CallBack
from janasetu.cases.rules import RefusedError
from janasetu.lib import phones
from janasetu.lib.ids import uuid7
from janasetu.lib.words import Lang


@dataclass(frozen=True, slots=True)
class LostCall:
    """Who rang, and what had been typed by then. `phone`: E.164. `nonce`: names the form on the screen, whose
    call is noted once. `call_back_id`: the form was itself the going on of this one.
    """

    phone: str
    name: str
    lang: Lang
    nonce: str
    draft: Mapping[str, Sequence[str]]
    call_back_id: UUID | None = None


@transaction.atomic
def note_lost_call(*, officer: Officer, lost: LostCall, now: datetime) -> CallBack:
    """Put whoever was cut off on the list of call-backs, with the form as it stands.

    RefusedError where no number is known, or for a post that enters nothing for others.
    """
    require_registrar(officer, now=now)
    if not lost.phone:
        raise RefusedError("lost_without_a_number")
    call = _noted(officer, lost)
    call.phone, call.name, call.lang = phones.wa_key(lost.phone), lost.name, lost.lang
    call.draft = {name: list(said) for name, said in lost.draft.items()}
    call.due_at = now + WITHIN
    if call._state.adding:
        call.asked_at = now
    call.save()
    return call


def _noted(officer: Officer, lost: LostCall) -> CallBack:
    """The call-back that this form has already, locked; else a new one."""
    source = f"lost:{lost.nonce}"
    known = queries.call_back_going_on(officer, lost.call_back_id, source)
    if known:
        return known
    return CallBack(
        id=uuid7(), body_id=officer.body_id, source=source, reason=CallReason.LOST, asked_by=officer.post
    )
