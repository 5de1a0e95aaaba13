"""Every figure of every report opens a page that lists as many cases."""

from collections.abc import Mapping

from janasetu.config.proving import Proof


def part(number: int) -> Mapping[str, int]:
    """One report of a town, or that of a block."""
    from walls import figures

    return figures.part(number)


PROOF = Proof(
    sentence="Every figure of every report of a town and of a block opens a page that lists as many cases.",
    floor="config",
    part=part,
    parts=7,
    folders=("src/janasetu/locale", "tests/walls"),
    on_database=True,
)
