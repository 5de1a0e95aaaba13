"""The web process: Django's pages by WSGI, on threads, in as many processes as the settings name."""

from granian import Granian
from granian.constants import Interfaces

import janasetu.config.urls  # noqa: F401 - all pages are loaded before the workers, which share them
from janasetu.config.installation import Installation

_THREADS = 8  # of each process; each may hold a connection to the database


def run() -> None:
    """Until asked to stop; a process that dies is replaced. Who starts it asks a page whether it is ready."""
    here = Installation.current()
    server = Granian(
        "janasetu.config.wsgi:application",
        address=here.address,
        port=here.port,
        interface=Interfaces.WSGI,
        workers=here.web_processes,
        blocking_threads=_THREADS,
        respawn_failed_workers=True,
        log_enabled=False,
    )
    server.serve()
