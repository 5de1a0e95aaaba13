"""The web process of the demo: the intake, the doorbell and Django's pages on one port."""

from janasetu.config.front import doorbell, front, intake
from janasetu.config.installation import Installation
from janasetu.config.programs.asgi import serve
from janasetu.config.wsgi import application


def run() -> None:
    """Until asked to stop."""
    here = Installation.current()
    webhooks = intake()
    app = front({"/webhooks/": webhooks, **doorbell()}, wsgi=application)
    serve(app, name="web", address=here.address, port=here.port, beside=webhooks.pulse)
