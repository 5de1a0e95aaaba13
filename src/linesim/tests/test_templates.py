"""Templates: what is taken as one, what a send of it has to bring, and what becomes of it."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from linesim.lines import WABA_ID
from linesim.tests.kit import Office, until

TEMPLATES = f"/v26.0/{WABA_ID}/message_templates"
DAY = 24 * 3600


def body(text: str, *examples: str) -> dict[str, Any]:
    example = {"example": {"body_text": [list(examples)]}} if examples else {}
    return {"type": "BODY", "text": text, **example}


def definition(*components: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "name": "case_update",
        "language": "bn",
        "category": "UTILITY",
        "components": list(components) or [body("অভিযোগ {{1}} মিটেছে, {{2}}।", "261100071", "রহিমা")],
        **more,
    }


def created(office: Office, *components: dict[str, Any], **more: Any) -> str:
    answer = office.graph.post(TEMPLATES, json=definition(*components, **more))
    assert answer.status_code == 200, answer.text
    template_id: str = answer.json()["id"]
    return template_id


def sent(office: Office, *components: dict[str, Any], **more: Any) -> httpx.Response:
    template = {"name": "case_update", "language": {"code": "bn"}, "components": list(components), **more}
    return office.sends({"type": "template", "template": template})


def given(*texts: str, part: str = "body") -> dict[str, Any]:
    return {"type": part, "parameters": [{"type": "text", "text": text} for text in texts]}


def error_of(answer: httpx.Response) -> dict[str, Any]:
    assert answer.is_error, answer.text
    error: dict[str, Any] = answer.json()["error"]
    return error


@pytest.fixture
def template(office: Office) -> str:
    return created(office)


def test_a_new_template_is_approved_at_once_and_reaches_the_phone_filled(
    office: Office, template: str
) -> None:
    assert sent(office, given("261100071", "রহিমা")).status_code == 200

    (received,) = office.received()
    assert (received["type"], received["text"]) == ("template", "অভিযোগ 261100071 মিটেছে, রহিমা।")
    assert office.control.get("/counters").json()["by_category"] == {"utility": 1}


def test_header_footer_and_quick_replies_stand_on_the_phone(office: Office) -> None:
    created(
        office,
        {
            "type": "HEADER",
            "format": "TEXT",
            "text": "অভিযোগ {{1}}",
            "example": {"header_text": ["261100071"]},
        },
        body("সমস্যাটি কি মিটেছে?"),
        {"type": "FOOTER", "text": "ফালাকাটা পুরসভা"},
        {
            "type": "BUTTONS",
            "buttons": [
                {"type": "QUICK_REPLY", "text": "হ্যাঁ"},
                {"type": "QUICK_REPLY", "text": "না"},
                {
                    "type": "URL",
                    "text": "দেখুন",
                    "url": "https://example.org/{{1}}",
                    "example": ["https://example.org/7"],
                },
            ],
        },
    )
    tap = {"type": "payload", "payload": "case:yes"}
    buttons = (
        {"type": "button", "sub_type": "quick_reply", "index": "0", "parameters": [tap]},
        {"type": "button", "sub_type": "url", "index": 2, "parameters": [{"type": "text", "text": "7"}]},
    )

    assert sent(office, given("261100071", part="header"), *buttons).status_code == 200

    (received,) = office.received()
    assert (received["header"], received["footer"]) == ("অভিযোগ 261100071", "ফালাকাটা পুরসভা")
    assert [(choice["id"], choice["title"]) for choice in received["choices"]] == [
        ("case:yes", "হ্যাঁ"),
        ("না", "না"),
    ]
    missing = error_of(sent(office, given("261100071", part="header")))
    assert missing["error_data"]["details"] == "buttons: Button at index 2 of type Url requires a parameter"


def test_named_variables_are_filled_by_name(office: Office) -> None:
    example = {"body_text_named_params": [{"param_name": "ref", "example": "261100071"}]}
    created(
        office,
        {"type": "BODY", "text": "অভিযোগ {{ref}} মিটেছে।", "example": example},
        parameter_format="NAMED",
    )
    named = {"type": "text", "parameter_name": "ref", "text": "261100071"}

    assert sent(office, {"type": "body", "parameters": [named]}).status_code == 200

    assert office.received()[0]["text"] == "অভিযোগ 261100071 মিটেছে।"
    nameless = error_of(sent(office, given("261100071")))
    assert nameless["error_data"]["details"] == "Parameter name is missing or empty"
    wrong = error_of(sent(office, {"type": "body", "parameters": [{**named, "parameter_name": "nr"}]}))
    assert wrong["code"] == 132000


@pytest.mark.parametrize(
    ("components", "code", "details"),
    [
        (
            [given("261100071")],
            132000,
            "body: number of localizable_params (1) does not match the expected number of params (2)",
        ),
        ([], 132000, None),
        ([given("a\nb", "c")], 132007, None),
        ([given("a     b", "c")], 132007, None),
        ([given("ক" * 1020, "c")], 132005, "body: at most 1024 characters when filled"),
        ([given("", "c")], 131008, None),
        (
            [
                {
                    "type": "body",
                    "parameters": [{"type": "image", "image": {"link": "https://x"}}, {"type": "text"}],
                }
            ],
            132012,
            "body: Format mismatch, expected TEXT, received IMAGE",
        ),
        ([given("1", "2"), given("1", part="header")], 132000, None),
    ],
)
def test_parameters_have_to_fit(
    office: Office, template: str, components: list[dict[str, Any]], code: int, details: str | None
) -> None:
    error = error_of(sent(office, *components))

    assert error["code"] == code
    assert details in (None, error["error_data"]["details"])
    assert office.received() == []


def test_an_unknown_name_or_language_does_not_exist(office: Office, template: str) -> None:
    for more in ({"name": "other"}, {"language": {"code": "en"}}):
        answer = sent(office, given("1", "2"), **more)

        assert (answer.status_code, error_of(answer)["code"]) == (404, 132001)


@pytest.mark.parametrize(
    ("status", "code"), [("PAUSED", 132015), ("DISABLED", 132016), ("REJECTED", 132001), ("PENDING", 132001)]
)
def test_only_an_approved_template_is_sent_and_the_product_hears_why(
    office: Office, template: str, status: str, code: int
) -> None:
    office.control.post("/templates/case_update", json={"status": status}).raise_for_status()

    assert error_of(sent(office, given("1", "2")))["code"] == code

    until(lambda: len(office.product.values) == 1)
    news = office.product.values[0]
    assert (news["event"], news["message_template_id"]) == (status, int(template))


def test_a_header_of_a_file_is_made_with_an_upload_and_sent_with_a_file(office: Office) -> None:
    length = {"file_length": 3, "file_type": "image/png", "file_name": "x.png"}
    session = office.graph.post("/v26.0/300000000000001/uploads", params=length).json()["id"]
    handle = office.graph.post(f"/v26.0/{session}", content=b"png").json()["h"]
    header = {"type": "HEADER", "format": "IMAGE", "example": {"header_handle": [handle]}}
    created(office, header, body("মেরামতের পরে"))
    link = {"type": "image", "image": {"link": "https://example.org/a.png"}}

    assert sent(office, {"type": "header", "parameters": [link]}).status_code == 200

    assert office.received()[0]["file"] == "https://example.org/a.png"
    assert error_of(sent(office, given("x", part="header")))["code"] == 132012
    unknown = {"type": "HEADER", "format": "IMAGE", "example": {"header_handle": ["4:nothing"]}}
    refused = office.graph.post(TEMPLATES, json=definition(unknown, body("x"), name="other"))
    assert error_of(refused)["error_subcode"] == 2388047


@pytest.mark.parametrize(
    ("changes", "subcode"),
    [
        ({"components": [body("{{1}} মিটেছে।", "x")]}, 2388299),
        ({"components": [body("মিটেছে {{1}}", "x")]}, 2388299),
        ({"components": [body("ক {{1}} {{2}} খ", "x", "y")]}, 2388072),
        ({"components": [body("ক {{2}} খ", "x")]}, 2388072),
        ({"components": [body("ক {{1}} খ")]}, 2388072),
        ({"components": [body("ক {{1 খ")]}, 2388072),
        ({"components": [body("ক" * 1025)]}, 2388040),
        ({"components": [{"type": "HEADER", "format": "TEXT", "text": "ক" * 61}, body("খ")]}, 2388040),
        ({"components": [body("খ"), {"type": "FOOTER", "text": "ক" * 61}]}, 2388040),
        ({"components": [body("খ"), {"type": "FOOTER", "text": "ক {{1}} গ"}]}, 2388073),
        ({"components": [{"type": "FOOTER", "text": "ক"}]}, None),
        ({"components": [body("খ"), body("খ")]}, None),
        ({"name": "Case Update"}, None),
        ({"language": "bengali"}, None),
        ({"category": "SERVICE"}, None),
        (
            {
                "components": [
                    body("খ"),
                    {"type": "BUTTONS", "buttons": [{"type": "QUICK_REPLY", "text": "x" * 26}]},
                ]
            },
            None,
        ),
    ],
)
def test_what_is_no_template_is_refused(office: Office, changes: dict[str, Any], subcode: int | None) -> None:
    error = error_of(office.graph.post(TEMPLATES, json=definition(**changes)))

    assert error["code"] in (100, 131009)
    assert error.get("error_subcode") == subcode
    assert office.graph.get(TEMPLATES).json()["data"] == []


def test_quick_replies_stand_together_and_links_are_two_at_most(office: Office) -> None:
    reply = {"type": "QUICK_REPLY", "text": "হ্যাঁ"}
    links = [{"type": "URL", "text": f"দেখুন {n}", "url": "https://example.org"} for n in range(3)]

    for buttons in ([reply, links[0], {**reply, "text": "না"}], links, [reply, reply]):
        refused = office.graph.post(
            TEMPLATES, json=definition(body("খ"), {"type": "BUTTONS", "buttons": buttons})
        )

        assert error_of(refused)["code"] == 100


def test_a_code_is_written_by_meta(office: Office) -> None:
    otp = {"type": "BUTTONS", "buttons": [{"type": "OTP", "otp_type": "COPY_CODE"}]}
    created(office, {"type": "BODY"}, otp, name="code", language="en", category="AUTHENTICATION")
    button = {**given("482913", part="button"), "sub_type": "url", "index": 0}

    sent(office, given("482913"), button, name="code", language={"code": "en"})

    assert office.received()[0]["text"] == "482913 is your verification code."
    assert office.received()[0]["actions"] == [{"kind": "otp", "title": "Copy code", "value": "482913"}]
    assert office.control.get("/counters").json()["by_category"] == {"authentication": 1}


def test_a_code_needs_a_number_and_may_warn_and_expire(office: Office) -> None:
    otp = {"type": "BUTTONS", "buttons": [{"type": "OTP", "otp_type": "COPY_CODE"}]}
    text = {"type": "BODY", "add_security_recommendation": True}
    life = {"type": "FOOTER", "code_expiration_minutes": 5}
    created(office, text, life, otp, name="code", language="en", category="AUTHENTICATION")
    button = {**given("482913", part="button"), "sub_type": "url", "index": 0}
    template = {"name": "code", "language": {"code": "en"}, "components": [given("482913"), button]}
    user_id = office.hears("text", text="নমস্কার")["from_user_id"]

    to_user_id = office.sends({"type": "template", "template": template}, recipient=user_id)
    office.sends({"type": "template", "template": template})

    assert error_of(to_user_id)["code"] == 131062
    (received,) = office.received()
    assert received["text"].endswith("For your security, do not share this code.")
    assert received["footer"] == "This code expires in 5 minutes."
    for wrong in ([text], [text, {"type": "FOOTER", "code_expiration_minutes": 91}, otp]):
        refused = office.graph.post(
            TEMPLATES, json=definition(*wrong, name="other", category="AUTHENTICATION")
        )
        assert error_of(refused)["code"] == 100


def test_a_place_a_price_and_a_coupon_are_filled_in(office: Office) -> None:
    coupon = {"type": "COPY_CODE", "example": "PUJA26"}
    created(
        office,
        {"type": "HEADER", "format": "LOCATION"},
        body("জরিমানা {{1}} টাকা।", "200"),
        {
            "type": "BUTTONS",
            "buttons": [coupon, {"type": "PHONE_NUMBER", "text": "ফোন", "phone_number": "+910"}],
        },
    )
    place = {"type": "location", "location": {"latitude": 26.5, "longitude": 89.2, "name": "পুরসভা"}}
    price = {"type": "currency", "currency": {"fallback_value": "২০০", "code": "INR", "amount_1000": 200000}}
    code = {"type": "coupon_code", "coupon_code": "PUJA26"}

    answer = sent(
        office,
        {"type": "header", "parameters": [place]},
        {"type": "body", "parameters": [price]},
        {"type": "button", "sub_type": "copy_code", "index": 0, "parameters": [code]},
    )

    assert answer.status_code == 200, answer.text
    (received,) = office.received()
    assert received["text"] == "জরিমানা ২০০ টাকা।"
    assert received["location"] == {"lat": 26.5, "lon": 89.2, "name": "পুরসভা", "address": ""}
    assert received["actions"] == [
        {"kind": "copy_code", "title": "Copy code", "value": "PUJA26"},
        {"kind": "phone_number", "title": "ফোন", "value": "+910"},
    ]


def test_an_approved_template_keeps_its_category_and_a_rejected_one_is_mended(
    office: Office, template: str
) -> None:
    def edit(**changes: Any) -> httpx.Response:
        return office.graph.post(f"/v26.0/{template}", json=changes)

    assert error_of(edit(category="MARKETING"))["code"] == 100
    office.control.post("/templates/case_update", json={"status": "REJECTED", "reason": "PROMOTIONAL"})
    assert office.graph.get(f"/v26.0/{template}").json()["rejected_reason"] == "PROMOTIONAL"

    for _ in range(2):
        assert edit(category="MARKETING", components=[body("মেলা")]).status_code == 200
        office.control.post("/templates/case_update", json={"status": "REJECTED"})

    told = office.graph.get(f"/v26.0/{template}", params={"fields": "category,rejected_reason"}).json()
    assert told == {"id": template, "category": "MARKETING", "rejected_reason": "NONE"}


def test_a_name_exists_once_in_a_language_and_is_reserved_for_30_days(office: Office, template: str) -> None:
    assert error_of(office.graph.post(TEMPLATES, json=definition()))["error_subcode"] == 2388024
    created(office, body("Solved."), language="en")

    assert office.graph.delete(TEMPLATES, params={"name": "case_update"}).json() == {"success": True}

    assert office.graph.get(TEMPLATES).json()["data"] == []
    assert error_of(office.graph.post(TEMPLATES, json=definition()))["error_subcode"] == 2388023
    assert office.graph.delete(TEMPLATES, params={"name": "case_update"}).status_code == 404
    office.control.post("/clock", json={"advance": 30 * DAY})
    created(office)


def test_one_language_is_deleted_by_its_id(office: Office, template: str) -> None:
    created(office, body("Solved."), language="en")

    office.graph.delete(TEMPLATES, params={"name": "case_update", "hsm_id": template})

    assert [each["language"] for each in office.graph.get(TEMPLATES).json()["data"]] == ["en"]


def test_an_approved_template_is_edited_once_a_day_and_ten_times_a_month(
    office: Office, template: str
) -> None:
    def edit(text: str) -> httpx.Response:
        return office.graph.post(f"/v26.0/{template}", json={"components": [body(text)]})

    assert edit("নতুন কথা").json()["success"]
    assert error_of(edit("আবার"))["error_subcode"] == 2388039
    for _ in range(9):
        office.control.post("/clock", json={"advance": DAY})
        assert edit("আবার").status_code == 200
    office.control.post("/clock", json={"advance": DAY})
    assert error_of(edit("একাদশ বার"))["error_subcode"] == 2388039
    office.control.post("/clock", json={"advance": 21 * DAY})
    assert edit("একাদশ বার").status_code == 200
    assert sent(office).status_code == 200
    assert office.received()[0]["text"] == "একাদশ বার"


def test_templates_come_in_pages_and_by_filter(office: Office) -> None:
    for name in ("a", "b", "c"):
        created(office, body("x"), name=name, category="MARKETING" if name == "b" else "UTILITY")

    first = office.graph.get(TEMPLATES, params={"limit": 2, "fields": "name"}).json()
    second = office.graph.get(first["paging"]["next"]).json()
    back = office.graph.get(second["paging"]["previous"]).json()

    assert [each["name"] for each in first["data"]] == ["a", "b"]
    assert set(first["data"][0]) == {"id", "name"}
    assert [each["name"] for each in second["data"]] == ["c"]
    assert "next" not in second["paging"]
    assert back["data"] == first["data"]
    assert "previous" not in back["paging"]
    marketing = office.graph.get(TEMPLATES, params={"category": "MARKETING"}).json()["data"]
    assert [each["name"] for each in marketing] == ["b"]
    assert error_of(office.graph.get(TEMPLATES, params={"after": "nonsense"}))["code"] == 100
    told = office.graph.get(TEMPLATES, params={"name_or_content": "c", "summary": "total_count"}).json()
    assert (len(told["data"]), told["summary"]["message_template_count"]) == (1, 3)
