"""[signing] of the settings: a file, a token, a key for each body; and what is wrong is named."""

from pathlib import Path
from typing import Any

import pytest

from janasetu.config import signing_keys
from janasetu.config.errors import SettingError
from janasetu.documents.signing.places import KeyFile, KeyPlaces, TestAuthority, Token

SETTINGS, FOLDER = Path("/data/settings.toml"), Path("/data/keys")
TOKEN = {"module": "/usr/lib/hsm.so", "token": "office", "label": "signer"}


def read(part: object) -> KeyPlaces:
    return signing_keys.read(part, settings=SETTINGS, folder=FOLDER)


def test_a_file_with_its_password() -> None:
    places = read({"key": "/etc/s.p12", "password_file": "/etc/s.password", "per_minute": 5})

    assert places == KeyPlaces(FOLDER, KeyFile(Path("/etc/s.p12"), Path("/etc/s.password")), {}, 5)


def test_a_token_with_the_authorities_above() -> None:
    places = read(TOKEN | {"pin_file": "/etc/pin", "chain": ["/etc/a.pem"]})

    assert places.of("falakata") == Token(
        Path("/usr/lib/hsm.so"), "office", "signer", Path("/etc/pin"), (Path("/etc/a.pem"),)
    )


def test_a_body_has_a_key_of_its_own_and_the_others_the_test_authority() -> None:
    places = read({"bodies": {"falakata": {"key": "/etc/f.p12"}}})

    assert places.of("falakata") == KeyFile(Path("/etc/f.p12"))
    assert places.of("basirhat") == TestAuthority(FOLDER)
    assert (places.is_specimen("falakata"), places.is_specimen("basirhat")) == (False, True)


@pytest.mark.parametrize(
    ("part", "named"),
    [
        ("a key", "signing must be a table"),
        ({"key": "s.p12"}, "signing.key must be a whole path"),
        ({"key": "/s.p12", "token": "office"}, "names a file .* or a token"),
        ({"module": "/m.so", "token": "office"}, "names a file .* or a token"),
        (TOKEN | {"label": ""}, "signing.label must be a text"),
        ({"key": "/s.p12", "per_minute": 0}, "signing.per_minute"),
        ({"bodies": {"falakata": {"kye": "/s.p12"}}}, r"signing\.bodies\.falakata names a file"),
    ],
)
def test_what_is_wrong_is_named(part: Any, named: str) -> None:
    with pytest.raises(SettingError, match=f"/data/settings.toml: .*{named}|{named}"):
        read(part)
