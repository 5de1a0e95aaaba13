"""The bell of the signer: rung with the commit of what it has to do."""

from django.db import connection

SIGNER = "janasetu_signer"


def ring() -> None:
    """Wake the signer when this transaction commits; without a signer nobody hears it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, '')", [SIGNER])
