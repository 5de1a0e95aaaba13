"""Wrong input: everything hostile in every box of every form; forms broken, sent twice or sent late."""

from collections.abc import Mapping

from janasetu.config.proving import Proof


def part(number: int) -> Mapping[str, int]:
    """A hundredth of all that is done to the forms."""
    from walls import writing

    return writing.part(number)


PROOF = Proof(
    sentence=(
        "Whatever is written into any form of the desk, broken, sent twice or after the login has ended: no "
        "crash, what was typed is still there, the reason is told in Bengali, nothing is done twice."
    ),
    floor="config",
    part=part,
    folders=("src/janasetu/locale", "tests/walls"),
    on_database=True,
)
