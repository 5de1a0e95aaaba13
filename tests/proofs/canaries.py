"""Who complains confidentially: looked for by every post of every body, at every address and elsewhere."""

from collections.abc import Mapping

from janasetu.config.proving import Proof


def part(number: int) -> Mapping[str, int]:
    """A twentieth of those who look, with a twentieth of what each can ask."""
    from walls import canaries

    return canaries.part(number)


PROOF = Proof(
    sentence=(
        "The name, the number, the photo and the exact place of whoever complains confidentially stand at no "
        "address, in no export, log or message, for no post without the right; what is about an office is "
        "found by no login of it."
    ),
    floor="config",
    part=part,
    parts=400,
    folders=("tests/walls",),
    on_database=True,
)
