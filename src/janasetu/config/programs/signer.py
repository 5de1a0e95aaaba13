"""The signer process: presses papers that are drafted, and signs those that have all approvals.

What presses and signs is loaded here when the process runs, and by no other: the nursery bears all of them.
"""

from django.conf import settings

from janasetu.config import definitions
from janasetu.config.data_folder import DataFolder
from janasetu.config.installation import Installation
from janasetu.config.processes import IDLE_SECONDS, Stop, loop, say_ready
from janasetu.documents.signing.bells import SIGNER
from janasetu.messaging.bells import Ear


def run() -> None:
    """Until asked to stop; what is being signed is signed first."""
    from janasetu.documents.pressing import Presser  # noqa: PLC0415 - slow libraries
    from janasetu.documents.signing.signer import SignerAtWork  # noqa: PLC0415

    here = Installation.current()
    ear, stop = Ear(here.database_url, SIGNER), Stop()
    presser = Presser(definitions.folders(here.data), DataFolder(here.data).keys)
    signer = SignerAtWork(settings.SIGNING_KEYS, press=presser)

    def begin() -> None:
        ear.listen()
        say_ready("signer")

    loop("signer", begin=begin, work=signer.step, rest=lambda: ear.wait(IDLE_SECONDS), stop=stop)
    ear.close()
