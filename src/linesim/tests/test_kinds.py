"""Every kind of thing a person can send, in Meta's shape of it, and what may stand beside any of them."""

from __future__ import annotations

import json
from typing import Any

import httpx
import pytest

from linesim.samples import sample
from linesim.tests.kit import LINE, PERSON, Office, Product, running_linesim, until

TOKEN_OF_FLOW = "flow-token-7"
FLOW = {
    "type": "interactive",
    "interactive": {
        "type": "flow",
        "body": {"text": "ফর্মটি পূরণ করুন"},
        "action": {
            "name": "flow",
            "parameters": {
                "flow_message_version": "3",
                "flow_id": "100000000000007",
                "flow_cta": "ফর্ম খুলুন",
                "flow_token": TOKEN_OF_FLOW,
            },
        },
    },
}
QUESTION_FOR_NUMBER = {
    "type": "interactive",
    "interactive": {
        "type": "request_contact_info",
        "body": {"text": "আপনার নম্বর জানান"},
        "action": {"name": "request_contact_info"},
    },
}


@pytest.mark.parametrize(
    ("kind", "mime_type", "more"),
    [
        ("video", "video/mp4", {"caption": "এই জল"}),
        ("sticker", "image/webp", {"animated": False}),
        ("audio", "audio/ogg; codecs=opus", {"voice": True}),
    ],
)
def test_other_files_are_sent_too(office: Office, kind: str, mime_type: str, more: dict[str, object]) -> None:
    node = office.hears(kind, caption="এই জল")[kind]

    assert node["mime_type"] == mime_type
    assert {key: node[key] for key in more} == more
    assert ("caption" in node) == (kind == "video")
    assert office.graph.get(node["url"]).content == sample(kind).content


def test_a_sound_may_be_an_attached_file_and_a_sticker_may_move(office: Office) -> None:
    assert office.hears("audio", voice=False)["audio"]["voice"] is False
    assert office.hears("sticker", animated=True)["sticker"]["animated"] is True


def test_a_quick_reply_of_a_template_is_a_button(office: Office) -> None:
    wamid = office.says("ঠিক হয়েছে?")

    tapped = office.hears("button", text="হ্যাঁ", payload="case:7:yes", reply_to=wamid)
    plain = office.hears("button", text="হ্যাঁ")

    assert (tapped["type"], tapped["button"]) == ("button", {"payload": "case:7:yes", "text": "হ্যাঁ"})
    assert tapped["context"] == {"from": "910000000001", "id": wamid}
    assert plain["button"]["payload"] == "হ্যাঁ"


def test_a_filled_flow_brings_back_the_token_of_its_invitation(office: Office) -> None:
    invitation = office.sends(FLOW).json()["messages"][0]["id"]

    message = office.hears("flow", values={"applicant": "রহিমা বিবি", "ward": 7})

    reply = message["interactive"]["nfm_reply"]
    assert message["interactive"]["type"] == "nfm_reply"
    assert json.loads(reply["response_json"]) == {
        "applicant": "রহিমা বিবি",
        "ward": 7,
        "flow_token": TOKEN_OF_FLOW,
    }
    assert (reply["name"], reply["body"]) == ("flow", "Sent")
    assert message["context"]["id"] == invitation


def test_a_flow_may_come_without_its_token_or_as_no_object(office: Office) -> None:
    office.sends(FLOW)

    bare = office.hears("flow", values={"a": 1}, flow_token="")["interactive"]["nfm_reply"]
    odd = office.hears("flow", response_json="[1, 2]")["interactive"]["nfm_reply"]
    named = office.hears("flow", values={"a": 1, "flow_token": "own"})["interactive"]["nfm_reply"]

    assert (json.loads(bare["response_json"]), odd["response_json"]) == ({"a": 1}, "[1, 2]")
    assert json.loads(named["response_json"])["flow_token"] == "own"


def test_the_button_of_a_flow_is_no_choice(office: Office) -> None:
    office.offers("হ্যাঁ", "না")
    office.sends(FLOW)

    assert office.hears("choose", title="না")["interactive"]["button_reply"]["id"] == "b2"


def test_a_number_that_was_asked_for_says_so(office: Office) -> None:
    asked = office.sends(QUESTION_FOR_NUMBER).json()["messages"][0]["id"]

    answer = office.hears("contact")
    of_another = office.hears("contact", name="সুজয়", phone="+91 90000 00002")

    (card,) = answer["contacts"]
    assert (card["origin"], card["phones"][0]["wa_id"], answer["context"]["id"]) == (
        "contact_request",
        PERSON,
        asked,
    )
    assert of_another["contacts"][0]["origin"] == "other"
    assert office.hears("contact", origin="contact_request")["contacts"][0]["origin"] == "contact_request"


def test_an_order_is_sent(office: Office) -> None:
    items = [{"product_retailer_id": "bin", "quantity": 2, "item_price": 150.5, "currency": "INR"}]

    order = office.hears("order", catalog_id="9", items=items, text="দুটি")["order"]

    assert order == {"catalog_id": "9", "product_items": items, "text": "দুটি"}


def test_a_text_is_written_anew(office: Office) -> None:
    wamid = office.writes("ভূল")

    message = office.hears("edit", text="ভুল")

    assert (message["type"], message["edit"]) == (
        "edit",
        {"original_message_id": wamid, "message": {"type": "text", "text": {"body": "ভুল"}}},
    )
    chat = office.control.get(f"/phones/{PERSON}/chat", params={"line": LINE}).json()
    assert [bubble["text"] for bubble in chat["bubbles"]] == ["ভুল"]


def test_a_caption_is_written_anew_and_a_place_is_not(office: Office) -> None:
    photo = office.hears("image", caption="গর্ত")
    edited = office.hears("edit", text="বড় গর্ত", message=photo["id"])["edit"]["message"]
    place = office.hears("location", lat=26.5, lon=89.2)

    assert (edited["type"], edited["image"]["id"]) == ("image", photo["image"]["id"])
    assert edited["image"]["caption"] == "বড় গর্ত"
    assert office.person("edit", text="x", message=place["id"]).status_code == 422


def test_a_new_phone_is_told_by_the_system_without_contacts(office: Office, product: Product) -> None:
    message = office.hears("system")

    assert (message["type"], message["system"]["type"]) == ("system", "customer_identity_changed")
    assert message["system"]["identity"] == message["identity"]["hash"]
    assert "contacts" not in product.values[-1]
    assert office.hears("system", kind="something_of_tomorrow")["system"]["type"] == "something_of_tomorrow"


@pytest.mark.parametrize("response", ["accept", "reject"])
def test_a_permission_to_call_is_answered(office: Office, response: str) -> None:
    reply = office.hears("call_permission", response=response)["interactive"]["call_permission_reply"]

    assert (reply["response"], reply["response_source"]) == (response, "user_action")
    assert ("expiration_timestamp" in reply) == (response == "accept")


ANYTHING: list[tuple[str, dict[str, Any]]] = [
    ("text", {"text": "x"}),
    ("image", {}),
    ("video", {}),
    ("document", {}),
    ("audio", {}),
    ("sticker", {}),
    ("location", {"lat": 1, "lon": 2}),
    ("contact", {}),
    ("order", {"items": [{"product_retailer_id": "x"}]}),
    ("button", {"text": "x"}),
    ("flow", {"values": {}, "flow_token": "t"}),
    ("unknown", {"kind": "hologram"}),
]


@pytest.mark.parametrize(("kind", "more"), ANYTHING)
def test_anything_may_be_a_reply_and_may_be_forwarded(
    office: Office, kind: str, more: dict[str, Any]
) -> None:
    wamid = office.says("কোনটা?")

    context = office.hears(kind, reply_to=wamid, forwarded=True, **more)["context"]

    assert context == {"from": "910000000001", "id": wamid, "forwarded": True}


def test_what_was_forwarded_often_says_so(office: Office) -> None:
    assert office.hears("text", text="x", frequently_forwarded=True)["context"] == {
        "frequently_forwarded": True
    }


def test_who_comes_by_an_advertisement_brings_it_along(office: Office) -> None:
    ad = {"headline": "আপনার পৌরসভা", "ctwa_clid": "c7", "welcome_message": "নমস্কার"}

    referral = office.hears("text", text="শুরু", referral=ad)["referral"]

    assert referral == {
        "source_url": "https://fb.me/linesim",
        "source_id": "120000000000001",
        "source_type": "ad",
        "headline": "আপনার পৌরসভা",
        "ctwa_clid": "c7",
        "welcome_message": {"text": "নমস্কার"},
    }


def test_a_product_and_a_group_may_be_named(office: Office) -> None:
    about = {"catalog_id": "9", "product_retailer_id": "bin"}

    message = office.hears("text", text="দাম?", referred_product=about, group_id="g1")

    assert (message["context"], message["group_id"]) == ({"referred_product": about}, "g1")


# --- beside messages ---


def test_staff_type_in_the_phone_app(office: Office, product: Product) -> None:
    answer = office.control.post(f"/lines/{LINE}/echo", json={"to": PERSON, "text": "আমরা দেখছি"})

    wamid = answer.json()["wamid"]
    until(lambda: product.posted)
    (change,) = json.loads(product.posted[0].body)["entry"][0]["changes"]
    (echo,) = change["value"]["message_echoes"]
    (contact,) = change["value"]["contacts"]
    assert change["field"] == "smb_message_echoes"
    assert (echo["from"], echo["to"], echo["id"]) == ("910000000001", PERSON, wamid)
    assert echo["to_user_id"] == contact["user_id"]
    assert (echo["type"], echo["text"], set(contact)) == (
        "text",
        {"body": "আমরা দেখছি"},
        {"wa_id", "user_id"},
    )
    received = [(message["n"], message["id"], message["text"]) for message in office.received()]
    assert received == [(1, wamid, "আমরা দেখছি")]
    office.writes("ধন্যবাদ")
    until(lambda: product.messages)
    assert product.statuses == []
    assert office.control.get("/counters").json()["delivered"] == 0


def test_a_line_with_an_echo_is_one_of_coexistence_until_a_reset(office: Office) -> None:
    def lines() -> list[object]:
        return [line.get("coexistence") for line in office.control.get("/lines").json()]

    office.control.post(f"/lines/{LINE}/echo", json={"to": PERSON, "text": "আসছি"})
    assert lines() == [True, None]

    office.control.post("/reset")
    assert lines() == [None, None]


def test_an_echo_waits_for_a_phone_and_never_reaches_who_has_blocked(office: Office) -> None:
    office.control.post(f"/phones/{PERSON}", json={"offline": True})
    office.control.post(f"/lines/{LINE}/echo", json={"to": PERSON, "text": "এক"})
    assert office.received() == []

    office.control.post(f"/phones/{PERSON}", json={"offline": False, "blocked": True})
    office.control.post(f"/lines/{LINE}/echo", json={"to": PERSON, "text": "দুই"})

    assert [message["text"] for message in office.received()] == ["এক"]


@pytest.mark.parametrize(
    ("seconds", "ended"),
    [(0, {"status": "FAILED"}), (75, {"status": "COMPLETED", "duration": 75})],
)
def test_a_call_rings_and_ends(
    office: Office, product: Product, seconds: int, ended: dict[str, object]
) -> None:
    call_id = office.control.post(f"/phones/{PERSON}/call", json={"line": LINE, "seconds": seconds}).json()[
        "call_id"
    ]

    until(lambda: len(product.posted) == 2)
    connect, terminate = (value["calls"][0] for value in product.values)
    fields = {json.loads(posted.body)["entry"][0]["changes"][0]["field"] for posted in product.posted}
    assert fields == {"calls"}
    assert call_id.startswith("wacid.")
    assert {connect["id"], terminate["id"]} == {call_id}
    assert (connect["from"], connect["to"], connect["direction"]) == (
        PERSON,
        "910000000001",
        "USER_INITIATED",
    )
    assert (connect["event"], connect["session"]["sdp_type"], terminate["event"]) == (
        "connect",
        "offer",
        "terminate",
    )
    assert {key: terminate[key] for key in ended} == ended
    assert ("start_time" in terminate) == bool(seconds)
    assert int(terminate["timestamp"]) - int(connect["timestamp"]) == seconds


def test_a_call_opens_the_window(office: Office) -> None:
    with running_linesim(office.product.url) as url:
        token = {"Authorization": "Bearer any"}

        def say(text: str) -> None:
            asked = {"messaging_product": "whatsapp", "to": PERSON, "text": {"body": text}}
            httpx.post(f"{url}/v26.0/{LINE}/messages", json=asked, headers=token).raise_for_status()

        say("আগে")
        httpx.post(f"{url}/control/phones/{PERSON}/call", json={"line": LINE}).raise_for_status()
        say("পরে")

        received = httpx.get(f"{url}/control/phones/{PERSON}/messages").json()
        assert [message["text"] for message in received] == ["পরে"]


def test_who_is_off_line_or_has_blocked_cannot_call(office: Office) -> None:
    for change in ("offline", "blocked"):
        office.control.post(f"/phones/{PERSON}", json={change: True})
        assert office.control.post(f"/phones/{PERSON}/call", json={"line": LINE}).status_code == 409
        office.control.post(f"/phones/{PERSON}", json={change: False})


def test_opting_out_is_told_once_and_taken_back(office: Office, product: Product) -> None:
    office.writes()
    until(lambda: product.messages)
    for stopped in (True, True, False):
        office.control.post(f"/phones/{PERSON}", json={"opted_out": stopped})

    until(lambda: len(product.posted) == 3)
    preferences = [value["user_preferences"][0] for value in product.values[1:]]
    assert [preference["value"] for preference in preferences] == ["stop", "resume"]
    assert preferences[0]["detail"] == "User requested to stop marketing messages"
    assert (preferences[0]["wa_id"], preferences[0]["category"]) == (PERSON, "marketing_messages")


def test_who_has_never_written_opts_out_everywhere(office: Office, product: Product) -> None:
    office.control.post(f"/phones/{PERSON}", json={"opted_out": True})

    until(lambda: len(product.posted) == 2)
    assert len({value["metadata"]["phone_number_id"] for value in product.values}) == 2


@pytest.mark.parametrize(
    ("field", "said", "told"),
    [
        (
            "message_template_status_update",
            {"event": "REJECTED", "message_template_name": "case_closed", "reason": "INVALID_FORMAT"},
            {"event": "REJECTED", "message_template_language": "bn", "reason": "INVALID_FORMAT"},
        ),
        ("message_template_quality_update", {}, {"new_quality_score": "YELLOW"}),
        ("template_category_update", {}, {"previous_category": "UTILITY", "new_category": "MARKETING"}),
        (
            "phone_number_quality_update",
            {"event": "DOWNGRADE"},
            {"display_phone_number": "910000000001", "event": "DOWNGRADE", "current_limit": "TIER_250"},
        ),
        ("account_update", {"event": "DISABLED_UPDATE"}, {"event": "DISABLED_UPDATE"}),
        ("business_capability_update", {}, {"max_daily_conversation_per_phone": 250}),
        ("account_review_update", {}, {"decision": "APPROVED"}),
        ("phone_number_name_update", {}, {"decision": "APPROVED"}),
        ("security", {}, {"event": "PIN_CHANGED"}),
    ],
)
def test_news_of_the_account_is_told(
    office: Office, product: Product, field: str, said: dict[str, Any], told: dict[str, Any]
) -> None:
    answer = office.control.post("/notices", json={"field": field, "value": said})

    until(lambda: product.posted)
    (entry,) = json.loads(product.posted[0].body)["entry"]
    (change,) = entry["changes"]
    assert answer.json() == change
    assert change["field"] == field
    assert {key: change["value"][key] for key in told} == told
    assert entry["time"] > 1_700_000_000


def test_a_restriction_says_until_when(office: Office) -> None:
    value = office.control.post("/notices", json={"field": "account_update"}).json()["value"]

    (restriction,) = value["restriction_info"]
    assert restriction["restriction_type"] == "RESTRICTED_BIZ_INITIATED_MESSAGING"


def test_a_template_takes_what_is_told_of_it(office: Office) -> None:
    components = [{"type": "BODY", "text": "নথিভুক্ত হয়েছে"}]
    asked = {"name": "opened", "language": "bn", "category": "UTILITY", "components": components}
    waba = "200000000000001"
    template_id = office.graph.post(f"/v26.0/{waba}/message_templates", json=asked).json()["id"]
    for field, said in (
        ("message_template_status_update", {"event": "PAUSED"}),
        ("template_category_update", {"new_category": "MARKETING"}),
    ):
        value = {"message_template_name": "opened", **said}
        told = office.control.post("/notices", json={"field": field, "value": value}).json()["value"]
        assert told["message_template_id"] == int(template_id)

    listed = office.graph.get(f"/v26.0/{waba}/message_templates", params={"name": "opened"}).json()["data"][0]
    assert (listed["status"], listed["category"]) == ("PAUSED", "MARKETING")
