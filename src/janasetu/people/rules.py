"""When a contact's history ends: plain functions, no database."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from uuid import UUID

from janasetu.lib.clock import KOLKATA, local
from janasetu.people.choices import EpochReason
from janasetu.people.values import Consent, Epoch, Heard, Quiet

# A number that its owner gave up is given to somebody else after 90 days at the earliest (TRAI's affidavit to
# the Supreme Court, October 2023), and WhatsApp drops the old account before that.
SILENCE = timedelta(days=90)


def epoch_ends(last_heard: datetime | None, now: datetime) -> bool:
    """Whether who writes now may be another person than who was last heard; nobody was before a newcomer."""
    return last_heard is not None and now - last_heard > SILENCE


def reason_to_end(epoch: Epoch, heard: Heard) -> EpochReason | None:
    """Why an epoch ends by what was heard; None where it goes on.

    The same silence ends one epoch only, and what was sent before an epoch began does not end it.
    """
    if epoch_ends(heard.last, heard.at) and not _ended_by_this_silence(epoch, heard):
        return EpochReason.SILENCE
    later = epoch.began_at is None or heard.at > epoch.began_at
    if later and epoch.identity_key and heard.identity_key not in ("", epoch.identity_key):
        return EpochReason.IDENTITY_CHANGED
    return None


def _ended_by_this_silence(epoch: Epoch, heard: Heard) -> bool:
    """Another process may have taken in another message of the same contact at the same moment."""
    if epoch.reason != EpochReason.SILENCE or epoch.began_at is None or heard.last is None:
        return False
    return epoch.began_at > heard.last


def hour_to_call(quiet: Quiet, now: datetime) -> tuple[datetime, datetime] | None:
    """From when until when to call: in the hour that runs, while a quarter of it is left, else in the next;
    None where nobody is to call.
    """
    if quiet.call_from is None or quiet.call_until is None:
        return None
    day = local(now).date()
    while True:
        began, ended = _at(day, quiet.call_from), _at(day, quiet.call_until)
        if ended - now >= (ended - began) / 4:
            return began, ended
        day += timedelta(days=1)


def _at(day: date, there: time) -> datetime:
    return datetime.combine(day, there, tzinfo=KOLKATA)


def last_word(
    log: Sequence[Consent], purpose: str, *, body_id: UUID | None = None, person_id: UUID | None = None
) -> Consent | None:
    """What was said last of this purpose, to this body and for this person; the log has its oldest first."""
    asked = (purpose, body_id, person_id)
    newest_first = reversed(log)
    return next((one for one in newest_first if (one.purpose, one.body_id, one.person_id) == asked), None)
