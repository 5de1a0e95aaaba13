"""The life of one case: its opening, the moves of its officers, its clocks, its citizen's word.

Every move is judged by the rules that judge it today, and leaves the rows that the acts of casework leave.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from janasetu.bodies.models import Department, Officer
from janasetu.cases import claims, reminders, rules
from janasetu.cases.actions import paying
from janasetu.cases.actions.arriving import first_of
from janasetu.cases.actions.calling import WITHIN
from janasetu.cases.actions.pausing import put_off
from janasetu.cases.actions.rating import LOW, credited
from janasetu.cases.choices import (
    WITH_OFFICE,
    AttachmentRole,
    CallOutcome,
    CallReason,
    EventCode,
    Lane,
    PartyRole,
    PauseReason,
    Status,
)
from janasetu.cases.clocks import Clocks, Pause, escalates_again, escalates_next, terms_of
from janasetu.cases.codes import code_of
from janasetu.cases.likeness import NOWHERE, Where, place_in
from janasetu.cases.models import CallBack, Case, CaseAttachment, CaseEvent, CaseParty, CasePause
from janasetu.cases.notices import PHRASES, Notice
from janasetu.cases.searching import words_of_case, words_of_party
from janasetu.cases.seeing import OFFICE, Parted, parted, word_for
from janasetu.cases.stages import Visit
from janasetu.catalogue.schema import Service
from janasetu.demo.past.citizens import Citizen, contact_id
from janasetu.demo.past.matters import Matter
from janasetu.demo.past.offices import Office
from janasetu.demo.past.stamps import Stamps
from janasetu.documents.models import ReceivedFile
from janasetu.lib import bn
from janasetu.lib.words import Lang
from janasetu.payments.choices import DemandState
from janasetu.payments.fees import WITH_APPLICATION, before
from janasetu.payments.models import Demand
from janasetu.payments.notices import Payer

_EVENTS = {
    "assign": EventCode.ASSIGNED,
    "reply": EventCode.REPLIED,
    "ask": EventCode.ASKED,
    "note": EventCode.NOTED,
    "refer": EventCode.REFERRED,
    "resolve": EventCode.RESOLVE_CLAIMED,
    "reject": EventCode.REJECTED,
}
_TOLD = {
    "reply": "replied",
    "ask": "asked",
    "refer": "referred",
    "resolve": "resolve_claimed",
    "reject": "rejected",
}

_SWEEP = timedelta(seconds=1)  # how often the sweeps look
_EARLY = timedelta(minutes=25)  # so long before it is due a call is made


@dataclass(frozen=True, slots=True)
class Told:
    """Something that the citizen was told of the case at a moment, or what they said themselves."""

    at: datetime
    notice: Notice | None = None
    said: str = ""
    choice: str = ""


@dataclass(slots=True)
class Life:
    """A case with all that has happened to it so far."""

    case: Case
    citizen: Citizen
    office: Office
    stamps: Stamps
    matter: Matter
    events: list[CaseEvent] = field(default_factory=list)
    attachments: list[CaseAttachment] = field(default_factory=list)
    pauses: list[CasePause] = field(default_factory=list)
    told: list[Told] = field(default_factory=list)
    calls: list[CallBack] = field(default_factory=list)
    demands: list[Demand] = field(default_factory=list)

    @property
    def clocks(self) -> Clocks:
        pauses = tuple(row.pause for row in self.pauses)
        return _clocks(self.matter.service, self.case.fields, self.case.opened_at, self.office, pauses)

    @property
    def within(self) -> timedelta:
        """The promised time, which each level has again."""
        return self.case.promise_due_at - self.case.opened_at

    # --- what an officer does ---

    def move(
        self,
        code: str,
        at: datetime,
        *,
        note: str = "",
        photos: Sequence[ReceivedFile] = (),
        to: Officer | None = None,
        department: Department | None = None,
        reason: str = "",
    ) -> None:
        """A move of whoever has the case then. RefusedError where the rules do not allow it."""
        self.reach(at)
        if self.case.is_about_the_office and code == "refer":
            return
        officer = self._mover(at)
        if self.case.is_about_the_office:
            to = None  # nobody of it has anything to do with it
        roles = self.case.roles_of(officer)
        attempt = rules.Attempt(code, self.case.status, roles, note, len(photos), reason)
        allowed = rules.check_move(attempt, levels=self.case.levels, evidence=self.matter.service.evidence)
        before, self.case.status = self.case.status, rules.status_after(allowed, self.case.status)
        if before == Status.WAITING_CITIZEN != self.case.status:
            self._go_on(at)
        if allowed.acts and self.case.first_action_at is None:
            self.case.first_action_at = at
        params = self._applied(code, at, by=officer, to=to or officer, department=department, reason=reason)
        params |= {"note": note} if note else {}
        params |= {"photos": [str(photo.id) for photo in photos]} if photos else {}
        self._attach(photos, AttachmentRole.EVIDENCE, at)
        event = self._record(_EVENTS[code], officer.post, params, at)
        if self.case.status == Status.WAITING_CITIZEN != before:
            self._stand_still(event)
        if code in _TOLD:
            self._tell(self._key(code), event, at, self._values(event, officer))

    def _applied(
        self,
        code: str,
        at: datetime,
        *,
        by: Officer,
        to: Officer,
        department: Department | None,
        reason: str,
    ) -> dict[str, Any]:
        """Change the case as the move does; what the event says of it."""
        match code:
            case "assign":
                self.case.officer = to
                return {"officer": to.post}
            case "refer":
                assert department
                return self._referred(department, at)
            case "resolve":
                claims.make(self.case, by=by, now=at)
            case "reject":
                self.case.ended_at = at
                return {"reason": reason}
        return {}

    def _referred(self, department: Department, at: datetime) -> dict[str, Any]:
        case, before = self.case, self.case.department
        case.department, case.level = department, 0
        due_at = case.promise_due_at
        case.escalates_at = escalates_again(self.clocks.promise, at, due_at=due_at, levels=case.levels)
        case.officer = self._answering(at)
        params = {"from": before.code if before else "", "department": department.code}
        return params | ({"officer": case.officer.post} if case.officer else {})

    def _mover(self, at: datetime) -> Officer:
        """Whoever has the case and may move it, else whoever answers for its level."""
        officer = self.case.officer
        able = officer and not self.case.roles_of(officer).isdisjoint(self.case.levels)
        found = officer if able else self._answering(at)
        assert found
        return found

    def _key(self, code: str) -> str:
        ended = code == "resolve" and not self.matter.service.asks_the_citizen
        return "answered" if ended else _TOLD[code]

    def _values(self, event: CaseEvent, officer: Officer) -> Mapping[str, Any]:
        department, at, reason = self.case.department, event.at, event.params.get("reason")

        def title(lang: Lang) -> str:
            return self.office.title(officer.body_id, officer.role_id, lang, at=at)

        return {
            "note": event.params.get("note", ""),
            "officer": title,
            "department": lambda lang: department.name_in(lang) if department else "",
            **({"reason": lambda lang: PHRASES.say(f"reject_{reason}", lang)} if reason else {}),
        }

    # --- what the citizen says ---

    def confirm(self, at: datetime) -> None:
        """Yes, it is done."""
        self._says("confirm_yes", "yes", at)
        claims.confirm(self.case, by=claims.CITIZEN, now=at)
        event = self._record(EventCode.CONFIRMED, "citizen", {}, at)
        self._tell("confirmed", event, at, {})

    def object(self, at: datetime) -> None:
        """No, it is not: the case goes on one level up."""
        title = "not_agreed" if self.case.status == Status.REJECTED else "confirm_no"
        self._says(title, "no", at)
        claims.void(self.case)
        self._climb(at)
        event = self._record(EventCode.REOPENED, "citizen", self._climbed(), at)
        self._tell("reopened", event, at, {"officer": self._level_title(at)})

    def rate(self, at: datetime, stars: int) -> None:
        """How the work was."""
        self._says(f"stars_{stars}", str(stars), at, begins="rate")
        self.case.stars, self.case.rated_at = stars, at
        event = self._record(EventCode.RATED, "citizen", {"stars": stars, **credited(self.case)}, at)
        key = "rated_low" if stars <= LOW else "rated"
        self._tell(key, event, at, {"stars": lambda lang: bn.number(stars, lang)})

    def answer(self, at: datetime, text: str) -> None:
        """What the officer had asked."""
        self.told.append(Told(at, said=text))
        if self.case.status == Status.WAITING_CITIZEN:
            self.case.status = Status.IN_PROGRESS
            self._go_on(at)
        event = self._record(EventCode.ANSWERED, "citizen", {"note": text}, at)
        self._tell("answered_question", event, at, {})

    def _says(self, title: str, act: str, at: datetime, *, begins: str = "case") -> None:
        words = PHRASES.say(title, self.citizen.lang)
        self.told.append(Told(at, said=words, choice=f"{begins}:{self.case.ref}:{act}"))

    # --- what the clocks do ---

    def _stand_still(self, event: CaseEvent) -> None:
        """From now on, while the citizen is asked something."""
        pause = CasePause(
            id=self.stamps.at(event.at),
            body=self.case.body,
            case=self.case,
            reason=PauseReason.WAITING_CITIZEN,
            event=event,
            began_at=event.at,
        )
        self.pauses.append(pause)

    def _go_on(self, at: datetime) -> None:
        self.pauses[-1].ended_at = at
        put_off(self.case, self.clocks, self.pauses[-1].pause)

    def reach(self, at: datetime) -> None:
        """Let happen what fell due until then: the case climbs, passes to whoever followed in office, or ends
        in silence.
        """
        while due := self._next_due(at):
            moment, act = due
            # What waited for the citizen climbs after the answer.
            act(max(moment, self.events[-1].at + _SWEEP))

    def look_ahead(self, now: datetime) -> None:
        """Whoever has the case was reminded of what is past, and will be of what is to come."""
        if self.case.is_open:
            clocks = self.clocks
            self.case.reminded = reminders.bits(reminders.due(clocks, reminded=0, now=now))
            self.case.looks_at = reminders.next_look(clocks, reminded=self.case.reminded)
            self._note_the_law(now)

    def _note_the_law(self, now: datetime) -> None:
        """Whoever waits longer than the law allows was told when its time was over."""
        due = self.case.statutory_due_at
        if due and due < now and self.case.status in WITH_OFFICE:
            self.case.law_passed_at = due

    def _next_due(self, at: datetime) -> tuple[datetime, Callable[[datetime], None]] | None:
        case, call = self.case, next((one for one in self.calls if one.done_at is None), None)
        clocks = [
            (case.escalates_at if case.status in WITH_OFFICE else None, self._escalate),
            (self._to_act(), self._miss_first_action),
            (self._vacated(), self._hand_over),
            (case.reminds_at, self._ask_again),
            (case.closes_at, self._close),
            (call.due_at - _EARLY if call else None, self._ring),
        ]
        past = [(moment, act) for moment, act in clocks if moment and moment <= at]
        return min(past, key=lambda one: one[0], default=None)

    def _to_act(self) -> datetime | None:
        """When somebody was to have done something first, while nobody has and nobody was told."""
        case = self.case
        waits = case.first_action_at is None and case.first_action_missed_at is None
        return case.first_action_due_at if waits and case.status in WITH_OFFICE else None

    def _miss_first_action(self, at: datetime) -> None:
        self.case.first_action_missed_at = at
        self._record(EventCode.FIRST_ACTION_MISSED, "system", {}, at)

    def _vacated(self) -> datetime | None:
        """When the officer of an open case left office."""
        officer = self.case.officer
        return officer.until if officer and self.case.is_open else None

    def _escalate(self, at: datetime) -> None:
        self._climb(at)
        event = self._record(EventCode.ESCALATED, "system", self._climbed(), at)
        self._tell("escalated", event, at, {"officer": self._level_title(at)}, source=f"event:{event.id}")

    def _hand_over(self, at: datetime) -> None:
        former, heir = self.case.officer, self._answering(at)
        assert former
        assert heir
        self.case.officer = heir
        self._record(EventCode.HANDED_OVER, "system", {"former": former.post, "officer": heir.post}, at)

    def _ask_again(self, at: datetime) -> None:
        self.case.reminds_at = None
        if self.citizen.contact and self.case.closes_at:
            event = self._record(EventCode.ASKED_AGAIN, "system", {}, at)
            self._tell("asked_again", event, at, {"until": _until(self.case.closes_at, at)})

    def _close(self, at: datetime) -> None:
        """Nobody has answered; in an urgent case the office rings first."""
        if self.case.lane != Lane.NORMAL:
            claims.close_window(self.case)
            self.calls.append(self._call(at))
            return
        claims.end(self.case, now=at)
        event = self._record(EventCode.CLOSED_UNCONFIRMED, "system", {}, at)
        until = claims.reopens_until(self.case)
        assert until
        self._tell("closed_unconfirmed", event, at, {"until": _until(until, at)})

    def _ring(self, at: datetime) -> None:
        """The operator hears that the work is done."""
        call = next(one for one in self.calls if one.done_at is None)
        call.done_at, call.done_by, call.outcome = at, f"operator@{self.office.code}", CallOutcome.SPOKEN
        self._record(EventCode.RUNG, call.done_by, {"call": "spoken", "word": "yes"}, at)
        claims.confirm(self.case, by=call.done_by, now=at)
        event = self._record(EventCode.CONFIRMED, call.done_by, {"call": "spoken"}, at)
        self._tell("confirmed_by_telephone", event, at, {})

    def _call(self, at: datetime) -> CallBack:
        citizen = self.citizen
        return CallBack(
            id=self.stamps.at(at),
            body=self.case.body,
            source=claims.check_of(self.case),
            case=self.case,
            reason=CallReason.CHECKING,
            name=citizen.called,
            phone=citizen.phone,
            lang=citizen.lang,
            contact_bucket=citizen.contact.bucket if citizen.contact else None,
            contact_id=contact_id(citizen),
            asked_at=at,
            due_at=at + WITHIN,
        )

    def _climb(self, at: datetime) -> None:
        case, levels = self.case, self.case.levels
        case.level = rules.next_level(case.level, levels)
        case.officer = self._answering(at) or case.officer
        case.escalates_at = escalates_next(self.clocks.promise, at, level=case.level, levels=levels)

    def _climbed(self) -> dict[str, Any]:
        officer = self.case.officer
        return {
            "level": self.case.level,
            "role": self.case.level_role,
            "officer": officer.post if officer else "",
        }

    def _level_title(self, at: datetime) -> Any:
        role, holder = self.case.level_role, self._answering(at)
        where = holder.body_id if holder else self.case.body_id
        return lambda lang: self.office.title(where, role, lang, at=at)

    def _answering(self, at: datetime) -> Officer | None:
        """Who answers for the case at its level."""
        return self.office.holder(self.case.level_role, self.case.department, self.case.ward, at=at)

    # --- what is kept ---

    def _record(self, code: str, by: str, params: dict[str, Any], at: datetime) -> CaseEvent:
        event = CaseEvent(
            id=self.stamps.at(at), body=self.case.body, case=self.case, code=code, by=by, params=params, at=at
        )
        self.events.append(event)
        return event

    def _attach(self, files: Sequence[ReceivedFile], role: str, at: datetime) -> None:
        self.attachments += [
            CaseAttachment(
                id=self.stamps.at(at),
                body=self.case.body,
                case=self.case,
                role=role,
                file_bucket=file.bucket,
                file_id=file.id,
                at=at,
            )
            for file in files
        ]

    def _tell(
        self, key: str, event: CaseEvent, at: datetime, values: Mapping[str, Any], *, source: str = ""
    ) -> None:
        self.told.append(
            Told(at, Notice(self.case, key, source=source or f"event:{event.id}", values=values))
        )


def _until(moment: datetime, at: datetime) -> Callable[[Lang], str]:
    return lambda lang: bn.lasting_moment(moment, lang, at, weekday=False)


def opened(matter: Matter, citizen: Citizen, at: datetime, stamps: Stamps, *, channel: str) -> Life:
    """The case as it is opened; its number comes later, for numbers run in the order of opening."""
    office, service, fields = citizen.office, matter.service, matter.answers
    hidden = word_for(service.hidden_in(office.body.kind, fields))
    told = _told(service, fields, citizen) if hidden else Parted(fields)
    department = office.departments.get(service.department_in(office.body.kind, fields) or "")
    department = None if hidden == OFFICE else department
    option = service.option(fields)
    dues = _clocks(service, fields, at, office).dues
    where = Where.of(place_in(service, told.shown)) if service.alike_in(fields) else NOWHERE
    case_id = stamps.at(at)
    case = Case(
        id=case_id,
        body=office.body,
        version_id=matter.version,
        source=f"past:{case_id}",
        channel=channel,
        lane=Lane.URGENT if option and option.urgent else Lane.NORMAL,
        confidential=hidden,
        category=service.category(fields)[:40],
        ward=_ward(service, fields),
        lat=where.lat,
        lon=where.lon,
        department=department,
        fields=dict(told.shown),
        search=words_of_case(service, told.shown),
        opened_at=at,
        promise_due_at=dues.promise,
        statutory_due_at=dues.statutory,
        first_action_due_at=dues.first_action,
    )
    case.escalates_at = dues.promise if len(case.levels) > 1 else None
    life = Life(case, citizen, office, stamps, matter)
    case.officer = office.holder(case.level_role, department, case.ward, at=at)
    by = "citizen" if citizen.contact else f"operator@{office.code}"
    life.events.append(
        CaseEvent(
            id=stamps.at(at), body=office.body, case=case, code=EventCode.OPENED, by=by, params={}, at=at
        )
    )
    life._attach(matter.files, AttachmentRole.HELD if hidden else AttachmentRole.GIVEN, at)
    _fall_due(life, at)
    life.told.append(Told(at, _acknowledgement(life, at)))
    return life


def _fall_due(life: Life, at: datetime) -> None:
    """What the application cost that day, as it was owed when it came. Who did not pay was reminded then."""
    case, citizen = life.case, life.citizen
    if not life.matter.service.fee:
        return
    payer = Payer(citizen.contact, citizen.office.line.id, citizen.lang) if citizen.contact else None
    stages = {stage for visit in _first_visits(case) for stage in (visit.stage, visit.beside) if stage}
    dues = (WITH_APPLICATION, *(before(stage) for stage in sorted(stages)))
    life.demands = paying.would_fall_due([paying.Falling(case, payer, dues)], now=at)
    for one in life.demands:
        one.id, one.reminded_at = life.stamps.at(at), at
        life._record(EventCode.DEMAND_RAISED, paying.SYSTEM, paying.told_of(one), at)


def _first_visits(case: Case) -> Sequence[Visit]:
    return first_of(case, ()) if case.is_staged else ()


def demands_of(life: Life) -> list[Demand]:
    """What it owed, as it stands now: of what is over nobody owes anything any more."""
    for one in life.demands:
        if life.case.ended_at is not None:
            one.state, one.noted, one.ended_at = DemandState.DROPPED, DemandState.DROPPED, life.case.ended_at
    return life.demands


def _told(service: Service, fields: Mapping[str, Any], citizen: Citizen) -> Parted:
    """The answers in two parts, where who complains is hidden."""
    return parted(service, fields, names=[citizen.called], phone=citizen.phone)


def _clocks(
    service: Service,
    fields: Mapping[str, Any],
    at: datetime,
    office: Office,
    pauses: tuple[Pause, ...] = (),
) -> Clocks:
    return Clocks(terms_of(service, fields, at), at, office.calendar, pauses)


def _ward(service: Service, fields: Mapping[str, Any]) -> str:
    places = [fields.get(asked.field) for asked in service.fields() if asked.kind == "place"]
    return next((str(place["ward"]) for place in places if place and place.get("ward")), "")


def _acknowledgement(life: Life, at: datetime) -> Notice:
    case = life.case

    def department(lang: Lang) -> str:
        return case.department.name_in(lang) if case.department else PHRASES.say("no_department", lang)

    def due(lang: Lang) -> str:
        return bn.lasting_moment(case.promise_due_at, lang, at)

    values = {"department": department, "due": due, "code": lambda _: code_of(case.ref)}
    values |= paying.opening_values(case, paying.Owed({case.id: life.demands} if life.demands else {}))
    return Notice(case, "opened", source=f"opened:{case.id}", values=values)


def party_of(life: Life) -> CaseParty:
    """Who the case is for."""
    citizen, is_hidden = life.citizen, bool(life.case.confidential)
    held = _told(life.matter.service, life.matter.answers, citizen).withheld if is_hidden else {}
    return CaseParty(
        id=life.stamps.at(life.case.opened_at),
        body=life.case.body,
        case=life.case,
        role=PartyRole.COMPLAINANT,
        name=citizen.called,
        phone=citizen.phone,
        lang=citizen.lang,
        contact_bucket=citizen.contact.bucket if citizen.contact else None,
        contact_id=contact_id(citizen),
        line_id=citizen.office.line.id if citizen.contact else None,
        search="" if is_hidden else words_of_party(citizen.called, citizen.phone),
        withheld={"fields": dict(held)} if is_hidden else None,
    )
