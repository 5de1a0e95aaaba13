"""What the sender's process shares out among those who fetch."""

import pytest

from janasetu.config.programs.sender import shares
from janasetu.lib.ids import BUCKETS


@pytest.mark.parametrize("count", [1, 2, 3, 7])
def test_every_bucket_is_in_one_share(count: int) -> None:
    found = [bucket for first, last in shares(count) for bucket in range(first, last + 1)]

    assert found == list(range(BUCKETS))
    assert len(shares(count)) == count
