"""The QR of a paper: no altered statement passes, and a photocopy photographed whole is read."""

from collections.abc import Mapping

from janasetu.config.proving import Proof


def part(number: int) -> Mapping[str, int]:
    """A hundredth of the statements and photos."""
    from photos import marks

    return marks.part(number)


PROOF = Proof(
    sentence=(
        "10,000 altered statements of papers are refused, forged ones too; and the QR in a box of 46 mm on an"
        " A4 page, photocopied, photographed whole at 1600 pixels and sent as a JPEG of quality 60, is"
        " read by zxing-cpp and by zbar, 100 times of 100."
    ),
    floor="documents",
    part=part,
    folders=("tests/photos",),
)
