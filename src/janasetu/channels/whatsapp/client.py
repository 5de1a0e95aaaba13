"""Talk to the Cloud API: send one message, fetch one file. Errors say whether to try again."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import httpx

from janasetu.channels.whatsapp.errors import after_error
from janasetu.channels.whatsapp.render import render
from janasetu.documents import gate
from janasetu.messaging.choices import OutboundState
from janasetu.messaging.outbox import Outcome, Sending
from janasetu.messaging.values import Choice

TIMEOUT = httpx.Timeout(10, connect=3)
MOST_BYTES = gate.MOST_BYTES_OF_A_VOICE + 1  # the largest file that the gate takes, and a byte


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

    @classmethod
    def at(cls, base_url: str, token: str) -> "CloudApi":
        limits = httpx.Limits(max_connections=32, max_keepalive_connections=32)
        http = httpx.Client(timeout=TIMEOUT, limits=limits, follow_redirects=False, trust_env=False)
        return cls(base_url.rstrip("/"), token, http)

    def send(self, sending: Sending) -> Outcome:
        """Hand one message over. With no answer it stays `sending`: only a status tells what became of it."""
        if not sending.address:
            return Outcome(sending, OutboundState.FAILED, error="no address")
        try:
            answer = self.http.post(
                f"{self.base_url}/{sending.line}/messages", json=_payload(sending), headers=self._headers
            )
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout) as error:
            return Outcome(
                sending, OutboundState.QUEUED, error=type(error).__name__, retry_after=_wait(sending)
            )
        except httpx.HTTPError as error:
            return Outcome(sending, OutboundState.SENDING, error=type(error).__name__)
        return _outcome(sending, answer)

    @property
    def _headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}

    def fetch(self, media_id: str, *, line: str) -> bytes:
        """The bytes of a file by its id. Its address comes from the provider, and lies on its own host."""
        described = self._get(f"{self.base_url}/{media_id}", params={"phone_number_id": line})
        try:
            address = str(described.json()["url"])
        except (ValueError, KeyError, TypeError) as error:
            raise FetchError("no address") from error
        if not self._trusts(address):
            raise FetchError("address of another host", gone=True)
        return self._download(address)

    def _trusts(self, address: str) -> bool:
        """The provider's own host; Meta's media lie on hosts of its own, each named here."""
        ours, given = urlsplit(self.base_url), urlsplit(address)
        if (given.scheme, given.hostname, given.port) == (ours.scheme, ours.hostname, ours.port):
            return True
        host = given.hostname or ""
        return given.scheme == "https" and (host == "lookaside.fbsbx.com" or host.endswith(".whatsapp.net"))

    def _get(self, address: str, *, params: dict[str, str] | None = None) -> httpx.Response:
        try:
            answer = self.http.get(address, params=params, headers=self._headers)
        except httpx.HTTPError as error:
            raise FetchError(type(error).__name__) from error
        if answer.status_code in (400, 404):
            raise FetchError("not there", gone=True)
        if answer.status_code != httpx.codes.OK:
            raise FetchError(f"HTTP {answer.status_code}")
        return answer

    def _download(self, address: str) -> bytes:
        """Up to one byte more than the gate takes; the gate says what is too large."""
        content = bytearray()
        try:
            with self.http.stream("GET", address, headers=self._headers) as answer:
                if answer.status_code != httpx.codes.OK:
                    raise FetchError(f"HTTP {answer.status_code}", gone=answer.status_code in (400, 404))
                for chunk in answer.iter_bytes():
                    content += chunk
                    if len(content) >= MOST_BYTES:
                        break
        except httpx.HTTPError as error:
            raise FetchError(type(error).__name__) from error
        return bytes(content[:MOST_BYTES])


def _payload(sending: Sending) -> dict[str, Any]:
    choices = [Choice.from_json(choice) for choice in sending.choices]
    to = "to" if sending.address.isdigit() else "recipient"  # a business-scoped id is addressed apart
    return {
        "messaging_product": "whatsapp",
        "recipient_type": "individual",
        to: sending.address,
        "biz_opaque_callback_data": sending.opaque,
        **render(sending.text, choices, sending.menu),
    }


def _outcome(sending: Sending, answer: httpx.Response) -> Outcome:
    content = _json(answer)
    if answer.is_success:
        return Outcome(sending, OutboundState.ACCEPTED, provider_id=_accepted_id(content))
    error = content.get("error")
    code = error.get("code") if isinstance(error, dict) else None
    return after_error(sending, answer.status_code, code if isinstance(code, int) else None, _wait(sending))


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


def _wait(sending: Sending) -> timedelta:
    """Each try waits longer: 1, 2, 4 ... seconds, at most a minute."""
    return timedelta(seconds=min(2 ** (sending.attempts - 1), 60))
