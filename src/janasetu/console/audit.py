"""The auditor's registers in the reader's words: who looked at what, what was changed, from what to what."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from janasetu.audit.choices import Act, LookKind
from janasetu.audit.models import AuditRow, Look
from janasetu.bodies import posts
from janasetu.bodies.models import Department, Officer
from janasetu.cases.auditing import UNKNOWN, Entry
from janasetu.cases.choices import CallOutcome, Confidential, Lane, Status
from janasetu.cases.notices import PHRASES
from janasetu.cases.queries import cases_visible_to
from janasetu.console.rows import CHANNELS
from janasetu.console.timeline import role_of
from janasetu.lib import bn, moments, references
from janasetu.lib.clock import local
from janasetu.lib.texts import in_language
from janasetu.lib.words import Lang

LOOKS = {
    LookKind.CASE: gettext_lazy("Opened the case"),
    LookKind.TALK: gettext_lazy("Read a talk with a citizen"),
    LookKind.FILE: gettext_lazy("Opened a photo or a paper"),
    LookKind.REVEAL: gettext_lazy("Saw the telephone number"),
    LookKind.SEARCH: gettext_lazy("Searched"),
    LookKind.EXPORT: gettext_lazy("Took out a list as a file"),
    LookKind.REGISTER: gettext_lazy("Looked in the register of births and deaths"),
}
ACTS = {
    Act.INSERT: gettext_lazy("written"),
    Act.UPDATE: gettext_lazy("changed"),
    Act.DELETE: gettext_lazy("deleted"),
    Act.FOUND: gettext_lazy("stood there when history began"),
}
# What a row of a table is; of no other table an office reads here.
THINGS = {
    "bodies_department": gettext_lazy("Department"),
    "bodies_electionsilence": gettext_lazy("Silence before an election"),
    "bodies_officer": gettext_lazy("Officer"),
    "bodies_title": gettext_lazy("Title of a post"),
    "bodies_ward": gettext_lazy("Ward"),
    "cases_callback": gettext_lazy("Call-back"),
    "cases_cannedreply": gettext_lazy("Ready reply"),
    "cases_case": gettext_lazy("Case"),
    "cases_caseattachment": gettext_lazy("File of a case"),
    "cases_caseevent": gettext_lazy("Event of a case"),
    "cases_caseparty": gettext_lazy("Complainant"),
    "cases_slip": gettext_lazy("Paper slip"),
    "cases_trainingphrase": gettext_lazy("Words to be taught"),
    "cases_unmasking": gettext_lazy("Wish to see who complains"),
    "catalogue_bodyservice": gettext_lazy("Terms of a service"),
    "people_consententry": gettext_lazy("Consent"),
    "people_person": gettext_lazy("Person"),
    "people_personcontact": gettext_lazy("Whose telephone"),
    "registers_recordsearch": gettext_lazy("Search in the record room"),
    "registers_registerentry": gettext_lazy("Entry of a register"),
    "registers_registerimport": gettext_lazy("File of a register"),
}
COLUMNS = {
    "active": gettext_lazy("Login is open"),
    "agreed_at": gettext_lazy("Agreed at"),
    "agreed_by_id": gettext_lazy("Who agreed"),
    "asked_at": gettext_lazy("Asked at"),
    "category": gettext_lazy("What it is about"),
    "channel": gettext_lazy("How it came"),
    "claimed_at": gettext_lazy("Said to be done at"),
    "confidential": gettext_lazy("What is hidden"),
    "department_id": gettext_lazy("Department"),
    "done_at": gettext_lazy("Done at"),
    "done_by": gettext_lazy("Done by"),
    "due_at": gettext_lazy("Due"),
    "enabled": gettext_lazy("Is offered"),
    "ended_at": gettext_lazy("Ended at"),
    "escalates_at": gettext_lazy("Goes one level up at"),
    "fields": gettext_lazy("Answers"),
    "lane": gettext_lazy("Urgency"),
    "level": gettext_lazy("Level"),
    "name": gettext_lazy("Name"),
    "not_before": gettext_lazy("To be called from"),
    "note": gettext_lazy("Note"),
    "officer_id": gettext_lazy("Officer"),
    "outcome": gettext_lazy("Outcome"),
    "phone": gettext_lazy("Telephone number"),
    "promise_due_at": gettext_lazy("Promised until"),
    "reason": gettext_lazy("Reason"),
    "search": gettext_lazy("Words for the search"),
    "since": gettext_lazy("From"),
    "status": gettext_lazy("Status"),
    "statutory_due_at": gettext_lazy("Limit by law"),
    "text": gettext_lazy("Text"),
    "title": gettext_lazy("Title"),
    "until": gettext_lazy("Until"),
    "ward": gettext_lazy("Ward"),
    "withheld": gettext_lazy("What was held back"),
}
_LANES: Mapping[str, Any] = {
    Lane.NORMAL: gettext_lazy("in its turn"),
    Lane.URGENT: gettext_lazy("urgent"),
    Lane.EMERGENCY: gettext_lazy("emergency"),
}
_OUTCOMES: Mapping[str, Any] = {
    CallOutcome.SPOKEN: gettext_lazy("spoken"),
    CallOutcome.NO_ANSWER: gettext_lazy("no answer"),
    CallOutcome.WRONG_NUMBER: gettext_lazy("wrong number"),
}
_HIDDEN: Mapping[str, Any] = {
    Confidential.COMPLAINANT: gettext_lazy("who complains"),
    Confidential.OFFICE: gettext_lazy("the case from the office that it is about"),
}
_WORDS = {"channel": CHANNELS, "confidential": _HIDDEN, "lane": _LANES, "outcome": _OUTCOMES}
_OFFICERS = ("officer_id", "agreed_by_id")
# Who is nobody in a post.
HANDS = {
    "citizen": gettext_lazy("A citizen"),
    "command": gettext_lazy("Whoever looks after the machine"),
    "system": gettext_lazy("The system"),
    UNKNOWN: gettext_lazy("By hand in the database"),
}
_MOST = 120  # letters of a value


@dataclass(frozen=True, slots=True)
class Word:
    """What stood in a column, or its name. `is_code`: in the computer's letters, not in anybody's words."""

    text: str
    is_code: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """One column, before and after; without these where history does not hold what stood there."""

    column: Word
    before: Word | None = None
    after: Word | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """An entry of a register. `post`: ROLE@BODY, empty for who is in none; `tone`: a colour."""

    at: datetime
    day: str
    time: str
    who: str
    post: str
    what: str
    number: str
    url: str
    reason: str
    changes: Sequence[Change] = ()
    tone: str = ""


def lines_of(found: Sequence[Entry], *, officer: Officer, lang: Lang) -> list[Line]:
    """The entries in words; three queries for any number."""
    telling = _Telling(
        cases=dict(
            cases_visible_to(officer)
            .select_related(None)
            .filter(id__in={one.case_id for one in found if one.case_id})
            .values_list("id", "ref")
        ),
        officers=Officer.objects.select_related("body").in_bulk(_officers(found)),
        departments=Department.objects.in_bulk(_named(found, "department_id")),
        lang=lang,
    )
    return [telling.look(one) if isinstance(one, Look) else telling.change(one) for one in found]


def _officers(found: Iterable[Entry]) -> set[UUID]:
    looked = {one.officer_id for one in found if isinstance(one, Look) and one.officer_id}
    return looked.union(*(_named(found, column) for column in _OFFICERS))


def _named(found: Iterable[Entry], column: str) -> set[UUID]:
    """The ids that stood or stand in this column."""
    pairs = [one.changed.get(column) for one in found if isinstance(one, AuditRow)]
    return {UUID(value) for pair in pairs if isinstance(pair, list) for value in pair if value}


@dataclass(frozen=True, slots=True)
class _Telling:
    """What the entries name, read once for all of them."""

    cases: Mapping[UUID, str]
    officers: Mapping[UUID, Officer]
    departments: Mapping[UUID, Department]
    lang: Lang

    def look(self, one: Look) -> Line:
        officer = self.officers.get(one.officer_id) if one.officer_id else None
        who = " · ".join(filter(None, (officer.name_in(self.lang) if officer else "", self._post(one.by))))
        return self._line(one, who, one.by, self._looked(one), one.reason)

    def change(self, one: AuditRow) -> Line:
        by_hand = one.actor.startswith(f"{UNKNOWN} ")
        post = one.actor if "@" in one.actor else ""
        who = str(HANDS[UNKNOWN]) if by_hand else self._post(post) or str(HANDS.get(one.actor, one.actor))
        thing = THINGS.get(one.table_name, one.table_name)
        what = _("%(thing)s: %(act)s") % {"thing": thing, "act": ACTS[Act(one.act)]}
        changes = [self._change(column, pair) for column, pair in sorted(one.changed.items())]
        return self._line(one, who, post, what, one.reason, changes, "bad" if by_hand else "")

    def _line(
        self,
        one: Entry,
        who: str,
        post: str,
        what: str,
        reason: str,
        changes: Sequence[Change] = (),
        tone: str = "",
    ) -> Line:
        ref = self.cases.get(one.case_id, "") if one.case_id else ""
        there = local(one.at)
        return Line(
            at=there,
            day=bn.date(there.date(), self.lang),
            time=bn.digits(f"{there:%H:%M:%S}") if self.lang == "bn" else f"{there:%H:%M:%S}",
            who=who,
            post=post,
            what=what,
            number=references.grouped(ref) if ref else "",
            url=reverse("console:case", args=[ref]) if ref else "",
            reason=reason,
            changes=changes,
            tone=tone,
        )

    def _post(self, post: str) -> str:
        """What the post is called; empty for none."""
        known = posts.posts().get(role_of(post))
        return in_language(known.name, self.lang) if known and "@" in post else ""

    def _looked(self, one: Look) -> str:
        words = str(LOOKS[LookKind(one.what)])
        if one.what == LookKind.EXPORT:
            rows = {"what": words, "rows": bn.number(one.rows, self.lang)}
            return _("%(what)s, %(rows)s rows") % rows
        return words

    def _change(self, column: str, pair: Any) -> Change:
        name = Word(str(COLUMNS[column])) if column in COLUMNS else Word(column, is_code=True)
        if not isinstance(pair, list):
            return Change(name)
        before, after = (self._value(column, value) for value in pair)
        return Change(name, before, after)

    def _value(self, column: str, value: Any) -> Word:
        """What stood in a column, as people say it."""
        if value is None:
            return Word(_("nothing"))
        if isinstance(value, bool):
            return Word(_("yes") if value else _("no"))
        if isinstance(value, int):
            return Word(bn.number(value + 1 if column == "level" else value, self.lang))
        if isinstance(value, str):
            return self._text(column, value)
        if isinstance(value, dict) and {"bn", "en"} & set(value):
            return Word(in_language(value, self.lang))
        return _raw(json.dumps(value, ensure_ascii=False))

    def _text(self, column: str, value: str) -> Word:
        if column.endswith("_at") or column in ("since", "until"):
            return self._moment(value)
        if column in (*_OFFICERS, "department_id"):
            return Word(self._named(column, UUID(value)) or value)
        if column == "status" and value in Status.values:
            return Word(PHRASES.say(f"status_{value}", self.lang))
        words = _WORDS.get(column, {})
        return Word(str(words[value])) if value in words else _raw(value)

    def _named(self, column: str, one: UUID) -> str:
        """The officer or the department of this id; empty where there is none any more."""
        known: Mapping[UUID, Officer | Department] = (
            self.officers if column in _OFFICERS else self.departments
        )
        return known[one].name_in(self.lang) if one in known else ""

    def _moment(self, value: str) -> Word:
        try:
            there = local(moments.read(value))
        except moments.NotAMomentError:
            return Word(bn.date(date.fromisoformat(value), self.lang))  # a day without a time
        said = f"{there:%d-%m-%Y %H:%M}"
        return Word(bn.digits(said) if self.lang == "bn" else said)


def _raw(text: str) -> Word:
    short = text if len(text) <= _MOST else f"{text[:_MOST]}…"
    return Word(short, is_code=text.isascii())


# --- the file ---


def columns() -> list[str]:
    """The headings of the file, in the language of the moment."""
    return [
        *(_("Day"), _("Time"), _("By whom"), _("Post")),
        *(_("What"), _("Number"), _("Before and after"), _("Reason")),
    ]


def cells(line: Line) -> list[str]:
    """One entry in the file."""
    changes = "; ".join(_said(one) for one in line.changes)
    moment = [f"{line.at:%Y-%m-%d}", f"{line.at:%H:%M:%S}"]
    return [*moment, line.who, line.post, line.what, line.number, changes, line.reason]


def _said(change: Change) -> str:
    if change.before is None or change.after is None:
        return _("%(column)s: changed") % {"column": change.column.text}
    return f"{change.column.text}: {change.before.text} → {change.after.text}"
