"""What the towns change of the services: one keeps its registers itself, and one signs a paper with a pen."""

from collections.abc import Mapping
from typing import Any

from janasetu.bodies.models import LocalBody
from janasetu.catalogue.actions import override
from janasetu.catalogue.models import BodyService
from janasetu.demo.founding.bodies import BodyIds
from janasetu.lib import clock

_MADE_HERE, _BY_INK = {"output": {"from": "here"}}, {"output": {"from": "ink"}}
_TERMS: Mapping[str, Mapping[str, Mapping[str, Any]]] = {
    "basirhat": {"birth-certificate": _MADE_HERE, "death-certificate": _MADE_HERE},
    "panchayat": {"income-recommendation": _BY_INK},
}


def found_terms(ids: BodyIds) -> None:
    """Once: what somebody changed in the demo stays."""
    bodies = LocalBody.objects.filter(code__in=_TERMS.keys() & ids.keys())
    known = set(BodyService.objects.filter(body__in=bodies).values_list("body__code", "code"))
    for body in bodies:
        for code, patch in _TERMS[body.code].items():
            if (body.code, code) not in known:
                override(body=body, code=code, patch=patch, now=clock.now())
