"""Keep for whom a contact acts: a phone is shared, and a matter concerns a person."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from janasetu.lib import bn
from janasetu.lib.ids import uuid7
from janasetu.people.models import Person, PersonContact
from janasetu.people.values import ContactKey, PersonOrder

_SCRIPTS = ("bn", "hi", "en")

_Named = tuple[UUID, UUID, int, str]  # a body, a contact, its epoch, a folded name


def remember_persons(orders: Sequence[PersonOrder], *, now: datetime) -> list[Person]:
    """The person of each order, made where the contact has not named them before.

    Who is named twice by one contact in one epoch is one person, however the name is typed; of a name in
    several scripts the first of bn, hi and en counts. Statements do not grow with the orders. ValueError
    for an order without a name.
    """
    try:
        return _remember(orders, now=now)
    except IntegrityError:  # another process was told of one of them at this very moment; now that is seen
        return _remember(orders, now=now)


@transaction.atomic
def _remember(orders: Sequence[PersonOrder], *, now: datetime) -> list[Person]:
    named = [_named(order) for order in orders]
    known = _known(named)
    links = [_link(key, order, now=now) for key, order in _firsts(named, orders) if key not in known]
    Person.objects.bulk_create(link.person for link in links)
    PersonContact.objects.bulk_create(links)
    known |= {_key(link): link.person for link in links}
    return [known[key] for key in named]


def _firsts(named: Sequence[_Named], orders: Sequence[PersonOrder]) -> Iterable[tuple[_Named, PersonOrder]]:
    """Each name once, as it was told first."""
    firsts: dict[_Named, PersonOrder] = {}
    for key, order in zip(named, orders, strict=True):
        firsts.setdefault(key, order)
    return firsts.items()


def _named(order: PersonOrder) -> _Named:
    written = _written(order)
    script = next((script for script in _SCRIPTS if script in written), None)
    if script is None:
        raise ValueError("A person has a name.")
    return order.body_id, order.contact.id, order.epoch, bn.match_key(written[script])[:200]


def _written(order: PersonOrder) -> dict[str, str]:
    """The name in each script that it was told in."""
    return {script: name.strip() for script, name in order.name.items() if name and name.strip()}


def _key(link: PersonContact) -> _Named:
    return link.body_id, link.contact_id, link.epoch, link.name_key


def _known(named: Iterable[_Named]) -> dict[_Named, Person]:
    wanted = set(named)
    rows = PersonContact.objects.filter(
        body_id__in={body_id for body_id, _, _, _ in wanted},
        contact_id__in={contact_id for _, contact_id, _, _ in wanted},
        epoch__in={epoch for _, _, epoch, _ in wanted},
        name_key__in={name_key for _, _, _, name_key in wanted},
        until=None,
    ).select_related("person")
    return {_key(link): link.person for link in rows}


def _link(key: _Named, order: PersonOrder, *, now: datetime) -> PersonContact:
    body_id, contact_id, epoch, name_key = key
    person = Person(
        id=uuid7(),
        body_id=body_id,
        name=_written(order),
        birth_year=order.birth_year,
        created_at=now,
    )
    return PersonContact(
        id=uuid7(),
        body_id=body_id,
        person=person,
        contact_bucket=order.contact.bucket,
        contact_id=contact_id,
        epoch=epoch,
        relation=order.relation,
        name_key=name_key,
        since=now,
    )


def forget_person(*, body_id: UUID, contact: ContactKey, person_id: UUID, now: datetime) -> None:
    """The contact acts for this person no more; matters of the person that are under way stay as they are."""
    PersonContact.objects.filter(
        body_id=body_id, contact_id=contact.id, person_id=person_id, until=None
    ).update(until=now)
