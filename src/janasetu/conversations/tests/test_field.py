"""An officer in the field: a case comes to their telephone, their buttons and their photo go to the case."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

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
from janasetu.conversations.files import drop_file
from janasetu.conversations.tests.office import says
from janasetu.documents.models import ReceivedFile
from janasetu.lib import clock
from janasetu.lib.text import units
from janasetu.messaging.models import OutboundMessage, Window
from janasetu.messaging.tests.factories import SECOND
from janasetu.messaging.values import Media, Message, Said
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


def sends_photo(town: Town, *, seconds: int = 5, said: Said = PHOTO) -> ReceivedFile:
    """The officer's photo, whose bytes have arrived."""
    says(town, said, sender=OFFICERS, at=NOW + seconds * SECOND)
    file, shown = ReceivedFile.objects.filter(contact_id__isnull=False).latest("id"), evidence()
    file.state, file.sha256, file.mime = shown.state, shown.sha256, shown.mime
    file.save()
    return file


def arrives(photo: ReceivedFile) -> None:
    """The bytes of the photo are fetched now."""
    files_arrived([photo], now=NOW)


def quoting(message: OutboundMessage, said: Said = PHOTO) -> Said:
    """The same, sent as a reply to this message of ours."""
    message.provider_id = f"wamid.{message.id.hex}"
    message.save()
    return replace(said, quotes=message.provider_id)


def answers(town: Town, title: str, *, seconds: int = 9) -> None:
    """The officer presses the button, or row, of this title on the last message."""
    chosen = next(choice["id"] for choice in to_the_officer()[-1].choices if choice["title"] == title)
    says(town, Said("choice", text=title, choice=chosen), sender=OFFICERS, at=NOW + seconds * SECOND)


def titles(message: OutboundMessage) -> list[str]:
    return [choice["title"] for choice in message.choices]


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


def test_the_officer_is_told_the_degrees_of_a_pin_without_an_address(town: Town) -> None:
    place = {"text": "", "ward": "7", "landmark": None, "lat": 26.5205, "lon": 89.2035}

    open_case(town, contact=make_contact(), fields={"place": place})

    (told,) = to_the_officer()
    assert "\nজায়গা: পাঠানো লোকেশন, ওয়ার্ড ৭ (26.52050, 89.20350)\n" in told.text  # noqa: RUF001


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
    _, gone, asked = to_the_officer()
    assert gone.text == (
        f"{case.grouped_ref} (রাস্তার আলো জ্বলছে না): সময়সীমার মধ্যে মেটেনি, তাই বিষয়টি উপরে গেছে। এখন সচিব দেখছেন।"
    )
    assert gone.template["name"].startswith("case_gone_escalated_")
    assert asked.text.startswith(f"১টি কাজ সময়ের মধ্যে মেটেনি: {case.grouped_ref} (রাস্তার আলো জ্বলছে না)।")
    assert asked.template["name"].startswith("case_duty_explain_")


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

    assert to_the_officer()[-1].text == f"{case.grouped_ref}: রাস্তার আলো জ্বলছে না · ৫ নং ওয়ার্ড\n{BUTTONS}"
    assert titles(to_the_officer()[-1]) == ["দেখেছি", "রওনা হয়েছি", "কাজ শেষ"]
    assert status(case) == "received"


def test_words_typed_by_an_officer_of_several_cases_end_none_before_it_is_said_which(town: Town) -> None:
    older, newer = open_case(town, contact=make_contact()), open_case(town, contact=make_contact())

    says(town, "হয়ে গেছে", sender=OFFICERS, at=NOW + SECOND)

    assert to_the_officer()[-1].text == "কোন কাজের কথা বলছেন?"
    assert titles(to_the_officer()[-1]) == [newer.grouped_ref, older.grouped_ref]
    answers(town, older.grouped_ref)
    assert to_the_officer()[-1].text.startswith(f"{older.grouped_ref}: কাজ শেষের একটা ছবি")


def test_words_that_quote_a_charge_are_about_its_case(town: Town) -> None:
    older, _ = open_case(town, contact=make_contact()), open_case(town, contact=make_contact())
    charge = to_the_officer()[0]

    says(town, quoting(charge, Said("text", text="হয়ে গেছে")), sender=OFFICERS, at=NOW + SECOND)

    assert to_the_officer()[-1].text.startswith(f"{older.grouped_ref}: কাজ শেষের একটা ছবি")


def test_an_officer_whose_cases_have_ended_is_spoken_to_as_a_citizen(town: Town) -> None:
    case = open_case(town, contact=make_contact())
    Case.objects.filter(id=case.id).update(status="withdrawn")

    says(town, "কাল যাব", sender=OFFICERS, at=NOW + SECOND)

    assert to_the_officer()[-1].text.startswith("নমস্কার!")


# --- photos that nobody asked for ---


def test_a_photo_that_quotes_a_charge_proves_that_case_after_one_question(town: Town) -> None:
    older, newer = open_case(town, contact=make_contact()), open_case(town, contact=make_contact())

    photo = sends_photo(town, said=quoting(to_the_officer()[0]))
    asked = to_the_officer()[-1]
    assert asked.text == (
        f"এই ছবি দিয়ে {older.grouped_ref} শেষ করব?\nরাস্তার আলো জ্বলছে না · ৫ নং ওয়ার্ড\n\n"
        "নিজের কিছু জানাতে হলে «মেনু» লিখুন।"
    )
    assert titles(asked) == ["শেষ করুন", "রেখে দিন"]
    assert (status(older), FieldPhoto.objects.count()) == ("received", 0)
    answers(town, "শেষ করুন")
    arrives(photo)

    assert (status(older), status(newer)) == ("awaiting_confirmation", "received")
    assert CaseAttachment.objects.get(case=older, role="evidence").file_id == photo.id
    assert to_the_officer()[-1].text.startswith(f"ধন্যবাদ। {older.grouped_ref}")


def test_a_photo_that_arrived_before_the_answer_is_proof_as_soon_as_it_is_given(town: Town) -> None:
    case = open_case(town, contact=make_contact())

    photo = sends_photo(town)
    arrives(photo)
    assert status(case) == "received"
    says(town, "হ্যাঁ", sender=OFFICERS, at=NOW + 9 * SECOND)

    assert status(case) == "awaiting_confirmation"
    assert events(case)[-1] == ("resolve_claimed", "officer@falakata")
    assert FieldPhoto.objects.count() == 0


def test_a_photo_that_quotes_the_message_that_asked_for_it_is_taken_without_a_question(town: Town) -> None:
    case = open_case(town, contact=make_contact())
    presses(town, case, "done")
    wanted = to_the_officer()[-1]
    open_case(town, contact=make_contact())

    arrives(sends_photo(town, said=quoting(wanted)))

    assert status(case) == "awaiting_confirmation"


def test_who_quotes_what_asks_nothing_does_not_send_the_photo_that_was_asked_for_last(town: Town) -> None:
    older, newer = open_case(town, contact=make_contact()), open_case(town, contact=make_contact())
    presses(town, older, "seen")
    noted = to_the_officer()[-1]
    presses(town, newer, "done", seconds=2)

    arrives(sends_photo(town, said=quoting(noted)))

    assert to_the_officer()[-1].text.startswith("ছবিটি কোন কাজের?")
    assert (status(older), status(newer)) == ("in_progress", "received")


def test_the_title_of_a_button_is_that_button_whatever_is_quoted(town: Town) -> None:
    case = open_case(town, contact=make_contact())
    presses(town, case, "seen")

    says(
        town, quoting(to_the_officer()[-1], Said("text", text="কাজ শেষ")), sender=OFFICERS, at=NOW + 3 * SECOND
    )

    assert to_the_officer()[-1].text.startswith(f"{case.grouped_ref}: কাজ শেষের একটা ছবি")


def test_a_photo_from_the_officer_of_several_cases_goes_where_they_say(town: Town) -> None:
    older, newer = open_case(town, contact=make_contact()), open_case(town, contact=make_contact())

    photo = sends_photo(town)
    assert to_the_officer()[-1].text == "ছবিটি কোন কাজের?\n\nনিজের কিছু জানাতে হলে «মেনু» লিখুন।"
    assert titles(to_the_officer()[-1]) == [newer.grouped_ref, older.grouped_ref, "রেখে দিন"]
    arrives(photo)
    answers(town, older.grouped_ref)

    assert (status(older), status(newer)) == ("awaiting_confirmation", "received")


def test_who_has_more_cases_than_a_list_holds_sees_the_newest_charges_and_another_way(town: Town) -> None:
    cases = [open_case(town, contact=make_contact()) for _ in range(11)]
    make_move(officer=town.secretary, ref=cases[0].ref, order=MoveOrder("assign"), now=NOW + SECOND)
    make_move(
        officer=town.secretary, ref=cases[0].ref, order=MoveOrder("assign", to=town.officer), now=NOW + SECOND
    )

    sends_photo(town)

    shown = [cases[0], *reversed(cases[3:])]
    assert titles(to_the_officer()[-1]) == [*(case.grouped_ref for case in shown), "রেখে দিন"]
    assert "কাজের মেসেজটির উত্তর হিসেবে ছবিটি আবার পাঠান।" in to_the_officer()[-1].text


def test_photos_sent_together_are_asked_about_together_and_all_are_proof(town: Town) -> None:
    case = open_case(town, contact=make_contact())

    photos = [sends_photo(town, seconds=seconds) for seconds in (5, 6)]
    assert to_the_officer()[-1].text.startswith(f"এই ২টি ছবি দিয়ে {case.grouped_ref} শেষ করব?")
    files_arrived(photos, now=NOW)
    before = len(to_the_officer())
    answers(town, "শেষ করুন")

    assert len(to_the_officer()) == before + 1
    assert set(
        CaseAttachment.objects.filter(case=case, role="evidence").values_list("file_id", flat=True)
    ) == {photo.id for photo in photos}


def test_words_sent_after_the_photo_are_the_note_of_its_proof(town: Town) -> None:
    case = open_case(town, contact=make_contact())
    arrives(sends_photo(town))

    says(town, "দুটো বাতি", sender=OFFICERS, at=NOW + 7 * SECOND)
    assert to_the_officer()[-1].text.startswith(f"এই ছবি দিয়ে {case.grouped_ref} শেষ করব?")
    answers(town, "শেষ করুন")

    assert case.events.last().params["note"] == "বাতি বদলানো হল\nদুটো বাতি"


def test_a_photo_left_alone_proves_nothing_and_its_button_is_done_with(town: Town) -> None:
    case = open_case(town, contact=make_contact())
    photo = sends_photo(town)
    yes = to_the_officer()[-1].choices[0]["id"]

    answers(town, "রেখে দিন")
    assert to_the_officer()[-1].text.startswith("ঠিক আছে, কোনো কাজ শেষ বলে লেখা হল না।")
    says(town, Said("choice", choice=yes), sender=OFFICERS, at=NOW + 12 * SECOND)
    arrives(photo)

    assert status(case) == "received"
    assert to_the_officer()[-1].text.startswith("এই ছবিটির কথা আগেই মিটে গেছে")


def test_a_photo_waits_while_something_else_is_said(town: Town) -> None:
    case = open_case(town, contact=make_contact())
    photo = sends_photo(town)
    asked = to_the_officer()[-1].choices[0]["id"]

    says(town, "মেনু", sender=OFFICERS, at=NOW + 7 * SECOND)
    assert titles(to_the_officer()[-1])[-1] == "English"
    photo.refresh_from_db()
    assert not photo.is_unasked
    says(town, Said("choice", choice=asked), sender=OFFICERS, at=NOW + 9 * SECOND)
    arrives(photo)

    assert status(case) == "awaiting_confirmation"


def test_a_photo_that_could_not_be_kept_waits_no_more(town: Town) -> None:
    case = open_case(town, contact=make_contact())
    photo = sends_photo(town)

    told = drop_file(photo, Message("রাখা গেল না।"), now=NOW)
    answers(town, "শেষ করুন")

    assert (told.text, status(case)) == ("রাখা গেল না।", "received")
    assert FieldPhoto.objects.count() == 0


def test_who_lost_the_case_before_they_answered_is_told_so(town: Town) -> None:
    case = open_case(town, contact=make_contact())
    photo = sends_photo(town)
    Officer.objects.filter(id=town.officer.id).update(until=NOW)

    answers(town, "শেষ করুন")
    arrives(photo)

    assert status(case) == "received"
    assert to_the_officer()[-1].text == "এই কাজটি আপনার দায়িত্বে নেই, অথবা নম্বরটি অফিসে নথিভুক্ত নয়।"


def test_the_photo_of_somebody_without_a_case_in_hand_is_a_citizens(town: Town) -> None:
    case = open_case(town, contact=make_contact())

    says(town, PHOTO, sender="910000000077", at=NOW + SECOND)

    assert "শেষ করব" not in OutboundMessage.objects.latest("id").text
    assert status(case) == "received"


def test_a_photo_asks_as_much_of_the_database_whatever_its_sender_has_in_hand(town: Town) -> None:
    def queries_of_a_photo(seconds: int) -> int:
        with CaptureQueriesContext(connection) as asked:
            sends_photo(town, seconds=seconds)
        return len(asked)

    open_case(town, contact=make_contact())
    queries_of_a_photo(1)
    of_one = queries_of_a_photo(2)
    for _ in range(3):
        open_case(town, contact=make_contact())

    assert queries_of_a_photo(4) == of_one


def test_an_officer_is_asked_on_the_line_of_a_body_about_the_cases_of_that_body_only(town: Town) -> None:
    open_case(town, contact=make_contact())
    other = make_town("basirhat", number=1003)

    says(other, PHOTO, sender=OFFICERS, at=NOW + SECOND)

    assert "শেষ করব" not in to_the_officer()[-1].text


def test_a_place_told_at_length_leaves_the_question_room_above_its_buttons(town: Town) -> None:
    place = {"text": "স্কুলের মোড় " * 150, "ward": "7", "landmark": None, "lat": None, "lon": None}
    open_case(town, contact=make_contact(), fields={"place": place})

    sends_photo(town)

    assert units(to_the_officer()[-1].text) < 400
