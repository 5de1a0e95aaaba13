"""What is wrong with a mark."""


class NotGenuineError(Exception):
    """What was read is no statement that one of these keys has signed; `reason` says how that shows.

    `form`: it is not written as we write it, so it is none of ours or was changed. `key`: it names a key that
    is not known here. `signature`: the key it names has not signed it.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class LongMarkError(Exception):
    """The statement does not fit into a QR that a photocopy can carry, with its names left out."""
