"""The state folder: which one is meant, that it is really ours, and that one supervisor at a time works in
it.
"""

import fcntl
import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from janasetu.config import pids
from janasetu.config.environment import CHECKOUT
from janasetu.config.errors import DataFolderError

MACHINE_FOLDER = Path("/var/lib/janasetu")  # root's place for what cannot stand in the checkout

MODELS = "JANASETU_MODELS"  # an environment variable: a folder of models that several installations share

_PLENTY = 4 * 1024**3  # bytes free in memory; a test run needs a few hundred million

_MARKER = "janasetu-data-folder"
_MARKER_TEXT = (
    "The state of one Janasetu installation. `./janasetu demo --reset` empties only folders with this file.\n"
)


@dataclass(frozen=True)
class DataFolder:
    """A prepared state folder and the rooms in it."""

    path: Path

    @property
    def run(self) -> Path:
        """Process ids, ready marks and locks; empty while nothing runs."""
        return self.path / "run"

    @property
    def logs(self) -> Path:
        """One log per process."""
        return self.path / "logs"

    @property
    def media(self) -> Path:
        """Files received and made, by hash."""
        return self.path / "media"

    @property
    def keys(self) -> Path:
        """Keys of this installation, readable by its owner alone; in no dump of the database."""
        return self.path / "keys"

    @property
    def models(self) -> Path:
        """Trained models, each in a folder of its name; elsewhere where the environment says so."""
        return Path(os.environ.get(MODELS) or self.path / "models")

    @property
    def postgres(self) -> Path:
        """The managed database, or the way to it."""
        return self.path / "postgres"

    @property
    def settings(self) -> Path:
        """Secrets of this installation."""
        return self.path / "settings.toml"


def choose(named: str | None = None) -> Path:
    """The state folder meant by `--data`, else by JANASETU_DATA, else `var` in the checkout; nothing is made
    yet.

    Where `var` cannot be written: a folder of this checkout under /var/lib/janasetu for root; for others a
    DataFolderError that names `--data`.
    """
    wished = named or os.environ.get("JANASETU_DATA")
    if wished:
        return Path(wished).resolve()
    default = CHECKOUT / "var"
    if _is_ours(default) or _may_be_made(default):
        return default
    if os.geteuid() == 0:
        return MACHINE_FOLDER / short_hash(CHECKOUT)
    raise DataFolderError(f"{default} cannot be written by you: name a folder of your own with --data DIR.")


def prepare(path: Path) -> DataFolder:
    """Make the state folder with its rooms, or check that the existing one is ours.

    DataFolderError where it cannot be written, or holds things that are not ours.
    """
    folder = DataFolder(path)
    try:
        _make_private(path)
        _mark(path)
        for room in (folder.run, folder.logs, folder.media, folder.postgres):
            room.mkdir(exist_ok=True)
    except OSError as error:
        raise _unusable(path, error) from error
    if not os.access(folder.run, os.W_OK):
        raise DataFolderError(
            f"The data folder {path} cannot be written by you: name another with --data DIR."
        )
    return folder


def find(path: Path) -> DataFolder:
    """The existing state folder at `path`; DataFolderError where there is none or it may not be read."""
    try:
        is_ours = (path / _MARKER).stat() is not None
    except FileNotFoundError:
        is_ours = False
    except OSError as error:
        raise _unusable(path, error) from error
    if not is_ours:
        raise DataFolderError(
            f"{path} is not a data folder: start ./janasetu demo there first, or name one with --data."
        )
    return DataFolder(path)


def empty(folder: DataFolder) -> None:
    """Remove everything in the state folder but its marker and the run folder that holds our lock."""
    for entry in folder.path.iterdir():
        if entry.name not in {_MARKER, folder.run.name}:
            _remove(entry)
    prepare(folder.path)


@contextmanager
def scratch(name: str = "data") -> Iterator[DataFolder]:
    """A state folder for a test run, in memory where there is plenty; everything in it goes away
    at the end.
    """
    with tempfile.TemporaryDirectory(
        prefix="janasetu-test-", dir=_scratch_parent(), ignore_cleanup_errors=True
    ) as place:
        yield prepare(Path(place).resolve() / name)


@contextmanager
def locked(folder: DataFolder, name: str = "supervisor", *, wait: bool = False) -> Iterator[None]:
    """Hold the state folder's lock; its file carries our process id and goes away with us.

    DataFolderError naming the holder where another process has it and `wait` is false.
    """
    path = folder.run / f"{name}.lock"
    descriptor = _acquire(path, folder, wait=wait)
    try:
        os.ftruncate(descriptor, 0)
        os.write(descriptor, f"{os.getpid()}\n".encode())
        yield
    finally:
        path.unlink(missing_ok=True)
        os.close(descriptor)


def holder(folder: DataFolder, name: str = "supervisor") -> int | None:
    """The process that holds the lock, or None where nobody does."""
    try:
        descriptor = os.open(folder.run / f"{name}.lock", os.O_RDONLY)
    except OSError:
        return None
    try:
        return None if _try_lock(descriptor, fcntl.LOCK_SH) else _pid_in(descriptor)
    finally:
        os.close(descriptor)


def short_hash(path: Path) -> str:
    """A short name for a path, the same at every start."""
    return hashlib.sha256(os.fsencode(path)).hexdigest()[:12]


def _acquire(path: Path, folder: DataFolder, *, wait: bool) -> int:
    """A locked descriptor of the lock file that stands there now: the former holder may just have removed
    his.
    """
    while True:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        if not _lock(descriptor, wait=wait):
            pid = _pid_in(descriptor)
            os.close(descriptor)
            raise DataFolderError(
                f"The data folder {folder.path} is in use by process {pid or 'unknown'}: "
                "stop that one, or name another folder with --data DIR."
            )
        if _still_stands(path, descriptor):
            return descriptor
        os.close(descriptor)


def _lock(descriptor: int, *, wait: bool) -> bool:
    """Whether the lock was got. A moment of patience: somebody may only be looking who holds it
    (`holder`).
    """
    if wait:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        return True
    return pids.wait_until(lambda: _try_lock(descriptor, fcntl.LOCK_EX), seconds=0.1)


def _try_lock(descriptor: int, kind: int) -> bool:
    try:
        fcntl.flock(descriptor, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _still_stands(path: Path, descriptor: int) -> bool:
    try:
        return os.path.samestat(os.fstat(descriptor), path.stat())
    except FileNotFoundError:
        return False


def _pid_in(descriptor: int) -> int | None:
    text = os.pread(descriptor, 20, 0).strip()
    return int(text) if text.isdigit() else None


def _scratch_parent() -> Path | None:
    """A file system in memory, ten times as quick for a database that is made and thrown away; None for
    TMPDIR.
    """
    in_memory = Path("/dev/shm")  # noqa: S108  # the folder made in it has a random name and is ours alone
    if os.access(in_memory, os.W_OK) and shutil.disk_usage(in_memory).free > _PLENTY:
        return in_memory
    return None


def _is_ours(path: Path) -> bool:
    try:
        return (path / _MARKER).exists()
    except OSError:
        return False


def _may_be_made(path: Path) -> bool:
    return os.access(path if path.exists() else path.parent, os.W_OK | os.X_OK)


def _make_private(path: Path) -> None:
    """Make the folder for ourselves alone: it will hold secrets and people's matters."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.mkdir(mode=0o700, exist_ok=True)


def _mark(path: Path) -> None:
    marker = path / _MARKER
    if marker.exists():
        return
    if any(path.iterdir()):
        raise DataFolderError(
            f"{path} holds other things and is not a data folder of Janasetu: name an empty or new one."
        )
    marker.write_text(_MARKER_TEXT, encoding="utf-8")


def _remove(entry: Path) -> None:
    if entry.is_dir() and not entry.is_symlink():
        shutil.rmtree(entry)
    else:
        entry.unlink()


def _unusable(path: Path, error: OSError) -> DataFolderError:
    return DataFolderError(
        f"The data folder {path} cannot be used ({error.strerror}): name another with --data DIR."
    )
