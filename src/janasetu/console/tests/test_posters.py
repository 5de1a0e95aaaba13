"""The page of posters: whose it is, what can be done there, and what was scanned."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from janasetu.bodies.models import Officer
from janasetu.bodies.tests.factories import make_body, make_officer, make_ward
from janasetu.lib import clock
from janasetu.messaging.models import Line
from janasetu.posters.actions import count_scans
from janasetu.posters.models import Poster

PAGE, FILE = "/console/posters/", "/console/posters/file"


@pytest.fixture
def chairman(db: None) -> Officer:
    body = make_body("basirhat", number=1003, name={"bn": "বসিরহাট পৌরসভা", "en": "Basirhat Municipality"})
    for ward in ("5", "6"):
        make_ward(body, ward)
    Line.objects.create(
        channel="whatsapp", provider_id="200000000001003", display="+91 00000 11003", body_id=body.id
    )
    return make_officer(body, "chairman")


@pytest.fixture
def desk(client: Client, chairman: Officer) -> Client:
    client.force_login(chairman.user)
    return client


def test_posters_are_for_the_heads_of_an_office(client: Client, chairman: Officer) -> None:
    client.force_login(make_officer(chairman.body, "clerk").user)

    assert client.get(PAGE).status_code == 403
    assert client.get(FILE).status_code == 403


def test_the_sheets_of_all_wards_are_made_and_printed(desk: Client) -> None:
    assert "২টি ওয়ার্ডের পোস্টার এখনও হয়নি।" in desk.get(PAGE).content.decode()

    desk.post(PAGE, {"act": "all"})

    assert list(Poster.objects.order_by("serial").values_list("ward", "place", "hung_by")) == [
        ("5", "", "chairman@basirhat"),
        ("6", "", "chairman@basirhat"),
    ]
    kit = desk.get(FILE, {"ward": "all", "size": "a3", "form": "pdf"})
    assert kit.headers["Content-Disposition"] == 'attachment; filename="posters-basirhat-all-a3.pdf"'
    assert kit.content.startswith(b"%PDF")


def test_a_place_gets_a_poster_once_and_its_scans_are_shown_without_anybody(
    desk: Client, chairman: Officer
) -> None:
    desk.post(PAGE, {"act": "place", "ward": "5", "place": "স্টেশন মোড়"})
    again = desk.post(PAGE, {"act": "place", "ward": "5", "place": "স্টেশন মোড়"})
    poster, today = Poster.objects.get(), clock.local(clock.now()).date()
    for back, times in ((0, 2), (3, 4), (20, 31)):
        count_scans([(chairman.body_id, poster.id, 5)] * times, day=today - timedelta(days=back))

    page = desk.get(PAGE).content.decode()

    assert "এই জায়গার পোস্টার আগে থেকেই আছে।" in again.content.decode()
    assert all(f">{one}<" in page for one in ("স্টেশন মোড়", poster.code, "২", "৬"))
    assert "<b>৩৭</b>" in page


@pytest.mark.parametrize(("place", "why"), [("  ", "জায়গাটার নাম লিখুন"), ("ক" * 41, "এক লাইনে ধরবে না")])
def test_a_place_that_cannot_be_printed_is_refused_and_stays_typed(
    desk: Client, place: str, why: str
) -> None:
    page = desk.post(PAGE, {"act": "place", "ward": "5", "place": place}).content.decode()

    assert why in page
    assert not Poster.objects.exists()


def test_a_poster_that_is_taken_down_is_gone_from_the_list_and_another_may_hang(desk: Client) -> None:
    desk.post(PAGE, {"act": "all"})
    first = Poster.objects.get(ward="5")

    desk.post(PAGE, {"act": "down", "id": str(first.id)})
    desk.post(PAGE, {"act": "all"})

    assert first.code not in desk.get(PAGE).content.decode()
    assert list(Poster.objects.filter(ward="5").order_by("serial").values_list("serial", flat=True)) == [1, 3]


def test_the_page_asks_the_database_the_same_however_many_hang(desk: Client) -> None:
    desk.get(PAGE)
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as asked:
            desk.get(PAGE)
        counts.append(len(asked))
        desk.post(PAGE, {"act": "all"})
        desk.get(PAGE)

    assert counts[0] == counts[1]
