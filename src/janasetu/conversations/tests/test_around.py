"""Around the talk: an officer asks about a case, somebody rings, staff write by hand in the phone's app."""

from collections.abc import Callable

import pytest

from janasetu.cases.actions import MoveOrder, make_move
from janasetu.cases.models import CallBack, Case, CaseAttachment, CaseEvent
from janasetu.cases.tests.factories import NOW, Town, open_case, resolved_case
from janasetu.conversations.tests.office import PERSON, says, the_row, told
from janasetu.lib.numerals import digits
from janasetu.lib.references import compose, grouped
from janasetu.messaging.models import OutboundMessage, Window
from janasetu.messaging.tests.factories import SALIM, SECOND
from janasetu.messaging.values import Media, Said, Spot
from janasetu.people.actions import begin_epochs
from janasetu.people.choices import EpochReason
from janasetu.people.models import Contact
from janasetu.people.values import ContactKey

QUESTION = "পোলের নম্বর কত?"
THANKS = "নম্বরে লিখে নিলাম"
RANG = "আপনি ফোন করেছিলেন। এই নম্বরে ফোন ধরা হয় না, অফিস থেকে আপনাকে ফোন করবে। চাইলে এখনই এখানে লিখে জানাতে পারেন।"
ECHO = Said("echo", text="লোক পাঠাচ্ছি")


@pytest.fixture
def case(town: Town) -> Case:
    """A case of somebody who has written here before."""
    says(town, "নমস্কার")
    return open_case(town, contact=the_contact())


def the_contact() -> ContactKey:
    contact = Contact.objects.get()
    return ContactKey(contact.bucket, contact.id)


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

    assert told()[-1].startswith("ঠিক আছে। যখন সুবিধা হয়, উত্তর দেবেন।")
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
    later(town, "মেনু", "রাস্তার মাথায়")

    assert story(case)[-1][0] == "asked"


# --- a message of ours that is quoted ---


def quoting(message: OutboundMessage, words: str) -> Said:
    """These words, sent as a reply to this message of ours."""
    message.provider_id = f"wamid.{message.id.hex}"
    message.save()
    return Said("text", text=words, quotes=message.provider_id)


def asking_of(case: Case, act: str) -> OutboundMessage:
    """The message of ours that offers this about the case."""
    offered = [{"id": f"case:{case.ref}:{act}"}]
    return OutboundMessage.objects.filter(choices__contains=offered).latest("id")


@pytest.mark.parametrize(("word", "status"), [("না", "in_progress"), ("হ্যাঁ", "resolved_confirmed")])
@pytest.mark.parametrize("is_later_told", [False, True])
def test_a_bare_yes_or_no_that_quotes_an_older_claim_is_the_word_on_that_one(
    town: Town, word: str, status: str, *, is_later_told: bool
) -> None:
    says(town, "নমস্কার")
    (older, _), (newer, _) = (resolved_case(town, contact=the_contact()) for _ in range(2))
    if is_later_told:
        later(town, "আমার অভিযোগ")

    later(town, quoting(asking_of(older, "yes"), word))

    for one in (older, newer):
        one.refresh_from_db()
    assert (older.status, newer.status) == (status, "awaiting_confirmation")


def test_words_that_quote_an_older_question_of_an_officer_are_its_answer(town: Town, case: Case) -> None:
    other = open_case(town, contact=the_contact())
    ask(town, case)
    ask(town, other)
    later(town, "মেনু")

    later(town, quoting(asking_of(case, "answer"), "হ্যাঁ"))

    assert story(case)[-1] == ("answered_question", "citizen", "হ্যাঁ")
    assert story(other)[-1][0] == "asked"


# --- words that nobody asked for ---


def test_a_sentence_of_who_has_one_open_case_reaches_the_office_when_the_case_is_chosen(
    town: Town, case: Case
) -> None:
    later(town, "এখনও কেউ আসেনি")
    asked, unheard = told()[-1], story(case)[-1]
    later(town, Said("choice", choice=f"case:{case.ref}:answer"))

    assert asked == (
        "কোন বিষয়ে বলছেন? নম্বরটি বেছে নিলে আপনার কথাটি অফিসে পৌঁছবে, আবার লিখতে হবে না। "
        "নতুন কিছু হলে «মূল মেনু» বেছে নিন।"
    )
    assert unheard[0] != "answered_question"
    assert story(case)[-1] == ("answered_question", "citizen", "এখনও কেউ আসেনি")


def test_who_has_two_open_cases_is_asked_which(town: Town, case: Case) -> None:
    other = open_case(town, contact=the_contact())

    later(town, "এখনও কেউ আসেনি")

    assert told()[-1].startswith("কোন বিষয়ে বলছেন?")
    offered = [choice["id"] for choice in OutboundMessage.objects.latest("id").choices]
    assert offered == [f"case:{other.ref}:answer", f"case:{case.ref}:answer", "menu:menu"]
    assert [story(one)[-1][0] for one in (case, other)] == [story(case)[0][0], story(other)[0][0]]


# --- the number of a case ---


@pytest.mark.parametrize("written", [str, grouped, lambda ref: digits(grouped(ref))])
def test_the_number_by_itself_tells_how_the_case_stands(
    town: Town, case: Case, written: Callable[[str], str]
) -> None:
    later(town, written(case.ref))

    assert told()[-1].startswith(f"এই নম্বরের খবর:\n{grouped(case.ref)} · ")


def test_an_ended_case_is_told_by_its_number_too(town: Town, case: Case) -> None:
    Case.objects.filter(id=case.id).update(status="withdrawn")

    later(town, case.ref)

    assert told()[-1].startswith(f"এই নম্বরের খবর:\n{grouped(case.ref)} · ")


def test_a_number_of_somebody_else_is_as_one_that_was_never_given(town: Town, case: Case) -> None:
    never = compose(year=2026, body=9999, serial=7)

    says(town, "নমস্কার", case.ref, never, sender=SALIM, at=NOW + SECOND)

    assert told()[-2] == told()[-1]
    assert told()[-1].startswith("এই নম্বরে আপনার কিছু খুঁজে পেলাম না।")


def test_whoever_has_the_number_next_does_not_learn_of_the_case(town: Town, case: Case) -> None:
    begin_epochs([the_contact()], EpochReason.REPORTED, now=NOW + SECOND)

    says(town, case.ref, at=NOW + 2 * SECOND)

    assert told()[-1].startswith("এই নম্বরে আপনার কিছু খুঁজে পেলাম না।")


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
