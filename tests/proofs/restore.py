"""The drill of the restore: dumped under load, destroyed, put back elsewhere."""

from collections.abc import Mapping

from janasetu.config.proving import Proof


def part(_number: int) -> Mapping[str, int]:
    """All of it, on a town of its own; about a minute."""
    from towns import restored

    return restored.run()


PROOF = Proof(
    sentence=(
        "A town dumped under load, destroyed and put back in another folder: nothing acknowledged before the "
        "dump is missing, each file is there with its bytes, and the town answers."
    ),
    floor="config",
    part=part,
    parts=1,
    folders=("src/storm", "tests/towns"),
)
