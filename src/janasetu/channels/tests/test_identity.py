"""Names and numbers from the webhook to the reply: none at all, another one, a stranger on the old one."""

import json
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
import pytest

from janasetu.cases.queries import CaseAsk, cases_of_contacts
from janasetu.cases.tests.factories import NOW, Town, open_case, told
from janasetu.channels.tests.factories import post, post_messages, work
from janasetu.channels.whatsapp.client import CloudApi
from janasetu.channels.whatsapp.tests.samples import RITA, message, sample
from janasetu.messaging import outbox
from janasetu.messaging.models import InboundMessage, Window
from janasetu.people.models import Contact
from janasetu.people.tests.factories import user, wa, whose
from janasetu.people.values import ContactKey

NEW = "910000000009"
NOON = int(NOW.timestamp())
LATER = NOON + 3600


def sent() -> list[dict[str, Any]]:
    """What is posted to the provider when everything queued is sent once."""
    posted: list[dict[str, Any]] = []

    def provider(request: httpx.Request) -> httpx.Response:
        posted.append(json.loads(request.content))
        return httpx.Response(200, json={"messages": [{"id": f"wamid.out{len(posted)}"}]})

    http = httpx.Client(transport=httpx.MockTransport(provider))
    api = CloudApi("http://graph.example/v25.0", "token", http, Path("/nonexistent"))
    outbox.record([api.send(sending) for sending in outbox.claim(10, wall=NOW)], wall=NOW)
    return posted


def cases_seen_by(town: Town, contact: ContactKey) -> list[str]:
    epoch = Contact.objects.get(id=contact.id).epoch
    ask = CaseAsk(town.body.id, contact.id, epoch)
    return [case.ref for case in cases_of_contacts([ask], langs=["bn"])[ask]]


def contact_of(provider_id: str) -> UUID | None:
    return InboundMessage.objects.get(provider_id=provider_id).contact_id


@pytest.mark.parametrize("name", ["no_phone_number", "user_id_for_a_number"])
def test_who_has_no_number_is_answered_at_the_user_id(town: Town, name: str) -> None:
    post(sample(name))
    work()

    (posted,) = sent()

    assert posted["recipient"] == "IN.a1b2c3"
    assert "to" not in posted
    (contact,) = Contact.objects.all()
    assert told(ContactKey(contact.bucket, contact.id)) != []
    assert (Window.objects.get().address, Window.objects.get().address_kind) == ("IN.a1b2c3", "wa_user")


def test_who_had_no_number_is_the_same_person_when_it_shows(town: Town) -> None:
    post(sample("no_phone_number"))
    post(sample("text"))
    work()

    assert Contact.objects.count() == 1
    assert whose(wa(RITA)) == whose(user("IN.a1b2c3"))


@pytest.mark.parametrize("name", ["user_changed_number", "user_changed_number_and_user_id"])
def test_after_a_change_of_number_the_talk_goes_on_there_without_what_came_before(
    town: Town, name: str
) -> None:
    post_messages(message("নমস্কার", from_user_id="IN.a1b2c3", at=NOON - 60))
    work()
    sent()
    rita = whose(wa(RITA))
    open_case(town, contact=rita)
    sent()
    heard = len(told(rita))

    post(sample(name))
    work()
    assert len(told(rita)) == heard  # the line spoke, not the person

    post_messages(message("নমস্কার", sender=NEW, at=LATER, id="wamid.moved"))
    post_messages(message("নমস্কার", sender=RITA, at=LATER, id="wamid.stranger"))
    work()

    stranger = whose(wa(RITA))
    assert (contact_of("wamid.moved"), contact_of("wamid.stranger")) == (rita.id, stranger.id)
    assert stranger != rita
    assert (cases_seen_by(town, rita), cases_seen_by(town, stranger)) == ([], [])
    assert {posted["to"] for posted in sent()} == {NEW, RITA}
    assert len(told(rita)) > heard


def test_what_was_promised_to_who_moved_does_not_reach_the_old_number(town: Town) -> None:
    post_messages(message("নমস্কার", at=NOON - 60))
    work()
    sent()
    open_case(town, contact=whose(wa(RITA)))

    post(sample("customer_changed_number"))
    work()

    assert {posted["to"] for posted in sent()} == {NEW}


def test_another_account_on_the_phone_sees_nothing_of_the_one_before(town: Town) -> None:
    post_messages(message("নমস্কার", from_user_id="IN.a1b2c3", at=NOON - 60))
    work()
    rita = whose(wa(RITA))
    case = open_case(town, contact=rita)
    assert cases_seen_by(town, rita) == [case.ref]

    post(sample("customer_identity_changed"))
    work()

    assert cases_seen_by(town, rita) == []
