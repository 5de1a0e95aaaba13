"""The next release put in under load, with programs of both at work."""

from collections.abc import Mapping

from janasetu.config.proving import Proof


def part(_number: int) -> Mapping[str, int]:
    """All of it, on a town of its own; about a minute."""
    from towns import released

    return released.run()


PROOF = Proof(
    sentence=(
        "The database moved to a next release under load, programs of both at work: 503 for less than 5 s in "
        "all, nothing lost, nothing doubled, nobody answered twice."
    ),
    floor="config",
    part=part,
    parts=1,
    folders=("src/storm", "tests/towns"),
)
