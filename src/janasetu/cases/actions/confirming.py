"""The citizen's word on a claim of resolution: yes ends the case, no reopens it one level up."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from janasetu.cases import claims, queries, rules
from janasetu.cases.actions.hearing import CitizenWord, given, is_theirs, locked, too_late, unheard
from janasetu.cases.actions.judging import Judging, Word
from janasetu.cases.models import Case, CaseAttachment, CaseParty
from janasetu.lib import phones
from janasetu.messaging import outbox
from janasetu.messaging.values import Outgoing


@dataclass(frozen=True, slots=True, kw_only=True)
class CitizenAnswer(CitizenWord):
    """A yes or a no to "has it really been done?", with the file (bucket, id) sent beside it."""

    yes: bool
    file: tuple[int, UUID] | None = None


@transaction.atomic
def answer_claims(answers: Sequence[CitizenAnswer], *, now: datetime) -> None:
    """Take these answers, each of the case's own complainant; a late or foreign one changes nothing.

    Somebody else's number is answered like a late answer: nobody learns whether a case exists. An officer
    does not confirm their own work, even where the complaint was written in their own number.
    """
    cases = locked({answer.ref for answer in answers})
    parties = queries.parties({case.body_id for case in cases.values()}, [case.id for case in cases.values()])
    judging = Judging(list(cases.values()), parties, now=now)
    files: list[CaseAttachment] = []
    vain: list[Outgoing] = []
    for answer in answers:
        case = cases.get(answer.ref)
        party = parties.get(case.id) if case else None
        if case is None or not is_theirs(answer, party):
            vain.append(too_late(answer))
            continue
        word = Word(case, answer.yes, claims.CITIZEN, answer.source, answer.caused_by)
        if not judging.is_awaited(word):
            vain.append(_in_vain(answer, case, now=now))
        elif answer.yes and _is_the_workers(case, party):
            vain.append(unheard(answer, "answer_to_own_work"))
        else:
            judging.take(word)
            files += given(case, [answer.file] if answer.file else [], now=now)
    judging.write()
    CaseAttachment.objects.bulk_create(files)
    outbox.queue(vain, now=now)


def _in_vain(answer: CitizenAnswer, case: Case, *, now: datetime) -> Outgoing:
    """Whose word was taken before hears that; who comes after the term, that it is over."""
    if rules.is_past_term(claims.standing(case), now):
        return unheard(answer, "answer_past_term")
    return too_late(answer)


def _is_the_workers(case: Case, party: CaseParty | None) -> bool:
    """Whether the complainant's number is that of who said that the work is done."""
    worker = case.resolved_by
    return bool(
        worker and worker.phone and party and phones.wa_key(worker.phone) == phones.wa_key(party.phone)
    )
