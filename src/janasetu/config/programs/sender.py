"""The sender process: send what is queued; beside it, fetch the files that lines hold for us."""

import threading

from janasetu.cases import notices
from janasetu.channels.deliver import Delivery, Send
from janasetu.channels.fetch import fetch_once
from janasetu.channels.sms.client import SmsAccount, SmsGateway
from janasetu.channels.whatsapp.client import CloudApi
from janasetu.channels.whatsapp.templates import propose_missing
from janasetu.config.installation import Installation
from janasetu.config.processes import IDLE_SECONDS, Stop, loop, say_ready
from janasetu.conversations import ready
from janasetu.messaging.bells import OUTBOUND, Ear

_TEMPLATES_AGAIN = 20.0  # seconds until the provider is asked again


def run() -> None:
    """Until asked to stop; what is under way then comes back first."""
    here = Installation.current()
    api = CloudApi.at(here.graph_base_url, here.whatsapp_access_token, media_folder=here.media_folder)
    ear = Ear(here.database_url, OUTBOUND)
    delivery = Delivery({"whatsapp": api.send, **_text_messages(here)}, unlimited=here.unlimited)
    stop = Stop()
    fetching = threading.Thread(target=_fetch, args=(api, stop), daemon=True)
    fetching.start()
    threading.Thread(target=_propose_templates, args=(api, here, stop), daemon=True).start()

    def begin() -> None:
        ear.listen()
        say_ready("sender")

    loop("sender", begin=begin, work=delivery.step, rest=lambda: ear.wait(IDLE_SECONDS), stop=stop)
    delivery.close()
    fetching.join(timeout=3)
    ear.close()


def _text_messages(here: Installation) -> dict[str, Send]:
    """The sender of text messages, where the installation has a gateway."""
    if not here.sms_base_url:
        return {}
    account = SmsAccount(
        here.sms_base_url, here.sms_token, here.sms_entity, here.sms_templates, here.sms_callback
    )
    return {"sms": SmsGateway.at(account).send}


def _fetch(api: CloudApi, stop: Stop) -> None:
    """Files are few and slow: one after the other, beside the sending."""

    def work() -> int:
        return fetch_once({"whatsapp": lambda media, line: api.fetch(media, line=line)})

    loop("fetch", begin=lambda: None, work=work, rest=lambda: stop.wait(IDLE_SECONDS / 2), stop=stop)


def _propose_templates(api: CloudApi, here: Installation, stop: Stop) -> None:
    """Until the provider has looked at all of them; until then, what needs one waits its turn and fails."""
    declared = [*notices.declared(), *ready.declared()]
    while not propose_missing(api, here.whatsapp_account, declared):
        if stop.wait(_TEMPLATES_AGAIN):
            return
