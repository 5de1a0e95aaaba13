"""Carry out what turns want done: every kind of effect of a whole batch in one act each."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, TypeVar
from uuid import UUID

from janasetu.cases import actions as cases
from janasetu.cases.choices import CallReason
from janasetu.cases.understood import Reading
from janasetu.catalogue import form
from janasetu.catalogue.fields import KINDS
from janasetu.catalogue.schema import Service
from janasetu.conversations.engine.around import STAFF_WROTE
from janasetu.conversations.engine.effects import (
    AnswerClaim,
    AnswerQuestion,
    AskByCode,
    BeHeard,
    BeQuiet,
    CallBack,
    ChooseOffice,
    Concerned,
    Differs,
    FieldWord,
    MakeAppeal,
    OfVisit,
    OpenCase,
    OptOut,
    RateWork,
    RememberLanguage,
    Say,
    Scanned,
    TakeBack,
    TakePaper,
    Turn,
)
from janasetu.conversations.offices import AREA, area, offices
from janasetu.conversations.talks import Talk
from janasetu.deliveries import actions as deliveries
from janasetu.lib import clock
from janasetu.messaging import outbox
from janasetu.messaging.models import InboundMessage
from janasetu.messaging.values import Outgoing, Said
from janasetu.people import actions as people
from janasetu.people.choices import Relation
from janasetu.people.values import Consent, ConsentOrder, ContactKey, PersonOrder, Quiet
from janasetu.posters import actions as posters

# Providers bring a message again for a week.
_LATEST_DELIVERY = timedelta(days=7)
_Effect = TypeVar("_Effect")


@dataclass(slots=True)
class Answered:
    """A message and the turn it led to."""

    message: InboundMessage
    talk: Talk
    turn: Turn

    def effects(self, kind: type[_Effect]) -> Iterator[_Effect]:
        return (effect for effect in self.turn.effects if isinstance(effect, kind))

    @property
    def source(self) -> str:
        return f"in:{self.message.id}"


def carry_out(answered: Sequence[Answered], *, now: datetime) -> None:
    """Every kind of effect of all turns in one act each."""
    drafts = {one.message.id: _draft(one) for one in answered}
    for one in answered:
        one.talk.session = one.turn.session
    _remember_languages(answered)
    _choose_offices(answered)
    outbox.queue([say for one in answered for say in _says(one, drafts[one.message.id])], now=now)
    people.remember_opting_out(
        {one.talk.key: wish.out for one in answered for wish in one.effects(OptOut)}, now=now
    )
    _keep_quiet(answered, now=now)
    _open_cases(answered, now=now)
    _answer_questions(answered, now=now)
    _tell_by_code(answered, now=now)
    _ask_call_backs(answered)
    field_acts = [_field_act(one, effect) for one in answered for effect in one.effects(FieldWord)]
    if field_acts:
        cases.act_in_the_field(field_acts, now=now)
    echoes = [
        _echo(one) for one in answered if one.message.said.get("kind") == STAFF_WROTE and one.talk.body_id
    ]
    if echoes:
        cases.record_echoes(echoes)
    parting = [_parting(one, effect) for one in answered for effect in one.effects(Differs)]
    if parting:
        cases.part_ways(parting, now=now)
    _of_papers(answered, now=now)
    claims = [_claim(one, effect) for one in answered for effect in one.effects(AnswerClaim)]
    if claims:
        cases.answer_claims(claims, now=now)
    ratings = [_rating(one, effect) for one in answered for effect in one.effects(RateWork)]
    if ratings:
        cases.rate_work(ratings, now=now)
    posters.count_scans(
        (
            (UUID(effect.body_id), UUID(effect.poster), one.talk.contact.bucket)
            for one in answered
            for effect in one.effects(Scanned)
        ),
        day=clock.local(now).date(),
    )


def _remember_languages(answered: Sequence[Answered]) -> None:
    chosen = {one.talk.key: effect.lang for one in answered for effect in one.effects(RememberLanguage)}
    for one in answered:
        one.talk.contact.lang = chosen.get(one.talk.key, one.talk.lang)
    people.remember_languages(chosen)


def _keep_quiet(answered: Sequence[Answered], *, now: datetime) -> None:
    """Who shares their phone with somebody who reads it, and who does no more; the last word counts."""
    wishes: dict[ContactKey, Quiet | None] = {}
    for one in answered:
        for effect in one.turn.effects:
            if isinstance(effect, BeQuiet):
                wishes[one.talk.key] = Quiet(effect.call_from, effect.call_until)
            elif isinstance(effect, BeHeard):
                wishes[one.talk.key] = None
    if wishes:
        people.remember_quiet(wishes, now=now)
    for one in answered:
        if one.talk.key in wishes:
            wish = wishes[one.talk.key]
            one.talk.contact.quiet_since = now if wish else None


def _choose_offices(answered: Sequence[Answered]) -> None:
    """The office that people chose, or gave up, on lines of many."""
    chosen = [(one.talk, effect) for one in answered for effect in one.effects(ChooseOffice)]
    ids = {UUID(effect.body_id) for _, effect in chosen if effect.body_id}
    known = offices(ids, on_area_lines=ids) if ids else {}
    of_all = area() if any(not effect.body_id for _, effect in chosen) else AREA
    for talk, effect in chosen:
        body_id = UUID(effect.body_id) if effect.body_id else None
        talk.conversation.body_id = body_id
        talk.office = known[body_id] if body_id else of_all


def _draft(one: Answered) -> str:
    """The form this turn is about: what it hands in, else what is open after it, else what it closes."""
    handed_in = next(one.effects(OpenCase), None)
    if handed_in:
        return handed_in.draft
    after, before = one.turn.session, one.talk.session
    return after.draft if after.in_form else before.draft if before.in_form else ""


def _says(one: Answered, draft: str) -> Iterator[Outgoing]:
    for number, say in enumerate(one.effects(Say)):
        yield Outgoing(
            contact=one.talk.key,
            line_id=one.talk.line.id,
            message=say.message,
            source=f"{one.source}:{number}",
            caused_by=one.message.id,
            office=one.talk.body_id,
            draft=draft,
        )


# --- cases ---


def _open_cases(answered: Sequence[Answered], *, now: datetime) -> None:
    """Open what was handed in: the persons they concern first, then the cases, then the consents given."""
    handed_in = [(one, effect) for one in answered for effect in one.effects(OpenCase)]
    if not handed_in:
        return
    persons = _persons(handed_in, now=now)
    orders = [order for one in answered for order in _orders(one, persons.get(one.message.id))]
    corrected, others = _parted(orders, handed_in)
    cases.open_cases(others, now=now)
    if corrected:
        cases.ask_corrections(corrected, now=now)
    people.record_consents(
        [consent for one, effect in handed_in for consent in _consents(one, effect, persons)]
    )


def _parted(
    orders: Sequence[cases.CaseOrder], handed_in: Sequence[tuple[Answered, OpenCase]]
) -> tuple[list[cases.CorrectionWish], list[cases.CaseOrder]]:
    """Those that correct a paper, and all others."""
    paired = list(zip(orders, (effect for _, effect in handed_in), strict=True))
    corrected = [
        cases.CorrectionWish(effect.corrects, order, effect.line)
        for order, effect in paired
        if effect.corrects
    ]
    return corrected, [order for order, effect in paired if not effect.corrects]


def _persons(handed_in: Sequence[tuple[Answered, OpenCase]], *, now: datetime) -> dict[UUID, UUID]:
    """The person each matter concerns, by message: one who was known, or is now remembered by name."""
    found: dict[UUID, UUID] = {}
    orders: dict[UUID, PersonOrder] = {}
    for one, effect in handed_in:
        concerned = effect.concerned
        if concerned and concerned.id:
            found[one.message.id] = UUID(concerned.id)
        elif concerned and (order := _person(one.talk, concerned)):
            orders[one.message.id] = order
    made = people.remember_persons(list(orders.values()), now=now) if orders else []
    return found | {message_id: person.id for message_id, person in zip(orders, made, strict=True)}


def _person(talk: Talk, concerned: Concerned) -> PersonOrder | None:
    name = {script: written for script, written in concerned.name.items() if written}
    if not name or talk.body_id is None:
        return None
    relation = Relation.SELF if concerned.relation == "self" else Relation.OTHER
    return PersonOrder(talk.body_id, talk.key, talk.contact.epoch, name, relation)


def _orders(one: Answered, person_id: UUID | None) -> Iterator[cases.CaseOrder]:
    """The cases of one message; the second problem in it has a source of its own beside the first."""
    for number, effect in enumerate(one.effects(OpenCase)):
        order = _order(one, effect, person_id)
        beside = one.source if effect.beside else ""
        yield replace(order, source=f"{one.source}:{number}", beside=beside) if number else order


def _order(one: Answered, effect: OpenCase, person_id: UUID | None) -> cases.CaseOrder:
    talk = one.talk
    assert talk.body_id
    return cases.CaseOrder(
        body_id=talk.body_id,
        version_id=UUID(effect.version),
        source=one.source,
        channel=talk.line.channel,
        fields=effect.fields,
        opened_at=_said_at(one.message),
        contact=talk.key,
        contact_epoch=talk.contact.epoch,
        person_id=person_id,
        line_id=talk.line.id,
        lang=talk.lang,
        name=talk.profile_name,
        phone=talk.address,
        files=[(talk.contact.bucket, UUID(file)) for file in _files(_service(one, effect), effect.fields)],
        caused_by=one.message.id,
        draft=effect.draft,
        joins=effect.joins,
        reading=_reading(talk, effect),
    )


def _reading(talk: Talk, effect: OpenCase) -> Reading | None:
    """What the words were taken for with which it began; None where it began otherwise."""
    taken, reader = effect.taken, talk.office.reader
    if taken is None:
        return None
    version = reader.version if reader else ""
    return Reading(taken.label, taken.probability, taken.decision, version, taken.language)


def _service(one: Answered, effect: OpenCase) -> Service:
    service = one.talk.office.service(effect.version)
    assert service
    return service


def _files(service: Service, fields: Mapping[str, Any]) -> Iterator[str]:
    """Every file of the answers: photos, papers, voices."""
    answers = form.unfolded(service, fields)
    for slot in form.slots(service, answers):
        yield from KINDS[slot.field.kind].files(answers.get(slot.path))


def _said_at(message: InboundMessage) -> datetime:
    """The provider's second, from which promises count; the arrival where that second cannot be true."""
    said_at, received_at = message.provider_at, message.received_at
    return said_at if received_at - _LATEST_DELIVERY <= said_at <= received_at else received_at


def _consents(one: Answered, effect: OpenCase, persons: Mapping[UUID, UUID]) -> Iterator[ConsentOrder]:
    """What was agreed to or refused in this form."""
    service, talk = _service(one, effect), one.talk
    for field in service.fields():
        answer = effect.fields.get(field.field)
        if field.kind == "consent" and answer:
            consent = Consent(
                purpose=f"{service.code}:{field.field}"[:60],
                given=bool(answer["given"]),
                at=one.message.provider_at,
                body_id=talk.body_id,
                person_id=persons.get(one.message.id),
                text_hash=str(answer["text"]),
                version_id=UUID(effect.version),
            )
            yield ConsentOrder(talk.key, talk.contact.epoch, consent, f"{one.source}:{field.field}"[:160])


def _claim(one: Answered, effect: AnswerClaim) -> cases.CitizenAnswer:
    return cases.CitizenAnswer(
        ref=effect.ref,
        contact=one.talk.key,
        epoch=one.talk.contact.epoch,
        line_id=one.talk.line.id,
        lang=one.talk.lang,
        yes=effect.yes,
        text=effect.text,
        file=(one.talk.contact.bucket, UUID(effect.file)) if effect.file else None,
        source=f"{one.source}:claim",
        caused_by=one.message.id,
    )


def _parting(one: Answered, effect: Differs) -> cases.CitizenWord:
    return cases.CitizenWord(
        ref=effect.ref,
        contact=one.talk.key,
        epoch=one.talk.contact.epoch,
        line_id=one.talk.line.id,
        lang=one.talk.lang,
        source=f"{one.source}:different",
        caused_by=one.message.id,
    )


def _rating(one: Answered, effect: RateWork) -> cases.CitizenRating:
    return cases.CitizenRating(
        ref=effect.ref,
        contact=one.talk.key,
        epoch=one.talk.contact.epoch,
        line_id=one.talk.line.id,
        lang=one.talk.lang,
        stars=effect.stars,
        text=effect.text,
        source=f"{one.source}:rating",
        caused_by=one.message.id,
    )


def _answer_questions(answered: Sequence[Answered], *, now: datetime) -> None:
    replies = [
        cases.CitizenReply(
            ref=effect.ref,
            contact=one.talk.key,
            epoch=one.talk.contact.epoch,
            line_id=one.talk.line.id,
            lang=one.talk.lang,
            source=f"{one.source}:answer",
            caused_by=one.message.id,
            text=effect.text,
            place=effect.place,
            files=[(one.talk.contact.bucket, UUID(effect.file))] if effect.file else (),
        )
        for one in answered
        for effect in one.effects(AnswerQuestion)
    ]
    if replies:
        cases.answer_questions(replies, now=now)


def _of_papers(answered: Sequence[Answered], *, now: datetime) -> None:
    """Papers asked for once more, applications that are taken back, appeals, visits that suit or do not."""
    wishes = [
        cases.PaperWish(**_word(one, effect.ref), source=f"{one.source}:paper")
        for one in answered
        for effect in one.effects(TakePaper)
    ]
    if wishes:
        cases.send_papers(wishes, now=now)
    words = [
        cases.Withdrawal(**_word(one, effect.ref), source=f"{one.source}:back")
        for one in answered
        for effect in one.effects(TakeBack)
    ]
    if words:
        cases.withdraw(words, now=now)
    visits = [
        deliveries.VisitWord(**_word(one, effect.ref), act=effect.act, source=f"{one.source}:visit")
        for one in answered
        for effect in one.effects(OfVisit)
    ]
    if visits:
        deliveries.hear_citizens(visits, now=now)
    appealed = [
        cases.AppealWish(**_word(one, effect.ref), source=f"{one.source}:appeal")
        for one in answered
        for effect in one.effects(MakeAppeal)
    ]
    if appealed:
        cases.appeal(appealed, now=now)


def _word(one: Answered, ref: str) -> dict[str, Any]:
    """Whose word it is, about which case."""
    return {
        "ref": ref,
        "contact": one.talk.key,
        "epoch": one.talk.contact.epoch,
        "line_id": one.talk.line.id,
        "lang": one.talk.lang,
        "caused_by": one.message.id,
    }


def _tell_by_code(answered: Sequence[Answered], *, now: datetime) -> None:
    asks = [
        cases.CodeAsk(
            ref=effect.ref,
            code=effect.code,
            contact=one.talk.key,
            line_id=one.talk.line.id,
            lang=one.talk.lang,
            source=f"{one.source}:code",
            caused_by=one.message.id,
            epoch=one.talk.contact.epoch,
        )
        for one in answered
        for effect in one.effects(AskByCode)
    ]
    if asks:
        cases.tell_by_code(asks, now=now, wall=clock.wall())


def _field_act(one: Answered, effect: FieldWord) -> cases.FieldAct:
    return cases.FieldAct(
        ref=effect.ref,
        act=effect.act,
        address=one.talk.address,
        contact=one.talk.key,
        line_id=one.talk.line.id,
        source=f"{one.source}:field",
        caused_by=one.message.id,
        text=effect.text,
        file=(one.talk.contact.bucket, UUID(effect.file)) if effect.file else None,
    )


def _ask_call_backs(answered: Sequence[Answered]) -> None:
    """Who rang is on the office's list; a call again before anybody rang back adds none."""
    orders = [
        cases.CallBackOrder(
            body_id=one.talk.body_id,
            source=one.source,
            reason=CallReason.RANG,
            contact=one.talk.key,
            phone=one.talk.address,
            name=one.talk.profile_name,
            lang=one.talk.lang,
            case_id=None,
            asked_at=one.message.received_at,
        )
        for one in answered
        for _ in one.effects(CallBack)
        if one.talk.body_id
    ]
    if orders:
        cases.ask_call_backs(orders)


def _echo(one: Answered) -> cases.Echo:
    assert one.talk.body_id
    return cases.Echo(
        one.talk.body_id,
        one.talk.key,
        one.talk.contact.epoch,
        Said.from_json(one.message.said).text,
        one.message.received_at,
    )
