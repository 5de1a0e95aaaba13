"""Alarms as the desk shows them: which nobody has heard, since when, and who was called."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from janasetu.cases.charges import words_of
from janasetu.cases.choices import Lane
from janasetu.cases.models import Alarm, Case
from janasetu.lib import bn
from janasetu.lib.words import Lang


@dataclass(frozen=True, slots=True)
class AlarmRow:
    """One alarm that nobody has heard. `calls`: how often somebody was called."""

    ref: str
    number: str
    title: str
    words: str
    since: str
    calls: str
    url: str


def alarm_rows(alarms: Iterable[Alarm], *, lang: Lang, now: datetime) -> list[AlarmRow]:
    """A row for each; nothing is looked up."""
    return [
        AlarmRow(
            ref=one.case.ref,
            number=one.case.grouped_ref,
            title=one.case.title_in(lang),
            words=words_of(one.case),
            since=bn.moment(one.began_at, lang, now),
            calls=bn.number(one.calls, lang),
            url=reverse("console:case", args=[one.case.ref]),
        )
        for one in alarms
    ]


def rings_since(case: Case, *, lang: Lang, now: datetime) -> str:
    """Since when an alarm of this case rings that nobody has heard; one query in the emergency lane only."""
    if case.lane != Lane.EMERGENCY:
        return ""
    waiting = Alarm.objects.filter(body_id=case.body_id, case_id=case.id, heard_at__isnull=True).first()
    return bn.moment(waiting.began_at, lang, now) if waiting else ""
