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
        " turned by up to 12 degrees, tilted, in shadow, JPEG 60, some folded, at least 19 give a page whose"
        " QR is read, whose corners are found to 0.6 % and whose lines of text are level within a degree."
        " None that nobody has signed passes for a signed one, and at most 1 of 15 with pen or seal, in blue,"
        " black, violet or red, is asked about in vain."
    ),
    floor="documents",
    part=part,
    parts=10,
    folders=("tests/photos",),
)
