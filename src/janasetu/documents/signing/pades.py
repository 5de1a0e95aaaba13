"""The signature in a PDF: PAdES B-B, in a field that nobody sees; the page itself prints who signed.

The same draft, key and instant give the same bytes, so that a signature begun again is no second one.
"""

import hashlib
import io
from datetime import datetime
from typing import Any

from pkcs11 import PKCS11Error
from pyhanko.pdf_utils.generic import ArrayObject, ByteStringObject, TextStringObject
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner

from janasetu.documents.signing.keys import Key

_FIELD = "Janasetu"


class NotSignedError(Exception):
    """The library or the token could not sign; nothing was made."""


def signed(draft: bytes, *, key: Key, at: datetime, name: str, reason: str, place: str) -> bytes:
    """The draft, unchanged, and behind it the signature of this key at this instant. NotSignedError."""
    about = PdfSignatureMetadata(
        field_name=_FIELD,
        md_algorithm="sha256",
        subfilter=SigSeedSubFilter.PADES,
        name=name,
        reason=reason,
        location=place,
        certify=True,
        docmdp_permissions=MDPPerm.NO_CHANGES,
    )
    room = 2 * key.room  # it stands there in hexadecimal; to measure would be to sign twice
    try:
        made = _AtSigner(about, key, at).sign_pdf(_Appender(io.BytesIO(draft)), bytes_reserved=room)
    except (SigningError, PdfError, PKCS11Error) as error:
        raise NotSignedError(str(error) or type(error).__name__) from error
    content: bytes = made.getvalue()
    return content


class _AtSigner(PdfSigner):
    """pyHanko's signer at an instant that it is told."""

    def __init__(self, about: PdfSignatureMetadata, key: Key, at: datetime) -> None:
        super().__init__(about, key.signer)
        self._at = at

    def init_signing_session(self, *args: Any, **kwargs: Any) -> Any:
        session = super().init_signing_session(*args, **kwargs)
        session.system_time = self._at
        return session


class _Appender(IncrementalPdfFileWriter):
    """pyHanko's writer without what it would make up: a random mark of the file, the time of the machine."""

    def _update_meta(self) -> None:
        """Who made the draft has said all that is to be said of it."""

    @classmethod
    def _handle_id(cls, prev: Any) -> ArrayObject:
        """The draft's own mark, and one that follows from the draft."""
        prev.stream.seek(0)
        after = ByteStringObject(hashlib.sha256(prev.stream.read()).digest()[:16])
        before = prev.trailer["/ID"][0] if "/ID" in prev.trailer else after
        if isinstance(before, TextStringObject):
            before = ByteStringObject(before.original_bytes)
        return ArrayObject([before, after])
