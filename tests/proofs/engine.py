"""The talk itself: whatever a person does, in any order, each thing is answered and nothing is lost."""

from collections.abc import Mapping

from janasetu.config.proving import Proof

RUNS = 20  # a part; each of fifty steps


def part(number: int) -> Mapping[str, int]:
    """Twenty lives of fifty steps, with the number as their seed."""
    from proofs.anybody import person

    return person.run(RUNS, seed=number)


PROOF = Proof(
    sentence=(
        "5,000 random talks of 50 steps over every shipped form: always one answer, in the person's "
        "language, never a lost or doubled answer, never a dead end."
    ),
    floor="conversations",
    part=part,
    parts=250,
)
