"""`janasetu signer`: how it stands with signing in each body, and let the signer go on where it stopped."""

import argparse
import json
from typing import TYPE_CHECKING, Any

from janasetu.config.errors import FrontDoorError

if TYPE_CHECKING:
    from janasetu.bodies.models import LocalBody

BY = "command"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What to do."""
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    status = verbs.add_parser("status", help="one JSON line per body that has signed, or waits to")
    status.add_argument("--body", metavar="CODE", help="only this body")
    resume = verbs.add_parser("resume", help="let the signer go on for a body after it stopped of itself")
    resume.add_argument("code", metavar="CODE", help="the body")
    resume.add_argument("--reason", required=True, help="what you found when you looked")


def run(options: argparse.Namespace) -> int:
    """0; of `status` 1 where the book of a body is not whole."""
    return _status(options.body) if options.verb == "status" else _resume(options.code, options.reason)


def _status(code: str | None) -> int:
    told = [_told(body) for body in _bodies(code)]
    for one in told:
        print(json.dumps(one, ensure_ascii=False))
    return 0 if all(one["book"] == "whole" for one in told) else 1


def _bodies(code: str | None) -> list["LocalBody"]:
    from janasetu.bodies.models import LocalBody
    from janasetu.documents.models import SignerEntry, SigningOrder

    known = {*SignerEntry.objects.values_list("body_id", flat=True).distinct()}
    known |= {*SigningOrder.objects.values_list("body_id", flat=True).distinct()}
    bodies = LocalBody.objects.filter(id__in=known).order_by("code")
    return list(bodies.filter(code=code) if code else bodies)


def _told(body: "LocalBody") -> dict[str, Any]:
    from django.conf import settings
    from django.db.models import Count

    from janasetu.documents.models import SigningOrder
    from janasetu.documents.signing import book

    orders = SigningOrder.objects.filter(body=body).values_list("state").annotate(Count("id"))
    fault = book.first_fault(body.id)
    return {
        "body": body.code,
        "specimen": settings.SIGNING_KEYS.is_specimen(body.code),
        "orders": dict(orders),
        "stopped": body.id in book.stopped_bodies(),
        "book": "whole" if fault is None else f"line {fault} is not as it was written",
    }


def _resume(code: str, reason: str) -> int:
    from janasetu.bodies.errors import NoSuchBodyError
    from janasetu.bodies.queries import body_of_code
    from janasetu.documents.actions import resume_signing
    from janasetu.documents.signing import book
    from janasetu.lib import clock

    try:
        body = body_of_code(code)
    except NoSuchBodyError as error:
        raise FrontDoorError(f"there is no body {code}.") from error
    if body.id not in book.stopped_bodies():
        raise FrontDoorError(f"the signer has not stopped for {code}.")
    resume_signing(body_id=body.id, by=BY, reason=reason, now=clock.now(), wall=clock.wall())
    print(f"The signer goes on for {code}.")
    return 0
