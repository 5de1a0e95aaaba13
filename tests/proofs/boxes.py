"""Nonsense in each box of the operator's form by itself, for the form and for the parts of its page."""

from collections.abc import Mapping

from janasetu.config.proving import Proof


def part(number: int) -> Mapping[str, int]:
    """One piece of nonsense."""
    from walls import boxes

    return boxes.part(number)


PROOF = Proof(
    sentence="No nonsense in any one box of the operator's form breaks it, its questions or its likes.",
    floor="config",
    part=part,
    parts=5,
    folders=("src/janasetu/locale", "tests/walls"),
    on_database=True,
)
