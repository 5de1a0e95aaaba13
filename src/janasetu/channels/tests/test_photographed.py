"""A photo of a paper that somebody sends is read and answered; one meant for something else is not."""

import io
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image
from pytest_django import Settings

from janasetu.cases.models import Case
from janasetu.cases.tests.factories import Town
from janasetu.channels.fetch import fetch_once
from janasetu.conversations.models import Conversation
from janasetu.conversations.tests.office import says, told
from janasetu.documents.choices import Standing
from janasetu.documents.marks.keys import new_key
from janasetu.documents.marks.stated import address_of
from janasetu.documents.tests.issued_papers import CODE, a_body, a_paper, a_snapshot, its_address
from janasetu.lib import clock
from janasetu.messaging.tests.factories import NOW, SECOND
from janasetu.messaging.values import Media, Said

pytestmark = pytest.mark.django_db

PHOTO = Said("image", media=Media("712345678901234", "image", "image/jpeg", ""))
GENUINE = "এই কাগজের কিউআর আসল, অফিস স্বাক্ষর করেছে।"
OF_WHAT = "বসবাসের সুপারিশপত্র, স্মারক নং BSH/RES/2026-27/0042, বসিরহাট পুরসভা\nনাম: রহিমা খাতুন"
COMPARE = "ছবির কাগজে যা লেখা, তার সঙ্গে মিলিয়ে দেখুন।\nএ নিয়ে কোনো অভিযোগ লেখা হয়নি।"


@pytest.fixture(autouse=True)
def keys(settings: Settings, tmp_path: Path) -> None:
    settings.MARKS_FOLDER = tmp_path / "keys"


def photo_of(text: str) -> bytes:
    """A QR on a sheet of paper."""
    barcode = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="M").to_image(scale=5)
    height, width = barcode.shape
    sheet = Image.new("RGB", (width + 200, height + 500), "white")
    sheet.paste(Image.frombytes("L", (width, height), bytes(memoryview(barcode))), (90, 400))
    out = io.BytesIO()
    sheet.save(out, "JPEG", quality=60)
    return out.getvalue()


def arrives(content: bytes) -> None:
    """The sender fetches what somebody sent."""
    with clock.fixed(NOW + 9 * SECOND):
        fetch_once({"whatsapp": lambda media, line: content})


def answer(town: Town, content: bytes, said: Said = PHOTO) -> list[str]:
    """What is told after the first answer, which the photo had before anybody had seen it."""
    says(town, said)
    before = len(told())
    arrives(content)
    return told()[before:]


def test_a_photo_of_a_genuine_paper_is_answered_and_begins_no_complaint(town: Town) -> None:
    a_paper(a_body())

    said = answer(town, photo_of(its_address(a_snapshot())))

    assert said == [f"{GENUINE}\nঅফিসের খাতায় কাগজটি ২৩ মে ২০২৭ পর্যন্ত বৈধ।\n{OF_WHAT}\n{COMPARE}"]
    assert (Conversation.objects.get().state, Case.objects.count()) == ("idle", 0)


def test_a_revoked_paper_says_since_when(town: Town) -> None:
    a_paper(a_body(), standing=Standing.REVOKED, standing_at=NOW)

    (said,) = answer(town, photo_of(its_address(a_snapshot())))

    assert said.startswith(f"{GENUINE}\nঅফিস ২১ নভেম্বর ২০২৬ তারিখে কাগজটি প্রত্যাহার করেছে।\n")


def test_a_forged_paper_is_told_and_nothing_of_the_real_one(town: Town) -> None:
    a_paper(a_body())
    digits = its_address(a_snapshot()).partition("#")[2]
    forged = its_address(a_snapshot()).replace(digits, str(int(digits) ^ 1 << 700))

    (said,) = answer(town, photo_of(forged))

    assert said == (
        "সাবধান: এই কাগজের কিউআর আসল নয়, বদলানো বা জাল করা। এর উপর ভরসা করবেন না।\nএ নিয়ে কোনো অভিযোগ লেখা হয়নি।"
    )


def test_a_key_of_elsewhere_is_told_apart(town: Town) -> None:
    (said,) = answer(town, photo_of(address_of(a_snapshot(), new_key())))

    assert said.startswith("এই কিউআর যে চাবি দিয়ে স্বাক্ষর করা, তা এখানে জানা নেই।")


def test_a_code_without_a_statement_tells_no_name(town: Town) -> None:
    a_paper(a_body())

    (said,) = answer(town, photo_of(f"HTTP://LOCALHOST:8000/V/{CODE}"))

    assert said.startswith("অফিসের খাতায় কাগজটি ২৩ মে ২০২৭ পর্যন্ত বৈধ।\nবসবাসের সুপারিশপত্র")
    assert "রহিমা" not in said


@pytest.mark.parametrize("text", ["https://wa.me/919830000000", "upi://pay?pa=a@b", "HTTPS://X.IN/V/0ZB0"])
def test_any_other_qr_is_a_photo_like_all(town: Town, text: str) -> None:
    assert answer(town, photo_of(text)) == []
    assert Conversation.objects.get().state == "asking"


def test_a_photo_with_words_of_what_is_wrong_stays_a_complaint(town: Town) -> None:
    a_paper(a_body())
    with_words = Said("image", text="রাস্তার আলো জ্বলছে না", media=PHOTO.media)

    assert answer(town, photo_of(its_address(a_snapshot())), with_words) == []
    assert Conversation.objects.get().state != "idle"


def test_a_photo_is_answered_once(town: Town) -> None:
    a_paper(a_body())
    content = photo_of(its_address(a_snapshot()))

    assert len(answer(town, content)) == 1
    before = len(told())
    arrives(content)
    assert len(told()) == before
