"""Pages that anybody may open: each says so, for the guard that walks every address."""

from collections.abc import Callable
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponseBase

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def public_page(view: View[P]) -> View[P]:
    """Say that anybody may open the view."""
    view.gate = "public"  # type: ignore[attr-defined]
    return view
