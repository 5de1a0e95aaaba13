"""Where somebody goes on after a door: to the page that was wanted, or back to what they had typed.

A form that hits a shut door (the session has ended, a code is asked) is sealed into the page that the door
shows, so that nothing typed is lost and nothing of it waits on the server. Afterwards it is shown, and sent
again at the person's own click. Files that were chosen with it go along where the door knows who it is.
"""

from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme

from janasetu.console import staged
from janasetu.console.language import reader_language
from janasetu.console.staged import Staged
from janasetu.lib import bn

_SALT = "janasetu.console.kept"
_SECRETS = frozenset(
    {"csrfmiddlewaretoken", "password", "old_password", "new_password1", "new_password2", "code", "passkey"}
)


@dataclass(frozen=True, slots=True)
class Kept:
    """A form as it was sent: its address, the page it stood on, its fields. Passwords are not kept.

    `had_files`: files came with it that are not kept; `refused`: names of files, and why they could not be.
    """

    to: str
    page: str
    fields: tuple[tuple[str, str], ...]
    had_files: bool
    refused: tuple[tuple[str, str], ...] = ()

    @property
    def words(self) -> list[str]:
        """What a person wrote, of all that the form carried."""
        return [value for _, value in self.fields if " " in value.strip() or not value.isascii()]

    @property
    def files(self) -> int:
        """How many photos and papers go along."""
        return sum(name == staged.FIELD for name, _ in self.fields)

    @property
    def files_said(self) -> str:
        return bn.number(self.files, reader_language())


def kept_of(request: HttpRequest, chosen: Staged | None = None) -> Kept | None:
    """The form of this request, with its files as they are `chosen`; None where there is nothing to keep."""
    chosen = chosen or staged.nothing(request)
    fields = [
        (name, str(value))
        for name, values in request.POST.lists()
        for value in values
        if name not in _SECRETS
    ]
    fields += [(staged.FIELD, one) for one in chosen.sealed]
    to, page = request.get_full_path(), _page_before(request)
    return Kept(to, page or to, tuple(fields), chosen.lost, tuple(chosen.refused)) if fields else None


def keep(request: HttpRequest, chosen: Staged | None = None) -> str:
    """The form of this request, sealed for a hidden field; empty where there is nothing to keep.

    What an earlier door keeps already goes on to the next: the code somebody owes stands for what they typed.
    """
    if earlier := request.POST.get("kept"):
        return earlier
    kept = kept_of(request, chosen)
    if kept is None:
        return ""
    told = [kept.to, kept.page, kept.fields, kept.had_files, kept.refused, request.user.pk]
    return signing.dumps(told, salt=_SALT, compress=True)


def opened(request: HttpRequest) -> Kept | None:
    """What an earlier page kept for this one; None where that is nothing, too old, or somebody else's."""
    try:
        told = signing.loads(request.POST.get("kept", ""), salt=_SALT, max_age=settings.SESSION_COOKIE_AGE)
    except signing.BadSignature:
        return None
    to, page, fields, had_files, refused, user_id = told
    if user_id not in (None, request.user.pk):
        return None
    kept = Kept(
        to,
        page,
        tuple((name, value) for name, value in fields),
        had_files,
        tuple((name, why) for name, why in refused),
    )
    return _with_files(request, kept)


def _with_files(request: HttpRequest, kept: Kept) -> Kept:
    """The same with those of its files that still wait, for as long as a code counts from now on."""
    waiting = [value for name, value in kept.fields if name == staged.FIELD]
    alive = staged.again(request, waiting)
    typed = [(name, value) for name, value in kept.fields if name != staged.FIELD]
    along = [(staged.FIELD, one) for one in alive]
    return replace(kept, fields=(*typed, *along), had_files=kept.had_files or len(alive) < len(waiting))


def onward(request: HttpRequest) -> str:
    """The page that was wanted, if it is one of ours; else the inbox. What is no path would be taken for the
    name of a view.
    """
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    ours = wanted.startswith("/") and _is_ours(request, wanted)
    return wanted if ours else resolve_url(settings.LOGIN_REDIRECT_URL)


def page_around(request: HttpRequest) -> str:
    """The page whose part asks for something by htmx; the inbox where it does not say, or says no address."""
    try:
        here: str | None = request.htmx.current_url_abs_path  # type: ignore[attr-defined]  # django_htmx's
    except ValueError:
        here = None
    return here or resolve_url(settings.LOGIN_REDIRECT_URL)


def go_on(request: HttpRequest) -> HttpResponseBase:
    """Through the door: to what was typed, else to the page that was wanted."""
    kept = opened(request)
    if kept is None:
        return redirect(onward(request))
    return send_again(request, kept)


def send_again(request: HttpRequest, kept: Kept | None = None) -> HttpResponse:
    """The page that shows what was typed before it is sent: what was kept, or the form of this request."""
    if kept is None and (sent := kept_of(request)):
        kept = _with_files(request, sent)
    return render(request, "console/pages/send_again.html", {"kept": kept})


def _page_before(request: HttpRequest) -> str:
    """The path of the page that sent this, if it is one of ours."""
    sender = request.headers.get("Referer", "")
    return urlsplit(sender).path if _is_ours(request, sender) else ""


def _is_ours(request: HttpRequest, url: str) -> bool:
    return url_has_allowed_host_and_scheme(url, {request.get_host()}, require_https=request.is_secure())
