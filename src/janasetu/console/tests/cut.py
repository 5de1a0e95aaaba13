"""A test server whose network can be cut, as a village's is: whoever asks is hung up on."""

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.servers.basehttp import ThreadedWSGIServer
from django.test.testcases import LiveServerThread, QuietWSGIRequestHandler


class Network:
    """The way to the server: it can be cut, and it can break when what was asked at an address has been done
    and not yet answered.
    """

    cut = False
    breaks_at = ""


class Handler(QuietWSGIRequestHandler):
    """Hangs up on whoever asks while the way is cut."""

    network: Network

    def parse_request(self) -> bool:
        taken = super().parse_request()
        if taken and self.network.cut:
            self.close_connection = True
            self.connection.shutdown(socket.SHUT_RDWR)
            return False
        return taken

    def get_environ(self) -> dict[str, Any]:
        return super().get_environ() | {"test.hang_up": self.connection.shutdown}


class Threads(ThreadedWSGIServer):
    """As Django's own."""


class Server(LiveServerThread):
    server_class = Threads

    def __init__(self, network: Network) -> None:
        super().__init__("localhost", static_handler=lambda application: self._over(application, network))
        self.handler = type("Cut", (Handler,), {"network": network})
        self.daemon = True

    def _over(self, application: Any, network: Network) -> Callable[..., Any]:
        served = StaticFilesHandler(application)

        def answered(environ: dict[str, Any], start: Any) -> Any:
            answer = served(environ, start)
            if network.breaks_at and network.breaks_at == environ["PATH_INFO"]:
                network.breaks_at, network.cut = "", True
                environ["test.hang_up"](socket.SHUT_RDWR)
            return answer

        return answered

    def _create_server(self, connections_override: Any = None) -> ThreadedWSGIServer:
        return self.server_class((self.host, self.port), self.handler, allow_reuse_address=False)


@contextmanager
def served(network: Network) -> Iterator[str]:
    """The address of a server at the end of this network."""
    server = Server(network)
    server.start()
    server.is_ready.wait()
    assert server.error is None
    yield f"http://localhost:{server.port}"
    network.cut = True
    server.terminate()
