"""Where received bytes lie: the media folder, by hash, written whole or not at all. No Django."""

import hashlib
import os
import tempfile
from pathlib import Path


def path_of(folder: Path, sha256: str) -> Path:
    """Where the bytes with this hex hash lie."""
    return folder / sha256[:2] / sha256


def small_path_of(folder: Path, sha256: str) -> Path:
    """Where the small copy of the photo with this hex hash lies; older ones have none."""
    return folder / sha256[:2] / f"{sha256}.small"


def keep(folder: Path, content: bytes, *, small: bytes = b"") -> str:
    """Write the bytes, and a small copy beside, on disk before we return; the hex sha256 that finds them."""
    sha256 = hashlib.sha256(content).hexdigest()
    if small:
        _write(small_path_of(folder, sha256), small)
    _write(path_of(folder, sha256), content)
    return sha256


def _write(place: Path, content: bytes) -> None:
    if place.exists():
        return
    place.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=place.parent, delete=False) as draft:
        draft.write(content)
        draft.flush()
        os.fsync(draft.fileno())
    Path(draft.name).replace(place)
