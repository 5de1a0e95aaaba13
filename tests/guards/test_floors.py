"""Guard: no table points to a floor above its own, not even by a name in quotes."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db.models import Model

# Tables of libraries that ours may point to, and why.
ALLOWED = {"auth.User": "the login of an officer; a reference table of Django's own"}


def heights(pyproject: Path) -> dict[str, int]:
    """How high each package stands, from the contract that import-linter holds."""
    contracts = tomllib.loads(pyproject.read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]
    layers = next(contract["layers"] for contract in contracts if contract["type"] == "layers")
    return {
        name: height for height, layer in enumerate(reversed(layers)) for name in re.findall(r"\w+", layer)
    }


def our_models() -> list[type[Model]]:
    return [model for model in apps.get_models() if model.__module__.startswith("janasetu.")]


def links(model: type[Model]) -> list[Any]:
    """The models that a model points to."""
    return [field.related_model for field in model._meta.get_fields() if field.is_relation and field.concrete]


def points_upward(source: str, target: str, floors: dict[str, int]) -> bool:
    """Whether a package may not point to this one: it stands higher, or beside it."""
    return source != target and floors[source] <= floors[target]


def test_no_table_points_to_a_floor_above_its_own(checkout: Path) -> None:
    floors = heights(checkout / "pyproject.toml")
    foreign = set()
    for model in our_models():
        for target in links(model):
            label = target._meta.app_label
            if label not in floors:
                foreign.add(target._meta.label)
            else:
                assert not points_upward(model._meta.app_label, label, floors), f"{model} -> {target}"

    assert foreign == set(ALLOWED)


def test_the_guard_knows_the_floors(checkout: Path) -> None:
    floors = heights(checkout / "pyproject.toml")

    assert floors["lib"] < floors["bodies"] < floors["cases"] < floors["conversations"] < floors["config"]
    assert points_upward("bodies", "cases", floors)
    assert points_upward("console", "portal", floors)
    assert not points_upward("cases", "bodies", floors)
    assert {model._meta.app_label for model in our_models()} <= set(floors)


@pytest.mark.django_db
def test_every_model_of_ours_lives_in_its_own_package() -> None:
    for model in our_models():
        assert model.__module__.split(".")[1] == model._meta.app_label
