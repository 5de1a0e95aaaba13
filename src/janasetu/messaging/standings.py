"""How providers stand to our templates, numbers and account: what they told, kept; what asks for somebody.

What a provider tells may come late and twice: of each thing the newest word on its state, its category and
its quality stays.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

import structlog
from django.db import connection

from janasetu.lib.ids import uuid7
from janasetu.messaging.choices import StandingKind
from janasetu.messaging.models import Standing
from janasetu.messaging.templates import CATEGORY, Template
from janasetu.messaging.values import News

log = structlog.get_logger("standings")

# --- what is told ---

_TABLE = Standing._meta.db_table
# When each was told, and what was told then.
_ASPECTS = {
    "state_at": ("state", "reason", "limit"),
    "quality_at": ("quality",),
    "category_at": ("category",),
}
_KEY = ("channel", "kind", "name", "lang")
_WORDS = (*(word for words in _ASPECTS.values() for word in words), "was_category")


def _newer(told_at: str) -> str:
    return f"coalesce(told.{told_at} <= excluded.{told_at}, excluded.{told_at} IS NOT NULL)"


_SET = ", ".join(
    f'"{column}" = CASE WHEN {_newer(told_at)} THEN excluded."{column}" ELSE told."{column}" END'
    for told_at, words in _ASPECTS.items()
    for column in (*words, told_at)
)
_HEAR = f"""
INSERT INTO {_TABLE} AS told
       (id, {", ".join(_KEY)}, {", ".join(f'"{word}"' for word in _WORDS)}, {", ".join(_ASPECTS)})
SELECT * FROM unnest(%s::uuid[], {", ".join(["%s::text[]"] * (len(_KEY) + len(_WORDS)))},
                     {", ".join(["%s::timestamptz[]"] * len(_ASPECTS))})
    ON CONFLICT (channel, kind, name, lang) DO UPDATE
   SET was_category = CASE WHEN NOT {_newer("category_at")} OR excluded.category = told.category
                           THEN coalesce(nullif(told.was_category, ''), excluded.was_category)
                           ELSE coalesce(nullif(excluded.was_category, ''), told.category) END,
       {_SET}
"""  # noqa: S608 - our own constants only


def hear(news: Sequence[News]) -> None:
    """Keep what was told, in one statement; nothing where nothing was. A sentence that has become dearer is
    shouted.
    """
    heard = sorted(_together(one for one in news if one.name).items())
    if not heard:
        return
    rows = [
        (uuid7(), *key, *(getattr(one, word) for word in _WORDS), *_told_at(ats)) for key, (one, ats) in heard
    ]
    for one in news:
        if one.was_category and one.category not in ("", CATEGORY):
            log.error("template_costs_more", template=one.name, lang=one.lang, category=one.category)
    with connection.cursor() as cursor:
        cursor.execute(_HEAR, [list(column) for column in zip(*rows, strict=True)])


_Ats = Mapping[str, datetime]


def _together(news: Iterable[News]) -> dict[tuple[str, ...], tuple[News, _Ats]]:
    """Of each thing all that was told, the newest of each kind, and when."""
    found: dict[tuple[str, ...], tuple[News, _Ats]] = {}
    for one in sorted(news, key=lambda one: one.at):
        key = tuple(str(getattr(one, name)) for name in _KEY)
        told = {told_at: one.at for told_at, words in _ASPECTS.items() if getattr(one, words[0])}
        before, ats = found.get(key, (one, {}))
        words = {
            word: getattr(one, word)
            for told_at in told
            for word in (*_ASPECTS[told_at], *(["was_category"] if told_at == "category_at" else []))
        }
        found[key] = (replace(before, **words), {**ats, **told})
    return found


def _told_at(ats: _Ats) -> list[datetime | None]:
    return [ats.get(told_at) for told_at in _ASPECTS]


# --- what asks for somebody ---


class Trouble(StrEnum):
    """Why somebody should look."""

    COSTS_MORE = "costs_more"  # the provider charges a template as something else than we declared
    REFUSED = "refused"  # the provider does not take a template
    STOPPED = "stopped"  # the provider has paused or disabled one
    WAITING = "waiting"  # not looked at yet
    UNKNOWN = "unknown"  # the provider has told nothing of it
    BAD_QUALITY = "bad_quality"  # people block a number, or complain of a template
    RESTRICTED = "restricted"  # of the account or a number


_STATES = {
    "REJECTED": Trouble.REFUSED,
    "PAUSED": Trouble.STOPPED,
    "DISABLED": Trouble.STOPPED,
    "FLAGGED": Trouble.STOPPED,
    "PENDING_DELETION": Trouble.STOPPED,
    "DELETED": Trouble.STOPPED,
    "LIMIT_EXCEEDED": Trouble.REFUSED,
    "PENDING": Trouble.WAITING,
    "IN_APPEAL": Trouble.WAITING,
}
_BAD = frozenset({"RED", "LOW"})
_RESTRICTED = frozenset(
    {"FLAGGED", "RESTRICTED", "DOWNGRADE", "ACCOUNT_RESTRICTION", "ACCOUNT_VIOLATION", "DISABLED_UPDATE"}
)
# Those that nobody can wait out.
ALARMS = frozenset(
    {Trouble.COSTS_MORE, Trouble.REFUSED, Trouble.STOPPED, Trouble.BAD_QUALITY, Trouble.RESTRICTED}
)


@dataclass(frozen=True, slots=True)
class Concern:
    """One thing to look at. `said`: the sentence of a template; `standing`: what was told, if anything."""

    trouble: Trouble
    kind: str
    name: str
    lang: str = ""
    said: str = ""
    standing: Standing | None = None


def concerns(declared: Iterable[Template]) -> list[Concern]:
    """What is not as it should be, of the templates we declare, our numbers and the account; the alarms
    first. One query.
    """
    known = {(one.kind, one.name, one.lang): one for one in Standing.objects.order_by("kind", "name", "lang")}
    found = [
        *(concern for one in declared for concern in _of_template(one, known)),
        *(
            Concern(trouble, one.kind, one.name, standing=one)
            for one in known.values()
            if one.kind != StandingKind.TEMPLATE
            for trouble in _of_standing(one)
        ),
    ]
    return sorted(found, key=lambda one: one.trouble not in ALARMS)


def _of_template(one: Template, known: Mapping[tuple[str, str, str], Standing]) -> Iterator[Concern]:
    standing = known.get((StandingKind.TEMPLATE, one.name, one.lang))
    for trouble in _of_standing_template(standing):
        yield Concern(trouble, StandingKind.TEMPLATE, one.name, one.lang, one.body, standing)


def _of_standing_template(standing: Standing | None) -> Iterator[Trouble]:
    if standing is None:
        yield Trouble.UNKNOWN
        return
    if standing.category not in ("", CATEGORY):
        yield Trouble.COSTS_MORE
    if standing.state in _STATES:
        yield _STATES[standing.state]
    if standing.quality in _BAD:
        yield Trouble.BAD_QUALITY


def _of_standing(standing: Standing) -> Iterator[Trouble]:
    if standing.state in _RESTRICTED:
        yield Trouble.RESTRICTED
    if standing.quality in _BAD:
        yield Trouble.BAD_QUALITY
