"""Rules on several definitions: one code is one service, and no two of a body answer to the same words."""

from collections.abc import Iterable, Sequence

from janasetu.catalogue.linting.draft import Draft
from janasetu.catalogue.linting.words import service_words
from janasetu.catalogue.schema import Service
from janasetu.lib import bn


def codes_stand_once(drafts: Sequence[Draft]) -> None:
    """D904: the second file of a code is not taken."""
    seen: dict[str, Draft] = {}
    for draft, service in _readable(drafts):
        first = seen.setdefault(service.code, draft)
        if first is not draft:
            draft.tell("D904", ("code",), f"`{service.code}` is already the service of {first.reading.path}")


def words_mean_one_service(drafts: Sequence[Draft]) -> None:
    """D901: where a body offers both, a word begins one of them."""
    owners: dict[tuple[str, str], Service] = {}
    for draft, service in _readable(drafts):
        told: set[str] = set()
        for steps, word in service_words(service):
            key = bn.match_key(word)
            for kind in service.offered_by if key else ():
                owner = owners.setdefault((kind, key), service)
                if owner.code != service.code and key not in told:
                    told.add(key)
                    draft.tell("D901", steps, f"«{word}» means the service `{owner.code}` too, in a {kind}")


def folders_are_named_by_code(drafts: Sequence[Draft]) -> None:
    """W905: a service is found by the name of its folder."""
    for draft, service in _readable(drafts):
        folder = draft.reading.path.parent.name if draft.reading.path else service.code
        if folder != service.code:
            draft.tell("W905", ("code",), f"the folder of `{service.code}` is called `{folder}`")


RULES = (codes_stand_once, words_mean_one_service, folders_are_named_by_code)


def _readable(drafts: Sequence[Draft]) -> Iterable[tuple[Draft, Service]]:
    return ((draft, draft.service) for draft in drafts if draft.service is not None)
