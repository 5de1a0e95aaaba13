"""Read the signature of a PDF: whose it is, whether it holds, and whether the file is as it was signed."""

import io
import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from asn1crypto import algos, cms, x509
from pyhanko.keys import load_certs_from_pemder
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.general import SigningError
from pyhanko.sign.validation import EmbeddedPdfSignature, validate_pdf_signature
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from janasetu.documents.signing.keys import is_specimen

# What is wrong with a file is told as a verdict; the library's own words hold the names of certificates.
for _library in ("pyhanko", "pyhanko_certvalidator"):
    logging.getLogger(_library).setLevel(logging.CRITICAL)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a signature is worth. `is_whole`: nothing in the file is outside of it, and nothing was added."""

    is_intact: bool
    is_whole: bool
    is_trusted: bool
    is_specimen: bool
    name: str
    signed_at: datetime | None

    @property
    def is_genuine(self) -> bool:
        """Whether the file is, to the last bit, as somebody whom we trust has signed it."""
        return self.is_intact and self.is_whole and self.is_trusted


def authorities(files: Iterable[Path]) -> list[x509.Certificate]:
    """The certificates of authorities in these PEM files."""
    return list(load_certs_from_pemder(map(str, files)))  # type: ignore[no-untyped-call]


def verdict(pdf: bytes, *, trusted: Iterable[x509.Certificate]) -> Verdict | None:
    """What the first signature is worth to who trusts these authorities; None where there is none, or the
    file cannot be read.

    Nothing is fetched from anywhere: a certificate that was withdrawn since is not seen here.
    """
    context = ValidationContext(trust_roots=list(trusted), allow_fetching=False, revocation_mode="soft-fail")
    try:
        signatures = PdfFileReader(io.BytesIO(pdf)).embedded_signatures
        if not signatures:
            return None
        status = validate_pdf_signature(signatures[0], context)
        is_whole = status.coverage == SignatureCoverageLevel.ENTIRE_FILE and _is_exact(pdf, signatures[0])
        return Verdict(
            is_intact=status.intact and status.valid and bool(status.docmdp_ok),
            is_whole=is_whole and len(signatures) == 1,
            is_trusted=status.trusted,
            is_specimen=is_specimen(status.signing_cert),
            name=str(status.signing_cert.subject.native.get("common_name", "")),
            signed_at=status.signer_reported_dt,
        )
    except _NOT_READ:
        return None


# What the library raises of files that are broken on purpose: its parsers stand on Python's own errors.
_NOT_READ = (
    *(PdfError, SigningError, SignatureValidationError, ValueError, TypeError, KeyError, IndexError),
    *(AttributeError, NotImplementedError, ArithmeticError, RecursionError, AssertionError, OSError),
)


def _is_exact(pdf: bytes, signature: EmbeddedPdfSignature) -> bool:
    """Whether what stands between the signed parts is the signature alone, written as we write it: nobody
    can change a bit there either, not even one that says nothing.
    """
    start, length, rest, _ = (int(one) for one in signature.byte_range)
    content: bytes = signature.pkcs7_content
    if pdf[start + length : rest] != b"<" + content.hex().upper().encode() + b">":
        return False
    made = _as_we_write(signature)
    return content == made.ljust(len(content), b"\0")


def _as_we_write(signature: EmbeddedPdfSignature) -> bytes:
    """The signature put together anew from the parts that it covers, and those that follow from them."""
    one, certificate = signature.signer_info, signature.signer_cert
    digest = algos.DigestAlgorithm({"algorithm": "sha256"})
    issued = cms.IssuerAndSerialNumber(
        {"issuer": certificate.issuer, "serial_number": certificate.serial_number}
    )
    signer = cms.SignerInfo(
        {
            "version": "v1",
            "sid": cms.SignerIdentifier({"issuer_and_serial_number": issued}),
            "digest_algorithm": digest,
            "signed_attrs": one["signed_attrs"],
            "signature_algorithm": one["signature_algorithm"],
            "signature": one["signature"],
        }
    )
    data = cms.SignedData(
        {
            "version": "v1",
            "digest_algorithms": cms.DigestAlgorithms((digest,)),
            "encap_content_info": {"content_type": "data"},
            "certificates": signature.signed_data["certificates"],
            "signer_infos": [signer],
        }
    )
    made: bytes = cms.ContentInfo({"content_type": "signed_data", "content": data}).dump()
    return made
