"""What a citizen was told in vain goes by another line; else, or where it asks, the office telephones."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from janasetu.cases import queries
from janasetu.cases.actions.calling import ask_call_backs, call_back_about
from janasetu.cases.choices import CallReason, PartyRole
from janasetu.cases.models import Case, CaseParty
from janasetu.cases.notices import in_the_same_hands
from janasetu.cases.reaching import Reached, reach
from janasetu.lib import phones
from janasetu.messaging import in_vain, outbox
from janasetu.messaging.capabilities import channels_that
from janasetu.messaging.in_vain import InVain
from janasetu.messaging.values import Message, Outgoing
from janasetu.people import queries as people

AT_ONCE = 200
_ELSEWHERE = ":elsewhere"  # how the source of a message ends that follows one in vain


@transaction.atomic
def pass_on_failed(*, now: datetime) -> int:
    """See to what did not arrive since the last look; how many messages. The number of queries is constant.

    Where the phone may have changed hands since the case was opened nobody is told.
    """
    lost = in_vain.take(AT_ONCE)
    if not lost:
        return 0
    body_ids = {one.about.body_id for one in lost}
    parties = _parties(lost)
    theirs = _in_the_same_hands(lost, parties)
    reached = _reached_elsewhere(theirs, parties, now=now)
    outbox.queue([_again(one, reached[one.source]) for one in theirs if one.source in reached], now=now)
    to_ring = [
        one for one in theirs if (one.asks or one.source not in reached) and _is_rung(parties[one.source])
    ]
    rows = Case.objects.filter(body_id__in=body_ids, id__in={one.about.id for one in to_ring})
    cases = rows.select_related("officer").in_bulk()
    ask_call_backs(
        [
            call_back_about(
                cases[one.about.id],
                parties[one.source],
                reason=CallReason.UNREACHED,
                source=f"in-vain:{one.source}",
                now=now,
            )
            for one in to_ring
        ]
    )
    return len(lost)


def _parties(lost: Sequence[InVain]) -> dict[str, CaseParty]:
    """Whom each was written to, by source: the complainant, or somebody else whose matter the case is."""
    rows = queries.parties_of_contacts(
        {one.about.body_id for one in lost},
        {one.about.id for one in lost},
        {one.contact.id for one in lost},
    )
    found = {(party.case.parent_id or party.case_id, party.contact_id): party for party in rows}
    found |= {(party.case_id, party.contact_id): party for party in rows}
    return {one.source: party for one in lost if (party := found.get((one.about.id, one.contact.id)))}


def _is_rung(party: CaseParty) -> bool:
    """The office telephones the complainant; what many share it does not tell each of them by telephone."""
    return party.role == PartyRole.COMPLAINANT and party.case.parent_id is None


def _in_the_same_hands(lost: Sequence[InVain], parties: Mapping[str, CaseParty]) -> list[InVain]:
    contacts = people.contacts({one.contact for one in lost})
    return [
        one
        for one in lost
        if (party := parties.get(one.source)) and in_the_same_hands(one.contact, party, contacts)
    ]


def _reached_elsewhere(
    lost: Sequence[InVain], parties: Mapping[str, CaseParty], *, now: datetime
) -> dict[str, Reached]:
    """The other line by which each is reached, by source; of what went another way already there is none."""
    found: dict[str, Reached] = {}
    for channel in sorted({one.channel for one in lost}):
        others = [name for name in channels_that(lambda can: can.by_number) if name != channel]
        numbers = {
            one.source: (one.about.body_id, digits)
            for one in lost
            if one.channel == channel and not one.source.endswith(_ELSEWHERE)
            if (digits := _digits(parties[one.source].phone))
        }
        found |= reach(numbers, channels=others, now=now) if others else {}
    return found


def _digits(phone: str) -> str:
    """The number with its country code; empty for an id that is no telephone number."""
    return phones.wa_key(phone) if phone.removeprefix("+").isdecimal() else ""


def _again(one: InVain, to: Reached) -> Outgoing:
    return Outgoing(
        contact=to.contact,
        line_id=to.line_id,
        message=Message(one.text),
        source=f"{one.source}{_ELSEWHERE}",
        template=one.template,
        about=one.about,
    )
