"""Where anybody checks a paper: the register's answer, the keys, the list, and who asks too often."""

import hashlib
import io
import json
import re
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from janasetu.bodies.throttle import WRONG_CODES_FROM_ONE_ADDRESS
from janasetu.documents import checking, held
from janasetu.documents.choices import PaperState, Standing
from janasetu.documents.marking import mark_keys, statement_of
from janasetu.documents.marks import codes, payload
from janasetu.documents.marks.errors import NotGenuineError
from janasetu.documents.signing import pades
from janasetu.documents.signing.keys import open_key
from janasetu.documents.signing.places import TestAuthority
from janasetu.documents.tests.issued_papers import CODE, a_body, a_paper, a_snapshot, its_address
from janasetu.lib import clock
from janasetu.lib.clock import KOLKATA
from janasetu.lib.tests.html_pages import Page
from janasetu.portal.tests.conftest import Visitor

YESTERDAY = datetime(2026, 11, 23, 16, 0, tzinfo=KOLKATA)
WALL = datetime(2026, 11, 24, 10, 0, tzinfo=KOLKATA)
PRINTED = codes.grouped(CODE)


@pytest.fixture(autouse=True)
def keys(settings: Any, tmp_path: Path) -> None:
    settings.MARKS_FOLDER = tmp_path / "keys"


@pytest.fixture(autouse=True)
def time_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    """However busy the machine is: the wall clock stands, so that no door opens in the middle of a test, and
    whoever looks into a file is waited for. It ends by itself, at its limit of processor time at the latest.
    """
    monkeypatch.setattr(clock, "wall", lambda: WALL)
    monkeypatch.setattr(held, "SECONDS", None)


def text_of(visitor: Visitor, address: str) -> str:
    return Page(visitor.get(address).content.decode()).text


# --- how it stands ---


@pytest.mark.django_db
def test_a_valid_paper_is_told_with_its_initials_and_nothing_more(visitor: Visitor) -> None:
    a_paper(a_body())

    page = visitor.get(f"/v/{CODE}").content.decode()
    told = Page(page).text

    assert "বৈধ ২৩ মে ২০২৭ পর্যন্ত বৈধ।" in told
    assert "কাগজ বসবাসের সুপারিশপত্র স্মারক নং নামের আদ্যক্ষর র. খা. দিয়েছে বসিরহাট পুরসভা কোড" in told
    assert "BSH/RES/2026-27/0042" in page
    assert PRINTED in page
    assert "রহিমা" not in page
    assert "Rahima" not in page


@pytest.mark.django_db
def test_the_same_in_english(visitor: Visitor) -> None:
    a_paper(a_body())
    visitor.cookies["janasetu_language"] = "en"

    told = text_of(visitor, f"/v/{CODE}")

    assert "Valid It is valid until 23 May 2027." in told
    assert "Initials of the name R. K. Issued by Basirhat Municipality" in told


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("standing", "words"),
    [
        (Standing.SUPERSEDED, "এর বদলে নতুন কাগজ দেওয়া হয়েছে ২৩ নভেম্বর ২০২৬ থেকে নতুন কাগজটি চলে।"),
        (Standing.CANCELLED, "বাতিল অফিস ২৩ নভেম্বর ২০২৬ তারিখে বাতিল করেছে।"),
        (Standing.REVOKED, "প্রত্যাহার করা হয়েছে অফিস ২৩ নভেম্বর ২০২৬ তারিখে প্রত্যাহার করেছে।"),
    ],
)
def test_a_withdrawn_paper_is_told_with_its_date(visitor: Visitor, standing: Standing, words: str) -> None:
    a_paper(a_body(), standing=standing, standing_at=YESTERDAY)

    assert words in text_of(visitor, f"/v/{CODE}")


@pytest.mark.django_db
def test_a_paper_whose_time_is_over_says_so(visitor: Visitor) -> None:
    a_paper(a_body(), until=date(2026, 11, 23))

    assert "মেয়াদ শেষ ২৩ নভেম্বর ২০২৬ পর্যন্ত বৈধ ছিল।" in text_of(visitor, f"/v/{CODE}")


@pytest.mark.django_db
def test_a_sample_says_that_it_proves_nothing(visitor: Visitor) -> None:
    a_paper(a_body(), specimen=True)

    assert "নমুনা: কিছুই প্রমাণ করে না" in text_of(visitor, f"/v/{CODE}")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "state", [PaperState.DRAFTED, PaperState.ORDERED, PaperState.PRINTED, PaperState.REFUSED]
)
def test_a_paper_that_was_not_issued_is_not_found(visitor: Visitor, state: PaperState) -> None:
    a_paper(a_body(), state=state)

    answer = visitor.get(f"/v/{CODE}")

    assert answer.status_code == 404
    assert "এই কোডের কোনো কাগজ এখান থেকে দেওয়া হয়নি।" in Page(answer.content.decode()).text


@pytest.mark.django_db
def test_a_code_of_no_body_is_not_found(visitor: Visitor) -> None:
    assert visitor.get(f"/v/{codes.new_code(77)}").status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize("written", [CODE, CODE.lower(), PRINTED, PRINTED.lower(), CODE + "/"])
def test_the_address_takes_the_code_in_every_writing(visitor: Visitor, written: str) -> None:
    a_paper(a_body())

    assert visitor.get(f"/v/{written}").status_code == 200
    assert visitor.get(f"/V/{CODE}").status_code == 200


@pytest.mark.django_db
def test_a_typed_code_leads_to_its_paper(visitor: Visitor) -> None:
    typed = PRINTED.lower().translate(str.maketrans("0123456789", "০১২৩৪৫৬৭৮৯"))

    assert visitor.get("/verify/", {"code": typed})["Location"] == f"/v/{CODE}"


@pytest.mark.parametrize("address", ["/verify/?code=0ZA-3G92", "/v/0ZA-3G92"])
def test_a_mistyped_code_stays_in_its_box(visitor: Visitor, address: str) -> None:
    page = visitor.get(address).content.decode()

    assert "কোডটি পুরো নয়, অথবা একটা অক্ষর ভুল। কাগজের সঙ্গে মিলিয়ে দেখুন।" in page
    assert 'value="0ZA-3G92"' in page


@pytest.mark.django_db
def test_a_look_costs_the_same_with_one_paper_and_with_many(visitor: Visitor) -> None:
    body = a_body()
    a_paper(body)
    visitor.get(f"/v/{CODE}")
    with CaptureQueriesContext(connection) as one:
        visitor.get(f"/v/{CODE}")
    for serial in (1, 2, 3):
        a_paper(body, code=codes.new_code(1003), serial=serial)
    with CaptureQueriesContext(connection) as four:
        visitor.get(f"/v/{CODE}")

    assert len(one) == len(four)


# --- who asks too often ---


@pytest.mark.django_db
def test_who_tries_codes_finds_the_door_shut_and_others_do_not(visitor: Visitor) -> None:
    a_paper(a_body())
    for _ in range(WRONG_CODES_FROM_ONE_ADDRESS.free):
        visitor.get(f"/v/{codes.new_code(1003)}")

    shut = visitor.get(f"/v/{CODE}")
    other = Visitor(REMOTE_ADDR="203.0.113.9").get(f"/v/{CODE}")

    assert (shut.status_code, other.status_code) == (429, 200)
    assert "এখান থেকে অনেক বেশি কাগজ খোঁজা হয়েছে। ১ মিনিট পরে আবার দেখুন।" in Page(shut.content.decode()).text


@pytest.mark.django_db
def test_who_looks_at_many_papers_is_not_taken_for_who_guesses(visitor: Visitor) -> None:
    a_paper(a_body())

    answers = {visitor.get(f"/v/{CODE}").status_code for _ in range(WRONG_CODES_FROM_ONE_ADDRESS.free + 5)}

    assert answers == {200}


# --- what a telephone keeps ---


@pytest.mark.django_db
def test_the_keys_are_told_to_everybody(visitor: Visitor) -> None:
    answer = visitor.get("/.well-known/janasetu-keys.json")

    (key,) = json.loads(answer.content)["keys"]
    assert key["kid"] == mark_keys().own.check.kid.hex()
    assert key["specimen"] is True
    assert answer["Access-Control-Allow-Origin"] == "*"


@pytest.mark.django_db
def test_the_list_of_withdrawn_papers_names_no_code(visitor: Visitor) -> None:
    body = a_body()
    a_paper(body)
    gone = codes.new_code(1003)
    a_paper(body, code=gone, serial=43, standing=Standing.REVOKED, standing_at=YESTERDAY)

    told = json.loads(visitor.get("/verify/withdrawn.json").content)

    assert told["withdrawn"] == {"revoked": checking.fingerprint(gone)}
    assert len(checking.fingerprint(gone)) == 8


@pytest.mark.django_db
def test_the_worker_keeps_what_the_page_loads(visitor: Visitor) -> None:
    answer = visitor.get("/verify/worker.js")
    page = visitor.get("/verify/").content.decode()

    kept = json.loads(re.search(r"KEPT = (\[.*?\])", answer.content.decode())[1])  # type: ignore[index]

    assert answer["Service-Worker-Allowed"] == "/"
    assert set(re.findall(r'(?:href|src)="(/static/[^"]+)"', page)) <= set(kept)
    assert kept[:3] == ["/verify/", "/.well-known/janasetu-keys.json", "/verify/withdrawn.json"]
    assert {visitor.get(address).status_code for address in kept[:3]} == {200}


# --- the statement ---


def test_what_the_qr_says_is_that_of_its_paper() -> None:
    read = payload.taken_apart(its_address(a_snapshot()))
    assert read

    mark = statement_of(read)

    assert (mark.number, mark.name_bn, mark.issued) == (
        "BSH/RES/2026-27/0042",
        "রহিমা খাতুন",
        date(2026, 11, 23),
    )
    assert its_address(a_snapshot()) == its_address(a_snapshot())


def test_a_genuine_statement_behind_another_code_is_refused() -> None:
    address = its_address(a_snapshot()).replace(CODE, codes.new_code(1003))
    read = payload.taken_apart(address)
    assert read

    with pytest.raises(NotGenuineError):
        statement_of(read)


# --- files ---


def a_pdf(**record: Any) -> bytes:
    out = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        if record:
            content = json.dumps(record).encode()
            pdf.attachments["record.json"] = pikepdf.AttachedFileSpec(
                pdf, content, mime_type="application/json"
            )
        pdf.save(out, deterministic_id=True)
    return out.getvalue()


def sent(visitor: Visitor, address: str, content: bytes) -> str:
    answer = visitor.post(address, {"pdf": SimpleUploadedFile("a.pdf", content)})
    return Page(answer.content.decode()).text


@pytest.mark.django_db
def test_the_file_that_was_given_out_is_known_to_the_last_letter(visitor: Visitor) -> None:
    pdf = a_pdf(code=CODE)
    a_paper(a_body(), sha256=hashlib.sha256(pdf).hexdigest())

    assert "অফিস যে ফাইল দিয়েছে, এটি অক্ষরে অক্ষরে সেটিই।" in sent(visitor, "/verify/", pdf)


@pytest.mark.django_db
def test_another_file_with_the_code_of_a_paper_is_not_that_file(visitor: Visitor) -> None:
    a_paper(a_body(), sha256="0" * 64)

    assert "এটি অফিসের দেওয়া ফাইল নয়।" in sent(visitor, f"/v/{CODE}", a_pdf())


@pytest.mark.django_db
def test_a_file_without_a_signature_and_of_no_paper_says_so(visitor: Visitor) -> None:
    assert "এই ফাইলে কোনো ইলেকট্রনিক স্বাক্ষর নেই।" in sent(visitor, "/verify/", a_pdf())


@pytest.mark.django_db
@pytest.mark.parametrize("content", [b"hello", b"%PDF-1.7 broken", b"\xff\xd8\xff"])
def test_what_is_no_pdf_is_told_so(visitor: Visitor, content: bytes) -> None:
    assert "এটি পড়া যায় এমন পিডিএফ নয়।" in sent(visitor, "/verify/", content)


@pytest.mark.django_db
def test_a_file_that_there_was_no_time_to_look_into_is_not_called_broken(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(held, "SECONDS", 0.0)

    told = sent(visitor, "/verify/", a_pdf())

    assert "এই মুহূর্তে ফাইলটি দেখে ওঠা গেল না। এক মিনিট পরে আবার পাঠান।" in told


@pytest.mark.django_db
def test_a_signed_file_is_told_by_whom_and_one_that_was_changed_too(visitor: Visitor, settings: Any) -> None:
    key = open_key(TestAuthority(settings.MARKS_FOLDER), wall=YESTERDAY)
    about = {"name": "Chairman", "reason": "", "place": ""}
    pdf = pades.signed(a_pdf(code=CODE), key=key, at=YESTERDAY, **about)
    a_paper(a_body(), sha256=hashlib.sha256(pdf).hexdigest())

    whole = sent(visitor, f"/v/{CODE}", pdf)
    changed = sent(visitor, f"/v/{CODE}", pdf.replace(b"612", b"613", 1))

    assert "বদলায়নি, তবে এটি নমুনা: কিছুই প্রমাণ করে না।" in whole
    assert "স্বাক্ষরের তারিখ: ২৩ নভেম্বর ২০২৬" in whole
    assert "স্বাক্ষরের পরে বদলানো হয়েছে।" in changed


@pytest.mark.django_db
def test_a_form_without_a_file_is_told_so(visitor: Visitor) -> None:
    assert "কোনো ফাইল বাছা হয়নি।" in Page(visitor.post("/verify/").content.decode()).text
