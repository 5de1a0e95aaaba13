"""An officer in the field: a case comes to their telephone, their buttons and their photo go to the case."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from janasetu.bodies.models import Officer
from janasetu.bodies.tests.factories import make_officer
from janasetu.cases.actions import (
    CitizenAnswer,
    MoveOrder,
    answer_claims,
    escalate_overdue,
    files_arrived,
    make_move,
)
from janasetu.cases.models import Case, CaseAttachment, FieldPhoto
from janasetu.cases.tests.factories import NOW, Town, events, evidence, make_town, open_case, resolved_case
from janasetu.conversations.tests.office import says
from janasetu.documents.models import ReceivedFile
from janasetu.lib import clock
from janasetu.messaging.models import OutboundMessage, Window
from janasetu.messaging.tests.factories import SECOND
from janasetu.messaging.values import Media, Said
from janasetu.people.tests.factories import make_contact

OFFICERS, SECRETARYS = "910000902007", "910000902008"
PHOTO = Said("image", text="বাতি বদলানো হল", media=Media("712345678901234", "image", "image/jpeg", ""))


@pytest.fixture(autouse=True)
def _noon() -> Iterator[None]:
    with clock.fixed(NOW):
        yield


@pytest.fixture
def town(db: None) -> Town:
    town = make_town()
    town.officer.phone = f"+{OFFICERS}"
    town.officer.save()
    return town


def to_the_officer() -> list[OutboundMessage]:
    theirs = Window.objects.filter(address=OFFICERS).values_list("contact_id", flat=True)
    return list(OutboundMessage.objects.filter(contact_id__in=theirs).order_by("id"))


def to_the_secretary() -> list[OutboundMessage]:
    theirs = Window.objects.filter(address=SECRETARYS).values_list("contact_id", flat=True)
    return list(OutboundMessage.objects.filter(contact_id__in=theirs).order_by("id"))


def reached(officer: Officer) -> Officer:
    """The same officer, with a registered number."""
    officer.phone = f"+{SECRETARYS}"
    officer.save()
    return officer


def starts(messages: list[OutboundMessage]) -> list[str]:
    return [message.text.partition(":")[0] for message in messages]


def presses(town: Town, case: Case, act: str, *, sender: str = OFFICERS, seconds: int = 1) -> None:
    pressed = Said("choice", text="…", choice=f"field:{case.ref}:{act}")
    says(town, pressed, sender=sender, at=NOW + seconds * SECOND)


def sends_photo(town: Town, *, seconds: int = 5) -> ReceivedFile:
    """The officer's photo, whose bytes have arrived."""
    says(town, PHOTO, sender=OFFICERS, at=NOW + seconds * SECOND)
    file, shown = ReceivedFile.objects.filter(contact_id__isnull=False).latest("id"), evidence()
    file.state, file.sha256, file.mime = shown.state, shown.sha256, shown.mime
    file.save()
    return file


def status(case: Case) -> str:
    case.refresh_from_db()
    return case.status


def test_a_case_comes_to_the_registered_number_of_who_has_it(town: Town) -> None:
    case = open_case(town, contact=make_contact())

    (told,) = to_the_officer()

    assert told.text.startswith(f"আপনার দায়িত্বে একটি কাজ: {case.grouped_ref}")
    assert [choice["id"] for choice in told.choices] == [
        f"field:{case.ref}:{act}" for act in ("seen", "coming", "done")
    ]
    assert told.template["name"].startswith("case_charge_")
    assert Window.objects.get(address=OFFICERS).last_inbound_at is None


def test_the_officer_is_told_the_place_with_its_ward_and_landmark(town: Town) -> None:
    place = {"text": "স্কুলের মোড়", "ward": "7", "landmark": "প্রাথমিক স্কুল", "lat": None, "lon": None}

    open_case(town, contact=make_contact(), fields={"place": place})

    (told,) = to_the_officer()
    assert "\nজায়গা: স্কুলের মোড়, ওয়ার্ড ৭, প্রাথমিক স্কুল\n" in told.text  # noqa: RUF001


def test_a_photo_that_arrives_after_the_case_follows_once_when_the_officer_listens(town: Town) -> None:
    case = open_case(town, contact=make_contact())
    photo = evidence()
    CaseAttachment.objects.create(
        body=town.body, case=case, role="given", file_bucket=photo.bucket, file_id=photo.id, at=NOW
    )

    files_arrived([photo], now=NOW)
    assert [message.kind for message in to_the_officer()] == ["choice"]  # the officer has not written yet
    presses(town, case, "seen")
    files_arrived([photo], now=NOW + 2 * SECOND)

    assert [message.kind for message in to_the_officer()] == ["choice", "image", "text"]


def test_who_gives_a_case_to_another_officer_tells_them_and_needs_no_telling(town: Town) -> None:
    case = open_case(town)
    told = len(to_the_officer())

    make_move(
        officer=town.officer, ref=case.ref, now=NOW, order=MoveOrder("assign", to=reached(town.secretary))
    )

    assert starts(to_the_secretary()) == ["আপনার দায়িত্বে একটি কাজ"]
    assert len(to_the_officer()) == told


def test_who_loses_a_case_to_a_colleague_is_told_in_one_line(town: Town) -> None:
    case = open_case(town)

    make_move(officer=town.secretary, ref=case.ref, now=NOW, order=MoveOrder("assign"))

    assert to_the_officer()[-1].text == (
        f"{case.grouped_ref} (রাস্তার আলো জ্বলছে না): এটি এখন অন্য আধিকারিক দেখছেন। আপনাকে আর কিছু করতে হবে না।"
    )
    assert to_the_officer()[-1].choices == []


def test_a_case_that_goes_up_comes_to_the_officer_of_its_level_and_who_let_it_pass_hears_why(
    town: Town,
) -> None:
    case = open_case(town)
    reached(town.secretary)

    escalate_overdue(now=NOW + timedelta(hours=72))
    escalate_overdue(now=NOW + timedelta(hours=72))

    assert starts(to_the_secretary()) == ["আপনার দায়িত্বে একটি কাজ"]
    assert [message.text for message in to_the_officer()][1:] == [
        f"{case.grouped_ref} (রাস্তার আলো জ্বলছে না): সময়সীমার মধ্যে মেটেনি, তাই বিষয়টি উপরে গেছে। এখন সচিব দেখছেন।"
    ]
    assert to_the_officer()[-1].template["name"].startswith("case_gone_escalated_")


def test_a_no_of_the_citizen_is_told_to_who_had_claimed_that_the_work_is_done(town: Town) -> None:
    rita = make_contact()
    case, _ = resolved_case(town, contact=rita)
    reached(town.secretary)

    answer_claims(
        [CitizenAnswer(case.ref, rita, 1, town.line.id, "bn", "in:1", town.line.id, yes=False)], now=NOW
    )

    assert starts(to_the_secretary()) == ["আপনার দায়িত্বে একটি কাজ"]
    assert to_the_officer()[-1].text == (
        f"{case.grouped_ref} (রাস্তার আলো জ্বলছে না): নাগরিক একমত নন, তাই বিষয়টি আবার খোলা হয়েছে। এখন সচিব দেখছেন।"
    )


def test_who_has_left_office_is_told_nothing_more(town: Town) -> None:
    open_case(town)
    Officer.objects.filter(id=town.officer.id).update(active=False)

    escalate_overdue(now=NOW + timedelta(hours=72))

    assert len(to_the_officer()) == 1


def test_seen_and_on_my_way_stand_with_the_case_and_the_citizen_hears_of_the_way(town: Town) -> None:
    case = open_case(town, contact=(rita := make_contact()))

    presses(town, case, "seen")
    presses(town, case, "coming", seconds=2)

    assert events(case)[1:] == [("seen", "officer@falakata"), ("on_the_way", "officer@falakata")]
    told = OutboundMessage.objects.filter(contact_id=rita.id).latest("id").text
    assert told.endswith("আমাদের কর্মী রওনা হয়েছেন।")


def test_done_asks_for_a_photo_and_the_photo_is_the_proof(town: Town) -> None:
    case = open_case(town, contact=make_contact())

    presses(town, case, "done")
    assert status(case) == "received"  # words alone end nothing
    photo = sends_photo(town)
    assert status(case) == "received"  # nor does a photo whose bytes nobody has seen
    files_arrived([photo], now=NOW)

    assert status(case) == "awaiting_confirmation"
    assert CaseAttachment.objects.get(case=case).file_id == photo.id
    assert to_the_officer()[-1].text.startswith("ধন্যবাদ।")
    assert FieldPhoto.objects.count() == 0


def test_words_in_place_of_the_photo_only_ask_for_it_again(town: Town) -> None:
    case = open_case(town, contact=make_contact())

    presses(town, case, "done")
    says(town, "হয়ে গেছে", sender=OFFICERS, at=NOW + 2 * SECOND)
    assert to_the_officer()[-1].text == to_the_officer()[-2].text
    files_arrived([sends_photo(town)], now=NOW)

    assert status(case) == "awaiting_confirmation"


def test_a_second_photo_joins_the_same_proof(town: Town) -> None:
    case = open_case(town, contact=make_contact())
    presses(town, case, "done")
    photos = [sends_photo(town)]
    photos.append(evidence())
    waiting = FieldPhoto.objects.get()
    waiting.pk, waiting.file_bucket, waiting.file_id = photos[1].id, photos[1].bucket, photos[1].id
    waiting.save(force_insert=True)

    files_arrived(photos, now=NOW)

    assert CaseAttachment.objects.filter(case=case, role="evidence").count() == 2
    assert [code for code, _ in events(case)].count("resolve_claimed") == 1


def test_not_now_puts_it_off_and_the_next_photo_is_no_proof(town: Town) -> None:
    case = open_case(town, contact=make_contact())

    presses(town, case, "done")
    presses(town, case, "later", seconds=2)
    says(town, PHOTO, sender=OFFICERS, at=NOW + 4 * SECOND)

    assert FieldPhoto.objects.count() == 0


@pytest.mark.parametrize("act", ["seen", "coming", "done"])
def test_anybody_else_who_presses_the_button_changes_and_learns_nothing(town: Town, act: str) -> None:
    case = open_case(town, contact=make_contact())

    presses(town, case, act, sender="910000000077")

    assert [code for code, _ in events(case)] == ["opened"]
    assert OutboundMessage.objects.latest("id").text == (
        "এই কাজটি আপনার দায়িত্বে নেই, অথবা নম্বরটি অফিসে নথিভুক্ত নয়।"
    )


@pytest.mark.parametrize("act", ["seen", "coming", "done", "later"])
@pytest.mark.parametrize("left", [{"until": NOW}, {"active": False}, {"phone": "+910000902009"}])
def test_who_has_left_office_does_nothing_more_from_the_field_and_is_told_so(
    town: Town, left: dict[str, Any], act: str
) -> None:
    case = open_case(town, contact=make_contact())
    Officer.objects.filter(id=town.officer.id).update(**left)

    presses(town, case, act)

    assert [code for code, _ in events(case)] == ["opened"]
    assert to_the_officer()[-1].text == "এই কাজটি আপনার দায়িত্বে নেই, অথবা নম্বরটি অফিসে নথিভুক্ত নয়।"


def test_who_was_moved_to_another_office_is_told_that_the_case_is_not_theirs(town: Town) -> None:
    case = open_case(town, contact=make_contact())
    Officer.objects.filter(id=town.officer.id).update(until=NOW)
    moved = make_officer(make_town("basirhat", number=1003).body, "clerk")
    Officer.objects.filter(id=moved.id).update(phone=f"+{OFFICERS}")

    presses(town, case, "done")

    assert to_the_officer()[-1].text == "এই কাজটি আপনার দায়িত্বে নেই, অথবা নম্বরটি অফিসে নথিভুক্ত নয়।"


# --- words of the officer's own ---

BUTTONS = (
    "কাজের খবর দিতে কাজের মেসেজের বোতাম টিপুন: «দেখেছি», «রওনা হয়েছি» বা «কাজ শেষ»। নিজের কিছু জানাতে হলে «মেনু» লিখুন।"
)


def test_an_officer_who_writes_is_told_what_the_buttons_do(town: Town) -> None:
    case = open_case(town, contact=make_contact())

    says(town, "কাল যাব", sender=OFFICERS, at=NOW + SECOND)

    assert to_the_officer()[-1].text == BUTTONS
    assert status(case) == "received"


def test_an_officer_whose_cases_have_ended_is_spoken_to_as_a_citizen(town: Town) -> None:
    case = open_case(town, contact=make_contact())
    Case.objects.filter(id=case.id).update(status="resolved_confirmed")

    says(town, "কাল যাব", sender=OFFICERS, at=NOW + SECOND)

    assert to_the_officer()[-1].text.startswith("নমস্কার!")
