"""Make a database fit, or look whether it is, in a process of its own: who lives long need not carry the
driver, which is 14 MB.
"""

import subprocess
import sys

from janasetu.config.errors import PostgresError


def ensure(superuser_url: str, owner_url: str) -> None:
    """What `database.ensure` does, and `database.require_health` of the result."""
    _look(superuser_url, owner_url)


def accept(url: str) -> None:
    """What `database.accept` does."""
    _look(url)


def _look(*urls: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "janasetu.config.postgres.database"],
        input="\n".join(urls),  # not as arguments: everybody sees those, and an address may hold a password
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    if done.returncode:
        raise PostgresError(done.stderr.strip())
