"""What an office knows of whoever rings: earlier cases, the names they were in; and cases like this one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from janasetu.bodies.models import Officer
from janasetu.cases.choices import AT_WORK, OPEN
from janasetu.cases.clocks import Clocks
from janasetu.cases.counting import clocks_of
from janasetu.cases.models import Case, CaseParty
from janasetu.cases.queries import cases_visible_to, found_by
from janasetu.cases.standing import Standing, standings
from janasetu.console.due import Due, due_of
from janasetu.console.intake import Sheet
from janasetu.console.rows import place_of
from janasetu.lib import bn, phones
from janasetu.lib.words import Lang
from janasetu.people import queries as people
from janasetu.people.values import ContactKey

MOST = 5
_LOOKED_AT = 50  # parties of one number; a number has seldom so many cases


@dataclass(frozen=True, slots=True)
class Earlier:
    """A case, in a line. `may_be_joined`: whoever has the same matter may be added to it; `people`: how many
    have it, where they are several; `known`: it is a known incident.
    """

    number: str
    url: str
    title: str
    place: str
    status: str
    due: Due
    is_open: bool
    ref: str = ""
    may_be_joined: bool = False
    people: str = ""
    known: bool = False


@dataclass(frozen=True, slots=True)
class Known:
    """Whoever had this number with this body before: the names given, and the newest cases."""

    names: Sequence[str] = ()
    cases: Sequence[Earlier] = ()


def caller_known(officer: Officer, phone: str, *, lang: Lang, now: datetime) -> Known:
    """What is known of the number, in two queries, three where a clock counts open days; nothing of who had
    it before it changed hands.
    """
    number = phones.read(phone[:60])
    if number is None:
        return Known()
    parties = _present(_parties(officer, phones.wa_key(number)))
    named = [party.name for party in parties if party.name]
    cases = list({party.case_id: party.case for party in parties}.values())[:MOST]
    return Known(list(dict.fromkeys(named))[:MOST], _earlier(cases, lang, now))


def similar_cases(officer: Officer, sheet: Sheet, *, lang: Lang, now: datetime) -> list[Earlier]:
    """Open cases of the same subject in the same ward, else where the words of the place lead."""
    service, filled = sheet.service, sheet.filled
    category = service.category(filled.answers) if service and filled else ""
    if not service or not filled or not category:
        return []
    alike = cases_visible_to(officer).filter(
        body_id=officer.body_id, status__in=OPEN, category=category, version__code=service.code
    )
    place = next((filled.answers.get(one.field) for one in service.fields() if one.kind == "place"), None)
    if not place or not (place.get("ward") or place.get("text")):
        return []
    near = alike.filter(ward=place["ward"]) if place.get("ward") else found_by(alike, place["text"])
    return _earlier(list(near.order_by("-opened_at", "-id")[:MOST]), lang, now)


def _parties(officer: Officer, key: str) -> list[CaseParty]:
    """Those who gave this number, the newest first; nobody is found who is hidden."""
    rows = CaseParty.objects.filter(
        body_id=officer.body_id, search__contains=f" {key}", phone__in=(key, f"+{key}")
    )
    return list(rows.select_related("case__body").order_by("-case__opened_at", "-id")[:_LOOKED_AT])


def _present(parties: Sequence[CaseParty]) -> list[CaseParty]:
    """Without those of an earlier epoch: the phone may have changed hands."""
    contacts = people.contacts({key for party in parties if (key := _key(party))})
    return [
        party
        for party in parties
        if not (key := _key(party)) or key not in contacts or contacts[key].epoch == party.contact_epoch
    ]


def _key(party: CaseParty) -> ContactKey | None:
    if party.contact_bucket is None or party.contact_id is None:
        return None
    return ContactKey(party.contact_bucket, party.contact_id)


def _earlier(cases: Sequence[Case], lang: Lang, now: datetime) -> list[Earlier]:
    """Each in a line; one query where any clock counts open days."""
    clocks = clocks_of(cases)
    standing = standings(cases, now=now, clocks=clocks)
    return [_line(standing[case.id], clocks[case.id], lang, now) for case in cases]


def _line(standing: Standing, clocks: Clocks, lang: Lang, now: datetime) -> Earlier:
    case = standing.case
    return Earlier(
        number=case.grouped_ref,
        url=reverse("console:case", args=[case.ref]),
        title=case.title_in(lang),
        place=place_of(case, lang),
        status=standing.status_in(lang),
        due=due_of(case, clocks, day=standing.day_in(lang), lang=lang, now=now),
        is_open=case.is_open,
        ref=case.ref,
        may_be_joined=case.status in AT_WORK and case.service.alike_in(case.fields) is not None,
        people=bn.number(1 + case.supporters, lang) if case.supporters else "",
        known=case.is_incident,
    )
