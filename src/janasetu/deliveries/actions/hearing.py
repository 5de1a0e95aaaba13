"""What a citizen says of a visit: another day, at the office, how it was. Nobody else is heard."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from janasetu.bodies import queries as bodies
from janasetu.bodies.calendars import Calendar
from janasetu.deliveries import notices, queries, rules
from janasetu.deliveries.actions.planning import keep_at_office
from janasetu.deliveries.choices import Rating, VisitState
from janasetu.deliveries.models import Visit
from janasetu.deliveries.notices import ANOTHER, NOTHING, OFFICE, VISIT, News
from janasetu.deliveries.rules import Slot
from janasetu.deliveries.sentences import PHRASES, day_words, hours_words
from janasetu.lib.references import grouped
from janasetu.lib.words import Lang
from janasetu.messaging import outbox
from janasetu.messaging.values import Choice, Message, Outgoing
from janasetu.people.values import ContactKey

_MOVABLE = (VisitState.ASKED, VisitState.PLANNED)


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitWord:
    """A word of a contact, in its epoch, about the visit of this case: `act` is that of a button."""

    ref: str
    act: str
    contact: ContactKey
    epoch: int
    line_id: UUID
    lang: Lang
    source: str
    caused_by: UUID | None = None


@transaction.atomic
def hear_citizens(words: Sequence[VisitWord], *, now: datetime) -> None:
    """Take these. Who asks about a visit that is not theirs reads the same as who comes too late."""
    visits = queries.numbered_for_update({word.ref for word in words})
    for word in words:
        visit = visits.get(word.ref)
        _hear(word, visit if visit and _is_theirs(word, visit) else None, now=now)


def _is_theirs(word: VisitWord, visit: Visit) -> bool:
    return (visit.contact_id, visit.contact_epoch) == (word.contact.id, word.epoch)


def _hear(word: VisitWord, visit: Visit | None, *, now: datetime) -> None:
    if visit is None:
        _answer(word, "too_late", now=now)
    elif word.act in Rating.values:
        _rate(word, visit, now=now)
    elif visit.state == VisitState.OUT:
        _answer(word, "on_the_way_already", now=now)
    elif visit.state not in _MOVABLE:
        _answer(word, "too_late", now=now)
    elif word.act == ANOTHER:
        _offer(word, visit, "slots_offered", now=now)
    elif word.act == OFFICE and visit.brings:
        keep_at_office(visit, now=now, caused_by=word.caused_by)
    elif slot := Slot.of_code(word.act):
        _move(word, visit, slot, now=now)
    else:
        _answer(word, "too_late", now=now)


def _offered(visit: Visit, *, now: datetime) -> list[Slot]:
    calendar = bodies.calendars([visit.body_id]).get(visit.body_id, Calendar())
    return rules.offered(calendar, now=now, but=visit.slot)


def _offer(word: VisitWord, visit: Visit, key: str, *, now: datetime) -> None:
    rows = tuple(
        Choice(
            f"{VISIT}:{word.ref}:{slot.code}", day_words(slot, word.lang), hours_words(slot.part, word.lang)
        )
        for slot in _offered(visit, now=now)
    )
    if not rows:
        _answer(word, "no_slots", now=now)
        return
    title = visit.title.get(word.lang) or visit.title.get("bn", "")
    text = PHRASES.say(key, word.lang, ref=grouped(word.ref), title=title)
    _say(word, Message(text, rows, PHRASES.say("choose_slot", word.lang)), now=now)


def _move(word: VisitWord, visit: Visit, slot: Slot, *, now: datetime) -> None:
    """The citizen's own day; who planned it otherwise plans it anew. Whoever inspects comes on that day."""
    if slot == visit.slot or slot in _offered(visit, now=now):
        visit.move_to(slot)
        if not visit.inspects:
            visit.state, visit.runner, visit.planned_at = VisitState.ASKED, None, None
        visit.save(update_fields=["day", "part", "due_at", "state", "runner", "planned_at"])
        owed = queries.owed([visit]).get(visit.case_id, NOTHING)
        notices.tell([News(visit, "told_moved", word.source, owed, caused_by=word.caused_by)], now=now)
    else:
        _offer(word, visit, "slot_gone", now=now)


def _rate(word: VisitWord, visit: Visit, *, now: datetime) -> None:
    """The first word stands."""
    if visit.state != VisitState.DONE or visit.rating:
        _answer(word, "too_late", now=now)
        return
    visit.rating, visit.rated_at = word.act, now
    visit.save(update_fields=["rating", "rated_at"])
    _answer(word, "thanks_for_rating", now=now)


def _answer(word: VisitWord, key: str, *, now: datetime) -> None:
    _say(word, Message(PHRASES.say(key, word.lang, ref=grouped(word.ref))), now=now)


def _say(word: VisitWord, message: Message, *, now: datetime) -> None:
    outbox.queue([Outgoing(word.contact, word.line_id, message, word.source, word.caused_by)], now=now)
