"""Why cases were late, as pages tell it: who was asked, what they answered, who is to answer."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from janasetu.bodies.models import Officer
from janasetu.bodies.queries import titles
from janasetu.bodies.rules import authority, may_manage_staff
from janasetu.cases import queries
from janasetu.cases.models import Case, Explanation
from janasetu.lib import bn
from janasetu.lib.texts import in_language
from janasetu.lib.words import Lang


@dataclass(frozen=True, slots=True)
class Told:
    """One explanation. `words` are empty while it waits; `number`, `title` and `url` are of its case."""

    who: str
    asked: str
    due: str
    is_late: bool
    words: str
    given: str
    number: str
    title: str
    url: str


@dataclass(frozen=True, slots=True)
class LatePart:
    """What the page of a case says of its delays. `asks`: the reader is to explain one; `typed`: words that
    were refused, and `wrong` why.
    """

    told: list[Told]
    asks: bool
    typed: str = ""
    wrong: str = ""


def late_of(
    case: Case, reader: Officer, unexplained: tuple[str, str], *, lang: Lang, now: datetime
) -> LatePart | None:
    """What this reader may read of the case's delays; None where there is nothing. Three queries at most, one
    where nobody was asked.
    """
    rows = list(queries.explanations_of(case))
    for row in rows:
        row.case = case
    asks = queries.is_to_explain(rows, reader, case, now=now)
    told = tell([row for row in rows if may_read(row, reader, now)], lang=lang, now=now)
    return LatePart(told, asks, *unexplained) if told or asks else None


def may_read(row: Explanation, reader: Officer, now: datetime) -> bool:
    """Who was asked reads it, whoever answers for a level above, and the heads of the office."""
    if row.officer.user_id == reader.user_id:
        return True
    above = row.case.levels[row.level + 1 :]
    return not authority(reader.tenure).isdisjoint(above) or (
        row.body_id == reader.body_id and may_manage_staff(reader.tenure, now)
    )


def tell(rows: Iterable[Explanation], *, lang: Lang, now: datetime) -> list[Told]:
    """Each in words; one query for the titles of all."""
    found = list(rows)
    if not found:
        return []
    posts = {role for row in found for role in authority(row.officer.tenure)}
    named = titles({row.officer.body_id for row in found}, posts)
    return [
        Told(
            who=f"{row.officer.name_in(lang)} · "
            f"{in_language(named.of_officer(row.officer, at=row.asked_at), lang)}",
            asked=bn.moment(row.asked_at, lang, now),
            due=bn.moment(row.due_at, lang, now),
            is_late=row.given_at is None and row.due_at < now,
            words=row.words,
            given=bn.moment(row.given_at, lang, now) if row.given_at else "",
            number=row.case.grouped_ref,
            title=row.case.title_in(lang),
            url=reverse("console:case", args=[row.case.ref]),
        )
        for row in found
    ]
