"""The web process of the demo: the intake, the doorbell and Django's pages on one port."""

from importlib import import_module

import janasetu.config.urls  # noqa: F401 - all pages are loaded before the first is asked for
from janasetu.config.front import doorbell, front, intake
from janasetu.config.installation import Installation
from janasetu.config.programs.asgi import serve


def run() -> None:
    """Until asked to stop."""
    here = Installation.current()
    webhooks = intake()
    application = import_module("janasetu.config.wsgi").application  # it looks at what is prepared by now
    app = front({"/webhooks/": webhooks, **doorbell()}, wsgi=application)
    serve(app, name="web", address=here.address, port=here.port, beside=webhooks.pulse)
