"""The inbox: the open cases of the officer's body, and those that came up to it, the first due first."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from janasetu.bodies.models import Officer
from janasetu.cases import queries
from janasetu.cases.models import Case
from janasetu.console.access import OfficerRequest, officer_required
from janasetu.console.language import reader_language
from janasetu.console.live import NOTHING_NEW, LivePart, live_part
from janasetu.console.rows import rows_of
from janasetu.lib import bn, clock
from janasetu.lib.words import Lang

A_PAGE = 25
SHOWS = ("all", "mine", "overdue")


@dataclass(frozen=True, slots=True)
class Tab:
    """One of the lists an officer can choose."""

    show: str
    name: str
    count: str
    url: str
    chosen: bool


@officer_required
@require_safe
def inbox(request: OfficerRequest) -> HttpResponseBase:
    """The page."""
    return render(
        request, "console/pages/inbox.html", {"part": _list(request), "live_url": _live_url(request)}
    )


@officer_required
@require_safe
def inbox_list(request: OfficerRequest) -> HttpResponseBase:
    """The list alone, for a page that has it already; nothing when it has not changed since `seen`."""
    part = _list(request)
    if request.GET.get("seen") == part.mark:
        return HttpResponse(status=NOTHING_NEW)
    return render(request, "console/parts/inbox_live.html", {"part": part, "live_url": _live_url(request)})


def _list(request: OfficerRequest) -> LivePart:
    now, lang, show = clock.now(), reader_language(), _show(request)
    counts = queries.open_counts_of(request.officer, now=now)
    page = _page(_chosen(request.officer, show, now), counts[show], request.GET.get("page"))
    read_in = request.officer.body if counts["bodies"] > 1 else None
    context = {
        "rows": rows_of(page.object_list, lang=lang, now=now, read_in=read_in),
        "of_many_bodies": read_in is not None,
        "tabs": _tabs(show, counts, lang),
        "show": show,
        "all": counts["all"],
        "pages": _pages(page, show, lang),
    }
    return live_part(request, "console/parts/inbox_list.html", context)


def _show(request: OfficerRequest) -> str:
    """Which list is asked for; an unknown one is all."""
    asked = request.GET.get("show", "")
    return asked if asked in SHOWS else "all"


def _chosen(officer: Officer, show: str, now: datetime) -> QuerySet[Case]:
    cases = queries.open_cases_of(officer)
    if show == "mine":
        return cases.filter(officer_id=officer.id)
    return queries.overdue(cases, now=now) if show == "overdue" else cases


def _page(cases: QuerySet[Case], count: int, number: str | None) -> Page[Case]:
    """The page asked for, or the nearest there is. The count is known, so nobody counts again."""
    paginator = Paginator(cases, A_PAGE)
    paginator.count = count
    return paginator.get_page(number)


def _tabs(chosen: str, counts: dict[str, int], lang: Lang) -> list[Tab]:
    names = {"all": _("All open"), "mine": _("Mine"), "overdue": _("Overdue")}
    return [
        Tab(show, names[show], bn.number(counts[show], lang), _url("console:inbox", show), show == chosen)
        for show in SHOWS
    ]


def _pages(page: Page[Case], show: str, lang: Lang) -> dict[str, Any]:
    """The way to the neighbouring pages, and where we are."""
    total = page.paginator.num_pages
    where = {"page": bn.number(page.number, lang), "pages": bn.number(total, lang)}
    return {
        "earlier": _url("console:inbox", show, page.number - 1) if page.has_previous() else "",
        "later": _url("console:inbox", show, page.number + 1) if page.has_next() else "",
        "where": _("Page %(page)s of %(pages)s") % where if total > 1 else "",
    }


def _live_url(request: OfficerRequest) -> str:
    page = request.GET.get("page", "")
    return _url("console:inbox_list", _show(request), int(page) if page.isdecimal() else 1)


def _url(name: str, show: str, page: int = 1) -> str:
    asked = {"show": show} if show != "all" else {}
    if page > 1:
        asked["page"] = str(page)
    return reverse(name) + (f"?{urlencode(asked)}" if asked else "")
