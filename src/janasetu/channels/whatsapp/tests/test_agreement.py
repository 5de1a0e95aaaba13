"""Two readers, one webhook: our splitter and a client that others wrote agree on all that a line can tell.

The webhooks come from the stand-in of the Cloud API, in a process of its own, one thing in each.
"""

import json
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from queue import Queue
from typing import Any

import httpx
import pytest
from pywa import WhatsApp

from janasetu.channels.whatsapp.payloads import split
from janasetu.messaging.values import Arrival, Parts
from janasetu.people.choices import EpochReason

pytestmark = pytest.mark.filterwarnings("ignore::pywa.errors.PywaUnknownEnumMemberWarning")

SOURCES = Path(__file__).parents[4]
LINE = "200000000001002"
LINE_NUMBER = "910000001002"
RITA, HIDING = "919000000071", "919000000073"
PATIENCE = 20  # seconds; a busy machine is slow
RECEIVED_AT = datetime(2026, 11, 21, 6, 30, tzinfo=UTC)

# What pywa can hear of a person.
HEARD_BY = (
    "on_message",
    "on_callback_button",
    "on_callback_selection",
    "on_message_status",
    "on_phone_number_change",
    "on_flow_completion",
    "on_edited_message",
    "on_deleted_message",
    "on_outgoing_message",
    "on_call_connect",
    "on_call_terminate",
    "on_call_permission_update",
    "on_user_marketing_preferences",
    "on_template_status_update",
    "on_template_category_update",
    "on_template_quality_update",
    "on_account_update",
)


@dataclass(frozen=True)
class Act:
    """One thing that happens, what our splitter and what pywa should call it, and its words."""

    name: str
    sent: dict[str, Any]
    kind: str
    heard_as: str
    text: str = ""
    told: int = 1  # webhooks
    path: str = f"/phones/{RITA}/send"

    @property
    def body(self) -> dict[str, Any]:
        return {"line": LINE, **self.sent} if self.path.endswith(("/send", "/call")) else self.sent


def send(name: str, kind: str, heard_as: str, text: str = "", /, **sent: Any) -> Act:
    return Act(name, sent, kind, heard_as, text)


ACTS = (
    send("text", "text", "Message", "আমাদের পাড়ায় জল নেই", type="text", text="আমাদের পাড়ায় জল নেই"),
    send("reply", "text", "Message", "হ্যাঁ", type="text", text="হ্যাঁ", reply_to="$offer"),
    send("forwarded", "text", "Message", "খবর", type="text", text="খবর", forwarded=True),
    send("referral", "text", "Message", "শুরু", type="text", text="শুরু", referral={"headline": "পৌরসভা"}),
    send("image", "image", "Message", "এই দেখুন", type="image", caption="এই দেখুন"),
    send("video", "video", "Message", "জল", type="video", caption="জল"),
    send("document", "document", "Message", "দলিল", type="document", caption="দলিল"),
    send("voice", "audio", "Message", type="audio"),
    send("sticker", "sticker", "Message", type="sticker"),
    send("location", "location", "Message", "বাজার", type="location", lat=26.5, lon=89.2, name="বাজার"),
    send("contact", "unknown", "Message", type="contact"),
    send("order", "unknown", "Message", type="order", items=[{"product_retailer_id": "x"}]),
    send("button_reply", "choice", "CallbackButton", "না", type="choose", message=1, index=2),
    send("list_reply", "choice", "CallbackSelection", "জল", type="choose", message=2, index=2),
    send("quick_reply", "choice", "CallbackButton", "হয়েছে", type="button", text="হয়েছে", payload="case:yes"),
    send("flow", "unknown", "FlowCompletion", type="flow", values={"ward": 7}, flow_token="t"),
    send("reaction", "reaction", "Message", type="react", emoji="👍"),
    send("reaction_taken_back", "reaction", "Message", type="react", emoji=""),
    send("edit", "edit", "EditedMessage", "ঠিক করা", type="edit", text="ঠিক করা", message="$text"),
    send("revoke", "revoke", "DeletedMessage", type="delete"),
    send("call_permission", "unknown", "CallPermissionUpdate", type="call_permission", response="accept"),
    send("unsupported", "unknown", "Message", type="unknown"),
    send("poll", "unknown", "Message", type="unknown", kind="poll"),
    send("type_of_tomorrow", "unknown", "Message", type="unknown", kind="hologram"),
    Act(
        "echo",
        {"to": RITA, "text": "আমরা দেখছি"},
        "echo",
        "OutgoingMessage",
        "আমরা দেখছি",
        path=f"/lines/{LINE}/echo",
    ),
    Act("call", {"seconds": 75}, "call", "CallConnect", told=2, path=f"/phones/{RITA}/call"),
    Act("opt_out", {"opted_out": True}, "unknown", "UserMarketingPreferences", path=f"/phones/{RITA}"),
    Act("number", {"new_number": "919000000072"}, "system", "PhoneNumberChange", path=f"/phones/{RITA}"),
)
NEWS = (
    ("message_template_status_update", "TemplateStatusUpdate"),
    ("message_template_quality_update", "TemplateQualityUpdate"),
    ("template_category_update", "TemplateCategoryUpdate"),
    ("account_update", "AccountUpdate"),
)
UNHEARD = ("phone_number_quality_update", "business_capability_update")  # pywa has no word for these
HIDDEN: tuple[tuple[str, dict[str, Any], dict[str, Any]], ...] = (
    ("new_phone", {"username": "rita"}, {"type": "system"}),
    ("group", {}, {"type": "text", "text": "সবাইকে", "group_id": "g1"}),
    ("hidden", {"hide_phone": True}, {"type": "text", "text": "নমস্কার"}),
)
BUTTONS = {
    "type": "button",
    "body": {"text": "ঠিক আছে?"},
    "action": {
        "buttons": [
            {"type": "reply", "reply": {"id": f"q:{code}", "title": title}}
            for code, title in (("yes", "হ্যাঁ"), ("no", "না"))
        ]
    },
}
ROWS = {
    "type": "list",
    "body": {"text": "কী সমস্যা?"},
    "action": {
        "button": "তালিকা",
        "sections": [{"rows": [{"id": f"c:{n}", "title": title} for n, title in enumerate(("আলো", "জল"))]}],
    },
}


@dataclass
class Recording:
    """Every webhook by the name of what caused it; and what the stand-in answered."""

    webhooks: dict[str, list[bytes]] = field(default_factory=dict)
    answers: dict[str, dict[str, Any]] = field(default_factory=dict)


@pytest.fixture(scope="module")
def recorded() -> Iterator[Recording]:
    with receiver() as (url, posted), standing_in(url) as address, httpx.Client(base_url=address) as client:
        yield record(client, posted)


def record(client: httpx.Client, posted: Queue[bytes]) -> Recording:
    recording = Recording()

    def keep(name: str, answer: httpx.Response, told: int) -> None:
        assert answer.status_code == 200, f"{name}: {answer.text}"
        recording.answers[name] = answer.json()
        recording.webhooks[name] = [posted.get(timeout=PATIENCE) for _ in range(told)]

    lines = [{"phone_number_id": LINE, "display": f"+{LINE_NUMBER}"}]
    client.put("/control/lines", json=lines).raise_for_status()
    for name, interactive in (("offer", BUTTONS), ("rows", ROWS)):
        keep(name, say(client, {"type": "interactive", "interactive": interactive}), 2)
    client.get(f"/control/phones/{RITA}/messages").raise_for_status()
    recording.webhooks["read"] = [posted.get(timeout=PATIENCE) for _ in range(2)]
    for act in ACTS:
        body = json.loads(
            json.dumps(act.body)
            .replace("$offer", wamid_of_offer(recording))
            .replace("$text", recording.answers.get("text", {}).get("wamid", ""))
        )
        keep(act.name, client.post(f"/control{act.path}", json=body), act.told)
    for news in [name for name, _ in NEWS] + list(UNHEARD):
        keep(news, client.post("/control/notices", json={"field": news}), 1)
    for name, changes, sent in HIDDEN:
        client.post(f"/control/phones/{HIDING}", json=changes).raise_for_status()
        keep(name, client.post(f"/control/phones/{HIDING}/send", json={"line": LINE, **sent}), 1)
    client.post(f"/control/phones/{RITA}", json={"blocked": True}).raise_for_status()
    keep("failed", say(client, {"type": "text", "text": {"body": "শুনুন"}}, to="919000000072"), 1)
    return recording


def say(client: httpx.Client, content: dict[str, Any], *, to: str = RITA) -> httpx.Response:
    body = {"messaging_product": "whatsapp", "to": to, "biz_opaque_callback_data": "outbox-7", **content}
    return client.post(f"/v26.0/{LINE}/messages", json=body, headers={"Authorization": "Bearer any"})


def wamid_of_offer(recording: Recording) -> str:
    wamid: str = recording.answers["offer"]["messages"][0]["id"]
    return wamid


@contextmanager
def receiver() -> Iterator[tuple[str, Queue[bytes]]]:
    """An address that accepts everything, and what it was told, in order."""
    posted: Queue[bytes] = Queue()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            posted.put(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(200)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *said: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/", posted
        finally:
            server.shutdown()
            thread.join()


@contextmanager
def standing_in(webhook: str) -> Iterator[str]:
    """The stand-in, where it answers; windows are always open, so that anything can be sent."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    said = ["--port", str(port), "--webhook", webhook, "--secret", "s", "--rules", "none"]
    environment = {**os.environ, "PYTHONPATH": str(SOURCES)}
    command = [sys.executable, "-m", "linesim", *said]
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline().startswith("READY ")
        try:
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()


def ours(webhook: bytes) -> Parts:
    return split(webhook, received_at=RECEIVED_AT)


def our_arrival(webhook: bytes) -> Arrival:
    parts = ours(webhook)
    assert parts.reports == []
    (arrival,) = parts.arrivals
    return arrival


def theirs(webhook: bytes) -> Any:
    """What pywa makes of it; it swallows what it cannot read, and then there is nothing."""
    wa, heard = WhatsApp(phone_id=LINE, token="any", server=None), []
    for name in HEARD_BY:
        getattr(wa, name)(lambda client, update: heard.append(update))
    wa.webhook_update_handler(webhook)
    (update,) = heard
    return update


def their_words(update: Any) -> str:
    edited = getattr(update, "message", None)
    for said in (update, edited):
        for name in ("text", "caption", "title"):
            if words := getattr(said, name, None):
                return str(words)
    place = getattr(update, "location", None)
    return place.name if place else ""


@pytest.mark.parametrize("act", ACTS, ids=lambda act: act.name)
def test_both_read_what_a_person_did(recorded: Recording, act: Act) -> None:
    webhook = recorded.webhooks[act.name][0]
    arrival, update = our_arrival(webhook), theirs(webhook)

    assert (arrival.said.kind, type(update).__name__) == (act.kind, act.heard_as)
    spot = arrival.said.spot
    assert (arrival.said.text or (spot.name if spot else "")) == their_words(update) == act.text
    if act.name == "opt_out":  # of the account, for us: it has no id and says nothing to answer
        return
    assert arrival.provider_id == update.id == recorded.answers[act.name].get("wamid", update.id)
    assert arrival.line == update.metadata.phone_number_id == LINE
    assert int(arrival.at.timestamp()) == int(update.timestamp.timestamp())


@pytest.mark.parametrize(
    "act", [act for act in ACTS if act.name not in ("opt_out", "number")], ids=lambda act: act.name
)
def test_both_know_whose_it_is(recorded: Recording, act: Act) -> None:
    webhook = recorded.webhooks[act.name][0]
    arrival, update = our_arrival(webhook), theirs(webhook)

    assert arrival.sender is not None
    assert [name.value for name in arrival.sender.names] == [update.from_user.wa_id, update.from_user.bsuid]
    assert arrival.address == RITA


@pytest.mark.parametrize("name", ["button_reply", "list_reply", "quick_reply"])
def test_both_read_the_same_choice(recorded: Recording, name: str) -> None:
    (webhook,) = recorded.webhooks[name]

    assert our_arrival(webhook).said.choice == theirs(webhook).data


@pytest.mark.parametrize("name", ["image", "video", "document", "voice", "sticker"])
def test_both_read_the_same_file(recorded: Recording, name: str) -> None:
    (webhook,) = recorded.webhooks[name]
    file, media = our_arrival(webhook).said.media, theirs(webhook).media

    assert file is not None
    assert (file.provider_id, file.mime, file.sha256) == (media.id, media.mime_type, media.sha256)


def test_both_read_the_same_place(recorded: Recording) -> None:
    (webhook,) = recorded.webhooks["location"]
    spot, place = our_arrival(webhook).said.spot, theirs(webhook).location

    assert spot is not None
    assert (spot.lat, spot.lon) == (place.latitude, place.longitude) == (26.5, 89.2)


def test_both_read_the_old_and_the_new_number(recorded: Recording) -> None:
    (webhook,) = recorded.webhooks["number"]
    change, update = our_arrival(webhook).change, theirs(webhook)

    assert change is not None
    assert change.before[0].value == update.old_wa_id == RITA
    assert [name.value for name in change.after] == [update.new_wa_id, update.new_user_id]


def test_the_end_of_a_call_is_the_same_call(recorded: Recording) -> None:
    rang, hung_up = recorded.webhooks["call"]

    assert our_arrival(rang).seen_key == our_arrival(hung_up).seen_key
    assert (theirs(hung_up).duration, theirs(hung_up).id) == (75, our_arrival(hung_up).provider_id)


@pytest.mark.parametrize(
    ("name", "statuses"),
    [("offer", ["sent", "delivered"]), ("read", ["read", "read"])],
)
def test_both_read_the_same_statuses(recorded: Recording, name: str, statuses: list[str]) -> None:
    reports = [report for webhook in recorded.webhooks[name] for report in ours(webhook).reports]
    updates = [theirs(webhook) for webhook in recorded.webhooks[name]]

    assert [report.status for report in reports] == [update.status.value for update in updates] == statuses
    assert [report.provider_id for report in reports] == [update.id for update in updates]
    assert {report.opaque for report in reports} == {update.tracker for update in updates} == {"outbox-7"}


def test_a_failure_without_contacts_is_ours_alone_to_read(recorded: Recording) -> None:
    """pywa asks for contacts where Meta sends none, and drops it."""
    (webhook,) = recorded.webhooks["failed"]

    (report,) = ours(webhook).reports

    assert (report.status, report.error, report.opaque) == ("failed", "131026", "outbox-7")
    assert report.provider_id == recorded.answers["failed"]["messages"][0]["id"]
    with pytest.raises(ValueError, match="not enough values"):
        theirs(webhook)


def test_both_know_somebody_without_a_number(recorded: Recording) -> None:
    (webhook,) = recorded.webhooks["hidden"]
    arrival, update = our_arrival(webhook), theirs(webhook)

    assert arrival.sender is not None
    assert update.from_user.wa_id is None
    assert [name.value for name in arrival.sender.names] == [update.from_user.bsuid] == [arrival.address]


def test_a_new_phone_is_ours_alone_to_read(recorded: Recording) -> None:
    """It comes without contacts, for which pywa asks."""
    (webhook,) = recorded.webhooks["new_phone"]

    change = our_arrival(webhook).change

    assert change is not None
    assert (change.reason, change.before[0].value) == (EpochReason.IDENTITY_CHANGED, HIDING)


def test_what_is_said_in_a_group_is_said_to_nobody(recorded: Recording) -> None:
    """pywa hears it as a message; the office does not listen to groups."""
    (webhook,) = recorded.webhooks["group"]

    assert (our_arrival(webhook).kind, our_arrival(webhook).sender) == ("unknown", None)
    assert theirs(webhook).text == "সবাইকে"


@pytest.mark.parametrize(("name", "heard_as"), NEWS)
def test_news_of_the_account_belongs_to_nobody(recorded: Recording, name: str, heard_as: str) -> None:
    (webhook,) = recorded.webhooks[name]

    assert (our_arrival(webhook).kind, our_arrival(webhook).sender) == ("unknown", None)
    assert type(theirs(webhook)).__name__ == heard_as


@pytest.mark.parametrize("name", UNHEARD)
def test_news_that_only_we_keep(recorded: Recording, name: str) -> None:
    (webhook,) = recorded.webhooks[name]

    assert (our_arrival(webhook).kind, our_arrival(webhook).sender) == ("unknown", None)
