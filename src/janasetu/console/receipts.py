"""The receipt of a case: what to read out, to print and to hand over, in the language of whoever gets it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from janasetu.bodies.queries import titles
from janasetu.cases import queries
from janasetu.cases.choices import EventCode, Status
from janasetu.cases.models import Case, CaseParty
from janasetu.cases.notices import PHRASES
from janasetu.catalogue.fields import KINDS
from janasetu.console.rows import department_of
from janasetu.console.timeline import Delivery, delivery_in, source_of, states_of
from janasetu.lib import bn, phones
from janasetu.lib.clock import local
from janasetu.lib.references import grouped
from janasetu.lib.texts import as_lang
from janasetu.lib.words import Lang
from janasetu.messaging.models import Line
from janasetu.messaging.queries import delivery_states


@dataclass(frozen=True, slots=True)
class Receipt:
    """`lines`: what is called how, and what it is; in `lang`, the citizen's. `sent`: what became of the
    message, in the reader's language; `to`: its number, masked.
    """

    number: str
    lang: Lang
    office: str
    heading: str
    number_words: str
    lines: Sequence[tuple[str, str]]
    ask_at: str
    sent: Delivery
    to: str
    url: str
    may_ask: bool  # for papers that go with it and have not come


def receipt_of(case: Case, *, ref: str = "", lang: Lang, now: datetime) -> Receipt:
    """The receipt as it is to be read now. `lang`: the reader's; `ref`: of somebody who joined the case, the
    number they have.
    """
    own = queries.parties_numbered([ref]).get(ref) if ref and ref != case.ref else None
    party = own or queries.party_on_paper(case)
    theirs = as_lang(party.lang if party else None)
    return Receipt(
        number=grouped(own.number) if own else case.grouped_ref,
        lang=theirs,
        office=case.body.name_in(theirs),
        heading=PHRASES.say("receipt_heading", theirs),
        number_words=PHRASES.say("receipt_number", theirs),
        lines=[
            (PHRASES.say(f"receipt_{key}", theirs), told) for key, told in _told(case, party, theirs, now)
        ],
        ask_at=where_to_ask(_line_of(party), theirs),
        sent=_sent(case, party),
        to=phones.masked(f"+{party.phone}") if party and party.phone and party.line_id else "",
        url=reverse("console:case", args=[case.ref]),
        may_ask=own is None and bool(party and party.line_id) and _lacks_papers(case),
    )


def _lacks_papers(case: Case) -> bool:
    """Whether it stands as it was entered, and some paper that its service asks for is not there."""
    asked = [one.field for one in case.service.fields() if one.kind == "document"]
    return case.status == Status.RECEIVED and any(not case.fields.get(name) for name in asked)


def _told(case: Case, party: CaseParty | None, lang: Lang, now: datetime) -> Iterator[tuple[str, str]]:
    """What the receipt says, by the key of its words; nothing empty."""
    named = titles({case.body_id}, {case.level_role})
    told = {
        "subject": case.title_in(lang),
        "place": next(_places(case, lang), ""),
        "name": party.name if party else "",
        "letter": "" if party and party.joined_at else case.outside_ref,
        "opened": _full(party.joined_at if party and party.joined_at else case.opened_at, lang),
        "who": f"{department_of(case, lang)}, {named.name(case.body_id, case.level_role, lang, at=now)}",
        "due": _full(case.promise_due_at, lang),
    }
    yield from ((key, words) for key, words in told.items() if words)


def _full(at: datetime, lang: Lang) -> str:
    """Day and hour as paper has them: «today» is not today for long."""
    there = local(at)
    return f"{bn.date(there, lang)}, {bn.time_of_day(there, lang)}"


def _places(case: Case, lang: Lang) -> Iterator[str]:
    for asked in case.service.fields():
        if asked.kind == "place" and (answer := case.fields.get(asked.field)):
            yield KINDS["place"].show(asked, answer, lang)


def _line_of(party: CaseParty | None) -> Line | None:
    return Line.objects.filter(id=party.line_id).first() if party and party.line_id else None


def where_to_ask(line: Line | None, lang: Lang) -> str:
    """Where whoever keeps the number can ask how it stands."""
    if line is None or not line.can.answers:
        return PHRASES.say("receipt_keep", lang)
    return PHRASES.say("receipt_ask", lang, number=line.display)


def _sent(case: Case, party: CaseParty | None) -> Delivery:
    opened = [event for event in queries.events_of(case) if event.code == EventCode.OPENED]
    state = states_of(case, opened, party).get(source_of(case, opened[0]))
    if party and party.joined_at and party.contact_bucket is not None:
        source = f"opened:{party.id}"
        state = delivery_states(party.contact_bucket, [source]).get(source)
    if state is not None:
        return delivery_in(state)
    if party and party.line_id:
        return Delivery("cross", _("Not sent: the citizen wants no messages"), "failed")
    return Delivery("tick", _("On paper only"), "muted")
