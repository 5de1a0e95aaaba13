"""A paper of ours in a photo: found by its QR, and told of in words, no more than it shows itself."""

from datetime import date
from pathlib import Path

from janasetu.documents import checking
from janasetu.documents.checking import Checked
from janasetu.documents.choices import Standing
from janasetu.documents.marking import statement_of
from janasetu.documents.marks import payload
from janasetu.documents.marks.errors import NotGenuineError
from janasetu.documents.marks.payload import Mark, Read
from janasetu.lib import bn
from janasetu.lib.phrases import Phrases
from janasetu.lib.texts import in_language
from janasetu.lib.words import Lang

PHRASES = Phrases.load(Path(__file__).parent / "marks" / "phrases.yaml")
_NOT_GENUINE = {"key": "seen_unknown_key", "form": "seen_forged", "signature": "seen_forged"}


def paper_in(photo: bytes) -> Read | None:
    """What the first QR of a paper in this photo says; None where there is none, or this is no photo.

    Some milliseconds. The photo is one that came through the gate.
    """
    from janasetu.documents.marks import qr  # noqa: PLC0415 - only who reads photos loads the reader

    try:
        texts = qr.read(photo)
    except qr.NoPictureError:
        return None
    return next(filter(None, map(payload.taken_apart, texts)), None)


def told(read: Read, *, today: date, lang: Lang) -> str:
    """What whoever holds the paper is told of it: its QR, the register, what it says."""
    try:
        mark = statement_of(read) if read.digits else None
    except NotGenuineError as error:
        return PHRASES.say(_NOT_GENUINE[error.reason], lang)
    found = checking.checked(read.code)
    lines = [
        PHRASES.say("seen_genuine", lang) if mark else "",
        _standing(found, today, lang),
        PHRASES.say("seen_sample", lang) if found and found.specimen else "",
        _of_what(found, lang) if found else "",
        _of_whom(mark, lang) if mark else "",
        PHRASES.say("seen_compare", lang) if found else "",
    ]
    return "\n".join(filter(None, lines))


def _standing(found: Checked | None, today: date, lang: Lang) -> str:
    if found is None:
        return PHRASES.say("seen_not_found", lang)
    if found.standing != Standing.VALID:
        since = bn.date(found.standing_at, lang) if found.standing_at else ""
        key = f"seen_{found.standing.value}"
        if found.replaced_by:
            return PHRASES.say(f"{key}_by", lang, date=since, number=found.replaced_by)
        return PHRASES.say(key, lang, date=since)
    if found.valid_until is None:
        return PHRASES.say("seen_valid", lang)
    key = "seen_run_out" if found.has_run_out(today) else "seen_valid_until"
    return PHRASES.say(key, lang, date=bn.date(found.valid_until, lang))


def _of_what(found: Checked, lang: Lang) -> str:
    title, issuer = in_language(found.title, lang), in_language(found.issuer, lang)
    return PHRASES.say("seen_is", lang, title=title, number=found.number, issuer=issuer)


def _of_whom(mark: Mark, lang: Lang) -> str:
    name = mark.name_bn if lang == "bn" else mark.name_en or mark.name_bn
    return PHRASES.say("seen_of", lang, name=name) if name else ""
