"""What the towns change of the services: one keeps its registers itself, and makes their copies."""

from janasetu.bodies.models import LocalBody
from janasetu.catalogue.actions import override
from janasetu.catalogue.models import BodyService
from janasetu.demo.founding.bodies import BodyIds
from janasetu.lib import clock

KEEPS_ITS_REGISTERS = "basirhat"
_COPIES = ("birth-certificate", "death-certificate")
_MADE_HERE = {"output": {"from": "here"}}


def found_terms(ids: BodyIds) -> None:
    """Once: what somebody changed in the demo stays."""
    if KEEPS_ITS_REGISTERS not in ids:
        return
    body = LocalBody.objects.get(id=ids[KEEPS_ITS_REGISTERS])
    known = set(BodyService.objects.filter(body=body).values_list("code", flat=True))
    for code in _COPIES:
        if code not in known:
            override(body=body, code=code, patch=_MADE_HERE, now=clock.now())
