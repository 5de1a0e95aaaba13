"""The photos, papers and voices of a case as its page shows them: where they open, or why they cannot be."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from janasetu.cases.models import Case, CaseAttachment
from janasetu.documents import gate
from janasetu.documents.choices import FileState
from janasetu.documents.models import ReceivedFile
from janasetu.documents.queries import files
from janasetu.lib.numerals import number
from janasetu.lib.words import Lang

_SHAPES = ("photo", "paper", "voice")  # in the order of the page
_OF_KIND = {"document": "paper", "audio": "voice"}
_NOT_PLAYED = "audio/amr"  # by any browser: it is heard after a download
_MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Photo:
    """One photo, or a paper or a voice, as `shape` says.

    `url` is empty where there is nothing to see; then `words` say why. Else they are a paper's size.
    """

    role: str
    url: str
    words: str
    waiting: bool = False
    shape: str = "photo"
    playable: bool = True


def photos_of(case: Case, attachments: Sequence[CaseAttachment], *, lang: Lang) -> dict[UUID, Photo]:
    """The files of these attachments by their id, in their order; one query."""
    found = files((attachment.file_bucket, attachment.file_id) for attachment in attachments)
    return {
        attachment.file_id: _photo(case, attachment, found.get(attachment.file_id), lang)
        for attachment in attachments
    }


def of_role(photos: Iterable[Photo], role: str) -> list[Photo]:
    """Those that came with the case, or those that prove the work: first photos, then papers, then voices."""
    return sorted((photo for photo in photos if photo.role == role), key=lambda one: _SHAPES.index(one.shape))


def _photo(case: Case, attachment: CaseAttachment, file: ReceivedFile | None, lang: Lang) -> Photo:
    role = attachment.role
    shape = _shape(file)
    if file is None or file.state == FileState.LOST:
        return Photo(role, "", _why_lost(shape), shape=shape)
    if file.state == FileState.WANTED:
        return Photo(role, "", _on_its_way(shape), waiting=True, shape=shape)
    if file.state == FileState.REFUSED:
        return Photo(role, "", _why_refused(file, lang), shape=shape)
    url = reverse("console:file", args=[case.ref, file.id])
    words = _size(file.size, lang) if shape == "paper" else ""
    return Photo(role, url, words, shape=shape, playable=file.mime != _NOT_PLAYED)


def _shape(file: ReceivedFile | None) -> str:
    """What it is; before it is here, what it was sent as."""
    if file is None or file.mime.startswith("image/"):
        return "photo"
    return _OF_KIND.get(file.kind, "photo")


def _why_lost(shape: str) -> str:
    return {
        "photo": _("This photo could not be fetched any more."),
        "paper": _("This paper could not be fetched any more."),
        "voice": _("This voice message could not be fetched any more."),
    }[shape]


def _on_its_way(shape: str) -> str:
    return {
        "photo": _("The photo is on its way."),
        "paper": _("The paper is on its way."),
        "voice": _("The voice message is on its way."),
    }[shape]


def _why_refused(file: ReceivedFile, lang: Lang) -> str:
    """The gate's reason as the sender was told it."""
    if file.note not in gate.PHRASES.keys():  # noqa: SIM118 - a list of names, not a mapping
        return _("This file could not be taken in.")
    return _("Not taken in. The sender was told: %(words)s") % {"words": gate.PHRASES.say(file.note, lang)}


def _size(octets: int, lang: Lang) -> str:
    """How large a PDF is, so that nobody on a thin line opens it unawares."""
    if octets < _MEGABYTE:
        return _("PDF, %(size)s KB") % {"size": number(max(round(octets / 1024), 1), lang)}
    return _("PDF, %(size)s MB") % {"size": number(round(octets / _MEGABYTE, 1), lang)}
