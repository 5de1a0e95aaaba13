"""In whose place somebody has a case, in a sentence: «প্রধান ছুটিতে, উপপ্রধান দেখছেন»."""

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from janasetu.bodies.models import Officer
from janasetu.bodies.queries import Titles, back_at
from janasetu.bodies.rules import in_office
from janasetu.cases.models import Case
from janasetu.lib import bn
from janasetu.lib.clock import local
from janasetu.lib.dates import day_and_month
from janasetu.lib.texts import in_language
from janasetu.lib.words import Lang

_MOMENT = timedelta(microseconds=1)


def cover_of(case: Case, named: Titles, *, lang: Lang, now: datetime) -> str:
    """Who is away or has left, and who sees to it; empty where it is the officer's own. One query where it is
    not.
    """
    if case.covers is None:
        return ""
    words = {"away": _title(case.covers, named, lang, now), "acting": _acting(case, named, lang, now)}
    back = back_at(case.covers, at=now)
    if back is not None:
        words["last"] = day_and_month(local(back - _MOMENT).date(), lang)
        return _("%(away)s is away until %(last)s, %(acting)s sees to it.") % words
    if in_office(case.covers.tenure, now):
        return ""  # is back, and will have it in a second
    return _("%(away)s is no longer in office, %(acting)s sees to it.") % words


def _acting(case: Case, named: Titles, lang: Lang, now: datetime) -> str:
    return _title(case.officer, named, lang, now) if case.officer else _("nobody")


def _title(officer: Officer, named: Titles, lang: Lang, now: datetime) -> str:
    return in_language(named.of_officer(officer, at=now), lang)


def in_place_of(case: Case, lang: Lang, *, now: datetime) -> str:
    """«শর্মিষ্ঠা দত্তের বদলে», for a row of a list; empty where it is the officer's own."""
    if case.covers is None or not in_office(case.covers.tenure, now):
        return ""
    name = case.covers.name_in(lang)
    return _("in place of %(name)s") % {"name": bn.genitive(name) if lang == "bn" else name}
