"""The first part of every long proof that has many, so that a change that breaks one is seen at once."""

import pytest

from janasetu.config import proving


def _shared(*, on_database: bool) -> list[str]:
    proofs = ((name, proving.proof(name)) for name in proving.names())
    return [name for name, one in proofs if one.parts >= proving.PARTS and one.on_database == on_database]


@pytest.mark.parametrize("name", _shared(on_database=False))
def test_the_first_part_holds(name: str) -> None:
    looked_at, *_ = proving.proof(name).part(0).values()

    assert looked_at > 0


@pytest.mark.django_db
@pytest.mark.parametrize("name", _shared(on_database=True))
def test_the_first_part_holds_of_what_stands_in_a_database(name: str) -> None:
    looked_at, *_ = proving.proof(name).part(0).values()

    assert looked_at > 0
