"""The signer process: presses papers that are drafted, and signs those that have all approvals.

What presses and signs is loaded here, when there is first something to do, and by no other process: an office
that works with ink alone never loads it.
"""

from contextlib import suppress
from typing import TYPE_CHECKING

from django.conf import settings
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from janasetu.config import definitions
from janasetu.config.data_folder import DataFolder
from janasetu.config.installation import Installation
from janasetu.config.processes import IDLE_SECONDS, Stop, loop, say_ready
from janasetu.documents import queries
from janasetu.documents.signing.bells import SIGNER
from janasetu.messaging.bells import Ear

if TYPE_CHECKING:
    from janasetu.documents.signing.signer import SignerAtWork


def run() -> None:
    """Until asked to stop; what is being signed is signed first."""
    ear, stop = Ear(Installation.current().database_url, SIGNER), Stop()
    at_work: list[SignerAtWork] = []

    def begin() -> None:
        ear.listen()
        say_ready("signer")

    def work() -> int:
        if not at_work and not (queries.to_press(1) or queries.to_sign(1)):
            return 0
        if not at_work:
            at_work.append(_signer())
        done = at_work[0].step()
        if done:
            _ask_casework()
        return done

    loop("signer", begin=begin, work=work, rest=lambda: ear.wait(IDLE_SECONDS), stop=stop)
    ear.close()


def _signer() -> "SignerAtWork":
    from janasetu.documents.pressing import Presser  # noqa: PLC0415 - slow libraries
    from janasetu.documents.signing.signer import SignerAtWork  # noqa: PLC0415

    data = Installation.current().data
    presser = Presser(definitions.folders(data), DataFolder(data).keys)
    return SignerAtWork(settings.SIGNING_KEYS, press=presser)


def _ask_casework() -> None:
    """Let the background program hand out what is signed, once for all that is; else it does each minute."""
    task = app.configure_task("cases.finish_signed", queueing_lock="cases.finish_signed")
    with suppress(AlreadyEnqueued):
        task.defer(timestamp=0)
