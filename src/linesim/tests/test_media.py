"""Files: upload, look up, fetch within five virtual minutes, delete."""

from __future__ import annotations

import base64
import hashlib
from typing import Any

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linesim.graph.multipart import read_parts
from linesim.samples import mime_type_of, sample
from linesim.tests.kit import LINE, OTHER_LINE, PERSON, TOKEN, Office

PHOTO = sample("image").content
BEARER = {"Authorization": f"Bearer {TOKEN}"}


def uploaded(office: Office, content: bytes = PHOTO, mime_type: str = "image/jpeg") -> str:
    form = {"messaging_product": "whatsapp", "type": mime_type}
    answer = office.graph.post(
        f"/v26.0/{LINE}/media", data=form, files={"file": ("ছবি.jpg", content, mime_type)}
    )
    assert answer.status_code == 200, answer.text
    media_id: str = answer.json()["id"]
    return media_id


def described(office: Office, media_id: str, **query: str) -> dict[str, Any]:
    answer = office.graph.get(f"/v26.0/{media_id}", params=query)
    said: dict[str, Any] = answer.json()
    return said


def test_an_upload_is_described_and_its_bytes_come_back(office: Office) -> None:
    media_id = uploaded(office)

    said = described(office, media_id, phone_number_id=LINE)

    assert media_id.isdigit()
    assert len(media_id) <= 32
    assert said["mime_type"] == "image/jpeg"
    assert said["file_size"] == len(PHOTO)
    assert base64.b64decode(said["sha256"]) == hashlib.sha256(PHOTO).digest()
    fetched = httpx.get(said["url"], headers=BEARER)
    assert (fetched.status_code, fetched.content) == (200, PHOTO)
    assert fetched.headers["content-type"] == "image/jpeg"


def test_a_range_of_the_bytes_can_be_asked_for(office: Office) -> None:
    url = described(office, uploaded(office))["url"]

    part = httpx.get(url, headers={**BEARER, "Range": "bytes=2-5"})
    beyond = httpx.get(url, headers={**BEARER, "Range": f"bytes={len(PHOTO)}-"})

    assert (part.status_code, part.content) == (206, PHOTO[2:6])
    assert part.headers["content-range"] == f"bytes 2-5/{len(PHOTO)}"
    assert beyond.status_code == 416


def test_the_bytes_need_the_token_and_an_address_of_ours(office: Office) -> None:
    url = described(office, uploaded(office))["url"]

    assert httpx.get(url).status_code == 401
    assert httpx.get(url[:-1] + "x", headers=BEARER).status_code == 404
    assert httpx.get(url.partition("?")[0], headers=BEARER).status_code == 404


def test_another_line_s_file_is_no_object(office: Office) -> None:
    media_id = uploaded(office)
    error = described(office, media_id, phone_number_id=OTHER_LINE)["error"]
    image = {"type": "image", "image": {"id": media_id}}

    assert (error["code"], error["error_subcode"]) == (100, 33)
    assert office.sends(image, line=OTHER_LINE).status_code == 400
    assert office.sends(image).status_code == 200


def test_a_deleted_file_is_gone_for_the_product_but_not_from_the_phone(office: Office) -> None:
    media_id = uploaded(office)
    office.sends({"type": "image", "image": {"id": media_id}})

    assert office.graph.delete(f"/v26.0/{media_id}").json() == {"success": True}

    assert described(office, media_id)["error"]["error_subcode"] == 33
    assert office.graph.delete(f"/v26.0/{media_id}").status_code == 400
    assert httpx.get(office.received()[0]["file"]).content == PHOTO


def test_addresses_live_five_virtual_minutes_and_files_days(office: Office) -> None:
    media_id = uploaded(office)
    address = described(office, media_id)["url"]

    office.control.post("/clock", json={"advance": 4 * 60})
    assert office.graph.get(address).status_code == 200
    office.control.post("/clock", json={"advance": 2 * 60})
    assert office.graph.get(address).status_code == 404
    assert office.graph.get(described(office, media_id)["url"]).status_code == 200
    office.control.post("/clock", json={"advance": 30 * 24 * 3600})
    assert described(office, media_id)["error"]["error_subcode"] == 33


@pytest.mark.parametrize(
    ("form", "files", "said"),
    [
        ({"type": "image/jpeg"}, {"file": ("x", PHOTO)}, "The parameter messaging_product is required."),
        (
            {"messaging_product": "whatsapp", "type": "image/jpeg"},
            {"other": ("x", b"x")},
            "The parameter file is required.",
        ),
        ({"messaging_product": "whatsapp", "type": "text/html"}, {"file": ("x", b"x")}, None),
        ({"messaging_product": "whatsapp", "type": "image/jpeg"}, {"file": ("x", b"")}, None),
        (
            {"messaging_product": "whatsapp", "type": "image/png"},
            {"file": ("x", b"x" * (5 * 1024**2 + 1))},
            None,
        ),
    ],
)
def test_a_wrong_upload_is_refused(
    office: Office, form: dict[str, str], files: Any, said: str | None
) -> None:
    answer = office.graph.post(f"/v26.0/{LINE}/media", data=form, files=files)

    assert answer.status_code == 400
    assert said in (None, answer.json()["error"]["error_data"]["details"])


@pytest.mark.parametrize(
    "content_type", ["application/json", "multipart/form-data", "multipart/form-data; boundary=x"]
)
def test_an_upload_that_is_no_form_is_refused(office: Office, content_type: str) -> None:
    answer = office.graph.post(f"/v26.0/{LINE}/media", content=b"{}", headers={"Content-Type": content_type})

    assert (answer.status_code, answer.json()["error"]["code"]) == (400, 100)


def test_a_file_of_the_wrong_kind_is_accepted_and_then_fails(office: Office) -> None:
    media_id = uploaded(office, b"RIFF....WEBP", "image/webp")

    assert office.sends({"type": "image", "image": {"id": media_id}}).status_code == 200

    assert office.received(wa_id=PERSON) == []
    assert office.control.get("/counters").json()["failed"] == 1


@pytest.mark.parametrize(
    ("kind", "content", "mime_type", "fits"),
    [
        ("audio", sample("audio").content, "audio/ogg", True),
        ("audio", b"OggS and Vorbis", "audio/ogg", False),
        ("audio", b"ID3", "audio/mpeg", True),
        ("sticker", b"RIFF....WEBP", "image/webp", True),
        ("sticker", PHOTO, "image/jpeg", False),
        ("video", PHOTO, "image/jpeg", False),
        ("document", PHOTO, "image/jpeg", True),
    ],
)
def test_a_kind_of_message_takes_its_own_kinds_of_file(
    office: Office, kind: str, content: bytes, mime_type: str, fits: bool
) -> None:
    media_id = uploaded(office, content, mime_type)

    assert office.sends({"type": kind, kind: {"id": media_id}}).status_code == 200

    counted = office.control.get("/counters").json()
    assert (counted["failures"], counted["delivered"]) == ({} if fits else {"131053": 1}, int(fits))


def test_the_head_of_the_bytes_can_be_asked_for(office: Office) -> None:
    head = httpx.head(described(office, uploaded(office))["url"], headers=BEARER)

    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["content-length"] == str(len(PHOTO))


NAMES = st.text(st.characters(exclude_characters="\\%", exclude_categories=["C"]), min_size=1)


@settings(deadline=None)
@given(st.binary(min_size=1), NAMES)
def test_any_bytes_and_any_name_survive_the_form(content: bytes, filename: str) -> None:
    request = httpx.Request(
        "POST", "http://x/", data={"type": "image/png"}, files={"file": (filename, content, "image/png")}
    )

    parts = read_parts(request.read(), request.headers["content-type"])

    assert parts["type"].text == "image/png"
    assert (parts["file"].content, parts["file"].filename) == (content, filename)


@pytest.mark.parametrize(
    ("content", "filename", "mime_type"),
    [
        (PHOTO, "", "image/jpeg"),
        (b"%PDF-1.7", "x.txt", "application/pdf"),
        (b"hello", "x.txt", "text/plain"),
        (b"hello", "", "otherwise/this"),
    ],
)
def test_bytes_tell_what_they_are(content: bytes, filename: str, mime_type: str) -> None:
    assert mime_type_of(content, filename=filename, otherwise="otherwise/this") == mime_type
