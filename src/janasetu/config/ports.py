"""Network ports of this machine: valid, and free before anything is started on them."""

import argparse
import errno
import socket

from janasetu.config.errors import FrontDoorError


def port(text: str) -> int:
    """A port number given on the command line."""
    if text.isascii() and text.isdigit() and 0 < int(text) < 65536:
        return int(text)
    raise argparse.ArgumentTypeError(f"{text!r} is no port number from 1 to 65535")


def require_free(port: int, sim_port: int) -> None:
    """FrontDoorError with one sentence where either port cannot be had, or both are the same."""
    if port == sim_port:
        raise FrontDoorError(f"--port and --sim-port are both {port}: they must differ.")
    for number, option in ((port, "--port"), (sim_port, "--sim-port")):
        if problem := problem_with(number):
            raise FrontDoorError(f"Port {number} {problem}: name another with {option}.")


def problem_with(number: int) -> str | None:
    """Why nobody could listen on this port of the loopback address now; None where one could."""
    with socket.socket() as probe:
        probe.setsockopt(
            socket.SOL_SOCKET, socket.SO_REUSEADDR, 1
        )  # a port just left is free, as for servers
        try:
            probe.bind(("127.0.0.1", number))
        except OSError as error:
            return (
                "is taken by another program" if error.errno == errno.EADDRINUSE else "may not be used by you"
            )
    return None
