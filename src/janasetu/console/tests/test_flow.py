"""The conversation of a case: what was asked before what answers it, and ticks for what was sent."""

from datetime import timedelta

from janasetu.bodies.models import LocalBody, Officer
from janasetu.cases.actions import MoveOrder, make_move
from janasetu.cases.models import Case
from janasetu.console.tests.conftest import Visitor
from janasetu.console.tests.factories import NOW, a_complaint, a_file, a_talk
from janasetu.lib.tests.html_pages import Page
from janasetu.messaging.models import InboundMessage, Line, OutboundMessage, Window
from janasetu.people.tests.factories import make_contact
from janasetu.people.values import ContactKey

HOUR, SECOND = timedelta(hours=1), timedelta(seconds=1)
WORD = "কবে আসবেন?"
NOT_SENT = "ছবি নাগরিকের কাছে যায়নি"
ONE_SENT = "কেবল প্রথম ছবিটি নাগরিকের কাছে গেছে"


def text_of(desk: Visitor, case: Case) -> str:
    return Page(desk.get(f"/console/cases/{case.ref}/").content.decode()).text


def resolved(town: LocalBody, officer: Officer, *, photos: int = 1, heard: timedelta = HOUR) -> Case:
    """A case that the officer says is done, with photos; its citizen wrote so long ago."""
    case = a_complaint(town, heard_at=NOW - heard)
    order = MoveOrder("resolve", photos=[a_file() for _ in range(photos)])
    make_move(officer=officer, ref=case.ref, now=NOW, order=order)
    return case


def test_an_instant_answer_stands_under_its_question_though_the_lines_clock_is_ahead(
    desk: Visitor, town: LocalBody, officer: Officer
) -> None:
    a_talk(town, "নমস্কার", asks=False, at=NOW - 48 * HOUR)
    rita = make_contact("919830012345")
    case = a_complaint(town, contact=ContactKey(rita.bucket, rita.id))
    a_talk(town, WORD, asks=False, at=NOW - HOUR)
    asked = InboundMessage.objects.filter(said__text=WORD)
    answer = OutboundMessage.objects.filter(caused_by__in=asked.values("id")).first()
    assert answer is not None
    asked.update(provider_at=answer.queued_at + SECOND)

    text = text_of(desk, case)

    assert text.index(WORD) < text.index(" ".join(answer.text.split()))


def test_the_photo_that_went_with_the_question_needs_no_remark(
    desk: Visitor, town: LocalBody, officer: Officer
) -> None:
    text = text_of(desk, resolved(town, officer))

    assert (NOT_SENT in text, ONE_SENT in text) == (False, False)


def test_photos_that_stayed_here_are_told_apart_from_the_one_that_went(
    desk: Visitor, town: LocalBody, officer: Officer
) -> None:
    assert ONE_SENT in text_of(desk, resolved(town, officer, photos=2))


def test_a_day_after_the_citizens_word_the_page_says_that_the_photo_stayed_here(
    desk: Visitor, town: LocalBody, officer: Officer
) -> None:
    assert NOT_SENT in text_of(desk, resolved(town, officer, heard=25 * HOUR))


def test_who_cannot_answer_is_offered_what_asks_nothing_and_a_call(
    desk: Visitor, town: LocalBody, officer: Officer
) -> None:
    Line.objects.filter(body_id=town.id).update(channel="sms")
    case = a_complaint(town, heard_at=NOW - HOUR)

    content = desk.get(f"/console/cases/{case.ref}/").content.decode()

    page = Page(content)
    assert "নাগরিক এখানে উত্তর দিতে পারেন না" in page.text
    assert "২৪ ঘণ্টা পেরিয়ে গেছে" not in page.text
    assert ('value="at_work"' in content, 'value="ask_news"' in content) == (True, False)
    assert ('value="ask"' in content, 'id="call"' in content) == (False, True)


def test_of_who_never_wrote_nobody_says_that_a_day_has_passed(
    desk: Visitor, town: LocalBody, officer: Officer
) -> None:
    case = a_complaint(town, heard_at=NOW - HOUR)
    Window.objects.update(last_inbound_at=None)

    text = text_of(desk, case)

    assert "নাগরিক এখানে না লেখা পর্যন্ত কেবল এই বার্তাগুলিই পৌঁছবে।" in text
    assert "২৪ ঘণ্টা পেরিয়ে গেছে" not in text
