"""Talk to the Cloud API: send one message, fetch one file. Errors say whether to try again."""

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx

from janasetu.channels import outward
from janasetu.channels.whatsapp.errors import meaning_of
from janasetu.channels.whatsapp.render import render, render_file, render_template
from janasetu.documents import gate, store
from janasetu.lib import clock
from janasetu.messaging.choices import OutboundState
from janasetu.messaging.outbox import Outcome, Sending
from janasetu.messaging.reach import window_open
from janasetu.messaging.refusals import refused
from janasetu.messaging.templates import Template
from janasetu.messaging.values import Choice, Refusal

TIMEOUT = httpx.Timeout(10, connect=3)
MOST_BYTES = gate.MOST_BYTES_OF_A_VOICE + 1  # the largest file that the gate takes, and a byte
MOST_BYTES_OF_WORDS = 4 * 1024 * 1024  # of an answer that is no file
SECONDS_OF_A_FILE = 60  # from asking where it lies to its last byte
_FILE_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")


class FetchError(Exception):
    """A file could not be had now; `gone` when the line does not have it any more."""

    def __init__(self, reason: str, *, gone: bool = False) -> None:
        super().__init__(reason)
        self.gone = gone


@dataclass(frozen=True, slots=True)
class CloudApi:
    """One installation's account with the provider. Thread-safe, as httpx's client is."""

    base_url: str
    token: str
    http: httpx.Client
    media_folder: Path

    @classmethod
    def at(cls, base_url: str, token: str, *, media_folder: Path) -> "CloudApi":
        limits = httpx.Limits(max_connections=32, max_keepalive_connections=32)
        http = outward.client(base_url, timeout=TIMEOUT, limits=limits)
        return cls(base_url.rstrip("/"), token, http, media_folder)

    def send(self, sending: Sending) -> Outcome:
        """Hand one message over. With no answer it stays `sending`: only a status tells what became of it."""
        if not sending.address:
            return Outcome(sending, OutboundState.FAILED, error="no address")
        try:
            media_id = self._upload(sending) if sending.file and not _needs_template(sending) else ""
        except httpx.HTTPStatusError as error:  # nothing has been sent yet
            return _outcome(sending, error.response)
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout) as error:
            return refused(sending, Refusal.AWAY, type(error).__name__)
        except (httpx.HTTPError, OSError, ValueError) as error:
            return refused(sending, Refusal.AGAIN, type(error).__name__)
        try:
            answer = self.http.post(
                f"{self.base_url}/{sending.line}/messages",
                json=_payload(sending, media_id),
                headers=self._headers,
            )
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout) as error:
            return refused(sending, Refusal.AWAY, type(error).__name__)
        except httpx.HTTPError as error:
            return Outcome(sending, OutboundState.SENDING, error=type(error).__name__)
        return _outcome(sending, answer)

    def _upload(self, sending: Sending) -> str:
        """The provider's id of the message's file, which is handed over now."""
        file = sending.file
        assert file
        content = store.path_of(self.media_folder, file.sha256).read_bytes()
        answer = self.http.post(
            f"{self.base_url}/{sending.line}/media",
            data={"messaging_product": "whatsapp", "type": file.mime},
            files={"file": (file.name or file.kind, content, file.mime)},
            headers=self._headers,
        )
        return str(answer.raise_for_status().json().get("id", ""))

    def templates(self, account: str) -> set[tuple[str, str]]:
        """Name and language of every template that the account has; FetchError."""
        known: set[tuple[str, str]] = set()
        params = {"limit": "200", "fields": "name,language,status"}
        while True:
            page = self._answer(f"{self.base_url}/{account}/message_templates", params)
            known |= {(one["name"], one["language"]) for one in page.get("data", ())}
            after = page.get("paging", {}).get("cursors", {}).get("after")
            if not after or not page.get("paging", {}).get("next"):
                return known
            params["after"] = after

    def propose(self, account: str, template: Template) -> None:
        """Ask the provider to approve a template; FetchError where it does not even look at it."""
        body: dict[str, Any] = {"type": "BODY", "text": template.body}
        if template.spans:
            body["example"] = {"body_text": [template.examples]}
        buttons = [{"type": "QUICK_REPLY", "text": title} for title in template.buttons]
        asked = {
            "name": template.name,
            "language": template.lang,
            "category": "UTILITY",
            "components": [body, *([{"type": "BUTTONS", "buttons": buttons}] if buttons else [])],
        }
        try:
            answer = self.http.post(
                f"{self.base_url}/{account}/message_templates", json=asked, headers=self._headers
            )
        except httpx.HTTPError as error:
            raise FetchError(type(error).__name__) from error
        if not answer.is_success:
            raise FetchError(f"HTTP {answer.status_code}: {template.name} {template.lang}")

    @property
    def _headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}

    def fetch(self, media_id: str, *, line: str) -> bytes:
        """The bytes of a file by its id, up to one more than the gate takes; FetchError.

        Its address comes from the provider, and lies on its own host. All of it has SECONDS_OF_A_FILE.
        """
        if not _FILE_ID.fullmatch(media_id):
            raise FetchError("no id of a file", gone=True)
        with outward.at_most(SECONDS_OF_A_FILE):
            address = self._address(media_id, line)
            if not self._trusts(address):
                raise FetchError("address of another host", gone=True)
            return self._read(address, most=MOST_BYTES)

    def _address(self, media_id: str, line: str) -> str:
        """Where the file lies for the next minutes."""
        described = self._answer(f"{self.base_url}/{media_id}", {"phone_number_id": line})
        try:
            return str(described["url"])
        except (KeyError, TypeError) as error:
            raise FetchError("no address") from error

    def _trusts(self, address: str) -> bool:
        """The provider's own host; Meta's media lie on hosts of its own, each named here."""
        ours, given = urlsplit(self.base_url), urlsplit(address)
        if (given.scheme, given.hostname, given.port) == (ours.scheme, ours.hostname, ours.port):
            return True
        host = given.hostname or ""
        return given.scheme == "https" and (host == "lookaside.fbsbx.com" or host.endswith(".whatsapp.net"))

    def _answer(self, address: str, params: dict[str, str]) -> Any:
        """What the provider says there; FetchError."""
        try:
            return json.loads(self._read(address, params=params, most=MOST_BYTES_OF_WORDS))
        except ValueError as error:
            raise FetchError("no JSON") from error

    def _read(self, address: str, *, most: int, params: dict[str, str] | None = None) -> bytes:
        """The first `most` bytes there. Nothing is unfolded that was packed for the way: it has no end."""
        content = bytearray()
        headers = {**self._headers, "Accept-Encoding": "identity"}
        try:
            with self.http.stream("GET", address, params=params, headers=headers) as answer:
                if answer.status_code != httpx.codes.OK:
                    raise FetchError(f"HTTP {answer.status_code}", gone=answer.status_code in (400, 404))
                if "content-encoding" in answer.headers:
                    raise FetchError("packed")
                for chunk in answer.iter_bytes():
                    content += chunk
                    if len(content) >= most:
                        break
        except httpx.HTTPError as error:
            raise FetchError(type(error).__name__) from error
        return bytes(content[:most])


def _needs_template(sending: Sending) -> bool:
    """Whether the line takes no words of one's own now, and there is a template that says the same."""
    closed = sending.by_template or not window_open(sending.heard_at, clock.now())
    return sending.template is not None and closed


def _payload(sending: Sending, media_id: str) -> dict[str, Any]:
    choices = [Choice.from_json(choice) for choice in sending.choices]
    to = "to" if sending.address.isdigit() else "recipient"  # a business-scoped id is addressed apart
    if _needs_template(sending):
        assert sending.template
        content = render_template(sending.template, choices)
    elif sending.file:
        content = render_file(sending.file, media_id, sending.text, choices)
    else:
        content = render(sending.text, choices, sending.menu)
    return {
        "messaging_product": "whatsapp",
        "recipient_type": "individual",
        to: sending.address,
        "biz_opaque_callback_data": sending.opaque,
        **content,
    }


def _outcome(sending: Sending, answer: httpx.Response) -> Outcome:
    content = _json(answer)
    if answer.is_success:
        return Outcome(sending, OutboundState.ACCEPTED, provider_id=_accepted_id(content))
    error = content.get("error")
    code = error.get("code") if isinstance(error, dict) else None
    code = code if isinstance(code, int) else None
    label = f"{answer.status_code}/{code}" if code is not None else str(answer.status_code)
    return refused(sending, meaning_of(code, answer.status_code), label, after=outward.asked_to_wait(answer))


def _accepted_id(content: dict[str, Any]) -> str:
    """The provider's id of the message it took; empty where it says none, and a status will bring it."""
    match content:
        case {"messages": [{"id": str() as provider_id}, *_]}:
            return provider_id
    return ""


def _json(answer: httpx.Response) -> dict[str, Any]:
    try:
        content = answer.json()
    except ValueError:
        return {}
    return content if isinstance(content, dict) else {}
