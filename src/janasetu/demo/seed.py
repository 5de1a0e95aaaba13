"""Seed the demo towns: bodies, departments, officers with logins, lines, the services they offer.

Run at every start: what is there already stays, what is new in the files is added.
"""

from django.contrib.auth.hashers import check_password, make_password
from django.contrib.auth.models import User
from django.db import transaction

from janasetu.bodies.models import Department, LocalBody, Officer, Role
from janasetu.catalogue import actions as catalogue
from janasetu.catalogue.loader import BUNDLED, definitions
from janasetu.demo.towns import Town, roles, towns
from janasetu.lib import clock
from janasetu.messaging.models import Line

PASSWORD = "demo-1234"  # noqa: S105 - the demo's, printed on purpose


@transaction.atomic
def seed(*, small: bool) -> None:
    """Seed every town. `small`: without the year of past cases (which no town has yet)."""
    del small
    _seed_roles()
    for town in towns():
        _seed_town(town)
    catalogue.publish(definitions(BUNDLED), now=clock.now())


def _seed_roles() -> None:
    Role.objects.bulk_create(
        [Role(code=code, name=name) for code, name in roles().items()],
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["name"],
    )


def _seed_town(town: Town) -> None:
    body, _ = LocalBody.objects.update_or_create(
        code=town.code,
        defaults={"number": town.number, "kind": town.kind, "name": town.name, "languages": town.languages},
    )
    Department.objects.bulk_create(
        [Department(body=body, code=code, name=name) for code, name in town.departments.items()],
        update_conflicts=True,
        unique_fields=["body", "code"],
        update_fields=["name"],
    )
    _seed_officers(town, body)
    Line.objects.update_or_create(
        channel="whatsapp",
        provider_id=town.line.provider_id,
        defaults={"display": town.line.display, "body_id": body.id, "active": True},
    )


def _seed_officers(town: Town, body: LocalBody) -> None:
    """One login a role. All share one hash: it is the demo's one password, and hashing is slow on purpose."""
    names = {f"{role}@{town.code}": role for role in town.officers}
    known = set(User.objects.filter(username__in=names).values_list("username", flat=True))
    if known != set(names):
        password = _password_hash()
        User.objects.bulk_create(
            User(username=name, password=password) for name in names if name not in known
        )
    users = {user.username: user for user in User.objects.filter(username__in=names)}
    Officer.objects.bulk_create(
        [
            Officer(body=body, role_id=role, user=users[username], name=town.officers[role])
            for username, role in names.items()
        ],
        update_conflicts=True,
        unique_fields=["body", "user", "role"],
        update_fields=["name"],
    )


def _password_hash() -> str:
    """The hash that the other demo logins have, else a new one."""
    first = User.objects.order_by("id").values_list("password", flat=True).first()
    return first if first and check_password(PASSWORD, first) else make_password(PASSWORD)


def logins() -> list[tuple[str, str]]:
    """Every demo login and the Bengali name of its role."""
    named = roles()
    return [(f"{role}@{town.code}", named[role]["bn"]) for town in towns() for role in town.officers]


def welcome() -> str:
    """What the demo prints when it is ready."""
    lines = [f"{town.name['bn']} ({town.name['en']}): {town.line.display}" for town in towns()]
    return "\n".join([*lines, f"Logins ROLE@BODY, password {PASSWORD}: " + ", ".join(n for n, _ in logins())])
