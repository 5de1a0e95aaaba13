"""Small disks, so that one can be full: pieces of memory mounted over folders, seen by this process alone."""

import ctypes
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import sleep

_SIZE = 2 * 1024**3  # bytes at most; what is not written takes none
_NEW_MOUNTS = 0x00020000  # CLONE_NEWNS
_TRIES = 50
_SHARED = Path("/dev/shm")  # noqa: S108  # memory that processes share, PostgreSQL's too


class NoDiskError(Exception):
    """Nothing may be mounted here; the system's words are the text."""


class Disk:
    """A disk over a folder. Full it has just the room that is taken, and nobody can write more."""

    def __init__(self, place: Path) -> None:
        self._place = place

    def fill(self) -> None:
        """Leave no room. Who is writing meanwhile may be quicker, so it is tried until it is so."""
        for _ in range(_TRIES):
            told = os.statvfs(self._place)
            taken = (told.f_blocks - told.f_bfree) * told.f_frsize
            if _called("mount", "-o", f"remount,size={taken}", str(self._place)).returncode == 0:
                return
            sleep(0.02)
        raise NoDiskError(f"{self._place} could not be made small")

    def empty(self) -> None:
        """Give it room again."""
        _mount("-o", f"remount,size={_SIZE}", str(self._place))


@contextmanager
def mounted(*places: Path, keep: bool) -> Iterator[list[Disk]]:
    """A small disk over each of these folders, which are made; NoDiskError. `keep`: what is on them stays."""
    _leave_the_mounts_of_others()
    there: list[Path] = []
    _mount("-t", "tmpfs", "storm", str(_SHARED))  # who is killed leaves something there
    try:
        for place in places:
            place.mkdir()
            _mount("-t", "tmpfs", "-o", f"size={_SIZE},mode=0755", "storm", str(place))
            there.append(place)
        yield [Disk(place) for place in places]
    finally:
        for place in there:
            _take_away(place, keep=keep)
        _called("umount", "--lazy", str(_SHARED))


def _leave_the_mounts_of_others() -> None:
    """What this process and its children mount is seen by nobody else, and gone when they are."""
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.unshare(_NEW_MOUNTS):
        raise NoDiskError(os.strerror(ctypes.get_errno()))
    _mount("--make-rprivate", "/")


def _take_away(place: Path, *, keep: bool) -> None:
    copied = place.with_name(f"{place.name}.kept")
    if keep:
        _called("cp", "--archive", str(place), str(copied))
    _called("umount", "--lazy", str(place))
    if keep:
        shutil.rmtree(place)
        copied.rename(place)


def _mount(*words: str) -> None:
    done = _called("mount", *words)
    if done.returncode:
        raise NoDiskError(done.stderr.strip())


def _called(*command: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(command, capture_output=True, text=True, check=False)
