"""A file that is refused after it was counted: its draft, its case and what the person is shown."""

import pytest

from janasetu.cases.models import Case
from janasetu.cases.tests.factories import NOW, Town, told
from janasetu.channels.fetch import fetch_once
from janasetu.channels.whatsapp.client import FetchError
from janasetu.conversations import talks
from janasetu.conversations.models import Conversation
from janasetu.conversations.pump import pump_once
from janasetu.documents.models import ReceivedFile
from janasetu.documents.tests import pictures, recordings
from janasetu.messaging.models import OutboundMessage
from janasetu.messaging.queries import last_offered
from janasetu.messaging.tests.factories import RITA, SECOND, arrival, take_in
from janasetu.messaging.values import Media, Said, Spot
from janasetu.people.tests.factories import make_contact

pytestmark = pytest.mark.django_db

REFUSED = "এটা ছবি বলে চেনা গেল না। JPEG বা PNG ছবি পাঠান।"
LOST = "আপনার পাঠানো ছবিটি আমাদের কাছে পৌঁছয়নি। আর একবার পাঠাবেন?"
WHAT = "কী হয়েছে, লিখে বা ভয়েস মেসেজে জানান। ছবি থাকলে ছবির সঙ্গেই লিখে পাঠান।"
WHERE = "জায়গাটা কোথায়? লোকেশন পাঠান, অথবা ওয়ার্ড নম্বর আর কাছের কোনো চেনা জায়গা লিখুন।"
CARD = """একবার দেখে নিন, সব ঠিক আছে তো?
বিষয়: রাস্তার আলো জ্বলছে না
বিবরণ: তিন রাত আলো নেই
জায়গা: পাঠানো লোকেশন"""
NO_PHOTO, GOOD = b"<html>named photo.jpg</html>", pictures.photo()


def says(town: Town, *said: str | Said) -> None:
    """She says these, one after another, and is answered."""
    for one in said:
        spoken = one if isinstance(one, Said) else Said("text", text=one)
        at = NOW + SECOND * OutboundMessage.objects.count() * 10
        take_in(arrival("", said=spoken, line=town.line.provider_id, at=at, provider_id=None))
        pump_once()


def photo(name: str, text: str = "") -> Said:
    return Said("image", text=text, media=Media(name, "image", "image/jpeg"))


def voice(name: str) -> Said:
    return Said("audio", media=Media(name, "audio", "audio/ogg; codecs=opus"))


def at_the_card(town: Town, *photos: str) -> None:
    """A complaint with these photos, but for handing it in."""
    says(town, "অভিযোগ জানান", "রাস্তার আলো জ্বলছে না", "তিন রাত আলো নেই", Said("location", spot=Spot(26.5, 89.25)))
    says(town, *(photo(name) for name in photos))


def fetch(**contents: bytes) -> None:
    fetch_once({"whatsapp": lambda media, line: contents[media]})


def last() -> str:
    return told(make_contact(RITA))[-1]


def fields() -> dict[str, object]:
    return dict(Conversation.objects.get().fields)


def test_a_refused_photo_leaves_the_draft_and_the_card_is_shown_again(town: Town) -> None:
    at_the_card(town, "7001")
    assert last() == f"{CARD}\nছবি: ১টি"

    fetch(**{"7001": NO_PHOTO})

    assert last() == f"{REFUSED}\n\n{CARD}"
    assert fields()["photo"] is None
    rita = make_contact(RITA)
    offered = last_offered([(rita, town.line.id)])[rita.id, town.line.id]
    assert [one.title for one in offered.choices] == ["জমা দিন", "কিছু বদলাব", "বাতিল করুন"]


def test_of_two_photos_the_good_one_stays_and_is_counted(town: Town) -> None:
    at_the_card(town, "7001", "7002")

    fetch(**{"7001": NO_PHOTO, "7002": GOOD})
    assert last() == f"{REFUSED}\n\n{CARD}\nছবি: ১টি"
    says(town, "জমা দিন")

    case, kept = Case.objects.get(), ReceivedFile.objects.get(state="stored")
    assert case.fields["photo"] == [str(kept.id)]
    assert [one.file_id for one in case.attachments.all()] == [kept.id]


def test_a_refused_photo_of_a_question_before_says_so_and_asks_the_open_one_again(town: Town) -> None:
    says(town, "অভিযোগ জানান", "রাস্তার আলো জ্বলছে না", photo("7001", "তিন রাত আলো নেই"))
    assert last() == WHERE

    fetch(**{"7001": NO_PHOTO})

    assert last() == f"{REFUSED}\n\n{WHERE}"
    assert fields()["photo"] is None


def test_a_refused_photo_leaves_a_draft_that_waits_too(town: Town) -> None:
    at_the_card(town, "7001")
    row = Conversation.objects.get()
    talks.put(row, talks.session_of(row).park())
    row.save()

    fetch(**{"7001": NO_PHOTO})

    assert last() == REFUSED
    (waiting,) = Conversation.objects.get().beside["parked"]
    assert waiting["fields"]["photo"] is None


def test_a_photo_refused_after_the_case_was_opened_leaves_the_case(town: Town) -> None:
    at_the_card(town, "7001", "7002")
    says(town, "জমা দিন")
    case = Case.objects.get()
    assert case.attachments.count() == 2

    fetch(**{"7001": NO_PHOTO, "7002": GOOD})

    case.refresh_from_db()
    kept = ReceivedFile.objects.get(state="stored")
    assert (case.fields["photo"], case.attachments.get().file_id) == ([str(kept.id)], kept.id)
    assert case.fields["description"] == "তিন রাত আলো নেই"
    assert last() == REFUSED


def test_a_photo_that_is_lost_after_the_case_was_opened_leaves_it_too(town: Town) -> None:
    at_the_card(town, "7001")
    says(town, "জমা দিন")

    def gone(media: str, line: str) -> bytes:
        raise FetchError("not there", gone=True)

    fetch_once({"whatsapp": gone})

    case = Case.objects.get()
    assert (case.fields["photo"], case.attachments.count()) == (None, 0)
    assert last() == LOST


def test_the_draft_of_whoever_had_the_number_before_is_left_alone(town: Town) -> None:
    at_the_card(town, "7001")
    Conversation.objects.update(epoch=7)
    before = fields()

    fetch(**{"7001": NO_PHOTO})

    assert (last(), fields()) == (REFUSED, before)


# --- a complaint that is spoken ---

SPOKEN = ("অভিযোগ জানান", "রাস্তার আলো জ্বলছে না", voice("7009"), Said("location", spot=Spot(26.5, 89.25)))


def test_a_complaint_can_be_spoken_and_its_voice_is_kept_with_the_case(town: Town) -> None:
    says(town, *SPOKEN, "ছবি নেই")
    assert "\nবিবরণ: (ভয়েস মেসেজ)\n" in last()

    says(town, "জমা দিন")
    fetch(**{"7009": recordings.short_voice(packets=100)})

    case, file = Case.objects.get(), ReceivedFile.objects.get()
    assert case.fields["description"] == {"text": "", "voice": [str(file.id)]}
    assert (file.state, case.attachments.get().file_id) == ("stored", file.id)
    assert REFUSED not in told(make_contact(RITA))


def test_a_voice_that_cannot_be_played_leaves_the_draft_and_the_matter_is_asked_again(town: Town) -> None:
    says(town, *SPOKEN, "ছবি নেই")

    fetch(**{"7009": b"OggS"})

    assert "description" not in fields()
    assert last() == f"রেকর্ডিংটি চালানো গেল না। আবার রেকর্ড করে পাঠান।\n\n{WHAT}"


def test_a_file_that_no_question_took_is_spoken_of_once(town: Town) -> None:
    says(town, "অভিযোগ জানান", Said("document", media=Media("7010", "document", "application/pdf")))
    answered = told(make_contact(RITA))
    assert answered[-1].startswith("এই কাজে এই ফাইলের দরকার নেই।")

    fetch(**{"7010": b"no paper at all"})

    assert ReceivedFile.objects.get().state == "refused"
    assert told(make_contact(RITA)) == answered


def test_a_file_that_no_question_took_and_that_does_not_come_is_spoken_of_once(town: Town) -> None:
    says(town, "অভিযোগ জানান", Said("document", media=Media("7010", "document", "application/pdf")))
    answered = told(make_contact(RITA))

    def away(media: str, line: str) -> bytes:
        raise FetchError("HTTP 500")

    def gone(media: str, line: str) -> bytes:
        raise FetchError("not there", gone=True)

    fetch_once({"whatsapp": away})
    ReceivedFile.objects.update(retry_at=None)
    fetch_once({"whatsapp": gone})

    assert ReceivedFile.objects.get().state == "lost"
    assert told(make_contact(RITA)) == answered
