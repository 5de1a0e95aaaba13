"""The desk of a case: the conversation, what may be written now, drafts, canned replies, collisions."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction

from janasetu.bodies.models import Department, LocalBody, Officer
from janasetu.cases.actions import CitizenAnswer, MoveOrder, answer_claims, make_move
from janasetu.cases.models import CallBack, CannedReply, Case, CaseDraft, CaseViewer
from janasetu.cases.queries import parties
from janasetu.console.tests.conftest import Visitor
from janasetu.console.tests.factories import (
    NOW,
    PHONE,
    a_complaint,
    a_contact,
    a_file,
    a_talk,
    a_town,
    an_application,
    an_officer,
    newest_event,
)
from janasetu.lib import clock
from janasetu.lib.tests.html_pages import Page
from janasetu.messaging.models import InboundMessage, Line, OutboundMessage, Window
from janasetu.people.models import Contact
from janasetu.people.tests.factories import make_contact
from janasetu.people.values import ContactKey


def content_of(desk: Visitor, case: Case) -> str:
    answer = desk.get(f"/console/cases/{case.ref}/")
    assert answer.status_code == 200
    return answer.content.decode()


def text_of(desk: Visitor, case: Case) -> str:
    return Page(content_of(desk, case)).text


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


def a_desk(officer: Officer) -> Visitor:
    visitor = Visitor()
    visitor.force_login(officer.user)
    return visitor


def who_wrote(number: str = PHONE) -> ContactKey:
    """The contact of somebody who has written to the town."""
    contact = make_contact(number)
    return ContactKey(contact.bucket, contact.id)


@pytest.fixture
def secretary(town: LocalBody) -> Officer:
    return an_officer(town, "secretary")


@pytest.fixture
def water(town: LocalBody) -> Department:
    name = {"bn": "জল সরবরাহ", "en": "Water supply"}
    return Department.objects.create(body=town, code="m_water", name=name)


# --- One conversation ---


def a_case_and_a_word(town: LocalBody, said: str = "কবে আসবেন?") -> Case:
    """Somebody says something before their case is opened, and `said` an hour after it was."""
    a_talk(town, "আগের কথা", asks=False, at=NOW - timedelta(days=2))
    case = a_complaint(town, contact=who_wrote())
    a_talk(town, said, asks=False, at=NOW - timedelta(hours=1))
    return case


def test_what_the_citizen_says_afterwards_stands_in_the_case(
    desk: Visitor, town: LocalBody, officer: Officer
) -> None:
    text = text_of(desk, a_case_and_a_word(town))

    assert "রহিমা খাতুন কবে আসবেন? আজ সকাল ৯টা" in text
    assert "আগের কথা" not in text


def test_a_reply_stands_once_with_the_officers_words(
    desk: Visitor, town: LocalBody, officer: Officer
) -> None:
    case = a_case_and_a_word(town)
    make_move(officer=officer, ref=case.ref, now=NOW, order=MoveOrder("reply", note="কাল লোক যাবে।"))

    text = text_of(desk, case)

    assert text.count("কাল লোক যাবে।") == 1
    assert text.index("কবে আসবেন?") < text.index("কাল লোক যাবে।")


def test_the_tap_that_sent_the_case_in_is_not_told_again(
    desk: Visitor, town: LocalBody, officer: Officer
) -> None:
    case = a_case_and_a_word(town, "ঠিক আছে, পাঠান")
    tap = InboundMessage.objects.get(said__text="ঠিক আছে, পাঠান")
    before = text_of(desk, case)
    OutboundMessage.objects.filter(source=f"opened:{case.id}").update(caused_by=tap.id)

    after = text_of(desk, case)

    assert ("ঠিক আছে, পাঠান" in before, "ঠিক আছে, পাঠান" in after) == (True, False)


def test_what_is_told_of_another_case_stands_in_that_one_only(
    desk: Visitor, town: LocalBody, officer: Officer
) -> None:
    case = a_case_and_a_word(town)
    other = a_complaint(town, contact=who_wrote(), opened_at=NOW - timedelta(minutes=30))
    make_move(officer=officer, ref=other.ref, now=NOW, order=MoveOrder("reply", note="কাল লোক যাবে।"))

    first, second = text_of(desk, case), text_of(desk, other)

    assert ("কবে আসবেন?" in first, "কাল লোক যাবে।" in first, "কাল লোক যাবে।" in second) == (True, False, True)


def test_a_number_in_what_was_said_is_hidden(desk: Visitor, town: LocalBody, officer: Officer) -> None:
    content = content_of(desk, a_case_and_a_word(town, "আমার নম্বর 98300 12345"))

    assert "12345" not in content
    assert "আমার নম্বর ••••••45" in content


def test_a_post_that_does_not_talk_with_citizens_reads_the_case_only(
    town: LocalBody, officer: Officer
) -> None:
    case = a_case_and_a_word(town)

    text = text_of(a_desk(an_officer(town, "auditor")), case)

    assert "তিন রাত ধরে আলো জ্বলছে না।" in text
    assert "কবে আসবেন?" not in text


def test_on_a_line_of_many_offices_nothing_else_that_was_said_is_shown(
    desk: Visitor, town: LocalBody, officer: Officer
) -> None:
    case = a_case_and_a_word(town)
    Line.objects.update(body_id=None)

    text = text_of(desk, case)

    assert "কবে আসবেন?" not in text
    assert "উত্তরের সময় বাকি ২৩ ঘণ্টা" in text


def test_whoever_has_the_phone_now_is_nobody_of_this_case(
    desk: Visitor, town: LocalBody, officer: Officer
) -> None:
    case = a_case_and_a_word(town)
    Contact.objects.update(epoch=2, epoch_at=NOW - timedelta(minutes=90))

    text = text_of(desk, case)

    assert "কবে আসবেন?" not in text
    assert "নাগরিককে বার্তা পাঠানোর উপায় নেই" in text


def test_an_internal_note_is_marked_and_goes_to_nobody(
    desk: Visitor, town: LocalBody, officer: Officer
) -> None:
    case = a_complaint(town)

    post(desk, case, "note", note="৮২২ নং পোস্ট।")

    assert "নিয়ন্ত্রক আধিকারিক-এর নোট নাগরিক দেখতে পান না ৮২২ নং পোস্ট।" in text_of(desk, case)
    assert told(case) == []


@pytest.mark.parametrize(("given", "told"), [(True, "সম্মতি দিয়েছেন"), (False, "সম্মতি দেননি")])
def test_the_card_tells_what_was_agreed_to_when_and_by_which_door(
    desk: Visitor, town: LocalBody, officer: Officer, given: bool, told: str
) -> None:
    case = an_application(town, {"consent": {"given": given, "text": ""}}, [])

    assert f"ঘোষণা {told}, আজ সকাল ১০টা, হোয়াটসঅ্যাপে এসেছে জমি দেখতে আসা আর" in text_of(desk, case)


def test_earlier_cases_of_the_same_citizen_are_counted_and_linked(
    desk: Visitor, town: LocalBody, officer: Officer
) -> None:
    contact = a_contact()
    first, second, case = (a_complaint(town, contact=contact) for _ in range(3))
    Case.objects.filter(id=first.id).update(status="withdrawn")
    a_complaint(town)

    page = Page(content_of(desk, case))

    assert "অন্য বিষয় ২টি, তার মধ্যে চলতি ১টি" in page.text
    assert f"{second.grouped_ref} · জমা পড়েছে" in page.text
    assert page.links["রাস্তার আলো জ্বলছে না"] == f"/console/cases/{first.ref}/"


# --- What may be written now ---


def test_a_day_after_the_citizens_last_word_the_box_gives_way_to_ready_made_texts(
    desk: Visitor, town: LocalBody, officer: Officer
) -> None:
    case = a_complaint(town, heard_at=NOW - timedelta(hours=24))

    page = Page(content_of(desk, case))

    assert "নিজের কথায় উত্তরের সময় শেষ" in page.text
    assert f"আপনার অভিযোগ {case.grouped_ref} (রাস্তার আলো জ্বলছে না) নিয়ে কাজ চলছে। শেষ হলে এখানেই জানাব।" in page.text
    content = content_of(desk, case)
    assert ('id="reply_note"' in content, 'id="ask_note"' in content, 'id="note_note"' in content) == (
        False,
        False,
        True,
    )


def test_a_ready_made_text_goes_in_the_words_that_were_shown(
    desk: Visitor, town: LocalBody, officer: Officer
) -> None:
    case = a_complaint(town, heard_at=NOW - timedelta(hours=30))

    answer = post(desk, case, "reply", ready="at_work")

    assert answer.status_code == 302
    assert told(case) == [
        f"আপনার অভিযোগ {case.grouped_ref} (রাস্তার আলো জ্বলছে না) নিয়ে কাজ চলছে। শেষ হলে এখানেই জানাব।"
    ]


def test_who_was_registered_by_telephone_and_has_never_written_gets_ready_made_texts(
    desk: Visitor, town: LocalBody, officer: Officer
) -> None:
    case = a_complaint(town)
    Window.objects.update(last_inbound_at=None)

    page = Page(desk.get(f"/console/cases/{case.ref}/").content.decode())
    answer = post(desk, case, "reply", ready="at_work")

    assert "নাগরিক এখানে কখনও লেখেননি" in page.text
    assert (answer.status_code, len(told(case))) == (302, 1)


def test_words_that_would_not_arrive_are_not_sent_and_not_lost(
    desk: Visitor, town: LocalBody, officer: Officer
) -> None:
    case = a_complaint(town, heard_at=NOW - timedelta(hours=30))

    answer = post(desk, case, "reply", note="মিস্ত্রি যাচ্ছেন")

    text = Page(answer.content.decode()).text
    assert "একটি তৈরি বার্তা বেছে নিন। এখন অন্য কোনো লেখা পৌঁছবে না।" in text
    assert "আপনি লিখেছিলেন, লেখাটি রাখা আছে: মিস্ত্রি যাচ্ছেন" in text
    assert (codes(case), told(case)) == (["opened"], [])


def test_when_the_window_closes_the_box_of_an_open_page_gives_way(
    desk: Visitor, town: LocalBody, officer: Officer
) -> None:
    case = a_complaint(town, heard_at=NOW - timedelta(hours=23))
    parts = desk.get(f"/console/cases/{case.ref}/").context["parts"]
    asked = {name: part.mark for name, part in parts.items()}

    with clock.fixed(NOW + timedelta(hours=1)):
        content = desk.get(f"/console/cases/{case.ref}/live", asked).content.decode()

    assert 'name="composer" value="reply note ask closed" data-has' in content
    assert 'name="ready"' in content


def test_whom_no_message_reaches_is_called_back_once(
    desk: Visitor, town: LocalBody, officer: Officer
) -> None:
    case = a_complaint(town, reachable=False)
    content = content_of(desk, case)
    assert ('id="tab-reply"' in content, 'id="tab-note"' in content) == (False, True)

    for _ in range(2):
        answer = desk.post(f"/console/cases/{case.ref}/call")
        assert answer["Location"] == f"/console/cases/{case.ref}/"

    call = CallBack.objects.get()
    assert (call.case, call.reason, call.phone) == (case, "unreached", PHONE)
    assert "নাগরিককে ফোন করার তালিকায় রাখা হল।" in text_of(desk, case)


def test_nobody_writes_to_whom_no_message_reaches(desk: Visitor, town: LocalBody, officer: Officer) -> None:
    case = a_complaint(town, reachable=False)

    answer = post(desk, case, "reply", note="মিস্ত্রি যাচ্ছেন")

    page = Page(answer.content.decode())
    assert "নাগরিককে বার্তা পাঠানোর উপায় নেই" in page.text
    assert page.fields["note"] == "" or "মিস্ত্রি যাচ্ছেন" in answer.content.decode()
    assert codes(case) == ["opened"]


# --- Moves ---


def test_a_question_makes_the_case_wait_for_the_citizen(
    desk: Visitor, town: LocalBody, officer: Officer
) -> None:
    case = a_complaint(town)

    post(desk, case, "ask", note="কোন পোস্ট?")

    case.refresh_from_db()
    assert (case.status, codes(case)) == ("waiting_citizen", ["opened", "asked"])
    assert "নিয়ন্ত্রক আধিকারিক নাগরিকের কাছে জানতে চেয়েছেন কোন পোস্ট?" in text_of(desk, case)


def test_a_case_is_sent_to_another_department_with_a_word_for_colleagues(
    desk: Visitor, town: LocalBody, officer: Officer, water: Department
) -> None:
    case = a_complaint(town)

    post(desk, case, "refer", department=str(water.id), note="পাইপের কাজ।")

    case.refresh_from_db()
    assert case.department == water
    text = text_of(desk, case)
    assert "নিয়ন্ত্রক আধিকারিক অন্য দপ্তরে পাঠিয়েছেন: জল সরবরাহ নাগরিক দেখতে পান না পাইপের কাজ।" in text
    assert "পাইপের কাজ।" not in told(case)[0]


def test_a_referral_to_nowhere_keeps_its_words(desk: Visitor, town: LocalBody, officer: Officer) -> None:
    case = a_complaint(town)

    answer = post(desk, case, "refer", note="পাইপের কাজ।")

    page = Page(answer.content.decode())
    assert page.text.count("কোন দপ্তরে পাঠাতে চান, বেছে নিন।") == 2  # above the page, and beside the field
    assert "পাইপের কাজ।" in answer.content.decode()


def test_a_rejection_needs_its_reason_and_other_reasons_words(
    desk: Visitor, town: LocalBody, officer: Officer
) -> None:
    case = a_complaint(town)

    without = post(desk, case, "reject", note="ওখানে গিয়েছিলাম।")
    wordless = post(desk, case, "reject", reason="other")
    post(desk, case, "reject", reason="nothing_found", note="ওখানে গিয়েছিলাম।")

    assert "খারিজের কারণ বেছে নিন।" in Page(without.content.decode()).text
    assert "ওখানে গিয়েছিলাম।" in without.content.decode()
    assert "কী জানাতে চান, লিখুন।" in Page(wordless.content.decode()).text
    assert 'value="other" id="reject_reason_4" checked' in wordless.content.decode()
    case.refresh_from_db()
    assert case.status == "rejected"
    assert "নিয়ন্ত্রক আধিকারিক খারিজ করেছেন: গিয়ে দেখা গেছে সমস্যাটি নেই ওখানে গিয়েছিলাম।" in text_of(desk, case)


def test_a_no_to_a_rejection_is_told_as_one(
    desk: Visitor, town: LocalBody, officer: Officer, secretary: Officer
) -> None:
    case = a_complaint(town)
    post(desk, case, "reject", reason="nothing_found")
    party = parties([town.id], [case.id])[case.id]
    assert party.contact_bucket is not None
    assert party.contact_id
    assert party.line_id
    with transaction.atomic():
        answer_claims(
            [
                CitizenAnswer(
                    ref=case.ref,
                    contact=ContactKey(party.contact_bucket, party.contact_id),
                    epoch=1,
                    line_id=party.line_id,
                    lang="bn",
                    source="test:no",
                    yes=False,
                )
            ],
            now=NOW,
        )

    assert "নাগরিক খারিজ মেনে নেননি। এখন দেখছেন: সচিব" in text_of(desk, case)


def test_after_a_move_one_may_go_on_to_the_next_case(
    desk: Visitor, town: LocalBody, officer: Officer
) -> None:
    case, later = a_complaint(town, opened_at=NOW - timedelta(hours=3)), a_complaint(town)

    answer = post(desk, case, "assign", to="", onward="1")

    assert answer["Location"] == f"/console/cases/{later.ref}/"


# --- Two at one case ---


def test_the_second_sees_what_happened_and_may_press_again(
    desk: Visitor, town: LocalBody, officer: Officer, secretary: Officer
) -> None:
    case = a_complaint(town)
    since = str(newest_event(case))
    post(a_desk(secretary), case, "reply", note="আজই লোক যাচ্ছে।")
    form = {"move": "reply", "since": since, "note": "কাল লোক যাবে।"}

    refused = desk.post(f"/console/cases/{case.ref}/", form)

    content = refused.content.decode()
    page = Page(content)
    assert "এর মধ্যে অন্য কেউ বিষয়টিতে কাজ করেছেন।" in page.text
    assert "আজই লোক যাচ্ছে।" in page.text
    assert "কাল লোক যাবে।" in content
    newest = str(newest_event(case))
    assert f'name="since" value="{newest}" id="reply_since"' in content
    again = desk.post(f"/console/cases/{case.ref}/", form | {"since": newest})
    assert again.status_code == 302
    assert codes(case) == ["opened", "replied", "replied"]


def test_a_colleague_who_looks_too_is_named(
    desk: Visitor, town: LocalBody, officer: Officer, secretary: Officer
) -> None:
    case = a_complaint(town)
    assert "এখন এটি দেখছেন" not in text_of(desk, case)

    text_of(a_desk(secretary), case)

    assert "প্রতাপ সরকার এখন এটি দেখছেন" in text_of(desk, case)
    CaseViewer.objects.update(seen_at=clock.wall() - timedelta(minutes=1))
    assert "এখন এটি দেখছেন" not in text_of(desk, case)


# --- The number ---


def test_the_number_is_shown_once_and_that_stands_in_the_case(
    desk: Visitor, town: LocalBody, officer: Officer
) -> None:
    case = a_complaint(town)

    part = desk.post(f"/console/cases/{case.ref}/number", headers={"HX-Request": "true"})
    page = desk.post(f"/console/cases/{case.ref}/number")

    assert "+91 98300 12345" in part.content.decode()
    assert "<html" not in part.content.decode()
    assert "+91 98300 12345" in Page(page.content.decode()).text
    assert codes(case) == ["opened", "revealed", "revealed"]
    content = content_of(desk, case)
    assert "12345" not in content
    assert "নিয়ন্ত্রক আধিকারিক নাগরিকের মোবাইল নম্বর দেখেছেন" in content
    assert told(case) == []


@pytest.mark.parametrize("door", ["number", "draft", "call"])
def test_another_bodys_case_is_closed_at_its_small_doors(desk: Visitor, town: LocalBody, door: str) -> None:
    theirs = a_complaint(a_town("basirhat", 1003))

    answer = desk.post(f"/console/cases/{theirs.ref}/{door}", {"move": "reply", "text": "x"})

    assert answer.status_code == 404
    assert (codes(theirs), CaseDraft.objects.count(), CallBack.objects.count()) == (["opened"], 0, 0)
    assert desk.get(f"/console/cases/{theirs.ref}/{door}").status_code == 405
    assert desk.get(f"/console/cases/{theirs.ref}/canned").status_code == 404


# --- Drafts ---


def keep(desk: Visitor, case: Case, move: str, text: str) -> int:
    return desk.post(f"/console/cases/{case.ref}/draft", {"move": move, "text": text}).status_code


def test_a_draft_comes_back_to_its_writer_alone(
    desk: Visitor, town: LocalBody, officer: Officer, secretary: Officer
) -> None:
    case = a_complaint(town)

    assert keep(desk, case, "reply", "মিস্ত্রি যাচ্ছেন") == 204
    assert keep(desk, case, "note", "পোস্ট ৮২২\x00") == 204
    make_move(officer=secretary, ref=case.ref, now=NOW, order=MoveOrder("assign"))

    content = content_of(desk, case)
    assert ("মিস্ত্রি যাচ্ছেন</textarea>" in content, "পোস্ট ৮২২</textarea>" in content) == (True, True)
    assert "মিস্ত্রি যাচ্ছেন" not in content_of(a_desk(secretary), case)


def test_a_draft_is_gone_when_it_is_sent(desk: Visitor, town: LocalBody, officer: Officer) -> None:
    case = a_complaint(town)
    keep(desk, case, "reply", "মিস্ত্রি যাচ্ছেন")
    keep(desk, case, "note", "পোস্ট ৮২২")

    post(desk, case, "reply", note="মিস্ত্রি যাচ্ছেন")

    assert CaseDraft.objects.get().texts == {"note": "পোস্ট ৮২২"}


def test_what_was_refused_is_a_draft_without_a_script(
    desk: Visitor, town: LocalBody, officer: Officer
) -> None:
    case = a_complaint(town)

    post(desk, case, "resolve", note="আলো বদলানো হয়েছে।")

    assert "আলো বদলানো হয়েছে।</textarea>" in content_of(desk, case)


def test_there_is_no_draft_of_what_is_no_move(desk: Visitor, town: LocalBody, officer: Officer) -> None:
    assert keep(desk, a_complaint(town), "delete", "x") == 400


# --- Canned replies ---


def test_canned_replies_are_found_in_any_script_with_the_number_of_the_case(
    desk: Visitor, town: LocalBody, officer: Officer
) -> None:
    case = a_complaint(town)
    for title, text in (("মিস্ত্রি যাবেন", "{ref} নিয়ে মিস্ত্রি যাবেন।"), ("ছবি চাই", "ছবি পাঠান।")):
        CannedReply.objects.create(body=town, title=title, text=text)

    both = desk.get(f"/console/cases/{case.ref}/canned").content.decode()
    one = desk.get(f"/console/cases/{case.ref}/canned", {"q": "mistri"}).content.decode()

    assert (both.count("data-insert"), one.count("data-insert")) == (2, 1)
    assert f'data-insert="{case.grouped_ref} নিয়ে মিস্ত্রি যাবেন।"' in one


def test_words_of_a_reply_become_a_canned_one_under_a_name(
    desk: Visitor, town: LocalBody, officer: Officer
) -> None:
    asked = desk.post("/console/canned/", {"move": "reply", "note": "মিস্ত্রি যাবেন।"})
    assert "মিস্ত্রি যাবেন।</textarea>" in asked.content.decode()
    assert CannedReply.objects.count() == 0

    nameless = desk.post("/console/canned/", {"title": "", "text": "মিস্ত্রি যাবেন।"})
    desk.post("/console/canned/", {"title": "মিস্ত্রি", "text": "মিস্ত্রি যাবেন।"})
    taken = desk.post("/console/canned/", {"title": "মিস্ত্রি", "text": "অন্য কথা।"})

    assert "একটি নাম দিন।" in Page(nameless.content.decode()).text
    assert "এই নামে একটি তৈরি উত্তর আগে থেকেই আছে।" in Page(taken.content.decode()).text
    assert "অন্য কথা।</textarea>" in taken.content.decode()
    assert [(one.title, one.text) for one in CannedReply.objects.all()] == [("মিস্ত্রি", "মিস্ত্রি যাবেন।")]


def test_a_canned_reply_is_reworded_retired_and_comes_back(
    desk: Visitor, town: LocalBody, officer: Officer
) -> None:
    desk.post("/console/canned/", {"title": "মিস্ত্রি", "text": "এক"})
    reply = CannedReply.objects.get()

    desk.post("/console/canned/", {"id": str(reply.id), "title": "মিস্ত্রি যাবেন", "text": "দুই"})
    desk.post("/console/canned/", {"id": str(reply.id), "retire": "1", "title": "x", "text": "x"})
    reply.refresh_from_db()
    assert (reply.title, reply.text, reply.retired) == ("মিস্ত্রি যাবেন", "দুই", True)

    desk.post("/console/canned/", {"title": "মিস্ত্রি যাবেন", "text": "তিন"})
    assert [(one.id, one.text, one.retired) for one in CannedReply.objects.all()] == [
        (reply.id, "তিন", False)
    ]


def test_another_bodys_canned_reply_is_out_of_reach(desk: Visitor, town: LocalBody, officer: Officer) -> None:
    theirs = CannedReply.objects.create(body=a_town("basirhat", 1003), title="মিস্ত্রি", text="এক")

    desk.post("/console/canned/", {"id": str(theirs.id), "retire": "1"})
    desk.post("/console/canned/", {"id": str(theirs.id), "title": "মিস্ত্রি", "text": "দুই"})

    theirs.refresh_from_db()
    assert (theirs.text, theirs.retired) == ("এক", False)
    assert "এক</textarea>" not in desk.get("/console/canned/").content.decode()


def test_who_answers_for_no_case_words_no_reply(town: LocalBody, officer: Officer) -> None:
    assert a_desk(an_officer(town, "auditor")).get("/console/canned/").status_code == 403


# --- Papers ---


def test_a_paper_is_called_after_the_case_and_its_question(
    desk: Visitor, town: LocalBody, officer: Officer
) -> None:
    plan, loose = a_file(), a_file()
    case = an_application(town, {"plan": [str(plan.id)]}, [plan, loose])

    answers = [desk.get(f"/console/files/{case.ref}/{one.id}") for one in (plan, loose)]

    names = [answer["Content-Disposition"] for answer in answers]
    for answer in answers:
        answer.close()
    assert names == [f'inline; filename="{case.ref}-plan.jpg"', f'inline; filename="{case.ref}.jpg"']
