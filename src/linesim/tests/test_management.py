"""Numbers, profiles, keys and files as the owner of the account manages them."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from linesim.lines import WABA_ID
from linesim.tests.kit import LINE, TOKEN, Office

NUMBER = f"/v26.0/{LINE}"
KEY = (
    "-----BEGIN PUBLIC KEY-----\n" + "\n".join(["A" * 64] * 6 + ["AAAAAAAA"]) + "\n-----END PUBLIC KEY-----\n"
)


def code_of(answer: httpx.Response) -> int:
    assert answer.is_error, answer.text
    code: int = answer.json()["error"]["code"]
    return code


def register(office: Office, pin: str) -> httpx.Response:
    return office.graph.post(f"{NUMBER}/register", json={"messaging_product": "whatsapp", "pin": pin})


def test_fields_choose_what_is_told(office: Office) -> None:
    answer = office.graph.get(NUMBER, params={"fields": "verified_name,throughput{level}"})

    assert answer.json() == {"id": LINE, "verified_name": "linesim", "throughput": {"level": "STANDARD"}}


def test_the_first_pin_is_wanted_ever_after(office: Office) -> None:
    assert register(office, "12ab56").status_code == 400
    assert register(office, "123456").json() == {"success": True}
    assert code_of(register(office, "654321")) == 133005
    assert office.graph.get(NUMBER).json()["is_pin_enabled"]


def test_ten_registrations_in_72_hours_are_the_most(office: Office) -> None:
    for _ in range(10):
        assert register(office, "123456").status_code == 200

    assert code_of(register(office, "123456")) == 133016
    office.control.post("/clock", json={"advance": 72 * 3600})
    assert register(office, "123456").status_code == 200


def test_where_messages_are_stored_is_chosen_before_registering(office: Office) -> None:
    storage = {"storage_configuration": {"status": "IN_COUNTRY_STORAGE_ENABLED", "region": "IN"}}

    assert code_of(office.graph.post(f"{NUMBER}/settings", json=storage)) == 100
    office.graph.post(f"{NUMBER}/deregister")
    assert office.graph.post(f"{NUMBER}/settings", json=storage).json() == {"success": True}
    assert office.graph.get(f"{NUMBER}/settings").json() == storage


def test_a_profile_keeps_what_is_not_named_and_loses_what_is_emptied(office: Office) -> None:
    def change(**fields: Any) -> httpx.Response:
        body = {"messaging_product": "whatsapp", **fields}
        return office.graph.post(f"{NUMBER}/whatsapp_business_profile", json=body)

    assert change(about="জনসেবা", vertical="GOVT", email="office@example.org").status_code == 200
    assert change(email="").status_code == 200

    told = office.graph.get(f"{NUMBER}/whatsapp_business_profile").json()["data"]
    assert told == [{"messaging_product": "whatsapp", "about": "জনসেবা", "vertical": "GOVT"}]
    for wrong in ({"about": "ক" * 140}, {"vertical": "TOWN"}, {"websites": ["example.org"]}):
        assert change(**wrong).status_code == 400


@pytest.mark.parametrize("as_form", [True, False])
def test_a_public_key_is_kept_if_it_is_one(office: Office, as_form: bool) -> None:
    path = f"{NUMBER}/whatsapp_business_encryption"

    def post(key: str) -> httpx.Response:
        given = {"business_public_key": key}
        return office.graph.post(path, data=given) if as_form else office.graph.post(path, json=given)

    assert code_of(post("no key")) == 100
    assert office.graph.get(path).json() == {"data": []}
    assert post(KEY).json() == {"success": True}
    assert office.graph.get(path).json()["data"][0]["business_public_key_signature_status"] == "VALID"


def test_a_subscription_can_be_had_and_ended(office: Office) -> None:
    path = f"/v26.0/{WABA_ID}/subscribed_apps"

    assert len(office.graph.get(path).json()["data"]) == 1
    assert office.graph.delete(path).json() == {"success": True}
    assert office.graph.get(path).json() == {"data": []}
    assert office.graph.post(path).json() == {"success": True}


@pytest.mark.parametrize(
    "path",
    [
        "/v26.0/424242/message_templates",
        "/v26.0/424242/phone_numbers",
        "/v26.0/424242/subscribed_apps",
        "/v26.0/424242/settings",
        "/v26.0/424242/whatsapp_business_profile",
        "/v26.0/424242",
    ],
)
def test_an_unknown_id_is_no_object_anywhere(office: Office, path: str) -> None:
    error = office.graph.get(path).json()["error"]

    assert (error["code"], error["error_subcode"]) == (100, 33)


def test_management_wants_the_token_too(office: Office) -> None:
    for method, path in (("GET", f"/v26.0/{WABA_ID}/message_templates"), ("POST", f"{NUMBER}/register")):
        answer = httpx.request(method, office.graph.base_url.join(path))

        assert (answer.status_code, answer.json()["error"]["code"]) == (401, 190)


@pytest.mark.parametrize(
    ("offset", "content"), [("1", b"abc"), ("0", b"more bytes than were said"), ("x", b"a")]
)
def test_an_upload_goes_on_where_it_stopped(office: Office, offset: str, content: bytes) -> None:
    asked = {"file_length": 3, "file_type": "image/png"}
    session = office.graph.post("/v26.0/300000000000001/uploads", params=asked).json()["id"]

    answer = office.graph.post(f"/v26.0/{session}", content=content, headers={"file_offset": offset})

    assert code_of(answer) == 100
    oauth = {"Authorization": f"OAuth {TOKEN}"}
    assert office.graph.get(f"/v26.0/{session}", headers=oauth).json()["file_offset"] == 0


@pytest.mark.parametrize(
    "asked",
    [{}, {"file_length": 3}, {"file_length": 0, "file_type": "image/png"}, {"file_length": "x"}],
)
def test_an_upload_says_how_long_it_is_and_of_what_type(office: Office, asked: dict[str, Any]) -> None:
    assert code_of(office.graph.post("/v26.0/300000000000001/uploads", params=asked)) == 100


@pytest.mark.parametrize(
    ("action", "details"),
    [
        (
            {"type": "cta_url", "parameters": {"display_text": "খুলুন", "url": "ftp://x"}},
            "interactive['action']['parameters']['url']: is not a valid URI",
        ),
        (
            {"type": "cta_url", "parameters": {"display_text": "x" * 21, "url": "https://x"}},
            None,
        ),
        ({"type": "flow", "parameters": {"flow_message_version": "3", "flow_cta": "x"}}, None),
        (
            {"type": "flow", "parameters": {"flow_message_version": "2", "flow_id": "1", "flow_cta": "x"}},
            None,
        ),
        ({"type": "location_request_message", "name": "send_place"}, None),
    ],
)
def test_what_leads_somewhere_has_to_say_where(
    office: Office, action: dict[str, Any], details: str | None
) -> None:
    kind = action.pop("type")
    interactive = {"type": kind, "body": {"text": "দেখুন"}, "action": {"name": kind, **action}}

    error = office.sends({"type": "interactive", "interactive": interactive}).json()["error"]

    assert error["code"] in (100, 131009)
    assert details in (None, error["error_data"]["details"])
