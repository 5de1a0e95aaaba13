"""The signed statement in the QR of a paper: who says what of whom, made, read, and put into an address.

0x01, then COSE_Sign1 (RFC 9052) with ES256; as digits behind the # of the address, where a QR has room for
three and a third bits a digit and no browser sends them to anybody.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

import cbor2

from janasetu.documents.marks import codes
from janasetu.documents.marks.errors import LongMarkError, NotGenuineError
from janasetu.documents.marks.keys import KID_BYTES, CheckKey, MarkKey
from janasetu.documents.marks.letters import from_one_byte, one_byte
from janasetu.lib.bn import normalise
from janasetu.lib.text import shorten

MOST_BYTES = 235  # 566 digits: with a host of 40 letters a QR of version 12 at level M
_FORM = 0x01
_ALGORITHM, _KID, _ES256 = 1, 4, -7  # RFC 9052, RFC 9053
_FIRST_DAY = date(2000, 1, 1)
_SIGNED = "Signature1"
# Where the parts of a statement stand: claims are never so short or so long that their own length, which
# stands before them, takes one byte or three.
_KID_AT, _CLAIMS_AT, _SIGNATURE_AT = slice(8, 12), slice(15, -66), slice(-64, None)

_ADDRESS = re.compile(
    r"https?://([^/?#\s]{1,100})/v/([^/?#\s]{1,60})/?(?:#(\d{1,2000}))?", re.IGNORECASE | re.ASCII
)


@dataclass(frozen=True, slots=True)
class Mark:
    """What the QR of a paper says. `issuer`: the code of the body. `until`: the last day, where there is one.

    `number`: as it is printed. The names are those of the person, as much of them as fits.
    """

    issuer: str
    type: str
    number: str
    code: str
    issued: date
    until: date | None
    name_bn: str
    name_en: str
    kid: bytes = b""  # of the key that signed, where it was read


@dataclass(frozen=True, slots=True)
class Read:
    """An address of ours taken apart. `digits`: the statement, empty where the address has none."""

    host: str
    code: str
    digits: str


# --- the statement ---


def sealed(mark: Mark, key: MarkKey) -> bytes:
    """The statement, signed. Long names are cut so that the QR stays one that a photocopy can carry.

    LongMarkError where it is too long without them.
    """
    claims, kid = _claims(_fitting(mark)), key.check.kid
    return _framed(kid, claims, key.signature(_to_sign(kid, claims)))


def opened(content: bytes, keys: Mapping[bytes, CheckKey]) -> Mark:
    """What the statement says, if one of these keys has signed it just so; NotGenuineError."""
    kid, claims, signature = _parts(content)
    if kid not in keys:
        raise NotGenuineError("key")
    if not keys[kid].has_signed(_to_sign(kid, claims), signature):
        raise NotGenuineError("signature")
    return replace(_mark(claims), kid=kid)


def digits_of(content: bytes) -> str:
    """The bytes as one long number."""
    return str(int.from_bytes(content))


def bytes_of(digits: str) -> bytes:
    """The bytes that were written as a number; NotGenuineError where it is not written as we write it."""
    if not digits.isascii() or not digits.isdigit() or digits.startswith("0") or len(digits) > 2000:
        raise NotGenuineError("form")
    number = int(digits)
    return number.to_bytes((number.bit_length() + 7) // 8)


# --- the address ---


def address(base_url: str, code: str, digits: str = "") -> str:
    """What the QR holds: `HTTPS://HOST/V/CODE#DIGITS`, in the letters that a QR packs best."""
    return f"{base_url.rstrip('/')}/V/{code}".upper() + (f"#{digits}" if digits else "")


def taken_apart(text: str) -> Read | None:
    """The host, the code and the statement of an address of ours, whoever's host it is; else None."""
    found = _ADDRESS.fullmatch(text.strip())
    code = codes.as_typed(found[2]) if found else None
    return Read(found[1].lower(), code, found[3] or "") if found and code else None


# --- its parts ---


def _claims(mark: Mark) -> bytes:
    return _cbor(
        [
            mark.issuer,
            mark.type,
            one_byte(normalise(mark.number)),
            codes.packed(mark.code),
            (mark.issued - _FIRST_DAY).days,
            None if mark.until is None else (mark.until - _FIRST_DAY).days,
            one_byte(mark.name_bn),
            one_byte(mark.name_en),
        ]
    )


def _mark(claims: bytes) -> Mark:
    """What these bytes say; they are signed, so whoever could write them wrong has the key."""
    issuer, kind, number, code, issued, until, name_bn, name_en = cbor2.loads(claims)
    return Mark(
        issuer=issuer,
        type=kind,
        number=from_one_byte(number),
        code=codes.unpacked(code),
        issued=_FIRST_DAY + timedelta(issued),
        until=None if until is None else _FIRST_DAY + timedelta(until),
        name_bn=from_one_byte(name_bn),
        name_en=from_one_byte(name_en),
    )


def _fitting(mark: Mark) -> Mark:
    """The mark with as much of each name as there is room for; what is cut ends in three dots."""
    whole = replace(mark, name_bn=normalise(mark.name_bn), name_en=normalise(mark.name_en))
    longest = max(len(whole.name_bn), len(whole.name_en))
    for letters in range(longest, 0, -1):
        cut = replace(whole, name_bn=_cut(whole.name_bn, letters), name_en=_cut(whole.name_en, letters))
        if _size(cut) <= MOST_BYTES:
            return cut
    bare = replace(whole, name_bn="", name_en="")
    if _size(bare) > MOST_BYTES:
        raise LongMarkError(f"{mark.number} of {mark.issuer}: {_size(bare)} bytes without a name")
    return bare


def _cut(name: str, letters: int) -> str:
    return shorten(name, letters) if len(name) > letters else name


def _size(mark: Mark) -> int:
    """Bytes of the statement, with its signature."""
    return len(_framed(bytes(KID_BYTES), _claims(mark), bytes(64)))


def _parts(content: bytes) -> tuple[bytes, bytes, bytes]:
    """The name of the key, what is claimed, and the signature; NotGenuineError (`form`).

    There is one way to write a statement: cut where its parts must stand and put together again, it is the
    same. So nothing reads what nobody has signed.
    """
    kid, claims, signature = content[_KID_AT], content[_CLAIMS_AT], content[_SIGNATURE_AT]
    if len(kid) != KID_BYTES or content != _framed(kid, claims, signature):
        raise NotGenuineError("form")
    return kid, claims, signature


def _framed(kid: bytes, claims: bytes, signature: bytes) -> bytes:
    return bytes([_FORM]) + _cbor([_protected(kid), {}, claims, signature])


def _protected(kid: bytes) -> bytes:
    return _cbor({_ALGORITHM: _ES256, _KID: kid})


def _to_sign(kid: bytes, claims: bytes) -> bytes:
    """RFC 9052, 4.4."""
    return _cbor([_SIGNED, _protected(kid), b"", claims])


def _cbor(value: Any) -> bytes:
    return cbor2.dumps(value, canonical=True)
