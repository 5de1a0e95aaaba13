"""Every address of the product, in one place."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from janasetu.config.styleguide import styleguide

urlpatterns: list[URLPattern | URLResolver] = [
    path("styleguide/", styleguide, name="styleguide"),
    path("styleguide/<slug:language>/", styleguide, name="styleguide"),
    path("console/", include("janasetu.console.urls")),
    path("round/", include("janasetu.console.round_urls")),
    path("", include("janasetu.portal.urls")),
]
if settings.INSTALLATION.mode != "serve":
    urlpatterns.append(path("demo/", include("janasetu.demo.urls")))
