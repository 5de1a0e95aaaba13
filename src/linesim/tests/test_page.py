"""The phone in the browser, as far as no browser is needed: headers, files, and what its lists tell."""

from __future__ import annotations

import pytest

from linesim.page import FOLDER
from linesim.tests.kit import LINE, OTHER_LINE, PERSON, Office, until

FILES = sorted(str(path.relative_to(FOLDER)) for path in FOLDER.rglob("*") if path.is_file())
OTHER_PERSON = "919000000002"


def test_the_page_allows_nothing_inline_and_loopback_frames_only(office: Office) -> None:
    answer = office.graph.get("/")

    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'self' http://127.0.0.1:* http://localhost:*" in policy
    assert 'lang="bn"' in answer.text
    assert "style=" not in answer.text
    assert "onclick" not in answer.text


@pytest.mark.parametrize("name", FILES)
def test_the_page_s_files_are_served_and_bear_no_foreign_address(office: Office, name: str) -> None:
    answer = office.graph.get(f"/page/{name}")

    assert answer.status_code == 200
    assert "http" not in answer.text.replace("http://www.w3.org/2000/svg", "").replace("https?:", "")


@pytest.mark.parametrize("name", [name for name in FILES if name.endswith(".js")])
def test_every_module_opens_with_what_it_is_for(name: str) -> None:
    first = (FOLDER / name).read_text(encoding="utf-8").splitlines()[0]

    assert first.startswith("/* ")
    assert len(first) > 40


def phones(office: Office, *numbers: str) -> list[dict[str, object]]:
    answer = office.graph.get("/page/phones", params={"number": list(numbers)})
    assert answer.status_code == 200
    told: list[dict[str, object]] = answer.json()["phones"]
    return told


def test_looking_at_the_phones_meets_nobody_and_reads_nothing(office: Office) -> None:
    office.says("শুনুন")

    told = phones(office, PERSON, OTHER_PERSON, "not a number")

    assert [phone["wa_id"] for phone in told] == [PERSON]
    assert told[0]["unread"] == 1
    assert [person["wa_id"] for person in office.control.get("/phones").json()] == [PERSON]


def test_a_line_is_called_as_it_was_named(office: Office) -> None:
    assert office.graph.get("/page/phones").json()["names"] == {}
    name = {"verified_name": "ফালাকাটা পুরসভা"}
    office.control.post(f"/lines/{LINE}/account", json=name).raise_for_status()

    assert office.graph.get("/page/phones").json()["names"] == {LINE: "ফালাকাটা পুরসভা"}


def test_every_chat_of_a_phone_tells_its_last_message_and_what_is_unread(office: Office) -> None:
    wamid = office.writes("কেউ আছেন?")
    until(lambda: office.product.messages)
    office.says("আছি")
    office.says("বলুন", line=OTHER_LINE)
    office.says("শুনছি", line=OTHER_LINE)
    office.person("react", emoji="👍", message=wamid)

    (phone,) = phones(office, PERSON)

    chats = phone["chats"]
    assert isinstance(chats, list)
    shown = [(chat["line"], chat["unread"], chat["last"]["from"], chat["last"]["text"]) for chat in chats]
    assert shown == [(LINE, 0, "office", "আছি"), (OTHER_LINE, 2, "office", "শুনছি")]


def test_what_a_person_forwards_or_writes_anew_is_marked(office: Office) -> None:
    office.writes("শোনা কথা", forwarded=True)
    wamid = office.writes("ভুল")
    office.person("edit", message=wamid, text="ঠিক")

    chat = office.control.get(f"/phones/{PERSON}/chat", params={"line": LINE}).json()

    marks = [(bubble["text"], bubble["forwarded"], bubble["edited"]) for bubble in chat["bubbles"]]
    assert marks == [("শোনা কথা", True, False), ("ঠিক", False, True)]


def test_a_message_tells_the_page_whose_words_it_brings_and_what_hangs_on_it(office: Office) -> None:
    office.says("ধন্যবাদ", biz_opaque_callback_data="order 7")
    office.person("document")

    said, paper = office.control.get(f"/phones/{PERSON}/chat", params={"line": LINE}).json()["bubbles"]

    assert (said["callback"], said["mime_type"], said["size"]) == ("order 7", None, None)
    assert (paper["mime_type"], paper["filename"]) == ("application/pdf", "paper.pdf")
    assert paper["size"] == len(office.control.get(f"/files/{paper['file'].rsplit('/', 1)[1]}").content)
