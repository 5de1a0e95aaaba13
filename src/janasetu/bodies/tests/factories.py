"""Offices for tests: a municipality like Falakata, and those who hold its roles."""

from itertools import count

from django.contrib.auth.models import User

from janasetu.bodies.models import Department, LocalBody, Officer, Role

ROLES = {
    "officer": {"bn": "নিয়ন্ত্রক আধিকারিক", "en": "Controlling officer"},
    "secretary": {"bn": "সচিব", "en": "Secretary"},
    "chairman": {"bn": "চেয়ারম্যান", "en": "Chairman"},
    "clerk": {"bn": "করণিক", "en": "Clerk"},
}
NAMES = {
    "officer": {"bn": "শর্মিষ্ঠা দত্ত", "en": "Sharmistha Dutta"},
    "secretary": {"bn": "প্রতাপ সরকার", "en": "Pratap Sarkar"},
    "chairman": {"bn": "অনিমেষ বর্মন", "en": "Animesh Barman"},
    "clerk": {"bn": "সুকুমার ঘোষ", "en": "Sukumar Ghosh"},
}
_logins = count(1)


def make_body(
    code: str = "falakata", *, number: int = 1002, languages: tuple[str, ...] = ("bn", "en")
) -> LocalBody:
    return LocalBody.objects.create(
        code=code,
        number=number,
        kind="municipality",
        name={"bn": "ফালাকাটা পুরসভা", "en": "Falakata Municipality"},
        languages=list(languages),
    )


def make_department(body: LocalBody, code: str = "m_lighting") -> Department:
    return Department.objects.create(body=body, code=code, name={"bn": "আলো", "en": "Lighting"})


def make_role(code: str) -> Role:
    role, _ = Role.objects.get_or_create(code=code, defaults={"name": ROLES[code]})
    return role


def make_officer(
    body: LocalBody, role: str = "officer", *, department: Department | None = None, active: bool = True
) -> Officer:
    holds = make_role(role)
    user = User.objects.create(username=f"{role}-{next(_logins)}@{body.code}")
    return Officer.objects.create(
        body=body, role=holds, department=department, user=user, name=NAMES[role], active=active
    )
