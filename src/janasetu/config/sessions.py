"""Sessions as Django keeps them in the database; a cookie that no session of ours can have is none."""

from django.contrib.sessions.backends import db


class SessionStore(db.SessionStore):
    """The engine of SESSION_ENGINE. A cookie may spell any character, also what PostgreSQL cannot take."""

    def _validate_session_key(self, key: str | None) -> bool:
        """Whether we may have given it: letters and digits. Django asks wherever a key is set."""
        return key is not None and len(key) >= 8 and key.isascii() and key.isalnum()
