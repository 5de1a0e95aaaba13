"""What an officer does with a case, and what is refused."""

import io
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections
from PIL import Image

from janasetu.bodies.models import LocalBody, Officer
from janasetu.cases.actions import CaseOrder, open_cases
from janasetu.cases.models import Case
from janasetu.cases.rules import MOVES
from janasetu.catalogue import actions as catalogue
from janasetu.catalogue.fields import KINDS
from janasetu.catalogue.loader import BUNDLED, read
from janasetu.catalogue.models import ServiceVersion
from janasetu.console.answers import RENDERERS
from janasetu.console.forms.moves import FORMS
from janasetu.console.tests.conftest import Visitor
from janasetu.console.tests.factories import (
    NOW,
    a_complaint,
    a_contact,
    a_picture,
    a_town,
    an_application,
    an_officer,
    newest_event,
)
from janasetu.documents.models import ReceivedFile
from janasetu.lib.tests.html_pages import Page
from janasetu.messaging.models import Line, OutboundMessage


def photo(content: bytes | None = None, name: str = "done.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, a_picture() if content is None else content, "image/jpeg")


def post(desk: Visitor, case: Case, move: str, **said: Any) -> Any:
    """Send the form of this move as the page of the case has it now."""
    since = str(newest_event(case))
    return desk.post(f"/console/cases/{case.ref}/", {"move": move, "since": since} | said)


def told(case: Case) -> list[str]:
    """The texts of the messages queued after the receipt."""
    messages = OutboundMessage.objects.exclude(source=f"opened:{case.id}").order_by("id")
    return list(messages.values_list("text", flat=True))


def codes(case: Case) -> list[str]:
    return list(case.events.order_by("id").values_list("code", flat=True))


# --- Where nobody is asked whether it is true ---


def a_word_of_thanks(body: LocalBody) -> Case:
    """Rahima Khatun thanks the office for a tap; no photo and no citizen's yes are needed to end that."""
    catalogue.publish([read(BUNDLED / "thanks" / "service.yaml")], now=NOW)
    order = CaseOrder(
        body_id=body.id,
        version_id=ServiceVersion.objects.get(code="thanks", current=True).id,
        source="test:thanks",
        channel="whatsapp",
        fields={"for_what": "কল সারিয়ে দেওয়ার জন্য", "reference": None},
        opened_at=NOW,
        contact=a_contact(),
        line_id=Line.objects.get(body_id=body.id).id,
        name="রহিমা খাতুন",
    )
    (case,) = open_cases([order], now=NOW)
    return case


def test_a_word_of_thanks_is_closed_with_an_answer_and_without_a_photo(
    desk: Visitor, town: LocalBody, officer: Officer
) -> None:
    case = a_word_of_thanks(town)

    answer = post(desk, case, "resolve", note="ওঁরা খুব খুশি।")

    assert answer["Location"] == f"/console/cases/{case.ref}/"
    case.refresh_from_db()
    assert (case.status, case.is_open) == ("resolved_unconfirmed", False)
    assert told(case) == [f"আপনার ধন্যবাদ-বার্তা {case.grouped_ref} পৌঁছে দেওয়া হয়েছে।\nওঁরা খুব খুশি।\nভালো থাকবেন।"]
    page = Page(desk.get(f"/console/cases/{case.ref}/").content.decode())
    assert "বিষয়টি শেষ হল, নাগরিককে জানানো হচ্ছে।" in page.text
    assert "নিয়ন্ত্রক আধিকারিক জানিয়েছেন, ধন্যবাদ-বার্তা পৌঁছে দেওয়া হয়েছে ওঁরা খুব খুশি।" in page.text
    assert "দেখা হয়েছে, উত্তর দেওয়া হয়েছে" in page.text
    assert "কাজ শেষ" not in page.text


@pytest.mark.parametrize(
    ("lang", "offered", "asked"),
    [
        ("bn", ("উত্তর দিয়ে শেষ করুন", "বিষয়টি শেষ করুন"), ("ছবি-সহ নিষ্পত্তি", "নাগরিককে জিজ্ঞাসা করা হবে")),
        ("en", ("Answer and close", "Close the case"), ("Resolve with a photo", "The citizen is then asked")),
    ],
)
def test_its_form_asks_for_no_proof_and_speaks_of_no_question_to_the_citizen(
    desk: Visitor,
    town: LocalBody,
    officer: Officer,
    lang: str,
    offered: tuple[str, ...],
    asked: tuple[str, ...],
) -> None:
    desk.cookies["janasetu_language"] = lang

    thanks, complaint = (
        Page(desk.get(f"/console/cases/{case.ref}/").content.decode()).text
        for case in (a_word_of_thanks(town), a_complaint(town))
    )

    assert [words in thanks for words in (*offered, *asked)] == [True, True, False, False]
    assert [words in complaint for words in (*offered, *asked)] == [False, False, True, True]


def test_the_end_of_a_suggestion_is_told_in_words_of_its_own(
    desk: Visitor, town: LocalBody, officer: Officer
) -> None:
    case = an_application(town, {}, [], code="suggestion")

    post(desk, case, "resolve", photos=photo())

    page = Page(desk.get(f"/console/cases/{case.ref}/").content.decode())
    assert "জানিয়েছেন, পরামর্শটি ভেবে দেখা হয়েছে" in page.text
    assert "ছবি, বড় করে খুলবে অফিসের দেওয়া" in page.text
    desk.cookies["janasetu_language"] = "en"
    page = Page(desk.get(f"/console/cases/{case.ref}/").content.decode())
    assert "Controlling officer says the suggestion has been considered" in page.text
    assert "Seen to and answered" in page.text


# --- Reply ---


def test_a_reply_goes_to_the_citizen(desk: Visitor, town: LocalBody, officer: Officer) -> None:
    case = a_complaint(town)

    answer = post(desk, case, "reply", note="মিস্ত্রি বিকেল ৪টের মধ্যে পৌঁছবেন।")

    assert answer["Location"] == f"/console/cases/{case.ref}/"
    assert told(case) == [
        f"আপনার অভিযোগ {case.grouped_ref} নিয়ে নিয়ন্ত্রক আধিকারিক জানিয়েছেন:\nমিস্ত্রি বিকেল ৪টের মধ্যে পৌঁছবেন।"
    ]
    page = Page(desk.get(f"/console/cases/{case.ref}/").content.decode())
    assert "উত্তরটি নাগরিকের কাছে যাচ্ছে।" in page.text


def test_line_ends_reach_the_citizen_as_lines(desk: Visitor, town: LocalBody, officer: Officer) -> None:
    case = a_complaint(town)

    post(desk, case, "reply", note="এক\r\nদুই\x0b")

    assert told(case)[0].endswith(":\nএক\nদুই")


def test_a_character_that_cannot_be_kept_is_refused(desk: Visitor, town: LocalBody, officer: Officer) -> None:
    answer = post(desk, a_complaint(town), "reply", note="এক\x00দুই")

    assert "এমন একটি অক্ষর আছে, যা নেওয়া যায় না।" in Page(answer.content.decode()).text


def test_an_empty_reply_is_refused(desk: Visitor, town: LocalBody, officer: Officer) -> None:
    case = a_complaint(town)

    answer = post(desk, case, "reply", note="  ")

    assert answer.status_code == 200
    assert "কী জানাতে চান, লিখুন।" in Page(answer.content.decode()).text
    assert codes(case) == ["opened"]


def test_a_reply_that_is_too_long_is_refused_and_kept(
    desk: Visitor, town: LocalBody, officer: Officer
) -> None:
    case = a_complaint(town)

    answer = post(desk, case, "reply", note="ক" * 1001)

    page = Page(answer.content.decode())
    assert "লেখাটি বেশি বড়। এক হাজার অক্ষরের মধ্যে লিখুন।" in page.text
    assert "ক" * 1001 in answer.content.decode()


def test_a_reply_sent_twice_is_one_reply(desk: Visitor, town: LocalBody, officer: Officer) -> None:
    case = a_complaint(town)
    form = {"move": "reply", "since": str(newest_event(case)), "note": "কাল লোক যাবে।"}

    first = desk.post(f"/console/cases/{case.ref}/", form)
    second = desk.post(f"/console/cases/{case.ref}/", form)

    assert (first.status_code, second.status_code) == (302, 302)
    assert codes(case) == ["opened", "replied"]


def test_another_reply_in_the_same_words_is_another_reply(
    desk: Visitor, town: LocalBody, officer: Officer
) -> None:
    case = a_complaint(town)

    post(desk, case, "reply", note="কাল লোক যাবে।")
    post(desk, case, "reply", note="কাল লোক যাবে।")

    assert codes(case) == ["opened", "replied", "replied"]


@pytest.mark.django_db(transaction=True)
def test_two_presses_at_the_same_moment_are_one_reply() -> None:
    town = a_town()
    officer, case = an_officer(town), a_complaint(town)
    form = {"move": "reply", "since": str(newest_event(case)), "note": "কাল লোক যাবে।"}
    visitors = [Visitor() for _ in range(4)]
    for visitor in visitors:
        visitor.force_login(officer.user)

    def press(visitor: Visitor) -> int:
        try:
            return visitor.post(f"/console/cases/{case.ref}/", form).status_code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(visitors)) as pool:
        answers = list(pool.map(press, visitors))

    assert answers == [302] * len(visitors)
    assert codes(case) == ["opened", "replied"]


# --- Resolve ---


def test_without_a_photo_a_case_is_not_resolved(desk: Visitor, town: LocalBody, officer: Officer) -> None:
    case = a_complaint(town)

    answer = post(desk, case, "resolve", note="আলো বদলানো হয়েছে।")

    page = Page(answer.content.decode())
    assert answer.status_code == 200
    assert "ছবি ছাড়া নিষ্পত্তি করা যাবে না। কাজ শেষের অন্তত একটি ছবি দিন।" in page.text
    assert "আলো বদলানো হয়েছে।" in answer.content.decode()
    case.refresh_from_db()
    assert (case.status, codes(case)) == ("received", ["opened"])


def test_the_browser_does_not_keep_that_refusal_to_itself(
    desk: Visitor, town: LocalBody, officer: Officer
) -> None:
    content = desk.get(f"/console/cases/{a_complaint(town).ref}/").content.decode()

    assert " required" not in content
    assert 'type="file" name="photos" accept="image/*" capture="environment" multiple' in content


def test_with_a_photo_the_citizen_is_asked(desk: Visitor, town: LocalBody, officer: Officer) -> None:
    case = a_complaint(town)

    answer = post(desk, case, "resolve", note="আলো বদলানো হয়েছে।", photos=[photo(), photo(a_picture("green"))])

    assert answer.status_code == 302
    case.refresh_from_db()
    assert (case.status, codes(case)) == ("awaiting_confirmation", ["opened", "resolve_claimed"])
    assert told(case)[0].splitlines() == [
        f"আপনার অভিযোগ {case.grouped_ref} (রাস্তার আলো জ্বলছে না): দপ্তর জানিয়েছে, কাজ শেষ হয়েছে।",
        "আলো বদলানো হয়েছে।",
        "কাজটা সত্যিই হয়েছে তো?",
    ]
    content = desk.get(f"/console/cases/{case.ref}/").content.decode()
    assert content.count(f"/console/files/{case.ref}/") == 4  # two photos, each to see and to open
    assert "কাজ শেষ বলে জানানো হল। সত্যিই হয়েছে কি না, নাগরিককে জিজ্ঞাসা করা হচ্ছে।" in content


NO_PHOTOS = [
    (b"<svg onload=alert(1)>", "এটা ছবি বলে চেনা গেল না। JPEG বা PNG ছবি পাঠান।"),
    (b"", "ফাইলটি ফাঁকা। আবার পাঠান।"),
    (b"\xff\xd8\xff" + b"x" * 100, "ছবিটি খোলা গেল না। আবার তুলে পাঠান।"),
    (b"\xff\xd8\xff" + b"x" * 10 * 1024 * 1024, "ছবিটি খুব বড় (১০ এমবি-র বেশি)। ছোট করে আবার পাঠান।"),
]


def test_a_file_that_is_no_photo_is_refused_and_the_words_stay(
    desk: Visitor, town: LocalBody, officer: Officer
) -> None:
    case = a_complaint(town)

    for content, sentence in NO_PHOTOS:
        answer = post(desk, case, "resolve", note="আলো বদলানো হয়েছে।", photos=[photo(content)])
        page = Page(answer.content.decode())
        assert answer.status_code == 200
        assert sentence in page.text
        assert "ছবিগুলি আর একবার বেছে নিন।" in page.text
        assert "আলো বদলানো হয়েছে।" in answer.content.decode()
        assert codes(case) == ["opened"]


def test_six_photos_are_too_many(desk: Visitor, town: LocalBody, officer: Officer) -> None:
    case = a_complaint(town)

    answer = post(desk, case, "resolve", photos=[photo() for _ in range(6)])

    assert "একসঙ্গে সবচেয়ে বেশি ৫টি ছবি দেওয়া যায়।" in Page(answer.content.decode()).text
    assert ReceivedFile.objects.count() == 0


def test_where_a_photo_was_taken_does_not_stay_in_it(
    desk: Visitor, town: LocalBody, officer: Officer, media: Any
) -> None:
    case = a_complaint(town)
    picture, out = Image.new("RGB", (20, 20)), io.BytesIO()
    tags = Image.Exif()
    tags[0x010E] = "secret place"
    picture.save(out, "JPEG", exif=tags)
    assert b"secret place" in out.getvalue()

    post(desk, case, "resolve", photos=[photo(out.getvalue())])

    url = f"/console/files/{case.ref}/{ReceivedFile.objects.get().id}"
    assert b"secret place" not in b"".join(desk.get(url).streaming_content)


def test_resolving_twice_is_harmless(desk: Visitor, town: LocalBody, officer: Officer) -> None:
    case = a_complaint(town)
    since = str(newest_event(case))

    for _ in range(2):
        answer = desk.post(
            f"/console/cases/{case.ref}/", {"move": "resolve", "since": since, "photos": [photo()]}
        )
        assert answer.status_code == 302

    assert codes(case) == ["opened", "resolve_claimed"]
    assert ReceivedFile.objects.count() == 1


def test_a_form_from_before_the_case_moved_on_is_refused_and_kept(
    desk: Visitor, town: LocalBody, officer: Officer
) -> None:
    case = a_complaint(town)
    since = str(newest_event(case))
    post(desk, case, "resolve", photos=[photo()])

    answer = desk.post(
        f"/console/cases/{case.ref}/",
        {"move": "resolve", "since": since, "note": "অন্য কথা", "photos": [photo()]},
    )

    assert answer.status_code == 200
    page = Page(answer.content.decode())
    assert "কাজ শেষ বলে জানানো হয়েছে, এখন নাগরিকের উত্তরের অপেক্ষা। উত্তর না আসা পর্যন্ত এটি করা যাবে না।" in page.text
    assert "আপনি লিখেছিলেন, লেখাটি রাখা আছে: অন্য কথা" in page.text
    assert ('id="resolve"' in answer.content.decode(), "আর একবার বেছে নিন" in page.text) == (False, False)
    assert ReceivedFile.objects.count() == 1


# --- Assign ---


def test_an_officer_takes_a_case(desk: Visitor, town: LocalBody, officer: Officer) -> None:
    case = a_complaint(town)
    Case.objects.update(officer=None)

    post(desk, case, "assign", to="")

    case.refresh_from_db()
    assert (case.officer, case.status, codes(case)) == (officer, "in_progress", ["opened", "assigned"])


def test_an_officer_gives_a_case_to_a_colleague(desk: Visitor, town: LocalBody, officer: Officer) -> None:
    secretary, case = an_officer(town, "secretary"), a_complaint(town)

    page = Page(desk.get(f"/console/cases/{case.ref}/").content.decode())
    post(desk, case, "assign", to=str(secretary.id))

    assert "আমি নিজে প্রতাপ সরকার · সচিব" in page.text
    case.refresh_from_db()
    assert case.officer == secretary


def test_who_does_the_work_is_given_a_case_and_may_end_it(
    desk: Visitor, town: LocalBody, officer: Officer
) -> None:
    clerk, case = an_officer(town, "clerk"), a_complaint(town)

    post(desk, case, "assign", to=str(clerk.id))

    case.refresh_from_db()
    assert case.officer == clerk
    assert "officer" in case.roles_of(clerk)


@pytest.mark.parametrize("role", ["payroll", "officer"])
def test_nobody_outside_the_levels_and_the_work_or_the_body_is_given_a_case(
    desk: Visitor, town: LocalBody, officer: Officer, role: str
) -> None:
    other = an_officer(town if role == "payroll" else a_town("basirhat", 1003), role)
    case = a_complaint(town)

    answer = post(desk, case, "assign", to=str(other.id))

    assert answer.status_code == 200
    assert "তালিকা থেকে একজন আধিকারিককে বেছে নিন।" in Page(answer.content.decode()).text
    assert codes(case) == ["opened"]


# --- Who may ---


def test_a_role_outside_the_levels_looks_on(town: LocalBody, officer: Officer) -> None:
    clerk, case = Visitor(), a_complaint(town)
    clerk.force_login(an_officer(town, "clerk").user)

    page = Page(clerk.get(f"/console/cases/{case.ref}/").content.decode())
    answer = post(clerk, case, "reply", note="কাল লোক যাবে।")

    assert "এখন এখানে কিছু করার নেই" in page.text
    assert "এই কাজের অধিকার আপনার পদে নেই।" in Page(answer.content.decode()).text
    assert codes(case) == ["opened"]


def test_a_move_that_there_is_not_is_refused(desk: Visitor, town: LocalBody, officer: Officer) -> None:
    case = a_complaint(town)

    answer = post(desk, case, "delete")

    assert answer.status_code == 200
    assert "এমন কোনো কাজ নেই।" in Page(answer.content.decode()).text


def test_a_form_that_is_far_too_large_is_told_in_bengali(
    desk: Visitor, town: LocalBody, officer: Officer
) -> None:
    answer = post(desk, a_complaint(town), "reply", note="ক" * 1024 * 1024)

    assert answer.status_code == 400
    assert Page(answer.content.decode()).headings == ["অনুরোধটি পড়া গেল না"]


def test_only_open_moves_have_forms(desk: Visitor, town: LocalBody, officer: Officer) -> None:
    case = a_complaint(town)
    case.status, case.claimed_at = "awaiting_confirmation", NOW - timedelta(hours=1)
    case.save()

    content = desk.get(f"/console/cases/{case.ref}/").content.decode()

    assert ('id="reply"' in content, 'id="resolve"' in content, 'id="assign"' in content) == (
        True,
        False,
        False,
    )


def test_every_move_of_the_rules_has_a_form_but_those_made_on_the_way() -> None:
    assert set(MOVES) - set(FORMS) == {"see", "set_out"}
    assert set(FORMS) <= set(MOVES)


def test_every_kind_of_field_has_a_renderer() -> None:
    assert set(RENDERERS) == set(KINDS)
