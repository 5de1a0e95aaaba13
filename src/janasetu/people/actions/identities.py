"""Follow people whose names change, and begin a new epoch where the phone may have changed hands."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import structlog
from django.db import connection, transaction

from janasetu.lib.ids import uuid7
from janasetu.people import queries, rules
from janasetu.people.actions import aliases
from janasetu.people.actions.aliases import Claim
from janasetu.people.choices import WHATSAPP, AliasKind, EpochReason
from janasetu.people.models import Contact, ContactAlias
from janasetu.people.values import AliasName, Changed, ContactKey, Epoch, Heard, IdentityChange, Move

log = structlog.get_logger("people")


@transaction.atomic
def change_identities(changes: Sequence[IdentityChange], *, now: datetime) -> Changed:
    """Let people go on in their contact under their new names; statements do not grow with the changes.

    The old names end, and a stranger who writes under one later is a new contact. A new name that somebody
    else holds stays theirs: nobody is merged, and the person goes on as whoever holds it. Who has not been
    met yet is made here: what they wrote under the old name may still come, and is theirs.
    """
    held = aliases.held(name for change in changes for name in (*change.before, *change.after)).now
    plan = _Plan(held | aliases.whatsapp_names(held.values()))
    in_order = sorted(dict.fromkeys(changes), key=lambda change: change.at)
    contacts = {change: plan.follow(change) for change in in_order}
    aliases.end(plan.endings)
    aliases.claim(plan.claims)
    Contact.objects.bulk_create(Contact(id=key.id, bucket=key.bucket, created_at=now) for key in plan.made)
    _begin(plan.begun)
    if plan.conflicts:
        log.warning("new_names_held_by_others", count=plan.conflicts)
    return Changed(tuple(contacts[change] for change in changes), plan.moves)


@dataclass(frozen=True, slots=True)
class _Begun:
    """An epoch to begin."""

    contact: ContactKey
    reason: EpochReason
    at: datetime


@dataclass(slots=True)
class _Plan:
    """What is to be written for changes that are followed one after the other."""

    held: dict[AliasName, ContactKey]
    endings: list[Claim] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    begun: list[_Begun] = field(default_factory=list)
    made: list[ContactKey] = field(default_factory=list)
    conflicts: int = 0
    _moved: dict[tuple[ContactKey, AliasName], AliasName | None] = field(default_factory=dict)

    @property
    def moves(self) -> tuple[Move, ...]:
        return tuple(Move(contact, old, new) for (contact, old), new in self._moved.items())

    def follow(self, change: IdentityChange) -> ContactKey | None:
        """Whose change it is; None where nobody is known by any of the names, and no name is new."""
        owners = list(dict.fromkeys(self.held[name] for name in change.before if name in self.held))
        if not owners:
            return self._welcome(change) if change.reason is EpochReason.NUMBER_CHANGED else None
        person = owners[0]
        free = all(self.held.get(name, person) == person for name in change.after)
        self.conflicts += not free
        if change.reason is EpochReason.NUMBER_CHANGED:
            for name in set(self._names(owners)) - set(change.after):
                goes_on = free and self.held[name] == person
                self._end(name, change.at, _successor(name, change.after) if goes_on else None)
        if free:
            self._join(person, change)
        self.begun += [_Begun(owner, change.reason, change.at) for owner in owners]
        return person

    def _welcome(self, change: IdentityChange) -> ContactKey:
        """Somebody known by the new names only, or not at all yet; the old names were theirs."""
        person = next((self.held[name] for name in change.after if name in self.held), None)
        if person is None:
            person = ContactKey(change.before[0].bucket, uuid7())
            self.made.append(person)
            self.begun.append(_Begun(person, change.reason, change.at))
            self._join(person, change)
        for name in set(change.before) - set(change.after):
            self.claims.append(Claim(name, person, since=change.at, until=change.at))
            self._move(person, name, _successor(name, change.after))
        return person

    def _join(self, person: ContactKey, change: IdentityChange) -> None:
        for name in change.after:
            if name not in self.held:
                self.held[name] = person
                self.claims.append(Claim(name, person, since=change.at))

    def _names(self, owners: Collection[ContactKey]) -> list[AliasName]:
        return [name for name, holder in self.held.items() if holder in owners and name.kind in WHATSAPP]

    def _end(self, name: AliasName, at: datetime, successor: AliasName | None) -> None:
        holder = self.held.pop(name)
        claimed = next((one for one in self.claims if one.name == name and one.until is None), None)
        if claimed:
            claimed.until = at
        else:
            self.endings.append(Claim(name, holder, since=at, until=at))
        self._move(holder, name, successor)

    def _move(self, holder: ContactKey, old: AliasName, new: AliasName | None) -> None:
        """What moved to the old name before moves on with it."""
        for key, moved in self._moved.items():
            if key[0] == holder and moved == old:
                self._moved[key] = new
        self._moved[holder, old] = new


def _successor(name: AliasName, after: Sequence[AliasName]) -> AliasName | None:
    """Which of the new names takes the place of an old one: one of its kind, else the first."""
    return next((new for new in after if new.kind is name.kind), after[0] if after else None)


def begin_epochs(contacts: Iterable[ContactKey], reason: EpochReason, *, now: datetime) -> None:
    """Hide from these contacts what came before: somebody reported that they changed hands."""
    _begin([_Begun(contact, reason, now) for contact in contacts])


def hear(heard: Sequence[Heard]) -> None:
    """Note that these contacts were heard, each once, before anybody answers them.

    One query; something is written only where an epoch ends or somebody is called otherwise.
    """
    rows = queries.contacts(one.contact for one in heard)
    known = [(one, rows[one.contact]) for one in heard if one.contact in rows]
    begun = [
        _Begun(one.contact, reason, one.at)
        for one, row in known
        if (reason := rules.reason_to_end(Epoch(row.epoch_at, row.epoch_reason, row.identity_key), one))
    ]
    _begin(begun)
    nameless = {one.contact for one in begun}
    _call([one for one, row in known if one.contact in nameless or _is_called_otherwise(one, row)])


def _is_called_otherwise(heard: Heard, row: Contact) -> bool:
    new_name = heard.profile_name not in ("", row.profile_name)
    return new_name or heard.identity_key not in ("", row.identity_key)


def _begin(begun: Sequence[_Begun]) -> None:
    """The next epoch of each of these contacts; their names and the numbers they told go with the old one."""
    if not begun:
        return
    last = {one.contact: one for one in begun}
    ordered = sorted(last.values(), key=lambda one: (one.contact.bucket, one.contact.id))
    with connection.cursor() as cursor:
        cursor.execute(
            _BEGIN,
            [
                [one.contact.bucket for one in ordered],
                [one.contact.id for one in ordered],
                [one.reason.value for one in ordered],
                [one.at for one in ordered],
            ],
        )
    ContactAlias.objects.filter(
        bucket__in={one.contact.bucket for one in ordered},
        contact_id__in=[one.contact.id for one in ordered],
        kind=AliasKind.PHONE,
        until=None,
    ).update(until=max(one.at for one in ordered))


_BEGIN = f"""
UPDATE {Contact._meta.db_table} AS contact
   SET epoch = contact.epoch + 1, epoch_at = begun.at, epoch_reason = begun.reason, profile_name = '',
       identity_key = ''
  FROM unnest(%s::int[], %s::uuid[], %s::text[], %s::timestamptz[]) AS begun (bucket, id, reason, at)
 WHERE contact.bucket = begun.bucket AND contact.id = begun.id
"""  # noqa: S608 - a table name only


def _call(heard: Sequence[Heard]) -> None:
    """Keep what the line calls these contacts now, and the hash of the account they write from."""
    if not heard:
        return
    ordered = sorted(heard, key=lambda one: (one.contact.bucket, one.contact.id))
    with connection.cursor() as cursor:
        cursor.execute(
            _CALL,
            [
                [one.contact.bucket for one in ordered],
                [one.contact.id for one in ordered],
                [one.profile_name[:200] for one in ordered],
                [one.identity_key[:100] for one in ordered],
            ],
        )


_CALL = f"""
UPDATE {Contact._meta.db_table} AS contact
   SET profile_name = COALESCE(NULLIF(heard.profile_name, ''), contact.profile_name),
       identity_key = COALESCE(NULLIF(heard.identity_key, ''), contact.identity_key)
  FROM unnest(%s::int[], %s::uuid[], %s::text[], %s::text[])
       AS heard (bucket, id, profile_name, identity_key)
 WHERE contact.bucket = heard.bucket AND contact.id = heard.id
"""  # noqa: S608 - a table name only
