"""Talk to the Cloud API: send one message, fetch one file. Errors say whether to try again."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx

from janasetu.channels import outward
from janasetu.channels.loose import Json, as_dict, as_text, dicts
from janasetu.channels.whatsapp.errors import meaning_of
from janasetu.channels.whatsapp.news import number_as_listed, template_as_listed
from janasetu.channels.whatsapp.render import render, render_file, render_template
from janasetu.documents import gate, store
from janasetu.lib import clock
from janasetu.messaging.choices import OutboundState
from janasetu.messaging.outbox import Outcome, Sending
from janasetu.messaging.refusals import refused
from janasetu.messaging.templates import CATEGORY, Template
from janasetu.messaging.values import Choice, News, Refusal

TIMEOUT = httpx.Timeout(10, connect=3)
MOST_BYTES = gate.MOST_BYTES_OF_A_VOICE + 1  # the largest file that the gate takes, and a byte
MOST_BYTES_OF_WORDS = 4 * 1024 * 1024  # of an answer that is no file
_CONNECTIONS = 80  # at once: more than messages are under way, for files and templates
SECONDS_OF_A_FILE = 60  # from asking where it lies to its last byte
_LIMIT = "whatsapp_business_manager_messaging_limit"  # of the account, whichever of its numbers is asked
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
        limits = httpx.Limits(max_connections=_CONNECTIONS, max_keepalive_connections=_CONNECTIONS)
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

    def templates(self, account: str) -> list[News]:
        """How the provider stands to every template that the account has; FetchError."""
        fields = "name,language,status,category,rejected_reason,quality_score"
        at = clock.now()
        return [template_as_listed(one, at) for one in self._listed(account, "message_templates", fields)]

    def numbers(self, account: str) -> list[News]:
        """The same of every number of the account."""
        fields = f"display_phone_number,status,quality_rating,{_LIMIT}"
        at = clock.now()
        return [number_as_listed(one, at) for one in self._listed(account, "phone_numbers", fields)]

    def _listed(self, account: str, of: str, fields: str) -> Iterator[Json]:
        """Every entry of a list of the account, page by page; FetchError."""
        params = {"limit": "200", "fields": fields}
        while True:
            page = as_dict(self._answer(f"{self.base_url}/{account}/{of}", params))
            yield from dicts(page.get("data"))
            paging = as_dict(page.get("paging"))
            after = as_text(as_dict(paging.get("cursors")).get("after"))
            if not after or not paging.get("next"):
                return
            params["after"] = after

    def propose(self, account: str, template: Template) -> News:
        """Ask the provider to approve a template, and what it says to that; FetchError where it does not even
        look at it.
        """
        body: dict[str, Any] = {"type": "BODY", "text": template.body}
        if template.spans:
            body["example"] = {"body_text": [template.examples]}
        buttons = [{"type": "QUICK_REPLY", "text": title} for title in template.buttons]
        asked = {
            "name": template.name,
            "language": template.lang,
            "category": CATEGORY,
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
        named = {"name": template.name, "language": template.lang}
        return template_as_listed({**_object(answer), **named}, clock.now())

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


def _object(answer: httpx.Response) -> Json:
    """The JSON object of an answer; an empty one where it is none."""
    try:
        return as_dict(answer.json())
    except ValueError:
        return {}


def _needs_template(sending: Sending) -> bool:
    return sending.goes_as_template(clock.now())


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
