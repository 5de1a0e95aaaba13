"""Photos, papers and voices as pages show them: where they open, or why they do not."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from janasetu.cases.choices import AttachmentRole
from janasetu.cases.models import Case, CaseAttachment
from janasetu.console.answers import file_names
from janasetu.deliveries.choices import OutcomeKind, Proof
from janasetu.deliveries.models import Outcome
from janasetu.documents import gate
from janasetu.documents.choices import FileState
from janasetu.documents.models import ReceivedFile
from janasetu.documents.queries import files
from janasetu.lib import bn
from janasetu.lib.numerals import number
from janasetu.lib.texts import in_language
from janasetu.lib.words import Lang
from janasetu.messaging.values import Media

_SHAPES = ("photo", "paper", "voice")  # in the order of the page
_OF_KIND = {"document": "paper", "audio": "voice"}
SMALL = "small"  # what `?size=` asks for
_NOT_PLAYED = "audio/amr"  # by any browser: it is heard after a download
_MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Photo:
    """One photo, or a paper or a voice, as `shape` says.

    `url` is empty where there is nothing to see; then `words` say why. Else they are a paper's size. `small`:
    where a photo opens at 320 pixels, for lists. `name`: what it was sent as, in words; empty where its place
    says that.
    """

    url: str
    words: str
    small: str = ""
    waiting: bool = False
    shape: str = "photo"
    playable: bool = True
    name: str = ""
    role: str = ""


def photos_of(case: Case, attachments: Sequence[CaseAttachment], *, lang: Lang) -> dict[UUID, Photo]:
    """The files of these attachments by their id, in their order; one query."""
    found = files((attachment.file_bucket, attachment.file_id) for attachment in attachments)
    names = file_names(case.service, case.fields, lang)
    return {
        attachment.file_id: replace(
            _photo(found.get(attachment.file_id), _address(case, attachment), lang),
            role=attachment.role,
            name=names.get(attachment.file_id) or _sent_beside(attachment),
        )
        for attachment in attachments
    }


def _address(case: Case, attachment: CaseAttachment) -> str:
    return reverse("console:file", args=[case.ref, attachment.file_id])


def of_role(photos: Iterable[Photo], role: str) -> list[Photo]:
    """Those that came with the case, or those that prove the work: first photos, then papers, then voices."""
    return sorted((photo for photo in photos if photo.role == role), key=lambda one: _SHAPES.index(one.shape))


def photos_of_visits(case: Case, words: Sequence[Outcome], *, lang: Lang) -> dict[UUID, list[Photo]]:
    """What was photographed at the door, by the visit: who took it, when, and of what; at most one query."""
    keys = [(one.photo_bucket or 0, one.photo_id) for one in words if one.photo_id]
    found = files(keys) if keys else {}
    shown: dict[UUID, list[Photo]] = {}
    for one in words:
        assert one.photo_id
        photo = _photo(found.get(one.photo_id), reverse("console:file", args=[case.ref, one.photo_id]), lang)
        shown.setdefault(one.visit_id, []).append(replace(photo, name=_taken_by(one, lang)))
    return shown


def _taken_by(word: Outcome, lang: Lang) -> str:
    """«টিপছাপের ছবি · রাজু বর্মন · ২৫ নভেম্বর, সকাল ১১:২০»."""
    who = in_language(word.officer.name, lang)
    return " · ".join((_of_what(word), who, bn.lasting_moment(word.told_at, lang, word.at, weekday=False)))


def _of_what(word: Outcome) -> str:
    if word.kind == OutcomeKind.COLLECTED:
        return _("The paper")
    if word.kind == OutcomeKind.FAILED:
        return _("At the door")
    if word.said.get("proof") == Proof.HOUSEHOLD:
        return _("Who took it: %(name)s") % {"name": word.said.get("name", "")}
    return _("Photo of the thumb print")


def photo_of_talk(
    talk_id: UUID, media: Media, file: ReceivedFile | None, *, awaited: bool, lang: Lang
) -> Photo:
    """What came with a message of a talk. `awaited`: nobody has asked the line for it yet."""
    if file is None:
        return _not_here(media, awaited=awaited)
    return _photo(file, reverse("console:talk_file", args=[talk_id, file.id]), lang)


def photo_beside(case: Case, media: Media, file: ReceivedFile | None, *, awaited: bool, lang: Lang) -> Photo:
    """The same of a message that was sent while the case was open, on the page of the case."""
    if file is None:
        return _not_here(media, awaited=awaited)
    return _photo(file, reverse("console:file", args=[case.ref, file.id]), lang)


def _not_here(media: Media, *, awaited: bool) -> Photo:
    shape = _OF_KIND.get(media.kind, "photo")
    return _awaited(shape) if awaited else _lost(shape)


def _sent_beside(attachment: CaseAttachment) -> str:
    """Whose it is, of a file that answers no question."""
    return _("From the office") if attachment.role == AttachmentRole.EVIDENCE else _("From the citizen")


def _photo(file: ReceivedFile | None, url: str, lang: Lang) -> Photo:
    shape = _shape(file)
    if file is None or file.state == FileState.LOST:
        return _lost(shape)
    if file.state == FileState.WANTED:
        return _awaited(shape)
    if file.state == FileState.REFUSED:
        return Photo("", _why_refused(file, lang), shape=shape)
    words = _of_paper(file, lang) if shape == "paper" else ""
    small = f"{url}?size={SMALL}" if shape == "photo" else ""
    return Photo(url, words, small, shape=shape, playable=file.mime != _NOT_PLAYED)


def _lost(shape: str) -> Photo:
    return Photo("", _why_lost(shape), shape=shape)


def _awaited(shape: str) -> Photo:
    return Photo("", _on_its_way(shape), waiting=True, shape=shape)


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
    """The gate's reason, and whether the sender was told it: not of a file that answered no question."""
    if file.why not in gate.PHRASES.keys():  # noqa: SIM118 - a list of names, not a mapping
        return _("This file could not be taken in.")
    words = gate.PHRASES.say(file.why, lang)
    if file.is_unasked:
        return _("Not taken in. It answered no question, so the sender was not told: %(words)s") % {
            "words": words
        }
    return _("Not taken in. The sender was told: %(words)s") % {"words": words}


def _of_paper(file: ReceivedFile, lang: Lang) -> str:
    """Its size; and of one that was signed, that what is read here is a copy."""
    size = _size(file.size, lang)
    if not file.was_signed:
        return size
    return _("%(size)s; a copy, the original had an electronic signature") % {"size": size}


def _size(octets: int, lang: Lang) -> str:
    """How large a PDF is, so that nobody on a thin line opens it unawares."""
    if octets < _MEGABYTE:
        return _("PDF, %(size)s KB") % {"size": number(max(round(octets / 1024), 1), lang)}
    return _("PDF, %(size)s MB") % {"size": number(round(octets / _MEGABYTE, 1), lang)}
