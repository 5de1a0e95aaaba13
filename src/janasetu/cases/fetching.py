"""Who may have the paper of a case: what the database knows of whoever asks, for the rules of proving."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from janasetu.bodies import rules as bodies
from janasetu.bodies.models import Officer
from janasetu.cases.choices import PartyRole, ProofKind, Status
from janasetu.cases.models import Case, CaseParty, Proof
from janasetu.cases.proving import Asker, Level, level_wanted
from janasetu.messaging.capabilities import capabilities_of

BY_CHAT: Final = "chat"
_BY_LINK: Final = frozenset({"chat", "portal"})
_AT_THE_COUNTER: Final = "receipt"  # whoever may sign one stands where people come to, or goes to their door


@dataclass(frozen=True, slots=True)
class Asking:
    """Somebody asks for the paper of a case, on this contact in this epoch; the party is that of the number
    by which they ask.
    """

    case: Case
    contact_id: UUID
    epoch: int
    party: CaseParty | None


def wanted_for(case: Case) -> Level:
    """How sure the office must be of who fetches the paper of this case."""
    return level_wanted(case.service.assurance.fetch)


def goes_by_chat(case: Case) -> bool:
    """Whether the definition lets the paper out in the chat at all."""
    return BY_CHAT in case.service.deliver


def goes_by_link(case: Case) -> bool:
    """Whether the definition lets the paper out on the web."""
    return not _BY_LINK.isdisjoint(case.service.deliver)


def has_paper(case: Case) -> bool:
    """Whether the case has ended in its paper."""
    return case.status == Status.ISSUED


def was_told(case: Case, party: CaseParty | None) -> bool:
    """Whether the secret of the case was told on this very phone and nowhere else: by it the case was
    brought, and not over the counter or by a call.
    """
    return (
        party is not None
        and party.case_id == case.id
        and party.role == PartyRole.COMPLAINANT
        and party.contact_id is not None
        and capabilities_of(case.channel).answers
    )


def askers(asking: Sequence[Asking]) -> list[Asker]:
    """What is known of each of these; one query."""
    rows = Proof.objects.filter(
        body_id__in={one.case.body_id for one in asking},
        case_id__in={one.case.id for one in asking},
        contact_id__in={one.contact_id for one in asking},
    )
    newest: dict[tuple[UUID, UUID, int, bool], datetime] = {}
    for row in rows.order_by("at"):
        assert row.contact_id  # asked for by it
        newest[row.case_id, row.contact_id, row.contact_epoch, row.kind == ProofKind.CODE] = row.at
    return [_asker(one, newest) for one in asking]


def _asker(one: Asking, newest: dict[tuple[UUID, UUID, int, bool], datetime]) -> Asker:
    whose = (one.case.id, one.contact_id, one.epoch)
    proof_at = newest.get((*whose, False))
    party = one.party
    same_hands = party is not None and (party.contact_id, party.contact_epoch) == (one.contact_id, one.epoch)
    return Asker(
        is_theirs=same_hands or proof_at is not None,
        was_told=same_hands and was_told(one.case, party),
        secret_at=newest.get((*whose, True)),
        proof_at=proof_at,
    )


def proven_at(case: Case) -> datetime | None:
    """When an officer last noted who somebody is that came for the paper of this case."""
    proofs = Proof.objects.filter(body_id=case.body_id, case_id=case.id).exclude(kind=ProofKind.CODE)
    return proofs.order_by("-at").values_list("at", flat=True).first()


def may_check(officer: Officer, case: Case, *, now: datetime) -> bool:
    """Whether they may note who somebody is that comes for the paper: whoever works on the case, or stands at
    the counter or the door.
    """
    works = not case.roles_of(officer).isdisjoint(case.hands)
    return works or bodies.may_sign(officer.tenure, _AT_THE_COUNTER, now)
