"""What a PDF that somebody uploads is worth, in words."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from janasetu.documents import checking, gate, held
from janasetu.documents.checking import Checked
from janasetu.documents.held import Held, NoPdfError, TooBusyError
from janasetu.documents.marks import codes
from janasetu.lib import bn
from janasetu.lib.words import Lang


@dataclass(frozen=True, slots=True)
class ToldFile:
    """`mood`: ok, warn or bad. `code`: of the paper that the file says it is; `other`: the same, where the
    page is that of another paper.
    """

    mood: str
    words: str
    signer: str = ""
    signed_on: str = ""
    other: str = ""
    code: str | None = None


def told_of_file(pdf: bytes, *, page_code: str | None, lang: Lang) -> ToldFile:
    """What is told of these bytes, on the page of the paper with this code or on that without one."""
    if len(pdf) > gate.MOST_BYTES:
        return ToldFile("bad", _("The file is larger than 10 MB."))
    try:
        file = held.look_into(pdf)
    except NoPdfError:
        return ToldFile("bad", _("This is no PDF that can be read."))
    except TooBusyError:
        said = _("There was no time to check the file just now. Please send it again in a minute.")
        return ToldFile("warn", said)
    code = file.code or page_code
    paper = checking.checked(code) if code else None
    mood, words = _worth(file, paper)
    signed_on = bn.date(file.signed_at, lang) if file.signed_at else ""
    other = codes.grouped(file.code) if file.code and page_code and file.code != page_code else ""
    return ToldFile(mood, words, signer=file.signer, signed_on=signed_on, other=other, code=code)


def _worth(file: Held, paper: Checked | None) -> tuple[str, str]:
    is_that_file = paper is not None and paper.sha256 == file.sha256
    if file.is_signed and not file.is_unchanged:
        return "bad", _("Changed after it was signed.")
    if file.is_specimen or (is_that_file and paper is not None and paper.specimen):
        return "warn", _("Unchanged, but a sample: it proves nothing.")
    if file.is_signed and file.is_trusted:
        return "ok", _("The signature is genuine, and nothing was changed.")
    if is_that_file:
        return "ok", _("This is, to the last letter, the file that the office gave out.")
    if file.is_signed:
        return "warn", _("Unchanged since it was signed; who signed it is not known here.")
    if paper is not None:
        return "bad", _("This is not the file that the office gave out.")
    return "warn", _("This file carries no electronic signature.")
