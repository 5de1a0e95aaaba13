"""The inbox: an officer's cases in lists, narrowed, sorted, found by words, and given away by the handful."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from janasetu.audit.choices import LookKind
from janasetu.audit.looking import Looked
from janasetu.bodies.models import Officer
from janasetu.cases.actions import note_look
from janasetu.cases.actions.exporting import as_kept
from janasetu.cases.alarms import unheard
from janasetu.cases.lists import ORDERS, VIEWS, ListAsk, counts, known_to, listed_between, next_due
from janasetu.cases.models import Case
from janasetu.cases.queries import NoSuchCaseError, case_visible_to
from janasetu.console.access import OfficerRequest, officer_required
from janasetu.console.alarms import alarm_rows
from janasetu.console.asked import address, line_of, read, read_line, with_days_read
from janasetu.console.bulk import MOST, assign_all
from janasetu.console.filters import filters_of, takers
from janasetu.console.language import reader_language
from janasetu.console.live import LivePart, if_changed, live_part
from janasetu.console.rows import rows_of
from janasetu.console.walk import A_PAGE
from janasetu.lib import bn, clock, references
from janasetu.lib.words import Lang

MOST_RINGING = 3  # emergencies that are named above a list


@dataclass(frozen=True, slots=True)
class Tab:
    """One of the lists an officer can choose. `tone`: a colour where its number asks for attention."""

    view: str
    name: str
    count: str
    url: str
    chosen: bool
    tone: str


@officer_required
@require_safe
def inbox(request: OfficerRequest) -> HttpResponseBase:
    """The page. A whole case number in the search box leads to its case at once."""
    lang, now = reader_language(), clock.now()
    said = with_days_read(request.GET.dict(), today=clock.local(now).date())
    ask = read(said)
    found = _by_number(request.officer, ask.words)
    if found is not None:
        return redirect("console:case", ref=found.ref)
    if ask.words:
        looked = Looked(LookKind.SEARCH, request.officer.body_id, rows=0, asked=as_kept(ask))
        note_look(looked, officer=request.officer, now=now)
    known = known_to(request.officer, now=now)
    filters = filters_of(known, ask, said, lang=lang)
    context = _live(request, ask) | {
        "ask": ask,
        "line": line_of(ask),
        "heading": _("Search results") if ask.words else names()[ask.view],
        "filters": filters,
        "misread": any(one.is_day and one.unread for one in filters),
        "orders": _orders(),
        "no_words": address(replace(ask, words="", view="open" if ask.view == "any" else ask.view)),
        "takers": takers(request.officer, known, now=now),
        "export_url": address(ask, "console:export"),
    }
    return render(request, "console/pages/inbox.html", context)


@officer_required
@require_safe
def inbox_list(request: OfficerRequest) -> HttpResponseBase:
    """The list alone, for a page that has it already."""
    live = _live(request, read(request.GET))
    return if_changed(request, live.pop("part"), "console/parts/inbox_live.html", **live)


@officer_required
@require_POST
def inbox_assign(request: OfficerRequest) -> HttpResponseBase:
    """Give the chosen cases to an officer, each by an act of its own, and say which could not be given."""
    now, lang = clock.now(), reader_language()
    others = {
        str(one.id): one for one in takers(request.officer, known_to(request.officer, now=now), now=now)
    }
    to = others.get(request.POST.get("to", ""), request.officer)
    refs = list(dict.fromkeys(request.POST.getlist("ref")))[:MOST]
    given = assign_all(refs, to, officer=request.officer, lang=lang, now=now)
    if given.done:
        messages.success(request, _given(len(given.done), to, lang))
    for sentence, numbers in given.refused.items():
        messages.error(
            request, _("Not given: %(numbers)s. %(why)s") % {"numbers": ", ".join(numbers), "why": sentence}
        )
    if not refs:
        messages.warning(request, _("Choose cases first: press the box before each, or X."))
    return redirect(address(read_line(request.POST.get("list", ""))))


def _given(count: int, to: Officer, lang: Lang) -> str:
    words = ngettext(
        "%(count)s case is with %(officer)s now.", "%(count)s cases are with %(officer)s now.", count
    )
    return words % {"count": bn.number(count, lang), "officer": to.name_in(lang)}


def _by_number(officer: Officer, words: str) -> Case | None:
    """The case whose whole number was typed, if the officer may see it."""
    ref = references.read(words) if words else None
    try:
        return case_visible_to(officer, ref) if ref else None
    except NoSuchCaseError:
        return None


def _live(request: OfficerRequest, ask: ListAsk) -> dict[str, Any]:
    """The part of the page that is looked at again, and where."""
    number = request.GET.get("page", "")
    page = int(number) if number.isdecimal() and len(number) < 6 else 1
    part = _list(request, ask, page)
    return {"part": part, "live_url": address(ask, "console:inbox_list", page=page)}


def _list(request: OfficerRequest, ask: ListAsk, number: int) -> LivePart:
    now, lang, officer = clock.now(), reader_language(), request.officer
    held = counts(officer, ask, now=now)
    page = Paginator(range(held[ask.view]), A_PAGE).get_page(number)
    cases = listed_between(officer, ask, max(page.start_index() - 1, 0), page.end_index(), now=now)
    read_in = officer.body if held["bodies"] > 1 else None
    rows = rows_of(cases, ask=ask, lang=lang, now=now, read_in=read_in)
    context = {
        "rows": rows,
        "ringing": alarm_rows(unheard(officer)[:MOST_RINGING], lang=lang, now=now),
        "of_many_bodies": read_in is not None,
        "tabs": _tabs(ask, held, lang),
        "view": ask.view,
        "ask": ask,
        "elsewhere": held["open"],
        "next_due": "" if rows else _next_due(officer, lang, now),
        "pages": _pages(page, ask, lang),
    }
    return live_part(request, "console/parts/inbox_list.html", context)


def _next_due(officer: Officer, lang: Lang, now: datetime) -> str:
    moment = next_due(officer, now=now)
    return bn.moment(moment, lang, now) if moment else ""


def names() -> dict[str, str]:
    """What each list is called."""
    return {
        "open": _("All open"),
        "mine": _("Mine"),
        "desk": _("At my desk"),
        "vacant": _("Nobody at the desk"),
        "new": _("New"),
        "overdue": _("Overdue"),
        "today": _("Due today"),
        "urgent": _("Urgent"),
        "waiting": _("Waiting for the citizen"),
        "claimed": _("To be confirmed"),
        "ended": _("Recently ended"),
        "any": _("All, ended too"),
    }


# Not amber for what is due today: that is the colour of a promise of which little is left, and one that falls
# due today may have been given this morning.
_TONES = {"overdue": "bad", "today": "info", "urgent": "bad", "new": "info", "vacant": "bad"}


def _tabs(ask: ListAsk, held: dict[str, int], lang: Lang) -> list[Tab]:
    """The lists, all with the filters and the words that are set; the last only where these are, that of
    desks without anybody only where there is one.
    """
    called = names()
    shown = [
        view
        for view in VIEWS
        if (view != "any" or ask.is_narrowed or ask.view == "any")
        and (view != "vacant" or held[view] or ask.view == view)
    ]
    return [
        Tab(
            view=view,
            name=called[view],
            count=bn.number(held[view], lang),
            url=address(replace(ask, view=view)),
            chosen=view == ask.view,
            tone=_TONES.get(view, "") if held[view] else "",
        )
        for view in shown
    ]


def _orders() -> list[tuple[str, str]]:
    """The orders by value and words."""
    words = {"due": _("First due first"), "newest": _("Newest first"), "oldest": _("Oldest first")}
    return [(name, words[name]) for name in ORDERS]


def _pages(page: "Page[int]", ask: ListAsk, lang: Lang) -> dict[str, str]:
    """The way to the neighbouring pages, and where we are."""
    total = page.paginator.num_pages
    where = {"page": bn.number(page.number, lang), "pages": bn.number(total, lang)}
    return {
        "earlier": address(ask, page=page.number - 1) if page.has_previous() else "",
        "later": address(ask, page=page.number + 1) if page.has_next() else "",
        "where": _("Page %(page)s of %(pages)s") % where if total > 1 else "",
    }
