"""The posters of an office: hang them, take one down, see which are scanned, print the kit."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from janasetu.bodies.queries import ward_numbers
from janasetu.console.access import OfficerRequest, officer_required, only_where
from janasetu.console.forms.posters import ALL, KitForm, PlaceForm
from janasetu.console.language import reader_language
from janasetu.console.posters import poster_rows, seal_of, ward_choices
from janasetu.documents.papers.apart import PressAwayError
from janasetu.documents.papers.errors import PaperError
from janasetu.lib import bn, clock
from janasetu.posters import actions, kit, queries
from janasetu.posters.models import Poster
from janasetu.posters.phrases import PHRASES
from janasetu.posters.rules import RefusedError
from janasetu.posters.sheets import Size

_ABOUT = {"ward_unknown": "ward"}
_MIME = {"pdf": "application/pdf", "zip": "application/zip"}
heads_only = only_where(lambda desk: desk.may_hang_posters)


@officer_required
@require_http_methods(["GET", "HEAD", "POST"])
@heads_only
def posters(request: OfficerRequest) -> HttpResponseBase:
    """The list with what each was scanned, and what can be done."""
    if request.method != "POST":
        return _show(request, None)
    match request.POST.get("act"):
        case "all":
            made = actions.hang_for_wards(officer=request.officer, now=clock.now())
            lang = reader_language()
            messages.success(request, _("%(count)s posters made.") % {"count": bn.number(len(made), lang)})
        case "down":
            _take_down(request)
        case _:
            return _hung(request)
    return redirect("console:posters")


def _take_down(request: OfficerRequest) -> None:
    try:
        poster_id = UUID(request.POST.get("id", ""))
    except ValueError:
        return
    if actions.take_down(officer=request.officer, poster_id=poster_id, now=clock.now()):
        messages.success(request, _("It is taken down; its code leads to no ward any more."))


def _hung(request: OfficerRequest) -> HttpResponseBase:
    form = PlaceForm(request.POST, wards=_choices(request))
    if form.is_valid():
        said = form.cleaned_data
        try:
            actions.hang(officer=request.officer, ward=said["ward"], place=said["place"], now=clock.now())
        except RefusedError as error:
            about = _ABOUT.get(error.key, "place")
            form.refuse(PHRASES.say(error.key, reader_language()), field=about)
        else:
            messages.success(request, _("The poster of this place is made. Print it below."))
            return redirect("console:posters")
    return _show(request, form)


def _choices(request: OfficerRequest) -> list[tuple[str, str]]:
    wards = ward_numbers([request.officer.body_id], clock.now())[request.officer.body_id]
    return list(ward_choices(wards, reader_language()))


def _show(request: OfficerRequest, asked: PlaceForm | None) -> HttpResponse:
    body_id, lang, now = request.officer.body_id, reader_language(), clock.now()
    wards = _choices(request)
    hanging = queries.posters_of(body_id)
    scans = queries.scans_of(body_id, today=clock.local(now).date())
    sheets = {one.ward for one in hanging if not one.place}
    context = {
        "rows": poster_rows(hanging, scans, lang),
        "missing": bn.number(missing, lang) if (missing := sum(w not in sheets for w, _ in wards)) else "",
        "kit": KitForm(wards=wards),
        "form": asked or PlaceForm(wards=wards),
        "no_line": "" if queries.line_of(request.officer.body) else PHRASES.say("no_line", lang),
    }
    return render(request, "console/pages/posters.html", context)


@officer_required
@require_safe
@heads_only
def posters_file(request: OfficerRequest) -> HttpResponseBase:
    """The kit, pressed as it is asked for."""
    form, now = KitForm(request.GET, wards=_choices(request)), clock.now()
    if not form.is_valid():
        return redirect("console:posters")
    said = form.cleaned_data
    hanging = queries.posters_of(request.officer.body_id)
    chosen = [one for one in hanging if said["ward"] in (ALL, one.ward)]
    try:
        made = _pressed(request, chosen, said["size"], said["form"], now)
    except RefusedError as error:
        return _not_made(request, PHRASES.say(error.key, reader_language()))
    except PaperError as error:
        return _not_made(request, error.sentence(reader_language()))
    except PressAwayError:
        return _not_made(request, PHRASES.say("press_away", reader_language()))
    name = (
        f"posters-{request.officer.body.code}-{said['ward'].replace('/', '-')}-{said['size']}.{said['form']}"
    )
    return HttpResponse(
        made,
        content_type=_MIME[said["form"]],
        headers={"Content-Disposition": content_disposition_header(as_attachment=True, filename=name) or ""},
    )


def _pressed(
    request: OfficerRequest, chosen: Sequence[Poster], size: Size, form: str, now: datetime
) -> bytes:
    line = queries.line_of(request.officer.body)
    if line is None:
        raise RefusedError("no_line")
    if not chosen:
        raise RefusedError("no_posters")
    press = kit.as_zip if form == "zip" else kit.as_pdf
    specimen, emblem = settings.MARKS_ARE_SPECIMENS, seal_of(request.officer.body)
    return press(chosen, line, size=size, specimen=specimen, emblem=emblem, now=now)


def _not_made(request: OfficerRequest, sentence: str) -> HttpResponse:
    messages.error(request, sentence)
    return redirect("console:posters")
