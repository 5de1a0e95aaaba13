"""Talking to a gateway of text messages: what is handed over, what each answer means."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import httpx
import pytest

from janasetu.channels.sms.client import SmsAccount, SmsGateway
from janasetu.channels.sms.render import TEXT, render
from janasetu.messaging.choices import OutboundState
from janasetu.messaging.outbox import MOST_ATTEMPTS, Outcome, Sending
from janasetu.messaging.values import Refusal

ACCOUNT = SmsAccount("http://sms.example/sms/v1/", "token", "1201", {"case_opened_1": "1207"})
SENDING = Sending(
    bucket=7,
    id=UUID("01a20000-0000-7000-8000-000000000001"),
    channel="sms",
    line="JS-FALAKATA",
    address="910000000001",
    address_kind="wa_id",
    text="আপনার অভিযোগ নথিভুক্ত হয়েছে।\n\n নম্বর: 26-1002-0001-4 ",
    choices=[],
    menu="",
    attempts=1,
    template={"name": "case_opened_1", "lang": "bn", "params": []},
)


def gateway(answer: Callable[[httpx.Request], httpx.Response], account: SmsAccount = ACCOUNT) -> SmsGateway:
    return SmsGateway(account, httpx.Client(transport=httpx.MockTransport(answer)))


def outcome(status: int, content: object = None, *, attempts: int = 1) -> Outcome:
    answering = gateway(lambda _: httpx.Response(status, json=content))
    return answering.send(replace(SENDING, attempts=attempts))


def test_a_message_is_handed_over_under_its_bodys_header_and_its_registered_text() -> None:
    posted: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        posted.append(request)
        return httpx.Response(202, json={"id": "sms-1"})

    sent = gateway(answer).send(SENDING)

    assert (sent.state, sent.provider_id, sent.parts) == (OutboundState.ACCEPTED, "sms-1", 1)
    assert str(posted[0].url) == "http://sms.example/sms/v1/messages"
    assert posted[0].headers["Authorization"] == "Bearer token"
    assert json.loads(posted[0].content) == {
        "to": "910000000001",
        "header": "JS-FALAKATA",
        "entity_id": "1201",
        "template_id": "1207",
        "text": "আপনার অভিযোগ নথিভুক্ত হয়েছে।\nনম্বর: 26-1002-0001-4",
        "reference": "7.01a20000-0000-7000-8000-000000000001",
    }


def test_where_a_message_is_reported_goes_with_it_where_reports_are_wanted() -> None:
    posted: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        posted.append(request)
        return httpx.Response(202, json={"id": "sms-1"})

    at = "https://seba.example/webhooks/sms/a-token"
    gateway(answer, replace(ACCOUNT, callback=at)).send(SENDING)

    assert json.loads(posted[0].content)["callback"] == at


@pytest.mark.parametrize("content", [None, [], {"id": 7}, {}])
def test_an_answer_without_an_id_is_still_an_acceptance(content: object) -> None:
    assert outcome(202, content) == Outcome(SENDING, OutboundState.ACCEPTED, parts=1)


@pytest.mark.parametrize("status", [400, 404])
def test_a_refusal_ends_the_message(status: int) -> None:
    failed = Outcome(SENDING, OutboundState.FAILED, error=str(status), refusal=Refusal.OURS)

    assert outcome(status) == failed


@pytest.mark.parametrize("status", [401, 402, 403])
def test_an_account_that_is_shut_is_not_the_messages_fault(status: int) -> None:
    tried = outcome(status, attempts=MOST_ATTEMPTS)

    assert (tried.state, tried.refusal, tried.counted) == (
        OutboundState.QUEUED,
        Refusal.LINE_STOPPED,
        False,
    )


@pytest.mark.parametrize("status", [500, 503])
def test_a_gateway_in_trouble_is_asked_again_later_and_later_but_not_for_ever(status: int) -> None:
    assert outcome(status).state == OutboundState.QUEUED
    assert outcome(status, attempts=3).retry_after == timedelta(seconds=4)
    assert outcome(status, attempts=MOST_ATTEMPTS).state == OutboundState.FAILED


def test_what_may_be_out_is_not_sent_twice() -> None:
    def silent(request: httpx.Request) -> httpx.Response:
        raise httpx.ReadTimeout("nothing came", request=request)

    def away(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("nobody there", request=request)

    assert gateway(silent).send(SENDING).state == OutboundState.SENDING
    assert gateway(away).send(SENDING).state == OutboundState.QUEUED


def test_what_nobody_has_registered_is_not_handed_over() -> None:
    def never(request: httpx.Request) -> httpx.Response:
        raise AssertionError("it was handed over")

    unregistered = replace(SENDING, template={"name": "case_replied_1"})
    nameless = replace(SENDING, address="IN.abc")

    assert gateway(never).send(unregistered).error == "text not registered"
    assert gateway(never).send(nameless).error == "no number"


def test_one_text_registered_for_everything_serves_what_has_none_of_its_own() -> None:
    account = replace(ACCOUNT, templates={"": "1299"})
    ids: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        ids.append(json.loads(request.content)["template_id"])
        return httpx.Response(202, json={"id": "sms-2"})

    gateway(answer, account).send(replace(SENDING, template=None))

    assert ids == ["1299"]


def test_a_text_longer_than_a_gateway_takes_is_cut_at_a_letter() -> None:
    cut = render("ক্ষ" * 1000)

    assert len(cut) <= TEXT
    assert cut.removesuffix("…").endswith("ক্ষ")
