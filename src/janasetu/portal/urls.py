"""Addresses of the portal."""

from django.urls import path

from janasetu.portal.views import fees, front, language, later, status

app_name = "portal"
urlpatterns = [
    path("", front.front, name="front"),
    path("language/", language.choose_language, name="language"),
    path("status/", status.status, name="status"),
    path("metrics", status.metrics, name="metrics"),
    path("pay/answer", fees.answer, name="fee_answer"),
    path("pay/<str:token>/", fees.fee, name="fee"),
    path("verify/", later.verify, name="verify"),
    path("api/", later.api, name="api"),
]
