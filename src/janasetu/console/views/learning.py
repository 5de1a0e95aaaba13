"""What the next model learns from: words that wait for a review, and what is confused with what."""

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from janasetu.cases import confusions as counted
from janasetu.cases import teaching
from janasetu.cases.actions import accept_phrase, refuse_phrase
from janasetu.cases.notices import PHRASES
from janasetu.cases.periods import PERIODS, Period, period_of
from janasetu.cases.rules import RefusedError
from janasetu.cases.understood import MOST_LABEL
from janasetu.console import confusions as shown
from janasetu.console.access import OfficerRequest, officer_required, only_where
from janasetu.console.forms.learning import PhraseForm
from janasetu.console.language import reader_language
from janasetu.console.learning import as_yaml, learnt_lately, queue_of
from janasetu.console.report_rows import rows_of
from janasetu.console.reports import PERIODS as PERIOD_NAMES
from janasetu.console.reports import days
from janasetu.lib import bn, clock
from janasetu.understanding.confusions import confusions as confused_by_the_model

_MOST_PAIRS, _MOST_CASES = 30, 100
_ABOUT = {
    **dict.fromkeys(("phrase_empty", "phrase_too_long", "phrase_personal", "phrase_known"), "text"),
    "phrase_label": "label",
}

# Open to posts that review what the model learns.
reviewers_only = only_where(lambda desk: desk.may_teach)


@officer_required
@require_http_methods(["GET", "HEAD", "POST"])
@reviewers_only
def learning(request: OfficerRequest) -> HttpResponseBase:
    """The words that wait, one at a time; what is decided of them is posted to the same address."""
    if request.method != "POST":
        after = _uuid(request.GET.get("after", ""))
        return _show(request, begin=Q(id__gt=after) if after else Q())
    phrase_id = _uuid(request.POST.get("id", ""))
    if phrase_id is None:
        return redirect("console:learning")
    return _refused(request, phrase_id) if "refuse" in request.POST else _accepted(request, phrase_id)


def _refused(request: OfficerRequest, phrase_id: UUID) -> HttpResponse:
    try:
        refuse_phrase(officer=request.officer, phrase_id=phrase_id, now=clock.now())
    except RefusedError as error:
        messages.error(request, PHRASES.say(error.key, reader_language()))
    else:
        messages.success(request, _("Left out. The words are gone."))
    return _onward(phrase_id)


def _accepted(request: OfficerRequest, phrase_id: UUID) -> HttpResponse:
    form = _form(request, said=request.POST)
    if form.is_valid():
        said = form.cleaned_data
        try:
            accept_phrase(
                officer=request.officer,
                phrase_id=phrase_id,
                text=said["text"],
                label=said["label"],
                now=clock.now(),
            )
        except RefusedError as error:
            sentence = PHRASES.say(error.key, reader_language())
            if error.key not in _ABOUT:
                messages.error(request, sentence)
                return _onward(phrase_id)
            form.refuse(_ABOUT[error.key], sentence)
        else:
            messages.success(request, _("Accepted. The next model learns from it."))
            return _onward(phrase_id)
    if not teaching.candidates(request.officer).filter(id=phrase_id).exists():
        messages.error(request, PHRASES.say("phrase_gone", reader_language()))
        return _onward(phrase_id)
    return _show(request, form=form, begin=Q(id__gte=phrase_id))


def _onward(phrase_id: UUID) -> HttpResponse:
    """To the words after these."""
    return redirect(f"{reverse('console:learning')}?after={phrase_id}")


def _form(request: OfficerRequest, *, said: object = None, initial: object = None) -> PhraseForm:
    lang = reader_language()
    subjects = teaching.subjects(request.officer.body, lang, hidden=False)
    return PhraseForm(said, subjects=subjects, others=teaching.intents(lang), initial=initial)


def _show(request: OfficerRequest, *, begin: Q, form: PhraseForm | None = None) -> HttpResponse:
    """The page from the first words of which this holds; `form`: that was refused, of just these."""
    officer, lang = request.officer, reader_language()
    names = teaching.label_names(officer.body, lang)
    queue = queue_of(officer, names, begin=begin, lang=lang, now=clock.now())
    if form is None and queue.first:
        asked = {"id": queue.first.id, "text": queue.first.text, "label": queue.first.now}
        form = _form(request, initial=asked)
    context = {"queue": queue, "form": form, "learnt": learnt_lately(officer.body_id, names)}
    return render(request, "console/pages/learning.html", context)


@officer_required
@require_safe
@reviewers_only
def learning_file(request: OfficerRequest) -> HttpResponseBase:
    """What the office has accepted, as the bank of the project files it; there is nobody in it."""
    body = request.officer.body
    day = f"{clock.local(clock.now()):%Y-%m-%d}"
    heading = f"{body.code}, {day}: a document for each label; its phrases belong into the file of that name"
    return HttpResponse(
        as_yaml(teaching.as_files(body.id), heading),
        content_type="application/yaml; charset=utf-8",
        headers={
            "Content-Disposition": content_disposition_header(
                as_attachment=True, filename=f"phrases-{body.code}-{day}.yaml"
            )
            or ""
        },
    )


@officer_required
@require_safe
@reviewers_only
def confusions(request: OfficerRequest) -> HttpResponseBase:
    """How often messages were understood rightly in a time, and what was taken for what."""
    officer, lang, period = request.officer, reader_language(), _period(request)
    names = teaching.label_names(officer.body, lang)
    by_language = counted.rates(officer.body_id, period)
    whole = counted.together(by_language.values())
    found = counted.pairs(officer.body_id, period, most=_MOST_PAIRS)
    address = reverse("console:confusions")
    context = {
        "days": days(period, lang),
        "periods": [
            (name, f"{address}?period={code}", code == period.code)
            for code, name in PERIOD_NAMES.items()
            if code in PERIODS
        ],
        "read": whole.read,
        "shown_read": bn.number(whole.read, lang),
        "figures": shown.figures(whole, lang),
        "languages": shown.rate_rows(by_language, lang),
        "pairs": shown.pair_rows(found, names, period, lang),
        "of_the_model": shown.model_rows(
            confused_by_the_model(settings.MODELS_FOLDER, most=_MOST_PAIRS), names, lang
        ),
    }
    return render(request, "console/pages/confusions.html", context)


@officer_required
@require_safe
@reviewers_only
def confused_cases(request: OfficerRequest) -> HttpResponseBase:
    """The cases of a pair."""
    officer, lang, period = request.officer, reader_language(), _period(request)
    names = teaching.label_names(officer.body, lang)
    asked = {"understood": _label(request, "was"), "stands_as": _label(request, "is")}
    cases = counted.confused_cases(officer, period, **asked)[:_MOST_CASES]
    context = {
        "was": names.get(asked["understood"], asked["understood"]),
        "stands_as": names.get(asked["stands_as"], asked["stands_as"]),
        "days": days(period, lang),
        "back": f"{reverse('console:confusions')}?period={period.code}",
        "rows": rows_of(cases, officer, lang=lang, now=clock.now()),
    }
    return render(request, "console/pages/confused_cases.html", context)


def _period(request: OfficerRequest) -> Period:
    today = clock.local(clock.now()).date()
    return period_of(request.GET.get("period", ""), today=today)


def _label(request: OfficerRequest, name: str) -> str:
    return request.GET.get(name, "").replace("\x00", "")[:MOST_LABEL]


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
