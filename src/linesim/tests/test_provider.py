"""The provider half accepts what Meta accepts and refuses what Meta refuses, naming the field."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from linesim.graph.nodes import length_of
from linesim.tests.kit import LINE, OTHER_LINE, PERSON, Office, Product, buttons, rows, until

TEXT = {"type": "text", "text": {"body": "নমস্কার"}}


def changed(content: dict[str, Any], path: str, value: object) -> dict[str, Any]:
    """The content with one field, written as a.b.0.c, replaced."""
    *way, last = [int(step) if step.isdigit() else step for step in path.split(".")]
    place: Any = content
    for step in way:
        place = place[step]
    place[last] = value
    return content


def error_of(answer: httpx.Response) -> dict[str, Any]:
    assert answer.status_code == 400, answer.text
    error: dict[str, Any] = answer.json()["error"]
    return error


def test_an_accepted_message_is_answered_like_meta(office: Office) -> None:
    answer = office.sends(TEXT, to="+91 90000-00001")

    assert answer.status_code == 200
    said = answer.json()
    assert said["messaging_product"] == "whatsapp"
    assert said["contacts"] == [{"input": "+91 90000-00001", "wa_id": PERSON}]
    assert said["messages"][0]["message_status"] == "accepted"
    assert said["messages"][0]["id"].startswith("wamid.")


@pytest.mark.parametrize("prefix", ["/v17.0", "/v26.0", "/v99.9", ""])
def test_any_version_prefix_is_taken_and_none(office: Office, prefix: str) -> None:
    body = {"messaging_product": "whatsapp", "to": PERSON, **TEXT}

    assert office.graph.post(f"{prefix}/{LINE}/messages", json=body).status_code == 200


def test_a_message_can_be_addressed_to_a_user_id(office: Office) -> None:
    user_id = office.hears("text", text="নমস্কার")["from_user_id"]

    answer = office.sends(TEXT, recipient=user_id)

    assert answer.json()["contacts"] == [{"input": user_id, "user_id": user_id}]
    assert len(office.received()) == 1


def test_an_unknown_user_id_is_no_object(office: Office) -> None:
    error = error_of(office.sends(TEXT, recipient="IN.NOBODY"))

    assert (error["code"], error["error_subcode"]) == (100, 33)


def test_an_unknown_line_is_no_object(office: Office) -> None:
    error = error_of(office.sends(TEXT, line="424242"))

    assert (error["code"], error["error_subcode"]) == (100, 33)
    assert "424242" in error["message"]
    assert error["fbtrace_id"]


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer wrong", "Basic YTpi", "Bearer \xff"])
def test_without_the_token_nothing_is_done(office: Office, header: str) -> None:
    for method, path in (("POST", f"/v26.0/{LINE}/messages"), ("GET", "/v26.0/1"), ("DELETE", "/1")):
        answer = httpx.request(
            method, office.graph.base_url.join(path), headers={"Authorization": header.encode("latin-1")}
        )

        assert answer.status_code == 401
        assert answer.json()["error"]["code"] == 190


@pytest.mark.parametrize(
    ("content", "code", "details"),
    [
        ({"type": "text"}, 100, "The parameter text is required."),
        ({"type": "text", "text": {}}, 100, "The parameter text['body'] is required."),
        ({"type": "text", "text": {"body": 5}}, 100, "Param text['body'] must be a string."),
        (
            {"type": "text", "text": {"body": "ক" * 4097}},
            100,
            "Param text['body'] must be at most 4096 characters long.",
        ),
        ({"type": "text", "text": "x"}, 100, "Param text must be a JSON object."),
        ({"type": "image", "image": {}}, 100, "The parameter image['id'] or image['link'] is required."),
        (
            {"type": "image", "image": {"id": "12345"}},
            100,
            "Param image['id'] is not a valid whatsapp business account media attachment ID",
        ),
        ({"type": "image", "image": {"link": "ftp://x"}}, 131009, "image['link']: is not a valid URI"),
        (
            {"type": "image", "image": {"link": "https://example.org/a.jpg", "caption": "ক" * 1025}},
            131009,
            "image['caption']: caption length invalid. Min length: 0, Max length: 1024",
        ),
        (
            {"type": "audio", "audio": {"link": "https://example.org/a.ogg", "caption": "ক"}},
            100,
            "The parameter audio['caption'] is not allowed here.",
        ),
        (
            {"type": "location", "location": {"latitude": 91, "longitude": 0}},
            131009,
            "location['latitude']: has to be a number from -90 to 90",
        ),
        (
            {"type": "location", "location": {"latitude": "nan", "longitude": 0}},
            131009,
            "location['latitude']: has to be a number from -90 to 90",
        ),
        (
            {"type": "reaction", "reaction": {"emoji": "x"}},
            100,
            "The parameter reaction['message_id'] is required.",
        ),
        (
            {"type": "template", "template": {"name": "x"}},
            100,
            "The parameter template['language'] is required.",
        ),
        ({"type": "contacts", "contacts": [{}]}, 100, "The parameter contacts[0]['name'] is required."),
        (
            {"type": "interactive", "interactive": {"type": "carousel"}},
            131051,
            "interactive['type']: linesim does not take 'carousel' yet.",
        ),
        ({**TEXT, "biz_opaque_callback_data": "x" * 513}, 131009, None),
        ({**TEXT, "recipient_type": "group"}, 100, None),
        ({**TEXT, "to": "12ab"}, 131009, "to: is not a valid phone number or user id"),
        ({**TEXT, "to": None}, 100, "The parameter to is required."),
        ({**TEXT, "messaging_product": "sms"}, 100, None),
        ({**TEXT, "context": {}}, 100, "The parameter context['message_id'] is required."),
    ],
)
def test_what_is_wrong_is_named(
    office: Office, content: dict[str, Any], code: int, details: str | None
) -> None:
    error = error_of(office.sends(content))

    assert error["code"] == code
    assert error["type"] == "OAuthException"
    assert details in (None, error["error_data"]["details"])
    assert office.received() == []


def test_an_unknown_type_is_refused_with_the_known_ones(office: Office) -> None:
    error = error_of(office.sends({"type": "hologram", "hologram": {}}))

    assert error["message"] == (
        "(#100) Param type must be one of {AUDIO, CONTACTS, DOCUMENT, IMAGE, INTERACTIVE, LOCATION, "
        'REACTION, STICKER, TEMPLATE, TEXT, VIDEO} - got "hologram".'
    )


@pytest.mark.parametrize(
    ("path", "value", "details"),
    [
        (
            "action.buttons",
            [],
            "interactive['action']['buttons']: Invalid buttons count. Min allowed: 1, Max allowed: 3",
        ),
        (
            "body.text",
            "ক" * 1025,
            "interactive['body']['text']: text length invalid. Min length: 1, Max length: 1024",
        ),
        (
            "action.buttons.1.reply.title",
            "হ্যাঁ",
            "interactive['action']['buttons'][1]['reply']['title']: Duplicated button title",
        ),
        (
            "action.buttons.1.reply.id",
            "b1",
            "interactive['action']['buttons'][1]['reply']['id']: Duplicated button id",
        ),
        (
            "action.buttons.1.reply.id",
            "x" * 257,
            (
                "interactive['action']['buttons'][1]['reply']['id']: "
                "id length invalid. Min length: 1, Max length: 256"
            ),
        ),
        (
            "footer",
            {"text": "x" * 61},
            "interactive['footer']['text']: text length invalid. Min length: 1, Max length: 60",
        ),
        (
            "header",
            {"type": "text", "text": "x" * 61},
            "interactive['header']['text']: text length invalid. Min length: 1, Max length: 60",
        ),
    ],
)
def test_buttons_have_meta_s_limits(office: Office, path: str, value: object, details: str) -> None:
    content = changed(buttons("হ্যাঁ", "না"), f"interactive.{path}", value)

    error = error_of(office.sends(content))

    assert error["code"] == 131009
    assert error["error_data"]["details"] == details


def test_a_fourth_button_is_too_many(office: Office) -> None:
    assert office.sends(buttons("1", "2", "3")).status_code == 200
    assert error_of(office.sends(buttons("1", "2", "3", "4")))["code"] == 131009


def test_lengths_are_counted_in_utf_16_units(office: Office) -> None:
    assert length_of("ক😀") == 3
    assert office.sends(buttons("😀" * 10)).status_code == 200
    assert error_of(office.sends(buttons("😀" * 10 + "x")))["code"] == 131009


@pytest.mark.parametrize(
    ("path", "value", "details"),
    [
        (
            "action.button",
            "x" * 21,
            "interactive['action']['button']: button length invalid. Min length: 1, Max length: 20",
        ),
        (
            "action.sections.0.rows.0.title",
            "x" * 25,
            (
                "interactive['action']['sections'][0]['rows'][0]['title']: "
                "title length invalid. Min length: 1, Max length: 24"
            ),
        ),
        (
            "action.sections.0.rows.0.description",
            "x" * 73,
            (
                "interactive['action']['sections'][0]['rows'][0]['description']: "
                "description length invalid. Min length: 0, Max length: 72"
            ),
        ),
        (
            "action.sections.0.rows.0.id",
            "x" * 201,
            (
                "interactive['action']['sections'][0]['rows'][0]['id']: "
                "id length invalid. Min length: 1, Max length: 200"
            ),
        ),
        (
            "action.sections.0.rows.0.id",
            "r2",
            "interactive['action']['sections'][0]['rows'][1]['id']: Duplicated row id",
        ),
        (
            "action.sections.0.rows.0.title",
            "জল",
            "interactive['action']['sections'][0]['rows'][1]['title']: Duplicated row title",
        ),
        (
            "action.sections.0.rows",
            [],
            (
                "interactive['action']['sections'][0]['rows']: "
                "Invalid rows count. Min allowed: 1, Max allowed: 10"
            ),
        ),
        ("header", {"type": "image", "image": {"link": "https://example.org/x.jpg"}}, None),
    ],
)
def test_lists_have_meta_s_limits(office: Office, path: str, value: object, details: str | None) -> None:
    content = changed(rows("আলো", "জল"), f"interactive.{path}", value)

    error = error_of(office.sends(content))

    assert details in (None, error["error_data"]["details"])


def test_ten_rows_over_all_sections_are_the_most(office: Office) -> None:
    titles = [f"সারি {n}" for n in range(11)]

    assert office.sends(rows(*titles[:10], sections=2)).status_code == 200
    error = error_of(office.sends(rows(*titles, sections=2)))

    assert error["error_data"]["details"].endswith("Total row count exceed max allowed count: 10")


def test_several_sections_need_titles(office: Office) -> None:
    error = error_of(
        office.sends(changed(rows("ক", "খ", sections=2), "interactive.action.sections.1.title", ""))
    )

    assert error["error_data"]["details"] == (
        "The parameter interactive['action']['sections'][1]['title'] is required."
    )


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b'"x"', b"\xff", b"null", b"[" * 100_000, b'{"a": NaN}'])
def test_a_body_that_is_no_object_is_refused_in_meta_s_envelope(office: Office, body: bytes) -> None:
    error = error_of(office.graph.post(f"/v26.0/{LINE}/messages", content=body))

    assert error["code"] == 100


def test_a_lone_surrogate_is_refused(office: Office) -> None:
    body = b'{"messaging_product":"whatsapp","to":"919000000001","type":"text","text":{"body":"\\ud800"}}'

    error = error_of(office.graph.post(f"/v26.0/{LINE}/messages", content=body))

    assert error["error_data"]["details"] == "Param text['body'] must be valid Unicode text."


def test_unknown_paths_answer_in_meta_s_envelope(office: Office) -> None:
    error = error_of(office.graph.get("/v26.0/1/2/3"))

    assert (error["code"], error["message"]) == (2500, "Unknown path components: /v26.0/1/2/3")


def test_the_callback_data_stands_in_every_status(office: Office, product: Product) -> None:
    wamid = office.says("নমস্কার", biz_opaque_callback_data="outbox-1")

    office.received()

    until(lambda: len(product.statuses) == 3)
    assert [(status["status"], status["biz_opaque_callback_data"]) for status in product.statuses] == [
        ("sent", "outbox-1"),
        ("delivered", "outbox-1"),
        ("read", "outbox-1"),
    ]
    assert {status["id"] for status in product.statuses} == {wamid}


def test_reading_a_message_marks_all_earlier_ones_and_shows_typing(office: Office) -> None:
    first, second, third = (office.writes(text) for text in ("এক", "দুই", "তিন"))
    receipt = {
        "messaging_product": "whatsapp",
        "status": "read",
        "message_id": second,
        "typing_indicator": {"type": "text"},
    }

    answer = office.graph.post(f"/v26.0/{LINE}/messages", json=receipt)

    chat = office.control.get(f"/phones/{PERSON}/chat", params={"line": LINE}).json()
    assert answer.json() == {"success": True}
    assert {bubble["id"]: bubble["seen"] for bubble in chat["bubbles"]} == {
        first: True,
        second: True,
        third: False,
    }
    assert chat["typing"]


def test_a_receipt_for_a_message_of_another_line_is_refused(office: Office) -> None:
    wamid = office.writes()
    receipt = {"messaging_product": "whatsapp", "status": "read", "message_id": wamid}

    assert office.graph.post(f"/v26.0/{OTHER_LINE}/messages", json=receipt).status_code == 400
    assert (
        office.graph.post(f"/v26.0/{LINE}/messages", json={**receipt, "message_id": "x"}).status_code == 400
    )
