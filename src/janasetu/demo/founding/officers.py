"""The officers of the towns, and the logins they use: one a post, all with the demo's one password."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple
from uuid import UUID

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX, check_password, make_password
from django.contrib.auth.models import User

from janasetu.bodies.models import Department, Officer, Ward
from janasetu.bodies.rules import LONG_AGO
from janasetu.demo.founding.bodies import BodyIds
from janasetu.demo.founding.offices import midnight, order_date, order_number
from janasetu.demo.founding.rows import keep
from janasetu.demo.towns import Town

PASSWORD = "demo-1234"  # noqa: S105 - the demo's, printed on purpose

UserIds = Mapping[str, int]  # by name
Ids = Mapping[tuple[UUID, str], UUID]  # by body, and code of the department or number of the ward


class _Tables(NamedTuple):
    """The ids of what an officer's row names."""

    bodies: BodyIds
    users: UserIds
    departments: Ids
    wards: Ids

    def department(self, body: UUID, code: str | None) -> UUID | None:
        return self.departments[body, code] if code else None

    def ward(self, body: UUID, number: str | None) -> UUID | None:
        return self.wards[body, number] if number else None


def found_officers(listed: Sequence[Town], ids: BodyIds) -> None:
    """Who holds a post, and who held one until the seat fell vacant. A term that ended stays ended."""
    tables = _Tables(ids, _found_logins(listed), _departments(ids), _wards(ids))
    wanted = [officer for town in listed for officer in (*_officers(town, tables), *_former(town, tables))]
    keep(
        Officer,
        Officer.objects.filter(user__in=tables.users.values()),
        wanted,
        key=["body_id", "user_id", "role_id", "acting_for_id"],
        correct=["name", "department_id", "ward_id", "phone"],
    )


def _officers(town: Town, tables: _Tables) -> Iterator[Officer]:
    for code, role, officer in town.seats():
        body = tables.bodies[code]
        yield Officer(
            body_id=body,
            role_id=role,
            acting_for_id=officer.acting_for,
            department_id=tables.department(body, officer.department),
            ward_id=tables.ward(body, officer.ward),
            user_id=tables.users[f"{role}@{code}"],
            name=officer.texts,
            phone=officer.phone,
            since=midnight(officer.since) if officer.since else LONG_AGO,
            order_number=order_number(officer.order),
            order_date=order_date(officer.order),
        )


def _former(town: Town, tables: _Tables) -> Iterator[Officer]:
    for officer in town.former:
        body = tables.bodies[town.code]
        yield Officer(
            body_id=body,
            role_id=officer.role,
            ward_id=tables.ward(body, officer.ward),
            user_id=tables.users[f"{officer.login}@{town.code}"],
            name=officer.texts,
            active=False,
            since=midnight(officer.since),
            until=midnight(officer.until),
        )


def _departments(ids: BodyIds) -> Ids:
    rows = Department.objects.filter(body__in=ids.values()).values_list("body_id", "code", "id")
    return {(body_id, code): pk for body_id, code, pk in rows}


def _wards(ids: BodyIds) -> Ids:
    """The wards as they are drawn last."""
    rows = Ward.objects.filter(body__in=ids.values()).order_by("since")
    return {(body_id, number): pk for body_id, number, pk in rows.values_list("body_id", "number", "id")}


def _found_logins(listed: Sequence[Town]) -> UserIds:
    """The logins by name; that of a former officer opens nothing."""
    open_to = [f"{role}@{code}" for town in listed for code, role, _ in town.seats()]
    closed = [f"{officer.login}@{town.code}" for town in listed for officer in town.former]
    known = _user_ids([*open_to, *closed])
    fresh = [name for name in open_to if name not in known]
    password = _password_hash() if fresh else ""
    User.objects.bulk_create(
        [
            *(User(username=name, password=password) for name in fresh),
            *(_closed_login(name) for name in closed if name not in known),
        ]
    )
    return _user_ids([*open_to, *closed])


def _closed_login(name: str) -> User:
    return User(username=name, password=UNUSABLE_PASSWORD_PREFIX, is_active=False)


def _user_ids(names: Sequence[str]) -> UserIds:
    return dict(User.objects.filter(username__in=names).values_list("username", "id"))


def _password_hash() -> str:
    """The hash that the other demo logins have, else a new one: hashing is slow on purpose."""
    first = User.objects.order_by("id").values_list("password", flat=True).first()
    return first if first and check_password(PASSWORD, first) else make_password(PASSWORD)
