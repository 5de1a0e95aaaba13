"""The test authority of an installation: made once, it signs papers that say SPECIMEN, and nothing else.

Its own key is forgotten when it has made the one certificate it is for.
"""

import os
from datetime import datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, pkcs12
from cryptography.x509.oid import NameOID

MARK = "SPECIMEN"  # stands in the name of every certificate of a test authority, and in no other
_NAME = f"{MARK} - Janasetu test authority"
_HOLDER = f"{MARK} - not an official signature (নমুনা)"
_FILE, _AUTHORITY = "test-signer.p12", "test-authority.pem"
_YEARS = timedelta(days=3652)


def file_of(folder: Path) -> Path:
    """The PKCS#12 file with the test key; it has no password."""
    return folder / _FILE


def authority_of(folder: Path) -> Path:
    """The certificate of the authority, for who wants to check its signatures."""
    return folder / _AUTHORITY


def ensure(folder: Path, *, wall: datetime) -> Path:
    """Make authority and key unless they are there; the PKCS#12 file, readable by its owner alone."""
    place = file_of(folder)
    if not place.exists():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        authority, content = make(wall)
        _write(authority_of(folder), authority.public_bytes(Encoding.PEM))
        _write(place, content)
    return place


def make(wall: datetime) -> tuple[x509.Certificate, bytes]:
    """A new authority's certificate, and a key with its certificate as PKCS#12."""
    above, own = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    authority = (
        _certificate(_NAME, _NAME, above.public_key(), wall)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(certificates=True), critical=True)
        .sign(above, hashes.SHA256())
    )
    certificate = (
        _certificate(_HOLDER, _NAME, own.public_key(), wall)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(certificates=False), critical=True)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(above.public_key()), critical=False)
        .sign(above, hashes.SHA256())
    )
    content = pkcs12.serialize_key_and_certificates(
        MARK.encode(), own, certificate, [authority], NoEncryption()
    )
    return authority, content


def _certificate(
    subject: str, issuer: str, key: ec.EllipticCurvePublicKey, wall: datetime
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(_named(subject))
        .issuer_name(_named(issuer))
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(wall - timedelta(days=1))
        .not_valid_after(wall + _YEARS)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
    )


def _named(name: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, MARK),
            x509.NameAttribute(NameOID.COMMON_NAME, name),
        ]
    )


def _usage(*, certificates: bool) -> x509.KeyUsage:
    """For certificates, or for signatures that their maker cannot deny."""
    return x509.KeyUsage(
        digital_signature=not certificates,
        content_commitment=not certificates,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=certificates,
        crl_sign=certificates,
        encipher_only=False,
        decipher_only=False,
    )


def _write(place: Path, content: bytes) -> None:
    """Whole or not at all, for its owner alone."""
    making = place.with_suffix(f".{os.getpid()}")
    with open(os.open(making, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    making.replace(place)
