"""Writes of documents: files received, papers drafted and issued, orders to sign them."""

from janasetu.documents.actions.files import (
    FIRST_RETRY,
    MOST_ATTEMPTS,
    Wanted,
    give_up,
    leave,
    put_off,
    receive,
    receive_fetched,
    want,
)

__all__ = [
    "FIRST_RETRY",
    "MOST_ATTEMPTS",
    "Wanted",
    "give_up",
    "leave",
    "put_off",
    "receive",
    "receive_fetched",
    "want",
]
