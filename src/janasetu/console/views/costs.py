"""What messages cost the office, service by service: the page, and the same as a file."""

from django.conf import settings
from django.db.models import Q
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from janasetu.cases.costs import Costs, costs_of, seen_by
from janasetu.console import costs as shown
from janasetu.console.access import OfficerRequest, OfficerView, P, View, officer_required, only_where
from janasetu.console.costs import PERIODS, Month, month_of
from janasetu.console.language import reader_language
from janasetu.console.spreadsheet import MARK, lines
from janasetu.conversations.ready import all_declared
from janasetu.lib import clock
from janasetu.messaging.models import Line
from janasetu.messaging.prices import Prices, PricesError, load
from janasetu.messaging.standings import concerns


def payer_required(view: OfficerView[P]) -> View[P]:
    """Show the view to posts that answer for what the office spends; others are told it is not theirs."""
    return officer_required(require_safe(only_where(lambda desk: desk.may_see_costs)(view)))


@payer_required
def costs(request: OfficerRequest) -> HttpResponseBase:
    """The page."""
    lang, month = reader_language(), _month(request)
    prices, wrong = _prices()
    spent = _spent(request, month, prices)
    context = {
        "month": month,
        "periods": [
            (code, name, f"{reverse('console:costs')}?month={code}") for code, name in PERIODS.items()
        ],
        "rows": shown.rows(spent, lang),
        "talks": shown.row_of_talks(spent, lang),
        "prices": prices.lists,
        "wrong_prices": wrong,
        "troubles": shown.troubles(concerns(all_declared()), _numbers(request), lang),
    }
    return render(request, "console/pages/costs.html", context)


@payer_required
def costs_file(request: OfficerRequest) -> HttpResponseBase:
    """The same for a spreadsheet; there is nobody in it."""
    lang, month = reader_language(), _month(request)
    spent = _spent(request, month, _prices()[0])
    name = _("costs-of-messages-%(body)s-%(month)s.csv") % {
        "body": request.officer.body.code,
        "month": f"{clock.local(month.since):%Y-%m}",
    }
    return HttpResponse(
        MARK + lines([shown.columns(), *shown.lines(spent, lang)]),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": content_disposition_header(as_attachment=True, filename=name) or ""},
    )


def _month(request: OfficerRequest) -> Month:
    return month_of(request.GET.get("month", ""), lang=reader_language(), now=clock.now())


def _prices() -> tuple[Prices, str]:
    """The office's prices; none, and why, where its file cannot be read."""
    try:
        return load(settings.PRICES_FILE), ""
    except PricesError as error:
        return Prices(), str(error)


def _numbers(request: OfficerRequest) -> list[str]:
    """The digits of the numbers on which the office writes."""
    shown_to = seen_by(request.officer)
    lines = Line.objects.filter(Q(body_id__in=shown_to) | Q(body_id=None)).values_list("display", flat=True)
    return ["".join(sign for sign in display if sign.isdigit()) for display in lines]


def _spent(request: OfficerRequest, month: Month, prices: Prices) -> Costs:
    return costs_of(request.officer, since=month.since, until=month.until, prices=prices)
