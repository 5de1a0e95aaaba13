"""From raw bytes to answers: each thing once, nothing lost, nobody held up by what another sent."""

import random
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from janasetu.cases.tests.factories import NOW, Town, make_town, resolved_case, told
from janasetu.channels.sms.tests.test_reports import reported
from janasetu.channels.split import AT_ONCE, split_once
from janasetu.channels.tests.factories import post, post_messages, work
from janasetu.channels.whatsapp.tests import samples
from janasetu.channels.whatsapp.tests.samples import RITA, body, enveloped, message, sample, value_of
from janasetu.channels.whatsapp.tests.test_payloads import ODD, changed, places
from janasetu.lib import clock
from janasetu.lib.tests.strategies import bengali_hostile
from janasetu.messaging.models import InboundBatch, InboundMessage, OutboundMessage
from janasetu.people import actions as people
from janasetu.people.tests.factories import make_contact

GREETING = "নমস্কার! ফালাকাটা পুরসভার জনসেতুতে স্বাগত। কী করতে চান, বেছে নিন।"
MENU = "আর কী করতে চান, বেছে নিন।"
NOT_UNDERSTOOD = f"ঠিক বুঝতে পারলাম না। নিচের তালিকা থেকে বেছে নিন।\n\n{MENU}"
NOT_TAKEN = f"এটা এখানে খোলা গেল না। লিখে, ছবি দিয়ে বা লোকেশন পাঠিয়ে জানান।\n\n{MENU}"
NOON = int(NOW.timestamp())


def hears(number: str = RITA) -> list[str]:
    """What the person with this number was told."""
    return told(make_contact(number))


def batches() -> list[tuple[str, str]]:
    return list(InboundBatch.objects.order_by("id").values_list("state", "note"))


# --- once, in order ---


def test_the_same_webhook_five_times_counts_once(town: Town) -> None:
    webhook = enveloped([message("নমস্কার")])

    for _ in range(5):
        post(webhook)
    work()

    assert batches() == [("split", "")] * 5
    assert InboundMessage.objects.count() == 1
    assert hears() == [GREETING]


def test_the_same_webhook_again_after_it_was_answered_counts_for_nothing(town: Town) -> None:
    webhook = enveloped([message("নমস্কার")])
    post(webhook)
    work()

    post(webhook)
    work()

    assert hears() == [GREETING]


def test_the_same_message_in_other_company_counts_once(town: Town) -> None:
    first, second = message("নমস্কার"), message("কিছু", at=NOON + 1)

    post_messages(first)
    post_messages(second, first)
    work()

    assert hears() == [GREETING, NOT_UNDERSTOOD]


def test_a_batch_of_a_hundred_shuffled_updates_with_duplicates_and_unknown_kinds(town: Town) -> None:
    people_ = [f"91000001{n:04}" for n in range(10)]
    script: list[dict[str, Any]] = [
        {"text": {"body": "নমস্কার"}},
        {"type": "hologram", "hologram": {}},
        {"type": "reaction", "reaction": {"message_id": "x", "emoji": "👍"}},
        {"text": {"body": "১"}},
        {"type": "unsupported", "errors": [{"code": 131051}]},
        {"text": {"body": "২"}},
        {"text": {"body": "তিন দিন আলো নেই"}},
    ]
    updates = [
        message(sender=person, at=NOON + n, **said) for person in people_ for n, said in enumerate(script)
    ]
    updates += random.Random(1).sample(updates, 20)
    statuses = [{"id": f"wamid.x{n}", "status": "sent", "timestamp": str(NOON)} for n in range(10)]
    random.Random(2).shuffle(updates)

    post(enveloped(updates, statuses=statuses))
    work()

    assert len(updates) + len(statuses) == 100
    kinds = list(InboundMessage.objects.values_list("kind", flat=True))
    assert {kind: kinds.count(kind) for kind in set(kinds)} == {
        "text": 40,
        "hologram": 10,
        "reaction": 10,
        "unsupported": 10,
        "status": 10,
    }
    assert set(InboundMessage.objects.values_list("state", flat=True)) == {"done"}
    for person in people_:
        heard = hears(person)
        assert [heard[0], heard[1]] == [GREETING, NOT_TAKEN]
        assert [reply.splitlines()[0] for reply in heard[2:]] == [
            "থামতে «বাতিল», আগের প্রশ্নে ফিরতে «পিছনে» লিখুন।",
            "এটা এখানে খোলা গেল না। লিখে, ছবি দিয়ে বা লোকেশন পাঠিয়ে জানান।",
            "কী হয়েছে, লিখে বা ভয়েস মেসেজে জানান। ছবি থাকলে ছবির সঙ্গেই লিখে পাঠান।",
            "জায়গাটা কোথায়? লোকেশন পাঠান, অথবা ওয়ার্ড নম্বর আর কাছের কোনো চেনা জায়গা লিখুন।",
        ]


def test_a_person_with_two_names_is_one_person_whichever_a_message_bears(town: Town) -> None:
    both = message("নমস্কার", from_user_id="IN.a1b2c3")
    alone = message("কিছু", from_user_id="IN.a1b2c3", at=NOON + 1)
    del alone["from"]

    post_messages(alone, both)
    work()

    assert hears() == [GREETING, NOT_UNDERSTOOD]


def test_every_sample_of_a_webhook_is_kept_and_settled(town: Town) -> None:
    for name in samples.names():
        post(sample(name))

    work()

    assert batches() == [("split", "")] * len(samples.names())
    assert set(InboundMessage.objects.values_list("state", flat=True)) == {"done"}


# --- what cannot be read ---


def test_bytes_that_nobody_can_read_are_kept_and_hold_up_nobody(town: Town) -> None:
    bad = [b"\x00not json", b"[" * 100_000, b"{}", body({"entry": []})]
    for raw in bad:
        post(raw)
    post_messages(message("নমস্কার"))

    work()

    assert batches() == [
        ("unreadable", "not JSON"),
        ("unreadable", "not JSON"),
        ("unreadable", "no entry"),
        ("unreadable", "no entry"),
        ("split", ""),
    ]
    kept = InboundBatch.objects.filter(state="unreadable").order_by("id")
    assert [bytes(batch.body) for batch in kept] == bad
    assert hears() == [GREETING]


def test_a_batch_of_a_channel_that_this_version_does_not_know_holds_up_nobody(town: Town) -> None:
    strange = post_messages(message("নমস্কার"))
    InboundBatch.objects.filter(id=strange.id).update(channel="telegraph")
    post_messages(message("নমস্কার"))

    work()

    assert batches() == [("unreadable", "KeyError"), ("split", "")]
    assert hears() == [GREETING]


@pytest.mark.django_db
def test_to_look_where_nothing_came_is_two_statements() -> None:
    with CaptureQueriesContext(connection) as asked:
        assert split_once() == 0
    assert len([one for one in asked if "SAVEPOINT" not in one["sql"]]) == 2
    assert len(asked) <= 4  # the test's own transaction makes the look's one a savepoint


def test_more_batches_than_are_taken_at_once_are_all_split(town: Town) -> None:
    for _ in range(AT_ONCE + 1):
        post(sample("status_sent"))

    assert [split_once(), split_once(), split_once()] == [AT_ONCE, 1, 0]


# --- hostile input is answered ---


@pytest.mark.parametrize(
    ("escaped", "answer"),
    [
        (b"\\u0000", NOT_UNDERSTOOD),
        (b"a\\u0000b", NOT_UNDERSTOOD),
        (b"\\ud83d", NOT_UNDERSTOOD),
        (b"\\ude00\\ud83d", NOT_UNDERSTOOD),
        (b"\\ufffe\\uffff", NOT_UNDERSTOOD),
        (b"\\ud83d\\ude00\\ud83d\\udc4d", NOT_UNDERSTOOD),
        (b"x" * 65_536, NOT_UNDERSTOOD),
        (b"\\u0995" + b"\\u0981" * 10_000, NOT_UNDERSTOOD),
        (b"\\u202e\\u2066", NOT_UNDERSTOOD),
        (b"", NOT_UNDERSTOOD),
        (b"\\u09a8\\u09ae\\u09b8\\u09cd\\u0995\\u09be\\u09b0", GREETING),
    ],
    ids=[
        "nul",
        "nul-inside",
        "lone-high",
        "swapped",
        "nonchars",
        "emoji",
        "64k",
        "marks",
        "bidi",
        "empty",
        "greeting",
    ],
)
def test_text_meant_to_break_is_answered_in_bengali(town: Town, escaped: bytes, answer: str) -> None:
    post_messages(message("নমস্কার"))
    work()

    post(body(enveloped([message("PLACEHOLDER", at=NOON + 1)])).replace(b"PLACEHOLDER", escaped))
    work()

    assert hears() == [GREETING, answer]


def test_who_speaks_english_gets_the_same_answers_in_english(town: Town) -> None:
    people.remember_languages({make_contact(RITA): "en"})

    post_messages(message("hello"), message("👍👍", at=NOON + 1), message(type="poll", at=NOON + 2))
    work()

    menu = "What would you like to do?"
    assert hears() == [
        f"Hello! Welcome to Janasetu of Falakata Municipality. {menu}",
        f"Sorry, I did not understand. Please choose below.\n\n{menu}",
        f"This cannot be opened here. Please write, or send a photo or a location.\n\n{menu}",
    ]


@pytest.mark.parametrize(
    "odd",
    [
        {"text": "জল নেই"},
        {"text": None},
        {"text": {"body": ["জল"]}},
        {"text": {"body": 5}},
        {"text": {"body": None}},
        {"type": ["text"]},
        {"type": "interactive", "interactive": {"button_reply": "x"}},
        {"type": "interactive", "interactive": {"button_reply": {"id": None}}},
        {"type": "interactive", "interactive": {"button_reply": {"id": "menu:complaint:x:y"}}},
        {"type": "interactive", "interactive": {"button_reply": {"id": "x" * 5000}}},
        {"type": "interactive", "interactive": {"button_reply": {"id": "case:²²²²²²²²²²²:yes"}}},
        {"type": "image", "image": {"id": {"nested": True}}},
        {"type": "image", "image": {"id": "x" * 500, "sha256": 5, "mime_type": []}},
        {"type": "image", "image": []},
        {"type": "location", "location": {"latitude": "north", "longitude": None}},
        {"type": "location", "location": {"latitude": 1e308, "longitude": -1e308}},
        {"type": "x" * 5000},
        {"timestamp": "next tuesday"},
        {"timestamp": 1e300},
        {"id": ["wamid"]},
        {"id": "wamid." + "x" * 5000},
        {"context": "x", "referral": 5, "errors": {"code": {}}},
    ],
    ids=lambda odd: str(odd)[:40],
)
def test_a_message_of_a_wrong_shape_is_answered_once(town: Town, odd: dict[str, Any]) -> None:
    post_messages(message("নমস্কার"))
    work()

    webhook = enveloped([message(**{"at": NOON + 1} | odd) if "timestamp" not in odd else message(**odd)])
    post(webhook)
    post(webhook)
    work()

    assert len(hears()) == 2
    assert set(InboundMessage.objects.values_list("state", flat=True)) == {"done"}
    assert {state for state, _ in batches()} == {"split"}


def test_a_stale_button_is_answered_and_changes_nothing(town: Town) -> None:
    case, rita = resolved_case(town, contact=make_contact(RITA))
    button = {
        "type": "interactive",
        "interactive": {"button_reply": {"id": "olddraft:submit", "title": "জমা দিন"}},
    }

    post_messages(message(**button))
    work()

    assert told(rita)[-1] == f"ওই বোতামটি পুরনো হয়ে গেছে, তাই কিছু বদলানো হয়নি।\n\n{MENU}"
    case.refresh_from_db()
    assert case.status == "awaiting_confirmation"


def test_what_staff_type_in_the_telephone_is_no_message_of_a_citizen(town: Town) -> None:
    post(sample("echo"))
    work()

    assert not OutboundMessage.objects.exists()


def test_a_message_on_a_number_that_is_not_ours_is_kept_and_not_answered(town: Town) -> None:
    foreign = enveloped([message("নমস্কার")])
    value_of(foreign)["metadata"]["phone_number_id"] = "299999999999999"

    post(foreign)
    work()

    kept = InboundMessage.objects.get()
    assert (kept.state, kept.note) == ("done", "nobody to answer")
    assert not OutboundMessage.objects.exists()


def an_envelope_of_whatsapp(data: st.DataObject) -> object:
    return sample(data.draw(st.sampled_from(samples.names())))


def reports_of_text_messages(data: st.DataObject) -> object:
    one = reported("delivered") | {"reason": "DND", "parts": 1, "to": RITA}
    return data.draw(st.sampled_from([one, [one], [one, reported("failed")]]))


@pytest.mark.parametrize(
    ("channel", "whole", "empty"),
    [("whatsapp", an_envelope_of_whatsapp, "no entry"), ("sms", reports_of_text_messages, "no report")],
)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_whatever_a_webhook_holds_it_is_stored_split_and_settled(
    db: None, channel: str, whole: Callable[[st.DataObject], object], empty: str, data: st.DataObject
) -> None:
    with clock.fixed(NOW):
        if not InboundBatch.objects.exists():
            make_town()
        envelope = whole(data)
        for _ in range(data.draw(st.integers(1, 3))):
            here = list(places(envelope))
            if not here:
                break
            odd = data.draw(st.sampled_from([..., *ODD]) | bengali_hostile())
            envelope = changed(envelope, data.draw(st.sampled_from(here)), odd)
        posted = post(envelope, channel)

        work()

        posted.refresh_from_db()
        assert (posted.state, posted.note) in {
            ("split", ""),
            ("unreadable", empty),
            ("unreadable", "not JSON"),
        }
        assert not InboundMessage.objects.exclude(state="done").exists()


def test_a_message_counts_from_when_it_was_taken_in_whatever_the_clock_of_who_splits_it(town: Town) -> None:
    post_messages(message("নমস্কার"))

    with clock.fixed(NOW - timedelta(hours=2)):
        work()

    assert InboundMessage.objects.get().received_at == NOW
