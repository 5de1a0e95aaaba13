"""Open the key that signs: of a PKCS#12 file, or of a token or HSM (PKCS#11). Loads slow libraries."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pkcs11
from asn1crypto import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from pyhanko.config.pkcs11 import TokenCriteria
from pyhanko.keys import load_certs_from_pemder, load_certs_from_pemder_data
from pyhanko.sign.pkcs11 import PKCS11Signer, open_pkcs11_session
from pyhanko.sign.signers import Signer
from pyhanko_certvalidator.registry import SimpleCertificateStore

from janasetu.documents.signing import specimens
from janasetu.documents.signing.places import KeyFile, KeyPlace, TestAuthority, Token

_ROOM_WITHOUT = 3072  # bytes of a signature, its certificates aside


class KeyNotReadyError(Exception):
    """The key cannot be had just now; says where it was looked for, and what is wrong."""


@dataclass(frozen=True, slots=True)
class Key:
    """A key that signs, and its certificate. `fingerprint`: SHA-256 of the certificate, hex. `room`: how many
    bytes a signature with its certificates takes at most.
    """

    signer: Signer
    name: str
    fingerprint: str
    is_specimen: bool
    since: datetime
    until: datetime
    room: int

    def require_valid(self, at: datetime) -> None:
        """Let pass while its certificate is valid; KeyNotReadyError."""
        if not self.since <= at < self.until:
            raise KeyNotReadyError(f"the certificate of {self.name} is valid until {self.until:%Y-%m-%d}")


def open_key(place: KeyPlace, *, wall: datetime) -> Key:
    """The key in this place; the test authority is made where it is not there. KeyNotReadyError."""
    match place:
        case TestAuthority():
            return _of_file(KeyFile(specimens.ensure(place.folder, wall=wall)))
        case KeyFile():
            return _of_file(place)
        case Token():
            return _of_token(place)


class _SoftSigner(Signer):
    """pyHanko's signer with a key that is loaded once. The same words give the same signature: RFC 6979."""

    def __init__(self, key: Any, certificate: x509.Certificate, chain: Sequence[x509.Certificate]) -> None:
        known = SimpleCertificateStore()  # type: ignore[no-untyped-call]
        known.register_multiple(chain)
        super().__init__(signing_cert=certificate, cert_registry=known, embed_roots=False)
        self._key = key

    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:
        if isinstance(self._key, rsa.RSAPrivateKey):
            return self._key.sign(data, padding.PKCS1v15(), hashes.SHA256())
        signed: bytes = self._key.sign(data, ec.ECDSA(hashes.SHA256(), deterministic_signing=True))
        return signed


def _of_file(place: KeyFile) -> Key:
    try:
        password = _secret(place.password_file)
        opened = pkcs12.load_pkcs12(place.path.read_bytes(), password.encode() if password else None)
    except (OSError, ValueError) as error:
        raise KeyNotReadyError(f"{place.path} cannot be opened: {error}") from error
    if opened.cert is None or not isinstance(opened.key, rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey):
        raise KeyNotReadyError(f"{place.path} holds no RSA or EC key with its certificate")
    certificate = _theirs(opened.cert.certificate)
    chain = [_theirs(one.certificate) for one in opened.additional_certs]
    return _key(_SoftSigner(opened.key, certificate, chain), certificate)


def _of_token(place: Token) -> Key:
    try:
        session = open_pkcs11_session(
            str(place.module),
            token_criteria=TokenCriteria(label=place.token),
            user_pin=_secret(place.pin_file) or None,
        )
        chain = list(load_certs_from_pemder(map(str, place.chain)))  # type: ignore[no-untyped-call]
        signer = PKCS11Signer(
            session, cert_label=place.key, key_label=place.key, ca_chain=chain, embed_roots=False
        )
        certificate = signer.signing_cert
    except (OSError, ValueError, pkcs11.PKCS11Error) as error:
        told = str(error) or type(error).__name__
        raise KeyNotReadyError(f"the token {place.token} cannot be used: {told}") from error
    assert certificate is not None
    signer.use_raw_mechanism = certificate.public_key.algorithm == "ec"  # many tokens know no other
    return _key(signer, certificate)


def _key(signer: Signer, certificate: x509.Certificate) -> Key:
    return Key(
        signer=signer,
        name=str(certificate.subject.native.get("common_name") or certificate.subject.human_friendly),
        fingerprint=certificate.sha256.hex(),
        is_specimen=is_specimen(certificate),
        since=certificate.not_valid_before,
        until=certificate.not_valid_after,
        room=_ROOM_WITHOUT + sum(len(one.dump()) for one in [certificate, *signer.cert_registry]),
    )


def is_specimen(certificate: x509.Certificate) -> bool:
    """Whether it, or who issued it, says that it is none: whatever file or token it came from."""
    said = f"{certificate.subject.human_friendly} {certificate.issuer.human_friendly}"
    return specimens.MARK in said.upper()


def _theirs(certificate: Any) -> x509.Certificate:
    from cryptography.hazmat.primitives.serialization import Encoding  # noqa: PLC0415

    (one,) = load_certs_from_pemder_data(certificate.public_bytes(Encoding.DER))
    return one


def _secret(file: Path | None) -> str:
    return file.read_text(encoding="utf-8").strip() if file else ""
