"""The managed PostgreSQL of one data folder: find its binaries, start it, adopt it, stop it, carry its data
away.

It listens on a socket in a private folder and nowhere else. This room needs no database driver: asking for
the address of a running server is quick (`url_of`); the driver is met in `database` alone.
"""

from janasetu.config.postgres.postmaster import url_of

__all__ = ["url_of"]
