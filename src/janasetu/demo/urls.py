"""Addresses of the demo. They do not exist under `serve`."""

from django.urls import path

from janasetu.demo.views import clock, page

app_name = "demo"
urlpatterns = [
    path("", page.demo_page, name="page"),
    path("clock", clock.clock_json, name="clock"),
    path("clock/move", clock.move_clock, name="move_clock"),
    path("clock/shown", clock.show_clock, name="shown_clock"),
]
