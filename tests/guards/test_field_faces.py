"""Guard: every face that asks or shows fields knows every kind of field, and no other."""

from collections.abc import Collection

import pytest

from janasetu.catalogue.fields import KINDS
from janasetu.console.answers import RENDERERS
from janasetu.console.forms.questions import FACES as FORM_FACES
from janasetu.conversations.engine.asking import FACES

# Each face with its registry: the kinds that it has a renderer for.
REGISTRIES: list[tuple[str, Collection[str]]] = [
    ("console: the answers of a case", RENDERERS),
    ("console form: the questions an operator asks", FORM_FACES),
    ("conversations: the questions of a chat", FACES),
]


def gaps(registry: Collection[str]) -> set[str]:
    """Kinds that a face lacks, and those that it has beyond what there is."""
    return set(registry) ^ set(KINDS)


@pytest.mark.parametrize(("name", "registry"), REGISTRIES)
def test_a_face_knows_every_kind_of_field_and_no_other(name: str, registry: Collection[str]) -> None:
    assert gaps(registry) == set()


def test_the_guard_sees_a_kind_that_a_face_lacks_or_invents() -> None:
    assert gaps(set(KINDS) - {"slot"}) == {"slot"}
    assert gaps({*KINDS, "colour"}) == {"colour"}
