"""Offices for tests: a municipality like Falakata, what it lies in, and those who hold its posts."""

from collections.abc import Iterable
from datetime import date, datetime
from itertools import count

from django.contrib.auth.models import User

from janasetu.bodies import posts
from janasetu.bodies.models import Department, Landmark, LocalBody, Officer, Role, Ward
from janasetu.bodies.rules import LONG_AGO
from janasetu.lib.fold import fold

ORDER = {"order_number": "১২৩/পুর/২০২৬", "order_date": date(2026, 11, 20)}

NAMES = {
    "officer": {"bn": "শর্মিষ্ঠা দত্ত", "en": "Sharmistha Dutta"},
    "secretary": {"bn": "প্রতাপ সরকার", "en": "Pratap Sarkar"},
    "chairman": {"bn": "অনিমেষ বর্মন", "en": "Animesh Barman"},
    "clerk": {"bn": "সুকুমার ঘোষ", "en": "Sukumar Ghosh"},
}
SOMEBODY = {"bn": "মিনতি রায়", "en": "Minati Roy"}
_logins = count(1)


def make_body(
    code: str = "falakata",
    *,
    number: int | None = 1002,
    kind: str = "municipality",
    languages: tuple[str, ...] = ("bn", "en"),
    parent: LocalBody | None = None,
    name: dict[str, str] | None = None,
    aliases: Iterable[str] = (),
    served: bool = True,
) -> LocalBody:
    return LocalBody.objects.create(
        code=code,
        number=number,
        kind=kind,
        name=name or {"bn": "ফালাকাটা পুরসভা", "en": "Falakata Municipality"},
        languages=list(languages),
        parent=parent,
        aliases=list(aliases),
        served=served,
    )


def make_area(code: str, kind: str, name: dict[str, str], parent: LocalBody | None = None) -> LocalBody:
    """A state, district or block: it has no number of its own."""
    return make_body(code, number=None, kind=kind, name=name, parent=parent)


def make_department(body: LocalBody, code: str = "m_lighting") -> Department:
    return Department.objects.create(body=body, code=code, name={"bn": "আলো", "en": "Lighting"})


def make_ward(body: LocalBody, number: str = "5", since: date = date(2020, 1, 1)) -> Ward:
    ward, _ = Ward.objects.get_or_create(body=body, number=number, since=since)
    return ward


def make_role(code: str) -> Role:
    post = posts.post(code)
    role, _ = Role.objects.get_or_create(
        code=code, defaults={"name": dict(post.name), "elected": post.elected}
    )
    return role


def make_roles(codes: Iterable[str]) -> None:
    """Roles of posts, those that are not there yet; one statement."""
    wanted = [posts.post(code) for code in sorted(set(codes))]
    Role.objects.bulk_create(
        [Role(code=post.code, name=dict(post.name), elected=post.elected) for post in wanted],
        ignore_conflicts=True,
    )


def make_officer(
    body: LocalBody,
    role: str = "officer",
    *,
    department: Department | None = None,
    ward: str | None = None,
    active: bool = True,
    since: datetime = LONG_AGO,
    until: datetime | None = None,
    acting_for: str | None = None,
    user: User | None = None,
) -> Officer:
    """Somebody in a post, for one ward where its number is given, with a login of their own unless one is."""
    return Officer.objects.create(
        body=body,
        role=make_role(role),
        acting_for=make_role(acting_for) if acting_for else None,
        department=department,
        ward=make_ward(body, ward) if ward else None,
        user=user or User.objects.create(username=f"{role}-{next(_logins)}@{body.code}"),
        name=NAMES.get(role, SOMEBODY),
        active=active,
        since=since,
        until=until,
    )


def make_landmark(body: LocalBody, name: str, *, ward: str = "") -> Landmark:
    """A landmark of this Bengali name, found by it in any script."""
    return Landmark.objects.create(body=body, name={"bn": name}, keys=[fold(name)], ward=ward)
