"""Addresses of the portal."""

from django.urls import path

from janasetu.portal.views import fees, front, language, later, matters, offline, papers, status, verify

app_name = "portal"
urlpatterns = [
    path("", front.front, name="front"),
    path("language/", language.choose_language, name="language"),
    path("status/", status.status, name="status"),
    path("metrics", status.metrics, name="metrics"),
    path("verify/", verify.verify, name="verify"),
    path("verify/withdrawn.json", offline.withdrawn, name="withdrawn"),
    path("verify/worker.js", offline.worker, name="worker"),
    path("v/<str:code>", verify.paper, name="paper"),
    path("v/<str:code>/", verify.paper, name="paper_with_a_slash"),
    path("V/<str:code>", verify.paper, name="paper_scanned"),  # capitals take less room in a QR
    path(".well-known/janasetu-keys.json", offline.keys, name="keys"),
    path("case/", matters.matter, name="matter"),
    path("case/<str:ref>/", matters.matter, name="matter_of"),
    path("pay/answer", fees.answer, name="fee_answer"),
    path("pay/<str:token>/", fees.fee, name="fee"),
    path("paper/<str:token>", papers.paper, name="paper_link"),
    path("api/", later.api, name="api"),
]
