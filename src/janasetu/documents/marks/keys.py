"""The keys by which statements in QR codes are signed and checked: P-256, each known by four bytes. Pure.

They are not the keys that sign a PDF: whoever has one of these can make a QR, and no document.
"""

import base64
import json
import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, utils

KID_BYTES = 4
_HALF = 32  # bytes of each of the two numbers of a signature
# The order of P-256 (FIPS 186-5, SEC 2: secp256r1). Of the two signatures that are equally good we write the
# one with the smaller second number and take no other, so that nobody makes a second QR from the first.
_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551

_HOW = ec.ECDSA(hashes.SHA256(), deterministic_signing=True)
_OWN, _OF_OTHERS = "marks.pem", "*.mark.pem"


@dataclass(frozen=True, slots=True)
class CheckKey:
    """What checks a signature. `specimen`: papers under it are samples and prove nothing."""

    public: ec.EllipticCurvePublicKey
    specimen: bool = False

    @property
    def kid(self) -> bytes:
        """The beginning of the hash of the key as a JWK (RFC 7638)."""
        told = json.dumps(
            {"crv": "P-256", "kty": "EC", **_point(self.public)}, separators=(",", ":"), sort_keys=True
        )
        return sha256(told.encode()).digest()[:KID_BYTES]

    def has_signed(self, content: bytes, signature: bytes) -> bool:
        """Whether these 64 bytes are this key's signature, in the one form that we write."""
        r, s = int.from_bytes(signature[:_HALF]), int.from_bytes(signature[_HALF:])
        if len(signature) != 2 * _HALF or not 0 < s <= _ORDER // 2 or not 0 < r < _ORDER:
            return False
        try:
            self.public.verify(utils.encode_dss_signature(r, s), content, ec.ECDSA(hashes.SHA256()))
        except InvalidSignature:
            return False
        return True

    def as_jwk(self) -> dict[str, Any]:
        """As it is published (RFC 7517)."""
        told = {"kty": "EC", "crv": "P-256", **_point(self.public), "kid": self.kid.hex(), "alg": "ES256"}
        return {**told, "use": "sig", **({"specimen": True} if self.specimen else {})}


@dataclass(frozen=True, slots=True)
class MarkKey:
    """What signs."""

    private: ec.EllipticCurvePrivateKey
    specimen: bool = False

    @property
    def check(self) -> CheckKey:
        """Its public half."""
        return CheckKey(self.private.public_key(), self.specimen)

    def signature(self, content: bytes) -> bytes:
        """64 bytes over these, the same at every call (RFC 6979), so that a paper keeps its QR."""
        r, s = utils.decode_dss_signature(self.private.sign(content, _HOW))
        return r.to_bytes(_HALF) + min(s, _ORDER - s).to_bytes(_HALF)


@dataclass(frozen=True, slots=True)
class MarkKeys:
    """The key of this installation, and by kid all that are believed here: its own, older ones, others'."""

    own: MarkKey
    believed: Mapping[bytes, CheckKey]

    def published(self, countersign: Callable[[bytes], str] | None = None) -> dict[str, Any]:
        """As /.well-known/janasetu-keys.json tells them: a JWK set (RFC 7517).

        `countersign`: of a hub that answers for this installation; its word for the keys stands beside them.
        """
        keys = [key.as_jwk() for _, key in sorted(self.believed.items())]
        if countersign is None:
            return {"keys": keys}
        said = json.dumps(keys, separators=(",", ":"), sort_keys=True).encode()
        return {"keys": keys, "countersigned": countersign(said)}


def new_key(*, specimen: bool = False) -> MarkKey:
    """A key that nobody has had before."""
    return MarkKey(ec.generate_private_key(ec.SECP256R1()), specimen)


def keys_in(folder: Path, *, specimen: bool = False) -> MarkKeys:
    """The keys in this folder; the installation's own is made where there is none, for its owner alone.

    Keys of others, and older ones, are read from NAME.mark.pem beside it: public keys.
    """
    own = MarkKey(_private(_made_once(folder / _OWN)), specimen)
    others = [CheckKey(_public(path), specimen) for path in sorted(folder.glob(_OF_OTHERS))]
    return MarkKeys(own, _by_kid([own.check, *others]))


def _by_kid(keys: Iterable[CheckKey]) -> dict[bytes, CheckKey]:
    return {key.kid: key for key in keys}


def _made_once(path: Path) -> Path:
    """The file with the private key. Two processes that make it at once end with the same one."""
    if path.exists():
        return path
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    making = path.with_name(f"{path.name}.{os.getpid()}")
    with open(os.open(making, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(_as_pem(new_key().private))
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(making, path)
    except FileExistsError:  # another process was quicker
        pass
    finally:
        making.unlink()
    return path


def _as_pem(private: ec.EllipticCurvePrivateKey) -> bytes:
    return private.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


def _private(path: Path) -> ec.EllipticCurvePrivateKey:
    key = serialization.load_pem_private_key(path.read_bytes(), None)
    if not isinstance(key, ec.EllipticCurvePrivateKey) or not isinstance(key.curve, ec.SECP256R1):
        raise ValueError(f"{path} holds no private key of P-256.")
    return key


def _public(path: Path) -> ec.EllipticCurvePublicKey:
    key = serialization.load_pem_public_key(path.read_bytes())
    if not isinstance(key, ec.EllipticCurvePublicKey) or not isinstance(key.curve, ec.SECP256R1):
        raise ValueError(f"{path} holds no public key of P-256.")
    return key


def _point(key: ec.EllipticCurvePublicKey) -> dict[str, str]:
    numbers = key.public_numbers()
    return {"x": _base64(numbers.x), "y": _base64(numbers.y)}


def _base64(number: int) -> str:
    return base64.urlsafe_b64encode(number.to_bytes(_HALF)).rstrip(b"=").decode()
