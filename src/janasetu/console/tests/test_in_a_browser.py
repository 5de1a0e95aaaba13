"""The desk in a real browser: what is typed stays, what changes arrives, our policy refuses nothing."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from janasetu.bodies.models import LocalBody, Officer
from janasetu.cases.actions import MoveOrder, make_move, print_slips
from janasetu.cases.models import CannedReply, Case
from janasetu.console.tests.factories import (
    NOW,
    PHONE,
    a_complaint,
    a_file,
    a_picture,
    a_talk,
    a_town,
    an_application,
    an_officer,
)
from janasetu.console.tests.quiet import TELEPHONE, logged_in
from janasetu.conversations.models import Conversation
from janasetu.documents.actions import receive, receive_fetched
from janasetu.documents.choices import FileState
from janasetu.documents.models import ReceivedFile
from janasetu.documents.tests import papers, recordings
from janasetu.lib import clock
from janasetu.messaging.values import Media, Said
from janasetu.people.tests.factories import make_contact
from janasetu.people.values import ContactKey

LOOKS_EVERY = 2_000  # milliseconds, as inbox_live.html and case.html say
COUNTS_EVERY = 10_000  # milliseconds, as talks_link.html says

# Resolves when the length of a recording is known, or when it cannot be had.
LENGTH = """audio => new Promise((tell) => {
  if (audio.readyState) tell(audio.duration);
  audio.addEventListener("loadedmetadata", () => tell(audio.duration));
  audio.addEventListener("error", () => tell(0));
  if (audio.error) tell(0);
})"""

TOP_OF_REPLY = "document.getElementById('reply_note').getBoundingClientRect().top"

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def town(transactional_db: None) -> LocalBody:
    return a_town()


@pytest.fixture
def officer(town: LocalBody) -> Officer:
    return an_officer(town)


@pytest.fixture
def desk(browser: Browser, live_server: Any, officer: Officer, complaints: list[str]) -> Iterator[Page]:
    """A browser of an officer on a telephone, whose clock goes on when the test says so."""
    with logged_in(browser, live_server.url, officer, complaints, viewport=TELEPHONE) as page:
        page.clock.install()
        yield page


def open_case(desk: Page, case: Case) -> None:
    desk.goto(f"/console/cases/{case.ref}/")


def wait_for_words(desk: Page, place: str, words: str) -> None:
    desk.locator(place, has_text=words).first.wait_for()


def let_it_look(desk: Page) -> None:
    """To the page it is as if the time until its next look had passed."""
    desk.clock.fast_forward(LOOKS_EVERY)


def test_no_page_is_wider_than_its_screen(desk: Page, town: LocalBody) -> None:
    """However long what stands on it; that each fits in both languages is looked at in tests/pages."""
    case = a_complaint(town, files=[a_file(), a_file(FileState.WANTED), a_file(FileState.LOST)])
    talk = a_talk(town, "জল" * 200, name="রহিমা" * 9)

    pages = ("/console/", f"/console/cases/{case.ref}/", "/console/talks/", f"/console/talks/{talk.id}/")
    for address in (*pages, "/", "/status/"):
        desk.goto(address)
        for width in (360, 1280):
            desk.set_viewport_size({"width": width, "height": 740})
            assert desk.evaluate("innerWidth") == width
            assert desk.evaluate("document.documentElement.scrollWidth") <= width, (address, width)


def test_a_list_that_names_the_body_of_each_case_fits_its_screen(
    desk: Page, town: LocalBody, officer: Officer
) -> None:
    LocalBody.objects.filter(id=town.id).update(kind="block")
    for number in (1003, 1004):
        below = a_town(f"town-{number}", number)
        LocalBody.objects.filter(id=below.id).update(parent=town)
        Case.objects.filter(id=a_complaint(below).id).update(officer=officer)

    desk.goto("/console/")

    bodies = desk.locator("#inbox td", has_text="ফালাকাটা পুরসভা")
    for width in (360, 1280):
        desk.set_viewport_size({"width": width, "height": 740})
        assert desk.evaluate("innerWidth") == width
        assert [bodies.nth(n).is_visible() for n in range(bodies.count())] == [True, True]
        assert desk.evaluate("document.documentElement.scrollWidth") <= width


def test_a_new_case_comes_into_the_open_list(desk: Page, town: LocalBody) -> None:
    desk.goto("/console/")
    wait_for_words(desk, "#inbox", "কোনো চলতি বিষয় নেই")

    a_complaint(town)
    let_it_look(desk)

    wait_for_words(desk, "#inbox a", "রাস্তার আলো জ্বলছে না")


def test_what_is_typed_stays_while_the_page_renews_itself(desk: Page, town: LocalBody) -> None:
    case = a_complaint(town, files=[a_file(FileState.WANTED)])
    open_case(desk, case)
    desk.fill("#reply_note", "মিস্ত্রি যাচ্ছেন")

    ReceivedFile.objects.update(state=FileState.LOST)
    let_it_look(desk)

    wait_for_words(desk, "#case-story", "ছবিটি আর আনা গেল না।")
    assert desk.input_value("#reply_note") == "মিস্ত্রি যাচ্ছেন"
    assert desk.evaluate("document.activeElement.id") == "reply_note"


def test_a_form_that_is_no_longer_open_is_not_taken_from_under_the_pen(desk: Page, town: LocalBody) -> None:
    case = a_complaint(town)
    open_case(desk, case)
    desk.keyboard.press("e")
    desk.fill("#resolve_note", "আলো বদলানো হয়েছে")

    Case.objects.update(status="awaiting_confirmation", claimed_at=NOW)
    let_it_look(desk)

    desk.locator("#moved-on").wait_for()
    assert desk.input_value("#resolve_note") == "আলো বদলানো হয়েছে"
    desk.fill("#resolve_note", "")
    desk.locator("#resolve_note").blur()
    let_it_look(desk)
    desk.locator("#resolve").wait_for(state="detached")
    assert desk.locator("#moved-on").is_hidden()


def test_a_refusal_leads_to_its_form_and_photos_are_seen_before_they_go(
    desk: Page, town: LocalBody, tmp_path: Path
) -> None:
    case = a_complaint(town)
    picture = tmp_path / "done.jpg"
    picture.write_bytes(a_picture("green"))
    open_case(desk, case)

    desk.keyboard.press("e")
    desk.click("#resolve .btn.good")
    wait_for_words(desk, "#resolve", "ছবি ছাড়া নিষ্পত্তি করা যাবে না।")
    assert desk.locator("#resolve .wrong").is_visible()
    desk.locator("html.scripted").wait_for(state="attached")  # before that nobody listens for what is chosen
    desk.set_input_files("#resolve_photos", picture)
    desk.locator("#resolve [data-chosen] img").wait_for()
    desk.click("#resolve .btn.good")

    wait_for_words(desk, ".told", "কাজ শেষ বলে জানানো হল।")
    desk.locator("html.scripted").wait_for(state="attached")  # before that a photo opens in a tab of its own
    desk.locator("#case-story a[data-large]").first.click()
    desk.locator("dialog.large img").wait_for()


@pytest.mark.parametrize("width", [360, 1280])
def test_a_ready_made_text_is_chosen_with_a_finger(desk: Page, town: LocalBody, width: int) -> None:
    case = a_complaint(town, heard_at=NOW - timedelta(hours=30))
    desk.set_viewport_size({"width": width, "height": 800})
    open_case(desk, case)

    desk.locator("#case-composer .reply label", has_text="কাজ চলছে").click()
    desk.locator("#case-composer .reply button.btn").first.click()

    wait_for_words(desk, ".told", "উত্তরটি নাগরিকের কাছে যাচ্ছে।")


def test_a_login_in_another_tab_does_not_spoil_an_open_form(
    desk: Page, town: LocalBody, officer: Officer
) -> None:
    officer.user.set_password("demo-1234")
    officer.user.save()
    case = a_complaint(town)
    other = desk.context.new_page()
    other.goto("/console/login/")
    other.fill("#id_username", officer.post)
    other.fill("#id_password", "demo-1234")
    other.click(".btn.main")
    other.wait_for_url("**/console/")
    open_case(desk, case)
    with desk.expect_response("**/draft"):
        desk.fill("#reply_note", "মিস্ত্রি যাচ্ছেন")
        desk.clock.fast_forward(LOOKS_EVERY)

    other.click(".who summary")
    other.click(".who button")
    other.fill("#id_username", officer.post)
    other.fill("#id_password", "demo-1234")
    other.click(".btn.main")
    other.wait_for_url("**/console/")
    desk.bring_to_front()
    desk.click("#reply .btn.main")

    wait_for_words(desk, ".told", "উত্তরটি নাগরিকের কাছে যাচ্ছে।")


def test_words_stay_in_the_box_when_the_login_has_ended(
    desk: Page, town: LocalBody, officer: Officer, complaints: list[str]
) -> None:
    case = a_complaint(town)
    open_case(desk, case)
    desk.fill("#reply_note", "মিস্ত্রি যাচ্ছেন")
    session = [one for one in desk.context.cookies() if one["name"] == "janasetu_session"]
    desk.context.clear_cookies(name="janasetu_session")

    let_it_look(desk)

    wait_for_words(desk, "[data-ended]", "আপনার লগ-ইনের সময় শেষ। লেখাটি এখানেই আছে: আবার লগ-ইন করুন")
    assert desk.url.endswith(f"/console/cases/{case.ref}/")
    assert desk.input_value("#reply_note") == "মিস্ত্রি যাচ্ছেন"
    desk.context.add_cookies(session)  # type: ignore[arg-type]  # what a browser told is what it takes
    desk.evaluate("document.dispatchEvent(new Event('visibilitychange', {bubbles: true}))")
    desk.locator("[data-ended]").wait_for(state="hidden")
    desk.click("#reply .btn.main")
    wait_for_words(desk, ".told", "উত্তরটি নাগরিকের কাছে যাচ্ছে।")
    assert {one.split(":")[-1] for one in complaints} == {
        " the server responded with a status of 401 (Unauthorized)"
    }
    complaints.clear()


def test_a_page_on_which_nothing_was_typed_goes_to_the_login_by_itself(
    desk: Page, town: LocalBody, complaints: list[str]
) -> None:
    open_case(desk, a_complaint(town))
    desk.context.clear_cookies(name="janasetu_session")

    let_it_look(desk)

    desk.locator("#id_username").wait_for()
    complaints.clear()  # of the 401


def test_who_goes_back_after_sending_finds_an_empty_box(desk: Page, town: LocalBody) -> None:
    open_case(desk, a_complaint(town))
    desk.fill("#reply_note", "মিস্ত্রি যাচ্ছেন")
    desk.click("#reply .btn.main")
    wait_for_words(desk, ".told", "উত্তরটি নাগরিকের কাছে যাচ্ছে।")

    desk.go_back()

    assert desk.input_value("#reply_note") == ""


def test_a_new_case_begins_at_the_complaint_and_one_that_was_answered_at_the_last_word(
    desk: Page, town: LocalBody, officer: Officer
) -> None:
    case = a_complaint(town)
    Case.objects.update(fields=case.fields | {"description": "আলো নেই। " * 100})
    desk.set_viewport_size({"width": 1280, "height": 620})

    open_case(desk, case)
    assert is_in_sight(desk, ".flow > .first > .by", inside=".thread")

    make_move(officer=officer, ref=case.ref, order=MoveOrder("reply", note="কাল লোক যাবে।"), now=NOW)
    desk.reload()
    assert is_in_sight(desk, ".flow > .officer:last-child", inside=".thread")
    assert not is_in_sight(desk, ".flow > .first > .by", inside=".thread")


def test_printed_slips_fit_their_paper_and_say_that_they_are_of_a_demo(
    desk: Page, town: LocalBody, officer: Officer, settings: Any
) -> None:
    settings.INSTALLATION = replace(settings.INSTALLATION, mode="demo")
    slips = print_slips(officer=officer, count=8, now=NOW)
    desk.set_viewport_size({"width": 718, "height": 1047})  # A4 between the margins of a printer
    desk.goto(f"/console/slips/{slips[0].ref}/")

    desk.emulate_media(media="print")

    heights = desk.locator(".paper-slip").evaluate_all(
        "slips => slips.map(one => one.scrollHeight - one.clientHeight)"
    )
    assert heights == [0] * 8
    assert desk.locator(".ribbon", has_text="পরীক্ষামূলক নমুনা, সরকারি পরিষেবা নয়").is_visible()


# --- Talks ---


def test_the_number_of_who_waits_comes_into_the_header(desk: Page, town: LocalBody) -> None:
    desk.goto("/console/")

    a_talk(town)
    desk.clock.fast_forward(COUNTS_EVERY)

    wait_for_words(desk, "#talks-link .count", "১")
    header = desk.locator(".top .office b").bounding_box()
    link = desk.locator("#talks-link").bounding_box()
    assert header
    assert link
    assert header["x"] + header["width"] <= link["x"]


def test_a_new_message_is_seen_and_what_is_typed_stays(desk: Page, town: LocalBody) -> None:
    talk = a_talk(town, *(f"কথা {number}" for number in range(9)), at=NOW)
    with clock.fixed(NOW):
        desk.goto(f"/console/talks/{talk.id}/")
        desk.fill("#reply_text", "মিস্ত্রি যাচ্ছেন")

        a_talk(town, "শুনছেন?", asks=False, at=NOW)
        let_it_look(desk)
        wait_for_words(desk, ".said li", "শুনছেন?")

    assert desk.locator(".said li").last.is_visible()
    assert is_in_sight(desk, ".said li:last-child", inside=".paper")
    assert desk.input_value("#reply_text") == "মিস্ত্রি যাচ্ছেন"
    assert desk.evaluate("document.activeElement.id") == "reply_text"


def is_in_sight(desk: Page, place: str, *, inside: str) -> bool:
    """Whether a box that scrolls stands where this can be seen."""
    inner, outer = desk.locator(place).bounding_box(), desk.locator(inside).bounding_box()
    assert inner
    assert outer
    return outer["y"] <= inner["y"] and inner["y"] + inner["height"] <= outer["y"] + outer["height"]


def test_a_reply_is_not_taken_from_under_the_pen(desk: Page, town: LocalBody) -> None:
    talk = a_talk(town, at=NOW)
    with clock.fixed(NOW):
        desk.goto(f"/console/talks/{talk.id}/")
        desk.fill("#reply_text", "মিস্ত্রি যাচ্ছেন")

        a_talk(town, "মেনু", asks=False, at=NOW)
        let_it_look(desk)

        desk.locator("#moved-on").wait_for()
        assert desk.input_value("#reply_text") == "মিস্ত্রি যাচ্ছেন"
        desk.click("#reply .btn.main")
        wait_for_words(desk, "#reply .wrong", "এই কথা এখন আবার পরিষেবার হাতে, তাই উত্তর পাঠানো হয়নি।")
    assert desk.input_value("#reply_text") == "মিস্ত্রি যাচ্ছেন"


def test_a_talk_goes_to_the_officer_and_back(desk: Page, town: LocalBody) -> None:
    a_talk(town, "জল আসছে না", at=NOW)
    with clock.fixed(NOW):
        desk.goto("/console/")
        desk.click("#talks-link")
        desk.click("#talks th a")
        desk.fill("#reply_text", "কোন রাস্তায়?")
        desk.click("#reply .btn.main")
        wait_for_words(desk, ".said .officer", "কোন রাস্তায়?")
        desk.click("#back .btn")

        wait_for_words(desk, ".told", "পরিষেবা আবার উত্তর দিচ্ছে, নাগরিককেও জানানো হয়েছে।")
    assert desk.locator("#talks-link .count").count() == 0


def test_a_photo_that_was_sent_in_a_talk_opens_large(desk: Page, town: LocalBody) -> None:
    talk = a_talk(town, Said("image", "এই দেখুন", media=Media("71", "image")), at=NOW)
    with clock.fixed(NOW):
        desk.goto(f"/console/talks/{talk.id}/")
        wait_for_words(desk, ".said .photo.gone", "ছবিটি আসছে।")

        receive_fetched(ReceivedFile.objects.get(), a_picture())
        let_it_look(desk)

        desk.locator(".said a[data-large]").click()
        large = desk.locator("dialog.large img")
        large.wait_for()
        assert large.evaluate("picture => picture.decode().then(() => picture.naturalWidth)") == 40


def test_a_talk_that_was_handed_back_is_looked_at_in_peace(
    desk: Page, town: LocalBody, complaints: list[str]
) -> None:
    talk = a_talk(town, "জল আসছে না", at=NOW)
    Conversation.objects.update(state="idle")
    with clock.fixed(NOW):
        desk.goto(f"/console/talks/{talk.id}/")
        assert desk.locator(".paper").is_hidden()

        with desk.expect_response("**/live*") as looked:
            let_it_look(desk)
        assert looked.value.status == 204
        Conversation.objects.update(state="handed_over")
        let_it_look(desk)

        wait_for_words(desk, ".said li", "জল আসছে না")
    assert complaints == []


def test_a_voice_that_is_heard_is_not_cut_off(desk: Page, town: LocalBody) -> None:
    talk = a_talk(town, Said("audio", media=Media("73", "audio")), at=NOW)
    receive_fetched(ReceivedFile.objects.get(), recordings.voice())
    with clock.fixed(NOW):
        desk.goto(f"/console/talks/{talk.id}/")
        voice = desk.locator(".said audio")
        voice.evaluate(
            "audio => { Object.defineProperty(audio, 'paused', {value: false, configurable: true}) }"
        )

        a_talk(town, "শুনছেন?", asks=False, at=NOW)
        with desk.expect_response("**/live*") as looked:
            let_it_look(desk)
        assert "শুনছেন?" in looked.value.text()
        assert desk.locator(".said li", has_text="শুনছেন?").count() == 0

        voice.evaluate("audio => { delete audio.paused }")
        let_it_look(desk)
        wait_for_words(desk, ".said li", "শুনছেন?")


def test_the_papers_of_an_application_fit_their_screen(desk: Page, town: LocalBody) -> None:
    asked = ("deed", "record_of_rights", "mutation", "tax_receipt", "plan", "structural_certificate")
    sent = {field: receive(papers.paper(), now=NOW, kind="document") for field in asked}
    scan = receive(a_picture(), now=NOW, kind="document")
    fields = {field: [str(file.id)] for field, file in sent.items()} | {"storeys": 3}
    case = an_application(town, fields | {"soil_test": [str(scan.id)]}, [*sent.values(), scan])

    open_case(desk, case)

    assert desk.locator("#case-story .btn.file b").all_inner_texts() == [
        "জমির দলিল",
        "পর্চা",
        "মিউটেশন",
        "করের রসিদ",
        "বাড়ির নকশা",
        "ইঞ্জিনিয়ারের কাগজ",
    ]
    for width in (360, 1280):
        desk.set_viewport_size({"width": width, "height": 740})
        assert desk.evaluate("innerWidth") == width
        assert desk.evaluate("document.documentElement.scrollWidth") <= width


# --- Posts ---


def test_an_officer_turns_to_another_post_in_the_header(desk: Page, officer: Officer) -> None:
    an_officer(a_town("basirhat", 1003), "clerk", user=officer.user, since=NOW)
    desk.goto("/console/")

    desk.locator(".who summary").click()
    other = desk.locator(".who button", has_text="করণিক")
    box = other.bounding_box()
    assert box
    assert (box["x"] >= 0, box["x"] + box["width"] <= 360, box["height"] >= 44) == (True, True, True)
    other.click()

    desk.locator(".who summary").click()
    wait_for_words(desk, ".who", "clerk@basirhat")
    assert desk.evaluate("document.documentElement.scrollWidth") <= 360


def test_a_page_that_was_left_open_says_when_the_term_has_ended(
    desk: Page, officer: Officer, complaints: list[str]
) -> None:
    desk.goto("/console/")
    Officer.objects.filter(id=officer.id).update(until=NOW)

    let_it_look(desk)

    wait_for_words(desk, "h1", "এই পদের মেয়াদ শেষ হয়েছে।")
    assert desk.evaluate("document.documentElement.scrollWidth") <= 360
    assert {complaint.split(":")[-1] for complaint in complaints} == {
        " the server responded with a status of 403 (Forbidden)"
    }
    complaints.clear()


def test_a_voice_message_can_be_heard_on_the_page(desk: Page, town: LocalBody) -> None:
    """Our policy for pages has to let sound in (`media-src`): else the browser complains."""
    voice = receive(recordings.voice(), now=NOW, kind="audio")
    open_case(desk, a_complaint(town, files=[voice]))

    seconds = desk.locator("audio").evaluate(LENGTH)

    assert round(seconds, 1) == 1.0


def test_a_paper_goes_to_the_downloads(desk: Page, town: LocalBody) -> None:
    paper = receive(papers.paper(), now=NOW, kind="document")
    case = a_complaint(town, files=[paper])
    open_case(desk, case)

    with desk.expect_download() as download:
        desk.locator("#case-story a", has_text="পিডিএফ").click()

    assert download.value.suggested_filename == f"{case.ref}.pdf"  # it answers no question


# --- The desk of a case ---


def test_a_draft_is_kept_while_it_is_typed(desk: Page, town: LocalBody) -> None:
    case = a_complaint(town)
    with clock.fixed(NOW):
        open_case(desk, case)
        desk.keyboard.press("n")
        desk.keyboard.type("পোস্ট ৮২২")
        with desk.expect_response("**/draft") as kept:
            desk.clock.fast_forward(LOOKS_EVERY)
        assert kept.value.status == 204
        open_case(desk, case)

        assert desk.input_value("#note_note") == "পোস্ট ৮২২"


def test_a_word_of_the_citizen_arrives_and_the_pen_stays_where_it_is(desk: Page, town: LocalBody) -> None:
    a_talk(town, "আগের কথা", asks=False, at=NOW)
    contact = make_contact(PHONE)
    case = a_complaint(town, contact=ContactKey(contact.bucket, contact.id))
    with clock.fixed(NOW):
        open_case(desk, case)
        desk.fill("#reply_note", "মিস্ত্রি যাচ্ছেন")
        before = round(desk.evaluate(TOP_OF_REPLY))

        a_talk(town, "শুনছেন?", asks=False, at=NOW)
        let_it_look(desk)
        wait_for_words(desk, ".flow .citizen", "শুনছেন?")

    assert desk.input_value("#reply_note") == "মিস্ত্রি যাচ্ছেন"
    assert round(desk.evaluate(TOP_OF_REPLY)) in {before - 1, before, before + 1}  # parts of a pixel


def test_a_canned_reply_stands_where_one_was_writing(desk: Page, town: LocalBody) -> None:
    CannedReply.objects.create(body=town, title="মিস্ত্রি যাবেন", text="{ref} নিয়ে মিস্ত্রি যাবেন।")
    case = a_complaint(town)
    with clock.fixed(NOW):
        open_case(desk, case)
        desk.fill("#reply_note", "নমস্কার। ")
        desk.keyboard.press("Escape")
        desk.keyboard.press(";")
        desk.locator("[data-insert]", has_text="মিস্ত্রি যাবেন").click()

    assert desk.input_value("#reply_note") == f"নমস্কার। {case.grouped_ref} নিয়ে মিস্ত্রি যাবেন।"
    assert desk.evaluate("document.activeElement.id") == "reply_note"


def test_on_a_telephone_the_button_below_leads_to_the_camera_and_its_photo_to_the_form(
    desk: Page, town: LocalBody, tmp_path: Path
) -> None:
    picture = tmp_path / "done.jpg"
    picture.write_bytes(a_picture("green"))
    with clock.fixed(NOW):
        open_case(desk, a_complaint(town))
        with desk.expect_file_chooser() as camera:
            desk.click(".jumps .good")
        camera.value.set_files(picture)
        desk.locator("#resolve [data-chosen] img").wait_for()
        desk.click("#resolve .btn.good")

        wait_for_words(desk, ".told", "কাজ শেষ বলে জানানো হল।")


def test_the_number_appears_in_its_place(desk: Page, town: LocalBody) -> None:
    with clock.fixed(NOW):
        open_case(desk, a_complaint(town))
        desk.click(".reveal button")

        wait_for_words(desk, "#citizen .number", "+91 98300 12345")
        let_it_look(desk)
        wait_for_words(desk, ".flow .event", "নাগরিকের মোবাইল নম্বর দেখেছেন")
    assert "12345" in desk.locator("#citizen").inner_text()
