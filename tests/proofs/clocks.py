"""The clocks: each case is due when a model says so that counts one minute after the other."""

from collections.abc import Mapping

from janasetu.config.proving import Proof

CASES = 10  # a part


def part(number: int) -> Mapping[str, int]:
    """Ten random cases, with the number as their seed."""
    from proofs.minutes import counted

    return counted.run(CASES, seed=number)


PROOF = Proof(
    sentence=(
        "1,000 random cases, with holidays, days off, pauses and limits of every unit, are due in the same "
        "minute as in a model that counts minute by minute; a water complaint on Ashtami night keeps its 24 "
        "hours, a certificate pauses."
    ),
    floor="cases",
    part=part,
)
