"""Addresses of a runner's round; one folder, over which its worker may watch."""

from django.urls import path

from janasetu.console.views import round as rounds

app_name = "round"
urlpatterns = [
    path("", rounds.round_page, name="round"),
    path("key", rounds.round_key, name="key"),
    path("out", rounds.round_out, name="out"),
    path("word", rounds.round_word, name="word"),
    path("worker.js", rounds.worker, name="worker"),
]
