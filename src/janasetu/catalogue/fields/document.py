"""Papers: a certificate, a deed, a plan, photographed or as a file."""

from typing import TYPE_CHECKING

from janasetu.catalogue.fields.files import FilesKind

if TYPE_CHECKING:
    from janasetu.catalogue.schema import Field

USUAL = ("image", "pdf")


class DocumentKind(FilesKind):
    """The pages of a paper, of the kinds that the definition `accepts`: photographs and PDF if it says none.

    `media` are the kinds that look like a paper even where none was asked for yet.
    """

    code = "document"
    media = frozenset({"image", "pdf", "document"})
    takes = frozenset({"least", "most", "accepts"})

    def accepted(self, field: "Field") -> tuple[str, ...]:
        return field.accepts or USUAL
