"""Splitting webhooks: every known shape, and every odd one without an exception."""

import copy
import json
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from janasetu.channels.loose import UnreadableError
from janasetu.channels.whatsapp.payloads import split
from janasetu.channels.whatsapp.tests import samples
from janasetu.channels.whatsapp.tests.samples import RITA, body, enveloped, message, sample, value_of
from janasetu.lib.tests.strategies import bengali_hostile
from janasetu.lib.tests.timing import grows_in_step
from janasetu.messaging.values import Arrival, Charge, Media, Parts, Said, Spot
from janasetu.people.choices import WHATSAPP, EpochReason
from janasetu.people.tests.factories import user, wa
from janasetu.people.values import AliasName, IdentityChange, Sender

RECEIVED_AT = datetime(2026, 11, 21, 6, 30, tzinfo=UTC)
SENT_AT = datetime(2026, 11, 21, 6, 0, tzinfo=UTC)  # of every sample
HASH = "mt8vtTK5Xl9dKJfvDYZNLSuOfXUKPRhXxEjJ8VWFKQg="


def split_(envelope: object) -> Parts:
    return split(body(envelope), received_at=RECEIVED_AT)


def said(name: str) -> Said:
    (arrival,) = split_(sample(name)).arrivals
    return arrival.said


# --- what is known ---


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("text", Said("text", text="আমাদের পাড়ায় জল নেই")),
        ("text_in_reply", Said("text", text="হ্যাঁ", quotes="wamid.OURS")),
        (
            "image",
            Said("image", text="এই দেখুন", media=Media("712345678901234", "image", "image/jpeg", HASH)),
        ),
        ("document_photo", Said("image", media=Media("712345678901235", "image", "image/jpeg", HASH))),
        ("document", Said("document", media=Media("712345678901236", "document", "application/pdf", HASH))),
        (
            "voice_note",
            Said("audio", media=Media("712345678901237", "audio", "audio/ogg; codecs=opus", HASH)),
        ),
        ("sticker", Said("sticker", media=Media("712345678901238", "sticker", "image/webp", HASH))),
        ("location", Said("location", spot=Spot(26.518345, 89.204912, "ফালাকাটা বাজার", "থানা রোড"))),
        ("button_reply", Said("choice", text="অভিযোগ জানান", choice="menu:complaint")),
        (
            "list_reply",
            Said("choice", text="নর্দমা আটকে বা ভাঙা", choice="a1b2c3d4e5:category:drain_blocked"),
        ),
        ("template_button", Said("choice", text="হ্যাঁ, হয়েছে", choice="case:26100200014:yes")),
        ("reaction", Said("reaction")),
        ("reaction_taken_back", Said("reaction")),
        *(
            (name, Said("system"))
            for name in (
                "user_changed_number",
                "user_changed_number_and_user_id",
                "user_changed_user_id",
                "customer_changed_number",
                "customer_identity_changed",
                "system_of_tomorrow",
            )
        ),
    ],
)
def test_what_was_said_is_read_from_its_shape(name: str, expected: Said) -> None:
    assert said(name) == expected


@pytest.mark.parametrize(
    ("name", "context", "quotes"),
    [
        ("image", {"from": "910000000001", "id": "wamid.OURS"}, "wamid.OURS"),
        ("document", {"id": "wamid.OURS"}, "wamid.OURS"),
        ("button_reply", {"id": "wamid.OURS"}, ""),  # a button says itself what it answers
        ("image", {"forwarded": True}, ""),
        ("image", ["wamid.OURS"], ""),
        ("image", {"id": {}}, ""),
    ],
)
def test_what_is_sent_as_a_reply_names_what_it_replies_to(name: str, context: object, quotes: str) -> None:
    envelope = sample(name)
    envelope["entry"][0]["changes"][0]["value"]["messages"][0]["context"] = context

    (arrival,) = split_(envelope).arrivals

    assert arrival.said.quotes == quotes


@pytest.mark.parametrize(
    "name",
    [
        "flow_reply",
        "interactive_failed",
        "contacts",
        "order",
        "unsupported",
        "a_type_of_tomorrow",
    ],
)
def test_a_kind_that_nobody_handles_yet_is_kept_with_its_sender_and_its_type(name: str) -> None:
    envelope = sample(name)

    (arrival,) = split_(envelope).arrivals

    assert arrival.said == Said("unknown")
    assert arrival.kind == value_of(envelope)["messages"][0]["type"]
    assert arrival.sender is not None


@pytest.mark.parametrize(
    ("name", "reason", "before", "after"),
    [
        (
            "user_changed_number",
            "number_changed",
            (wa(RITA), user("IN.a1b2c3")),
            (wa("910000000009"), user("IN.a1b2c3")),  # neither said to be old nor to be new, so it stays
        ),
        (
            "user_changed_number_and_user_id",
            "number_changed",
            (wa(RITA), user("IN.a1b2c3")),
            (wa("910000000009"), user("IN.z9y8x7")),
        ),
        ("user_changed_user_id", "number_changed", (user("IN.a1b2c3"),), (user("IN.z9y8x7"),)),
        ("customer_changed_number", "number_changed", (wa(RITA),), (wa("910000000009"),)),
        (
            "customer_identity_changed",
            "identity_changed",
            (wa(RITA), user("IN.a1b2c3")),
            (wa(RITA), user("IN.a1b2c3")),
        ),
    ],
)
def test_a_change_of_names_is_told_with_the_names_before_and_after(
    name: str, reason: str, before: tuple[AliasName, ...], after: tuple[AliasName, ...]
) -> None:
    (arrival,) = split_(sample(name)).arrivals

    assert arrival.change == IdentityChange(EpochReason(reason), SENT_AT, before, after)
    assert arrival.sender == Sender(before)


@pytest.mark.parametrize("name", ["system_of_tomorrow", "text", "contacts"])
def test_whatever_else_arrives_changes_nobodys_names(name: str) -> None:
    (arrival,) = split_(sample(name)).arrivals

    assert arrival.change is None


def test_a_change_of_nobody_by_name_is_kept_as_unknown() -> None:
    nameless = {"id": "wamid.1", "type": "system", "system": {"type": "user_changed_number", "wa_id": RITA}}

    (arrival,) = split_(enveloped([nameless])).arrivals

    assert (arrival.kind, arrival.sender, arrival.change) == ("unknown", None, None)


def test_a_hidden_number_changes_by_its_user_id_even_where_the_number_field_holds_it() -> None:
    envelope = sample("user_changed_user_id")
    value_of(envelope)["messages"][0]["from"] = "IN.a1b2c3"

    (arrival,) = split_(envelope).arrivals

    assert arrival.change
    assert (arrival.change.before, arrival.change.after) == ((user("IN.a1b2c3"),), (user("IN.z9y8x7"),))


def test_the_hash_of_the_account_comes_with_the_contact() -> None:
    envelope = sample("text")
    value_of(envelope)["contacts"][0]["identity_key_hash"] = "DF2lS5v2W6x="

    (arrival,) = split_(envelope).arrivals

    assert arrival.sender
    assert arrival.sender.identity_key == "DF2lS5v2W6x="


@pytest.mark.parametrize("name", ["template_update", "account_update", "value_errors", "group"])
def test_what_no_person_said_to_us_is_kept_and_belongs_to_nobody(name: str) -> None:
    parts = split_(sample(name))

    (arrival,) = parts.arrivals
    assert (arrival.kind, arrival.said, arrival.sender) == ("unknown", Said("unknown"), None)
    assert parts.reports == []


def test_a_message_carries_its_line_its_second_and_its_sender_by_both_names() -> None:
    (arrival,) = split_(sample("text")).arrivals

    assert (arrival.channel, arrival.line, arrival.kind) == ("whatsapp", "200000000001002", "text")
    assert arrival.at == SENT_AT
    assert arrival.sender is not None
    assert arrival.sender.names == (wa(RITA), user("IN.a1b2c3"))
    assert arrival.sender.profile_name == "রীতা রায়"
    assert (arrival.address, arrival.address_kind) == (RITA, "wa_id")


@pytest.mark.parametrize("name", ["no_phone_number", "user_id_for_a_number"])
def test_a_person_without_a_number_is_known_and_answered_by_the_user_id(name: str) -> None:
    (arrival,) = split_(sample(name)).arrivals

    assert arrival.sender is not None
    assert arrival.sender.names == (user("IN.a1b2c3"),)
    assert (arrival.address, arrival.address_kind) == ("IN.a1b2c3", "wa_user")


def test_a_message_without_a_contacts_block_has_its_sender() -> None:
    (arrival,) = split_(sample("without_contacts")).arrivals

    assert arrival.sender is not None
    assert arrival.sender.names == (wa(RITA), user("IN.a1b2c3"))
    assert arrival.sender.profile_name == ""


def test_each_message_finds_its_own_contact_whatever_their_order() -> None:
    rita, salim = (
        {"wa_id": RITA, "profile": {"name": "রীতা"}},
        {"wa_id": "910000000002", "profile": {"name": "সালিম"}},
    )

    parts = split_(enveloped([message(sender="910000000002"), message()], contacts=[rita, salim]))

    assert [arrival.sender.profile_name for arrival in parts.arrivals if arrival.sender] == ["সালিম", "রীতা"]


@pytest.mark.parametrize(
    ("timestamp", "at"),
    [
        ("1795240800", SENT_AT),
        (1795240800, SENT_AT),
        (1795240800.0, SENT_AT),
        ("1795240800000", SENT_AT),  # some senders write milliseconds
        *(
            (odd, RECEIVED_AT)
            for odd in ("", "soon", None, 0, -5, True, [], {}, "NaN", "inf", 1e300, "9" * 400)
        ),
    ],
)
def test_a_moment_is_the_providers_second_and_else_the_arrival(timestamp: object, at: datetime) -> None:
    (arrival,) = split_(enveloped([message(timestamp=timestamp)])).arrivals

    assert arrival.at == at


@pytest.mark.parametrize(
    ("name", "status", "error"),
    [
        ("status_sent", "sent", ""),
        ("status_delivered", "delivered", ""),
        ("status_read", "read", ""),
        ("status_failed", "failed", "131049"),
    ],
)
def test_a_status_carries_our_own_id_with_a_contacts_block_or_without(
    name: str, status: str, error: str
) -> None:
    parts = split_(sample(name))

    (report,) = parts.reports
    assert parts.arrivals == []
    assert (report.provider_id, report.status, report.error) == ("wamid.OURS", status, error)
    assert report.opaque == "7.01a20000-0000-7000-8000-000000000001"


@pytest.mark.parametrize(
    ("told", "charge"),
    [
        (
            {"pricing": {"billable": True, "pricing_model": "PMP", "type": "regular", "category": "utility"}},
            Charge("utility", billable=True),
        ),
        ({"pricing": {"billable": False, "category": "SERVICE"}}, Charge("service", billable=False)),
        ({"pricing": {"category": "referral_conversion"}}, Charge("referral_conversion")),
        ({"conversation": {"id": "c1", "origin": {"type": "marketing"}}}, Charge("marketing")),
        (
            {"conversation": {"origin": {"type": "user_initiated"}}, "pricing": {"category": "service"}},
            Charge("service"),
        ),
        ({"pricing": {"billable": "yes", "category": "utility"}}, Charge("utility")),
        ({"pricing": {"billable": True}}, None),
        ({"pricing": [1], "conversation": "c1"}, None),
        ({}, None),
    ],
)
def test_a_status_says_what_the_message_is_charged_as(told: dict[str, Any], charge: Charge | None) -> None:
    status = {"id": "wamid.1", "status": "sent", "timestamp": "1795240801"} | told

    (report,) = split_(enveloped([], statuses=[status])).reports

    assert report.charge == charge


def test_a_status_without_an_id_or_a_name_is_kept_as_unknown() -> None:
    envelope = enveloped([], statuses=[{"status": "sent"}, {"id": "wamid.1"}, "sent"])

    parts = split_(envelope)

    assert parts.reports == []
    assert [arrival.kind for arrival in parts.arrivals] == ["unknown"] * 3
    assert len({arrival.seen_key for arrival in parts.arrivals}) == 3


def test_every_update_of_every_entry_is_split() -> None:
    several = enveloped([message(), message()])
    several["entry"] += sample("text")["entry"] + sample("status_read")["entry"] + sample("echo")["entry"]

    parts = split_(several)

    assert [arrival.kind for arrival in parts.arrivals] == ["text", "text", "text", "echo"]
    assert [report.status for report in parts.reports] == ["read"]


def packed(count: int) -> bytes:
    """So many messages of as many people, whose names stand in the other order."""
    messages = [message(sender=f"9100000{number:05}") for number in range(count)]
    contacts = [{"wa_id": one["from"], "profile": {"name": one["from"]}} for one in reversed(messages)]
    return body(enveloped(messages, contacts=contacts))


def test_a_thousand_updates_are_split_each_with_the_name_of_its_sender() -> None:
    parts = split(packed(1000), received_at=RECEIVED_AT)

    named = [one.sender.profile_name for one in parts.arrivals if one.sender]
    assert named == [f"9100000{number:05}" for number in range(1000)]


def test_the_work_of_splitting_grows_in_step_with_the_updates() -> None:
    bodies = [packed(count) for count in (10, 100, 1000)]

    assert grows_in_step(lambda raw: split(raw, received_at=RECEIVED_AT), bodies)


# --- what is odd ---


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"not json",
        b'{"entry": [',
        b"null",
        b"[]",
        b"7",
        b'"entry"',
        b"{}",
        b'{"entry": null}',
        b'{"entry": {}}',
        b'{"entry": []}',
        b"\x00",
        b"\xff\xfe\xfd",
        b"\x1f\x8b\x08\x00gzip",
        b"entry=1&changes=2",
    ],
)
def test_what_is_no_webhook_is_unreadable(raw: bytes) -> None:
    with pytest.raises(UnreadableError):
        split(raw, received_at=RECEIVED_AT)


def test_a_byte_order_mark_is_no_obstacle() -> None:
    (arrival,) = split(b"\xef\xbb\xbf" + body(sample("text")), received_at=RECEIVED_AT).arrivals

    assert arrival.kind == "text"


@pytest.mark.parametrize(
    "entry", [5, "x", None, [], {}, {"changes": 5}, {"changes": []}, {"messaging": [{"message": 1}]}]
)
def test_an_entry_without_changes_is_kept_as_unknown(entry: object) -> None:
    (arrival,) = split_({"entry": [entry]}).arrivals

    assert (arrival.kind, arrival.sender) == ("unknown", None)


@pytest.mark.parametrize("value", [5, "x", None, [], [1]])
def test_a_change_without_a_value_is_kept_as_unknown(value: object) -> None:
    (arrival,) = split_({"entry": [{"changes": [{"field": "messages", "value": value}]}]}).arrivals

    assert (arrival.kind, arrival.sender) == ("unknown", None)


def test_one_message_that_stands_without_its_list_is_read() -> None:
    envelope = enveloped([])
    value_of(envelope)["messages"] = message("জল নেই")

    (arrival,) = split_(envelope).arrivals

    assert arrival.said == Said("text", text="জল নেই")


@pytest.mark.parametrize("odd", [None, True, [], {}, "", 1.5])
def test_a_message_of_a_person_is_answered_even_without_a_readable_id(odd: object) -> None:
    first, second = (
        split_(enveloped([message("জল নেই", sender=sender, id=odd)])).arrivals[0]
        for sender in (RITA, "910000000002")
    )

    assert (first.said, first.sender is not None) == (Said("text", text="জল নেই"), True)
    assert first.seen_key != second.seen_key
    again = split_(enveloped([message("জল নেই", id=odd)])).arrivals[0]
    assert again.seen_key == first.seen_key


@pytest.mark.parametrize("odd", [None, 5, True, [], ["text"], {}, ""])
def test_a_message_of_a_person_is_answered_even_without_a_readable_type(odd: object) -> None:
    (arrival,) = split_(enveloped([message(type=odd)])).arrivals

    assert arrival.said == Said("unknown")
    assert arrival.sender is not None


@pytest.mark.parametrize("odd", [None, True, [], {}, "", 1.5])
def test_a_message_of_an_unreadable_sender_belongs_to_the_contact_beside_it(odd: object) -> None:
    envelope = enveloped([message("জল নেই", **{"from": odd})], contacts=[{"wa_id": RITA}])

    (arrival,) = split_(envelope).arrivals

    assert arrival.sender is not None
    assert arrival.sender.names == (wa(RITA),)


def test_text_escapes_that_no_database_takes_are_made_clean() -> None:
    raw = body(enveloped([message("PLACEHOLDER")])).replace(
        b"PLACEHOLDER", b"a\\u0000b\\ud83d\\ude00\\ud83d\\udc00\\uffff"
    )

    (arrival,) = split(raw, received_at=RECEIVED_AT).arrivals

    assert arrival.said.text.startswith("ab😀")
    assert arrival.said.text.encode("utf-8")


def test_half_a_surrogate_pair_becomes_a_sign_of_loss() -> None:
    raw = body(enveloped([message("PLACEHOLDER")])).replace(b"PLACEHOLDER", b"\\ud83d\\u0995")

    (arrival,) = split(raw, received_at=RECEIVED_AT).arrivals

    assert arrival.said.text == "\ufffdক"


@pytest.mark.parametrize(
    "text",
    ["ক" * 65_536, "ক" + "\u0981" * 10_000, "👍🏽👩‍👩‍👧", "\u202eউল্টো", "   ", "\u0981\u0981"],
    ids=["64k", "marks", "emoji", "bidi", "spaces", "marks-only"],
)
def test_words_of_any_size_and_shape_are_kept(text: str) -> None:
    (arrival,) = split_(enveloped([message(text)])).arrivals

    assert arrival.said == Said("text", text=text)


@pytest.mark.parametrize(
    "number",
    [b"NaN", b"Infinity", b"-Infinity", b"1e400", b"9" * 5000, b"-" + b"9" * 5000],
    ids=["nan", "inf", "-inf", "1e400", "huge", "-huge"],
)
def test_a_number_that_nobody_can_hold_does_not_cost_the_batch(number: bytes) -> None:
    raw = body(enveloped([message("জল নেই", timestamp="NUMBER", extra="NUMBER")])).replace(
        b'"NUMBER"', number
    )

    (arrival,) = split(raw, received_at=RECEIVED_AT).arrivals

    assert (arrival.said.text, arrival.at) == ("জল নেই", RECEIVED_AT)


@pytest.mark.parametrize("depth", [90, 150, 2000, 100_000])
def test_what_lies_too_deep_does_not_cost_the_batch(depth: int) -> None:
    deep = b"[" * depth + b'"}]"' + b"]" * depth
    raw = body(enveloped([message("জল নেই", extra="DEEP"), message("আলো নেই")])).replace(b'"DEEP"', deep)

    parts = split(raw, received_at=RECEIVED_AT)

    assert [arrival.said.text for arrival in parts.arrivals] == ["জল নেই", "আলো নেই"]


def test_brackets_that_never_close_are_unreadable() -> None:
    with pytest.raises(UnreadableError):
        split(b'{"entry": ' + b"[" * 100_000, received_at=RECEIVED_AT)


def test_ids_longer_than_a_column_are_told_apart() -> None:
    prefix = "wamid." + "x" * 5000
    parts = split_(enveloped([message(id=prefix + "1"), message(id=prefix + "2")]))

    first, second = parts.arrivals
    assert first.seen_key != second.seen_key
    assert all(len(arrival.provider_id) == 300 and len(arrival.seen_key) <= 400 for arrival in parts.arrivals)


def test_a_kind_told_twice_of_one_key_counts_as_the_last() -> None:
    raw = body(enveloped([message("এক")])).replace(b'"type": "text"', b'"type": "image", "type": "text"')

    (arrival,) = split(raw, received_at=RECEIVED_AT).arrivals

    assert arrival.said == Said("text", text="এক")


def test_a_place_that_is_no_pair_of_numbers_is_unknown() -> None:
    for node in (
        {},
        {"latitude": "x", "longitude": 1},
        {"latitude": None, "longitude": 1},
        {"latitude": True, "longitude": 1},
    ):
        (arrival,) = split_(enveloped([message(type="location", location=node)])).arrivals
        assert arrival.said == Said("unknown")


@pytest.mark.parametrize(
    "media_id", ["", None, "../../etc/passwd", "1/2", "১২৩", "http://127.0.0.1/", "1" * 65, {}]
)
def test_a_file_whose_id_could_lead_elsewhere_is_not_fetched(media_id: object) -> None:
    (arrival,) = split_(enveloped([message(type="image", image={"id": media_id})])).arrivals

    assert arrival.said.media is None


# --- anything ---

ODD: list[Any] = [
    None,
    True,
    False,
    0,
    -1,
    1.5,
    10**30,
    "",
    "x",
    "\x00\ud800",
    "ক" * 5000,
    [],
    [[]],
    {},
    {"id": {}},
    [None],
]


def places(node: object, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Where every part of a webhook stands."""
    if path:
        yield path
    inner = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, value in inner:
        yield from places(value, (*path, key))


def changed(envelope: object, path: tuple[Any, ...], odd: object) -> object:
    """The webhook with one part replaced; `...` takes it out."""
    copied = copy.deepcopy(envelope)
    node: Any = copied
    for step in path[:-1]:
        node = node[step]
    if odd is ...:
        del node[path[-1]]
    else:
        node[path[-1]] = odd
    return copied


def names_in(arrival: Arrival) -> list[AliasName]:
    """Every name of a person in it."""
    change = arrival.change
    told = [*change.before, *change.after] if change else []
    return [*(arrival.sender.names if arrival.sender else ()), *told]


def check_kept(envelope: object) -> None:
    """Nothing but UnreadableError comes out, and nothing that a column of ours could not hold."""
    try:
        parts = split(json.dumps(envelope).encode(), received_at=RECEIVED_AT)
    except UnreadableError:
        return
    assert parts.arrivals or parts.reports
    for arrival in parts.arrivals:
        assert len(arrival.seen_key) <= 400
        assert 0 < len(arrival.provider_id) <= 300
        assert len(arrival.address) <= 200
        assert all(0 < len(name.value) <= 200 for name in names_in(arrival))
        assert len(arrival.sender.identity_key if arrival.sender else "") <= 100
        assert Said.from_json(json.loads(json.dumps(arrival.said.as_json()))) == arrival.said
        json.dumps(arrival.said.as_json(), ensure_ascii=False, allow_nan=False).encode("utf-8")
    for report in parts.reports:
        assert len(report.seen_key) <= 400


@pytest.mark.parametrize("name", samples.names())
def test_a_webhook_with_any_one_part_missing_or_of_another_type_is_kept(name: str) -> None:
    envelope = sample(name)

    for path in places(envelope):
        for odd in (..., None, 5, "x", [], {}, [[]]):
            check_kept(changed(envelope, path, odd))


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_a_webhook_with_several_parts_changed_at_will_is_kept(data: st.DataObject) -> None:
    envelope: object = sample(data.draw(st.sampled_from(samples.names())))
    for _ in range(data.draw(st.integers(1, 4))):
        here = list(places(envelope))
        if not here:
            break
        odd = data.draw(st.sampled_from([..., *ODD]) | bengali_hostile() | st.floats())
        envelope = changed(envelope, data.draw(st.sampled_from(here)), odd)

    check_kept(envelope)


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(samples.names()), st.data())
def test_a_webhook_with_bytes_changed_or_cut_is_kept_or_unreadable(name: str, data: st.DataObject) -> None:
    raw = bytearray(body(sample(name)))
    for _ in range(data.draw(st.integers(1, 6))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(raw)))

    for torn in (bytes(raw), bytes(raw[:cut])):
        with suppress(UnreadableError):
            split(torn, received_at=RECEIVED_AT)


def test_both_kinds_of_names_are_words_of_the_line() -> None:
    assert {kind.value for kind in WHATSAPP} == {"wa_id", "wa_user"}


def test_what_staff_typed_in_the_app_is_an_echo_to_who_it_went_to() -> None:
    (echo,) = split_(sample("echo")).arrivals

    assert (echo.kind, echo.provider_id, echo.address) == ("echo", "wamid.ECHO", "910000000001")
    assert echo.said == Said("echo", text="আমরা দেখছি")


def test_a_call_is_heard_once_whatever_is_told_of_it() -> None:
    rang, hung_up = split_(sample("call")).arrivals

    assert (rang.kind, rang.said, rang.address) == ("call", Said("call"), "910000000001")
    assert rang.seen_key == hung_up.seen_key
