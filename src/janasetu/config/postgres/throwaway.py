"""A PostgreSQL for once: for the tests, and for the proofs that look at what stands in a database."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from janasetu.config import data_folder
from janasetu.config.data_folder import DataFolder
from janasetu.config.postgres.server import Server, erase


@contextmanager
def served() -> Iterator[dict[str, str]]:
    """A server of our own, which is gone with all it held after the block; what its users are told."""
    with data_folder.scratch() as folder:
        server = Server(folder, throwaway=True)
        try:
            server.start()
            yield variables(folder, server.url)
        finally:
            server.stop()
            erase(folder)


def variables(folder: DataFolder, url: str) -> dict[str, str]:
    """The environment of who uses the server.

    Python may keep what it compiles, whatever the caller's shell says of that: else the workers and the
    hundred processes that they start would each compile the same modules.
    """
    told = {"JANASETU_MODE": "test", "JANASETU_DATA": str(folder.path), "JANASETU_DATABASE_URL": url}
    ours = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return ours | told
