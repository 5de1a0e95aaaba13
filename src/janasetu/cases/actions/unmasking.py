"""Who complains confidentially is shown when two officers want it: one asks and says why, another agrees."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.db import transaction

from janasetu.bodies.models import Officer
from janasetu.bodies.queries import titles
from janasetu.bodies.rules import authority
from janasetu.cases import queries, seeing
from janasetu.cases.choices import EventCode
from janasetu.cases.models import Case, CaseEvent, Unmasking
from janasetu.cases.notices import Notice, tell
from janasetu.cases.rules import RefusedError
from janasetu.lib import bn
from janasetu.lib.ids import uuid7
from janasetu.lib.text import tame
from janasetu.lib.texts import in_language
from janasetu.lib.words import Lang


@transaction.atomic
def ask_to_unmask(*, officer: Officer, ref: str, reason: str, now: datetime) -> Unmasking:
    """Ask to see who complains. Who asks again before anybody agreed gives another reason for the same wish.

    RefusedError with the sentence for the officer, TermEndedError for one who is out of office,
    NoSuchCaseError for a case that they may not see.
    """
    officer.require_office(at=now)
    case = queries.case_for_update(officer, ref)
    why = tame(bn.normalise(reason)).strip()
    if not case.confidential:
        raise RefusedError("unmask_nothing_hidden")
    if not seeing.may_ask(case.roles_of(officer), levels=case.levels):
        raise RefusedError("unmask_not_yours")
    if not seeing.LEAST_REASON <= len(why) <= seeing.MOST_REASON:
        raise RefusedError("unmask_reason_needed")
    waiting = Unmasking.objects.select_for_update().filter(
        body_id=case.body_id, case_id=case.id, asked_by=officer, agreed_at__isnull=True
    )
    asked = waiting.first() or Unmasking(id=uuid7(), body_id=case.body_id, case=case, asked_by=officer)
    if asked.reason == why and now < asked.asked_at + seeing.WAITS:
        return asked
    asked.reason, asked.asked_at = why, now
    asked.save()
    _record(case, EventCode.UNMASK_ASKED, officer, {"reason": why}, now=now)
    return asked


@transaction.atomic
def agree_to_unmask(*, officer: Officer, unmasking_id: UUID, now: datetime) -> Case:
    """Let the officer who asked see who complains, for a day; the citizen is told at once by whom and why.

    RefusedError with the sentence for the officer, TermEndedError for one who is out of office,
    NoSuchUnmaskingError for a wish that they may not know of.
    """
    officer.require_office(at=now)
    asked = queries.unmasking_for_update(officer, unmasking_id)
    if asked.agreed_at is not None or now >= asked.asked_at + seeing.WAITS:
        raise RefusedError("unmask_over")
    if asked.asked_by.user_id == officer.user_id:
        raise RefusedError("unmask_same_person")
    if not seeing.may_agree(officer.tenure, now):
        raise RefusedError("unmask_not_yours")
    asked.agreed_by, asked.agreed_at = officer, now
    asked.save(update_fields=["agreed_by", "agreed_at"])
    case, params = asked.case, {"reason": asked.reason, "officer": asked.asked_by.post}
    event = _record(case, EventCode.UNMASKED, officer, params, now=now)
    tell([_notice(case, event, asked, now=now)], queries.parties([case.body_id], [case.id]), now=now)
    return case


def _record(
    case: Case, code: EventCode, officer: Officer, params: dict[str, str], *, now: datetime
) -> CaseEvent:
    return CaseEvent.objects.create(
        id=uuid7(), body_id=case.body_id, case=case, code=code, by=officer.post, params=params, at=now
    )


def _notice(case: Case, event: CaseEvent, asked: Unmasking, *, now: datetime) -> Notice:
    assert asked.agreed_by
    values = {
        "reason": asked.reason,
        "officer": _post(asked.asked_by, now=now),
        "second": _post(asked.agreed_by, now=now),
    }
    return Notice(case, "unmasked", source=f"event:{event.id}", values=values)


def _post(officer: Officer, *, now: datetime) -> Callable[[Lang], str]:
    """What the post is called, by language."""
    named = titles([officer.body_id], authority(officer.tenure)).of_officer(officer, at=now)
    return lambda lang: in_language(named, lang)
