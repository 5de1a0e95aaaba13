"""Talk to a gateway of text messages: hand a message over, say what became of it.

A line's provider id is the header (sender id) that the body has registered; its texts are registered by
entity and template (TRAI, TCCCPR 2018).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import httpx

from janasetu.channels.outward import asked_to_wait
from janasetu.channels.sms.errors import meaning_of_answer
from janasetu.channels.sms.render import parts_of, render
from janasetu.messaging.choices import OutboundState
from janasetu.messaging.outbox import Outcome, Sending
from janasetu.messaging.refusals import refused
from janasetu.messaging.values import Refusal

TIMEOUT = httpx.Timeout(10, connect=3)


@dataclass(frozen=True, slots=True)
class SmsAccount:
    """What the register knows us by. `templates`: the register's id by the name of our template; under an
    empty name the one for everything else, where the gateway has such a one. `callback`: where it reports
    what became of each; empty where no reports are wanted.
    """

    base_url: str
    token: str
    entity_id: str
    templates: Mapping[str, str]
    callback: str = ""


@dataclass(frozen=True, slots=True)
class SmsGateway:
    """One installation's account with a gateway. Thread-safe, as httpx's client is."""

    account: SmsAccount
    http: httpx.Client

    @classmethod
    def at(cls, account: SmsAccount) -> "SmsGateway":
        return cls(account, httpx.Client(timeout=TIMEOUT, follow_redirects=False, trust_env=False))

    def send(self, sending: Sending) -> Outcome:
        """Hand one message over. With no answer it stays `sending`: it may be out."""
        template = self._template(sending)
        if not sending.address.isdigit():
            return Outcome(sending, OutboundState.FAILED, error="no number")
        if not template:
            return Outcome(sending, OutboundState.FAILED, error="text not registered")
        try:
            answer = self.http.post(
                f"{self.account.base_url.rstrip('/')}/messages",
                json=self._payload(sending, template),
                headers={"Authorization": f"Bearer {self.account.token}"},
            )
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout) as error:
            return refused(sending, Refusal.AWAY, type(error).__name__)
        except httpx.HTTPError as error:
            return Outcome(sending, OutboundState.SENDING, error=type(error).__name__)
        return _outcome(sending, answer)

    def _template(self, sending: Sending) -> str:
        """The register's id of what is said; empty where nobody has registered it."""
        name = str((sending.template or {}).get("name", ""))
        return self.account.templates.get(name) or self.account.templates.get("", "")

    def _payload(self, sending: Sending, template: str) -> dict[str, Any]:
        return {
            "to": sending.address,
            "header": sending.line,
            "entity_id": self.account.entity_id,
            "template_id": template,
            "text": render(sending.text),
            "reference": sending.opaque,
            **({"callback": self.account.callback} if self.account.callback else {}),
        }


def _outcome(sending: Sending, answer: httpx.Response) -> Outcome:
    if answer.is_success:
        parts = parts_of(render(sending.text))
        return Outcome(sending, OutboundState.ACCEPTED, provider_id=_id(answer), parts=parts)
    meaning = meaning_of_answer(answer.status_code)
    return refused(sending, meaning, str(answer.status_code), after=asked_to_wait(answer))


def _id(answer: httpx.Response) -> str:
    """The gateway's id of the message; empty where it says none."""
    try:
        content = answer.json()
    except ValueError:
        return ""
    found = content.get("id", "") if isinstance(content, dict) else ""
    return found if isinstance(found, str) else ""
