"""A passkey made of nothing but a key: it answers what a page asks as a telephone does (WebAuthn)."""

import json
from hashlib import sha256
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import (
    AttestationObject,
    AttestedCredentialData,
    AuthenticatorData,
    CollectedClientData,
)

_PRESENT = AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.UV
_NO_MODEL = bytes(16)


class SoftPasskey:
    """One key, for the site of that name."""

    def __init__(self, site: str = "testserver", credential_id: bytes = b"our soft passkey") -> None:
        self.site = site
        self.credential_id = credential_id
        self._key = ec.generate_private_key(ec.SECP256R1())

    def made(self, challenge: str) -> str:
        """The answer to being made a passkey."""
        public = ES256.from_cryptography_key(self._key.public_key())
        held = AttestedCredentialData.create(_NO_MODEL, self.credential_id, public)
        about = AuthenticatorData.create(
            self._site_hash(), _PRESENT | AuthenticatorData.FLAG.AT, 0, bytes(held)
        )
        said = self._client("webauthn.create", challenge)
        response = {
            "clientDataJSON": websafe_encode(said),
            "attestationObject": websafe_encode(AttestationObject.create("none", about, {})),
        }
        return self._credential(response)

    def answer(self, challenge: str) -> str:
        """The answer to being asked who it is."""
        about = AuthenticatorData.create(self._site_hash(), _PRESENT, 0)
        said = self._client("webauthn.get", challenge)
        signature = self._key.sign(about + said.hash, ec.ECDSA(hashes.SHA256()))
        response = {
            "clientDataJSON": websafe_encode(said),
            "authenticatorData": websafe_encode(about),
            "signature": websafe_encode(signature),
        }
        return self._credential(response)

    def _site_hash(self) -> bytes:
        return sha256(self.site.encode()).digest()

    def _client(self, kind: Any, challenge: str) -> CollectedClientData:
        return CollectedClientData.create(kind, challenge, f"https://{self.site}")

    def _credential(self, response: dict[str, str]) -> str:
        name = websafe_encode(self.credential_id)
        return json.dumps(
            {
                "id": name,
                "rawId": name,
                "type": "public-key",
                "response": response,
                "clientExtensionResults": {},
            }
        )
