"""What one running linesim was told: where webhooks go, how they are signed, which token opens the API."""

from __future__ import annotations

from dataclasses import dataclass

from linesim.accounts import Rules


@dataclass(frozen=True, slots=True)
class Settings:
    """The command line, read once.

    `access_token` None means that any non-empty Bearer token is accepted. `public_url` ends without slash.
    `rules` are those that every line begins with.
    """

    webhook: str
    secret: str
    verify_token: str = "linesim"  # noqa: S105  (a name to shake hands with, no secret)
    access_token: str | None = None
    public_url: str = "http://127.0.0.1:8001"
    rules: Rules = "meta"
