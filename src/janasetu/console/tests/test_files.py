"""The bytes of photos: to whom, and how a browser is told to take them."""

from uuid import uuid4

import pytest

from janasetu.bodies.models import LocalBody, Officer
from janasetu.console.tests.conftest import Visitor
from janasetu.console.tests.factories import a_complaint, a_file, a_picture, a_town
from janasetu.documents.choices import FileState


def test_a_photo_is_shown_and_nothing_in_it_can_run(desk: Visitor, town: LocalBody, officer: Officer) -> None:
    file = a_file()
    case = a_complaint(town, files=[file])

    answer = desk.get(f"/console/files/{case.ref}/{file.id}")

    assert b"".join(answer.streaming_content) == a_picture()
    assert answer["Content-Type"] == "image/jpeg"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Disposition"] == f'inline; filename="{case.ref}.jpg"'
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer["Cache-Control"] == "private, max-age=600"


def test_a_stranger_is_sent_to_log_in(stranger: Visitor, town: LocalBody) -> None:
    file = a_file()
    case = a_complaint(town, files=[file])

    assert stranger.get(f"/console/files/{case.ref}/{file.id}").status_code == 302


def test_another_bodys_photo_is_not_here(desk: Visitor, town: LocalBody) -> None:
    file = a_file()
    theirs = a_complaint(a_town("basirhat", 1003), files=[file])

    assert desk.get(f"/console/files/{theirs.ref}/{file.id}").status_code == 404


def test_a_photo_is_found_under_its_own_case_only(desk: Visitor, town: LocalBody, officer: Officer) -> None:
    file = a_file()
    a_complaint(town, files=[file])
    other = a_complaint(town)

    assert desk.get(f"/console/files/{other.ref}/{file.id}").status_code == 404
    assert desk.get(f"/console/files/{other.ref}/{uuid4()}").status_code == 404


@pytest.mark.parametrize("state", [FileState.WANTED, FileState.REFUSED, FileState.LOST])
def test_a_photo_without_bytes_is_not_here(
    desk: Visitor, town: LocalBody, officer: Officer, state: FileState
) -> None:
    file = a_file(state)
    case = a_complaint(town, files=[file])

    assert desk.get(f"/console/files/{case.ref}/{file.id}").status_code == 404


def test_bytes_that_went_away_are_not_here(desk: Visitor, town: LocalBody, officer: Officer) -> None:
    file = a_file()
    case = a_complaint(town, files=[file])
    file.sha256 = "0" * 64
    file.save()

    assert desk.get(f"/console/files/{case.ref}/{file.id}").status_code == 404


def test_a_type_that_could_run_is_never_served(desk: Visitor, town: LocalBody, officer: Officer) -> None:
    file = a_file()
    case = a_complaint(town, files=[file])
    file.mime = "text/html"
    file.save()

    assert desk.get(f"/console/files/{case.ref}/{file.id}").status_code == 404
