"""What webhooks and lists of the account tell of our templates, numbers and account."""

from datetime import UTC, datetime
from typing import Any

import pytest

from janasetu.channels.whatsapp.news import number_as_listed, template_as_listed, told
from janasetu.channels.whatsapp.payloads import split
from janasetu.channels.whatsapp.tests.samples import body, enveloped, message, sample
from janasetu.messaging.values import News

RECEIVED_AT = datetime(2026, 11, 21, 6, 30, tzinfo=UTC)
AT = datetime(2026, 11, 21, 6, 0, tzinfo=UTC)
OPENED = {
    "message_template_id": 12345,
    "message_template_name": "case_opened_1",
    "message_template_language": "bn",
}


def enveloped_news(field: str, value: object, *, time: object = int(AT.timestamp())) -> dict[str, Any]:
    entry = {"id": "100000000000900", "time": time, "changes": [{"field": field, "value": value}]}
    return {"object": "whatsapp_business_account", "entry": [entry]}


def read(field: str, value: object, **more: Any) -> list[News]:
    return list(told(enveloped_news(field, value, **more), received_at=RECEIVED_AT))


def of_template(**words: str) -> News:
    return News("whatsapp", "template", "case_opened_1", AT, lang="bn", **words)


@pytest.mark.parametrize(
    ("field", "value", "news"),
    [
        (
            "message_template_status_update",
            OPENED | {"event": "APPROVED", "reason": "NONE"},
            of_template(state="APPROVED"),
        ),
        (
            "message_template_status_update",
            OPENED | {"event": "REJECTED", "reason": "TAG_CONTENT_MISMATCH"},
            of_template(state="REJECTED", reason="TAG_CONTENT_MISMATCH"),
        ),
        (
            "template_category_update",
            OPENED | {"previous_category": "UTILITY", "new_category": "MARKETING"},
            of_template(category="MARKETING", was_category="UTILITY"),
        ),
        (
            "message_template_quality_update",
            OPENED | {"previous_quality_score": "GREEN", "new_quality_score": "YELLOW"},
            of_template(quality="YELLOW"),
        ),
        (
            "phone_number_quality_update",
            {"display_phone_number": "+91 00000 01002", "event": "FLAGGED", "current_limit": "TIER_250"},
            News("whatsapp", "number", "910000001002", AT, state="FLAGGED", limit="TIER_250"),
        ),
        (
            "account_update",
            {
                "event": "ACCOUNT_RESTRICTION",
                "restriction_info": [{"restriction_type": "RESTRICTED_BIZ_INITIATED_MESSAGING"}],
            },
            News(
                "whatsapp",
                "account",
                "100000000000900",
                AT,
                state="ACCOUNT_RESTRICTION",
                reason="RESTRICTED_BIZ_INITIATED_MESSAGING",
            ),
        ),
        (
            "account_update",
            {"event": "ACCOUNT_VIOLATION", "violation_info": {"violation_type": "SPAM"}},
            News("whatsapp", "account", "100000000000900", AT, state="ACCOUNT_VIOLATION", reason="SPAM"),
        ),
    ],
)
def test_a_webhook_tells_how_the_provider_stands_to_something(
    field: str, value: dict[str, Any], news: News
) -> None:
    assert read(field, value) == [news]


@pytest.mark.parametrize("value", [None, [], "PAUSED", {}, {"message_template_name": ["x"]}, {"event": {}}])
@pytest.mark.parametrize(
    "field", ["message_template_status_update", "template_category_update", "phone_number_quality_update"]
)
def test_news_that_name_nothing_are_none(field: str, value: object) -> None:
    assert read(field, value) == []


def test_news_without_a_second_are_of_the_moment_they_came() -> None:
    (one,) = read("message_template_status_update", OPENED | {"event": "PAUSED"}, time=None)

    assert one.at == RECEIVED_AT


def test_words_longer_than_any_are_cut() -> None:
    (one,) = read("message_template_status_update", OPENED | {"event": "P" * 999, "reason": "r" * 999})

    assert (len(one.state), len(one.reason)) == (40, 200)


@pytest.mark.parametrize("envelope", [{}, {"entry": 1}, {"entry": [1, {"changes": [1, {}]}]}])
def test_what_is_no_webhook_holds_no_news(envelope: dict[str, Any]) -> None:
    assert list(told(envelope, received_at=RECEIVED_AT)) == []


def test_news_stand_beside_messages_and_each_is_also_kept_as_it_came() -> None:
    mixed = enveloped([message()])
    mixed["entry"] += sample("template_update")["entry"] + sample("account_update")["entry"]

    parts = split(body(mixed), received_at=RECEIVED_AT)

    assert [(one.kind, one.name, one.state) for one in parts.news] == [
        ("template", "case_opened", "PAUSED"),
        ("account", "100000000000900", "ACCOUNT_RESTRICTION"),
    ]
    assert [arrival.kind for arrival in parts.arrivals] == ["text", "unknown", "unknown"]


def test_a_template_of_the_accounts_list_is_news_too() -> None:
    listed = {
        "name": "case_opened_1",
        "language": "bn",
        "status": "REJECTED",
        "category": "UTILITY",
        "rejected_reason": "INVALID_FORMAT",
        "quality_score": {"score": "UNKNOWN"},
    }

    assert template_as_listed(listed, AT) == of_template(
        state="REJECTED", reason="INVALID_FORMAT", category="UTILITY", quality="UNKNOWN"
    )


def test_a_number_of_the_accounts_list_is_news_too() -> None:
    listed = {
        "display_phone_number": "+91 00000 01002",
        "status": "CONNECTED",
        "quality_rating": "GREEN",
        "whatsapp_business_manager_messaging_limit": "TIER_2K",
    }

    assert number_as_listed(listed, AT) == News(
        "whatsapp", "number", "910000001002", AT, state="CONNECTED", quality="GREEN", limit="TIER_2K"
    )
