"""A town in one file: the dump of its database, and every file that was received, each held by its hash.

The file is a tar: `database.dump` as pg_dump writes it, `media/ab/abcdef...`, and last `contents.json`, which
names each of them with its sha256. What is cut short has no contents, and is not put in place.

The database is dumped first: a row names a file only when its bytes are on the disk, and no file is removed.
So whatever the dump names lies in the media folder when that is read, though people write all the while.
"""

import hashlib
import json
import os
import re
import tarfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO

import psycopg

from janasetu.config.errors import PostgresError
from janasetu.config.postgres.dumps import Carrier

_DATABASE, _CONTENTS, _MEDIA = "database.dump", "contents.json", "media"
_MEDIA_FILE = re.compile(r"media/([0-9a-f]{2})/(\1[0-9a-f]{62})(\.small)?")
_PIECE = 1024 * 1024  # bytes

_NAMED = (
    "SELECT DISTINCT sha256 FROM documents_receivedfile WHERE state = 'stored' AND sha256 <> '' ORDER BY 1"
)
_HAS_FILES = "SELECT to_regclass('documents_receivedfile') IS NOT NULL"

Contents = Mapping[str, str]  # the hex sha256 of each member by its name


@dataclass(frozen=True)
class Carried:
    """How many received files went along, small copies apart; the hashes of those that the database names and
    nobody has.
    """

    files: int
    missing: tuple[str, ...]


@dataclass(frozen=True)
class Archive:
    """Writes a town to one file and puts it back. `media`: its folder; None where there is none here."""

    carrier: Carrier
    media: Path | None

    def dump(self, file: Path) -> Carried:
        """Write all of it to `file`; an existing one is replaced only by a complete new one."""
        if not file.parent.is_dir():
            raise PostgresError(f"There is no folder {file.parent} to write the dump to.")
        try:
            with TemporaryDirectory(prefix=f".{file.name}-", dir=file.parent) as place:  # for our eyes alone
                database, making = Path(place) / _DATABASE, Path(place) / "making"
                self.carrier.dump(database)
                named = self.carrier.ask(_named)
                contents = self._pack(making, database)
                making.replace(file)
        except OSError as error:
            raise PostgresError(f"The dump could not be written: {error}.") from error
        here = _hashes(contents)
        return Carried(len(here), tuple(sorted(named - here)))

    def restore(self, file: Path) -> Carried:
        """Put all of it in place: the files first, then the database at one instant.

        PostgresError where the file is cut short, damaged or no dump at all; then nothing changed. A dump of
        the database alone, as older ones are, is put in place too.
        """
        if not _is_archive(file):
            return self._restored(file, None, {})
        try:
            with TemporaryDirectory(prefix="restoring-", dir=self.media and self.media.parent) as place:
                contents = _unpack(file, Path(place))
                return self._restored(Path(place) / _DATABASE, Path(place) / _MEDIA, contents)
        except OSError as error:
            raise PostgresError(f"Nothing was changed: {file} could not be unpacked: {error}.") from error

    def _pack(self, making: Path, database: Path) -> Contents:
        contents: dict[str, str] = {}
        with _private(making) as out, tarfile.open(fileobj=out, mode="w") as tar:
            contents[_DATABASE] = _add(tar, _DATABASE, database)
            for path in _kept(self.media):
                name = f"{_MEDIA}/{path.parent.name}/{path.name}"
                contents[name] = _add(tar, name, path)
            _add_text(tar, _CONTENTS, json.dumps({"format": 1, "contents": contents}))
        return contents

    def _restored(self, dump: Path, media: Path | None, contents: Contents) -> Carried:
        named: set[str] = set()

        def before_it_takes_the_place(incoming: psycopg.Connection) -> None:
            named.update(_named(incoming))
            if media is not None and self.media is not None:
                _lay_down(media, self.media, _hashes(contents))

        self.carrier.restore(dump, before=before_it_takes_the_place)
        here = {path.name for path in _kept(self.media)} if self.media else named & _hashes(contents)
        return Carried(len(_hashes(contents)), tuple(sorted(named - here)))


def _named(connection: psycopg.Connection) -> set[str]:
    """The files that a database names; none where it is not the product's."""
    (has_files,) = connection.execute(_HAS_FILES).fetchone() or (False,)
    return {sha256 for (sha256,) in connection.execute(_NAMED)} if has_files else set()


def _hashes(contents: Contents) -> set[str]:
    """The hashes of the received files among them, without those whose bytes are others by now."""
    found = ((_MEDIA_FILE.fullmatch(name), sha256) for name, sha256 in contents.items())
    return {sha256 for one, sha256 in found if one and one[2] == sha256}


# --- writing ---


def _kept(media: Path | None) -> Iterator[Path]:
    """Every file that was received whole, and every small copy; drafts have other names."""
    if media is None:
        return
    for folder in sorted(path for path in media.iterdir() if path.is_dir()):
        for path in sorted(folder.iterdir()):
            if _MEDIA_FILE.fullmatch(f"{_MEDIA}/{folder.name}/{path.name}"):
                yield path


@contextmanager
def _private(path: Path) -> Iterator[IO[bytes]]:
    """A new file for its owner's eyes alone, on the disk when the block has ended."""
    path.unlink(missing_ok=True)
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        yield out
        out.flush()
        os.fsync(out.fileno())


def _add(tar: tarfile.TarFile, name: str, path: Path) -> str:
    """Put this file in; the hash of what went in."""
    with path.open("rb") as file:
        about = tarfile.TarInfo(name)
        about.size = os.fstat(file.fileno()).st_size
        reading = _Hashing(file)
        tar.addfile(about, reading)
        return reading.hashed.hexdigest()


def _add_text(tar: tarfile.TarFile, name: str, text: str) -> None:
    about = tarfile.TarInfo(name)
    about.size = len(text.encode())
    tar.addfile(about, BytesIO(text.encode()))


class _Hashing:
    """A file that is hashed while it is read."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self.hashed = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        piece = self._file.read(size)
        self.hashed.update(piece)
        return piece


# --- putting back ---


def _is_archive(file: Path) -> bool:
    return file.is_file() and tarfile.is_tarfile(file)


def _unpack(file: Path, place: Path) -> Contents:
    """Lay the members down in a folder; PostgresError where not each is there, and as it was."""
    found: dict[str, str] = {}
    told = None
    try:
        with tarfile.open(file, "r:") as tar:
            for member in tar:
                reading = tar.extractfile(member)
                if reading is None or not _is_ours(member.name):
                    raise PostgresError(f"{file} is no dump made by ./janasetu db dump.")
                if member.name == _CONTENTS:
                    told = json.loads(reading.read())
                else:
                    found[member.name] = _write(reading, place / member.name)
    except (tarfile.TarError, EOFError, ValueError) as error:
        raise _damaged(file) from error
    if not isinstance(told, dict) or told.get("contents") != found or _DATABASE not in found:
        raise _damaged(file)
    return found


def _is_ours(name: str) -> bool:
    return name in (_DATABASE, _CONTENTS) or _MEDIA_FILE.fullmatch(name) is not None


def _damaged(file: Path) -> PostgresError:
    return PostgresError(f"Nothing was changed: {file} is cut short or damaged.")


def _write(reading: IO[bytes], path: Path) -> str:
    """Lay one member down; the hash of its bytes."""
    path.parent.mkdir(parents=True, exist_ok=True)
    hashed = hashlib.sha256()
    with path.open("wb") as out:
        for piece in iter(partial(reading.read, _PIECE), b""):
            hashed.update(piece)
            out.write(piece)
        out.flush()
        os.fsync(out.fileno())
    return hashed.hexdigest()


def _lay_down(incoming: Path, media: Path, whole: set[str]) -> None:
    """Move what was unpacked whole to its place; what lies there and is whole itself stays."""
    for path in _kept(incoming if incoming.exists() else None):
        place = media / path.parent.name / path.name
        place.parent.mkdir(parents=True, exist_ok=True)
        if path.stem in whole and not _is_whole(place):
            path.replace(place)


def _is_whole(path: Path) -> bool:
    """Whether it is there with the bytes of its name; a small copy that is there is taken for whole."""
    if path.suffix or not path.exists():
        return path.exists()
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest() == path.name
