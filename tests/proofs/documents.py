"""Ten thousand papers from one press: one page each, and no more memory at the end."""

from collections.abc import Mapping

from janasetu.config.proving import Proof


def part(number: int) -> Mapping[str, int]:
    """A hundred of them, by the process that has pressed those before."""
    from papers import pressing

    return pressing.part(number)


PROOF = Proof(
    sentence=(
        "10,000 generated records, names of 120 letters among them: each a PDF of one page, its data inside "
        "byte for byte and its words found; and the press holds no more after the last than after the "
        "first thousand."
    ),
    floor="documents",
    part=part,
    folders=("tests/papers",),
    in_one_go=True,
)
