"""The sender process: send what is queued; beside it, fetch the files that lines hold for us."""

import threading
from collections.abc import Sequence

import structlog
from django.db import InterfaceError, OperationalError, connection

from janasetu.channels.deliver import Delivery, Send
from janasetu.channels.fetch import fetch_once
from janasetu.channels.sms.client import SmsAccount, SmsGateway
from janasetu.channels.whatsapp.client import CloudApi
from janasetu.channels.whatsapp.limits import TIERS
from janasetu.channels.whatsapp.templates import keep_numbers, propose_missing
from janasetu.config.installation import Installation
from janasetu.config.processes import IDLE_SECONDS, Stop, loop, say_ready
from janasetu.conversations.ready import all_declared
from janasetu.lib.ids import BUCKETS
from janasetu.messaging import standings
from janasetu.messaging.bells import OUTBOUND, Ear
from janasetu.messaging.values import News

_FETCHERS = 3
_TEMPLATES_AGAIN = 20.0  # seconds until a provider that does not have all templates is asked again
_LOOKED_AT_AGAIN = 3600.0  # seconds until one that has them all is
_BETWEEN_LOOKS = 1.0  # seconds, however many are missed

log = structlog.get_logger("sender")


def run() -> None:
    """Until asked to stop; what is under way then comes back first."""
    here = Installation.current()
    api = CloudApi.at(here.graph_base_url, here.whatsapp_access_token, media_folder=here.media_folder)
    ear = Ear(here.database_url, OUTBOUND)
    missed = threading.Event()
    delivery = Delivery(
        {"whatsapp": api.send, **_text_messages(here)},
        unlimited=here.unlimited,
        template_missed=missed.set,
        tiers={"whatsapp": TIERS},
    )
    stop = Stop()
    fetching = [
        threading.Thread(target=_fetch, args=(api, share, stop), daemon=True) for share in shares(_FETCHERS)
    ]
    for fetcher in fetching:
        fetcher.start()
    threading.Thread(target=_propose_templates, args=(api, here, missed, stop), daemon=True).start()

    def begin() -> None:
        ear.listen()
        say_ready("sender")

    loop("sender", begin=begin, work=delivery.step, rest=lambda: ear.wait(IDLE_SECONDS), stop=stop)
    delivery.close()
    for fetcher in fetching:
        fetcher.join(timeout=3)
    ear.close()


def _text_messages(here: Installation) -> dict[str, Send]:
    """The sender of text messages, where the installation has a gateway."""
    if not here.sms_base_url:
        return {}
    account = SmsAccount(
        here.sms_base_url, here.sms_token, here.sms_entity, here.sms_templates, here.sms_callback
    )
    return {"sms": SmsGateway.at(account).send}


def shares(count: int) -> list[tuple[int, int]]:
    """All buckets in so many runs, first to last of each: what one person sent is fetched in its order."""
    return [(number * BUCKETS // count, (number + 1) * BUCKETS // count - 1) for number in range(count)]


def _fetch(api: CloudApi, share: tuple[int, int], stop: Stop) -> None:
    """Files are slow: each is made anew in a process of its own. So some at once, beside the sending."""

    def work() -> int:
        return fetch_once({"whatsapp": lambda media, line: api.fetch(media, line=line)}, buckets=share)

    loop("fetch", begin=lambda: None, work=work, rest=lambda: stop.wait(IDLE_SECONDS / 2), stop=stop)


def _propose_templates(api: CloudApi, here: Installation, missed: threading.Event, stop: Stop) -> None:
    """See to it that the provider has all of them: at the start, now and then, and when one is missed. How it
    stands to them and to our numbers is kept.
    """
    ours = all_declared()
    while not stop.asked:
        missed.clear()
        complete = propose_missing(api, here.whatsapp_account, ours, keep=_keep)
        keep_numbers(api, here.whatsapp_account, keep=_keep)
        missed.wait(_LOOKED_AT_AGAIN if complete else _TEMPLATES_AGAIN)
        stop.wait(_BETWEEN_LOOKS)


def _keep(news: Sequence[News]) -> None:
    """Of a database that is away now, the next look tells as much."""
    try:
        standings.hear(news)
    except (OperationalError, InterfaceError) as error:
        log.warning("standings_not_kept", reason=type(error).__name__)
    finally:
        connection.close()
