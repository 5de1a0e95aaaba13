"""The pump: everybody answered once and in order; what cannot be answered is set aside and told."""

import datetime as dt
import random
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from pathlib import Path
from threading import Barrier, Event
from typing import Any

import pytest
from django.db import InterfaceError, OperationalError, connection
from django.test.utils import CaptureQueriesContext

from janasetu.audit.models import AuditRow
from janasetu.bodies.models import ElectionSilence, LocalBody, Ward
from janasetu.bodies.tests.factories import ORDER
from janasetu.cases.models import Case, CaseAttachment
from janasetu.cases.tests.factories import NOW, Town, make_town, resolved_case, told
from janasetu.catalogue.loader import BUNDLED, Definition, read
from janasetu.catalogue.models import ServiceVersion
from janasetu.catalogue.tests.factories import COMPLAINT, publish, write
from janasetu.conversations import turns
from janasetu.conversations.models import Conversation
from janasetu.conversations.pump import AT_ONCE, MOST_ATTEMPTS, _hold_enough, pump_once
from janasetu.documents.models import ReceivedFile
from janasetu.lib.ids import BUCKETS, PARTITIONS
from janasetu.messaging.models import InboundMessage, OutboundMessage
from janasetu.messaging.tests.factories import RITA, SALIM, SECOND, arrival, take_in
from janasetu.messaging.values import Arrival, Media, Said, Spot
from janasetu.people import actions as people
from janasetu.people.models import Contact
from janasetu.people.tests.factories import make_contact

GREETING = "নমস্কার! ফালাকাটা পুরসভার জনসেতুতে স্বাগত। কী করতে চান, বেছে নিন।"
MENU = "আর কী করতে চান, বেছে নিন।"
LOST = f"ঠিক বুঝতে পারলাম না। নিচের তালিকা থেকে বেছে নিন।\n\n{MENU}"
SORRY = "দুঃখিত, আপনার শেষ মেসেজটি আমরা খুলতে পারিনি। একটু অন্যভাবে লিখে আবার পাঠান।"
SORRY_EN = "Sorry, we could not open your last message. Please write it another way and send it again."


def comes(town: Town, *said: str | Said, sender: str = RITA, at: datetime = NOW) -> list[InboundMessage]:
    """These arrive on the town's line, one a second."""
    return take_in(
        *(
            on(town, one, sender=sender, at=at + number * SECOND, provider_id=None)
            for number, one in enumerate(said)
        )
    )


def on(town: Town, said: str | Said, **changes: Any) -> Arrival:
    text = said if isinstance(said, str) else ""
    spoken = said if isinstance(said, Said) else None
    return arrival(text, said=spoken, line=town.line.provider_id, **changes)


def pump() -> int:
    """Pump until nothing waits; how many messages were looked at."""
    looked_at = 0
    while now := pump_once():
        looked_at += now
    return looked_at


def states() -> list[str]:
    return list(InboundMessage.objects.order_by("id").values_list("state", flat=True))


def tap(choice_id: str) -> Said:
    return Said("choice", choice=choice_id)


def draft() -> str:
    return Conversation.objects.get().draft


# --- answers ---


def test_a_greeting_is_answered_in_bengali_and_done(town: Town) -> None:
    (message,) = comes(town, "নমস্কার")

    assert pump_once() == 1

    message.refresh_from_db()
    assert (message.state, message.done_at) == ("done", NOW)
    answer = OutboundMessage.objects.get()
    assert (answer.text, answer.state, answer.kind) == (GREETING, "queued", "choice")
    assert (answer.contact_id, answer.line_id, answer.caused_by) == (
        message.contact_id,
        town.line.id,
        message.id,
    )
    assert pump_once() == 0


def test_nothing_waiting_is_nothing_done(db: None) -> None:
    assert pump_once() == 0


def test_a_talk_is_kept_between_messages(town: Town) -> None:
    comes(town, "অভিযোগ")
    pump()

    talk = Conversation.objects.get()
    assert (talk.state, talk.step, talk.version_id, talk.body_id) == (
        "asking",
        "category",
        town.version,
        town.body.id,
    )
    assert (talk.intents, talk.at) == (["complaint"], NOW)


def test_messages_of_one_person_in_one_batch_are_answered_one_after_another(town: Town) -> None:
    comes(town, "নমস্কার", "১", "২", "তিন দিন আলো নেই", "৫ নং ওয়ার্ড", "ছবি নেই", "হ্যাঁ")

    assert pump_once() == 7

    case = Case.objects.get()
    assert (case.category, case.ward) == ("streetlight_out", "5")
    assert len(told(make_contact(RITA))) == 7


def test_a_complaint_with_a_photo_becomes_a_case_with_its_file_wanted(town: Town) -> None:
    photo = Said("image", text="তিন দিন আলো নেই", media=Media("712345", "image", "image/jpeg", "aGFzaA=="))
    comes(town, "নমস্কার", "১", "২", photo, Said("location", spot=Spot(26.5, 89.25)), "হ্যাঁ")

    pump()

    case, file = Case.objects.get(), ReceivedFile.objects.get()
    assert (file.state, file.provider_id, file.line_id, file.expected_sha256) == (
        "wanted",
        "712345",
        town.line.id,
        "aGFzaA==",
    )
    assert case.fields["photo"] == [str(file.id)]
    attached = CaseAttachment.objects.get()
    assert (attached.case_id, attached.file_id, attached.file_bucket) == (case.id, file.id, file.bucket)


def test_what_a_citizen_brings_about_is_the_citizens_act(town: Town) -> None:
    comes(town, "নমস্কার", "১", "২", "আলো নেই", "৫ নং ওয়ার্ড", "ছবি নেই", "হ্যাঁ")

    pump()

    rows = AuditRow.objects.filter(case_id=Case.objects.get().id)
    assert set(rows.values_list("actor", flat=True)) == {"citizen"}


def test_the_case_counts_from_the_second_in_which_it_was_handed_in(town: Town) -> None:
    earlier = NOW - timedelta(hours=3)
    comes(town, "নমস্কার", "১", "২", "আলো নেই", "৫ নং ওয়ার্ড", "ছবি নেই", "হ্যাঁ", at=earlier)

    pump()

    assert Case.objects.get().opened_at == earlier + 6 * SECOND


@pytest.mark.parametrize("at", [NOW - timedelta(days=80), NOW + timedelta(days=400)])
def test_a_second_that_cannot_be_true_does_not_move_a_promise(town: Town, at: datetime) -> None:
    comes(town, "নমস্কার", "১", "২", "আলো নেই", "৫ নং ওয়ার্ড", "ছবি নেই", "হ্যাঁ", at=at)

    pump()

    assert Case.objects.get().opened_at == NOW


def test_tapping_submit_twice_opens_one_case(town: Town) -> None:
    comes(town, "নমস্কার", "১", "২", "আলো নেই", "৫ নং ওয়ার্ড", "ছবি নেই")
    pump()
    submit = tap(f"{draft()}:submit")

    comes(town, submit, submit, at=NOW + 60 * SECOND)
    pump()

    assert Case.objects.count() == 1
    assert told(make_contact(RITA))[-1] == (
        f"এটি আগেই জমা পড়েছে।\n{Case.objects.get().grouped_ref} · রাস্তার আলো জ্বলছে না · জমা পড়েছে"
    )


def test_a_language_is_remembered_for_the_next_message_and_the_next_day(town: Town) -> None:
    comes(town, "English", "hello")
    pump()

    assert told(make_contact(RITA)) == [
        "We will write in English from now on.\n\nWhat would you like to do?",
        "Hello! Welcome to Janasetu of Falakata Municipality. What would you like to do?",
    ]
    assert Contact.objects.get().lang == "en"


def test_own_cases_are_listed_by_their_numbers(town: Town) -> None:
    case, rita = resolved_case(town, contact=make_contact(RITA))

    comes(town, "আমার অভিযোগ")
    pump()

    assert told(rita)[-1] == (
        f"চলতি অভিযোগ ও আবেদন:\n{case.grouped_ref} · রাস্তার আলো জ্বলছে না · "
        f"কাজ হয়েছে কি না, আপনার উত্তরের অপেক্ষায়\n\n{MENU}"
    )


@pytest.mark.parametrize(
    ("word", "status"), [("হ্যাঁ", "resolved_confirmed"), ("না", "in_progress"), ("১", "resolved_confirmed")]
)
def test_a_word_on_a_claim_counts(town: Town, word: str, status: str) -> None:
    case, _ = resolved_case(town, contact=make_contact(RITA))

    comes(town, word)
    pump()

    case.refresh_from_db()
    assert case.status == status


def test_a_photo_with_the_word_no_is_kept_with_the_case_it_speaks_of(town: Town) -> None:
    case, _ = resolved_case(town, contact=make_contact(RITA))

    comes(town, Said("image", text="না", media=Media("712345", "image", "image/jpeg")))
    pump()

    case.refresh_from_db()
    assert (case.status, case.attachments.filter(role="given").count()) == ("in_progress", 1)


def test_the_button_of_somebody_elses_claim_changes_nothing_and_is_answered(town: Town) -> None:
    case, rita = resolved_case(town, contact=make_contact(RITA))

    comes(town, tap(f"case:{case.ref}:yes"), sender=SALIM)
    pump()

    case.refresh_from_db()
    assert case.status == "awaiting_confirmation"
    assert told(make_contact(SALIM)) == [
        f"{case.grouped_ref} নম্বর নিয়ে আপনার উত্তর আগেই নেওয়া হয়েছে। নতুন অসুবিধা হলে আবার জানাবেন।"
    ]
    assert len(told(rita)) == 2


def test_stopping_silences_what_nobody_asked_for_until_the_person_writes(town: Town) -> None:
    comes(town, "stop")
    pump()
    rita = make_contact(RITA)
    assert Contact.objects.get().stopped_at == NOW

    comes(town, "stop", at=NOW + SECOND)
    pump()
    assert Contact.objects.get().stopped_at == NOW

    comes(town, "নমস্কার", at=NOW + 2 * SECOND)
    pump()
    assert Contact.objects.get().stopped_at is None
    assert told(rita)[-1] == GREETING


@pytest.mark.parametrize("kind", ["unknown", "audio", "sticker", "video", "document"])
def test_a_kind_that_nobody_knows_is_answered_once(town: Town, kind: str) -> None:
    comes(town, "নমস্কার", Said(kind))
    pump()

    assert told(make_contact(RITA)) == [
        GREETING,
        f"এটা এখানে খোলা গেল না। লিখে, ছবি দিয়ে বা লোকেশন পাঠিয়ে জানান।\n\n{MENU}",
    ]


@pytest.mark.parametrize("kind", ["reaction", "system"])
def test_what_asks_for_no_answer_is_done_without_one(town: Town, kind: str) -> None:
    comes(town, Said(kind))

    pump()

    assert states() == ["done"]
    assert not OutboundMessage.objects.exists()


# --- order ---


def test_a_person_is_answered_in_the_order_of_the_providers_seconds_then_of_arrival(town: Town) -> None:
    words = [on(town, f"কথা {n}", at=NOW + n // 2 * SECOND) for n in range(10)]
    shuffled = [words[n] for n in (4, 5, 0, 1, 8, 9, 2, 3, 6, 7)]
    take_in(*shuffled)

    answered: list[str] = []
    pump_by(lambda batch: answered.extend(message.said["text"] for message in batch))

    assert answered == [f"কথা {n}" for n in range(10)]


def pump_by(seen: Callable[[Sequence[InboundMessage]], object]) -> None:
    """Pump, looking at each batch as it goes by."""

    def run(batch: Sequence[InboundMessage], *, now: datetime) -> None:
        seen(batch)
        turns.run(batch, now=now)

    while pump_once(run=run):
        pass


def test_a_hundred_people_shuffled_are_each_answered_in_their_own_order(town: Town) -> None:
    people_ = [f"91000001{n:04}" for n in range(20)]
    script = ["নমস্কার", "১", "২", "আলো নেই", "৫ নং ওয়ার্ড"]
    arrivals = [
        on(town, word, sender=person, at=NOW + n * SECOND, provider_id=f"wamid.{person}.{n}")
        for person in people_
        for n, word in enumerate(script)
    ]
    random.Random(7).shuffle(arrivals)

    take_in(*arrivals, *arrivals[:30])
    pump()

    assert states() == ["done"] * 100
    for person in people_:
        last = told(make_contact(person))
        assert len(last) == 5
        assert last[-1].startswith("একটা ছবি পাঠালে কাজের সুবিধা হয়।")


def test_more_messages_than_one_batch_holds_are_all_answered_in_order(town: Town) -> None:
    comes(town, *(["কিছু"] * (AT_ONCE + 30)))

    assert pump_once() == AT_ONCE
    assert pump_once() == 30
    assert states() == ["done"] * (AT_ONCE + 30)


def test_a_talk_knows_the_wards_of_its_office(town: Town) -> None:
    Ward.objects.bulk_create(
        Ward(body=town.body, number=str(number), since=dt.date(2020, 1, 1)) for number in range(1, 19)
    )
    comes(town, "অভিযোগ জানান", "আলো জ্বলছে না", "রাস্তার আলো জ্বলছে না", "৯৯৯ নং ওয়ার্ড")

    pump()

    answer = OutboundMessage.objects.order_by("id").values_list("text", flat=True).last()
    assert answer
    assert answer.startswith("ফালাকাটা পুরসভার ওয়ার্ড ১৮টি। ১ থেকে ১৮ পর্যন্ত একটি নম্বর লিখুন।")


def test_statements_do_not_grow_with_the_number_of_people(town: Town) -> None:
    def statements(number: int) -> int:
        for n in range(number):
            comes(town, "নমস্কার", sender=f"9100{number:04}{n:04}")
        with CaptureQueriesContext(connection) as seen:
            assert pump_once() == number
        return len(seen)

    statements(1)
    assert statements(3) == statements(12)


@pytest.mark.django_db(transaction=True)
def test_two_pumps_at_once_answer_each_message_once() -> None:
    town = make_town()
    people_ = [f"91000002{n:04}" for n in range(25)]
    for person in people_:
        comes(town, "নমস্কার", "কিছু", sender=person)
    together = Barrier(2)

    def pump_all(_: int) -> int:
        try:
            connection.ensure_connection()
            together.wait(timeout=60)
            return pump()
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(pump_all, range(2)))
    pump()

    assert states() == ["done"] * 50
    for person in people_:
        assert told(make_contact(person)) == [GREETING, LOST]


@pytest.mark.django_db(transaction=True)
def test_a_second_pump_leaves_alone_what_the_first_one_is_at_work_on() -> None:
    town = make_town()
    comes(town, "নমস্কার")
    at_work, looked = Event(), Event()

    def slowly(batch: Sequence[InboundMessage], *, now: datetime) -> None:
        at_work.set()
        assert looked.wait(timeout=60)
        turns.run(batch, now=now)

    def first() -> int:
        try:
            return pump_once(run=slowly)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        working = pool.submit(first)
        assert at_work.wait(timeout=60)
        seen_by_second = pump_once()
        looked.set()

    assert (seen_by_second, working.result()) == (0, 1)
    assert told(make_contact(RITA)) == [GREETING]


# --- what cannot be answered ---


class Poison:
    """A run of turns that fails over messages with this word in them."""

    def __init__(self, word: str, error: type[Exception] = RuntimeError) -> None:
        self._word, self._error = word, error

    def __call__(self, batch: Sequence[InboundMessage], *, now: datetime) -> None:
        turns.run(batch, now=now)  # it fails after everything was written, so everything must be taken back
        if any(self._word in message.said.get("text", "") for message in batch):
            raise self._error(self._word)


def test_a_message_that_cannot_be_answered_holds_up_nobody_else(town: Town) -> None:
    for n in range(9):
        comes(town, "নমস্কার", sender=f"91000003{n:04}")
    (bad,) = comes(town, "বিষ")
    for n in range(9):
        comes(town, "নমস্কার", sender=f"91000004{n:04}")

    pump_once(run=Poison("বিষ"))

    bad.refresh_from_db()
    assert (bad.state, bad.attempts) == ("new", 1)
    assert InboundMessage.objects.filter(state="done").count() == 18
    assert OutboundMessage.objects.count() == 18


def test_later_messages_of_the_same_person_wait_for_it(town: Town) -> None:
    comes(town, "নমস্কার", "বিষ", "পরে")

    pump_once(run=Poison("বিষ"))

    assert states() == ["done", "new", "new"]
    assert told(make_contact(RITA)) == [GREETING]


def test_after_five_tries_it_is_set_aside_the_person_is_told_and_the_rest_goes_on(town: Town) -> None:
    comes(town, "নমস্কার", "বিষ", "পরে")
    poison = Poison("বিষ")

    for _ in range(MOST_ATTEMPTS - 1):
        pump_once(run=poison)
    assert states() == ["done", "new", "new"]
    pump_once(run=poison)
    assert states() == ["done", "parked", "new"]
    pump_once(run=poison)

    assert states() == ["done", "parked", "done"]
    assert told(make_contact(RITA)) == [GREETING, SORRY, LOST]
    parked = InboundMessage.objects.get(state="parked")
    assert (parked.attempts, parked.note, parked.done_at) == (5, "could not be answered", NOW)


def test_who_speaks_english_is_told_in_english(town: Town) -> None:
    people.remember_languages({make_contact(RITA): "en"})
    comes(town, "বিষ")

    for _ in range(MOST_ATTEMPTS):
        pump_once(run=Poison("বিষ"))

    assert told(make_contact(RITA)) == [SORRY_EN]


def test_a_failed_turn_leaves_nothing_behind(town: Town) -> None:
    photo = Said("image", text="বিষ", media=Media("712345", "image"))
    comes(town, photo)

    pump_once(run=Poison("বিষ"))

    assert not Conversation.objects.exists()
    assert not OutboundMessage.objects.exists()
    assert not ReceivedFile.objects.exists()


def test_an_error_of_the_database_over_one_message_is_that_messages_own(town: Town) -> None:
    def run(batch: Sequence[InboundMessage], *, now: datetime) -> None:
        if any(message.said["text"] == "বিষ" for message in batch):
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1 / 0")
        turns.run(batch, now=now)

    comes(town, "বিষ")
    comes(town, "নমস্কার", sender=SALIM)

    pump_once(run=run)

    assert states() == ["new", "done"]


def test_two_people_whose_messages_fail_are_both_found(town: Town) -> None:
    for n in range(6):
        comes(town, "বিষ" if n in (1, 4) else "নমস্কার", sender=f"91000005{n:04}")

    for _ in range(MOST_ATTEMPTS):
        pump_once(run=Poison("বিষ"))

    assert states() == ["done", "parked", "done", "done", "parked", "done"]


@pytest.mark.django_db(transaction=True)
def test_a_database_that_goes_away_counts_against_no_message() -> None:
    town = make_town()
    comes(town, "নমস্কার")
    comes(town, "নমস্কার", sender=SALIM)

    def run(batch: Sequence[InboundMessage], *, now: datetime) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")

    with pytest.raises((OperationalError, InterfaceError)):
        pump_once(run=run)
    connection.close()

    assert list(InboundMessage.objects.values_list("state", "attempts")) == [("new", 0), ("new", 0)]
    pump()
    assert states() == ["done", "done"]


def test_a_deadlock_is_no_messages_fault_and_counts_no_try(town: Town) -> None:
    comes(town, "নমস্কার")

    def run(messages: Sequence[InboundMessage], *, now: datetime) -> None:
        raise OperationalError("deadlock detected")

    with pytest.raises(OperationalError):
        pump_once(run=run)

    assert list(InboundMessage.objects.values_list("state", "attempts")) == [("new", 0)]


# --- what is asked of the office ---


def test_what_the_office_knows_of_itself_is_told(town: Town) -> None:
    publish(read(BUNDLED / "information" / "service.yaml"))
    LocalBody.objects.filter(id=town.body.id).update(facts={"hours": {"bn": "১১টা থেকে ৫টা", "en": "11 to 5"}})

    comes(town, "অফিস কখন খোলে", "চেয়ারম্যান কে", "অফিস কোথায়")
    pump()

    assert told(make_contact(RITA)) == [
        "অফিসের সময়:\n১১টা থেকে ৫টা",
        "আধিকারিক ও পদ:\nচেয়ারম্যান: অনিমেষ বর্মন\nসচিব: প্রতাপ সরকার\nনিয়ন্ত্রক আধিকারিক: শর্মিষ্ঠা দত্ত",
        "এই তথ্য আমাদের কাছে এখনও নেই। দরকার হলে «কর্মীর সঙ্গে কথা» বেছে নিন।",
    ]


def test_who_is_who_names_no_elected_person_while_an_election_silence_rules(town: Town) -> None:
    publish(read(BUNDLED / "information" / "service.yaml"))
    ElectionSilence.objects.create(body=town.body, since=NOW - timedelta(days=1), **ORDER)

    comes(town, "চেয়ারম্যান কে")
    pump()

    assert told(make_contact(RITA))[0].splitlines()[1:] == [
        "চেয়ারম্যান",
        "সচিব: প্রতাপ সরকার",
        "নিয়ন্ত্রক আধিকারিক: শর্মিষ্ঠা দত্ত",
    ]


def test_where_no_office_publishes_its_slots_a_day_and_a_part_of_it_are_asked(town: Town) -> None:
    publish(read(BUNDLED / "vaccination-slot" / "service.yaml"))
    child = ("বাচ্চার টিকা", "অন্য কারও জন্য", "আরোহী দত্ত / Arohi Datta", "০৯/০৬/২০২৬", "শিশুর নিয়মিত টিকা")
    comes(town, *child, "এই নম্বরেই জানান", "২৪/১১/২০২৬")
    pump()

    talk = Conversation.objects.get()
    assert (talk.step, talk.fields["slot"]["day"]) == ("slot", "2026-11-24")
    assert told(make_contact(RITA))[-1] == "দিনের কোন সময়ে সুবিধা হয়?"


# --- photos sent at once ---


def test_photos_sent_at_once_are_one_thing_said(town: Town) -> None:
    photos = [Said("image", media=Media(str(number), "image", "image/jpeg")) for number in (1, 2)]
    first = Said("image", text="আমাদের গলির রাস্তার আলো জ্বলছে না", media=Media("0", "image", "image/jpeg"))
    comes(town, first, *photos)
    pump()

    assert len(told(make_contact(RITA))) == 1
    assert [
        str(file.id) for file in ReceivedFile.objects.order_by("id")
    ] == Conversation.objects.get().fields["photo"]


# --- definitions change while people talk ---

COMPLAINING = ("অভিযোগ", "রাস্তার আলো জ্বলছে না", "আলো নেই", "৫ নং ওয়ার্ড", "ছবি নেই")


def edited(folder: Path) -> Definition:
    """The complaint with another name and no photo asked for."""
    written = COMPLAINT.read_text(encoding="utf-8").partition("\n  - field: photo")
    rest = written[2].partition("\ntitle_by:")
    changed = f"{written[0]}\ntitle_by:{rest[2]}"
    return read(write(folder, changed.replace("bn: অভিযোগ জানান", "bn: নালিশ জানান")))


def test_a_form_begun_goes_on_with_its_definition_though_a_new_one_is_offered(
    town: Town, tmp_path: Path
) -> None:
    comes(town, *COMPLAINING[:2])
    pump()
    published = publish(edited(tmp_path))

    comes(town, *COMPLAINING[2:], "জমা দিন", at=NOW + 10 * SECOND)
    pump()
    comes(town, "নালিশ জানান", at=NOW + 60 * SECOND)
    pump()

    assert published != town.version
    assert Case.objects.get().version_id == town.version
    assert Conversation.objects.get().version_id == published


def test_a_form_begun_goes_on_though_its_service_is_withdrawn(town: Town) -> None:
    comes(town, *COMPLAINING[:2])
    pump()
    ServiceVersion.objects.update(current=False)

    comes(town, *COMPLAINING[2:], "জমা দিন", at=NOW + 10 * SECOND)
    pump()
    comes(town, "অভিযোগ", at=NOW + 60 * SECOND)
    pump()

    assert Case.objects.count() == 1
    assert told(make_contact(RITA))[-1] == LOST


def test_a_pump_holds_what_fills_a_batch_and_leaves_the_rest_to_others(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("janasetu.conversations.pump.AT_ONCE", 10)
    numbers = [f"91000002{number:04}" for number in range(60)]
    take_in(*(arrival(sender=number, line=town.line.provider_id) for number in numbers))
    waiting = Counter(
        row.bucket // (BUCKETS // PARTITIONS) for row in InboundMessage.objects.filter(state="new")
    )

    held = _hold_enough()

    assert pump_once(least=61) == 0
    assert sum(waiting[partition] for partition in held) >= 10
    assert sum(waiting[partition] for partition in held[:-1]) < 10
    assert pump_once() == 10


def test_who_has_waited_longest_is_answered_first(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("janasetu.conversations.pump.AT_ONCE", 1)
    numbers = [f"91000003{number:04}" for number in range(12)]
    for age, number in enumerate(numbers):
        take_in(arrival(sender=number, at=NOW - age * SECOND, line=town.line.provider_id))

    in_turn = InboundMessage.objects.order_by("provider_at").values_list("state", flat=True)
    answered = 0
    while pump_once():
        answered += 1
        assert list(in_turn.all()) == ["done"] * answered + ["new"] * (12 - answered)

    assert answered == 12
