"""The sender process: send what is queued; beside it, fetch the files that lines hold for us."""

import threading

from janasetu.channels.deliver import Delivery
from janasetu.channels.fetch import fetch_once
from janasetu.channels.whatsapp.client import CloudApi
from janasetu.config.installation import Installation
from janasetu.config.processes import IDLE_SECONDS, Stop, loop, say_ready
from janasetu.messaging.bells import OUTBOUND, Ear


def run() -> None:
    """Until asked to stop; what is under way then comes back first."""
    here = Installation.current()
    api = CloudApi.at(here.graph_base_url, here.whatsapp_access_token)
    ear = Ear(here.database_url, OUTBOUND)
    delivery = Delivery({"whatsapp": api.send})
    stop = Stop()
    fetching = threading.Thread(target=_fetch, args=(api, stop), daemon=True)
    fetching.start()

    def begin() -> None:
        ear.listen()
        say_ready("sender")

    loop("sender", begin=begin, work=delivery.step, rest=lambda: ear.wait(IDLE_SECONDS), stop=stop)
    delivery.close()
    fetching.join(timeout=3)
    ear.close()


def _fetch(api: CloudApi, stop: Stop) -> None:
    """Files are few and slow: one after the other, beside the sending."""

    def work() -> int:
        return fetch_once({"whatsapp": lambda media, line: api.fetch(media, line=line)})

    loop("fetch", begin=lambda: None, work=work, rest=lambda: stop.wait(IDLE_SECONDS / 2), stop=stop)
