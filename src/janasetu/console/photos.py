"""The photos of a case as its page shows them: where they open, or in words why they cannot be seen."""

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
from janasetu.lib.words import Lang


@dataclass(frozen=True, slots=True)
class Photo:
    """One photo. `url` is empty where there is nothing to see; then `words` say why."""

    role: str
    url: str
    words: str
    waiting: bool = False


def photos_of(case: Case, attachments: Sequence[CaseAttachment], *, lang: Lang) -> dict[UUID, Photo]:
    """The photos of these attachments by file id, in their order; one query."""
    found = files((attachment.file_bucket, attachment.file_id) for attachment in attachments)
    return {
        attachment.file_id: _photo(case, attachment, found.get(attachment.file_id), lang)
        for attachment in attachments
    }


def of_role(photos: Iterable[Photo], role: str) -> list[Photo]:
    """Those that came with the case, or those that prove the work."""
    return [photo for photo in photos if photo.role == role]


def _photo(case: Case, attachment: CaseAttachment, file: ReceivedFile | None, lang: Lang) -> Photo:
    role = attachment.role
    if file is None or file.state == FileState.LOST:
        return Photo(role, "", _("This photo could not be fetched any more."))
    if file.state == FileState.WANTED:
        return Photo(role, "", _("The photo is on its way."), waiting=True)
    if file.state == FileState.REFUSED:
        return Photo(role, "", _why_refused(file, lang))
    return Photo(role, reverse("console:file", args=[case.ref, file.id]), "")


def _why_refused(file: ReceivedFile, lang: Lang) -> str:
    """The gate's reason as the sender was told it."""
    if file.note not in gate.PHRASES.keys():  # noqa: SIM118 - a list of names, not a mapping
        return _("This file could not be taken in.")
    return _("Not taken in. The sender was told: %(words)s") % {"words": gate.PHRASES.say(file.note, lang)}
