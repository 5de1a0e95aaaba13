"""What providers tell of our templates and numbers: the newest of each stays, and what is wrong is said."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import permutations
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from structlog.testing import capture_logs

from janasetu.lib.ids import uuid7
from janasetu.messaging import inbox
from janasetu.messaging.models import InboundBatch, Standing
from janasetu.messaging.standings import Trouble, concerns, hear
from janasetu.messaging.templates import Template
from janasetu.messaging.tests.factories import NOW
from janasetu.messaging.values import News, Parts

OPENED = Template("case_opened_1", "bn", "আপনার অভিযোগ নথিভুক্ত হয়েছে। নম্বর: {{1}}।", (1,))
NUMBER = News("whatsapp", "number", "910000001002", NOW)
HOUR = timedelta(hours=1)

pytestmark = pytest.mark.django_db


def of_template(hours: int = 0, **told: str) -> News:
    return News("whatsapp", "template", OPENED.name, NOW + hours * HOUR, lang="bn", **told)


def stands(*words: str) -> tuple[Any, ...]:
    return tuple(getattr(Standing.objects.get(), word) for word in words)


def troubles(declared: Sequence[Template] = (OPENED,)) -> list[Trouble]:
    return [one.trouble for one in concerns(declared)]


# --- what is kept ---


def test_whatever_order_news_come_in_the_newest_of_each_kind_stays() -> None:
    told = [
        of_template(0, state="PENDING", category="UTILITY"),
        of_template(1, state="APPROVED"),
        of_template(2, category="MARKETING", was_category="UTILITY"),
        of_template(3, state="PAUSED", reason="LOW_QUALITY"),
    ]
    for order in permutations(told):
        Standing.objects.all().delete()
        for one in order:
            hear([one])
        assert stands("state", "reason", "category", "quality") == ("PAUSED", "LOW_QUALITY", "MARKETING", "")
    Standing.objects.all().delete()
    hear(told[::-1])
    assert stands("state", "reason", "category", "was_category") == (
        *("PAUSED", "LOW_QUALITY", "MARKETING"),
        "UTILITY",
    )


def test_what_it_was_before_the_provider_changed_it_stays_known() -> None:
    hear([of_template(0, state="APPROVED", category="UTILITY")])
    hear([of_template(1, state="APPROVED", category="MARKETING")])
    hear([of_template(2, state="APPROVED", category="MARKETING")])

    assert stands("category", "was_category") == ("MARKETING", "UTILITY")


def test_news_of_the_state_leave_the_quality_as_it_was() -> None:
    hear([replace(NUMBER, quality="YELLOW", state="CONNECTED", limit="TIER_250")])
    hear([replace(NUMBER, at=NOW + HOUR, state="FLAGGED", limit="TIER_2K")])

    assert stands("state", "quality", "limit") == ("FLAGGED", "YELLOW", "TIER_2K")


def test_news_of_nothing_that_has_a_name_are_no_row() -> None:
    hear([News("whatsapp", "number", "", NOW, state="FLAGGED")])
    hear([])

    assert not Standing.objects.exists()


def test_all_news_of_a_webhook_are_one_statement() -> None:
    def statements(count: int) -> int:
        told = [replace(of_template(state="APPROVED"), name=f"case_{number}") for number in range(count)]
        with CaptureQueriesContext(connection) as seen:
            hear([*told, *told])
        return len(seen)

    assert statements(1) == statements(40) == 1


def test_what_a_webhook_told_is_kept_with_its_batch() -> None:
    batch = InboundBatch.objects.create(id=uuid7(), channel="whatsapp", body=b"{}", received_at=NOW)

    inbox.take_in({batch: Parts(news=[of_template(state="PAUSED")])}, now=NOW)

    assert stands("name", "lang", "state") == (OPENED.name, "bn", "PAUSED")


def test_a_sentence_that_has_become_dearer_is_shouted_when_it_is_told() -> None:
    with capture_logs() as logs:
        hear([of_template(0, category="UTILITY", was_category="MARKETING")])
        hear([of_template(1, category="MARKETING", was_category="UTILITY")])
        hear([of_template(2, category="MARKETING")])

    assert [(one["event"], one["template"], one["category"]) for one in logs] == [
        ("template_costs_more", OPENED.name, "MARKETING")
    ]


# --- what asks for somebody ---


def test_a_template_that_is_approved_as_declared_asks_for_nobody() -> None:
    hear([of_template(state="APPROVED", category="UTILITY", quality="GREEN")])

    assert troubles() == []


@pytest.mark.parametrize(
    ("told", "trouble"),
    [
        ({"state": "APPROVED", "category": "MARKETING"}, [Trouble.COSTS_MORE]),
        ({"state": "REJECTED", "reason": "TAG_CONTENT_MISMATCH"}, [Trouble.REFUSED]),
        ({"state": "PAUSED", "quality": "RED"}, [Trouble.STOPPED, Trouble.BAD_QUALITY]),
        ({"state": "DISABLED"}, [Trouble.STOPPED]),
        ({"state": "PENDING"}, [Trouble.WAITING]),
        ({"state": "A_WORD_OF_TOMORROW", "quality": "UNKNOWN"}, []),
    ],
)
def test_a_template_that_is_not_as_declared_says_why(told: dict[str, str], trouble: list[Trouble]) -> None:
    hear([of_template(**told)])

    assert troubles() == trouble


def test_a_template_of_which_nothing_was_told_is_said_to_be_unknown() -> None:
    (unknown,) = concerns([OPENED])

    assert (unknown.trouble, unknown.name, unknown.said) == (Trouble.UNKNOWN, OPENED.name, OPENED.body)


def test_a_template_that_we_use_no_more_troubles_nobody() -> None:
    hear([of_template(state="REJECTED")])

    assert troubles([]) == []


@pytest.mark.parametrize(
    ("told", "trouble"),
    [
        (replace(NUMBER, state="CONNECTED", quality="GREEN"), []),
        (replace(NUMBER, state="CONNECTED", quality="RED"), [Trouble.BAD_QUALITY]),
        (replace(NUMBER, state="FLAGGED"), [Trouble.RESTRICTED]),
        (News("whatsapp", "account", "1", NOW, state="ACCOUNT_RESTRICTION"), [Trouble.RESTRICTED]),
        (News("whatsapp", "account", "1", NOW, state="PARTNER_ADDED"), []),
    ],
)
def test_a_number_and_the_account_say_what_is_wrong(told: News, trouble: list[Trouble]) -> None:
    hear([told])

    assert troubles([]) == trouble


def test_what_nobody_can_wait_out_comes_first_and_all_is_read_at_once() -> None:
    pending, dearer = replace(OPENED, name="a_1"), replace(OPENED, name="b_1")
    hear([replace(of_template(state="PENDING"), name="a_1")])
    hear([replace(of_template(state="APPROVED", category="MARKETING"), name="b_1")])

    with CaptureQueriesContext(connection) as seen:
        found = concerns([pending, dearer, OPENED])

    assert [one.trouble for one in found] == [Trouble.COSTS_MORE, Trouble.WAITING, Trouble.UNKNOWN]
    assert len(seen) == 1
