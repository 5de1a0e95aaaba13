"""Write down that an officer looks at what the office knows of people: one register for every way."""

from datetime import datetime

from janasetu.audit.looking import Looked, record_look
from janasetu.audit.models import Look
from janasetu.bodies.models import Officer


def note_look(looked: Looked, *, officer: Officer, now: datetime) -> Look:
    """That this officer looks at this; one statement, before anything of it is shown."""
    return record_look(looked, by=officer.post, officer_id=officer.id, now=now)
