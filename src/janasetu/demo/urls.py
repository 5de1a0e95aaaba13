"""Addresses of the demo. They do not exist under `serve`."""

from django.urls import path

from janasetu.demo.views import clock, entrance, page, paying, xray

app_name = "demo"
urlpatterns = [
    path("", page.demo_page, name="page"),
    path("enter", entrance.enter, name="enter"),
    path("xray/<str:callback>", xray.xray, name="xray"),
    path("pay/<str:code>/", paying.pretend, name="pay"),
    path("clock", clock.clock_json, name="clock"),
    path("clock/move", clock.move_clock, name="move_clock"),
    path("clock/shown", clock.show_clock, name="shown_clock"),
]
