"""For how long all that providers tell has come in, as the intakes say themselves.

An intake that is gone, or has refused what it could not store, says nothing until it hears again: what a
provider told of a message meanwhile is still to come, so nobody may take its silence for an answer.
"""

from datetime import timedelta

from django.db import connection

from janasetu.messaging.models import Pulse

_SILENT_AFTER = 5.0  # seconds; an intake beats once a second

_HEARS = f"""
SELECT clock_timestamp() - max(hears_since) FROM {Pulse._meta.db_table}
 WHERE beat_at > clock_timestamp() - make_interval(secs => %s)
"""  # noqa: S608 - a table name only


def hears_for() -> timedelta:
    """Since when every intake that runs has missed nothing; none where none runs."""
    with connection.cursor() as cursor:
        cursor.execute(_HEARS, [_SILENT_AFTER])
        (since,) = cursor.fetchone()
        return since or timedelta()
