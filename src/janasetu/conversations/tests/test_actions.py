"""A person of the office replies in a talk, and hands it back: once, as it is written, while it arrives."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.db import connection, transaction

from janasetu.bodies.models import Officer
from janasetu.bodies.queries import TermEndedError
from janasetu.bodies.tests.factories import make_officer
from janasetu.cases.tests.factories import NOW, Town, make_town
from janasetu.catalogue.loader import BUNDLED, read
from janasetu.catalogue.tests.factories import bundled, publish
from janasetu.conversations import actions
from janasetu.conversations.actions import TalkRefusedError
from janasetu.conversations.pump import LOCK_CLASS
from janasetu.conversations.queries import NoSuchTalkError
from janasetu.conversations.rules import MAY_TALK
from janasetu.conversations.tests.office import BACK, COMFORT, PERSON, hand_back, reply, says, the_row, told
from janasetu.lib.ids import BUCKETS, PARTITIONS
from janasetu.messaging.models import InboundMessage, Line, OutboundMessage, Window
from janasetu.messaging.tests.factories import RITA
from janasetu.people.actions import begin_epochs, remember_opting_out, remember_persons
from janasetu.people.choices import EpochReason
from janasetu.people.models import Contact
from janasetu.people.tests.factories import make_contact
from janasetu.people.values import PersonOrder

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
MENU = "আর কী করতে চান, বেছে নিন।"
WHAT = "কী হয়েছে, লিখে বা ভয়েস মেসেজে জানান। ছবি থাকলে ছবির সঙ্গেই লিখে পাঠান।"
WHERE = "জায়গাটা কোথায়? লোকেশন পাঠান, অথবা ওয়ার্ড নম্বর আর কাছের কোনো চেনা জায়গা লিখুন।"


def refusal(error: TalkRefusedError) -> str:
    return error.sentence("bn")


# --- a reply ---


def test_a_reply_is_queued_word_for_word(town: Town) -> None:
    says(town, PERSON)

    assert reply(town.officer, "  মিস্ত্রি যাচ্ছেন।\r\nদুপুর ২টোর মধ্যে।\n") is True

    sent = OutboundMessage.objects.get(text="মিস্ত্রি যাচ্ছেন।\nদুপুর ২টোর মধ্যে।")
    assert (sent.kind, sent.state, sent.choices, sent.queued_at) == ("text", "queued", [], NOW)
    assert sent.source.startswith("officer:officer@falakata:")
    assert sent.caused_by == InboundMessage.objects.get().id


def test_letters_that_would_turn_the_message_round_are_left_out(town: Town) -> None:
    says(town, PERSON)

    reply(town.officer, "\u202eঠিক আছে\x00")

    assert told()[-1] == "ঠিক আছে"


def test_a_form_that_is_sent_twice_is_one_message(town: Town) -> None:
    says(town, PERSON)
    nonce = uuid4()

    assert [reply(town.officer, nonce=nonce), reply(town.officer, nonce=nonce)] == [True, False]

    assert told().count("মিস্ত্রি যাচ্ছেন।") == 1


def test_other_words_in_a_form_that_was_gone_back_to_are_another_message(town: Town) -> None:
    says(town, PERSON)
    nonce = uuid4()

    reply(town.officer, "এক", nonce=nonce)
    reply(town.officer, "দুই", nonce=nonce)

    assert told()[-2:] == ["এক", "দুই"]


def test_the_same_words_in_another_form_are_said_again(town: Town) -> None:
    says(town, PERSON)

    reply(town.officer, "হ্যাঁ")
    reply(town.officer, "হ্যাঁ")

    assert told()[-2:] == ["হ্যাঁ", "হ্যাঁ"]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (" \n\t ", "কিছু লেখা হয়নি। আগে উত্তরটি লিখুন।"),
        ("\u202e", "কিছু লেখা হয়নি। আগে উত্তরটি লিখুন।"),
        ("ক" * 4097, "উত্তরটি খুব বড়। ছোট করে লিখুন, অথবা দুই বারে পাঠান।"),
    ],
)
def test_words_that_cannot_be_sent_are_refused(town: Town, text: str, sentence: str) -> None:
    says(town, PERSON)

    with pytest.raises(TalkRefusedError) as refused:
        reply(town.officer, text)

    assert refusal(refused.value) == sentence
    assert len(told()) == 1


def test_the_longest_reply_is_sent_whole(town: Town) -> None:
    says(town, PERSON)

    reply(town.officer, "ক" * 4096)

    assert told()[-1] == "ক" * 4096


def test_a_reply_that_would_not_arrive_is_refused(town: Town) -> None:
    says(town, PERSON)
    assert reply(town.officer, "এক", now=NOW + 24 * HOUR - MINUTE)

    with pytest.raises(TalkRefusedError) as refused:
        reply(town.officer, "দুই", now=NOW + 24 * HOUR)

    assert refusal(refused.value) == (
        "নাগরিকের শেষ লেখার পর ২৪ ঘণ্টা পেরিয়ে গেছে, তাই উত্তর আর পৌঁছবে না। তিনি আবার লিখলে উত্তর দেওয়া যাবে।"
    )
    assert told()[-1] == "এক"


def test_somebody_who_cannot_be_reached_at_all_is_not_replied_to(town: Town) -> None:
    says(town, PERSON)
    Window.objects.all().delete()

    with pytest.raises(TalkRefusedError, match="window_closed"):
        reply(town.officer)


def test_a_talk_that_was_handed_back_meanwhile_takes_no_reply(town: Town) -> None:
    says(town, PERSON)
    hand_back(town.secretary)

    with pytest.raises(TalkRefusedError) as refused:
        reply(town.officer)

    assert refusal(refused.value) == "এই কথা এখন আবার পরিষেবার হাতে, তাই উত্তর পাঠানো হয়নি।"
    assert "মিস্ত্রি যাচ্ছেন।" not in told()


def test_who_asked_for_a_person_is_answered_though_they_stopped_what_comes_unasked(town: Town) -> None:
    says(town, PERSON)
    remember_opting_out({make_contact(RITA): True}, now=NOW)

    reply(town.officer)

    assert told()[-1] == "মিস্ত্রি যাচ্ছেন।"


# --- the service while a person has the talk ---


def test_the_service_does_not_comfort_whom_a_person_has_just_answered(town: Town) -> None:
    says(town, PERSON)
    reply(town.officer, now=NOW + 30 * MINUTE)

    says(town, "ধন্যবাদ", at=NOW + 35 * MINUTE)

    assert told()[-1] == "মিস্ত্রি যাচ্ছেন।"
    says(town, "কখন?", at=NOW + 50 * MINUTE)
    assert told()[-1] == COMFORT


def test_a_talk_goes_on_with_the_person_a_day_after_the_reply(town: Town) -> None:
    says(town, PERSON)
    reply(town.officer, now=NOW + 20 * HOUR)

    says(town, "এখনও আসেননি", at=NOW + 30 * HOUR)

    assert the_row().state == "handed_over"


# --- who may ---


def test_another_bodys_officer_finds_no_talk(town: Town) -> None:
    says(town, PERSON)
    stranger = make_town("basirhat", number=1003).officer

    with pytest.raises(NoSuchTalkError):
        reply(stranger)
    with pytest.raises(NoSuchTalkError):
        hand_back(stranger)

    assert (the_row().state, len(told())) == ("handed_over", 1)


def test_a_talk_of_somebody_who_had_the_phone_before_takes_no_reply(town: Town) -> None:
    says(town, PERSON)
    begin_epochs([make_contact(RITA)], EpochReason.REPORTED, now=NOW)

    with pytest.raises(NoSuchTalkError):
        reply(town.officer)


@pytest.mark.parametrize("role", ["auditor", "payroll", "runner", "approver", "councillor"])
def test_a_post_that_does_not_talk_is_refused(town: Town, role: str) -> None:
    says(town, PERSON)
    other = make_officer(town.body, role)

    for act in (reply, hand_back):
        with pytest.raises(TalkRefusedError) as refused:
            act(other)
        assert refusal(refused.value) == "নাগরিকের সঙ্গে কথা বলা আপনার পদের কাজের মধ্যে নেই।"


def test_who_acts_for_a_post_that_talks_may_talk(town: Town) -> None:
    says(town, PERSON)

    assert reply(make_officer(town.body, "inspector", acting_for="clerk"))


def test_who_has_left_office_talks_no_more(town: Town) -> None:
    says(town, PERSON)
    former = make_officer(town.body, "clerk", until=NOW)

    with pytest.raises(TermEndedError):
        reply(former)


def test_every_level_that_answers_for_a_case_may_talk() -> None:
    levels = {
        role
        for definition in bundled()
        for kind in definition.service.offered_by
        for role in definition.service.levels_in(kind)
    }

    assert levels - MAY_TALK == {"payroll", "appellate", "reviewing"}, (
        "pay slips of the office's own people are no citizen's matter, and who hears an appeal is no party"
    )


# --- back to the service ---


def test_in_the_middle_of_a_form_the_open_question_is_asked_again(town: Town) -> None:
    says(town, "অভিযোগ জানান", "রাস্তার আলো জ্বলছে না", PERSON, "আমি বুঝতে পারছি না")
    reply(town.officer, "কী হয়েছে, শুধু সেটুকু লিখুন।", now=NOW + MINUTE)

    assert hand_back(town.officer, now=NOW + 2 * MINUTE) is True

    assert told()[-1] == f"{BACK}\n\n{WHAT}"
    assert (the_row().state, the_row().step, the_row().handed_at) == ("asking", "description", None)
    says(town, "তিন দিন ধরে আলো নেই", at=NOW + 3 * MINUTE)
    assert told()[-1] == WHERE


def test_hours_later_the_answer_to_the_open_question_is_simply_taken(town: Town) -> None:
    says(town, "অভিযোগ জানান", "রাস্তার আলো জ্বলছে না", PERSON)
    hand_back(town.officer, now=NOW + 20 * HOUR)

    says(town, "তিন দিন ধরে আলো নেই", at=NOW + 21 * HOUR)

    assert told()[-1] == WHERE


def test_a_form_that_was_all_but_handed_in_shows_its_card_again(town: Town) -> None:
    says(town, "অভিযোগ", "২", "তিন দিন আলো নেই", "৫ নং ওয়ার্ড", "ছবি নেই", PERSON)

    hand_back(town.officer)

    assert told()[-1].startswith(f"{BACK}\n\nএকবার দেখে নিন, সব ঠিক আছে তো?\n")
    assert the_row().state == "confirming"
    says(town, "হ্যাঁ", at=NOW + MINUTE)
    assert told()[-1].startswith("আপনার অভিযোগ জমা পড়েছে।")


def test_without_a_form_the_menu_is_offered(town: Town) -> None:
    says(town, PERSON)

    hand_back(town.officer)

    sent = OutboundMessage.objects.order_by("-id")[0]
    assert sent.text == f"{BACK}\n\n{MENU}"
    assert [choice["title"] for choice in sent.choices][:1] == ["অভিযোগ"]
    assert sent.source.startswith("back:officer@falakata:")
    says(town, "১", at=NOW + MINUTE)
    assert the_row().state == "asking"


def test_it_is_told_in_the_language_of_the_person(town: Town) -> None:
    says(town, "English", PERSON)

    hand_back(town.officer)

    assert told()[-1] == (
        "Your talk with a person of the office has ended. Janasetu answers you again.\n\n"
        "What would you like to do?"
    )


def test_a_question_that_needs_the_world_is_asked_with_what_the_world_says(town: Town) -> None:
    publish(read(BUNDLED / "residence-recommendation" / "service.yaml"))
    says(town, "বাসিন্দা সার্টিফিকেট", PERSON)
    asked = told()[-2]
    order = PersonOrder(town.body.id, make_contact(RITA), 1, {"bn": "মিনতি রায়", "en": "Minati Roy"})
    remember_persons([order], now=NOW)

    hand_back(town.officer)

    sent = OutboundMessage.objects.order_by("-id")[0]
    assert asked.endswith(sent.text.removeprefix(f"{BACK}\n\n"))
    assert "মিনতি রায়" in [choice["title"] for choice in sent.choices]


def test_handed_back_twice_is_told_once(town: Town) -> None:
    says(town, PERSON)

    assert [hand_back(town.officer), hand_back(town.officer)] == [True, False]

    assert len(told()) == 2


def test_whom_nothing_reaches_is_not_told_but_answered_when_they_write(town: Town) -> None:
    says(town, PERSON)

    assert hand_back(town.officer, now=NOW + 24 * HOUR) is False

    assert (the_row().state, len(told())) == ("idle", 1)
    says(town, "নমস্কার", at=NOW + 48 * HOUR)
    assert len(told()) == 2


def test_on_a_line_of_many_offices_the_chosen_one_answers_again(town: Town) -> None:
    says(town, PERSON)
    Line.objects.update(body_id=None)

    hand_back(town.officer)

    sent = OutboundMessage.objects.order_by("-id")[0]
    assert sent.text == f"{BACK}\n\n{MENU}"
    assert "অন্য অফিস" in [choice["title"] for choice in sent.choices]
    assert the_row().body_id == town.body.id


def test_hindi_is_answered_in_hindi(town: Town) -> None:
    says(town, PERSON)
    Contact.objects.update(lang="hi")

    hand_back(town.officer)

    assert told()[-1] == "कर्मचारी से बात पूरी हुई। अब से फिर जनसेतु जवाब देगी।\n\nऔर क्या करना चाहते हैं, चुनिए।"


# --- one at a time ---


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("act", [reply, hand_back])
def test_the_pump_keeps_off_while_an_officer_acts(act: Callable[[Officer], bool]) -> None:
    town = make_town()
    says(town, PERSON)

    with transaction.atomic():
        act(town.officer)
        held = _locks_held()

    assert held == [(LOCK_CLASS, the_row().bucket // (BUCKETS // PARTITIONS))]


def _locks_held() -> list[tuple[int, int]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT classid::int, objid::int FROM pg_locks"
            " WHERE locktype = 'advisory' AND pid = pg_backend_pid()"
        )
        return [(kind, part) for kind, part in cursor.fetchall()]


def test_an_id_that_nobody_has_is_no_talk(town: Town) -> None:
    with pytest.raises(NoSuchTalkError):
        actions.hand_back(officer=town.officer, conversation_id=UUID(int=7), now=NOW)
