"""Tell whoever knows number and code of a case how it stands, on whatever telephone; guessing is slow."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from janasetu.bodies.actions import count_attempts, forget_attempts
from janasetu.bodies.throttle import Limit
from janasetu.cases import codes, fetching, queries
from janasetu.cases.actions.proving import TypedSecret, note_secrets
from janasetu.cases.models import Case, CaseParty
from janasetu.cases.notices import PHRASES
from janasetu.cases.proving import Level
from janasetu.cases.standing import Standing, standings
from janasetu.lib import bn
from janasetu.lib.references import Reference
from janasetu.lib.words import Lang
from janasetu.messaging import outbox
from janasetu.messaging.values import About, Choice, Message, Outgoing
from janasetu.people import queries as people
from janasetu.people.values import ContactKey

_HOUR = timedelta(hours=1)
# Wrong codes from one contact, and for one case from anywhere; then an hour of the same answer to everything.
ONE_CONTACT = Limit(free=5, shortest=_HOUR, longest=_HOUR)
ONE_CASE = Limit(free=20, shortest=_HOUR, longest=_HOUR)


@dataclass(frozen=True, slots=True)
class CodeAsk:
    """A number and a code that somebody typed; the case need not be theirs, nor be there at all."""

    ref: str
    code: str
    contact: ContactKey
    line_id: UUID
    lang: Lang
    source: str
    caused_by: UUID
    epoch: int = 1


@transaction.atomic
def tell_by_code(asks: Sequence[CodeAsk], *, now: datetime, wall: datetime) -> None:
    """Answer each: how the case stands where number and code belong together, else one sentence for every
    reason there is. The number of statements does not grow. `wall`: wall time, for the tries.
    """
    let_in = count_attempts([_limits(ask) for ask in asks], at=wall)
    cases = _cases(asks)
    # The code is looked at whether the case is there or not: neither takes longer.
    fit = [is_in and codes.is_code_of(ask.ref, ask.code) for ask, is_in in zip(asks, let_in, strict=True)]
    known = {
        ask.source: cases[ask.ref]
        for ask, is_right in zip(asks, fit, strict=True)
        if is_right and ask.ref in cases
    }
    right = [ask for ask in asks if ask.source in known]
    if right:
        forget_attempts([_of_contact(ask) for ask in right], at=wall)
    fetched = {ask.source for ask in right if _may_fetch(known[ask.source])}
    note_secrets(
        [TypedSecret(known[ask.source], ask.contact, ask.epoch) for ask in right if ask.source in fetched],
        now=now,
    )
    quiet = quiet_among(list(known.values()))
    far = standings([case.parent or case for case in known.values()], now=now, whole=True)
    told_of = _Told(quiet, far)
    answers = [_answer(ask, known.get(ask.source), told_of, now=now) for ask in asks]
    told = [
        replace(one, message=replace(one.message, choices=(_take(ask),))) if ask.source in fetched else one
        for ask, one in zip(asks, answers, strict=True)
    ]
    outbox.queue(told, now=now)


def _may_fetch(case: Case) -> bool:
    """Whether number and code are enough for the paper of the case."""
    by_chat = fetching.has_paper(case) and fetching.goes_by_chat(case)
    return by_chat and fetching.wanted_for(case) <= Level.SECRET


def _take(ask: CodeAsk) -> Choice:
    return Choice(f"case:{ask.ref}:paper", PHRASES.say("take_paper", ask.lang))


def _limits(ask: CodeAsk) -> dict[str, Limit]:
    return {_of_contact(ask): ONE_CONTACT, f"case-code:{ask.ref}": ONE_CASE}


def _of_contact(ask: CodeAsk) -> str:
    return f"case-code:{ask.contact.bucket}:{ask.contact.id}"


def _cases(asks: Sequence[CodeAsk]) -> dict[str, Case]:
    """The cases of these numbers. A number carries its body's own number, so it is one case only."""
    read = {ask.ref: reference for ask in asks if (reference := Reference.parse(ask.ref))}
    rows = Case.objects.filter(
        body__number__in={reference.body for reference in read.values()}, ref__in=list(read)
    )
    return {case.ref: case for case in rows.select_related("body", "parent")}


def quiet_among(cases: Sequence[Case]) -> set[UUID]:
    """Those of the cases whose complainant's messages somebody else reads: their subject is told nowhere."""
    if not cases:
        return set()
    parties = queries.parties({case.body_id for case in cases}, [case.id for case in cases])
    keys = {case_id: key for case_id, party in parties.items() if (key := _key(party))}
    contacts = people.contacts(keys.values())
    return {case_id for case_id, key in keys.items() if key in contacts and contacts[key].quiet}


def _key(party: CaseParty) -> ContactKey | None:
    if party.contact_bucket is None or party.contact_id is None:
        return None
    return ContactKey(party.contact_bucket, party.contact_id)


@dataclass(frozen=True, slots=True)
class _Told:
    """What there is to tell of these cases: whose messages somebody else reads, and how each stands."""

    quiet: set[UUID]
    far: Mapping[UUID, Standing]


def _answer(ask: CodeAsk, case: Case | None, told_of: _Told, *, now: datetime) -> Outgoing:
    if case is None:
        text, about = PHRASES.say("code_wrong", ask.lang), None
    else:
        text, about = (
            _status(case, told_of, ask.lang, now),
            About(case.body_id, case.id, missed=False),
        )
    return Outgoing(ask.contact, ask.line_id, Message(text), ask.source, ask.caused_by, about=about)


def _status(case: Case, told_of: _Told, lang: Lang, now: datetime) -> str:
    """How it stands, of what is merged as the case that is worked on, and of an application how far it is: no
    name, no place; on whose behalf somebody else reads along, no subject either.
    """
    worked_on, is_quiet = case.parent or case, case.id in told_of.quiet
    stands = told_of.far[worked_on.id]
    far = "" if is_quiet else stands.in_words(lang)
    status = " · ".join(filter(None, (stands.told_in(lang), far)))
    key = "status_by_code_quiet" if is_quiet else "status_by_code"
    return PHRASES.say(
        key,
        lang,
        ref=case.grouped_ref,
        title=case.title_in(lang),
        status=status,
        opened=bn.lasting_moment(case.opened_at, lang, now),
    )
