"""Who may call the provider half: whoever brings the Bearer token."""

from __future__ import annotations

import hmac

from starlette.requests import Request

from linesim.graph.errors import TokenError


def require_token(request: Request, *, expected: str | None) -> None:
    """TokenError unless the token is `expected`, or any at all where None is expected.

    The scheme is Bearer; resumable uploads are documented with OAuth.
    """
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    token = token.strip()
    if scheme.lower() not in ("bearer", "oauth") or not token:
        raise TokenError("An access token is required to request this resource.")
    if expected is not None and not hmac.compare_digest(token.encode("latin-1"), expected.encode()):
        raise TokenError("Invalid OAuth access token - Cannot parse access token")
