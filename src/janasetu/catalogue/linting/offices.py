"""Rules on roles: somebody holds them in every kind of body that offers the service, and may sign."""

from collections.abc import Iterator, Mapping
from functools import wraps

from janasetu.bodies.posts import held_in, may_sign, posts
from janasetu.catalogue.linting.draft import Draft, Rule
from janasetu.catalogue.linting.refusals import nearest
from janasetu.catalogue.linting.walking import of_type, stages
from janasetu.catalogue.problems import Steps
from janasetu.catalogue.schema import Option, Service
from janasetu.catalogue.schema.service import hidden_of, levels_of

# Who stands over a body: a breach may be told to them, and one may appeal to them.
_ABOVE: Mapping[str, tuple[str, ...]] = {
    "gram_panchayat": ("block", "district", "state"),
    "municipality": ("district", "state"),
    "corporation": ("district", "state"),
    "block": ("district", "state"),
    "district": ("state",),
    "state": (),
}


def desks_are_held(draft: Draft, service: Service) -> None:
    """R501: somebody sits at the desk of every stage."""
    for steps, stage, _ in stages(service):
        if isinstance(stage.role, Mapping):
            for kind, role in stage.role.items():
                _tell_unless_held(draft, (*steps, "role", kind), role, (kind,), above=False)
            for kind in service.offered_by:
                if kind not in stage.role:
                    draft.tell("R503", (*steps, "role"), f"nobody is named for a {kind}", at_key=True)
        elif stage.role:
            _tell_unless_held(draft, (*steps, "role"), stage.role, service.offered_by, above=False)


def levels_are_held(draft: Draft, service: Service) -> None:
    """R501, R503: in every kind of body somebody answers for the case, here or above."""
    for steps, role, kinds in _levels(service):
        _tell_unless_held(draft, steps, role, kinds, above=True)
    if service.kind == "information":
        return
    if not service.levels:
        draft.tell("R503", ("kind",), "nobody answers for the case: `levels` is missing")
        return
    for kind in service.offered_by:
        if not service.levels_in(kind):
            draft.tell("R503", ("levels",), f"nobody answers for the case in a {kind}", at_key=True)


def about_the_office_goes_above(draft: Draft, service: Service) -> None:
    """R504: what is hidden from a body is answered for by nobody in it."""
    for steps, part in [((), service), *of_type(service, Option)]:
        for kind in service.offered_by:
            if hidden_of(part.confidential, kind) != "about_office":
                continue
            levels = levels_of(part.levels, kind) or service.levels_in(kind)
            own = next((role for role in levels if role in held_in(kind)), None)
            if own:
                said = f"about the office of a {kind}, and its own `{own}` answers for it"
                draft.tell("R504", (*steps, "confidential"), said)


def the_law_names_posts(draft: Draft, service: Service) -> None:
    """R501: whoever must decide, hear an appeal or review it exists, here or above."""
    for at, statutory in enumerate(service.limits.statutory if service.limits else ()):
        for key in ("officer", "appeal", "review"):
            role = getattr(statutory, key)
            if role:
                steps = ("limits", "statutory", at, key)
                _tell_unless_held(draft, steps, role, service.offered_by, above=True)


def signatories_may_sign(draft: Draft, service: Service) -> None:
    """R501, R502: in every kind of body one of the signatories exists, and each may sign such a paper."""
    if service.output is None or not service.output.signed_by:
        return
    for at, role in enumerate(service.output.signed_by):
        steps: Steps = ("output", "signed_by", at)
        if role not in posts():
            draft.tell("R501", steps, _unknown(role))
        elif not may_sign(role, service.output.type):
            draft.tell("R502", steps, f"`{role}` may not sign a {service.output.type}")
    for kind in service.offered_by:
        if held_in(kind).isdisjoint(service.output.signed_by) and _are_known(service.output.signed_by):
            said = f"no signatory is held in a {kind}"
            draft.tell("R501", ("output", "signed_by"), said, at_key=True)


def _levels(service: Service) -> Iterator[tuple[Steps, str, tuple[str, ...]]]:
    """Every role of the levels, those of options too, and the kinds of body for which it is named."""
    for steps, part in [((), service), *of_type(service, Option)]:
        if isinstance(part.levels, Mapping):
            for kind, roles in part.levels.items():
                yield from (((*steps, "levels", kind, at), role, (kind,)) for at, role in enumerate(roles))
        else:
            for at, role in enumerate(part.levels):
                yield (*steps, "levels", at), role, service.offered_by


def _tell_unless_held(draft: Draft, steps: Steps, role: str, kinds: tuple[str, ...], *, above: bool) -> None:
    if role not in posts():
        draft.tell("R501", steps, _unknown(role))
        return
    for kind in kinds:
        where = (kind, *_ABOVE[kind]) if above else (kind,)
        if not any(role in held_in(one) for one in where):
            draft.tell(
                "R501", steps, f"nobody holds `{role}` in a {kind}" + (" or above it" if above else "")
            )


def _unknown(role: str) -> str:
    return f"no role is called `{role}`{nearest(role, posts())}"


def _are_known(roles: tuple[str, ...]) -> bool:
    return all(role in posts() for role in roles)


def _where_bodies_are_known(rule: Rule) -> Rule:
    """Who holds what goes by the kinds of body; where those cannot be read, nothing can be said."""

    @wraps(rule)
    def checked(draft: Draft, service: Service) -> None:
        if draft.knows("offered_by"):
            rule(draft, service)

    return checked


RULES = tuple(
    map(
        _where_bodies_are_known,
        (
            desks_are_held,
            levels_are_held,
            about_the_office_goes_above,
            the_law_names_posts,
            signatories_may_sign,
        ),
    )
)
