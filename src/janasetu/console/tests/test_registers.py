"""The registers at the desk: who is found, what a file would do, and what the record room answers."""

import io
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from PIL import Image

from janasetu.audit.models import Look
from janasetu.bodies.models import LocalBody, Officer
from janasetu.bodies.tests.factories import make_department, make_officer
from janasetu.console.tests.conftest import Visitor
from janasetu.console.tests.factories import NOW
from janasetu.registers.actions import SearchOrder, ask_record_room, check_import, take_import
from janasetu.registers.models import RecordSearch, RegisterEntry, RegisterImport
from janasetu.registers.tests.factories import RAHMAN, a_clerk, as_csv, entered, sent

HOME, FILES, ROOM = ("/console/registers/", "/console/registers/files/", "/console/registers/record-room/")
LOOK = {"kind": "birth", "name": "Md Rahaman", "parents": "", "when": "", "number": ""}
CELLS = {"number": "১২/১৯৫২", "date": "০১/০৫/১৯৫২", "name_bn": "মোঃ রহমান", "volume": "৩", "page": "১৪"}


@pytest.fixture
def registrar(town: LocalBody) -> Officer:
    return make_officer(town, "registrar")


@pytest.fixture
def desk(registrar: Officer) -> Visitor:
    visitor = Visitor()
    visitor.force_login(registrar.user)
    return visitor


def text(response: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def a_photo(shade: int = 90) -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.new("RGB", (60, 80), (shade, shade, shade)).save(out, "JPEG")
    return SimpleUploadedFile("page.jpg", out.getvalue())


def a_search(registrar: Officer, name: str = "Md Rahaman") -> RecordSearch:
    order = SearchOrder("birth", name=name, year_from=1950)
    return ask_record_room(body_id=registrar.body_id, order=order, officer=registrar, now=NOW)


def test_md_rahaman_is_found_by_a_post_and_who_was_shown_is_on_record(
    desk: Visitor, registrar: Officer
) -> None:
    entries = entered(registrar, {"name_bn": "মহঃ রহমান"}, {"name_bn": "মোঃ রহমান"}, {"name_bn": "লক্ষ্মী দাস"})

    page = text(desk.post(HOME, LOOK))

    assert "মহঃ রহমান" in page
    assert "মোঃ রহমান" in page
    assert "লক্ষ্মী" not in page
    look = Look.objects.get()
    assert set(look.asked["entries"].split(",")) == {str(entry.id) for entry in entries[:2]}
    assert "rahaman" not in str(look.asked).lower()


def test_who_is_not_there_can_be_handed_to_the_record_room_as_it_was_typed(desk: Visitor) -> None:
    asked = LOOK | {"when": "১৯৮৭", "parents": "করিম"}

    page = text(desk.post(HOME, asked))
    form = desk.post(ROOM, asked | {"begin": "1"}).content.decode()

    assert "নিবন্ধন বইয়ে নেই" in page
    assert 'value="Md Rahaman"' in form
    assert 'value="1986"' in form
    assert 'value="1988"' in form
    assert not RecordSearch.objects.exists()


def test_a_search_that_names_nobody_says_so_and_keeps_what_was_typed(desk: Visitor) -> None:
    page = desk.post(HOME, LOOK | {"name": "", "when": "গত বছর"}).content.decode()

    assert "এটা বোঝা যাচ্ছে না" in page
    assert "গত বছর" in page
    assert "নিবন্ধন নম্বর লিখুন" in text(desk.post(HOME, LOOK | {"name": "", "when": "1987"}))


def test_only_the_part_is_sent_to_a_page_that_is_open(desk: Visitor) -> None:
    part = desk.post(HOME, LOOK, headers={"HX-Request": "true"}).content.decode()

    assert part.lstrip().startswith('<div id="register-look" class="registers">')


def test_an_entry_shows_all_that_it_says_and_that_it_was_opened(desk: Visitor, registrar: Officer) -> None:
    (entry,) = entered(registrar, {"name_bn": "মহঃ রহমান", "father_bn": "আব্দুল করিম", "page": "১৪"})

    page = text(desk.get(f"/console/registers/entries/{entry.id}/"))

    for told in ("মহঃ রহমান", "আব্দুল করিম", "৪ মার্চ ১৯৮৭", "১৪"):
        assert told in page
    assert Look.objects.get().about == entry.id


def test_others_of_the_office_and_of_other_offices_are_turned_away(
    town: LocalBody, stranger: Visitor, registrar: Officer
) -> None:
    (entry,) = entered(registrar, {"name_bn": "মহঃ রহমান"})
    one, search = sent(registrar, as_csv(RAHMAN)), a_search(registrar)
    places = [
        HOME,
        FILES,
        ROOM,
        f"{HOME}entries/{entry.id}/",
        f"{HOME}entries/{entry.id}/scan",
        f"{FILES}{one.id}/",
        f"{FILES}{one.id}/mistakes",
        f"{ROOM}{search.id}/",
    ]
    clerk_of_lamps = make_officer(town, "clerk", department=make_department(town, "m_works"))

    stranger.force_login(clerk_of_lamps.user)

    assert {stranger.get(place).status_code for place in places} == {403}
    assert "জন্ম-মৃত্যু নিবন্ধন" not in stranger.get("/console/").content.decode()


def test_a_file_is_sent_checked_and_taken(desk: Visitor, registrar: Officer) -> None:
    upload = SimpleUploadedFile("জন্ম ১৯৮৭.csv", as_csv(RAHMAN, ("2", "31/02/1987", "মিনতি", "", "")))
    answer = desk.post(FILES, {"kind": "birth", "file": upload})
    one = RegisterImport.objects.get()
    assert answer.headers["Location"] == f"{FILES}{one.id}/"
    assert "পড়া হচ্ছে" in text(desk.get(f"{FILES}{one.id}/"))

    check_import(import_id=one.id, body_id=one.body_id, now=NOW)
    page = text(desk.get(f"{FILES}{one.id}/"))
    assert "সারি ৩, কলাম ঘটনার তারিখ" in page
    assert "ঠিক ১টি সারি বইয়ে তুলুন" in page
    assert not RegisterEntry.objects.exists()

    desk.post(f"{FILES}{one.id}/", {"take": "1"})
    take_import(import_id=one.id, body_id=one.body_id, now=NOW)
    assert "বইয়ে তোলা হয়েছে" in text(desk.get(f"{FILES}{one.id}/"))
    assert RegisterEntry.objects.get().name_bn == "মহঃ রহমান"


def test_what_is_wrong_can_be_taken_out_as_a_table_without_a_name(desk: Visitor, registrar: Officer) -> None:
    one = sent(registrar, as_csv(RAHMAN, ("2", "31/02/1987", "মিনতি", "", "")))

    table = desk.get(f"{FILES}{one.id}/mistakes").content.decode("utf-8-sig")

    assert table.splitlines() == [
        '"সারি","কলাম","কী ভুল"',
        '"3","ঘটনার তারিখ","তারিখটা পড়া যাচ্ছে না। «১৯/০৩/১৯৮৭», এইভাবে দিন।"',
    ]


def test_a_clerk_sends_and_the_registrar_decides(town: LocalBody, registrar: Officer) -> None:
    clerk = a_clerk(town)
    one = sent(clerk, as_csv(RAHMAN))
    visitor = Visitor()
    visitor.force_login(clerk.user)

    assert "বইয়ে তোলা হবে কি না, নিবন্ধক ঠিক করবেন।" in text(visitor.get(f"{FILES}{one.id}/"))
    refused = text(visitor.post(f"{FILES}{one.id}/", {"take": "1"}, follow=True))
    assert "বইয়ে তোলা শুধু নিবন্ধকের কাজ।" in refused


def test_a_form_without_a_file_says_so(desk: Visitor) -> None:
    assert "ফাইলটা বেছে নিন।" in text(desk.post(FILES, {"kind": "birth"}))


def test_the_record_room_is_asked_and_what_is_wrong_is_told(desk: Visitor) -> None:
    wrong = desk.post(ROOM, {"kind": "birth", "name": "করিম", "year_from": "৮৭", "due_on": "1987"})
    late = text(desk.post(ROOM, {"kind": "birth", "name": "করিম", "due_on": "01/01/2020"}))
    right = desk.post(ROOM, {"kind": "death", "name": "করিম", "year_from": "১৯৫০"}, follow=True)

    assert "বছরটা চার অঙ্কে দিন" in text(wrong)
    assert "তারিখটা পড়া যাচ্ছে না" in text(wrong)
    assert "উত্তরের দিন আজ বা পরের কোনও দিন হবে।" in late
    assert "রেকর্ড রুমে পাঠানো হয়েছে।" in text(right)
    assert RecordSearch.objects.get().year_from == 1950


def test_what_is_found_is_entered_with_its_photo_which_is_not_asked_for_twice(
    desk: Visitor, registrar: Officer
) -> None:
    search = a_search(registrar)
    place = f"{ROOM}{search.id}/"

    first = desk.post(place, CELLS | {"date": "31/02/1952", "scan": a_photo()}).content.decode()
    kept = re.search(r'name="scan_kept" value="([^"]+)"', first)
    assert "তারিখটা পড়া যাচ্ছে না" in first
    assert 'value="মোঃ রহমান"' in first
    assert kept is not None

    desk.post(place, CELLS | {"scan_kept": kept[1]})
    entry = RegisterEntry.objects.get()
    scan = desk.get(f"{HOME}entries/{entry.id}/scan")
    assert (scan.status_code, scan.headers["Content-Type"]) == (200, "image/jpeg")
    assert b"".join(scan.streaming_content).startswith(b"\xff\xd8")
    assert str(entry.id) in desk.get(place).content.decode()


def test_nobody_names_a_photo_that_is_not_theirs(desk: Visitor, registrar: Officer) -> None:
    search = a_search(registrar)

    page = text(desk.post(f"{ROOM}{search.id}/", CELLS | {"scan_kept": str(search.id)}))

    assert "পাতার ছবি চাই।" in page
    assert not RegisterEntry.objects.exists()


def test_what_is_no_photo_is_refused_with_a_sentence(desk: Visitor, registrar: Officer) -> None:
    search = a_search(registrar)
    page = desk.post(f"{ROOM}{search.id}/", CELLS | {"scan": SimpleUploadedFile("x.jpg", b"MZ")})

    assert "wrong" in page.content.decode()
    assert not RegisterEntry.objects.exists()


def test_what_is_not_found_says_where_was_looked(desk: Visitor, registrar: Officer) -> None:
    search = a_search(registrar)
    place = f"{ROOM}{search.id}/"

    assert "কোন কোন বই দেখা হয়েছে, লিখুন।" in text(desk.post(place, {"missed": "1", "searched": ""}))
    page = text(desk.post(place, {"missed": "1", "searched": "বই ১-৬"}, follow=True))
    assert "বই ১-৬" in page
    assert "পাওয়া যায়নি" in page


def test_a_long_list_costs_as_many_queries_as_a_short_one(desk: Visitor, registrar: Officer) -> None:
    costs = []
    for names in (["করিম"], ["রহিম", "সেলিম", "কালাম"]):
        for name in names:
            a_search(registrar, name)
            sent(registrar, as_csv(RAHMAN))
        found = entered(
            registrar, *({"name_bn": "মহঃ রহমান", "number": f"{name}{len(names)}"} for name in names)
        )
        assert found
        with CaptureQueriesContext(connection) as asked:
            desk.post(HOME, LOOK)
            desk.get(ROOM)
            desk.get(FILES)
        costs.append(len(asked))

    assert costs[0] == costs[1]
