"""Signatures of papers: one bit turned over anywhere in a signed file, and the signature is refused."""

import random
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from janasetu.config.proving import Proof

_FLIPS = 10


def part(number: int) -> Mapping[str, int]:
    """Ten bits of a signed paper, one after the other, each put back before the next."""
    from janasetu.documents.signing import reading

    pdf, trusted = _signed()
    draw = random.Random(number)
    whole = reading.verdict(pdf, trusted=trusted)
    if whole is None or not whole.is_genuine:
        raise AssertionError(f"the file as it was signed is not genuine: {whole}")
    for _ in range(_FLIPS):
        bit = draw.randrange(len(pdf) * 8)
        altered = bytearray(pdf)
        altered[bit // 8] ^= 1 << bit % 8
        told = reading.verdict(bytes(altered), trusted=trusted)
        if told is not None and told.is_genuine:
            raise AssertionError(f"bit {bit % 8} of byte {bit // 8} was turned over, and nobody saw it")
    return {"bits": _FLIPS}


@cache
def _signed():
    """One signed file, and the authorities whom its reader trusts."""
    from janasetu.documents.signing import keys, pades, reading, specimens
    from janasetu.documents.signing.places import TestAuthority
    from janasetu.documents.tests.signed import NOW, blank_pdf

    with TemporaryDirectory() as place:
        key = keys.open_key(TestAuthority(Path(place)), wall=NOW)
        trusted = reading.authorities([specimens.authority_of(Path(place))])
    draft = blank_pdf()
    return pades.signed(
        draft, key=key, at=NOW, name="Chairman", reason="FAL/RES/1", place="Falakata"
    ), trusted


PROOF = Proof(
    sentence="1,000 random bits of a signed paper, turned over one by one: each time it is refused.",
    floor="documents",
    part=part,
)
