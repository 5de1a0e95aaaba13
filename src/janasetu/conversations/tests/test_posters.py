"""Who scans a poster: the office and the ward are known, the words beside it are taken in, it is counted."""

from datetime import timedelta

import pytest

from janasetu.bodies.models import LocalBody
from janasetu.bodies.tests.factories import make_body, make_officer, make_ward
from janasetu.cases.models import Case
from janasetu.catalogue.tests.factories import publish
from janasetu.conversations.pump import pump_once
from janasetu.conversations.tests.phone import Phone
from janasetu.lib import clock
from janasetu.messaging.models import Line
from janasetu.messaging.tests.factories import NOW, arrival, take_in
from janasetu.posters import links
from janasetu.posters.actions import hang, hang_missing, take_down
from janasetu.posters.models import Poster, PosterDay

FIRST = "ওয়ার্ড ৬ ধরে নিলাম। অন্য ওয়ার্ডের কথা হলে ওয়ার্ডের নম্বরটা লিখে দেবেন।"
OFFICE = "এখন কথা হচ্ছে এই অফিসের সঙ্গে: বসিরহাট পুরসভা। বদলাতে চাইলে «অন্য অফিস» লিখুন।"
BASIRHAT = {"bn": "বসিরহাট পুরসভা", "en": "Basirhat Municipality"}


@pytest.fixture
def basirhat(db: None) -> LocalBody:
    body = make_body("basirhat", number=1003, name=BASIRHAT)
    for ward in ("5", "6"):
        make_ward(body, ward)
    make_officer(body, "officer")
    publish()
    hang_missing(body, by="chairman@basirhat", now=NOW)
    return body


@pytest.fixture
def own(basirhat: LocalBody) -> Phone:
    return Phone(line("200000000001003", basirhat))


@pytest.fixture
def shared(basirhat: LocalBody) -> Phone:
    """On the number of several offices."""
    make_officer(make_body(), "officer")
    return Phone(line("200000000009999", None))


def line(provider_id: str, body: LocalBody | None) -> Line:
    return Line.objects.create(
        channel="whatsapp",
        provider_id=provider_id,
        display="+91 00000 11003",
        body_id=body.id if body else None,
    )


def ready(ward: str = "6") -> str:
    """What the scan of a ward's poster has ready."""
    poster = Poster.objects.select_related("body").get(ward=ward, place="")
    return links.first_message(poster.body.name_in("bn"), ward, poster.code)


def scans() -> dict[str, int]:
    return {f"{one.poster.ward} {one.day}": one.scans for one in PosterDay.objects.select_related("poster")}


def test_a_scan_opens_a_chat_with_the_ward_already_chosen(own: Phone) -> None:
    (greeted,) = own.says(ready())

    assert greeted.startswith("নমস্কার! বসিরহাট পুরসভা")
    assert greeted.endswith(FIRST)
    assert scans() == {f"6 {clock.local(NOW).date()}": 1}


def test_the_ward_stands_on_the_case_without_a_question(own: Phone) -> None:
    own.says(f"{ready()} রাস্তার আলো জ্বলছে না")
    for _ in range(7):
        is_place = own.told[-1].endswith("ওয়ার্ড ৬ ধরা আছে, কাছের চেনা জায়গাটা লিখলেই হবে।")
        own.says("পোস্ট অফিসের সামনে" if is_place else (own.titles or ["তিন দিন ধরে অন্ধকার"])[0])
        if Case.objects.exists():
            break

    assert Case.objects.get().ward == "6"


def test_a_ward_that_is_told_goes_before_that_of_the_poster(own: Phone) -> None:
    assert own.says(ready().replace("ওয়ার্ড ৬", "ওয়ার্ড ৫"))[0].endswith(FIRST.replace("৬", "৫"))
    assert own.talk.beside["poster_ward"] == "5"


def test_it_is_counted_once_for_a_first_message_and_anew_on_another_day(own: Phone) -> None:
    again = ready()
    own.says(again, again, "জল নেই", again)
    own.waits(hours=25).says(again)

    today = clock.local(NOW).date()
    assert scans() == {f"6 {today}": 1, f"6 {today + timedelta(days=1)}": 1}


def test_a_message_that_the_provider_brings_twice_is_counted_once(own: Phone) -> None:
    came = arrival(ready(), sender=own.number, at=NOW, line=own.line.provider_id)
    with clock.fixed(NOW):
        take_in(came, came, now=NOW)
        while pump_once():
            pass
        take_in(came, now=NOW)
        while pump_once():
            pass

    assert sum(scans().values()) == 1


def test_on_the_number_of_several_offices_body_and_ward_are_known(shared: Phone, basirhat: LocalBody) -> None:
    (told,) = shared.says(ready())

    assert told.startswith(f"{OFFICE}\n\n{FIRST}")
    assert shared.talk.body_id == basirhat.id
    assert sum(scans().values()) == 1


def test_words_said_before_wait_for_the_office_of_the_poster(shared: Phone) -> None:
    shared.says("পোস্ট অফিসের সামনে রাস্তার আলো জ্বলছে না")
    shared.says(ready())

    assert shared.talk.version_id is not None
    assert shared.talk.beside["poster_ward"] == "6"


def test_an_unknown_or_withdrawn_code_asks_as_today(shared: Phone, own: Phone, basirhat: LocalBody) -> None:
    chairman = make_officer(basirhat, "chairman")
    first = ready()
    take_down(officer=chairman, poster_id=Poster.objects.get(ward="6").id, now=NOW)

    assert "কোন জেলা" in shared.says(first)[0] or "জেলা বেছে নিন" in shared.told[-1]
    assert shared.talk.body_id is None
    assert FIRST not in own.says(first)[0]
    assert scans() == {}


def test_the_code_of_another_office_leads_nowhere_on_a_bodys_own_number(basirhat: LocalBody) -> None:
    falakata = make_body()
    phone = Phone(line("200000000001002", falakata))

    phone.says(ready())

    assert phone.talk.body_id == falakata.id
    assert "poster" not in phone.talk.beside
    assert scans() == {}


def test_a_place_has_a_poster_of_its_own_and_its_own_count(own: Phone, basirhat: LocalBody) -> None:
    chairman = make_officer(basirhat, "chairman")
    station = hang(officer=chairman, ward="6", place=" স্টেশন  মোড় ", now=NOW)

    own.says(links.first_message(BASIRHAT["bn"], "6", station.code))

    assert station.place == "স্টেশন মোড়"
    assert list(PosterDay.objects.values_list("poster_id", "scans")) == [(station.id, 1)]
