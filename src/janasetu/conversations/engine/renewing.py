"""Begin an application anew before its paper runs out: with the answers that still hold."""

from collections.abc import Iterator, Mapping
from typing import Any

from janasetu.catalogue.schema import Service
from janasetu.catalogue.schema.asking import Field, Group
from janasetu.conversations.engine import form
from janasetu.conversations.engine.effects import Renewable, ToRenew, Turn
from janasetu.conversations.engine.here import Here
from janasetu.conversations.engine.saying import phrase, with_remark
from janasetu.lib import references

# What is given anew each time: files run out, and a consent holds for the case for which it was given.
_ANEW = frozenset({"document", "photo", "voice", "consent", "slot"})


def pressed(here: Here, ref: str) -> Turn:
    """The same service with what was answered before; what is missing is asked, and the card is shown."""
    before = here.world.know(ToRenew(ref))
    found = _offered(here, before) if before else None
    if before is None or found is None:
        return Turn(here.session, (phrase("renewal_not_here", here.lang, ref=references.grouped(ref)),))
    parked = here.session.park() if here.session.in_form else here.session
    begun = form.begin(parked, *found, here)
    for path, answer in _held(before, found[1]):
        begun = begun.at(begun.session.with_answer(path, answer))
    return with_remark(form.go_on(begun), phrase("renewal_begins", here.lang, ref=references.grouped(ref)))


def _offered(here: Here, before: Renewable) -> tuple[str, Service] | None:
    """The service as it is offered now; None where it is no more."""
    offered = here.office.services.items()
    return next(((version, one) for version, one in offered if one.code == before.service.code), None)


def _held(before: Renewable, service: Service) -> Iterator[tuple[str, Any]]:
    """The answers to questions that are asked in the very same way today."""
    asked, now = _questions(before.service), _questions(service)
    for path, answer in before.answers.items():
        name = path.partition(".")[0]
        if name in asked and asked[name] == now.get(name) and not _is_anew(asked[name]):
            yield path, answer


def _questions(service: Service) -> Mapping[str, Field | Group]:
    return {one.group if isinstance(one, Group) else one.field: one for one in service.ask}


def _is_anew(one: Field | Group) -> bool:
    return any(each.kind in _ANEW for each in (one.ask if isinstance(one, Group) else (one,)))
