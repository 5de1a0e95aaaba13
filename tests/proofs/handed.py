"""Papers handed out while signer, jobs, sender, pump and database are killed."""

from collections.abc import Mapping

from janasetu.config.proving import Proof


def part(_number: int) -> Mapping[str, int]:
    """All of it, in a demo of its own; about three minutes."""
    from towns import handed

    return handed.run()


PROOF = Proof(
    sentence=(
        "60 papers, while signer, jobs, sender, pump and database are killed, again and again: each "
        "is signed once, no serial is used twice or left out, and each telephone gets its very bytes once."
    ),
    floor="config",
    part=part,
    parts=1,
    folders=("src/storm", "src/linesim", "tests/towns"),
)
