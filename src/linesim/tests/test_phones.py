"""What a person does on the phone, and what the phone shows."""

from __future__ import annotations

import base64
import io
import time
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest
from PIL import Image

from linesim.samples import sample, taken_by
from linesim.tests.kit import LINE, OTHER_LINE, PERSON, Office, Product, rows, until

LONG = 60  # seconds a poll may wait where something comes much sooner


def test_a_received_message_has_every_key_of_the_contract(office: Office) -> None:
    wamid = office.offers("হ্যাঁ", "না")

    (message,) = office.received()

    assert {key: message[key] for key in ("n", "id", "line", "type", "text", "file", "filename")} == {
        "n": 1,
        "id": wamid,
        "line": LINE,
        "type": "choice",
        "text": "কী করতে চান?",
        "file": None,
        "filename": None,
    }
    assert message["choices"] == [
        {"id": "b1", "title": "হ্যাঁ", "description": ""},
        {"id": "b2", "title": "না", "description": ""},
    ]
    assert message["at"].endswith("Z")


def test_after_gives_only_what_is_newer(office: Office) -> None:
    for text in ("এক", "দুই", "তিন"):
        office.says(text)

    assert [(message["n"], message["text"]) for message in office.received(after=1)] == [
        (2, "দুই"),
        (3, "তিন"),
    ]
    assert office.received(after=3) == []


def test_a_long_poll_ends_when_something_comes(office: Office) -> None:
    started = time.monotonic()
    with ThreadPoolExecutor(1) as pool:
        poll = pool.submit(office.received, wait=LONG)
        time.sleep(0.1)
        waited = not poll.done()
        office.says("এল")

        assert [message["text"] for message in poll.result()] == ["এল"]

    assert waited
    assert time.monotonic() - started < LONG / 2


def test_a_long_poll_ends_empty_after_its_time(office: Office) -> None:
    started = time.monotonic()

    assert office.received(wait=0.2) == []

    assert 0.2 <= time.monotonic() - started < LONG / 2


def test_a_long_poll_survives_a_reset(office: Office) -> None:
    with ThreadPoolExecutor(1) as pool:
        poll = pool.submit(office.received, wait=LONG)
        time.sleep(0.1)
        office.control.post("/reset")
        office.says("পরে")

        assert [message["text"] for message in poll.result()] == ["পরে"]


def test_whoever_waited_through_a_reset_is_not_met_again(office: Office) -> None:
    office.writes()
    until(lambda: office.control.get("/counters").json()["webhooks_waiting"] == 0)
    chat = f"/phones/{PERSON}/chat"
    seen = office.control.get(chat, params={"line": LINE}).json()["version"]

    with ThreadPoolExecutor(1) as pool:
        poll = pool.submit(office.control.get, chat, params={"line": LINE, "after": seen, "wait": LONG})
        time.sleep(0.1)
        office.control.post("/reset")

        assert (poll.result().json()["version"], poll.result().json()["bubbles"]) == (0, [])

    assert office.control.get("/phones").json() == []


def test_hundreds_can_wait_at_the_same_time(office: Office) -> None:
    with ThreadPoolExecutor(120) as pool:
        numbers = [f"9190000003{n:02}" for n in range(60)]
        polls = [pool.submit(office.received, wa_id=wa_id, wait=LONG) for wa_id in numbers * 2]
        time.sleep(0.3)
        for wa_id in numbers:
            office.says("এল", to=wa_id)

        assert [len(poll.result()) for poll in polls] == [1] * 120


@pytest.mark.parametrize("wanted", [{"id": "b2"}, {"title": "না"}, {"index": 2}, {"id": "b2", "index": 2}])
def test_a_button_is_chosen_by_id_title_or_index(office: Office, wanted: dict[str, object]) -> None:
    offer = office.offers("হ্যাঁ", "না")

    message = office.hears("choose", **wanted)

    assert message["type"] == "interactive"
    assert message["interactive"] == {"type": "button_reply", "button_reply": {"id": "b2", "title": "না"}}
    assert message["context"] == {"from": "910000000001", "id": offer}


def test_a_row_is_sent_as_a_list_reply(office: Office) -> None:
    office.sends(rows("আলো", "জল", "রাস্তা", sections=2))

    message = office.hears("choose", title="রাস্তা")

    assert message["interactive"] == {
        "type": "list_reply",
        "list_reply": {"id": "r3", "title": "রাস্তা", "description": "বিবরণ 3"},
    }


def test_a_title_is_found_in_either_unicode_form(office: Office) -> None:
    office.offers("বাড়ি")

    assert office.hears("choose", title="বা\u09dcি")["interactive"]["button_reply"]["id"] == "b1"


@pytest.mark.parametrize(
    "wanted",
    [
        {"id": "b9"},
        {"title": "কী?"},
        {"index": 3},
        {"id": "b1", "title": "না"},
        {"message": 7, "index": 1},
        {"message": 2, "index": 1},
    ],
)
def test_a_wrong_choice_names_the_live_ones(office: Office, wanted: dict[str, object]) -> None:
    office.offers("হ্যাঁ", "না")
    office.says("শুধু লেখা")

    answer = office.person("choose", **wanted)

    assert answer.status_code == 422
    assert answer.json()["choices"] == [
        {"id": "b1", "title": "হ্যাঁ", "description": ""},
        {"id": "b2", "title": "না", "description": ""},
    ]
    assert answer.json()["error"]


def test_choosing_before_anything_was_offered_is_a_wrong_choice(office: Office) -> None:
    answer = office.person("choose", index=1)

    assert (answer.status_code, answer.json()["choices"]) == (422, [])


def test_a_stale_choice_can_still_be_tapped(office: Office) -> None:
    old = office.offers("পুরনো")
    office.offers("নতুন")

    message = office.hears("choose", index=1, message=1)

    assert message["interactive"]["button_reply"]["title"] == "পুরনো"
    assert message["context"]["id"] == old


def test_choices_belong_to_their_line(office: Office) -> None:
    office.offers("এখানে")

    assert office.person("choose", line=OTHER_LINE, index=1).status_code == 422


@pytest.mark.parametrize(
    ("kind", "mime_type", "more"),
    [
        ("image", "image/jpeg", {}),
        ("document", "application/pdf", {"filename": "paper.pdf"}),
        ("audio", "audio/ogg; codecs=opus", {"voice": True}),
    ],
)
def test_a_sample_file_is_sent_where_none_is_given(
    office: Office, kind: str, mime_type: str, more: dict[str, object]
) -> None:
    node = office.hears(kind)[kind]

    assert node["mime_type"] == mime_type
    assert {key: node[key] for key in more} == more
    fetched = office.graph.get(node["url"])
    assert fetched.content == (taken_by(PERSON) if kind == "image" else sample(kind)).content


def test_two_persons_send_two_photos() -> None:
    photos = [Image.open(io.BytesIO(taken_by(one).content)).tobytes() for one in (PERSON, "919000000002")]

    assert len({*photos, Image.open(io.BytesIO(sample("image").content)).tobytes()}) == 3
    assert taken_by(PERSON) == taken_by(PERSON)


def test_a_file_of_one_s_own_is_sent_with_its_caption_and_name(office: Office) -> None:
    given = base64.b64encode(b"%PDF-1.4 mine").decode()

    message = office.hears("document", file_base64=given, caption="আমার কাগজ", filename="রসিদ.pdf")

    node = message["document"]
    assert (node["caption"], node["filename"], node["mime_type"]) == (
        "আমার কাগজ",
        "রসিদ.pdf",
        "application/pdf",
    )
    media = office.graph.get(f"/v26.0/{node['id']}").json()
    assert office.graph.get(media["url"]).content == b"%PDF-1.4 mine"
    assert media["sha256"] == node["sha256"]


def test_a_place_is_sent(office: Office) -> None:
    message = office.hears("location", lat=26.5163, lon=89.2044, name="ফালাকাটা বাজার")

    assert message["location"] == {"latitude": 26.5163, "longitude": 89.2044, "name": "ফালাকাটা বাজার"}


def test_a_contact_is_sent_and_is_one_s_own_by_default(office: Office) -> None:
    named = office.hears("contact", name="সুজয় মণ্ডল", phone="+91 90000 00002")["contacts"][0]
    own = office.hears("contact")["contacts"][0]

    assert named["name"]["formatted_name"] == "সুজয় মণ্ডল"
    assert named["phones"][0]["wa_id"] == "919000000002"
    assert own["phones"][0]["wa_id"] == PERSON


def test_a_reply_quotes_what_it_answers(office: Office) -> None:
    wamid = office.says("কোথায়?")

    by_id = office.hears("text", text="বাজারে", reply_to=wamid)
    by_number = office.hears("text", text="ফালাকাটায়", reply_to=1)
    to_oneself = office.hears("text", text="মানে", reply_to=by_id["id"])

    assert by_id["context"] == by_number["context"] == {"from": "910000000001", "id": wamid}
    assert to_oneself["context"] == {"from": PERSON, "id": by_id["id"]}


def test_a_reaction_is_sent_and_taken_away(office: Office) -> None:
    wamid = office.says("হয়ে গেছে")

    put = office.hears("react", emoji="👍")
    taken = office.hears("react", emoji="", message=1)

    assert (put["type"], put["reaction"]) == ("reaction", {"message_id": wamid, "emoji": "👍"})
    assert taken["reaction"] == {"message_id": wamid}
    assert "context" not in put


def test_one_s_last_message_is_deleted(office: Office) -> None:
    office.writes("আগে")
    wamid = office.writes("ভুল")

    message = office.hears("delete")

    assert (message["type"], message["revoke"]) == ("revoke", {"original_message_id": wamid})
    assert office.person("delete", message=wamid).status_code == 422


def test_a_kind_nobody_knows_is_sent_as_it_is(office: Office) -> None:
    assert office.hears("unknown", kind="hologram")["type"] == "hologram"


@pytest.mark.parametrize(("kind", "said"), [(None, None), ("poll", {"type": "poll"})])
def test_what_meta_does_not_support_comes_as_unsupported(
    office: Office, kind: str | None, said: dict[str, str] | None
) -> None:
    message = office.hears("unknown", kind=kind)

    assert message["type"] == "unsupported"
    assert message["errors"][0]["code"] == 131051
    assert message.get("unsupported") == said


def test_sending_reads_what_had_come_first(office: Office, product: Product) -> None:
    office.says("প্রশ্ন?")
    until(lambda: len(product.posted) == 2)

    office.hears("text", text="উত্তর")

    kinds = ["message" if "messages" in value else value["statuses"][0]["status"] for value in product.values]
    assert kinds == ["sent", "delivered", "read", "message"]


def test_a_phone_that_is_off_or_a_person_who_blocked_cannot_send(office: Office) -> None:
    for change in ("offline", "blocked"):
        office.control.post(f"/phones/{PERSON}", json={change: True})
        answer = office.person("text", text="শুনুন")
        office.control.post(f"/phones/{PERSON}", json={change: False})

        assert answer.status_code == 409
        assert answer.json()["error"]


def test_people_are_listed_with_their_names(office: Office) -> None:
    office.control.post(f"/phones/{PERSON}", json={"name": "রহিমা বিবি"})
    office.says("নমস্কার")

    (person,) = office.control.get("/phones").json()

    assert (person["wa_id"], person["name"], person["received"], person["unread"]) == (
        PERSON,
        "রহিমা বিবি",
        1,
        1,
    )


def test_the_chat_tells_both_sides_and_only_what_changed(office: Office, product: Product) -> None:
    own = office.writes("নমস্কার")
    until(lambda: product.messages)
    theirs = office.says("বলুন")
    chat = office.control.get(f"/phones/{PERSON}/chat", params={"line": LINE}).json()

    reaction = {"type": "reaction", "reaction": {"message_id": own, "emoji": "👍"}}
    office.sends(reaction)
    later = office.control.get(
        f"/phones/{PERSON}/chat", params={"line": LINE, "after": chat["version"]}
    ).json()

    assert [(bubble["id"], bubble["from"]) for bubble in chat["bubbles"]] == [
        (own, "person"),
        (theirs, "office"),
    ]
    assert [(bubble["id"], bubble["reaction"]) for bubble in later["bubbles"]] == [(own, "👍")]


def test_a_file_for_the_phone_needs_no_token_and_runs_nothing(office: Office) -> None:
    office.person("image")
    url = office.control.get(f"/phones/{PERSON}/chat", params={"line": LINE}).json()["bubbles"][0]["file"]

    fetched = httpx.get(url)

    assert fetched.content == taken_by(PERSON).content
    assert fetched.headers["content-security-policy"] == "default-src 'none'; sandbox"
    assert fetched.headers["x-content-type-options"] == "nosniff"


def test_a_part_of_a_file_is_enough_for_a_player_that_jumps(office: Office) -> None:
    office.person("image")
    url = office.control.get(f"/phones/{PERSON}/chat", params={"line": LINE}).json()["bubbles"][0]["file"]

    part = httpx.get(url, headers={"Range": "bytes=2-5"})

    assert (part.status_code, part.content) == (206, sample("image").content[2:6])
    assert part.headers["content-range"] == f"bytes 2-5/{len(taken_by(PERSON).content)}"
    assert part.headers["content-security-policy"] == "default-src 'none'; sandbox"
