"""Values that lie in one another."""

from janasetu.lib.nested import leaves


def test_leaves_are_the_values_at_the_ends_and_no_names() -> None:
    nested = {"a": ["x", ("y", {"b": "z"})], "c": None, "d": [], "e": 5}

    assert list(leaves(nested)) == ["x", "y", "z", None, 5]
    assert list(leaves("xyz")) == ["xyz"]
