"""Addresses of the console."""

from django.urls import path

from janasetu.console.views import cases, files, inbox, login

app_name = "console"
urlpatterns = [
    path("", inbox.inbox, name="inbox"),
    path("list", inbox.inbox_list, name="inbox_list"),
    path("login/", login.log_in, name="login"),
    path("logout/", login.log_out, name="logout"),
    path("cases/<str:ref>/", cases.case_page, name="case"),
    path("cases/<str:ref>/live", cases.case_live, name="case_live"),
    path("files/<str:ref>/<uuid:file_id>", files.case_file_bytes, name="file"),
]
