"""The paper in which a case ends: what it says, how it is numbered, who signs it and who must want it too.

What it says is taken here from the case, its definition and the office of that day, once; when the paper is
pressed nothing is looked up any more.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.conf import settings

from janasetu.bodies import posts
from janasetu.bodies.models import LocalBody, Officer
from janasetu.bodies.queries import titles
from janasetu.bodies.rules import authority, in_office
from janasetu.cases import desks, queries, records
from janasetu.cases.models import Case, CaseDesk
from janasetu.cases.notices import PHRASES
from janasetu.cases.owning import owners
from janasetu.catalogue.fields import KINDS
from janasetu.catalogue.fields.wording import short_of
from janasetu.catalogue.form import FOR_WHOM, Slot, slots, unfolded
from janasetu.catalogue.schema import Output, Service
from janasetu.documents.actions import PaperOrder, Who
from janasetu.documents.choices import Born
from janasetu.lib import bn, clock
from janasetu.lib.words import Lang
from janasetu.payments import queries as payments
from janasetu.registers import queries as registers
from janasetu.registers.models import RecordSearch, RegisterEntry

Said = dict[str, str]  # bn, en

PRINTED: Final[tuple[Lang, ...]] = ("bn", "en")
_NOT_PRINTED: Final = frozenset({"document", "photo", "voice", "consent"})
_NOT_UNASKED: Final = "phone"  # stands on a paper only where the definition names it
_NAME: Final = "person_name"
_PLAIN: Final = "layouts/plain.typ"


@dataclass(frozen=True, slots=True)
class Signatory:
    """Who signs, as it is printed: the officer, and by which order where they act for another post."""

    officer: Officer
    title: Mapping[str, str]

    def printed(self) -> dict[str, Any]:
        """As the snapshot of a paper has it."""
        return {
            "title": dict(self.title),
            "name": _name_of(self.officer),
            "acting": None,
            "order": self._order(),
        }

    def _order(self) -> Said | None:
        if self.officer.acting_for_id is None or not (self.officer.order_number and self.officer.order_date):
            return None
        day, number = self.officer.order_date, self.officer.order_number
        return {
            "bn": f"আদেশ নং {number}, তারিখ {bn.date(day, 'bn')}",
            "en": f"Order {number} of {bn.date(day, 'en')}",
        }


def order_of(
    case: Case, rows: Sequence[CaseDesk], signatory: Signatory | None, *, now: datetime
) -> PaperOrder:
    """The paper of this case as it is drafted now. `signatory`: None of what another system signs."""
    output, day = records.output_of(case), clock.local(now).date()
    assert output, "what leads to a paper has one (S408)"
    series = output.serial or output.type
    year = bn.financial_year(day)
    years = f"{year}-{(year + 1) % 100:02}"
    return PaperOrder(
        body=case.body,
        service=case.service.code,
        type=output.type,
        born=Born(output.from_),
        series=f"{series}-{years}",
        number=f"{prefix(case.body)}/{series.upper()}/{years}/{{serial:04}}",
        says=_says(case, rows, signatory, now=now),
        layout=f"{case.service.code}/{output.document}" if output.document else _PLAIN,
        case_id=case.id,
        valid_until=output.valid_until(day),
    )


def prefix(body: LocalBody) -> str:
    """By what the numbers of a body's papers begin: its own short form, else the digits of its cases."""
    return str(body.facts.get("short") or f"{body.number or 0:04}")


def who_wants(case: Case) -> Who:
    """The posts of which one signs the paper of this case, and those of whom another must want it too."""
    output = _output(case.service)
    hands = (role for role in (*case.hands, desks.maker_of(case)) if role not in output.signed_by)
    return Who(
        roles=signing_roles(case), seconds=list(dict.fromkeys(hands)), needed=output.officers, ward=case.ward
    )


def signing_roles(case: Case) -> list[str]:
    """The posts that sign the paper of this case and exist in such a body, as the definition has them."""
    held = posts.held_in(case.body.kind)
    return [role for role in _output(case.service).signed_by if role in held]


def signatory_of(case: Case, *, by: Officer | None = None, now: datetime) -> Signatory | None:
    """Whose name the paper will bear: of who brought it here, if they may sign it, else of who acts for the
    first post that may; None while nobody does. At most four queries.
    """
    roles = signing_roles(case)
    candidates = [by] if by and may_sign(by, case, now=now) else []
    if not candidates and roles:
        acting = owners([desks.matter_at(case, role) for role in roles], at=now)
        candidates = [one.officer for one in acting if one.officer and may_sign(one.officer, case, now=now)]
    return titled(candidates[0], now=now) if candidates else None


def may_sign(officer: Officer, case: Case, *, now: datetime) -> bool:
    """Whether this officer may sign the paper of this case: who has a seat, of their own ward alone."""
    if case.service.output is None:
        return False
    held = authority(officer.tenure) & set(signing_roles(case))
    lawful = any(posts.may_sign(role, _output(case.service).type) for role in held)
    here = officer.ward is None or officer.ward.number == case.ward
    return lawful and here and in_office(officer.tenure, now)


def titled(officer: Officer, *, now: datetime) -> Signatory:
    codes = [officer.acting_for_id or officer.role_id]
    title = titles([officer.body_id], codes).of_officer(officer, at=now)
    return Signatory(officer, {lang: title[lang] for lang in PRINTED if lang in title})


def _name_of(officer: Officer) -> Said:
    return {lang: officer.name_in(lang) for lang in PRINTED}


def _output(service: Service) -> Output:
    assert service.output, "what leads to a paper has one (S408)"
    return service.output


# --- what it says ---


def _says(
    case: Case, rows: Sequence[CaseDesk], signatory: Signatory | None, *, now: datetime
) -> dict[str, Any]:
    service, output, entry = case.service, _output(case.service), _entry(case)
    title, own = service.name, registers.paper_rows(entry) if entry else list(_rows(case))
    if output.unfound and records.is_missing(case):
        title, own, output = output.unfound.name, _searched(case), output.where_nobody_is_found()
    return {
        "body": letterhead(case.body),
        "title": {"bn": title.bn, "en": title.en},
        "case": case.ref,
        "person": registers.person_of(entry) if entry else person_of(case),
        "rows": own,
        "conditions": [{"bn": one.bn, "en": one.en} for one in output.conditions],
        "fee": payments.paid_words(case.body_id, case.id) if service.fee else None,
        "signatory": signatory.printed() if signatory else None,
        "recommended_by": _recommended(case, rows, now=now),
        "verify": settings.PUBLIC_ADDRESS,
    }


def letterhead(body: LocalBody) -> dict[str, Any]:
    """The head of a letter: what of the office's facts is printed there."""
    facts = body.facts
    return {
        "code": body.code,
        "kind": body.kind,
        "name": {lang: body.name_in(lang) for lang in PRINTED},
        **{key: facts[key] for key in ("address", "colour", "emblem") if facts.get(key)},
    }


def _searched(case: Case) -> list[dict[str, Any]]:
    """Whom the register was searched for and by whose wish, what was looked through, and when."""
    register, search = records.register_of(case.service), records.last_search(case)
    assert register, "S412"
    assert search, "S413"
    party = queries.parties([case.body_id], [case.id]).get(case.id)
    answers = unfolded(case.service, case.fields)
    asked = {slot.path: slot for slot in slots(case.service, answers) if answers.get(slot.path)}
    found = [
        {"name": name, "label": _label(asked[name]), "value": _said(asked[name], answers[name])}
        for _, name in register.questions()
        if name in asked
    ]
    if search.year_from and search.year_to:
        found.append(_told("searched_years", lambda lang: _years(search, lang)))
    found.append(_told("searched", lambda lang: search.searched))
    if (at := search.answered_at) is not None:
        found.append(_told("searched_on", lambda lang: bn.date(clock.local(at).date(), lang)))
    if party is not None and party.name:
        found.append(_told("searched_for", lambda lang: party.name))
    return found


def _years(search: RecordSearch, lang: Lang) -> str:
    years = dict.fromkeys((search.year_from, search.year_to))
    return "–".join(bn.digits(str(year)) if lang == "bn" else str(year) for year in years)


def _told(name: str, value: Callable[[Lang], str]) -> dict[str, Any]:
    return {
        "name": name,
        "label": {lang: PHRASES.say(f"paper_{name}", lang) for lang in PRINTED},
        "value": {lang: value(lang) for lang in PRINTED},
    }


def _entry(case: Case) -> RegisterEntry | None:
    """The entry that the paper is copied from: it says what the register says, not what was applied for."""
    chosen = records.chosen(case) if records.register_of(case.service) else None
    return chosen.entry if chosen else None


def person_of(case: Case) -> Said | None:
    """Whom the paper is about: the first name that the form asks for; None where it asks for none."""
    answers = unfolded(case.service, case.fields)
    for slot in slots(case.service, answers):
        if slot.field.kind == _NAME and answers.get(slot.path):
            return _said(slot, answers[slot.path])
    return None


def _rows(case: Case) -> Iterator[dict[str, Any]]:
    """The answers that stand on the paper, each with what the form calls its question."""
    answers, prints = unfolded(case.service, case.fields), _output(case.service).prints
    found = {
        slot.path: slot
        for slot in slots(case.service, answers)
        if slot.field.kind not in _NOT_PRINTED and not slot.asks_for_more and answers.get(slot.path)
    }
    wanted = {name: slot for name, slot in found.items() if not prints or slot.field.field in prints}
    order = {name: place for place, name in enumerate(prints)}
    for path in sorted(wanted, key=lambda one: order.get(wanted[one].field.field, 0)):
        slot = wanted[path]
        if prints or _prints_itself(slot):
            yield {"name": path, "label": _label(slot), "value": _said(slot, answers[path])}


def _prints_itself(slot: Slot) -> bool:
    """Whether an answer stands on the paper where the definition does not say which do."""
    unnamed = slot.field.kind == _NOT_UNASKED or slot.path == FOR_WHOM
    return slot.group is None and slot.field.short is not None and not unnamed


def _label(slot: Slot) -> Said:
    return {lang: short_of(slot.field, lang) for lang in PRINTED}


def _said(slot: Slot, answer: Any) -> Said:
    return {lang: KINDS[slot.field.kind].show_whole(slot.field, answer, lang) for lang in PRINTED}


def _recommended(case: Case, rows: Sequence[CaseDesk], *, now: datetime) -> dict[str, Any] | None:
    """Who recommended it, where a desk of its way does: the last that had it there."""
    recommending = {stage.stage for stage in case.service.all_stages() if stage.recommends}
    been = [row for row in rows if row.stage in recommending and row.left_at is not None and row.officer]
    if not been:
        return None
    officer = been[-1].officer
    assert officer is not None
    return titled(officer, now=been[-1].left_at or now).printed()
