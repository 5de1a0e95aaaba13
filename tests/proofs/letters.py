"""Every Bengali word of ours on paper, shaped as telephones shape it."""

from collections.abc import Mapping

from janasetu.config.proving import Proof

_PARTS = 20


def part(number: int) -> Mapping[str, int]:
    """A twentieth of the words."""
    from janasetu.documents.tests import shaping

    words = shaping.words()[number::_PARTS]
    assert (astray := shaping.astray(words)) == [], f"set otherwise than HarfBuzz does: {' '.join(astray)}"
    return {"words": len(words)}


PROOF = Proof(
    sentence=(
        "Every Bengali word of the definitions, their phrases and our sentences, some 12,000, is set on "
        "paper as HarfBuzz shapes it."
    ),
    floor="config",
    part=part,
    parts=_PARTS,
)
