"""A hundredth of every long proof, so that a change that breaks one is seen at once."""

import pytest

from janasetu.config import proving


@pytest.mark.parametrize("name", proving.names())
def test_the_first_part_holds(name: str) -> None:
    looked_at, *_ = proving.proof(name).part(0).values()

    assert looked_at > 0
