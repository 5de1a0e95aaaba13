"""Cases as rows of a list."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from janasetu.bodies.models import LocalBody
from janasetu.bodies.queries import Titles, titles
from janasetu.bodies.rules import in_office
from janasetu.cases.choices import Lane
from janasetu.cases.counting import clocks_of
from janasetu.cases.lists import ListAsk, files_of, heard_last
from janasetu.cases.models import Case
from janasetu.cases.notices import PHRASES
from janasetu.cases.standing import Standing, standings
from janasetu.catalogue.fields import KINDS
from janasetu.console.answers import ward_words
from janasetu.console.asked import case_address
from janasetu.console.cover import in_place_of
from janasetu.console.due import Due, due_of
from janasetu.documents.queries import files
from janasetu.lib import bn
from janasetu.lib.words import Lang

# How a case came, in words; its icon stands in console/ui/channel.html.
CHANNELS = {
    "whatsapp": _("by WhatsApp"),
    "messenger": _("by Messenger"),
    "facebook": _("by Facebook"),
    "sms": _("by text message"),
    "phone": _("by telephone"),
    "phonein": _("in a live session"),
    "counter": _("at the counter"),
    "web": _("on the web"),
    "letter": _("by letter"),
    "camp": _("at a camp"),
    "api": _("from another system"),
    "office": _("by the office itself"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """What a list says of one case. `choose`: what its box says. `body` is empty in a list of one body only.

    `late`: which of its desks have it beyond their time. `instead`: in whose place the holder has it.
    `heard`: the citizen has had the last word since it was opened. `others`: how many more people it is the
    matter of; `known`: it is a known incident.
    """

    ref: str
    number: str
    choose: str
    url: str
    title: str
    body: str
    place: str
    department: str
    status: str
    late: str
    due: Due
    channel: str
    came: str
    holder: str
    instead: str
    urgent: bool
    heard: bool
    photo: bool
    others: str
    known: bool


def rows_of(
    cases: Iterable[Case], *, ask: ListAsk, lang: Lang, now: datetime, read_in: LocalBody | None = None
) -> list[Row]:
    """A row for each case of this list; four queries for all of them, five where a clock counts open days,
    and one more where applications are among them, two where some wait for their citizen and cost something.

    `read_in`: the body in which a list of many bodies is read; without it no row names its body.
    """
    listed = list(cases)
    named = titles({case.body_id for case in listed}, {case.level_role for case in listed})
    heard, photographed, clocks = heard_last(listed), _with_photos(listed), clocks_of(listed)
    standing = standings(listed, now=now, clocks=clocks)
    return [
        Row(
            ref=case.ref,
            number=case.grouped_ref,
            choose=gettext("Choose %(number)s") % {"number": case.grouped_ref},
            url=case_address(case.ref, ask),
            title=case.title_in(lang),
            body=body_of(case, lang, read_in=read_in) if read_in else "",
            place=place_of(case, lang),
            department=department_of(case, lang),
            status=_status(standing[case.id], lang),
            late=standing[case.id].late_in(lang),
            due=due_of(case, clocks[case.id], day=standing[case.id].day_in(lang), lang=lang, now=now),
            channel=case.channel,
            came=str(CHANNELS.get(case.channel, "")),
            holder=_holder(case, named, lang, now),
            instead=in_place_of(case, lang, now=now),
            urgent=case.lane != Lane.NORMAL,
            heard=case.id in heard,
            photo=case.id in photographed,
            others=bn.number(case.supporters, lang) if case.supporters else "",
            known=case.is_incident,
        )
        for case in listed
    ]


def _status(standing: Standing, lang: Lang) -> str:
    """At which desks it lies, else where it stands; and that it waits for money, where it does."""
    at, word = standing.desks_in(lang), standing.status_in(lang)
    if not at:
        return word
    return at if standing.money is None else f"{at} · {word}"


def _with_photos(cases: Sequence[Case]) -> set[UUID]:
    """Those of the cases that have a picture."""
    keys = files_of(cases)
    found = files(key for of_case in keys.values() for key in of_case)
    pictures = {file.id for file in found.values() if file.mime.startswith("image/")}
    return {case_id for case_id, theirs in keys.items() if any(key in pictures for __, key in theirs)}


def _holder(case: Case, named: Titles, lang: Lang, now: datetime) -> str:
    """The officer who has it, by name; the post that answers for it where nobody has."""
    if case.officer and in_office(case.officer.tenure, now):
        return case.officer.name_in(lang)
    return named.name(case.body_id, case.level_role, lang, at=now)


def body_of(case: Case, lang: Lang, *, read_in: LocalBody) -> str:
    """The case's body, and what it lies in unless that is read here: one district has a name many times."""
    body, above = case.body, case.body.parent
    if above is None or read_in.id in {body.id, above.id}:
        return body.name_in(lang)
    return f"{body.name_in(lang)}, {above.name_in(lang)}"


def department_of(case: Case, lang: Lang) -> str:
    return case.department.name_in(lang) if case.department else PHRASES.say("no_department", lang)


def place_of(case: Case, lang: Lang) -> str:
    """The ward, or else the place in its own words, or else its coordinates."""
    return ward_words(case.ward, lang) or next(_places(case, lang), "")


def _places(case: Case, lang: Lang) -> Iterator[str]:
    for asked in case.service.fields():
        if asked.kind == "place" and case.fields.get(asked.field):
            yield KINDS[asked.kind].show_to_go(asked, case.fields[asked.field], lang)
