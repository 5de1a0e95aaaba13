"""How much is tried: a share in every run of the tests; with JANASETU_WALLS=whole all, for some minutes."""

import os

WHOLE = os.environ.get("JANASETU_WALLS") == "whole"


def is_in_share(turn: int, one_of: int) -> bool:
    """Whether this try is one of the share: one of so many."""
    return WHOLE or turn % one_of == 0
