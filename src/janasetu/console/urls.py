"""Addresses of the console."""

from django.urls import path

from janasetu.console.views import cases, files, inbox, login, post, talks

app_name = "console"
urlpatterns = [
    path("", inbox.inbox, name="inbox"),
    path("list", inbox.inbox_list, name="inbox_list"),
    path("login/", login.log_in, name="login"),
    path("logout/", login.log_out, name="logout"),
    path("post/", post.turn_to_post, name="post"),
    path("cases/<str:ref>/", cases.case_page, name="case"),
    path("cases/<str:ref>/live", cases.case_live, name="case_live"),
    path("talks/", talks.talks, name="talks"),
    path("talks/list", talks.talks_list, name="talks_list"),
    path("talks/waiting", talks.talks_waiting, name="talks_waiting"),
    path("talks/<uuid:talk_id>/", talks.talk_page, name="talk"),
    path("talks/<uuid:talk_id>/live", talks.talk_live, name="talk_live"),
    path("talks/<uuid:talk_id>/back", talks.talk_back, name="talk_back"),
    path("talks/<uuid:talk_id>/files/<uuid:file_id>", files.talk_file_bytes, name="talk_file"),
    path("files/<str:ref>/<uuid:file_id>", files.case_file_bytes, name="file"),
]
