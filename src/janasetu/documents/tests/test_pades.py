"""The signature itself: read by others, the same again, in a file or a token; and a key says what it is."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12

from janasetu.documents.signing import keys, pades, reading, specimens
from janasetu.documents.signing.keys import Key, KeyNotReadyError
from janasetu.documents.signing.places import KeyFile, KeyPlaces, TestAuthority, Token
from janasetu.documents.tests.signed import NOW, blank_pdf

SOFTHSM = Path("/usr/lib/softhsm/libsofthsm2.so")
PIN = "4821"


def signed(key: Key, draft: bytes = b"") -> bytes:
    words = {"name": "Chairman", "reason": "FAL/RES/2026/0001", "place": "ফালাকাটা"}
    return pades.signed(draft or blank_pdf(), key=key, at=NOW, **words)


def needed(program: str, package: str) -> str:
    """A program of Debian's; without it the test is skipped, but in CI it fails."""
    found = shutil.which(program)
    if found:
        return found
    if os.environ.get("CI") == "true":
        pytest.fail(f"CI has no {program}")
    pytest.skip(f"no {program} on this machine (Debian: apt-get install {package})")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("keys")
    specimens.ensure(place, wall=NOW)
    return place


@pytest.fixture(scope="module")
def key(folder: Path) -> Key:
    return keys.open_key(TestAuthority(folder), wall=NOW)


@pytest.fixture(scope="module")
def token(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Token]:
    """A SoftHSM token with the test key and its certificate in it."""
    program, place = needed("softhsm2-util", "softhsm2"), tmp_path_factory.mktemp("token")
    (place / "tokens").mkdir()
    (place / "softhsm2.conf").write_text(f"directories.tokendir = {place / 'tokens'}\nlog.level = ERROR\n")
    (place / "pin").write_text(f"{PIN}\n")
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("SOFTHSM2_CONF", str(place / "softhsm2.conf"))
        begin = ["--init-token", "--free", "--label", "office", "--pin", PIN, "--so-pin", PIN]
        subprocess.run([program, *begin], check=True, capture_output=True)
        _fill(specimens.file_of(folder))
        yield Token(SOFTHSM, "office", "signer", place / "pin", (specimens.authority_of(folder),))


def _fill(file: Path) -> None:
    import pkcs11
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
    from pkcs11.util import ec, x509

    opened = pkcs12.load_pkcs12(file.read_bytes(), None)
    assert opened.key is not None
    assert opened.cert is not None
    private = opened.key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    certificate = opened.cert.certificate.public_bytes(Encoding.DER)
    named = {pkcs11.Attribute.LABEL: "signer", pkcs11.Attribute.ID: b"1", pkcs11.Attribute.TOKEN: True}
    with pkcs11.lib(str(SOFTHSM)).get_token(token_label="office").open(rw=True, user_pin=PIN) as session:
        from asn1crypto.keys import PrivateKeyInfo

        inner = PrivateKeyInfo.load(private)
        raw = inner["private_key"].parsed
        raw["parameters"] = inner["private_key_algorithm"]["parameters"]
        session.create_object(ec.decode_ec_private_key(raw.dump()) | named | {pkcs11.Attribute.SIGN: True})
        session.create_object(x509.decode_x509_certificate(certificate) | named)


def test_poppler_finds_the_signature_valid(key: Key, tmp_path: Path) -> None:
    program, file = needed("pdfsig", "poppler-utils"), tmp_path / "paper.pdf"
    file.write_bytes(signed(key))

    told = subprocess.run([program, file], capture_output=True, text=True, check=False).stdout

    assert "Signature is Valid." in told
    assert "Total document signed" in told
    assert "ETSI.CAdES.detached" in told
    assert "SPECIMEN" in told


def test_the_same_paper_key_and_instant_give_the_same_bytes(key: Key, folder: Path) -> None:
    again = keys.open_key(TestAuthority(folder), wall=NOW)

    assert signed(key) == signed(again)


def test_a_file_to_which_something_was_added_is_not_whole(key: Key, folder: Path) -> None:
    trusted = reading.authorities([specimens.authority_of(folder)])

    told = reading.verdict(signed(key) + b"\n% more\n", trusted=trusted)

    assert told is not None
    assert not told.is_whole


def test_a_second_signature_over_the_first_is_not_ours_any_more(key: Key, folder: Path) -> None:
    trusted = reading.authorities([specimens.authority_of(folder)])

    with pytest.raises(pades.NotSignedError):
        signed(key, signed(key))

    assert reading.verdict(blank_pdf(), trusted=trusted) is None
    assert reading.verdict(b"no paper at all", trusted=trusted) is None


def test_another_authority_of_the_same_name_is_not_trusted(key: Key, tmp_path: Path) -> None:
    specimens.ensure(tmp_path, wall=NOW)

    told = reading.verdict(signed(key), trusted=reading.authorities([specimens.authority_of(tmp_path)]))

    assert told is not None
    assert told.is_intact
    assert not told.is_trusted


def test_a_token_signs_as_a_file_does(token: Token, folder: Path) -> None:
    held = keys.open_key(token, wall=NOW)

    told = reading.verdict(signed(held), trusted=reading.authorities([specimens.authority_of(folder)]))

    assert held.is_specimen
    assert told is not None
    assert told.is_genuine


def test_a_token_that_is_not_there_says_so(token: Token) -> None:
    with pytest.raises(KeyNotReadyError, match="the token elsewhere cannot be used"):
        keys.open_key(Token(token.module, "elsewhere", "signer", token.pin_file), wall=NOW)


def test_a_file_needs_its_password(folder: Path, tmp_path: Path) -> None:
    opened = pkcs12.load_pkcs12(specimens.file_of(folder).read_bytes(), None)
    assert opened.cert is not None
    locked, password = tmp_path / "locked.p12", tmp_path / "password"
    locked.write_bytes(
        pkcs12.serialize_key_and_certificates(
            b"x", opened.key, opened.cert.certificate, None, BestAvailableEncryption(b"secret")
        )
    )
    password.write_text("secret\n")

    assert keys.open_key(KeyFile(locked, password), wall=NOW).is_specimen
    with pytest.raises(KeyNotReadyError, match=re.escape(str(locked))):
        keys.open_key(KeyFile(locked), wall=NOW)


def test_an_expired_certificate_signs_nothing(key: Key) -> None:
    key.require_valid(NOW)
    with pytest.raises(KeyNotReadyError, match="is valid until 2036-11-22"):
        key.require_valid(NOW + timedelta(days=3700))


def test_the_test_authority_is_made_once_and_for_its_owner_alone(tmp_path: Path) -> None:
    first = specimens.ensure(tmp_path / "keys", wall=NOW).read_bytes()

    assert specimens.ensure(tmp_path / "keys", wall=NOW).read_bytes() == first
    assert [oct(file.stat().st_mode & 0o777) for file in (tmp_path / "keys").iterdir()] == ["0o600", "0o600"]


def test_each_body_may_have_a_key_of_its_own(tmp_path: Path) -> None:
    places = KeyPlaces(tmp_path, bodies={"falakata": KeyFile(tmp_path / "f.p12")})

    assert places.of("falakata") == KeyFile(tmp_path / "f.p12")
    assert not places.is_specimen("falakata")
    assert places.is_specimen("basirhat")
