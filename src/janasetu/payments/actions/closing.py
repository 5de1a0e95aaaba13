"""Close the cash book of a day with a count, and take a day's book out as a file."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from janasetu.audit.choices import LookKind
from janasetu.audit.looking import Looked, record_look
from janasetu.bodies.models import Officer
from janasetu.lib import bn
from janasetu.lib.clock import local
from janasetu.lib.ids import uuid7
from janasetu.lib.text import tame
from janasetu.payments import queries, rules
from janasetu.payments.actions.numbering import lock_series
from janasetu.payments.models import DayClosing
from janasetu.payments.queries import Book
from janasetu.payments.rules import RefusedError


@transaction.atomic
def close_day(
    *, officer: Officer, day: date, pieces: Mapping[int, int], note: str, now: datetime
) -> DayClosing:
    """Write down how much cash was counted on a day; it takes no more cash after that.

    RefusedError with the sentence for the officer: closed already, a day to come, a count that differs from
    the book without a word why.
    """
    officer.require_office(at=now)
    if not rules.may_take(officer.tenure, now):
        raise RefusedError("may_not_take")
    if day > local(now).date():
        raise RefusedError("close_not_yet")
    lock_series(officer.body_id, bn.financial_year(day))
    book = queries.book_of(officer.body_id, day)
    if book.closing is not None:
        raise RefusedError("closed_already")
    counted, why = rules.counted(pieces), tame(bn.normalise(note)).strip()[: rules.MOST_REASON]
    if counted != book.cash and not why:
        raise RefusedError("close_note_needed", counted=counted, expected=book.cash)
    return DayClosing.objects.create(
        id=uuid7(),
        body_id=officer.body_id,
        day=day,
        expected=book.cash,
        counted=counted,
        pieces={str(value): number for value, number in pieces.items() if number},
        note=why,
        officer=officer,
        at=now,
    )


@transaction.atomic
def take_out_book(*, officer: Officer, day: date, now: datetime) -> Book:
    """The book of a day, once it stands on record that this officer takes it out."""
    officer.require_office(at=now)
    book = queries.book_of(officer.body_id, day)
    looked = Looked(
        LookKind.EXPORT,
        officer.body_id,
        rows=len(book.receipts) + len(book.refunds),
        asked={"view": "cash", "day": day.isoformat()},
    )
    record_look(looked, by=officer.post, officer_id=officer.id, now=now)
    return book
