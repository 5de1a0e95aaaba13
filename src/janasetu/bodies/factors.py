"""The second factor of a login, as allauth asks us about it: whose code it is, and how its secret is kept."""

from base64 import urlsafe_b64encode

from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.utils.crypto import salted_hmac

ISSUER = "Janasetu"


class FactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth tells no types
    """Secrets lie encrypted in the database: who steals a dump without the settings can make no code."""

    def get_totp_issuer(self) -> str:
        """What the telephone's app shows above the code."""
        return ISSUER

    def get_totp_label(self, user: AbstractBaseUser) -> str:
        """The login, ROLE@BODY."""
        return user.get_username()

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """To whom a passkey belongs: the name under which the desk is opened, without its port."""
        return {**super().get_public_key_credential_rp_entity(), "name": ISSUER}

    def encrypt(self, text: str) -> str:
        """As it is kept."""
        return _box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """As it was; cryptography.fernet.InvalidToken where another installation's key closed it."""
        return _box().decrypt(encrypted_text.encode()).decode()


def _box() -> Fernet:
    key = salted_hmac("janasetu.second_factor", "box", settings.SECRET_KEY, algorithm="sha256").digest()
    return Fernet(urlsafe_b64encode(key))
