"""Half an hour of people writing: memory, connections and descriptors of every process stay flat."""

from collections.abc import Mapping

from janasetu.config.proving import Proof


def part(number: int) -> Mapping[str, int]:
    """A minute of it, in the town in which the minute before was."""
    from towns import flat

    return flat.part(number)


PROOF = Proof(
    sentence=(
        "30 minutes of 20 webhooks a second: memory of no process grows by 1 MB an hour, nor do descriptors "
        "and connections; and the whole demo, idle, has no more than 500 MB."
    ),
    floor="config",
    part=part,
    parts=30,
    folders=("src/linesim", "src/storm", "tests/towns"),
    in_one_go=True,
)
