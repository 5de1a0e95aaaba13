"""Applications in the chat: how far one is, a refused paper sent again, the paper itself, the way back."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest

from janasetu.bodies.models import Officer
from janasetu.cases.actions import PaperFile, file_paper, nudge
from janasetu.cases.desks import desks_of, spent_at
from janasetu.cases.models import Case, CasePaper
from janasetu.cases.tests.offices import (
    HOUSE,
    SHOP,
    Office,
    a_building_town,
    a_file,
    a_panchayat,
    a_paper,
    apply_for,
    desk,
    lies_at,
    look_at_papers,
    move,
)
from janasetu.conversations.models import Conversation
from janasetu.conversations.pump import pump_once
from janasetu.lib import clock
from janasetu.messaging.models import OutboundMessage
from janasetu.messaging.tests.factories import NOW, RITA, SECOND, arrival, take_in
from janasetu.messaging.values import Media, Said
from janasetu.people.models import Contact
from janasetu.people.values import ContactKey

DAY = timedelta(days=1)
MONDAY = NOW + 2 * DAY
pytestmark = pytest.mark.django_db
A_PHOTO = Said("image", media=Media("712345678901234", "image", "image/jpeg", ""))


@pytest.fixture
def panchayat() -> Iterator[Office]:
    with clock.fixed(NOW):
        yield a_panchayat(born="state_portal")


@pytest.fixture
def town() -> Iterator[Office]:
    with clock.fixed(NOW):
        yield a_building_town(born="state_portal")


def says(office: Office, *said: str | Said, at: datetime = NOW) -> None:
    """Rita says this in the chat, one a second."""
    for number, one in enumerate(said):
        moment = at + number * SECOND
        text, spoken = (one, None) if isinstance(one, str) else ("", one)
        take_in(arrival(text, said=spoken, sender=RITA, at=moment, line=office.line.provider_id), now=moment)
        with clock.fixed(moment):
            pump_once()


def rita() -> ContactKey:
    contact = Contact.objects.get()
    return ContactKey(contact.bucket, contact.id)


def heard() -> str:
    """What she heard last."""
    return OutboundMessage.objects.order_by("id").values_list("text", flat=True).last() or ""


def pressed(case: Case, act: str) -> Said:
    return Said("choice", text="…", choice=f"case:{case.ref}:{act}")


def test_who_asks_hears_the_step_and_which_day_it_is(town: Office) -> None:
    says(town, "নমস্কার")
    case = apply_for(town, HOUSE, contact=rita())
    move(town, case, "scrutiny", "accept", now=MONDAY)

    says(town, case.grouped_ref, at=NOW + 30 * DAY)

    assert (
        heard()
        .splitlines()[1]
        .endswith("কাজ চলছে · জমি দেখা, নিকাশি, কর নির্ধারণ · দেরি হচ্ছে · ২৭ দিনের মধ্যে ২১ দিন চলছে")
    )


def test_a_building_permission_with_one_desk_late(town: Office) -> None:
    says(town, "নমস্কার")
    case = apply_for(town, HOUSE, contact=rita())
    move(town, case, "scrutiny", "accept", now=MONDAY)
    for stage in ("site", "assessment"):
        move(town, case, stage, "report", now=MONDAY + 3 * DAY)
    late = desk(case, "drainage")
    assert late.due_at
    day_27 = NOW + 38 * DAY
    assert late.due_at < day_27

    nudge(officer=town.officers["chairman"], ref=case.ref, desk=late.id, now=day_27)
    says(town, case.grouped_ref, at=day_27)
    assert heard().splitlines()[1].endswith("কাজ চলছে · নিকাশি · দেরি হচ্ছে · ২৭ দিনের মধ্যে ২৭ দিন চলছে")

    move(town, case, "drainage", "report", now=day_27)
    move(town, case, "technical", "accept", now=day_27)
    for who in ("approver", "approver2"):
        move(town, case, "approval", "approve", by=who, now=day_27)
    permit = PaperFile(a_file(b"%PDF-1.7 permit"), "বিপি/১২")
    file_paper(officer=town.officers["officer"], ref=case.ref, order=permit, now=day_27)

    case.refresh_from_db()
    assert (case.status, case.claimed_at) == ("issued", day_27)
    assert spent_at(desks_of(case), case, now=day_27)[late.id].lost > 10 * DAY
    assert any("কাগজের নম্বর: বিপি/১২" in one for one in OutboundMessage.objects.values_list("text", flat=True))


def test_a_refused_deed_is_sent_again_in_the_chat(panchayat: Office) -> None:
    says(panchayat, "নমস্কার")
    deed = a_paper()
    answers = {**SHOP, "ownership": "partnership", "partners": [], "deed": [str(deed.id)]}
    case = apply_for(panchayat, answers, contact=rita(), files=[deed])
    move(panchayat, case, "scrutiny", "ask_again", refused={"deed": "unreadable"}, now=MONDAY)

    says(panchayat, A_PHOTO, at=MONDAY + DAY)

    assert heard() == f"ধন্যবাদ। অংশীদারি দলিল পেয়েছি, {case.grouped_ref} নম্বরের কাজ আবার এগোবে।"
    states = CasePaper.objects.filter(case=case).order_by("at").values_list("state", flat=True)
    assert list(states) == ["replaced", "given"]
    look_at_papers(case)
    move(panchayat, case, "scrutiny", "accept", now=MONDAY + DAY)
    assert lies_at(case) == ["site"]


def test_who_asks_how_it_stands_owes_the_deed_still(panchayat: Office) -> None:
    says(panchayat, "নমস্কার")
    deed = a_paper()
    answers = {**SHOP, "ownership": "partnership", "partners": [], "deed": [str(deed.id)]}
    case = apply_for(panchayat, answers, contact=rita(), files=[deed])
    move(panchayat, case, "scrutiny", "ask_again", refused={"deed": "unreadable"}, now=MONDAY)

    says(panchayat, case.grouped_ref, at=MONDAY + DAY)
    assert "আপনার উত্তরের অপেক্ষায়" in heard()
    says(panchayat, "মেনু", A_PHOTO, at=MONDAY + DAY + SECOND)

    assert heard() == f"ধন্যবাদ। অংশীদারি দলিল পেয়েছি, {case.grouped_ref} নম্বরের কাজ আবার এগোবে।"


def test_the_noc_comes_in_the_chat_and_once_more_on_a_tap(panchayat: Office) -> None:
    says(panchayat, "নমস্কার")
    case = apply_for(panchayat, SHOP, contact=rita())
    for stage, code in (("scrutiny", "accept"), ("site", "report"), ("approval", "approve")):
        move(panchayat, case, stage, code)
    noc = a_file(b"%PDF-1.7 noc")
    sahayak = panchayat.officers["sahayak"]
    file_paper(officer=sahayak, ref=case.ref, order=PaperFile(noc, "জিপি/১২"), now=NOW)

    says(panchayat, pressed(case, "paper"), at=NOW + SECOND)

    sent = list(OutboundMessage.objects.filter(file__isnull=False).order_by("id"))
    assert [row.file["sha256"] for row in sent if row.file] == [noc.sha256] * 2
    assert heard() == f"ব্যবসার অনাপত্তিপত্র (ট্রেড এনওসি), {case.grouped_ref}: আপনার কাগজ।"


def test_who_renews_need_not_write_the_answers_again(panchayat: Office) -> None:
    says(panchayat, "নমস্কার")
    case = apply_for(panchayat, SHOP, contact=rita())
    for stage, code in (("scrutiny", "accept"), ("site", "report"), ("approval", "approve")):
        move(panchayat, case, stage, code)
    sahayak = panchayat.officers["sahayak"]
    says(panchayat, pressed(case, "renew"), at=NOW + SECOND)
    assert heard() == f"{case.grouped_ref} এখান থেকে নতুন করে নেওয়া গেল না। অফিসে জানান।"
    file_paper(
        officer=sahayak, ref=case.ref, order=PaperFile(a_file(b"%PDF-1.7 noc"), "জিপি/১২"), now=NOW + SECOND
    )

    says(panchayat, pressed(case, "renew"), at=NOW + 3 * SECOND)

    assert f"{case.grouped_ref} আবেদনের উত্তরগুলি বসিয়ে দিলাম।" in heard()
    talk = Conversation.objects.get()
    assert (talk.state, talk.fields["trade_name"], talk.fields["trade"]) == ("asking", "রহিমা স্টোর", "grocery")
    assert talk.step not in SHOP


def test_an_application_is_taken_back_on_the_second_tap(panchayat: Office) -> None:
    says(panchayat, "নমস্কার")
    case = apply_for(panchayat, SHOP, contact=rita())

    says(panchayat, case.grouped_ref, pressed(case, "take_back"))
    case.refresh_from_db()
    assert case.is_open

    says(panchayat, pressed(case, "taken_back"), at=NOW + 5 * SECOND)
    case.refresh_from_db()
    assert case.status == "withdrawn"
    assert heard().endswith("ফিরিয়ে নেওয়া হল। দরকার হলে আবার করতে পারবেন।")


# --- it is wanted no longer ---


@pytest.mark.parametrize(
    "words", ["প্রত্যাহার", "আমার আবেদনটা তুলে নিতে চাই", "abedon ta firiye nite chai", "आवेदन वापस लेना है"]
)
def test_who_wants_it_no_longer_says_so_in_words_is_asked_once_more_and_told(
    panchayat: Office, words: str
) -> None:
    says(panchayat, "নমস্কার")
    sahayak = panchayat.officers["sahayak"]
    Officer.objects.filter(id=sahayak.id).update(phone="919800000077")
    sahayak.refresh_from_db()
    case = apply_for(panchayat, SHOP, contact=rita())

    says(panchayat, words, at=NOW + SECOND)
    asked = OutboundMessage.objects.order_by("id").last()
    assert asked
    assert asked.choices[0]["id"] == f"case:{case.ref}:taken_back"
    assert Case.objects.get().is_open
    says(panchayat, pressed(case, "taken_back"), at=NOW + 2 * SECOND)

    assert Case.objects.get().status == "withdrawn"
    last = [row.text for row in OutboundMessage.objects.order_by("id")]
    assert any("ফিরিয়ে নেওয়া হল" in text for text in last)
    assert any("এখানে আপনার আর কিছু করার নেই।" in text for text in last)  # to who had it at the desk


def test_of_several_it_is_asked_which_and_of_none_that_is_said(panchayat: Office) -> None:
    says(panchayat, "আবেদন তুলে নেব")
    assert "ফিরিয়ে নেওয়ার মতো কোনো আবেদন এই ফোন থেকে নেই।" in heard()
    first, second = (apply_for(panchayat, SHOP, contact=rita()) for _ in range(2))

    says(panchayat, "আবেদন তুলে নেব", at=NOW + SECOND)
    which = OutboundMessage.objects.order_by("id").last()
    assert which
    offered = {one["id"] for one in which.choices}
    assert offered == {f"case:{first.ref}:take_back", f"case:{second.ref}:take_back", "menu:menu"}

    says(panchayat, f"{second.grouped_ref} নম্বরের আবেদন তুলে নিতে চাই", at=NOW + 2 * SECOND)
    sure = OutboundMessage.objects.order_by("id").last()
    assert sure
    assert sure.choices[0]["id"] == f"case:{second.ref}:taken_back"
