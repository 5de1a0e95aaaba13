"""Hostile files: every one of them through every door through which a file comes."""

from collections.abc import Mapping

from janasetu.config.proving import Proof


def part(number: int) -> Mapping[str, int]:
    """A hundredth of the files at doors."""
    from files import entrances

    return entrances.part(number)


PROOF = Proof(
    sentence=(
        "Every hostile file through every door: nothing of it served as it came, no crash, the sender told "
        "why in Bengali, memory flat; and a photo with a position leaves none in any byte served or sent on."
    ),
    floor="config",
    part=part,
    folders=("tests/files", "tests/walls"),
    on_database=True,
)
