"""Reads of contacts, of the persons behind them, and of what they agreed to."""

import json
from collections.abc import Iterable
from uuid import UUID

from django.db import connection

from janasetu.people.choices import AliasKind, Relation
from janasetu.people.models import ConsentEntry, Contact, ContactAlias, Person, PersonContact
from janasetu.people.values import Consent, ContactKey, PersonBrief
from janasetu.rows.columns import columns_of

Place = tuple[UUID, ContactKey, int]  # a body, a contact, its epoch


# In plain SQL: every batch of turns asks it.
_CONTACTS = f"""
SELECT {columns_of(Contact, "contact")} FROM {Contact._meta.db_table} AS contact
 WHERE bucket = ANY(%s) AND id = ANY(%s)
"""  # noqa: S608 - names only


def contacts(keys: Iterable[ContactKey]) -> dict[ContactKey, Contact]:
    """Contacts by key, in one query; none for none."""
    wanted = list(keys)
    if not wanted:
        return {}
    rows = Contact.objects.raw(_CONTACTS, [list({key.bucket for key in wanted}), [key.id for key in wanted]])
    return {ContactKey(row.bucket, row.id): row for row in rows}


def opted_out(keys: Iterable[ContactKey]) -> set[ContactKey]:
    """Those of the contacts who want no message unasked."""
    return {key for key, row in contacts(keys).items() if row.stopped_at is not None}


def phones_of(keys: Iterable[ContactKey]) -> dict[ContactKey, list[str]]:
    """The numbers (E.164) that each contact told in its present epoch: verified ones first, newest first."""
    found: dict[ContactKey, list[str]] = {key: [] for key in keys}
    rows = ContactAlias.objects.filter(
        bucket__in={key.bucket for key in found},
        contact_id__in=[key.id for key in found],
        kind=AliasKind.PHONE,
        until=None,
    ).order_by("-id")
    for row in sorted(rows, key=lambda row: row.verified_at is None):
        if (key := ContactKey(row.bucket, row.contact_id)) in found:
            found[key].append(row.value)
    return found


def persons_of(places: Iterable[Place]) -> dict[Place, list[PersonBrief]]:
    """For whom each contact acts with a body, in this epoch of it; first named first, in one query."""
    found: dict[Place, list[PersonBrief]] = {place: [] for place in places}
    asked = list(found)
    if not asked:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(
            _PERSONS,
            [
                [body_id for body_id, _, _ in asked],
                [contact.id for _, contact, _ in asked],
                [epoch for _, _, epoch in asked],
            ],
        )
        for number, person_id, name, relation in cursor.fetchall():
            found[asked[number - 1]].append(PersonBrief(person_id, json.loads(name), Relation(relation)))
    return found


# In plain SQL: every turn of a form that concerns a person asks it.
_PERSONS = f"""
SELECT asked.number, person.id, person.name::text, link.relation
  FROM unnest(%s::uuid[], %s::uuid[], %s::int[]) WITH ORDINALITY AS asked (body_id, contact_id, epoch, number)
  JOIN {PersonContact._meta.db_table} AS link
    ON link.body_id = asked.body_id AND link.contact_id = asked.contact_id
   AND link.epoch = asked.epoch AND link.until IS NULL
  JOIN {Person._meta.db_table} AS person ON person.id = link.person_id
 ORDER BY link.id
"""  # noqa: S608 - table names only


def consents(asked: Iterable[tuple[ContactKey, int]]) -> dict[tuple[ContactKey, int], list[Consent]]:
    """What each contact agreed to and refused in this epoch of it, oldest first, in one query."""
    found: dict[tuple[ContactKey, int], list[Consent]] = {place: [] for place in asked}
    rows = ConsentEntry.objects.filter(
        bucket__in={contact.bucket for contact, _ in found},
        contact_id__in=[contact.id for contact, _ in found],
        epoch__in={epoch for _, epoch in found},
    )
    for row in rows.order_by("at", "id"):
        place = ContactKey(row.bucket, row.contact_id), row.epoch
        if place in found:
            found[place].append(_consent(row))
    return found


def _consent(row: ConsentEntry) -> Consent:
    return Consent(
        purpose=row.purpose,
        given=row.given,
        at=row.at,
        body_id=row.body_id,
        person_id=row.person_id,
        text_hash=row.text_hash,
        version_id=row.version_id,
    )
