"""A hundredth of every long proof of a hundred parts, so that a change that breaks one is seen at once."""

import pytest

from janasetu.config import proving

SHARED = [name for name in proving.names() if proving.proof(name).parts == proving.PARTS]


@pytest.mark.parametrize("name", SHARED)
def test_the_first_part_holds(name: str) -> None:
    looked_at, *_ = proving.proof(name).part(0).values()

    assert looked_at > 0
