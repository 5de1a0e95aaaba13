"""What the provider has is compared with what we declare: the rest is proposed, and how it stands is kept."""

import json
from collections.abc import Sequence
from typing import Any

import httpx
import pytest
from structlog.testing import capture_logs

from janasetu.channels.whatsapp.templates import keep_numbers, propose_missing
from janasetu.channels.whatsapp.tests.test_client import BASE, api
from janasetu.lib import clock
from janasetu.messaging.templates import Template
from janasetu.messaging.tests.factories import NOW
from janasetu.messaging.values import News

ACCOUNT = "100000000000900"
OPENED = Template("case_opened_1", "bn", "আপনার অভিযোগ নথিভুক্ত হয়েছে। নম্বর: {{1}}।", (1,))
REPLIED = Template("case_replied_1", "bn", "জনসেতু: {{1}}\nধন্যবাদ।", (1,), ("হ্যাঁ",))
KNOWN = {"name": OPENED.name, "language": "bn", "status": "APPROVED", "category": "UTILITY"}


class Provider:
    """An account with these templates, one a page; `says`: its answer to what is proposed."""

    def __init__(self, *listed: dict[str, Any], says: httpx.Response | None = None) -> None:
        self.listed, self.says = listed, says or httpx.Response(200, json={"id": "1", "status": "PENDING"})
        self.proposed: list[dict[str, Any]] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        if request.method == "POST":
            self.proposed.append(json.loads(request.content))
            return self.says
        page = int(request.url.params.get("after", "0"))
        more = {"next": f"{BASE}/next"} if page + 1 < len(self.listed) else {}
        paging = {"cursors": {"after": str(page + 1)}, **more}
        return httpx.Response(200, json={"data": list(self.listed[page : page + 1]), "paging": paging})


@pytest.fixture
def kept() -> list[News]:
    return []


def compared(provider: Provider, kept: list[News], *declared: Template) -> bool:
    def keep(news: Sequence[News]) -> None:
        kept.extend(news)

    with clock.fixed(NOW):
        return propose_missing(api(provider), ACCOUNT, declared, keep=keep)


def test_what_the_provider_has_is_kept_and_not_proposed_again(kept: list[News]) -> None:
    provider = Provider(KNOWN, KNOWN | {"name": "case_replied_1", "status": "PENDING"})

    assert compared(provider, kept, OPENED, REPLIED)
    assert [(one.name, one.state, one.category) for one in kept] == [
        ("case_opened_1", "APPROVED", "UTILITY"),
        ("case_replied_1", "PENDING", "UTILITY"),
    ]
    assert provider.proposed == []


def test_what_it_lacks_is_proposed_and_what_it_says_to_that_is_kept(kept: list[News]) -> None:
    says = httpx.Response(200, json={"id": "7", "status": "PENDING", "category": "MARKETING"})
    provider = Provider(KNOWN, says=says)

    assert compared(provider, kept, OPENED, REPLIED)
    assert [one["name"] for one in provider.proposed] == [REPLIED.name]
    assert provider.proposed[0]["category"] == "UTILITY"
    assert kept[1:] == [
        News(*("whatsapp", "template", REPLIED.name, NOW), lang="bn", state="PENDING", category="MARKETING")
    ]


@pytest.mark.parametrize("content", [b"", b"[]", b"yes"])
def test_an_answer_without_words_is_taken_as_a_proposal_that_arrived(
    kept: list[News], content: bytes
) -> None:
    assert compared(Provider(says=httpx.Response(200, content=content)), kept, OPENED)
    assert [(one.name, one.state) for one in kept] == [(OPENED.name, "")]


def test_what_is_not_even_looked_at_is_proposed_another_time(kept: list[News]) -> None:
    assert not compared(Provider(says=httpx.Response(400)), kept, OPENED)
    assert kept == []


def test_a_list_that_cannot_be_had_is_no_reason_to_propose_anything(kept: list[News]) -> None:
    posted: list[httpx.Request] = []

    def away(request: httpx.Request) -> httpx.Response:
        posted.append(request)
        return httpx.Response(500)

    assert not propose_missing(api(away), ACCOUNT, [OPENED], keep=kept.extend)
    assert ([one.method for one in posted], kept) == (["GET"], [])


def test_a_template_that_costs_more_than_declared_is_shouted(kept: list[News]) -> None:
    dearer = KNOWN | {"category": "MARKETING"}
    with capture_logs() as logs:
        compared(Provider(dearer, dearer | {"name": "of_somebody_else"}), kept, OPENED)

    assert [(one["event"], one["template"]) for one in logs] == [("template_costs_more", OPENED.name)]


def test_how_the_provider_stands_to_our_numbers_is_kept(kept: list[News]) -> None:
    listed = {"display_phone_number": "+91 00000 01002", "status": "CONNECTED", "quality_rating": "GREEN"}

    keep_numbers(api(Provider(listed)), ACCOUNT, keep=kept.extend)

    assert [(one.kind, one.name, one.state, one.quality) for one in kept] == [
        ("number", "910000001002", "CONNECTED", "GREEN")
    ]
