"""Where received bytes lie: the media folder, by hash, written whole or not at all. No Django."""

import hashlib
import os
import tempfile
from pathlib import Path


def path_of(folder: Path, sha256: str) -> Path:
    """Where the bytes with this hex hash lie."""
    return folder / sha256[:2] / sha256


def keep(folder: Path, content: bytes) -> str:
    """Write the bytes, on disk before we return; the hex sha256 by which they are found."""
    sha256 = hashlib.sha256(content).hexdigest()
    place = path_of(folder, sha256)
    if place.exists():
        return sha256
    place.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=place.parent, delete=False) as draft:
        draft.write(content)
        draft.flush()
        os.fsync(draft.fileno())
    Path(draft.name).replace(place)
    return sha256
