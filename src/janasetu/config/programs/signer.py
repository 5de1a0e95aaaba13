"""The signer process: signs papers that have all approvals, each a moment after the last one.

What signs is loaded here when the process runs, and by no other: the nursery bears all of them.
"""

from django.conf import settings

from janasetu.config.installation import Installation
from janasetu.config.processes import IDLE_SECONDS, Stop, loop, say_ready
from janasetu.documents.signing.bells import SIGNER
from janasetu.messaging.bells import Ear


def run() -> None:
    """Until asked to stop; what is being signed is signed first."""
    from janasetu.documents.signing.signer import SignerAtWork  # noqa: PLC0415 - slow libraries

    ear, stop = Ear(Installation.current().database_url, SIGNER), Stop()
    signer = SignerAtWork(settings.SIGNING_KEYS)

    def begin() -> None:
        ear.listen()
        say_ready("signer")

    loop("signer", begin=begin, work=signer.step, rest=lambda: ear.wait(IDLE_SECONDS), stop=stop)
    ear.close()
