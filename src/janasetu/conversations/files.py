"""What becomes of a talk when a file that was sent in it could not be kept."""

from datetime import datetime

from django.db import transaction

from janasetu.conversations import talks, unheard
from janasetu.conversations.engine import unkept
from janasetu.conversations.engine.effects import Say
from janasetu.conversations.models import Conversation
from janasetu.documents.models import ReceivedFile
from janasetu.messaging.values import Message


@transaction.atomic
def drop_file(file: ReceivedFile, why: Message, *, now: datetime) -> Message:
    """Take the file out of the drafts of its sender on its line; what is to be said: why, and the draft's
    card or question again where it had the file.
    """
    if file.contact_id is None or file.line_id is None:
        return why
    unheard.hold(file.bucket)
    row = Conversation.objects.filter(
        bucket=file.bucket, contact_id=file.contact_id, line_id=file.line_id, body_id__isnull=False
    ).first()
    if row is None or not (row.fields or row.beside.get("parked") or row.beside.get("proofs")):
        return why
    talk = unheard.talk_of(row)
    if row.epoch != talk.contact.epoch:  # another's draft, which their next word takes away
        return why
    turn = unheard.decided(talk, lambda here: unkept.drop(here, str(file.id), Say(why)), now=now)
    talk.session = turn.session
    talks.save([talk], now=now)
    return next(effect.message for effect in turn.effects if isinstance(effect, Say))
