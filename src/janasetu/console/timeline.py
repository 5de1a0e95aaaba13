"""What happened to a case, in the reader's language: words, moments, and the fate of our messages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from janasetu.bodies.models import Department
from janasetu.bodies.queries import Titles
from janasetu.cases import desks
from janasetu.cases.choices import CallOutcome, EventCode, ReferredBy
from janasetu.cases.explaining import named_days
from janasetu.cases.models import Case, CaseEvent, CaseParty
from janasetu.cases.notices import PHRASES, key_for
from janasetu.cases.reminders import STATUTORY
from janasetu.cases.rules import REJECT_REASONS
from janasetu.catalogue.fields.wording import short_of
from janasetu.console.answers import ward_words
from janasetu.lib import amounts, bn
from janasetu.lib.clock import local
from janasetu.lib.moments import read
from janasetu.lib.references import grouped
from janasetu.lib.texts import in_language
from janasetu.lib.words import Lang
from janasetu.messaging.choices import OutboundState
from janasetu.messaging.queries import delivery_states

# Events of which the citizen gets a message.
TOLD = frozenset(
    {
        EventCode.OPENED,
        EventCode.ON_THE_WAY,
        EventCode.REPLIED,
        EventCode.ASKED,
        EventCode.REFERRED,
        EventCode.REJECTED,
        EventCode.RESOLVE_CLAIMED,
        EventCode.ASKED_AGAIN,
        EventCode.CLOSED_UNCONFIRMED,
        EventCode.ESCALATED,
        EventCode.UNMASKED,
        EventCode.DUE_MOVED,
        EventCode.REFERRED_OUTSIDE,
        EventCode.CHASED,
        EventCode.OUTSIDE_ANSWERED,
        EventCode.TAKEN_BACK,
        EventCode.VOICE_HEARD,
        EventCode.SUBJECT_CORRECTED,
        EventCode.ISSUED,
        EventCode.LAW_PASSED,
        EventCode.RECORDS_ASKED,
    }
)
_IN_OWN_WORDS = (EventCode.UNMASK_ASKED, EventCode.UNMASKED)  # whose reason somebody wrote
_HEARD = frozenset({EventCode.CONFIRMED, EventCode.REOPENED})  # words that may be heard on the telephone
_ANSWERED = frozenset({EventCode.OUTSIDE_ANSWERED, EventCode.REFERRED_OUTSIDE})
_UNHEARD = (CallOutcome.NO_ANSWER, CallOutcome.WRONG_NUMBER)
# Sentences of their own about who has a case: where nobody does, and where a reminder is of the law's clock.
_OWN_KEYS: Mapping[tuple[str, str], str] = {
    (EventCode.HANDED_OVER, ""): "event_handed_over_nobody",
    (EventCode.COVERED, ""): "event_covered_nobody",
    (EventCode.REMINDED, STATUTORY): "event_reminded_statutory",
}
_OF_MONEY = frozenset(
    {EventCode.DEMAND_RAISED, EventCode.FEE_PAID, EventCode.FEE_WAIVED, EventCode.FEE_RETURNED}
)
_ENDINGS = (EventCode.RESOLVE_CLAIMED, EventCode.REJECTED)  # what a citizen's "no" speaks of


@dataclass(frozen=True, slots=True)
class Delivery:
    """What became of a message to the citizen: an icon, words, a colour of the sheet."""

    icon: str
    words: str
    tone: str


DELIVERIES = {
    OutboundState.QUEUED: ("clock", gettext_lazy("Waiting to be sent"), "muted"),
    OutboundState.SENDING: ("clock", gettext_lazy("Being sent"), "muted"),
    OutboundState.ACCEPTED: ("tick", gettext_lazy("Sent"), "muted"),
    OutboundState.SENT: ("tick", gettext_lazy("Sent"), "muted"),
    OutboundState.DELIVERED: ("ticks", gettext_lazy("Delivered"), "muted"),
    OutboundState.READ: ("ticks", gettext_lazy("Read"), "seen"),
    OutboundState.FAILED: ("cross", gettext_lazy("Could not be sent"), "failed"),
}


@dataclass(frozen=True, slots=True)
class Happening:
    """One thing that happened. `side`: whose act it is, the citizen's, the office's or the system's."""

    words: str
    at: str
    side: str
    delivery: Delivery | None


@dataclass(frozen=True, slots=True)
class Teller:
    """Tells the events of a case to a reader. A post has the title that it had at the time.

    `states`: what became of the messages about these events, by source, as `states_of` finds them.
    """

    case: Case
    events: Sequence[CaseEvent]
    party: CaseParty | None
    named: Titles
    departments: Mapping[tuple[UUID, str], Department]
    states: Mapping[str, str]
    lang: Lang
    now: datetime

    def timeline(self) -> list[Happening]:
        """All of them, oldest first; of several who joined one after the other only how many."""
        return [
            Happening(self.words_of(one), self.moment(one[-1].at), side_of(one[-1]), self.delivery(one[-1]))
            for one in runs(self.events)
        ]

    def words_of(self, together: Sequence[CaseEvent]) -> str:
        """What happened, in a sentence; of several who joined, how many they are."""
        if len(together) == 1:
            return self.words(together[0])
        return PHRASES.say("event_joined_many", self.lang, count=len(together))

    def words(self, event: CaseEvent) -> str:
        """What happened, in a sentence."""
        holder = event.params.get("role") or role_of(event.params.get("officer", ""))
        return PHRASES.say(
            self._key(event),
            self.lang,
            by=self.author(event),
            officer=self._title(event, holder),
            department=self._department(event),
            reason=self._reason(event),
            number=_number(event),
            wards=self._wards(event),
            days=named_days(event.params.get("days", ()), self.lang),
            due=self._due(event),
            stars=bn.number(event.params.get("stars", 0), self.lang),
            away=self._title(event, role_of(event.params.get("away", ""))),
            head=self._title(event, event.params.get("head", "")),
            percent=bn.number(event.params.get("percent", 0), self.lang),
            outside=in_language(event.params.get("outside", {}), self.lang),
            how=self._how(event),
            who=event.params.get("who", ""),
            stage=self._stage(event),
            move=self._move(event),
            paper=self._paper(event),
            was=self._subject(event, "from"),
            subject=self._subject(event, "to"),
            amount=self._amount(event),
            receipt=event.params.get("receipt", ""),
            margin=bn.number(event.params.get("margin", 0), self.lang),
        )

    def author(self, event: CaseEvent) -> str:
        """Whose act it was."""
        if "@" in event.by:
            return self._title(event, role_of(event.by))
        return PHRASES.say(f"by_{event.by}", self.lang)

    def moment(self, at: datetime) -> str:
        return bn.moment(at, self.lang, self.now)

    def delivery(self, event: CaseEvent) -> Delivery | None:
        """What became of the message about it; None where the event is nothing that a message tells."""
        if event.code not in TOLD or event.params.get("untold"):
            return None
        state = self.states.get(source_of(self.case, event))
        if state is not None:
            return delivery_in(state)
        if self.party is None or self.party.contact_id is None or self.party.line_id is None:
            return Delivery("cross", _("The citizen cannot be reached by message"), "failed")
        return Delivery("cross", _("Not sent: the citizen wants no messages"), "failed")

    def _title(self, event: CaseEvent, role: str) -> str:
        return self.named.name(event.body_id, role, self.lang, at=event.at)

    def _department(self, event: CaseEvent) -> str:
        """Its name, or its code where the body has it no more."""
        code = str(event.params.get("department", ""))
        known = self.departments.get((event.body_id, code))
        return known.name_in(self.lang) if known else code

    def _due(self, event: CaseEvent) -> str:
        """The new moment, of an event that moved it; until when the record room answers."""
        if event.code == EventCode.RECORDS_ASKED and (until := event.params.get("until")):
            return bn.date(local(read(until)).date(), self.lang)
        if event.code == EventCode.APPEAL_DECIDED and (day := event.params.get("day")):
            return bn.date(date.fromisoformat(day), self.lang)
        due = event.params.get("to") if event.code == EventCode.DUE_MOVED else ""
        return bn.lasting_moment(read(due), self.lang, event.at) if due else ""

    def _subject(self, event: CaseEvent, which: str) -> str:
        """What the case was taken for before, or is since, of an event that says so; the questions that the
        register answers otherwise.
        """
        service = self.case.service
        if event.code == EventCode.ENTRY_CHOSEN and which == "from":
            asked = [service.field(name) for name in event.params.get("otherwise", ())]
            return ", ".join(short_of(field, self.lang) for field in asked)
        if event.code != EventCode.SUBJECT_CORRECTED:
            return ""
        return service.title({service.titled_by or "": event.params.get(which)}, self.lang)

    def _stage(self, event: CaseEvent) -> str:
        """The desk at which it happened."""
        stage = event.params.get("stage", "")
        return desks.stage_name(self.case.service, stage, self.lang) if stage else ""

    def _move(self, event: CaseEvent) -> str:
        """What was decided there."""
        said = event.params
        if event.code != EventCode.DESK_DONE:
            return ""
        return desks.done_name(self.case.service, said.get("stage", ""), said.get("move", ""), self.lang)

    def _paper(self, event: CaseEvent) -> str:
        """The paper that was looked at."""
        question = event.params.get("question", "")
        is_paper = event.code == EventCode.PAPER_JUDGED
        return desks.paper_name(self.case, question, self.lang) if is_paper else ""

    def _amount(self, event: CaseEvent) -> str:
        """The money of which it tells."""
        amount = event.params.get("amount")
        return amounts.rupees(Decimal(amount), self.lang) if event.code in _OF_MONEY and amount else ""

    def _how(self, event: CaseEvent) -> str:
        """How something went to an office outside."""
        how = event.params.get("how")
        return PHRASES.say(f"how_{how}", self.lang) if how in ReferredBy.values else ""

    def _reason(self, event: CaseEvent) -> str:
        reason = event.params.get("reason", "")
        if event.code == EventCode.PAPER_JUDGED:
            return desks.why_words(event.params.get("why", ""), self.lang)
        if event.code == EventCode.PROOF_NOTED and (kind := event.params.get("kind")):
            return PHRASES.say(f"proof_kind_{kind}", self.lang)
        if event.code in _IN_OWN_WORDS or event.code in _OF_MONEY:
            return str(reason)
        if event.code == EventCode.RECORDS_ANSWERED:
            return str(event.params.get("where", ""))
        return PHRASES.say(f"reject_{reason}", self.lang) if reason in REJECT_REASONS else ""

    def _wards(self, event: CaseEvent) -> str:
        """Where a known incident is, and when it was expected to be solved."""
        if event.code != EventCode.INCIDENT:
            return ""
        wards = ", ".join(ward_words(ward, self.lang) for ward in event.params.get("wards", ()))
        until = event.params.get("until")
        when = bn.moment(read(until), self.lang, self.now) if until else ""
        return ", ".join(filter(None, (wards or self.case.body.name_in(self.lang), when)))

    def _key(self, event: CaseEvent) -> str:
        """The sentence about the event; work is done where the citizen is asked about it, else answered."""
        if event.code == EventCode.RESOLVE_CLAIMED and not self.case.service.asks_the_citizen:
            return key_for("event_answered", self.case)
        if event.code == EventCode.DUE_MOVED and event.params.get("days"):
            return f"event_{event.code}_{event.params['why']}"
        if event.code == EventCode.REOPENED and self._speaks_of_a_refusal(event):
            return "event_reopened_rejected"
        if event.code in _ANSWERED and "@" not in event.by:
            return f"event_{event.code}_there"
        if event.code == EventCode.OPENED and "@" in event.by:
            return "event_opened_by"
        if event.code in _HEARD and "@" in event.by:
            return f"event_{event.code}_by"
        if event.code == EventCode.RUNG and event.params.get("call") in _UNHEARD:
            return f"event_rung_{event.params['call']}"
        own = _OWN_KEYS.get((event.code, _of_owner(event))) or _key_at_desk(event) or _key_of_money(event)
        own = own or _key_of_ink(event)
        return own or _key_of_many(event) or f"event_{event.code}"

    def _speaks_of_a_refusal(self, reopening: CaseEvent) -> bool:
        ends = [one.code for one in self.events if one.code in _ENDINGS and one.id < reopening.id]
        return ends[-1:] == [EventCode.REJECTED]


def _key_of_money(event: CaseEvent) -> str:
    """The sentence about what no officer took: the applicant paid by themselves; else empty."""
    return "event_fee_paid_online" if event.code == EventCode.FEE_PAID and "@" not in event.by else ""


def _key_of_ink(event: CaseEvent) -> str:
    """The sentence about a paper whose signature an officer has seen, and the photo does not show."""
    vouched = event.code == EventCode.ISSUED and event.params.get("signature_vouched")
    return "event_issued_vouched" if vouched else ""


def _key_at_desk(event: CaseEvent) -> str:
    """The sentence of its own that an event has which happened at a desk of an application; else empty."""
    if event.code == EventCode.REJECTED and event.params.get("stage"):
        return "event_rejected_at_desk"
    if event.code == EventCode.PAPER_JUDGED and event.params.get("why"):
        return "event_paper_judged_refused"
    if event.code == EventCode.APPEAL_DECIDED:
        return "event_appeal_decided_allowed" if event.params.get("allowed") else "event_appeal_decided"
    if event.code == EventCode.DESK_VACANT and not event.params.get("head"):
        return "event_desk_vacant_untold"
    if event.code == EventCode.WITHDRAWN and "@" in event.by:
        return "event_withdrawn_by"
    if event.code == EventCode.ENTRY_CHOSEN and event.params.get("otherwise"):
        return "event_entry_chosen_otherwise"
    if event.code == EventCode.RECORDS_ANSWERED and not event.params.get("found"):
        return "event_records_answered_missed"
    return ""


def _of_owner(event: CaseEvent) -> str:
    """Who has the case, or of which clock they are reminded."""
    said = event.params.get("clock" if event.code == EventCode.REMINDED else "officer", "")
    return str(said)


def _key_of_many(event: CaseEvent) -> str:
    """The sentence of its own that an event has which somebody else than the complainant made, or which
    tells of another case; else empty.
    """
    if event.code == EventCode.OPENED and event.params.get("beside"):
        return "event_opened_beside"
    if event.code == EventCode.ANSWERED and event.params.get("ref"):
        return "event_answered_by_other"
    if event.code == EventCode.REOPENED and event.params.get("ref"):
        return "event_reopened_by_other"
    if event.code == EventCode.JOINED and event.params.get("merged"):
        return "event_joined_merged"
    if event.code == EventCode.MERGED and event.by == "system":
        return "event_merged_by_itself"
    return ""


def runs(events: Sequence[CaseEvent]) -> list[list[CaseEvent]]:
    """The events, those who joined one after the other together: two hundred would hide all else."""
    together: list[list[CaseEvent]] = []
    for event in events:
        if _is_joining(event) and together and _is_joining(together[-1][-1]):
            together[-1].append(event)
        else:
            together.append([event])
    return together


def _is_joining(event: CaseEvent) -> bool:
    return event.code == EventCode.JOINED and not event.params.get("merged")


_TELLS_A_NUMBER = frozenset(
    {
        *(EventCode.PAPER_DRAFTED, EventCode.PAPER_SIGNED, EventCode.PAPER_RELEASED),
        *(EventCode.PAPER_RETURNED, EventCode.PAPER_ENDED, EventCode.ISSUED, EventCode.PAPER_FETCHED),
        *(EventCode.ENTRY_CHOSEN, EventCode.RENEWAL_TOLD),
        *(EventCode.LINES_CORRECTED, EventCode.PAPER_REPLACED, EventCode.MARGIN_WRITTEN),
    }
)
_NUMBERED = ("parent", "ref", "beside")  # parameters that are the number of a case


def _number(event: CaseEvent) -> str:
    """The number of another case, of somebody who joined, of a paper or entry, of which the event tells."""
    if event.code in _TELLS_A_NUMBER:
        return str(event.params.get("number", ""))
    ref = str(next(filter(None, map(event.params.get, _NUMBERED)), ""))
    return grouped(ref) if ref else ""


def states_of(case: Case, events: Sequence[CaseEvent], party: CaseParty | None) -> Mapping[str, str]:
    """What became of the messages about these events; one query."""
    bucket = party.contact_bucket if party else None
    told = [source_of(case, event) for event in events if event.code in TOLD]
    return delivery_states(bucket if bucket is not None else -1, told)


def delivery_in(state: str) -> Delivery:
    """The state of a message in words."""
    icon, words, tone = DELIVERIES[OutboundState(state)]
    return Delivery(icon, str(words), tone)


def source_of(case: Case, event: CaseEvent) -> str:
    """What the message about this event calls the thing that asked for it."""
    return f"opened:{case.id}" if event.code == EventCode.OPENED else f"event:{event.id}"


def roles_in(events: Sequence[CaseEvent]) -> set[str]:
    """The roles that the events name: `named` must know their titles."""
    return {
        code
        for event in events
        for code in (
            role_of(event.by),
            event.params.get("role", ""),
            event.params.get("head", ""),
            role_of(event.params.get("officer", "")),
            role_of(event.params.get("away", "")),
        )
    }


def role_of(post: str) -> str:
    """The role in ROLE@BODY."""
    return post.partition("@")[0]


def side_of(event: CaseEvent) -> str:
    return "office" if "@" in event.by else event.by
