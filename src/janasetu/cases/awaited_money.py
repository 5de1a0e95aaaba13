"""What waits for money and not for an answer: how it stands then, in words, with the exact amount."""

from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal
from uuid import UUID

from janasetu.cases.choices import PauseReason, Status
from janasetu.cases.models import Case, CasePause
from janasetu.cases.notices import PHRASES
from janasetu.lib import amounts
from janasetu.lib.words import Lang
from janasetu.payments import queries as payments

_OF_THE_CITIZEN = (PauseReason.WAITING_CITIZEN, PauseReason.WAITING_PAYMENT)


def money_awaited(cases: Collection[Case]) -> dict[UUID, Decimal]:
    """Of those of these cases that wait for nothing but money how much, in rupees. Two queries at most, none
    where none of them waits for its citizen and costs anything.
    """
    waiting = [case for case in cases if case.status == Status.WAITING_CITIZEN and case.service.fee]
    if not waiting:
        return {}
    bodies, ids = {case.body_id for case in waiting}, [case.id for case in waiting]
    rows = CasePause.objects.filter(
        body_id__in=bodies, case_id__in=ids, reason__in=_OF_THE_CITIZEN, ended_at__isnull=True
    )
    for_money = _for_money_alone(list(rows.values_list("case_id", "reason")))
    owed = payments.owed_by(bodies, sorted(for_money))
    return {case_id: sum((one.amount for one in theirs), Decimal()) for case_id, theirs in owed.items()}


def _for_money_alone(pauses: Sequence[tuple[UUID, str]]) -> set[UUID]:
    """Those whose clocks stand still for a fee, and of whom no answer is awaited too."""
    asked = {case_id for case_id, reason in pauses if reason == PauseReason.WAITING_CITIZEN}
    return {case_id for case_id, _ in pauses} - asked


def money_words(case: Case, awaited: Mapping[UUID, Decimal], lang: Lang) -> str:
    """«টাকা জমার অপেক্ষায়: ₹২০০»; empty of what does not wait for money."""
    amount = awaited.get(case.id)
    if amount is None:
        return ""
    return PHRASES.say("status_waiting_money", lang, amount=amounts.rupees(amount, lang))
