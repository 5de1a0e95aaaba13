"""On disk before the 200: PostgreSQL and the intake watched by system call."""

from collections.abc import Mapping

from janasetu.config.proving import Proof


def part(_number: int) -> Mapping[str, int]:
    """All of it, on a town of its own."""
    from towns import durable

    return durable.run()


PROOF = Proof(
    sentence=(
        "Between a webhook and its 200 PostgreSQL forces its log to the disk, one at a time and 64 at once; "
        "where synchronous_commit is off the proof sees that it does not. Needs strace."
    ),
    floor="config",
    part=part,
    parts=1,
    folders=("src/storm", "tests/towns"),
)
