"""The walls between bodies: every address, knocked at by every post of every body, and from outside."""

from collections.abc import Mapping

from janasetu.config.proving import Proof


def part(number: int) -> Mapping[str, int]:
    """A fortieth of the visitors, with a fifth of what each can ask."""
    from walls import reach

    return reach.part(number)


PROOF = Proof(
    sentence=(
        "An officer of one body reaches nothing of another, at any address, in any form, from any post; and "
        "whoever is disabled, out of office or not logged in is out at the next click."
    ),
    floor="config",
    part=part,
    parts=200,
    folders=("tests/walls",),
    on_database=True,
)
