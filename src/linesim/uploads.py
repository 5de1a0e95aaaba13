"""Resumable uploads: files that come piece by piece, and the handles by which templates name them."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

PREFIX = "upload:"


@dataclass(slots=True)
class Upload:
    """A file of which `content` has come so far; `handle` is what names it once it is whole."""

    id: str
    handle: str
    length: int
    mime_type: str
    content: bytes = b""

    @property
    def is_whole(self) -> bool:
        """Whether every byte is there."""
        return len(self.content) == self.length


class UploadBook:
    """All uploads of the app; `handle in book` asks for a whole one."""

    def __init__(self) -> None:
        self._uploads: dict[str, Upload] = {}

    def begin(self, *, length: int, mime_type: str) -> Upload:
        """Expect a file of so many bytes."""
        name = secrets.token_urlsafe(24)
        upload = Upload(PREFIX + name, handle=f"4:{name}", length=length, mime_type=mime_type)
        self._uploads[upload.id] = upload
        return upload

    def find(self, upload_id: str) -> Upload | None:
        """The upload of that id."""
        return self._uploads.get(upload_id)

    def __contains__(self, handle: object) -> bool:
        return any(upload.handle == handle and upload.is_whole for upload in self._uploads.values())

    def forget(self) -> None:
        """Forget every upload."""
        self._uploads.clear()
