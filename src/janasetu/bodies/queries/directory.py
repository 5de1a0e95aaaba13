"""Reads of the directory: what lies under what, whose code it is, who is who in an office."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from janasetu.bodies import posts, rules
from janasetu.bodies.choices import BodyKind
from janasetu.bodies.models import LocalBody, Officer
from janasetu.bodies.queries.bodies import FoundBody, bodies_by_name, silent
from janasetu.bodies.queries.titles import titles
from janasetu.lib.sorting import sort_key

# Who stands in a list of who is who: those who answer to the public, highest first.
WHO_IS_WHO = (
    "administrator", "mayor", "chairman", "pradhan", "upa_pradhan", "commissioner", "secretary", "ea",
    "registrar", "officer", "health_officer", "executive_engineer", "coordinator",
)  # fmt: skip


def parts_of(parents: Iterable[UUID | None]) -> dict[UUID | None, list[LocalBody]]:
    """What lies directly under each of these, in the order of the dictionary; under None the districts."""
    wanted = set(parents)
    found: dict[UUID | None, list[LocalBody]] = {parent: [] for parent in wanted}
    rows = LocalBody.objects.filter(parent_id__in=[parent for parent in wanted if parent])
    districts = LocalBody.objects.filter(kind=BodyKind.DISTRICT) if None in wanted else ()
    for body in sorted(rows, key=lambda body: (body.kind, sort_key(body.name_in("bn")))):
        found[body.parent_id].append(body)
    found |= (
        {None: sorted(districts, key=lambda body: sort_key(body.name_in("bn")))} if None in wanted else {}
    )
    return found


def bodies_of_codes(codes: Iterable[str]) -> dict[str, LocalBody]:
    """Bodies by code, in one query."""
    return {body.code: body for body in LocalBody.objects.filter(code__in=set(codes))}


def bodies_by_names(said: Iterable[str], *, limit: int = 10) -> dict[str, list[FoundBody]]:
    """`bodies_by_name` for each of these words; a query for each that differs."""
    return {words: bodies_by_name(words, limit=limit) for words in set(said)}


@dataclass(frozen=True, slots=True)
class WhoIsWho:
    """A post and who holds it. The name is empty where an election silence hides an elected person's."""

    title: Mapping[str, str]
    name: Mapping[str, str]


def who_is_who(body_ids: Iterable[UUID], *, at: datetime) -> dict[UUID, list[WhoIsWho]]:
    """Who answers to the public in each of these bodies at this instant; a constant number of queries."""
    wanted = set(body_ids)
    found: dict[UUID, list[WhoIsWho]] = {body_id: [] for body_id in wanted}
    if not wanted:
        return found
    hidden, called = silent(wanted, at), titles(wanted, WHO_IS_WHO)
    rows = Officer.objects.filter(body_id__in=wanted, role_id__in=WHO_IS_WHO)
    in_office = [officer for officer in rows if rules.in_office(officer.tenure, at)]
    for officer in sorted(in_office, key=lambda one: (WHO_IS_WHO.index(one.role_id), one.since, one.id)):
        nameless = officer.body_id in hidden and posts.post(officer.role_id).elected
        title = called.of_officer(officer, at=at)
        found[officer.body_id].append(WhoIsWho(title, {} if nameless else officer.name))
    return found
