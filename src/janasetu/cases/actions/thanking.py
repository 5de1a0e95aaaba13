"""Thanks that came as a case of their own, credited to the case they are for, and to who worked on it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from janasetu.cases import queries
from janasetu.cases.actions.rating import credited
from janasetu.cases.choices import EventCode
from janasetu.cases.models import Case, CaseEvent, CaseParty
from janasetu.cases.queries import ThankedAsk
from janasetu.lib import references
from janasetu.lib.ids import uuid7

RIGHT_AFTER = timedelta(days=1)  # so long after a yes, thanks without a number are for that case


@dataclass(frozen=True, slots=True)
class Thanks:
    """A case of thanks, who wrote it, and by whom it was entered: `citizen`, or ROLE@BODY."""

    case: Case
    party: CaseParty
    by: str


def credit_thanks(thanks: Sequence[Thanks]) -> None:
    """Put these on record where they belong: with the case whose number they name, else with the case that
    the same person confirmed just before. Two queries and a write for any number; none without thanks.

    A citizen thanks for a case of their own. What an officer enters for somebody is credited to no officer
    who entered it.
    """
    wanted = [one for one in thanks if one.case.service.credits]
    if not wanted:
        return
    found = queries.thanked([_ask(one) for one in wanted])
    CaseEvent.objects.bulk_create(
        _event(one, case) for one in wanted if (case := found.get(_ask(one))) and not _is_own(one, case)
    )


def _ask(thanks: Thanks) -> ThankedAsk:
    case, party = thanks.case, thanks.party
    return ThankedAsk(
        body_id=case.body_id,
        ref=_number(case),
        contact_id=party.contact_id,
        epoch=party.contact_epoch,
        is_entered=thanks.by != "citizen",
        since=case.opened_at - RIGHT_AFTER,
    )


def _number(case: Case) -> str:
    """The one number that stands in the answer; empty where there is none, or more."""
    found = references.find(str(case.fields.get(case.service.credits or "") or ""))
    return found[0] if len(found) == 1 else ""


def _is_own(thanks: Thanks, case: Case) -> bool:
    return credited(case).get("officer") == thanks.by


def _event(thanks: Thanks, case: Case) -> CaseEvent:
    return CaseEvent(
        id=uuid7(),
        body_id=case.body_id,
        case=case,
        code=EventCode.THANKED,
        by=thanks.by,
        params={"thanks": thanks.case.ref, **credited(case)},
        at=thanks.case.opened_at,
    )
