"""The file of a media message: the id of an upload, or a link."""

from __future__ import annotations

from dataclasses import dataclass

from linesim.graph.errors import InvalidParameterError, InvalidValueError
from linesim.graph.nodes import Node
from linesim.media import Attachment, MediaFile, MediaStore
from linesim.templates import TemplateBook

LONGEST_FILENAME = 240
LONGEST_ID = 64
LONGEST_LINK = 2048


@dataclass(frozen=True, slots=True)
class Stock:
    """What one line may send from: its own files, and the templates of the business account."""

    media: MediaStore
    templates: TemplateBook
    line: str

    def find(self, media_id: str) -> MediaFile | None:
        """The file, if it is the line's and still there."""
        return self.media.find_live(media_id, line=self.line)


def read_attachment(node: Node, stock: Stock) -> Attachment:
    """The file of a media node; a link is passed on to the phone and never fetched. GraphError."""
    filename = node.optional_text("filename", most=LONGEST_FILENAME)
    if not node.has("id"):
        return Attachment(filename=filename, link=_link(node))
    found = stock.find(node.text("id", most=LONGEST_ID))
    if found is None:
        raise InvalidParameterError(
            f"Param {node.at('id')} is not a valid whatsapp business account media attachment ID"
        )
    return Attachment(filename=filename or found.filename, file=found)


def _link(node: Node) -> str:
    if not node.has("link"):
        raise InvalidParameterError(f"The parameter {node.at('id')} or {node.at('link')} is required.")
    link = node.text("link", most=LONGEST_LINK)
    if not link.startswith(("https://", "http://")):
        raise InvalidValueError(f"{node.at('link')}: is not a valid URI")
    return link
