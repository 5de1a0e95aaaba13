"""A town in one file: its database and its files come back together, or nothing changes."""

import io
import json
import shutil
import tarfile
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest

from janasetu.config import cli
from janasetu.config.archives import Archive, Carried
from janasetu.config.data_folder import DataFolder
from janasetu.config.errors import PostgresError
from janasetu.config.postgres.dumps import Carrier
from janasetu.config.tests.conftest import Started, note_down, notes
from janasetu.documents import store


@pytest.fixture
def archive(used_folder: DataFolder, started: Started) -> Archive:
    """Of a running database with nothing in it, and its media folder."""
    server = started(used_folder)
    return Archive(Carrier(server.url, server.cluster.binaries), used_folder.media)


def receive(archive: Archive, content: bytes, *, small: bytes = b"") -> str:
    """Keep a file as the product does, with a row that names it; its hash."""
    assert archive.media
    sha256 = store.keep(archive.media, content, small=small)
    with psycopg.connect(archive.carrier.url, autocommit=True) as connection:
        connection.execute("SET client_min_messages = warning")
        connection.execute("CREATE TABLE IF NOT EXISTS documents_receivedfile (sha256 text, state text)")
        connection.execute("INSERT INTO documents_receivedfile VALUES (%s, 'stored')", [sha256])
    return sha256


def lying_in(media: Path | None) -> dict[str, bytes]:
    """What lies in the media folder, by name."""
    assert media
    return {path.name: path.read_bytes() for path in media.rglob("*") if path.is_file()}


def test_the_database_and_the_files_come_back_together_without_drafts_of_files(
    archive: Archive, tmp_path: Path
) -> None:
    photo, paper = receive(archive, b"photo", small=b"small photo"), receive(archive, b"paper")
    note_down(archive.carrier.url, "আগে")
    assert archive.media
    (archive.media / photo[:2] / "tmpdraft").write_bytes(b"half a pho")
    assert archive.dump(tmp_path / "জমা.tar") == Carried(2, ())
    note_down(archive.carrier.url, "পরে")
    shutil.rmtree(archive.media)
    archive.media.mkdir()

    assert archive.restore(tmp_path / "জমা.tar") == Carried(2, ())

    assert notes(archive.carrier.url) == ["আগে"]
    assert lying_in(archive.media) == {photo: b"photo", f"{photo}.small": b"small photo", paper: b"paper"}
    assert (tmp_path / "জমা.tar").stat().st_mode & 0o777 == 0o600
    assert [path.name for path in tmp_path.iterdir() if "জমা" in path.name] == ["জমা.tar"]


def test_a_file_that_is_missing_or_damaged_is_told_by_name_and_the_rest_is_carried(
    archive: Archive, tmp_path: Path
) -> None:
    gone, damaged, whole = (receive(archive, content) for content in (b"gone", b"damaged", b"whole"))
    assert archive.media
    store.path_of(archive.media, gone).unlink()
    store.path_of(archive.media, damaged).write_bytes(b"other bytes")

    assert archive.dump(tmp_path / "f") == Carried(1, tuple(sorted((gone, damaged))))
    shutil.rmtree(archive.media)
    archive.media.mkdir()
    assert archive.restore(tmp_path / "f") == Carried(1, tuple(sorted((gone, damaged))))
    assert lying_in(archive.media) == {whole: b"whole"}


def test_what_lies_there_stays_and_a_damaged_file_is_mended_by_the_whole_one(
    archive: Archive, tmp_path: Path
) -> None:
    photo = receive(archive, b"photo")
    archive.dump(tmp_path / "f")
    later = receive(archive, b"later")
    assert archive.media
    store.path_of(archive.media, photo).write_bytes(b"other bytes")

    archive.restore(tmp_path / "f")

    assert lying_in(archive.media) == {photo: b"photo", later: b"later"}


def test_a_dump_of_the_database_alone_is_still_put_in_place(archive: Archive, tmp_path: Path) -> None:
    photo = receive(archive, b"photo")
    note_down(archive.carrier.url, "আগে")
    archive.carrier.dump(tmp_path / "old")
    note_down(archive.carrier.url, "পরে")

    assert archive.restore(tmp_path / "old") == Carried(0, ())
    assert notes(archive.carrier.url) == ["আগে"]
    store.path_of(archive.media or tmp_path, photo).unlink()
    assert archive.restore(tmp_path / "old") == Carried(0, (photo,))


def cut(whole: bytes) -> bytes:
    return whole[: whole.index(b"photo")]


def cut_at_its_end(whole: bytes) -> bytes:
    """Without its contents, as if the disk had been full."""
    return whole[: whole.rindex(b"contents.json")]


def with_another_byte(whole: bytes) -> bytes:
    return whole.replace(b"photo", b"phoTo")


def with_a_stranger(whole: bytes) -> bytes:
    """With a member that wants to lie somewhere else."""
    written = io.BytesIO()
    with tarfile.open(fileobj=io.BytesIO(whole)) as old, tarfile.open(fileobj=written, mode="w") as new:
        stranger = tarfile.TarInfo("media/../../settings.toml")
        new.addfile(stranger, io.BytesIO())
        for member in old:
            new.addfile(member, old.extractfile(member))
    return written.getvalue()


def with_a_database_that_is_none(whole: bytes) -> bytes:
    written = io.BytesIO()
    with tarfile.open(fileobj=written, mode="w") as tar:
        for name, content in (("database.dump", b""), ("contents.json", _contents_of_nothing())):
            member = tarfile.TarInfo(name)
            member.size = len(content)
            tar.addfile(member, io.BytesIO(content))
    return written.getvalue()


def _contents_of_nothing() -> bytes:
    nothing = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    return json.dumps({"format": 1, "contents": {"database.dump": nothing}}).encode()


BROKEN: list[tuple[Callable[[bytes], bytes], str]] = [
    (cut, "cut short or damaged"),
    (cut_at_its_end, "cut short or damaged"),
    (with_another_byte, "cut short or damaged"),
    (with_a_stranger, "is no dump made by"),
    (with_a_database_that_is_none, "is no dump made by"),
    (lambda whole: b"letter" * 1000, "is no dump made by"),
]


def test_a_file_that_is_cut_damaged_or_no_dump_changes_nothing(archive: Archive, tmp_path: Path) -> None:
    receive(archive, b"photo")
    archive.dump(tmp_path / "f")
    note_down(archive.carrier.url, "আগে")
    before = lying_in(archive.media)

    for broken, words in BROKEN:
        (tmp_path / "broken").write_bytes(broken((tmp_path / "f").read_bytes()))
        with pytest.raises(PostgresError, match=words):
            archive.restore(tmp_path / "broken")

    assert notes(archive.carrier.url) == ["আগে"]
    assert lying_in(archive.media) == before
    assert archive.media
    assert not list(archive.media.parent.glob("restoring-*"))


def test_a_dump_that_cannot_be_written_leaves_the_one_before_it(archive: Archive, tmp_path: Path) -> None:
    receive(archive, b"photo")
    archive.dump(tmp_path / "f")
    before = (tmp_path / "f").read_bytes()
    assert archive.media
    (archive.media / "aa").write_text("a file where a folder should be")
    (archive.media / "ab").mkdir()
    (archive.media / "ab" / ("ab" * 32)).mkdir()

    with pytest.raises(PostgresError, match="The dump could not be written"):
        archive.dump(tmp_path / "f")

    assert (tmp_path / "f").read_bytes() == before
    assert list(tmp_path.glob(".f-*")) == []
    with pytest.raises(PostgresError, match="There is no folder"):
        archive.dump(tmp_path / "nowhere" / "f")


def test_a_media_folder_that_cannot_be_written_leaves_the_database_as_it_was(
    archive: Archive, tmp_path: Path
) -> None:
    photo = receive(archive, b"photo")
    archive.dump(tmp_path / "f")
    note_down(archive.carrier.url, "পরে")
    assert archive.media
    shutil.rmtree(archive.media / photo[:2])
    (archive.media / photo[:2]).write_text("a file where a folder should be")

    with pytest.raises(PostgresError, match="Nothing was changed"):
        archive.restore(tmp_path / "f")

    assert notes(archive.carrier.url) == ["পরে"]


# --- by command ---


def test_the_commands_tell_how_many_files_went_along_and_each_that_is_missing(
    archive: Archive, used_folder: DataFolder, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    receive(archive, b"photo")
    command, file = ["db", "--data", str(used_folder.path)], tmp_path / "town.tar"

    assert cli.main([*command, "dump", str(file)]) == 0
    assert cli.main([*command, "restore", str(file)]) == 0
    told = capsys.readouterr()
    assert told.out == (
        f"The database and 1 file are in {file} ({file.stat().st_size:,} bytes); "
        "the keys (settings.toml) are not.\n"
        f"The database is now the one of {file}; 1 file came with it.\n"
    )
    assert told.err == ""

    gone = receive(archive, b"gone")
    store.path_of(used_folder.media, gone).unlink()
    assert cli.main([*command, "dump", str(file)]) == 1
    assert cli.main([*command, "restore", str(file)]) == 1
    assert capsys.readouterr().err.splitlines() == [
        f"janasetu: The database names a file that is not in the media folder, or damaged: {gone}",
        f"janasetu: The database names a file that was neither in it nor here: {gone}",
    ]
