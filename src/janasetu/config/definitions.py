"""Where the definitions of this installation lie, and what is wrong with them."""

import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from janasetu.config import data_folder
from janasetu.config.data_folder import DataFolder

NAMED = "JANASETU_SERVICES"  # folders beside those of the product, joined as in PATH
OWN = "services"  # the folder of this installation, in its state folder
_NOTE = "services"  # in DIR/run while a demo runs: the folders that it was told to read besides


def folders(data: Path | None) -> tuple[Path, ...]:
    """The folders in the order in which they count: ours, those of the environment, that of the state folder.

    Those of the environment are also those that a demo, which runs on this state folder, was told of. Of two
    definitions with one code the first counts.
    """
    from janasetu.catalogue.loader import BUNDLED  # noqa: PLC0415 - slow libraries; the supervisor needs none

    own = [*_noted(DataFolder(data)), data / OWN] if data is not None else []
    return tuple(dict.fromkeys((BUNDLED, *named(os.environ), *own)))


def named(environment: Mapping[str, str]) -> tuple[Path, ...]:
    """The folders that the environment names."""
    written = environment.get(NAMED, "").split(os.pathsep)
    return tuple(Path(folder).absolute() for folder in written if folder)


def with_named(environment: Mapping[str, str], more: Iterable[Path]) -> str:
    """What the environment has to say so that these folders are named too."""
    return os.pathsep.join(str(folder) for folder in (*named(environment), *more))


@contextmanager
def noted(folder: DataFolder, variables: Mapping[str, str]) -> Iterator[None]:
    """Note for other commands, for the length of the block, which folders the demo here was told to read."""
    note = folder.run / _NOTE
    with suppress(OSError):  # on a full disk the demo matters more
        note.write_text(variables[NAMED], encoding="utf-8")
    try:
        yield
    finally:
        note.unlink(missing_ok=True)


def _noted(folder: DataFolder) -> tuple[Path, ...]:
    """What is noted, while the demo lives that did so: a killed one leaves its note behind."""
    try:
        written = (folder.run / _NOTE).read_text(encoding="utf-8")
    except OSError:
        return ()
    return named({NAMED: written}) if data_folder.holder(folder) else ()


def problems() -> list[str]:
    """The errors in the definitions that come with the product, one line each."""
    from janasetu.catalogue.linting import agencies  # noqa: PLC0415
    from janasetu.catalogue.loader import BUNDLED, shelf  # noqa: PLC0415
    from janasetu.catalogue.problems import errors  # noqa: PLC0415
    from janasetu.catalogue.reading import read_file  # noqa: PLC0415
    from janasetu.config import layouts  # noqa: PLC0415

    outside = agencies.problems(read_file(agencies.BUNDLED))
    ours = shelf(BUNDLED)
    papers = layouts.problems(ours.definitions)
    return [str(problem) for problem in errors([*ours.problems, *papers, *outside])]
