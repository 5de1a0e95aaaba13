"""Who a person is to the product: a name, a username, a hidden number, a new number, one that is recycled."""

from __future__ import annotations

from typing import Any

import pytest

from linesim.identifiers import BSUID, bsuid_of, name_in
from linesim.tests.kit import LINE, OTHER_LINE, PERSON, Office, Product, until

NEW = "919000000077"
OTHER = "919000000002"
TEXT = {"type": "text", "text": {"body": "নমস্কার"}}


def change(office: Office, wa_id: str = PERSON, **changes: Any) -> dict[str, Any]:
    answer = office.control.post(f"/phones/{wa_id}", json=changes)
    assert answer.status_code == 200, answer.text
    person: dict[str, Any] = answer.json()
    return person


def refusal(office: Office, wa_id: str = PERSON, **changes: Any) -> tuple[int, str]:
    answer = office.control.post(f"/phones/{wa_id}", json=changes)
    return answer.status_code, answer.json()["error"]


def last_value(product: Product, wamid: str) -> dict[str, Any]:
    """The webhook that brought this message."""
    until(lambda: any(message["id"] == wamid for message in product.messages))
    return next(
        value
        for value in product.values
        if any(message["id"] == wamid for message in value.get("messages", []))
    )


def failures(product: Product) -> list[tuple[str, int]]:
    return [
        (status["id"], status["errors"][0]["code"])
        for status in product.statuses
        if status["status"] == "failed"
    ]


# --- a username, a hidden number ---


def test_a_username_stands_in_the_profile_until_it_is_taken_away(office: Office, product: Product) -> None:
    change(office, username="rahima_b.71")
    (contact,) = last_value(product, office.writes())["contacts"]
    change(office, username="")
    (later,) = last_value(product, office.writes())["contacts"]

    assert contact["profile"] == {"name": "নাগরিক 0001", "username": "rahima_b.71"}
    assert contact["wa_id"] == PERSON
    assert later["profile"] == {"name": "নাগরিক 0001"}


def test_a_username_belongs_to_one_person(office: Office) -> None:
    change(office, username="rahima")

    assert refusal(office, OTHER, username="rahima", name="Salim") == (
        409,
        "'rahima' is the username of somebody else.",
    )
    assert change(office, OTHER)["name"] == "নাগরিক 0002"
    assert change(office, username="rahima")["username"] == "rahima"


def test_a_hidden_number_is_in_no_webhook(office: Office, product: Product) -> None:
    change(office, hide_phone=True, username="rahima", name="রহিমা বিবি")
    wamid = office.writes("আলো নেই")
    value = last_value(product, wamid)
    (message,) = value["messages"]
    user_id = message["from_user_id"]

    office.says("বলুন", recipient=user_id)
    office.says("বলুন", recipient=user_id)
    office.hears("text", text="শুনুন", reply_to=1)
    office.hears("text", text="আরও", reply_to=wamid)
    until(lambda: len(product.statuses) == 6)

    assert value["contacts"] == [{"profile": {"name": "রহিমা বিবি", "username": "rahima"}, "user_id": user_id}]
    assert BSUID.fullmatch(user_id)
    assert "from" not in message
    assert {status["recipient_user_id"] for status in product.statuses} == {user_id}
    assert all(PERSON not in posted.body.decode() for posted in product.posted)
    ids = [message["id"] for message in product.messages] + [status["id"] for status in product.statuses]
    assert {name_in(one) for one in ids} == {user_id}


def test_messages_to_a_hidden_number_go_to_the_user_id(office: Office, product: Product) -> None:
    change(office, hide_phone=True)
    user_id = office.hears("text", text="নমস্কার")["from_user_id"]

    answer = office.sends(TEXT, recipient=user_id)

    assert answer.json()["contacts"] == [{"input": user_id, "user_id": user_id}]
    assert [message["text"] for message in office.received()] == ["নমস্কার"]


def test_a_message_of_a_hidden_number_can_be_marked_as_read(office: Office) -> None:
    change(office, hide_phone=True)
    wamid = office.writes()

    receipt = {"messaging_product": "whatsapp", "status": "read", "message_id": wamid}

    assert office.graph.post(f"/v26.0/{LINE}/messages", json=receipt).json() == {"success": True}


def test_a_number_that_is_shown_again_is_the_same_person(office: Office) -> None:
    before = office.hears("text", text="এক")
    change(office, hide_phone=True)
    hidden = office.hears("text", text="দুই")
    change(office, hide_phone=False)
    after = office.hears("text", text="তিন")

    assert "from" not in hidden
    assert before["from"] == after["from"] == PERSON
    assert before["from_user_id"] == hidden["from_user_id"] == after["from_user_id"]


# --- a new number ---


def test_the_office_hears_of_a_new_number_before_anything_else_from_it(
    office: Office, product: Product
) -> None:
    change(office, name="রহিমা বিবি")
    before = office.hears("text", text="আলো নেই")
    product.forget()

    change(office, new_number=NEW)
    after = office.hears("text", text="এখন এই নম্বর")

    system, message = product.messages
    assert "contacts" not in product.values[0]
    assert system | {"id": "", "timestamp": ""} == {
        "from": PERSON,
        "id": "",
        "timestamp": "",
        "type": "system",
        "system": {
            "body": f"User রহিমা বিবি changed from {PERSON} to {NEW}",
            "type": "user_changed_number",
            "wa_id": NEW,
            "user_id": after["from_user_id"],
            "previous_user_id": before["from_user_id"],
        },
    }
    assert message == after
    assert (after["from"], after["from_user_id"]) == (NEW, bsuid_of(NEW))
    assert before["from_user_id"] == bsuid_of(PERSON)


def test_who_hides_the_number_changes_the_user_id_only(office: Office, product: Product) -> None:
    change(office, hide_phone=True, name="রহিমা")
    before = office.hears("text", text="এক")["from_user_id"]
    product.forget()

    change(office, new_number=NEW)
    after = office.hears("text", text="দুই")["from_user_id"]

    system = product.messages[0]
    assert set(system) == {"id", "timestamp", "type", "system"}
    assert system["system"] == {
        "body": f"User রহিমা changed from {before} to {after}",
        "type": "user_changed_user_id",
        "user_id": after,
        "previous_user_id": before,
    }
    assert all(number not in posted.body.decode() for posted in product.posted for number in (PERSON, NEW))


def test_every_line_they_had_talked_with_hears_of_it_once(office: Office, product: Product) -> None:
    office.writes()
    office.writes(line=OTHER_LINE)
    office.writes()
    until(lambda: len(product.messages) == 3)
    product.forget()

    change(office, new_number=NEW)

    until(lambda: len(product.messages) == 2)
    assert [value["metadata"]["phone_number_id"] for value in product.values] == [LINE, OTHER_LINE]
    assert len({message["id"] for message in product.messages}) == 2


def test_a_line_they_never_wrote_to_hears_nothing(office: Office, product: Product) -> None:
    person = change(office, new_number=NEW)
    office.hears("text", text="নমস্কার")

    assert (person["wa_id"], person["number"], person["user_id"]) == (PERSON, NEW, bsuid_of(NEW))
    assert [message["type"] for message in product.messages] == ["text"]


def test_the_phone_keeps_its_address_and_its_chat(office: Office) -> None:
    office.writes("আগে")
    office.says("উত্তর")
    change(office, new_number=NEW)
    office.says("নতুন নম্বরে", to=NEW)

    by_either = [office.received(wa_id=wa_id) for wa_id in (PERSON, NEW)]

    assert [message["text"] for message in by_either[0]] == ["উত্তর", "নতুন নম্বরে"]
    assert by_either[0] == by_either[1]
    assert [person["wa_id"] for person in office.control.get("/phones").json()] == [PERSON]
    assert office.hears("text", text="হ্যাঁ", wa_id=NEW)["from"] == NEW


@pytest.mark.parametrize("hidden", [False, True])
def test_nothing_reaches_the_old_number_or_the_old_user_id(
    office: Office, product: Product, hidden: bool
) -> None:
    change(office, hide_phone=hidden)
    old = office.hears("text", text="নমস্কার")["from_user_id"]
    change(office, new_number=NEW)

    lost = [office.says("আছেন?"), office.says("আছেন?", recipient=old)]
    there = office.says("আছেন?", to=NEW)

    until(lambda: len(failures(product)) == 2)
    assert failures(product) == [(wamid, 131026) for wamid in lost]
    assert [message["id"] for message in office.received()] == [there]
    assert all(hidden is ("recipient_id" not in status) for status in product.statuses)


def test_an_old_message_can_be_marked_as_read_after_the_change(office: Office) -> None:
    wamid = office.writes()
    change(office, new_number=NEW)

    receipt = {"messaging_product": "whatsapp", "status": "read", "message_id": wamid}
    office.graph.post(f"/v26.0/{LINE}/messages", json=receipt).raise_for_status()

    chat = office.control.get(f"/phones/{PERSON}/chat", params={"line": LINE}).json()
    assert chat["bubbles"][0]["seen"]


def test_a_number_that_was_given_up_can_be_somebody_elses(office: Office) -> None:
    office.writes("আমি রহিমা")
    change(office, new_number=NEW)

    change(office, OTHER, new_number=PERSON)
    stranger = office.hears("text", text="আমি সেলিম", wa_id=OTHER)
    reached = office.says("কে?")

    assert stranger["from"] == PERSON
    assert stranger["from_user_id"] not in {bsuid_of(PERSON), bsuid_of(NEW), bsuid_of(OTHER)}
    assert BSUID.fullmatch(stranger["from_user_id"])
    assert [message["id"] for message in office.received(wa_id=OTHER)] == [reached]
    assert office.received(wa_id=PERSON) == []


def test_a_number_on_the_way_can_be_a_new_persons(office: Office) -> None:
    change(office, new_number=NEW)
    change(office, new_number="919000000078")

    new_person = office.hears("text", text="আমি নতুন", wa_id=NEW)

    assert new_person["from"] == NEW
    assert new_person["from_user_id"] == bsuid_of(NEW, 1)
    assert len(office.control.get("/phones").json()) == 2


def test_who_comes_back_to_an_old_number_has_a_new_user_id(office: Office) -> None:
    first = office.hears("text", text="এক")
    change(office, new_number=NEW)
    change(office, new_number=PERSON)
    again = office.hears("text", text="দুই")

    assert again["from"] == first["from"] == PERSON
    assert again["from_user_id"] != first["from_user_id"]
    assert office.sends(TEXT).status_code == 200
    assert len(office.received()) == 1


def test_a_number_that_is_taken_changes_nothing_at_all(office: Office) -> None:
    change(office, OTHER, name="সেলিম")

    assert refusal(office, name="রহিমা", username="rahima", new_number=OTHER) == (
        409,
        f"+{OTHER} is the number of সেলিম.",
    )
    assert refusal(office, new_number=PERSON) == (409, f"+{PERSON} is this phone's number already.")
    person = change(office)
    assert (person["name"], person["username"], person["number"]) == ("নাগরিক 0001", "", PERSON)


def test_everything_can_be_changed_at_once(office: Office) -> None:
    person = change(
        office, name="রহিমা", username="rahima", hide_phone=True, new_number=NEW, blocked=True, offline=True
    )

    assert person == {
        "wa_id": PERSON,
        "number": NEW,
        "user_id": bsuid_of(NEW),
        "name": "রহিমা",
        "username": "rahima",
        "hide_phone": True,
        "offline": True,
        "blocked": True,
        "opted_out": False,
        "received": 0,
        "unread": 0,
    }


def test_a_reset_forgets_who_had_which_number(office: Office) -> None:
    change(office, new_number=NEW)

    office.control.post("/reset")

    assert office.hears("text", text="নমস্কার")["from_user_id"] == bsuid_of(PERSON)
    assert office.control.get("/phones").json()[0]["number"] == PERSON


def test_contacts_and_new_messages_tell_the_number_of_today(office: Office) -> None:
    change(office, new_number=NEW)

    assert office.hears("contact")["contacts"][0]["phones"][0]["wa_id"] == NEW


# --- who cannot be reached ---


def test_what_a_phone_missed_comes_under_the_new_number(office: Office, product: Product) -> None:
    office.writes()
    change(office, offline=True)
    wamid = office.says("আছেন?")
    until(lambda: [status["status"] for status in product.statuses] == ["sent"])

    change(office, new_number=NEW, offline=False)

    until(lambda: len(product.statuses) == 2)
    assert [(status["status"], status["recipient_id"]) for status in product.statuses] == [
        ("sent", PERSON),
        ("delivered", NEW),
    ]
    assert [message["id"] for message in office.received()] == [wamid]


def test_who_blocks_the_office_is_reached_again_when_they_no_longer_do(
    office: Office, product: Product
) -> None:
    change(office, blocked=True)
    lost = office.says("এক")
    change(office, blocked=False)
    there = office.says("দুই")

    until(lambda: len(product.statuses) == 3)
    assert failures(product) == [(lost, 131026)]
    assert [message["id"] for message in office.received()] == [there]
