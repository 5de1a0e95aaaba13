"""Look at the folders of definitions again and again, and publish what has changed."""

import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

import structlog

from janasetu.catalogue.actions import Published, publish_folders
from janasetu.catalogue.actions.publishing import MOST_TOLD
from janasetu.lib import clock

log = structlog.get_logger("definitions")

Stamps = frozenset[tuple[str, int, int]]


class Lookout:
    """Folders of definitions, and how their files stood when they were last published."""

    def __init__(self, folders: Sequence[Path]) -> None:
        self._folders = tuple(folders)
        self._seen: Stamps | None = None

    def look_again(self) -> Published | None:
        """Publish what the folders hold, where a file has changed since the last look; None where none has.

        The first look publishes everything. Cheap enough for once a second: the files are not opened.
        """
        stamps = frozenset(_stamps(self._folders))
        if stamps == self._seen:
            return None
        published = publish_folders(self._folders, now=clock.now())
        self._seen = stamps
        _tell(published)
        return published


def _stamps(folders: Sequence[Path]) -> Iterator[tuple[str, int, int]]:
    """Name, time of change and size of every file in a folder of a service."""
    for folder in folders:
        for service in _entries(folder):
            if service.is_dir():
                for file in _entries(Path(service.path)):
                    with suppress(FileNotFoundError):  # taken away just now: the next look will see
                        found = file.stat()
                        yield file.path, found.st_mtime_ns, found.st_size


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    """What is in a folder just now; nothing where there is no such folder, or it may not be read."""
    try:
        with os.scandir(folder) as entries:
            return list(entries)
    except OSError:
        return []


def _tell(published: Published) -> None:
    for code in published.changed:
        log.info("service_published", code=code)
    for problem in published.problems[:MOST_TOLD]:
        log.warning("definition_problem", code=problem.code, problem=str(problem))
