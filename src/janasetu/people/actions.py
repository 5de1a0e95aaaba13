"""Writes of people: make the contact behind the names a line gives, remember a language."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from django.db import connection, transaction

from janasetu.lib.ids import uuid7
from janasetu.people.choices import AliasKind
from janasetu.people.models import Contact, ContactAlias
from janasetu.people.values import AliasName, ContactKey, Sender


@transaction.atomic
def know(senders: Sequence[Sender], *, now: datetime) -> list[ContactKey]:
    """The contacts behind these senders, made where new; one set of statements for any number.

    The first known name of a sender decides; its other names are added to the same contact. Two
    senders never merge here: two people on one phone is a matter for staff.
    """
    known = _known({name for sender in senders for name in sender.names})
    chiefs = _chiefs(senders, known)
    newcomers = {chiefs[s.names[0]]: s for s in reversed(senders) if chiefs[s.names[0]] not in known}
    known |= _make(newcomers, now=now)
    _claim({name: known[chief] for name, chief in chiefs.items() if name not in known}, now=now)
    return [known[chiefs[sender.names[0]]] for sender in senders]


def _chiefs(senders: Sequence[Sender], known: Collection[AliasName]) -> dict[AliasName, AliasName]:
    """Of each name the one that stands for its person: a known name beside it, else the first that came."""
    chiefs = {name: name for name in known}
    for sender in sorted(senders, key=lambda sender: not any(name in known for name in sender.names)):
        chief = next((chiefs[name] for name in sender.names if name in chiefs), sender.names[0])
        for name in sender.names:
            chiefs.setdefault(name, chief)
    return chiefs


def _known(names: Iterable[AliasName]) -> dict[AliasName, ContactKey]:
    wanted = list(names)
    if not wanted:
        return {}
    rows = ContactAlias.objects.filter(
        bucket__in={name.bucket for name in wanted}, value__in={name.value for name in wanted}
    ).values_list("kind", "value", "scope", "contact_bucket", "contact_id")
    return {
        AliasName(AliasKind(kind), value, scope): ContactKey(bucket, contact_id)
        for kind, value, scope, bucket, contact_id in rows
    }


def _make(newcomers: dict[AliasName, Sender], *, now: datetime) -> dict[AliasName, ContactKey]:
    """Claim the first name of each newcomer; whoever claims it first in the database makes the contact."""
    if not newcomers:
        return {}
    claims = {name: ContactKey(name.bucket, uuid7()) for name in newcomers}
    won = _claim(claims, now=now)
    Contact.objects.bulk_create(
        Contact(id=key.id, bucket=key.bucket, profile_name=newcomers[name].profile_name[:200], created_at=now)
        for name, key in claims.items()
        if name in won
    )
    return _known(newcomers)


def _claim(claims: dict[AliasName, ContactKey], *, now: datetime) -> set[AliasName]:
    """Insert the aliases that nobody has; returns those that are ours."""
    if not claims:
        return set()
    ordered = sorted(claims.items(), key=lambda claim: (claim[0].bucket, claim[0].value))
    with connection.cursor() as cursor:
        cursor.execute(
            """INSERT INTO people_contactalias
                      (id, bucket, kind, scope, value, contact_id, contact_bucket, created_at)
               SELECT * FROM unnest(%s::uuid[], %s::int[], %s::text[], %s::text[], %s::text[],
                                    %s::uuid[], %s::int[]) AS claim, (SELECT %s::timestamptz) AS moment
               ON CONFLICT (bucket, kind, scope, value) DO NOTHING
               RETURNING kind, value, scope""",
            [
                [uuid7() for _ in ordered],
                [name.bucket for name, _ in ordered],
                [name.kind.value for name, _ in ordered],
                [name.scope for name, _ in ordered],
                [name.value for name, _ in ordered],
                [key.id for _, key in ordered],
                [key.bucket for _, key in ordered],
                now,
            ],
        )
        return {AliasName(AliasKind(kind), value, scope) for kind, value, scope in cursor.fetchall()}


def remember_languages(choices: dict[ContactKey, str]) -> None:
    """Keep the language each of these contacts asked for."""
    for lang in set(choices.values()):
        keys = [key for key, chosen in choices.items() if chosen == lang]
        Contact.objects.filter(
            bucket__in={key.bucket for key in keys}, id__in=[key.id for key in keys]
        ).update(lang=lang)


def remember_opting_out(choices: dict[ContactKey, bool], *, now: datetime) -> None:
    """Keep who wants no message unasked, and who writes to us again."""
    for out in set(choices.values()):
        keys = [key for key, wish in choices.items() if wish == out]
        Contact.objects.filter(
            bucket__in={key.bucket for key in keys}, id__in=[key.id for key in keys]
        ).update(stopped_at=now if out else None)
