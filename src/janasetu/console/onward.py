"""Where somebody goes on after a door: to the page that was wanted, or back to what they had typed.

A form that hits a shut door (the session has ended, a code is asked) is sealed into the page that the door
shows, so that nothing typed is lost and nothing of it waits on the server. Afterwards it is shown, and sent
again at the person's own click.
"""

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme

_SALT = "janasetu.console.kept"
_SECRETS = frozenset(
    {"csrfmiddlewaretoken", "password", "old_password", "new_password1", "new_password2", "code", "passkey"}
)


@dataclass(frozen=True, slots=True)
class Kept:
    """A form as it was sent: its address, the page it stood on, its fields. Files are not kept, nor are
    passwords.
    """

    to: str
    page: str
    fields: tuple[tuple[str, str], ...]
    had_files: bool

    @property
    def words(self) -> list[str]:
        """What a person wrote, of all that the form carried."""
        return [value for _, value in self.fields if " " in value.strip() or not value.isascii()]


def kept_of(request: HttpRequest) -> Kept | None:
    """The form of this request; None where there is nothing to keep."""
    fields = [
        (name, str(value))
        for name, values in request.POST.lists()
        for value in values
        if name not in _SECRETS
    ]
    to = request.get_full_path()
    return Kept(to, _page_before(request) or to, tuple(fields), bool(request.FILES)) if fields else None


def keep(request: HttpRequest) -> str:
    """The form of this request, sealed for a hidden field; empty where there is nothing to keep.

    What an earlier door keeps already goes on to the next: the code somebody owes stands for what they typed.
    """
    if earlier := request.POST.get("kept"):
        return earlier
    kept = kept_of(request)
    if kept is None:
        return ""
    told = [kept.to, kept.page, kept.fields, kept.had_files, request.user.pk]
    return signing.dumps(told, salt=_SALT, compress=True)


def opened(request: HttpRequest) -> Kept | None:
    """What an earlier page kept for this one; None where that is nothing, too old, or somebody else's."""
    try:
        told = signing.loads(request.POST.get("kept", ""), salt=_SALT, max_age=settings.SESSION_COOKIE_AGE)
    except signing.BadSignature:
        return None
    to, page, fields, had_files, user_id = told
    if user_id not in (None, request.user.pk):
        return None
    return Kept(to, page, tuple((name, value) for name, value in fields), had_files)


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
    return render(request, "console/pages/send_again.html", {"kept": kept})


def _page_before(request: HttpRequest) -> str:
    """The path of the page that sent this, if it is one of ours."""
    sender = request.headers.get("Referer", "")
    return urlsplit(sender).path if _is_ours(request, sender) else ""


def _is_ours(request: HttpRequest, url: str) -> bool:
    return url_has_allowed_host_and_scheme(url, {request.get_host()}, require_https=request.is_secure())
