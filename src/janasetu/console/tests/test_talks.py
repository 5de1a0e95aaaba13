"""The room of talks: who waits, what was said, the reply, and back to the service."""

import re
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from janasetu.bodies.models import LocalBody, Officer
from janasetu.cases.models import CallBack
from janasetu.console.tests.conftest import Visitor
from janasetu.console.tests.factories import NOW, PHONE, a_talk, a_town, an_officer
from janasetu.conversations import actions
from janasetu.conversations.models import Conversation
from janasetu.conversations.ready import declared
from janasetu.lib import clock
from janasetu.lib.tests.html_pages import Page
from janasetu.messaging.choices import OutboundState
from janasetu.messaging.models import InboundMessage, OutboundMessage, Window
from janasetu.messaging.values import Media, Said, Spot

HTMX = {"HX-Request": "true", "HX-Current-URL": "http://testserver/console/talks/"}
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
SECOND = timedelta(seconds=1)
TENTH = timedelta(milliseconds=100)
BACK = "অফিসের কর্মীর সঙ্গে কথা শেষ হল। এবার থেকে আবার জনসেতু উত্তর দেবে।"
READY_TEXT = "আপনার মেসেজ পেয়েছি। উত্তর পেতে এখানে কিছু লিখুন।"
WHAT = "কী হয়েছে, লিখে বা ভয়েস মেসেজে জানান। ছবি থাকলে ছবির সঙ্গেই লিখে পাঠান।"


def page_at(desk: Visitor, address: str, *, now: datetime = NOW) -> Page:
    with clock.fixed(now):
        answer = desk.get(address)
    assert answer.status_code == 200
    return Page(answer.content.decode())


def address_of(talk: Conversation) -> str:
    return f"/console/talks/{talk.id}/"


def page_of(desk: Visitor, talk: Conversation, *, now: datetime = NOW) -> Page:
    return page_at(desk, address_of(talk), now=now)


def heading(page: Page) -> str:
    return " ".join(page.headings[0].split())


def told() -> list[str]:
    return list(OutboundMessage.objects.order_by("id").values_list("text", flat=True))


def send(desk: Visitor, talk: Conversation, text: str, nonce: object = None) -> Any:
    return desk.post(address_of(talk), {"text": text, "nonce": str(nonce or uuid4())}, follow=True)


# --- who waits ---


def test_a_talk_is_told_in_one_row(desk: Visitor, town: LocalBody) -> None:
    talk = a_talk(town, "জল আসছে না", at=NOW - 12 * MINUTE)

    page = page_at(desk, "/console/talks/")

    assert page.headings == ["নাগরিকদের সঙ্গে কথা"]
    assert page.links["রহিমা খাতুন ••45"] == address_of(talk)
    row = "রহিমা খাতুন ••45 জল আসছে না অপেক্ষায় ১২ মিনিট আগামীকাল সকাল ৯টা ৪৮ মিনিট পর্যন্ত উত্তর পৌঁছবে।"
    assert row in page.text


def test_the_row_in_english(desk: Visitor, town: LocalBody) -> None:
    a_talk(town, "জল আসছে না", at=NOW - 12 * MINUTE)
    desk.cookies["janasetu_language"] = "en"

    page = page_at(desk, "/console/talks/")

    assert page.headings == ["Talks with citizens"]
    assert "Waiting 12 minutes You can reply until tomorrow, 9:48 am." in page.text


def test_who_waits_longest_comes_first(desk: Visitor, town: LocalBody) -> None:
    a_talk(town, name="সেলিম আলি", number="919830000002", at=NOW - 5 * MINUTE)
    a_talk(town, name="মিনা রায়", number="919830000003", at=NOW - 20 * MINUTE)

    links = page_at(desk, "/console/talks/").links

    assert [words for words, to in links.items() if re.search("/talks/.{36}/$", to)] == [
        "মিনা রায় ••03",
        "সেলিম আলি ••02",
    ]


def test_one_talk_and_three_talks_cost_the_same(desk: Visitor, town: LocalBody) -> None:
    a_talk(town)
    desk.get("/console/talks/")
    with CaptureQueriesContext(connection) as one:
        desk.get("/console/talks/")
    a_talk(town, number="919830000002")
    a_talk(town, number="919830000003")
    with CaptureQueriesContext(connection) as three:
        desk.get("/console/talks/")

    assert len(one) == len(three) == 11


def test_an_empty_room_teaches(desk: Visitor) -> None:
    text = page_at(desk, "/console/talks/").text

    assert "এখন কেউ কথা বলার অপেক্ষায় নেই" in text
    assert "কোনো নাগরিক «কর্মীর সঙ্গে কথা» বেছে নিলে তাঁর কথা নিজে থেকেই এখানে চলে আসবে।" in text


def test_a_photo_without_words_is_told_in_words(desk: Visitor, town: LocalBody) -> None:
    a_talk(town, Said("image", media=Media("71", "image", "image/jpeg")))

    assert "ছবি পাঠিয়েছেন" in page_at(desk, "/console/talks/").text


def test_whom_no_reply_reaches_any_more_stays_in_sight(desk: Visitor, town: LocalBody) -> None:
    a_talk(town)

    text = page_at(desk, "/console/talks/", now=NOW + 25 * HOUR).text

    assert "অপেক্ষায় ১ দিন ১ ঘণ্টা উত্তর আর পৌঁছবে না।" in text


def test_whom_nobody_answered_within_the_day_stays_first_with_the_whole_wait(
    desk: Visitor, town: LocalBody
) -> None:
    a_talk(town, name="মিনা রায়", number="919830000003", at=NOW - 26 * HOUR)
    a_talk(town, "কেউ আছেন?", name="মিনা রায়", number="919830000003", at=NOW - HOUR, asks=False)
    a_talk(town, name="সেলিম আলি", number="919830000002", at=NOW - 2 * HOUR)

    page = page_at(desk, "/console/talks/")

    assert (
        "মিনা রায় ••03 কেউ আছেন? অপেক্ষায় ১ দিন ২ ঘণ্টা আগামীকাল সকাল ৯টা পর্যন্ত উত্তর পৌঁছবে। "
        "সেলিম আলি ••02 কর্মীর সঙ্গে কথা অপেক্ষায় ২ ঘণ্টা"
    ) in page.text


def test_the_header_tells_how_many_wait(desk: Visitor, town: LocalBody, officer: Officer) -> None:
    assert page_at(desk, "/console/").links["কথা"] == "/console/talks/"

    talk = a_talk(town)
    a_talk(town, number="919830000002")
    assert page_at(desk, "/console/").links["কথা ২ জন অপেক্ষায়"] == "/console/talks/"

    actions.reply(officer=officer, conversation_id=talk.id, text="আসছি", nonce=uuid4(), now=NOW)
    assert page_at(desk, "/console/").links["কথা ১ জন অপেক্ষায়"] == "/console/talks/"


def test_the_number_in_the_header_looks_again_by_itself(desk: Visitor, town: LocalBody) -> None:
    assert desk.get("/console/talks/waiting", {"seen": ""}).status_code == 204
    a_talk(town)

    answer = desk.get("/console/talks/waiting", {"seen": ""})

    assert 'hx-get="/console/talks/waiting"' in answer.content.decode()
    assert '<b class="count">১</b>' in answer.content.decode()
    assert desk.get("/console/talks/waiting", {"seen": "১"}).status_code == 204


def test_a_list_that_has_not_changed_is_not_sent_again(desk: Visitor, town: LocalBody) -> None:
    mark = desk.get("/console/talks/").context["part"].mark
    assert desk.get("/console/talks/list", {"seen": mark}).status_code == 204

    a_talk(town)

    assert "রহিমা খাতুন" in desk.get("/console/talks/list", {"seen": mark}).content.decode()


# --- whose it is ---


ADDRESSES = ["/console/talks/{id}/", "/console/talks/{id}/live", "/console/talks/{id}/back"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_another_bodys_talk_looks_like_no_talk(desk: Visitor, town: LocalBody, address: str) -> None:
    theirs = a_talk(a_town("basirhat", 1003))
    act = desk.post if address.endswith("back") else desk.get

    foreign, missing = act(address.format(id=theirs.id)), act(address.format(id=UUID(int=1)))

    assert foreign.status_code == missing.status_code == 404
    as_missing = foreign.content.decode().replace(str(theirs.id), str(UUID(int=1)))
    assert as_missing.split("<main")[1] == missing.content.decode().split("<main")[1]
    assert "রহিমা" not in page_at(desk, "/console/talks/").text


def test_another_bodys_talk_takes_no_reply(desk: Visitor, town: LocalBody) -> None:
    theirs = a_talk(a_town("basirhat", 1003))

    assert send(desk, theirs, "শুনুন").status_code == 404
    assert "শুনুন" not in told()


def test_a_post_that_does_not_talk_sees_nothing_of_it(town: LocalBody) -> None:
    talk, visitor = a_talk(town), Visitor()
    visitor.force_login(an_officer(town, "auditor").user)

    for address in ("/console/talks/", "/console/talks/list", *ADDRESSES):
        act = visitor.post if address.endswith("back") else visitor.get
        answer = act(address.format(id=talk.id))
        assert answer.status_code == 403, address
        assert "এই পাতা আপনার জন্য খোলা নয়" in answer.content.decode()
    assert "/console/talks/" not in visitor.get("/console/").content.decode()


def test_the_full_number_stands_on_no_page(desk: Visitor, town: LocalBody, officer: Officer) -> None:
    grouped = f"+91 {PHONE[2:7]} {PHONE[7:]}"
    talk = a_talk(town, f"আমার নম্বর {PHONE[2:]}", f"মানে {grouped}", name=grouped)
    send(desk, talk, f"{PHONE[2:]} নম্বরে ফোন করছি।")

    pages = [
        desk.get(address.format(id=talk.id)).content.decode()
        for address in ("/console/talks/", "/console/talks/list", *ADDRESSES[:2], "/console/")
    ]

    assert told()[-1] == f"{PHONE[2:]} নম্বরে ফোন করছি।"
    for content in pages:
        digits = re.sub(r"[\s().-]", "", content)
        assert PHONE[2:] not in digits


# --- one talk ---


def test_the_page_tells_both_sides(desk: Visitor, town: LocalBody) -> None:
    talk = a_talk(town, "জল আসছে না", at=NOW - 2 * HOUR)

    page = page_of(desk, talk)

    assert heading(page) == "রহিমা খাতুন ••45"
    assert "অপেক্ষায় ২ ঘণ্টা আগামীকাল সকাল ৮টা পর্যন্ত উত্তর পৌঁছবে।" in page.text
    assert (
        "রহিমা খাতুন কর্মীর সঙ্গে কথা আজ সকাল ৮টা "
        "জনসেতু আপনার কথা অফিসের কর্মীকে জানালাম। তিনি এখানেই উত্তর দেবেন। তালিকায় ফিরতে «মেনু» লিখুন। "
        "আজ সকাল ৮টা রহিমা খাতুন জল আসছে না আজ সকাল ৮টা"
    ) in page.text


@pytest.mark.parametrize(("lang", "word"), [("bn", "নাগরিক"), ("en", "Citizen")])
def test_the_title_of_the_page_is_plain_text(desk: Visitor, town: LocalBody, lang: str, word: str) -> None:
    named, nameless = a_talk(town), a_talk(town, name="", number="919830000039")
    desk.cookies["janasetu_language"] = lang

    titles = [
        re.search("<title>(.*)</title>", desk.get(address_of(talk)).content.decode())
        for talk in (named, nameless)
    ]

    end = {"bn": "জনসেতু", "en": "Janasetu"}[lang]
    assert [title[1] for title in titles if title] == [f"রহিমা খাতুন ••45 · {end}", f"{word} ••39 · {end}"]


def test_what_was_said_after_an_answer_in_the_same_second_stands_after_it(
    desk: Visitor, town: LocalBody
) -> None:
    talk = a_talk(town, at=NOW + 2 * TENTH)
    a_talk(town, "জল আসছে না", asks=False, at=NOW + 7 * TENTH)

    assert spoken(desk, talk) == ["কর্মীর সঙ্গে কথা", "আপনার কথা অফিসের কর্মীকে", "জল আসছে না"]


def test_an_answer_stands_after_what_it_answers_though_the_lines_clock_is_ahead(
    desk: Visitor, town: LocalBody
) -> None:
    talk = a_talk(town, at=NOW)
    InboundMessage.objects.update(provider_at=NOW + 3 * SECOND)
    a_talk(town, "জল আসছে না", asks=False, at=NOW + 4 * SECOND)

    assert spoken(desk, talk) == ["কর্মীর সঙ্গে কথা", "আপনার কথা অফিসের কর্মীকে", "জল আসছে না"]


def spoken(desk: Visitor, talk: Conversation) -> list[str]:
    """How each thing on the page begins, in its order."""
    said = desk.get(address_of(talk)).context["bubbles"]
    return [" ".join(bubble.text.split()[:4]) for bubble in said]


def test_an_officers_words_stand_under_the_post(desk: Visitor, town: LocalBody, officer: Officer) -> None:
    talk = a_talk(town)
    send(desk, talk, "কোন রাস্তায়?\nবাড়ির নম্বর কত?")
    OutboundMessage.objects.filter(text__startswith="কোন").update(state=OutboundState.READ)

    text = page_of(desk, talk).text

    assert "নিয়ন্ত্রক আধিকারিক কোন রাস্তায়? বাড়ির নম্বর কত? আজ সকাল ১০টা পড়েছেন" in text
    assert "উত্তর দেওয়া হয়েছে আগামীকাল" in text


def test_what_is_no_text_is_told_in_words(desk: Visitor, town: LocalBody) -> None:
    talk = a_talk(
        town,
        Said("image", "এই দেখুন", media=Media("1", "image")),
        Said("audio", media=Media("2", "audio")),
        Said("document", media=Media("3", "document")),
        Said("video", media=Media("4", "video")),
        Said("location", spot=Spot(26.5172, 89.2023, "সুভাষপল্লী মোড়")),
        Said("unknown"),
    )

    text = page_of(desk, talk).text

    for words in (
        "ছবি পাঠিয়েছেন ছবিটি আসছে। এই দেখুন",
        "ভয়েস মেসেজ পাঠিয়েছেন ভয়েস মেসেজটি আসছে।",
        "কাগজ পাঠিয়েছেন কাগজটি আসছে।",
        "ভিডিও পাঠিয়েছেন",
        "জায়গা পাঠিয়েছেন সুভাষপল্লী মোড়, 26.517200, 89.202300",
        "এমন কিছু পাঠিয়েছেন, যা এখানে খোলা যায় না",
    ):
        assert words in text


def test_what_a_citizen_writes_is_text_and_nothing_else(desk: Visitor, town: LocalBody) -> None:
    talk = a_talk(town, "<p>জল</p>", name="<b>রহিমা</b>")

    content = desk.get(address_of(talk)).content.decode()

    assert "<p>জল</p>" not in content
    assert "&lt;p&gt;জল&lt;/p&gt;" in content
    assert "<b>রহিমা</b>" not in content
    assert "&lt;b&gt;রহিমা&lt;/b&gt;" in content


def test_earlier_words_are_left_out_and_that_is_said(desk: Visitor, town: LocalBody) -> None:
    talk = a_talk(town, *(f"কথা {number}" for number in range(55)))

    text = page_of(desk, talk).text

    assert "শুধু শেষ ৫০টি বার্তা দেখানো হচ্ছে।" in text
    assert "কথা 54" in text
    assert "কথা 4 " not in text


def test_few_words_and_many_cost_the_same(desk: Visitor, town: LocalBody) -> None:
    talk = a_talk(town)
    send(desk, talk, "এক")
    with CaptureQueriesContext(connection) as few:
        desk.get(address_of(talk))
    send(desk, talk, "দুই")
    send(desk, talk, "তিন")
    with CaptureQueriesContext(connection) as many:
        desk.get(address_of(talk))

    assert len(few) == len(many) == 15


@pytest.mark.parametrize("hours", [1, 30])
def test_no_browser_puts_an_earlier_form_back_into_a_talk(desk: Visitor, town: LocalBody, hours: int) -> None:
    talk = a_talk(town)

    with clock.fixed(NOW + timedelta(hours=hours)):
        content = desk.get(address_of(talk)).content.decode()

    forms = re.findall(r'<form class="card move[^>]*>', content)
    assert len(forms) == {1: 2, 30: 3}[hours]
    assert all('autocomplete="off"' in form for form in forms)


# --- a reply ---


def test_a_reply_goes_out_word_for_word_and_says_so(desk: Visitor, town: LocalBody) -> None:
    talk = a_talk(town)

    page = Page(send(desk, talk, "মিস্ত্রি যাচ্ছেন।\r\nদুপুরের মধ্যে।").content.decode())

    assert told()[-1] == "মিস্ত্রি যাচ্ছেন।\nদুপুরের মধ্যে।"
    assert "উত্তরটি নাগরিকের কাছে যাচ্ছে।" in page.text
    assert page.fields["text"] == ""


def test_a_button_that_is_pressed_twice_sends_once(desk: Visitor, town: LocalBody) -> None:
    talk = a_talk(town)
    nonce = page_of(desk, talk).fields["nonce"]
    UUID(nonce)

    send(desk, talk, "আসছি", nonce)
    again = send(desk, talk, "আসছি", nonce)

    assert told().count("আসছি") == 1
    assert "উত্তরটি নাগরিকের কাছে যাচ্ছে।" not in Page(again.content.decode()).text


def test_a_nonce_that_is_none_costs_only_the_guard(desk: Visitor, town: LocalBody) -> None:
    talk = a_talk(town)

    send(desk, talk, "আসছি", "xyz")

    assert told().count("আসছি") == 1


def test_nothing_written_is_refused_beside_the_field(desk: Visitor, town: LocalBody) -> None:
    page = Page(send(desk, a_talk(town), "  ").content.decode())

    assert "কিছু লেখা হয়নি। আগে উত্তরটি লিখুন।" in page.text


def test_too_much_is_refused_and_kept(desk: Visitor, town: LocalBody) -> None:
    page = Page(send(desk, a_talk(town), "ক" * 4097).content.decode())

    assert "উত্তরটি খুব বড়। ছোট করে লিখুন, অথবা দুই বারে পাঠান।" in page.text
    assert page.fields["text"] == "ক" * 4097


def test_after_a_day_there_is_no_box_to_write_in(desk: Visitor, town: LocalBody) -> None:
    page = page_of(desk, a_talk(town), now=NOW + 25 * HOUR)

    assert "text" not in page.fields
    assert "নাগরিকের শেষ লেখার পর ২৪ ঘণ্টা পেরিয়ে গেছে। তিনি আবার লিখলে এখানেই উত্তর দিতে পারবেন।" in page.text
    assert "পরিষেবার হাতে ফেরত দিন" in page.text


def test_a_reply_that_came_too_late_is_refused_and_kept(desk: Visitor, town: LocalBody) -> None:
    talk = a_talk(town)
    Window.objects.update(last_inbound_at=NOW - 24 * HOUR)

    page = Page(send(desk, talk, "আসছি").content.decode())

    assert "তাই উত্তর আর পৌঁছবে না। তিনি আবার লিখলে উত্তর দেওয়া যাবে।" in page.text
    assert page.fields["text"] == "আসছি"
    assert "#reply_text" in page.links.values()
    assert "আসছি" not in told()


def test_a_reply_in_a_talk_that_went_back_meanwhile_is_refused_and_kept(
    desk: Visitor, town: LocalBody
) -> None:
    talk = a_talk(town, "জল আসছে না")
    actions.hand_back(officer=an_officer(town, "secretary"), conversation_id=talk.id, now=NOW)

    page = Page(send(desk, talk, "আসছি").content.decode())

    assert "এই কথা এখন আবার পরিষেবার হাতে, তাই উত্তর পাঠানো হয়নি।" in page.text
    assert page.fields["text"] == "আসছি"
    assert "জল আসছে না" not in page.text
    assert heading(page) == "নাগরিকের সঙ্গে কথা"


# --- back to the service ---


def test_a_talk_is_handed_back_in_the_middle_of_a_form(desk: Visitor, town: LocalBody) -> None:
    talk = a_talk(town, before=("অভিযোগ জানান", "রাস্তার আলো জ্বলছে না"))

    answer = desk.post(f"{address_of(talk)}back", follow=True)

    assert answer.redirect_chain == [("/console/talks/", 302)]
    page = Page(answer.content.decode())
    assert "পরিষেবা আবার উত্তর দিচ্ছে, নাগরিককেও জানানো হয়েছে।" in page.text
    assert "এখন কেউ কথা বলার অপেক্ষায় নেই" in page.text
    assert told()[-1] == f"{BACK}\n\n{WHAT}"


def test_whom_nothing_reaches_is_handed_back_in_silence(desk: Visitor, town: LocalBody) -> None:
    talk = a_talk(town)
    Window.objects.update(last_inbound_at=NOW - 24 * HOUR)

    page = Page(desk.post(f"{address_of(talk)}back", follow=True).content.decode())

    assert "পরিষেবা আবার উত্তর দিচ্ছে। নাগরিকদের সঙ্গে কথা" in page.text
    assert len(told()) == 1


def test_a_look_hands_nothing_back(desk: Visitor, town: LocalBody) -> None:
    talk = a_talk(town)

    assert desk.get(f"{address_of(talk)}back").status_code == 405
    assert Conversation.objects.get().state == "handed_over"


# --- what changes arrives ---


def marks(desk: Visitor, talk: Conversation) -> dict[str, str]:
    fields = page_of(desk, talk).fields
    return {name: fields[name] for name in ("state", "said", "offered") if name in fields}


def live(desk: Visitor, talk: Conversation, seen: dict[str, str], *, now: datetime = NOW) -> Any:
    with clock.fixed(now):
        return desk.get(f"{address_of(talk)}live", seen)


def test_a_page_that_has_not_changed_is_not_sent_again(desk: Visitor, town: LocalBody) -> None:
    talk = a_talk(town)

    assert live(desk, talk, marks(desk, talk)).status_code == 204


def test_a_new_message_arrives_without_touching_the_form(desk: Visitor, town: LocalBody) -> None:
    talk = a_talk(town)
    seen = marks(desk, talk)
    a_talk(town, "শুনছেন?", asks=False, at=NOW)

    content = live(desk, talk, seen).content.decode()

    assert '<div id="talk-said" hx-swap-oob="true">' in content
    assert "শুনছেন?" in content
    assert "talk-acts" not in content


def test_the_form_goes_when_the_citizen_takes_the_talk_back(desk: Visitor, town: LocalBody) -> None:
    talk = a_talk(town, "জল আসছে না")
    seen = marks(desk, talk)
    a_talk(town, "মেনু", asks=False)

    content = live(desk, talk, seen).content.decode()

    assert '<div id="talk-acts" hx-swap-oob="true">' in content
    assert "এই কথা আবার পরিষেবার হাতে" in content
    assert "জল আসছে না" not in content


@pytest.mark.parametrize("state", ["idle", "handed_over"])
def test_a_page_of_a_talk_that_the_service_has_is_whole(desk: Visitor, town: LocalBody, state: str) -> None:
    """Whatever is sent later has its place on it, so that nothing is sent again and again."""
    talk = a_talk(town, "জল আসছে না")
    Conversation.objects.update(state="idle")
    page = page_of(desk, talk)
    seen = {name: page.fields[name] for name in ("state", "said", "offered")}
    Conversation.objects.update(state=state)

    answer = live(desk, talk, seen)

    assert heading(page) == "নাগরিকের সঙ্গে কথা"
    assert "জল আসছে না" not in page.text
    assert ("জল আসছে না" in answer.content.decode()) == (state == "handed_over")
    assert answer.status_code == (200 if state == "handed_over" else 204)


def test_the_form_goes_when_a_reply_would_not_arrive(desk: Visitor, town: LocalBody) -> None:
    talk = a_talk(town)

    content = live(desk, talk, marks(desk, talk), now=NOW + 24 * HOUR).content.decode()

    assert '<input type="hidden" name="offered" value="back" data-has>' in content


def test_a_page_whose_login_ended_goes_to_log_in(stranger: Visitor, db: None) -> None:
    answer = stranger.get("/console/talks/list", headers=HTMX)

    assert answer.status_code == 401
    assert answer["HX-Redirect"] == "/console/login/?next=/console/talks/"


def test_what_is_said_is_kept_by_no_cache(desk: Visitor, town: LocalBody) -> None:
    assert "no-store" in desk.get(address_of(a_talk(town)))["Cache-Control"]


# --- a day after the last word ---


def posted(desk: Visitor, talk: Conversation, act: str, **fields: str) -> Page:
    with clock.fixed(NOW + 25 * HOUR):
        return Page(desk.post(f"{address_of(talk)}{act}", fields, follow=True).content.decode())


def test_a_ready_made_text_asks_the_citizen_to_write_again_once(desk: Visitor, town: LocalBody) -> None:
    talk = a_talk(town, "জল আসছে না")
    assert READY_TEXT in page_of(desk, talk, now=NOW + 25 * HOUR).text

    first = posted(desk, talk, "ready", ready="received")
    again = posted(desk, talk, "ready", ready="received")

    assert "বার্তাটি নাগরিকের কাছে পাঠানো হচ্ছে।" in first.text
    assert "বার্তাটি আগেই পাঠানো হয়েছে।" in again.text
    assert told().count(READY_TEXT) == 1
    sent = OutboundMessage.objects.get(text=READY_TEXT)
    assert sent.template == {"name": declared()[0].name, "lang": "bn", "params": []}


def test_while_the_citizen_can_be_replied_to_no_ready_made_text_goes(desk: Visitor, town: LocalBody) -> None:
    talk = a_talk(town, "জল আসছে না")
    assert READY_TEXT not in page_of(desk, talk).text

    answer = desk.post(f"{address_of(talk)}ready", {"ready": "received"}, follow=True)

    assert "এবার নিজের কথাতেই উত্তর দিন।" in Page(answer.content.decode()).text
    assert READY_TEXT not in told()


def test_a_text_that_nobody_made_is_refused(desk: Visitor, town: LocalBody) -> None:
    talk = a_talk(town)

    assert "এমন কোনো তৈরি বার্তা নেই।" in posted(desk, talk, "ready", ready="anything").text


def test_who_is_reached_no_more_is_put_on_the_list_of_call_backs_once(desk: Visitor, town: LocalBody) -> None:
    talk = a_talk(town, "জল আসছে না")

    for _ in range(2):
        page = posted(desk, talk, "call")

    assert "নাগরিককে ফোন করার তালিকায় রাখা হল।" in page.text
    call = CallBack.objects.get()
    assert (call.body_id, call.phone, call.name, call.case_id) == (town.id, PHONE, "রহিমা খাতুন", None)


def test_another_bodys_talk_gets_neither_a_text_nor_a_call(desk: Visitor, town: LocalBody) -> None:
    elsewhere = a_talk(a_town("basirhat", 1003), "জল আসছে না")

    for act in ("ready", "call"):
        assert desk.post(f"{address_of(elsewhere)}{act}", {"ready": "received"}).status_code == 404
    assert CallBack.objects.count() == 0
