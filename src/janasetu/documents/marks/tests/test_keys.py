"""The installation's key of marks: made once, for its owner alone, and told to everybody as a public key."""

import base64
import multiprocessing
import stat
from pathlib import Path

from cryptography.hazmat.primitives import serialization

from janasetu.documents.marks import keys
from janasetu.documents.marks.keys import _HALF, _ORDER, keys_in, new_key


def test_a_key_is_made_once_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    first, second = keys_in(tmp_path / "keys"), keys_in(tmp_path / "keys")

    assert first.own.check.kid == second.own.check.kid
    assert [path.name for path in (tmp_path / "keys").iterdir()] == ["marks.pem"]
    assert stat.S_IMODE((tmp_path / "keys" / "marks.pem").stat().st_mode) == 0o600


def _kid_of(folder: Path) -> bytes:
    return keys_in(folder).own.check.kid


def test_processes_that_begin_at_once_have_the_same_key(tmp_path: Path) -> None:
    with multiprocessing.get_context("fork").Pool(4) as pool:
        assert len(set(pool.map(_kid_of, [tmp_path / "keys"] * 4))) == 1


def test_an_older_key_and_those_of_others_are_believed_too(tmp_path: Path) -> None:
    other = new_key().private.public_key()
    told = other.public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    (tmp_path / "kolkata.mark.pem").write_bytes(told)

    believed = keys_in(tmp_path)

    assert set(believed.believed) == {believed.own.check.kid, keys.CheckKey(other).kid}


def test_keys_are_published_as_a_set_of_web_keys(tmp_path: Path) -> None:
    ours = keys_in(tmp_path)

    (told,) = ours.published()["keys"]

    assert {name: told[name] for name in ("kty", "crv", "alg", "use", "kid")} == {
        "kty": "EC",
        "crv": "P-256",
        "alg": "ES256",
        "use": "sig",
        "kid": ours.own.check.kid.hex(),
    }
    assert (
        len(base64.urlsafe_b64decode(told["x"] + "=")) == len(base64.urlsafe_b64decode(told["y"] + "=")) == 32
    )
    assert "d" not in told


def test_a_hub_may_answer_for_the_keys(tmp_path: Path) -> None:
    told = keys_in(tmp_path).published(lambda said: f"{len(said)} bytes")

    assert told["countersigned"].endswith(" bytes")


def test_of_two_equally_good_signatures_only_the_one_that_we_write_is_taken() -> None:
    key = new_key()
    signature = key.signature(b"paper")
    s = int.from_bytes(signature[_HALF:])

    twin = signature[:_HALF] + (_ORDER - s).to_bytes(_HALF)

    assert key.check.has_signed(b"paper", signature)
    assert not key.check.has_signed(b"paper", twin)
