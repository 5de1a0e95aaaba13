"""A paper signed by hand: from a photo of it on a table its page is laid flat, and its QR read."""

from collections.abc import Mapping

from janasetu.config.proving import Proof


def part(number: int) -> Mapping[str, int]:
    """Twenty photos."""
    from photos import ink

    return ink.part(number)


PROOF = Proof(
    sentence=(
        "Of every 20 photos of a signed A4 paper on a table, every other of which is as white as the paper,"
        " turned by up to 12 degrees, tilted, in shadow,"
        " JPEG 70, at least 19 give a page whose QR is read, whose corners are found to 0.6 % and whose"
        " lines of text are level within a degree."
    ),
    floor="documents",
    part=part,
    parts=10,
    folders=("tests/photos",),
)
