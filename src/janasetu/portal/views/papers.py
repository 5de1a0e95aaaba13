"""A paper behind a link: fetched a few times within a day, byte for byte, or said to be wrong."""

import math
from datetime import datetime
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from janasetu.bodies.actions import count_attempt, forget_attempts
from janasetu.bodies.errors import TooManyTriesError
from janasetu.bodies.throttle import DEAD_LINKS_FROM_ONE_ADDRESS
from janasetu.cases import corrections
from janasetu.cases.actions import (
    CannotCorrectError,
    DeadLinkError,
    NothingSaidError,
    Told,
    WrongSecretError,
    correct_by_link,
    fetch_paper,
    look_at_link,
)
from janasetu.cases.corrections import MOST_SAID
from janasetu.cases.models import PaperLink
from janasetu.cases.models.corrections import MOST_LINE
from janasetu.catalogue import queries as catalogue
from janasetu.documents import gate, store
from janasetu.documents.models import Paper
from janasetu.lib import bn, clock
from janasetu.lib.addresses import subscriber
from janasetu.lib.texts import as_lang, in_language
from janasetu.lib.words import Lang
from janasetu.portal.access import public_page

_ENDINGS = {"application/pdf": "pdf", "image/jpeg": "jpg"}
_MOST_SECRET = 40  # characters of the box
# Nobody keeps it, nobody finds it, and no site beyond hears from where one came. Ours does: without that a
# browser sends its form from nowhere, and forms from nowhere are refused.
_HEADERS = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "same-origin",
    "X-Robots-Tag": "noindex",
    "X-Content-Type-Options": "nosniff",
}


@public_page
@require_http_methods(["GET", "HEAD", "POST"])
def paper(request: HttpRequest, token: str) -> HttpResponse:
    """The page of a link; only a press on it fetches the paper, as a chat program looks at every link."""
    wall = clock.wall()
    try:
        link = _found(request, token, wall)
        if request.method == "POST" and "wrong" in request.POST:
            return _corrected(request, link, token, wall)
        if request.method == "POST":
            return _fetched(request, link, token, wall)
    except DeadLinkError:
        return _page(request, None, status=HTTPStatus.NOT_FOUND)
    except TooManyTriesError as error:
        return _page(request, None, waits=_wait(error, wall), status=HTTPStatus.TOO_MANY_REQUESTS)
    return _page(request, link)


def _found(request: HttpRequest, token: str, wall: datetime) -> PaperLink:
    """The link; one that opens counts for nothing, as half a town may share an address."""
    tries = f"dead links from {_address(request)}"
    count_attempt({tries: DEAD_LINKS_FROM_ONE_ADDRESS}, at=wall)
    link = look_at_link(token, wall=wall)
    forget_attempts((), shared=tries, at=wall)
    return link


def _fetched(request: HttpRequest, link: PaperLink, token: str, wall: datetime) -> HttpResponse:
    typed = request.POST.get("secret", "")[:_MOST_SECRET]
    try:
        found = fetch_paper(token=token, secret=_digits(typed), now=clock.now(), wall=wall)
    except WrongSecretError:
        return _page(request, link, typed=typed, wrong=_wrong(typed), status=HTTPStatus.FORBIDDEN)
    return file_of(found)


def _corrected(request: HttpRequest, link: PaperLink, token: str, wall: datetime) -> HttpResponse:
    """Something is wrong in it: what the holder says becomes a case of its own."""
    posted = {name: request.POST.get(name, "") for name in ("line", "should_be", "fault")}
    typed = request.POST.get("secret", "")[:_MOST_SECRET]
    told = Told(
        posted["line"][:MOST_LINE], posted["should_be"][:MOST_SAID], posted["fault"][:20], _proof(request)
    )
    try:
        case = correct_by_link(token=token, secret=_digits(typed), told=told, now=clock.now(), wall=wall)
    except WrongSecretError:
        refused = {"typed": typed, "wrong": _wrong(typed), "told": posted, "opened": True}
        return _page(request, link, status=HTTPStatus.FORBIDDEN, **refused)
    except NothingSaidError:
        lacking = _("Write what should stand there, as it is to be printed.")
        refused = {"typed": typed, "lacking": lacking, "told": posted, "opened": True}
        return _page(request, link, status=HTTPStatus.BAD_REQUEST, **refused)
    except gate.FileRefusedError as error:
        lang = as_lang(get_language())
        no_proof = gate.PHRASES.say(error.reason, lang)
        refused = {"typed": typed, "no_proof": no_proof, "told": posted, "opened": True}
        return _page(request, link, status=HTTPStatus.BAD_REQUEST, **refused)
    except CannotCorrectError as error:
        raise DeadLinkError from error
    return _page(request, link, corrected=case.grouped_ref)


def _proof(request: HttpRequest) -> bytes:
    """The bytes of what proves it; of a file that is too large one byte too many."""
    sent = request.FILES.get("proof")
    return sent.read(gate.MOST_BYTES + 1) if sent else b""


def file_of(found: Paper) -> HttpResponse:
    """The very bytes, as an answer that nobody keeps."""
    content = store.path_of(settings.MEDIA_FOLDER, found.sha256).read_bytes()
    name = f"{found.number.replace('/', '-')}.{_ENDINGS.get(found.mime, 'bin')}"
    response = HttpResponse(content, content_type=found.mime, headers=_HEADERS)
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or ""
    return response


def _page(request: HttpRequest, link: PaperLink | None, *, status: int = 200, **told: Any) -> HttpResponse:
    """What can be done here; of a link that opens no more the same words, whatever the reason."""
    lang = as_lang(get_language())
    shown = {"link": link, **told}
    if link:
        shown |= {
            "office": link.case.body.name_in(lang),
            "title": link.case.service.name.in_(lang),
            "until": bn.moment(link.ends_at, lang, clock.wall()),
            "correction": _correction(link, lang),
        }
    response = render(request, "portal/pages/paper_link.html", shown, status=status)
    for name, value in _HEADERS.items():
        response[name] = value
    return response


def _correction(link: PaperLink, lang: Lang) -> dict[str, Any] | None:
    """What the form of a correction offers: what the lines are called, and not what they say; None where this
    office corrects no papers this way, or not this one.
    """
    version = corrections.versions_for({link.body_id}).get(link.body_id)
    if version is None or not corrections.may_be_corrected(link.case, link.paper):
        return None
    service = catalogue.service(version)
    options = service.field("fault").options
    return {
        "proof": corrections.proof_of(service) is not None,
        "lines": [(one.name, in_language(one.label, lang)) for one in corrections.lines_of(link.paper)],
        "faults": [(code, option.name.in_(lang)) for code, option in options.items()],
    }


def _digits(typed: str) -> str:
    return "".join(one for one in bn.ascii_digits(typed) if one.isdecimal())


def _wrong(typed: str) -> str:
    if not _digits(typed):
        return _("Write the 6 digit code of the receipt here.")
    return _("This is not the code of the receipt. Please compare it and write it again.")


def _address(request: HttpRequest) -> str:
    return subscriber(request.META.get("REMOTE_ADDR", ""), request.headers.get("X-Forwarded-For", ""))


def _wait(error: TooManyTriesError, at: datetime) -> str:
    minutes = math.ceil((error.until - at).total_seconds() / 60)
    sentence = ngettext(
        "There were too many tries. Please try again in %(minutes)s minute.",
        "There were too many tries. Please try again in %(minutes)s minutes.",
        minutes,
    )
    return sentence % {"minutes": bn.number(minutes, as_lang(get_language()))}
