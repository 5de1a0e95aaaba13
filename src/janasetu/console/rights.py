"""The right to a service within its time, as the desk shows it: the law's clock, appeals, papers, lists."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from janasetu.bodies.models import Officer
from janasetu.cases import appeals, rights
from janasetu.cases.appeals import Appealed
from janasetu.cases.models import Appeal, Case
from janasetu.lib import amounts, bn
from janasetu.lib.clock import local
from janasetu.lib.words import Lang


@dataclass(frozen=True, slots=True)
class PaperLink:
    """A paper of the law that is there: what it is called, and where it lies."""

    name: str
    address: str


@dataclass(frozen=True, slots=True)
class RightsShown:
    """What the page of a case says of the law's time. `about`: of an appeal the application; `later`: the
    appeal against this, each by number and address; `fine`: what lateness may cost, for officers;
    `may_decide`: whether the reader hears this appeal now; `typed`, `wrong`: of a decision that was refused.
    """

    last_day: str
    is_late: bool
    law: str
    about: tuple[str, str] | None
    later: tuple[str, str] | None
    decided: str
    reason: str
    fine: str
    papers: Sequence[PaperLink]
    may_decide: bool
    typed: str = ""
    wrong: str = ""


def rights_of(
    case: Case, reader: Officer, refused: tuple[str, str] = ("", ""), *, lang: Lang, now: datetime
) -> RightsShown | None:
    """What the page says of it; None of a case that no law limits. Two queries, then."""
    if case.statutory_due_at is None:
        return None
    one = appeals.appealed([case])[case.id]
    law = one.law
    hears = one.own is not None and one.own.decided_at is None and case.is_open
    return RightsShown(
        last_day=bn.date(local(case.statutory_due_at).date(), lang),
        is_late=rights.is_late(one.matter(), now),
        law=law.law if law else "",
        about=_link(one.application) if one.own else None,
        later=_link(one.later.case) if one.later else None,
        decided=decided_words(one.own, lang) if one.own else "",
        reason=one.own.reason if one.own else "",
        fine=_fine(one, lang),
        papers=_papers(case),
        may_decide=hears and case.level_role in case.roles_of(reader),
        typed=refused[0],
        wrong=refused[1],
    )


def _link(case: Case) -> tuple[str, str]:
    return case.grouped_ref, reverse("console:case", args=[case.ref])


def decided_words(row: Appeal, lang: Lang) -> str:
    """What was decided; that it is not yet."""
    if row.decided_at is None:
        return _("Not decided yet")
    if row.allowed and row.by_day:
        return _("Allowed; to be done by %(day)s") % {"day": bn.date(row.by_day, lang)}
    return _("Dismissed")


def _fine(one: Appealed, lang: Lang) -> str:
    """Before who reviews: between what amounts the law lets be fined."""
    terms = appeals.law_of(one.case)
    fine = terms.fine if terms and one.step == rights.REVIEW else None
    if fine is None:
        return ""
    return _("The law allows a fine from %(least)s to %(most)s.") % {
        "least": amounts.rupees(fine.least, lang),
        "most": amounts.rupees(fine.most, lang),
    }


def _papers(case: Case) -> list[PaperLink]:
    names = {"form-1": _("Receipt by the law (Form 1)"), "form-2": _("Appeal (Form 2)")}
    found = appeals.papers_of(case)
    return [
        PaperLink(names[form], reverse("console:case_rights_paper", args=[case.ref, form]))
        for form in sorted(found)
        if found[form].sha256
    ]


# --- the list ---


@dataclass(frozen=True, slots=True)
class LateRow:
    """An application past its time in law."""

    number: str
    address: str
    title: str
    last_day: str
    late: str


@dataclass(frozen=True, slots=True)
class AppealRow:
    """An appeal in the list."""

    number: str
    address: str
    title: str
    application: str
    made: str
    decided: str
    is_open: bool


def late_rows(cases: Iterable[Case], *, lang: Lang, now: datetime) -> list[LateRow]:
    return [
        LateRow(
            *_link(case),
            title=case.title_in(lang),
            last_day=bn.date(local(case.statutory_due_at).date(), lang),
            late=bn.age(now - case.statutory_due_at, lang),
        )
        for case in cases
        if case.statutory_due_at
    ]


def appeal_rows(rows: Iterable[Appeal], *, lang: Lang) -> list[AppealRow]:
    return [
        AppealRow(
            *_link(row.case),
            title=row.case.title_in(lang),
            application=row.application.grouped_ref,
            made=bn.date(local(row.at).date(), lang),
            decided=decided_words(row, lang),
            is_open=row.decided_at is None,
        )
        for row in rows
    ]
