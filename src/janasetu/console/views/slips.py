"""Paper slips with case numbers, for power cuts and camps: print a sheet, print it once more."""

from django import forms
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from janasetu.bodies.models import LocalBody
from janasetu.cases import slips as printed
from janasetu.cases.actions import print_slips
from janasetu.cases.actions.slips import MOST
from janasetu.cases.notices import PHRASES
from janasetu.cases.rules import RefusedError
from janasetu.console.access import OfficerRequest
from janasetu.console.language import reader_language
from janasetu.console.receipts import where_to_ask
from janasetu.console.views.intake import registrar_required
from janasetu.lib import bn, clock
from janasetu.lib.bn import ascii_digits
from janasetu.lib.references import grouped
from janasetu.lib.text import clean
from janasetu.messaging.models import Line
from janasetu.messaging.queries import lines

A_SHEET = 8  # slips on one A4 page
_LATEST = 5


class SlipsForm(forms.Form):
    """How many; in any digits."""

    use_required_attribute = False
    count = forms.CharField(
        label=_("How many slips"),
        help_text=_("Eight fit on a page; at most 200 at once."),
        required=False,
        initial=A_SHEET,
    )

    def how_many(self) -> int:
        """The number that was written; 0 for none."""
        written = ascii_digits(self.cleaned_data["count"]).strip()
        is_number = written.isascii() and written.isdecimal() and len(written) <= len(str(MOST))
        return int(written) if is_number else 0


@registrar_required
@require_http_methods(["GET", "HEAD", "POST"])
def slips(request: OfficerRequest) -> HttpResponseBase:
    """How many are to be printed; the sheets that were printed last."""
    said = {"count": clean(request.POST.get("count", ""))} if request.method == "POST" else None
    form = SlipsForm(said, auto_id="slips_%s")
    if request.method == "POST" and form.is_valid():
        try:
            taken = print_slips(officer=request.officer, count=form.how_many(), now=clock.now())
        except RefusedError as error:
            form.add_error("count", PHRASES.say(error.key, reader_language()))
        else:
            return redirect("console:slip_sheet", taken[0].ref)
    return _show(request, form)


@registrar_required
@require_safe
def sheet(request: OfficerRequest, ref: str) -> HttpResponseBase:
    """The slips that were printed with this one, to be printed (again)."""
    found = printed.unused(printed.sheet_of(request.officer.body_id, ref))
    if not found:
        raise Http404(ref)
    body = request.officer.body
    context = {
        "numbers": [grouped(slip.ref) for slip in found],
        "body": body,
        "ask_at": where_to_ask(_line_of(body), "bn"),
    }
    return render(request, "console/pages/slip_sheet.html", context)


def _line_of(body: LocalBody) -> Line | None:
    """The line that the office answers on: its own, else that of many offices."""
    heard = [line for line in lines() if line.body_id in (body.id, None)]
    return min(heard, key=lambda line: line.body_id is None, default=None)


def _show(request: OfficerRequest, form: SlipsForm) -> HttpResponse:
    lang, now = reader_language(), clock.now()
    latest = [
        (one.first, bn.number(one.slips, lang), bn.moment(one.printed_at, lang, now))
        for one in printed.latest_sheets(request.officer.body_id, most=_LATEST)
    ]
    return render(request, "console/pages/slips.html", {"form": form, "latest": latest})
