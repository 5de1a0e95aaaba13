"""What the papers of the law on public services say, in bn and en: the receipt (Form 1), the appeal (Form 2).

It is taken from the case and the office of the day, once; when one is pressed nothing is looked up any more.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from django.conf import settings

from janasetu.bodies import queries as bodies
from janasetu.cases import desks, queries
from janasetu.cases.appeals import Appealed, law_of
from janasetu.cases.choices import EventCode, Status
from janasetu.cases.counting import clocks_of, pauses_of
from janasetu.cases.explaining import said_length
from janasetu.cases.models import Case, CaseEvent, CaseParty
from janasetu.cases.notices import PHRASES
from janasetu.cases.paperwork import PRINTED, Said, letterhead, person_of
from janasetu.catalogue.fields.wording import short_of
from janasetu.catalogue.form import slots, unfolded
from janasetu.catalogue.schema import Span
from janasetu.documents import snapshots
from janasetu.lib import amounts, bn
from janasetu.lib.clock import local
from janasetu.lib.words import Lang
from janasetu.payments.fees import fees_with

Snapshot = dict[str, Any]

MOST_STEPS: Final = 40  # of the way that is printed; of more the first and the last
_PAPER = "document"
# What of a case's history the appeal tells: where it went, for whom it waited, what was decided.
_WAY: Final = frozenset(
    {
        *(EventCode.OPENED, EventCode.DESK_DONE, EventCode.APPROVED, EventCode.ASKED, EventCode.ANSWERED),
        *(EventCode.ESCALATED, EventCode.DESK_NUDGED, EventCode.REFERRED_OUTSIDE),
        *(EventCode.OUTSIDE_ANSWERED, EventCode.LAW_PASSED, EventCode.APPEALED, EventCode.APPEAL_DECIDED),
        *(EventCode.REJECTED, EventCode.REOPENED),
    }
)


def receipt_of(case: Case) -> Snapshot:
    """What the receipt for an application says (Form 1): when it came, with which papers, who decides it and
    until when, and to whom one may turn after that.
    """
    at, law = case.opened_at, law_of(case)
    assert law
    assert case.statutory_due_at
    party = queries.parties([case.body_id], [case.id]).get(case.id)
    offices = _Offices(case, [law.officer, law.appeal, law.review], at=at)
    whole = {
        **_head(case, "rights_form_1", number=case.grouped_ref, at=at),
        "person": _person(case, party),
        "rows": [
            _row("applicant", _person(case, party)),
            _row("service", {"bn": case.service.name.bn, "en": case.service.name.en}),
            _row("received", _each(lambda lang: _moment(at, lang))),
            _row("within", _each(lambda lang: said_length(law.within, lang))),
            _row("law", {"bn": law.law, "en": law.law}),
        ],
        "papers": list(_papers(case)),
        "officer": offices.of(law.officer),
        "due": local(case.statutory_due_at).date().isoformat(),
        "appeal": offices.of(law.appeal),
        "review": offices.of(law.review),
        "fee": _fee(case),
        "page": _address(case),
    }
    return _normal(whole)


def appeal_of(appealed: Appealed, *, now: datetime) -> Snapshot:
    """What an appeal says (Form 2): against what, both clocks of the application, and the way that it went.

    `appealed`: the appeal's own case.
    """
    case, application, law = appealed.case, appealed.application, appealed.law
    assert law
    party = queries.parties([case.body_id], [case.id]).get(case.id)
    hears = law.appeal if appealed.step == "appeal" else law.review
    offices = _Offices(application, [law.officer, hears], at=case.opened_at)
    whole = {
        **_head(case, f"rights_form_2_{appealed.step}", number=case.grouped_ref, at=case.opened_at),
        "case": application.ref,
        "person": _person(application, party),
        "to": offices.of(hears),
        "officer": offices.of(law.officer),
        "rows": [
            _row("appellant", _person(application, party)),
            _row("application", _both(application.grouped_ref)),
            _row("service", {"bn": application.service.name.bn, "en": application.service.name.en}),
            _row("applied", _each(lambda lang: _moment(application.opened_at, lang))),
            _row("law", {"bn": law.law, "en": law.law}),
        ],
        "clocks": list(_clocks(application, law.within, now=case.opened_at)),
        "grounds": _grounds(appealed),
        "way": list(_way(appealed)),
        "page": _address(case),
    }
    return _normal(whole)


def _normal(whole: Snapshot) -> Snapshot:
    normal: Snapshot = snapshots.normal(whole)
    return normal


# --- the parts ---


def _head(case: Case, title: str, *, number: str, at: datetime) -> Snapshot:
    return {
        "v": snapshots.VERSION,
        "body": letterhead(case.body),
        "type": "receipt",
        "title": _say(title),
        "number": number,
        "code": "",
        "issued": local(at).date().isoformat(),
        "valid_until": None,
        "case": case.ref,
        "verify": "",
        "specimen": False,
    }


class _Offices:
    """Posts that the law names, with who holds them at that instant."""

    def __init__(self, case: Case, roles: Sequence[str | None], *, at: datetime) -> None:
        named = {role for role in roles if role}
        self._body_id, self._at = case.body_id, at
        self._holders = bodies.holders([case.body_id], named, at=at)
        above = {one.body_id for answering in self._holders.values() for one in answering}
        self._titles = bodies.titles({case.body_id} | above, named)

    def of(self, role: str | None) -> dict[str, Any] | None:
        """The post by its title, and who holds it; None where the law names none."""
        if role is None:
            return None
        answering = self._holders.get((self._body_id, role), [])
        where = answering[0].body_id if answering else self._body_id
        title = self._titles.texts(where, role, at=self._at)
        name = {lang: answering[0].name_in(lang) for lang in PRINTED} if answering else None
        return {"title": {lang: title[lang] for lang in PRINTED if lang in title}, "name": name}


def _person(case: Case, party: CaseParty | None) -> Said:
    """Who applied: the first name that the form asks for, else as the line knows them."""
    return person_of(case) or _both(
        party.name if party and party.name else PHRASES.say("rights_no_name", "bn")
    )


def _papers(case: Case) -> Iterator[Said]:
    """The papers that came with it, as the form calls them."""
    answers = unfolded(case.service, case.fields)
    for slot in slots(case.service, answers):
        if slot.field.kind == _PAPER and not slot.asks_for_more and answers.get(slot.path):
            yield {lang: short_of(slot.field, lang) for lang in PRINTED}


def _fee(case: Case) -> Said:
    """All that the service costs with these answers, or that it costs nothing."""
    day = local(case.opened_at).date()
    whole = sum(amount for _, amount in fees_with(case.service, case.fields, on=day))
    if not whole:
        return _say("rights_no_fee")
    return _each(lambda lang: amounts.rupees(whole, lang))


def _address(case: Case) -> str:
    """Where the web tells how it stands; the QR leads there, and the secret is asked for there."""
    return f"{settings.PUBLIC_ADDRESS}/case/{case.ref}/"


def _clocks(application: Case, within: Span, *, now: datetime) -> Iterator[dict[str, Any]]:
    """The promise and the law's limit: how long, until when, and how long past that."""
    clocks = clocks_of([application], pauses_of([application]))[application.id]
    law = clocks.statutory
    yield _clock("promise", clocks.terms.promise.within, application.promise_due_at, clocks.promise.run, now)
    if law and application.statutory_due_at:
        yield _clock("law", within, application.statutory_due_at, law.run, now)


def _clock(name: str, within: Span, due: datetime, run: Callable[..., Any], now: datetime) -> dict[str, Any]:
    late = run(due, now)
    return {
        "name": name,
        "label": _say(f"rights_clock_{name}"),
        "within": _each(lambda lang: said_length(within, lang)),
        "due": local(due).date().isoformat(),
        "late": _each(lambda lang: bn.age(late, lang)) if late else None,
    }


def _grounds(appealed: Appealed) -> Said:
    """Why it is appealed, in one sentence."""
    against = appealed.own.against if appealed.own else None
    earlier = against.appeals.first() if against and against.service.is_appeal else None
    if earlier is None and (why := _refusal(appealed.application)):
        return _in_both("rights_ground_refused", reason=why)
    if earlier is None or earlier.decided_at is None:
        key = "rights_ground_late" if earlier is None else "rights_ground_undecided"
        return _say(key)
    if earlier.allowed and earlier.by_day:
        day = earlier.by_day
        return {
            lang: PHRASES.say("rights_ground_late_again", lang, day=bn.date(day, lang)) for lang in PRINTED
        }
    return {lang: PHRASES.say("rights_ground_dismissed", lang, reason=earlier.reason) for lang in PRINTED}


def _refusal(application: Case) -> str:
    """Why the application was refused, as its applicant was told; empty where it was not."""
    if application.status != Status.REJECTED:
        return ""
    told = queries.events_of(application).filter(code=EventCode.REJECTED).last()
    return str(told.params.get("note", "")) if told else ""


def _in_both(key: str, **values: str) -> Said:
    return {lang: PHRASES.say(key, lang, **values) for lang in PRINTED}


def _way(appealed: Appealed) -> Iterator[dict[str, Any]]:
    """What happened to the application, and to the appeal before this one, oldest first."""
    application, own = appealed.application, appealed.own
    events = list(queries.events_of(application).filter(code__in=_WAY))
    if own and own.against_id != application.id:
        events += list(queries.events_of(own.against).filter(code=EventCode.APPEAL_DECIDED))
    told = [
        (one, said) for one in sorted(events, key=lambda one: one.at) if (said := _happened(one, application))
    ]
    half = MOST_STEPS // 2
    for event, said in told if len(told) <= MOST_STEPS else [*told[:half], *told[-half:]]:
        yield {"when": local(event.at).replace(second=0, microsecond=0).isoformat(), "text": said}


def _happened(event: CaseEvent, application: Case) -> Said:
    return {lang: _in_words(event, application, lang) for lang in PRINTED}


def _in_words(event: CaseEvent, application: Case, lang: Lang) -> str:
    params: Mapping[str, Any] = event.params
    stage = str(params.get("stage", ""))
    to = [desks.stage_name(application.service, str(one), lang) for one in params.get("to", ())]
    key = f"rights_way_{event.code}"
    if event.code == EventCode.DESK_DONE and not to:
        key = "rights_way_desk_only"
    if event.code == EventCode.APPEAL_DECIDED:
        key = f"rights_way_{'allowed' if params.get('allowed') else 'dismissed'}"
    return PHRASES.say(
        key,
        lang,
        stage=desks.stage_name(application.service, stage, lang) if stage else "",
        to=", ".join(to),
        ref=str(params.get("ref", "")),
    )


# --- in both languages ---


def _row(name: str, value: Said) -> dict[str, Any]:
    return {"name": name, "label": _say(f"rights_row_{name}"), "value": value}


def _say(key: str) -> Said:
    return {lang: PHRASES.say(key, lang) for lang in PRINTED}


def _each(said: Callable[[Lang], str]) -> Said:
    return {lang: said(lang) for lang in PRINTED}


def _both(text: str) -> Said:
    return dict.fromkeys(PRINTED, text)


def _moment(at: datetime, lang: Lang) -> str:
    return f"{bn.date(local(at), lang)}, {bn.time_of_day(local(at), lang)}"
