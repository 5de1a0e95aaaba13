"""The faults: what a machine cannot have is left out and said; each lasts as long as was asked for."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from storm import faults
from storm.disks import Disk
from storm.faults import Faults
from storm.provider import Mood

THERE = {"database": Disk(Path("town")), "machine": Disk(Path("first"))}


def _faults(*, disks: dict[str, Disk], can_shift: bool = True, full: bool = False) -> Faults:
    """Nothing is broken by them here: what they would break is not there."""
    product: Any = SimpleNamespace(clock=SimpleNamespace(is_there=can_shift))
    nobody: Any = None
    return Faults(product, nobody, nobody, nobody, nobody, nobody, nobody, disks, "1 faults", full, Mood())


def test_on_a_machine_that_has_all_nothing_is_left_out() -> None:
    assert _faults(disks=THERE).left_out == {}


def test_what_a_machine_cannot_do_is_left_out_and_why() -> None:
    left_out = _faults(disks={}, can_shift=False).left_out

    assert left_out == {
        "F8 database": "nothing may be mounted",
        "F8 machine": "nothing may be mounted",
        "F14": "there is no C compiler",
    }
    assert set(left_out) < set(faults._ALL)


@pytest.mark.parametrize(("full", "least", "most"), [(False, 1.0, 5.0), (True, 180.0, 180.0)])
def test_a_fault_lasts_seconds_or_as_long_as_in_the_catalogue(full: bool, least: float, most: float) -> None:
    made = _faults(disks={}, full=full)

    lengths = [made._while(180) for _ in range(50)]

    assert least <= min(lengths) <= max(lengths) <= most


def test_the_same_seed_is_the_same_luck() -> None:
    short, whole = _faults(disks={}), _faults(disks={}, full=True)
    assert short._while(30) == _faults(disks={})._while(30)

    whole._while(30)

    assert whole._random.random() == short._random.random()  # however long: what comes next is the same
