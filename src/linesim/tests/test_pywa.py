"""pywa, a client that others wrote, drives the provider half and reads its webhooks."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterator

import httpx
import pytest
from pywa import WhatsApp
from pywa.errors import InvalidParameter, WhatsAppError
from pywa.types import (
    Button,
    CallbackButton,
    CallbackSelection,
    Message,
    MessageStatus,
    PhoneNumberChange,
    RawUpdate,
    Section,
    SectionList,
    SectionRow,
)

from linesim.samples import sample
from linesim.tests.kit import LINE, PERSON, SECRET, TOKEN, Office, Posted, until


class ToLinesim(httpx.HTTPTransport):
    """Sends what is meant for Meta's host to linesim."""

    def __init__(self, url: str) -> None:
        super().__init__()
        self._url = httpx.URL(url)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        request.url = request.url.copy_with(scheme="http", host=self._url.host, port=self._url.port)
        return super().handle_request(request)


@pytest.fixture
def wa(office: Office) -> Iterator[WhatsApp]:
    with httpx.Client(transport=ToLinesim(str(office.graph.base_url))) as session:
        yield WhatsApp(phone_id=LINE, token=TOKEN, session=session, server=None, app_secret=SECRET)


def update(posted: Posted) -> RawUpdate:
    return RawUpdate(posted.body, hmac_header=posted.signature, update_hash="")


def test_a_text_arrives(wa: WhatsApp, office: Office) -> None:
    sent = wa.send_message(PERSON, "নমস্কার", tracker="outbox 7")

    received = office.received()

    assert [(message["id"], message["type"], message["text"]) for message in received] == [
        (sent.id, "text", "নমস্কার")
    ]
    until(lambda: len(office.product.statuses) == 3)
    assert {status["biz_opaque_callback_data"] for status in office.product.statuses} == {"outbox 7"}


def test_buttons_arrive_and_a_tap_is_parsed(wa: WhatsApp, office: Office) -> None:
    sent = wa.send_message(PERSON, "ঠিক আছে?", buttons=[Button("হ্যাঁ", "q:yes"), Button("না", "q:no")])

    office.hears("choose", title="না")

    assert office.received()[0]["choices"] == [
        {"id": "q:yes", "title": "হ্যাঁ", "description": ""},
        {"id": "q:no", "title": "না", "description": ""},
    ]
    tap = CallbackButton.from_update(wa, update(office.product.posted[-1]))
    assert (tap.data, tap.title) == ("q:no", "না")
    assert tap.reply_to_message is not None
    assert tap.reply_to_message.id == sent.id


def test_a_list_arrives_and_a_selection_is_parsed(wa: WhatsApp, office: Office) -> None:
    row = SectionRow(title="রাস্তার আলো", callback_data="light", description="জ্বলছে না")
    wa.send_message(PERSON, "কী সমস্যা?", buttons=SectionList("তালিকা", [Section("সমস্যা", [row])]))

    office.hears("choose", index=1)

    selection = CallbackSelection.from_update(wa, update(office.product.posted[-1]))
    assert (selection.data, selection.title, selection.description) == ("light", "রাস্তার আলো", "জ্বলছে না")


def test_an_image_is_uploaded_and_arrives_with_its_bytes(wa: WhatsApp, office: Office) -> None:
    wa.send_image(PERSON, sample("image").content, caption="মেরামতের পরে", mime_type="image/jpeg")

    (received,) = office.received()

    assert (received["type"], received["text"]) == ("image", "মেরামতের পরে")
    assert httpx.get(received["file"]).content == sample("image").content


def test_a_document_keeps_its_bengali_filename(wa: WhatsApp, office: Office) -> None:
    paper = sample("document").content
    wa.send_document(PERSON, paper, filename="প্রাপ্তি স্বীকার.pdf", mime_type="application/pdf")

    (received,) = office.received()

    assert (received["type"], received["filename"]) == ("document", "প্রাপ্তি স্বীকার.pdf")
    assert httpx.get(received["file"]).content == paper


def test_location_reaction_and_read_receipt_are_accepted(wa: WhatsApp, office: Office) -> None:
    wamid = office.writes()

    wa.send_location(PERSON, latitude=26.5163, longitude=89.2044, name="ফালাকাটা")
    wa.send_reaction(PERSON, "👍", wamid)
    assert wa.mark_message_as_read(wamid).success

    place, reaction = office.received()
    assert place["location"] == {"lat": 26.5163, "lon": 89.2044, "name": "ফালাকাটা", "address": ""}
    assert (reaction["type"], reaction["about"]) == ("reaction", wamid)


def test_refusals_become_the_errors_pywa_knows(wa: WhatsApp) -> None:
    with pytest.raises(InvalidParameter) as refused:
        wa.send_message(PERSON, "?", buttons=[Button("অফিসারের সঙ্গে কথা বলুন", "x")])

    assert refused.value.details == (
        "interactive['action']['buttons'][0]['reply']['title']: "
        "title length invalid. Min length: 1, Max length: 20"
    )


def test_an_unknown_number_is_no_object(wa: WhatsApp) -> None:
    with pytest.raises(WhatsAppError) as refused:
        wa.send_message(PERSON, "?", sender="999")

    assert (refused.value.code, refused.value.subcode, refused.value.status_code) == (100, 33, 400)


def test_a_text_of_the_person_is_parsed(wa: WhatsApp, office: Office) -> None:
    office.control.post(f"/phones/{PERSON}", json={"name": "রহিমা বিবি"})

    office.hears("text", text="রাস্তায় জল/কাদা")

    message = Message.from_update(wa, update(office.product.posted[-1]))
    assert (message.text, message.from_user.name) == ("রাস্তায় জল/কাদা", "রহিমা বিবি")
    assert message.from_user.wa_id == PERSON
    assert message.from_user.bsuid.startswith("IN.")
    assert message.metadata.phone_number_id == LINE


def test_a_person_without_a_number_is_parsed_and_answered(wa: WhatsApp, office: Office) -> None:
    office.control.post(f"/phones/{PERSON}", json={"hide_phone": True, "username": "rahima"})
    office.hears("text", text="নমস্কার")

    person = Message.from_update(wa, update(office.product.posted[-1])).from_user
    sent = wa.send_message(person.bsuid, "বলুন")
    until(lambda: len(office.product.statuses) == 2)

    assert (person.wa_id, person.username) == (None, "rahima")
    assert [message["id"] for message in office.received()] == [sent.id]
    status = MessageStatus.from_update(wa, update(office.product.posted[-1]))
    assert (status.id, status.from_user.bsuid, status.from_user.wa_id) == (sent.id, person.bsuid, None)


def test_a_change_of_number_is_parsed(wa: WhatsApp, office: Office) -> None:
    office.hears("text", text="নমস্কার")
    user_id = office.control.post(f"/phones/{PERSON}", json={"new_number": "919000000077"}).json()["user_id"]
    until(lambda: len(office.product.messages) == 2)

    change = PhoneNumberChange.from_update(wa, update(office.product.posted[-1]))

    assert change.sys_type.value == "user_changed_number"
    assert (change.old_wa_id, change.new_wa_id, change.new_user_id) == (PERSON, "919000000077", user_id)


def test_a_voice_and_a_paper_of_the_person_are_fetched(wa: WhatsApp, office: Office) -> None:
    office.hears("audio")
    voice = Message.from_update(wa, update(office.product.posted[-1])).audio
    office.hears("document", caption="দলিল")
    paper = Message.from_update(wa, update(office.product.posted[-1])).document

    assert voice is not None
    assert paper is not None
    assert (voice.voice, voice.get_bytes()) == (True, sample("audio").content)
    assert (paper.filename, paper.get_bytes()) == ("paper.pdf", sample("document").content)


def test_a_photo_of_the_person_is_fetched_by_its_id(wa: WhatsApp, office: Office) -> None:
    office.hears("image", caption="এই গর্ত")

    message = Message.from_update(wa, update(office.product.posted[-1]))

    assert message.image is not None
    assert (message.image.caption, message.image.mime_type) == ("এই গর্ত", "image/jpeg")
    fetched = message.image.get_bytes()
    assert fetched == sample("image").content
    assert hashlib.sha256(fetched).digest() == base64.b64decode(message.image.sha256)


def test_statuses_are_parsed_and_the_signature_is_accepted(wa: WhatsApp, office: Office) -> None:
    sent = wa.send_message(PERSON, "নমস্কার")
    until(lambda: len(office.product.posted) == 2)

    for posted in office.product.posted:
        assert wa.webhook_update_validator(posted.body, posted.signature) is None
    statuses = [MessageStatus.from_update(wa, update(posted)) for posted in office.product.posted]

    assert [(status.id, status.status.value) for status in statuses] == [
        (sent.id, "sent"),
        (sent.id, "delivered"),
    ]
    assert statuses[0].pricing is not None
    assert statuses[0].pricing.category.value == "service"


def test_the_bytes_are_escaped_as_meta_escapes_them(office: Office) -> None:
    office.hears("text", text="ক/😀")

    body = office.product.posted[-1].body

    assert b'"body":"\\u0995\\/\\ud83d\\ude00"' in body
    assert body.isascii()
    assert json.loads(body)["object"] == "whatsapp_business_account"
