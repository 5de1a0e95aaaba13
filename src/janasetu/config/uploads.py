"""What a browser may send with a form: of each file as much as the media gate must see to refuse it."""

from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler

from janasetu.documents.gate import MOST_BYTES

MOST_OF_A_FILE = MOST_BYTES + 1
# The files of a register have a hundred thousand rows; where they are sent.
LARGE_FILES = {"/console/registers/files/": 32 * 1024 * 1024 + 1}
MOST_OF_A_FORM = 128 * 1024 * 1024  # bytes; five photos of a good camera, and as much again


class FirstBytesHandler(FileUploadHandler):
    """Lets the beginning of each file through to the handlers behind it, and no form without end.

    What comes after the beginning is read and forgotten, so that the form is answered with a sentence.
    """

    most = MOST_OF_A_FILE

    def handle_raw_input(  # the signature is Django's
        self,
        input_data: Any,
        META: Any,  # noqa: N803
        content_length: int,
        boundary: Any,
        encoding: str | None = None,
    ) -> None:
        """RequestDataTooBig, before anything is read; Django never reads more than was announced."""
        if content_length > MOST_OF_A_FORM:
            raise RequestDataTooBig("the form is larger than anybody's photos")
        self.most = LARGE_FILES.get(META.get("PATH_INFO", ""), MOST_OF_A_FILE)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """The part of these bytes that belongs to the beginning of the file."""
        return raw_data[: max(self.most - start, 0)] or None

    def file_complete(self, file_size: int) -> None:
        """The handlers behind this one make the file."""
