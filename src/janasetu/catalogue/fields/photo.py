"""Photographs of the matter."""

from janasetu.catalogue.fields.files import FilesKind


class PhotoKind(FilesKind):
    """Photographs, at most five where the definition says nothing else."""

    code = "photo"
    media = frozenset({"image"})
