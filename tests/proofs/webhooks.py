"""Mutated webhooks: each through the intake, the splitter and the pump, as nobody should send them."""

from collections.abc import Mapping

from janasetu.config.proving import Proof


def part(number: int) -> Mapping[str, int]:
    """A hundredth of them."""
    from posted import entering

    return entering.part(number)


PROOF = Proof(
    sentence=(
        "28,000 webhooks with parts missing or odd, and broken bytes: each answered 200 and kept as it came, "
        "or refused where it must be; no crash, nothing lost, what is good in them answered."
    ),
    floor="conversations",
    part=part,
    folders=("src/janasetu/channels", "tests/posted"),
    on_database=True,
)
