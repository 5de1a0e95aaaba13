"""The database away, stopped and frozen, while people write."""

from collections.abc import Mapping

from janasetu.config.proving import Proof


def part(_number: int) -> Mapping[str, int]:
    """All of it, on a town of its own; about three minutes."""
    from towns import away

    return away.run()


PROOF = Proof(
    sentence=(
        "The database gone for 60 s and frozen for 30 s under load: all is refused with 503 in 3 s (5 s), "
        "taken again within 5 s, memory flat, nothing acknowledged lost."
    ),
    floor="config",
    part=part,
    parts=1,
    folders=("src/storm", "tests/towns"),
)
