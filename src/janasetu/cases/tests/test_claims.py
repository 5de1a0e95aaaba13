"""What the citizen is shown and asked when work is done: its photo, where the line takes one; no question
where nobody can answer it.
"""

from datetime import timedelta
from typing import Any

import pytest

from janasetu.cases.actions import MoveOrder, make_move
from janasetu.cases.actions.moving import add_evidence
from janasetu.cases.models import CallBack, Case, CaseAttachment, CaseEvent
from janasetu.cases.notices import READY, asks, declared
from janasetu.cases.rules import RefusedError
from janasetu.cases.tests.factories import NOW, Town, evidence, make_town, open_case
from janasetu.documents.models import ReceivedFile
from janasetu.lib.ids import uuid7
from janasetu.messaging.models import Line, OutboundMessage, Window
from janasetu.people.choices import AliasKind
from janasetu.people.tests.factories import make_contact
from janasetu.people.values import ContactKey

NOTE = "বাতি বদলানো হল"


@pytest.fixture
def town(db: None) -> Town:
    return make_town()


@pytest.fixture
def one_way(town: Town) -> Town:
    """The same town, whose line only sends."""
    Line.objects.filter(id=town.line.id).update(channel="sms")
    return town


def a_photo() -> ReceivedFile:
    photo = evidence()
    photo.sha256, photo.mime = "ab" * 32, "image/jpeg"
    photo.save()
    return photo


def writes(town: Town, rita: ContactKey, *, hours_ago: int = 1) -> None:
    Window.objects.create(
        bucket=rita.bucket,
        contact_id=rita.id,
        line_id=town.line.id,
        address="910000000001",
        address_kind=AliasKind.WHATSAPP_ID,
        last_inbound_at=NOW - timedelta(hours=hours_ago),
    )


def moves(town: Town, case: Case, move: str = "resolve", **order: Any) -> OutboundMessage:
    """What the citizen gets of this move."""
    make_move(officer=town.officer, ref=case.ref, now=NOW, order=MoveOrder(move, **order))
    return OutboundMessage.objects.latest("id")


def shown() -> Any:
    return CaseEvent.objects.latest("id").params.get("shown")


def test_the_first_photo_of_the_work_goes_with_the_question(town: Town) -> None:
    case = open_case(town, contact=(rita := make_contact()))
    writes(town, rita)
    first, second = a_photo(), a_photo()

    told = moves(town, case, photos=[first, second], note=NOTE)

    assert told.file == {
        "sha256": "ab" * 32,
        "kind": "image",
        "mime": "image/jpeg",
        "name": case.grouped_ref,
    }
    assert (told.kind, [one["title"] for one in told.choices]) == ("choice", ["হ্যাঁ, হয়েছে", "না, হয়নি"])
    assert shown() == [str(first.id)]


def test_a_paper_that_proves_the_work_is_no_picture_to_show(town: Town) -> None:
    case = open_case(town, contact=(rita := make_contact()))
    writes(town, rita)
    paper, photo = a_photo(), a_photo()
    ReceivedFile.objects.filter(id=paper.id).update(kind="document")
    paper.refresh_from_db()

    moves(town, case, photos=[paper, photo])

    assert shown() == [str(photo.id)]


def test_after_a_day_the_question_goes_without_the_photo_and_nobody_says_otherwise(town: Town) -> None:
    case = open_case(town, contact=(rita := make_contact()))
    writes(town, rita, hours_ago=25)

    told = moves(town, case, photos=[a_photo()])

    assert (told.file, shown()) == (None, None)
    assert told.template["name"].startswith("case_resolve_claimed_")


def test_words_too_long_to_stand_under_a_photo_are_not_cut_for_it(town: Town) -> None:
    case = open_case(town, contact=(rita := make_contact()))
    writes(town, rita)

    told = moves(town, case, photos=[a_photo()], note="ক" * 1000)

    assert (told.file, shown()) == (None, None)
    assert "ক" * 1000 in told.text


def test_a_line_that_takes_no_answers_asks_nothing_and_the_office_telephones(one_way: Town) -> None:
    case = open_case(one_way, contact=(rita := make_contact()))
    writes(one_way, rita)

    told = moves(one_way, case, photos=[a_photo()], note=NOTE)

    assert told.text == (
        f"আপনার অভিযোগ {case.grouped_ref} (রাস্তার আলো জ্বলছে না): দপ্তর কাজ শেষ বলে জানিয়েছে।\n"
        f"{NOTE}\nনা হয়ে থাকলে অফিসে ফোন করুন।"
    )
    assert (told.choices, told.file) == ([], None)
    call = CallBack.objects.get()
    assert (call.case, call.phone, call.contact_id, call.asked_at) == (case, "910000000001", rita.id, NOW)


def test_a_question_that_nobody_can_answer_is_asked_by_telephone(one_way: Town) -> None:
    case = open_case(one_way, contact=make_contact())

    told = moves(one_way, case, "ask", note="বাড়ির নম্বর কত?")

    assert told.text.endswith("এই নম্বরে উত্তর দেওয়া যায় না। অফিস থেকে আপনাকে ফোন করা হবে।")
    assert (told.choices, CallBack.objects.count()) == ([], 1)


def test_a_refusal_there_speaks_of_no_button_and_nobody_need_telephone(one_way: Town) -> None:
    case = open_case(one_way, contact=make_contact())

    told = moves(one_way, case, "reject", reason="not_our_work")

    assert "একমত না হলে অফিসে ফোন করুন" in told.text
    assert (told.choices, CallBack.objects.count()) == ([], 0)


def test_who_can_answer_is_asked_and_not_telephoned(town: Town) -> None:
    moves(town, open_case(town, contact=make_contact()), photos=[a_photo()])

    assert CallBack.objects.count() == 0


def test_every_ready_made_text_says_by_its_name_whether_it_asks() -> None:
    assert {ready: asks(ready) for ready in READY} == {
        "ask_news": True,
        "ask_papers_wanted": True,
        "ask_photo_wanted": True,
        "ask_place": True,
        "ask_visit": True,
        "ask_voice_again": True,
        "at_work": False,
    }


def test_what_asks_nothing_is_declared_as_a_template_too() -> None:
    named = {one.name.rpartition("_")[0]: one.buttons for one in declared()}

    for notice in ("resolve_claimed", "asked", "rejected"):
        assert named[f"case_{notice}_one_way"] == ()


# --- what proves the work ---


def given_with(case: Case, photo: ReceivedFile) -> ReceivedFile:
    """The photo with which the complaint itself came: the same bytes in another file."""
    theirs = ReceivedFile.objects.create(
        id=uuid7(), bucket=7, state="stored", kind="image", sha256=photo.sha256, received_at=NOW
    )
    CaseAttachment.objects.create(
        body_id=case.body_id, case=case, role="given", file_bucket=7, file_id=theirs.id, at=NOW
    )
    return theirs


def test_the_complaints_own_photo_proves_nothing(town: Town) -> None:
    case = open_case(town, contact=make_contact())
    old, new = a_photo(), a_photo()
    given_with(case, old)
    ReceivedFile.objects.filter(id=new.id).update(sha256="cd" * 32)
    new.refresh_from_db()

    for photos in ([old], [new, old]):
        with pytest.raises(RefusedError, match="evidence_is_theirs"):
            moves(town, case, photos=photos)
    moves(town, case, photos=[new])

    case.refresh_from_db()
    assert (case.status, case.attachments.filter(role="evidence").count()) == ("awaiting_confirmation", 1)


def test_a_photo_of_another_complaint_is_no_matter_here(town: Town) -> None:
    photo = a_photo()
    given_with(open_case(town), photo)
    case = open_case(town, contact=make_contact())

    moves(town, case, photos=[photo])

    case.refresh_from_db()
    assert case.status == "awaiting_confirmation"


def test_one_photo_more_is_none_of_the_complaints_own_either(town: Town) -> None:
    case = open_case(town, contact=make_contact())
    old, new = a_photo(), a_photo()
    given_with(case, old)
    ReceivedFile.objects.filter(id=new.id).update(sha256="cd" * 32)
    new.refresh_from_db()
    moves(town, case, photos=[new])

    with pytest.raises(RefusedError, match="evidence_is_theirs"):
        add_evidence(officer=town.officer, ref=case.ref, photo=old, now=NOW)
