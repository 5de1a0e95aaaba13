"""The replies that an office sends often: put into words, reworded, retired."""

from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from janasetu.bodies.models import Officer
from janasetu.cases.models import CannedReply
from janasetu.cases.rules import RefusedError
from janasetu.lib import bn
from janasetu.lib.ids import uuid7
from janasetu.lib.text import tame

MOST_TITLE = 60
MOST_WORDS = 1000  # as a note


@transaction.atomic
def word_reply(*, officer: Officer, title: str, text: str, reply_id: UUID | None = None) -> CannedReply:
    """Keep these words under this name for the officer's body; `reply_id`: in place of that one's.

    A retired reply of the same name comes back with the new words. RefusedError where another reply has the
    name (`canned_title_taken`), or the words are too long for a message (`note_too_long`).
    """
    name, words = tame(bn.normalise(title)).strip(), tame(bn.normalise(text)).strip()
    if len(words) > MOST_WORDS:
        raise RefusedError("note_too_long")
    named = _of(officer).filter(title=name).first()
    if named and named.id != reply_id and (not named.retired or reply_id):
        raise RefusedError("canned_title_taken")
    reply = _of(officer).filter(id=reply_id).first() if reply_id else named
    reply = reply or CannedReply(id=uuid7(), body_id=officer.body_id)
    reply.title, reply.text, reply.retired = name, words, False
    reply.save()
    return reply


def retire_reply(*, officer: Officer, reply_id: UUID) -> None:
    """Offer this reply no more; what was sent with it stays as it is."""
    CannedReply.objects.filter(body_id=officer.body_id, id=reply_id).update(retired=True)


def _of(officer: Officer) -> QuerySet[CannedReply]:
    return CannedReply.objects.select_for_update().filter(body_id=officer.body_id)
