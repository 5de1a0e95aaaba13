"""The private folder of a server's socket: short, for a longer socket path is fatal, and closed to everybody
else.
"""

import os
import shutil
import stat
import tempfile
from pathlib import Path

from janasetu.config import data_folder
from janasetu.config.data_folder import DataFolder
from janasetu.config.postgres.identity import Identity

_PARENT = Path("/tmp")  # noqa: S108  # TMPDIR may be long; a random name and the checks below keep others out


def folder_for(folder: DataFolder, identity: Identity) -> Path:
    """The socket folder of a data folder, made where it is missing: the same at every start, so that
    addresses last.

    A remembered folder that somebody else has meanwhile put there is never used; a new one is made instead.
    """
    prefix = f"janasetu-{data_folder.short_hash(folder.path)}-"  # a copied data folder has another
    remembered = _remembered(folder)
    if remembered and remembered.name.startswith(prefix) and _made_or_ours(remembered, identity):
        return remembered
    made = Path(tempfile.mkdtemp(prefix=prefix, dir=_PARENT))
    identity.give(made)
    _note(folder).write_text(f"{made}\n", encoding="utf-8")
    return made


def remove(folder: DataFolder) -> None:
    """Remove the socket folder; its name stays remembered."""
    remembered = _remembered(folder)
    if remembered and remembered.parent == _PARENT and remembered.name.startswith("janasetu-"):
        shutil.rmtree(remembered, ignore_errors=True)


def _note(folder: DataFolder) -> Path:
    return folder.postgres / "socket-folder"


def _remembered(folder: DataFolder) -> Path | None:
    try:
        return Path(_note(folder).read_text(encoding="utf-8").strip())
    except FileNotFoundError:
        return None


def _made_or_ours(path: Path, identity: Identity) -> bool:
    try:
        path.mkdir(mode=0o700)
        identity.give(path)
    except FileExistsError:
        found = path.lstat()
        owner = os.geteuid() if identity.user is None else identity.user
        return stat.S_ISDIR(found.st_mode) and found.st_uid == owner and not found.st_mode & 0o077
    return True
