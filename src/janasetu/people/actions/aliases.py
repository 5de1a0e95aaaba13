"""The rows of outside names: who holds one, who held it once, and how one is claimed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import connection

from janasetu.lib.ids import uuid7
from janasetu.people.choices import WHATSAPP, AliasKind
from janasetu.people.models import ContactAlias
from janasetu.people.values import AliasName, ContactKey

_TABLE = ContactAlias._meta.db_table


@dataclass(slots=True)
class Held:
    """Whose names are, and whose they were until when."""

    now: dict[AliasName, ContactKey] = field(default_factory=dict)
    once: dict[AliasName, list[tuple[datetime, ContactKey]]] = field(default_factory=dict)

    def at(self, name: AliasName, moment: datetime) -> ContactKey | None:
        """Whose a name that has ended was at that moment; None where it had no such holder."""
        holders = [(until, holder) for until, holder in self.once.get(name, ()) if until >= moment]
        return min(holders, key=lambda holding: holding[0])[1] if holders else None


@dataclass(slots=True)
class Claim:
    """A name for a contact, from a moment on; where it has ended already it is history only."""

    name: AliasName
    contact: ContactKey
    since: datetime
    until: datetime | None = None


def held(names: Iterable[AliasName]) -> Held:
    """The holders of these names, present and past, in one query."""
    found, wanted = Held(), set(names)
    if not wanted:
        return found
    rows = ContactAlias.objects.filter(
        bucket__any={name.bucket for name in wanted}, value__any={name.value for name in wanted}
    ).values_list("kind", "value", "scope", "contact_bucket", "contact_id", "until")
    for kind, value, scope, bucket, contact_id, until in rows:
        name, key = AliasName(AliasKind(kind), value, scope), ContactKey(bucket, contact_id)
        if until is None:
            found.now[name] = key
        else:
            found.once.setdefault(name, []).append((until, key))
    return found


def whatsapp_names(contacts: Iterable[ContactKey]) -> dict[AliasName, ContactKey]:
    """What WhatsApp knows these contacts by, in one query of every bucket: a number changes rarely."""
    wanted = set(contacts)
    if not wanted:
        return {}
    rows = ContactAlias.objects.filter(
        contact_bucket__in={contact.bucket for contact in wanted},
        contact_id__in=[contact.id for contact in wanted],
        kind__in=WHATSAPP,
        until=None,
    )
    return {
        AliasName(AliasKind(row.kind), row.value, row.scope): ContactKey(row.contact_bucket, row.contact_id)
        for row in rows.order_by("id")
    }


def claim(claims: Sequence[Claim]) -> set[AliasName]:
    """Insert the names that nobody holds; returns those that are ours."""
    if not claims:
        return set()
    ordered = sorted(claims, key=lambda one: (one.name.bucket, one.name.value))
    with connection.cursor() as cursor:
        cursor.execute(
            f"""INSERT INTO {_TABLE}
                       (id, bucket, kind, scope, value, contact_id, contact_bucket, created_at, until)
                SELECT * FROM unnest(%s::uuid[], %s::int[], %s::text[], %s::text[], %s::text[],
                                     %s::uuid[], %s::int[], %s::timestamptz[], %s::timestamptz[])
                ON CONFLICT DO NOTHING
                RETURNING kind, value, scope""",  # noqa: S608 - a table name only
            [
                [uuid7() for _ in ordered],
                [one.name.bucket for one in ordered],
                [one.name.kind.value for one in ordered],
                [one.name.scope for one in ordered],
                [one.name.value for one in ordered],
                [one.contact.id for one in ordered],
                [one.contact.bucket for one in ordered],
                [one.since for one in ordered],
                [one.until for one in ordered],
            ],
        )
        return {AliasName(AliasKind(kind), value, scope) for kind, value, scope in cursor.fetchall()}


def end(endings: Sequence[Claim]) -> None:
    """From its `until` on, each of these names leads to its contact no more."""
    if not endings:
        return
    ordered = sorted(endings, key=lambda one: (one.name.bucket, one.name.value))
    with connection.cursor() as cursor:
        cursor.execute(
            f"""UPDATE {_TABLE} AS alias SET until = ending.until
                  FROM unnest(%s::int[], %s::text[], %s::text[], %s::text[], %s::uuid[], %s::timestamptz[])
                       AS ending (bucket, kind, scope, value, contact_id, until)
                 WHERE alias.bucket = ending.bucket AND alias.kind = ending.kind
                   AND alias.scope = ending.scope AND alias.value = ending.value
                   AND alias.contact_id = ending.contact_id AND alias.until IS NULL""",  # noqa: S608
            [
                [one.name.bucket for one in ordered],
                [one.name.kind.value for one in ordered],
                [one.name.scope for one in ordered],
                [one.name.value for one in ordered],
                [one.contact.id for one in ordered],
                [one.until for one in ordered],
            ],
        )
