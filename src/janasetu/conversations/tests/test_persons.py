"""Those who share a phone, with the database: remembered by a form, offered next time, hidden from others."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from janasetu.bodies.tests.factories import make_body, make_officer
from janasetu.cases.models import Case, CaseParty
from janasetu.catalogue.loader import BUNDLED, Definition, read
from janasetu.catalogue.tests.factories import publish, question, service
from janasetu.conversations.tests.phone import Phone
from janasetu.messaging.models import Line
from janasetu.messaging.tests.factories import SALIM, make_line
from janasetu.people.actions import begin_epochs
from janasetu.people.choices import EpochReason
from janasetu.people.models import ConsentEntry, Person, PersonContact

STALE = "ওই বোতামটি পুরনো হয়ে গেছে, তাই কিছু বদলানো হয়নি।"
WHOSE = "এই ফোনে একাধিক জনের কাজ আছে। কার কাজের কথা বলছেন?"
BEGIN = "প্রধানের সার্টিফিকেট"
REST = (
    *("বুধু ওরাওঁ", "পুরনো চা বাগান লাইন, স্কুলের কাছে", "7", "১২", "অন্য কাজ", "মোবাইলের নতুন সিম নেওয়ার জন্য"),
    *("কাগজ নেই", "ফুলমণি টোপ্পো", "9000000015", "দিলীপ লাকড়া", "9000000016", "না", "রাজি"),
)


@pytest.fixture
def line(db: None) -> Line:
    """The line of a panchayat with the certificate of residence, which concerns a person and asks consent."""
    body = make_body("panchayat", kind="gram_panchayat", name={"bn": "শালডাঙা", "en": "Shaldanga"})
    for role in ("clerk", "ea"):
        make_officer(body, role)
    publish(read(BUNDLED / "residence-recommendation" / "service.yaml"))
    publish()
    return make_line(body.id)


@pytest.fixture
def phone(line: Line) -> Phone:
    return Phone(line)


def asks_for(phone: Phone, *whom: str) -> None:
    """Hand in the whole form."""
    phone.types(BEGIN, *whom, *REST, "জমা দিন")


def persons() -> list[tuple[dict[str, Any], str]]:
    rows = PersonContact.objects.select_related("person").order_by("id")
    return [(row.person.name, row.relation) for row in rows]


def test_a_form_remembers_whom_it_was_for_and_they_are_offered_next_time(phone: Phone) -> None:
    phone.says(BEGIN)
    assert phone.titles == ["নিজের জন্য", "অন্য কারও জন্য"]
    phone.types("অন্য কারও জন্য", "সোমরা ওরাওঁ / Somra Oraon", *REST, "জমা দিন")

    assert persons() == [({"bn": "সোমরা ওরাওঁ", "en": "Somra Oraon"}, "other")]
    phone.says(BEGIN)
    assert "সোমরা ওরাওঁ" in phone.titles
    phone.says("সোমরা ওরাওঁ")
    assert phone.talk.step == "guardian"
    assert phone.talk.fields["person"] == {"bn": "সোমরা ওরাওঁ", "en": "Somra Oraon"}


def test_who_is_named_in_one_form_is_offered_in_the_next_though_all_was_written_at_once(phone: Phone) -> None:
    phone.types(BEGIN, "অন্য কারও জন্য", "সোমরা ওরাওঁ / Somra Oraon", *REST, "জমা দিন", BEGIN)

    assert "সোমরা ওরাওঁ" in phone.titles


def test_who_shares_the_phone_is_looked_up_once_for_answers_written_in_a_row(phone: Phone) -> None:
    with CaptureQueriesContext(connection) as seen:
        phone.types(BEGIN, "অন্য কারও জন্য", "সোমরা ওরাওঁ / Somra Oraon", *REST)

    assert sum("link.relation" in one["sql"] for one in seen) == 1


def test_a_case_names_the_person_it_is_for(phone: Phone) -> None:
    asks_for(phone, "অন্য কারও জন্য", "সোমরা ওরাওঁ / Somra Oraon")
    asks_for(phone, "সোমরা ওরাওঁ")

    assert Case.objects.count() == 2
    assert Person.objects.count() == 1
    named = {party.person_id for party in CaseParty.objects.exclude(person_id=None)}
    assert named == {Person.objects.get().id}


def test_a_consent_is_written_once_with_the_person_and_the_words(phone: Phone) -> None:
    phone.types(BEGIN, "অন্য কারও জন্য", "সোমরা ওরাওঁ / Somra Oraon", *REST)
    submit = phone.choices[0].id

    phone.taps_id(submit)
    phone.taps_id(submit)

    entry = ConsentEntry.objects.get()
    assert (entry.purpose, entry.given, entry.person_id) == (
        "residence-recommendation:consent",
        True,
        Person.objects.get().id,
    )
    assert entry.text_hash == Case.objects.get().fields["consent"]["text"]
    assert entry.version_id == Case.objects.get().version_id


def test_two_persons_are_asked_whose_matter_it_is(phone: Phone) -> None:
    asks_for(phone, "অন্য কারও জন্য", "সোমরা ওরাওঁ / Somra Oraon")
    asks_for(phone, "অন্য কারও জন্য", "ফুলমণি ওরাওঁ / Phulmoni Oraon")
    phone.says(BEGIN, "সোমরা ওরাওঁ")
    phone.waits(hours=1)

    assert phone.says("নমস্কার") == [WHOSE]
    assert phone.titles == ["সোমরা ওরাওঁ", "ফুলমণি ওরাওঁ", "অন্য কেউ"]
    (reply,) = phone.says("ফুলমণি ওরাওঁ")
    assert "এখনও শেষ হয়নি" not in reply
    assert phone.talk.fields == {}


def test_each_is_told_of_their_own_cases(phone: Phone) -> None:
    asks_for(phone, "অন্য কারও জন্য", "সোমরা ওরাওঁ / Somra Oraon")
    asks_for(phone, "অন্য কারও জন্য", "ফুলমণি ওরাওঁ / Phulmoni Oraon")
    first, second = (case.grouped_ref for case in Case.objects.order_by("id"))

    assert phone.says("আমার আবেদন") == ["কার অভিযোগ বা আবেদনের খবর চান?"]
    (told,) = phone.says("সোমরা ওরাওঁ")

    assert first in told
    assert second not in told


def test_a_person_of_another_phone_is_not_offered(line: Line, phone: Phone) -> None:
    asks_for(phone, "অন্য কারও জন্য", "সোমরা ওরাওঁ / Somra Oraon")
    stranger = Phone(line, SALIM)

    stranger.says(BEGIN)

    assert stranger.titles == ["নিজের জন্য", "অন্য কারও জন্য"]
    (reply,) = stranger.taps_id(f"mine:{Person.objects.get().id}")
    assert reply.startswith(STALE)


def test_a_form_that_asks_no_name_remembers_nobody(phone: Phone) -> None:
    slip = service(
        question("text"), code="slip", concerns="person", offered_by=["gram_panchayat"], levels=["ea"]
    )
    publish(Definition(slip, slip.model_dump_json(by_alias=True), "of-a-slip"))

    phone.types("নমুনা", "নিজের জন্য", "মার্চ মাসের", "জমা দিন")

    assert Case.objects.get().fields == {"for_whom": "self", "text": "মার্চ মাসের"}
    assert persons() == []


# --- a phone in other hands ---


def test_a_new_epoch_empties_the_talk(phone: Phone) -> None:
    asks_for(phone, "অন্য কারও জন্য", "সোমরা ওরাওঁ / Somra Oraon")
    phone.says(BEGIN, "সোমরা ওরাওঁ", "বুধু ওরাওঁ", "অভিযোগ", "হ্যাঁ, শুরু করুন", "জল আসছে না")
    assert phone.talk.beside["parked"]
    old = phone.talk.draft

    begin_epochs([phone.contact], EpochReason.REPORTED, now=phone.now)
    replies = phone.says("চালিয়ে যান")

    talk = phone.talk
    assert (talk.state, talk.version_id, talk.fields, talk.beside, talk.epoch) == ("idle", None, {}, {}, 2)
    assert replies == ["আর কী করতে চান, বেছে নিন।"]
    assert phone.taps_id(f"{old}:resume")[0].startswith(STALE)
    assert phone.says("আমার অভিযোগ")[0].startswith("চলতি কোনো অভিযোগ বা আবেদন নেই।")
    phone.says(BEGIN)
    assert phone.titles == ["নিজের জন্য", "অন্য কারও জন্য"]


@pytest.mark.parametrize("said", ["১", "বেগুনি"])
def test_what_was_offered_to_the_one_before_is_not_offered_to_the_next(phone: Phone, said: str) -> None:
    phone.says(BEGIN)

    begin_epochs([phone.contact], EpochReason.REPORTED, now=phone.now)

    assert phone.says(said)[0].startswith("নমস্কার!")
    assert phone.talk.fields == {}


def test_who_wanted_no_messages_still_wants_none_in_a_new_epoch(phone: Phone) -> None:
    phone.says("stop")

    begin_epochs([phone.contact], EpochReason.REPORTED, now=phone.now)
    phone.says("stop")

    assert phone.talk.state == "stopped"
