"""Where the definitions of this installation lie, and what is wrong with them."""

import os
from collections.abc import Iterable, Mapping
from pathlib import Path

NAMED = "JANASETU_SERVICES"  # folders beside those of the product, joined as in PATH
OWN = "services"  # the folder of this installation, in its state folder


def folders(data: Path | None) -> tuple[Path, ...]:
    """The folders in the order in which they count: ours, those of the environment, that of the state folder.

    Of two definitions with one code the first counts.
    """
    from janasetu.catalogue.loader import BUNDLED  # noqa: PLC0415 - slow libraries; the supervisor needs none

    own = [data / OWN] if data is not None else []
    return (BUNDLED, *named(os.environ), *own)


def named(environment: Mapping[str, str]) -> tuple[Path, ...]:
    """The folders that the environment names."""
    written = environment.get(NAMED, "").split(os.pathsep)
    return tuple(Path(folder).absolute() for folder in written if folder)


def with_named(environment: Mapping[str, str], more: Iterable[Path]) -> str:
    """What the environment has to say so that these folders are named too."""
    return os.pathsep.join(str(folder) for folder in (*named(environment), *more))


def problems() -> list[str]:
    """The errors in the definitions that come with the product, one line each."""
    from janasetu.catalogue.loader import BUNDLED, shelf  # noqa: PLC0415
    from janasetu.catalogue.problems import errors  # noqa: PLC0415

    return [str(problem) for problem in errors(shelf(BUNDLED).problems)]
