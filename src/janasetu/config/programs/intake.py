"""The intake process: webhooks and the desk's doorbell, on a port of their own; no page is made here."""

from janasetu.config.front import doorbell, front, intake
from janasetu.config.installation import Installation
from janasetu.config.programs.asgi import serve


def run() -> None:
    """Until asked to stop."""
    here = Installation.current()
    webhooks = intake()
    serve(
        front({"/webhooks/": webhooks, **doorbell()}),
        name="intake",
        address=here.address,
        port=here.intake_port,
        beside=webhooks.pulse,
    )
