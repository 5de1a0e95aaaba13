"""The password of a login."""

from django.contrib.auth.base_user import AbstractBaseUser


def change_password(*, user: AbstractBaseUser, password: str) -> None:
    """Give the login this password, which was checked before; its other sessions end."""
    user.set_password(password)
    user.save(update_fields=["password"])
