"""A report as its page and its file show it: in the reader's words and figures, each with its list."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from janasetu.bodies.models import LocalBody
from janasetu.bodies.queries import departments, wards
from janasetu.cases.periods import OWN, Period
from janasetu.cases.reporting import Figures, Report, Scope, Spread
from janasetu.cases.spots import Spot
from janasetu.catalogue.queries import services_by_code
from janasetu.console.answers import ward_words
from janasetu.console.report_asked import Asked, address
from janasetu.console.workbook import Cell as FileCell
from janasetu.lib import bn
from janasetu.lib.numerals import numerals
from janasetu.lib.sorting import sort_key
from janasetu.lib.text import shorten
from janasetu.lib.words import Lang

PERIODS = {
    "month": gettext_lazy("This month"),
    "last": gettext_lazy("Last month"),
    "quarter": gettext_lazy("This quarter"),
    "year": gettext_lazy("This financial year"),
    "lastyear": gettext_lazy("Last financial year"),
}
GROUPINGS = {
    "department": gettext_lazy("By department"),
    "ward": gettext_lazy("By ward"),
    "category": gettext_lazy("By subject"),
    "body": gettext_lazy("By local body"),
}
# What each list of a figure is called.
FIGURES = {
    "received": gettext_lazy("Received"),
    "open": gettext_lazy("Open now"),
    "overdue": gettext_lazy("Overdue now"),
    "kept": gettext_lazy("Promises kept"),
    "judged": gettext_lazy("Promises kept or broken"),
    "law_kept": gettext_lazy("Limits in law kept"),
    "law_judged": gettext_lazy("Limits in law kept or broken"),
    "acted": gettext_lazy("First action taken"),
    "done": gettext_lazy("Reported done"),
    "reopened": gettext_lazy("Reopened"),
    "claimed": gettext_lazy("Reported done, or reopened"),
    "rated": gettext_lazy("Rated"),
    "thanked": gettext_lazy("Thanked"),
    "unconfirmed": gettext_lazy("Ended unconfirmed"),
}
MOST_PLACE = 80  # letters
_HUNDREDTH, _TENTH, _WHOLE = Decimal("0.01"), Decimal("0.1"), Decimal(1)


@dataclass(frozen=True, slots=True)
class Count:
    """A count in figures and the list that it is of; no list of nothing."""

    told: str
    url: str


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in one column of a row. `lead`: a share, a mean or a time, of the counts behind it.

    `says`: the name of the column, where a telephone has no heading above it.
    """

    says: str
    lead: str
    note: str
    counts: Sequence[Count]


@dataclass(frozen=True, slots=True)
class Row:
    """One group. `url`: the report of it alone, where there is one."""

    name: str
    url: str
    cells: Sequence[Cell]
    is_late: bool


def columns() -> list[str]:
    """What the columns of the page are called."""
    return [
        _("Received"),
        _("Open now"),
        _("Overdue now"),
        _("Promises kept"),
        _("Limits in law kept"),
        _("Until the first action"),
        _("Until it was done"),
        _("Reopened"),
        _("Rating"),
        _("Thanked"),
        _("Ended unconfirmed"),
    ]


def meanings() -> list[tuple[str, str]]:
    """What each column counts."""
    return list(
        zip(
            columns(),
            [
                _("Cases that were opened in this time."),
                _("Cases that have not ended, whenever they were opened."),
                _("Of these, those with the office whose promised time is over."),
                _(
                    "Of the promises that were kept or broken in this time: done, or decided, before the"
                    " promised time was over. While we wait for the citizen the clock stands."
                ),
                _("The same by the limit in law, where a service has one."),
                _(
                    "From the opening until somebody of the office did something: half of the cases were"
                    " no slower, and nine of ten no slower than the second time."
                ),
                _("From the opening until it was reported done, holidays and waiting counted in."),
                _("Of what was reported done in this time: where the citizen said no, it is not done."),
                _("The mean of the stars that were given in this time, and how many gave them."),
                _("Cases for which somebody said thanks in this time."),
                _("Cases that ended in this time because the citizen said neither yes nor no."),
            ],
            strict=True,
        )
    )


def rows(
    report: Report, names: Mapping[tuple[str, ...], str], scope: Scope, asked: Asked, lang: Lang
) -> list[Row]:
    """A row for each group, by its name; and one of all, where there are several."""
    found = [
        _row(names[key], one, _of(asked, key, scope), lang, url=_report_of(asked, key, scope))
        for key, one in sorted(report.groups.items(), key=lambda item: sort_key(names[item[0]]))
    ]
    if len(found) < 2:
        return found
    return [*found, _row(_("Together"), report.total, asked, lang, url="")]


def _of(asked: Asked, key: tuple[str, ...], scope: Scope) -> Asked:
    """The same of one group alone."""
    if asked.report.by == "body" and key[0] == scope.body.code:
        return replace(asked, report=replace(asked.report, itself=True))
    if asked.report.by == "body":
        return replace(asked, body=key[0])
    return replace(asked, report=asked.report.of(key))


def _report_of(asked: Asked, key: tuple[str, ...], scope: Scope) -> str:
    """The report of a body that lies in this one."""
    if asked.report.by != "body" or key[0] == scope.body.code:
        return ""
    return address(replace(asked, body=key[0], report=replace(asked.report, by="department")))


def _row(name: str, figures: Figures, asked: Asked, lang: Lang, *, url: str) -> Row:
    return Row(name, url, _cells(figures, asked, lang), is_late=figures.counts["overdue"] > 0)


def _cells(figures: Figures, asked: Asked, lang: Lang) -> list[Cell]:
    count = figures.counts

    def of(*names: str) -> list[Count]:
        return [_count(count[name], replace(asked, figure=name), lang) for name in names]

    stars = "" if figures.stars is None else f"★ {bn.number(figures.stars.quantize(_TENTH), lang)}"
    told = [
        ("", "", of("received")),
        ("", "", of("open")),
        ("", "", of("overdue")),
        (percent(count["kept"], count["judged"], lang), "", of("kept", "judged")),
        (percent(count["law_kept"], count["law_judged"], lang), "", of("law_kept", "law_judged")),
        (*_times(figures.until_acted, lang), of("acted")),
        (*_times(figures.until_done, lang), of("done")),
        (percent(count["reopened"], count["claimed"], lang), "", of("reopened", "claimed")),
        (stars, "", of("rated")),
        ("", "", of("thanked")),
        ("", "", of("unconfirmed")),
    ]
    return [Cell(says, *one) for says, one in zip(columns(), told, strict=True)]


def _count(count: int, asked: Asked, lang: Lang) -> Count:
    return Count(bn.number(count, lang), address(asked, "console:report_list") if count else "")


def percent(part: int, whole: int, lang: Lang) -> str:
    """«৮৭%»; empty where there is nothing of which to tell it."""
    return f"{bn.number(share(part, whole), lang)}%" if whole else ""


def share(part: int, whole: int) -> Decimal:
    """In percent, to the whole; all and none are told only where it is all or none."""
    exact = Decimal(100 * part) / whole
    near = exact.quantize(_WHOLE, ROUND_HALF_UP)
    if near in (0, 100) and near != exact:
        return exact.quantize(_TENTH) if Decimal("0.1") <= exact <= Decimal("99.9") else abs(near - _TENTH)
    return near


def _times(spread: Spread | None, lang: Lang) -> tuple[str, str]:
    if spread is None:
        return "", ""
    most = bn.age(spread.most, lang)
    return bn.age(spread.median, lang), _("nine of ten: %(age)s") % {"age": most}


def widened(asked: Asked) -> Asked:
    """The report that a list came from."""
    whole = replace(asked.report, department=None, ward=None, service=None, category=None, itself=False)
    return replace(asked, report=whole)


def narrowed(asked: Asked, scope: Scope, lang: Lang) -> list[str]:
    """Of what alone a list is, in words."""
    report, found = asked.report, []
    if report.department is not None:
        known = {code: one for (__, code), one in departments([scope.body.id]).items()}
        named = known.get(report.department)
        found.append(named.name_in(lang) if named else report.department or _("No department"))
    if report.ward is not None:
        found.append(ward_words(report.ward, lang) or _("No ward is known"))
    if report.service is not None:
        key = (report.service, report.category or "")
        found.append(subjects([key], lang)[key])
    return found


def typed_days(asked: Asked, lang: Lang) -> dict[str, str]:
    """What stands in the fields for one's own days."""
    period, unread = asked.report.period, dict(asked.unread)
    own = {"first": f"{period.first:%d-%m-%Y}", "last": f"{period.last:%d-%m-%Y}"}
    said = own if period.code == OWN else {}
    return {name: unread.get(name) or numerals(said.get(name, ""), lang) for name in own}


def counted(asked: Asked, lang: Lang, *, now: datetime) -> str:
    """Of which moment it is, as «আজ সকাল ৮টার» says it; empty where it was counted just now."""
    if asked.at is None or asked.at > now:
        return ""
    said = bn.moment(asked.at, lang, now)
    return bn.genitive(said) if lang == "bn" else said


def days(period: Period, lang: Lang) -> str:
    """«১ নভেম্বর ২০২৬ থেকে ৩০ নভেম্বর ২০২৬»."""
    said = {"first": bn.date(period.first, lang), "last": bn.date(period.last, lang)}
    return _("%(first)s to %(last)s") % said


# --- chronic spots ---


@dataclass(frozen=True, slots=True)
class SpotRow:
    """A spot: where it is, what came there, how often, and how much of it is still open."""

    place: str
    ward: str
    subject: str
    count: Count
    still_open: str
    last: str


def spot_rows(
    spots: Sequence[Spot], scope: Scope, asked: Asked, lang: Lang, *, now: datetime
) -> list[SpotRow]:
    """A row for each spot. To whoever does not sit in the office its place is the ward alone. One query."""
    called = subjects({(one.service, one.category) for one in spots}, lang)
    sits_in_it = scope.body.id == scope.officer.body_id
    return [
        SpotRow(
            shorten(one.place, MOST_PLACE) if sits_in_it else "",
            ward_words(one.ward, lang),
            called[one.service, one.category],
            Count(
                bn.number(len(one.cases), lang), address(replace(asked, spot=one.key), "console:report_list")
            ),
            bn.number(one.still_open, lang),
            bn.moment(one.last, lang, now),
        )
        for one in spots
    ]


# --- what groups are called ---


def names_of(
    report: Report, scope: Scope, asked: Asked, lang: Lang, *, at: Period
) -> dict[tuple[str, ...], str]:
    """What each group is called. One query at most, two of a ward."""
    keys = list(report.groups)
    match asked.report.by:
        case "ward":
            return _of_wards(keys, scope, lang, at)
        case "category":
            return subjects(keys, lang)
        case "body":
            return _of_bodies(keys, scope, lang)
    known = {code: one for (__, code), one in departments([scope.body.id]).items()}
    return {
        key: known[key[0]].name_in(lang) if key[0] in known else key[0] or _("No department") for key in keys
    }


def _of_wards(
    keys: Iterable[tuple[str, ...]], scope: Scope, lang: Lang, at: Period
) -> dict[tuple[str, ...], str]:
    drawn = {one.number: one.name_in(lang) for one in wards([scope.body.id], at.since)[scope.body.id]}
    return {
        key: ", ".join(filter(None, [ward_words(key[0], lang), drawn.get(key[0], "")]))
        or _("No ward is known")
        for key in keys
    }


def subjects(keys: Iterable[tuple[str, ...]], lang: Lang) -> dict[tuple[str, ...], str]:
    """What cases of these services and categories are about. One query."""
    asked = list(keys)
    known = services_by_code({key[0] for key in asked})
    return {
        key: known[key[0]].title({known[key[0]].titled_by or "": key[1]}, lang)
        if key[0] in known
        else " ".join(key)
        for key in asked
    }


def _of_bodies(keys: Iterable[tuple[str, ...]], scope: Scope, lang: Lang) -> dict[tuple[str, ...], str]:
    known = {one.code: one.name_in(lang) for one in LocalBody.objects.filter(code__in=[k[0] for k in keys])}
    own = _("%(body)s itself") % {"body": scope.body.name_in(lang)}
    return {key: own if key[0] == scope.body.code else known[key[0]] for key in keys}


# --- the file ---


def file_columns(first: str) -> list[str]:
    """The headings of the file; `first`: by what it is grouped."""
    return [
        first,
        *(str(FIGURES[name]) for name in ("received", "open", "overdue", "kept", "judged")),
        *(str(FIGURES[name]) for name in ("law_kept", "law_judged", "acted")),
        _("Hours until the first action, half"),
        _("Hours until the first action, nine of ten"),
        str(FIGURES["done"]),
        _("Hours until it was done, half"),
        _("Hours until it was done, nine of ten"),
        *(str(FIGURES[name]) for name in ("reopened", "claimed", "rated")),
        _("Mean of the stars"),
        *(str(FIGURES[name]) for name in ("thanked", "unconfirmed")),
    ]


def file_lines(report: Report, names: Mapping[tuple[str, ...], str]) -> list[list[FileCell]]:
    """A line for each group and one of all; numbers to count with."""
    ordered = sorted(report.groups.items(), key=lambda item: sort_key(names[item[0]]))
    return [_line(names[key], one) for key, one in ordered] + [_line(_("Together"), report.total)]


def _line(name: str, figures: Figures) -> list[FileCell]:
    count = figures.counts
    return [
        name,
        *(count[one] for one in ("received", "open", "overdue", "kept", "judged")),
        *(count[one] for one in ("law_kept", "law_judged", "acted")),
        *_hours(figures.until_acted),
        count["done"],
        *_hours(figures.until_done),
        *(count[one] for one in ("reopened", "claimed", "rated")),
        None if figures.stars is None else figures.stars.quantize(_HUNDREDTH),
        *(count[one] for one in ("thanked", "unconfirmed")),
    ]


def _hours(spread: Spread | None) -> list[FileCell]:
    if spread is None:
        return [None, None]
    return [
        Decimal(one.total_seconds() / 3600).quantize(_TENTH, ROUND_HALF_UP)
        for one in (spread.median, spread.most)
    ]
