"""Reads of officers: who is behind a login, who holds a post, who may sign."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import F, Q, QuerySet

from janasetu.bodies import covering, posts, rules
from janasetu.bodies.covering import Acting
from janasetu.bodies.errors import NoSuchOfficerError, TermEndedError
from janasetu.bodies.models import LocalBody, Officer, Role
from janasetu.bodies.queries.bodies import lineage
from janasetu.bodies.queries.leaves import deputies_of, deputies_of_vacant, standing_in, with_leaves

Key = tuple[UUID, str]  # a body and the code of a post
Holders = dict[Key, list[Officer]]


def officers_of_login(user_id: int | None, *, at: datetime) -> list[Officer]:
    """Every office that a login has at this instant, with body, role, department and ward; the
    oldest first.
    """
    if user_id is None:
        return []
    return list(_known().filter(_in_office(at), user_id=user_id).order_by("since", "id"))


def officer_of_login(user_id: int | None, *, at: datetime) -> Officer | None:
    """The oldest office that a login has at this instant; None for a stranger."""
    return next(iter(officers_of_login(user_id, at=at)), None)


def in_office_now(user_ids: Collection[int], *, at: datetime) -> set[int]:
    """Those of these logins that have an office at this instant. One query."""
    held = Officer.objects.filter(_in_office(at), user_id__in=user_ids)
    return set(held.values_list("user_id", flat=True))


def officers_by_phone(numbers: Iterable[str], *, at: datetime) -> dict[str, list[Officer]]:
    """Who is in office at this instant behind each registered number (digits with the country code)."""
    wanted = set(numbers)
    typed = {spelling for number in wanted for spelling in (number, f"+{number}")}
    found: dict[str, list[Officer]] = {}
    for officer in _known().filter(_in_office(at), phone__in=typed).order_by("since", "id"):
        found.setdefault(officer.phone.removeprefix("+"), []).append(officer)
    return found


def ended_the_board(order_number: str, *, body: LocalBody) -> bool:
    """Whether an order of this number, which is on record, puts an administrator in its place."""
    head = posts.head_of(body.kind)
    by_order = Officer.objects.filter(body=body, order_number=order_number.strip())
    return by_order.filter(role=posts.ADMINISTRATOR, acting_for=head).exists() if head else False


def ever_in_posts(body_id: UUID, wanted: Iterable[str]) -> list[Officer]:
    """Everybody who holds one of these posts of the body or ever held it, the oldest first. One query."""
    return list(Officer.objects.filter(body_id=body_id, role__in=set(wanted)).order_by("since", "id"))


def last_office(user_id: int | None, *, at: datetime) -> Officer | None:
    """The office of a login that ended last; None where none has ended."""
    if user_id is None:
        return None
    return _known().filter(user_id=user_id, active=True, until__lte=at).order_by("-until", "id").first()


def officer_by_post(post: str, *, at: datetime) -> Officer:
    """The officer named as ROLE@BODY: who holds the post, not who acts for it.

    Where that person also acts for another post, it is the row with both authorities. NoSuchOfficerError
    where nobody is in office; TermEndedError, which is one, where somebody was.
    """
    role, _, body = post.partition("@")
    named = _known().filter(role_id=role, body__code=body, active=True)
    officer = (
        named.filter(_in_office(at)).order_by(F("acting_for").asc(nulls_last=True), "since", "id").first()
    )
    if officer is not None:
        return officer
    former = named.filter(until__lte=at).order_by("-until").first()
    if former is None or former.until is None:
        raise NoSuchOfficerError(post)
    raise TermEndedError(post, ended_at=former.until)


def holders(body_ids: Iterable[UUID], wanted: Iterable[str], *, at: datetime) -> Holders:
    """Who answers for a post at this instant, by (body, role).

    Its holders, longest in office first, then those who act for it; while there are neither, whoever stands
    in for it by law. So for the body as a whole, and after that for each ward that has a seat of its own:
    `acting_for` tells whose it is. A person stands there once for each ward. Who is away stands there too,
    with their deputies, and after them those who then answer. A post that bodies of that kind do not have is
    looked for in what the body lies in, the nearest first. One query, and two more where something is looked
    for above.
    """
    bodies, codes = set(body_ids), set(wanted)
    here = _in_office_of(bodies, codes, at=at)
    found = {(body, role): _answering(here.get(body, []), role, at) for body in bodies for role in codes}
    found |= _from_above([key for key, answering in found.items() if not answering], at=at)
    return {key: answering for key, answering in found.items() if answering}


def out_of_office(*, at: datetime) -> QuerySet[Officer]:
    """Those who are in office no more: whose time is over, or whose login is closed."""
    return Officer.objects.filter(Q(active=False) | Q(until__lte=at))


def sitting(*, at: datetime) -> QuerySet[Officer]:
    """Those who are in office at this instant, of all bodies."""
    return Officer.objects.filter(_in_office(at))


def acting_for(
    found: Holders,
    *,
    body_id: UUID,
    roles: Sequence[str],
    department_id: UUID | None,
    ward: str | None = None,
    instead_of: Officer | None = None,
    may: Callable[[Officer], bool] = lambda one: True,
) -> Acting[Officer]:
    """Who of `holders()` acts for the first of these posts in a matter, and why; the others are those above.

    It is the seat of its ward, else its department's own holder, else the body's, and while they are away
    who stands in, as `covering.who_acts` has it. `ward` is its number, empty where nobody knows it; a seat
    of another ward takes nothing. `instead_of`: whose it was, who is away: their deputies come first. `may`:
    who can have this matter at all.
    """
    lines = [(role, _in_order(found, body_id, role, department_id, ward)) for role in roles]
    if instead_of is not None and lines:
        role, answering = lines[0]
        lines[0] = role, [_told(found, instead_of), *(one for one in answering if one != instead_of)]
    return covering.who_acts(lines, may=may)


def holder_for(
    found: Holders, *, body_id: UUID, role: str, department_id: UUID | None, ward: str | None = None
) -> Officer | None:
    """Who of `holders()` acts for the post itself in a matter; None where nobody is there."""
    asked = {"body_id": body_id, "department_id": department_id, "ward": ward}
    return acting_for(found, roles=[role], **asked).officer  # type: ignore[arg-type]  # as they are named


def present(found: Iterable[Officer]) -> list[Officer]:
    """Those of `holders()` who are there, deputies of the others in their places; each once."""
    there = [one for officer in found for one in (officer, *officer.deputies) if not one.tenure.away]
    return list({one.id: one for one in there}.values())


def signatory(
    *,
    body_id: UUID,
    role: str,
    document_type: str,
    at: datetime,
    department_id: UUID | None = None,
    ward: str | None = None,
) -> Officer | None:
    """Who signs a document of this type for that post, in a matter of that ward where one is named, at this
    instant; None where nobody lawfully can.
    """
    answering = _seats(holders([body_id], [role], at=at), body_id, role, ward)
    able = [one for one in present(answering) if rules.may_sign(one.tenure, document_type, at)]
    return holder_for(
        {(body_id, role): able}, body_id=body_id, role=role, department_id=department_id, ward=ward
    )


def roles(codes: Iterable[str]) -> dict[str, Role]:
    """Roles by code."""
    return Role.objects.in_bulk(list(set(codes)))


def _known() -> QuerySet[Officer]:
    return Officer.objects.select_related("body", "role", "acting_for", "department", "ward")


def _in_office(at: datetime) -> Q:
    """As rules.in_office says it."""
    return Q(active=True, since__lte=at) & (Q(until__isnull=True) | Q(until__gt=at))


def _in_office_of(
    body_ids: Iterable[UUID], wanted: Iterable[str], *, at: datetime
) -> dict[UUID, list[Officer]]:
    """Everybody in these bodies who may come to answer for one of the posts, longest in office first, each
    with their leave and their deputies.
    """
    asked, lines = set(body_ids), {code for role in wanted for code in posts.line_of(role)}
    theirs = Q(role_id__in=lines) | Q(acting_for_id__in=lines) | standing_in(asked, lines, at=at)
    officers = with_leaves(_known().filter(theirs, _in_office(at), body_id__in=asked), at=at)
    by_body: dict[UUID, list[Officer]] = {}
    for officer in officers.order_by("since", "id"):
        by_body.setdefault(officer.body_id, []).append(officer)
    for colleagues in by_body.values():
        for officer in colleagues:
            officer.deputies = deputies_of(officer, colleagues)
    return by_body


def _from_above(keys: Iterable[Key], *, at: datetime) -> Holders:
    """Who answers above for those of the posts that bodies of that kind do not have."""
    missing = [(body, role) for body, role in keys if posts.may_lie_above(role)]
    if not missing:
        return {}
    ways = lineage({body for body, _ in missing})
    above = {(body, role): _having(role, ways[body]) for body, role in missing}
    seated = _in_office_of(
        {body for having in above.values() for body in having}, {role for _, role in missing}, at=at
    )
    return {key: _nearest(having, key[1], seated, at) for key, having in above.items()}


def _having(role: str, way: list[LocalBody]) -> list[UUID]:
    """Those on the way up that have the post; none where the body itself is of a kind that has it."""
    if not way or role in posts.held_in(way[0].kind):
        return []
    return [body.id for body in way[1:] if role in posts.held_in(body.kind)]


def _nearest(
    having: list[UUID], role: str, seated: Mapping[UUID, list[Officer]], at: datetime
) -> list[Officer]:
    """Who answers in the first of these bodies in which anybody does."""
    lines = (_answering(seated.get(body, []), role, at) for body in having)
    return next((line for line in lines if line), [])


def _answering(officers: list[Officer], role: str, at: datetime) -> list[Officer]:
    """Who of a body's officers answers for the post: for the body as a whole, then ward by ward. While nobody
    holds it, its standing deputy is there before who acts for it.
    """
    wards = [None, *dict.fromkeys(officer.ward.number for officer in officers if officer.ward)]
    lines = (rules.in_line(_of_ward(officers, ward), role, at) for ward in wards)
    answering = _once(officer for line in lines for officer in line)
    if any(officer.role_id == role for officer in answering):
        return answering
    return _once([*deputies_of_vacant(role, officers), *answering])


def _seats(found: Holders, body_id: UUID, role: str, ward: str | None) -> list[Officer]:
    """Whose matter it is in this ward: its own seats, and where it has none, those of no ward."""
    officers = _of_ward(found.get((body_id, role), []), ward)
    return [officer for officer in officers if officer.ward] or officers


def _told(found: Holders, officer: Officer) -> Officer:
    """The officer with their deputies, where they were looked up."""
    return next((one for answering in found.values() for one in answering if one == officer), officer)


def _in_order(
    found: Holders, body_id: UUID, role: str, department_id: UUID | None, ward: str | None
) -> list[Officer]:
    """Whose matter it is, the first first: the department's own, then those of no department; where there is
    neither, whoever there is.
    """
    officers = _seats(found, body_id, role, ward)
    own = [officer for officer in officers if department_id and officer.department_id == department_id]
    general = [officer for officer in officers if officer.department_id is None]
    return [*own, *general] or officers


def _of_ward(officers: Iterable[Officer], ward: str | None) -> list[Officer]:
    """Those who may answer in this ward: who sits for it, and who sits for no ward."""
    return [officer for officer in officers if officer.ward is None or officer.ward.number == ward]


def _once(officers: Iterable[Officer]) -> list[Officer]:
    """Each person's first row, in each ward."""
    first: dict[tuple[int, UUID | None], Officer] = {}
    for officer in officers:
        first.setdefault((officer.user_id, officer.ward_id), officer)
    return list(first.values())
