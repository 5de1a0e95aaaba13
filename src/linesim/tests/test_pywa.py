"""pywa, a client that others wrote, drives the provider half and reads its webhooks."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterator

import httpx
import pytest
from pywa import WhatsApp
from pywa import errors as pywa_errors
from pywa.errors import InvalidParameter, WhatsAppError
from pywa.types import (
    Button,
    CallbackButton,
    CallbackSelection,
    Contact,
    FlowButton,
    Message,
    MessageStatus,
    PhoneNumberChange,
    RawUpdate,
    Section,
    SectionList,
    SectionRow,
    URLButton,
)
from pywa.types.templates import (
    BodyText,
    Buttons,
    FooterText,
    HeaderText,
    QuickReplyButton,
    Template,
    TemplateCategory,
    TemplateLanguage,
)

from linesim.failures import FAILURES
from linesim.lines import WABA_ID
from linesim.samples import sample, taken_by
from linesim.tests.kit import LINE, OTHER_LINE, PERSON, SECRET, TOKEN, Office, Posted, until


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
        yield WhatsApp(
            phone_id=LINE,
            token=TOKEN,
            session=session,
            server=None,
            app_id=300000000000001,
            app_secret=SECRET,
            waba_id=WABA_ID,
        )


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
    assert fetched == taken_by(PERSON).content
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


def case_update(*, quick: QuickReplyButton) -> Template:
    return Template(
        name="case_update",
        language=TemplateLanguage.BENGALI,
        category=TemplateCategory.UTILITY,
        components=[
            HeaderText("অভিযোগ {{1}}", "261100071"),
            BodyText("{{1}}, আপনার অভিযোগ {{2}} মিটেছে।", "x", "y"),
            FooterText(text="ফালাকাটা পুরসভা"),
            Buttons(buttons=[quick]),
        ],
    )


def test_a_template_is_created_listed_sent_tapped_and_deleted(wa: WhatsApp, office: Office) -> None:
    quick = QuickReplyButton(text="আবার খুলুন")
    template = case_update(quick=quick)
    template.components[1] = BodyText("নমস্কার {{1}}, অভিযোগ {{2}} মিটেছে।", "রহিমা", "261100071")
    created = wa.create_template(template)

    listed = list(wa.get_templates())
    sent = wa.send_template(
        PERSON,
        name="case_update",
        language=TemplateLanguage.BENGALI,
        params=[
            HeaderText.params("261100071"),
            BodyText.params("রহিমা", "261100071"),
            QuickReplyButton.params(callback_data="case:reopen", index=0),
        ],
        tracker="outbox 8",
    )

    assert created.status.value == "APPROVED"
    assert [(each.id, each.name, each.language.value) for each in listed] == [
        (created.id, "case_update", "bn")
    ]
    assert wa.get_template(created.id).category == TemplateCategory.UTILITY
    (received,) = office.received()
    assert (received["id"], received["text"]) == (sent.id, "নমস্কার রহিমা, অভিযোগ 261100071 মিটেছে।")
    assert [choice["id"] for choice in received["choices"]] == ["case:reopen"]
    office.hears("choose", index=1)
    tap = CallbackButton.from_update(wa, update(office.product.posted[-1]))
    assert (tap.type.value, tap.data, tap.title) == ("button", "case:reopen", "আবার খুলুন")
    assert wa.delete_template(template_name="case_update").success
    assert list(wa.get_templates()) == []


def test_a_template_s_mistakes_become_the_errors_pywa_knows(wa: WhatsApp) -> None:
    wa.create_template(
        Template(
            name="plain",
            language=TemplateLanguage.BENGALI,
            category=TemplateCategory.UTILITY,
            components=[BodyText("অভিযোগ {{1}} মিটেছে।", "261100071")],
        )
    )

    with pytest.raises(pywa_errors.TemplateParamCountMismatch):
        wa.send_template(PERSON, name="plain", language=TemplateLanguage.BENGALI, params=[])
    with pytest.raises(pywa_errors.TemplateNotExists):
        wa.send_template(PERSON, name="plain", language=TemplateLanguage.HINDI, params=[])
    with pytest.raises(WhatsAppError) as refused:
        wa.create_template(case_update(quick=QuickReplyButton(text="x")))
    assert (refused.value.code, refused.value.subcode) == (100, 2388299)
    assert refused.value.user_title == "Leading or trailing params not allowed"


def test_every_refusal_is_the_exception_that_pywa_has_for_it(wa: WhatsApp, office: Office) -> None:
    for code in set(FAILURES) - {0}:  # 0 is no code to be set
        office.control.post(f"/lines/{LINE}/account", json={"refuse_with": code}).raise_for_status()

        with pytest.raises(WhatsAppError._get_exception(code)) as refused:
            wa.send_message(PERSON, "?")

        assert (refused.value.code, refused.value.details) == (code, FAILURES[code].details)


def test_a_failed_status_is_the_exception_that_pywa_has_for_it(wa: WhatsApp, office: Office) -> None:
    office.control.post(f"/lines/{LINE}/account", json={"rules": "meta"}).raise_for_status()
    wa.send_message(PERSON, "নমস্কার")
    until(lambda: len(office.product.statuses) == 1)

    (status,) = office.product.statuses

    error = WhatsAppError.from_dict(status["errors"][0])
    assert type(error) is pywa_errors.ReEngagementMessage
    assert error.href is not None


def test_every_kind_of_file_is_sent(wa: WhatsApp, office: Office) -> None:
    voice = sample("audio").content
    wa.send_audio(PERSON, voice, mime_type="audio/ogg")
    wa.send_video(PERSON, b"....ftypmp42", caption="রাস্তা", mime_type="video/mp4")
    wa.send_sticker(PERSON, b"RIFF....WEBP", mime_type="image/webp")

    received = office.received()

    assert [message["type"] for message in received] == ["audio", "video", "sticker"]
    assert httpx.get(received[0]["file"]).content == voice


def test_a_file_is_uploaded_described_fetched_and_deleted(wa: WhatsApp) -> None:
    media = wa.upload_media(sample("image").content, mime_type="image/jpeg", filename="photo.jpg")

    described = wa.get_media_url(media.id)

    assert described.mime_type == "image/jpeg"
    assert wa.get_media_bytes(described.url) == sample("image").content
    assert wa.delete_media(media.id).success
    with pytest.raises(WhatsAppError) as refused:
        wa.get_media_url(media.id)
    assert refused.value.subcode == 33


def test_links_questions_flows_and_contacts_arrive(wa: WhatsApp, office: Office) -> None:
    wa.send_message(PERSON, "দেখুন", buttons=URLButton("খুলুন", "https://example.org"))
    wa.request_location(PERSON, "কোথায়?")
    wa.request_contact_info(PERSON, "আপনার নম্বর?")
    wa.send_message(PERSON, "আবেদন", buttons=FlowButton("শুরু করুন", flow_id="77", flow_token="t:1"))
    wa.send_contact(PERSON, Contact(name=Contact.Name(formatted_name="ফালাকাটা পুরসভা", first_name="পুরসভা")))

    received = office.received()

    assert [message["type"] for message in received] == [
        "cta_url",
        "location_request",
        "contact_request",
        "flow",
        "contacts",
    ]
    assert received[0]["actions"] == [{"kind": "url", "title": "খুলুন", "value": "https://example.org"}]
    assert received[3]["choices"] == [{"id": "t:1", "title": "শুরু করুন", "description": ""}]


def test_a_number_is_managed(wa: WhatsApp, office: Office) -> None:
    number = wa.get_business_phone_number()
    numbers = list(wa.get_business_phone_numbers())

    assert (number.id, number.quality_rating, number.platform_type) == (LINE, "GREEN", "CLOUD_API")
    assert number.throughput == {"level": "STANDARD"}
    assert [each.id for each in numbers] == [LINE, OTHER_LINE]
    assert wa.get_business_account().id == WABA_ID
    assert wa.update_business_profile(about="জনসেবা", websites=["https://example.org"]).success
    profile = wa.get_business_profile()
    assert (profile.about, profile.websites) == ("জনসেবা", ("https://example.org",))
    assert wa.deregister_phone_number().success
    with pytest.raises(WhatsAppError) as refused:
        wa.send_message(PERSON, "?")
    assert refused.value.code == 133010
    assert wa.register_phone_number(pin="123456").success
    wa.send_message(PERSON, "আবার")
    assert len(office.received()) == 1


def test_a_token_and_an_upload_are_had(wa: WhatsApp) -> None:
    assert wa.get_app_access_token(app_id=300000000000001, app_secret=SECRET) == TOKEN

    session = wa.api.create_upload_session("300000000000001", "x.png", 6, "image/png")["id"]
    assert wa.api.upload_file(session, b"abc")["file_offset"] == 3
    assert wa.api.get_upload_session(session) == {"id": session, "file_offset": 3}
    assert wa.api.upload_file(session, b"def", file_offset=3)["h"].startswith("4:")
