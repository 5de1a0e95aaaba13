"""What becomes of a talk when a file that was sent in it could not be kept, or was not meant for a form."""

from datetime import datetime

from django.db import transaction

from janasetu.conversations import talks, unheard
from janasetu.conversations.engine import unkept
from janasetu.conversations.engine.effects import Say
from janasetu.conversations.models import Conversation
from janasetu.conversations.talks import Talk
from janasetu.documents.models import ReceivedFile
from janasetu.messaging.values import Message


@transaction.atomic
def drop_file(file: ReceivedFile, why: Message, *, now: datetime) -> Message:
    """Take the file out of the drafts of its sender on its line; what is to be said: why, and the draft's
    card or question again where it had the file.
    """
    talk = _talk_with(file)
    if talk is None:
        return why
    turn = unheard.decided(talk, lambda here: unkept.drop(here, str(file.id), Say(why)), now=now)
    talk.session = turn.session
    talks.save([talk], now=now)
    return next(effect.message for effect in turn.effects if isinstance(effect, Say))


@transaction.atomic
def end_what_it_began(file: ReceivedFile, *, now: datetime) -> bool:
    """End the form that this file has begun, if nothing else was told in it yet; whether there was one."""
    talk = _talk_with(file)
    if talk is None or not unkept.is_alone(talk.session, str(file.id)):
        return False
    talk.session = talk.session.idle()
    talks.save([talk], now=now)
    return True


def _talk_with(file: ReceivedFile) -> Talk | None:
    """The talk of the file's sender on its line, held, if it has a draft or anything else that waits."""
    if file.contact_id is None or file.line_id is None:
        return None
    unheard.hold(file.bucket)
    row = Conversation.objects.filter(
        bucket=file.bucket, contact_id=file.contact_id, line_id=file.line_id, body_id__isnull=False
    ).first()
    if row is None or not (row.fields or row.beside.get("parked") or row.beside.get("proofs")):
        return None
    talk = unheard.talk_of(row)
    return talk if row.epoch == talk.contact.epoch else None  # another's draft goes with their next word
