"""Keep the telephone numbers by which contacts say they can be reached. They reach, they never identify."""

from collections.abc import Iterable
from datetime import datetime

from django.db import connection

from janasetu.lib import phones
from janasetu.lib.ids import uuid7
from janasetu.people.choices import AliasKind
from janasetu.people.models import ContactAlias
from janasetu.people.values import ContactKey, PhoneTold


def remember_phones(told: Iterable[PhoneTold], *, now: datetime) -> None:
    """Keep these numbers in E.164, once a contact; ValueError for one that is no Indian number."""
    verified: dict[tuple[ContactKey, str], bool] = {}
    for one in told:
        number = one.contact, _e164(one.phone)
        verified[number] = one.verified or verified.get(number, False)
    if not verified:
        return
    ordered = sorted(verified, key=lambda number: (number[0].bucket, number[1], number[0].id))
    with connection.cursor() as cursor:
        cursor.execute(
            _KEEP,
            [
                AliasKind.PHONE,
                now,
                [uuid7() for _ in ordered],
                [contact.bucket for contact, _ in ordered],
                [contact.id.hex for contact, _ in ordered],
                [contact.id for contact, _ in ordered],
                [number for _, number in ordered],
                [now if verified[number] else None for number in ordered],
            ],
        )


_KEEP = f"""
INSERT INTO {ContactAlias._meta.db_table} AS alias
       (kind, created_at, id, bucket, scope, contact_id, value, verified_at, contact_bucket)
SELECT %s, %s::timestamptz, given.*, given.bucket
  FROM unnest(%s::uuid[], %s::int[], %s::text[], %s::uuid[], %s::text[], %s::timestamptz[])
       AS given (id, bucket, scope, contact_id, value, verified_at)
    ON CONFLICT (bucket, kind, scope, value) WHERE until IS NULL
    DO UPDATE SET verified_at = COALESCE(alias.verified_at, EXCLUDED.verified_at)
"""  # noqa: S608 - a table name only


def _e164(phone: str) -> str:
    number = phones.read(phone)
    if number is None:
        raise ValueError("This is no Indian telephone number.")
    return number
