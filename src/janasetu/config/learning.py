"""The model of this installation: kept in DIR/models by the name of what it learnt from, trained where it is
missing.

Run as `python -m janasetu.config.learning` it trains and ends: training takes some hundred megabytes, which a
process that goes on would keep. NumPy is loaded where somebody reads, and not before: it begins threads,
which a process that bears others may not have."""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from janasetu.config import definitions
from janasetu.config.data_folder import DataFolder
from janasetu.lib import clock
from janasetu.understanding import phrases
from janasetu.understanding.kept import CURRENT, name_in_use
from janasetu.understanding.phrases import Phrase

if TYPE_CHECKING:
    from janasetu.understanding.model import Model

COMMAND = [sys.executable, "-m", "janasetu.config.learning"]
_LEARNT = "learnt"  # in DIR/models: a mark of what the last training learnt from
_LOCK = ".lock"
_OLD_KEPT = 2  # models before it: processes may still read by them
_LOOKED_AGAIN = 5.0  # seconds
_NICENESS = 10  # people who write do not wait for who learns


def bank(data: Path | None) -> list[Phrase]:
    """Every phrase of this installation's folders of services, and the words of its definitions."""
    from janasetu.catalogue.loader import shelf  # noqa: PLC0415 - slow library

    folders = definitions.folders(data)
    known = phrases.bank(*folders)
    return [*known, *phrases.of_definitions((one.service for one in shelf(*folders).definitions), known)]


def in_use(models: Path) -> "Model | None":
    """The model that is used; None while there is none."""
    from janasetu.understanding.model import Model  # noqa: PLC0415 - see the head of this module

    return Model.load(models, name_in_use(models))


def up_to_date(
    models: Path, known: Sequence[Phrase], learnt: Sequence[Phrase] = (), *, say: Callable[[str], object]
) -> "Model":
    """The model of these phrases: as it is kept, else trained now; from now on it is in use. Who comes while
    another trains waits for that.
    """
    from janasetu.understanding.model import Model, name_of  # noqa: PLC0415

    name = name_of([*known, *learnt])
    models.mkdir(parents=True, exist_ok=True)
    with (models / _LOCK).open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if (model := Model.load(models, name)) is None:
            from janasetu.understanding import training  # noqa: PLC0415 - a slow library, for this alone

            say(f"Learning from {len(known) + len(learnt)} phrases; this takes half a minute.")
            training.train(known, learnt).save(models)
            model = Model.load(models, name)
            assert model
        _use(models, name)
    return model


def _use(models: Path, name: str) -> None:
    if name_in_use(models) != name:
        _say(models / CURRENT, name)
        _forget_old(models, name)


def _said(file: Path) -> str:
    try:
        return file.read_text(encoding="ascii").strip()
    except OSError:
        return ""


def _say(file: Path, word: str) -> None:
    making = file.with_name(f".{file.name}")
    making.write_text(f"{word}\n", encoding="ascii")
    making.rename(file)


def _forget_old(models: Path, name: str) -> None:
    """Take away all but the newest; whoever has one open keeps what it has."""
    known = (one for one in models.iterdir() if one.is_dir() and not one.name.startswith("."))
    others = [one for one in known if one.name != name]
    for old in sorted(others, key=lambda one: one.stat().st_mtime, reverse=True)[_OLD_KEPT:]:
        shutil.rmtree(old, ignore_errors=True)


class Follower:
    """Tells a process of each model that comes into use; looks at one small file now and then."""

    def __init__(self, models: Path, use: "Callable[[Model], None]") -> None:
        self._models = models
        self._use = use
        self._name = ""
        self._looked_at = float("-inf")

    def look(self) -> None:
        at = clock.monotonic()
        if at < self._looked_at + _LOOKED_AGAIN:
            return
        self._looked_at = at
        name = name_in_use(self._models)
        if name != self._name and (model := in_use(self._models)):
            self._name = name
            self._use(model)


class Learner:
    """Sees to it that what is in use has learnt from everything: one training at a time, in a process of its
    own."""

    def __init__(self, models: Path, folders: Sequence[Path], taught: Callable[[], str]) -> None:
        """`taught`: a word that changes with what offices have taught since."""
        self._models = models
        self._folders = folders
        self._taught = taught
        self._looked_at = float("-inf")
        self._seen = ""
        self.at_work: subprocess.Popen[bytes] | None = None

    def look(self) -> None:
        """Begin a training where something has changed since the last one, which may be of a life before."""
        at = clock.monotonic()
        if at < self._looked_at + _LOOKED_AGAIN or (self.at_work and self.at_work.poll() is None):
            return
        self._looked_at = at
        if self.at_work and self.at_work.returncode:  # it is tried again
            self._seen, self.at_work = "", None
        seen = _mark(self._folders, self._taught())
        if seen != (self._seen or _said(self._models / _LEARNT)):
            self._seen = seen
            self.at_work = subprocess.Popen(
                [*COMMAND, seen], preexec_fn=lambda: os.nice(_NICENESS) and None, stdin=subprocess.DEVNULL
            )

    def stop(self) -> None:
        """What is trained just now is trained again next time."""
        if self.at_work and self.at_work.poll() is None:
            self.at_work.kill()
            self.at_work.wait()


def _mark(folders: Sequence[Path], taught: str) -> str:
    """Changes when a file of phrases does, or what offices have taught."""
    found = hashlib.sha256(taught.encode())
    for file in phrases.files(*folders):
        with suppress(OSError):  # it has just gone
            told = file.stat()
            found.update(f"{file} {told.st_mtime_ns} {told.st_size}".encode())
    return found.hexdigest()[:16]


def main(arguments: Sequence[str]) -> int:
    """Train what is missing, for the installation of this process, and note by this mark what was learnt;
    without one, count what the model in use confuses. 1 where the database, which knows what offices have
    taught, is away."""
    from janasetu.config import processes  # noqa: PLC0415 - knows settings that others need not
    from janasetu.config.installation import Installation  # noqa: PLC0415

    processes.set_django_up()
    from django.db import OperationalError  # noqa: PLC0415

    from janasetu.cases.teaching import accepted_phrases  # noqa: PLC0415

    data = Installation.current().data
    try:
        known, learnt = bank(data), list(accepted_phrases())
    except OperationalError:
        return 1
    models = DataFolder(data).models
    model = up_to_date(models, known, learnt, say=_log)
    if arguments:
        _say(models / _LEARNT, arguments[0])
    elif not model.about.confusions:
        from janasetu.understanding import training  # noqa: PLC0415

        model.note(models, training.confusions([*known, *learnt]))
    return 0


def _log(told: str) -> None:
    sys.stdout.write(f"{told}\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
