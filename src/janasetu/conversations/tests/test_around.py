"""Around the talk: an officer asks about a case, somebody rings, staff write by hand in the phone's app."""

from collections.abc import Iterator

import pytest

from janasetu.cases.actions import MoveOrder, make_move
from janasetu.cases.models import CallBack, Case, CaseAttachment, CaseEvent
from janasetu.cases.tests.factories import NOW, Town, make_town, open_case
from janasetu.conversations.tests.office import PERSON, says, the_row, told
from janasetu.lib import clock
from janasetu.messaging.models import Window
from janasetu.messaging.tests.factories import SECOND
from janasetu.messaging.values import Media, Said, Spot
from janasetu.people.models import Contact
from janasetu.people.values import ContactKey

QUESTION = "পোলের নম্বর কত?"
THANKS = "জুড়ে দেওয়া হল"
RANG = "আপনি ফোন করেছিলেন। এই নম্বরে ফোন ধরা হয় না, অফিস থেকে আপনাকে ফোন করা হবে। চাইলে এখনই এখানে লিখে জানাতে পারেন।"
ECHO = Said("echo", text="লোক পাঠাচ্ছি")


@pytest.fixture(autouse=True)
def _noon() -> Iterator[None]:
    with clock.fixed(NOW):
        yield


@pytest.fixture
def town(db: None) -> Town:
    return make_town()


@pytest.fixture
def case(town: Town) -> Case:
    """A case of somebody who has written here before."""
    says(town, "নমস্কার")
    contact = Contact.objects.get()
    return open_case(town, contact=ContactKey(contact.bucket, contact.id))


def ask(town: Town, case: Case) -> None:
    make_move(officer=town.officer, ref=case.ref, now=NOW, order=MoveOrder("ask", note=QUESTION))


def story(case: Case) -> list[tuple[str, str, str]]:
    rows = CaseEvent.objects.filter(case=case).order_by("id")
    return [(row.code, row.by, row.params.get("note", "")) for row in rows]


def later(town: Town, *said: str | Said) -> None:
    says(town, *said, at=NOW + SECOND)


# --- an officer's question ---


def test_words_after_a_question_are_its_answer(town: Town, case: Case) -> None:
    ask(town, case)

    later(town, "আটশো বাইশ, ক্লাবের উল্টো দিকে")

    assert story(case)[-1] == ("answered_question", "citizen", "আটশো বাইশ, ক্লাবের উল্টো দিকে")
    case.refresh_from_db()
    assert (case.status, THANKS in told()[-1]) == ("in_progress", True)


def test_a_number_is_an_answer_too_and_no_button(town: Town, case: Case) -> None:
    ask(town, case)

    later(town, "১")

    assert story(case)[-1] == ("answered_question", "citizen", "১")


def test_a_photo_is_an_answer_and_stays_with_the_case(town: Town, case: Case) -> None:
    ask(town, case)

    later(town, Said("image", media=Media("712345678901234", "image", "image/jpeg", "")))

    assert story(case)[-1][:2] == ("answered_question", "citizen")
    assert CaseAttachment.objects.filter(case=case).count() == 1


def test_who_presses_answer_is_told_to_write_and_may_put_it_off(town: Town, case: Case) -> None:
    ask(town, case)

    later(town, Said("choice", text="উত্তর দিই", choice=f"case:{case.ref}:answer"), "রাস্তার শেষ মাথায়")

    assert told()[-2].endswith("নম্বর নিয়ে আপনার উত্তর লিখুন, অথবা ছবি পাঠান।")
    assert story(case)[-1][2] == "রাস্তার শেষ মাথায়"


def test_a_place_is_an_answer_too(town: Town, case: Case) -> None:
    ask(town, case)

    later(town, Said("location", spot=Spot(26.5, 89.25, "বাজার", "স্টেশন রোড")))

    assert story(case)[-1] == ("answered_question", "citizen", "বাজার, স্টেশন রোড, 26.50000, 89.25000")


def test_an_answer_stands_with_the_case_without_marks_that_turn_it(town: Town, case: Case) -> None:
    ask(town, case)

    later(town, "\u202eক্লাবের\u202c উল্টো\u200b দিকে, র\u200d্যাশন দোকান")

    assert story(case)[-1][2] == "ক্লাবের উল্টো দিকে, র\u200d্যাশন দোকান"


def test_who_types_the_words_of_the_button_has_pressed_it(town: Town, case: Case) -> None:
    ask(town, case)

    later(town, "উত্তর দিই", "পরে জানাব")

    assert told()[-1].startswith("ঠিক আছে। যখন সুবিধা, তখন উত্তর দিন।")
    assert story(case)[-1][0] == "asked"


def test_a_number_in_a_button_that_is_no_case_s_changes_nothing(town: Town, case: Case) -> None:
    later(town, Said("choice", choice="case:261002000100:answer"))

    assert told()[-1].startswith("ওই বোতামটি পুরনো হয়ে গেছে")


def test_a_button_about_a_case_leaves_the_talk_with_the_person_of_the_office(town: Town, case: Case) -> None:
    ask(town, case)
    later(town, PERSON)

    later(town, Said("choice", choice=f"case:{case.ref}:later"))

    assert told()[-1].startswith("ঠিক আছে।")
    assert the_row().state == "handed_over"


def test_a_command_stays_a_command(town: Town, case: Case) -> None:
    ask(town, case)

    later(town, "মেনু")

    assert story(case)[-1][0] == "asked"


def test_what_is_said_after_something_newer_is_no_answer(town: Town, case: Case) -> None:
    ask(town, case)
    later(town, "মেনু", "রাস্তার শেষ মাথায়")

    assert story(case)[-1][0] == "asked"


# --- a call ---


def test_who_rings_is_told_at_once_and_is_on_the_list_to_be_rung(town: Town) -> None:
    says(town, Said("call"))

    assert told() == [RANG]
    (call,) = CallBack.objects.all()
    assert (call.body, call.reason, call.phone, call.name) == (town.body, "rang", "910000000001", "রীতা রায়")


def test_a_call_in_the_middle_of_a_form_leaves_the_form_as_it_was(town: Town) -> None:
    says(town, "অভিযোগ জানাতে চাই")
    before = the_row()

    later(town, Said("call"))

    after = the_row()
    assert (after.state, after.step, after.draft) == (before.state, before.step, before.draft)


def test_a_call_opens_the_window_as_a_message_does(town: Town) -> None:
    says(town, Said("call"))

    assert Window.objects.get().last_inbound_at == NOW


# --- staff write by hand ---


def test_what_staff_write_by_hand_stands_with_the_case_and_the_service_keeps_silent(
    town: Town, case: Case
) -> None:
    before = told()

    later(town, ECHO, "কখন আসবেন?")

    assert story(case)[-1] == ("replied", "staff", "লোক পাঠাচ্ছি")
    assert (told(), the_row().state) == (before, "handed_over")


def test_who_wants_no_messages_hears_the_service_again_only_when_they_write(town: Town) -> None:
    says(town, "বন্ধ")

    says(town, ECHO)
    assert the_row().state == "stopped"
    says(town, "নমস্কার", at=NOW + SECOND)

    assert (the_row().state, Contact.objects.get().stopped_at) == ("idle", None)


def test_staff_who_write_first_open_no_window(town: Town) -> None:
    says(town, ECHO)

    assert (told(), Window.objects.count(), CaseEvent.objects.count()) == ([], 0, 0)
