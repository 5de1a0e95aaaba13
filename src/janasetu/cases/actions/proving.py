"""Note who somebody is that comes for a paper: what an officer saw, or the secret that was typed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from janasetu.audit.acting import acting as acting_as
from janasetu.bodies.models import Officer
from janasetu.cases import fetching, queries
from janasetu.cases.choices import EventCode, ProofKind
from janasetu.cases.models import Case, CaseEvent, CaseParty, Proof
from janasetu.cases.notices import Notice, tell
from janasetu.cases.rules import RefusedError
from janasetu.lib.ids import uuid7
from janasetu.people import queries as people
from janasetu.people.values import ContactKey

BY_OFFICERS = (ProofKind.IDENTITY_PAPER, ProofKind.KNOWN, ProofKind.HANDOVER_CODE)


@dataclass(frozen=True, slots=True)
class TypedSecret:
    """The secret of a case, typed on the phone of this contact in this epoch."""

    case: Case
    contact: ContactKey
    epoch: int


@transaction.atomic
def note_proof(
    *, officer: Officer, ref: str, kind: ProofKind, now: datetime, still_theirs: bool = False
) -> Proof:
    """An officer has found that who stands before them is whose the case is. For 30 days they may have its
    paper again on the phone by which they brought the case.

    `still_theirs`: they say that the number is theirs; without that word a number which may have changed
    hands since is not taken for theirs. RefusedError where the officer may not, or this is no such kind.
    """
    officer.require_office(at=now)
    case = queries.case_for_update(officer, ref)
    if kind not in BY_OFFICERS:
        raise RefusedError("proof_kind_needed")
    if not fetching.may_check(officer, case, now=now):
        raise RefusedError("proof_not_yours")
    proof, event, party = _note(case, kind, officer, now=now, still_theirs=still_theirs)
    if party and proof.contact_id and fetching.has_paper(case) and fetching.goes_by_chat(case):
        party.contact_epoch = proof.contact_epoch  # to whose phone it is said; the party stays as it was
        tell([Notice(case, "proof_noted", f"event:{event.id}")], {case.id: party}, now=now)
    return proof


def note_handover(case: Case, *, officer: Officer, now: datetime) -> Proof:
    """Who took the paper of this case, which is locked, said the code that only its applicant was told: that
    proves them as well as what an officer sees. Nothing is told: that it was handed over is.
    """
    return _note(case, ProofKind.HANDOVER_CODE, officer, now=now)[0]


def _note(
    case: Case, kind: ProofKind, officer: Officer, *, now: datetime, still_theirs: bool = False
) -> tuple[Proof, CaseEvent, CaseParty | None]:
    """Keep the proof, for the phone of whose case it is."""
    party = queries.parties([case.body_id], [case.id]).get(case.id)
    phone = _phone(party, still_theirs=still_theirs)
    with acting_as(by=officer.post):
        proof = Proof.objects.create(
            body_id=case.body_id,
            case=case,
            kind=kind,
            at=now,
            officer=officer,
            contact_bucket=phone[0].bucket if phone else None,
            contact_id=phone[0].id if phone else None,
            contact_epoch=phone[1] if phone else 1,
        )
        event = CaseEvent.objects.create(
            id=uuid7(),
            body_id=case.body_id,
            case=case,
            code=EventCode.PROOF_NOTED,
            by=officer.post,
            params={"kind": str(kind), "phone": phone is not None},
            at=now,
        )
    return proof, event, party


def _phone(party: CaseParty | None, *, still_theirs: bool) -> tuple[ContactKey, int] | None:
    """The phone that the proof is for, in its epoch of today; None where there is none, or whose it is now is
    not known.
    """
    if party is None or party.contact_bucket is None or party.contact_id is None:
        return None
    key = ContactKey(party.contact_bucket, party.contact_id)
    contact = people.contacts([key]).get(key)
    if contact is None or not (still_theirs or contact.epoch == party.contact_epoch):
        return None
    return key, contact.epoch


def note_secrets(typed: Sequence[TypedSecret], *, now: datetime) -> None:
    """Keep that these secrets were typed right; one statement, none for none."""
    Proof.objects.bulk_create(
        Proof(
            id=uuid7(),
            body_id=one.case.body_id,
            case_id=one.case.id,
            kind=ProofKind.CODE,
            at=now,
            contact_bucket=one.contact.bucket,
            contact_id=one.contact.id,
            contact_epoch=one.epoch,
        )
        for one in typed
    )
