"""The auditor's registers in the reader's words: who looked at what, what was changed, from what to what."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import DateField, DecimalField
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from janasetu.audit.choices import Act, LookKind
from janasetu.audit.models import AuditRow, Look
from janasetu.bodies import posts
from janasetu.bodies.models import Department, Officer, Ward
from janasetu.cases.auditing import UNKNOWN, Entry
from janasetu.cases.choices import Status
from janasetu.cases.desks import SENTENCES
from janasetu.cases.models import Case
from janasetu.cases.notices import PHRASES
from janasetu.cases.queries import cases_visible_to
from janasetu.console import audit_words as words
from janasetu.console.answers import ward_words
from janasetu.console.rows import CHANNELS
from janasetu.console.timeline import role_of
from janasetu.lib import amounts, bn, moments, references
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
# Counts that are read as names: no comma in them.
_AS_WRITTEN = frozenset({"serial", "year", "year_from", "year_to"})
_WHICH_ROW = frozenset({"id", "body_id"})  # of a row that is deleted; no change of what it says
_POSTS = frozenset({"role", "also", "roles", "seconds", "role_id", "acting_for_id"})
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
    """The entries in words; a query for each kind of what they name, whatever their number."""
    changes = [one for one in found if isinstance(one, AuditRow)]
    looked = {one.officer_id for one in found if isinstance(one, Look) and one.officer_id}
    cases = {one.case_id for one in found if one.case_id}.union(words.ids_of(changes, Case))
    telling = _Telling(
        cases=dict(
            cases_visible_to(officer).select_related(None).filter(id__in=cases).values_list("id", "ref")
        ),
        officers=Officer.objects.select_related("body").in_bulk(looked.union(words.ids_of(changes, Officer))),
        departments=Department.objects.in_bulk(set(words.ids_of(changes, Department))),
        wards=Ward.objects.in_bulk(set(words.ids_of(changes, Ward))),
        lang=lang,
    )
    return [telling.look(one) if isinstance(one, Look) else telling.change(one) for one in found]


@dataclass(frozen=True, slots=True)
class _Telling:
    """What the entries name, read once for all of them."""

    cases: Mapping[UUID, str]
    officers: Mapping[UUID, Officer]
    departments: Mapping[UUID, Department]
    wards: Mapping[UUID, Ward]
    lang: Lang

    def look(self, one: Look) -> Line:
        officer = self.officers.get(one.officer_id) if one.officer_id else None
        who = " · ".join(filter(None, (officer.name_in(self.lang) if officer else "", self._post(one.by))))
        return self._line(one, who, one.by, self._looked(one), one.reason)

    def change(self, one: AuditRow) -> Line:
        by_hand = one.actor.startswith(f"{UNKNOWN} ")
        post = one.actor if "@" in one.actor else ""
        who = str(HANDS[UNKNOWN]) if by_hand else self._post(post) or str(HANDS.get(one.actor, one.actor))
        thing = words.thing(one.table_name, self.lang)
        what = _("%(thing)s: %(act)s") % {"thing": thing, "act": ACTS[Act(one.act)]}
        changes = [self._change(one.table_name, column, pair) for column, pair in sorted(one.changed.items())]
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
        told = str(LOOKS[LookKind(one.what)])
        if one.what == LookKind.EXPORT:
            rows = {"what": told, "rows": bn.number(one.rows, self.lang)}
            return _("%(what)s, %(rows)s rows") % rows
        return told

    def _change(self, table: str, column: str, pair: Any) -> Change:
        called = words.column_name(table, column, self.lang)
        name = Word(called) if called else Word(column, is_code=True)
        if not isinstance(pair, list):
            return Change(name)
        before, after = (self._value(table, column, value) for value in pair)
        return Change(name, before, after)

    def _value(self, table: str, column: str, value: Any) -> Word:
        """What stood in a column, as people say it."""
        match value:
            case None | "" | []:
                return Word(_("nothing"))
            case bool():
                return Word(_("yes") if value else _("no"))
            case int() | float():
                return self._number(table, column, value)
            case str():
                return self._text(table, column, value)
            case list() if all(isinstance(one, str) for one in value):
                parts = [self._text(table, column, one) for one in value]
                return Word(", ".join(one.text for one in parts), all(one.is_code for one in parts))
            case dict() if {"bn", "en"} & set(value):
                return Word(in_language(value, self.lang))
        return _raw(json.dumps(value, ensure_ascii=False))

    def _number(self, table: str, column: str, value: float) -> Word:
        if isinstance(words.fields_of(table).get(column), DecimalField):
            return Word(amounts.rupees(Decimal(str(value)), self.lang))
        if isinstance(value, float) or column in _AS_WRITTEN:
            return Word(bn.digits(str(value)) if self.lang == "bn" else str(value))
        return Word(bn.number(value + 1 if column == "level" else value, self.lang))

    def _text(self, table: str, column: str, value: str) -> Word:
        """A moment, somebody or something that is named, a code that means something; else as it stands."""
        if isinstance(words.fields_of(table).get(column), DateField):  # one with a time of day is one too
            return self._moment(value)
        if named := self._named(table, column, value) or self._meant(table, column, value):
            return Word(named)
        return _raw(value)

    def _meant(self, table: str, column: str, value: str) -> str:
        """What a code means, or a post is called; empty for what is neither."""
        if column == "status" and value in Status.values:
            return PHRASES.say(f"status_{value}", self.lang)
        if column == "channel" and value in CHANNELS:
            return str(CHANNELS[value])
        if column == "outcome" and f"stage_left_by_{value}" in SENTENCES:
            return PHRASES.say(f"stage_left_by_{value}", self.lang)
        known = posts.posts().get(value) if column in _POSTS else None
        if known:
            return in_language(known.name, self.lang)
        return words.code_meaning(table, column, value, self.lang) or self._post(value)

    def _named(self, table: str, column: str, value: str) -> str:
        """Whom or what the id names; empty where that is gone, is hidden, or has no name."""
        model = words.model_behind(table, column)
        if model is Case:
            ref = self.cases.get(UUID(value), "")
            return references.grouped(ref) if ref else ""
        if model is Ward:
            ward = self.wards.get(UUID(value))
            return ward_words(ward.number, self.lang) if ward else ""
        known: Mapping[UUID, Officer | Department] = (
            self.officers if model is Officer else self.departments if model is Department else {}
        )
        return known[UUID(value)].name_in(self.lang) if known and UUID(value) in known else ""

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
