"""Every address of the product, in one place."""

from django.urls import include, path

urlpatterns = [
    path("console/", include("janasetu.console.urls")),
    path("demo/", include("janasetu.demo.urls")),
    path("", include("janasetu.portal.urls")),
]
