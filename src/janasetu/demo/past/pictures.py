"""The photographs of the past: few pictures, drawn once and kept by hash, that many cases share."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from random import Random

from janasetu.demo.past.citizens import Citizen
from janasetu.demo.past.scenes import SCENES, draw
from janasetu.demo.past.stamps import Stamps
from janasetu.documents import store
from janasetu.documents.choices import FileState
from janasetu.documents.models import ReceivedFile
from janasetu.lib.ids import bucket_of


@dataclass(frozen=True, slots=True)
class Picture:
    """Bytes that lie in the media folder."""

    sha256: str
    size: int


class Album:
    """Every scene, as it was and as it is mended; `variations` of each."""

    def __init__(self, folder: Path, chance: Random, stamps: Stamps, *, variations: int) -> None:
        self._chance, self._stamps = chance, stamps
        self.files: list[ReceivedFile] = []
        self._pictures = {
            (scene, mended): [_kept(folder, draw(scene, chance, mended=mended)) for _ in range(variations)]
            for scene in SCENES
            for mended in (False, True)
        }

    def from_citizen(self, scene: str, citizen: Citizen, at: datetime) -> ReceivedFile:
        """A photo that came on the citizen's line, or was handed over."""
        return self._file(scene, at, mended=False, citizen=citizen)

    def from_office(self, scene: str, at: datetime) -> ReceivedFile:
        """A photo of the finished work."""
        return self._file(scene, at, mended=True)

    def _file(
        self, scene: str, at: datetime, *, mended: bool, citizen: Citizen | None = None
    ) -> ReceivedFile:
        picture = self._chance.choice(self._pictures[scene, mended])
        file_id = self._stamps.at(at)
        contact = citizen.contact if citizen else None
        file = ReceivedFile(
            id=file_id,
            bucket=contact.bucket if contact else bucket_of(str(file_id)),
            state=FileState.STORED,
            kind="image",
            contact_id=contact.id if contact else None,
            line_id=citizen.office.line.id if citizen and contact else None,
            provider_id=str(file_id.int)[:30] if contact else "",
            sha256=picture.sha256,
            mime="image/jpeg",
            size=picture.size,
            received_at=at,
        )
        self.files.append(file)
        return file


def _kept(folder: Path, content: bytes) -> Picture:
    return Picture(store.keep(folder, content), len(content))
