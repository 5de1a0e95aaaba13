"""As whom the server runs: PostgreSQL refuses to run as root, and root must not touch other people's folders.

An ordinary user runs it as himself. Root runs it mapped to the id of `nobody` in a user namespace of its own,
where the server still owns root's files; where that is refused, or cannot reach the data folder, it runs
really as `nobody`, in a folder of that user. Who owns an existing cluster tells which way was chosen at its
birth.
"""

import os
import pwd
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from janasetu.config.errors import PostgresError

NOBODY = "nobody"

_PLAIN_VARIABLES = {
    "PATH": "/usr/local/bin:/usr/bin:/bin",
    "LC_ALL": "C",
    "TZ": "UTC",
}  # no PG* of the caller reaches it


@dataclass(frozen=True)
class Identity:
    """How a program of PostgreSQL is started: with a prefix of its command line, or as another user."""

    prefix: tuple[str, ...] = ()
    user: int | None = None
    group: int | None = None

    def popen(self, command: Sequence[str], **more: object) -> "subprocess.Popen[bytes]":
        """Start a program in this identity, with plain environment variables and nothing open."""
        return subprocess.Popen(  # type: ignore[call-overload,no-any-return]
            [*self.prefix, *command],
            env=_PLAIN_VARIABLES,
            cwd="/",
            stdin=subprocess.DEVNULL,
            user=self.user,
            group=self.group,
            extra_groups=None if self.user is None else [],
            umask=0o077,
            **more,
        )

    def run(self, command: Sequence[str]) -> "subprocess.CompletedProcess[bytes]":
        """Run a program in this identity to its end, its output and its complaints in one piece."""
        with self.popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as started:
            output, _ = started.communicate()
        return subprocess.CompletedProcess(command, started.returncode, output)

    def can(self, *command: str) -> bool:
        """Whether a program can be started in this identity and ends well."""
        try:
            return self.run(command).returncode == 0
        except OSError:
            return False

    def give(self, folder: Path) -> None:
        """Make a folder of ours the property of this identity's user."""
        if self.user is not None:
            os.chown(folder, self.user, -1 if self.group is None else self.group)


def ourselves() -> Identity:
    """The ordinary user's way."""
    return Identity()


def mapped() -> Identity | None:
    """Root's first way: root itself, seen by the server as `nobody`; None where no namespace is to be had."""
    unshare = shutil.which("unshare")
    if unshare is None:
        return None
    identity = Identity(prefix=(unshare, "--user", f"--map-user={_nobody().pw_uid}", "--"))
    return identity if identity.can("true") else None


def of_nobody() -> Identity:
    """Root's second way: really the user `nobody`. PostgresError where even that is refused."""
    return of_user(_nobody().pw_uid)


def of_user(user: int) -> Identity:
    """Root's way to run a cluster that belongs to another user: as that user."""
    try:
        group = pwd.getpwuid(user).pw_gid
    except KeyError as error:
        raise PostgresError(
            f"The database belongs to user id {user}, whom this machine does not know: "
            "add that user, or name another data folder with --data DIR."
        ) from error
    identity = Identity(user=user, group=group)
    if not identity.can("true"):
        raise PostgresError(
            "PostgreSQL does not run as root, and this machine lets root neither make a user namespace "
            "nor become another user: run ./janasetu as an ordinary user, or set DATABASE_URL."
        )
    return identity


def _nobody() -> pwd.struct_passwd:
    try:
        return pwd.getpwnam(NOBODY)
    except KeyError as error:
        raise PostgresError(
            "PostgreSQL does not run as root, and this machine has no user called nobody to run it as: "
            "add that user, run ./janasetu as an ordinary user, or set DATABASE_URL."
        ) from error
