"""The first part of every long proof that has many, so that a change that breaks one is seen at once."""

import pytest

from janasetu.config import proving

SHARED = [name for name in proving.names() if proving.proof(name).parts >= proving.PARTS]


@pytest.mark.parametrize("name", SHARED)
def test_the_first_part_holds(name: str, request: pytest.FixtureRequest) -> None:
    proof = proving.proof(name)
    if proof.on_database:
        request.getfixturevalue("db")

    looked_at, *_ = proof.part(0).values()

    assert looked_at > 0
