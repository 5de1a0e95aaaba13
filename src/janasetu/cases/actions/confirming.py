"""The citizen's word on a claim of resolution: yes ends the case, no reopens it one level up."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from janasetu.cases import claims, rules
from janasetu.cases.actions.hearing import CitizenWord, Heard, given, heard, is_theirs, too_late, unheard
from janasetu.cases.actions.judging import Judging, Word
from janasetu.cases.actions.withholding import as_told
from janasetu.cases.choices import EventCode
from janasetu.cases.models import Case, CaseAttachment, CaseEvent, CaseParty
from janasetu.lib import phones
from janasetu.messaging import outbox
from janasetu.messaging.values import Outgoing


@dataclass(frozen=True, slots=True, kw_only=True)
class CitizenAnswer(CitizenWord):
    """A yes or a no to "has it really been done?", with the file (bucket, id) and the words beside it."""

    yes: bool
    file: tuple[int, UUID] | None = None
    text: str = ""


@transaction.atomic
def answer_claims(answers: Sequence[CitizenAnswer], *, now: datetime) -> None:
    """Take these answers, each of whoever has the case; a late or foreign one changes nothing.

    The complainant's yes ends it. A no opens it again, also that of somebody else who has the same matter:
    of each of them once. Somebody else's number is answered like a late answer: nobody learns whether a case
    exists. An officer does not confirm their own work, even where the complaint was written in their own
    number.
    """
    found = heard({answer.ref for answer in answers})
    said_no = _have_said_no(found)
    judging = Judging(found.each, found.complainants(), now=now)
    files: list[CaseAttachment] = []
    vain: list[Outgoing] = []
    for answer in answers:
        case, party = found.cases.get(answer.ref), found.parties.get(answer.ref)
        if case is None or party is None or answer.ref in said_no or not is_theirs(answer, party):
            vain.append(too_late(answer))
            continue
        speaker = party if found.supports(answer.ref) else None
        note = as_told(case, party, answer.text)
        word = Word(case, answer.yes, claims.CITIZEN, answer.source, answer.caused_by, speaker, note)
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


def _have_said_no(found: Heard) -> set[str]:
    """Those of the numbers, not the complainants', by which a case was opened again before: nobody keeps a
    matter of many open for ever. One query, none where only complainants answer.
    """
    others = {ref for ref in found.cases if found.supports(ref)}
    if not others:
        return set()
    cases = {found.cases[ref].id: found.cases[ref].body_id for ref in others}
    reopened = CaseEvent.objects.filter(
        body_id__in=cases.values(), case_id__in=cases, code=EventCode.REOPENED, params__ref__in=others
    )
    return set(reopened.values_list("params__ref", flat=True))


def _in_vain(answer: CitizenAnswer, case: Case, *, now: datetime) -> Outgoing:
    """Whose word was taken before hears that; who comes after the term, that it is over."""
    if rules.is_past_term(claims.standing(case), now):
        return unheard(answer, "answer_past_term")
    return too_late(answer)


def _is_the_workers(case: Case, party: CaseParty) -> bool:
    """Whether the number is that of who said that the work is done."""
    worker = case.resolved_by
    return bool(worker and worker.phone and phones.wa_key(worker.phone) == phones.wa_key(party.phone))
